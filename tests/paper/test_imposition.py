"""Booklets and tiles: each page and each point once, in its place, no code divided; and what a file takes to print."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TypeVar

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pdf_quality import QR_CODE, decoded
from PIL import Image, ImageChops, ImageOps
from tools import TEMPLATES, edit, templates_to_edit

from generator.build.prints import plain_codes, print_sheet, sheet_of, with_symbols
from generator.journey import prepare
from generator.paper import ink, tiling
from generator.paper import tiles as tiles_
from generator.paper.booklet import booklet, spreads
from generator.paper.finish import FINISHES, MARKS, marked, set_pages
from generator.paper.ink import printing_needs
from generator.paper.pages import MM, Data, compact, pdf_bytes
from generator.paper.sheet import Sheet
from generator.paper.tiles import UndescribedError, tile_facts, tiled
from generator.paper.tiling import BLEED, CLEAR, EDGE, FLAP, PAPERS, Box, Code, DividedError, Tiling, cuts
from generator.paper.typeset import Press
from generator.problem import HandbookError
from generator.products.catalogue import FORMS
from generator.read.yaml import tree

T = TypeVar("T")

SHEETS = ("board", "disclosure", "rulebook", "forms")
PIXELS = 4
"""Dots a millimetre, in pictures that are laid over one another."""

DOTS = PIXELS / MM * (1 - 1e-5)
"""The same for a point; a little less, since a page that is a hair too wide would be given one dot more."""


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(TEMPLATES)


@pytest.fixture(scope="module")
def sheets(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheet]:
    """Prints of the example before they are printed."""
    ready = prepare(copy_example(tmp_path_factory.mktemp("imposition")))
    wanted = {artifact.output: artifact for artifact in ready.plan.artifacts if artifact.committee == "sunny-garden"}
    found = {output: sheet_of(ready, wanted[output]) for output in SHEETS}
    return {output: replace(sheet, codes=plain_codes(sheet.data)) for output, sheet in found.items()}


@pytest.fixture(scope="module")
def pages(sheets: dict[str, Sheet], press: Press) -> dict[str, bytes]:
    """The same as Typst sets them."""
    return {
        output: press.pdf(sheet.template, with_symbols(sheet.data), sheet.subject) for output, sheet in sheets.items()
    }


@pytest.fixture(scope="module")
def marks(press: Press) -> Callable[[Data], bytes]:
    return lambda facts: press.pdf(MARKS, facts, "committees/x/committee.yml")


def pictures(pdf: bytes, scale: float) -> list[Image.Image]:
    """Each page in grey; `scale` is dots a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=scale, grayscale=True).to_pil() for page in document]


