"""What a committee did of late, in numbers for residents: visits, what was taken off and added, results, work log."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.duty.months import month_of, months_earlier
from generator.model.committee import Committee
from generator.model.content import Indicator
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.model.policy import CountedKind
from generator.model.records import Addition, Appraisal, Reduction

MONTHS = 12
"""Months of which visits and the work log are told, before that of today."""

YEARS = 2
"""Years of which is told what was taken off and added."""


@dataclass(frozen=True, slots=True)
class Visited:
    """How many households of a block were visited in a month; None where the number is too small to be told."""

    month: Month
    block: str
    households: int | None


@dataclass(frozen=True, slots=True)
class LessAndMore:
    """What was taken off in a year and what was added, each with the unit of its kind."""

    year: int
    reductions: Sequence[tuple[Reduction, str]]
    additions: Sequence[tuple[Addition, str]]


@dataclass(frozen=True, slots=True)
class Year:
    """All that the page tells; what nobody keeps is empty, and what is not to be told is left out."""

    visits: Sequence[Visited]
    visited: int
    fewest: int
    changes: Sequence[LessAndMore]
    result: Appraisal | None
    indicators: Sequence[tuple[str, str, Indicator | None]]
    earlier: Sequence[Appraisal]
    entries: int
    since: Month | None


def year(handbook: Handbook, committee: Committee) -> Year:
    """Return what a committee did of late, in numbers."""
    results = sorted(_published(committee, handbook.today), key=lambda result: result.year, reverse=True)
    visits = [*_visits(handbook, committee)]
    log = [entry for entry in committee.records.work_log if entry.month >= _first_month(handbook)]
    return Year(
        visits=visits,
        visited=sum(visit.households or 0 for visit in visits),
        fewest=handbook.policy.visits.fewest,
        changes=[*_changes(handbook, committee)],
        result=results[0] if results else None,
        indicators=[*_points(handbook, results[0])] if results else [],
        earlier=results[1:],
        entries=sum(entry.entries for entry in log),
        since=min((entry.month for entry in log), default=None),
    )


def _first_month(handbook: Handbook) -> Month:
    return month_of(months_earlier(handbook.today, MONTHS))


def _visits(handbook: Handbook, committee: Committee) -> Iterator[Visited]:
    """Yield the visits that may be told, the newest month first."""
    policy = handbook.policy.visits
    span = (_first_month(handbook), month_of(handbook.today))
    for (month, block), households in committee.records.visited.items():
        if policy.published and span[0] <= month <= span[1]:
            yield Visited(month, block, households if policy.may_be_told(households) else None)


def _published(committee: Committee, today: datetime.date) -> Iterator[Appraisal]:
    """Yield the results that are public today."""
    return (each for each in committee.records.appraisals if each.published and each.published <= today)


def _points(handbook: Handbook, result: Appraisal) -> Iterator[tuple[str, str, Indicator | None]]:
    """Yield each indicator of a result, its points, and the indicator itself where that year's are today's."""
    first = handbook.subdistrict.indicators_from
    known = {each.name: each for each in handbook.subdistrict.indicators} if first and result.year >= first else {}
    for name, points in result.scores.items():
        yield name, points, known.get(name)


def _changes(handbook: Handbook, committee: Committee) -> Iterator[LessAndMore]:
    """Yield what was taken off and added, year by year, the newest first."""
    records, today, relief = committee.records, handbook.today, handbook.policy.relief
    reductions = [each for each in records.reductions if each.date <= today]
    additions = [each for each in records.additions if each.date <= today]
    fewer, more = (_units(relief.reduced), _units(relief.added)) if relief else ({}, {})
    days = [*(each.date for each in reductions), *(each.date for each in additions)]
    for number in sorted({day.year for day in days}, reverse=True)[:YEARS]:
        yield LessAndMore(
            number,
            [(each, fewer.get(each.kind, "")) for each in reductions if each.date.year == number],
            [(each, more.get(each.kind, "")) for each in additions if each.date.year == number],
        )


def _units(kinds: Sequence[CountedKind]) -> dict[str, str]:
    return {kind.name: kind.unit for kind in kinds}
