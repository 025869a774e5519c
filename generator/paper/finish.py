"""Sheets from their data to the finished PDF: set, marked as proofs, and finished as the office prints them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from generator.paper import bleed, ink, pages, tiles, typeset
from generator.paper import booklet as booklets
from generator.paper.sheet import Sheet
from generator.paper.tiles import UndescribedError
from generator.paper.tiling import DividedError
from generator.problem import HandbookError, Location, Problem


def set_pages(sheet: Sheet) -> bytes:
    """Return the PDF of a sheet's pages as they are read, before they are laid on others.

    Raises HandbookError with what the author or the template is to mend.
    """
    press = _press(sheet.templates, sheet.more_fonts)
    if sheet.finish != BLEED and len({*marks(sheet)}) == 1:
        return press.pdf(sheet.template, sheet.data, sheet.subject, BAND if any(marks(sheet)) else "")
    pdf = press.pdf(sheet.template, sheet.data, sheet.subject)
    if sheet.finish == BLEED:
        pdf = bleed.with_boxes(pdf)  # what is laid over goes by where the paper is cut
    return marked(pdf, sheet, press)


def marks(sheet: Sheet) -> Sequence[str]:
    """Return what stands on top of the pages of a sheet that are proofs, the last of it for all that follow."""
    return sheet.data.get("marks") or [""]


def finished(pdf: bytes, sheet: Sheet) -> tuple[bytes, pages.Data]:
    """Return the PDF that is printed, made from the pages of the sheet, and what it takes to print.

    Raises HandbookError where the pages do not fit.
    """
    finish = FINISHES[sheet.finish]
    if finish is packed:
        return ink.packed_with_needs(pdf)
    content = finish(pdf, _press(sheet.templates, sheet.more_fonts), sheet)
    return content, ink.printing_needs(content)


BAND = """\
#import "/shared/band.typ": over-the-page
#set page(foreground: over-the-page(json("/data.json").marks.first()))
"""
"""What lets every page of a sheet have the band of a proof in front, where all of its pages have the same."""

PROOF = "shared/proof.typ"
"""The template of what is laid over proofs whose pages have different bands, or are larger than the paper once cut."""


def marked(pdf: bytes, sheet: Sheet, press: typeset.Press) -> bytes:
    """Return the pages with what the sheet's data say on top of each: `marks`, the last of them for all that follow.

    A page whose mark is empty stays as it is.
    """
    if not any(bands_of := marks(sheet)):
        return pdf
    wanted = [(*size, bands_of[min(number, len(bands_of) - 1)]) for number, size in enumerate(pages.trimmed_sizes(pdf))]
    distinct = tuple(band for band in dict.fromkeys(wanted) if band[-1])
    over = bands(press, distinct)
    return pages.overlaid(pdf, over, [distinct.index(band) if band[-1] else None for band in wanted])


@lru_cache(maxsize=16)
def bands(press: typeset.Press, wanted: tuple[tuple[float, float, str], ...]) -> bytes:
    """Return a PDF with a page to lay over proofs for each width and height in points and each text.

    Most sheets of a committee want the same, so the last few are kept.
    """
    return press.pdf(PROOF, {"pages": wanted}, f"templates/{PROOF}")


# --- what happens to the pages once they are set ---------------------------------------------------------------------

MARKS = "shared/tiles.typ"
"""The template of what stands around tiles."""


def packed(pdf: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """Return the pages as they are, in a smaller file."""
    return pages.compact(pdf)


def booklet(pdf: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """Return the pages on sheets to fold and staple."""
    return booklets.booklet(pdf)


def tiled_a3(pdf: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """Return the pages in tiles of A3. Raises HandbookError where a code would be divided."""
    return tiled(pdf, press, sheet, "a3")


def tiled_a4(pdf: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """Return the pages in tiles of A4. Raises HandbookError where a code would be divided."""
    return tiled(pdf, press, sheet, "a4")


def tiled(pdf: bytes, press: typeset.Press, sheet: Sheet, paper: str) -> bytes:
    """Return the pages in tiles of `a3` or `a4`. Raises HandbookError where a code would be, or might be, divided."""
    proof = any(marks(sheet))
    try:
        return tiles.tiled(
            pdf, paper, sheet.codes, lambda facts: press.pdf(MARKS, facts | {"proof": proof}, sheet.subject)
        )
    except UndescribedError as error:
        message = f"看不出这些码印在哪里，拼贴时会把它们裁开：{error}"
        hint = "码是 templates/shared/look.typ 里的 qr 画的：它的 alt 要写出网址（code.plain）"
        raise HandbookError([Problem(Location(f"templates/{sheet.template}"), "D041", message, hint)]) from None
    except DividedError as error:
        message = f"放不下：用{paper.upper()}纸拼，怎么裁都会把码裁开：{error}"
        hint = "换大一号的纸拼，或者让打印店整张打印"
        raise HandbookError([Problem(Location(sheet.subject), "D051", message, hint)]) from None


BLEED = "bleed"
"""The finish of sheets that a print shop cuts."""

FINISHES: Mapping[str, Callable[[bytes, typeset.Press, Sheet], bytes]] = MappingProxyType(
    {"": packed, "booklet": booklet, "tiled-a3": tiled_a3, "tiled-a4": tiled_a4, BLEED: packed}
)
"""What can happen to the pages of a sheet once they are set, by name."""


@lru_cache(maxsize=1)
def _press(templates: Path, more_fonts: Path | None) -> typeset.Press:
    """Return the press for these folders, started once in each process."""
    return typeset.Press(templates, more_fonts)
