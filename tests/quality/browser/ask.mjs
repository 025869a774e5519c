// Asks the page that finds things, as a reader types. Reads {chromium, url, queries, slow} as JSON from standard input,
// writes for each query what the page answered, and which scripts it loaded. `slow` names a script that never comes.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath: job.chromium, args: ["--no-sandbox", "--disable-gpu"] });
const answers = [];
for (const query of job.queries) {
  const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  const scripts = [], errors = [];
  page.on("request", (request) => request.resourceType() === "script" && scripts.push(request.url().split("/").pop()));
  page.on("pageerror", (error) => errors.push(`${error}`));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  if (job.slow) await page.route(`**/${job.slow}`, () => {});
  await page.goto(job.url, { waitUntil: "load" });
  await page.locator("#find").pressSequentially(query);
  if (!job.slow) await page.waitForLoadState("networkidle");
  answers.push({
    titles: await page.locator("[data-found] a").allTextContents(),
    count: await page.locator("[data-count]").textContent(),
    scripts,
    errors,
  });
  await page.context().close();
}
await browser.close();
console.log(JSON.stringify(answers));
