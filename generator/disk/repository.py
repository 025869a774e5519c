"""Whether a folder is kept by git, so that nobody is told to use what is not there."""

from __future__ import annotations

from pathlib import Path


def repository_of(folder: Path) -> Path | None:
    """Return what git keeps of the folder or of one that it lies in, `.git`; None where no git keeps it."""
    places = (upper / ".git" for upper in (folder, *folder.parents))
    return next((place for place in places if place.exists()), None)


def restoring(folder: Path) -> str:
    """Return in words how something in a folder is got back."""
    return "用 git 恢复" if repository_of(folder) else "从备份里找回"
