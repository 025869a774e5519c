"""The table of targets, and what the report says of figures that are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.benchmarks import report
from tests.benchmarks.cases import (
    AFTER_PHONE,
    AFTER_SENTENCE,
    CHECK,
    EVERYTHING,
    NOTHING,
    PREVIEW,
    WEBSITE,
)
from tests.benchmarks.figures import Figures, at, ratios
from tests.benchmarks.measure import Cost
from tests.benchmarks.rivals import HUGO, RAW
from tests.benchmarks.serve import Seen
from tests.benchmarks.targets import TARGETS, Kind, Target, judged, measured, verdict


def cost(cpu: float = 1, wall: float = 1, peak: float = 1, sheets: int | None = None) -> Cost:
    """A cost of which only some is said."""
    return Cost(cpu, 0, wall, peak, sheets)


OTHER = Figures({EVERYTHING: [cost(100), cost(200), cost(100)]})
OURS = Figures(
    {
        EVERYTHING: [cost(40), cost(100), cost(30)],
        WEBSITE: [cost(3), cost(6)],
        HUGO: [cost(3), cost(3)],
        RAW: [cost(0.5), cost(0.5)],
        NOTHING: [cost(wall=0.3), cost(wall=0.4), cost(wall=0.35)],
        AFTER_SENTENCE: [cost(sheets=22), cost(sheets=22)],
        at(22, CHECK): [cost(1)],
        at(220, CHECK): [cost(2.98)],
        at(1100, CHECK): [cost(20.58)],
        at(1100, WEBSITE): [cost(peak=399), cost(peak=401)],
    },
    {22: Seen([1.0], {"phone": [0.1, 0.2, 0.1], "text": [0.2, 0.4, 0.2]})},
    (22, 220, 1100),
)


@pytest.mark.parametrize(
    ("target", "found", "said"),
    [
        (Target(EVERYTHING, 0.4, Kind.OLDER), 0.4, "kept"),  # pairs: 0.4, 0.5, 0.3
        (Target(EVERYTHING, 0.39, Kind.OLDER), 0.4, "SHORT OF IT"),
        (Target(WEBSITE, 1, Kind.HUGO), 1.5, "SHORT OF IT"),
        (Target(WEBSITE, 9, Kind.RAW), 9, "kept"),
        (Target(NOTHING, 0.35, Kind.WALL), 0.35, "kept"),
        (Target(AFTER_SENTENCE, 22, Kind.SHEETS), 22, "kept"),
        (Target(AFTER_SENTENCE, 23, Kind.SHEETS), 22, "SHORT OF IT"),
        (Target(CHECK, 10, Kind.SLOPE), 20, "SHORT OF IT"),  # 10 ms from 22 to 220, 20 ms from there on
        (Target(WEBSITE, 400, Kind.PEAK, 1100), 401, "SHORT OF IT"),
        (Target(PREVIEW, 0.3, Kind.SEEN, 22), 0.2, "kept"),
        (Target(PREVIEW, 0.3, Kind.SEEN, 1100), None, "not measured"),
        (Target(AFTER_PHONE, 2.5, Kind.WALL), None, "not measured"),
    ],
)
def test_a_target_is_kept_or_not_or_was_not_measured(target: Target, found: float | None, said: str) -> None:
    """By the median of the rounds, by the largest peak, and by the dearest of the slopes and of the edits."""
    assert measured(target, OURS, OTHER) == pytest.approx(found)
    assert verdict(target, found) == said


def test_sheets_that_differ_between_rounds_are_no_target_kept() -> None:
    """Although their median may be what it should."""
    figures = Figures({AFTER_SENTENCE: [cost(sheets=22), cost(sheets=22), cost(sheets=991)]})
    target = Target(AFTER_SENTENCE, 22, Kind.SHEETS)
    assert verdict(target, measured(target, figures, None)) == "SHORT OF IT"


def test_without_an_older_program_its_targets_were_not_measured() -> None:
    """And the report says so of each, whatever else was measured."""
    older = [(found, said) for target, found, said in judged(OURS, None) if target.kind is Kind.OLDER]
    assert older and {found for found, _ in older} == {None}
    assert all(said.startswith("not measured: needs `--against`") for _, said in older)


def test_the_report_gives_each_target_one_line_and_ratios_by_pairs() -> None:
    """In the order of the table."""
    lines = list(report.report(OURS, OTHER))
    assert [line.split(" | ")[0] for line in lines[-len(TARGETS) :]] == [f"| {target.what}" for target in TARGETS]
    assert f"| this / older program: {EVERYTHING} | 0.40 (0.30–0.50) |" in lines
    assert f"| {CHECK}, from 220 to 1,100 | 20.00 | 0.00 | 0.00 |" in lines
    assert f"| website / {HUGO} | 1.50 (1.00–2.00) |" in lines


def test_ratios_are_of_rounds_that_both_had() -> None:
    """A round that one of them lacks says nothing."""
    assert ratios({"a": [cost(1), cost(4), cost(9)]}, "a", {"b": [cost(2), cost(2)]}, "b") == [0.5, 2]
    assert ratios(OURS.costs, "a", OTHER.costs, "b") == []


def test_no_target_stands_twice() -> None:
    """One place for each: what is measured of which case, and how."""
    assert len({replace(target, most=0) for target in TARGETS}) == len(TARGETS)
