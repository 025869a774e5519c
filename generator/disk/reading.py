"""Read files and nothing else: a pipe or a device would keep the program waiting, a huge file would fill its memory."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES = 200_000_000
"""More than any file has that the program makes or reads: the largest fonts have a tenth of it."""

AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Opened so, a pipe into which nobody writes does not keep the program waiting."""

BINARY = getattr(os, "O_BINARY", 0)


class NotAFile(OSError):
    """What is there is a folder, a pipe, a device or a socket."""


class TooLarge(OSError):
    """The file has more bytes than any that is meant to be there."""


@contextlib.contextmanager
def opened(path: Path, most: int = MOST_BYTES) -> Iterator[io.BufferedReader]:
    """Yield a file that is open for reading. Raises NotAFile, TooLarge, or OSError where there is none to be had."""
    with os.fdopen(_opened(path), "rb") as file:
        _size(path, file.fileno(), most)
        yield file


def _opened(path: Path) -> int:
    """Return the number of an open file."""
    _require_file(path, path.stat().st_mode)  # before it is opened: some devices do something when they are
    return os.open(path, os.O_RDONLY | AT_ONCE | BINARY)


def _size(path: Path, number: int, most: int) -> int:
    """Return how many bytes an open file has. Raises NotAFile, or TooLarge where these are more than so many."""
    found = os.fstat(number)
    _require_file(path, found.st_mode)
    if found.st_size > most:
        raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return found.st_size


def _require_file(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotAFile(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file, which has at most so many. Raises as `opened` does."""
    number = _opened(path)  # without a buffer: a build reads thousands of files, each at once
    try:
        left, pieces = _size(path, number, most), []
        while left and (piece := os.read(number, left)):
            left -= len(piece)
            pieces.append(piece)
    finally:
        os.close(number)
    return b"".join(pieces)


def beginning(path: Path, most: int) -> str:
    """Return the text with which a file begins, of at most so many bytes; nothing where there is no file to be had."""
    try:
        with opened(path, sys.maxsize) as file:
            return file.read(most).decode("utf-8", "replace")
    except OSError:
        return ""


def sha256_of(path: Path, most: int = MOST_BYTES) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits. Raises as `opened` does."""
    return hashlib.sha256(read(path, most)).hexdigest()
