"""What can be done at each time of a day: everything, some things, or nothing; who is there, and whom to ring."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from generator.duty import intervals
from generator.duty.coverage import Coverage, Hours
from generator.duty.intervals import Span


class Attended(NamedTuple):
    """A time of a day at which hours are kept, and in which nothing of what follows changes.

    `services` are the ids of what can be done; None stands for everything. Where there are none, somebody is there for
    what cannot wait. `staff` are the people whose turn it is, `phone` the number of these hours.
    """

    begins: datetime.time
    ends: datetime.time
    services: tuple[str, ...] | None
    staff: tuple[str, ...]
    phone: str | None


def attended(coverage: Coverage, day: datetime.date) -> tuple[Attended, ...]:
    """Return the times of a day at which somebody is there, in order; none overlaps another.

    Hours that overlap add up: everything can be done where one of them says so, and in normal hours that say nothing.
    Times that touch and are alike are one.
    """
    kept = [hours for hours in coverage.hours if day in hours.days]
    ends = sorted({time for hours in kept for time in intervals.span(hours.period) or ()})
    times: list[Attended] = []
    for begins, until in pairwise(ends):
        there = [hours for hours in kept if _within((begins, until), hours)]
        if not there:
            continue
        time = _time(coverage, day, (begins, until), there)
        if times and times[-1].ends == begins and times[-1][2:] == time[2:]:
            time = time._replace(begins=times.pop().begins)
        times.append(time)
    return tuple(times)


def _within(span: Span, hours: Hours) -> bool:
    whole = intervals.span(hours.period)
    return whole is not None and intervals.covered(span, [whole])


def _time(coverage: Coverage, day: datetime.date, span: Span, there: Iterable[Hours]) -> Attended:
    """Return a time of a day in which these hours are kept from beginning to end, those of the window first."""
    normal = coverage.policy.normal
    periods = sorted((hours.period for hours in there), key=lambda period: period.kind != normal)
    staff: list[str] = []
    if periods[0].kind == normal:
        staff += coverage.at_window_during(day, span)
    if periods[-1].kind != normal:
        staff += coverage.on_duty_during(day, span)
    services = dict.fromkeys(id for period in periods for id in period.services)
    everything = any(period.all_services or (period.kind == normal and not period.services) for period in periods)
    phone = next((period.phone for period in periods if period.phone), None)
    return Attended(*span, None if everything else tuple(services), tuple(dict.fromkeys(staff)), phone)
