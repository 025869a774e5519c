"""Small things that several tests do to a copy of the example."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.model.words import Labels, Words
from generator.read.files import read_file

TESTS = Path(__file__).parent
TEMPLATES = TESTS.parent / "templates"

LABELS = read_file(TEMPLATES / "shared/labels.yml", "templates/shared/labels.yml", Labels)
WORDS = read_file(TEMPLATES / "shared/words.yml", "templates/shared/words.yml", Words)
"""What the shipped files of words say."""


def edit(path: Path, old: str, new: str) -> None:
    """Change a passage of a file, which must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{path} has no “{old}”"
    path.write_text(text.replace(old, new), "utf-8")


def line_of(path: Path, passage: str) -> int:
    """The first line of a file that holds a passage, counted from 1."""
    return next(number for number, line in enumerate(path.read_text("utf-8").split("\n"), 1) if passage in line)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    """What stands in a folder itself."""
    return sorted(path.name for path in folder.iterdir())


def templates_to_edit(root: Path) -> Path:
    """Templates that may be changed; the fonts, which are large, stay where they are."""
    templates = root / "templates"
    if templates.is_symlink():
        templates.unlink()
    if not templates.exists():
        shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("fonts"))
        (templates / "fonts").symlink_to(TEMPLATES / "fonts", target_is_directory=True)
    return templates


EDITION = {"number": 3, "date": "2026年3月1日", "month": "2026年3月", "proof": False}
"""The edition of a sheet that is printed from its bare data."""
