"""The list for the print shop: what is to be printed again, and what comes off its wall."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pdf_quality import CHECKS, Pdf
from tools import LABELS, edit

from generator.codes.compare import Change
from generator.issue import issue, status
from generator.issue.issue import Order
from generator.issue.reprints import reprint_data
from generator.issue.status import Answer
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.problem import HandbookError
from generator.read.files import load

DAY = datetime.date(2026, 11, 22)
SLUG = "sunny-garden"
LIKE = "report"
"""The list is read where a report is: on a desk, by those who work with it."""


def edition(sheet: str = "board", number: int = 1, copies: int | None = 2, place: str | None = "大厅") -> Edition:
    """An issued sheet as the ledger has it."""
    return Edition(serial=1, sheet=sheet, edition=number, date=DAY, digest="0" * 16, copies=copies, place=place)


def answer(
    state: str = "outdated", *changes: Change, committee: str = SLUG, name: str = "综合功能宣传栏", **more: Any
) -> Answer:
    """How an issued sheet stands."""
    return Answer(committee, committee, name, edition(**more), state, changes)


def rows(handbook: Handbook, *answers: Answer, kind: str = "reprint") -> list[dict[str, Any]]:
    """What is told of the sheets of the first committee."""
    found: list[dict[str, Any]] = reprint_data(handbook, answers, DAY)["committees"][0][kind]
    return found


change = partial(Change, labels=LABELS.changes)
"""A change as the shipped labels tell it."""

PHONE = change(("电话",), "021-5555-0101", "021-5555-0102")


# --- as data ---------------------------------------------------------------------------------------------------------


def test_totals_count_what_is_to_be_done(handbook: Handbook) -> None:
    answers = [
        answer("outdated", copies=3),
        answer("outdated", committee="old-street", copies=4),
        answer("outdated", copies=None),
        answer("retired", copies=9),
        answer("current", copies=9),
    ]
    data = reprint_data(handbook, answers, DAY)
    assert data["totals"] == {"kinds": 3, "copies": 7, "uncounted": 1, "committees": 2, "retired": 1}
    assert (data["date"], data["issued"]) == ("2026年11月22日", 5)
    assert data["office"] == {"name": handbook.policy.office.name, "number": handbook.policy.office.number}


def test_a_committee_without_anything_to_do_is_left_out(handbook: Handbook) -> None:
    assert reprint_data(handbook, [answer("current")], DAY)["committees"] == []


def test_a_row_tells_what_hangs_where_and_on_what_it_is_printed(handbook: Handbook) -> None:
    (row,) = rows(handbook, answer("outdated", PHONE, sheet="guide", number=4, place="窗口", name="办事指南"))
    assert row == {
        "name": "办事指南",
        "edition": "第4版",
        "date": "2026年11月22日",
        "place": "窗口",
        "copies": 2,
        "paper": "A4",
        "both_sides": True,
        "changes": [{"where": "电话", "old": "021-5555-0101", "new": "021-5555-0102"}],
        "more": 0,
    }


def test_what_is_retired_is_taken_down_and_not_printed(handbook: Handbook) -> None:
    one = answer("retired", name="门牌（旧屋）")
    assert [row["name"] for row in rows(handbook, one, kind="retired")] == ["门牌（旧屋）"]
    assert rows(handbook, one) == []


def test_five_changes_are_told_and_the_others_counted(handbook: Handbook) -> None:
    changes = [change((f"第{number}栏",), None, f"新的{number}") for number in range(7)]
    (row,) = rows(handbook, answer("outdated", *changes))
    assert [change["where"] for change in row["changes"]] == [f"第{number}栏" for number in range(5)]
    assert row["more"] == 2


def test_the_same_words_replaced_again_leave_room_for_other_changes(handbook: Handbook) -> None:
    again = [change((f"第{number}条",), "打021-5555-0101问。", "打021-5555-0102问。") for number in range(6)]
    (row,) = rows(handbook, answer("outdated", PHONE, *again, change(("地址",), "一路1号", "二路2号")))
    assert [change["where"] for change in row["changes"]] == ["电话", "地址"]
    assert row["more"] == 6


def test_of_a_long_text_the_change_is_told_with_whole_numbers(handbook: Handbook) -> None:
    long = "每件事都记下来，" * 8
    (row,) = rows(handbook, answer("outdated", change(("条",), f"{long}打021-5555-0101。", f"{long}打021-5555-0102。")))
    (told,) = row["changes"]
    assert told["old"] == "…件事都记下来，打021-5555-0101。"
    assert told["new"] == "…件事都记下来，打021-5555-0102。"


def test_a_drawing_is_counted_and_not_told(handbook: Handbook) -> None:
    (row,) = rows(handbook, answer("outdated", change(("内容",), "1，2，3，" * 20, "4，5，6，" * 20)))
    assert (row["changes"], row["more"]) == ([], 1)


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("rulebook-booklet", "A4"),
        ("roster", "A3"),
        ("disclosure", "A2"),
        ("board", "A1"),
        ("board-bleed", "A1"),
        ("board-a0", "A0"),
        ("board-tiled-a3", "A3"),
        ("board-2400x1200", "A1四张，A3五张"),
        ("banner", None),
    ],
)
def test_the_paper_is_told_where_it_is_known(handbook: Handbook, product: str, expected: str | None) -> None:
    (row,) = rows(handbook, answer(sheet=product))
    assert row["paper"] == expected


# --- on paper --------------------------------------------------------------------------------------------------------


def words(pdf: bytes) -> list[str]:
    """The words of every page, without the ends of lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        return ["".join(page.split()) for page in pages]


