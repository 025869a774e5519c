"""Figures → a table in Markdown, and the same as JSON."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks import hugo
from tests.benchmarks.cases import BARE, FULL, HUGO, WEBSITE, Costs
from tests.benchmarks.serve import Seen

LIBRARIES = ("mkdocs", "Markdown", "Jinja2", "pydantic", "typst", "pikepdf")
MOST_TIMES_HUGO = 1.5
MOST_SECONDS = 3.0
MOST_SEEN = 0.5


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    found = {"cores": os.cpu_count(), "processor": processor(), "system": platform.platform(terse=True)}
    versions = {"Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
    if command := hugo.installed():
        said = subprocess.run([command, "version"], capture_output=True, text=True, check=True).stdout
        versions["Hugo"] = said.split()[1]
    return {**found, "versions": versions, "load": [round(load, 2) for load in os.getloadavg()]}


def processor() -> str:
    """The processor's name, where Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def figures(costs: Costs, seen: Seen | None) -> dict[str, Any]:
    """Every figure of every round."""
    found: dict[str, Any] = {"builds": {name: [cost._asdict() for cost in rounds] for name, rounds in costs.items()}}
    return {**found, "serve": seen._asdict() if seen else None, "ratios": ratios(costs)}


def ratios(costs: Costs) -> dict[str, float]:
    """CPU of the first to CPU of the second, round by round, and the median of that."""
    pairs = {
        "website / Hugo": (WEBSITE, HUGO),
        "website / bare loop": (WEBSITE, BARE),
        "full / website": (FULL, WEBSITE),
    }
    return {
        name: median(one.cpu / other.cpu for one, other in zip(costs[first], costs[second], strict=False))
        for name, (first, second) in pairs.items()
        if first in costs and second in costs
    }


def table(costs: Costs, seen: Seen | None) -> Iterator[str]:
    """The lines of the report, as Markdown."""
    yield "| what | CPU s | of it system | wall s | peak MB |"
    yield "|---|---:|---:|---:|---:|"
    for name, rounds in costs.items():
        cpu, wall = (middle([getattr(cost, figure) for cost in rounds]) for figure in ("cpu", "wall"))
        system, peak = median(cost.system for cost in rounds), max(cost.peak for cost in rounds)
        yield f"| {name} | {cpu} | {system:.2f} | {wall} | {peak:.0f} |"
    yield ""
    if seen:
        yield "| preview (`handbook serve`) | wall s |"
        yield "|---|---:|"
        yield f"| from start to first page | {seen.ready:.2f} |"
        for name, seconds in seen.edits.items():
            yield f"| edit seen: {name} | {middle(seconds)} |"
        yield ""
    yield "| ratio of CPU seconds | median of rounds |"
    yield "|---|---:|"
    for name, ratio in ratios(costs).items():
        yield f"| {name} | {ratio:.2f} |"


def verdict(costs: Costs) -> Iterator[str]:
    """Whether the website keeps what is promised of it."""
    seconds = median(cost.cpu for cost in costs[WEBSITE])
    yield f"Website: {seconds:.2f} s of CPU (promised: at most {MOST_SECONDS}): {kept(seconds <= MOST_SECONDS)}."
    found = ratios(costs).get("website / Hugo")
    if found is None:
        yield "Hugo is not installed (Debian: `apt install hugo`), so there is nothing to hold the website against."
    else:
        yield f"Website / Hugo: {found:.2f} (promised: at most {MOST_TIMES_HUGO}): {kept(found <= MOST_TIMES_HUGO)}."


def preview_verdict(seen: Seen) -> str:
    """Whether the preview keeps what is promised of it."""
    slowest = max(median(seconds) for seconds in seen.edits.values())
    return (
        f"Preview: {slowest:.2f} s until an edit is seen (promised: at most {MOST_SEEN}): {kept(slowest <= MOST_SEEN)}."
    )


def kept(fine: bool) -> str:
    """The word for a promise."""
    return "kept" if fine else "NOT KEPT"


def middle(found: list[float]) -> str:
    """Median and range."""
    return f"{median(found):.2f} ({min(found):.2f}–{max(found):.2f})" if len(found) > 1 else f"{found[0]:.2f}"


def machine_line(found: Mapping[str, Any]) -> str:
    """The machine in a line."""
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return f"{found['cores']} cores, {found['processor']}, {found['system']}; {versions}; load average {found['load']}"
