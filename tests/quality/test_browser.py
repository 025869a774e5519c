"""The website as browsers see it: readable, in reach of a finger, light, and the same without a script.

One Chromium looks at the fullest page of every template of the example; `HANDBOOK_WEBSITE=build/website` has it look at
another finished website. Where Chromium, Node.js or Java is missing, what needs it is skipped, and says so.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pypdfium2
import pytest
import verify_build
from browser.papers import hang_up
from browser.served import CANONICAL, CODE_PAGE, HERE, PAGES, Served, missing, run, served
from tools import edit
from verify_build import Reading

from generator.build.request import Request
from generator.journey import build

AXE = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What axe-core looks for: WCAG 2.2 A and AA, the contrast of AAA, and good practice."""

LIMITS = {
    "axe": AXE,
    "widths": [320, 360, 1280],
    "rootSizes": [200, 300],
    "smallest": 14,
    "body": 18,
    "largeBody": 24,
    "target": 48,
    "anyTarget": 24,
    "line": 40,
    "leading": 1.3,
    "reading": 1.5,
    "gap": 1.3,
    "firstScreen": {"width": 360, "height": 640},
    "wechat": {"times": 2, "root": 23.8},
}
"""Pixels, percent, characters in a line, and distances of lines: those of a heading and of what is read on end in
letters, those of paragraphs in spaces between lines (MIIT 2021: 1.3; WCAG 2.2, 1.4.8: 1.5). WeChat enlarges letters
on an iPhone, and in its mode for the old takes 23.8 px."""

ZOOMED = 30
"""Pixels that letters must reach when a reader enlarges them (MIIT 2021: 30 dp)."""

PAPER = (12, 14)
"""Points of the text of a printed page."""
PIXELS_A_POINT = 96 / 72

SECONDS = 400
HEADERS = 700
"""Bytes that an answer's headers take, policy and all."""

FIRST_FLIGHT = 14_600
PAGE = 100_000
SCRIPTS = 5_000
REQUESTS = 4
SEARCH_SCRIPTS = 30_000
SEARCH_REQUESTS = 5
"""A page on which one searches brings an index."""

PRINTED_PAGES = 16

SCORES = {"accessibility": 100, "performance": 98, "best-practices": 98, "seo": 98}
TIMES = {"lcp": 1000, "cls": 0.02, "tbt": 50}
"""Milliseconds to the largest content, how far things move, and milliseconds in which the page does not answer."""

PUBLISHING = """\
        operator: 示例街道办事处
        portal: 示例区门户网站
        portal_url: https://portal.example/
        icp: 示ICP备00000000号-1
"""
"""What stands at the foot of every page: whose portal this is a part of, and its filing."""

LIGHTHOUSE = ("home", "service", "room", "duty")
SLOW = "slow: run with CI=1"

Seen = Mapping[str, Any]


