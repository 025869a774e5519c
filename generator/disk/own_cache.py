"""The folder in which this account keeps what can be made again, and nobody else can write."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from generator.disk import reading
from generator.disk.files import atomically
from generator.disk.places import is_own_folder

NAME = "residents-handbook"
WINDOWS = os.name == "nt"

LASTING = 30 * 24 * 3600
"""Seconds after which a file goes that nobody asked for."""

RENEWED = 24 * 3600
"""Seconds after which a file that is asked for is marked as still in use."""

MOST_BYTES = 400_000_000
"""Of all files together; the ones longest unused go first. Eleven hundred committees need 60 million."""


_let_be = ContextVar("let_be", default=False)


@contextlib.contextmanager
def let_be() -> Iterator[None]:
    """Let nothing be taken from the folder meanwhile, nor anything be kept there."""
    token = _let_be.set(True)
    try:
        yield
    finally:
        _let_be.reset(token)


def folder() -> Path | None:
    """Return the folder, made where it is not there yet; None where there is none that only this account can change.

    No link leads to it, and none of the folders above it belongs to somebody else, or can be changed by others.
    """
    base = _usual_place()
    try:
        if base is None or not base.is_absolute() or _let_be.get():
            return None
        above = Path(os.path.realpath(base if base.exists() else base.parent))
        if not WINDOWS and not all(
            map(_is_safe, (above, *above.parents))
        ):  # before anything is made in somebody's home
            return None
        base.mkdir(mode=0o700, exist_ok=True)
        own = Path(os.path.realpath(base)) / NAME
        if not os.path.lexists(own):
            own.mkdir(mode=0o700)
        safe = is_own_folder(own) and (WINDOWS or (_is_private(own) and all(map(_is_safe, own.parents))))
    except OSError:
        return None
    return own if safe else None


def _usual_place() -> Path | None:
    """Return where programs keep such things on this system; None where it has no such place."""
    if WINDOWS:
        place = os.environ.get("LOCALAPPDATA")
        return Path(place) if place else None
    if place := os.environ.get("XDG_CACHE_HOME"):
        return Path(place)
    home = os.environ.get("HOME")
    return Path(home, "Library/Caches" if sys.platform == "darwin" else ".cache") if home else None


def _is_private(place: Path) -> bool:
    found = place.lstat()
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _is_safe(place: Path) -> bool:
    """Tell whether nobody else can put something else in the place of what is in a folder."""
    found = place.lstat()
    others_write = found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX
    return found.st_uid in (0, os.geteuid()) and not others_write


def read(file: Path, most: int) -> bytes:
    """Return the bytes of a file of the folder, which is in use then; nothing where it is not there, or too large."""
    try:
        with reading.opened(file, most) as opened:
            content = opened.read()
            last = os.fstat(opened.fileno()).st_mtime
        if time.time() - last > RENEWED:
            os.utime(file)
    except OSError:
        return b""
    return content


def write(file: Path, content: bytes) -> None:
    """Write a file of the folder, whole or not at all; where it cannot be written, nothing happens."""
    with contextlib.suppress(OSError):
        atomically(file, content)


def sweep(place: Path) -> None:
    """Remove what nobody asked for in a long time, and what is longest unused where all is too much."""
    left = MOST_BYTES
    for used, size, file in sorted(_files(place), reverse=True):
        left -= size
        if left < 0 or time.time() - used > LASTING:
            with contextlib.suppress(OSError):
                file.unlink()


def _files(place: Path) -> Iterator[tuple[float, int, Path]]:
    """Yield of each file in a folder when it was used last, its size, and its path."""
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(found.st_mode):
                    yield found.st_mtime, found.st_size, Path(entry.path)