def is_white(picture: Image.Image) -> bool:
    """Whether nothing is drawn there."""
    return picture.getextrema() == (255, 255)


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ only where an edge falls on half a dot: eight by eight dots are the same grey."""
    small = [picture.reduce(8) for picture in (one, other)]
    return ImageChops.difference(*small).getextrema()[1] < 40


def texts(pdf: bytes) -> list[str]:
    """The text of each page, without white."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def blank(width: float, height: float, count: int, draw: bytes = b"") -> bytes:
    """A PDF of empty pages, in millimetres, or with something drawn."""
    document = pikepdf.new()
    for _ in range(count):
        page = document.add_blank_page(page_size=(width * MM, height * MM))
        page.obj.Contents = document.make_stream(draw)
    document.Root.ViewerPreferences = pikepdf.Dictionary()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def claims_nothing(pdf: bytes) -> bool:
    """Whether a file says nothing of standards or tags, in whatever way."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        said = document.Root.Metadata.read_bytes()
        left = {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Dests"} & set(document.Root.keys())
    return not left and not [word for word in (b"pdfuaid:part", b"pdfaid:", b"NPages") if word in said]


# --- booklets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "sides"),
    [
        (1, [(None, 0), (None, None)]),
        (2, [(1, 0), (None, None)]),
        (4, [(3, 0), (1, 2)]),
        (6, [(5, 0), (1, None), (None, 2), (3, 4)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_pages_of_a_booklet_follow_one_another_once_it_is_folded(
    count: int, sides: list[tuple[int | None, ...]]
) -> None:
    assert list(spreads(count)) == sides


@pytest.mark.parametrize("count", range(1, 30))
def test_every_page_is_in_a_booklet_once_and_turning_leaves_reads_on(count: int) -> None:
    sides = list(spreads(count))
    assert len(sides) % 2 == 0
    fronts, backs = sides[::2], sides[1::2]
    read = [half for front, back in zip(fronts, backs, strict=True) for half in (front[1], back[0])]
    read += [half for front, back in reversed(list(zip(fronts, backs, strict=True))) for half in (back[1], front[0])]
    assert [page for page in read if page is not None] == list(range(count))
    assert read[0] == 0
    assert count == 1 or read[-1] == count - 1


def test_a_booklet_shows_each_page_where_it_belongs(pages: dict[str, bytes]) -> None:
    """Each half of each side is the picture of its page; pages that lie across are turned."""
    plain, folded = pictures(pages["forms"], 1), pictures(booklet(pages["forms"]), 1)
    sides = list(spreads(len(plain)))
    assert len(folded) == len(sides)
    assert len({picture.size for picture in plain}) == 2
    for picture, pair in zip(folded, sides, strict=True):
        middle = picture.width // 2
        for number, left in zip(pair, (0, middle), strict=True):
            half = picture.crop((left, 0, left + middle, picture.height))
            if number is None:
                assert is_white(half)
            else:
                page = plain[number]
                upright = page if page.width < page.height else page.transpose(Image.Transpose.ROTATE_90)
                assert alike(upright.crop((0, 0, *half.size)), half)


@pytest.mark.parametrize(
    ("page", "paper"), [((148, 210), "A4"), ((210, 297), "A3"), ((297, 210), "A3"), ((100, 150), "200×150 mm")]
)
def test_a_booklet_takes_paper_of_twice_the_size(page: tuple[float, float], paper: str) -> None:
    assert printing_needs(booklet(blank(*page, 5))) == {"pages": 4, "paper": paper, "colour_pages": 0}


def test_a_booklet_keeps_title_language_text_and_codes_and_claims_nothing(pages: dict[str, bytes]) -> None:
    before, after = pages["rulebook"], booklet(pages["rulebook"])
    with pikepdf.open(io.BytesIO(before)) as one, pikepdf.open(io.BytesIO(after)) as other:
        assert other.docinfo.Title == one.docinfo.Title
        assert (other.Root.Lang, other.Root.ViewerPreferences.Duplex) == (one.Root.Lang, "/DuplexFlipShortEdge")
        assert other.Root.ViewerPreferences.DisplayDocTitle is True
    assert not claims_nothing(before)
    assert claims_nothing(after)
    assert Counter("".join(texts(after))) == Counter("".join(texts(before)))
    assert sorted(decoded(after)) == sorted(decoded(before))


@pytest.mark.parametrize("output", ["rulebook", "forms"])
def test_the_same_pages_give_the_same_booklet(pages: dict[str, bytes], output: str) -> None:
    found = booklet(pages[output])
    assert booklet(pages[output]) == found
    assert len(found) < len(pages[output])


# --- where a sheet is cut --------------------------------------------------------------------------------------------


def test_a_side_that_fits_is_not_cut() -> None:
    assert cuts(188, 188, []) == (0, 188)


def test_cuts_are_few_even_and_on_whole_millimetres() -> None:
    assert cuts(594, 275, []) == (0, 198, 396, 594)


@pytest.mark.parametrize("length", [189, 300, 420, 594, 841, 1189, 2400])
@pytest.mark.parametrize("room", [188, 275, 398])
@pytest.mark.parametrize("seed", range(8))
def test_no_cut_divides_a_code_and_no_tile_is_too_large(length: int, room: int, seed: int) -> None:
    random = Random(seed)
    begins = [random.uniform(0, length - 60) for _ in range(1 + seed % 4)]
    codes = [(f"码{number}", begin, begin + 25 + 10 * (seed % 4)) for number, begin in enumerate(begins)]
    try:
        found = cuts(length, room, codes)
    except DividedError as error:
        assert set(error.codes) <= {words for words, _, _ in codes}
        assert error.codes
        return
    assert (found[0], found[-1]) == (0, length)
    assert sorted(set(found)) == list(found)
    for cut in found[1:-1]:
        assert cut == int(cut)
        assert all(cut <= begin - CLEAR or cut >= end + CLEAR for _, begin, end in codes)
    for one, next_one in pairwise(found):
        begins_at, ends_at = tiling.shown(one, next_one, length)
        assert ends_at - begins_at <= room


@pytest.mark.parametrize(("begin", "end"), [(40.0, 55.0), (40.0, 48.0), (43.0, 55.0), (41.5, 49.5), (80.0, 99.0)])
def test_two_tiles_do_where_any_single_cut_would(begin: float, end: float) -> None:
    """By trying every cut of a side that is a little too long for one tile."""
    free = [cut for cut in range(1, 100) if cut <= begin - CLEAR or cut >= end + CLEAR]
    possible = [cut for cut in free if cut + FLAP <= 60 and 100 - cut + BLEED <= 60]
    found = cuts(100, 60, [("码", begin, end)])
    assert len(found) == (3 if possible else 4)
    if possible:
        assert found[1] == min(possible, key=lambda cut: abs(cut - 50))


def test_a_code_too_large_for_a_tile_is_named() -> None:
    with pytest.raises(DividedError) as caught:
        tiling.tiling(594, 841, [Code("二维码：大码", Box(20, 20, 420, 420))], "a4")
    assert caught.value.codes == ("二维码：大码",)


@pytest.mark.parametrize(
    ("width", "height", "paper", "lies", "count"),
    [
        (594, 841, "a3", (420, 297), 8),
        (594, 841, "a4", (297, 210), 15),
        (841, 594, "a4", (210, 297), 15),
        (420, 594, "a3", (297, 420), 4),
        (188, 275, "a4", (210, 297), 1),
        (275, 188, "a4", (297, 210), 1),
    ],
)
def test_paper_lies_so_that_the_fewest_sheets_are_needed(
    width: float, height: float, paper: str, lies: tuple[float, float], count: int
) -> None:
    found = tiling.tiling(width, height, [], paper)
    assert (found.paper, found.count) == (lies, count)


# --- tiles -----------------------------------------------------------------------------------------------------------


def plans(pdf: bytes, sheet: Sheet, paper: str) -> list[tuple[Tiling, list[Code]]]:
    """How each page of a sheet is cut, and its codes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        sizes = [[float(side) / MM for side in page.mediabox[2:]] for page in document.pages]
        found = tiles_.codes_by_page(document, plain_codes(sheet.data)).values()
        return [
            (tiling.tiling(round(width), round(height), codes, paper), codes)
            for (width, height), codes in zip(sizes, found, strict=True)
        ]


