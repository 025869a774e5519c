"""What a place on the disk is: a link that leads elsewhere, or the beginning of another disk."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux lists what is mounted; of a folder that stands at two places of one disk nothing else tells."""

ESCAPED = re.compile(rb"\\([0-7]{3})")
"""How a blank and the like are written there."""

JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0)


def is_link(path: Path) -> bool:
    """Tell whether a path is a link to another place, be it one of Windows' junctions."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or bool(JUNCTION and getattr(found, "st_reparse_tag", 0) == JUNCTION)


def resolved(path: Path) -> Path:
    """Return a path without links; one whose links go round in a circle stays, for whoever opens it to tell."""
    return Path(os.path.realpath(path))


def is_own_folder(path: Path) -> bool:
    """Tell whether a path is a folder itself, and no link to one."""
    return path.is_dir() and not is_link(path)


def is_own_file(path: Path) -> bool:
    """Tell whether a path is a file itself: no link to one, no folder, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def mounted_below(folder: Path) -> Iterator[str]:
    """Yield the paths, below a folder, at which another disk or another folder is mounted."""
    above = resolved(folder)
    try:
        lines = MOUNTS.read_bytes().splitlines()
    except OSError:
        lines = []
    for line in lines:
        place = Path(os.fsdecode(ESCAPED.sub(lambda sign: bytes([int(sign[1], 8)]), line.split(b" ")[4])))
        if place != above and place.is_relative_to(above):
            yield place.relative_to(above).as_posix()
