"""Which characters the fonts of a handbook can print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

COVERAGE = "coverage.txt"
ENDINGS = (".ttf", ".otf", ".ttc")


@cache
def printable(fonts: Path, more_fonts: Path | None = None) -> frozenset[str]:
    """Return the characters of every shipped face, by the list made when they were cut, and those of further fonts."""
    known = {chr(point) for point in shipped(fonts / COVERAGE)}
    for path in sorted(more_fonts.rglob("*")) if more_fonts else ():
        if path.suffix.lower() in ENDINGS:
            known |= characters(path)
    return frozenset(known | {"\n"})


def shipped(coverage: Path) -> frozenset[int]:
    """Return the code points of a coverage list: lines of `4E00-4E01` or `4E00`, hexadecimal; `#` begins a comment."""
    points: set[int] = set()
    for line in coverage.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, _, last = line.partition("-")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def characters(font: Path) -> set[str]:
    """Return the characters of one font file, or of the first face of a collection."""
    from fontTools.ttLib import TTFont  # slow to import, and only further fonts need it

    with TTFont(font, fontNumber=0, lazy=True) as face:
        return {chr(point) for point in face.getBestCmap()}
