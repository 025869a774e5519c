"""Edits made at random: a build that keeps what it can is, to the byte, the one that is made from nothing.

By hand, ten minutes with another seed: `python -m tests.fuzz.increments 600 42`. Sheets that were made again and came
out as they were are counted: made in vain. Of build.json is compared what it says of files: it remembers more.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.build.request import Built, Request
from generator.journey import build, check
from generator.problem import HandbookError, errors
from generator.products.names import WEBSITE
from tests.fuzz.mutations import example, files_of
from tests.quality.compare_builds import products
from tests.quality.listed_files import listed_files

WORDS = ("website", "board", "doorsign", "guide", "roster", "disclosure", "plates", "codesheet", "forms")
"""What is built: all but the books, which take longest and are made from what the others are made from."""

EDITABLE = re.compile(r"[\u4e00-\u9fff]{4,}|(?<=[0-9])[0-9](?![0-9:])")
"""What an edit may change so that a handbook is likely to stay sound: words, and the last digit of a number."""


class Trial(NamedTuple):
    """An edit, what differs from a build from nothing, how many sheets were made again, and which of them in vain."""

    edit: str
    differs: tuple[str, ...]
    made: int
    in_vain: tuple[str, ...]


def edited(chance: random.Random, text: str) -> str:
    """Return a text with one word or number changed; the same where it has none."""
    found = list(EDITABLE.finditer(text))
    if not found:
        return text
    place = chance.choice(found)
    word = place.group()
    new = str((int(word) + 1) % 10) if word.isdigit() else word[:1] + word[2:3] + word[1:2] + word[3:]
    return text[: place.start()] + new + text[place.end() :]


Contents = dict[str, tuple[bytes, object]]
"""The bytes of each file of a build, and what the build says of it, by its path."""


def bytes_of(contents: Contents, path: str) -> bytes | None:
    """Return the bytes of a file; None where there is none."""
    return contents[path][0] if path in contents else None


def contents(folder: Path) -> Contents:
    """Return what every file of a build holds, by its path, and what the build says of it."""
    said = {file["path"]: file for file in listed_files(folder)}
    return {path: (file.read_bytes(), said.get(path)) for path, file in products(folder).items()}


def sound(root: Path) -> bool:
    """Tell whether a handbook has no errors."""
    return not errors(check(root))


def made(root: Path, to: Path, cache: bool, words: tuple[str, ...]) -> Built:
    """Build a handbook into a folder, from nothing unless it may keep what it can."""
    return build(Request(root, to, words, jobs=1, cache=cache))


def trials(seconds: float, seed: int, words: tuple[str, ...] = WORDS) -> Iterator[Trial]:
    """Yield a trial for each random edit of the example, for so many seconds."""
    chance, end = random.Random(seed), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        root = example(Path(folder))
        kept, new = Path(folder) / "kept", Path(folder) / "new"
        made(root, kept, cache=True, words=words)
        while time.monotonic() < end:
            path = chance.choice([file for file in files_of(root) if file.suffix in (".yml", ".md")])
            before = path.read_text("utf-8")
            path.write_text(edited(chance, before), "utf-8")
            name = f"{path.relative_to(root)}: {len(before)}"
            try:
                if path.read_text("utf-8") != before and sound(root):
                    yield trial(root, kept, new, name, words)
                    continue
            except HandbookError:  # a sheet too long for its paper is told when it is set
                pass
            path.write_text(before, "utf-8")


def trial(root: Path, kept: Path, new: Path, name: str, words: tuple[str, ...]) -> Trial:
    """Return what comes of an edit that was made."""
    earlier = contents(kept)
    built = made(root, kept, cache=True, words=words)
    made(root, new, cache=False, words=words)
    after, whole = contents(kept), contents(new)
    differs = tuple(sorted(path for path in after.keys() | whole.keys() if after.get(path) != whole.get(path)))
    fresh = [artifact.path for artifact in built.fresh if artifact.output != WEBSITE]
    return Trial(
        name, differs, len(fresh), tuple(path for path in fresh if bytes_of(earlier, path) == bytes_of(after, path))
    )


def main(arguments: list[str]) -> int:
    """Print what came of edits made for so many seconds; return 1 where a build differed from one made from nothing."""
    seconds, seed = float(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 1
    done = list(trials(seconds, seed))
    for each in done:
        print(f"{each.edit}: {each.made} made, {len(each.in_vain)} in vain{'; differs: ' * bool(each.differs)}", end="")
        print("、".join(each.differs))
    made_in_all, in_vain = sum(each.made for each in done), sum(len(each.in_vain) for each in done)
    print(f"{len(done)} edits, {made_in_all} sheets made again, {in_vain} of them in vain")
    return int(any(each.differs for each in done))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
