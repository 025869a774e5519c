"""The ledger of breaches: a first day and a due date that no later run moves, whatever comes, goes and is merged."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import edit

from generator.check.breaches import (
    SHARED,
    Key,
    faults,
    found_by_owner,
    gravest,
    line_seal,
    reconciled,
    recorded,
    text,
    updated,
)
from generator.check.judge import judge
from generator.check.subjects import Subjects, digest_in_letters, identity
from generator.day import ONE_DAY
from generator.model.breaches import Breach, Breaches, Gravity
from generator.model.handbook import Handbook
from generator.model.policy import ReportPolicy
from generator.problem import Location
from generator.read.files import load
from generator.read.validation import read

POLICY = ReportPolicy(error_days=14, warning_days=45, again_days=10)
START = datetime.date(2026, 1, 1)
KEYS = [Key("N1", "committee.yml#plates"), Key("B9", "register.yml#boards/~abcdefghij"), Key("R5", "rooms.yml#rooms/a")]


def parsed(said: str) -> Breaches:
    """A ledger as it is read again."""
    return read(said.encode(), "content/breaches.yml", Breaches)


def day(number: int) -> datetime.date:
    return START + number * ONE_DAY


def run(lines: tuple[Breach, ...], found: Mapping[Key, Gravity], number: int) -> tuple[Breach, ...]:
    """A run on a day; the ledger goes through its file."""
    return parsed(text(Breaches(breaches=updated(lines, found, day(number), POLICY)))).breaches


# --- one breach ------------------------------------------------------------------------------------------------------


def test_the_first_day_and_the_due_date_stay_while_it_is_open() -> None:
    lines = run((), {KEYS[0]: "warning"}, 0)
    for number in (1, 7, 44, 45, 46, 300):
        lines = run(lines, {KEYS[0]: "warning"}, number)
    (line,) = lines
    assert (line.first, line.due, line.mended) == (START, day(45), None)


def test_it_is_mended_on_the_first_run_that_does_not_find_it() -> None:
    lines = run(run(run((), {KEYS[0]: "error"}, 0), {}, 5), {}, 9)
    assert [(line.first, line.due, line.mended) for line in lines] == [(START, day(14), day(5))]


def test_what_comes_back_soon_was_never_mended_and_later_it_is_another() -> None:
    mended = run(run((), {KEYS[0]: "error"}, 0), {}, 5)
    (soon,) = run(mended, {KEYS[0]: "error"}, 15)
    assert (soon.first, soon.due, soon.mended) == (START, day(14), None)
    late = run(mended, {KEYS[0]: "error"}, 16)
    assert [(line.first, line.mended) for line in late] == [(START, day(5)), (day(16), None)]


def test_where_it_becomes_graver_the_earlier_of_the_dates_holds() -> None:
    lines = run((), {KEYS[0]: "warning"}, 0)
    assert [line.due for line in run(lines, {KEYS[0]: "error"}, 10)] == [day(24)]
    assert [line.due for line in run(lines, {KEYS[0]: "error"}, 40)] == [day(45)]
    graver = run(lines, {KEYS[0]: "error"}, 10)
    assert [(line.due, line.gravity) for line in run(graver, {KEYS[0]: "warning"}, 12)] == [(day(24), "error")]


def test_a_clock_that_goes_back_puts_no_due_date_before_the_first_day() -> None:
    lines = run((), {KEYS[0]: "warning"}, 100)
    (line,) = run(lines, {KEYS[0]: "error"}, 1)
    assert (line.first, line.due) == (day(100), day(100))


def test_other_days_in_the_policy_move_no_due_date() -> None:
    lines = updated((), {KEYS[0]: "warning"}, START, POLICY)
    later = ReportPolicy(error_days=1, warning_days=2)
    (line,) = updated(lines, {KEYS[0]: "warning"}, day(1), later)
    assert line.due == day(45)


def test_a_rule_that_was_not_asked_mends_nothing() -> None:
    lines = updated((), {KEYS[0]: "warning"}, START, POLICY)
    (line,) = updated(lines, {}, day(3), POLICY, looked_at=lambda rule: rule != "N1")
    assert line.mended is None


# --- any history -----------------------------------------------------------------------------------------------------

FOUND = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["error", "warning"]))
HISTORIES = st.lists(st.tuples(st.integers(0, 30), FOUND), max_size=25)


@settings(max_examples=60, deadline=None)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_no_history_moves_a_first_day_or_loses_a_line(
    history: list[tuple[int, dict[Key, Gravity]]], chance: random.Random
) -> None:
    lines: tuple[Breach, ...] = ()
    number = 0
    for passed, found in history:
        number += passed
        shuffled = list(found.items())
        chance.shuffle(shuffled)
        before = list(lines)
        chance.shuffle(before)
        after = run(tuple(before), dict(shuffled), number)
        now = {(line.rule, line.about, line.first): line for line in after}
        for line in lines:
            kept = now[line.rule, line.about, line.first]  # nothing is ever lost
            assert kept.due == line.due or (kept.gravity != line.gravity and kept.due < line.due)
            if (line.rule, line.about) not in found:
                assert kept.mended == (line.mended or day(number))
        assert {Key(line.rule, line.about) for line in after if not line.mended} == set(found)
        assert len({(line.rule, line.about) for line in after if not line.mended}) == len(found)
        assert run(after, found, number) == after  # the same day again: nothing to write
        assert not list(faults(parsed(text(Breaches(breaches=after)))))
        lines = after


@settings(max_examples=40, deadline=None)
@given(HISTORIES, HISTORIES, HISTORIES, st.randoms(use_true_random=False))
def test_a_merge_of_two_clerks_keeps_both(
    shared: list[tuple[int, dict[Key, Gravity]]],
    one: list[tuple[int, dict[Key, Gravity]]],
    other: list[tuple[int, dict[Key, Gravity]]],
    chance: random.Random,
) -> None:
    """As `merge=union` does it: all lines of both, in any order, those that are alike once or twice."""
    base, number = tuple[Breach, ...](), 0
    for passed, found in shared:
        number += passed
        base = run(base, found, number)
    branches = []
    for history in (one, other):
        lines, then = base, number
        for passed, found in history:
            then += passed
            lines = run(lines, found, then)
        branches.append(lines)
    union = [*branches[0], *(line for line in branches[1] if line not in branches[0] or chance.random() < 0.3)]
    chance.shuffle(union)
    merged = reconciled(union)
    for line in (*branches[0], *branches[1]):
        covering = [
            each
            for each in merged
            if (each.rule, each.about) == (line.rule, line.about)
            and each.first <= line.first
            and (each.mended is None or line.first <= each.mended)
        ]
        assert covering, line
        assert any(each.due <= line.due for each in covering)
    for before, after in pairwise(merged):
        if (before.rule, before.about) == (after.rule, after.about):
            assert before.mended is not None and before.mended < after.first


def test_of_two_clerks_who_saw_the_same_the_earlier_day_holds() -> None:
    one, other = run((), {KEYS[0]: "warning"}, 3), run((), {KEYS[0]: "error"}, 1)
    (line,) = reconciled([*one, *other])
    assert (line.first, line.due, line.gravity, line.mended) == (day(1), day(15), "error", None)


def test_what_one_of_them_mended_is_mended_until_it_is_found_again() -> None:
    base = run((), {KEYS[0]: "warning"}, 0)
    (line,) = reconciled([*base, *run(base, {}, 4)])
    assert line.mended == day(4)
    (again,) = run((*base, *run(base, {}, 4)), {KEYS[0]: "warning"}, 5)
    assert (again.first, again.mended) == (START, None)


# --- the file --------------------------------------------------------------------------------------------------------


def test_a_ledger_is_a_line_a_breach_and_reads_the_same() -> None:
    ledger = Breaches(
        breaches=updated((), {KEYS[0]: "warning", KEYS[1]: "error"}, START, POLICY), committees=("a", "b")
    )
    again = parsed(text(ledger))
    assert (again.breaches, again.committees) == (ledger.breaches, ledger.committees)
    assert text(again) == text(ledger)
    assert all(line.seal == line_seal(line) for line in again.breaches)
    assert text(Breaches(committees=("a",))) == text(parsed(text(Breaches(committees=("a",)))))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("due: 2026-02-15", "due: 2027-02-15", "这一行（N1）被手工改过"),
        ("first: 2026-01-01, due: 2026-02", "first: 2026-01-09, due: 2026-02", "这一行（N1）被手工改过"),
        ('lines: "2"', 'lines: "1"', "一共几行的这一行被手工改过"),
    ],
)
def test_a_hand_in_the_ledger_shows(old: str, new: str, said: str) -> None:
    ledger = text(Breaches(breaches=updated((), {KEYS[0]: "warning", KEYS[1]: "error"}, START, POLICY)))
    assert old in ledger
    (fault,) = faults(parsed(ledger.replace(old, new)))
    assert said in fault.message


def test_a_line_that_was_taken_out_shows() -> None:
    ledger = text(Breaches(breaches=updated((), {KEYS[0]: "warning", KEYS[1]: "error"}, START, POLICY)))
    shorter = "".join(line for line in ledger.splitlines(keepends=True) if "rule: N1" not in line)
    (fault,) = faults(parsed(shorter))
    assert fault.message == "违规台账记过2行，现在少了1行"
    (fault,) = faults(parsed(ledger.partition("counts:")[0]))
    assert "末尾少了" in fault.message


def test_no_words_of_an_authors_are_in_a_ledger(example: Path) -> None:
    edit(
        example / "committees/old-street/hours.yml",
        "{days: 周一至周六, staff: [孙示例]}",
        "{days: 周一, staff: [孙示例]}",
    )
    handbook = load(example)
    ledgers = recorded(handbook, tuple(judge(handbook)))
    said = "".join(text(ledger) for ledger in ledgers.values())
    values = [line for line in said.splitlines() if line.startswith("  - ")]
    assert any("D2" in line for line in values)
    assert all(line.isascii() for line in values)


# --- what a breach is about ------------------------------------------------------------------------------------------

BOARDS = "committees/sunny-garden/register.yml"


def about(root: Path, rule: str) -> set[str]:
    """What the breaches of a rule are about."""
    handbook = load(root)
    found = found_by_owner(Subjects(handbook), judge(handbook))
    return {key.about for own in found.values() for key in own if key.rule == rule}


def test_a_breach_keeps_its_name_when_lines_move_lists_turn_and_days_pass(example: Path) -> None:
    edit(example / BOARDS, "valid_until: 2027-02-28", "valid_until: 2026-12-01")
    before = about(example, "B9")
    assert before and all("#boards/~" in name for name in before)
    (example / BOARDS).write_text("# 一行说明\n\n" + (example / BOARDS).read_text("utf-8"), "utf-8")
    assert about(example, "B9") == before
    edit(example / BOARDS, "valid_until: 2026-12-01", "valid_until: 2026-11-30")  # “还有9天” is “还有8天”
    assert about(example, "B9") == before
    head, _, rest = (example / BOARDS).read_text("utf-8").partition("boards:\n")
    more = "  - {kind: 宣传版面, room: hall, place: 别处的墙}\n"
    (example / BOARDS).write_text(f"{head}boards:\n{more}{rest}", "utf-8")
    assert before < about(example, "B9")  # the new board has its own, and the other keeps its name


def test_entries_go_by_their_ids_then_by_what_names_them_then_by_their_days(handbook: Handbook) -> None:
    committee = next(own for own in handbook.committees if own.slug == "sunny-garden")
    rooms = committee.premises.rooms
    assert [identity(room) for room in rooms] == [room.id for room in rooms]
    board = committee.register.boards[0]
    assert identity(board) == identity(board.model_copy(update={"valid_until": START, "filing_number": "别的"}))
    assert identity(board) != identity(board.model_copy(update={"kind": "别的栏"}))
    assert identity(START) == identity("一句话") == ""
    assert identity(handbook.policy.phases[0]).startswith("~")


def test_a_log_that_ends_too_early_is_one_breach_however_often_a_day_is_added(example: Path) -> None:
    """Else whoever writes down one meeting in a month would never be late."""
    records = example / "committees/sunny-garden/records.yml"
    text = records.read_text("utf-8")
    dates = re.search(r"  dates: \[([^\]]*)\]", text)
    assert dates
    days = dates[1].split(", ")

    def upto(number: int) -> set[str]:
        records.write_text(text.replace(dates[1], ", ".join(days[:number])), "utf-8")
        return about(example, "O1")

    assert upto(len(days) - 6) == upto(len(days) - 5) == {"records.yml#meetings/dates"}


def test_what_no_value_stands_at_goes_by_its_file(handbook: Handbook) -> None:
    subjects = Subjects(handbook)
    assert subjects.of(Location("committees/old-street/records.yml", 999, 9)) == "records.yml"
    assert subjects.of(Location("content/policy.yml")) == "content/policy.yml"
    assert subjects.of(handbook.policy.source.at("date")) == "content/policy.yml#date"


def test_digests_have_no_figures() -> None:
    """Figures in a row might be somebody's number to what looks for personal data."""
    assert all(digest_in_letters(str(number))[1:].isalpha() for number in range(300))


