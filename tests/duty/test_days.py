"""The schedule: which days words mean, holidays and make-up workdays counted, and who is there on each."""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tools import edit

from generator.duty.days import (
    WEEKDAYS,
    Year,
    days_between,
    in_every_week,
    means,
    minutes_open,
    weekdays,
    within,
    year,
)
from generator.duty.roster import Roster
from generator.model.content import Calendar, Holiday
from generator.model.handbook import Handbook
from generator.model.hours import Opening, Shift
from generator.read.files import load

DAY = datetime.date
MORNING = datetime.time(9), datetime.time(11)

MADE = Calendar.model_validate(
    {
        "year": "2028",
        "document": "示例",
        "checked": "2028-01-01",
        "holidays": [
            {"name": "元旦", "begins": "2028-01-01", "ends": "2028-01-03"},
            {"name": "国庆节", "begins": "2028-10-02", "ends": "2028-10-06"},
        ],
        "workdays": ["2028-09-30", "2028-10-07", "2028-10-08"],
    }
)
"""A year of which each kind of day is known by heart: 2028 begins on a Saturday and has a 29 February."""

dates = st.dates(DAY(2020, 1, 1), DAY(2039, 12, 31))
letters = st.sampled_from(WEEKDAYS)


def opening(days: str, season: str | None = None, closed: tuple[DAY, ...] = ()) -> Opening:
    return Opening.model_construct(
        days=days, opens=MORNING[0], closes=MORNING[1], season=season, closed=closed, note=None
    )


def days(words: str, season: str | None = None, closed: tuple[DAY, ...] = ()) -> list[DAY]:
    """The days of the made year that some words mean."""
    return sorted(Year(MADE).occasions(opening(words, season, closed)))


def of_month(found: list[DAY], month: int) -> list[int]:
    return [day.day for day in found if day.month == month]


# --- kinds of days ---------------------------------------------------------------------------------------------------


def test_every_day_of_a_year_is_of_one_kind() -> None:
    found = Year(MADE)
    assert len(found.days) == len(found.kinds) == 366
    kinds = {kind: [day for day in found.days if found.kinds[day] == kind] for kind in set(found.kinds.values())}
    assert kinds["holiday"] == [
        *days_between(DAY(2028, 1, 1), DAY(2028, 1, 3)),
        *days_between(DAY(2028, 10, 2), DAY(2028, 10, 6)),
    ]
    assert kinds["make-up"] == [DAY(2028, 9, 30), DAY(2028, 10, 7), DAY(2028, 10, 8)]
    assert all(day.weekday() >= 5 for day in kinds["weekend"])
    assert all(day.weekday() < 5 for day in kinds["workday"])
    assert found.holidays[DAY(2028, 10, 4)] == "国庆节"


def test_a_holiday_that_began_last_year_covers_the_first_days() -> None:
    source = MADE.model_copy(
        update={"holidays": (Holiday(name="元旦", begins=DAY(2027, 12, 31), ends=DAY(2028, 1, 2)),)}
    )
    found = Year(source)
    assert [day for day in found.days if found.kinds[day] == "holiday"] == [DAY(2028, 1, 1), DAY(2028, 1, 2)]
    assert found.kinds.keys() == set(found.days)


def test_the_states_calendar_of_2026(handbook: Handbook) -> None:
    """33 days off; 20 of them would have been days of work, and 6 weekend days are worked instead."""
    found = year(handbook.calendars[2026])
    assert len(found.holidays) == 33
    assert sum(kind == "make-up" for kind in found.kinds.values()) == 6
    assert sum(kind in ("workday", "make-up") for kind in found.kinds.values()) == 248


# --- words -----------------------------------------------------------------------------------------------------------


def test_every_day() -> None:
    assert days("每天") == [*Year(MADE).days]


def test_workdays_are_those_that_are_worked() -> None:
    found = days("工作日")
    assert {DAY(2028, 9, 30), DAY(2028, 10, 8)} <= set(found)
    assert not {DAY(2028, 1, 3), DAY(2028, 10, 2), DAY(2028, 10, 14)} & set(found)
    assert len(found) == 366 - 106 + 3 - 6, "106 weekend days; 3 are worked; 6 weekdays are off"