def by_plan(found: Sequence[T], cut: Sequence[tuple[Tiling, list[Code]]]) -> Iterator[tuple[T, list[T]]]:
    """The plan and the tiles of each page of a sheet, among things there is one of for each page of the file."""
    begin = 0
    for plan, _ in cut:
        yield found[begin], list(found[begin + 1 : begin + 1 + plan.count])
        begin += 1 + plan.count
    assert begin == len(found)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("output", ["board", "disclosure"])
def test_every_point_of_a_sheet_is_on_a_tile_and_neighbours_overlap(
    pages: dict[str, bytes], sheets: dict[str, Sheet], output: str, paper: str
) -> None:
    for plan, _ in plans(pages[output], sheets[output], paper):
        width, height = plan.columns[-1], plan.rows[-1]
        seen = Counter(
            (x, y)
            for tile in plan.tiles()
            for x in range(round(tile.adds.left), round(tile.adds.right))
            for y in range(round(tile.adds.top), round(tile.adds.bottom))
        )
        assert len(seen) == seen.total() == width * height
        for tile in plan.tiles():
            assert plan.paper[0] - 2 * EDGE >= tile.shows.right - tile.shows.left
            assert plan.paper[1] - 2 * EDGE >= tile.shows.bottom - tile.shows.top
            assert tile.shows.right == width or tile.shows.right - tile.adds.right >= 10
            assert tile.shows.bottom == height or tile.shows.bottom - tile.adds.bottom >= 10


