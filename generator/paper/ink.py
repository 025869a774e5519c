"""What a file takes to print: pages, paper, pages in colour."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Array, Name

from generator.paper.pages import Data, page_millimetres

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
        papers = dict.fromkeys(paper_name(*page_millimetres(page)) for page in document.pages)
        inks = _Inks()
        colour = sum(inks.coloured(page.obj, page.resources) for page in document.pages)
        return {"pages": len(document.pages), "paper": "、".join(papers), "colour_pages": colour}


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
    if isinstance(space, Array) and str(space[0]) in PAINTED:
        return str(space[1]) not in ("/Black", "/All")
    return len(values) > 1 and max(values[:3]) - min(values[:3]) > GREY


def _is_grey_space(space: Any) -> bool:
    """Tell whether a colour space of an image knows greys only (ISO 32000-1, 8.6)."""
    if isinstance(space, Array):
        if str(space[0]) == "/Indexed":
            return _is_grey_space(space[1])
        return str(space[0]) == "/CalGray" or (str(space[0]) == "/ICCBased" and int(space[1].N) == 1)
    return str(space) == "/DeviceGray"
