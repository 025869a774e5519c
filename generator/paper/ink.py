"""What a file takes to print: pages, paper, pages in colour."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.paper.pages import Data, page_millimetres, pdf_bytes

ISO_SIZES: Mapping[tuple[int, int], str] = MappingProxyType(
    {(841, 1189): "A0", (594, 841): "A1", (420, 594): "A2", (297, 420): "A3", (210, 297): "A4", (148, 210): "A5"}
)
"""ISO 216, width and height in millimetres."""

SAME_PAPER = 2.0
"""Two A5 side by side are a millimetre narrower than A4."""

GREY = 0.08
"""How far apart red, green and blue of a grey may be: ink, paper and lines of look.yml are warm greys."""

COLOUR_OPERATORS = "cs CS sc scn SC SCN rg RG k K sh Do"
PAINTED = ("/Separation", "/DeviceN", "/Indexed", "/Lab")
"""Spaces whose numbers are no red, green and blue; what is not said to be black is taken for a colour."""


def printing_needs(pdf: bytes) -> Data:
    """Return what it takes to print a file: how many `pages`, on which `paper` (all sizes there are), how many
    `colour_pages`.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return needs_of(document)


def packed_with_needs(pdf: bytes) -> tuple[bytes, Data]:
    """Return the same PDF in a smaller file, as `pages.compact` does, and what it takes to print; it is read once."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return pdf_bytes(document), needs_of(document)


def needs_of(document: pikepdf.Pdf) -> Data:
    """Return the same of a document that is open."""
    papers = dict.fromkeys(paper_name(*page_millimetres(page)) for page in document.pages)
    inks = _Inks()
    colour = sum(inks.page_coloured(page) for page in document.pages)
    return {"pages": len(document.pages), "paper": "、".join(papers), "colour_pages": colour}


# --- most pages, by their bytes --------------------------------------------------------------------------------------
#
# What it does: in the bytes of a page it looks for whatever may be a colour. Where there is nothing but greys, the page
# is black, but for what it draws by name; else its operators are read one by one, which alone decides.
#
# Why: reading operators takes 5 ms a page, of which a book has more than a hundred, nearly all black.

MAY_BE_COLOUR = re.compile(rb"\s(?:k|K|sh)\s|/[^\s/]{1,127}\s{1,9}(?:scn|SCN)\b")
"""What is four inks, a gradient or a pattern, wherever it stands."""

SETTING = (b" rg", b" RG", b" sc", b" SC")
"""How an operator begins that sets a colour whose numbers stand before it."""

BEFORE = 48
"""So many bytes hold three numbers."""

DRAWN = re.compile(rb"/([^\s/]{1,127})\s{1,9}Do\b")
"""A form or an image that is drawn."""


def surely_grey(content: bytes) -> bool:
    """Tell whether the bytes of a page say no colour but greys, whatever is drawn by name."""
    if MAY_BE_COLOUR.search(content):
        return False
    return all(is_grey(words) for operator in SETTING for words in {*words_before(content, operator)})


def words_before(content: bytes, operator: bytes) -> Iterator[bytes]:
    """Yield what stands before each place of an operator."""
    place = content.find(operator)
    while place >= 0:
        yield content[max(0, place - BEFORE) : place]
        place = content.find(operator, place + 1)


def is_grey(words: bytes) -> bool:
    """Tell whether the words before an operator are the three numbers of a grey, or a space and one number."""
    last = words.split()[-3:]
    if len(last) == 3 and last[1] in (b"cs", b"CS"):
        return True
    try:
        values = [float(word) for word in last]
    except ValueError:
        return False
    return len(values) == 3 and max(values) - min(values) <= GREY


def page_bytes(page: pikepdf.Page) -> bytes:
    """Return the operators of a page, which may be in several pieces."""
    contents = page.obj.get("/Contents", pikepdf.Array())
    pieces = contents if isinstance(contents, Array) else [contents]
    return b"\n".join(piece.read_bytes() for piece in pieces)


# --- pages by their operators ----------------------------------------------------------------------------------------


def paper_name(width: float, height: float) -> str:
    """Return the name of a paper of this size in millimetres, whichever way it lies; its measures where it has none."""
    short, long = sorted((width, height))
    for (iso_short, iso_long), name in ISO_SIZES.items():
        if abs(short - iso_short) <= SAME_PAPER and abs(long - iso_long) <= SAME_PAPER:
            return name
    return f"{width:.0f}×{height:.0f} mm"


class _Inks:
    """Tells pages in colour from black ones; what several pages share is looked at once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bool] = {}

    def page_coloured(self, page: pikepdf.Page) -> bool:
        """Tell whether a page has colour."""
        resources, content = page.resources, page_bytes(page)
        spaces = [space for _, space in resources.get("/ColorSpace", Dictionary()).items()]
        if not surely_grey(content) or any(map(_painted, spaces)):
            return self.coloured(page.obj, resources)
        names = {name.decode("latin-1") for name in DRAWN.findall(content)}
        return any(self.shared(_named(resources, "/XObject", f"/{name}"), resources) for name in names)

    def coloured(self, drawing: Any, resources: Any) -> bool:
        """Tell whether a page, a form or a pattern is drawn in anything but greys (ISO 32000-1, 8.6.8)."""
        spaces: dict[str, Any] = {}
        for step in pikepdf.parse_content_stream(drawing, COLOUR_OPERATORS):
            name, operands = str(step.operator), step.operands
            if name in ("cs", "CS"):
                spaces[name[0]] = _named(resources, "/ColorSpace", operands[0])
            elif name == "Do":
                if self.shared(_named(resources, "/XObject", operands[0]), resources):
                    return True
            elif name == "sh" or isinstance(operands[-1], Name):
                if name == "sh" or self.shared(_named(resources, "/Pattern", operands[-1]), resources):
                    return True
            elif _is_colour([float(value) for value in operands], spaces.get(name[0])):
                return True
        return False

    def shared(self, drawing: Any, resources: Any) -> bool:
        """Tell whether a form, an image or a pattern has colour; one without resources has those of its page."""
        if drawing is None:
            return False
        if drawing.objgen not in self.known:
            self.known[drawing.objgen] = False  # a form that draws itself adds nothing
            self.known[drawing.objgen] = self.unseen(drawing, resources)
        return self.known[drawing.objgen]

    def unseen(self, drawing: Any, resources: Any) -> bool:
        """Tell the same of one that was not looked at before."""
        if drawing.get("/Subtype") == "/Image":
            return not drawing.get("/ImageMask", False) and not _is_grey_space(drawing.get("/ColorSpace"))
        if drawing.get("/PatternType") == 2:
            return True
        return self.coloured(drawing, drawing.get("/Resources", resources))


def _named(resources: Any, kind: str, name: Any) -> Any:
    """Return what a page's resources hold under a name; the name itself where it is that of a colour space."""
    return resources.get(kind, {}).get(str(name), name if kind == "/ColorSpace" else None)


def _is_colour(values: Sequence[float], space: Any) -> bool:
    """Tell whether the numbers of a colour operator are no grey: one is one ink, three are light, four are inks."""
    if _painted(space):
        return str(space[1]) not in ("/Black", "/All")
    return len(values) > 1 and max(values[:3]) - min(values[:3]) > GREY


def _painted(space: Any) -> bool:
    """Tell whether the numbers of a colour space are no red, green and blue."""
    return isinstance(space, Array) and str(space[0]) in PAINTED


def _is_grey_space(space: Any) -> bool:
    """Tell whether a colour space of an image knows greys only (ISO 32000-1, 8.6)."""
    if isinstance(space, Array):
        if str(space[0]) == "/Indexed":
            return _is_grey_space(space[1])
        return str(space[0]) == "/CalGray" or (str(space[0]) == "/ICCBased" and int(space[1].N) == 1)
    return str(space) == "/DeviceGray"