@pytest.mark.parametrize("output", ["board", "disclosure"])
def test_the_tags_tell_where_each_code_is(pages: dict[str, bytes], sheets: dict[str, Sheet], output: str) -> None:
    """As a phone finds them in a picture, each inside its box with the quiet zone around it."""
    shots = pictures(pages[output], 2 / MM)
    for (_, codes), shot in zip(plans(pages[output], sheets[output], "a4"), shots, strict=True):
        seen = zxingcpp.read_barcodes(shot, formats=QR_CODE)
        assert len(seen) == len(codes)
        for symbol in seen:
            where = symbol.position
            x = (where.top_left.x + where.bottom_right.x) / 4
            y = (where.top_left.y + where.bottom_right.y) / 4
            (code,) = (one for one in codes if one.box.left < x < one.box.right and one.box.top < y < one.box.bottom)
            assert code.words.rpartition(" ")[2].rpartition("/")[2] in symbol.text
            drawn = abs(where.bottom_right.x - where.top_left.x) / 2
            assert 0.6 < drawn / (code.box.right - code.box.left) < 0.9
    assert sum(len(codes) for _, codes in plans(pages[output], sheets[output], "a4")) > 0


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("output", ["board", "disclosure"])
def test_tiles_glued_together_are_the_sheet(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes], output: str, paper: str
) -> None:
    cut, wholes = plans(pages[output], sheets[output], paper), pictures(pages[output], DOTS)
    parts = by_plan(pictures(tiled(pages[output], paper, sheets[output].codes, marks), DOTS), cut)
    for (plan, codes), whole, (_, shots) in zip(cut, wholes, parts, strict=True):
        joined = Image.new("L", whole.size, 255)
        for tile, shot in zip(plan.tiles(), shots, strict=True):
            across, down = ((EDGE - side) * PIXELS for side in tile.shows[:2])
            left, top, right, bottom = (round(side * PIXELS) for side in tile.adds)
            x, y = round(across) + left, round(down) + top
            joined.paste(shot.crop((x, y, x + right - left, y + bottom - top)), (left, top))
        assert alike(joined, whole)
        read = zxingcpp.read_barcodes(joined.reduce(2), formats=QR_CODE)
        assert len({found.text for found in read}) == len(codes)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("output", ["board", "disclosure"])
def test_every_code_reads_on_a_tile_by_itself(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes], output: str, paper: str
) -> None:
    shots = pictures(tiled(pages[output], paper, sheets[output].codes, marks), 60 / 72)
    found = [
        symbol.text
        for _, tiles in by_plan(shots, plans(pages[output], sheets[output], paper))
        for shot in tiles
        for symbol in zxingcpp.read_barcodes(shot, formats=QR_CODE)
    ]
    assert sorted(found) == sorted(decoded(pages[output]))


