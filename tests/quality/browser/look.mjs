// Looks at pages as a browser does. Reads one job as JSON from standard input, writes what was seen as JSON.
//
// A job: {chromium, pages: {name: {url, file, pdf}}, switch: [url, url], offline: [url, …], pictures: […]} and the
// limits of tests/test_browser.py, which says what is right and what is wrong. One Chromium serves it all.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MEASURE = readFileSync(new URL("measure.js", import.meta.url), "utf8");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AT_ONCE = 2;
const PHONE = { width: 360, height: 740 };
const COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];
const SIZES = ["target-size", "scrollable-region-focusable"];
const NORMAL = 16;

/** What a page asks for and complains about. */
function listen(page) {
  const heard = { requests: [], complaints: [] };
  page.on("request", (request) => heard.requests.push(request.url()));
  page.on("requestfailed", (request) => heard.complaints.push(`not loaded: ${request.url()}`));
  page.on("pageerror", (error) => heard.complaints.push(`${error}`));
  page.on("console", (message) => {
    const own = message.text().includes("blocked by Playwright");
    if (["error", "warning"].includes(message.type()) && !own) heard.complaints.push(`${message.text()} ${message.location().url}`);
  });
  return heard;
}

/** What axe complains of, a line for every element. */
async function axe(page, run) {
  const violations = await page.evaluate(
    (run) => globalThis.axe.run(document, { ...run, resultTypes: ["violations"] }).then((found) => found.violations),
    run,
  );
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}

