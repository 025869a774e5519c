"""Where a print goes, and whether on both sides of the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.model.committee import Committee
from generator.model.handbook import Handbook

BOTH_SIDES = ("rulebook", "guide", "forms")
"""Outputs that are printed on both sides of the paper; so is every booklet."""


def printed_on_both_sides(output: str, variant: str = "") -> bool:
    """Whether a sheet of paper carries two pages."""
    return "booklet" in variant or (output in BOTH_SIDES and "tiled" not in variant)


# --- where it goes ---------------------------------------------------------------------------------------------------

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "doorsign": "各室门口",
        "guide": "办事窗口，居民带走",
        "roster": "大厅",
        "plates": "交制牌单位",
        "codesheet": "各处补贴，每周核对",
        "forms": "办事窗口",
        "report": "存档，不张贴",
    }
)
"""Where a print goes that has no place of its own in the data."""


def place(handbook: Handbook, committee: Committee | None, output: str) -> str | None:
    """Where a print hangs or lies: as the committee's register says, else as is usual; None where nobody knows."""
    find = PLACES.get(output)
    return find(handbook, committee) if find and committee else WORDS.get(output)


def _board(handbook: Handbook, committee: Committee) -> str | None:
    return _registered(committee, handbook.policy.boards.kind)


def _disclosure(handbook: Handbook, committee: Committee) -> str | None:
    return _registered(committee, handbook.disclosure.board_kind)


def _rulebook(handbook: Handbook, committee: Committee) -> str | None:
    copy = committee.register.rulebook
    return copy.place if copy else None


PLACES: Mapping[str, Callable[[Handbook, Committee], str | None]] = MappingProxyType(
    {"board": _board, "disclosure": _disclosure, "rulebook": _rulebook}
)
"""Prints whose place is in the data."""


def _registered(committee: Committee, kind: str) -> str | None:
    return next((board.place for board in committee.register.boards if board.kind == kind), None)
