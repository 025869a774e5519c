"""Write files so that nobody ever reads a part of one, and sweep what a killed program left."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from generator.disk.places import is_own_file, is_own_folder

DRAFT = ".draft-"
"""What stands in the name of a file that is being written: `.codes.yml.draft-x7k2a9b1`."""


def atomically(path: Path, content: bytes, lasting: bool = False) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part.

    With `lasting` it survives a power cut right after. Raises OSError, which names the file, where it cannot.
    """
    try:
        _replace(path, content, lasting)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _replace(path: Path, content: bytes, lasting: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{DRAFT}")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        draft.chmod(0o644)
        draft.replace(path)
        if lasting:
            _flush_folder(path.parent)
    except BaseException:
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
