"""A table as a workbook for Excel and WPS: every cell a text, a number or a day, none a formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

import xlsxwriter

Cell = str | int | datetime.date | None


def workbook(title: str, head: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet with this head, which stays in sight and filters; the same table, the same bytes.

    `widths` are those of the columns, in characters.
    """
    file = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, settings)
    book.set_properties({"title": title, "created": CREATED})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    number = book.add_format({"num_format": "0", "valign": "top"})
    sheet = book.add_worksheet(title[:LONGEST_TITLE])
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, book.add_format({"bold": True, "bottom": 1, "num_format": "@"}))
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(line, column, datetime.datetime.combine(cell, MIDNIGHT), day)
            elif isinstance(cell, int):
                sheet.write_number(line, column, cell, number)
            elif cell:
                sheet.write_string(line, column, cell[:LONGEST_CELL], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return file.getvalue()


CREATED = datetime.datetime(2000, 1, 1)
"""What the file says of when it was made; the day it is of stands in the table."""

MIDNIGHT = datetime.time()
LONGEST_TITLE = 31
LONGEST_CELL = 32_000
"""Characters that a spreadsheet takes as the name of a sheet, and in a cell."""

A4 = 9
"""Its number for this paper."""
