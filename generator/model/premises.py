"""Which rooms a committee has, and where they lie (rooms.yml)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.facts import Counted, Fact, Flag, Floor, Name, Record, Slug, Some, Someone, Squares, Text, Whole
from generator.model.hours import Opening


class GridPlace(Fact):
    """Where a room lies on its floor's plan: column and row of its upper left square, counted from 1, and its extent.

    All in squares of the plan; a square is as large as the author likes, about 2 metres.
    """

    column: Squares
    row: Squares
    width: Squares
    height: Squares


class GridSquare(Fact):
    """A square of a floor's plan, by column and row, counted from 1."""

    column: Squares
    row: Squares


class Entrance(GridSquare):
    """A door into the building: the square behind it, and on which side of that square the door is."""

    floor: Floor
    side: Literal["上", "下", "左", "右"]


class Space(Fact):
    """A room as this committee has it; `id` is a shared room's, or its own for an X space."""

    id: Slug
    floor: Floor | None = None
    position: Text | None = None
    grid: GridPlace | None = None
    capacity: Whole | None = None
    hours: Some[Opening] = ()
    contact: Someone | None = None
    booking: Text | None = None
    equipment: Some[Text] = ()
    shares_with: Some[Slug] = ()
    sharing_note: Text | None = None


class OwnSpace(Space):
    """An X space: what this committee has besides the rooms all have."""

    name: Name
    purpose: Text
    audience: Text
    notices: Counted = ()


class Premises(Record):
    """The committee's rooms (rooms.yml)."""

    rooms: Some[Space] = Field(min_length=1)
    spaces: Some[OwnSpace] = ()
    entrance: Entrance | None = None
    low_counter: Flag | None = None
