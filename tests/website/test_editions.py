"""Imprints: which edition a sheet says it is, where its codes lead, and what the page behind them says of it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.build.whole import Prepared, prepare
from generator.codes import compare, ledger
from generator.codes.pages import CommitteePages, committee_pages
from generator.model.handbook import Handbook
from generator.model.ledger import Edition, Ledger
from generator.products import standing
from generator.products.plan import PRODUCTS, closed_pages, code_pages
from generator.products.standing import Standing
from generator.read.files import load
from generator.website import editions
from generator.website.render import Renderer

DAY = datetime.date(2026, 11, 22)
FACTS = {"title": "栏", "phone": "021-5555-0101"}
LATER = {"title": "栏", "phone": "021-5555-0103"}


def issued(serial: int, facts: Any, sheet: str = "board", **more: Any) -> Edition:
    """An edition of a sheet that says this."""
    said = {"sheet": sheet, "edition": 1, "date": DAY, "digest": compare.digest(facts), "codes": "001"}
    return Edition(**{**said, "serial": serial, **more})


def garden(handbook: Handbook, *given: Edition, **snapshots: Any) -> CommitteePages:
    """The example's fuller committee once it has issued these editions; snapshots are `s1`, `s2` and so on."""
    one = next(each for each in handbook.committees if each.slug == "sunny-garden")
    kept = {int(name[1:]): facts for name, facts in snapshots.items()}
    return committee_pages(handbook, dataclasses.replace(one, ledger=ledger.issue(one.ledger, given), snapshots=kept))


def hand(handbook: Handbook, pages: CommitteePages, facts: Any, serial: int = 1) -> list[dict[str, Any]]:
    """What the page behind a code says of the sheet with a serial, if the board says this today."""
    keys = dict.fromkeys((one.sheet, one.part) for one in pages.ledger.editions)
    return editions.behind(pages, serial, {key: standing.standing(handbook, pages, *key, facts) for key in keys})


# --- the sheet -------------------------------------------------------------------------------------------------------


def test_a_sheet_that_was_never_issued_is_a_proof_of_the_first_edition(handbook: Handbook) -> None:
    pages = garden(handbook)
    shown = standing.imprinted(handbook, pages, "board", {**FACTS, "code": {"number": "0010019", "url": "https://a/"}})
    assert shown["edition"]["number"] == 1
    assert shown["edition"]["proof"] is True
    assert shown["code"]["url"] == "https://a/"
    assert shown["marks"] == ["校样　没有付印，不要张贴"]


def test_an_issued_sheet_has_its_number_its_date_and_its_serial_in_its_codes(handbook: Handbook) -> None:
    data = {**FACTS, "list": [{"code": {"number": "0010019", "url": "https://a/"}}]}
    pages = garden(handbook, issued(17, standing.said(data), edition=3))
    shown = standing.imprinted(handbook, pages, "board", data)
    assert shown["edition"] == {"number": 3, "date": "2026年11月22日", "month": "2026年11月", "proof": False}
    assert shown["list"][0]["code"]["url"] == "https://HANDBOOK.EXAMPLE/0010019/17/"
    assert shown["marks"] == [""]
    assert data["list"][0]["code"]["url"] == "https://a/"


def test_a_changed_sheet_is_a_proof_that_says_what_it_replaces(handbook: Handbook) -> None:
    shown = standing.imprinted(handbook, garden(handbook, issued(1, FACTS), s1=FACTS), "board", LATER)
    assert (shown["edition"]["number"], shown["edition"]["proof"]) == (2, True)
    assert shown["marks"] == ["校样　没有付印，不要张贴；付印后替换第1版（2026年11月22日）"]


def test_each_sign_of_a_file_has_an_edition_and_a_mark_of_its_own(handbook: Handbook) -> None:
    signs = [{"id": "hall", "name": "大厅"}, {"id": "reading", "name": "阅览室"}]
    data = {"title": "门牌", "signs": signs}
    said = standing.parts("doorsign", data)
    pages = garden(handbook, issued(4, said["hall"], "doorsign", part="hall", edition=2))
    shown = standing.imprinted(handbook, pages, "doorsign", data)
    assert [sign["edition"]["number"] for sign in shown["signs"]] == [2, 1]
    assert [bool(mark) for mark in shown["marks"]] == [False, True]


