"""A value is found in a text however it is written, and nothing is taken for it that is another."""

from __future__ import annotations

import pytest

from generator.text import said
from generator.text.said import old_holders, old_hours, old_names, old_numbers, old_titles, old_words

PHONE, OTHER = "021-5555-0101", "021-5555-0199"


@pytest.mark.parametrize(
    "written",
    [
        "021-5555-0101",
        "02155550101",
        "021 5555 0101",
        "(021)5555-0101",
        "（０２１）５５５５－０１０１",
        "021—55550101",
        "021.5555.0101",
        "+86 21 5555 0101",
        "0086-21-55550101",
        "5555-0101",
        "55550101",
        "5555 0101",
        "021-5555-0101转801",
    ],
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    text = f"周一至周五8:30 有事请打{written}，多谢。"
    (found,) = old_numbers(text, (PHONE,), (OTHER,), "021")
    assert found.value == PHONE
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "written",
    ["0512-5555-0101", "155550101", "5555-01012", "021-5555-0199", "021-5555-0110", "2026-11-22", "310199001001", ""],
)
def test_another_number_is_not_taken_for_it(written: str) -> None:
    assert list(old_numbers(f"请打{written}。", (PHONE,), (OTHER,), "021")) == []


def test_of_one_line_only_the_extension_that_is_gone_is_old() -> None:
    found = old_numbers(f"{PHONE}转801、{PHONE}转802、{PHONE}", (f"{PHONE}转801",), (f"{PHONE}转802",), "021")
    assert [each.value for each in found] == [f"{PHONE}转801"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("周一至周五 8:30–11:30、13:00–17:00", 1),
        ("上班８：３０-11:30，下午13:00至17:00，别的时间不在", 1),
        ("08:30~11:30,13:00~17:00", 1),
        ("周一至周五 8:30–11:30、13:00–17:30", 0),
        ("下午13:00–17:00", 0),
        ("8:30–11:30", 0),
    ],
)
def test_hours_are_old_where_the_whole_day_is(text: str, found: int) -> None:
    old, new = "周一至周五 8:30–11:30、13:00–17:00", "周一至周五 8:30–11:30、13:00–17:30"
    assert len(list(old_hours(text, (old,), (new,)))) == found


def test_a_single_span_is_old_with_its_days_alone() -> None:
    assert len(list(old_hours("工作日9:00–16:00；助餐9:00–16:00", ("工作日 9:00–16:00",), ("工作日 9:00–17:00",)))) == 1


def test_hours_that_are_kept_elsewhere_are_right() -> None:
    old = "周一至周五 8:30–11:30、13:00–17:00"
    assert list(old_hours(old, (old,), ("周六 9:00–11:00", old))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在阳光路 1号，进门左手", ["阳光路1号"]),
        ("在阳光路１号", ["阳光路1号"]),
        ("在阳光路1号2楼", []),
        ("在阳光路11号", []),
    ],
)
def test_an_address_is_old_unless_it_is_part_of_what_is_right(text: str, found: list[str]) -> None:
    assert [each.value for each in old_words(text, ("阳光路1号",), ("阳光路1号2楼",))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("有事找陈示例。", 1),
        ("有事找陈示例明。", 0),
        ("王平书记在", 1),
        ("找王平、李范例", 0),
        ("李范例、王平", 1),
        ("天下太平，王平安", 0),
    ],
)
def test_a_short_name_counts_where_it_stands_alone(text: str, found: int) -> None:
    assert len(list(old_names(text, ("陈示例", "王平"), ("陈示例明", "李范例")))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("书记李范例", 1),
        ("李范例书记", 1),
        ("副书记李范例", 0),
        ("工作委员会书记李范例", 0),
        ("李范例副书记", 0),
        ("李范例", 0),
    ],
)
def test_a_holder_is_old_with_the_post_alone(text: str, found: int) -> None:
    assert len(list(old_holders(text, ("书记 李范例",), ("书记 陈示例",)))) == found


def test_a_title_is_old_where_it_is_quoted() -> None:
    text = "看《例会制度》，或[例会制度](rule:meeting)；例会制度是大家定的。"
    assert [each.start for each in old_titles(text, ("例会制度",), ("碰头会制度",))] == [2, 10]


def test_every_value_leaves_its_trace_in_the_gist_of_what_says_it() -> None:
    for value, text in (
        (PHONE, "电话（021）5555－0101"),
        ("021-5555-0101转801", "55550101转801"),
        ("周一至周五 8:30–11:30、13:00–17:00", "08:30—11:30、13:00—17:00"),
        ("示例街道阳光路1号", "示例街道 阳光路１号"),
        ("书记 陈示例", "陈示例书记"),
    ):
        assert said.trace(value) in said.gist(text)