def test_marks_and_words_stand_in_the_strip_and_nowhere_on_the_picture(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes]
) -> None:
    """What is printed besides the picture is inside what an office printer reaches, and outside the picture."""
    cut = plans(pages["board"], sheets["board"], "a4")
    facts = [tile_facts((plan.columns[-1], plan.rows[-1]), plan) for plan, _ in cut]
    shots = pictures(marks({"title": "宣传栏", "sheets": facts}), DOTS)
    begin, reach = int(EDGE * PIXELS), tiling.MARGIN * PIXELS - 1
    for (plan, _), (_, tiles) in zip(cut, by_plan(shots, cut), strict=True):
        for tile, shot in zip(plan.tiles(), tiles, strict=True):
            box = ImageOps.invert(shot).getbbox()
            assert box
            assert min(box[0], box[1], shot.width - box[2], shot.height - box[3]) >= reach
            width, height = tile.shows.right - tile.shows.left, tile.shows.bottom - tile.shows.top
            assert is_white(shot.crop((begin, begin, begin + int(width * PIXELS), begin + int(height * PIXELS))))
            place = round((EDGE + tile.adds.left - tile.shows.left) * PIXELS)
            assert shot.crop((place - 1, 0, place + 2, begin - PIXELS)).getextrema()[0] < 200


def test_each_tile_says_which_it_is_and_a_plan_comes_first(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes]
) -> None:
    cut = plans(pages["board"], sheets["board"], "a4")
    for (plan, _), (first, tiles) in zip(
        cut, by_plan(texts(tiled(pages["board"], "a4", sheets["board"].codes, marks)), cut), strict=True
    ):
        width, height = plan.columns[-1], plan.rows[-1]
        assert ("（第1页）" in first or "（第2页）" in first) == (len(cut) > 1)
        for word in ("拼贴图", f"A4纸{plan.count}张", f"{width:.0f}mm", f"{height:.0f}mm", "实际大小", "扫一遍"):
            assert word in first
        for number, (tile, text) in enumerate(zip(plan.tiles(), tiles, strict=True), 1):
            assert f"第{tile.row}行第{tile.column}列第{number}张，共{plan.count}张" in text
            assert f"{tile.row}-{tile.column}" in first


