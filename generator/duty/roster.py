"""Who is at the window and who is on duty on each day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.duty.days import Scheduled, Year, year
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod, Shift


@dataclass(frozen=True)
class Roster:
    """Who is where on each day of the years that have a calendar."""

    committee: Committee
    years: tuple[Year, ...]

    @classmethod
    def of(cls, handbook: Handbook, committee: Committee) -> Roster:
        """Return the roster of a committee for all years that have a calendar."""
        return cls(committee, tuple(year(calendar) for _, calendar in sorted(handbook.calendars.items())))

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
        days = self.occasions(shift)
        if not shift.teams:
            yield from ((day, shift.staff) for day in days)
            return
        begun = sorted(day for day in days if shift.begins is None or day >= shift.begins)
        yield from ((day, shift.teams[turn % len(shift.teams)]) for turn, day in enumerate(begun))

    def periods(self, day: datetime.date) -> Iterator[DutyPeriod]:
        """Yield the hours kept on a day that a calendar covers, in the order of the timetable."""
        year = self.year(day)
        return (period for period in self.committee.timetable.periods if day in year.occasions(period))


Place = Literal["window", "duty"]