# --- whose it is -----------------------------------------------------------------------------------------------------


def test_each_committee_has_its_own_and_the_sub_district_names_them(example: Path) -> None:
    edit(example / BOARDS, "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    handbook = load(example)
    ledgers = recorded(handbook, tuple(judge(handbook)))
    assert set(ledgers) == {"sunny-garden", SHARED}
    assert {line.rule for line in ledgers["sunny-garden"].breaches} == {"B9", "G2", "P6"}
    assert (ledgers[SHARED].breaches, ledgers[SHARED].committees) == ((), ("sunny-garden",))


def test_a_ledger_that_cannot_be_trusted_is_not_written_over(example: Path) -> None:
    edit(example / BOARDS, "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    handbook = load(example)
    assert set(recorded(handbook, tuple(judge(handbook)), frozen={"sunny-garden"})) == set()


def test_where_some_could_not_be_loaded_nothing_is_said_of_them_or_of_all(example: Path) -> None:
    edit(example / BOARDS, "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    handbook = load(example)
    before = recorded(handbook, tuple(judge(handbook)))
    later = replace(handbook, breaches=before, committees=handbook.committees[:1], today=handbook.today + ONE_DAY)
    assert recorded(later, (), partly=True) == before
    mended = recorded(replace(handbook, breaches=before, today=handbook.today + ONE_DAY), ())
    assert all(line.mended for line in mended["sunny-garden"].breaches)
    partly = recorded(replace(handbook, breaches=before, today=handbook.today + ONE_DAY), (), partly=True)
    assert {line.rule for line in partly["sunny-garden"].breaches if not line.mended} == {"G2", "P6"}


def test_the_graver_of_two_is_the_error() -> None:
    assert [gravest(one, other) for one in ("error", "warning") for other in ("error", "warning")] == [
        "error",
        "error",
        "error",
        "warning",
    ]
