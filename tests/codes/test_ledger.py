"""The ledger: whatever comes, goes, is issued and is merged, a number keeps its meaning, and slips of hands show."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.codes import ledger, merge
from generator.codes.ledger import CodeSubject, Fault
from generator.codes.number import code_of
from generator.codes.pages import CommitteePages, Page
from generator.model.gone import Retirement
from generator.model.ledger import Edition, Ledger
from generator.products.plan import lost, successor
from generator.products.website import code_pages
from generator.read import validation

NUMBER = "016"
DAY = datetime.date(2026, 11, 22)
HISTORIES = 1000 if os.environ.get("CI") else 200
"""Random histories that are tried."""

things = st.builds(
    CodeSubject,
    st.sampled_from(["page", "service", "room"]),
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.text("甲乙丙丁", min_size=1, max_size=4),
)
wishes = st.lists(things, max_size=8, unique_by=lambda item: (item.kind, item.id))
titles = st.text(st.sampled_from("甲乙a1 \n\"'\\:#{}[],&*|>%@`!?-——～"), min_size=1).filter(str.strip)


def read(text: str) -> Ledger:
    """A ledger from its file's text."""
    return validation.read(text.encode(), "codes.yml", Ledger)


def with_codes(*ids: str) -> Ledger:
    """A ledger that gave these pages their codes, in this order."""
    return ledger.assign(Ledger(), NUMBER, [CodeSubject("page", id, id) for id in ids])


def sheet(serial: int, numbers: str, **more: Any) -> Edition:
    """An edition of a sheet that carries the codes with these numbers, not sealed yet."""
    said = {"sheet": "board", "edition": 1, "date": DAY, "digest": f"{serial:016x}", "codes": numbers}
    return Edition(**{**said, "serial": serial, **more})


# --- adding ----------------------------------------------------------------------------------------------------------


@given(st.lists(wishes, max_size=6))
def test_a_ledger_is_only_ever_added_to(rounds: list[list[CodeSubject]]) -> None:
    """Whatever comes, goes and comes again, a number keeps its one meaning, and a thing keeps its one number."""
    kept = Ledger()
    for wanted in rounds:
        later = ledger.assign(kept, NUMBER, wanted)
        assert later.codes[: len(kept.codes)] == kept.codes
        assert {(item.kind, item.id) for item in wanted} <= {(code.kind, code.id) for code in later.codes}
        assert len({code.number for code in later.codes}) == len(later.codes)
        assert len({(code.kind, code.id) for code in later.codes}) == len(later.codes)
        assert all(code.code == code_of(NUMBER, code.number) for code in later.codes)
        assert ledger.assign(later, NUMBER, wanted) is later
        kept = later


def test_a_new_code_follows_the_highest_even_where_there_is_a_gap() -> None:
    earlier = ledger.new_code(NUMBER, "007", CodeSubject("page", "home", "首页"))
    later = ledger.assign(Ledger(codes=(earlier,)), NUMBER, [CodeSubject("page", "duty", "值班")])
    assert [code.number for code in later.codes] == ["007", "008"]


def test_one_thing_wanted_twice_gets_one_number() -> None:
    twice = [CodeSubject("page", "home", "首页"), CodeSubject("page", "home", "首页")]
    assert [code.number for code in ledger.assign(Ledger(), NUMBER, twice).codes] == ["001"]


def test_numbers_go_on_beyond_three_digits() -> None:
    earlier = ledger.new_code(NUMBER, "999", CodeSubject("page", "home", "首页"))
    later = ledger.assign(Ledger(codes=(earlier,)), NUMBER, [CodeSubject("page", "duty", "值班")])
    assert later.codes[1].number == "1000"
    assert read(ledger.text(later)).codes == later.codes


