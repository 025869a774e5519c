"""How sheets stand: what each says, what it is called, and which edition it says it is."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from tools import edit, having_issued, issued_edition, says

from generator.build.planned import Planned
from generator.journey import prepare
from generator.model.handbook import Handbook
from generator.products import standing
from generator.products.catalogue import FORMS, issued_words
from generator.products.says import Drawn, PrintedCode, printed_codes, with_serial

FACTS = {"title": "栏", "phone": "021-5555-0101"}
LATER = {"title": "栏", "phone": "021-5555-0103"}
CHAPTER_SAYS = ("committee", "district", "subdistrict", "policy", "domain", "safety", "title")
"""What a single chapter says of the book it is from."""

HOME = PrintedCode("0010019", "首页", "https://HANDBOOK.EXAMPLE/")


# --- what a sheet says ------------------------------------------------------------------------------------------------


def said(word: str, data: Any) -> dict[str | None, Any]:
    """What each sheet in a file of a form says."""
    return {part: sheet.says for part, sheet in standing.sheets_of(word, data).items()}


def test_how_a_sheet_looks_and_where_its_codes_lead_is_not_what_it_says() -> None:
    data = {"code": HOME, "colour": Drawn("party"), "list": [{"title": "甲"}]}
    assert said("board", data) == {None: {"code": {"number": "0010019", "caption": "首页"}, "list": [{"title": "甲"}]}}


def test_an_output_of_one_sheet_says_one_thing() -> None:
    assert said("board-a0", {"title": "栏", "variant": Drawn("a0")}) == {None: {"title": "栏"}}


def test_each_guide_door_sign_and_single_chapter_is_a_sheet_of_its_own() -> None:
    assert said("guide", {"id": "lunch", "title": "吃饭"}) == {"lunch": {"id": "lunch", "title": "吃饭"}}
    signs = {"title": "门牌", "signs": [{"id": "hall", "name": "大厅"}, {"id": "yard", "name": "院子"}]}
    assert said("doorsign", signs) == {
        "hall": {"title": "门牌", "sheet": {"id": "hall", "name": "大厅"}},
        "yard": {"title": "门牌", "sheet": {"id": "yard", "name": "院子"}},
    }
    head = dict.fromkeys(CHAPTER_SAYS, "甲")
    book = {**head, "lists": ["乙"], "parts": [{"chapters": [{"kind": "rule", "id": "duty", "title": "值班"}]}]}
    assert said("rulebook-chapters", book) == {
        "rule-duty": {**head, "sheet": {"kind": "rule", "id": "duty", "title": "值班"}}
    }
    assert list(said("rulebook", book)) == [None]


def chapters_say(root: Path, slug: str = "sunny-garden") -> dict[str | None, Any]:
    """What each single chapter of a committee says."""
    ready = prepare(root, ("rulebook-chapters",), (slug,))
    says_today = standing.says_today(ready.briefs[slug], "rulebook-chapters")
    return {part: sheet.says for part, sheet in says_today.items()}


def test_a_chapter_says_what_it_calls_its_members_where_it_has_members(example: Path) -> None:
    before = chapters_say(example)
    edit(example / "content/policy.yml", "director: 主任}", "director: 主任委员}")
    after = chapters_say(example)
    changed = [part for part in before if before[part] != after[part]]
    assert changed == [part for part in before if str(part).startswith("working-committee-")]
    assert changed


def test_a_chapter_says_nothing_that_stands_elsewhere_in_the_book(example: Path) -> None:
    for part, facts in chapters_say(example).items():
        own = {"sheet", *(["terms"] if str(part).startswith("working-committee-") else [])}
        assert facts.keys() == {*CHAPTER_SAYS, *own}


@pytest.mark.parametrize(
    ("product", "title", "expected"),
    [
        ("rulebook", "", "规章制度汇编"),
        ("rulebook-large", "", "规章制度汇编（大字版）"),
        ("board-a0", "", "便民信息栏（A0）"),
        ("disclosure", "", "居务公开栏"),
        ("doorsign", "大厅", "门牌（大厅）"),
        ("rulebook-chapters", "值班制度", "规章制度汇编（单章，值班制度）"),
    ],
)
def test_a_sheet_is_called_what_residents_call_it(handbook: Handbook, product: str, title: str, expected: str) -> None:
    assert standing.sheet_title(handbook, product, title) == expected


# --- the sheet --------------------------------------------------------------------------------------------------------


def test_a_sheet_that_was_never_issued_is_a_proof_of_the_first_edition(handbook: Handbook) -> None:
    pages = having_issued(handbook)
    shown = standing.imprinted(handbook, pages, "board", {**FACTS, "code": HOME})
    assert shown["edition"]["number"] == 1
    assert shown["edition"]["proof"] is True
    assert shown["code"].url == "https://HANDBOOK.EXAMPLE/0010019/"
    assert shown["marks"] == ["校样　没有付印，不要张贴"]


def test_an_issued_sheet_has_its_number_its_date_and_its_serial_in_its_codes(handbook: Handbook) -> None:
    data = {**FACTS, "list": [{"code": HOME}]}
    pages = having_issued(handbook, issued_edition(17, said("board", data)[None], edition=3))
    shown = standing.imprinted(handbook, pages, "board", data)
    assert shown["edition"] == {"number": 3, "date": "2026年11月22日", "month": "2026年11月", "proof": False}
    assert shown["list"][0]["code"].url == "https://HANDBOOK.EXAMPLE/0010019/17/"
    assert shown["marks"] == [""]
    assert data["list"][0]["code"] == HOME


def test_a_changed_sheet_is_a_proof_that_says_what_it_replaces(handbook: Handbook) -> None:
    shown = standing.imprinted(handbook, having_issued(handbook, issued_edition(1, FACTS), s1=FACTS), "board", LATER)
    assert (shown["edition"]["number"], shown["edition"]["proof"]) == (2, True)
    assert shown["marks"] == ["校样　没有付印，不要张贴；付印后替换第1版（2026年11月22日）"]


@pytest.mark.parametrize(("issued", "shown"), [(22, "2026年11月22日校样"), (1, "2026年11月16日校样")])
def test_a_proof_is_never_older_than_what_it_replaces(handbook: Handbook, issued: int, shown: str) -> None:
    """Its own data may be older than the edition on the wall, where a text that all share has changed since."""
    edition = issued_edition(1, FACTS, date=datetime.date(2026, 11, issued))
    later = standing.imprinted(handbook, having_issued(handbook, edition, s1=FACTS), "board", LATER)
    assert later["edition"]["date"] == shown


def test_each_sign_of_a_file_has_an_edition_and_a_mark_of_its_own(handbook: Handbook) -> None:
    signs = [{"id": "hall", "name": "大厅"}, {"id": "reading", "name": "阅览室"}]
    data = {"title": "门牌", "signs": signs}
    hall = said("doorsign", data)["hall"]
    pages = having_issued(handbook, issued_edition(4, hall, "doorsign", part="hall", edition=2))
    shown = standing.imprinted(handbook, pages, "doorsign", data)
    assert [sign["edition"]["number"] for sign in shown["signs"]] == [2, 1]
    assert [bool(mark) for mark in shown["marks"]] == [False, True]


# --- what is carried --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ready(copy_example: Any, tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """The example, ready to be built."""
    root: Path = copy_example(tmp_path_factory.mktemp("imprints"))
    return prepare(root, ("board",))


@pytest.mark.parametrize("word", issued_words())
def test_every_code_that_a_sheet_prints_is_known_to_its_edition(ready: Planned, word: str) -> None:
    """Or the code would lead to the page of a serial that was never made."""
    for pages in ready.plan.committees.values():
        for artifact in FORMS[word].files(ready.handbook, pages):
            data = says(ready, artifact)
            carried = set(standing.printed_numbers(pages, data))
            numbers = {code.code: code.number for code in pages.ledger.codes}
            assert {numbers[code.number] for code in printed_codes(data)} == carried
            assert {numbers[code] for code in artifact.codes} <= carried
            assert {code.serial for code in printed_codes(with_serial(data, 7))} <= {7}


@pytest.mark.parametrize("word", issued_words())
def test_every_sheet_of_a_product_has_a_name_and_a_part_of_its_own(ready: Planned, word: str) -> None:
    for brief in ready.briefs.values():
        files = list(FORMS[word].files(ready.handbook, brief.pages))
        parts = [part for file in files for part in standing.sheets_of(word, says(ready, file))]
        assert len(parts) == len(set(parts)) >= len(files)
        for part, sheet in standing.says_today(brief, word).items():
            assert standing.standing(ready.handbook, brief.pages, word, part, sheet).name