def test_public_holidays_and_make_up_days() -> None:
    assert days("法定节假日") == sorted(Year(MADE).holidays)
    assert days("调休上班日") == [DAY(2028, 9, 30), DAY(2028, 10, 7), DAY(2028, 10, 8)]


def test_monday_to_friday_are_not_holidays_but_make_up_days() -> None:
    assert days("周一至周五") == days("工作日")


def test_single_weekdays_are_neither_holidays_nor_make_up_days() -> None:
    assert of_month(days("周六"), 10) == [14, 21, 28], "the 7th is worked"
    assert of_month(days("周一、周三"), 10) == [9, 11, 16, 18, 23, 25, 30], "the 2nd and 4th are off"
    assert of_month(days("周六"), 1) == [8, 15, 22, 29], "the 1st is off"


def test_a_week_that_holds_all_working_days_works_on_make_up_days() -> None:
    assert of_month(days("周一至周六"), 10)[:4] == [7, 8, 9, 10]
    assert DAY(2028, 10, 8) in days("周一至周日")


def test_the_nth_weekday_of_a_month() -> None:
    assert [(day.month, day.day) for day in days("每月第3个周二")] == [
        *((1, 18), (2, 15), (3, 21), (4, 18), (5, 16), (6, 20)),
        *((7, 18), (8, 15), (9, 19), (10, 17), (11, 21), (12, 19)),
    ]
    assert [day.month for day in days("每月第5个周六")] == [1, 4, 7, 12], "in September it is worked"
    assert DAY(2028, 10, 3) not in days("每月第1个周二"), "a holiday"


def test_the_nth_weekday_is_the_same_whether_others_work_on_it_or_not() -> None:
    assert not means("每月第5个周六", DAY(2028, 9, 30), "make-up"), "as 周六 does not"
    assert means("每月第3个周二", DAY(2028, 10, 17), "workday")
    assert not means("每月第3个周二", DAY(2028, 10, 17), "holiday")
    assert not means("每月第2个周二", DAY(2028, 10, 17), "workday")


def test_a_day_of_the_month_whatever_the_weekday() -> None:
    assert [day.day for day in days("每月20日")] == [20] * 12
    assert [day.month for day in days("每月31日")] == [1, 3, 5, 7, 8, 10, 12]


def test_a_day_that_a_month_lacks_is_its_last_where_the_words_say_so() -> None:
    assert [(day.month, day.day) for day in days("每月30日（2月最后一天）")][:3] == [(1, 30), (2, 29), (3, 30)]
    assert [day.month for day in days("每月30日")] == [1, *range(3, 13)]
    assert means("每月30日（2月最后一天）", DAY(2027, 2, 28), "weekend")
    assert not means("每月30日（2月最后一天）", DAY(2028, 2, 28), "workday")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("周一", {0}),
        ("周一至周五", {0, 1, 2, 3, 4}),
        ("周六至周一", {5, 6, 0}),
        ("周日至周六", {0, 1, 2, 3, 4, 5, 6}),
        ("周三至周三", {2}),
        ("周一至周三、周五、周日", {0, 1, 2, 4, 6}),
    ],
)
def test_weekdays_in_words(words: str, found: set[int]) -> None:
    assert weekdays(words) == found


@given(letters, letters)
def test_a_span_begins_with_its_first_day_and_ends_with_its_last(first: str, last: str) -> None:
    found = weekdays(f"周{first}至周{last}")
    begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
    assert {begin, end} <= found
    assert len(found) == (end - begin) % 7 + 1
    if begin != end:
        other = weekdays(f"周{last}至周{first}")
        assert (found | other, found & other) == (set(range(7)), {begin, end})


@given(st.lists(letters, min_size=1, max_size=7), dates)
def test_a_list_of_weekdays_means_each_of_them(wanted: list[str], day: DAY) -> None:
    words = "、".join(f"周{letter}" for letter in wanted)
    assert weekdays(words) == {WEEKDAYS.index(letter) for letter in wanted}
    assert means(words, day, "workday") == (WEEKDAYS[day.weekday()] in wanted)
    assert not means(words, day, "holiday")


@given(st.integers(1, 5), letters, dates)
def test_a_month_has_at_most_one_nth_weekday(number: int, letter: str, day: DAY) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    month = [*days_between(day.replace(day=1), day.replace(day=last))]
    found = [each for each in month if means(f"每月第{number}个周{letter}", each, "workday")]
    wanted = [each for each in month if each.weekday() == WEEKDAYS.index(letter)]
    assert found == wanted[number - 1 : number]
    assert len(found) == 1 or number == 5


