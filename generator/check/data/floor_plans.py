"""What a floor plan drawn from squares must be: rooms side by side on a floor, the board and the door among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.premises import GridPlace, GridSquare, Space
from generator.problem import Location, Problem, did_you_mean

RULE = "D066"

WIDEST = 60
"""Squares; more cannot be drawn so that a room's name can be read."""

Placed = tuple[Location, Space, GridPlace]


def floor_plans(handbook: Handbook) -> Iterator[Problem]:
    """D066: rooms on the grid have a floor and do not overlap; the board and the entrance stand on a floor drawn."""
    for committee in handbook.committees:
        rooms = list(placed(committee))
        yield from (
            Problem(place, RULE, message, hint, committee=committee.slug)
            for place, message, hint in (*_rooms(handbook, rooms), *_boards(committee, rooms), *_door(committee, rooms))
        )


def placed(committee: Committee) -> Iterator[Placed]:
    """Yield every room that has a place on the grid, and where its author wrote that."""
    for key in ("rooms", "spaces"):
        for index, space in enumerate(getattr(committee.premises, key)):
            if space.grid:
                yield committee.premises.source.at(key, index, "grid"), space, space.grid


Complaint = tuple[Location, str, str]


def _rooms(handbook: Handbook, rooms: list[Placed]) -> Iterator[Complaint]:
    def name(space: Space) -> str:
        return str(getattr(space, "name", "")) or (
            handbook.rooms[space.id].name if space.id in handbook.rooms else space.id
        )

    for place, space, grid in rooms:
        if not space.floor:
            yield place, f"“{name(space)}”在平面图上，没有写几楼", "加一行，例如 `floor`: 1楼；不画的删掉 `grid`"
        if min(grid.column, grid.row, grid.width, grid.height) < 1:
            yield place, f"“{name(space)}”的 `grid` 里有0", "`column`、`row` 从1数起，`width`、`height` 至少1格"
        elif max(grid.column + grid.width, grid.row + grid.height) > WIDEST + 1:
            yield place, f"“{name(space)}”超出了{WIDEST}格", "一格算大一点，例如2米，把数字改小"
    for (_, first, first_grid), (place, second, second_grid) in combinations(rooms, 2):
        shared = first_grid == second_grid and second.id in first.shares_with
        if first.floor == second.floor and overlap(first_grid, second_grid) and not shared:
            hint = "改 `column`、`row`、`width`、`height`；合用一间的，两处写一样，再写 `shares_with`"
            yield place, f"“{name(second)}”和“{name(first)}”在平面图上叠在一起", hint


def overlap(first: GridPlace, second: GridPlace) -> bool:
    """Tell whether two places on one floor have a square in common."""
    across = first.column < second.column + second.width and second.column < first.column + first.width
    return across and first.row < second.row + second.height and second.row < first.row + first.height


def _extents(rooms: list[Placed]) -> Mapping[str, tuple[int, int, int, int]]:
    """Return first and last column, first and last row of each floor that is drawn."""
    floors: dict[str, list[GridPlace]] = {}
    for _, space, grid in rooms:
        floors.setdefault(space.floor or "", []).append(grid)
    return {
        floor: (
            min(grid.column for grid in grids),
            max(grid.column + grid.width for grid in grids) - 1,
            min(grid.row for grid in grids),
            max(grid.row + grid.height for grid in grids) - 1,
        )
        for floor, grids in floors.items()
    }


def _outside(square: GridSquare, extent: tuple[int, int, int, int]) -> bool:
    left, right, top, bottom = extent
    return not (left <= square.column <= right and top <= square.row <= bottom)


def _boards(committee: Committee, rooms: list[Placed]) -> Iterator[Complaint]:
    extents = _extents(rooms)
    for index, board in enumerate(committee.register.boards):
        if not board.grid:
            continue
        place = committee.register.source.at("boards", index, "grid")
        space = committee.places.get(board.room)
        floor = space.floor if space else None
        if floor not in extents:
            hint = "先在 rooms.yml 给这一层的房间写 `grid`，或者删掉这里的 `grid`"
            yield place, f"{board.kind}所在的那一层没有平面图", hint
        elif floor and _outside(board.grid, extents[floor]):
            yield place, f"{board.kind}的位置在平面图外面", "改 `column`、`row`，要落在这一层画出来的房间范围里"


def _door(committee: Committee, rooms: list[Placed]) -> Iterator[Complaint]:
    extents, entrance = _extents(rooms), committee.premises.entrance
    if not entrance:
        return
    place = committee.premises.source.at("entrance")
    if entrance.floor not in extents:
        hint = did_you_mean(entrance.floor, extents) if extents else "先给房间写 `grid`，或者删掉 `entrance`"
        yield place, f"入口写在{entrance.floor}，那一层没有平面图", hint
    elif not _at_wall(entrance.column, entrance.row, entrance.side, extents[entrance.floor]):
        hint = "`column`、`row` 写门里面的那一格，`side` 写门在那一格的上、下、左、右哪一边，要在最外面"
        yield place, "入口不在这一层最外面的墙上", hint


def _at_wall(column: int, row: int, side: str, extent: tuple[int, int, int, int]) -> bool:
    left, right, top, bottom = extent
    along = left <= column <= right if side in "上下" else top <= row <= bottom
    return along and {"上": row == top, "下": row == bottom, "左": column == left, "右": column == right}[side]
