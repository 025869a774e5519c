"""What hosts, browsers and search engines are told: exact bytes, true words, and scripts that do what they say."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from pathlib import Path

import brotli
import pytest
from PIL import Image
from tools import WORDS, edit

from generator.build.whole import prepare
from generator.codes.number import code_of, is_code
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.hours import Opening
from generator.model.ledger import Closed, Closing, Ledger
from generator.privacy import files
from generator.privacy.text import find
from generator.products.plan import TEXTUAL, Artifact, hashed, plan
from generator.read.files import load
from generator.text import placeholder
from generator.website import assets, footer, host_files, structured
from generator.website import feed as feed_
from generator.website.feed import changes, last_changed
from generator.website.render import ROOT, Renderer

DAY = datetime.date(2026, 11, 22)
URL = "https://handbook.example/"
LOOK = {"light": {"teal": "#0a5450", "card": "#ffffff"}}


@pytest.fixture
def renderer(handbook: Handbook) -> Renderer:
    """The example's renderer."""
    return Renderer(handbook, plan(handbook, ["website"]))


@pytest.fixture
def garden(renderer: Renderer) -> CommitteePages:
    """The pages of a committee whose data are whole."""
    return renderer.plan.committees["sunny-garden"]


def page(renderer: Renderer, path: str) -> str:
    """A page of the website, as text."""
    artifact = next(one for one in renderer.plan.artifacts if one.path == f"website/{path}")
    return renderer.text(artifact).replace(ROOT, renderer.way_up(artifact))


def file(renderer: Renderer, name: str) -> str:
    """A file of the website that a template makes, as text."""
    return renderer.text(Artifact(f"website/{name}", "website", "", name)).replace(ROOT, "./")


# --- names of assets -------------------------------------------------------------------------------------------------


def test_the_name_of_an_asset_changes_with_all_that_makes_it() -> None:
    name = hashed("handbook.css", b"a", b"b")
    assert re.fullmatch(r"assets/handbook\.[0-9a-f]{8}\.css", name)
    assert name == hashed("handbook.css", b"a", b"b")
    assert len({name, hashed("handbook.css", b"ab", b""), hashed("handbook.css", b"a", b"c")}) == 3
    assert assets.version({"a": name}) != assets.version({"a": hashed("handbook.css", b"")})


# --- what hosts read -------------------------------------------------------------------------------------------------


def test_headers_and_rules_stand_under_the_path_of_the_website() -> None:
    assert host_files.headers("https://a.example/b/c/").splitlines() == [
        "/*",
        f"  Content-Security-Policy: {host_files.CSP}; frame-ancestors 'self'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: same-origin",
        "/b/c/assets/*",
        "  Cache-Control: public, max-age=31536000, immutable",
    ]
    assert "error_page 404 /b/c/404.html;" in host_files.nginx("https://a.example/b/c/")
    assert "/favicon.ico /favicon.svg 302\n" in host_files.redirects(URL)


def test_nginx_says_each_header_once_and_for_every_page() -> None:
    """One `add_header` in a location would take away all that stand above it."""
    found = host_files.nginx(URL)
    assert [re.findall(f"add_header {name} ", found) for name in host_files.HEADERS] == [
        [f"add_header {name} "] for name in host_files.HEADERS
    ]
    assert "add_header" not in found[found.index("location") :]
    assert found.count("{") == found.count("}")


def test_security_txt_names_who_to_tell_and_until_when() -> None:
    assert host_files.security(URL, ("mailto:web@a.example", "tel:+86-21-5555-0100"), DAY) == (
        "Contact: mailto:web@a.example\nContact: tel:+86-21-5555-0100\nExpires: 2027-11-17T00:00:00Z\n"
        "Preferred-Languages: zh, en\nCanonical: https://handbook.example/.well-known/security.txt\n"
    )
    below = host_files.security("https://a.example/b/", ("",), DAY)
    assert below.startswith("Contact: https://a.example/b/\n")
    assert "Canonical" not in below


@pytest.mark.parametrize(("number", "found"), [("021-5555-0100", "tel:+86-21-5555-0100"), ("12345", "")])
def test_a_short_number_cannot_be_rung_from_everywhere(number: str, found: str) -> None:
    assert host_files.telephone(number) == found