@given(st.sets(st.integers(1, 1200), max_size=40))
def test_packed_numbers_come_back(numbers: set[int]) -> None:
    listed = [f"{number:03d}" for number in sorted(numbers)]
    assert ledger.unpacked(ledger.packed(reversed(listed))) == tuple(listed)


def test_neighbours_are_packed_as_a_span() -> None:
    assert ledger.packed(["046", "011", "001", "012", "999", "1000"]) == "001 011-012 046 999-1000"


# --- as a file -------------------------------------------------------------------------------------------------------


@given(st.lists(titles, max_size=5), st.lists(titles, max_size=3))
def test_a_ledger_reads_as_it_was_written(names: list[str], places: list[str]) -> None:
    kept = ledger.assign(Ledger(), NUMBER, [CodeSubject("page", f"p{i}", name) for i, name in enumerate(names)])
    gone = [Retirement(kind="page", id="p0", date=DAY, successor="page:p1", reason=name) for name in names[:1]]
    kept = ledger.retire(kept, [], gone)
    numbers = ledger.packed(code.number for code in kept.codes)
    kept = ledger.issue(kept, [sheet(i, numbers, place=place, copies=i) for i, place in enumerate(places, 1)])
    again = read(ledger.text(kept))
    assert (again.codes, again.editions) == (kept.codes, kept.editions)
    assert list(ledger.faults(again, NUMBER)) == []


@pytest.mark.parametrize("place", ["２楼", " 二楼 ", "\u3000大厅", "⼀楼", "ＡＢ", "甲\xa0乙", "“大厅”", "/", "无"])
def test_what_is_sealed_is_read_as_it_was_written(place: str) -> None:
    """Whatever is mended in an author's files: a ledger that was mended would be one that somebody changed."""
    kept = ledger.issue(Ledger(), [sheet(1, "", place=place)])
    again = read(ledger.text(kept))
    assert again.editions == kept.editions
    assert list(ledger.faults(again, NUMBER)) == []


def test_a_ledger_has_one_code_or_edition_a_line() -> None:
    kept = ledger.assign(Ledger(), NUMBER, [CodeSubject("page", "home", '甲: "乙" \\ #丙')])
    kept = ledger.issue(kept, [sheet(1, "001", place="大厅", copies=3)])
    assert ledger.text(kept) == (
        f"{ledger.HEAD}codes:\n"
        '  - {number: "001", code: "0160019", kind: page, id: home, title: "甲: \\"乙\\" \\\\ #丙", '
        'issued: 2026-11-22, seal: "868a5968"}\n'
        f"{ledger.DIVIDER}editions:\n"
        '  - {serial: "1", sheet: board, edition: "1", date: 2026-11-22, digest: "0000000000000001", codes: "001", '
        'place: "大厅", copies: "3", seal: "ab06e6ac"}\n'
        f"{ledger.END}tips:\n"
        '  - {codes: "001", editions: "1", last: "ab06e6ac", seal: "db95a105"}\n'
    )


# --- merging ---------------------------------------------------------------------------------------------------------


def test_of_two_that_were_given_one_number_the_first_keeps_it() -> None:
    one, other = (ledger.assign(with_codes("home"), NUMBER, [CodeSubject("page", id, id)]) for id in ("duty", "find"))
    merged = merge.reconciled(Ledger(codes=(*one.codes, other.codes[1])), NUMBER)
    assert [(code.number, code.id) for code in merged.codes] == [("001", "home"), ("002", "duty"), ("003", "find")]
    assert list(ledger.faults(merged, NUMBER)) == []


def test_of_two_that_were_given_one_number_the_issued_keeps_it() -> None:
    one, other = (ledger.assign(with_codes("home"), NUMBER, [CodeSubject("page", id, id)]) for id in ("duty", "find"))
    other = ledger.issue(other, [sheet(1, "002")])
    for together in ((*one.codes, other.codes[1]), (*other.codes, one.codes[1])):
        merged = merge.reconciled(Ledger(codes=together, editions=other.editions), NUMBER)
        assert [(code.number, code.id) for code in merged.codes] == [("001", "home"), ("002", "find"), ("003", "duty")]


