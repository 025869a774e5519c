"""The days to come as a committee's pages tell them, in a table and to the script that says what is open now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.day import ONE_DAY
from generator.duty.attended import Attended, attended
from generator.duty.coverage import Coverage
from generator.duty.days import KindOfDay
from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.text import chinese

DAYS_AHEAD = 14
"""For how many days a page says who is there: as long as nobody builds it anew, it is true for that long."""


@dataclass(frozen=True)
class OpenDay:
    """A day: what it is called, and the times at which somebody is there; `holiday` is None on other days."""

    day: datetime.date
    kind: KindOfDay
    holiday: str | None
    times: tuple[Attended, ...]

    @property
    def weekday(self) -> str:
        """Return the day of the week, `周一`."""
        return chinese.weekday(self.day)

    @cached_property
    def alike(self) -> Mapping[tuple[tuple[str, ...] | None, tuple[str, ...]], Sequence[Attended]]:
        """Return the times that differ in nothing but the clock, by what can be done and who is there."""
        rows: dict[tuple[tuple[str, ...] | None, tuple[str, ...]], list[Attended]] = {}
        for time in self.times:
            rows.setdefault((time.services, time.staff), []).append(time)
        return rows


def days_ahead(handbook: Handbook, committee: Committee) -> tuple[OpenDay, ...]:
    """Return the next DAYS_AHEAD days that calendars cover, today first."""
    roster = Roster.ahead(handbook, committee)
    coverage = Coverage(handbook.policy.duty, roster)
    days = (handbook.today + ONE_DAY * number for number in range(DAYS_AHEAD))
    return tuple(_open_day(roster, coverage, day) for day in days if roster.covers(day))


def _open_day(roster: Roster, coverage: Coverage, day: datetime.date) -> OpenDay:
    year = roster.year(day)
    return OpenDay(day, year.kinds[day], year.holidays.get(day), attended(coverage, day))


FULL_WIDTH = str.maketrans("|;, ", "｜；，　")
"""What a name may not hold among texts that these signs keep apart, and what stands there instead."""


@dataclass(frozen=True)
class ForScript:
    """The days as a page's script reads them, each text once.

    `days` are joined by `|`, each `2026-11-23;周一（11月23日）;8:30-11:30,,0,0 17:00-18:00,2,1,1`: from when to when,
    how many things can be done (nothing stands for everything), which of the `people`, and which of the `phones`.
    These are joined by `|` too.
    """

    days: str
    people: str
    phones: str
    last: str

    @property
    def longest(self) -> int:
        """Return how many characters the most people who are there at once take."""
        return max(map(len, self.people.split("|")))


def for_script(days: Iterable[OpenDay]) -> ForScript | None:
    """Return days as a page's script reads them; None where there are none."""
    told = list(days)
    if not told:
        return None
    people, phones = _Numbered(), _Numbered()
    lines = [
        ";".join(
            (
                day.day.isoformat(),
                f"{day.weekday}（{chinese.short_date(day.day)}）",
                " ".join(_piece(time, people, phones) for time in day.times),
            )
        )
        for day in told
    ]
    return ForScript("|".join(lines), "|".join(people), "|".join(phones), chinese.short_date(told[-1].day))


def _piece(time: Attended, people: _Numbered, phones: _Numbered) -> str:
    able = "" if time.services is None else str(len(time.services))
    names = "、".join(name.translate(FULL_WIDTH) for name in time.staff)
    clocks = f"{chinese.clock(time.begins)}-{chinese.clock(time.ends)}"
    return f"{clocks},{able},{people.number(names)},{phones.number(time.phone or '')}"


class _Numbered(dict[str, int]):
    """Texts, each with its number, counted from 0 in the order in which they came."""

    def number(self, text: str) -> int:
        return self.setdefault(text, len(self))
