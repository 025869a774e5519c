"""The PDFs themselves: for screen readers, for presses and for phones, and honest refusals where something is wrong."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
import yaml
from pdf_quality import Pdf, margins_wrong, overlaps_wrong
from pypdfium2 import raw as pdfium
from tools import TEMPLATES, edit, line_of, planned, templates_to_edit
from verify_build import accessible_wrong, decoded

from generator.build.prints import print_sheet, sheet_of, with_symbols
from generator.check.offices import office_of
from generator.journey import prepare
from generator.paper.pages import compact
from generator.paper.sheet import Sheet
from generator.paper.typeset import Press
from generator.problem import HandbookError, Location, Problem
from generator.products.product import Artifact
from generator.products.says import PrintedCode
from generator.read.files import load

RULEBOOKS = ("rulebook/old-street", "rulebook/sunny-garden")
BOARDS = ("board/old-street", "board/sunny-garden")
REPORTS = ("report/old-street", "report/sunny-garden", "report/")
"""The report of all committees is nobody's own."""
PRINTS = (*RULEBOOKS, *BOARDS, *REPORTS)
MM = 72 / 25.4
LONG = f"https://www.example/{'abcdefghij' * 8}"


def printed(root: Path, output: str, committee: str) -> bytes:
    """One print of a handbook."""
    found = print_sheet(sheet(root, output, committee), office_of(load(root), committee))
    assert found.leaks == ()
    return found.content


def sheet(root: Path, output: str, committee: str) -> Sheet:
    """One print of a handbook before it is printed."""
    ready = prepare(root)
    artifact = next(each for each in ready.plan.artifacts if (each.output, each.committee) == (output, committee))
    return sheet_of(ready, artifact)


def unmarked(found: Sheet) -> Sheet:
    """A sheet without what stands on top of a proof."""
    return replace(found, data={**found.data, "marks": [""]})


def unpacked(found: Sheet) -> bytes:
    """A sheet as Typst gives it."""
    return Press(found.templates).pdf(found.template, with_symbols(found.data), found.subject)


def refusal(root: Path, output: str, committee: str) -> Problem:
    """The one problem that keeps a sheet from being printed."""
    with pytest.raises(HandbookError) as caught:
        printed(root, output, committee)
    (problem,) = caught.value.problems
    return problem


