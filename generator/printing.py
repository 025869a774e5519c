"""One sheet, from its data to the finished PDF, in whichever process does the work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.problem import HandbookError, Location, Problem

if TYPE_CHECKING:
    from generator import typeset
    from generator.privacy import Found


@dataclass(frozen=True)
class Sheet:
    """What a worker needs: where the file goes, where templates are, which one, the sheet's data, the author's file.

    `names` are those of the committee's staff, near whom no home address may stand. `finish` is what happens to the
    pages once they are set: one of FINISHES, or nothing.
    """

    path: str
    templates: Path
    more_fonts: Path | None
    template: str
    data: Any
    subject: str
    names: tuple[str, ...] = ()
    finish: str = ""


class Printed(NamedTuple):
    """A finished PDF, what in it looks like personal data, and what it takes to print: pages, paper, colour_pages."""

    content: bytes
    leaks: tuple[Found, ...]
    takes: Mapping[str, Any]


def print_sheet(sheet: Sheet) -> Printed:
    """The PDF of a sheet, read again before its pages are laid on others.

    Raises HandbookError with what the author or the template is to mend.
    """
    from generator import imposition, privacy  # slow to import, and a website needs none of it

    press = _press(sheet.templates, sheet.more_fonts)
    pages = press.pdf(sheet.template, with_symbols(sheet.data), sheet.subject)
    if sheet.finish == BLEED:
        pages = imposition.boxes(pages)  # what is laid over goes by where the paper is cut
    pages = marked(pages, sheet, press)
    found = tuple(privacy.find_in_file(sheet.path, pages, sheet.names))
    content = FINISHES[sheet.finish](pages, press, sheet)
    return Printed(content, found, imposition.takes(content))


PROOF = "shared/proof.typ"
"""The template of what stands on top of a proof."""


def marked(pages: bytes, sheet: Sheet, press: typeset.Press) -> bytes:
    """The pages, with what the sheet's data say on top of each: `marks`, the last of them for all that follow."""
    from generator import imposition

    marks = sheet.data.get("marks") or [""]
    if not any(marks):
        return pages
    wanted = [(*size, marks[min(number, len(marks) - 1)]) for number, size in enumerate(imposition.sizes(pages))]
    distinct = tuple(one for one in dict.fromkeys(wanted) if one[-1])
    over = bands(press, distinct)
    return imposition.overlaid(pages, over, [distinct.index(one) if one[-1] else None for one in wanted])


@lru_cache(maxsize=16)
def bands(press: typeset.Press, pages: tuple[tuple[float, float, str], ...]) -> bytes:
    """What is laid over proofs, for each width, height and text; most sheets of a committee want the same."""
    return press.pdf(PROOF, {"pages": pages}, f"templates/{PROOF}")


# --- what happens to the pages once they are set ---------------------------------------------------------------------

MARKS = "shared/tiles.typ"
"""The template of what stands around tiles."""


def packed(pages: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """The pages as they are, in a smaller file."""
    from generator import imposition

    return imposition.compact(pages)


def booklet(pages: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """The pages on sheets to fold and staple."""
    from generator import imposition

    return imposition.booklet(pages)


def tiled_a3(pages: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """The pages in tiles of A3."""
    return tiled(pages, press, sheet, "a3")


def tiled_a4(pages: bytes, press: typeset.Press, sheet: Sheet) -> bytes:
    """The pages in tiles of A4."""
    return tiled(pages, press, sheet, "a4")


def tiled(pages: bytes, press: typeset.Press, sheet: Sheet, paper: str) -> bytes:
    """The pages in tiles of `a3` or `a4`. Raises HandbookError where a code would be divided."""
    from generator import imposition
    from generator.tiling import DividedError

    try:
        proof = any(sheet.data.get("marks") or ())
        return imposition.tiled(pages, paper, lambda facts: press.pdf(MARKS, facts | {"proof": proof}, sheet.subject))
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


def with_symbols(data: Any) -> Any:
    """The data with the drawn symbol beside each code's address."""
    from generator import qr

    if isinstance(data, dict):
        found = {key: with_symbols(value) for key, value in data.items()}
        return {**found, "svg": qr.svg(data["url"])} if "url" in data else found
    return [with_symbols(item) for item in data] if isinstance(data, list) else data


@lru_cache(maxsize=1)
def _press(templates: Path, more_fonts: Path | None) -> typeset.Press:
    from generator import typeset

    return typeset.Press(templates, more_fonts)
