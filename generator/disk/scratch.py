"""Folders that are needed while a program runs; of one that was killed the next program removes them."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.disk.lock import take
from generator.disk.places import is_own_file, is_own_folder

PREFIX = "handbook_"
OWNER = "handbook.owner"
"""The file that its owner holds locked for as long as the owner lives; by it the program knows a folder of its own."""

ROOM = "room"
"""The folder in it that is given away."""

YOUNG = 60
"""Seconds for which a folder is left alone: its owner may not hold it yet."""


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder, which is removed afterwards; those of programs that were killed are removed first."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    handle = os.open(folder / OWNER, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        take(handle)
        (folder / ROOM).mkdir()
        yield folder / ROOM
    finally:
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of programs that live no more; those of anybody else are left alone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if _is_ours(folder) and _has_no_owner(folder / OWNER):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder was made by this program, under this account, some time ago."""
    if not is_own_folder(folder) or not is_own_file(folder / OWNER):
        return False
    own = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
    return own and time.time() - (folder / OWNER).stat().st_mtime > YOUNG


def _has_no_owner(file: Path) -> bool:
    """Tell whether nobody holds a file; where that cannot be known, somebody does."""
    handle = os.open(file, os.O_RDWR)
    try:
        return take(handle, unsure=False)
    finally:
        os.close(handle)
