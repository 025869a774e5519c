"""How people write a value, and the one form in which the handbook keeps it: signs, numbers, flags, spans, nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Known(NamedTuple):
    """What is known where a value stands: the area code of the office's telephone, the year that its file is of."""

    area: str = ""
    year: int | None = None


class Unclear(ValueError):
    """A value has no one meaning; `str` of it is the smallest repair, in a clerk's words."""


Form = Callable[[str, Known], str]
"""Returns a value in the one form, or what was written where it is none of its kind. Raises Unclear with the repair."""

LONGEST = 300
"""Characters of what is brought into one form; what is longer was not meant to be such a value."""

# --- signs -----------------------------------------------------------------------------------------------------------

WIDE = range(0xFF01, 0xFF5F)
"""The full-width twins of the printable signs of ASCII, in their order."""

PLAIN: dict[int, int | str] = {
    **{sign: sign - WIDE[0] + ord("!") for sign in WIDE},
    **dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009), " "),
    **dict.fromkeys(map(ord, "∶︰﹕"), ":"),
    **dict.fromkeys(map(ord, "–—―─−‐‑﹣﹘━"), "-"),
    **dict.fromkeys(map(ord, "∼〜"), "~"),
    **dict.fromkeys(map(ord, "．｡。·"), "."),
}
"""What is on one key or looks alike, and the sign that is meant."""

RANGE = "(?:-{1,3}|~{1,3}|至|到)"
"""What stands between the first and the last, once signs are plain."""

APART = "[、,;和及]"
"""What stands between one and the next, once signs are plain."""


def plain(text: str) -> str:
    """Return a text with full-width signs and look-alikes as the plain ones, without blanks at its ends."""
    return text.translate(PLAIN).strip()


def as_plain(text: str, _: Known) -> str:
    """Return a value whose form is plain letters, digits and signs."""
    return plain(text)


# --- numbers ---------------------------------------------------------------------------------------------------------

CHARACTERS = "零一二三四五六七八九"
IN_CHARACTERS = re.compile(f"[〇○两{CHARACTERS}十]+")


def in_digits(text: str) -> str:
    """Return a text with numbers up to 99, and years, in digits: `二〇二六年十二月` is `2026年12月`."""
    return IN_CHARACTERS.sub(lambda match: _digits(match[0]), text)


def _digits(characters: str) -> str:
    characters = re.sub("[〇○]", "零", characters).replace("两", "二")
    tens, ten, ones = characters.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "零" in tens + ones:
        ten = ""
    if not ten:
        return "".join(str(CHARACTERS.index(each)) if each in CHARACTERS else each for each in characters)
    return str(10 * (CHARACTERS.index(tens) if tens else 1) + (CHARACTERS.index(ones) if ones else 0))


UNITS = "[^0-9.,:/%-]{1,3}"


def number_of(*units: str) -> Form:
    """Return the form of a whole number, behind which one of these units may stand."""
    unit = re.compile(f"(?:{'|'.join(map(re.escape, units))})$") if units else None

    def form(text: str, _: Known) -> str:
        """Return a number in digits alone."""
        digits = in_digits(plain(text).replace(" ", ""))
        bare = unit.sub("", digits) if unit else digits
        if re.fullmatch("[1-9][0-9]{0,2}(,[0-9]{3})+", bare):
            bare = bare.replace(",", "")
        if re.fullmatch(r"[0-9]+(\.0+)?", bare):
            return bare.partition(".")[0]
        if re.fullmatch(rf"(约|大约|近|将近)?[0-9]+(多|余|来)?({UNITS})?(左右|以上)?", digits):
            stray = re.sub("[0-9]+", "…", digits).strip("…")
            raise Unclear(f"只写一个数；去掉“{stray}”，单位不对的先换算")
        return text

    return form


def buildings(text: str, _: Known) -> str:
    """Return numbers of buildings as `1–12、15`."""
    unit = "(?:号楼|号|幢|栋|座|#)?"
    spans = []
    for part in re.split(f"{APART}| +", re.sub(rf" {{0,3}}({RANGE}) {{0,3}}", r"\1", in_digits(plain(text)))):
        match = re.fullmatch(f"([0-9]{{1,3}}){unit}(?:{RANGE}([0-9]{{1,3}}){unit})?", part)
        if not match:
            return text
        first, last = match[1], match[2]
        if last and int(last) < int(first):
            raise Unclear(f"小的写在前面：{last}–{first}")
        spans.append(f"{first}–{last}" if last else first)
    return "、".join(spans)


# --- flags and nothing -----------------------------------------------------------------------------------------------

YES, NO = "是", "否"

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("是", "是的", "有", "对", "yes", "y", "true", "√", "✓", "✔", "☑"), YES),
        **dict.fromkeys(("否", "不是", "不", "无", "没有", "没", "no", "n", "false", "×", "✗", "✘", "x"), NO),
    }
)
"""What people write for yes and for no, in small letters."""


def flag(text: str, _: Known) -> str:
    """Return 是 or 否."""
    return FLAGS.get(plain(text).lower().rstrip("."), text)


def is_flag(text: str) -> bool:
    """Tell whether a value is one of the words for yes and for no."""
    return flag(text, Known()) in (YES, NO)


NOTHING_IN_WORDS = ("无", "没有", "暂无", "N/A", "n/a")
NOTHING = re.compile(rf"[-/\\?]+|(?:{'|'.join(NOTHING_IN_WORDS)})[.]?")


def is_nothing(text: str) -> bool:
    """Tell whether a value only says that there is none: `/`, `——`, `无`."""
    return len(text) <= LONGEST_NOTHING and bool(NOTHING.fullmatch(plain(text)))


LONGEST_NOTHING = 8
"""Characters of what says that there is none."""
