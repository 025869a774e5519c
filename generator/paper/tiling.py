"""A large sheet on small paper: where it is cut, so that no code is divided and the fewest sheets are needed.

All measures are millimetres from the upper left corner of the sheet. A tile is laid over its left and its upper
neighbour: what is seen of it begins at its cut and ends at the next one's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType({"a3": (297.0, 420.0), "a4": (210.0, 297.0)})
"""Width and height of the paper an office printer takes (ISO 216)."""

MARGIN = 5.0
"""What an office printer leaves white at each edge."""

STRIP = 6.0
"""Inside that, on each side: room for crop marks and the words that say which tile it is."""

FLAP = 10.0
"""What each tile shows beyond the next one's cut, to be glued under it."""

BLEED = 2.0
"""What each tile shows before its own cut, so that a cut that slips shows no white."""

CLEAR = 1.0
"""How far a cut keeps away from a code, quiet zone included."""

EDGE = MARGIN + STRIP
"""From the edge of the paper to the picture."""


class Box(NamedTuple):
    """A part of the sheet."""

    left: float
    top: float
    right: float
    bottom: float


class Code(NamedTuple):
    """A code on the sheet: what its description says, and its place with its quiet zone."""

    words: str
    box: Box


class Tile(NamedTuple):
    """One tile: row and column from 1, what it adds to the sheet, and what it shows, flap and bleed included."""

    row: int
    column: int
    adds: Box
    shows: Box


class DividedError(Exception):
    """No cut is possible without dividing one of these codes; holds their descriptions."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__("、".join(self.codes))


@dataclass(frozen=True)
class Tiling:
    """How a sheet is cut: the paper as it lies (width, height), and the cuts, the sheet's own edges included."""

    paper: tuple[float, float]
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def count(self) -> int:
        """Return how many tiles there are."""
        return (len(self.columns) - 1) * (len(self.rows) - 1)

    def tiles(self) -> Iterator[Tile]:
        """Yield every tile, row by row."""
        for row, (top, bottom) in enumerate(pairwise(self.rows), 1):
            for column, (left, right) in enumerate(pairwise(self.columns), 1):
                across, down = shown(left, right, self.columns[-1]), shown(top, bottom, self.rows[-1])
                shows = Box(across[0], down[0], across[1], down[1])
                yield Tile(row, column, Box(left, top, right, bottom), shows)


def tiling(width: float, height: float, codes: Sequence[Code], paper: str) -> Tiling:
    """Return how a sheet is cut onto `a3` or `a4`, upright or across, whichever takes fewer sheets.

    Raises DividedError where either way a code would be divided.
    """
    short, long = PAPERS[paper]
    possible: list[Tiling] = []
    refused: list[DividedError] = []
    for lies in ((short, long), (long, short)):
        try:
            columns = cuts(width, lies[0] - 2 * EDGE, [(code.words, code.box.left, code.box.right) for code in codes])
            rows = cuts(height, lies[1] - 2 * EDGE, [(code.words, code.box.top, code.box.bottom) for code in codes])
        except DividedError as error:
            refused.append(error)
        else:
            possible.append(Tiling(lies, columns, rows))
    if not possible:
        raise refused[0]
    return min(possible, key=lambda tiling: tiling.count)


def shown(begins: float, ends: float, length: float) -> tuple[float, float]:
    """Return where what a tile shows begins and ends along one side of the sheet, from where what it adds does."""
    return max(0.0, begins - BLEED), min(length, ends + FLAP)


def cuts(length: float, room: float, codes: Sequence[tuple[str, float, float]]) -> tuple[float, ...]:
    """Return where a side of the sheet is cut, from 0 to its length: as few and as even as can be.

    All are whole millimetres. `room` is how much a tile can show; `codes` are description, begin and end of each code
    on that side. Raises DividedError where every cut would divide a code.
    """
    free = FreePlaces(codes)
    latest = _greedy(length, room, free)
    if len(latest) == 1:
        return 0.0, length
    inner = room - BLEED - FLAP
    earliest = [free.above(length - (room - BLEED))]
    while len(earliest) < len(latest) - 1:
        earliest.append(free.above(earliest[-1] - inner))
    places = [0.0]
    for number, soonest in enumerate(reversed(earliest), 1):
        reach = places[-1] + (inner if number > 1 else room - FLAP)
        places.append(free.nearest(length * number / len(latest), soonest, free.below(reach)))
    return *places, length


def _greedy(length: float, room: float, free: FreePlaces) -> list[float]:
    """Return the end of each tile where each is made as large as can be. Raises DividedError where one gets nowhere."""
    ends: list[float] = []
    begins = 0.0
    while begins + room - (BLEED if begins else 0.0) < length:
        reach = begins + room - (BLEED if begins else 0.0) - FLAP
        ends.append(free.below(reach))
        if ends[-1] <= begins:
            raise DividedError(free.at(reach))
        begins = ends[-1]
    return [*ends, length]


class FreePlaces:
    """Where a side may be cut: on every whole millimetre that is in no code."""

    def __init__(self, codes: Sequence[tuple[str, float, float]]) -> None:
        self.codes = [(words, math.floor(begin - CLEAR), math.ceil(end + CLEAR)) for words, begin, end in codes]

    def at(self, place: float) -> list[str]:
        """Return the codes that a cut here would divide."""
        return [words for words, begin, end in self.codes if begin < place < end]

    def below(self, place: float) -> float:
        """Return the last place to cut up to here."""
        place = math.floor(place)
        while begins := [begin for _, begin, end in self.codes if begin < place < end]:
            place = min(begins)
        return float(place)

    def above(self, place: float) -> float:
        """Return the first place to cut from here on."""
        place = math.ceil(place)
        while ends := [end for _, begin, end in self.codes if begin < place < end]:
            place = max(ends)
        return float(place)

    def nearest(self, wanted: float, soonest: float, latest: float) -> float:
        """Return the place to cut that is nearest to the one wanted, between two others at which one may cut."""
        wanted = round(min(max(wanted, soonest), latest))
        return min(
            (place for place in (self.below(wanted), self.above(wanted)) if soonest <= place <= latest),
            key=lambda place: abs(place - wanted),
        )
