"""Months of the calendar, as records write them (`2026-03`) and as days count on from one to the next."""

from __future__ import annotations

import calendar
import datetime

from generator.model.facts import Month


def month_of(day: datetime.date) -> Month:
    """Return the month of a day as records write it."""
    return f"{day.year:04}-{day.month:02}"


def months_between(first: Month, last: Month) -> list[Month]:
    """Return every month from the first to the last, both included; none where the last is before the first."""
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_earlier(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months before, or the last of that month where it is shorter."""
    return months_later(day, -months)


def next_month(day: datetime.date) -> datetime.date:
    """Return the first day of the month after that of a day."""
    return months_later(day.replace(day=1), 1)


def whole_months_until(today: datetime.date, months: int = 1) -> Month:
    """Return the last month that was over on a day, or the one so many months before the day's own."""
    return month_of(months_earlier(today, months))
