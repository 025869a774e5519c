"""Who is at the window and who is on duty on each day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.duty.days import Scheduled, Year, years
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod, Shift


@dataclass(frozen=True)
class Roster:
    """Who is where on each day of some years; `before` are earlier years, in which teams began to take turns."""

    committee: Committee
    years: tuple[Year, ...]
    before: tuple[Year, ...] = ()

    @classmethod
    def of(cls, handbook: Handbook, committee: Committee) -> Roster:
        """Return the roster of a committee for all years that have a calendar."""
        return cls(committee, years(handbook.calendars))

    @classmethod
    def ahead(cls, handbook: Handbook, committee: Committee) -> Roster:
        """Return the roster of a committee for this year and those to come that have a calendar."""
        every, now = years(handbook.calendars), handbook.today.year
        before = tuple(year for year in every if year.number < now)
        return cls(committee, every[len(before) :], before)

    @cached_property
    def first(self) -> datetime.date:
        """Return the first day that any calendar covers."""
        return self.years[0].days[0]

    @cached_property
    def last(self) -> datetime.date:
        """Return the last day that any calendar covers."""
        return self.years[-1].days[-1]

    def covers(self, day: datetime.date) -> bool:
        """Tell whether a calendar covers a day."""
        return any(year.number == day.year for year in self.years)

    def year(self, day: datetime.date) -> Year:
        """Return the year of a day. Raise StopIteration where no calendar covers it."""
        return next(year for year in self.years if year.number == day.year)

    def occasions(self, scheduled: Scheduled) -> frozenset[datetime.date]:
        """Return every covered day on which something takes place."""
        return frozenset().union(*(year.occasions(scheduled) for year in self.years))

    @cached_property
    def turns(self) -> Mapping[Place, Mapping[datetime.date, tuple[str, ...]]]:
        """Return who is at the window and who is on duty, day by day."""
        return {"window": self._turns("window"), "duty": self._turns("duty")}

    def _turns(self, place: Place) -> dict[datetime.date, tuple[str, ...]]:
        turns: dict[datetime.date, tuple[str, ...]] = {}
        shifts: tuple[Shift, ...] = getattr(self.committee.timetable, place)
        for shift in shifts:
            for day, staff in self.turns_of(shift):
                turns[day] = tuple(dict.fromkeys((*turns.get(day, ()), *staff)))
        return turns | self.replacements(place)

    def replacements(self, place: Place) -> dict[datetime.date, tuple[str, ...]]:
        """Return who is at a place instead of those whose turn it is, by day."""
        return {entry.date: entry.staff for entry in self.committee.timetable.replacements if entry.place == place}

    def turns_of(self, shift: Shift) -> Iterator[tuple[datetime.date, tuple[str, ...]]]:
        """Yield the days of one shift and who has each; teams take turns from the day the rotation begins."""
        days = {day for day in self.occasions(shift) if shift.kept(day)}
        if not shift.teams:
            yield from ((day, shift.staff) for day in days)
            return
        earlier = (day for year in self.before for day in year.occasions(shift) if shift.kept(day))
        for turn, day in enumerate(sorted(days.union(earlier))):
            if day in days:
                yield day, shift.teams[turn % len(shift.teams)]

    def periods(self, day: datetime.date) -> Iterator[DutyPeriod]:
        """Yield the hours kept on a day that a calendar covers, in the order of the timetable."""
        year = self.year(day)
        return (period for period in self.committee.timetable.periods if day in year.occasions(period))


Place = Literal["window", "duty"]
