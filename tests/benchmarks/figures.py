"""The figures of every round, by case, of the program that is measured and of the one it is measured against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from tests.benchmarks.measure import Cost
from tests.benchmarks.serve import Seen

Costs = dict[str, list[Cost]]


def at(size: int, case: str) -> str:
    """Return the name of a case with a grown handbook of so many committees."""
    return f"{size:,} committees: {case}"


@dataclass
class Figures:
    """What was measured of one program: costs by case, previews by how many committees there were, sizes grown to.

    A case that failed in one round has no costs, but what was said then.
    """

    costs: Costs = field(default_factory=dict)
    previews: dict[int, Seen] = field(default_factory=dict)
    sizes: tuple[int, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)

    def add(self, case: str, cost: Cost) -> None:
        """Keep the cost of one more round."""
        if case not in self.failed:
            self.costs.setdefault(case, []).append(cost)

    def fail(self, case: str, why: Exception) -> None:
        """Keep that a case failed, and forget what it cost in other rounds."""
        self.costs.pop(case, None)
        self.failed[case] = str(why)

    def add_preview(self, size: int, seen: Seen) -> None:
        """Keep what was seen in one more preview of so many committees."""
        self.previews[size] = self.previews[size].joined(seen) if size in self.previews else seen

    def middle(self, case: str, figure: str) -> float | None:
        """Return the median of a figure over all rounds of a case, or None where it was not measured."""
        found = [value for cost in self.costs.get(case, ()) if (value := getattr(cost, figure)) is not None]
        return median(found) if found else None

    def slopes(self, case: str, figure: str) -> Iterator[tuple[int, int, float]]:
        """Yield by how much a figure grows per further committee, between each size and the next."""
        known = [(size, self.middle(at(size, case), figure)) for size in self.sizes]
        found = [(size, value) for size, value in known if value is not None]
        for (few, low), (many, high) in pairwise(found):
            yield few, many, (high - low) / (many - few)

    def plain(self) -> dict[str, Any]:
        """Return every figure of every round as values for JSON."""
        costs = {case: [cost._asdict() for cost in rounds] for case, rounds in self.costs.items()}
        previews = {size: seen._asdict() for size, seen in self.previews.items()}
        return {"costs": costs, "previews": previews, "failed": self.failed}


def ratios(ours: Mapping[str, list[Cost]], case: str, theirs: Mapping[str, list[Cost]], other: str) -> list[float]:
    """Return CPU of a case of ours to CPU of another's, round by round, as far as both were measured."""
    pairs = zip(ours.get(case, ()), theirs.get(other, ()), strict=False)
    return [one.cpu / another.cpu for one, another in pairs if another.cpu]
