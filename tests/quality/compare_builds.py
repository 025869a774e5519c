"""Compares two finished builds file by file: `python -m tests.quality.compare_builds BEFORE AFTER`.

Whoever moves code without meaning to change what it makes builds before and after and sees no difference. build.json is
compared by what it says of files; its version and digests go with the program, which is another one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.quality.listed_files import LISTS, listed_files

MANIFEST, TIMES = "build.json", "build.times"

MADE_FROM = "made_from"
"""What the manifest says of a sheet that goes with the program."""


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield a line for each file that only one build has, and for each that is not the same in both."""
    files = [products(folder) for folder in (before, after)]
    for path in sorted(files[0].keys() | files[1].keys()):
        if path not in files[1]:
            yield f"gone: {path}"
        elif path not in files[0]:
            yield f"new: {path}"
        elif files[0][path].read_bytes() != files[1][path].read_bytes():
            yield f"changed: {path}"
    said = [{file["path"]: {**file, MADE_FROM: ""} for file in listed_files(folder)} for folder in (before, after)]
    for path in sorted(said[0].keys() & said[1].keys()):
        if said[0][path] != said[1][path]:
            yield f"said otherwise: {path}"


def products(build: Path) -> dict[str, Path]:
    """Return every file of a build by its path, but those in which it says what it holds and when that was written."""
    files = {path.relative_to(build).as_posix(): path for path in build.rglob("*") if path.is_file()}
    return {path: file for path, file in files.items() if path not in (MANIFEST, TIMES) and not path.startswith(LISTS)}


def main(arguments: list[str]) -> int:
    """Print the differences and how many there are; return 1 where there are any, 2 where nothing can be compared."""
    before, after = map(Path, arguments)
    if not all((folder / MANIFEST).is_file() for folder in (before, after)):
        print(f"no finished build in {before} or {after}", file=sys.stderr)
        return 2
    found = list(differences(before, after))
    print("\n".join([*found, f"{len(found)} differences"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
