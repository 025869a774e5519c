"""Which days of a year a schedule means: holidays and make-up workdays counted."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, Protocol, get_args

from generator.day import ONE_DAY
from generator.duty.intervals import minutes
from generator.model.content import Calendar
from generator.model.day_words import (
    NTH,
    OF_MONTH,
    SEASON,
    SPAN,
    WEEKDAYS,
    PlainDays,
    festivals,
    spans_of_dates,
)
from generator.model.hours import Opening

WORKING_WEEK = frozenset(range(5))

KindOfDay = Literal["workday", "weekend", "holiday", "make-up"]
KINDS_OF_DAYS: tuple[KindOfDay, ...] = get_args(KindOfDay)


class Scheduled(Protocol):
    """Anything that takes place on days, perhaps in a season only, perhaps not on some dates."""

    @property
    def days(self) -> str | None:
        """Return the days in words, or None where nothing says on which days it is."""
        ...

    @property
    def season(self) -> str | None:
        """Return the part of the year in words, or None for all of it."""
        ...

    @property
    def closed(self) -> tuple[datetime.date, ...]:
        """Return the days on which it does not take place."""
        ...


@dataclass(frozen=True)
class Year:
    """A year's days, each of one kind.

    `beside` are the calendars of the years before and after, which may say something of its first and last days: the
    days off around 元旦 often begin in the old year, and are published with those of the new one.
    """

    calendar: Calendar
    beside: tuple[Calendar, ...] = ()

    @cached_property
    def holidays(self) -> Mapping[datetime.date, str]:
        """Return every day of the year off around a public holiday, with the holiday's name."""
        return {
            day: holiday.name
            for calendar in (*self.beside, self.calendar)
            for holiday in calendar.holidays
            for day in days_between(max(holiday.begins, self.first), min(holiday.ends, self.last))
        }

    @cached_property
    def workdays(self) -> frozenset[datetime.date]:
        """Return the weekend days of the year that are worked."""
        days = (day for calendar in (*self.beside, self.calendar) for day in calendar.workdays)
        return frozenset(day for day in days if day.year == self.number)

    @cached_property
    def days(self) -> tuple[datetime.date, ...]:
        """Return every day of the year in order."""
        return tuple(days_between(self.first, self.last))

    @property
    def first(self) -> datetime.date:
        """Return the first day of the year."""
        return datetime.date(self.number, 1, 1)

    @property
    def last(self) -> datetime.date:
        """Return the last day of the year."""
        return datetime.date(self.number, 12, 31)

    @property
    def number(self) -> int:
        """Return which year it is."""
        return self.calendar.year

    @cached_property
    def kinds(self) -> Mapping[datetime.date, KindOfDay]:
        """Return the kind of every day."""
        return {day: self._kind(day) for day in self.days}

    def _kind(self, day: datetime.date) -> KindOfDay:
        if day in self.workdays:
            return "make-up"
        if day in self.holidays:
            return "holiday"
        return "weekend" if day.weekday() >= 5 else "workday"

    @cached_property
    def _occasions(self) -> dict[tuple[str, str | None], frozenset[datetime.date]]:
        return {}

    def occasions(self, scheduled: Scheduled) -> frozenset[datetime.date]:
        """Return the days of this year on which something takes place; none where it has no days."""
        if scheduled.days is None:
            return frozenset()
        key = (scheduled.days, scheduled.season)
        if key not in self._occasions:
            inside = within(scheduled.season)
            words, names = scheduled.days, self.holidays
            days = (day for day in self.days if means(words, day, self.kinds[day], names.get(day, "")) and inside(day))
            self._occasions[key] = frozenset(days)
        return self._occasions[key].difference(scheduled.closed)


def days_between(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Yield every day from the first to the last."""
    return (first + ONE_DAY * number for number in range((last - first).days + 1))


def means(words: str, day: datetime.date, kind: KindOfDay, holiday: str = "") -> bool:
    """Tell whether words such as `周一至周五` or `每月第3个周二` mean a day of this kind, of the holiday so named.

    Weekdays do not mean public holidays; on a make-up workday, works what works from Monday to Friday. A date means its
    day whatever that is, a holiday's name all days off around it.
    """
    if words in PLAIN_DAYS:
        return kind in PLAIN_DAYS[words]
    if nth := re.fullmatch(NTH, words):
        return (
            kind in ("workday", "weekend")
            and day.weekday() == WEEKDAYS.index(nth[2])
            and (day.day - 1) // 7 + 1 == int(nth[1])
        )
    if dated := re.fullmatch(OF_MONTH, words):
        last = calendar.monthrange(day.year, day.month)[1]
        return day.day == (min(int(dated[1]), last) if dated[2] else int(dated[1]))
    if any(first <= day <= last for first, last in dates(words)):
        return True
    if kind == "holiday":
        return bool(named_holidays(words).intersection(festivals(holiday)))
    wanted = weekdays(words)
    return wanted >= WORKING_WEEK if kind == "make-up" else day.weekday() in wanted


PLAIN_DAYS: Mapping[str, tuple[KindOfDay, ...]] = {
    PlainDays.EVERY: KINDS_OF_DAYS,
    PlainDays.WORKDAYS: ("workday", "make-up"),
    PlainDays.HOLIDAYS: ("holiday",),
    PlainDays.MAKE_UP: ("make-up",),
}


def in_every_week(words: str) -> bool:
    """Tell whether words mean the same days of every week, and no others: `周二`, not `每月第3个周二`, `周二、春节`."""
    return not (re.fullmatch(f"{NTH}|{OF_MONTH}", words) or dates(words) or named_holidays(words))


@lru_cache(maxsize=256)
def dates(words: str) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """Return the first and last day of each run of dates among the words."""
    return tuple(spans_of_dates(words))


@lru_cache(maxsize=256)
def named_holidays(words: str) -> frozenset[str]:
    """Return the public holidays that the words name."""
    return frozenset(festivals(words))


@lru_cache(maxsize=256)
def weekdays(words: str) -> frozenset[int]:
    """Return the weekdays of `周一至周三、周五`, Monday being 0; a span may run over Sunday."""
    days: set[int] = set()
    for first, last in re.findall(SPAN, words):
        begin = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last) - begin) % 7 if last else 0
        days |= {(begin + step) % 7 for step in range(length + 1)}
    return frozenset(days)


@lru_cache(maxsize=256)
def within(season: str | None) -> Callable[[datetime.date], bool]:
    """Return what tells whether a day lies in a season such as `7月1日至8月31日`, which may run over the new year."""
    if season is None:
        return lambda day: True
    match = re.fullmatch(SEASON, season)
    assert match  # the model lets no other words through
    begin, end = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
    if begin <= end:
        return lambda day: begin <= (day.month, day.day) <= end
    return lambda day: not end < (day.month, day.day) < begin


@lru_cache(maxsize=64)
def year(source: Calendar, *beside: Calendar) -> Year:
    """Return the year of a calendar, the same one for the same calendar and the same ones beside it."""
    return Year(source, beside)


def years(calendars: Mapping[int, Calendar]) -> tuple[Year, ...]:
    """Return the years that have a calendar, in order; each knows what those beside it say of its days."""
    return tuple(
        year(calendar, *(calendars[other] for other in (number - 1, number + 1) if other in calendars))
        for number, calendar in sorted(calendars.items())
    )


def minutes_open(openings: Iterable[Opening], year: Year) -> int:
    """Return for how many minutes of a year the openings last."""
    return sum(minutes((opening.opens, opening.closes)) * len(year.occasions(opening)) for opening in openings)
