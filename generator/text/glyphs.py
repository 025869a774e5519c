"""Which characters the fonts of a handbook can print."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

COVERAGE = "coverage.txt"
ENDINGS = (".ttf", ".otf", ".ttc")

BEGINNINGS = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")
"""How files of fonts begin that are not packed; a packed one may unpack to any size."""

LARGEST = 100_000_000
"""Bytes of a font; one of all Chinese characters in nine weights has twenty millions."""


def link(root: Path, folder: str) -> str:
    """Return the first link on the way to a folder of fonts below a root, or below it; nothing where there is none.

    A link may lead to a whole disk, which nobody is to look through for fonts: this program, Typst or a preview.
    """
    if Path(folder).is_absolute() or ".." in Path(folder).parts:
        return folder
    for step in (*Path(folder).parents, Path(folder)):
        if step.parts and (root / step).is_symlink():
            return step.as_posix()
    for place, folders, _ in os.walk(root / folder):
        for name in folders:
            if (Path(place) / name).is_symlink():
                return (Path(place) / name).relative_to(root).as_posix()
    return ""


def further(folder: Path) -> list[Path]:
    """Return the files of fonts in a folder and below it, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())


def shipped(coverage: Path) -> frozenset[str]:
    """Return the characters of every shipped face, by the list made when they were cut.

    Its lines are `4E00-4E01` or `4E00`, hexadecimal; `#` begins a comment. Raises ValueError where one is not, OSError
    where the list is missing.
    """
    status = coverage.stat()
    return _shipped(coverage, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _shipped(coverage: Path, written: int, size: int) -> frozenset[str]:
    if size > LARGEST // 100:
        raise ValueError("too large")
    known = {"\n"}
    for line in coverage.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, _, last = line.partition("-")
            known.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(known)


def characters(font: Path) -> frozenset[str]:
    """Return the characters of one font file, or of the first face of a collection.

    Raises ValueError where the file is no font that Typst could print with.
    """
    status = font.stat()
    return _characters(font, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _characters(font: Path, written: int, size: int) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # slow to import, and only further fonts need it

    with font.open("rb") as file:
        if file.read(4) not in BEGINNINGS or size > LARGEST:
            raise ValueError("no font")
    try:
        with TTFont(font, fontNumber=0, lazy=True) as face:
            return frozenset(map(chr, face.getBestCmap()))
    except Exception as error:  # whatever fontTools comes to grief at, it is not a font
        raise ValueError("no font") from error
