"""The list of prints, for those who print them and hang them up: pages, paper, colour, and where each goes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.products.catalogue import FORMS
from generator.products.names import form_word
from generator.text import spreadsheet

NAME = "prints.csv"
"""The list of all prints, beside build.json."""

UNKNOWN = "—"
MIXED = "混合"

TOO_MANY = 30
"""With more files than this, only the sum of each product is told."""


@dataclass(frozen=True)
class Print:
    """One printed file: its path below build/, of which product and committee, and what it takes to print.

    `paper` are all kinds of paper it needs, `sheets` how many sheets of paper, `place` where it hangs or lies.
    """

    path: str
    product: str
    committee: str
    pages: int
    paper: str
    sheets: int
    both_sides: bool
    colour_pages: int
    place: str

    @property
    def black_pages(self) -> int:
        """The pages without colour."""
        return self.pages - self.colour_pages


def prints(handbook: Handbook, records: Iterable[Mapping[str, Any]]) -> tuple[Print, ...]:
    """Return the prints among the records of build.json, by path."""
    committees = {committee.slug: committee for committee in handbook.committees}
    printed = (record for record in records if "pages" in record)
    return tuple(
        _print(handbook, committees.get(record["committee"]), record)
        for record in sorted(printed, key=lambda record: str(record["path"]))
    )


def _print(handbook: Handbook, committee: Committee | None, record: Mapping[str, Any]) -> Print:
    form, pages = FORMS[form_word(record["output"], record.get("variant", ""))], record["pages"]
    left_out = bool(record["committee"]) and committee is None  # its files have mistakes; what it has stays
    return Print(
        path=record["path"],
        product=form.word,
        committee=committee.profile.name if committee else record["committee"],
        pages=pages,
        paper=record["paper"],
        sheets=-(-pages // 2) if form.both_sides else pages,
        both_sides=form.both_sides,
        colour_pages=record["colour_pages"],
        place=(form.place(handbook, committee, record["path"]) if not left_out else None) or UNKNOWN,
    )


HEAD = ("文件", "成品", "居委会", "页数", "纸", "用纸（张）", "单双面", "彩色页", "黑白页", "放在哪里")


def csv_text(listed: Iterable[Print]) -> str:
    """Return all that is known of each print, as CSV for Excel."""
    return spreadsheet.csv_text(HEAD, map(_cells, listed))


def _cells(file: Print) -> tuple[str | int, ...]:
    sides = "双面" if file.both_sides else "单面"
    takes = (file.pages, file.paper, file.sheets, sides, file.colour_pages, file.black_pages)
    return (file.path, file.product, file.committee, *takes, file.place)


def table(listed: Sequence[Print], list_at: str) -> Iterator[str]:
    """Yield the prints as lines of a table, one for each file.

    Where there are more than TOO_MANY, one line for each product, and the path `list_at` of the whole list.
    """
    if not listed:
        return
    if len(listed) > TOO_MANY:
        yield from aligned([("成品", "文件", "页", "纸", "用纸", "彩色", "黑白"), *_products(listed)])
        yield f"全部清单见 {list_at}"
        return
    yield from aligned([("文件", "页", "纸", "用纸", "彩色", "黑白", "放在哪里"), *map(_row, listed)])


def _row(file: Print) -> tuple[str, ...]:
    paper, sheets = kind_of_paper(file.paper), str(file.sheets)
    return file.path, str(file.pages), paper, sheets, str(file.colour_pages), str(file.black_pages), file.place


def _products(listed: Sequence[Print]) -> Iterator[tuple[str, ...]]:
    for product in dict.fromkeys(file.product for file in listed):
        yield _sum(product, [file for file in listed if file.product == product])
    yield _sum("合计", listed)


def _sum(name: str, listed: Sequence[Print]) -> tuple[str, ...]:
    papers = "、".join(dict.fromkeys(file.paper for file in listed))
    pages, sheets = sum(file.pages for file in listed), sum(file.sheets for file in listed)
    colour = sum(file.colour_pages for file in listed)
    return name, str(len(listed)), str(pages), kind_of_paper(papers), str(sheets), str(colour), str(pages - colour)


def kind_of_paper(papers: str) -> str:
    """Return the kind of paper, or a word for several kinds where `papers` names more than one."""
    return MIXED if "、" in papers else papers


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines whose columns stand under each other on a screen: numbers to the right, words to the left."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    numbers = [all(cell.isdigit() for cell in column[1:]) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (padded(*cell) for cell in zip(row, widths, numbers, strict=True))
        yield "  ".join(cells).rstrip()


def padded(cell: str, columns: int, is_number: bool) -> str:
    """Return a cell filled up with spaces to a width in columns of a screen: before a number, behind words."""
    space = " " * (columns - width(cell))
    return space + cell if is_number else cell + space


def width(text: str) -> int:
    """Return how many columns of a screen a text takes: a Chinese character takes two (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F") else 1 for character in text)
