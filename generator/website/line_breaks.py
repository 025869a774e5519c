"""Values of several lines on a page: each line on its own among words, after a blank in an attribute or title."""

from __future__ import annotations

import re

MARK = "\ue0fe"
"""Stands for the end of a line until the page is whole; a character of nobody's."""

NO_WORDS = re.compile(r"<title>[^<]*</title>|<[^<>]*>")


def marked(text: str) -> str:
    """Return a text with the ends of its lines marked."""
    return text.strip("\n").replace("\n", MARK) if "\n" in text else text


def as_value(value: object) -> object:
    """Return a value that a template shows, with marks if it is a plain text of several lines."""
    return marked(value) if type(value) is str else value


def shown(page: str, is_page: bool) -> str:
    """Return a text that a template made, with its marked ends of lines as a page shows them, or as blanks."""
    if MARK not in page:
        return page
    page = NO_WORDS.sub(lambda piece: piece[0].replace(MARK, " "), page)
    return page.replace(MARK, "<br />" if is_page else " ")
