"""Whatever an author writes arrives as text: in pages, scripts, feeds, calendars, cards and what hosts read.

Every free text of every author's file of the example is made hostile at once, past the reader that would refuse some
of it, and every file of the website is read again by a parser of its own kind.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import types
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin
from xml.etree import ElementTree

import pytest
from browser.papers import hang_up
from pydantic import BaseModel, BeforeValidator
from tools import planned, website

from generator.codes import compare
from generator.codes.ledger import snapshot_name
from generator.journey import check
from generator.model.committee import Committee
from generator.model.facts import SharedText
from generator.model.handbook import Handbook
from generator.model.ledger import Ledger
from generator.model.site import Site
from generator.model.words import Language
from generator.problem import HandbookError, errors
from generator.read import validation
from generator.read.files import load
from generator.text import markup
from generator.website import feed, search

NODE = shutil.which("node")

MARK = "歹"
"""Stands in every hostile text, and in no other of the example."""

HOSTILE = (
    f'{MARK}"\'`${{globalThis.ran=1}}\\`+(globalThis.ran=2)+`\\"+(globalThis.ran=3)//'
    "</script></style></title><b hostile>"
    "<!--]]>-->{{7*7}}{% raw %}&#0;&lt;;}|\r\nX-Ran: 1\r\nBEGIN:VEVENT\nATTENDEE:ran\rEND:VCARD\u2028var ran\u2029=4;\\"
)
"""What ends a text somewhere: quotes, tags, comments, lines, statements, and how each of these is escaped."""


def free(annotation: Any, metadata: tuple[Any, ...] = ()) -> bool:
    """Whether a field may hold any text: it is no word among few, no date, no number, no address."""
    return annotation is str and not any(isinstance(each, BeforeValidator) for each in metadata)


def bare(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """A field's type without `| None`, and what is said of its values."""
    if get_origin(annotation) in (Union, types.UnionType):
        return bare(next(each for each in get_args(annotation) if each is not type(None)), metadata)
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0], (*metadata, *get_args(annotation)[1:]))
    for each in metadata:
        if hasattr(each, "metadata"):
            metadata = (*metadata, *each.metadata)
    return annotation, metadata


def hostile(value: Any, annotation: Any = None, metadata: tuple[Any, ...] = ()) -> Any:
    """A value whose every free text has become hostile, as far as the models go."""
    annotation, metadata = bare(annotation, metadata)
    if isinstance(value, BaseModel):
        return hostile_record(value)
    if isinstance(value, str):
        return value + HOSTILE if free(annotation, metadata) else value
    if isinstance(value, tuple):
        return tuple(hostile(item, get_args(annotation)[0] if annotation else None) for item in value)
    if isinstance(value, Mapping):
        inner = get_args(annotation)[1] if annotation else None
        return {key: hostile(item, inner) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type | Language):
        changed = {each.name: hostile(getattr(value, each.name)) for each in fields(value) if each.name != "root"}
        if isinstance(value, Committee):
            changed |= hostile_sheets(value.ledger, value.snapshots)
        return replace(value, **changed)
    return value


def hostile_sheets(ledger: Ledger, snapshots: Mapping[str, Any]) -> dict[str, Any]:
    """What sheets on the walls have said, made hostile, and a ledger by which they have said that."""
    own = hostile_record(ledger)
    assert isinstance(own, Ledger)
    said, editions = {}, []
    for edition in own.editions:
        data = hostile_data(snapshots[snapshot_name(edition)])
        editions.append(edition.model_copy(update={"says": compare.digest(data)}))
        said[snapshot_name(editions[-1])] = data
    return {"snapshots": said, "ledger": own.model_copy(update={"editions": tuple(editions)})}


def hostile_data(data: Any) -> Any:
    """What a sheet has said, each of its sentences hostile."""
    if isinstance(data, dict):
        return {key: hostile_data(item) for key, item in data.items()}
    if isinstance(data, list):
        return [hostile_data(item) for item in data]
    # XHTML is what the program made of Markdown
    return data + HOSTILE if isinstance(data, str) and re.match("[^<]*[一-龥]", data) else data


KEPT = {
    "Part": ("chapters",),  # `kind:id`
    "Goal": ("rules",),
    "Requirement": ("clause", "quote"),  # of the policy's own document, which tests of the policy compare
}
"""Texts that the program itself reads, by their model; a wrong one is refused when it is checked."""


