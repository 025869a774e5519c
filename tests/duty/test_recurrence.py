"""Rules that recur, and their exceptions: together they mean the days of the schedule, as other programs count them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.day import ONE_DAY
from generator.duty.days import Year, days_between, years
from generator.duty.recurrence import Recurrence, recurrences, rule_of, stretches
from generator.model.content import Calendar
from generator.model.hours import Opening

DAY = datetime.date
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def calendar(year: int) -> Calendar:
    """A calendar with holidays on weekdays, at both ends of the year, and weekend days worked instead."""
    return Calendar.model_validate(
        {
            "year": str(year),
            "document": "示例",
            "checked": "2028-01-01",
            "holidays": [
                {"name": "元旦", "begins": f"{year}-01-01", "ends": f"{year}-01-03"},
                {"name": "春节", "begins": f"{year}-02-06", "ends": f"{year}-02-12"},
                {"name": "国庆节", "begins": f"{year}-10-01", "ends": f"{year}-10-08"},
            ],
            "workdays": [f"{year}-02-14", f"{year}-10-10"],
        }
    )


YEARS = years({year: calendar(year) for year in (2027, 2028)})
APART = years({year: calendar(year) for year in (2026, 2028)})
"""Two years that follow each other, and two between which nobody knows the holidays."""


def opening(days: str, season: str | None = None, closed: tuple[DAY, ...] = ()) -> Opening:
    """Hours on these days."""
    times = {"opens": datetime.time(9), "closes": datetime.time(11)}
    return Opening.model_construct(days=days, season=season, closed=closed, note=None, **times)


def covered(given: Sequence[Year], since: DAY = DAY.min) -> list[list[DAY]]:
    """The runs of days of some years from a day on."""
    return list(stretches(day for year in given for day in year.days if day >= since))


def counted(found: Recurrence) -> set[DAY]:
    """The days of a recurrence as a calendar of another program counts them (RFC 5545, 3.8.5), day by day."""
    days = {found.starts, *found.also}
    last = found.until or found.ends
    for day in days_between(found.starts, last) if found.rule else ():
        code, number = CODES[day.weekday()], (day.day - 1) // 7 + 1
        if found.rule.frequency == "WEEKLY" and code in found.rule.weekdays:
            days.add(day)
        if found.rule.frequency == "MONTHLY" and (
            f"{number}{code}" in found.rule.weekdays or day.day == found.rule.day_of_month
        ):
            days.add(day)
    return days - set(found.never)


spans = st.sampled_from(["周一", "周三至周五", "周六、周日", "周一至周五", "周五至周一", "周一至周日"])
words = st.one_of(
    spans,
    spans.map(lambda span: f"{span}、春节"),
    spans.map(lambda span: f"{span}、2027年12月31日至2028年1月2日"),
    st.sampled_from(["每天", "工作日", "法定节假日", "调休上班日", "国庆节", "2028年2月29日"]),
    st.builds("每月第{}个周{}".format, st.integers(1, 5), st.sampled_from("一二三四五六日")),
    st.builds("每月{}日{}".format, st.integers(1, 31), st.sampled_from(["", "（2月最后一天）"])),
)
seasons = st.sampled_from([None, "7月1日至8月31日", "9月1日至6月30日", "12月15日至1月15日", "2月29日至3月1日"])
dates = st.dates(DAY(2027, 1, 1), DAY(2028, 12, 31))


@settings(max_examples=60, deadline=None)
@given(words, seasons, st.lists(dates, max_size=4).map(tuple), dates)
def test_the_days_are_those_of_the_schedule_whatever_its_words(
    days: str, season: str | None, closed: tuple[DAY, ...], since: DAY
) -> None:
    hours = opening(days, season, closed)
    found = list(recurrences(hours, YEARS, covered(YEARS, since)))
    means = frozenset().union(*(year.occasions(hours) for year in YEARS))
    told = [day for one in found for day in counted(one)]
    assert sorted(told) == sorted(day for day in means if day >= since), "each day once"
    for one in found:
        assert one.begins == since
        assert one.begins <= one.starts <= (one.until or one.ends) <= one.ends
        assert not set(one.never) & set(one.also)


def test_a_year_without_a_calendar_is_told_as_unknown() -> None:
    found = list(recurrences(opening("周二"), APART, covered(APART)))
    assert [(one.begins, one.ends) for one in found] == [
        (DAY(2026, 1, 1), DAY(2026, 12, 31)),
        (DAY(2028, 1, 1), DAY(2028, 12, 31)),
    ]


def test_holidays_are_exceptions_and_worked_weekends_are_added() -> None:
    (found,) = recurrences(opening("周一至周五"), YEARS[:1], covered(YEARS[:1]))
    assert found.rule is not None
    assert (found.rule.frequency, found.rule.weekdays) == ("WEEKLY", ("MO", "TU", "WE", "TH", "FR"))
    assert found.starts == DAY(2027, 1, 1), "the first day that the rule means"
    assert {DAY(2027, 1, 1), DAY(2027, 10, 1)} <= set(found.never)
    assert found.also == (DAY(2027, 2, 14), DAY(2027, 10, 10))
    assert found.until is None


def test_a_season_ends_the_rule_and_begins_it_anew() -> None:
    first, second = recurrences(opening("周三", "9月1日至6月30日"), YEARS[:1], covered(YEARS[:1]))
    assert (first.starts, first.until) == (DAY(2027, 1, 6), DAY(2027, 6, 30))
    assert (second.starts, second.until) == (DAY(2027, 9, 1), None)


@pytest.mark.parametrize("days", ["法定节假日", "调休上班日", "春节", "2028年2月29日"])
def test_days_that_follow_no_rule_are_named_one_by_one(days: str) -> None:
    assert rule_of(days) is None
    for found in recurrences(opening(days), YEARS, covered(YEARS)):
        assert found.rule is None
        assert found.starts not in found.also


def test_stretches_are_days_without_a_gap() -> None:
    day = DAY(2028, 2, 28)
    days = [day, day + ONE_DAY, day + 5 * ONE_DAY]
    assert list(stretches(days)) == [days[:2], days[2:]]
    assert list(stretches([])) == []
