"""Spans of a day from one clock time to another: how long they are, what they share, what they come to together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Protocol

Span = tuple[datetime.time, datetime.time]
"""From when to when; the last moment no longer belongs to it."""


class Timed(Protocol):
    """Anything that may begin and end at a clock time."""

    @property
    def opens(self) -> datetime.time | None:
        """Return when it begins, or None where nobody says."""
        ...

    @property
    def closes(self) -> datetime.time | None:
        """Return when it ends, or None where nobody says."""
        ...


def span(timed: Timed) -> Span | None:
    """Return from when to when something lasts, or None where it does not say both."""
    return (timed.opens, timed.closes) if timed.opens and timed.closes else None


def minutes(span: Span) -> int:
    """Return how many minutes a span lasts."""
    begins, ends = span
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def overlap(first: Span, second: Span) -> bool:
    """Tell whether two spans share a time of day; those that only touch do not."""
    return first[0] < second[1] and second[0] < first[1]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in the order of the day, those that touch or overlap as one."""
    whole: list[Span] = []
    for begins, ends in sorted(spans):
        if whole and begins <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], ends))
        else:
            whole.append((begins, ends))
    return whole


def covered(span: Span, by: Iterable[Span]) -> bool:
    """Tell whether spans leave no time of another one open; one that ends before it begins has no time to cover."""
    begins, ends = span
    return ends <= begins or any(first <= begins and ends <= last for first, last in merged(by))
