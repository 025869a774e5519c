"""What the ledgers of breaches say of findings: since when each is open, by when it is to be mended, and the trend."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.check.breaches import Key, is_recorded, key_of
from generator.check.finding import Judged
from generator.check.subjects import Subjects
from generator.day import ONE_DAY
from generator.model.breaches import Breach, Breaches, Gravity
from generator.model.handbook import Handbook

MONTHS = 12
"""Of so many ends of months a trend tells at most."""


class Deadlines:
    """The ledgers of a handbook, asked by findings."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self.subjects = Subjects(handbook)

    @cached_property
    def lines(self) -> Mapping[tuple[str, Key], Breach]:
        """The line of each breach that is open, by the slug of whoever mends it and by what it is known."""
        return {
            (slug, Key(line.rule, line.about)): line
            for slug, ledger in self.handbook.breaches.items()
            for line in ledger.unmended
        }

    def key(self, judged: Judged) -> tuple[str, Key]:
        """Return the slug of whoever mends what was found, and by what it is known."""
        return judged.problem.committee, key_of(self.subjects, judged)

    def line(self, judged: Judged) -> Breach | None:
        """Return what the ledger says of a finding, or will once it is recorded; None of what need not be mended."""
        if not is_recorded(judged):
            return None
        slug, key = self.key(judged)
        return self.lines.get((slug, key)) or self._fresh(judged, key)

    def _fresh(self, judged: Judged, key: Key) -> Breach:
        gravity: Gravity = "error" if judged.severity == "error" else "warning"
        today, days = self.handbook.today, self.handbook.policy.report.days[gravity]
        due = today + datetime.timedelta(days)
        return Breach.model_construct(rule=key.rule, about=key.about, gravity=gravity, first=today, due=due)

    def soonest(self, judged: Iterable[Judged]) -> Breach | None:
        """Return what is to be mended first of some findings; None where nothing is."""
        lines = (line for each in judged if (line := self.line(each)))
        return min(lines, key=lambda line: (line.due, line.first), default=None)


def overdue(handbook: Handbook, slugs: Iterable[str] | None = None) -> list[Breach]:
    """Return what is open beyond its day, the earliest first, of some committees by their slugs, or of all."""
    ledgers = handbook.breaches if slugs is None else {slug: handbook.breaches.get(slug, Breaches()) for slug in slugs}
    late = (line for ledger in ledgers.values() for line in ledger.overdue(handbook.today))
    return sorted(late, key=lambda line: (line.due, line.first, line.rule, line.about))


# --- the trend -------------------------------------------------------------------------------------------------------


def begun(handbook: Handbook) -> datetime.date | None:
    """Return the first day in any ledger; None where nothing was ever found."""
    return min((line.first for ledger in handbook.breaches.values() for line in ledger.breaches), default=None)


def ends_of_months(first: datetime.date, today: datetime.date) -> Iterator[datetime.date]:
    """Yield the last day of each month that is over, from that of a first day on."""
    day = first
    while (following := (day.replace(day=1) + 32 * ONE_DAY).replace(day=1)) <= today:
        yield following - ONE_DAY
        day = following


def open_on(lines: Iterable[Breach], day: datetime.date) -> int:
    """Return how many breaches were open at the end of a day."""
    return sum(line.first <= day and (line.mended is None or line.mended > day) for line in lines)
