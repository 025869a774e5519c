"""Which files of HTML, XML or SVG need no reading, told from their lines."""

from __future__ import annotations

import re
from functools import partial

from generator.privacy.characters import DIGIT, OTHER_DIGITS, WIDE_GAP, ZERO_WIDTH
from generator.privacy.markup import INLINE, line_end
from generator.privacy.matters import SELF
from generator.privacy.office import NOBODY, Office
from generator.privacy.people import NAME, is_name, without_marks
from generator.privacy.suspicion import (
    SOME_ROOM,
    has_personal_digits,
    looks_personal,
    may_be_a_contact,
    may_be_left_out,
    may_be_written_out,
)

# --- pages judged by their lines -------------------------------------------------------------------------------------
#
# What it does: each line of a page is looked at once in the life of the program and leaves a sign. The signs of all
# lines in a row tell whether anything on the page could be personal data: in one line by itself, or in two of which one
# goes on in the other. It may be suspicious for nothing, and then the page is read; it misses nothing, and the tests
# hold it to that.
#
# Why it is worth it: every page is looked at before it is written, and thousands of pages share most of their lines.
#
# Measured on the 3,941 pages (44 MB) of 22 committees' website, one core, best of five: 0.18 ms a page, 0.05
# once its lines are known. Of these pages 8 are read whole. While only numbers and long flats were looked for it was
# 0.12 ms: names, short flats, papers and contacts cost the rest.

TAG = re.compile(r"</?([A-Za-z0-9]*)[^>]*>")
NO_TAG = re.compile(r"<(?!/?[A-Za-z])")
"""What begins a comment, which may stand between two digits that are side by side on the screen, or nothing at all."""

BEGINNING = re.compile(r"<!doctype html>|<\?xml[^<>]*\?>", re.IGNORECASE)
ESCAPED = re.compile(r"&(?!amp;|lt;|gt;|quot;|#3[49];)|&amp;(?:#|[A-Za-z]{2,8};)|\\u[0-9a-f]{4}")
BIRTHDAY_HEAD = re.compile(
    r"(?:出生(?:年月日?|日期|时间)|[Bb]irth(?!-))[^。；]{0,200}$"
    r"|(?:出生|生[于日])(?:<[^>]*>|[\s:：=|（(是为于在公农阳阴历)）])*$"
)
"""Words for a birthday that may come lines later, as in a table."""

_INLINE = rf"</?(?:{'|'.join(sorted(INLINE))})\b[^>]*>"
ENDS = re.compile(rf"{DIGIT}(?:{WIDE_GAP}|[弄号幢栋座单元楼年月日]|{_INLINE})*$")
BEGINS = re.compile(rf"(?:{WIDE_GAP}|{_INLINE})*(?:{DIGIT}|[弄号幢栋座单元楼室年月日生出Xx])")
LAST_TAG = re.compile(r"[^<>]*</?([A-Za-z0-9]*+)[^<>]*>")
BLANK = re.compile(rf"(?:{WIDE_GAP}|{_INLINE})*")
GOES_ON = re.compile(r"!|[)#][^.()#!]*[(#]")
"""In the signs of a page's lines: a suspicious line, or one that ends as its neighbour begins."""

NAMED = re.compile("[^.()#!;]+(?=;)")
"""In the signs of a page's lines: a name."""

STROKES = re.compile(r""" d="M[0-9]{1,3} [0-9]{1,3}\.5(?:m-?[0-9]{1,3} -?[0-9]{1,3}h[0-9]{1,3})*+\"""")
"""The strokes of a code, wherever they stand: of its thousand numbers no more than two follow each other without a
letter between them, and none has four digits, so that they are neither a number nor a day of anybody."""

BLANKS = re.compile(r"[ \t\r]+")
NOT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
WORD = re.compile("[室元幢栋楼号生座弄门男女证照卡历户京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]")
ODD = re.compile(rf"[０-９Ａ-Ｚａ-ｚ&\\%{OTHER_DIGITS}{ZERO_WIDTH}]")
FAR = b"\xf0\x9d\x9f"
"""With what the bytes of digits begin that stand in type of their own."""

_PIECE = f"{DIGIT[1:-1]}弄号幢栋座单元楼室年月日生十层男女：:是为字证照卡信QXVqxv@"
_AFTER_GAP = "|".join(rf"(?<=[0-9０-９弄号幢栋座单元楼室年月日十层]{WIDE_GAP * length}<)" for length in range(1, 5))
JOINED = re.compile(
    rf"<(?:(?<=[{_PIECE}]<)|{_AFTER_GAP})/?(?:{'|'.join(sorted(INLINE))})\b[^>]*>(?:{_INLINE})*"
    rf"{WIDE_GAP}{{0,4}}[{_PIECE}出XxA-Za-z@东西南北左右中]"
)
"""Where tags within a line may hide that a number, a flat or an address goes on behind them."""


LONGEST = 20_000
"""Characters of a line that is looked at; of a longer one some patterns here would make a long story."""


