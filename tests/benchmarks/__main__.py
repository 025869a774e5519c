"""Measure what the program costs, beside others and beside an older copy of itself: `python -m tests.benchmarks`."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import cases, report
from tests.benchmarks.cases import Pairs, Side
from tests.benchmarks.figures import Figures
from tests.benchmarks.measure import CommandFailed
from tests.benchmarks.rivals import Rivals

PACKAGE = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
"""Linux's disk in memory: what a real one costs depends on its state, by a factor of ten for a new folder."""

PARTS = ("check", "website", "prints", "edits", "serve", "growth")
SIZES = (22, 220, 1100)


def main(words: Sequence[str] | None = None) -> None:
    """Measure, print the report, and keep the figures where that is asked for."""
    wanted = options(words)
    before, early = report.machine(), ""
    with tempfile.TemporaryDirectory(prefix="handbook-benchmark-", dir=wanted.folder) as folder:
        keep_together(Path(folder))
        sides = compared_sides(wanted, Path(folder))
        notes = [f"The older program was measured on {data_of(side)}." for side in sides[1:]]
        try:
            notes += measure_shipped(wanted, sides, Path(folder))
            measure_grown(wanted, sides, Path(folder))
        except (CommandFailed, KeyboardInterrupt) as why:  # what there is by now is told all the same
            early = f"The run ended early: {str(why) or 'it was told to'}"
    after = report.machine()["load"]
    print("\n".join(report.report(*(side.figures for side in sides))))
    print("\n".join(["", *notes, f"{report.machine_line(before)}, after the run {after}."]))
    if wanted.json:
        found = {"machine": before, "load_after": after, **{side.name: side.figures.plain() for side in sides}}
        wanted.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if early:
        sys.exit(early)


def compared_sides(wanted: argparse.Namespace, folder: Path) -> list[Side]:
    """Return the program that is measured, and the one it is measured against where there is one."""
    program = wanted.package.resolve()
    sides = [Side("this", program, program, Figures())]
    if wanted.against:
        sides.append(cases.other_side(wanted.against.resolve(), program, folder))
    return sides


def data_of(side: Side) -> str:
    """Return in words which data a side was measured on."""
    return "its own data, for it does not take these for sound" if side.data == side.program else "the same data"


def measure_shipped(wanted: argparse.Namespace, sides: list[Side], folder: Path) -> list[str]:
    """Measure whatever is wanted with the handbook that is shipped, and return what is to be said of it."""
    if not {*wanted.only} - {"growth"}:
        return []
    say("preparing")
    pairs = [(side, side.copy(folder / "shipped")) for side in sides]
    for _, copy in pairs:
        copy.warm_up()
    repeat("check", wanted, lambda: cases.one_round(cases.CHECKS, pairs))
    notes = measure_websites(wanted, pairs, folder) if "website" in wanted.only else []
    repeat("prints", wanted, lambda: cases.one_round(cases.PRINTS, pairs))
    if "edits" in wanted.only:
        for _, copy in pairs:
            if not copy.build.exists():
                say("what is edited is built first")
                copy.everything_from_nothing()
    repeat("edits", wanted, lambda: cases.one_round(cases.EDITED, pairs))
    repeat("serve", wanted, lambda: cases.one_round_of_previews(pairs, wanted.edits))
    for _, copy in pairs:
        copy.remove()
    return notes


def measure_websites(wanted: argparse.Namespace, pairs: Pairs, folder: Path) -> list[str]:
    """Measure the website and whatever else can make it, and return what is to be said of the pages."""
    copy = pairs[0][1]
    copy.website_from_nothing()
    rivals = Rivals(copy.website, folder / "rivals")
    repeat("website", wanted, lambda: cases.one_round_of_websites(pairs, rivals))
    return [rivals.told()]


def measure_grown(wanted: argparse.Namespace, sides: list[Side], folder: Path) -> None:
    """Measure a handbook of every size that is wanted; the preview of the largest, unless it is the one shipped."""
    shipped = sum(folder.is_dir() for folder in (sides[0].data / "committees").iterdir())
    for side in sides:
        side.figures.sizes = wanted.sizes
    for size in wanted.sizes:
        previewed = "serve" in wanted.only and shipped < size == wanted.sizes[-1]
        if "growth" not in wanted.only and not previewed:
            continue
        say(f"{size:,} committees: growing")
        pairs = [(side, side.copy(folder / "grown", size)) for side in sides]
        for number in range(1, wanted.growth_rounds + 1):
            if "growth" in wanted.only:
                say(f"{size:,} committees: round {number}")
                cases.one_round(cases.GROWN, pairs, size)
            if previewed:
                say(f"{size:,} committees: preview, round {number}")
                cases.one_round_of_previews(pairs, wanted.edits)
        for _, copy in pairs:
            copy.remove()


def repeat(part: str, wanted: argparse.Namespace, one_round: Callable[[], None]) -> None:
    """Run as many rounds of a part as are wanted, or none where the part is not."""
    if part in wanted.only:
        for number in range(1, wanted.rounds + 1):
            say(f"{part}: round {number}")
            one_round()


def keep_together(folder: Path) -> None:
    """Let every program started from here put its temporary files below `folder`, and Python what it compiles.

    What the program keeps of files that it read goes there as well, so that the first run of all knows nothing.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    os.environ["TMPDIR"] = str(folder)
    os.environ["XDG_CACHE_HOME"] = str(folder / "kept")
    Path(os.environ["XDG_CACHE_HOME"]).mkdir()


def options(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    listed = ", ".join(PARTS)
    parser.add_argument("--only", type=parts, default=PARTS, help=f"parts, with commas between: {listed}")
    parser.add_argument("--sizes", type=sizes, default=SIZES, help="committees to grow to, with commas between")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of everything but growth (default: 3)")
    parser.add_argument("--growth-rounds", type=int, default=1, help="rounds of growth at each size (default: 1)")
    parser.add_argument("--edits", type=int, default=2, help="edits of each kind in each preview (default: 2)")
    parser.add_argument("--package", type=Path, default=PACKAGE, help="folder with generator/ and the handbook's data")
    parser.add_argument("--against", type=Path, help="another such folder, say of an older version")
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else None, help="where to work")
    parser.add_argument("--json", type=Path, help="write every figure of every round to this file")
    return parser.parse_args(words)


def parts(words: str) -> tuple[str, ...]:
    """Return the parts that are named. Raises ArgumentTypeError for one that is none."""
    named = tuple(words.split(","))
    if unknown := [word for word in named if word not in PARTS]:
        raise argparse.ArgumentTypeError(f"there is no part {', '.join(unknown)}, but {', '.join(PARTS)}")
    return named


def sizes(words: str) -> tuple[int, ...]:
    """Return the numbers of committees that are named, the smallest first."""
    return tuple(sorted({int(word) for word in words.split(",")}))


def say(words: str) -> None:
    """Tell how far the run is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    for ending in (signal.SIGTERM, signal.SIGINT):  # whoever starts a run in the background lets it ignore Ctrl+C, and
        signal.signal(ending, signal.default_int_handler)  # so would the previews, which are ended by it
    main()
