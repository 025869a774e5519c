"use strict";
// The network first. Without one: pages that were read before, but nothing of who is on duty from more than a day ago.
const SCOPE = registration.scope;
const MINE = `handbook ${SCOPE} `; // other websites on the same host have their own
const NAME = MINE + {{ version | tojson }};
const ASSETS = {{ assets.values() | sort | tojson }};
const DAY = 24 * 60 * 60 * 1000;
const MOST = 60;
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
  else if (key.startsWith(`${SCOPE}assets/`)) event.respondWith(asset(event, key));
});

async function begin() {
  await Promise.all(ASSETS.map(async (path) => keep(SCOPE + path, await fetch(SCOPE + path))));
  await skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(MINE) && name !== NAME).map((name) => caches.delete(name)));
  await clients.claim();
  // the page that brought this worker here was read before there was one
  for (const { url } of await clients.matchAll({ type: "window" })) {
    const key = url.split(/[?#]/)[0];
    if (key.startsWith(SCOPE)) await fetch(key).then((found) => keep(key, found)).catch(() => {});
  }
}

async function page(event, key) {
  try {
    const found = await fetch(event.request);
    event.waitUntil(keep(key, found.clone()));
    return found;
  } catch {
    return (await kept(key)) || new Response(OFFLINE, { status: 503, headers: { "Content-Type": "text/html" } });
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

async function keep(key, found) {
  if (!found.ok || found.redirected || found.type !== "basic") return;
  const headers = new Headers(found.headers);
  headers.set("X-Kept", Date.now());
  const cache = await caches.open(NAME);
  await cache.delete(key);
  await cache.put(key, new Response(await found.blob(), { headers }));
  const pages = (await cache.keys()).filter((one) => one.url.endsWith("/"));
  for (const one of pages.slice(0, Math.max(0, pages.length - MOST))) await cache.delete(one);
}

async function kept(key) {
  const found = await (await caches.open(NAME)).match(key);
  if (!found) return undefined;
  if (Date.now() - found.headers.get("X-Kept") < DAY || !key.endsWith("/")) return found;
  const text = await found.text();
  return DUTY.test(text) ? undefined : new Response(text.replace(LIVE, ""), { headers: found.headers });
}
