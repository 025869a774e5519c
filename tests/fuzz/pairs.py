"""Two mistakes in two files of one handbook: each is told, unless the other leaves nothing to look at.

By hand: `python -m tests.fuzz.pairs 600 1` makes pairs for so many seconds, and ends with 1 where one was not told.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.build.stages import check, load, plan
from generator.problem import HandbookError, errors
from generator.products.names import WEBSITE
from generator.read import files
from tests.fuzz.mutations import example, files_of, put_edge, replace_word

KEPT = 60
"""Mistakes that are kept to be made again with others."""

Told = frozenset[tuple[str, str, int]]
"""What is told: rule, file and line of each error."""

LEFT = {"nothing": 0, "committees": 1, "files": 2}
"""What a mistake leaves unread: nothing; a committee; a file that all share, so that only files are looked at."""


class Mistake(NamedTuple):
    """A file with a mistake, what is told of it, and how much it leaves unread."""

    file: str
    content: bytes
    told: Told
    unread: int


class Trial(NamedTuple):
    """Two mistakes and what was told of neither."""

    first: Mistake
    second: Mistake
    untold: Told


def told(root: Path) -> tuple[Told, int]:
    """Return what a check tells of a handbook, and how much of it could not be read."""
    unread = LEFT["nothing"]
    try:
        load(root)
    except HandbookError:
        unread = LEFT["files" if _readable(root) is None else "committees"]
    try:
        plan(check(load(root)), (WEBSITE,))
    except HandbookError as error:
        places = ((problem.rule, problem.location) for problem in errors(error.problems))
        return frozenset((rule, place.file, place.line) for rule, place in places), unread
    return frozenset(), unread


def _readable(root: Path) -> object:
    try:
        return files.load(root)
    except files.UnreadableFiles as error:
        return error.readable


def changed(original: Path, folder: Path, *mistakes: tuple[str, bytes]) -> Path:
    """Return a copy of the original with these contents of files."""
    root = folder / "handbook"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(original, root, symlinks=True)
    for file, content in mistakes:
        (root / file).write_bytes(content)
    return root


def mistakes(original: Path, folder: Path, chance: random.Random) -> Iterator[Mistake]:
    """Yield mistakes that are told; each leaves every line where it was."""
    paths = [path.relative_to(original).as_posix() for path in files_of(original)]
    while True:
        file = chance.choice(paths)
        before = (original / file).read_bytes()
        content = chance.choice((put_edge, put_edge, replace_word))(chance, before)
        if content.count(b"\n") == before.count(b"\n"):
            said, unread = told(changed(original, folder, (file, content)))
            if said:
                yield Mistake(file, content, said, unread)


def trials(seconds: float, seed: int) -> Iterator[Trial]:
    """Yield one pair of mistakes after another, for so many seconds."""
    end = time.monotonic() + seconds
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        original, kept = example(folder), list[Mistake]()
        for mistake in mistakes(original, folder, chance):
            for other in chance.sample(kept, min(3, len(kept))):
                if other.file != mistake.file:
                    yield Trial(mistake, other, untold(original, folder, mistake, other))
            kept = [*kept, mistake][-KEPT:]
            if time.monotonic() > end:
                return


def untold(original: Path, folder: Path, first: Mistake, second: Mistake) -> Told:
    """Return what is told of a mistake alone and not of both, although the other leaves no more unread than it."""
    both, _ = told(changed(original, folder, first[:2], second[:2]))
    pairs = ((first, second), (second, first))
    return frozenset(each for mistake, other in pairs if mistake.unread >= other.unread for each in mistake.told - both)


def main() -> None:
    """Try pairs for the seconds that are said on the command line, with a seed if one is said; tell what broke."""
    seconds, seed = (float(sys.argv[1]) if sys.argv[1:] else 60.0), (int(sys.argv[2]) if sys.argv[2:] else 1)
    count = wrong = 0
    for trial in trials(seconds, seed):
        count, wrong = count + 1, wrong + bool(trial.untold)
        if trial.untold:
            print(f"--- {trial.first.file} and {trial.second.file}: {sorted(trial.untold)}", flush=True)
            print(trial.first.content.decode(errors="replace"), trial.second.content.decode(errors="replace"))
    print(f"{count} pairs of mistakes, of {wrong} something was not told")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
