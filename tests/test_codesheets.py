"""The sheet of codes: every code once, where it is printed, and a table to look at all of them each week."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tools import edit
from verify_build import accessible_wrong, decoded

from generator import codesheets, placeholder, sheets
from generator.loader import load
from generator.model import Handbook
from generator.pages import CommitteePages, committee_pages
from generator.printing import Sheet, print_sheet
from generator.problem import HandbookError

GARDEN, STREET = "sunny-garden", "old-street"
COMMITTEES = (GARDEN, STREET)


def pages_of(handbook: Handbook, slug: str) -> CommitteePages:
    """The pages and codes of a committee."""
    return committee_pages(handbook, next(one for one in handbook.committees if one.slug == slug))


def sheet(handbook: Handbook, slug: str) -> dict[str, Any]:
    """The data of a committee's sheet."""
    found = pages_of(handbook, slug)
    return codesheets.codesheet(handbook, found, placeholder.values(handbook, found.committee))


def rows(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every row of the weekly table."""
    return (row for group in data["groups"] for row in group["rows"])


def printed(root: Path, data: dict[str, Any]) -> bytes:
    """The sheet as a PDF."""
    template = "codesheet/codesheet.typ"
    return print_sheet(Sheet("codesheet/x.pdf", root / "templates", None, template, data, "x.yml")).content


@pytest.mark.parametrize("slug", COMMITTEES)
def test_every_code_has_one_label_and_one_row(handbook: Handbook, slug: str) -> None:
    data = sheet(handbook, slug)
    ledger = [code.code for code in pages_of(handbook, slug).ledger.codes]
    assert [label["number"] for label in data["labels"]] == ledger
    assert sorted(row["number"] for row in rows(data)) == sorted(ledger)
    assert codesheets.codesheet_codes(pages_of(handbook, slug)) == tuple(ledger)
    assert not any("url" in row for row in rows(data)), "a symbol is drawn once, on its label"


@pytest.mark.parametrize("slug", COMMITTEES)
def test_a_code_is_looked_for_where_the_board_and_the_rulebook_print_it(handbook: Handbook, slug: str) -> None:
    found = pages_of(handbook, slug)
    data = sheet(handbook, slug)
    where = {row["number"]: row["where"] for row in rows(data)}
    kind = handbook.policy.boards.kind
    assert {number for number, places in where.items() if kind in places} == set(sheets.board_codes(handbook, found))
    in_book = {number for number, places in where.items() if any(place.startswith("汇编") for place in places)}
    assert in_book == set(sheets.rulebook_codes(handbook, found))
    assert [bool(row["where"]) for row in data["groups"][2]["rows"]] == [False] * len(data["groups"][2]["rows"])


@pytest.mark.parametrize("slug", COMMITTEES)
def test_chapters_are_numbered_as_in_the_book(handbook: Handbook, slug: str) -> None:
    found = pages_of(handbook, slug)
    book = sheets.rulebook(handbook, found, placeholder.values(handbook, found.committee))
    chapters = [chapter for part in book["parts"] for chapter in part["chapters"]]
    wanted = {chapter["code"]["number"]: f"汇编第{chapter['number']}章" for chapter in chapters}
    places = codesheets.rulebook_places(handbook, found)
    assert places == {**wanted, book["code"]["number"]: "汇编最后一页"}


def test_the_rows_stand_in_the_order_of_the_walk(handbook: Handbook) -> None:
    board, book, loose = sheet(handbook, GARDEN)["groups"]
    assert (board["title"], board["place"]) == ("便民信息栏", "大厅正面墙")
    assert (book["title"], book["place"]) == ("规章制度汇编", "服务大厅靠窗的阅览桌")
    assert (loose["title"], loose["place"]) == (None, None)
    assert board["rows"][0] == {
        "number": "0010019",
        "plain": "handbook.example/0010019",
        "caption": "阳光花园居委会",
        "kind": None,
        "where": ["便民信息栏", "汇编最后一页"],
    }
    assert [row["kind"] for row in board["rows"][1:4]] == ["工作委员会"] * 3
    assert [row["caption"] for row in book["rows"][-2:]] == ["四点半课堂", "工具借用角"]
    assert "要借书卡" not in [row["caption"] for row in (*board["rows"], *book["rows"])]


def test_a_code_is_called_as_its_page_is_now(example: Path) -> None:
    ledger = example / "committees" / GARDEN / "codes.yml"
    edit(ledger, 'kind: page, id: services, title: "办事"', 'kind: page, id: services, title: "办事大全"')
    captions = [label["caption"] for label in sheet(load(example), GARDEN)["labels"]]
    assert "办事" in captions
    assert "办事大全" not in captions


def test_a_gap_in_the_register_is_none_for_the_template_to_name(example: Path) -> None:
    (example / "committees" / STREET / "register.yml").unlink()
    data = sheet(load(example), STREET)
    assert [group["place"] for group in data["groups"]] == [None, None, None]
    assert "待补充" in "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed(example, data))).pages
    )


# --- on paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", COMMITTEES)
def test_every_label_reads_as_its_address_and_every_row_is_there(example: Path, handbook: Handbook, slug: str) -> None:
    data = sheet(handbook, slug)
    pdf = printed(example, data)
    assert list(accessible_wrong(pdf)) == []
    assert sorted(decoded(pdf)) == sorted(label["url"] for label in data["labels"])
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    labels = -(-len(data["labels"]) // 23)
    text = [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]
    table = "".join(text[labels:])
    assert [row["plain"] for row in rows(data) if row["plain"] not in table] == []
    assert text[0].count("本码不收费、不要求登录、不要求银行卡或验证码") == min(23, len(data["labels"]))
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        "二维码贴纸",
        "二维码每周检查表",
    ]


def test_a_long_caption_is_set_smaller_and_one_too_long_is_refused(example: Path, handbook: Handbook) -> None:
    data = sheet(handbook, STREET)
    data["labels"] = data["labels"][:2]
    data["labels"][1]["caption"] = "示例居民区工作者年度工作考评办法（试行）"
    assert "年度工作考评" in re.sub(
        r"\s", "", pypdf.PdfReader(io.BytesIO(printed(example, data))).pages[0].extract_text()
    )
    data["labels"][1]["caption"] = "很长的名称" * 9
    with pytest.raises(HandbookError) as caught:
        printed(example, data)
    (problem,) = caught.value.problems
    assert problem.rule == "D050"
    assert problem.message.startswith("放不下：贴纸“很长的名称")
