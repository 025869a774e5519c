"""Tables as CSV (RFC 4180) that Excel and WPS open as they are: UTF-8 by its mark, and no cell that they would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
"""By what Excel knows UTF-8."""

SIGNS = frozenset("=+-@＝＋－＠")
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What begins a cell that Excel or WPS takes for a formula."""


def as_text(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is: an apostrophe stands before what it would work out."""
    first = cell[:1]
    return f"'{cell}" if (first in SIGNS or first.isspace()) and FORMULA.match(cell) else cell


def csv_text(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV, its head first; None is an empty cell."""
    text = io.StringIO(newline="")
    text.write(MARK)
    written = csv.writer(text)
    written.writerow(head)
    written.writerows([as_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()
