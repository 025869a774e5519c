"""When the program wrote each file of a build: what has not been written since need not be read to know it is whole.

The times stand beside build.json, in a file of their own: the same build made twice is the same but for this file. It
is believed only as long as build.json is the one with which it was written, and only of a disk that tells fractions of
a second; in doubt a file is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.build import manifest, manifest_shape
from generator.disk import reading
from generator.disk.digests import sha256

NAME = "build.times"

MOST_BYTES = 80_000_000
"""Of the times of a build; those of eleven hundred committees' pages have fifteen millions."""

SECOND = 1_000_000_000

NEVER = (0, 0)

Written = tuple[int, int]
"""When a file was last written, in nanoseconds since 1970, and its bytes."""


def written(place: Path | str) -> Written | None:
    """Return when a file was written; None where there is none, or a link, or the disk knows only whole seconds."""
    try:
        found = os.lstat(place)
    except (OSError, ValueError):  # what no file can be called
        return None
    if not stat.S_ISREG(found.st_mode) or found.st_mtime_ns % SECOND == 0:
        return None
    return found.st_mtime_ns, found.st_size


def text(described: bytes, times: Mapping[str, Written | None]) -> bytes:
    """Return the file of times that goes with a build.json: its digest, how many there are, and each in a line.

    Of a file of which no time is known it says one that none has.
    """
    lines = (f"{time} {size} {path}\n" for path, known in times.items() for time, size in [known or NEVER])
    return "".join((f"{sha256(described)} {len(times)}\n", *lines)).encode()


def read(build: Path, described: bytes) -> dict[str, Written]:
    """Return when each file of a build was written, by its path; nothing where that is not known for sure."""
    try:
        head, *lines = reading.read(build / NAME, MOST_BYTES).decode().removesuffix("\n").split("\n")
        if head != f"{sha256(described)} {len(lines)}":
            return {}
        rows = (line.split(" ", 2) for line in lines)
        return {path: (int(time), int(size)) for time, size, path in rows}
    except (OSError, ValueError):
        return {}


def of(build: Path) -> dict[str, Written]:
    """Return when each file of the build in a folder was written, by its path."""
    try:
        return read(build, reading.read(build / manifest.NAME, manifest_shape.MOST_BYTES))
    except OSError:
        return {}


def untouched(build: Path, paths: Iterable[str], times: Mapping[str, Written]) -> bool:
    """Tell whether none of some files was written since."""
    folder = str(build)
    return all(times.get(path) == written(f"{folder}/{path}") is not None for path in paths)