def test_every_file_without_a_template_is_made_without_personal_data(handbook: Handbook) -> None:
    made = {path: make(handbook, LOOK) for path, make in host_files.SITE_FILES.items()}
    assert made[".nojekyll"] == b""
    texts = {path: content for path, content in made.items() if not path.endswith(".png")}
    assert [found for content in texts.values() for found in find(content.decode())] == []


# --- what browsers show ----------------------------------------------------------------------------------------------


def test_icons_show_the_mark_at_every_size() -> None:
    for size in (192, 512):
        with Image.open(io.BytesIO(host_files.icon(size, "#0a5450", "#ffffff"))) as picture:
            seen = picture.convert("RGB")
        assert seen.size == (size, size)
        step = size // 32
        for left, top, _, _, light in host_files.MARK:
            assert seen.getpixel((left * step, top * step)) == ((255, 255, 255) if light else (10, 84, 80))
        assert seen.getpixel((0, 0)) == seen.getpixel((size - 1, size - 1)) == (10, 84, 80)


def test_the_manifest_and_the_favicon_are_what_they_say(renderer: Renderer) -> None:
    manifest = json.loads(file(renderer, "manifest.webmanifest"))
    assert manifest["name"] == "示例街道居民区手册"
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert {icon["src"] for icon in manifest["icons"]} <= {"favicon.svg", *host_files.SITE_FILES}
    drawing = ET.fromstring(file(renderer, "favicon.svg"))
    assert len(drawing) == 1 + len(host_files.MARK)


def test_a_page_says_what_it_is_to_those_who_pass_it_on(renderer: Renderer) -> None:
    found = page(renderer, "sunny-garden/services/lunch/index.html")
    assert f'<meta http-equiv="Content-Security-Policy" content="{host_files.CSP}">' in found
    for name in ("og:title", "og:description", "og:image", "og:site_name"):
        assert found.count(f'<meta property="{name}" content="') == 1
    title = re.search("<title>(.*?)</title>", found)
    assert title and f'<meta property="og:title" content="{title[1]}">' in found
    assert f'<link rel="stylesheet" href="../../../{renderer.plan.assets["handbook.css"]}">' in found
    assert 'rel="manifest"' not in found
    home = page(renderer, "sunny-garden/index.html")
    assert 'rel="manifest" href="../manifest.webmanifest"' in home
    assert 'type="application/atom+xml" title="制度有变动" href="../sunny-garden/changes.atom"' in home


def test_no_page_carries_a_script_or_a_style_of_its_own(renderer: Renderer) -> None:
    """The policy would refuse it; what is of another type is data, not a script."""
    for artifact in renderer.plan.artifacts:
        if artifact.path.endswith(".html") and artifact.path.count("/") < 4:
            # how an author lines up a column in Markdown; refused, it stands on the left
            found = re.sub(' style="text-align: [a-z]*;"', "", renderer.text(artifact))
            assert re.findall(r"<script(?![^>]*( src=|application/ld.json))[^>]*>", found) == []
            assert re.findall(r"<style|<[^>]* style=|<[^>]* on[a-z]+=", found) == []


def test_the_preview_needs_no_policy_and_no_worker(renderer: Renderer) -> None:
    """What reloads a page in the preview is a script within the page."""
    renderer.environment.globals["csp"] = ""
    found = page(renderer, "sunny-garden/index.html")
    assert "Content-Security-Policy" not in found
    assert "register" not in found


# --- what search engines read ----------------------------------------------------------------------------------------


