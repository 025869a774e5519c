"""The ledger of breaches: since when each is open, by when it is to be mended, when it was (breaches.yml)."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from generator.model.facts import Date, Fact, Many, Record, RuleId, Slug, Some, scalar
from generator.model.ledger import Lines, Seal

Subject = Annotated[str, scalar(r"[A-Za-z0-9_./~#-]+", "程序写的出处"), Field(max_length=300)]
"""What a breach is about: a file and a path in it, `rooms.yml#rooms/health/capacity`."""

Gravity = Literal["error", "warning"]


class Breach(Fact):
    """A clause that is not met in one thing: the first day on which it was seen, and by when it is to be mended.

    `about` names the thing so that it stays the same when lines move, lists are sorted and days are counted. `gravity`
    is the gravest it ever was. `mended` is the first day on which it was gone.
    """

    rule: RuleId
    about: Subject
    gravity: Gravity
    first: Date
    due: Date
    mended: Date | None = None
    seal: Seal | None = None


class LineCount(Fact):
    """How many lines a ledger has, so that one that is taken out shows."""

    lines: Annotated[int, scalar(r"[0-9]{1,5}", "行数，例如 12", int), Field(ge=0, le=99_999)]
    seal: Seal | None = None


class Breaches(Record):
    """Every breach there ever was, of one committee or of what all share; written by the program only.

    `committees` are those that have a ledger of their own; the sub-district's names them, so that a lost one is missed.
    """

    breaches: Lines[Breach] = ()
    counts: Some[LineCount] = ()
    committees: Many[Slug] = ()

    @property
    def unmended(self) -> tuple[Breach, ...]:
        """Return those that are not mended."""
        return tuple(breach for breach in self.breaches if not breach.mended)

    def overdue(self, today: datetime.date) -> tuple[Breach, ...]:
        """Return those that are not mended and whose day is over."""
        return tuple(breach for breach in self.unmended if breach.due < today)