# --- the page behind its codes ---------------------------------------------------------------------------------------


def test_a_sheet_that_still_holds_is_told_so(handbook: Handbook) -> None:
    (said,) = hand(handbook, garden(handbook, issued(1, FACTS), s1=FACTS), FACTS)
    assert (said["name"], said["number"], said["date"]) == ("便民信息栏", 1, "2026年11月22日")
    assert (said["state"], said["changes"], said["more"]) == ("current", [], 0)


def test_a_sheet_that_was_changed_since_is_told_what(handbook: Handbook) -> None:
    (said,) = hand(handbook, garden(handbook, issued(1, FACTS), s1=FACTS), LATER)
    assert said["state"] == "changed"
    assert said["changes"] == ["电话：“021-5555-0101”改为“021-5555-0103”"]


def test_an_older_sheet_is_told_the_newest_edition_and_what_changed(handbook: Handbook) -> None:
    pages = garden(handbook, issued(1, FACTS), issued(2, LATER, edition=2), s1=FACTS, s2=LATER)
    old, new = hand(handbook, pages, LATER)[0], hand(handbook, pages, LATER, 2)[0]
    assert (old["state"], old["number"], old["newest"]["number"]) == ("older", 1, 2)
    assert old["changes"] == ["电话：“021-5555-0101”改为“021-5555-0103”"]
    assert (new["state"], new["changes"]) == ("current", [])


def test_an_older_sheet_that_says_what_holds_today_holds(handbook: Handbook) -> None:
    """The same board was issued for a second place, or a change was taken back."""
    pages = garden(handbook, issued(1, FACTS), issued(2, FACTS, place="二楼"), s1=FACTS, s2=FACTS)
    assert [hand(handbook, pages, FACTS, serial)[0]["state"] for serial in (1, 2)] == ["current", "current"]


def test_a_sheet_that_is_no_more_is_told_so(handbook: Handbook) -> None:
    (said,) = hand(handbook, garden(handbook, issued(1, FACTS), s1=FACTS), None)
    assert (said["state"], said["changes"]) == ("gone", [])


def test_no_more_changes_are_told_than_one_reads(handbook: Handbook) -> None:
    many = {f"{key}": "甲" for key in ("time", "fee", "place", "result", "phone", "capacity", "booking")}
    (said,) = hand(handbook, garden(handbook, issued(1, many), s1=many), dict(zip(many, "乙丙丁戊己庚辛", strict=True)))
    assert (len(said["changes"]), said["more"]) == (editions.CHANGES_TOLD, len(many) - editions.CHANGES_TOLD)


def test_two_sheets_that_two_branches_gave_one_serial_are_both_named(handbook: Handbook) -> None:
    pages = garden(handbook, issued(1, FACTS), issued(1, {"title": "表"}, "roster"), s1=FACTS)
    assert [said["name"] for said in hand(handbook, pages, FACTS)] == ["便民信息栏", "值班表"]


def test_what_another_sheet_said_is_not_taken_for_what_this_one_did(handbook: Handbook) -> None:
    """Of two snapshots with one serial a merge keeps one file."""
    board, roster = issued(1, FACTS), issued(1, {"title": "表"}, "roster")
    pages = garden(handbook, board, roster, s1=FACTS)
    assert standing.kept(pages, board) == FACTS
    assert standing.kept(pages, roster) is None
    assert standing.kept(pages, issued(2, FACTS)) is None
    assert hand(handbook, pages, LATER)[1]["changes"] == []


# --- what is carried -------------------------------------------------------------------------------------------------


def symbols(data: Any) -> Iterator[dict[str, Any]]:
    """Everything in a sheet's data that becomes a QR symbol."""
    if isinstance(data, dict):
        if str(data.get("url", "")).startswith("https://HANDBOOK.EXAMPLE/"):
            yield data
        for value in data.values():
            yield from symbols(value)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from symbols(item)