def test_a_committee_is_an_organization_and_no_office(
    handbook: Handbook, renderer: Renderer, garden: CommitteePages
) -> None:
    values = renderer.values["sunny-garden"]
    found = json.loads(structured.structured(handbook, garden, garden.pages["page", "home"], values))
    assert found["@type"] == "Organization"
    assert found["name"] == "示例区示例街道阳光花园社区居民委员会"
    assert found["@id"] == found["url"] == f"{URL}sunny-garden/"
    shown = page(renderer, "sunny-garden/index.html")
    assert found["telephone"] in shown
    assert found["location"]["address"] in shown
    for opening in found["location"]["openingHoursSpecification"]:
        assert opening["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
        assert opening["opens"].removeprefix("0") in shown


def test_a_gap_is_left_out(handbook: Handbook, renderer: Renderer) -> None:
    pages = renderer.plan.committees["old-street"]
    found = structured.organization(handbook, pages, renderer.values["old-street"])
    assert "telephone" not in found
    assert "待补充" not in json.dumps(found, ensure_ascii=False)


def test_every_service_says_in_the_words_of_its_page_whose_it_is(
    handbook: Handbook, renderer: Renderer, garden: CommitteePages
) -> None:
    values = renderer.values["sunny-garden"]
    for id, subject in handbook.services.items():
        found = structured.service(handbook, garden, garden.pages["service", id], values)
        assert {"name", "description", "areaServed", "availableChannel", "hoursAvailable"} <= set(found)
        assert found["@type"] == ("Service" if subject.part == "办理" else "GovernmentService")
        assert ("provider" in found) == (subject.part == "办理")
        assert ("serviceOperator" in found) == (subject.part == "代理代办")
        shown = page(renderer, f"sunny-garden/services/{id}/index.html")
        assert found["name"] in shown
        assert re.sub("<[^>]*>", "", found["description"]) in re.sub("<[^>]*>", "", shown)
    assert structured.structured(handbook, garden, garden.pages["page", "duty"], values) == ""


def test_no_text_ends_the_element_it_stands_in(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    text = {"name": "</script><b>&amp;\u2028“引号”"}
    found = structured.script(text)
    assert "<" not in found
    assert json.loads(found) == text
    monkeypatch.setattr(structured, "structured", lambda *_: found)
    assert f'<script type="application/ld+json">{found}</script>' in page(renderer, "sunny-garden/index.html")


def test_hours_that_differ_by_season_are_not_told_as_if_they_did_not(
    handbook: Handbook, garden: CommitteePages
) -> None:
    assert structured.opening(handbook, garden)
    committee = garden.committee
    for change in ({"season": "7月1日至8月31日"}, {"days": "每月20日"}, {"days": "每月第3个周二"}):
        periods = tuple(period.model_copy(update=change) for period in committee.timetable.periods)
        timetable = committee.timetable.model_copy(update={"periods": periods})
        pages = replace(garden, committee=replace(committee, timetable=timetable))
        assert structured.opening(handbook, pages) == []
    assert Opening.model_fields["season"].default is None


# --- what changed ----------------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("slug", ["", "sunny-garden", "old-street"])
def test_the_feed_tells_every_rule_what_was_revised_last_first(
    handbook: Handbook, renderer: Renderer, slug: str
) -> None:
    pages = renderer.plan.committees.get(slug)
    text = feed_.feed(handbook, pages)
    feed = ET.fromstring(text)
    home = f"{URL}{slug}/" if slug else URL
    assert feed.findtext(f"{ATOM}id") == f"{home}changes.atom"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(handbook.rules) + len(handbook.rooms) + len(handbook.working_committees)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    if pages:
        assert set(ids) <= {URL + page.path for page in pages.pages.values()}
    assert "{{" not in text
    assert list(find(text)) == []


def test_the_map_knows_when_a_page_changed(handbook: Handbook, garden: CommitteePages) -> None:
    def day(kind: str, id: str) -> datetime.date:
        return last_changed(handbook, garden.committee, garden.pages[kind, id])

    updated = garden.committee.profile.updated
    assert day("page", "duty") == handbook.today
    assert day("page", "home") == updated
    assert day("rule", "reception") == max(updated, handbook.rules["reception"].revised)
    assert day("page", "rules") == max(updated, *(rule.revised for rule in handbook.rules.values()))
    assert day("service", "lunch") == max(updated, handbook.services["lunch"].checked.date)
    assert all(last_changed(handbook, garden.committee, page) <= handbook.today for page in garden.pages.values())


# --- who runs the website --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """What the settings may say."""

    operator: str | None = None
    maintainer: str | None = None
    phone: str | None = None
    portal: str | None = None
    portal_url: str | None = None
    icp: str | None = None
    police: str | None = None
    site_code: str | None = None
    mark_url: str | None = None
    mistakes_url: str | None = None
    accessibility: str | None = None
    security: str | None = None


def test_the_foot_shows_what_is_set_and_nothing_else(renderer: Renderer) -> None:
    assert footer.footer(WORDS.footer, None) == footer.footer(WORDS.footer, Said()) == ()
    said = Said(
        operator="示例街道办事处",
        icp="示ICP备00000000号-1",
        police="示公网安备 00000000000000号",
        phone="021-5555-0100",
    )
    lines = footer.footer(WORDS.footer, said)
    assert lines == (
        footer.Line("主办", "示例街道办事处"),
        footer.Line("网站的事", "021-5555-0100", "tel:02155550100"),
        footer.Line("", "示ICP备00000000号-1", "https://beian.miit.gov.cn/"),
        footer.Line("", "示公网安备 00000000000000号", f"{footer.POLICE_REGISTER}00000000000000"),
    )
    renderer.environment.globals["publishing_lines"] = lines
    shown = file(renderer, "publishing.html")
    assert '<a href="https://beian.miit.gov.cn/">示ICP备00000000号-1</a>' in shown
    assert shown.count("<p") == len(lines)


def test_a_government_website_names_its_code_in_every_page(renderer: Renderer) -> None:
    assert "SiteIDCode" not in page(renderer, "sunny-garden/index.html")
    renderer.environment.globals["publishing"] = Said(site_code="0000000000")
    assert '<meta name="SiteIDCode" content="0000000000">' in page(renderer, "sunny-garden/index.html")


# --- packed twins ----------------------------------------------------------------------------------------------------


def test_twins_unpack_to_what_they_are_twins_of_and_are_always_the_same_bytes() -> None:
    content = "居民委员会是居民自我管理的组织。".encode() * 50
    found = {ending: assets.packed(ending, content) for ending in assets.PACKED}
    assert gzip.decompress(found[".gz"]) == brotli.decompress(found[".br"]) == content
    assert found[".gz"][:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert found == {ending: assets.packed(ending, content) for ending in assets.PACKED}
    assert max(map(len, found.values())) < len(content)


def test_twins_are_made_of_texts_alone_and_only_where_the_settings_ask(example: Path) -> None:
    assert not any(one.path.endswith((".gz", ".br")) for one in plan(load(example), ["website"]).artifacts)
    edit(example / "site_config.yml", "demonstration:", "twins: 是\n      demonstration:")
    ready = prepare(example, ["website"])
    paths = [one.path for one in ready.plan.artifacts]
    texts = {path for path in paths if path.endswith(TEXTUAL)}
    assert {path for path in paths if path.endswith(".gz")} == {f"{path}.gz" for path in texts}
    assert {path for path in paths if path.endswith(".br")} == {f"{path}.br" for path in texts}
    renderer = Renderer(ready.handbook, ready.plan)
    for unit in ready.plan.units:
        made = renderer.website(unit)
        for path in (path for path in made if path.endswith(".gz")):
            plain = made[path.removesuffix(".gz")]
            assert gzip.decompress(made[path]) == brotli.decompress(made[path.removesuffix("gz") + "br"]) == plain


def test_a_large_file_is_packed_within_one_window() -> None:
    content = "".join(f"{number}，" for number in range(40_000)).encode()
    assert brotli.decompress(assets.brotlied(content)) == content


# --- scripts ---------------------------------------------------------------------------------------------------------

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
  new Function("document", "location", source)(document, { pathname });
  return [said.join("").trim(), links];
})));
"""

WORKER = """
const source = require("fs").readFileSync(process.argv[2], "utf8");
const stores = new Map(), on = {}, waited = [];
let there = true, now = 0;
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
const caches = { open: async (name) => stores.get(name) || stores.set(name, store()).get(name),
                 keys: async () => [...stores.keys()], delete: async (name) => stores.delete(name) };