@given(st.integers(1, 31), dates)
def test_a_month_has_exactly_one_of_a_day_with_a_last_resort(number: int, day: DAY) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    month = [*days_between(day.replace(day=1), day.replace(day=last))]
    found = [each.day for each in month if means(f"每月{number}日（2月最后一天）", each, "workday")]
    assert found == [min(number, last)]


# --- seasons ---------------------------------------------------------------------------------------------------------


def test_a_season_holds_its_first_and_last_day() -> None:
    found = days("每天", "7月1日至8月31日")
    assert (found[0], found[-1], len(found)) == (DAY(2028, 7, 1), DAY(2028, 8, 31), 62)


def test_a_season_may_run_over_the_new_year() -> None:
    found = days("每天", "11月15日至3月15日")
    assert len(found) == 75 + 47
    assert {DAY(2028, 1, 1), DAY(2028, 3, 15), DAY(2028, 11, 15), DAY(2028, 12, 31)} <= set(found)
    assert not {DAY(2028, 3, 16), DAY(2028, 11, 14)} & set(found)


def test_a_season_of_one_day_and_one_to_a_day_that_is_not_every_year() -> None:
    assert days("每天", "2月29日至2月29日") == [DAY(2028, 2, 29)]
    assert days("每天", "2月28日至2月29日") == [DAY(2028, 2, 28), DAY(2028, 2, 29)]


def test_no_season_is_all_year() -> None:
    assert within(None)(DAY(2028, 2, 29))


@given(dates, dates, dates)
def test_a_season_and_the_rest_of_the_year_are_the_year(first: DAY, last: DAY, day: DAY) -> None:
    def season(begin: DAY, end: DAY) -> str:
        return f"{begin.month}月{begin.day}日至{end.month}月{end.day}日"

    inside = within(season(first, last))(day)
    assert within(season(first, last))(first)
    assert within(season(first, last))(last)
    edges = {(first.month, first.day), (last.month, last.day)}
    if (day.month, day.day) not in edges and len(edges) == 2:
        assert inside != within(season(last, first))(day)


# --- what takes place on days ----------------------------------------------------------------------------------------


def test_what_is_closed_does_not_take_place() -> None:
    assert days("每月20日", closed=(DAY(2028, 9, 20),)) == [day for day in days("每月20日") if day != DAY(2028, 9, 20)]


def test_what_is_closed_once_is_not_closed_for_others_of_the_same_words() -> None:
    found = Year(MADE)
    first = found.occasions(opening("每月20日", closed=(DAY(2028, 9, 20),)))
    assert len(found.occasions(opening("每月20日"))) == len(first) + 1


def test_what_has_no_days_takes_place_on_none(handbook: Handbook) -> None:
    emergency = handbook.committees[0].timetable.periods[-1]
    assert emergency.days is None
    assert Roster.of(handbook, handbook.committees[0]).occasions(emergency) == frozenset()


def test_minutes_of_a_year() -> None:
    assert minutes_open([opening("每月20日"), opening("周六", "1月1日至1月31日")], Year(MADE)) == 120 * (12 + 4)
    assert minutes_open([], Year(MADE)) == 0


# --- who is there ----------------------------------------------------------------------------------------------------


def roster(root: Path, slug: str) -> Roster:
    handbook = load(root)
    return Roster.of(handbook, next(committee for committee in handbook.committees if committee.slug == slug))


def at_the_window(found: Roster, *days: DAY) -> list[tuple[str, ...]]:
    return [found.turns["window"].get(day, ()) for day in days]


def test_who_is_always_the_same_is_there_whenever_it_takes_place(example: Path) -> None:
    found = roster(example, "sunny-garden")
    monday, tuesday, make_up, saturday = DAY(2026, 11, 23), DAY(2026, 11, 24), DAY(2026, 10, 10), DAY(2026, 11, 28)
    assert at_the_window(found, monday, tuesday, make_up, saturday) == [
        ("王样例",),
        ("李范例", "王样例"),
        ("李范例",),
        (),
    ]


