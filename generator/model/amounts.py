"""Numbers with a unit of their own: years, points of an assessment, areas; and what was counted, with its unit."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from generator.model import written
from generator.model.facts import Fact, Name, Whole, scalar

Year = Annotated[int, scalar(r"20[0-9]{2}", "年份，例如 2026", int, written.number_of("年")), Field(ge=2000, le=2099)]


def points(text: str, known: written.Known) -> str:
    """Return points of an assessment in digits alone, a half point as `.5`."""
    bare = written.plain(text).replace(" ", "").removesuffix("分")
    if match := re.fullmatch(r"([0-9]{1,3})\.([0-9])?0{0,3}", bare):
        return match[1] if match[2] in (None, "0") else f"{match[1]}.{match[2]}"
    return written.number_of()(bare, known)


Points = Annotated[
    str, scalar(r"100|[0-9]{1,2}(\.[1-9])?", "0到100的分数，例如 92 或 92.5", form=points), Field(max_length=4)
]
"""Of an assessment, kept as they were written: 92.5 is no binary fraction."""

SQUARE_KILOMETRES = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?(?:平方公里|平方千米|km2|km²)")


def hectares(text: str, known: written.Known) -> str:
    """Return an area in hectares, of which a square kilometre has a hundred."""
    match = SQUARE_KILOMETRES.fullmatch(written.plain(text).replace(" ", ""))
    if match is None:
        return written.number_of("公顷")(text, known)
    return str(int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")))


Hectares = Annotated[
    int, scalar(r"[0-9]{1,18}", "面积，写公顷数，例如 42；也可以写 0.42平方公里", int, hectares), Field(ge=1, le=9999)
]


class Figure(Fact):
    """Something that was counted: what, how many, and of what unit."""

    name: Name
    number: Whole
    unit: Name


class Comparison(Fact):
    """Something that was counted twice: before and after."""

    name: Name
    before: Whole
    after: Whole
    unit: Name
