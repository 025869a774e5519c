"""What was made, as people who print and hang it up read it: the table at the end of a build, and prints.csv."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from tools import edit, tree

from generator.build import manifest, print_list
from generator.build.earlier import nothing_changed
from generator.build.print_list import Print, aligned, csv_text, prints, table
from generator.build.request import Request
from generator.cli import main
from generator.journey import build
from generator.model.handbook import Handbook
from generator.model.register import Register
from generator.products.catalogue import FORMS, PRODUCTS

REGISTER = "committees/sunny-garden/register.yml"


def record(output: str, variant: str = "", committee: str = "sunny-garden", **takes: Any) -> dict[str, Any]:
    """A print's record of build.json."""
    path = f"{output}/{committee or 'overview'}{'-' + variant if variant else ''}.pdf"
    known = {"path": path, "output": output, "variant": variant, "committee": committee}
    return {**known, "pages": 1, "paper": "A4", "colour_pages": 0, **takes}


def one(handbook: Handbook, *arguments: str, **takes: Any) -> Print:
    """What is told of one print."""
    (found,) = prints(handbook, [record(*arguments, **takes)])
    return found


def made_by(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main.main, ["build", *map(str, arguments)])
    assert result.exit_code == 0, result.stderr
    return result


def rows(root: Path) -> list[dict[str, str]]:
    """The list beside build.json, as Excel reads it."""
    content = (root / "build" / print_list.NAME).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- facts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "variant", "pages", "sheets"),
    [
        ("rulebook", "", 5, 3),
        ("rulebook", "large", 4, 2),
        ("rulebook", "booklet", 4, 2),
        ("guide", "", 1, 1),
        ("guide", "", 2, 1),
        ("forms", "", 3, 2),
        ("board", "", 2, 2),
        ("board", "tiled-a4", 16, 16),
        ("doorsign", "", 8, 8),
    ],
)
def test_books_are_printed_on_both_sides(
    handbook: Handbook, output: str, variant: str, pages: int, sheets: int
) -> None:
    found = one(handbook, output, variant, pages=pages, colour_pages=1)
    assert (found.sheets, found.both_sides) == (sheets, sheets < pages or output == "guide")
    assert (found.colour_pages, found.black_pages) == (1, pages - 1)


def test_every_booklet_is_printed_on_both_sides_and_no_tile_is() -> None:
    """Tiles are glued together, so nothing may stand on their backs."""
    sides = {form.variant.finish: {True, False} for form in FORMS.values()}
    for form in FORMS.values():
        sides[form.variant.finish] &= {form.both_sides}
    assert sides["booklet"] == {True}
    assert sides["tiled-a3"] == sides["tiled-a4"] == {False}


def test_a_print_goes_where_the_register_says(handbook: Handbook) -> None:
    register = next(each for each in handbook.committees if each.slug == "sunny-garden").register
    assert register.rulebook
    assert one(handbook, "rulebook").place == register.rulebook.place
    for output, kind in (("board", handbook.policy.boards.kind), ("disclosure", handbook.disclosure.board_kind)):
        known = [board.place for board in register.boards if board.kind == kind]
        assert one(handbook, output).place == (known[0] if known else "—")
    assert one(handbook, "board").place != "—"


REGISTERED = ("board", "disclosure", "rulebook")
"""The products whose place the committee's register tells."""


@pytest.mark.parametrize("output", REGISTERED)
def test_a_place_nobody_knows_is_a_dash(handbook: Handbook, output: str) -> None:
    committees = [replace(each, register=Register()) for each in handbook.committees]
    assert one(replace(handbook, committees=tuple(committees)), output).place == "—"


@pytest.mark.parametrize("output", [name for name, product in PRODUCTS.items() if product.data])
def test_every_product_has_a_place_in_words_or_in_the_data(handbook: Handbook, output: str) -> None:
    """Only what the register tells of is nowhere where there is no register."""
    unregistered = replace(handbook.committees[0], register=Register())
    assert (FORMS[output].place(handbook, unregistered) is None) == (output in REGISTERED)
    own = PRODUCTS[output].subdistrict
    assert FORMS[output].place(handbook, None) == ("存档，不张贴" if own else None)


def test_web_pages_are_no_prints_and_prints_come_by_path(handbook: Handbook) -> None:
    page = {"path": "website/index.html", "output": "website", "variant": "", "committee": ""}
    found = prints(handbook, [record("rulebook"), page, record("board", "a0"), record("report", "", "")])
    assert [each.path for each in found] == [
        "board/sunny-garden-a0.pdf",
        "report/overview.pdf",
        "rulebook/sunny-garden.pdf",
    ]
    assert [each.product for each in found] == ["board-a0", "report", "rulebook"]
    assert [each.committee for each in found] == ["阳光花园", "", "阳光花园"]


# --- the table -------------------------------------------------------------------------------------------------------

BOARD = Print("board/a.pdf", "board", "甲", 1, "A1", 1, False, 1, "大厅正面墙")
BOOK = Print("rulebook/甲.pdf", "rulebook", "甲", 104, "A4、A3", 52, True, 78, "阅览室")


def test_columns_stand_under_each_other_on_a_screen() -> None:
    assert list(table([BOARD, BOOK], "build/prints.csv")) == [
        "文件              页  纸    用纸  彩色  黑白  放在哪里",
        "board/a.pdf        1  A1       1     1     0  大厅正面墙",
        "rulebook/甲.pdf  104  混合    52    78    26  阅览室",
    ]