def test_two_shifts_of_one_day_are_there_together_and_nobody_twice(example: Path) -> None:
    found = roster(example, "sunny-garden")
    assert found.turns["duty"][DAY(2026, 11, 21)] == ("陈示例", "王样例"), "the third Saturday, and a team's turn"
    edit(
        example / "committees/sunny-garden/hours.yml",
        "  - {days: 法定节假日, staff: [陈示例, 李范例]}",
        "  - {days: 法定节假日, staff: [陈示例, 李范例]}\n  - {days: 每天, staff: [陈示例]}",
    )
    assert roster(example, "sunny-garden").turns["duty"][DAY(2026, 10, 1)] == ("陈示例", "李范例")


def test_teams_take_turns_from_the_day_the_rotation_begins(example: Path) -> None:
    found = roster(example, "old-street")
    assert at_the_window(found, DAY(2026, 1, 2), DAY(2026, 1, 4), DAY(2026, 1, 5), DAY(2026, 1, 6)) == [
        (),
        ("孙示例",),
        ("周范例",),
        ("孙示例",),
    ]


def test_a_rotation_skips_days_off_and_goes_on_in_the_next_year(example: Path) -> None:
    found = roster(example, "old-street")
    before, after = DAY(2026, 9, 30), DAY(2026, 10, 8)
    turns = [found.turns["window"][day] for day in (before, after)]
    assert set(turns) == {("孙示例",), ("周范例",)}
    worked = sorted(found.turns["window"])
    for one, other in itertools.pairwise(worked):
        assert found.turns["window"][one] != found.turns["window"][other], other
    assert (worked[0], worked[-1]) == (DAY(2026, 1, 4), DAY(2027, 12, 31))


def test_a_rotation_without_a_beginning_begins_with_the_first_calendar(example: Path) -> None:
    edit(example / "committees/old-street/hours.yml", ", begins: 2026-01-04", "")
    assert at_the_window(roster(example, "old-street"), DAY(2026, 1, 4), DAY(2026, 1, 5)) == [("孙示例",), ("周范例",)]


def test_a_replacement_is_for_its_day_and_place_only_and_moves_no_turn(example: Path) -> None:
    before = roster(example, "old-street")
    edit(
        example / "committees/old-street/hours.yml",
        "emergency:",
        "replacements:\n  - {date: 2026-11-24, place: window, staff: [孙示例, 周范例]}\nemergency:",
    )
    after = roster(example, "old-street")
    assert after.turns["window"][DAY(2026, 11, 24)] == ("孙示例", "周范例")
    for place in ("window", "duty"):
        changed = {day for day, staff in after.turns[place].items() if staff != before.turns[place].get(day)}
        assert changed == ({DAY(2026, 11, 24)} if place == "window" else set())


def test_the_examples_replacement(example: Path) -> None:
    assert roster(example, "sunny-garden").turns["duty"][DAY(2026, 2, 17)] == ("王样例",)


def test_a_replacement_on_a_day_without_a_turn_brings_somebody_in(example: Path) -> None:
    edit(
        example / "committees/sunny-garden/hours.yml",
        "{date: 2026-02-17, place: duty",
        "{date: 2026-03-01, place: duty",
    )
    assert roster(example, "sunny-garden").turns["duty"][DAY(2026, 3, 1)] == ("王样例",)


def test_the_hours_kept_on_a_day_in_the_order_of_the_timetable(example: Path) -> None:
    found = roster(example, "sunny-garden")

    def kinds(day: DAY) -> list[str]:
        return [period.kind for period in found.periods(day)]

    assert kinds(DAY(2026, 11, 24)) == ["正常", "正常", "早到"]
    assert kinds(DAY(2026, 11, 25)) == ["正常", "正常", "晚走"]
    assert kinds(DAY(2026, 11, 28)) == ["周六"]
    assert kinds(DAY(2026, 10, 1)) == ["假日"]
    assert kinds(DAY(2026, 10, 10)) == ["正常", "正常"], "a Saturday that is worked"
    assert kinds(DAY(2026, 11, 29)) == []


def test_a_roster_covers_the_years_that_have_a_calendar(handbook: Handbook) -> None:
    found = Roster.of(handbook, handbook.committees[0])
    assert (found.first, found.last) == (DAY(2026, 1, 1), DAY(2027, 12, 31))
    assert found.covers(DAY(2027, 12, 31))
    assert not found.covers(DAY(2028, 1, 1))
    assert not found.covers(DAY(2025, 12, 31))
    with pytest.raises(StopIteration):
        found.year(DAY(2028, 1, 1))


