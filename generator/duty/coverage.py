"""Whether somebody is there at all hours: what a roster comes to, without any judgement on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from generator.duty import intervals
from generator.duty.intervals import Span
from generator.duty.roster import Place, Roster
from generator.model.day_words import PlainDays
from generator.model.hours import DutyPeriod, Shift
from generator.model.policy import DutyKind, DutyPolicy

Days = frozenset[datetime.date]


class Hours(NamedTuple):
    """Hours that the timetable has: their number in its list, counted from 0, and the days on which they are kept."""

    number: int
    period: DutyPeriod
    days: Days


class Turn(NamedTuple):
    """A shift, where the timetable has it, and who has each of its days once replacements are counted."""

    path: tuple[str | int, ...]
    shift: Shift
    staff: Mapping[datetime.date, tuple[str, ...]]


class DoubleBooking(NamedTuple):
    """Somebody who is at the window and on duty at the same time of a day; `turn` is the one on duty."""

    name: str
    day: datetime.date
    turn: Turn


@dataclass(frozen=True)
class Coverage:
    """Who is at the window and who is on duty in the years of a roster, and at which hours nobody is.

    In normal hours somebody must be at the window, in all others on duty.
    """

    policy: DutyPolicy
    roster: Roster

    @cached_property
    def hours(self) -> tuple[Hours, ...]:
        """Return all hours of which days and times are known; those on call, when nobody need be there, left out."""
        on_call = {kind.name for kind in self.policy.kinds if kind.on_call}
        return tuple(
            Hours(index, period, self.roster.occasions(period))
            for index, period in enumerate(self.roster.committee.timetable.periods)
            if period.days and intervals.span(period) and period.kind not in on_call
        )

    @cached_property
    def window(self) -> list[Turn]:
        """Return the turns at the window."""
        return self._turns("window", self.roster.committee.timetable.window)

    @cached_property
    def duty(self) -> list[Turn]:
        """Return the turns on duty."""
        return self._turns("duty", self.roster.committee.timetable.duty)

    def _turns(self, place: Place, shifts: Iterable[Shift]) -> list[Turn]:
        """Return the turns at a place, and as one more the days on which only a replacement is there."""
        replaced = self.roster.replacements(place)
        turns = []
        for index, shift in enumerate(shifts):
            staff = {day: replaced.get(day, names) for day, names in self.roster.turns_of(shift) if names}
            turns.append(Turn((place, index), shift, staff))
        alone = {day: staff for day, staff in replaced.items() if not any(day in turn.staff for turn in turns)}
        return [*turns, Turn(("replacements",), Shift(days=PlainDays.EVERY), alone)] if alone else turns

    def on_duty(self, day: datetime.date) -> set[str]:
        """Return everyone who is on duty at some time of a day."""
        return {name for turn in self.duty for name in turn.staff.get(day, ())}

    def on_duty_during(self, day: datetime.date, span: Span) -> tuple[str, ...]:
        """Return everyone who is on duty at some time of a span of a day; who has no times of their own, all day."""
        return _during(self.duty, day, span)

    def at_window_during(self, day: datetime.date, span: Span) -> tuple[str, ...]:
        """Return everyone who is at the window at some time of a span of a day, told as for those on duty."""
        return _during(self.window, day, span)

    def days_of(self, kind: DutyKind) -> Days:
        """Return the days that a kind of duty must cover by the policy."""
        return self.roster.occasions(DutyPeriod(kind=kind.name, days=kind.days))

    def days_without_hours(self, kind: DutyKind) -> list[datetime.date]:
        """Return the days that a kind of duty must cover and on which the timetable has no hours of this kind."""
        kept = (hours.days for hours in self.hours if hours.period.kind == kind.name)
        return sorted(self.days_of(kind).difference(*kept))

    def unattended(self, period: DutyPeriod) -> list[datetime.date]:
        """Return the days on which nobody is there for some of a period."""
        turns = self.window if period.kind == self.policy.normal else self.duty
        days = self.roster.occasions(period).difference(*(turn.staff for turn in turns if _cover([turn.shift], period)))
        return sorted(day for day in days if not _cover((turn.shift for turn in turns if day in turn.staff), period))

    @cached_property
    def gaps(self) -> Days:
        """Return the days on which hours have nobody, or which must be covered and have no hours."""
        unattended = (day for hours in self.hours for day in self.unattended(hours.period))
        uncovered = (day for kind in self.policy.kinds for day in self.days_without_hours(kind))
        return frozenset((*unattended, *uncovered))

    def double_bookings(self) -> Iterator[DoubleBooking]:
        """Yield everybody who is at the window and on duty at the same time, day by day."""
        for window in self.window:
            for duty in self.duty:
                for day in sorted(window.staff.keys() & duty.staff.keys()):
                    names = set(window.staff[day]) & set(duty.staff[day])
                    if names and self._meet(window.shift, duty.shift, day):
                        yield from (DoubleBooking(name, day, duty) for name in sorted(names))

    def _meet(self, window: Shift, duty: Shift, day: datetime.date) -> bool:
        """Tell whether a shift at the window and one on duty share a time of a day."""
        spans = self._spans(window, day, normal=True)
        return any(intervals.overlap(*pair) for pair in product(spans, self._spans(duty, day, normal=False)))

    def _spans(self, shift: Shift, day: datetime.date, normal: bool) -> list[Span]:
        """Return the times of a shift on a day: its own, or those of the normal hours or of all others."""
        if own := intervals.span(shift):
            return [own]
        kept = (period for _, period, days in self.hours if day in days)
        spans = (intervals.span(period) for period in kept if (period.kind == self.policy.normal) == normal)
        return [span for span in spans if span]


def _during(turns: Iterable[Turn], day: datetime.date, span: Span) -> tuple[str, ...]:
    """Return those who have a turn at some time of a span of a day, each once."""
    timed = ((intervals.span(turn.shift), turn.staff.get(day, ())) for turn in turns)
    names = (name for own, staff in timed if own is None or intervals.overlap(own, span) for name in staff)
    return tuple(dict.fromkeys(names))


def _cover(shifts: Iterable[Shift], period: DutyPeriod) -> bool:
    """Tell whether shifts cover a period from beginning to end; one without times of its own covers all of it."""
    spans = [intervals.span(shift) for shift in shifts]
    timed = [span for span in spans if span]
    if len(timed) < len(spans):
        return True
    whole = intervals.span(period)
    return whole is not None and intervals.covered(whole, timed)