const page = (url) => `<link rel="canonical" href="${url}"><p data-days="today;who">${url}</p>`;
const fetch = async (request) => {
  const url = request.url || request;
  if (!there) throw new TypeError("no network");
  return new Answer(url.includes("/missing/") ? "no" : page(url), { status: url.includes("/missing/") ? 404 : 200 });
};
new Function("registration", "addEventListener", "caches", "fetch", "clients", "skipWaiting", source)(
  { scope: "https://h.example/a/" }, (name, work) => { on[name] = work; }, caches, fetch,
  { claim: async () => {}, matchAll: async () => [{ url: "https://h.example/a/first/" }] }, async () => {});
const fire = async (name, event = {}) => {
  const work = [];
  let answer;
  on[name]({ waitUntil: (one) => work.push(one), respondWith: (one) => { answer = one; }, ...event });
  const found = await answer;
  await Promise.all(work);
  return found && `${found.status} ${await found.text()}`;
};
const open = (path, more = {}) =>
  fire("fetch", { request: { method: "GET", mode: "navigate", url: `https://h.example/${path}`, ...more } });
(async () => {
  const said = {};
  stores.set("handbook https://h.example/a/ old", store());
  stores.set("somebody else's", store());
  await fire("install");
  await fire("activate");
  said.stores = [...stores.keys()];
  for (const path of ["a/duty/", "a/home/", "a/missing/"]) await open(path);
  for (let number = 0; number < 57; number++) await open(`a/${number}/`);
  said.elsewhere = await open("b/");
  said.posted = await open("a/home/", { method: "POST" });
  there = false;
  for (const path of ["a/first/", "a/duty/", "a/home/", "a/home/?x#y", "a/missing/"]) said[path] = await open(path);
  said.asset = await open("a/assets/handbook.00000000.css", { mode: "no-cors" });
  now = 25 * 36e5;
  for (const path of ["a/duty/", "a/home/"]) said[`later ${path}`] = await open(path);
  there = true;
  for (let number = 100; number < 103; number++) await open(`a/${number}/`);
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


def test_scripts_are_small_and_carry_nothing_like_personal_data(renderer: Renderer) -> None:
    for name, most in (("404.js", 1536), ("page.js", 2048), ("sw.js", 4096)):
        found = file(renderer, name)
        assert len(found.encode()) <= most
        assert list(find(found)) == []
        assert "&#" not in found


@needs_node
def test_a_mistyped_code_is_put_right(renderer: Renderer, tmp_path: Path) -> None:
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
    }
    made = json.loads(run(tmp_path, FOUND, file(renderer, "404.js"), json.dumps([known, *cases])))
    assert {path: (said, links) for path, (said, links) in zip(cases, made, strict=True)} == cases


@needs_node
def test_the_code_that_was_meant_is_always_among_those_offered(renderer: Renderer, tmp_path: Path) -> None:
    meant = [code_of(number, f"{item:03d}") for number in ("003", "016") for item in (1, 20, 83)]
    typed: list[tuple[str, str]] = []
    for code in meant:
        for at in range(len(code)):
            typed += [(code, code[:at] + digit + code[at + 1 :]) for digit in "0123456789" if digit != code[at]]
        swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)]
        typed += [(code, wrong) for wrong in swapped if wrong != code]
    paths = [f"/{wrong}/" for _, wrong in typed]
    made = json.loads(run(tmp_path, FOUND, file(renderer, "404.js"), json.dumps(["003:84 016:83", *paths])))
    for (code, wrong), (_, links) in zip(typed, made, strict=True):
        assert code in links
        assert all(is_code(link) for link in links)
        assert wrong not in links
        assert len(links) <= 10


