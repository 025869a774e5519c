"""Write files so that nobody ever reads a part of one, and sweep what a killed program left."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.disk.places import is_own_file, is_own_folder

DRAFT = ".draft-"
"""What stands in the name of a file that is being written: `.codes.yml.draft-x7k2a9b1`."""


def atomically(path: Path, content: bytes, lasting: bool = False) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part.

    It keeps the rights of the one whose place it takes. With `lasting` it survives a power cut right after. Raises
    OSError, which names the file, where it cannot.
    """
    with naming(path):
        _replace(path, content, lasting)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an OSError that names no file, as that of a full disk, name this one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


@contextlib.contextmanager
def folders_made(folder: Path) -> Iterator[None]:
    """Make a folder and those above it that are missing; where that or what follows fails, none stays that is empty.

    Raises OSError where one cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in missing:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


USUAL_RIGHTS = 0o644
"""Of a file that is new: its owner writes, everybody reads."""


def _rights(path: Path) -> int:
    """Return who may read and write a file that is there; a new one has the usual rights."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & 0o777
    except OSError:
        return USUAL_RIGHTS


def _replace(path: Path, content: bytes, lasting: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{DRAFT}")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        draft.chmod(_rights(path))
        draft.replace(path)
        if lasting:
            _flush_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):  # Windows removes nothing that is only for reading
            draft.chmod(USUAL_RIGHTS)
        draft.unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Bring a new name in a folder to the disk, where the system can: a file without its name is lost as well."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):  # some shares do not know how
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep_drafts(folder: Path, names: str) -> None:
    """Remove what a killed program left half written in a folder; `names` is a pattern of what it writes there.

    A file of somebody else's is left alone, and so is what a link leads to. The caller holds the lock of the folder.
    """
    draft = re.compile(rf"\.(?:{names}){re.escape(DRAFT)}[a-z0-9_]{{8}}")
    if is_own_folder(folder):
        for file in folder.iterdir():
            if draft.fullmatch(file.name) and is_own_file(file):
                file.unlink(missing_ok=True)
