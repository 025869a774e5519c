"""Signs that look like others, or like nothing: taken for what they look like where that is sure, else told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.problem import Location, Problem

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""What no text needs: signs that end lines, move a terminal's cursor, or turn the direction of reading."""

INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What comes along from web pages, chats and PDF, and takes no room."""

CALLED = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u2060": "词连接符",
    "\ufeff": "字节顺序标记",
    **dict.fromkeys("\u061c\u200e\u200f", "文字方向标记"),
    **{chr(number): "字形选择符" for number in range(0xFE00, 0xFE10)},
}
"""What those are called that are met most."""

BLANKS = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
"""Blanks of other widths, which nobody can tell from an ordinary one; that of a Chinese character is none of them."""

EDGES = " \t\u3000"
"""Blanks that say nothing at the beginning and the end of a value."""

SIMPLE_RADICALS = (
    "⺁厂⺄乙⺊卜⺒巳⺓幺⺛旡⺜日⺝月⺟母⺠民⺩王⺬示⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼"
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龜⻳龟"
)
"""Radicals that are whole characters to look at, each with that, after Unicode's EquivalentUnifiedIdeograph.txt; of the
other radicals, which are parts of characters, nobody knows what was meant."""

WORDS_BULLETS = (
    "\uf0b7•\uf06c●\uf06e■\uf075◆\uf0a7▪\uf0d8•\uf0fc✓\uf076❖\uf0a8□\uf06f□\uf071□\uf0ab★\uf0e8→\uf0e0→\uf0b0°\uf0b4×"
)
"""Signs of the fonts Symbol and Wingdings, which Word sets before the lines of a list and copies as characters of
nobody's: each with what it looks like there, or with a dot where the fonts of sheets have none that does."""

LOOKALIKES = {
    **dict(zip(map(ord, WORDS_BULLETS[::2]), WORDS_BULLETS[1::2], strict=True)),
    **dict(zip(map(ord, SIMPLE_RADICALS[::2]), SIMPLE_RADICALS[1::2], strict=True)),
    **{
        number: unicodedata.normalize("NFKC", chr(number))
        for first, last in (
            *((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1D)),
            *((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)),
        )
        for number in range(first, last + 1)
    },
}
"""Radicals and compatibility characters, as PDF has them, and letters and digits of full width: each with the character
that it is to everybody who reads it. Places in a line stay what they are, since each is one character for one."""

UNSURE = re.compile(r"[\u2e80-\u2eff\u2fd6-\u2fdf]")
"""Radicals that are left after that."""

LAST_WORD, FIRST_WORD = re.compile(r"\S{1,20}\s{0,20}$"), re.compile(r"\s{0,20}\S{1,12}")
"""The words on either side of a place, as far as they help to find it."""


def as_meant(text: str) -> str:
    """Return a text with each lookalike as the character that everybody reads."""
    return text if text.isascii() else text.translate(LOOKALIKES)


def spoilt(text: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with the signs of a text that is read as meant: one problem for a line."""
    if not (CONTROL.search(text) or INVISIBLE.search(text) or UNSURE.search(text)):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if sign := CONTROL.search(line):
            place = Location(file, number, sign.start() + 1)
            yield Problem(place, "D002", control(sign[0]), "删掉这个字符，重新输入这一行")
        elif sign := INVISIBLE.search(line):
            yield Problem(Location(file, number, sign.start() + 1), "D002", *invisible(line, sign.start()))
        elif sign := UNSURE.search(line):
            message = f"“{sign[0]}”（U+{ord(sign[0]):04X}）不是字，是从 PDF 里拷出来的部首"
            hint = f"看一下原文，把“{neighbourhood(line, sign.start())}”重新输入一遍"
            yield Problem(Location(file, number, sign.start() + 1), "D019", message, hint)


def control(sign: str) -> str:
    """Return what is said of a control character."""
    return f"有看不见的控制字符（U+{ord(sign):04X}）"


def invisible(line: str, at: int) -> tuple[str, str]:
    """Return what is said of an invisible sign at a place in a line, and what to do about it."""
    sign = line[at]
    name = f"U+{ord(sign):04X}" + (f"，{CALLED[sign]}" if sign in CALLED else "")
    before, after = words_before(line, at), words_after(line, at)
    where = f"“{before}”后面" if before else f"“{after}”前面" if after else "这一行"
    message = f"{where}有看不见的字符（{name}）"
    return message, f"把“{before}{after}”整个删掉，重新输入" if before or after else "把这一行删掉"


def neighbourhood(line: str, at: int) -> str:
    """Return the sign at a place of a line with the words on either side."""
    return f"{words_before(line, at)}{line[at]}{words_after(line, at)}"


def words_before(line: str, at: int) -> str:
    """Return the last few characters before a place that can be seen."""
    near = LAST_WORD.search(INVISIBLE.sub("", line[max(0, at - 60) : at]))
    return near[0].strip() if near else ""


def words_after(line: str, at: int) -> str:
    """Return the first few characters behind a place that can be seen."""
    near = FIRST_WORD.match(INVISIBLE.sub("", line[at + 1 : at + 60]))
    return near[0].strip() if near else ""