def test_two_that_were_both_issued_with_one_number_both_stay() -> None:
    one, other = (ledger.assign(with_codes("home"), NUMBER, [CodeSubject("page", id, id)]) for id in ("duty", "find"))
    one, other = ledger.issue(one, [sheet(1, "002")]), ledger.issue(other, [sheet(1, "001-002", sheet="roster")])
    together = Ledger(codes=(*one.codes, *other.codes), editions=(*one.editions, *other.editions))
    merged = merge.reconciled(together, NUMBER)
    assert [(code.number, code.id) for code in merged.codes] == [("001", "home"), ("002", "duty"), ("002", "find")]
    assert [edition.sheet for edition in merged.editions] == ["board", "roster"]
    assert merge.reconciled(merged, NUMBER) is merged
    assert ledger.next_serial(merged) == 2


def test_lines_may_stand_in_any_order_as_long_as_none_is_missing() -> None:
    """A branch that was merged twice: 2 to 4 of ours, 2 of theirs, and 5 that came later to ours."""
    ours, theirs = with_codes("home", "a", "b", "c", "d"), with_codes("home", "e")
    first = ledger.issue(ours, [sheet(serial, "001") for serial in (1, 2, 3, 4, 5)])
    second = ledger.issue(theirs, [sheet(1, "001"), sheet(2, "001", sheet="roster")])
    together = Ledger(
        codes=(*first.codes[:4], second.codes[1], first.codes[4]),
        editions=(*first.editions[:4], second.editions[1], first.editions[4]),
    )
    assert list(ledger.faults(together, NUMBER)) == []
    assert [code.number for code in merge.reconciled(together, NUMBER).codes] == [f"00{n}" for n in range(1, 7)]
    lines = [line for line in ledger.text(together).splitlines() if "id: b," not in line]
    assert [(fault.key, fault.message) for fault in ledger.faults(read("\n".join(lines)), NUMBER)] == [
        ("codes", "这一行前面少了序号 003")
    ]


def test_a_line_in_two_states_is_issued_as_early_as_either_says_and_retired_if_either_is() -> None:
    kept = with_codes("home")
    early, late = (ledger.issue(kept, [sheet(1, "001", date=day)]) for day in (DAY, DAY.replace(year=2027)))
    gone = ledger.retire(kept, [], [Retirement(kind="page", id="home", date=DAY, reason="没有了")])
    for states in ((late, early, gone), (gone, late, early)):
        (one,) = merge.reconciled(Ledger(codes=tuple(each.codes[0] for each in states)), NUMBER).codes
        assert (one.issued, one.retired, one.reason) == (DAY, DAY, "没有了")


def test_what_is_there_again_is_gone_no_more() -> None:
    kept = with_codes("home")
    gone = ledger.retire(kept, [], [Retirement(kind="page", id="home", date=DAY, reason="没有了")])
    assert gone.codes[0].retired == DAY
    assert ledger.retire(gone, [("page", "home")], []).codes == kept.codes
    assert ledger.retire(gone, [], []) is gone