@pytest.fixture(scope="session")
def site(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The website, served."""
    folder = Path(os.environ.get("HANDBOOK_WEBSITE", ""))
    if "HANDBOOK_WEBSITE" not in os.environ:
        root = copy_example(tmp_path_factory.mktemp("browser"))
        edit(root / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      report: 是\n")
        edit(root / "site_config.yml", "publishing:\n", f"publishing:\n{PUBLISHING}")
        hang_up(root, "guide", "board")
        build(Request(root, root / "build", ("website",), jobs=1))
        folder = root / "build" / "website"
    with served(folder) as found:
        yield found


@pytest.fixture(scope="session")
def looked(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """All that Chromium saw, in one go."""
    if lacking := missing():
        pytest.skip(lacking)
    out = tmp_path_factory.mktemp("looked")
    pages = {}
    for name in PAGES:
        if path := site.page(name):
            pages[name] = {"url": site.address(path), "pdf": str(out / f"{name}.pdf")}
            if path != "404.html":
                pages[name]["file"] = (site.folder / path).resolve().as_uri()
    some = [pages[name]["url"] for name in ("home", "service", "room")]
    job = {"pages": pages, "switch": some[:2], "offline": some, **LIMITS}
    return dict(run("look.mjs", job, out, SECONDS), out=out)


@pytest.fixture(params=PAGES)
def name(request: pytest.FixtureRequest, site: Served) -> str:
    """The name of a template of which there is a page."""
    if site.page(request.param) is None:
        pytest.skip(f"no page of “{request.param}”")
    return str(request.param)


@pytest.fixture
def page(name: str, site: Served, looked: Seen) -> Seen:
    """What was seen of a page."""
    return dict(looked["pages"][name], name=name, url=site.address(site.page(name) or ""))


def none(wrong: Mapping[str, list[str]] | list[str]) -> None:
    """Nothing is wrong; what is shows a line each, and in which circumstances."""
    if not isinstance(wrong, list):
        circumstances: dict[str, list[str]] = {}
        for when, complaints in wrong.items():
            for complaint in complaints:
                circumstances.setdefault(complaint, []).append(when)
        wrong = [f"{complaint}  [{'; '.join(when)}]" for complaint, when in circumstances.items()]
    assert not wrong, "\n" + "\n".join(wrong)


# --- what is seen ----------------------------------------------------------------------------------------------------


def test_axe_finds_nothing(page: Seen) -> None:
    """At every width, in light and dark, with normal type and large."""
    none(page["axe"])


def test_nothing_scrolls_sideways(page: Seen) -> None:
    """Not on the narrowest phone, and not with letters three times as large."""
    none(page["sideways"])


def test_text_is_large_enough(page: Seen) -> None:
    none(page["type"])


def test_a_finger_hits_what_it_aims_at(page: Seen) -> None:
    none(page["targets"])


def test_lines_are_short(page: Seen) -> None:
    none(page["lines"])


def test_lines_and_paragraphs_stand_apart(page: Seen) -> None:
    none(page["leading"])
    none(page["gaps"])


def test_letters_grow_as_large_as_anybody_needs(page: Seen) -> None:
    assert page["zoomed"]["200"] >= ZOOMED


def test_a_page_is_read_out_in_the_order_in_which_it_is_seen(page: Seen) -> None:
    """The tree of accessibility follows the text, and the text follows the eye."""
    none(page["disorder"])
    text, at = squeezed(page["words"]), 0
    wrong = []
    for told in map(squeezed, page["spoken"]):
        found = text.find(told, at)
        if found < 0 and told in text:
            wrong.append(told)
        at = max(at, found)
    none(wrong)
    assert sum(map(len, page["spoken"])) > len(text) / 3


def test_the_answer_stands_on_the_first_screen(page: Seen) -> None:
    """Whatever is said above it of the sheet in the reader's hand."""
    assert page["answered"] is None or page["answered"] <= LIMITS["firstScreen"]["height"]


def test_large_type_is_kept_from_page_to_page(looked: Seen) -> None:
    normal, large, kept, again = looked["sizes"]
    assert LIMITS["body"] <= normal < LIMITS["largeBody"] <= large == kept
    assert again == normal


def test_a_script_adds_no_words(page: Seen) -> None:
    """All of the text is there without scripts, but for what marks itself with data-live."""
    assert page["words"] == page["withoutScript"]


WRONG = """<!doctype html><html lang="zh-Hans" id="large"><head><meta charset="utf-8"><title>坏页</title>
<link rel="canonical" href="https://wrong.example/"><style>body { font-size: 12px }</style>
<script src="more.js"></script></head><body><header><a href="#a" class="menu">目</a></header><main>
<h1>坏页</h1><h3>跳级</h3><p class="pale">看不清</p><p class="paler">看不大清</p><img src="https://elsewhere.example/a.png">
<p class="wide">长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长</p>
<p><a href="#b">小</a></p><details><summary>少</summary></details><p class="answer">晚</p></main></body></html>"""
WRONG_STYLE = """html { --paper: #fff } body { font-size: 12px } .pale { color: #999 } .paler { color: #707070 }
.wide { white-space: nowrap } .answer { margin-top: 40em }"""


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What Chromium sees of a page on which everything is wrong."""
    if lacking := missing():
        pytest.skip(lacking)
    folder, out = tmp_path_factory.mktemp("wrong"), tmp_path_factory.mktemp("seen")
    style = '<link rel="stylesheet" href="wrong.css"></head>'
    (folder / "index.html").write_text(WRONG.replace("</head>", style), "utf-8")
    (folder / "wrong.css").write_text(WRONG_STYLE, "utf-8")
    (folder / "more.js").write_text("onload = () => document.body.append('写上去的')", "utf-8")
    with served(folder) as found:
        page = {"url": found.address("index.html"), "pdf": str(out / "wrong.pdf")}
        return dict(run("look.mjs", {"pages": {"wrong": page}, **LIMITS}, out, SECONDS)["pages"]["wrong"])


@pytest.mark.parametrize(
    ("what", "when", "said"),
    [
        ("axe", "light, 360 px, normal", "image-alt: img"),
        ("axe", "light, 360 px, normal", "heading-order: h3"),
        ("axe", "light, 360 px, normal", "color-contrast: .pale"),
        ("axe", "dark, 360 px, large", "color-contrast-enhanced: .paler"),
        ("sideways", "320 px, normal", "the page: "),
        ("sideways", "letters of 300 %", "the page: "),
        ("type", "1280 px, normal", "<h3> 跳级"),
        ("type", "360 px, large", "<p.pale> 看不清: 12 px, at least 24"),
        ("targets", "360 px, normal", "<a.menu> 目: "),
        ("targets", "360 px, normal", "<a> 小: "),
        ("lines", "1280 px, normal", "<p.wide> "),
        ("targets", "360 px, normal", "<summary> 少"),
        ("printed", None, "<a.menu> 目"),
        ("requests", None, "https://elsewhere.example/a.png"),
        ("complaints", None, "style-src"),
        ("complaints", None, "img-src"),
    ],
)
def test_what_is_wrong_is_seen(wrong: Seen, what: str, when: str | None, said: str) -> None:
    found = wrong[what][when] if when else wrong[what]
    assert [one for one in found if said in one], found


def test_an_answer_below_the_first_screen_is_seen(wrong: Seen) -> None:
    assert wrong["answered"] > LIMITS["firstScreen"]["height"]


def test_words_that_a_script_adds_are_seen(wrong: Seen) -> None:
    assert wrong["words"] == wrong["withoutScript"] + " 写上去的"


# --- what is loaded --------------------------------------------------------------------------------------------------


def test_pages_load_from_their_own_host_alone(page: Seen, site: Served) -> None:
    none([request for request in page["requests"] if not request.startswith((site.url, "data:"))])
    search = any("/assets/find." in request for request in page["requests"])
    most = SEARCH_REQUESTS if search or page["name"] == "site" else REQUESTS
    assert len(page["requests"]) <= most, page["requests"]


def test_the_browser_has_nothing_to_complain_of(page: Seen) -> None:
    """Nor has the content security policy."""
    none([one for one in page["complaints"] if page["name"] != "404" or not one.endswith(page["url"])])
    assert page["status"] == (404 if page["name"] == "404" else 200)


def test_a_page_opens_from_a_folder(page: Seen) -> None:
    if "file" not in page:
        pytest.skip("only a server shows this page")
    none([request for request in page["file"]["requests"] if not request.startswith(("file:", "data:"))])
    none(page["file"]["complaints"])
    assert page["file"]["styled"]
    if page["file"]["next"]:
        assert page["file"]["next"]["url"].endswith("/index.html")
        assert page["file"]["next"]["heading"]


def test_a_page_prints(page: Seen, looked: Seen) -> None:
    """With its heading, without its menu, on a few sheets, in letters to read; its code at the end leads back to it."""
    none(page["printed"])
    smallest, largest = (points * PIXELS_A_POINT for points in PAPER)
    assert smallest - 0.01 <= page["paper"] <= largest + 0.01
    content = (looked["out"] / f"{page['name']}.pdf").read_bytes()
    with pypdfium2.PdfDocument(content) as document:
        texts = [sheet.get_textpage().get_text_range() for sheet in document]
        assert 1 <= len(document) <= PRINTED_PAGES
    assert squeezed(page["heading"]) in squeezed("".join(texts))
    codes = list(verify_build.decoded(content))
    if page["name"] != "404":
        assert len(codes) == 1
        assert codes[0].partition("://")[2].lower() in squeezed(texts[-1]).lower()


def test_a_printed_page_shows_where_its_links_lead(page: Seen, looked: Seen, site: Served) -> None:
    """A page of this site by its number, somebody else's by its address."""
    with pypdfium2.PdfDocument(looked["out"] / f"{page['name']}.pdf") as document:
        text = squeezed("".join(sheet.get_textpage().get_text_range() for sheet in document))
    source = (site.folder / (site.page(page["name"]) or "")).read_text("utf-8")
    numbers = re.findall(r'<a (?!class="seek")[^>]*data-code="(\d+)"', source)
    assert numbers or page["name"] not in ("site", "home", "services", "rules")
    none([number for number in numbers if f"({number})" not in text])
    host = CANONICAL.search((site.folder / "index.html").read_text("utf-8"))
    assert host
    addresses = [found for found in re.findall(r'<a [^>]*href="(https:[^"]*)"', source) if host[1] not in found]
    none([address for address in addresses if squeezed(address) not in text])


def test_every_page_names_the_portal_above_and_the_filing(page: Seen) -> None:
    """Sub-districts have no portal of their own (国办发〔2017〕47号); whoever opens a site shows its filing."""
    if "HANDBOOK_WEBSITE" in os.environ:
        pytest.skip("what another website says of itself is its own affair")
    if page["name"] not in ("404", "reports", "report", "todo"):
        assert "上级网站:示例区门户网站" in squeezed(page["words"])
        assert "示ICP备00000000号-1" in squeezed(page["words"])


def squeezed(text: str) -> str:
    """A text without spaces, each character in its usual form."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_pages_seen_once_are_there_without_a_network(looked: Seen) -> None:
    if looked["offline"] is None:
        pytest.skip("the site has no service worker")
    for url, found in looked["offline"].items():
        assert found["offline"] == found["online"], url


# --- what was written ------------------------------------------------------------------------------------------------


def html(site: Served) -> Iterator[tuple[str, str]]:
    """Every page of the site with its path."""
    for path in site.paths:
        if path.endswith(".html"):
            yield path, (site.folder / path).read_text("utf-8")


def weight(site: Served, path: str) -> dict[str, int]:
    """The bytes that a page and what it loads take on their way, by path."""
    found = {path: compressed(site, path)}
    for link in Reading((site.folder / path).read_text("utf-8")).loaded:
        target = urlsplit(urljoin(f"http://site/{path}", link)).path[1:]
        if target in site.paths:
            found[target] = compressed(site, target)
    return found


def compressed(site: Served, path: str) -> int:
    return len(gzip.compress((site.folder / path).read_bytes(), 6)) + HEADERS


def test_what_a_code_leads_to_comes_in_one_flight(site: Served) -> None:
    """HTML and CSS are there before a server waits for an answer; a script is small and comes after."""
    wrong = []
    for path in filter(CODE_PAGE.fullmatch, site.paths):
        found = weight(site, path)
        first = sum(size for name, size in found.items() if name.endswith((".html", ".css")))
        scripts = sum(size for name, size in found.items() if name.endswith(".js"))
        search = any("assets/find." in name for name in found)
        if first > FIRST_FLIGHT or scripts > (SEARCH_SCRIPTS if search else SCRIPTS):
            title = re.search("<title>(.*?)</title>", (site.folder / path).read_text("utf-8"))
            wrong.append(f"{path} {title and title[1]}: {first} bytes first, {scripts} of scripts")
    none(wrong)


def test_no_page_is_heavy(site: Served) -> None:
    found = {path: sum(weight(site, path).values()) for path, _ in html(site)}
    none([f"{path}: {size} bytes" for path, size in found.items() if size > PAGE])


FORBIDDEN = {
    "a style of its own": r"<style|\sstyle=",
    "a script of its own": r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))",
    "a handler of its own": r"<[^>]+\son[a-z]+=|javascript:",
    "type that cannot be enlarged": r"user-scalable|maximum-scale",
    "what moves by itself": r"<marquee|<blink|\sautoplay",
    "a page in a page": r"<iframe|<object|<embed",
}
FORBIDDEN_IN_STYLE = {
    "type that cannot be enlarged": r"text-size-adjust",
    "what stands over the text": r"position:\s*fixed",
    "a font to be loaded": r"@font-face",
    "lines stretched to their ends": r"text-align:\s*justify",
    "what moves": r"animation|@keyframes",
    "boxes asked for their size": r"@container|container-type",
    "a parent chosen by its child": r":has\(",
    "a choice in a selector": r":(?:is|where)\(",
    "layers": r"@layer",
    "heights of a shrinking window": r"\d[dsl]v[hw]\b",
    "two colours in one": r"light-dark\(",
    "rules within rules": r"&",
    "all four sides in one": r"[{;\s]inset\s*:",
    "space between the parts of a line": r"display:\s*flex[^}]*[^-]gap:",
}
"""What must not be in a style sheet; the last ones, because Chrome 86 and iOS 13 do not know them."""

TOO_NEW = {
    "a question mark and a full stop": r"\?\.[a-zA-Z_$\[(]",
    "two question marks": r"\?\?",
    "a method of later years": r"\.(?:at|replaceAll|flatMap|findLast|toSorted|hasOwn)\(|structuredClone|matchAll\(/",
    "a field kept to itself": r"(?:this\.|\n\s*)#[a-z]",
}
"""What Chrome 86 and iOS 13 would stumble over in a script."""


def test_no_page_holds_what_must_not_be_there(site: Served) -> None:
    none([f"{path}: {what}" for path, text in html(site) for what, sign in FORBIDDEN.items() if re.search(sign, text)])
    styles = {path: (site.folder / path).read_text("utf-8") for path in site.paths if path.endswith(".css")}
    none([f"{path}: {what}" for path, text in styles.items() for what, sign in FORBIDDEN_IN_STYLE.items()
          if re.search(sign, text)])  # fmt: skip
    for path in (path for path in site.paths if path.startswith("assets/") and path.endswith(".js")):
        text = re.sub(r"/\*.*?\*/", "", (site.folder / path).read_text("utf-8"), flags=re.S)
        none([f"{path}: {what}" for what, sign in TOO_NEW.items() if re.search(sign, text)])


@pytest.mark.parametrize(
    ("sheet", "what"),
    [
        ("body:has(.matrix) { margin: 0 }", "a parent chosen by its child"),
        (".a { height: 100dvh }", "heights of a shrinking window"),
        (".a{display:flex;gap:.5rem}", "space between the parts of a line"),
        (".a { inset: 0 }", "all four sides in one"),
        (".a { &:hover { color: red } }", "rules within rules"),
        ("@layer base { p { margin: 0 } }", "layers"),
        ("@container (min-width: 30em) { p { margin: 0 } }", "boxes asked for their size"),
        ("p { color: light-dark(#000, #fff) }", "two colours in one"),
    ],
)
def test_what_an_old_browser_does_not_know_is_seen(sheet: str, what: str) -> None:
    assert [found for found, sign in FORBIDDEN_IN_STYLE.items() if re.search(sign, sheet)] == [what]
    allowed = ".a{display:grid;gap:1px;clip-path:inset(50%);box-shadow:inset 0 0 0 2px}"
    assert not [found for found, sign in FORBIDDEN_IN_STYLE.items() if re.search(sign, allowed)]


def test_no_link_is_broken(site: Served) -> None:
    """Neither to a page nor to a place on it, anywhere on the site."""
    first = CANONICAL.search((site.folder / "index.html").read_text("utf-8"))
    assert first
    none(list(verify_build.site_wrong(site.folder, first[1])))


def test_the_checker_of_html_finds_no_errors(site: Served) -> None:
    checker = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if shutil.which("java") is None or not checker.is_file():
        pytest.skip("Java or its checker of HTML is not installed")
    options = ("--skip-non-html", "--format", "json", "--exit-zero-always")
    command = ["java", "-jar", str(checker), *options, str(site.folder)]
    ran = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    said = [message for message in json.loads(ran.stderr)["messages"] if message["type"] == "error"]
    wrong: dict[str, list[str]] = {}
    for message in said:
        path = Path(urlsplit(message["url"]).path).relative_to(site.folder.resolve()).as_posix()
        wrong.setdefault(f"{message['message']}: {message.get('extract', '').strip()}", []).append(path)
    none([f"{complaint}  [{len(paths)}: {', '.join(paths[:3])}]" for complaint, paths in wrong.items()])


# --- Lighthouse ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def lighthouse(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Scores and times as Lighthouse gives them, on a phone of its own imagining."""
    if "CI" not in os.environ:
        pytest.skip(SLOW)
    if lacking := missing():
        pytest.skip(lacking)
    pages = {name: site.address(site.page(name) or "") for name in LIGHTHOUSE}
    return dict(run("lighthouse.mjs", {"pages": pages, "times": TIMES}, tmp_path_factory.mktemp("lighthouse"), SECONDS))


@pytest.mark.parametrize("measured", LIGHTHOUSE)
def test_lighthouse_is_content(measured: str, lighthouse: Seen) -> None:
    found = lighthouse[measured]
    none([f"{what}: {found['scores'][what]} of 100: {'; '.join(found['lost'])}" for what, points in SCORES.items()
          if found["scores"][what] < points])  # fmt: skip
    none([f"{what}: {found['times'][what]}" for what, most in TIMES.items() if found["times"][what] > most])
