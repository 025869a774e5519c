"""What is gone for good, and where to go now: things (retired.yml, register.yml), whole committees (dissolved.yml)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.facts import Date, Digits, Fact, Many, Name, Record, Slug, Target, Text
from generator.model.ledger import Ledger


class Retirement(Fact):
    """Something that is gone for good, and where to go now; `successor` is its `kind:id`."""

    kind: Slug
    id: Slug
    date: Date
    successor: Target | None = None
    reason: Text


class Retirements(Record):
    """What all committees once had and have no more (content/retired.yml)."""

    retired: Many[Retirement] = ()


class Closing(Record):
    """A committee that is no more, and the one that took over (committees/<slug>/dissolved.yml)."""

    name: Name
    number: Digits
    date: Date
    merged_into: Slug
    note: Text | None = None


@dataclass(frozen=True)
class ClosedCommittee:
    """What is left of a committee that is no more: its ledger, so that its codes answer."""

    slug: str
    closing: Closing
    ledger: Ledger
