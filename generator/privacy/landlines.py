"""Telephones at a desk, with the area codes of all China: an office's or not, they are no card and no mobile."""

from __future__ import annotations

import re

_AREAS = (
    "10|2[0-57-9]"
    "|3(?:1[0-9]|35|49|5[0-9]|7[0-79]|9[1-68])"
    "|4(?:1[0-9]|2[179]|3[1-9]|5[1-9]|6[4789]|7[0-9]|8[23])"
    "|5(?:1[0-9]|2[37]|3[0-9]|4[36]|5[0-9]|6[1-6]|7[0-9]|80|9[1-9])"
    "|6(?:3[1-5]|6[0-238]|9[12])"
    "|7(?:01|1[0-9]|2[248]|3[014-9]|4[3-6]|5[0-9]|6[0236-9]|7[0-9]|9[0-9])"
    "|8(?:1[2367]|2[5-7]|3[0-9]|5[1-9]|6[89]|7[0-9]|8[3678]|9[1-9])"
    "|9(?:0[1-36-9]|1[0-79]|3[0-9]|4[13]|5[1-5]|7[0-79]|9[0-9])"
)
"""The codes behind the first 0 that there are (工业和信息化部, 长途区号)."""

LANDLINE = re.compile(
    rf"(?<![0-9])(?:\+?86[- ]?)?[（(]?0?(?:{_AREAS})[）)]?[-\u2010-\u2015－ ]{{0,2}}"
    rf"[2-8][0-9]{{2,3}}[-\u2010-\u2015－ ]?[0-9]{{4}}(?![0-9])"
)


def without_landlines(plain: str) -> str:
    """Return a text with plain digits in which a sign stands for each digit of a telephone at a desk."""
    return LANDLINE.sub(lambda number: re.sub("[0-9]", "#", number[0]) if is_whole(number[0]) else number[0], plain)


def is_whole(number: str) -> bool:
    """Tell whether a number has its 0 before the area code, or the country's code in place of that."""
    return re.match(r"[（(]?0|\+?86[- ]?[（(]?", number) is not None