def test_every_shift_of_the_example_has_somebody_on_each_of_its_days(handbook: Handbook) -> None:
    def shifts() -> Iterator[tuple[Roster, Shift]]:
        for committee in handbook.committees:
            found = Roster.of(handbook, committee)
            for shift in (*committee.timetable.window, *committee.timetable.duty):
                yield found, shift

    for found, shift in shifts():
        turns = dict(found.turns_of(shift))
        assert all(turns.values())
        assert {*turns} <= found.occasions(shift)


# --- days off over the new year, shifts that begin and end, days by name and date ------------------------------------

OLD = "content/calendar/2026.yml"
NEW = "content/calendar/2027.yml"
NEW_YEAR = "{name: 元旦, begins: 2027-01-01, ends: 2027-01-03}"
OVER_NEW_YEAR = "{name: 元旦, begins: 2026-12-31, ends: 2027-01-02}"
LAST_DAYS = (DAY(2026, 12, 31), DAY(2027, 1, 1), DAY(2027, 1, 2), DAY(2027, 1, 3))
GARDEN_HOURS = "committees/sunny-garden/hours.yml"


def kinds(found: Roster, *days: DAY) -> list[str]:
    return [found.year(day).kinds[day] for day in days]


def add_shift(root: Path, line: str, place: str = "duty") -> None:
    """Write one more shift of the committee whose data are whole."""
    edit(root / GARDEN_HOURS, f"{place}:\n", f"{place}:\n  - {line}\n")


def on_duty(root: Path, *days: DAY) -> list[tuple[str, ...]]:
    found = roster(root, "sunny-garden").turns["duty"]
    return [found.get(day, ()) for day in days]


@pytest.mark.parametrize("file", [OLD, NEW])
def test_days_off_over_the_new_year_hold_in_both_years_whichever_file_has_them(example: Path, file: str) -> None:
    edit(example / NEW, f"  - {NEW_YEAR}\n", "")
    edit(example / file, "holidays:\n", f"holidays:\n  - {OVER_NEW_YEAR}\n")
    found = roster(example, "sunny-garden")
    assert kinds(found, *LAST_DAYS) == ["holiday", "holiday", "holiday", "weekend"]
    assert [period.kind for period in found.periods(DAY(2026, 12, 31))] == ["假日"]
    assert found.turns["duty"][DAY(2026, 12, 31)] == ("陈示例", "李范例")
    assert found.turns["window"].get(DAY(2026, 12, 31), ()) == ()


@pytest.mark.parametrize(("file", "day"), [(NEW, DAY(2026, 12, 26)), (OLD, DAY(2027, 1, 9))])
def test_a_make_up_day_of_the_year_beside_is_worked(example: Path, file: str, day: DAY) -> None:
    edit(example / file, "workdays: [", f"workdays: [{day}, ")
    found = roster(example, "sunny-garden")
    assert kinds(found, day) == ["make-up"]
    assert found.turns["window"][day] == ("李范例",)


def test_a_change_of_roster_leaves_the_past_as_it_was(example: Path) -> None:
    days = sorted(roster(example, "sunny-garden").turns["duty"])
    before = dict(zip(days, on_duty(example, *days), strict=True))
    edit(
        example / GARDEN_HOURS,
        "teams: [[李范例, 赵拟名], [王样例]], begins: 2026-01-10}",
        "teams: [[李范例, 赵拟名], [王样例]], begins: 2026-01-10, ends: 2026-11-30}\n"
        "  - {days: 周六, staff: [陈示例], begins: 2026-12-01}",
    )
    after = dict(zip(days, on_duty(example, *days), strict=True))
    assert {day for day in days if after[day] != before[day]} <= {day for day in days if day >= DAY(2026, 12, 1)}
    assert after[DAY(2026, 11, 28)] == before[DAY(2026, 11, 28)] != ("陈示例",)
    assert after[DAY(2026, 12, 5)] == ("陈示例",)


