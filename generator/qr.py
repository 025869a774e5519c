"""QR codes: the smallest that holds an address, the strongest that size allows, as one SVG path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

QUIET_ZONE = 4
"""Modules of white around a symbol (ISO/IEC 18004)."""

LEVELS = {"H": ERROR_CORRECT_H, "Q": ERROR_CORRECT_Q}
"""The levels in use, strongest first; below Q a sticker on a tenth of the area makes a wall code unreadable."""

SEGMENTATIONS = (20, 10, 8, 4, 0)
"""How many characters of one kind start a segment of their own; the best differs from address to address."""


class Symbol(NamedTuple):
    """A QR symbol: version (1–40), error correction level, and modules row by row, dark as True, no quiet zone."""

    version: int
    level: str
    rows: tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=4096)
def symbol(address: str) -> Symbol:
    """The symbol of an address: smallest version first, then the highest level that fits it.

    A larger symbol cannot be rescued by its correction, so size comes first.
    """
    drafts = [(draft(address, level, split), level) for level in LEVELS for split in SEGMENTATIONS]
    code, level = min(drafts, key=lambda pair: pair[0].best_fit())
    code.make(fit=False)
    return Symbol(code.version, level, tuple(tuple(map(bool, row)) for row in code.get_matrix()))


def draft(address: str, level: str, split: int) -> qrcode.QRCode[Any]:
    """The address as data of a code that has no size yet."""
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
    code.add_data(address, optimize=split)
    return code


def svg(address: str) -> str:
    """The symbol as an SVG text: black on white, quiet zone included, one unit a module, one path."""
    rows = symbol(address).rows
    side = len(rows) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{path(rows)}"/></svg>'
    )


def path(rows: tuple[tuple[bool, ...], ...]) -> str:
    """The dark modules as horizontal strokes one unit wide, each moved to from the end of the one before."""
    x, y = 0, 0
    moves = []
    for column, row, length in runs(rows):
        moves.append(f"m{column - x} {row - y}h{length}")
        x, y = column + length, row
    return f"M{QUIET_ZONE} {QUIET_ZONE}.5" + "".join(moves)


def runs(rows: tuple[tuple[bool, ...], ...]) -> Iterator[tuple[int, int, int]]:
    """Each run of dark modules in a row: column, row, length."""
    for number, row in enumerate(rows):
        column = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                yield column, number, length
            column += length
