"""Write files so that nobody ever reads a part of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part. Raises OSError where it cannot."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
