"""Whether every character of a text reached what was made of it: the net under what is known of how people write."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from generator.text.tables import BLANKS, IN_BARS

MARKS = frozenset("*_`#>|\\-+=[](){}!<:&;\"'~^.,/〔〕")
"""What may be a mark that was understood, and then is on no page; what is not, is with words that are looked for."""

LABEL = re.compile(r"\]\[[^\[\]\n]*\]")
TITLE = re.compile(r"""(?<=[ \t])(?:"[^"\n]*"|'[^'\n]*')(?=[ \t]*\))""")
LINES_OF_TABLES = dict.fromkeys(map(ord, "｜—–─━－："))
"""What draws the lines of a table."""

TARGET_LINE = re.compile(r"[ \t]*\[[^\[\]\n]+\]:[ \t]*<?[a-z]+:\S*[ \t]*")


def lost(text: str, xhtml: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text, counted from 0, of which characters are not in the XHTML, and which these are.

    Where a link leads and what numbers a list's items have count as told: a page shows them otherwise.
    """
    there = Counter(_shown(ElementTree.fromstring(xhtml)))
    lines = ["" if TARGET_LINE.fullmatch(line) else _typed(line) for line in text.split("\n")]
    missing = Counter("".join(lines)) - there
    for number, line in enumerate(lines):
        if gone := "".join(character for character in line if missing[character] > 0):
            missing -= Counter(gone)
            yield number, "".join(dict.fromkeys(gone))


def _typed(line: str) -> str:
    """Return the characters of a line that must be somewhere."""
    if IN_BARS.fullmatch(line.strip(BLANKS)):
        line = line.translate(LINES_OF_TABLES)
    return _counted(html.unescape(TITLE.sub("", LABEL.sub("]", line))))


def _shown(root: ElementTree.Element) -> str:
    """Return the characters of a page's text, those of its links' targets and of its items' numbers."""
    pieces = list(root.itertext())
    for element in root.iter():
        if element.tag == "a":
            pieces.append(element.get("href", ""))
        if element.tag == "ol":
            pieces += _numbers(element)
    return _counted("".join(pieces))


def _numbers(items: ElementTree.Element) -> Iterator[str]:
    """Yield the numbers of a list's items; of one whose items all have the same number in the source, that as well."""
    first = int(items.get("start", "1"))
    for number in range(first, first + len(items)):
        yield str(number)
        if number > first:
            yield str(first)


def _counted(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character not in MARKS)
