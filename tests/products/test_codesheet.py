"""The sheet of codes: every code once, where it is printed, and a table to look at all of them each week."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tools import EDITION, edit, planned, with_drawn_symbols
from verify_build import accessible_wrong, decoded

from generator.build.prints import print_sheet
from generator.codes.pages import CommitteePages, committee_pages
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.paper.sheet import Sheet
from generator.problem import HandbookError
from generator.products import codesheet
from generator.products.catalogue import FORMS, PRODUCTS
from generator.products.rulebook.book import variant
from generator.products.says import drawn
from generator.read.files import load
from generator.text import placeholder

GARDEN, STREET = "sunny-garden", "old-street"
COMMITTEES = (GARDEN, STREET)


def pages_of(handbook: Handbook, slug: str) -> CommitteePages:
    """The pages and codes of a committee."""
    return committee_pages(handbook, next(one for one in handbook.committees if one.slug == slug))


def sheet(handbook: Handbook, slug: str) -> dict[str, Any]:
    """The data of a committee's sheet."""
    return drawn(codesheet.codesheet(planned(handbook).briefs[slug]))


def sheet_with(handbook: Handbook, pages: CommitteePages) -> dict[str, Any]:
    """The data of the sheet of a committee whose pages are these."""
    brief = planned(handbook).briefs[pages.committee.slug]
    return drawn(codesheet.codesheet(dataclasses.replace(brief, pages=pages)))


