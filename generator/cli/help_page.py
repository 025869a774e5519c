"""Help pages in Chinese: headings, and lines broken by what they take on the console, where a character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import click

USAGE = "用法："

PIECES = re.compile(r"[“‘《（]*(?:[!-~]+|\S)[”’》）、，。；：？！]*| +")
"""What stays together on a line: a word of ASCII, or one character; with the marks that open before or close after."""


class HelpPage(click.HelpFormatter):
    """Sets what click wants to tell. Widths are columns of the console."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how the command is written."""
        super().write_usage(prog, args, prefix or USAGE)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write a text at the margin."""
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{' ' * self.current_indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms in one column, and beside each what it means; below it where the term is wider than `col_max`."""
        rows = list(rows)
        second = min(max((columns(term) for term, _ in rows), default=0), col_max) + col_spacing
        margin = " " * self.current_indent
        for term, meaning in rows:
            lines = list(wrapped(meaning, self.width - self.current_indent - second))
            if columns(term) + col_spacing <= second and lines:
                self.write(f"{margin}{term}{' ' * (second - columns(term))}{lines.pop(0)}\n")
            else:
                self.write(f"{margin}{term}\n")
            for line in lines:
                self.write(f"{margin}{' ' * second}{line}\n")


def columns(text: str) -> int:
    """Return how many columns a text takes at most; some consoles give two to marks that others give one."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, none of them wider than `width` columns unless a single word is."""
    for paragraph in text.splitlines():
        line = ""
        for piece in PIECES.findall(paragraph.strip()):
            if line and columns(line) + columns(piece) > width:
                yield line.rstrip()
                line = ""
            line += piece if line else piece.lstrip()
        yield line.rstrip()