PLAIN_VALUES = re.compile(b'="(?:[./a-z-]*|[./]*[0-9]{7}/?)"')
"""Values of attributes that can be nobody's, such as links and the numbers of codes: lines that differ in them only are
judged once."""


class LineSigns(dict[bytes, str]):
    """The sign of each line seen so far, worked out when it is first asked for."""

    LIMIT = 1 << 17

    def __missing__(self, line: bytes) -> str:
        """Return the sign of a line that was not seen before, and remember it."""
        if len(self) > self.LIMIT:
            self.clear()
        bare = line if b"irth" in line else PLAIN_VALUES.sub(b"", line)
        self[line] = sign = line_sign(line) if bare == line else self[bare]
        return sign


LINE_SIGNS = LineSigns()


UP = b"../"
"""Leads a folder up."""


def must_be_read(page: bytes, office: Office = NOBODY) -> bool:
    """Tell whether a file of HTML, XML or SVG could hold personal data, so that it has to be read whole.

    Of the office's staff a page may speak; of somebody else it is to be read what it says.

    Lines that differ only in how many folders a link leads up are one: what stands around it is nearer to each other
    where it leads up but one, and what is nearer is no less suspicious.
    """
    while UP + UP in page:
        page = page.replace(UP + UP, UP)
    signs = "".join(map(LINE_SIGNS.__getitem__, page.split(b"\n")))
    if ";" in signs and any(is_name(name, office) for name in set(NAMED.findall(signs)) - office.names):
        return True
    return GOES_ON.search(signs) is not None


def line_sign(line: bytes) -> str:
    """Return the sign of a page's line: nothing for an empty one, `!` where it is suspicious or cannot be judged, `)`
    where a number or so may go on in the next line, `(` where one may have begun before, `#` for both, else a point.
    Before it stands each name in the line and a semicolon.
    """
    raw = line.decode("utf-8", "replace").strip()
    digits, unusual = len(line.translate(None, NOT_DIGITS)), is_unusual(line, raw)
    if (
        len(raw) > LONGEST
        or is_torn(raw)
        or (NO_TAG.search(raw) and not BEGINNING.fullmatch(raw))
        or may_head_a_birthday(raw)
        or ((unusual or has_enough_digits(line, raw, digits)) and not is_harmless(raw, digits, unusual))
    ):
        return "!"
    if BLANK.fullmatch(raw):
        return ""
    names = "" if line.isascii() else names_in(raw)
    return "!" if "!" in names else names + ".()#"[bool(BEGINS.match(raw)) + 2 * may_go_on(raw)]


def names_in(raw: str) -> str:
    """Return the names in a line, each with a semicolon; `!` where something of the person stands right behind one."""
    signs = ""
    for found in NAME.finditer(raw):
        if is_name(found[0], NOBODY):
            signs += "!" if SELF.match(raw, found.end()) else f"{without_marks(found[0])};"
    return signs


def is_torn(raw: str) -> bool:
    """Tell whether a tag goes on in the next line."""
    return not raw.endswith(">") and raw.rfind("<") > raw.rfind(">")


def may_head_a_birthday(raw: str) -> bool:
    """Tell whether a birthday may come lines later."""
    return ("生" in raw or "irth" in raw) and bool(BIRTHDAY_HEAD.search(raw))


def may_go_on(raw: str) -> bool:
    """Tell whether a number or so may go on in the next line, as it cannot behind a tag that ends the line on the
    screen.
    """
    last = LAST_TAG.fullmatch(raw, raw.rfind(">", 0, -1) + 1)
    return not (last and last[1].lower() not in INLINE) and bool(ENDS.search(raw))


def is_unusual(line: bytes, raw: str) -> bool:
    """Tell whether a line has something unusual that might stand for digits, or a word for what people have in the
    network.
    """
    odd = ODD.search(raw) or FAR in line or may_be_a_contact(raw)
    return bool(odd) or (not line.isascii() and may_be_written_out(raw))


def has_enough_digits(line: bytes, raw: str, digits: int) -> bool:
    """Tell whether a line has digits enough for anything personal."""
    if digits > 10 or "irth" in raw:
        return True
    if line.isascii():
        return digits > 4
    if digits > 0 and WORD.search(raw):
        return True
    return digits > 3 and (may_be_left_out(raw) or SOME_ROOM.search(raw) is not None)


def is_harmless(raw: str, digits: int, unusual: bool) -> bool:
    """Tell whether nothing is suspicious in a line as it stands, nor in its text, and no character of it is written in
    another way.
    """
    if ' d="M' in raw:
        raw = STROKES.sub(' d=""', raw)
    if "  " in raw or "\t" in raw or "\r" in raw:
        raw = BLANKS.sub(" ", raw)
    if unusual and ESCAPED.search(raw):
        return False
    suspect = looks_personal if unusual else partial(has_personal_digits, digits=digits)
    if suspect(raw):
        return False
    return not JOINED.search(raw) or not suspect(TAG.sub(lambda tag: line_end(tag[1]), raw))
