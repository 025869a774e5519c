"""Mobile numbers in unusual pieces, or with brackets and strokes between them: “（139）00000000”, “139/0000/0000”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.characters import JOINT, WIDE_GAP, Span
from generator.privacy.numbers import MOBILE_SIZES

NO_WIDTH = "\u200b"
CANDIDATE = re.compile(rf"(?<![0-9])(?=(1{WIDE_GAP}{{0,4}}[3-9](?:{WIDE_GAP}{{0,4}}[0-9]){{9}})(?![0-9]))1")
PIECE = re.compile(f"[0-9{NO_WIDTH}]+")

LEAST_FIRST, LEAST = 3, 2
"""Digits of the first piece and of each other one, where the pieces are no usual ones; shorter ones are a list."""


def mobiles_in_pieces(plain: str) -> Iterator[Span]:
    """Yield mobile numbers whose pieces are the usual ones, or held together by more than blanks and points.

    `plain` has plain digits, as `characters.WIDTHS` makes them.
    """
    for candidate in CANDIDATE.finditer(plain):
        number = candidate[1]
        sizes = tuple(len(piece.replace(NO_WIDTH, "")) for piece in PIECE.findall(number))
        gaps = [gap for gap in PIECE.split(number)[1:-1] if gap]
        if "\n" not in number and (sizes in MOBILE_SIZES or held_together(sizes, gaps)):
            yield candidate.start(), candidate.end(1), "手机号"


def held_together(sizes: tuple[int, ...], gaps: list[str]) -> bool:
    """Tell whether pieces of such sizes are one number for what stands between them."""
    return sizes[0] >= LEAST_FIRST and min(sizes) >= LEAST and all(re.search(JOINT, gap) for gap in gaps)
