"""What was made, for those who print it and hang it up: pages, paper, colour, and where each sheet goes."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.products.catalogue import FORMS
from generator.products.product import word

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
    """The prints among the records of build.json, by path."""
    committees = {committee.slug: committee for committee in handbook.committees}
    found = (record for record in records if "pages" in record)
    return tuple(
        _print(handbook, committees.get(record["committee"]), record)
        for record in sorted(found, key=lambda record: str(record["path"]))
    )


def _print(handbook: Handbook, committee: Committee | None, record: Mapping[str, Any]) -> Print:
    form, pages = FORMS[word(record["output"], record.get("variant", ""))], record["pages"]
    return Print(
        path=record["path"],
        product=form.word,
        committee=committee.profile.name if committee else "",
        pages=pages,
        paper=record["paper"],
        sheets=-(-pages // 2) if form.both_sides else pages,
        both_sides=form.both_sides,
        colour_pages=record["colour_pages"],
        place=form.place(handbook, committee) or UNKNOWN,
    )


def csv_text(listed: Iterable[Print]) -> str:
    """Every print with all that is known of it, as a table for Excel, which knows UTF-8 by its mark only."""
    written = io.StringIO(newline="")
    written.write("\ufeff")
    rows = csv.writer(written)
    rows.writerow(["文件", "成品", "居委会", "页数", "纸", "用纸（张）", "单双面", "彩色页", "黑白页", "放在哪里"])
    for one in listed:
        sides = "双面" if one.both_sides else "单面"
        known = (one.path, one.product, one.committee, one.pages, one.paper, one.sheets, sides)
        rows.writerow([*known, one.colour_pages, one.black_pages, one.place])
    return written.getvalue()


def table(listed: Sequence[Print], list_at: str) -> Iterator[str]:
    """The same for the eyes, one line a file; where there are too many, one line a product, and where the list is."""
    if not listed:
        return
    if len(listed) > TOO_MANY:
        yield from aligned([("成品", "文件", "页", "纸", "用纸", "彩色", "黑白"), *_products(listed)])
        yield f"全部清单见 {list_at}"
        return
    rows = (
        (one.path, *map(str, (one.pages, short(one.paper), one.sheets, one.colour_pages, one.black_pages)), one.place)
        for one in listed
    )
    yield from aligned([("文件", "页", "纸", "用纸", "彩色", "黑白", "放在哪里"), *rows])


def _products(listed: Sequence[Print]) -> Iterator[tuple[str, ...]]:
    for product in dict.fromkeys(one.product for one in listed):
        yield _sum(product, [one for one in listed if one.product == product])
    yield _sum("合计", listed)


def _sum(name: str, listed: Sequence[Print]) -> tuple[str, ...]:
    papers = "、".join(dict.fromkeys(one.paper for one in listed))
    pages, sheets = sum(one.pages for one in listed), sum(one.sheets for one in listed)
    colour = sum(one.colour_pages for one in listed)
    return name, str(len(listed)), str(pages), short(papers), str(sheets), str(colour), str(pages - colour)


def short(paper: str) -> str:
    """A kind of paper, or that there are several."""
    return MIXED if "、" in paper else paper


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines whose columns stand under each other on a screen: numbers to the right, words to the left."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    numbers = [all(cell.isdigit() for cell in column[1:]) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (padded(*cell) for cell in zip(row, widths, numbers, strict=True))
        yield "  ".join(cells).rstrip()


def padded(cell: str, wide: int, number: bool) -> str:
    """A cell filled up with spaces to a width in columns of a screen."""
    space = " " * (wide - width(cell))
    return space + cell if number else cell + space


def width(text: str) -> int:
    """How many columns of a screen a text takes: a Chinese character two (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F") else 1 for character in text)
