"""Digits, what people put between them, and what is told of a piece of text that looks personal."""

from __future__ import annotations

from typing import NamedTuple


class PersonalData(NamedTuple):
    """Something that looks like personal data: its kind in Chinese, the text as it stands, and where it starts."""

    kind: str
    text: str
    start: int


ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WIDTHS = str.maketrans("０１２３４５６７８９Ｘｘ" + ZERO_WIDTH, "0123456789Xx" + "\u200b" * len(ZERO_WIDTH))
"""Full-width digits become plain ones, and what has no width one character; lengths and places stay as they are."""

DIGIT = "[0-9０-９]"
GAP = rf"[ \t\r\n\u00a0\u2000-\u200a\u202f\u3000{ZERO_WIDTH}.．·\-－\u2010-\u2015\ufffe\x02]"
"""What people put between digits, and what a PDF has for a hyphen at the end of a line."""

JOINT = r"[\-/\\_()\[\]~*−／＼＿（）［］【】〔〕～＊－\u2010-\u2015]"
"""What people put around and between the pieces of a mobile number besides, as in “（139）0000/0000”."""

WIDE_GAP = f"[{GAP[1:-1]}{JOINT[1:-1]}]"
"""Whatever may stand between two digits of a mobile number; one class, so that a search has one way to go."""

AND = r"[ \r\n-]{0,3}"
"""What may stand between the parts of an address."""

BIRTH_GAP = r"[^0-9０-９。；]{0,30}"
"""What may stand between the word for a birthday and the day, such as the other heads of a table."""

Span = tuple[int, int, str]
"""Something that looks like personal data: the index where it starts, that where it ends, and its kind."""
