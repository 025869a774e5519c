"""The articles of a text that is XHTML, and its words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from generator.text.chinese import CHARACTERS

XHTML = re.compile(r"\s*<div[ >]")
TAG = re.compile(r"<[^<>]*>")
ARTICLE = re.compile(f"第{CHARACTERS}条")

INTRODUCTION, HEADING = "introduction", "heading"
"""What stands before any heading and article, and what a heading itself goes by."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
GROUPS = ("div", "ul", "ol", "table", "thead", "tbody", "blockquote", "dl")


@dataclass(frozen=True)
class Article:
    """An article by its number, what stands under a heading by that heading, or a heading itself; and its words.

    The words keep their paragraphs, a line each, the marks of items and the cells of rows.
    """

    name: str
    text: str

    @property
    def numbered(self) -> bool:
        """Tell whether it is an article with a number, rather than something between articles."""
        return bool(ARTICLE.fullmatch(self.name))


class Block(NamedTuple):
    """A heading, a paragraph, an item of a list or a row of a table: the mark before an item, and the words by cells.

    All but rows have one cell.
    """

    heading: bool
    mark: str
    cells: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return the words as a line that can be read by itself, mark and cells told apart."""
        return self.mark + "：".join(self.cells)

    @property
    def words(self) -> str:
        """Return the words alone."""
        return " ".join(self.cells).strip()


def articles(text: str | None) -> tuple[Article, ...]:
    """Return the articles of a text in their order, headings among them; nothing of no text."""
    articles: list[Article] = []
    for name, begins, block in _placed(text or ""):
        if begins or not articles or articles[-1].name != name:
            articles.append(Article(name, block.line))
        else:
            articles[-1] = Article(name, f"{articles[-1].text}\n{block.line}")
    return tuple(articles)


def words_by_article(text: str) -> dict[str, str]:
    """Return the words of a text by its articles; what stands in no article, by the heading above it.

    Unlike `articles` this tells an article in one line, wherever in the text its parts stand, for what is said of it in
    a sentence.
    """
    words: dict[str, str] = {}
    for name, begins, block in _placed(text):
        if not block.heading and (begins or block.words):
            words[name] = f"{words[name]} {block.words}" if name in words else block.words
    return words


def plain(xhtml: str) -> str:
    """Return the words of a text, its tags left out."""
    return _tidy(unescape(TAG.sub("", xhtml)))


def _placed(text: str) -> Iterator[tuple[str, bool, Block]]:
    """Yield each block with the name of the article it stands in, and whether it begins that; its number is cut off."""
    name = INTRODUCTION
    for block in _blocks_of(text):
        if block.heading:
            name = f"“{block.line}”"
            yield HEADING, True, block
        elif number := ARTICLE.match(block.line):
            name = number[0]
            first, *others = block.cells
            yield name, True, block._replace(cells=(first[number.end() :].strip(), *others))
        else:
            yield name, False, block


def _blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a text; one that is no XHTML, as a kept one may be that somebody spoilt, is one paragraph."""
    if (whole := _element(text)) is not None:
        yield from _blocks(whole)
    elif words := plain(text):
        yield Block(False, "", (words,))


def _element(text: str) -> ET.Element | None:
    try:
        return ET.fromstring(text) if XHTML.match(text) else None
    except ET.ParseError:
        return None


def _blocks(group: ET.Element) -> Iterator[Block]:
    """Yield the blocks within a group of them, in the order in which they are read."""
    for number, child in enumerate(group, 1):
        if child.tag in GROUPS:
            yield from _blocks(child)
        elif child.tag == "tr":
            yield Block(False, "", tuple(words for words in map(_words, child) if words))
        elif child.tag == "li":
            yield from _item(f"{number}. " if group.tag == "ol" else "• ", child)
        elif words := _words(child):
            yield Block(child.tag in HEADINGS, "", (words,))


def _item(mark: str, item: ET.Element) -> Iterator[Block]:
    """Yield an item of a list with its mark, then the blocks that it holds besides its own words."""
    groups = [child for child in item if child.tag in GROUPS]
    own = [item.text or ""]
    for child in item:
        own += ["" if child in groups else "".join(child.itertext()), child.tail or ""]
    yield Block(False, mark, (_tidy("".join(own)),))
    for group in groups:
        yield from _blocks(group)


def _words(element: ET.Element) -> str:
    """Return all words within an element."""
    return _tidy("".join(element.itertext()))


def _tidy(words: str) -> str:
    """Return words with single spaces between them and none around them."""
    return re.sub(r"\s+", " ", words).strip()