def git(folder: Path, *arguments: str) -> str:
    """What git says, as somebody without settings of their own."""
    who = ("-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def git_merged(folder: Path, base: Ledger, ours: Ledger, theirs: Ledger) -> Ledger:
    """What git makes of the ledgers of two branches by the attribute that this project gives them."""
    file = folder / "committees" / "a" / "codes.yml"
    file.parent.mkdir(parents=True)
    (folder / ".gitattributes").write_bytes((Path(__file__).parents[2] / ".gitattributes").read_bytes())
    git(folder, "init", "-q")
    for branch, kept in (("base", base), ("theirs", theirs), ("ours", ours)):
        git(folder, "checkout", "-q", "-b", branch, *(["base"] if branch != "base" else []))
        file.write_text(ledger.text(kept), "utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", branch)
    git(folder, "merge", "-q", "theirs")
    return read(file.read_text("utf-8"))


GONE = [Retirement(kind="page", id="duty", date=DAY, successor="page:home", reason="合并了")]


@pytest.mark.parametrize("issued_before", [False, True])
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lambda kept: more(kept, "find"), lambda kept: ledger.issue(kept, [sheet(9, "001")])),
        (lambda kept: ledger.issue(kept, [sheet(9, "001")]), lambda kept: more(kept, "find")),
        (lambda kept: ledger.issue(more(kept, "find"), [sheet(9, "001-003")]), lambda kept: more(kept, "board")),
        (
            lambda kept: ledger.issue(more(kept, "find"), [sheet(9, "001-003")]),
            lambda kept: ledger.issue(more(kept, "board"), [sheet(9, "001 003", sheet="roster")]),
        ),
        (
            lambda kept: ledger.issue(kept, [sheet(9, "001-002")]),
            lambda kept: ledger.issue(more(ledger.retire(kept, [], GONE), "find"), [sheet(9, "001", sheet="roster")]),
        ),
    ],
)
def test_what_git_merges_can_be_read_and_keeps_every_promise(
    tmp_path: Path, issued_before: bool, ours: Callable[[Ledger], Ledger], theirs: Callable[[Ledger], Ledger]
) -> None:
    base = with_codes("home", "duty")
    numbers = range(1, 9) if issued_before else ()
    base = ledger.issue(base, [sheet(serial, "001", sheet="forms") for serial in numbers])
    one, other = ours(base), theirs(base)
    if not issued_before:
        one, other = (renumbered(each, 8) for each in (one, other))
    both = git_merged(tmp_path, base, one, other)
    assert list(ledger.faults(both, NUMBER)) == []
    settled = merge.reconciled(both, NUMBER)
    for side in (one, other):
        for code in side.codes:
            if code.issued:
                same = [each for each in settled.codes if (each.number, each.id) == (code.number, code.id)]
                assert [each.issued for each in same] == [code.issued]
            assert code.id in {each.id for each in settled.codes}
        assert set(side.editions) <= set(settled.editions)
    assert len(settled.editions) == len({*one.editions, *other.editions})


def more(kept: Ledger, id: str) -> Ledger:
    """The ledger with one more page."""
    return ledger.assign(kept, NUMBER, [CodeSubject("page", id, id)])


def renumbered(kept: Ledger, less: int) -> Ledger:
    """The ledger whose serials start at one."""
    bare = [one.model_copy(update={"serial": one.serial - less}) for one in kept.editions]
    return ledger.issue(kept.model_copy(update={"editions": ()}), bare)


# --- slips of hands --------------------------------------------------------------------------------------------------


def issued() -> Ledger:
    """Five codes, of which three editions carry four."""
    kept = with_codes("home", "duty", "find", "board", "print")
    kept = ledger.issue(kept, [sheet(1, "001-002"), sheet(2, "003", sheet="roster")])
    return ledger.issue(kept, [sheet(3, "001 004", edition=2)])


Hand = Callable[[list[str]], None]


def replacing(passage: str, old: str, new: str) -> Hand:
    """A hand that changes the line that has a passage."""

    def hand(lines: list[str]) -> None:
        at = next(number for number, line in enumerate(lines) if passage in line)
        assert old in lines[at]
        lines[at] = lines[at].replace(old, new, 1)

    return hand


def removing(*passages: str) -> Hand:
    """A hand that removes every line that has one of these passages."""

    def hand(lines: list[str]) -> None:
        kept = [line for line in lines if not any(passage in line for passage in passages)]
        assert len(kept) < len(lines)
        lines[:] = kept

    return hand


