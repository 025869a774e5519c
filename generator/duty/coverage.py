"""Whether somebody is there at all hours."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from generator.check.finding import Finding, at, breach
from generator.check.policy.meetings import and_more
from generator.duty.days import Year
from generator.duty.roster import Place, Roster
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod, Shift
from generator.model.policy import DutyKind
from generator.text.chinese import clock, date

Days = frozenset[datetime.date]
Span = tuple[datetime.time, datetime.time]
Turns = Mapping[datetime.date, tuple[str, ...]]


class Turn(NamedTuple):
    """A shift, where it stands, and who has each of its days once replacements are counted."""

    path: tuple[str | int, ...]
    shift: Shift
    staff: Turns


class Rota:
    """Who is at the window and who is on duty in the years there are, asked as the rules need it."""

    def __init__(self, handbook: Handbook, committee: Committee, roster: Roster) -> None:
        self.policy, self.committee, self.roster = handbook.policy.duty, committee, roster
        on_call = {kind.name for kind in self.policy.kinds if kind.on_call}
        self.hours = [
            (index, period, roster.occasions(period))
            for index, period in enumerate(committee.timetable.periods)
            if period.days and period.opens and period.closes and period.kind not in on_call
        ]

    @cached_property
    def duty(self) -> list[Turn]:
        """The turns on duty."""
        return self._turns("duty", self.committee.timetable.duty)

    @cached_property
    def window(self) -> list[Turn]:
        """The turns at the window."""
        return self._turns("window", self.committee.timetable.window)

    def _turns(self, place: Place, shifts: Iterable[Shift]) -> list[Turn]:
        replaced = {one.date: one.staff for one in self.committee.timetable.replacements if one.place == place}
        found = []
        for index, shift in enumerate(shifts):
            turns = dict(self.roster.turns_of(shift))
            staff = {day: replaced.get(day, names) for day, names in turns.items() if names}
            found.append(Turn((place, index), shift, staff))
        more = {day: staff for day, staff in replaced.items() if not any(day in turn.staff for turn in found)}
        return [*found, Turn(("replacements",), Shift(days="每天"), more)] if more else found

    def days_of(self, kind: DutyKind) -> Days:
        """The days that a kind of duty must cover."""
        return frozenset().union(*(days_meant(one, kind) for one in self.roster.years if kind.days))

    def on_duty(self, day: datetime.date) -> set[str]:
        """Everyone who is on duty at some time of a day."""
        return {name for turn in self.duty for name in turn.staff.get(day, ())}

    def days_without_hours(self) -> Iterator[Finding]:
        """Days off on which the timetable has no hours of the kind that they need."""
        for kind in self.policy.kinds:
            kept = frozenset().union(*(days for _, period, days in self.hours if period.kind == kind.name))
            if missing := sorted(self.days_of(kind) - kept):
                message = f"{date(missing[0])}没有“{kind.name}”的时间{and_more(len(missing), '天')}"
                place = at(self.committee, "timetable", "periods", *self._first(kind))
                yield breach(place, message, f"“{kind.name}”的 days 写“{kind.days}”，closed 里不写这些天")

    def _first(self, kind: DutyKind) -> tuple[int, ...]:
        return next(((index,) for index, period, _ in self.hours if period.kind == kind.name), ())

    def hours_without_staff(self) -> Iterator[Finding]:
        """Hours besides the normal ones at which nobody is on duty."""
        for index, period, days in self.hours:
            if period.kind != self.policy.normal and (empty := self._empty(period, days)):
                when = f"{date(empty[0])}{named_period(period)}"
                hint = "在 duty 里排人；临时换人的写进 replacements；这天不开的写进这一段的 closed"
                place = at(self.committee, "timetable", "periods", index)
                yield breach(place, f"{when}没有人值班{and_more(len(empty), '天')}", hint)

    def _empty(self, period: DutyPeriod, days: Days) -> list[datetime.date]:
        """The days on which some of a period has nobody on duty."""
        whole = [turn for turn in self.duty if covered(period, [turn.shift])]
        left = days.difference(*(turn.staff for turn in whole))
        return sorted(d for d in left if not covered(period, (turn.shift for turn in self.duty if d in turn.staff)))

    def at_two_places(self) -> Iterator[Finding]:
        """People who are at the window and on duty at the same time."""
        found: dict[str, list[tuple[datetime.date, Turn]]] = {}
        for window in self.window:
            for duty in self.duty:
                for day in sorted(window.staff.keys() & duty.staff.keys()):
                    both = set(window.staff[day]) & set(duty.staff[day])
                    if both and self._meet(window.shift, duty.shift, day):
                        for name in both:
                            found.setdefault(name, []).append((day, duty))
        for name, times in sorted(found.items()):
            day, turn = min(times, key=lambda one: one[0])
            more = and_more(len({one for one, _ in times}), "天")
            message = f"{date(day)}{name}又在窗口又在值班，时间重叠{more}"
            yield breach(at(self.committee, "timetable", *turn.path), message, "换一个人，或写明两处各自的钟点")

    def _meet(self, window: Shift, duty: Shift, day: datetime.date) -> bool:
        ours = self._spans(window, day, normal=True)
        theirs = self._spans(duty, day, normal=False)
        return any(one[0] < other[1] and other[0] < one[1] for one in ours for other in theirs)

    def _spans(self, shift: Shift, day: datetime.date, normal: bool) -> list[Span]:
        """The times of a shift on a day: its own, or those of the normal hours or of all others."""
        if shift.opens and shift.closes:
            return [(shift.opens, shift.closes)]
        hours = (period for _, period, days in self.hours if day in days)
        return [
            (period.opens, period.closes)
            for period in hours
            if (period.kind == self.policy.normal) == normal and period.opens and period.closes
        ]


def days_meant(found: Year, kind: DutyKind) -> Days:
    """The days of a year that a kind of duty must cover."""
    return found.occasions(DutyPeriod(kind=kind.name, days=kind.days))


def covered(period: DutyPeriod, shifts: Iterable[Shift]) -> bool:
    """Whether shifts cover a period from beginning to end; one without times of its own covers all."""
    reached = period.opens
    for shift in sorted(shifts, key=lambda one: one.opens or datetime.time.min):
        if shift.opens is None or shift.closes is None:
            return True
        if reached and shift.opens <= reached < shift.closes:
            reached = shift.closes
    return bool(reached and period.closes and reached >= period.closes)


def named_period(period: DutyPeriod) -> str:
    """`双休日（周六 9:00–11:00）`, as far as it is known."""
    times = f"{clock(period.opens)}–{clock(period.closes)}" if period.opens and period.closes else ""
    said = " ".join(part for part in (period.days, times) if part)
    return f"“{period.kind}”" + (f"（{said}）" if said else "")