def test_a_shift_is_kept_on_the_days_it_begins_and_ends(example: Path) -> None:
    add_shift(example, "{days: 每天, staff: [王样例], begins: 2026-12-06, ends: 2026-12-13}")
    days = [DAY(2026, 12, day) for day in (5, 6, 13, 20)]
    assert ["王样例" in staff for staff in on_duty(example, *days)][1:] == [True, True, False]
    assert on_duty(example, DAY(2026, 11, 29), DAY(2026, 12, 20)) == [(), ()], "Sundays before and after"


def test_teams_go_on_taking_turns_in_a_roster_of_later_years(example: Path) -> None:
    handbook = load(example)
    (street,) = [committee for committee in handbook.committees if committee.slug == "old-street"]
    later = Roster.ahead(replace(handbook, today=DAY(2027, 1, 1)), street)
    whole = Roster.of(handbook, street).turns["window"]
    assert [year.number for year in later.years] == [2027]
    assert later.turns["window"] == {day: staff for day, staff in whole.items() if day.year == 2027}


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("2026-12-06", [6]),
        ("2026年12月6日", [6]),
        ("2026/12/6", [6]),
        ("2026-12-06、2026-12-20", [6, 20]),
        ("2026-12-06至2026-12-07", [6, 7]),
        ("周日、2026-12-07", [6, 7, 13, 20, 27]),
    ],
)
def test_an_extra_shift_on_a_day_is_written_as_its_date(example: Path, words: str, there: list[int]) -> None:
    add_shift(example, f"{{days: {words}, staff: [王样例]}}")
    others = {"teams: [[李范例, 赵拟名], [王样例]]": "teams: [[李范例, 赵拟名], [陈示例]]"}
    for old, new in others.items():
        edit(example / GARDEN_HOURS, old, new)
    month = [DAY(2026, 12, day) for day in range(1, 32)]
    assert [day.day for day, staff in zip(month, on_duty(example, *month), strict=True) if "王样例" in staff] == there


@pytest.mark.parametrize("words", ["春节", "春节假期", "元旦、春节"])
def test_an_extra_shift_on_a_holiday_is_written_as_its_name(example: Path, words: str) -> None:
    edit(example / GARDEN_HOURS, "  - {date: 2026-02-17, place: duty, staff: [王样例], note: 春节换班}\n", "")
    edit(example / GARDEN_HOURS, "replacements:\n", "")
    add_shift(example, f"{{days: {words}, staff: [赵拟名]}}")
    first, last, before = on_duty(example, DAY(2026, 2, 15), DAY(2026, 2, 23), DAY(2026, 2, 13))
    assert first == last == ("赵拟名", "陈示例", "李范例")
    assert before == ("赵拟名",), "a Friday"
    assert on_duty(example, DAY(2026, 5, 1)) == [("陈示例", "李范例")]


@pytest.mark.parametrize("name", ["国庆节、中秋节", "中秋国庆", "国庆"])
def test_a_holiday_is_known_by_each_of_its_names(name: str) -> None:
    made = MADE.model_copy(update={"holidays": (Holiday(name=name, begins=DAY(2028, 10, 2), ends=DAY(2028, 10, 6)),)})
    found = sorted(Year(made).occasions(opening("国庆节")))
    assert found == [*days_between(DAY(2028, 10, 2), DAY(2028, 10, 6))]
    assert bool(Year(made).occasions(opening("中秋节"))) == ("中秋" in name)
    assert not Year(made).occasions(opening("元旦"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-12-06", "2026年12月6日"),
        ("2026.2.5至2026.2.7", "2026年2月5日至2026年2月7日"),
        ("五一、十一", "劳动节、国庆节"),
        ("周一至周五、中秋", "周一至周五、中秋节"),
        ("每月20日", "每月20日"),
        ("法定节假日", "法定节假日"),
    ],
)
def test_days_are_shown_in_one_form_however_they_were_written(written: str, read: str) -> None:
    assert Opening.model_validate({"days": written, "opens": "9:00", "closes": "10:00"}).days == read


@pytest.mark.parametrize("words", ["2026-02-30", "2026-13-01", "2026-12-06至2026-12-01", "冬至", "12-06", "周六、每天"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValidationError):
        Opening.model_validate({"days": words, "opens": "9:00", "closes": "10:00"})


def test_days_by_date_or_name_are_not_those_of_every_week() -> None:
    assert in_every_week("周一至周五、周日")
    assert not any(map(in_every_week, ("周一、春节", "2026年12月6日", "每月20日")))
