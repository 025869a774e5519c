"""Figures → tables in Markdown."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks import cases, hugo
from tests.benchmarks.figures import Figures, ratios
from tests.benchmarks.rivals import BARE, HUGO, RAW
from tests.benchmarks.targets import judged

LIBRARIES = ("mkdocs", "Markdown", "Jinja2", "pydantic", "typst", "pikepdf")
GROWING = (("cpu", 1000, "CPU ms"), ("wall", 1000, "wall ms"), ("peak", 1, "peak MB"))
"""What is told per further committee: a figure of a run, in what it is told, and how that is called."""


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    found = {"cores": os.cpu_count(), "processor": processor(), "system": platform.platform(terse=True)}
    versions = {"Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
    if command := hugo.installed():
        said = subprocess.run([command, "version"], capture_output=True, text=True, check=True).stdout
        versions["Hugo"] = said.split()[1]
    return {**found, "versions": versions, "load": [round(load, 2) for load in os.getloadavg()]}


def processor() -> str:
    """Return the processor's name, where Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def machine_line(found: Mapping[str, Any]) -> str:
    """Return the machine in a line."""
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return f"{found['cores']} cores, {found['processor']}, {found['system']}; {versions}; load average {found['load']}"


def report(figures: Figures, other: Figures | None = None) -> Iterator[str]:
    """Yield the lines of the report: costs, growth, previews, ratios, and the targets last."""
    yield from program("this program", figures)
    if other:
        yield from program("the older program", other)
    yield from compared(figures, other)
    yield from targets(figures, other)


def program(name: str, figures: Figures) -> Iterator[str]:
    """Yield what one program cost, and whatever else was run beside it."""
    yield from costs(name, figures)
    yield from growth(name, figures)
    yield from previews(name, figures)
    yield from failures(name, figures)


def failures(name: str, figures: Figures) -> Iterator[str]:
    """Yield what failed, each with the last lines of what it said."""
    for case, why in figures.failed.items():
        yield f"FAILED, {name}, {case}:"
        yield from (f"    {line}" for line in why.splitlines()[-4:])
        yield ""


def costs(name: str, figures: Figures) -> Iterator[str]:
    """Yield the table of costs."""
    if not figures.costs:
        return
    yield f"| {name} | CPU s | of it system | wall s | peak MB | sheets made again |"
    yield "|---|---:|---:|---:|---:|---:|"
    for case, rounds in figures.costs.items():
        cpu, wall = (spread([getattr(cost, figure) for cost in rounds]) for figure in ("cpu", "wall"))
        system, peak = median(cost.system for cost in rounds), max(cost.peak for cost in rounds)
        sheets = sorted({cost.sheets for cost in rounds if cost.sheets is not None})
        yield f"| {case} | {cpu} | {system:.2f} | {wall} | {peak:.0f} | {' or '.join(map(str, sheets))} |"
    yield ""


def growth(name: str, figures: Figures) -> Iterator[str]:
    """Yield the table of what each further committee costs."""
    rows = [row for step in cases.GROWN for row in further(figures, step.case)]
    if rows:
        yield f"| {name}, per further committee | {' | '.join(words for _, _, words in GROWING)} |"
        yield "|---|---:|---:|---:|"
        yield from rows
        yield ""


def further(figures: Figures, case: str) -> Iterator[str]:
    """Yield the rows of one case, from each size to the next."""
    columns = [list(figures.slopes(case, figure)) for figure, _, _ in GROWING]
    for steps in zip(*columns, strict=True):
        few, many, _ = steps[0]
        slopes = (f"{slope * scale:.2f}" for (_, _, slope), (_, scale, _) in zip(steps, GROWING, strict=True))
        yield f"| {case}, from {few:,} to {many:,} | {' | '.join(slopes)} |"


def previews(name: str, figures: Figures) -> Iterator[str]:
    """Yield the tables of previews, one for each number of committees."""
    for size, seen in figures.previews.items():
        yield f"| {name}, preview of {size:,} committees (`handbook serve`) | wall s |"
        yield "|---|---:|"
        yield f"| from start to first page | {spread(seen.ready)} |"
        for edit, seconds in seen.edits.items():
            yield f"| edit seen: {edit} | {spread(seconds)} |"
        yield ""


def compared(figures: Figures, other: Figures | None) -> Iterator[str]:
    """Yield the table of ratios of CPU seconds, round by round."""
    named = {f"website / {rival}": (cases.WEBSITE, figures, rival) for rival in (HUGO, RAW, BARE)}
    if other:
        named |= {f"this / older program: {case}": (case, other, case) for case in figures.costs}
    found = {name: ratios(figures.costs, ours, side.costs, theirs) for name, (ours, side, theirs) in named.items()}
    if any(found.values()):
        yield "| ratio of CPU seconds | median (range) of rounds |"
        yield "|---|---:|"
        yield from (f"| {name} | {spread(pairs)} |" for name, pairs in found.items() if pairs)
        yield ""


def targets(figures: Figures, other: Figures | None) -> Iterator[str]:
    """Yield the table of targets."""
    yield "| target | at most | measured | |"
    yield "|---|---:|---:|---|"
    for target, found, verdict in judged(figures, other):
        told = "" if found is None else f"{found:.2f}".removesuffix(".00")
        yield f"| {target.what} | {target.most:g} {target.kind.value} | {told} | {verdict} |"


def spread(found: list[float]) -> str:
    """Return median and range."""
    return f"{median(found):.2f} ({min(found):.2f}–{max(found):.2f})" if len(found) > 1 else f"{found[0]:.2f}"
