"""Digits, what people put between them, and what is told of a piece of text that looks personal."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class PersonalData(NamedTuple):
    """Something that looks like personal data: its kind in Chinese, the text as it stands, and where it starts."""

    kind: str
    text: str
    start: int


ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufe0e\ufe0f\u20e3\ufeff"
"""What has no width, or is put around the digit before it, as in a digit on a key."""

OTHER_DIGITS = "⓪①②③④⑤⑥⑦⑧⑨⓿❶❷❸❹❺❻❼❽❾⓵⓶⓷⓸⓹⓺⓻⓼⓽➀➁➂➃➄➅➆➇➈⑴⑵⑶⑷⑸⑹⑺⑻⑼⒈⒉⒊⒋⒌⒍⒎⒏⒐⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉" + "".join(
    chr(first + digit) for first in (0x660, 0x6F0) for digit in range(10)
)
"""Digits in rings and brackets, raised and lowered, and those of other scripts."""

FAR_DIGITS = "".join(chr(number) for number in range(0x1D7CE, 0x1D800))
"""Digits in type of their own; apart, since a pattern with characters as far away is slow."""

LETTERS = "".join(chr(0xFF21 + number) for number in range(26)) + "".join(chr(0xFF41 + number) for number in range(26))
WIDTHS = str.maketrans(
    "０１２３４５６７８９" + LETTERS + "－＃／＠＿＊" + ZERO_WIDTH + FAR_DIGITS,
    "0123456789"
    + LETTERS.translate({ord(letter): ord(letter) - 0xFEE0 for letter in LETTERS})
    + "-#/@_*"
    + "\u200b" * len(ZERO_WIDTH)
    + "".join(str(unicodedata.digit(digit)) for digit in FAR_DIGITS),
)
"""Full-width digits and letters become plain ones, and what has no width one character; lengths and
places stay as they are."""

HAN_NUMERALS = "〇零○Ｏ一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖貳參陸"
NUMERALS = str.maketrans(
    HAN_NUMERALS + OTHER_DIGITS,
    "000012345678912123456789236" + "".join(str(unicodedata.digit(digit)) for digit in OTHER_DIGITS),
)
"""What Chinese numerals and such digits say, one by one; 十 stays, as what it says depends on what stands around it."""

NUMERAL = f"[{HAN_NUMERALS}{OTHER_DIGITS}]"

DIGIT = "[0-9０-９]"
GAP = rf"[ \t\r\n\u00a0\u2000-\u200a\u202f\u3000{ZERO_WIDTH}.．·\-－\u2010-\u2015\ufffe\x02]"
"""What people put between digits, and what a PDF has for a hyphen at the end of a line."""

JOINT = r"[\-/\\_()\[\]~*−／＼＿（）［］【】〔〕～＊－。\u2010-\u2015]"
"""What people put around and between the pieces of a mobile number besides, as in “（139）0000/0000”."""

WIDE_GAP = f"[{GAP[1:-1]}{JOINT[1:-1]}]"
"""Whatever may stand between two digits of a mobile number; one class, so that a search has one way to go."""

AND = r"[ \r\n-]{0,3}"
"""What may stand between the parts of an address."""

BIRTH_GAP = r"[^0-9０-９。；]{0,30}"
"""What may stand between the word for a birthday and the day, such as the other heads of a table."""

Span = tuple[int, int, str]
"""Something that looks like personal data: the index where it starts, that where it ends, and its kind."""
