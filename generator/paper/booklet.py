"""Pages on sheets to fold and staple."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from generator.paper.pages import Placed, add_page, drop_pages, page_size, pdf_bytes


def booklet(pdf: bytes) -> bytes:
    """Return the pages two by two on sheets of twice their size, to be folded in the middle and stapled: A5 on A4.

    The sheets are printed on both sides, turned over the short edge. Blank pages before the last, which is the cover's
    back, fill the last sheet. Pages that lie across are turned. Tags, links and bookmarks are lost, and with them the
    claim to be PDF/UA or PDF/A: a booklet is for the printer, the book itself is for reading.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = list(document.pages)
        upright = [sorted(page_size(page)) for page in pages]
        width, height = (max(side) for side in zip(*upright, strict=True))
        forms = [(page.as_form_xobject(), *page_size(page)) for page in pages]
        for pair in spreads(len(pages)):
            halves = ((forms[number], side) for side, number in enumerate(pair) if number is not None)
            add_page(document, 2 * width, height, [_on_half(*form, width, height, side) for form, side in halves])
        drop_pages(document, len(pages))
        document.Root.ViewerPreferences[Name.Duplex] = Name.DuplexFlipShortEdge
        return pdf_bytes(document)


def spreads(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """Yield the page at the left and at the right of each side of a booklet's sheets, from 0; None for a blank one."""
    inside = max(pages - 1, 1)
    order = [*range(inside), *([None] * (-pages % 4)), *range(inside, pages)]
    for sheet in range(len(order) // 4):
        yield order[-1 - 2 * sheet], order[2 * sheet]
        yield order[2 * sheet + 1], order[-2 - 2 * sheet]


def _on_half(form: pikepdf.Object, width: float, height: float, across: float, high: float, side: int) -> Placed:
    """Return a page placed on the left (0) or right (1) half, upright; one across is turned, its top to the left.

    `across` and `high` are the half's width and height, all in points.
    """
    turned = width > height
    if turned:
        width, height = height, width
    x = across * side + (0 if side else across - width)
    y = (high - height) / 2
    return Placed(form, (0, 1, -1, 0, x + width, y) if turned else (1, 0, 0, 1, x, y))