def hostile_record(record: BaseModel) -> BaseModel:
    """A record, its free texts hostile; a shared text with hostile Markdown as well."""
    kept = KEPT.get(type(record).__name__, ())
    changed = {
        name: hostile(getattr(record, name), field.annotation, tuple(field.metadata))
        for name, field in type(record).model_fields.items()
        if name not in kept
    }
    copied = record.model_copy(update=changed)
    if isinstance(record, SharedText):
        markdown = f"{record.markdown}\n\n{HOSTILE}\n\n[{HOSTILE}](https://x.example/{HOSTILE})\n"
        copied.named(record.id, markdown, markup.to_xhtml(markdown))
    return copied


def files_of(handbook: Handbook) -> dict[str, bytes]:
    """Every file of the website, prints left out."""
    ready = planned(handbook, ["website"])
    return {path: content for unit in ready.plan.units for path, content in website(ready, unit).items()}


class Both(NamedTuple):
    """The hostile handbook, its website, and the website of the example as it is."""

    handbook: Handbook
    hostile: dict[str, bytes]
    usual: dict[str, bytes]


@pytest.fixture(scope="module")
def both(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Both websites, with the report, with sheets on the walls, one of which is outdated, and with a thing gone."""
    root = copy_example(tmp_path_factory.mktemp("hostile"))
    hang_up(root)
    usual = load(root)
    (plugin,) = usual.site.plugins
    settings = plugin.handbook.model_copy(update={"report": True})
    site = usual.site.model_copy(update={"plugins": (plugin.model_copy(update={"handbook": settings}),)})
    usual = replace(usual, site=site)
    evil = hostile(usual)
    return Both(evil, files_of(evil), files_of(usual))


def named(built: Mapping[str, bytes], ending: str) -> dict[str, str]:
    """The files whose names end so, as text; there are some."""
    chosen = {path: content.decode() for path, content in built.items() if path.endswith(ending)}
    assert chosen, ending
    return chosen


class Shape(HTMLParser):
    """A page as a browser takes it: how often each element has which attributes, its texts and its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[tuple[str, ...]] = Counter()
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.links: list[str] = []
        self.comments: list[str] = []
        self.within = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements[tag, *sorted(name for name, _ in attributes)] += 1
        self.texts += [value or "" for name, value in attributes if name not in ("href", "src")]
        self.links += [value or "" for name, value in attributes if name in ("href", "src", "action")]
        self.within = tag

    def handle_endtag(self, tag: str) -> None:
        self.elements["/", tag] += 1
        self.within = ""

    def handle_data(self, data: str) -> None:
        (self.scripts if self.within == "script" else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


HARMLESS = re.compile(r"https://|mailto:|tel:|[#.A-Za-z0-9/-]*\Z|\.\./")

MARKDOWN = {("a", "href"), ("code",), ("/", "code"), ("p",), ("/", "p")}
"""What Markdown makes of what was added to a shared text."""


def test_a_page_has_no_element_that_no_page_has_without_them(both: Both) -> None:
    """Nor an attribute, a comment or a script; no link leads anywhere but to https, mail, telephone or a page.

    Where a text differs from what a sheet has said, its page tells so, in elements that other pages have as well.
    """
    usual = {path: Shape(page) for path, page in named(both.usual, ".html").items()}
    known = {element for shape in usual.values() for element in shape.elements} | MARKDOWN
    shown = 0
    for path, page in named(both.hostile, ".html").items():
        shape = Shape(page)
        assert set(shape.elements) <= known, path
        for tag in ("script", "link", "meta", "form", "input"):
            assert of_tag(shape, tag) == of_tag(usual[path], tag), path
        assert shape.comments == [], path
        assert [
            link for link in shape.links if not re.match(r"https://|mailto:|tel:|[#.A-Za-z0-9/-]*\Z|\.\./", link)
        ] == []
        for script in shape.scripts:
            json.loads(script)
        shown += any(f"{MARK}\"'`${{globalThis.ran=1}}" in text for text in shape.texts)
    assert shown > 100


def of_tag(shape: Shape, tag: str) -> Counter[tuple[str, ...]]:
    """How often a page has elements of one name, with which attributes."""
    return Counter({element: count for element, count in shape.elements.items() if element[0] == tag})


def test_what_was_on_paper_is_told_as_text(both: Both) -> None:
    """The pages behind the codes of outdated sheets tell old and new; that of a thing gone tells why it went."""
    pages = named(both.hostile, ".html")
    behind = [Shape(page) for path, page in pages.items() if re.search(r"/\d{7}/\d+/index.html", path)]
    assert sum(any("改为" in text and MARK in text for text in shape.texts) for shape in behind) > 10
    assert any(f"机器坏了。{HOSTILE}"[:40] in text for page in pages.values() for text in Shape(page).texts)


def test_what_search_engines_read_is_data(both: Both) -> None:
    (name,) = [path for path in both.hostile if path.endswith("website/sunny-garden/index.html")]
    (script,) = Shape(both.hostile[name].decode()).scripts
    told = json.loads(script)
    assert told["location"]["address"].endswith(HOSTILE)
    assert told.keys() == json.loads(Shape(both.usual[name].decode()).scripts[0]).keys()


RUN = """
const vm = require("vm"), fs = require("fs");
const [kind, path] = process.argv.slice(2);
const on = {}, context = vm.createContext({
  registration: { scope: "https://h.example/" }, addEventListener: (name, work) => { on[name] = work; },
  caches: { open: async () => ({ match: async () => undefined }) }, fetch: async () => { throw new TypeError(); },
  Response: class { constructor(text) { this.text = text; } }, setTimeout: () => {},
});
vm.runInContext(fs.readFileSync(path, "utf8"), context);
const say = (said) => console.log(JSON.stringify([context.ran === undefined, said]));
if (kind === "sw.js") on.fetch({
  request: { method: "GET", mode: "navigate", url: "https://h.example/a/" }, waitUntil: () => {},
  respondWith: (answer) => answer.then((page) => say(page.text)),
});
else say(context.handbookEntries || context.handbookDirectory);
"""


def ran(tmp_path: Path, kind: str, script: str) -> Any:
    """What a script leaves or answers when it is run; no hostile text was run with it."""
    (tmp_path / "run.js").write_text(RUN, "utf-8")
    (tmp_path / kind).write_text(script, "utf-8")
    command = [str(NODE), str(tmp_path / "run.js"), kind, str(tmp_path / kind)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60)
    clean, said = json.loads(told.stdout)
    assert clean
    return said


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_scripts_run_none_of_it(both: Both, tmp_path: Path) -> None:
    handbook = both.handbook
    page = ran(tmp_path, "sw.js", named(both.hostile, "website/sw.js").popitem()[1])
    assert (
        Shape(page).elements == Shape(ran(tmp_path, "sw.js", named(both.usual, "website/sw.js").popitem()[1])).elements
    )
    name = " ".join(handbook.policy.office.name.split())
    assert any(name in " ".join(text.split()) for text in Shape(page).texts)
    rows = ran(tmp_path, "directory.js", named(both.hostile, "directory.js").popitem()[1])[3]
    assert [row[0] for row in rows] == [entry.title for entry in search.directory(handbook)]
    for path, script in named(both.hostile, "find/entries.js").items():
        pages = planned(handbook, ["website"]).plan.committees[path.split("/")[1]]
        entries = search.entries(handbook, pages)
        rows = ran(tmp_path, "entries.js", script)[3]
        assert [(row[0], tuple(row[3]), row[4], row[6]) for row in rows] == [
            (entry.title, entry.words, entry.sentence, entry.asked) for entry in entries
        ]


def test_every_script_is_one_line_where_it_holds_texts(both: Both) -> None:
    """U+2028 ends a line in a script of old browsers; `<` could end a script that stands in a page."""
    for ending in ("directory.js", "entries.js", "words.js", "sw.js"):
        for path, script in named(both.hostile, ending).items():
            assert not set("\u2028\u2029\r") & set(script), path
            assert "</script" not in script, path


def test_feeds_and_the_map_are_whole_xml(both: Both) -> None:
    for ending in (".atom", ".xml"):
        for path, text in named(both.hostile, ending).items():
            found, usual = (ElementTree.fromstring(each) for each in (text, both.usual[path].decode()))
            assert [each.tag for each in found.iter()] == [each.tag for each in usual.iter()], path
            assert all(
                each.attrib.keys() == was.attrib.keys() for each, was in zip(found.iter(), usual.iter(), strict=True)
            )
            texts = [each.text for each in found.iter() if each.text and MARK in each.text]
            assert ending != ".atom" or any("</script></style></title><b hostile>" in text for text in texts), path


def test_xml_leaves_out_what_it_cannot_say() -> None:
    assert ElementTree.fromstring(f"<a>{feed.escaped('a' + chr(0x1B) + chr(0xFFFE) + '<b')}</a>").text == "a<b"


def lines(text: str) -> list[str]:
    """The lines of a calendar or a card, unfolded (RFC 5545 3.1)."""
    assert text.endswith("\r\n")
    folded = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and not set("\r\n\u2028\u2029") & set(line) for line in folded)
    return re.sub(r"\r\n ", "", "\r\n".join(folded)).split("\r\n")


UNESCAPED = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def value(line: str) -> str:
    """The text of a line (RFC 5545 3.3.11); nothing in it stands unescaped."""
    text = line.partition(":")[2]
    assert not re.sub(r"\\[\\,;n]", "", text).count("\\"), line
    assert not re.search(r"[,;]", re.sub(r"\\[\\,;n]", "", text)), line
    return re.sub(r"\\[\\,;n]", lambda sign: UNESCAPED[sign[0]], text)


def test_calendars_and_cards_have_the_lines_that_they_have_without_them(both: Both) -> None:
    seen = 0
    for ending in (".ics", ".vcf"):
        for path, text in named(both.hostile, ending).items():
            found, usual = lines(text), lines(both.usual[path].decode())
            names = [[re.split("[:;]", line)[0] for line in each] for each in (found, usual)]
            assert names[0] == names[1], path
            for line in found:
                if re.match(r"(SUMMARY|LOCATION|DESCRIPTION|X-WR-CALNAME|FN|ORG|NOTE):", line):
                    seen += MARK in value(line)
                    assert (
                        "X-Ran: 1\nBEGIN:VEVENT\nATTENDEE:ran\nEND:VCARD var ran =4;\\" in value(line)
                        or MARK not in line
                    )
    assert seen > 10


def test_tables_have_the_cells_that_they_have_without_them(both: Both) -> None:
    """And none that a spreadsheet works out, or that leads anywhere."""
    path = "website/report/todo.csv"
    found, usual = (
        [*csv.reader(io.StringIO(files[path].decode("utf-8-sig"), newline=""))] for files in (both.hostile, both.usual)
    )
    assert [len(row) for row in found] == [len(row) for row in usual]
    assert any(MARK in cell for row in found for cell in row)
    assert not [cell for row in found for cell in row if re.match(r"\s*[=+@\t\r＝＋＠]", cell)]
    parts = []
    for files in (both.hostile, both.usual):
        with zipfile.ZipFile(io.BytesIO(files["website/report/todo.xlsx"])) as book:
            assert not [name for name in book.namelist() if "sheet1.xml.rels" in name or "macro" in name.lower()]
            parts.append(ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")))
    kinds = [
        [(cell.tag, cell.get("r"), cell.get("t")) for cell in part.iter() if cell.tag.endswith("}c")] for part in parts
    ]
    assert kinds[0] == kinds[1]
    assert not [element for element in parts[0].iter() if element.tag.endswith(("}f", "}hyperlink"))]


def test_the_manifest_is_whole_json(both: Both) -> None:
    manifest = json.loads(both.hostile["website/manifest.webmanifest"])
    assert manifest.keys() == json.loads(both.usual["website/manifest.webmanifest"]).keys()
    assert manifest["name"] == both.handbook.site.site_name
    assert manifest["name"].endswith(HOSTILE)


def test_tables_have_the_rows_and_columns_that_they_have_without_them(both: Both) -> None:
    seen = 0
    for path, text in named(both.hostile, ".csv").items():
        found, usual = (
            list(csv.reader(io.StringIO(each.removeprefix("\ufeff"), newline="")))
            for each in (text, both.usual[path].decode())
        )
        assert [len(row) for row in found] == [len(row) for row in usual], path
        assert found[0] == usual[0], path
        seen += sum(MARK in cell for row in found for cell in row)
    assert seen > 10


def test_data_are_whole_json_with_the_same_names(both: Both) -> None:
    seen = 0
    for path, text in named(both.hostile, ".json").items():
        found, usual = json.loads(text), json.loads(both.usual[path])
        assert found.keys() == usual.keys(), path
        seen += MARK in text
    assert seen > 5


def test_what_hosts_and_programs_read_holds_no_text_of_an_author(both: Both) -> None:
    """Addresses and a contact, which are no free texts, are all that stands there; JSON has the names of committees."""
    shown = (
        ".html",
        ".atom",
        ".ics",
        ".vcf",
        ".csv",
        ".xlsx",
        "entries.js",
        "words.js",
        "directory.js",
        "sw.js",
        ".webmanifest",
        ".json",
        ".csv",
    )
    rest = {path for path in both.hostile if not path.endswith(shown)}
    names = {Path(path).name for path in rest}
    assert {"_headers", "_redirects", "nginx.conf", "robots.txt", "security.txt", "sitemap.xml", "favicon.svg"} <= names
    assert {path for path in rest if both.hostile[path] != both.usual[path]} == set()


ADDRESSES = {
    "a second line": r"https://handbook.example/\nX-Ran: 1/",
    "a line of Unicode": r"https://handbook.example/\u2028/",
    "a quote": r"https://handbook.example/\"/",
    "a space": "https://handbook.example/ /evil 302/",
    "a program": "javascript:alert(1)//",
    "a statement of nginx": "https://handbook.example/;return 200/",
    "a block of nginx": "https://handbook.example/{/",
    "a variable of nginx": "https://handbook.example/$uri/",
}
"""What an address could bring into the files that hosts read, as it stands in double quotes."""

READ_BY_HOSTS = ("site_url", "code_url")
READ_BY_PEOPLE = ("security", "portal_url", "mark_url", "mistakes_url")
"""Settings that are addresses: those of the second kind stand in links, and on a line of security.txt, only."""

REFUSED = (
    *((setting, name) for setting in READ_BY_HOSTS for name in ADDRESSES),
    *((setting, name) for setting in READ_BY_PEOPLE for name in ADDRESSES if "nginx" not in name),
)


@pytest.mark.parametrize(("setting", "name"), REFUSED)
def test_an_address_that_could_end_a_line_is_refused(setting: str, name: str) -> None:
    lines = {
        "site_url": "",
        "code_url": '      code_url: "{}"\n',
        **dict.fromkeys(READ_BY_PEOPLE, f'      publishing:\n        {setting}: "{{}}"\n'),
    }
    text = (
        "site_name: 手册\nsite_description: 手册\n"
        f'site_url: "{ADDRESSES[name] if setting == "site_url" else "https://handbook.example/"}"\n'
        f"plugins:\n  - handbook:\n      day: 2026-11-22\n{lines[setting].format(ADDRESSES[name])}"
    )
    with pytest.raises(HandbookError) as caught:
        validation.record(text, "site_config.yml", Site)
    assert {found.rule for found in caught.value.problems} <= {"D014", "D002"}
    line = next(number for number, line in enumerate(text.split("\n"), 1) if f"{setting}:" in line)
    assert {found.location.line for found in caught.value.problems} == {line}


LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//evil.example/",
    "vbscript:x",
    "java&#115;cript:x",
)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("form", ["[x]({link})", "[x][1]\n\n[1]: {link}\n", "<{link}>"])
def test_a_link_that_runs_or_leads_elsewhere_is_refused(example: Path, form: str, link: str) -> None:
    path = example / "content/services/lunch.md"
    path.write_text(path.read_text("utf-8") + "\n" + form.format(link=link) + "\n", "utf-8")
    problems = errors(check(example))
    assert {found.location.file for found in problems} == {"content/services/lunch.md"}


def test_names_do_not_pass_for_days_or_hours(both: Both) -> None:
    """The script that says who is there reads texts between `|`, `;`, `,` and blanks."""
    told = [re.search('data-days="([^"]*)"', page) for page in named(both.hostile, "/duty/index.html").values()]
    days = [html.unescape(match[1]).split("|") for match in told if match]
    assert days
    assert all(re.fullmatch(r"[0-9-]{10};[^;]*;([0-9:-]+(,[0-9]*){3}( |$))*", day) for each in days for day in each)
