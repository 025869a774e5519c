"""Printed codes: the check digit, the promise that a number never changes its meaning, addresses and the ledger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import codes, reader
from generator.codes import Wanted
from generator.model import Code, Ledger

digits = st.text("0123456789", min_size=1, max_size=12)
things = st.builds(
    Wanted,
    st.sampled_from(["page", "service", "room"]),
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.text("甲乙丙丁", min_size=1, max_size=4),
)
wishes = st.lists(things, max_size=8, unique_by=lambda item: (item.kind, item.id))
titles = st.text(st.sampled_from("甲乙a1 \n\"'\\:#{}[],&*|>%@`!?-——～"), min_size=1).filter(str.strip)


@given(digits)
def test_every_single_wrong_digit_is_caught(number: str) -> None:
    code = number + codes.check_digit(number)
    wrong = (code[:i] + d + code[i + 1 :] for i in range(len(code)) for d in "0123456789" if d != code[i])
    assert codes.is_code(code)
    assert not any(codes.is_code(each) for each in wrong)


@given(digits)
def test_every_swap_of_neighbours_is_caught(number: str) -> None:
    code = number + codes.check_digit(number)
    pairs = (i for i in range(len(code) - 1) if code[i] != code[i + 1])
    assert not any(codes.is_code(code[:i] + code[i + 1] + code[i] + code[i + 2 :]) for i in pairs)


@pytest.mark.parametrize("text", ["", "0", "12a4", "０１６"])
def test_what_is_no_number_is_no_code(text: str) -> None:
    assert not codes.is_code(text)


def test_a_code_is_committee_item_and_check_digit() -> None:
    assert codes.code_of("016", "001") == "0160019"


@given(st.lists(wishes, max_size=6))
def test_a_ledger_is_only_ever_added_to(rounds: list[list[Wanted]]) -> None:
    """Whatever comes, goes and comes again, a number keeps its one meaning, and a thing keeps its one number."""
    ledger = Ledger()
    for wanted in rounds:
        later = codes.assign(ledger, "016", wanted)
        assert later.codes[: len(ledger.codes)] == ledger.codes
        assert {(item.kind, item.id) for item in wanted} <= {(code.kind, code.id) for code in later.codes}
        assert len({code.number for code in later.codes}) == len(later.codes)
        assert len({(code.kind, code.id) for code in later.codes}) == len(later.codes)
        assert all(code.code == codes.code_of("016", code.number) for code in later.codes)
        assert codes.assign(later, "016", wanted) is later
        ledger = later


def test_a_new_code_follows_the_highest_even_where_there_is_a_gap() -> None:
    earlier = Code(number="007", code=codes.code_of("016", "007"), kind="page", id="home", title="首页")
    later = codes.assign(Ledger(codes=(earlier,)), "016", [Wanted("page", "duty", "值班")])
    assert [code.number for code in later.codes] == ["007", "008"]


def test_numbers_go_on_beyond_three_digits() -> None:
    earlier = Code(number="999", code=codes.code_of("016", "999"), kind="page", id="home", title="首页")
    later = codes.assign(Ledger(codes=(earlier,)), "016", [Wanted("page", "duty", "值班")])
    assert later.codes[1].number == "1000"
    assert reader.read(codes.ledger_text(later).encode(), "codes.yml", Ledger).codes == later.codes


@given(st.lists(titles, max_size=5))
def test_a_ledger_reads_as_it_was_written(names: list[str]) -> None:
    ledger = codes.assign(Ledger(), "016", [Wanted("page", f"p{i}", name) for i, name in enumerate(names)])
    assert reader.read(codes.ledger_text(ledger).encode(), "codes.yml", Ledger).codes == ledger.codes


def test_a_ledger_has_one_code_a_line() -> None:
    ledger = codes.assign(Ledger(), "016", [Wanted("page", "home", '甲: "乙" \\ #丙')])
    line = '  - {number: "001", code: "0160019", kind: page, id: home, title: "甲: \\"乙\\" \\\\ #丙"}\n'
    assert codes.ledger_text(ledger).endswith("\ncodes:\n" + line)


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://zhongshan.example/", "https://ZHONGSHAN.EXAMPLE/0160019/"),
        ("https://zhongshan.example/sc/a/", "https://ZHONGSHAN.EXAMPLE/sc/a/0160019/"),
    ],
)
def test_an_address_shouts_the_host_only(site: str, expected: str) -> None:
    assert codes.address(site, "0160019") == expected


def test_what_a_person_types_is_lower_case_without_scheme() -> None:
    assert codes.plain("https://zhongshan.example/", "0160019") == "zhongshan.example/0160019"
