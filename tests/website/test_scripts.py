"""The website's scripts: small, without personal data, and each does what it says."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tools import page, site_file

from generator.build.planned import Planned
from generator.codes.number import code_of, is_code
from generator.codes.pages import CommitteePages
from generator.model.gone import ClosedCommittee, Closing
from generator.model.ledger import Ledger
from generator.privacy import files
from generator.privacy.text import find_personal_data
from generator.website import assets, context

DAY = datetime.date(2026, 11, 22)
URL = "https://handbook.example/"


NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

FOUND = """
const source = require("fs").readFileSync(process.argv[2], "utf8");
const [codes, ...paths] = JSON.parse(process.argv[3]);
console.log(JSON.stringify(paths.map((pathname) => {
  const links = [], said = [];
  const say = { append: (...all) => all.forEach((one) => one.href ? links.push(one.textContent) : said.push(one)) };
  const document = { currentScript: { dataset: { codes, root: "/a/" } }, getElementById: () => say,
                     createElement: () => ({}) };
  const fetch = async (url) => ({ text: async () => `<title>page ${url}</title>` });
  class DOMParser { parseFromString(text) { return { title: text.slice(7, -8) }; } }
  new Function("document", "location", "fetch", "DOMParser", source)(document, { pathname }, fetch, DOMParser);
  return [said.join("").trim(), links];
})));
"""

WORKER = """
const source = require("fs").readFileSync(process.argv[2], "utf8");
const stores = new Map(), on = {}, asked = [];
let there = true, ill = false, slow = false, now = 0;
Date.now = () => now;
class Answer extends Response {
  get type() { return "basic"; }
  clone() { return new Answer(this.words, this.init); }
  constructor(words, init) { super(words, init); this.words = words; this.init = init; }
}
const store = () => {
  const kept = new Map();
  return { put: async (key, answer) => { kept.set(key, { text: await answer.text(), headers: answer.headers }); },
           match: async (key) => {
             const { text, headers } = kept.get(key) || {};
             return kept.has(key) ? new Response(text, { headers }) : undefined;
           },
           delete: async (key) => kept.delete(key.url || key),
           keys: async () => [...kept.keys()].map((url) => ({ url })) };
};
const caches = { open: async (name) => { if (!stores.has(name)) stores.set(name, store()); return stores.get(name); },
                 keys: async () => [...stores.keys()], delete: async (name) => stores.delete(name) };
const page = (url) =>
  `<link rel="canonical" href="${url.replace(/0160015/, "home")}"><p data-days="today;who">${url}</p>`;
const waiting = [];
const fetch = async (request) => {
  const url = request.url || request;
  asked.push(url);
  if (!there) throw new TypeError("no network");
  if (slow) await new Promise((resolve) => waiting.push(resolve));
  const missing = url.includes("/missing/");
  return new Answer(missing ? "no" : page(url), { status: ill ? 502 : missing ? 404 : 200 });
};
const later = (work, wait) => { if (slow && wait === 3000) setImmediate(work); };
new Function("registration", "addEventListener", "caches", "fetch", "clients", "skipWaiting", "setTimeout", source)(
  { scope: "https://h.example/a/" }, (name, work) => { on[name] = work; }, caches, fetch,
  { claim: async () => {}, matchAll: async () => [{ url: "https://h.example/a/first/" }] }, async () => {}, later);
const fire = async (name, event = {}) => {
  const work = [];
  let answer;
  on[name]({ waitUntil: (one) => work.push(one), respondWith: (one) => { answer = one; }, ...event });
  const found = await answer;
  slow = false;
  waiting.splice(0).forEach((go) => go());
  await Promise.all(work);
  return found && `${found.status} ${await found.text()}`;
};
const open = (path, more = {}) =>
  fire("fetch", { request: { method: "GET", mode: "navigate", url: `https://h.example/${path}`, ...more } });