/** What a screen reader reads out, in its order: the names and texts of an accessibility tree as playwright prints it. */
function spoken(tree) {
  const lines = tree.split("\n").map((line) => line.replace(/^\s*- /, "").trim());
  return lines.flatMap((line) => {
    if (line.startsWith("/")) return [];
    const named = line.match(/^'?[a-z]+ "((?:[^"\\]|\\.)*)"/);
    const rest = line.match(/^'?[a-z]+(?: "(?:[^"\\]|\\.)*")?(?: \[[^\]]*\])*: (.+?)'?$/);
    const told = [named && /^'?(link|heading|button|cell|rowheader|columnheader)/.test(line) && named[1], rest && rest[1].replace(/^"(.*)"$/, "$1")];
    return told.filter(Boolean);
  });
}

/** One page at every width, in light and dark, with its type as it is and large. */
async function look(browser, job, { url, pdf }) {
  const context = await browser.newContext({ viewport: PHONE, serviceWorkers: "block", reducedMotion: "reduce" });
  const page = await context.newPage();
  const heard = listen(page);
  const answer = await page.goto(url, { waitUntil: "load" });
  const found = { status: answer.status(), ...heard, zoomed: {}, axe: {}, sideways: {}, type: {}, targets: {}, lines: {}, leading: {}, gaps: {} };
  found.requests = [...heard.requests];
  await page.evaluate(`${AXE};${MEASURE}`);
  const measured = (what, ...numbers) => page.evaluate(([what, numbers]) => measure[what](...numbers), [what, numbers]);
  found.words = await measured("words");
  found.disorder = await measured("disorder");
  found.spoken = spoken(await page.locator("body").ariaSnapshot());
  found.heading = await page.locator("h1").first().innerText();
  const large = await page.evaluate(() => document.getElementById("large") !== null);
  found.large = large;
  await page.setViewportSize(job.firstScreen);
  found.answered = await measured("answered");
  await page.setViewportSize(PHONE);
  for (const type of large ? ["normal", "large"] : ["normal"]) {
    if (type === "large") await page.evaluate(() => location.assign("#large"));
    for (const width of job.widths) {
      await page.setViewportSize({ width, height: PHONE.height });
      const key = `${width} px, ${type}`;
      const everything = { type: "tag", values: job.axe };
      const sizes = { type: "rule", values: [...COLOURS, ...SIZES] };
      found.axe[`light, ${key}`] = await axe(page, { runOnly: type === "large" ? sizes : everything });
      found.sideways[key] = await measured("sideways");
      found.type[key] = await measured("type", job.smallest, type === "large" ? job.largeBody : job.body);
      found.targets[key] = await measured("targets", job.target, job.anyTarget);
      found.lines[key] = await measured("lines", job.line);
      found.leading[key] = await measured("leading", job.leading, job.reading);
      found.gaps[key] = await measured("gaps", job.gap);
      await page.emulateMedia({ colorScheme: "dark" });
      found.axe[`dark, ${key}`] = await axe(page, { runOnly: { type: "rule", values: COLOURS } });
      await page.emulateMedia({ colorScheme: "light" });
    }
  }
  if (large) await page.evaluate(() => location.assign("#main"));
  await page.setViewportSize({ ...PHONE, width: Math.min(...job.widths) });
  const devtools = await context.newCDPSession(page);
  for (const percent of [...job.rootSizes, 100]) {
    const standard = (NORMAL * percent) / 100;
    await devtools.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
    if (percent === 100) continue;
    found.sideways[`letters of ${percent} %`] = await measured("sideways");
    found.zoomed[percent] = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  }
  await page.setViewportSize(PHONE);
  await measured("enlarge", job.wechat.times);
  found.sideways[`WeChat on an iPhone, ${job.wechat.times} times`] = await measured("sideways");
  await measured("enlarge", 1);
  const rooted = (size) => page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
  await rooted(`${job.wechat.root}px`);
  found.sideways[`WeChat with letters of ${job.wechat.root} px`] = await measured("sideways");
  await rooted("");
  await page.emulateMedia({ media: "print" });
  found.printed = await measured("shown", "nav, .skip, .menu, .bigger, .smaller, .now, .find");
  found.paper = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  await page.pdf({ path: pdf, format: "A4" });
  found.complaints = heard.complaints;
  await context.close();
  return found;
}

/** What pages say where no script runs. */
async function withoutScript(browser, pages, found) {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [name, { url }] of pages) {
    await page.goto(url, { waitUntil: "load" });
    found[name].withoutScript = await page.evaluate(`${MEASURE};measure.words()`);
  }
  await context.close();
}

/** The heading of the page that the last link to a folder leads to; nothing where there is no such link. */
async function followed(page) {
  const links = page.locator("a[href$='/']:not([href^='http'])");
  if (!(await links.count())) return null;
  await links.last().click();
  await page.waitForLoadState("load");
  return { url: page.url(), heading: await page.locator("h1").first().innerText() };
}

/** Pages opened from a folder. */
async function fromFolder(browser, pages, found) {
  const context = await browser.newContext({ viewport: PHONE });
  for (const [name, { file }] of pages) {
    if (!file) continue;
    const page = await context.newPage();
    const heard = listen(page);
    await page.goto(file, { waitUntil: "load" });
    found[name].file = { styled: await page.evaluate(`${MEASURE};measure.styled()`), ...heard };
    found[name].file.next = await followed(page);
    await page.close();
  }
  await context.close();
}

/** The size of the body's type: as it is, once large type is switched on, on the next page, and switched off again. */
async function switched(browser, [first, next]) {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  await page.goto(first, { waitUntil: "load" });
  const sizes = [await size()];
  await page.locator(".bigger").click();
  sizes.push(await size());
  await page.goto(next, { waitUntil: "load" });
  sizes.push(await size());
  await page.locator(".smaller").click();
  sizes.push(await size());
  await context.close();
  return sizes;
}

/** Pages seen once, and then without a network; nothing where the site has no service worker. */
async function offline(browser, urls) {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  const visit = async (url) => {
    try {
      await page.goto(url, { waitUntil: "load" });
      return await page.evaluate(`${MEASURE};measure.styled() ? measure.words() : "not styled"`);
    } catch (error) {
      return `${error}`;
    }
  };
  await visit(urls[0]);
  const active = () =>
    Promise.race([
      navigator.serviceWorker.ready.then(() => true),
      new Promise((give) => setTimeout(give, 3000, false)),
    ]);
  if (!(await page.evaluate(active))) {
    await context.close();
    return null;
  }
  const found = {};
  for (const url of urls) found[url] = { online: await visit(url) };
  await context.setOffline(true);
  for (const url of urls) found[url].offline = await visit(url);
  await context.close();
  return found;
}

/** Pictures: {path, url, width, height, scheme, hash}. */
async function picture(browser, { path, url, width, height, scheme }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    deviceScaleFactor: 1.5,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  await page.screenshot({ path });
  await context.close();
  return path;
}

/** All of it, so many at once. */
async function all(tasks) {
  const waiting = tasks.entries();
  const done = [];
  const worker = async () => {
    for (const [index, task] of waiting) done[index] = await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath: job.chromium, args: FLAGS });
try {
  const pages = Object.entries(job.pages ?? {});
  const seen = await all(pages.map(([name, page]) => async () => [name, await look(browser, job, page)]));
  const found = Object.fromEntries(seen);
  await all([() => withoutScript(browser, pages, found), () => fromFolder(browser, pages, found)]);
  const pictures = await all((job.pictures ?? []).map((one) => () => picture(browser, one)));
  const sizes = job.switch ? await switched(browser, job.switch) : [];
  const away = job.offline ? await offline(browser, job.offline) : null;
  console.log(JSON.stringify({ pages: found, pictures, sizes, offline: away }));
} finally {
  await browser.close();
}
