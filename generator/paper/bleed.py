"""Pages that a print shop cuts: their boxes."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Name

from generator.paper.pages import MM, pdf_bytes, pdf_number

EDGE = 10.0
"""Millimetres that the templates leave around a sheet for bleed and crop marks."""

BLEED = 3.0
"""Millimetres of it, next to the sheet, that are printed and cut off: what print shops here ask for."""


def with_boxes(pdf: bytes, edge: float = EDGE, bleed: float = BLEED) -> bytes:
    """Return the PDF with a TrimBox and a BleedBox on each page (ISO 32000-1, 14.11.2), inwards from its MediaBox.

    `edge` and `bleed` in millimetres: the sheet begins `edge` from the edge of the page, its bleed `bleed` before that.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            left, bottom, right, top = (float(value) for value in page.mediabox)
            for name, inset in ((Name.TrimBox, edge * MM), (Name.BleedBox, (edge - bleed) * MM)):
                box = (left + inset, bottom + inset, right - inset, top - inset)
                page[name] = Array([pdf_number(value) for value in box])
        return pdf_bytes(document)
