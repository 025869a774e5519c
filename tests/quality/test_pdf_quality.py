"""Every sheet of the example, looked at: by a screen reader, a ruler, a phone, and beside its picture of last time."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst
from pdf_quality import (
    CHECKS,
    CODE_WIDTHS,
    KNOWN,
    SMALLEST,
    Pdf,
    complaints,
    decoded,
    is_proof_mark,
)
from PIL import Image, ImageChops, ImageFilter, PngImagePlugin
from tools import TEMPLATES, TESTS

from generator.build.planned import Planned
from generator.build.prints import data_of, print_sheet, sheet_of
from generator.codes import qr
from generator.issue import issue
from generator.journey import prepare
from generator.problem import HandbookError
from generator.products.catalogue import FORMS
from generator.products.product import Artifact
from generator.products.says import drawn

COMMITTEES = tuple(sorted(path.name for path in (TESTS / "example" / "committees").iterdir() if path.is_dir()))
PRINTED = tuple(product for product in FORMS if product != "website")
OF_THE_SITE = tuple(f"{product}/" for product in PRINTED if FORMS[product].subdistrict)
MANY = 4
"""More sheets than this of one committee and product differ in their words alone: chapters of a book, one by one."""
PARTS = ("rulebook-chapters",)
"""Products that show a part of their data: a chapter of the book."""
UNITS = (*(f"{product}/{slug}" for product in PRINTED if FORMS[product].each for slug in COMMITTEES), *OF_THE_SITE)


class Prints:
    """The prints of the example, each made once, when somebody looks at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made: dict[str, Pdf | HandbookError] = {}

    @cached_property
    def ready(self) -> Planned:
        """The example, loaded and checked, and what becomes of it on paper."""
        return prepare(self.root, PRINTED)

    def artifacts(self, unit: str) -> tuple[Artifact, ...]:
        """The files of a unit."""
        return next(each.artifacts for each in self.ready.plan.units if each.name == unit)

    def data(self, artifact: Artifact) -> Any:
        """What a sheet says."""
        return drawn(data_of(self.ready, artifact))

    def pdf(self, artifact: Artifact) -> Pdf:
        """The finished sheet. Raises HandbookError where it cannot be printed."""
        if artifact.path not in self.made:
            try:
                content = print_sheet(sheet_of(self.ready, artifact)).content
                self.made[artifact.path] = Pdf(content, artifact.word)
            except HandbookError as error:
                self.made[artifact.path] = error
        made = self.made[artifact.path]
        if isinstance(made, HandbookError):
            raise made
        return made

    def chosen(self, unit: str) -> tuple[Artifact, ...]:
        """The sheets of a unit that are looked at: all, or the first and the last where there are many."""
        found = self.artifacts(unit)
        return found if len(found) <= MANY else (*found[: MANY // 2], *found[-MANY // 2 :])

    def of(self, unit: str) -> Iterator[tuple[Artifact, Pdf]]:
        """What the plan says of these sheets, and the finished sheets."""
        return ((artifact, self.pdf(artifact)) for artifact in self.chosen(unit))


@pytest.fixture(scope="session")
def prints(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Prints:
    """The prints of the example."""
    return Prints(copy_example(tmp_path_factory.mktemp("quality")))


def cases(*checks: str) -> list[Any]:
    """Every check with every unit; strictly expected to fail where KNOWN says so."""
    found = []
    for check in checks:
        for unit in UNITS:
            known = KNOWN.get((check, unit)) or KNOWN.get((check, unit.partition("/")[0]))
            marks = [pytest.mark.xfail(reason=known, strict=True, raises=AssertionError)] if known else []
            found.append(pytest.param(check, unit, id=f"{check}-{unit}", marks=marks))
    return found


def test_every_unit_of_the_plan_is_looked_at(prints: Prints) -> None:
    assert sorted(unit.name for unit in prints.ready.plan.units) == sorted(UNITS)


@pytest.mark.parametrize(("check", "unit"), cases(*CHECKS))
def test_nothing_is_wrong_with_a_sheet(prints: Prints, check: str, unit: str) -> None:
    wrong = [f"{artifact.path}: {said}" for artifact, pdf in prints.of(unit) for said in complaints(pdf, check)]
    assert wrong == []


# --- codes -----------------------------------------------------------------------------------------------------------


def values(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a sheet's data, and where it stands: `.rooms[].name`."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, f"{path}.{key}")
    elif isinstance(data, list | tuple):
        for value in data:
            yield from values(value, f"{path}[]")
    elif isinstance(data, str):
        yield path, data


HOME = "https://HANDBOOK.EXAMPLE/"
"""The website's first page, which has no number."""


@pytest.mark.parametrize(("check", "unit"), cases("decoded"))
def test_the_codes_of_a_sheet_read_as_its_data_and_the_ledger_say(prints: Prints, check: str, unit: str) -> None:
    for artifact, pdf in prints.of(unit):
        said = {text for path, text in values(prints.data(artifact)) if path.endswith(".url")}
        read = {code.address for code in pdf.codes}
        numbered = read - {HOME}
        assert read == said or (artifact.word in PARTS and read < said), artifact.path
        assert [code for code in artifact.codes if not any(f"/{code}/" in address for address in read)] == []
        assert len(numbered) == len(set(artifact.codes))


# --- what is said, and in which order --------------------------------------------------------------------------------

HAN = re.compile("[\u3400-\u9fff]")
BLOCK = re.compile(r"</?(?!(?:strong|em|code|sup|sub|del)\b)[a-z][^>]*>")
"""A tag where the words of a text may be parted on paper: by a number, an address, the next line."""
TAG = re.compile(r"<[^>]+>")

OFFERED = (".committee.", ".district", ".policy.", ".edition.", ".issue.", ".office.", ".safety", ".title", ".marks")
"""Facts offered to every sheet, of which each takes what it needs."""

REPHRASED: dict[str, tuple[str, ...]] = {
    "rulebook": (".lists[].entries[].basis",),  # 《…意见》第六条 is said once above the list, then only the clause
    "subdistrictbook": (".lists[].entries[].basis",),
    "board": (".hours[].kind", ".hours[].text", ".window.shifts[].days", ".rulebook.hours", ".rulebook.copies"),
    "forms": (".forms[].field",),  # the forms stand in the order of their fields
    "report": (  # of each committee its numbers only
        ".committees[].trend.since",
        ".committees[].trend.months[].month",
        ".committees[].overdue.earliest",
    ),
    "roster": (".years[].document",),  # the notice of the holidays by its number, without its title
}
"""What a sheet shows in another form than its data have it: hours in a narrow column, a date as a place on a line."""

LISTED: dict[str, tuple[str, ...]] = {"roster": (".months[].days[].window", ".months[].days[].duty")}
"""What a sheet shows one by one that its data have in one text: who is there on a day."""


def pieces(text: str) -> Iterator[str]:
    """The Chinese words of a text or of XHTML, without white space, parted where paper may part them."""
    for piece in BLOCK.split(text) if "<" in text else [text]:
        words = "".join(html.unescape(TAG.sub("", piece)).split())
        if HAN.search(words):
            yield words


def unsaid(data: Any, reading: str, rephrased: tuple[str, ...] = (), listed: tuple[str, ...] = ()) -> Iterator[str]:
    """Words of a sheet's data that nobody hears who has it read out."""
    for path, text in values(data):
        if not path.startswith(OFFERED) and path not in rephrased:
            for part in text.split("、") if path in listed else [text]:
                yield from (f"{path}: {words}" for words in pieces(part) if words not in reading)


def series(data: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """What must be said one after the other: the pieces of each text, and the first words of each thing in a list."""
    if isinstance(data, str):
        yield path, list(pieces(data))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from series(value, f"{path}.{key}")
    elif isinstance(data, list | tuple):
        firsts = [next((words for _, text in values(each) for words in pieces(text)), "") for each in data]
        often = Counter(firsts)
        yield path, [words for words in firsts if words and often[words] == 1]
        for each in data:
            yield from series(each, f"{path}[]")


def disordered(data: Any, reading: str) -> Iterator[str]:
    """Words of a sheet's data that are said before what stands before them."""
    for path, words in series(data):
        at = 0
        for each in words:
            if each in reading:
                found = reading.find(each, at)
                if found < 0:
                    yield f"{path}: {each}"
                    break
                at = found + len(each)


def unheard(data: Any, artifact: Artifact, pdf: Pdf) -> list[str]:
    """Words that a sheet was given and does not say."""
    return list(unsaid(data, pdf.reading, REPHRASED.get(artifact.output, ()), LISTED.get(artifact.output, ())))


@pytest.mark.parametrize(("check", "unit"), cases("unsaid"))
def test_all_that_a_sheet_was_given_is_said(prints: Prints, check: str, unit: str) -> None:
    for artifact, pdf in prints.of(unit):
        if not pdf.is_pieces and artifact.word not in PARTS:
            assert unheard(prints.data(artifact), artifact, pdf) == []


@pytest.mark.parametrize(("check", "unit"), cases("disordered"))
def test_a_sheet_is_read_out_in_the_order_of_its_data(prints: Prints, check: str, unit: str) -> None:
    for artifact, pdf in prints.of(unit):
        if not pdf.is_pieces and artifact.word not in PARTS:
            assert list(disordered(prints.data(artifact), pdf.reading)) == []


ON_WALLS = ("board", "disclosure", "doorsign", "guide", "roster")
A_CODE = "二维码："
"""How the words for the picture of a code begin."""


@pytest.mark.parametrize(
    ("check", "unit"), [case for case in cases("phone-first") if case.values[1].startswith(ON_WALLS)]
)
def test_who_cannot_scan_is_told_a_number_first(prints: Prints, check: str, unit: str) -> None:
    for artifact, pdf in prints.of(unit):
        if not pdf.is_pieces:
            before, code, _ = pdf.reading.partition(A_CODE)
            phone = prints.data(artifact)["committee"]["phone"] or "待补充"
            assert code, f"{artifact.path} has no code"
            assert phone in before, f"{artifact.path}: the code comes before the telephone number"


@pytest.mark.parametrize(
    ("data", "reading", "lost"),
    [
        ({"rooms": [{"name": "阅览室"}, {"name": "健身室"}]}, "阅览室", [".rooms[].name: 健身室"]),
        ({"body": "<p>先到<strong>窗口</strong>。</p><p>再填表。</p>"}, "先到窗口。1.再填表。", []),
        ({"body": "<p>先到<strong>窗口</strong>。</p><p>再填表。</p>"}, "先到窗口。", [".body: 再填表。"]),
        ({"policy": {"title": "某意见"}, "url": "https://A.EXAMPLE/1/"}, "", []),
    ],
)
def test_what_is_not_said_is_found(data: Any, reading: str, lost: list[str]) -> None:
    assert list(unsaid(data, reading)) == lost


@pytest.mark.parametrize(
    ("data", "reading", "wrong"),
    [
        ([{"name": "甲室"}, {"name": "乙室"}], "甲室开放乙室不开放", []),
        ([{"name": "甲室"}, {"name": "乙室"}], "乙室不开放甲室开放", [": 乙室"]),
        ({"rooms": [{"hours": ["先", "后"]}]}, "后先", [".rooms[].hours: 后"]),
        ("<p>先登记。</p><p>后借书。</p>", "后借书。先登记。", [": 后借书。"]),
        (["上班", "休息", "上班"], "休息上班", []),
    ],
)
def test_what_is_said_too_early_is_found(data: Any, reading: str, wrong: list[str]) -> None:
    assert list(disordered(data, reading)) == wrong


# --- proofs and issued sheets ----------------------------------------------------------------------------------------


def marks(pdf: Pdf) -> list[str]:
    """What the mark on top of each page says; nothing where there is none."""
    found = [""] * len(pdf.boxes)
    for run in pdf.inked:
        if is_proof_mark(pdf, run):
            found[run.page] += run.text
    return found


@pytest.mark.parametrize(("check", "unit"), cases("marked"))
def test_every_page_of_a_proof_says_so_and_no_other_sheet_does(prints: Prints, check: str, unit: str) -> None:
    for artifact, pdf in prints.of(unit):
        if not pdf.is_pieces:
            said = prints.data(artifact).get("marks") or [""]
            assert marks(pdf) == [said[min(page, len(said) - 1)] for page in range(len(pdf.boxes))], artifact.path


ISSUED = ("board", "rulebook", "guide", "doorsign", "roster", "disclosure")


@pytest.fixture(scope="session")
def issued(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Prints:
    """The sheets of the example's fuller committee as they were given to the printer."""
    root = copy_example(tmp_path_factory.mktemp("issued"))
    issue.issue(issue.Order(root, root / "build", ISSUED, COMMITTEES[-1]))
    prints = Prints(root)
    for product in ISSUED:
        for artifact in prints.artifacts(f"{product}/{COMMITTEES[-1]}"):
            prints.made[artifact.path] = Pdf((root / "build" / artifact.path).read_bytes(), product)
    return prints


@pytest.mark.parametrize("product", ISSUED)
def test_nothing_is_wrong_with_a_sheet_that_was_issued(issued: Prints, product: str) -> None:
    for artifact, pdf in issued.of(f"{product}/{COMMITTEES[-1]}"):
        data = issued.data(artifact)
        assert [said for check in CHECKS for said in complaints(pdf, check)] == []
        assert unheard(data, artifact, pdf) == []
        assert list(disordered(data, pdf.reading)) == []
        assert set(marks(pdf)) == {""}
        assert "校样" not in pdf.reading


@pytest.mark.parametrize("product", ISSUED)
def test_the_codes_of_an_issued_sheet_lead_to_its_edition(issued: Prints, product: str) -> None:
    for artifact, pdf in issued.of(f"{product}/{COMMITTEES[-1]}"):
        said = {text for path, text in values(issued.data(artifact)) if path.endswith(".url")}
        assert {code.address for code in pdf.codes} == said
        assert [address for address in said if not re.search(r"/[0-9]{7}/[1-9][0-9]*/$", address)] == []


# --- veraPDF ---------------------------------------------------------------------------------------------------------


def test_verapdf_agrees(prints: Prints, tmp_path: Path) -> None:
    program = shutil.which("verapdf")
    if program is None:
        pytest.skip("there is no veraPDF here: it is in none of apt, npm and PyPI")
    for product in PRINTED:
        artifact, pdf = next(prints.of(f"{product}/{COMMITTEES[-1]}"))
        if not pdf.is_pieces:
            file = tmp_path / f"{product}.pdf"
            file.write_bytes(pdf.content)
            for flavour in ("ua1", "3a"):
                command = [program, "--flavour", flavour, "--format", "text", "-v", str(file)]
                told = subprocess.run(command, capture_output=True, text=True, check=False)
                assert told.returncode == 0, f"{artifact.path}: {told.stdout}{told.stderr}"


# --- pictures --------------------------------------------------------------------------------------------------------

PICTURES = TESTS / "golden" / "pictures"
FEW = 6
WIDE, NARROW = 200, 100
"""Pixels that a page is wide, where a file has few pages and where it has many."""
FINER = 4
"""A page is drawn so many times larger and then made small, so that it matters less who draws it."""
GREYS = 16
COLUMNS = 10
GAP = 4
SOFT = 1.5
"""Pixels by which pictures are blurred before they are compared: letters are drawn otherwise by each rasteriser."""
TILE = 12
MOST = 12.0
"""Grey levels of 255 by which the mean of any tile of so many pixels a side may differ."""


def contact_sheet(content: bytes) -> Image.Image:
    """All pages of a PDF, small and grey, side by side."""
    with pypdfium2.PdfDocument(content) as document:
        width = WIDE if len(document) <= FEW else NARROW
        pages = [small(page, width) for page in document]
    columns = min(COLUMNS, len(pages))
    high = max(page.height for page in pages) + GAP
    sheet = Image.new("L", (columns * (width + GAP), -(-len(pages) // columns) * high), 128)
    for number, page in enumerate(pages):
        sheet.paste(page, (number % columns * (width + GAP), number // columns * high))
    return sheet.quantize(GREYS, dither=Image.Dither.NONE).convert("L")


def small(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    """A page so many pixels wide."""
    across, upright = page.get_size()
    large: Image.Image = page.render(scale=FINER * width / across, grayscale=True).to_pil()
    return large.resize((width, round(width * upright / across)), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where two pictures of one size differ, once they are blurred."""
    blurred = [picture.convert("L").filter(ImageFilter.GaussianBlur(SOFT)) for picture in (one, other)]
    return ImageChops.difference(*blurred)


def worst(differing: Image.Image) -> float:
    """The most by which the mean of a tile differs, in grey levels of 255."""
    size = (-(-differing.width // TILE), -(-differing.height // TILE))
    padded = Image.new("L", (size[0] * TILE, size[1] * TILE), 0)
    padded.paste(differing)
    return float(max(padded.resize(size, Image.Resampling.BOX).tobytes()))


def compare(name: str, content: bytes, update: bool, told: Path) -> None:
    """Hold a sheet against its picture of last time, or take the picture anew."""
    made, golden = contact_sheet(content), PICTURES / f"{name}.png"
    with pypdfium2.PdfDocument(content) as document:
        pages = str(len(document))
    if update:
        keep(made, golden, pages)
    again = "look at it, then run pytest --update-golden"
    assert golden.exists(), f"there is no picture of {name}; {again}"
    with Image.open(golden) as before:
        had = before.info["pages"]
        assert had == pages, f"{name} had {had} pages, and now {pages}; {again}"
        assert before.size == made.size, f"the pages of {name} have another size; {again}"
        differing = difference(before, made)
    if worst(differing) > MOST:
        seen = told / f"{name.replace('/', '-')}.png"
        differing.point(lambda grey: 255 - min(255, 4 * grey)).save(seen)
        pytest.fail(f"{name} looks otherwise, see {seen} ({worst(differing):.0f} of {MOST:.0f}); {again}")


def keep(made: Image.Image, golden: Path, pages: str) -> None:
    """Write a picture down, and how many pages it is of."""
    golden.parent.mkdir(parents=True, exist_ok=True)
    facts = PngImagePlugin.PngInfo()
    facts.add_text("pages", pages)
    made.quantize(GREYS, dither=Image.Dither.NONE).save(golden, optimize=True, pnginfo=facts)


def picture_name(artifact: Artifact) -> str:
    """Where the picture of a sheet lies below golden/pictures."""
    return artifact.path.removesuffix(".pdf")


@pytest.mark.parametrize("unit", UNITS)
def test_a_sheet_looks_as_it_did(
    prints: Prints, unit: str, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> None:
    update = bool(pytestconfig.getoption("--update-golden"))
    for artifact, pdf in prints.of(unit):
        compare(picture_name(artifact), pdf.content, update, tmp_path_factory.getbasetemp())


def test_no_picture_is_left_over_and_all_are_small(prints: Prints) -> None:
    files = [path for path in PICTURES.rglob("*") if path.is_file()]
    known = {f"{picture_name(artifact)}.png" for unit in UNITS for artifact in prints.chosen(unit)}
    assert {path.relative_to(PICTURES).as_posix() for path in files} == known
    assert sum(path.stat().st_size for path in files) < 1_500_000


# --- each look can find something ------------------------------------------------------------------------------------

SANS = "Noto Sans SC"
ADDRESS = "https://A.EXAMPLE/0010019/"
GOOD = f"""
#set document(title: "一张纸")
#set page(width: 210mm, height: 297mm, margin: 15mm)
#set text(font: "{SANS}", size: 16pt, lang: "zh")
= 办借书证
带身份证。#link("https://a.example/")[看网页]
== 去哪里
#table(columns: 2, table.header[窗口][时间], [一号], [上午])
#image(bytes(sys.inputs.svg), width: 40mm, alt: "二维码：办借书证")
=== 找谁
王样例
"""
BOARD = f"""
#set page(width: 594mm, height: 841mm)
#set text(font: "{SANS}", size: 36pt)
#let code(side) = box(image(bytes(sys.inputs.svg), width: side, alt: "二维码"))
#v(200mm)
"""


def set_in_type(source: str, *, accessible: bool = False) -> bytes:
    """What Typst makes of a text; it refuses much of what is wrong where it is told to make it accessible."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[TEMPLATES / "fonts"])
    inputs = {"svg": qr.svg(ADDRESS)}
    standards: list[typst.PDFStandard] = ["ua-1", "a-3a"] if accessible else []
    made = typst.compile(
        source.encode(), font_paths=fonts, format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def changed(how: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The good sheet with something in its file changed."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(set_in_type(GOOD, accessible=True))) as document:
        how(document)
        document.save(made)
    return made.getvalue()


def test_a_good_sheet_has_nothing_wrong() -> None:
    pdf = Pdf(set_in_type(GOOD, accessible=True), "guide")
    assert [said for check in CHECKS for said in complaints(pdf, check)] == []
    assert list(decoded(pdf.content)) == [ADDRESS]
    assert pdf.reading == "办借书证带身份证。看网页去哪里窗口时间一号上午二维码：办借书证找谁王样例"


@pytest.mark.parametrize(
    ("check", "product", "more", "said"),
    [
        ("sizes", "guide", "#text(11pt)[小字]", "page 1: “小字” has 11.0 pt, the least is 14"),
        ("sizes", "guide", "#scale(50%)[缩小]", "page 1: “缩小” has 8.0 pt, the least is 14"),
        ("sizes", "guide", "#rotate(90deg, text(10pt)[横放])", "page 1: “横放” has 10.0 pt, the least is 14"),
        ("sizes", "rulebook-large", "", "page 1: “带身份证。” has 16.0 pt, the least is 18"),
        ("sizes", "leaflet", "", "nobody has said how small a leaflet on A4 may be"),
        ("overlaps", "guide", "#place(dx: 5pt)[叠字]#place[重复]", "page 1: “重” of “重复” stands on “叠” of “叠字”"),
        ("overlaps", "guide", "#place(top, dx: 4pt, dy: 4pt)[叠字]", "page 1: “.” of “叠字” stands on|.* of “叠字”$"),
        ("sizes", "guide", "#place(top, dy: -9mm, pdf.artifact(text(9pt)[页眉]))", "page 1: “页眉” has 9.0 pt"),
        ("band", "guide", "#place(top, dy: -8mm)[顶上]", "page 1: “顶上” stands where proofs have their mark"),
        ("band", "guide", "#place(top, dy: -9mm, line(length: 9mm))", "page 1: something is drawn where proofs"),
        ("margins", "guide", "#place(dx: -14mm)[出边]", "page 1: “出边” at"),
        ("margins", "guide", "#place(dx: 190mm)[出去]", "page 1: “出去” at"),
        ("paper", "guide", "#set page(width: 205mm)\n右", "page 2: 205.0 × 297.0 mm is no paper's size"),
        ("headings", "guide", "= 一\n=== 三", "heading 5 of 5 is of level 3 below one of level 1"),
        ("tables", "guide", "#table(columns: 1, [甲], [乙])", "table 2 has no head"),
        ("tags", "guide", "#image(bytes(sys.inputs.svg), width: 40mm)", "a figure has no words in its stead"),
        ("glyphs", "guide", "没有这个字：𠮷𠮷", "page 1: 2 characters are missing from their font"),
        ("widths", "guide", "#v(9mm)#image(bytes(sys.inputs.svg), width: 20mm)", "page 1: .* is 20.. mm wide, the"),
        ("widths", "leaflet", "", "nobody has said how wide codes on a leaflet on A4 must be"),
        ("widths", "board", "#code(60mm)", "no code is 100 mm wide"),
        ("neighbours", "board", "#code(110mm)#h(40mm)#code(110mm)", ".* are 40 mm apart, and .* no caption"),
    ],
)
def test_a_bad_sheet_is_found(check: str, product: str, more: str, said: str) -> None:
    pdf = Pdf(set_in_type((BOARD if product == "board" else GOOD) + more), product)
    found = list(complaints(pdf, check))
    assert [each for each in found if re.match(said, each)] != [], found


@pytest.mark.parametrize("more", ["#code(110mm)#h(65mm)#code(110mm)", "#code(110mm)说明#h(20mm)#code(110mm)说明"])
def test_codes_far_apart_or_beside_their_captions_are_told_apart(more: str) -> None:
    assert list(complaints(Pdf(set_in_type(BOARD + more), "board"), "neighbours")) == []


def test_many_pages_without_bookmarks_are_found() -> None:
    source = GOOD.replace("= 办", "#set heading(bookmarked: false, outlined: false)\n= 办") + "#pagebreak()页" * 4
    assert list(complaints(Pdf(set_in_type(source), "guide"), "bookmarks")) == ["has 5 pages and no bookmarks"]


CODE_ALONE = """
#set page(width: 210mm, height: 297mm)
#set text(font: "Noto Sans SC", size: 16pt)
#place(dx: 50mm, dy: 50mm, image(bytes(sys.inputs.svg), width: 37mm, alt: "码"))
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", []),
        ("#place(dx: 51mm, dy: 60mm, rect(width: 1mm, height: 1mm, fill: black))", ["not white"]),
        ("#place(dx: 40mm, dy: 52.5mm, line(length: 60mm, stroke: 0.3pt + luma(90%)))", ["not white"]),
        ("#place(dx: 48mm, dy: 60mm, rect(width: 1mm, height: 1mm, fill: black))", []),
        ("#place(dx: 50mm, dy: 51mm, text(fill: white, 6pt)[白字])", ["“白字” stands in the quiet zone"]),
        ("#place(dx: 50mm, dy: 51mm, text(6pt)[黑字])", ["not white", "“黑字” stands in the quiet zone"]),
    ],
)
def test_ink_in_a_quiet_zone_is_found(more: str, said: list[str]) -> None:
    found = list(complaints(Pdf(set_in_type(CODE_ALONE + more), "guide"), "quiet"))
    assert len(found) == len(said)
    assert all(words in each for words, each in zip(said, found, strict=True))


def test_a_code_that_hangs_over_the_edge_of_the_page_has_no_quiet_zone() -> None:
    source = CODE_ALONE.replace("dx: 50mm", "dx: -2mm").replace("height: 297mm)", "height: 297mm, margin: 0mm)")
    assert [each[-9:] for each in complaints(Pdf(set_in_type(source), "guide"), "quiet")] == ["not white"]


def first_link(document: pikepdf.Pdf) -> Any:
    """The annotation of the good sheet's link."""
    return document.pages[0].Annots[0]


def first_font(document: pikepdf.Pdf) -> Any:
    """A font of the good sheet."""
    return next(iter(document.pages[0].Resources.Font.values()))


def paint_unmarked(document: pikepdf.Pdf) -> None:
    """A black square that no tag holds."""
    document.pages[0].contents_add(b"9 9 9 9 re f")


def lose_scopes(document: pikepdf.Pdf) -> None:
    """Heads of tables that say nothing of themselves."""
    for found in document.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/TH":
            del found["/A"]


@pytest.mark.parametrize(
    ("check", "how", "said"),
    [
        ("tags", paint_unmarked, "page 1: 1 things are neither tagged nor decoration"),
        ("tags", lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/K", pikepdf.Array()), "page 1: the structure tree"),
        ("headings", lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/K", pikepdf.Array()), "has no heading"),
        ("tables", lose_scopes, "a head of a table does not say what it is the head of"),
        ("links", lambda pdf: first_link(pdf).__delitem__("/Contents"), "page 1: a link says nothing"),
        ("links", lambda pdf: first_link(pdf).__delitem__("/StructParent"), "page 1: a link is not in the structure"),
        ("flags", lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"), "page 1: the tab key does not follow"),
        ("flags", lambda pdf: first_font(pdf).__delitem__("/ToUnicode"), "does not say which characters its font"),
        ("flags", lambda pdf: first_font(pdf).__setitem__("/Subtype", pikepdf.Name.Type3), "has a font of type 3"),
        ("flags", lambda pdf: pdf.Root.__setitem__("/Lang", "en"), "does not say that it is Chinese"),
        ("paper", lambda pdf: pdf.pages[0].obj.__setitem__("/CropBox", [0, 0, 500, 500]), "page 1: "),
    ],
)
def test_a_file_that_was_spoilt_is_found(check: str, how: Callable[[pikepdf.Pdf], None], said: str) -> None:
    found = list(complaints(Pdf(changed(how), "guide"), check))
    assert [each for each in found if each.startswith(said)] != [], found


def test_a_picture_bears_another_rasteriser_and_no_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    content = set_in_type(GOOD)
    before = contact_sheet(content)
    for other in (GOOD.replace("去哪里", "几点钟开"), GOOD.replace("王样例", ""), GOOD.replace("15mm", "16mm")):
        assert worst(difference(before, contact_sheet(set_in_type(other)))) > MOST
    for finer in (3, 6):
        monkeypatch.setattr(sys.modules[__name__], "FINER", finer)
        assert worst(difference(before, contact_sheet(content))) < MOST


def test_a_sheet_that_looks_otherwise_is_told_with_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "PICTURES", tmp_path / "pictures")
    compare("guide/a", set_in_type(GOOD), True, tmp_path)
    compare("guide/a", set_in_type(GOOD), False, tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"guide/a looks otherwise, see .*guide-a\.png"):
        compare("guide/a", set_in_type(GOOD.replace("去哪里", "几点钟开")), False, tmp_path)
    assert (tmp_path / "guide-a.png").is_file()
    with pytest.raises(AssertionError, match="had 1 pages, and now 2"):
        compare("guide/a", set_in_type(GOOD + "#pagebreak()页"), False, tmp_path)


def test_every_printed_product_has_its_numbers() -> None:
    for product in PRINTED:
        output = product.partition("-")[0]
        assert [row for row in SMALLEST if row[0] in (product, output)] != [], product
    assert {row[0].partition("-")[0] for row in (*SMALLEST, *CODE_WIDTHS)} <= {
        product.partition("-")[0] for product in FORMS
    }
