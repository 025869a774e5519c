"""The articles of a text that is XHTML, and its words."""

from __future__ import annotations

import re
from html import unescape

# --- running text, article by article --------------------------------------------------------------------------------

XHTML = re.compile(r"\s*<div[ >]")
BLOCKS = re.compile(r"(?=<(?:h[1-6]|p|li|tr|dt|dd|pre)\b)")
TAG = re.compile(r"<[^>]*>")
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百]+条")


def plain(xhtml: str) -> str:
    """The words of a text."""
    return re.sub(r"\s+", " ", unescape(TAG.sub("", xhtml))).strip()


def articles(xhtml: str) -> dict[str, str]:
    """The words of a text by its articles; what stands in no article, by the heading above it."""
    found: dict[str, str] = {}
    name = "正文"
    for block in BLOCKS.split(xhtml):
        words = plain(block)
        if not words:
            continue
        if re.match(r"<h[1-6]\b", block):
            name = f"“{words}”"
            continue
        if number := ARTICLE.match(words):
            name, words = number[0], words[number.end() :].strip()
        found[name] = f"{found[name]} {words}" if name in found else words
    return found
