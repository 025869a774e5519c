"""Whether a folder is kept by git, so that nobody is told to use what is not there."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from generator import SITE_CONFIG
from generator.disk import reading

NAME = ".git"
PARTS = ("HEAD", "objects", "refs")
"""What git's folder has in it; each of these makes it one."""

POINTER = "gitdir:"
"""What a file in the place of git's folder begins with, and then says where that is."""

LONGEST_PATH = 10_000
"""Bytes in which a file of git's says where a folder is."""

COMPRESSED = 4
"""The version of an index that writes of a path only by what it differs from the one before."""


def repository_of(folder: Path) -> Path | None:
    """Return the folder in which git keeps the history of a handbook's folder; None where no git keeps it.

    A repository that a folder further up has counts only if the handbook's files are in it: many a home folder is one.
    """
    for upper in (folder, *folder.parents):
        if kept := _git_folder(upper / NAME):
            below = (folder / SITE_CONFIG).relative_to(upper).as_posix()
            return kept if upper == folder or _is_listed(kept, below) else None
    return None


def common_folder(repository: Path) -> Path:
    """Return the folder that all work trees of a repository share."""
    return repository / reading.beginning(repository / "commondir", LONGEST_PATH).strip()


def restoring(folder: Path) -> str:
    """Return in words how something in a folder is got back."""
    return "用 git 恢复" if repository_of(folder) else "从备份里找回"


def keeping(folder: Path, what: str) -> str:
    """Return in words how something that was written into a folder is kept together with the rest."""
    return f"把{what}和别的改动一起提交" if repository_of(folder) else f"把{what}和别的资料一起留好、备份"


def _git_folder(place: Path) -> Path | None:
    """Return git's folder where there is one at a place, or where the file there says; an empty one is none.

    One that lacks some of its parts is one: git says that it cannot read it.
    """
    try:
        said = reading.beginning(place, LONGEST_PATH).strip()
        place = place.parent / said.removeprefix(POINTER).strip() if said.startswith(POINTER) else place
        return place if any(os.path.lexists(place / part) for part in PARTS) else None
    except (OSError, ValueError):
        return None


def _is_listed(repository: Path, path: str) -> bool:
    """Tell whether git keeps a file, by its path below the repository, as far as its lists of files can be read."""
    name = unicodedata.normalize("NFC", path).encode()
    for index in (repository / "index", *repository.glob("sharedindex.*")):
        try:
            listed = reading.read(index)
        except OSError:
            continue
        compressed = int.from_bytes(listed[4:8], "big") == COMPRESSED
        if (SITE_CONFIG.encode() if compressed else name + b"\0") in listed:
            return True
    return False
