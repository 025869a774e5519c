"""Tables as people draw them: with bars, English or Chinese, and a line of dashes; or with tabs, copied from Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

BLANKS = " \t\u3000\xa0"

DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
"""The line below the head of a table."""

LONG_DASHES = str.maketrans("—–─━－：\xa0\u3000", "-----:  ")
"""What Word makes of the dashes that are typed there, and the signs and blanks beside them."""

IN_BARS = re.compile(r"[|｜].*[|｜]")
TABBED = re.compile(r"[^ \t\u3000\xa0][ \u3000\xa0]{0,9}\t")
"""A tab behind words, which keeps them apart from the next; one at the head of a line sets it in."""

OPEN_CELL = re.compile(r'(?:^|\t)"')
IN_QUOTES = re.compile(r'"((?:[^"]|"")*)"')
MOST_LINES = 30
"""Lines of one cell."""

ITEM_MARK = re.compile(
    r"[-*+•·●◆■▪◦○√✓□☐★※]|[0-9]{1,3}[.)、．]|[A-Za-z]{1,4}[.)、．]|[①-⒛⓪-⓿㈠-㈩]"
    r"|[（(]?[0-9〇一二三四五六七八九十]{1,3}[）)、．.]|第[0-9〇零一二三四五六七八九十百]{1,6}[条章节款项]"
)
"""What Word sets a tab behind at the head of a line that belongs to a list."""


@dataclass(frozen=True)
class Table:
    """A table: its lines as Markdown has them, and how many lines of the text it takes."""

    markdown: list[str]
    lines: int


@dataclass(frozen=True)
class Ragged:
    """A row that has not as many cells as the head of its table, or one of no table: its line, counted from 0."""

    line: int
    cells: int
    wanted: int


def cells(row: str) -> list[str]:
    """Return the cells of a row: what `|` keeps apart, those in code and behind a backslash left out."""
    bare = row.strip(BLANKS)
    plain = re.sub(r"`[^`\n]*`|\\.", lambda match: "x" * len(match[0]), bare)
    edges = [0, *(place.end() for place in re.finditer(r"\|", plain)), len(bare) + 1]
    parts = [bare[begin : end - 1] for begin, end in pairwise(edges)]
    if plain.startswith("|"):
        parts = parts[1:]
    if plain.endswith("|") and parts:
        parts = parts[:-1]
    return parts


def table_at(lines: list[str], at: int) -> Table | None:
    """Return the table that begins at a line of a text, or None where none does."""
    if drawn := _drawn(lines, at):
        return Table(drawn, len(drawn))
    return _tabbed(lines, at)


def _drawn(lines: list[str], at: int) -> list[str]:
    """Return the lines of the table drawn with bars that begins here, with plain signs; none where none does."""
    head, line = _with_plain_bars(lines[at]), lines[at + 1].strip(BLANKS) if at + 1 < len(lines) else ""
    line = _with_plain_bars(line.translate(LONG_DASHES))
    if "|" not in head or "-" not in line or not DASHES.fullmatch(line):
        return []
    if "|" not in line and len(cells(head)) != 1:
        return []
    rows = list(takewhile(lambda row: "|" in row, map(_with_plain_bars, lines[at + 2 :])))
    next_line = next((number for number, row in enumerate(rows) if _is_line(row)), 0)
    return [head, line, *(rows[: next_line - 1] if next_line else rows)]


def _is_line(row: str) -> bool:
    """Tell whether a row is the line below the head of another table, right below the rows of the one before."""
    plain = row.translate(LONG_DASHES)
    return "-" in plain and DASHES.fullmatch(plain) is not None


def _with_plain_bars(line: str) -> str:
    """Return a line without blanks around it, its bars English ones where it begins and ends with bars."""
    bare = line.strip(BLANKS)
    return bare.replace("｜", "|") if IN_BARS.fullmatch(bare) else bare


def _tabbed(lines: list[str], at: int) -> Table | None:
    """Return the table copied from a spreadsheet that begins here: two rows or more whose cells tabs keep apart."""
    if _is_item(lines[at].rstrip().split("\t")):
        return None
    rows, taken = _copied_rows(lines, at)
    split = [[_unquoted(cell.strip(BLANKS)) for cell in row.split("\t")] for row in rows]
    if sum(bool(TABBED.search(row)) for row in rows) < 2:
        return None
    width = max(map(len, split))
    drawn = [_with_bars([*row, *[""] * (width - len(row))]) for row in split]
    return Table([drawn[0], _with_bars(["---"] * width), *drawn[1:]], taken)


def _copied_rows(lines: list[str], at: int) -> tuple[list[str], int]:
    """Return the rows from a line on that have tabs, and their lines: a cell in quotes may have several."""
    rows: list[str] = []
    end = at
    while end < len(lines) and "\t" in (row := lines[end].rstrip()):
        end += 1
        if OPEN_CELL.search(row) and row.count('"') % 2:
            closing = next((n for n in range(end, min(end + MOST_LINES, len(lines))) if lines[n].count('"') % 2), None)
            if closing is not None:
                row = " ".join([row, *(line.strip() for line in lines[end : closing + 1])])
                end = closing + 1
        rows.append(row)
    return rows, end - at


def _unquoted(cell: str) -> str:
    """Return a cell without the quotes that Excel puts around one of several lines or with quotes of its own."""
    quoted = IN_QUOTES.fullmatch(cell)
    return quoted[1].replace('""', '"') if quoted and ('""' in quoted[1] or " " in quoted[1]) else cell


def _is_item(row: list[str]) -> bool:
    """Tell whether what a tab keeps apart is the mark of a list's item and its words."""
    written = [cell for cell in row if cell]
    return len(written) <= 1 or (len(written) == 2 and ITEM_MARK.fullmatch(written[0]) is not None)


def _with_bars(row: list[str]) -> str:
    """Return the cells of a row between bars; a bar within a cell stays one."""
    return "| " + " | ".join(cell.replace("|", "&#124;") for cell in row) + " |"


def ragged_rows(lines: list[str]) -> Iterator[Ragged]:
    """Yield the rows of drawn tables that have not as many cells as columns, and bars that make no table."""
    at = 0
    while at < len(lines):
        table = _drawn(lines, at)
        if table:
            wanted = len(cells(table[0]))
            for number, row in enumerate(table[1:], at + 1):
                if (count := len(cells(row))) != wanted:
                    yield Ragged(number, count, wanted)
        elif IN_BARS.fullmatch(lines[at].strip(BLANKS)):
            yield Ragged(at, len(cells(_with_plain_bars(lines[at]))), 0)
        at += len(table) or 1
