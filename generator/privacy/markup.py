"""The texts of HTML, XML and SVG as a reader would meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from generator.privacy.characters import DIGIT, GAP
from generator.privacy.json_texts import json_or_plain
from generator.privacy.text import SUSPICIOUS

# --- HTML, XML, SVG --------------------------------------------------------------------------------------------------

INLINE = frozenset(
    ["a", "b", "bdi", "code", "em", "i", "mark", "s", "small", "span", "strong", "time", "tspan", "u", "wbr"]
)
"""Tags that do not end a line."""

DRAWING = frozenset(["class", "d", "height", "id", "integrity", "points", "style", "transform", "viewbox", "width"])
"""Attributes that say nothing to anybody; all others are read, since readers hear them or can copy them."""


class MarkupReader(HTMLParser):
    """Gathers what a page says: its text, line by line, and apart from it each attribute, comment and script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.others: list[str] = []
        self.script = self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line may end here, and attributes begin."""
        self.pieces.append(line_end(tag))
        self.others.extend(value for name, value in attrs if value and name not in DRAWING)
        self.script = tag if tag in ("script", "style") else ""
        self.kind = dict(attrs).get("type") or ""

    def handle_endtag(self, tag: str) -> None:
        """A line may end here."""
        self.pieces.append(line_end(tag))
        self.script = ""

    def handle_data(self, data: str) -> None:
        """Text, in which a line break is a space as any; or a script, whose JSON is unpacked."""
        if not self.script:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))
        elif "json" in self.kind:
            self.others.extend(json_or_plain(data))
        elif self.script == "script":
            self.others.append(data)

    def handle_comment(self, data: str) -> None:
        """Readers can see it, too."""
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        """XML's CDATA."""
        self.pieces.append(data.removeprefix("CDATA["))


def line_end(tag: str) -> str:
    """What a tag is in the text: nothing, or the end of a line, across which no number goes on."""
    return "" if tag.lower() in INLINE else "\f"


def markup_texts(data: bytes) -> Iterator[str]:
    """The text of a page, an XML file or a drawing, then its attributes, comments and scripts one by one."""
    reader = MarkupReader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    yield re.sub(r" *\f[ \f]*", "\f", re.sub(" {2,}", " ", "".join(reader.pieces)))
    yield from reader.others


TAG = re.compile(r"</?([A-Za-z0-9]*)[^>]*>")
ESCAPED = re.compile(r"&(?!amp;|lt;|gt;|quot;|#3[49];)|\\u[0-9a-f]{4}")
HEAD = re.compile(
    r"(?:出生(?:年月日?|日期|时间)|[Bb]irth(?!-))[^。；]{0,200}$"
    r"|(?:出生|生[于日])(?:<[^>]*>|[\s:：=|（(是为于在公农阳阴历)）])*$"
)
"""Words for a birthday that may come lines later, as in a table."""

_INLINE = rf"</?(?:{'|'.join(sorted(INLINE))})\b[^>]*>"
ENDS = re.compile(rf"{DIGIT}(?:{GAP}|[弄号幢栋座单元楼年月日]|{_INLINE})*$")
BEGINS = re.compile(rf"(?:{GAP}|{_INLINE})*(?:{DIGIT}|[弄号幢栋座单元楼室年月日生出Xx])")
LAST_TAG = re.compile(r"[^<>]*</?([A-Za-z0-9]*)[^<>]*>")
BLANK = re.compile(rf"(?:{GAP}|{_INLINE})*")
GOES_ON = re.compile(r"!|[)#][(#]")
"""In a page's lines as `look` sees them: a suspicious one, or one that ends as its neighbour begins."""

NOT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
WORD = re.compile("[室元幢栋楼号生]")
ODD = re.compile(r"[０-９&\\]")


class Looks(dict[bytes, str]):
    """What was seen in each line so far. Thousands of pages are made of a few lines, so each is looked at once."""

    LIMIT = 1 << 16

    def __missing__(self, line: bytes) -> str:
        """Look now."""
        if len(self) > self.LIMIT:
            self.clear()
        self[line] = found = look(line)
        return found


LOOKS = Looks()


def surely_nothing(data: bytes) -> bool:
    """Whether a file of HTML, XML or SVG can be left unread."""
    return not GOES_ON.search("".join(map(LOOKS.__getitem__, data.split(b"\n"))))


def look(line: bytes) -> str:
    """A sign for a line of a page: nothing for an empty one, `!` where text or an attribute is suspicious or cannot be
    judged; `)` where a number or so may go on in the next line, `(` where one may have begun before, `#` for both,
    and a point for all others.
    """
    raw = line.decode("utf-8", "replace").strip()
    if torn(raw) or may_head(raw) or (telling(line, raw) and not harmless(raw)):
        return "!"
    return "" if BLANK.fullmatch(raw) else ".()#"[bool(BEGINS.match(raw)) + 2 * may_go_on(raw)]


def torn(raw: str) -> bool:
    """Whether a tag goes on in the next line."""
    return not raw.endswith(">") and raw.rfind("<") > raw.rfind(">")


def may_head(raw: str) -> bool:
    """Whether a birthday may come lines later."""
    return ("生" in raw or "irth" in raw) and bool(HEAD.search(raw))


def may_go_on(raw: str) -> bool:
    """Whether a number or so may go on in the next line; it does not behind a tag that ends the line on the screen."""
    last = LAST_TAG.fullmatch(raw, raw.rfind(">", 0, -1) + 1)
    return not (last and last[1].lower() not in INLINE) and bool(ENDS.search(raw))


def telling(line: bytes, raw: str) -> bool:
    """Whether a line has digits enough for anything, or something unusual."""
    digits = len(line.translate(None, NOT_DIGITS))
    return digits > 10 or bool(digits > 1 and WORD.search(raw)) or "irth" in raw or bool(ODD.search(raw))


def harmless(raw: str) -> bool:
    """Whether there is nothing suspicious in a line as it stands, nor in its text, and no character is written in
    another way.
    """
    if "  " in raw or "\t" in raw or "\r" in raw:
        raw = re.sub(r"[ \t\r]+", " ", raw)
    if ESCAPED.search(raw) or SUSPICIOUS.search(raw):
        return False
    return not SUSPICIOUS.search(TAG.sub(lambda tag: line_end(tag[1]), raw))
