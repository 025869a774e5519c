"use strict";
// The network first. Where it is gone, ill or slower than three seconds: pages that were read before and the search, but
// nothing of who is on duty from more than a day ago.
const SCOPE = registration.scope;
const MINE = `handbook ${SCOPE} `; // other websites on the same host have their own
const NAME = MINE + {{ version | tojson }};
const PAGES = `${MINE}pages`; // outlives the assets
const ASSETS = {{ assets.values() | sort | tojson }};
const DAY = 24 * 60 * 60 * 1000;
const MOST = 60;
const PATIENCE = 3000;
const DUTY = /rel="canonical" href="[^"]*\/duty\/"/;
const LIVE = / data-days="[^"]*"/; // from which a script says who is there now
{# as a page it is escaped, and as a text of the script once more: nothing in a name can end either #}
{% set offline %}
<!doctype html><html lang="{{ handbook.words.language }}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>没有网络</title><h1>没有网络，这一页看不了</h1><p>打{{ policy.office.name }} <a href="tel:{{ policy.office.number | dialled }}">{{ policy.office.number }}</a>，有人帮您查。值班表超过一天的，不给您看旧的，免得白跑。</p></html>
{% endset %}
const OFFLINE = {{ offline | trim | in_script }};

addEventListener("install", (event) => event.waitUntil(begin()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(SCOPE)) return;
  const key = url.split(/[?#]/)[0];
  if (mode === "navigate") event.respondWith(page(event, key));
  else if (isAsset(key)) event.respondWith(asset(event, key));
  else if (/\/find\/[a-z]+\.js$/.test(key)) event.respondWith(soon(event, key));
});

async function begin() {
  await Promise.all(ASSETS.map(async (path) => keep(SCOPE + path, await fetch(SCOPE + path))));
  await skipWaiting();
}

// pages that were read earlier stay, and what they are dressed in with them
async function tidy() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith(MINE) && name !== NAME && name !== PAGES);
  const texts = [];
  await move(earlier, PAGES, (url) => !isAsset(url));
  const pages = await caches.open(PAGES);
  for (const { url } of await pages.keys()) texts.push(await (await pages.match(url)).text());
  const worn = new Set(texts.join().match(/assets\/[\w.-]+/g));
  await move(earlier, NAME, (url) => worn.has(url.slice(SCOPE.length)));
  await Promise.all(earlier.map((name) => caches.delete(name)));
  await clients.claim();
  // the page that brought this worker here was read before there was one
  for (const { url } of await clients.matchAll({ type: "window" })) {
    const key = url.split(/[?#]/)[0];
    if (key.startsWith(SCOPE)) await fetch(key).then((found) => keep(key, found)).then(() => search(key)).catch(() => {});
  }
}

async function page(event, key) {
  const found = await soon(event, key, search);
  return found || new Response(OFFLINE, { status: 503, headers: { "Content-Type": "text/html" } });
}

async function move(names, into, wanted) {
  const to = await caches.open(into);
  for (const name of names) {
    const from = await caches.open(name);
    for (const { url } of await from.keys()) if (wanted(url)) await to.put(url, await from.match(url));
  }
}

// the network's answer; a copy where that is slow or an error
async function soon(event, key, then = () => {}) {
  const asked = fetch(event.request).then((found) => [found, keep(key, found.clone())]).catch(() => []);
  event.waitUntil(asked.then(([, saved]) => saved).then(() => then(key)));
  const slow = new Promise((resolve) => setTimeout(() => resolve([]), PATIENCE));
  const [found] = await Promise.race([asked, slow]);
  if (found && found.status < 500) return found;
  return (await kept(key)) || (await asked)[0];
}

// whoever reads a committee's page, by its code or not, may look for something there when the network is gone
async function search(key) {
  const found = await kept(key);
  const home = found && (await found.text()).match(`rel="canonical" href="(${SCOPE}[^/"]+/)`);
  if (!home || (await kept(`${home[1]}find/`))) return;
  for (const name of ["", "entries.js"]) {
    const url = `${home[1]}find/${name}`;
    await fetch(url).then((answer) => keep(url, answer)).catch(() => {});
  }
}

// an asset's name changes with its content, so what is kept is right
async function asset(event, key) {
  const there = await kept(key);
  if (there) return there;
  const found = await fetch(event.request);
  event.waitUntil(keep(key, found.clone()));
  return found;
}

const isAsset = (key) => key.startsWith(`${SCOPE}assets/`);
const place = (key) => caches.open(isAsset(key) ? NAME : PAGES);

async function keep(key, found) {
  if (!found.ok || found.redirected || found.type !== "basic") return;
  const headers = new Headers(found.headers);
  headers.set("X-Kept", Date.now());
  const cache = await place(key);
  await cache.delete(key);
  await cache.put(key, new Response(await found.blob(), { headers }));
  const pages = (await cache.keys()).filter((one) => one.url.endsWith("/") && !one.url.endsWith("/find/"));
  for (const one of pages.slice(0, Math.max(0, pages.length - MOST))) await cache.delete(one);
}

async function kept(key) {
  const found = await (await place(key)).match(key);
  if (!found) return undefined;
  if (Date.now() - found.headers.get("X-Kept") < DAY || !key.endsWith("/")) return found;
  const text = await found.text();
  return DUTY.test(text) ? undefined : new Response(text.replace(LIVE, ""), { headers: found.headers });
}
