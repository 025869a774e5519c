"""What is promised of the program: the one table of targets, and whether each is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from statistics import median

from tests.benchmarks import cases
from tests.benchmarks.figures import Figures, at, ratios
from tests.benchmarks.rivals import HUGO, RAW


class Kind(Enum):
    """In what a target is measured; the value is how that is told."""

    OLDER = "× CPU of the older program"
    HUGO = "× CPU of Hugo"
    RAW = "× CPU of the raw write"
    CPU = "CPU s"
    WALL = "wall s"
    PEAK = "MB, largest process"
    SHEETS = "sheets made again, no more and no fewer"
    SLOPE = "CPU ms per further committee"
    SEEN = "wall s, slowest kind of edit"


@dataclass(frozen=True)
class Target:
    """At most `most` of a kind for a case, with the handbook that is shipped or with one grown to `size`."""

    case: str
    most: float
    kind: Kind
    size: int = 0

    @property
    def what(self) -> str:
        """The name under which the case was measured."""
        return at(self.size, self.case) if self.size else self.case


TARGETS = (
    Target(cases.EVERYTHING, 0.45, Kind.OLDER),
    Target(cases.WITHOUT_GUIDES, 0.40, Kind.OLDER),
    Target(cases.NOTHING, 0.35, Kind.WALL),
    Target(cases.NOTHING, 1, Kind.WALL, size=1100),
    Target(cases.AFTER_PHONE, 2.5, Kind.WALL),
    Target(cases.AFTER_PHONE, 3, Kind.CPU, size=1100),
    Target(cases.AFTER_SENTENCE, 22, Kind.SHEETS),
    Target(cases.AFTER_SENTENCE, 4, Kind.WALL),
    Target(cases.AFTER_CAPACITY, 3, Kind.SHEETS),
    Target(cases.AFTER_CAPACITY, 1.5, Kind.WALL),
    Target(cases.CHECK, 0.8, Kind.CPU),
    Target(cases.CHECK, 10, Kind.SLOPE),
    Target(cases.WEBSITE, 1.0, Kind.HUGO),
    Target(cases.WEBSITE, 8, Kind.RAW),
    Target(cases.WEBSITE, 400, Kind.PEAK, size=1100),
    Target(cases.PREVIEW, 0.3, Kind.SEEN, size=22),
    Target(cases.PREVIEW, 0.3, Kind.SEEN, size=1100),
)

PLAIN = {Kind.CPU: "cpu", Kind.WALL: "wall"}
"""Kinds that are the median of a figure of a run: its name."""


MISSING = {Kind.OLDER: "not measured: needs `--against` and `prints`"}
"""What is said of a target that was not measured, where that is not all."""


def judged(figures: Figures, other: Figures | None) -> Iterator[tuple[Target, float | None, str]]:
    """Yield each target with what was measured and the verdict on that."""
    for target in TARGETS:
        found = measured(target, figures, other)
        yield target, found, "FAILED" if target.what in figures.failed else verdict(target, found)


def measured(target: Target, figures: Figures, other: Figures | None) -> float | None:
    """Return what was measured of a target's case, or None where nothing was."""
    rivals = {Kind.OLDER: (other, target.what), Kind.HUGO: (figures, HUGO), Kind.RAW: (figures, RAW)}
    if target.kind in rivals:
        theirs, name = rivals[target.kind]
        return middle(ratios(figures.costs, target.what, theirs.costs, name)) if theirs else None
    if target.kind is Kind.SLOPE:
        return max((slope * 1000 for _, _, slope in figures.slopes(target.case, "cpu")), default=None)
    if target.kind is Kind.SEEN:
        seen = figures.previews.get(target.size)
        return seen and max(median(seconds) for seconds in seen.edits.values())
    rounds = figures.costs.get(target.what, ())
    if target.kind is Kind.PEAK:
        return max((cost.peak for cost in rounds), default=None)
    if target.kind is Kind.SHEETS:  # of all rounds that which is farthest off
        counted = (cost.sheets for cost in rounds if cost.sheets is not None)
        return max(counted, key=lambda sheets: abs(sheets - target.most), default=None)
    return figures.middle(target.what, PLAIN[target.kind])


def middle(found: list[float]) -> float | None:
    """Return the median, or None of nothing."""
    return median(found) if found else None


def verdict(target: Target, found: float | None) -> str:
    """Return in words whether a target is kept."""
    if found is None:
        return MISSING.get(target.kind, "not measured")
    fine = found == target.most if target.kind is Kind.SHEETS else found <= target.most
    return "kept" if fine else "SHORT OF IT"