def test_the_page_for_wrong_addresses_helps_without_a_script(renderer: Renderer, garden: CommitteePages) -> None:
    found = page(renderer, "404.html")
    assert re.search(r'像 <span class="number">[0-9]{7}</span> 这样', found)
    assert "021-5555-0100" in found
    numbers = re.search('data-codes="([^"]*)"', found)
    assert numbers
    highest = max(int(code.number) for code in garden.ledger.codes)
    assert f"{garden.committee.profile.number}:{highest}" in numbers[1].split()
    assert f'data-root="{URL}"' in found
    assert list(files.find_in_file("404.html", found.encode())) == []


def test_a_code_of_a_committee_that_is_no_more_is_put_right_as_well(garden: CommitteePages) -> None:
    """Unless it never had one."""
    closed = [
        Closed(slug, Closing(name=slug, number=number, date=DAY, merged_into="old-street"), ledger)
        for slug, number, ledger in (("gone", "017", garden.ledger), ("bare", "018", Ledger()))
    ]
    highest = max(int(code.number) for code in garden.ledger.codes)
    assert host_files.numbers([garden], closed) == f"001:{highest} 017:{highest}"


@needs_node
def test_the_worker_asks_the_network_first_and_never_shows_an_old_roster(renderer: Renderer, tmp_path: Path) -> None:
    program = WORKER.replace("assets/handbook.00000000.css", renderer.plan.assets["handbook.css"])
    said = json.loads(run(tmp_path, program, file(renderer, "sw.js")))
    mine = f"handbook https://h.example/a/ {assets.version(renderer.plan.assets)}"
    assert said["stores"] == ["somebody else's", mine]
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


def test_no_file_names_a_placeholder_that_has_no_value(handbook: Handbook) -> None:
    values = placeholder.values(handbook, None)
    assert all("{{" not in one.summary for one in changes(handbook, None, values))
