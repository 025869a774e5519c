"""What a file takes to print: pages, paper, pages in colour."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Array, Name

from generator.paper.pages import Data
from generator.paper.tiles import _millimetres

# --- what a file takes to print --------------------------------------------------------------------------------------

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


def takes(pdf: bytes) -> Data:
    """What it takes to print a file: how many `pages`, on which `paper` (all there are), how many `colour_pages`."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        papers = dict.fromkeys(paper_name(*_millimetres(page)) for page in document.pages)
        inks = _Inks()
        colour = sum(inks.coloured(page.obj, page.resources) for page in document.pages)
        return {"pages": len(document.pages), "paper": "、".join(papers), "colour_pages": colour}


def paper_name(width: float, height: float) -> str:
    """The name of a paper of this size in millimetres, whichever way it lies; its measures where it has none."""
    short, long = sorted((width, height))
    for (one, other), name in ISO_SIZES.items():
        if abs(short - one) <= SAME_PAPER and abs(long - other) <= SAME_PAPER:
            return name
    return f"{width:.0f}×{height:.0f} mm"


class _Inks:
    """Tells pages in colour from black ones; what several pages share is looked at once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bool] = {}

    def coloured(self, drawing: Any, resources: Any) -> bool:
        """Whether a page, form or pattern is drawn in anything but greys."""
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

    def shared(self, thing: Any, resources: Any) -> bool:
        """Whether a form, an image or a pattern has colour; one without resources has those of its page."""
        if thing is None:
            return False
        if thing.objgen not in self.known:
            self.known[thing.objgen] = False  # a form that draws itself adds nothing
            self.known[thing.objgen] = self.looked_at(thing, resources)
        return self.known[thing.objgen]

    def looked_at(self, thing: Any, resources: Any) -> bool:
        """The same, for one not seen before."""
        if thing.get("/Subtype") == "/Image":
            return not thing.get("/ImageMask", False) and not _is_grey_space(thing.get("/ColorSpace"))
        if thing.get("/PatternType") == 2:
            return True
        return self.coloured(thing, thing.get("/Resources", resources))


def _named(resources: Any, kind: str, name: Any) -> Any:
    """What a page's resources hold under a name; the name itself where it stands for a space of its own."""
    return resources.get(kind, {}).get(str(name), name if kind == "/ColorSpace" else None)


def _is_colour(values: Sequence[float], space: Any) -> bool:
    """Whether numbers of a colour operator are no grey: one number is one ink, three are light, four are inks."""
    if isinstance(space, Array) and str(space[0]) in PAINTED:
        return str(space[1]) not in ("/Black", "/All")
    return len(values) > 1 and max(values[:3]) - min(values[:3]) > GREY


def _is_grey_space(space: Any) -> bool:
    if isinstance(space, Array):
        if str(space[0]) == "/Indexed":
            return _is_grey_space(space[1])
        return str(space[0]) == "/CalGray" or (str(space[0]) == "/ICCBased" and int(space[1].N) == 1)
    return str(space) == "/DeviceGray"
