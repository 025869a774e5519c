"""Measure everything in one run: `python -m tests.benchmarks`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import hugo, report, serve
from tests.benchmarks.cases import Bench, Costs, collect

PACKAGE = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
"""Linux's disk in memory: what a real one costs depends on its state, by a factor of ten for a new folder."""


def main() -> None:
    """Measure, print the table, and keep the figures where that is asked for."""
    wanted = options()
    costs: Costs = {}
    before = report.machine()
    with tempfile.TemporaryDirectory(prefix="handbook-benchmark-", dir=wanted.folder) as folder:
        keep_together(Path(folder))
        bench = Bench(wanted.package.resolve(), Path(folder))
        say("website, Hugo and the bare loop: preparing")
        site = bench.prepare()
        for number in range(1, wanted.rounds + 1):
            say(f"website, Hugo and the bare loop: round {number}")
            collect(bench.websites(), costs)
        off = site.off_size(bench.hugo_made) if hugo.installed() else None
        for number in range(1, 0 if wanted.without_prints else wanted.rounds + 1):
            say(f"whole builds: round {number}")
            collect(bench.builds(), costs)
        say("preview")
        seen = serve.measure(bench.root, bench.package, wanted.edits)
    after = report.machine()["load"]
    print("\n".join(report.table(costs, seen)))
    print()
    if off is not None:
        print(f"{len(site.pages)} pages; {off} of Hugo's differ by more than 10 % in size from the website's.")
    print("\n".join(report.verdict(costs)))
    print(report.preview_verdict(seen))
    print(f"\n{report.machine_line(before)}, after the run {after}.")
    if wanted.json:
        found = {"machine": before, "load_after": after, "pages": len(site.pages), **report.figures(costs, seen)}
        wanted.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def keep_together(folder: Path) -> None:
    """Let every program started from here put its temporary files below `folder`, and Python what it compiles."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    os.environ["TMPDIR"] = str(folder)


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of every build (default: 3)")
    parser.add_argument("--edits", type=int, default=5, help="edits of each kind in the preview (default: 5)")
    parser.add_argument("--without-prints", action="store_true", help="leave the whole builds out; they take longest")
    parser.add_argument("--package", type=Path, default=PACKAGE, help="folder with generator/ and the handbook's data")
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else None, help="where to work")
    parser.add_argument("--json", type=Path, help="write every figure of every round to this file")
    return parser.parse_args()


def say(words: str) -> None:
    """Tell how far the run is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
