"""The folder beside a build in which the next one is put together, and how one knows what a killed run left of it.

It lies beside the build, so that a rename brings things there: `.build.work-1a2b3c4d`, with `new`, the files that are
being made; `earlier`, the build while it is being changed; `old`, the files that others took the place of; and a sign.
Whatever has no sign was made by somebody else, whatever its name is, and is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.disk import reading
from generator.disk.files import sweep_drafts
from generator.disk.places import is_own_file, is_own_folder, mounted_below

NEW, EARLIER, OLD = "new", "earlier", "old"

LIST = "exchange.json"
"""The list of what is renamed where the build is changed, by which that is undone."""

SIGN = "handbook.work"
WORDS = b"The handbook's program makes a build here, and removes what is left of it.\n"
"""The file by which the program knows a folder of its own, and what stands in it."""


def opened(build: Path) -> Path:
    """Make a folder in which the next build is put together, and return it.

    It has the rights of any folder that is made here; those of a temporary one would go with the build on Windows.
    """
    folder = build.with_name(f".{build.name}.work-{secrets.token_hex(4)}")
    folder.mkdir()
    try:
        (folder / SIGN).write_bytes(WORDS)
        (folder / NEW).mkdir()
        (folder / NEW).chmod(0o755)
    except BaseException:
        remove(folder, build)
        raise
    return folder


def left(build: Path) -> Iterator[Path]:
    """Yield the folders of a build that the program has made and that are there still."""
    pattern = re.compile(rf"\.{re.escape(build.name)}\.work-[0-9a-f]{{8}}")
    try:
        folders = sorted(build.parent.iterdir())
    except OSError:
        return
    yield from (folder for folder in folders if pattern.fullmatch(folder.name) and _is_ours(folder))


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder bears the sign, or is empty: its maker may have been killed before the sign was whole."""
    try:
        if not is_own_folder(folder) or not any(folder.iterdir()):
            return is_own_folder(folder)
        return is_own_file(folder / SIGN) and WORDS.startswith(reading.read(folder / SIGN, len(WORDS)))
    except OSError:
        return False


def set_aside(build: Path) -> Path | None:
    """Return where the earlier build is that a killed run has moved away; None where there is none."""
    aside = [folder / EARLIER for folder in left(build) if is_own_folder(folder / EARLIER)]
    return max(aside, key=lambda folder: folder.stat().st_mtime) if aside else None


def sweep(build: Path) -> None:
    """Remove what runs left behind that were killed; what cannot be removed now may be, another time."""
    for folder in left(build):
        remove(folder, build)


def remove(folder: Path, build: Path) -> None:
    """Remove a folder in which a build was put together, the sign last.

    Nothing is removed where a disk of its own is in it, or a build that has not been put back.
    """
    if any(mounted_below(folder)) or os.path.lexists(folder / EARLIER):
        return
    for name in (NEW, OLD):
        for inner, _, _ in os.walk(folder / name):  # of a folder that is closed to writing nothing can be removed
            with contextlib.suppress(OSError):
                Path(inner).chmod(0o700)
        shutil.rmtree(folder / name, ignore_errors=True)
    with contextlib.suppress(OSError):
        sweep_drafts(folder, re.escape(LIST))
        if {entry.name for entry in folder.iterdir()} <= {SIGN, LIST}:
            (folder / LIST).unlink(missing_ok=True)
            (folder / SIGN).unlink(missing_ok=True)
            folder.rmdir()