def test_each_page_of_several_has_its_own_plan(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes]
) -> None:
    with pikepdf.open(io.BytesIO(pages["disclosure"])) as document:
        document.pages.append(document.pages[0])
        file = io.BytesIO()
        document.save(file)
    found = texts(tiled(file.getvalue(), "a3", sheets["disclosure"].codes, marks))
    assert [number for number, text in enumerate(found) if "拼贴图" in text] == [0, len(found) // 2]
    assert "（第1页）" in found[0]
    assert "（第2页）" in found[len(found) // 2]


def test_tiles_claim_nothing_and_are_the_same_each_time(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes]
) -> None:
    found = tiled(pages["disclosure"], "a3", sheets["disclosure"].codes, marks)
    assert claims_nothing(found)
    assert tiled(pages["disclosure"], "a3", sheets["disclosure"].codes, marks) == found
    assert printing_needs(found) == {"pages": 5, "paper": "A3", "colour_pages": 5}
    with pikepdf.open(io.BytesIO(found)) as document, pikepdf.open(io.BytesIO(pages["disclosure"])) as before:
        assert (document.docinfo.Title, document.Root.Lang) == (before.docinfo.Title, before.Root.Lang)


def test_a_file_without_tags_is_not_cut_blindly(marks: Callable[[Data], bytes]) -> None:
    with pytest.raises(ValueError, match="without tags"):
        tiled(blank(594, 841, 1), "a4", (), marks)


# --- from a sheet's data to the finished file ------------------------------------------------------------------------


@pytest.mark.parametrize("finish", ["", "booklet", "tiled-a3", "tiled-a4"])
def test_a_sheet_is_finished_as_it_says(
    sheets: dict[str, Sheet],
    marks: Callable[[Data], bytes],
    finish: str,
) -> None:
    found = print_sheet(replace(sheets["board"], finish=finish))
    before = set_pages(replace(sheets["board"], data=with_symbols(sheets["board"].data)))
    wanted = {
        "": lambda: compact(before),
        "booklet": lambda: booklet(before),
        "tiled-a3": lambda: tiled(before, "a3", sheets["board"].codes, lambda facts: marks(facts | {"proof": True})),
        "tiled-a4": lambda: tiled(before, "a4", sheets["board"].codes, lambda facts: marks(facts | {"proof": True})),
    }
    assert found.content == wanted[finish]()
    assert found.takes == printing_needs(found.content)
    assert found.leaks == ()


@pytest.mark.parametrize("output", SHEETS)
def test_the_band_of_a_proof_is_the_same_set_with_the_page_or_laid_over_it(
    sheets: dict[str, Sheet], pages: dict[str, bytes], press: Press, output: str
) -> None:
    together = set_pages(replace(sheets[output], data=with_symbols(sheets[output].data)))
    laid_over = marked(pages[output], sheets[output], press)
    assert texts(together) == texts(laid_over) != texts(pages[output])
    assert all(map(alike, pictures(together, DOTS / 2), pictures(laid_over, DOTS / 2)))


def test_every_finish_of_a_variant_is_one_there_is() -> None:
    assert {form.variant.finish for form in FORMS.values()} - {""} <= FINISHES.keys()


def test_personal_data_are_found_however_the_pages_are_laid(sheets: dict[str, Sheet]) -> None:
    """A number that the cut runs through is read on the sheet, not on the tiles."""
    data = {**sheets["disclosure"].data}
    data["committee"] = {**data["committee"], "short_name": "张样例13812345678"}
    for finish in ("", "tiled-a4", "booklet"):
        assert print_sheet(replace(sheets["disclosure"], data=data, finish=finish)).leaks != ()


def test_a_sheet_whose_code_would_be_divided_is_refused_in_the_authors_words(
    sheets: dict[str, Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiling, "CLEAR", 200.0)
    with pytest.raises(HandbookError) as caught:
        print_sheet(replace(sheets["board"], finish="tiled-a4"))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location.file) == ("D051", sheets["board"].subject)
    assert problem.message.startswith("放不下：用A4纸拼，怎么裁都会把码裁开：二维码：")
    assert problem.hint == "换大一号的纸拼，或者让打印店整张打印"


def test_a_code_is_known_by_its_address_in_whatever_words(
    pages: dict[str, bytes], sheets: dict[str, Sheet], marks: Callable[[Data], bytes]
) -> None:
    """A template of another language describes it otherwise; where none does, no cut is made blindly."""
    codes = sheets["board"].codes

    def described(words: Callable[[str], str]) -> bytes:
        with pikepdf.open(io.BytesIO(pages["board"])) as document:
            for figure in tiles_._figures(document.Root.StructTreeRoot.K):
                figure.Alt = words(str(figure.Alt))
            return pdf_bytes(document)

    assert len(codes) > 3
    assert plans(described(lambda words: "Code, " + words[4:]), sheets["board"], "a4")
    with pytest.raises(UndescribedError) as caught:
        tiled(described(lambda words: words.replace(codes[1], "")), "a4", codes, marks)
    assert caught.value.addresses == (codes[1],)


def test_a_template_that_does_not_describe_its_codes_is_told_what_to_write(
    sheets: dict[str, Sheet], tmp_path: Path
) -> None:
    templates = templates_to_edit(tmp_path)
    edit(templates / "shared/look.typ", '。网址 " + code.plain', '"')
    with pytest.raises(HandbookError) as caught:
        print_sheet(replace(sheets["board"], templates=templates, finish="tiled-a4"))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location.file) == ("D041", "templates/board/board.typ")
    assert all(address in problem.message for address in sheets["board"].codes)
    assert "code.plain" in problem.hint


# --- what a file takes to print --------------------------------------------------------------------------------------


def test_what_a_print_takes(pages: dict[str, bytes]) -> None:
    assert printing_needs(pages["disclosure"]) == {"pages": 1, "paper": "A2", "colour_pages": 1}
    forms = printing_needs(pages["forms"])
    assert (forms["paper"], forms["colour_pages"]) == ("A4", 0)


