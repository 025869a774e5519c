"""On which days something takes place, as calendars of other programs say it: a rule that recurs, and its exceptions.

The rule is a guess from the words of a schedule, the exceptions are counted against `Year.occasions`, which says what a
page says: so the two agree by how they are made, whatever words a schedule may use one day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.day import ONE_DAY
from generator.duty.days import Scheduled, Year, weekdays, within
from generator.model.day_words import NTH, OF_MONTH, WEEKDAYS, PlainDays

Frequency = Literal["WEEKLY", "MONTHLY"]

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The weekdays as RFC 5545 names them, Monday first."""


@dataclass(frozen=True)
class Rule:
    """A rule that recurs (RFC 5545, 3.3.10): how often, and on which days of the week or of the month."""

    frequency: Frequency
    weekdays: tuple[str, ...] = ()
    day_of_month: int | None = None
    means: Callable[[datetime.date], bool] = lambda day: False


@dataclass(frozen=True)
class Recurrence:
    """The days of one stretch of the calendar, `begins` to `ends`, on which something takes place.

    `starts` is the first day that the rule means, or the first day of all where there is no rule; `until` is the last
    day of a season, None where nothing ends but what the calendars know. `never` are days that the rule means and on
    which it is not, `also` further days on which it is.
    """

    begins: datetime.date
    ends: datetime.date
    starts: datetime.date
    rule: Rule | None = None
    until: datetime.date | None = None
    never: tuple[datetime.date, ...] = ()
    also: tuple[datetime.date, ...] = ()


def recurrences(
    scheduled: Scheduled, years: Sequence[Year], covered: Iterable[Sequence[datetime.date]]
) -> Iterator[Recurrence]:
    """Yield the days on which something takes place, among those that are `covered`: runs of days of these years.

    There is one recurrence for each stretch of its season.
    """
    rule = rule_of(scheduled.days or "")
    held = frozenset().union(*(year.occasions(scheduled) for year in years))
    inside = within(scheduled.season)
    for run in covered:
        for days in stretches(filter(inside, run)) if scheduled.season else (run,):
            found = [day for day in days if day in held]
            meant = [day for day in days if rule.means(day)] if rule and found else []
            if not held.isdisjoint(meant):
                never = tuple(day for day in meant if day not in held)
                also = tuple(day for day in found if not (rule and rule.means(day)))
                until = days[-1] if days[-1] < run[-1] else None
                yield Recurrence(run[0], run[-1], meant[0], rule, until, never, also)
            elif found:
                yield Recurrence(run[0], run[-1], found[0], also=tuple(found[1:]))


def stretches(days: Iterable[datetime.date]) -> Iterator[list[datetime.date]]:
    """Yield days that follow each other without a gap, each run as a list; the days are in order."""
    run: list[datetime.date] = []
    for day in days:
        if run and day != run[-1] + ONE_DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def rule_of(words: str) -> Rule | None:
    """Return the rule that the words of a schedule come to but for exceptions; None where they follow none."""
    if nth := re.fullmatch(NTH, words):
        number, weekday = int(nth[1]), WEEKDAYS.index(nth[2])
        return Rule(
            "MONTHLY",
            (f"{number}{CODES[weekday]}",),
            means=lambda day: day.weekday() == weekday and (day.day - 1) // 7 + 1 == number,
        )
    if dated := re.fullmatch(OF_MONTH, words):
        number = int(dated[1])
        return Rule("MONTHLY", day_of_month=number, means=lambda day: day.day == number)
    plain = {PlainDays.EVERY.value: range(7), PlainDays.WORKDAYS.value: range(5)}
    wanted = frozenset(plain.get(words, weekdays(words)))
    return (
        Rule("WEEKLY", tuple(CODES[day] for day in sorted(wanted)), means=lambda day: day.weekday() in wanted)
        if wanted
        else None
    )
