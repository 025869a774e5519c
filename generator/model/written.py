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


def as_digits(text: str, _: Known) -> str:
    """Return a number of a thing in its digits alone. Raises Unclear for one that Excel has cut."""
    bare = plain(text)
    if re.fullmatch("[0-9][.][0-9]{1,16}E[+]?[0-9]{1,2}", bare, re.IGNORECASE):
        raise Unclear("Excel 把长的数字截短了；把那一格设成“文本”，再把数字写全")
    return re.sub("[ '’‘-]", "", bare).removesuffix("号")


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
    bare = re.sub(" {1,3}([号幢栋座#])", r"\1", in_digits(plain(text)).removeprefix("第"))
    bare = re.sub(rf" {{0,3}}({RANGE}) {{0,3}}", r"\1", bare)
    for part in re.split(f"{APART}|/| +", bare):
        match = re.fullmatch(f"([0-9]{{1,3}}){unit}(?:{RANGE}([0-9]{{1,3}}){unit})?", part)
        if not match:
            return text
        first, last = match[1], match[2]
        if last and int(last) < int(first):
            raise Unclear(f"小的写在前面：{last}–{first}")
        spans.append(f"{first}–{last}" if last else first)
    return "、".join(spans)


HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
PADDED = re.compile(f"[{HAN}](?:[ \u3000]{{0,4}}[{HAN}]){{1,3}}")
"""A name as rosters have it, its characters set apart so that all names are of one width: `王　明`."""


def unpadded(name: object) -> object:
    """Return a name of two to four Chinese characters without the blanks that only make it wider."""
    return re.sub("[ \u3000]", "", name) if isinstance(name, str) and PADDED.fullmatch(name) else name


FLOOR = re.compile("([1-9][0-9]?)(?: ?[Ff])?|[Ff]([1-9][0-9]?)")


def floor(text: object) -> object:
    """Return a floor of which only the number is written, as in a spreadsheet, as `2楼`."""
    match = FLOOR.fullmatch(plain(text)) if isinstance(text, str) else None
    return f"{match[1] or match[2]}楼" if match else text


COUNT = f"([0-9]{{1,2}}|[{CHARACTERS[1:]}十]{{1,3}})"
NUMBERED = re.compile(
    f"(?:第{COUNT}步[:：、,，]?|{COUNT}[、.．)）](?![0-9])|[(（]{COUNT}[)）]|([①-⑳]))[ \u3000]{{0,3}}(?=.)"
)


def unnumbered(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items of a list without the numbers that all of them begin with, since they are counted anyway."""
    heads = [NUMBERED.match(item) for item in items]
    numbers = [next(filter(None, head.groups())) for head in heads if head]
    if len(items) < 2 or [_counted(number) for number in numbers] != list(range(1, len(items) + 1)):
        return items
    return tuple(NUMBERED.sub("", item, count=1) for item in items)


def _counted(number: str) -> int:
    """Return a number of digits, of characters, or in a circle."""
    digits = in_digits(number)
    return int(digits) if digits.isdecimal() else ord(number) - ord("①") + 1


BOOK_TITLE = re.compile("《([^《》]+)》(第[^《》]{1,30})?")
NUMBERED_ARTICLE = re.compile("([^《》]{4,}?)(第[0-9〇零一二三四五六七八九十百]{1,7}条[^《》]{0,20})")


def basis(values: object) -> object:
    """Return a law and its article, the law without the marks of a title, which are printed around it anyway.

    An article that stands behind the law is put in its own place; of one that is a number alone an article is made.
    """
    if not isinstance(values, dict) or not isinstance(law := values.get("law"), str):
        return values
    article = values.get("article")
    if title := BOOK_TITLE.fullmatch(law.strip()):
        law, behind = title[1], title[2]
    elif within := NUMBERED_ARTICLE.fullmatch(law.strip()):
        law, behind = within[1], within[2]
    else:
        behind = None
    if behind and article:
        return values
    article = behind or article
    if isinstance(article, str) and re.fullmatch("[0-9]{1,4}", plain(article)):
        article = f"第{plain(article)}条"
    return {**values, "law": law, **({"article": article} if article else {})}


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


NOTHING_IN_WORDS = ("无", "没有", "暂无", "暂缺", "空", "空白", "待补", "待补充", "待填", "n/a", "null", "none", "nil")
NOTHING = re.compile(rf"[-/\\?~_、.…×✗✘]+|[(【]?(?:{'|'.join(NOTHING_IN_WORDS)})[)】]?[.]?|“”|‘’", re.IGNORECASE)


def is_nothing(text: str) -> bool:
    """Tell whether a value only says that there is none: `/`, `——`, `无`."""
    return len(text) <= LONGEST_NOTHING and bool(NOTHING.fullmatch(plain(text)))


LONGEST_NOTHING = 8
"""Characters of what says that there is none."""