def hue(picture: Image.Image) -> int:
    """How far red and green or green and blue of a dot lie apart at most."""
    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue), (red, blue))
    return max(ImageChops.difference(*pair).getextrema()[1] for pair in pairs)


def test_colour_pages_are_those_that_show_colour(pages: dict[str, bytes]) -> None:
    """The same count as in a picture, where red, green and blue of some dot lie apart."""
    for pdf in (pages["rulebook"], pages["forms"]):
        with pypdfium2.PdfDocument(pdf) as document:
            seen = [page.render(scale=1).to_pil().convert("RGB") for page in document]
        coloured = sum(hue(shot) > 40 for shot in seen)
        assert printing_needs(pdf)["colour_pages"] == coloured


@pytest.mark.parametrize(
    ("drawn", "colour"),
    [
        (b"0 g 0 0 9 9 re f", 0),
        (b"0.11 0.106 0.098 rg 0 0 9 9 re f", 0),
        (b"0.04 0.33 0.31 rg 0 0 9 9 re f", 1),
        (b"0.04 0.33 0.31 RG 0 0 9 9 re S", 1),
        (b"0 0 0 1 k 0 0 9 9 re f", 0),
        (b"0 1 1 0 K 0 0 9 9 re S", 1),
        (b"/DeviceRGB cs 1 0 0 scn 0 0 9 9 re f", 1),
        (b"/DeviceRGB CS 1 1 1 SCN 0 0 9 9 re S", 0),
        (b"/DeviceGray cs 0.5 sc 0 0 9 9 re f", 0),
        (b"BT (1 0 0 rg) Tj ET", 0),
    ],
)
def test_greys_are_no_colour(drawn: bytes, colour: int) -> None:
    assert printing_needs(blank(100, 100, 2, drawn))["colour_pages"] == 2 * colour


@pytest.mark.parametrize(
    ("space", "colour"), [("/DeviceGray", 0), ("/DeviceRGB", 1), ("[/Indexed /DeviceGray 1 <00ff>]", 0)]
)
def test_pictures_and_forms_within_forms_are_looked_at(space: str, colour: int) -> None:
    with pikepdf.open(io.BytesIO(blank(100, 100, 1, b"/Outer Do"))) as document:
        image = document.make_stream(b"\0\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        image.update({"/Width": 1, "/Height": 1, "/BitsPerComponent": 8})
        image["/ColorSpace"] = pikepdf.Object.parse(space.encode())
        form = document.make_stream(b"/Image Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form["/BBox"] = pikepdf.Array([0, 0, 9, 9])
        form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Image=image))
        document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Outer=form))
        file = io.BytesIO()
        document.save(file)
    assert printing_needs(file.getvalue())["colour_pages"] == colour


def test_the_greys_of_the_look_are_greys_and_its_accents_are_not() -> None:
    look = tree((TEMPLATES / "shared" / "look.yml").read_bytes(), "look.yml")["light"]
    greys = {"paper", "card", "line", "ink", "quiet"}
    for name, value in look.items():
        parts = [int(str(value)[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        assert (max(parts) - min(parts) <= ink.GREY) == (name in greys), name


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [(210, 297, "A4"), (297, 210, "A4"), (594, 841, "A1"), (841, 1189, "A0"), (600, 1200, "600×1200 mm")],
)
def test_paper_has_its_name_whichever_way_it_lies(width: float, height: float, name: str) -> None:
    assert ink.paper_name(width, height) == name


def test_several_papers_are_all_told(pages: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(pages["disclosure"])) as document, pikepdf.open(io.BytesIO(pages["forms"])) as other:
        document.pages.extend(other.pages)
        file = io.BytesIO()
        document.save(file)
    assert printing_needs(file.getvalue())["paper"] == "A2、A4"