(async () => {
  const said = {};
  const old = store();
  stores.set("handbook https://h.example/a/ old", old);
  await old.put("https://h.example/a/read/", new Response('<link href="../assets/handbook.11111111.css">early'));
  await old.put("https://h.example/a/assets/handbook.11111111.css", new Response("old dress"));
  await old.put("https://h.example/a/assets/find.22222222.js", new Response("nobody needs it"));
  stores.set("somebody else's", store());
  await fire("install");
  await fire("activate");
  said.stores = [...stores.keys()].sort();
  for (const path of ["a/duty/", "a/home/", "a/missing/", "a/0160015/"]) await open(path);
  for (let number = 0; number < 54; number++) await open(`a/${number}/`);
  said.elsewhere = await open("b/");
  said.posted = await open("a/home/", { method: "POST" });
  said.asked = asked.filter((url) => url.endsWith("/home/find/")).length;
  there = false;
  for (const path of ["a/first/", "a/duty/", "a/home/", "a/home/?x#y", "a/missing/"]) said[path] = await open(path);
  said.asset = await open("a/assets/handbook.00000000.css", { mode: "no-cors" });
  said.read = await open("a/read/");
  said.dress = await open("a/assets/handbook.11111111.css", { mode: "no-cors" });
  said.find = await open("a/home/find/");
  said.entries = await open("a/home/find/entries.js", { mode: "no-cors" });
  there = true;
  ill = true;
  said.ill = await open("a/home/");
  said["ill and never read"] = await open("a/fresh/");
  ill = false;
  slow = true;
  said.slow = await open("a/home/");
  now = 25 * 36e5;
  there = false;
  for (const path of ["a/duty/", "a/home/"]) said[`later ${path}`] = await open(path);
  there = true;
  for (let number = 100; number < 106; number++) await open(`a/${number}/`);
  there = false;
  said.forgotten = await open("a/first/");
  console.log(JSON.stringify(said));
})();
"""


def run(tmp_path: Path, program: str, script: str, *arguments: str) -> str:
    """What a program in Node says of a script."""
    (tmp_path / "program.js").write_text(program, "utf-8")
    (tmp_path / "script.js").write_text(script, "utf-8")
    command = [str(NODE), str(tmp_path / "program.js"), str(tmp_path / "script.js"), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_scripts_are_small_and_carry_nothing_like_personal_data(ready: Planned) -> None:
    for name, most in (("404.js", 3584), ("page.js", 2048), ("sw.js", 6144)):
        found = site_file(ready, name)
        assert len(found.encode()) <= most
        assert list(find_personal_data(found)) == []
        assert "&#" not in found


@needs_node
def test_a_mistyped_code_is_put_right(ready: Planned, tmp_path: Path) -> None:
    known = "003:84 002:81 016:83"
    swapped = code_of("016", "005")
    wrong = "061" + swapped[3:]
    cases = {
        "/a/0930015/": ("您输的是0930015。第2位是不是0：", ["0030015"]),
        "/a/9930015/": ("您输的是9930015。没有这个编号。", []),
        "/a/00３0015/": ("您输的是0030015。", ["0030015"]),
        "/a/093-0015": ("您输的是0930015。第2位是不是0：", ["0030015"]),
        "/a/0030015/2/": ("您输的是0030015。编号对，版次没有：", ["0030015"]),
        "/a/0930015/2/": ("您输的是0930015。第2位是不是0：", ["0030015"]),
        "/a/0030015/x/": ("您输的是0030015。", ["0030015"]),
        "/a/00300155555555/2/": ("", []),
        f"/a/{wrong}/": (f"您输的是{wrong}。第2、3位是不是反了：", [swapped]),
        "/a/lantian-9/": ("", []),
        "/a/123/": ("", []),
        "/a/003o015/": ("您输的是0030015。", ["0030015"]),
        "/a/OO3OOl5": ("", []),
        "/a/0030015。": ("您输的是0030015。", ["0030015"]),
        "/a/0030015%E3%80%82": ("您输的是0030015。", ["0030015"]),
        "/a/（0030015）/": ("您输的是0030015。", ["0030015"]),
        "/a/%E0%A4%A/0030015": ("您输的是0030015。", ["0030015"]),
        "/A/0030015/Index.HTML": ("您输的是0030015。", ["0030015"]),
    }
    made = json.loads(run(tmp_path, FOUND, site_file(ready, "404.js"), json.dumps([known, *cases])))
    assert {path: (said, links) for path, (said, links) in zip(cases, made, strict=True)} == cases


@needs_node
def test_the_code_that_was_meant_is_always_among_those_offered(ready: Planned, tmp_path: Path) -> None:
    meant = [code_of(number, f"{item:03d}") for number in ("003", "016") for item in (1, 20, 83)]
    typed: list[tuple[str, str]] = []
    for code in meant:
        for at in range(len(code)):
            typed += [(code, code[:at] + digit + code[at + 1 :]) for digit in "0123456789" if digit != code[at]]
        swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)]
        typed += [(code, wrong) for wrong in swapped if wrong != code]
        typed += [(code, code[:at] + code[at + 1 :]) for at in range(len(code))]
        typed += [(code, code[:at] + digit + code[at:]) for at in range(len(code) + 1) for digit in "059"]
    paths = [f"/{wrong}/" for _, wrong in typed]
    made = json.loads(run(tmp_path, FOUND, site_file(ready, "404.js"), json.dumps(["003:84 016:83", *paths])))
    for (code, wrong), (_, links) in zip(typed, made, strict=True):
        assert code in links
        assert all(is_code(link) for link in links)
        assert wrong not in links
        assert len(links) <= 10


@needs_node
def test_a_code_that_is_offered_is_called_by_the_title_of_its_page(ready: Planned, tmp_path: Path) -> None:
    program = FOUND.replace("return [said", "named.push(links); return [said").replace(
        "console.log(", "const named = [];\nconst first = ("
    )
    program = (
        program.replace("links.push(one.textContent)", "links.push(one)")
        + "setTimeout(() => console.log(JSON.stringify(named)), 50);"
    )
    ((link,),) = json.loads(run(tmp_path, program, site_file(ready, "404.js"), json.dumps(["003:84", "/a/0930015/"])))
    assert link == {"href": "/a/0030015/", "textContent": "page /a/0030015/（0030015）"}


def test_the_page_for_wrong_addresses_helps_without_a_script(ready: Planned, garden: CommitteePages) -> None:
    found = page(ready, "404.html")
    assert re.search(r'像 <span class="number">[0-9]{7}</span> 这样', found)
    assert "021-5555-0100" in found
    numbers = re.search('data-codes="([^"]*)"', found)
    assert numbers
    highest = max(int(code.number) for code in garden.ledger.codes)
    assert f"{garden.committee.profile.number}:{highest}" in numbers[1].split()
    assert f'data-root="{URL}"' in found
    assert list(files.find_personal_data_in_file("404.html", found.encode())) == []


def test_a_code_of_a_committee_that_is_no_more_is_put_right_as_well(garden: CommitteePages) -> None:
    """Unless it never had one."""
    closed = [
        ClosedCommittee(slug, Closing(name=slug, number=number, date=DAY, merged_into="old-street"), ledger)
        for slug, number, ledger in (("gone", "017", garden.ledger), ("bare", "018", Ledger()))
    ]
    highest = max(int(code.number) for code in garden.ledger.codes)
    assert context.highest_numbers([garden], closed) == f"001:{highest} 017:{highest}"


@needs_node
def test_the_worker_asks_the_network_first_and_never_shows_an_old_roster(ready: Planned, tmp_path: Path) -> None:
    program = WORKER.replace("assets/handbook.00000000.css", ready.plan.assets["handbook.css"])
    said = json.loads(run(tmp_path, program, site_file(ready, "sw.js")))
    mine = "handbook https://h.example/a/ "
    assert said["stores"] == sorted([f"{mine}{assets.version(ready.plan.assets)}", f"{mine}pages", "somebody else's"])
    assert "elsewhere" not in said
    assert "posted" not in said
    for path in ("a/first/", "a/duty/", "a/home/"):
        assert said[path].startswith("200 ")
        assert f"https://h.example/{path}" in said[path]
        assert "data-days" in said[path]
    assert said["a/home/?x#y"] == said["a/home/"]
    assert said["a/missing/"].startswith("503 <!doctype html>")
    assert said["asset"].startswith("200 ")
    assert said["later a/duty/"].startswith("503 ")
    assert "021-5555-0100" in said["later a/duty/"]
    assert said["later a/home/"].startswith("200 ")
    assert "data-days" not in said["later a/home/"]
    assert said["forgotten"].startswith("503 ")


@needs_node
def test_the_worker_keeps_what_was_read_whatever_changes_and_does_not_wait_for_ever(
    ready: Planned, tmp_path: Path
) -> None:
    """A copy answers where the network is slow or ill; pages of an earlier website stay, dressed as they were."""
    program = WORKER.replace("assets/handbook.00000000.css", ready.plan.assets["handbook.css"])
    said = json.loads(run(tmp_path, program, site_file(ready, "sw.js")))
    assert said["read"].endswith("early")
    assert said["dress"] == "200 old dress"
    for name in ("ill", "slow"):
        assert said[name] == said["a/home/"]
    assert said["ill and never read"].startswith("502 ")


@needs_node
def test_the_worker_holds_the_search_of_a_committee_whose_page_was_read(ready: Planned, tmp_path: Path) -> None:
    """Also where the page was read by its code; and it is asked for once."""
    program = WORKER.replace("assets/handbook.00000000.css", ready.plan.assets["handbook.css"])
    said = json.loads(run(tmp_path, program, site_file(ready, "sw.js")))
    assert said["find"].startswith("200 ")
    assert "home/find/entries.js" in said["entries"]
    assert said["asked"] == 1
