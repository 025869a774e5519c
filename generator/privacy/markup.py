"""The texts of HTML, XML and SVG as a reader would meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from generator.privacy.json_texts import json_or_plain

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
        """Note that a line may end here, and what the tag's attributes say."""
        self.pieces.append(line_end(tag))
        self.others.extend(value for name, value in attrs if value and name not in DRAWING)
        self.script = tag if tag in ("script", "style") else ""
        self.kind = dict(attrs).get("type") or ""

    def handle_endtag(self, tag: str) -> None:
        """Note that a line may end here."""
        self.pieces.append(line_end(tag))
        self.script = ""

    def handle_data(self, data: str) -> None:
        """Take text, in which a line break is a space as any; or a script, whose JSON is unpacked."""
        if not self.script:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))
        elif "json" in self.kind:
            self.others.extend(json_or_plain(data))
        elif self.script == "script":
            self.others.append(data)

    def handle_comment(self, data: str) -> None:
        """Take a comment, since whoever looks at the source reads it."""
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        """Take the text of XML's CDATA."""
        self.pieces.append(data.removeprefix("CDATA["))


def line_end(tag: str) -> str:
    """Return what a tag is in the text: nothing, or a form feed where it ends the line; no number goes on across it."""
    return "" if tag.lower() in INLINE else "\f"


def markup_texts(data: bytes) -> Iterator[str]:
    """Yield the text of a page, an XML file or a drawing; then its attributes, comments and scripts one by one."""
    reader = MarkupReader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    yield re.sub(r"(?<! ) *\f[ \f]*", "\f", re.sub(" {2,}", " ", "".join(reader.pieces)))
    yield from reader.others