def test_nothing_made_is_no_table() -> None:
    assert list(table([], "build/prints.csv")) == []


def test_many_files_are_summed_by_product() -> None:
    boards = [replace(BOARD, path=f"board/{number}.pdf") for number in range(30)]
    assert len(list(table(boards, "x"))) == 31
    assert list(table([*boards, BOOK], "build/prints.csv")) == [
        "成品      文件   页  纸    用纸  彩色  黑白",
        "board       30   30  A1      30    30     0",
        "rulebook     1  104  混合    52    78    26",
        "合计        31  134  混合    82   108    26",
        "全部清单见 build/prints.csv",
    ]


def test_no_line_ends_in_spaces() -> None:
    assert list(aligned([("一", "二"), ("长长长", "")])) == ["一      二", "长长长"]


# --- a build ---------------------------------------------------------------------------------------------------------


def test_a_build_tells_what_to_print_and_where_it_goes(example: Path) -> None:
    result = made_by("board", "rulebook", "--root", example, "--jobs", "1")
    lines = result.stdout.splitlines()
    assert lines[0] == f"{example / 'build'}/"
    assert lines[1].split() == ["文件", "页", "纸", "用纸", "彩色", "黑白", "放在哪里"]
    assert len({print_list.width(line[: line.index(".pdf")]) for line in lines[2:4]}) == 2
    listed = {row["文件"]: row for row in rows(example)}
    for line in lines[2:]:
        path, pages, paper, sheets, colour, black, where = line.split(maxsplit=6)
        row = listed[path]
        with pypdfium2.PdfDocument(example / "build" / path) as document:
            assert len(document) == int(pages) == int(row["页数"]) == int(colour) + int(black)
        assert (row["纸"], row["用纸（张）"], row["彩色页"], row["黑白页"]) == (paper, sheets, colour, black)
        assert row["放在哪里"] == where
    assert len(lines) == 2 + len(listed)
    assert listed["rulebook/sunny-garden.pdf"]["单双面"] == "双面"
    assert listed["board/old-street.pdf"]["单双面"] == "单面"


def test_the_list_holds_what_earlier_builds_made(example: Path) -> None:
    made_by("forms", "--root", example, "--jobs", "1")
    first = {row["文件"]: row for row in rows(example)}
    result = made_by("disclosure", "--root", example, "--jobs", "1")
    second = {row["文件"]: row for row in rows(example)}
    assert "forms/" not in result.stdout
    assert {path: row for path, row in second.items() if path in first} == first
    assert {path.split("/")[0] for path in second} == {"forms", "disclosure"}


def test_a_place_that_changes_changes_in_the_list(example: Path) -> None:
    made_by("disclosure", "--root", example, "--jobs", "1")
    assert "大门外东墙" in {row["放在哪里"] for row in rows(example)}
    edit(example / REGISTER, "place: 大门外东墙", "place: 大门外西墙")
    made_by("forms", "--root", example, "--jobs", "1")
    places = {row["文件"]: row["放在哪里"] for row in rows(example)}
    assert places["disclosure/sunny-garden.pdf"] == "大门外西墙"


def test_a_damaged_list_is_written_again(example: Path) -> None:
    made_by("forms", "--root", example, "--jobs", "1")
    whole = tree(example / "build")
    assert made_by("forms", "--root", example).stderr == "没有变化，成品是最新的。\n"
    (example / "build" / print_list.NAME).write_text("")
    assert not nothing_changed(Request(example, example / "build", ("forms",)))
    result = made_by("forms", "--root", example)
    assert "没有变化" not in result.stderr
    assert result.stdout == ""
    assert tree(example / "build") == whole


def test_the_list_is_the_same_each_time_and_in_the_manifest(example: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        build(Request(example, tmp_path / folder, ("forms", "report"), jobs=1))
    one, two = ((tmp_path / folder / print_list.NAME).read_bytes() for folder in ("one", "two"))
    assert one == two
    (said,) = manifest.read(tmp_path / "one").lists
    assert said["path"] == print_list.NAME
    assert manifest.matches(said, one)


def test_a_text_with_commas_stays_one_cell() -> None:
    text = csv_text([replace(BOARD, place='大厅,取号机"右边"')])
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["放在哪里"] == '大厅,取号机"右边"'
    assert text.count("\r\n") == 2


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u3000=", "\t@"]
)
def test_no_cell_is_a_formula(handbook: Handbook, begins: str) -> None:
    """Excel and WPS work out what begins so, in whichever width; an apostrophe before it makes it a text."""
    cell = f"{begins}HYPERLINK(1)"
    file = replace(one(handbook, "board"), path=cell, committee=cell, paper=cell, place=cell)
    (found,) = csv.DictReader(io.StringIO(csv_text([file]).removeprefix("\ufeff"), newline=""))
    assert {found[name] for name in ("文件", "居委会", "纸", "放在哪里")} == {f"'{cell}"}
    assert found["页数"] == "1"


def test_what_is_no_formula_stays_as_it_is(handbook: Handbook) -> None:
    place = "“一厅” A=B-1@大厅"
    (found,) = csv.DictReader(io.StringIO(csv_text([replace(one(handbook, "board"), place=place)])[1:], newline=""))
    assert found["放在哪里"] == place