def complaints(hand: Hand) -> list[tuple[str, int, str]]:
    """List, line counted from 0 and words of each complaint about the ledger once a hand was at it."""
    lines = ledger.text(issued()).splitlines()
    hand(lines)
    found: list[Fault] = list(ledger.faults(read("\n".join(lines) + "\n"), NUMBER))
    assert all("{restore}" in fault.hint for fault in found)
    return [(fault.key, fault.line, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("hand", "expected"),
    [
        (
            removing("id: duty"),
            [
                ("codes", 1, "这一行前面少了序号 002"),
                ("editions", 0, "付印 1 号印了序号 002，台账里没有这个编码了"),
            ],
        ),
        (
            removing("id: duty", "id: find"),
            [
                ("codes", 1, "这一行前面少了序号 002到003"),
                ("editions", 0, "付印 1 号印了序号 002，台账里没有这个编码了"),
                ("editions", 1, "付印 2 号印了序号 003，台账里没有这个编码了"),
            ],
        ),
        (
            removing("id: board", "id: print"),
            [
                ("editions", 2, "付印 3 号印了序号 004，台账里没有这个编码了"),
                ("tips", 0, "台账到序号 005 为止，现在少了 004到005"),
            ],
        ),
        (
            removing("id: home", "id: duty", "id: find", "id: board", "id: print"),
            [
                ("editions", 0, "付印 1 号印了序号 001-002，台账里没有这个编码了"),
                ("editions", 1, "付印 2 号印了序号 003，台账里没有这个编码了"),
                ("editions", 2, "付印 3 号印了序号 001 004，台账里没有这个编码了"),
                ("tips", 0, "台账到序号 005 为止，现在少了 001到005"),
            ],
        ),
        (
            replacing("id: duty", '"002"', '"006"'),
            [
                ("codes", 1, f"编码 {code_of(NUMBER, '002')} 和居委会编号 016、序号 006 对不上"),
                ("codes", 1, "编码 0160024 付印过，可是没有哪一次付印印了它：付印的行少了"),
                ("codes", 2, "这一行前面少了序号 002"),
                ("editions", 0, "付印 1 号印了序号 002，台账里没有这个编码了"),
            ],
        ),
        (replacing("id: duty", "kind: page", "kind: room"), [("codes", 1, "编码 0160024 这一行被手工改过")]),
        (replacing("id: duty", "id: duty", "id: forms"), [("codes", 1, "编码 0160024 这一行被手工改过")]),
        (replacing("id: duty", 'title: "duty"', 'title: "值班"'), [("codes", 1, "编码 0160024 这一行被手工改过")]),
        (replacing("id: duty", ", seal: ", "} # "), [("codes", 1, "编码 0160024 这一行被手工改过")]),
        (
            replacing("id: duty", issued().codes[1].seal or "", issued().codes[0].seal or ""),
            [("codes", 1, "编码 0160024 这一行被手工改过")],
        ),
        (
            removing("sheet: roster"),
            [
                ("codes", 2, "编码 0160035 付印过，可是没有哪一次付印印了它：付印的行少了"),
                ("editions", 1, "这一行前面少了付印 2 号"),
            ],
        ),
        (
            removing('serial: "3"'),
            [
                ("codes", 3, "编码 0160043 付印过，可是没有哪一次付印印了它：付印的行少了"),
                ("tips", 0, "台账到付印 3 号为止，现在少了 3 号"),
            ],
        ),
        (
            replacing("sheet: roster", 'edition: "1"', 'edition: "2"'),
            [("editions", 1, "付印 2 号这一行被手工改过")],
        ),
        (
            replacing("sheet: roster", 'codes: "003"', 'codes: "005"'),
            [
                ("codes", 2, "编码 0160035 付印过，可是没有哪一次付印印了它：付印的行少了"),
                ("editions", 1, "付印 2 号这一行被手工改过"),
            ],
        ),
        (replacing("sheet: roster", ", seal: ", "} # "), [("editions", 1, "付印 2 号这一行被手工改过")]),
    ],
)
def test_what_a_hand_did_to_a_ledger_shows(hand: Hand, expected: list[tuple[str, int, str]]) -> None:
    found = complaints(hand)
    assert sorted(found) == sorted(expected)


def test_a_code_that_was_printed_was_issued_whatever_its_line_has_lost() -> None:
    """As where a branch took back an issue that another had kept: the edition is there, and says the day."""
    whole = issued()
    bare = tuple(code.model_copy(update={"issued": None}) for code in whole.codes)
    set_back = whole.model_copy(update={"codes": bare})
    assert list(ledger.faults(set_back, NUMBER)) == []
    assert merge.reconciled(set_back, NUMBER).codes == whole.codes


def test_a_whole_ledger_is_not_complained_about() -> None:
    assert complaints(lambda lines: None) == []
    assert complaints(lambda lines: lines.append("# 备注")) == []


def test_another_number_of_the_committee_shows_at_every_line() -> None:
    found = list(ledger.faults(issued(), "017"))
    assert [(fault.key, fault.line) for fault in found] == [("codes", line) for line in range(5)]
    assert found[0].message == "编码 0160019 和居委会编号 017、序号 001 对不上"


def test_a_ledger_tells_by_which_number_it_was_made() -> None:
    """A changed number is one mistake, and not one of each code."""
    whole = issued()
    assert ledger.number_of(whole) == NUMBER
    altered = whole.codes[1].model_copy(update={"code": code_of("017", whole.codes[1].number)})
    for codes in ((whole.codes[0], altered, *whole.codes[2:]), ()):
        assert ledger.number_of(whole.model_copy(update={"codes": codes})) is None


def test_what_was_printed_without_its_line_in_the_ledger_shows() -> None:
    kept = issued()
    fewer = kept.model_copy(update={"editions": kept.editions[:2]})
    names = [ledger.snapshot_name(edition) for edition in kept.editions]
    assert list(ledger.snapshot_faults(kept, [*names, "3"])) == []
    assert list(ledger.snapshot_faults(fewer, [*names, "3"])) == [names[2], "3"]
    assert list(ledger.snapshot_faults(kept, ["3-0000000000000000"])) == ["3-0000000000000000"]


def test_a_seal_of_earlier_years_still_holds() -> None:
    """The seals of ledgers that lie in drawers must never be computed in another way."""
    assert [code.seal for code in issued().codes[:2]] == ["fb399fee", "30a812f9"]
    assert [edition.seal for edition in issued().editions] == ["37f5c6e8", "af158701", "642224d0"]


# --- whole histories -------------------------------------------------------------------------------------------------


@dataclass
class Branch:
    """A committee's data and ledger on one branch, and what was promised on paper there.

    `promised` holds number, code, kind and id of each code on an issued sheet, and the serials of these sheets.
    """

    kept: Ledger = field(default_factory=Ledger)
    present: dict[tuple[str, str], str] = field(default_factory=dict)
    gone: dict[tuple[str, str], Retirement] = field(default_factory=dict)
    promised: dict[tuple[str, str, str, str], set[int]] = field(default_factory=dict)

    def copy(self) -> Branch:
        """A branch that starts from this one."""
        promised = {key: set(serials) for key, serials in self.promised.items()}
        return Branch(self.kept, dict(self.present), dict(self.gone), promised)

    def build(self) -> None:
        """What every build does to the ledger, in the order in which it does it."""
        kept = merge.reconciled(self.kept, NUMBER)
        kept = ledger.assign(kept, NUMBER, [CodeSubject(*key, title) for key, title in self.present.items()])
        self.kept = ledger.retire(kept, self.present, self.gone.values())

    def pages(self) -> CommitteePages:
        """The pages of a committee that has nothing but these things."""
        found = {key: Page(*key, title, f"x/{key[0]}/{key[1]}/") for key, title in self.present.items()}
        whose = cast(Any, SimpleNamespace(slug="x"))
        return CommitteePages(whose, self.kept, found, {(code.kind, code.id): code for code in self.kept.codes})


KEYS = [("service", "a"), ("service", "b"), ("service", "c"), ("room", "a"), ("room", "b")]
keys = st.sampled_from(KEYS)
steps = st.one_of(
    st.tuples(st.just("add"), keys, st.sampled_from(["甲", "乙"])),
    st.tuples(st.just("remove"), keys),
    st.tuples(st.just("retire"), keys, st.none() | keys),
    st.tuples(st.just("forget"), keys),
    st.tuples(st.just("issue"), st.lists(keys, min_size=1, max_size=3), st.sampled_from(["board", "roster"])),
    st.tuples(st.just("issue"), st.just(KEYS), st.just("rulebook")),
    st.tuples(st.just("rewrite")),
    st.tuples(st.just("fork")),
    st.tuples(st.just("switch")),
    st.tuples(st.just("merge"), st.booleans()),
    st.tuples(st.just("apart"), keys, keys, st.booleans(), st.booleans(), st.booleans()),
)


def add(one: Branch, key: tuple[str, str], title: str) -> None:
    """Something comes, comes back, or is called otherwise."""
    one.present[key] = title
    one.gone.pop(key, None)


def remove(one: Branch, key: tuple[str, str]) -> None:
    """Something goes without a word; what is on paper the check would not let go."""
    if not any(code.issued for code in one.kept.codes if (code.kind, code.id) == key):
        one.present.pop(key, None)


def retire(one: Branch, key: tuple[str, str], then: tuple[str, str] | None) -> None:
    """Something goes for good, and where to go now is said."""
    if one.present.pop(key, None):
        where = ":".join(then) if then and then != key else None
        one.gone[key] = Retirement(kind=key[0], id=key[1], date=DAY, successor=where, reason="合并了")


def forget(one: Branch, key: tuple[str, str]) -> None:
    """Nobody says any longer that something has gone."""
    one.gone.pop(key, None)


def issue(one: Branch, wanted: list[tuple[str, str]], name: str) -> None:
    """A sheet goes to the printer with the codes of these things, as far as they are there."""
    numbers = {(code.kind, code.id): code for code in reversed(one.kept.codes)}
    printed = [numbers[key] for key in wanted if key in one.present]
    serial = ledger.next_serial(one.kept)
    edition = len(ledger.of_sheet(one.kept, name)) + 1
    new = sheet(serial, ledger.packed(code.number for code in printed), sheet=name, edition=edition)
    one.kept = ledger.issue(one.kept, [new])
    for code in printed:
        one.promised.setdefault((code.number, code.code, code.kind, code.id), set()).add(serial)


def rewrite(one: Branch) -> None:
    """The ledger goes to disk and comes back."""
    one.kept = read(ledger.text(one.kept))


def apart(one: Branch, ours: Any, theirs: Any, ours_issued: bool, theirs_issued: bool, first: bool) -> None:
    """Two branches each get something, and perhaps give it to the printer, before they are merged."""
    base, other = one.copy(), one.copy()
    for branch, key, printed in ((one, ours, ours_issued), (other, theirs, theirs_issued)):
        add(branch, key, "甲")
        branch.build()
        if printed:
            issue(branch, [key], "board")
    both = merged(base, *((one, other) if first else (other, one)))
    one.__dict__.update(both.__dict__)


ACTS: dict[str, Callable[..., None]] = {
    "apart": apart,
    "add": add,
    "remove": remove,
    "retire": retire,
    "forget": forget,
    "issue": issue,
    "rewrite": rewrite,
}


def merged(base: Branch, ours: Branch, theirs: Branch) -> Branch:
    """Both branches, their ledgers merged by keeping the lines of both, and neither looked at yet."""

    def union(name: str) -> tuple[Any, ...]:
        old, one, other = (getattr(each.kept, name) for each in (base, ours, theirs))
        same = [line for line in old if line in one and line in other]
        return (*same, *(line for side in (one, other) for line in side if line not in same))

    promises = dict.fromkeys((*ours.promised, *theirs.promised))
    promised = {key: ours.promised.get(key, set()) | theirs.promised.get(key, set()) for key in promises}
    present = {**ours.present, **theirs.present}
    gone = {key: one for key, one in {**ours.gone, **theirs.gone}.items() if key not in present}
    kept = Ledger(codes=union("codes"), editions=union("editions"))
    return Branch(kept, present, gone, promised)


def check_promises(one: Branch) -> None:
    """Whatever is on paper still leads to what it led to, and nothing is wrong with the ledger."""
    assert list(ledger.faults(one.kept, NUMBER)) == []
    known = {(code.number, code.code, code.kind, code.id): code for code in one.kept.codes}
    assert set(one.promised) <= set(known)
    assert all(known[key].issued for key in one.promised)
    found = one.pages()
    assert list(lost(found)) == []
    answers = [artifact.path for artifact in code_pages(found)]
    assert len(answers) == len(set(answers))
    assert {f"website/{code.code}/index.html" for code in one.kept.codes} <= set(answers)
    for (_, code, _, _), serials in one.promised.items():
        assert {f"website/{code}/{serial}/index.html" for serial in serials} <= set(answers)
    for code in one.kept.codes:
        successor(found, code)  # ends, whatever circles there are


def check_numbers(before: Ledger, after: Ledger) -> None:
    """No number that means one thing comes to mean another."""
    meant = {(code.number, code.kind, code.id, code.title) for code in before.codes}
    assert meant <= {(code.number, code.kind, code.id, code.title) for code in after.codes}
    assert [(edition.serial, edition.seal) for edition in before.editions] == [
        (edition.serial, edition.seal) for edition in after.editions[: len(before.editions)]
    ]


@given(st.lists(steps, min_size=6, max_size=24))
@settings(max_examples=HISTORIES, deadline=None)
def test_no_history_breaks_the_promise(history: list[tuple[Any, ...]]) -> None:
    base = Branch()
    here, there = base.copy(), base.copy()
    for name, *arguments in history:
        before = here.kept
        if name == "fork":
            base, there = here.copy(), here.copy()
        elif name == "switch":
            here, there = there, here
            before = here.kept
        elif name == "merge":
            sides = (here, there) if arguments[0] else (there, here)
            here = merged(base, *sides)
            assert list(ledger.faults(here.kept, NUMBER)) == []
            here.build()
            base, there = here.copy(), here.copy()
            before = here.kept
        else:
            ACTS[name](here, *arguments)
        here.build()
        if name != "apart":  # where what was not issued may have moved
            check_numbers(before, here.kept)
        check_promises(here)
        assert merge.reconciled(here.kept, NUMBER) is here.kept


@given(st.lists(st.sampled_from(KEYS), max_size=4), st.lists(st.sampled_from(KEYS), max_size=4), st.booleans())
def test_a_merge_moves_only_what_was_never_issued(ours: list[Any], theirs: list[Any], first: bool) -> None:
    """Of all that both branches gave out, what is issued keeps its number, whichever branch is merged into which."""
    base = Branch()
    one, other = base.copy(), base.copy()
    for branch, wanted in ((one, ours), (other, theirs)):
        for key in wanted:
            add(branch, key, "甲")
        branch.build()
    issue(one, ours, "board")
    sides = (one, other) if first else (other, one)
    both = merged(base, *sides)
    both.build()
    check_promises(both)
    numbers = [code.number for code in both.kept.codes]
    assert len(numbers) == len(set(numbers))
    assert {(code.kind, code.id) for code in both.kept.codes} == {*ours, *theirs}
