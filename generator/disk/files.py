"""Write files so that nobody ever reads a part of one, and sweep what a killed program left."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

DRAFT = ".draft-"
"""What stands in the name of a file that is being written: `.codes.yml.draft-x7k2`."""


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
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def sweep_drafts(folder: Path) -> None:
    """Remove what a program that was killed left half written in a folder. The caller holds the lock of the folder."""
    for draft in folder.glob(f".*{DRAFT}*"):
        draft.unlink(missing_ok=True)
