"""Months as records write them, and days some months away."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.duty.months import (
    month_of,
    months_between,
    months_earlier,
    months_later,
    next_month,
    whole_months_until,
)

DAY = datetime.date
days = st.dates(DAY(1000, 1, 1), DAY(3000, 12, 31))


def test_months_between_count_over_the_new_year() -> None:
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months_between("2026-02", "2026-02") == ["2026-02"]
    assert months_between("2026-02", "2026-01") == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (DAY(2026, 1, 31), 1, DAY(2026, 2, 28)),
        (DAY(2024, 2, 29), 12 * 5, DAY(2029, 2, 28)),
        (DAY(2024, 2, 29), 12 * 4, DAY(2028, 2, 29)),
        (DAY(2025, 12, 15), 1, DAY(2026, 1, 15)),
    ],
)
def test_the_same_day_some_months_later(day: datetime.date, months: int, later: datetime.date) -> None:
    assert months_later(day, months) == later


@given(days, st.integers(0, 100))
def test_months_back_and_forth_lead_to_the_same_month(day: datetime.date, months: int) -> None:
    earlier = months_earlier(day, months)
    assert len(months_between(month_of(earlier), month_of(day))) == months + 1
    assert month_of(months_later(earlier, months)) == month_of(day)


@given(days)
def test_the_next_month_begins_the_day_after_the_last_of_this_one(day: datetime.date) -> None:
    first = next_month(day)
    assert first.day == 1
    assert month_of(first - datetime.timedelta(1)) == month_of(day) < month_of(first)


def test_the_last_month_that_is_over() -> None:
    assert whole_months_until(DAY(2026, 3, 31)) == "2026-02"
    assert whole_months_until(DAY(2026, 1, 1), 3) == "2025-10"
