"""Compares two finished builds file by file: `python -m tests.quality.compare_builds BEFORE AFTER`.

Whoever moves code without meaning to change what it makes builds before and after and sees no difference. build.json is
compared by what it says of files; its version and digests go with the program, which is another one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

MANIFEST = "build.json"


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield a line for each file that only one build has, and for each that is not the same in both."""
    files = [
        {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for folder in (before, after)
    ]
    for path in sorted(files[0].keys() | files[1].keys()):
        if path not in files[1]:
            yield f"gone: {path}"
        elif path not in files[0]:
            yield f"new: {path}"
        elif content(path, files[0][path]) != content(path, files[1][path]):
            yield f"changed: {path}"


def content(path: str, file: Path) -> object:
    """Return what a file holds; of the manifest what it says of files, of each without the program's version."""
    return json.loads(file.read_bytes())["artifacts"] if path == MANIFEST else file.read_bytes()


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