def test_the_list_tells_what_to_change_and_whom_to_ask(example: Path) -> None:
    answers = [
        answer("outdated", PHONE, change(("须知",), None, "关灯")),
        answer("outdated", name="值班表", sheet="roster", copies=None),
        answer("retired", name="门牌（旧屋）"),
    ]
    (page,) = words(status.reprint_list(load(example), answers))
    office = load(example).policy.office
    for passage in (
        *("要重印的清单", office.name, office.number, "2种", "2份", "1种", "综合功能宣传栏", "第1版", "大厅", "A1"),
        *(
            "021-5555-0101→021-5555-0102",
            "增加“关灯”",
            "已换",
            "份数要问",
            "没有留底",
            "请取下",
            "门牌（旧屋）",
            "已取下",
        ),
    ):
        assert passage in page, passage


@pytest.mark.parametrize("answers", [(), (answer("current"),)])
def test_an_empty_list_says_that_nothing_is_to_be_done(example: Path, answers: tuple[Answer, ...]) -> None:
    (page,) = words(status.reprint_list(load(example), answers))
    assert "没有要重印的。" in page
    assert ("还没有付印过" in page) == (not answers)


@pytest.mark.parametrize("check", CHECKS)
def test_the_list_is_a_good_pdf(example: Path, check: str) -> None:
    many = [answer("outdated", PHONE, name=f"门牌（{number}室）", sheet="doorsign") for number in range(40)]
    pdf = Pdf(status.reprint_list(load(example), [*many, answer("retired")]), LIKE)
    assert list(CHECKS[check](pdf)) == []
    assert len(pdf.boxes) > 1


def test_a_list_with_somebodys_private_phone_is_not_made(example: Path) -> None:
    leaking = change(("电话",), "13812345678", "021-5555-0102")
    with pytest.raises(HandbookError) as caught:
        status.reprint_list(load(example), [answer("outdated", leaking)])
    assert {problem.rule for problem in caught.value.problems} == {"X11"}


def test_the_list_follows_from_what_was_issued(example: Path) -> None:
    issue.issue(Order(example, example / "build", ("board",), SLUG, "门厅", 5, jobs=1))
    edit(example / "committees" / SLUG / "committee.yml", "021-5555-0101", "021-5555-0109")
    (page,) = words(status.reprint_list(load(example), status.status(example)))
    for passage in ("便民信息栏", "门厅", "5份", "021-5555-0101→021-5555-0109"):
        assert passage in page, passage
