"""Texts in the cells of a table, which a spreadsheet shows as they are."""

from __future__ import annotations

import re

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What begins a cell that Excel or WPS takes for a formula."""


def as_text(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is: an apostrophe stands before what it would work out."""
    return f"'{cell}" if FORMULA.match(cell) else cell