def rows(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every row of the weekly table."""
    return (row for group in data["groups"] for row in group["rows"])


def printed(root: Path, data: dict[str, Any]) -> bytes:
    """The sheet as a PDF."""
    template = "codesheet/codesheet.typ"
    data = with_drawn_symbols(data) | {"edition": EDITION}
    return print_sheet(Sheet("codesheet/x.pdf", root / "templates", None, template, data, "x.yml")).content


@pytest.mark.parametrize("slug", COMMITTEES)
def test_every_code_has_one_label_and_one_row(handbook: Handbook, slug: str) -> None:
    data = sheet(handbook, slug)
    ledger = [code.code for code in pages_of(handbook, slug).ledger.codes]
    assert [label["number"] for label in data["labels"]] == ledger
    assert sorted(row["number"] for row in rows(data)) == sorted(ledger)
    assert codesheet.codesheet_codes(pages_of(handbook, slug)) == tuple(ledger)
    assert not any("url" in row for row in rows(data)), "a symbol is drawn once, on its label"


@pytest.mark.parametrize("slug", COMMITTEES)
def test_a_code_is_looked_for_on_every_print_that_the_plan_puts_it_on(handbook: Handbook, slug: str) -> None:
    carried: dict[str, set[str]] = {}
    walk = codesheet.walked_past(PRODUCTS)
    passed = {product.name for product in walk} - {"codesheet"}
    for artifact in planned(handbook).plan.artifacts:
        if artifact.committee == slug and artifact.codes and artifact.output in passed:
            carried.setdefault(artifact.output, set()).update(artifact.codes)
    places = {product.name: product.codes(handbook, pages_of(handbook, slug)) for product in walk}
    assert {name: set(codes) for name, codes in places.items()} == carried
    for row in rows(sheet(handbook, slug)):
        code = row["number"]
        assert row["where"] == [*dict.fromkeys(codes[code] for codes in places.values() if code in codes)]


@pytest.mark.parametrize("slug", COMMITTEES)
def test_chapters_are_numbered_as_in_the_book(handbook: Handbook, slug: str) -> None:
    found = pages_of(handbook, slug)
    book = drawn(variant(handbook, found, placeholder.values(handbook, found.committee), "", None))
    chapters = [chapter for part in book["parts"] for chapter in part["chapters"]]
    wanted = {chapter["code"]["number"]: f"汇编第{chapter['number']}章" for chapter in chapters}
    assert PRODUCTS["rulebook"].codes(handbook, found) == {**wanted, book["code"]["number"]: "汇编最后一页"}


def test_the_rows_stand_in_the_order_of_the_walk(handbook: Handbook) -> None:
    groups = sheet(handbook, GARDEN)["groups"]
    assert [(group["title"], group["place"]) for group in groups] == [
        ("便民信息栏", "大厅正面墙"),
        ("值班表", "大厅"),
        ("规章制度汇编", "服务大厅靠窗的阅览桌"),
        ("居务公开栏", FORMS["disclosure"].place(handbook, pages_of(handbook, GARDEN).committee)),
        ("门牌", "各室门口"),
        ("办事指南", "办事窗口，居民带走"),
        (None, None),
    ]
    board, _, book, _, doors, guides, loose = (group["rows"] for group in groups)
    assert board[0] == {
        "number": "0010019",
        "plain": "handbook.example/0010019",
        "caption": "阳光花园居委会",
        "kind": None,
        "where": ["便民信息栏", "汇编最后一页"],
        "issued": None,
    }
    assert [row["kind"] for row in board[1:4]] == ["工作委员会"] * 3
    (corner,) = (row for row in (*book, *doors) if row["caption"] == "工具借用角")
    assert corner["where"][-1] == "工具借用角门牌"
    assert "办借书证" in [row["caption"] for row in guides]
    assert [row["where"] for row in loose] == [[]] * len(loose)


def test_a_code_says_in_which_edition_it_was_last_printed(example: Path) -> None:
    handbook = load(example)
    pages = pages_of(handbook, GARDEN)
    numbers = [code.number for code in pages.ledger.codes[:3]]
    editions = (
        edition(3, 2, "2026-11-02", numbers[1]),
        edition(1, 1, "2026-03-01", f"{numbers[0]} {numbers[1]}"),
    )
    issued = dataclasses.replace(pages, ledger=pages.ledger.model_copy(update={"editions": editions}))
    assert codesheet.last_issued(pages) == {}
    assert codesheet.last_issued(issued) == {
        pages.ledger.codes[0].code: {"edition": 1, "date": "2026年3月1日"},
        pages.ledger.codes[1].code: {"edition": 2, "date": "2026年11月2日"},
    }
    data = sheet_with(handbook, issued)
    reader = pypdf.PdfReader(io.BytesIO(printed(example, data)))
    words = "".join(re.sub(r"\s", "", page.extract_text()) for page in reader.pages)
    assert words.count("第2版2026年11月2日") == words.count("第1版2026年3月1日") == 1
    assert words.count("—") >= len(data["labels"]) - 2


def edition(serial: int, number: int, day: str, codes: str) -> Edition:
    """A sheet given to the printer, with the codes it carries."""
    return Edition(
        serial=serial,
        sheet="board",
        edition=number,
        date=datetime.date.fromisoformat(day),
        digest="0" * 16,
        codes=codes,
    )


def test_what_is_no_more_has_neither_label_nor_row(handbook: Handbook) -> None:
    pages = pages_of(handbook, GARDEN)
    spare = next(code for code in pages.ledger.codes if (code.kind, code.id) == ("page", "lists"))
    gone = spare.model_copy(update={"retired": datetime.date(2026, 11, 1)})
    left = tuple(gone if code == spare else code for code in pages.ledger.codes)
    without = dataclasses.replace(pages, ledger=pages.ledger.model_copy(update={"codes": left}))
    assert spare.code in codesheet.codesheet_codes(pages)
    assert spare.code not in codesheet.codesheet_codes(without)
    data = sheet_with(handbook, without)
    assert spare.code not in [row["number"] for row in rows(data)]


def test_a_code_is_called_as_its_page_is_now(example: Path) -> None:
    ledger = example / "committees" / GARDEN / "codes.yml"
    edit(ledger, 'kind: page, id: services, title: "办事"', 'kind: page, id: services, title: "办事大全"')
    captions = [label["caption"] for label in sheet(load(example), GARDEN)["labels"]]
    assert "办事" in captions
    assert "办事大全" not in captions


def test_a_gap_in_the_register_is_none_for_the_template_to_name(example: Path) -> None:
    (example / "committees" / STREET / "register.yml").unlink()
    data = sheet(load(example), STREET)
    places = {group["title"]: group["place"] for group in data["groups"]}
    assert places["便民信息栏"] is places["规章制度汇编"] is None
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
    labels = -(-len(data["labels"]) // 21)
    text = [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]
    table = "".join(text[labels:])
    assert [row["plain"] for row in rows(data) if row["plain"] not in table] == []
    assert text[0].count("本码不收费、不要求登录、不要求银行卡或验证码") == min(21, len(data["labels"]))
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
