"""What a committee keeps a register of: books, boards, plates, admissions, what is gone (register.yml)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from generator.model.facts import (
    Basis,
    BoardSize,
    Called,
    Date,
    Fact,
    Log,
    Many,
    Name,
    Record,
    Slug,
    Some,
    Text,
    Until,
    Whole,
)
from generator.model.gone import Retirement
from generator.model.premises import GridSquare


class ReadingCopy(Fact):
    """Where the bound rulebook lies, and how many of the copies are in large print."""

    place: Text
    hours: Text
    copies: Whole
    large_print: Whole | None = None


class Board(Fact):
    """A board or poster on the committee's walls: what it holds, whose it is, and its filing.

    `size` is that of the paper it takes, where it is not what the policy says; `grid` the square of the floor's plan
    in front of which it hangs.
    """

    kind: Name
    room: Slug
    place: Text
    size: BoardSize | None = None
    grid: GridSquare | None = None
    holds: Some[Called] = ()
    owner: Name | None = None
    reason: Text | None = None
    filing_number: Name | None = None
    filed: Date | None = None
    valid_until: Until | None = None


class Admission(Fact):
    """How the office admitted something that no list has; `ASKED` are the fields that must be known of it."""

    ASKED: ClassVar[tuple[str, ...]]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the fields that must be known and are not."""
        return tuple(key for key in self.ASKED if getattr(self, key) is None)


class ExtraPlate(Admission):
    """A plate besides those at the door, and how it was admitted."""

    ASKED = ("applicant", "applied_to", "applied", "approved_by", "approved", "number", "arranged_by", "hung")

    text: Text
    place: Text
    applicant: Name | None = None
    applied_to: Name | None = None
    applied: Date | None = None
    approved_by: Name | None = None
    approved: Date | None = None
    number: Name | None = None
    arranged_by: Name | None = None
    valid_until: Until | None = None
    hung: Date | None = None
    removed: Date | None = None


class Admitted(Admission):
    """An affair, ledger, report, app or seal use that is on no list and was admitted."""

    ASKED = (
        "applicant",
        "basis",
        "applied_to",
        "applied",
        "approved_by",
        "approved",
        "number",
        "begins",
        "valid_until",
    )

    id: Slug
    kind: Name
    title: Name
    applicant: Name | None = None
    basis: Basis | None = None
    applied_to: Name | None = None
    applied: Date | None = None
    approved_by: Name | None = None
    approved: Date | None = None
    number: Name | None = None
    begins: Date | None = None
    valid_until: Until | None = None
    funding: Text | None = None
    ended: Date | None = None


class Deed(Fact):
    """What residents took upon themselves, by which of their papers, and the day they passed it.

    `services` are guides, by their ids, that rest on no list because residents govern themselves.
    """

    by: Literal["居民自治章程", "居民公约", "居民会议"]
    date: Date
    article: Name | None = None
    services: Many[Slug] = Field(min_length=1)


class RegisterItem(Fact):
    """A ledger, report, app or seal use of this committee, and the list entry or admission it rests on."""

    kind: Name
    title: Name
    listed: Slug | None = None


class Inventory(Fact):
    """How many rules hung on the walls on a day."""

    date: Date
    rules: Whole


class RemovedRule(Fact):
    """A rule that was taken off the wall: where it hung, when it came off, and where it stands now, as `kind:id`."""

    title: Name
    place: Text | None = None
    removed: Date
    now: Text


class Register(Record):
    """Reading copies, boards, further plates, what was admitted, and what came off the walls (register.yml)."""

    rulebook: ReadingCopy | None = None
    boards: Some[Board] = ()
    plates: Many[ExtraPlate] = ()
    admitted: Many[Admitted] = ()
    deeds: Many[Deed] = ()
    items: Many[RegisterItem] = ()
    walls: Log[Inventory] = ()
    removed: Many[RemovedRule] = ()
    retired: Log[Retirement] = ()

    def place_of(self, kind: str) -> str | None:
        """Return where the first board of a kind hangs; None where none is registered."""
        return next((board.place for board in self.boards if board.kind == kind), None)