@pytest.fixture(scope="module")
def shared(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, for tests that leave it as it is."""
    root = copy_example(tmp_path_factory.mktemp("print"))
    templates_to_edit(root)
    return root


@pytest.fixture(scope="module")
def prints(shared: Path) -> dict[str, bytes]:
    """Every print of the example."""
    return {name: printed(shared, *name.split("/")) for name in PRINTS}


@pytest.fixture(scope="module")
def artifacts(shared: Path) -> dict[str, Artifact]:
    """What the plan says of every file, by path."""
    return {artifact.path: artifact for artifact in planned(prepare(shared).handbook).plan.artifacts}


# --- for screen readers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_is_tagged_titled_chinese_and_brings_its_fonts(prints: dict[str, bytes], name: str) -> None:
    assert list(accessible_wrong(prints[name])) == []


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_is_fit_for_the_archive(prints: dict[str, bytes], name: str) -> None:
    with pikepdf.open(io.BytesIO(prints[name])) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def change(pdf: bytes, how: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF with something changed."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        how(document)
        document.save(changed)
    return changed.getvalue()


def first_font(document: pikepdf.Pdf) -> Any:
    """A font of a page as it is embedded."""
    return next(iter(document.pages[0].Resources.Font.values())).DescendantFonts[0]


@pytest.mark.parametrize(
    ("how", "wrong"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "does not say that it is PDF/UA-1"),
        (lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False), "is not tagged"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "is not tagged"),
        (lambda pdf: pdf.Root.__setitem__("/Lang", "en"), "does not say that it is Chinese"),
        (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "shows its file name instead of its title"),
        (lambda pdf: pdf.docinfo.__delitem__("/Title"), "has no title"),
        (lambda pdf: first_font(pdf).__setitem__("/Subtype", pikepdf.Name.Type3), "has a font of type 3"),
        (lambda pdf: first_font(pdf).__delitem__("/FontDescriptor"), "does not bring its font"),
    ],
)
def test_the_checker_of_prints_sees_what_is_wrong(
    prints: dict[str, bytes], how: Callable[[pikepdf.Pdf], None], wrong: str
) -> None:
    found = list(accessible_wrong(change(prints["board/old-street"], how)))
    assert [complaint for complaint in found if complaint.startswith(wrong)] != []


@pytest.mark.parametrize("name", RULEBOOKS)
def test_the_rulebook_has_a_bookmark_for_every_part_and_chapter(prints: dict[str, bytes], name: str) -> None:
    def titles(outline: list[Any]) -> Iterator[str]:
        for item in outline:
            yield from titles(item) if isinstance(item, list) else [item.title]

    found = "\n".join(titles(pypdf.PdfReader(io.BytesIO(prints[name])).outline))
    for title in ("工作委员会", "社区自治委员会", "制度", "工作例会制度", "接待群众制度", "功能空间", "阅览室"):
        assert title in found
    assert ("四点半课堂" in found) == (name == "rulebook/sunny-garden")


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "rulebook/sunny-garden",
            ["示例区示例街道阳光花园社区居民委员会", "居民来一次，就有一个答复。", "021-5555-0101"],
        ),
        ("board/sunny-garden", ["阳光花园", "021-5555-0101", "老人吃午饭、送餐", "本码不收费、不要求登录"]),
        ("board/old-street", ["老街", "待补充"]),
        ("rulebook/old-street", ["待补充"]),
        ("report/old-street", ["老街", "规范达标情况报告", "两周开一次碰头会"]),
        ("report/", ["老街", "阳光花园", "规范达标情况报告"]),
    ],
)
def test_the_text_can_be_taken_out_as_chinese(prints: dict[str, bytes], name: str, sentences: list[str]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(prints[name]))
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert [sentence for sentence in sentences if sentence not in text] == []
    assert "\ufffd" not in text


# --- for presses and eyes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRINTS)
def test_pages_have_the_exact_size_of_their_paper(prints: dict[str, bytes], name: str) -> None:
    width, height = (594, 841) if name in BOARDS else (420, 297) if name == "report/" else (210, 297)
    with pypdfium2.PdfDocument(prints[name]) as document:
        assert (len(document) == 1) == (name in BOARDS)
        for page in document:
            assert page.get_size() == pytest.approx((width * MM, height * MM), abs=0.5 * MM)
            assert page.get_cropbox() == page.get_mediabox() == page.get_trimbox()


def sizes(pdf: bytes) -> Iterator[tuple[float, str]]:
    """The size in points of every character that shows ink, and the character."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, index))
                if not pdfium.FPDFText_IsGenerated(text, index) and not character.isspace():
                    matrix = pdfium.FS_MATRIX()
                    assert pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
                    scale = (matrix.c**2 + matrix.d**2) ** 0.5
                    yield pdfium.FPDFText_GetFontSize(text, index) * scale, character


@pytest.mark.parametrize("name", PRINTS)
def test_no_text_is_smaller_than_its_sheet_allows(prints: dict[str, bytes], name: str) -> None:
    look = yaml.safe_load((TEMPLATES / "shared" / "look.yml").read_text("utf-8"))
    output = name.split("/", 1)[0]
    smallest = look["rulebook" if output == "report" else output]["smallest"]
    found = list(sizes(Pdf(prints[name], output).bare))  # the mark of a proof is no text of the sheet
    assert len(found) > 300
    assert sorted({character for size, character in found if size < smallest - 0.01}) == []


# --- for phones ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRINTS)
def test_every_code_reads_at_sixty_dots_an_inch_and_leads_to_a_page(
    prints: dict[str, bytes], artifacts: dict[str, Artifact], name: str
) -> None:
    found = sorted(decoded(prints[name]))
    codes = artifacts[f"{name}.pdf"].codes if name not in REPORTS else ()
    assert found == sorted(f"https://HANDBOOK.EXAMPLE/{code}/" for code in codes)
    assert all(f"website/{code}/index.html" in artifacts for code in codes)


def test_the_symbol_stands_beside_each_address() -> None:
    data = {"list": [PrintedCode("0010019", "甲", "https://a.example/")], "text": "乙", "none": None}
    drawn = with_symbols(data)
    assert (drawn["text"], drawn["none"]) == ("乙", None)
    assert drawn["list"][0]["caption"] == "甲"
    assert drawn["list"][0]["url"] == "https://A.EXAMPLE/0010019/"
    assert drawn["list"][0]["svg"].startswith("<svg ")


# --- the same pages, the same bytes ----------------------------------------------------------------------------------


def test_the_same_data_give_the_same_bytes(shared: Path, prints: dict[str, bytes]) -> None:
    assert printed(shared, "board", "sunny-garden") == prints["board/sunny-garden"]


def test_packing_makes_a_file_smaller_and_loses_no_text(shared: Path) -> None:
    rulebook = unmarked(sheet(shared, "rulebook", "old-street"))
    loose = unpacked(rulebook)
    packed = compact(loose)
    assert len(packed) < len(loose)
    texts = [[page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages] for pdf in (loose, packed)]
    assert texts[0] == texts[1]
    assert list(accessible_wrong(packed)) == []
    assert packed == print_sheet(rulebook).content


# --- refusals --------------------------------------------------------------------------------------------------------


def test_a_board_that_is_too_full_is_refused_in_the_authors_words(example: Path) -> None:
    edit(example / "committees/sunny-garden/hours.yml", "服务大厅1号台", "服务大厅1号台" * 2000)
    problem = refusal(example, "board", "sunny-garden")
    assert (problem.rule, problem.location.file) == ("D050", "committees/sunny-garden/committee.yml")
    assert problem.message.startswith("放不下：")
    assert problem.hint == "把那一栏的文字写短些，或少列几项"


@pytest.mark.parametrize(
    ("output", "file", "old", "new"),
    [
        ("doorsign", "committees/sunny-garden/rooms.yml", "booking: 不用预约，到了取号。", f"booking: 看{LONG}"),
        ("doorsign", "content/rooms/hall.md", "  - 不要把银行卡密码告诉别人", f"  - 看{LONG}"),
        ("disclosure", "content/disclosure.yml", "frequency: 每季度一次", f"frequency: {LONG}"),
        ("plates", "committees/sunny-garden/register.yml", "place: 阅览室里", f"place: {LONG}"),
    ],
)
def test_a_run_without_a_break_stays_on_its_sheet(example: Path, output: str, file: str, old: str, new: str) -> None:
    """A long address breaks somewhere, and stands on nothing else."""
    edit(example / file, old, new)
    pdf = Pdf(printed(example, output, "sunny-garden"), output)
    assert [*margins_wrong(pdf), *overlaps_wrong(pdf)] == []
    assert LONG in pdf.reading


def test_a_character_no_font_has_is_refused_before_anything_is_printed(example: Path) -> None:
    file = example / "committees/old-street/committee.yml"
    edit(file, "一条老街", "一条𠮷街")
    problem = refusal(example, "board", "old-street")
    place = Location("committees/old-street/committee.yml", line_of(file, "一条𠮷街"), 15)
    assert (problem.rule, problem.location) == ("X6", place)
    assert problem.message == "字库里没有“𠮷”（U+20BB7）"


def test_a_character_that_came_in_by_a_back_door_is_no_tofu_either(example: Path) -> None:
    with (example / "content/rules/meeting.md").open("a", encoding="utf-8") as file:
        file.write("\n没有字库有的字：&#x20BB7;\n")
    problem = refusal(example, "rulebook", "old-street")
    assert problem.rule in ("X6", "D041")
    assert "𠮷" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#let size =", "#nonsense\n#let size =", "排版模板出错：没有“nonsense”这个名称"),
        ("#let size =", '#panic("坏了")\n#let size =', "坏了"),
        (
            "#let size =",
            '#set text(font: "No Such Font")\n#let size =',
            "排版模板出错：没有“no such font”这种字体",
        ),
    ],
)
def test_a_mistake_in_a_print_template_is_named_at_its_line(example: Path, old: str, new: str, message: str) -> None:
    template = templates_to_edit(example) / "board" / "board.typ"
    edit(template, old, new)
    problem = refusal(example, "board", "old-street")
    assert problem.rule == "D041"
    assert problem.message == message
    assert (problem.location.file, problem.location.line) == (
        "templates/board/board.typ",
        line_of(template, new.split("\n", 1)[0]),
    )
    assert problem.hint.startswith("排的是 committees/old-street/committee.yml 的内容")
