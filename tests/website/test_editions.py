"""What the page behind a code says of the sheet in the reader's hand: whether it holds, and what is different."""

from __future__ import annotations

from typing import Any

from tools import having_issued, issued_edition

from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.products import standing
from generator.products.says import SheetData
from generator.website import editions

FACTS = {"title": "栏", "phone": "021-5555-0101"}
LATER = {"title": "栏", "phone": "021-5555-0103"}


def hand(handbook: Handbook, pages: CommitteePages, facts: Any, serial: int = 1) -> list[dict[str, Any]]:
    """What the page behind a code says of the sheet with a serial, if the board says this today."""
    sheet = None if facts is None else SheetData(facts)
    keys = dict.fromkeys((one.sheet, one.part) for one in pages.ledger.editions)
    return editions.sheets_in_hand(
        pages, serial, {key: standing.standing(handbook, pages, *key, sheet) for key in keys}
    )


def test_a_sheet_that_still_holds_is_told_so(handbook: Handbook) -> None:
    (said,) = hand(handbook, having_issued(handbook, issued_edition(1, FACTS), s1=FACTS), FACTS)
    assert (said["name"], said["number"], said["date"]) == ("便民信息栏", 1, "2026年11月22日")
    assert (said["state"], said["changes"], said["more"]) == ("current", [], 0)


def test_a_sheet_that_was_changed_since_is_told_what(handbook: Handbook) -> None:
    (said,) = hand(handbook, having_issued(handbook, issued_edition(1, FACTS), s1=FACTS), LATER)
    assert said["state"] == "changed"
    assert said["changes"] == ["电话：“021-5555-0101”改为“021-5555-0103”"]


def test_an_older_sheet_is_told_the_newest_edition_and_what_changed(handbook: Handbook) -> None:
    pages = having_issued(handbook, issued_edition(1, FACTS), issued_edition(2, LATER, edition=2), s1=FACTS, s2=LATER)
    old, new = hand(handbook, pages, LATER)[0], hand(handbook, pages, LATER, 2)[0]
    assert (old["state"], old["number"], old["newest"]["number"]) == ("older", 1, 2)
    assert old["changes"] == ["电话：“021-5555-0101”改为“021-5555-0103”"]
    assert (new["state"], new["changes"]) == ("current", [])


def test_an_older_sheet_that_says_what_holds_today_holds(handbook: Handbook) -> None:
    """The same board was issued for a second place, or a change was taken back."""
    pages = having_issued(
        handbook, issued_edition(1, FACTS), issued_edition(2, FACTS, place="二楼"), s1=FACTS, s2=FACTS
    )
    assert [hand(handbook, pages, FACTS, serial)[0]["state"] for serial in (1, 2)] == ["current", "current"]


def test_a_sheet_that_is_no_more_is_told_so(handbook: Handbook) -> None:
    (said,) = hand(handbook, having_issued(handbook, issued_edition(1, FACTS), s1=FACTS), None)
    assert (said["state"], said["changes"]) == ("gone", [])


def test_no_more_changes_are_told_than_one_reads(handbook: Handbook) -> None:
    many = {f"{key}": "甲" for key in ("time", "fee", "place", "result", "phone", "capacity", "booking")}
    (said,) = hand(
        handbook,
        having_issued(handbook, issued_edition(1, many), s1=many),
        dict(zip(many, "乙丙丁戊己庚辛", strict=True)),
    )
    assert (len(said["changes"]), said["more"]) == (editions.CHANGES_TOLD, len(many) - editions.CHANGES_TOLD)


def test_two_sheets_that_two_branches_gave_one_serial_are_both_named(handbook: Handbook) -> None:
    pages = having_issued(handbook, issued_edition(1, FACTS), issued_edition(1, {"title": "表"}, "roster"), s1=FACTS)
    assert [said["name"] for said in hand(handbook, pages, FACTS)] == ["便民信息栏", "值班表"]


def test_what_another_sheet_said_is_not_taken_for_what_this_one_did(handbook: Handbook) -> None:
    """Of two early snapshots with one serial, which had one name, a merge kept one file."""
    board, roster = issued_edition(1, FACTS), issued_edition(1, {"title": "表"}, "roster")
    pages = having_issued(handbook, board, roster, s1=FACTS)
    assert pages.kept(board) == FACTS
    assert pages.kept(roster) is None
    assert pages.kept(issued_edition(2, FACTS)) is None
    assert hand(handbook, pages, LATER)[1]["changes"] == []
