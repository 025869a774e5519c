// Lighthouse's scores and times of pages, as JSON. Reads {chromium, pages: {name: url}} from standard input.

import { readFileSync } from "node:fs";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
const TIMES = { lcp: "largest-contentful-paint", cls: "cumulative-layout-shift", tbt: "total-blocking-time" };

const job = JSON.parse(readFileSync(0, "utf8"));
const chrome = await chromeLauncher.launch({ chromePath: job.chromium, chromeFlags: FLAGS });
const found = {};
try {
  const look = (url, options) => lighthouse(url, { port: chrome.port, logLevel: "silent", ...options });
  // the first page pays for the browser's start and its fonts
  await look(Object.values(job.pages)[0], { onlyCategories: ["accessibility"] });
  for (const [name, url] of Object.entries(job.pages)) {
    const { lhr } = await look(url);
    found[name] = {
      scores: Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, Math.round(one.score * 100)])),
      times: Object.fromEntries(Object.entries(TIMES).map(([key, audit]) => [key, lhr.audits[audit].numericValue])),
      failed: Object.values(lhr.categories).flatMap((category) =>
        category.auditRefs
          .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9)
          .map((ref) => `${category.id}/${ref.id}: ${lhr.audits[ref.id].displayValue ?? lhr.audits[ref.id].title}`),
      ),
    };
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(found));