@pytest.fixture(scope="module")
def ready(copy_example: Any, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The example, ready to be built."""
    root: Path = copy_example(tmp_path_factory.mktemp("imprints"))
    return prepare(root, ("board",))


ISSUED = [name for name in PRODUCTS if name.partition("-")[0] in standing.SHEETS and name not in standing.EDITIONLESS]


@pytest.mark.parametrize("product", ISSUED)
def test_every_code_that_a_sheet_prints_is_known_to_its_edition(ready: Prepared, product: str) -> None:
    """Or the code would lead to the page of a serial that was never made."""
    renderer = Renderer(ready.handbook, ready.plan, ready.judged)
    for pages in ready.plan.committees.values():
        for artifact in PRODUCTS[product](ready.handbook, pages):
            data = renderer.facts(artifact)
            carried = set(standing.numbers(pages, data))
            numbers = {code.code: code.number for code in pages.ledger.codes}
            assert {numbers[one["number"]] for one in symbols(data)} == carried
            assert {numbers[code] for code in artifact.codes} <= carried
            serials = {one["url"].rsplit("/", 2)[1] for one in symbols(standing.with_serial(ready.handbook, data, 7))}
            assert serials <= {"7"}


@pytest.mark.parametrize("product", ISSUED)
def test_every_sheet_of_a_product_has_a_name_and_a_part_of_its_own(ready: Prepared, product: str) -> None:
    renderer = Renderer(ready.handbook, ready.plan, ready.judged)
    for pages in ready.plan.committees.values():
        made = list(PRODUCTS[product](ready.handbook, pages))
        found = [part for one in made for part in standing.parts(product, renderer.facts(one))]
        assert len(found) == len(set(found)) >= len(made)
        for part, facts in renderer.says(pages, product).items():
            assert Standing(product, part, standing.title(pages, part, facts), facts, None, None, ready.handbook).name


# --- two branches ----------------------------------------------------------------------------------------------------


YARD = ledger.Wanted("room", "yard", "院子")


def collided(handbook: Handbook, yard_first: bool) -> tuple[CommitteePages, str]:
    """Two branches gave one number to two things, of which one is gone, and both went to the printer; that number."""
    one = next(each for each in handbook.committees if each.slug == "sunny-garden")
    last = one.ledger.codes[-1]
    days = (DAY, DAY.replace(day=21)) if yard_first else (DAY.replace(day=21), DAY)
    ours = last.model_copy(update={"issued": days[0]})
    theirs = ledger.new_code("001", last.number, YARD).model_copy(update={"issued": days[1], "retired": DAY})
    sheets = (issued(1, FACTS, codes=last.number), issued(2, FACTS, "roster", codes=last.number))
    kept = ledger.issue(Ledger(codes=(*one.ledger.codes[:-1], ours, theirs)), sheets).placed(one.ledger.source)
    assert list(ledger.faults(kept, "001")) == []
    return committee_pages(handbook, dataclasses.replace(one, ledger=kept)), last.number


@pytest.mark.parametrize("yard_first", [False, True])
def test_a_code_that_two_branches_gave_out_leads_to_what_is_still_there(handbook: Handbook, yard_first: bool) -> None:
    """Whichever went to the printer first: what is gone has nothing to show."""
    pages, number = collided(handbook, yard_first)
    both = [code for code in pages.ledger.codes if code.number == number]
    assert len(both) == 2
    answers = [one for one in code_pages(pages) if one.path == f"website/{both[0].code}/index.html"]
    assert [one.page.kind for one in answers if one.page] == ["page"]


def test_a_closed_ledger_that_was_merged_has_every_page_once(example: Path) -> None:
    """Lines of two branches stand in any order, and some stand there twice."""
    folder = example / "committees/sunny-garden"
    text = (folder / "codes.yml").read_text("utf-8")
    lines = [line for line in text.splitlines() if "number" in line]
    (folder / "codes.yml").write_text(text.replace("# ----", f"{lines[3]}\n# ----", 1), "utf-8")
    for path in folder.iterdir():
        if path.name != "codes.yml":
            path.unlink()
    words = 'name: 阳光花园\nnumber: "001"\ndate: 2026-11-20\nmerged_into: old-street\n'
    (folder / "dissolved.yml").write_text(words, "utf-8")
    (closed,) = load(example).closed
    paths = [one.path for one in closed_pages(closed)]
    assert len(paths) == len(set(paths)) == len(lines)
