"""The least that any program can do that makes the same website: write the same bytes into the same tree.

`python -m tests.benchmarks.raw_write SOURCE TARGET` has the bytes from the files in SOURCE, and does nothing else.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.benchmarks import measure
from tests.benchmarks.measure import Cost

REPOSITORY = Path(__file__).parents[2]


def run(source: Path, target: Path) -> Cost:
    """Return what it costs to write the files of `source` into `target`, in a process of its own as all others are."""
    shutil.rmtree(target, ignore_errors=True)
    words = (sys.executable, "-m", "tests.benchmarks.raw_write", source, target)
    return measure.run(*words, cwd=REPOSITORY)


def write(source: Path, target: Path) -> None:
    """Write every file of `source` into `target`."""
    for folder, _, names in os.walk(source):
        here, there = Path(folder), target / Path(folder).relative_to(source)
        there.mkdir()
        for name in names:
            (there / name).write_bytes((here / name).read_bytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
