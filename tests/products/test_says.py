"""What a sheet says and how it is drawn are told apart by type; what was issued before is judged as it was issued."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import edit

from generator.codes import ledger
from generator.codes.compare import digest, snapshot
from generator.disk.digests import digest as digest_of_value
from generator.issue.issue import Order, issue
from generator.issue.status import status
from generator.journey import prepare
from generator.model.ledger import Edition
from generator.products.catalogue import FORMS
from generator.products.says import (
    Drawn,
    PrintedCode,
    SheetData,
    drawn,
    printed_codes,
    says,
    says_by_first_kind,
    unlike_json,
    with_serial,
)
from generator.products.standing import sheets_of, standings

CODE = PrintedCode("0030017", "今天谁值班", "https://a.example/")
GARDEN = "sunny-garden"

plain_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(plain_data)
def test_data_without_types_say_all_that_they_draw(data: Any) -> None:
    assert says(data) == drawn(data) == data


@given(plain_data)
def test_what_json_is_told_of_other_kinds_is_what_is_drawn(value: Any) -> None:
    """By it a sheet's digest is made, and by the other the sheet."""
    data = {"a": Drawn({"b": (value, Drawn(value))}), "c": MappingProxyType({"d": CODE}), "e": (Drawn(CODE), value)}
    assert digest_of_value(data, unlike_json) == digest_of_value(drawn(data))


@given(plain_data, plain_data, plain_data)
def test_what_is_only_drawn_changes_nothing_that_is_said(said: Any, one: Any, other: Any) -> None:
    """Whatever the value, and whatever its key."""
    first, second = ({"width": said, "look": Drawn(value), "list": [Drawn(value), said]} for value in (one, other))
    assert says(first) == says(second) == {"width": said, "list": [said]}
    assert drawn(first) == {"width": said, "look": one, "list": [one, said]}


def test_a_code_says_its_number_and_words_and_leads_to_its_edition() -> None:
    data = {"code": CODE, "more": [{"code": CODE}]}
    issued = with_serial(data, 17)
    said = {"number": "0030017", "caption": "今天谁值班"}
    assert says(issued) == says(data) == {"code": said, "more": [{"code": said}]}
    assert drawn(issued, str.lower)["code"] == {
        "number": "0030017",
        "url": "https://A.EXAMPLE/0030017/17/",
        "plain": "a.example/0030017",
        "caption": "今天谁值班",
        "svg": "https://a.example/0030017/17/",
    }
    assert [code.serial for code in printed_codes(issued)] == [17, 17]
    assert CODE.serial is None


# --- two kinds of digests --------------------------------------------------------------------------------------------


def issued(root: Path, *words: str) -> None:
    """Give forms of one committee to the printer."""
    issue(Order(root, root / "build", words, GARDEN))


def as_issued_before(root: Path) -> None:
    """Take the second kind of digest out of a ledger, so that it is one of early days, seals and snapshots included."""
    brief = prepare(root).briefs[GARDEN]
    folder = root / "committees" / GARDEN
    editions = []
    for edition in brief.pages.ledger.editions:
        early = edition.model_copy(update={"says": None})
        editions.append(early.model_copy(update={"seal": ledger.edition_seal(early)}))
        sheets = [sheets_of(edition.sheet, FORMS[edition.sheet].data(brief, file)) for file in files(root, edition)]
        (sheet,) = [each[edition.part] for each in sheets if edition.part in each]
        text = snapshot(says_by_first_kind(sheet))
        (folder / "editions" / f"{ledger.snapshot_name(edition)}.json").unlink()
        (folder / "editions" / f"{edition.serial}.json").write_bytes(text)
    kept = ledger.with_lines(brief.pages.ledger, editions=tuple(editions))
    (folder / "codes.yml").write_text(ledger.text(kept), "utf-8")
    shutil.rmtree(root / "build")  # which remembers the ledger as it was


def files(root: Path, edition: Edition) -> list[Any]:
    """Return the files of the form that an edition is of."""
    planned = prepare(root, (edition.sheet,))
    return [file for file in planned.plan.artifacts if (file.word, file.committee) == (edition.sheet, GARDEN)]


def states(root: Path) -> set[str]:
    """Return how the issued sheets stand."""
    return {answer.state for answer in status(root, (GARDEN,))}


def test_a_new_edition_carries_both_digests(example: Path) -> None:
    issued(example, "board", "guide", "plates")
    editions = prepare(example).plan.committees[GARDEN].ledger.editions
    assert editions and all(edition.says and edition.digest for edition in editions)
    assert states(example) == {"current"}
    assert list(ledger.faults(prepare(example).plan.committees[GARDEN].ledger, "001")) == []


def test_an_edition_of_early_days_is_judged_as_it_was_issued(example: Path) -> None:
    issued(example, "board", "guide", "plates")
    as_issued_before(example)
    assert states(example) == {"current"}
    edit(example / f"committees/{GARDEN}/committee.yml", "021-5555-0101", "021-5555-0109")
    changes = [change.words for answer in status(example, (GARDEN,)) for change in answer.changes]
    assert states(example) <= {"outdated", "current"} and changes
    assert all("021-5555-0101" in words and "021-5555-0109" in words for words in changes), changes


def test_the_second_kind_sees_the_width_of_a_plate_which_the_first_did_not(example: Path) -> None:
    policy = example / "content/policy.yml"
    pattern = next(line for line in policy.read_text("utf-8").split("\n") if "pattern:" in line)
    indent = " " * (len(pattern) - len(pattern.lstrip(" -")))
    edit(policy, pattern, f"{pattern}\n{indent}width: 400\n{indent}height: 2000")
    issued(example, "plates")
    assert states(example) == {"current"}
    edit(policy, f"{indent}width: 400", f"{indent}width: 500")
    assert states(example) == {"outdated"}
    (sheet,) = (standing.sheet for standing in standings(prepare(example).briefs[GARDEN]).values())
    assert (
        sheet
        and digest(says_by_first_kind(sheet)) == prepare(example).plan.committees[GARDEN].ledger.editions[0].digest
    )


def test_nothing_that_was_issued_in_this_repository_looks_outdated_by_the_change(repository: Path) -> None:
    """Its ledgers hold editions of early days; one board is out of date on purpose."""
    planned = prepare(repository)
    early = [
        (slug, standing)
        for slug, brief in planned.briefs.items()
        for standing in standings(brief).values()
        if standing.latest and not standing.latest.says
    ]
    assert len(early) > 30
    assert [(slug, standing.word) for slug, standing in early if not standing.current] == [("lantian-2", "board")]
    assert all(standing.earlier is not None for _, standing in early)


@pytest.mark.parametrize("word", [word for word, form in FORMS.items() if form.issued])
def test_every_issued_sheet_is_in_two_parts(example: Path, word: str) -> None:
    """JSON has all of both, and a digest can be made of what it says."""
    planned = prepare(example, (word,))
    for file in planned.plan.artifacts:
        data = FORMS[word].data(planned.briefs[file.committee], file)
        parts = FORMS[word].parts.sheets(data)
        assert parts and all(len(digest(SheetData(sheet).says)) == 16 for sheet in parts.values())
