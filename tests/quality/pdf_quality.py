"""Looks at a finished PDF as a press, a phone, an eye and a screen reader would, and says what is wrong with it.

`Pdf` reads a file once; each function of CHECKS takes it and yields complaints. Numbers stand in the tables SMALLEST
and CODE_WIDTHS with their reasons. Lengths are in points of 1/72 inch, from the page's lower left corner, unless a name
says mm.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image
from pypdfium2 import raw

MM = 72 / 25.4

DPI = 60
"""A picture this coarse is what an old phone makes of a sheet at arm's length."""

QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
QUIET = 4
"""Modules around a code that must be white (ISO/IEC 18004, 5.3.8)."""
PIXELS_PER_MODULE = 6
BLUR = 0.5
"""Modules at the edge of a code and of its quiet zone that may be grey in a picture, since edges fall within pixels."""

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297)}
)
"""The sizes of ISO 216 in mm; a sheet may lie across."""
PAPER_TOLERANCE = 0.5

MARGIN = 3 * MM
"""What presses and desktop printers cannot be trusted to print, or cut off."""
PROOF = "校样"
"""How the words begin that say of a page that it is a proof."""
BAND = 4 * MM
"""Where their band begins, below the top; above it a sheet may be marked at its very edge, where it meets another."""
BAND_ON_A4 = 5 * MM
"""How high the band is on A4, with a little air; it grows with the sheet, and nothing of a sheet's own is there."""
HAIR = 0.01
OVERLAY = "/Over"
"""How the names begin of what is laid over a finished page."""
TOUCH = 0.15
"""The part of the smaller of two characters that the other may cover: accents and joined strokes do."""
APART = 60 * MM
"""How far codes stand from each other where no caption tells them apart (design of boards: one code in the picture)."""
BESIDE = 15 * MM
BOOKS = ("rulebook", "subdistrictbook")
FORMS = "forms"
FORM_ON_PAGE = re.compile("表[0-9]+　")
"""How the words begin that say which blank form a page of a book is."""
RUNNING_HEAD = 9.0
"""Page numbers and running heads of a book, and what says that a sheet is a proof: found by eye, not read."""
MANY_PAGES = 4
"""A PDF of more pages needs bookmarks (ISO 32000-1, 12.3.3; WCAG technique PDF2)."""


BLEED = "-bleed"
"""How variants end whose picture goes on beyond the edge where the paper is cut."""

UNTAGGED = frozenset({"does not say that it is PDF/UA-1", "is not tagged"})
IMPOSED = ("booklet", "tiled-a3", "tiled-a4")
"""Variants whose pages are laid on others: the tags are lost there, and none may be claimed."""


def without_band(page: pikepdf.Page) -> list[Any]:
    """What a page draws but the band of a proof: a last artifact whose first picture begins where bands do."""
    steps = list(pikepdf.parse_content_stream(page))
    marks = [number for number, step in enumerate(steps) if str(step.operator) in ("BMC", "BDC")]
    if not marks or str(steps[marks[-1]].operands[0]) != "/Artifact" or str(steps[-1].operator) != "EMC":
        return steps
    moved = next((step.operands for step in steps[marks[-1] :] if str(step.operator) == "cm"), None)
    _, _, _, top = (float(edge) for edge in page.mediabox)
    return steps[: marks[-1]] if moved and abs(top - BAND - float(moved[5])) < HAIR else steps


class Limit(NamedTuple):
    """A number that a sheet must reach, and why just this one."""

    least: float
    reason: str


SMALLEST: Mapping[tuple[str, str], Limit] = MappingProxyType(
    {
        ("board", "A0"): Limit(36, "read from 1.5-2 m: 1/150 of the distance"),
        ("board", "A1"): Limit(28, "read from 1-1.5 m: 9 mm a character (Japanese guideline for public transport)"),
        ("board", "A2"): Limit(28, "read from 1 m: 9 mm a character"),
        ("board", "A3"): Limit(24, "read from less than 1 m"),
        ("doorsign", "A4"): Limit(24, "read at the door from less than 1 m"),
        ("disclosure", "A2"): Limit(28, "hangs beside the board, read from 1 m: 9 mm a character"),
        ("roster", "A3"): Limit(24, "hangs on a wall, read from less than 1 m"),
        ("guide", "A4"): Limit(14, "held at arm's length without glasses (UKAAF clear print: 14)"),
        ("rulebook", "A4"): Limit(10.5, "read on a desk: the usual size of Chinese books (CLREQ)"),
        ("rulebook-large", "A4"): Limit(18, "large print (UKAAF: 18)"),
        ("forms", "A4"): Limit(9, "captions of a sheet filled in at a desk, in a book too: one prints and copies it"),
        ("plates", "A4"): Limit(9, "captions of a sheet for the sign maker"),
        ("codesheet", "A4"): Limit(9, "captions of labels in the hand"),
        ("subdistrictbook", "A4"): Limit(10.5, "a rulebook as well"),
        ("subdistrictbook-large", "A4"): Limit(18, "a rulebook in large print as well"),
        ("wallclearance", "A4"): Limit(9, "captions of a paper for the office"),
        ("progress", "A4"): Limit(9, "captions of a paper for the office"),
        ("training", "A4"): Limit(9, "captions of a paper for the office"),
        ("assessment", "A4"): Limit(9, "captions of a paper for the office"),
        ("report", "A4"): Limit(9, "captions of a paper for the office"),
        ("report", "A3"): Limit(9, "captions of a paper for the office"),
    }
)
"""The smallest text in points, by product or output, and paper."""


class Widths(NamedTuple):
    """The printed width in mm, with the quiet zone, that every code must have, and that the widest must have."""

    every: float
    main: float
    reason: str


CODE_WIDTHS: Mapping[tuple[str, str], Widths] = MappingProxyType(
    {
        ("board", "A0"): Widths(50, 150, "scanned from 0.5 m, the main one from 1.5 m"),
        ("board", "A1"): Widths(50, 100, "scanned from 0.5 m, the main one from 1 m"),
        ("board", "A2"): Widths(50, 90, "scanned from 0.5 m, the main one from 0.9 m"),
        ("board", "A3"): Widths(50, 60, "scanned from 0.5 m, the main one from 0.6 m"),
        ("board-2400x1200", "A1"): Widths(50, 100, "scanned from 0.5 m, the main one from 1 m"),
        ("board-2400x1200", "A3"): Widths(50, 50, "the panels below, scanned from 0.5 m"),
        ("board-tiled-a3", "A3"): Widths(50, 100, "pieces of A1, which is scanned from 0.5 m and 1 m"),
        ("board-tiled-a4", "A4"): Widths(50, 100, "pieces of A1, which is scanned from 0.5 m and 1 m"),
        ("doorsign", "A4"): Widths(60, 60, "scanned from 0.6 m"),
        ("disclosure", "A2"): Widths(90, 90, "scanned from 0.9 m"),
        ("roster", "A3"): Widths(50, 50, "scanned from 0.5 m"),
        ("guide", "A4"): Widths(25, 25, "scanned from the hand"),
        ("rulebook", "A4"): Widths(25, 25, "scanned from the desk"),
        ("rulebook", "A3"): Widths(25, 25, "two pages of A4 side by side, to be folded"),
        ("subdistrictbook", "A4"): Widths(25, 25, "scanned from the desk"),
        ("wallclearance", "A4"): Widths(20, 20, "one's own papers, scanned from 0.2 m"),
        ("codesheet", "A4"): Widths(20, 20, "a label for one's own papers, scanned from 0.2 m"),
    }
)
"""Printed widths of codes, a tenth of the distance they are scanned from, by product or output, and paper."""

Row = TypeVar("Row")


def row_of(table: Mapping[tuple[str, str], Row], product: str, paper: str) -> Row | None:
    """The row of a table for a product on its paper; a variant without a row of its own has its output's."""
    return table.get((product, paper)) or table.get((product.partition("-")[0], paper))


# --- what is read ----------------------------------------------------------------------------------------------------


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Square points; nothing where the sides have crossed."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def common(self, other: Box) -> Box:
        """What both cover; without an area where they do not meet."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(left, bottom, min(self.right, other.right), min(self.top, other.top))

    def wider(self, by: float) -> Box:
        """The same with so much more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def gap(self, other: Box) -> float:
        """How far two rectangles are apart, nothing where they meet."""
        across = max(0.0, self.left - other.right, other.left - self.right)
        upright = max(0.0, self.bottom - other.top, other.bottom - self.top)
        return float((across**2 + upright**2) ** 0.5)

    def __str__(self) -> str:
        return f"{self.left / MM:.0f}/{self.bottom / MM:.0f} mm"


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around some."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


@dataclass
class Run:
    """Words set in one go. `size` is as printed; `mcid` ties them to the structure tree, -1 where nothing does."""

    page: int
    size: float
    mcid: int
    text: str = ""
    boxes: list[tuple[str, Box]] = field(default_factory=list)

    @property
    def artifact(self) -> bool:
        """Whether a screen reader leaves the words out: page numbers, running heads, what is laid over a page."""
        return self.mcid < 0

    @cached_property
    def box(self) -> Box:
        """The rectangle around the ink of all characters."""
        return around(box for _, box in self.boxes)


class Code(NamedTuple):
    """A code as a camera finds it: `box` without its quiet zone, of so many modules; `white`, whether that zone is."""

    page: int
    address: str
    box: Box
    modules: int
    white: bool

    @property
    def module(self) -> float:
        """How wide a module is."""
        return (self.box.right - self.box.left) / self.modules

    @property
    def whole(self) -> Box:
        """The code with its quiet zone."""
        return self.box.wider(QUIET * self.module)

    @property
    def width_mm(self) -> float:
        """How wide the code is printed, with its quiet zone."""
        return (self.modules + 2 * QUIET) * self.module / MM


class Element(NamedTuple):
    """An element of the structure tree: its role in the standard's words, its parent's place in the list, its facts."""

    role: str
    parent: int
    alt: str
    scope: str


class Tree(NamedTuple):
    """The structure tree in reading order: its elements, its marked content (page, mcid, element), its annotations."""

    elements: tuple[Element, ...]
    leaves: tuple[tuple[int, int, int], ...]
    annotations: frozenset[tuple[tuple[int, int], int]]


class Drawn(NamedTuple):
    """What a page's own drawing says: mcids it uses, how often it paints outside any mark, draws a missing glyph."""

    mcids: frozenset[int]
    unmarked: int
    missing: int


@dataclass(frozen=True)
class Pdf:
    """A finished PDF and the product it is, read as far as somebody asks."""

    content: bytes
    product: str

    @property
    def variant(self) -> str:
        """The form of its output."""
        return self.product.partition("-")[2]

    @property
    def is_pieces(self) -> bool:
        """Whether the pages are pieces of another sheet, laid together for a printer: that one is to be read."""
        return self.variant in IMPOSED

    @cached_property
    def boxes(self) -> tuple[tuple[Box, Box, Box], ...]:
        """Of each page what it holds (MediaBox), what is shown (CropBox), what is left once it is cut (TrimBox)."""
        with pikepdf.open(io.BytesIO(self.content)) as document:
            return tuple(
                (page_box(page.mediabox), page_box(page.cropbox), page_box(page.trimbox)) for page in document.pages
            )

    @cached_property
    def papers(self) -> tuple[str, ...]:
        """The name of the paper that is left of every page when it is cut; nothing where it has none."""
        return tuple(paper(trim.right - trim.left, trim.top - trim.bottom) for _, _, trim in self.boxes)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All words of all pages, as they are drawn."""
        with pypdfium2.PdfDocument(self.content) as document:
            return tuple(run for number, page in enumerate(document) for run in runs(number, page))

    @cached_property
    def inked(self) -> tuple[Run, ...]:
        """The words that show ink."""
        return tuple(run for run in self.runs if run.boxes)

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The codes of all pages."""
        with pypdfium2.PdfDocument(self.content) as document:
            return tuple(code for number, page in enumerate(document) for code in codes(number, page))

    @cached_property
    def forms(self) -> frozenset[int]:
        """The pages of a book that are blank forms, to be copied and filled by hand."""
        if not self.product.startswith(BOOKS):
            return frozenset()
        return frozenset(run.page for run in self.runs if FORM_ON_PAGE.match(run.text))

    @cached_property
    def bare(self) -> bytes:
        """The PDF without what says of its pages that they are proofs, set in front of them or laid over."""
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(self.content)) as document:
            for page in document.pages:
                page.Contents = document.make_stream(pikepdf.unparse_content_stream(without_band(page)))
                for name, drawing in page.resources.get("/XObject", pikepdf.Dictionary()).items():
                    if name.startswith(OVERLAY):
                        drawing.write(b"")
            document.save(made)
        return made.getvalue()

    @cached_property
    def tree(self) -> Tree:
        """The structure tree."""
        with pikepdf.open(io.BytesIO(self.content)) as document:
            return tree(document)

    @cached_property
    def drawn(self) -> tuple[Drawn, ...]:
        """What the drawing of every page says."""
        with pikepdf.open(io.BytesIO(self.content)) as document:
            return tuple(drawn(page) for page in document.pages)

    @cached_property
    def reading(self) -> str:
        """What a screen reader says, in its order, with all white space left out: words, and those for a picture."""
        drawn: dict[tuple[int, int], str] = {}
        for run in self.runs:
            drawn[run.page, run.mcid] = drawn.get((run.page, run.mcid), "") + run.text
        said = (self.tree.elements[at].alt or drawn.get((page, mcid), "") for page, mcid, at in self.tree.leaves)
        return "".join("".join(said).split())


def page_box(of: Any) -> Box:
    """One of the boxes of a page."""
    return Box(*map(float, of))


def paper(width: float, height: float) -> str:
    """The name of the paper that is so wide and high, or so high and wide."""
    short, long = sorted((width, height))
    for name, (narrow, tall) in PAPERS.items():
        if abs(short - narrow * MM) <= PAPER_TOLERANCE and abs(long - tall * MM) <= PAPER_TOLERANCE:
            return name
    return ""


def runs(number: int, page: pypdfium2.PdfPage) -> list[Run]:
    """The words of a page; what pdfium adds between them (spaces, line ends) is left out."""
    text = page.get_textpage()
    found: dict[int | None, Run] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        drawing = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(drawing, ctypes.c_void_p).value
        if key not in found:
            found[key] = run(number, drawing)
        character = chr(raw.FPDFText_GetUnicode(text, index))
        found[key].text += character
        if not character.isspace():
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            box = Box(left.value, bottom.value, right.value, top.value)
            if box.area:
                found[key].boxes.append((character, box))
    return list(found.values())


def run(number: int, drawing: Any) -> Run:
    """A run without its words yet: its size after all scaling, and its mark."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(drawing, size)
    raw.FPDFPageObj_GetMatrix(drawing, matrix)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    return Run(number, size.value * scale, raw.FPDFPageObj_GetMarkedContentID(drawing))


def decoded(pdf: bytes, dpi: int = DPI) -> Iterator[str]:
    """What every code on every page reads as, in a picture of so many dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield from (found.text for found in seen(page, dpi / 72))


def seen(page: pypdfium2.PdfPage, scale: float, crop: tuple[float, float, float, float] = (0, 0, 0, 0)) -> list[Any]:
    """What a camera makes of a page, or of what is left of it."""
    picture = page.render(scale=scale, crop=crop, grayscale=True).to_pil()
    return list(zxingcpp.read_barcodes(picture, formats=QR_CODE))


def codes(number: int, page: pypdfium2.PdfPage) -> Iterator[Code]:
    """The codes of a page, found in a coarse picture and measured in a fine one."""
    _, height = page.get_size()
    for found in seen(page, DPI / 72):
        modules = 17 + 4 * int(found.extra["Version"])
        yield closer(number, page, found.text, modules, place(found, DPI / 72, 0, height))


def closer(number: int, page: pypdfium2.PdfPage, address: str, modules: int, rough: Box) -> Code:
    """A code, measured in a picture of itself and its quiet zone."""
    module = (rough.right - rough.left) / modules
    width, height = page.get_size()
    near = rough.wider((QUIET + 2) * module).common(Box(0, 0, width, height))
    crop = (near.left, near.bottom, width - near.right, height - near.top)
    scale = PIXELS_PER_MODULE / module
    picture = page.render(scale=scale, crop=crop, grayscale=True).to_pil()
    again = [found for found in zxingcpp.read_barcodes(picture, formats=QR_CODE) if found.text == address]
    box = place(again[0], scale, near.left, near.top) if again else rough
    whole = box.wider((QUIET - BLUR) * module)
    inside = whole.common(near) == whole
    return Code(number, address, box, modules, inside and is_white(picture, box, whole, near, scale, module))


def is_white(picture: Image.Image, box: Box, whole: Box, near: Box, scale: float, module: float) -> bool:
    """Whether the picture of `near` has no ink in `whole` but in `box`."""

    def pixels(of: Box) -> tuple[int, int, int, int]:
        across = [round((side - near.left) * scale) for side in (of.left, of.right)]
        down = [round((near.top - side) * scale) for side in (of.top, of.bottom)]
        return across[0], down[0], across[1], down[1]

    without = picture.copy()
    without.paste(255, pixels(box.wider(BLUR * module)))
    return without.crop(pixels(whole)).getextrema() == (255, 255)


def place(found: Any, scale: float, left: float, top: float) -> Box:
    """Where on the page a code stands that was found in a picture whose corner is at `left` and `top`."""
    corners = found.position
    spots = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    across = [left + spot.x / scale for spot in spots]
    upright = [top - spot.y / scale for spot in spots]
    return Box(min(across), min(upright), max(across), max(upright))


def tree(document: pikepdf.Pdf) -> Tree:
    """The structure tree of a document, empty where it has none."""
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    root = document.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    roles = root.get("/RoleMap", pikepdf.Dictionary())
    elements: list[Element] = []
    leaves: list[tuple[int, int, int]] = []
    annotations: set[tuple[tuple[int, int], int]] = set()

    def walk(node: Any, parent: int, page: int) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid, parent, page)
        elif isinstance(node, int):
            leaves.append((page, node, parent))
        else:
            page = pages[node.Pg.objgen] if "/Pg" in node else page
            if node.get("/Type") == "/OBJR":
                annotations.add((node.Obj.objgen, parent))
            elif node.get("/Type") == "/MCR":
                leaves.append((page, int(node.MCID), parent))
            else:
                elements.append(element(node, parent, roles))
                walk(node.get("/K", pikepdf.Array()), len(elements) - 1, page)

    walk(root.get("/K", pikepdf.Array()), -1, -1)
    return Tree(tuple(elements), tuple(leaves), frozenset(annotations))


def element(node: Any, parent: int, roles: Any) -> Element:
    """An element of the tree under the name the standard has for it."""
    role = str(roles.get(str(node.S), node.S))
    facts = node.get("/A", pikepdf.Array())
    facts = list(facts) if isinstance(facts, pikepdf.Array) else [facts]
    scopes = [str(each.Scope) for each in facts if isinstance(each, pikepdf.Dictionary) and "/Scope" in each]
    return Element(role, parent, str(node.get("/Alt", "")), "".join(scopes))


PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"))
WORDS = frozenset(("Tj", "TJ", "'", '"'))
LOOKED_AT = " ".join(sorted({"BDC", "BMC", "EMC", "BI", "ID", "EI", "Tf", *PAINTS - {"INLINE IMAGE"}, *WORDS}))


def drawn(page: pikepdf.Page) -> Drawn:
    """What stands in a page's drawing, mark by mark."""
    marks: list[bool] = []
    mcids: set[int] = set()
    wide = False
    unmarked = missing = 0
    for step in pikepdf.parse_content_stream(page, LOOKED_AT):
        operator = str(step.operator)
        if operator in ("BDC", "BMC"):
            facts = step.operands[1] if len(step.operands) > 1 else None
            mcid = facts.get("/MCID") if isinstance(facts, pikepdf.Dictionary) else None
            mcids |= set() if mcid is None else {int(mcid)}
            marks.append(mcid is not None or step.operands[0] == "/Artifact")
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            wide = page.Resources.Font[str(step.operands[0])].Subtype == "/Type0"
        elif operator in PAINTS or operator in WORDS:
            unmarked += not any(marks)
            missing += operator in WORDS and wide and missing_glyphs(step.operands[-1])
    return Drawn(frozenset(mcids), unmarked, missing)


def missing_glyphs(shown: Any) -> int:
    """How often glyph 0, the one for a character that the font does not have, stands in the operand of a Tj or TJ."""
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    texts = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    return sum(text[at : at + 2] == b"\0\0" for text in texts for at in range(0, len(text), 2))


# --- for screen readers ----------------------------------------------------------------------------------------------


def accessible_wrong(pdf: bytes) -> Iterator[str]:
    """What keeps a PDF from being one that all can read: flags of PDF/UA-1, and its fonts."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not document.get_metadata_value("Title"):
            yield "has no title"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        with document.open_metadata() as metadata:
            if metadata.get("pdfuaid:part") != "1":
                yield "does not say that it is PDF/UA-1"
        if value(root, "/MarkInfo", "/Marked") is not True or "/StructTreeRoot" not in root:
            yield "is not tagged"
        if not str(root.get("/Lang", "")).startswith("zh"):
            yield "does not say that it is Chinese"
        if value(root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
            yield "shows its file name instead of its title"
        yield from fonts_wrong(document)


def value(found: Any, *keys: str) -> Any:
    """What stands in a PDF's dictionary of dictionaries; None where there is no such thing."""
    for key in keys:
        found = None if found is None else found.get(key)
    return found


def fonts_wrong(document: pikepdf.Pdf) -> Iterator[str]:
    """Fonts that do not travel with the PDF, are drawings instead of letters, or do not say which letters they draw."""
    fonts = [found for found in document.objects if isinstance(found, pikepdf.Dictionary) and "/Subtype" in found]
    fonts = [font for font in fonts if font.get("/Type") == "/Font"]
    inner = {font.DescendantFonts[0].objgen for font in fonts if font.Subtype == "/Type0"}
    if not fonts:
        yield "has no fonts"
    for font in fonts:
        if font.Subtype == "/Type3":
            yield "has a font of type 3"
        embedded = any(value(font, "/FontDescriptor", f"/FontFile{kind}") is not None for kind in ("", "2", "3"))
        if font.Subtype != "/Type0" and not embedded:
            yield f"does not bring its font {font.get('/BaseFont')}"
        if font.objgen not in inner and "/ToUnicode" not in font:
            yield f"does not say which characters its font {font.get('/BaseFont')} draws"


def tags_wrong(variant: str, wrong: Iterable[str]) -> Iterator[str]:
    """What is wrong for readers, of all that keeps a print of this variant from being accessible."""
    if variant not in IMPOSED:
        yield from wrong
        return
    found = list(wrong)
    yield from (complaint for complaint in found if complaint not in UNTAGGED)
    yield from ("claims tags that are lost" for _ in UNTAGGED.difference(found))


def flags_wrong(pdf: Pdf) -> Iterator[str]:
    """The flags and fonts of a PDF, and whether the tab key follows its structure."""
    yield from tags_wrong(pdf.variant, accessible_wrong(pdf.content))
    with pikepdf.open(io.BytesIO(pdf.content)) as document:
        for number, page in enumerate(document.pages, 1):
            if page.get("/Tabs") != "/S" and not pdf.is_pieces:
                yield f"page {number}: the tab key does not follow the structure"


def content_wrong(pdf: Pdf) -> Iterator[str]:
    """Content that is neither in the structure tree nor marked as decoration, and pictures without words."""
    held = {(page, mcid) for page, mcid, _ in pdf.tree.leaves}
    for number, page in enumerate(pdf.drawn):
        if page.unmarked:
            yield f"page {number + 1}: {page.unmarked} things are neither tagged nor decoration"
        if lost := sorted(mcid for mcid in page.mcids if (number, mcid) not in held):
            yield f"page {number + 1}: the structure tree has lost {len(lost)} pieces, from {lost[0]}"
    for found in pdf.tree.elements:
        if found.role == "/Figure" and not found.alt.strip():
            yield "a figure has no words in its stead"


def glyphs_wrong(pdf: Pdf) -> Iterator[str]:
    """Characters drawn as the empty box of a font that does not have them, and characters that mean nothing."""
    for number, page in enumerate(pdf.drawn, 1):
        if page.missing:
            yield f"page {number}: {page.missing} characters are missing from their font"
    for run in pdf.runs:
        if "\ufffd" in run.text or "\0" in run.text:
            yield f"page {run.page + 1}: characters of “{run.text}” cannot be read out"


def headings_wrong(pdf: Pdf) -> Iterator[str]:
    """Headings that skip a level, or do not begin with the first."""
    levels = [int(found.role[2:]) for found in pdf.tree.elements if found.role[:2] == "/H" and found.role[2:].isdigit()]
    if not levels:
        yield "has no heading"
    for number, (above, here) in enumerate(pairwise([0, *levels]), 1):
        if here > above + 1:
            yield f"heading {number} of {len(levels)} is of level {here} below one of level {above}"


def tables_wrong(pdf: Pdf) -> Iterator[str]:
    """Tables without a head, heads that do not say what they are the head of."""
    elements = pdf.tree.elements
    headed = {of_table(elements, found.parent) for found in elements if found.role == "/TH"}
    for number, found in enumerate(elements):
        if found.role == "/Table" and number not in headed:
            yield f"table {sum(each.role == '/Table' for each in elements[: number + 1])} has no head"
        if found.role == "/TH" and not found.scope:
            yield "a head of a table does not say what it is the head of"


def of_table(elements: Sequence[Element], number: int) -> int:
    """The table around an element."""
    while number >= 0 and elements[number].role != "/Table":
        number = elements[number].parent
    return number


def links_wrong(pdf: Pdf) -> Iterator[str]:
    """Links that have no words of their own, or stand outside the structure tree."""
    elements = pdf.tree.elements
    held = {annotation for annotation, parent in pdf.tree.annotations if elements[parent].role == "/Link"}
    with pikepdf.open(io.BytesIO(pdf.content)) as document:
        for number, page in enumerate(document.pages, 1):
            for link in page.get("/Annots", ()):
                if link.Subtype == "/Link" and not str(link.get("/Contents", "")).strip():
                    yield f"page {number}: a link says nothing of where it leads"
                if link.Subtype == "/Link" and (link.objgen not in held or "/StructParent" not in link):
                    yield f"page {number}: a link is not in the structure tree"


def bookmarks_wrong(pdf: Pdf) -> Iterator[str]:
    """A PDF of many pages in which nobody finds the way."""
    with pypdfium2.PdfDocument(pdf.content) as document:
        if len(document) > MANY_PAGES and not any(True for _ in document.get_toc()):
            yield f"has {len(document)} pages and no bookmarks"


# --- for presses and eyes --------------------------------------------------------------------------------------------


def paper_wrong(pdf: Pdf) -> Iterator[str]:
    """Pages that are no paper one can buy, and boxes that would cut a page otherwise than it was meant."""
    bleeds = pdf.product.endswith(BLEED)
    for number, ((media, crop, trim), name) in enumerate(zip(pdf.boxes, pdf.papers, strict=True), 1):
        if not name:
            size = f"{(trim.right - trim.left) / MM:.1f} × {(trim.top - trim.bottom) / MM:.1f} mm"
            yield f"page {number}: {size} is no paper's size"
        if crop != media or (trim == media) == bleeds or trim.common(media) != trim:
            yield f"page {number}: its boxes differ" if not bleeds else f"page {number}: does not say where it is cut"


def sizes_wrong(pdf: Pdf) -> Iterator[str]:
    """Words smaller than they can be read at the distance from which they are read."""
    for run in pdf.inked:
        limit = smallest(pdf, run)
        if limit is None:
            yield f"nobody has said how small a {pdf.product} on {pdf.papers[run.page] or 'such paper'} may be"
            return
        if run.size < limit - 0.01:
            yield f"page {run.page + 1}: “{run.text.strip()}” has {run.size:.1f} pt, the least is {limit:g}"


def smallest(pdf: Pdf, run: Run) -> float | None:
    """The least size that words may have where they stand; nothing where SMALLEST has no row for the sheet."""
    product = FORMS if run.page in pdf.forms else pdf.product
    row = row_of(SMALLEST, product, pdf.papers[run.page])
    if row is None:
        return None
    aside = run.artifact and (pdf.product.startswith(BOOKS) or is_proof_mark(pdf, run))
    return min(RUNNING_HEAD, row.least) if aside else row.least


def free(sheet: Box) -> float:
    """How far below the top of a sheet nothing of its own may be printed, since proofs have their mark there."""
    return BAND + BAND_ON_A4 * min(sheet.right - sheet.left, sheet.top - sheet.bottom) / (PAPERS["A4"][0] * MM)


def is_proof_mark(pdf: Pdf, run: Run) -> bool:
    """Whether words are those in the band at the top of a proof, which no screen reader says."""
    media, _, trim = pdf.boxes[run.page]
    within = any(run.box.bottom >= box.top - free(box) and run.box.top <= box.top - BAND for box in (media, trim))
    return run.artifact and within and run.text.startswith(PROOF)


def margins_wrong(pdf: Pdf) -> Iterator[str]:
    """Words that run off the page, or so near to its edge that they may be cut; of proofs' marks band_wrong tells."""
    for run in pdf.inked:
        _, _, trim = pdf.boxes[run.page]
        if run.box.common(trim.wider(-MARGIN)) != run.box and not is_proof_mark(pdf, run):
            yield f"page {run.page + 1}: “{run.text.strip()}” at {run.box} is not 3 mm within the page"


def band_wrong(pdf: Pdf) -> Iterator[str]:
    """Pages on which the mark of a proof would hide something, or touch it."""
    for run in pdf.inked:
        _, _, trim = pdf.boxes[run.page]
        if is_proof_mark(pdf, run) and run.box.top > trim.top:
            yield f"page {run.page + 1}: the mark of a proof is cut off"
        elif trim.top > run.box.top > trim.top - free(trim) and not is_proof_mark(pdf, run):
            yield f"page {run.page + 1}: “{run.text.strip()}” stands where proofs have their mark"
    with pypdfium2.PdfDocument(pdf.bare) as document:
        for number, (page, (media, _, trim)) in enumerate(zip(document, pdf.boxes, strict=True), 1):
            sides = (trim.left, trim.top - free(trim), media.right - trim.right, media.top - trim.top + BAND)
            if page.render(scale=DPI / 72, crop=sides, grayscale=True).to_pil().getextrema() != (255, 255):
                yield f"page {number}: something is drawn where proofs have their mark"


def overlaps_wrong(pdf: Pdf) -> Iterator[str]:
    """Words that stand on others."""
    for number in range(len(pdf.boxes)):
        for one, other in meeting(run for run in pdf.inked if run.page == number):
            if pair := touching(one, other):
                yield f"page {number + 1}: “{pair[0]}” of “{one.text}” stands on “{pair[1]}” of “{other.text}”"


def meeting(runs: Iterable[Run]) -> Iterator[tuple[Run, Run]]:
    """Every two runs of a page whose rectangles meet: from the bottom up, so that few are compared."""
    upwards = sorted(runs, key=lambda run: run.box.bottom)
    for number, one in enumerate(upwards, 1):
        for other in upwards[number:]:
            if other.box.bottom >= one.box.top:
                break
            if one.box.common(other.box).area:
                yield one, other


def touching(one: Run, other: Run) -> tuple[str, str] | None:
    """The first two characters of two runs of which one covers more of the other than it may."""
    for a, box in one.boxes:
        for b, near in other.boxes:
            if box.common(near).area > TOUCH * min(box.area, near.area):
                return a, b
    return None


# --- for phones ------------------------------------------------------------------------------------------------------


def quiet_wrong(pdf: Pdf) -> Iterator[str]:
    """Codes whose quiet zone has ink in it, and words in it even where they are white."""
    for code in pdf.codes:
        if not code.white:
            yield f"page {code.page + 1}: the quiet zone of {code.address} is not white"
        zone = code.whole.wider(-BLUR * code.module)
        for run in pdf.inked:
            if run.page == code.page and any(box.common(zone).area for _, box in run.boxes):
                yield f"page {code.page + 1}: “{run.text.strip()}” stands in the quiet zone of {code.address}"


def widths_wrong(pdf: Pdf) -> Iterator[str]:
    """Codes too small for the distance from which they are scanned; a picture measures to half a millimetre."""
    main = 0.0
    for code in widest(pdf.codes) if pdf.is_pieces else pdf.codes:
        row = row_of(CODE_WIDTHS, pdf.product, pdf.papers[code.page])
        if row is None:
            on = pdf.papers[code.page] or "such paper"
            yield f"nobody has said how wide codes on a {pdf.product} on {on} must be"
            return
        main = max(main, row.main)
        if code.width_mm < row.every - 0.5:
            yield f"page {code.page + 1}: {code.address} is {code.width_mm:.1f} mm wide, the least is {row.every:g}"
    if pdf.codes and max(code.width_mm for code in pdf.codes) < main - 0.5:
        yield f"no code is {main:g} mm wide"


def widest(codes: Iterable[Code]) -> Iterable[Code]:
    """Of each code the widest: the sheet that shows where pieces belong has them all once more, small."""
    return {code.address: code for code in sorted(codes, key=lambda code: code.width_mm)}.values()


def neighbours_wrong(pdf: Pdf) -> Iterator[str]:
    """Codes of a board so near to each other that a phone takes the wrong one, without a caption beside each."""
    if pdf.product.partition("-")[0] != "board":
        return
    for one, other in combinations(pdf.codes, 2):
        if one.page == other.page and one.whole.gap(other.whole) < APART:
            for code in (one, other):
                if not has_caption(pdf, code):
                    apart = one.whole.gap(other.whole) / MM
                    yield (
                        f"page {code.page + 1}: {one.address} and {other.address} are {apart:.0f} mm apart, "
                        f"and {code.address} has no caption beside it"
                    )


def has_caption(pdf: Pdf, code: Code) -> bool:
    """Whether words stand to the left or the right of a code."""
    zone = code.whole
    sides = Box(zone.left - BESIDE, zone.bottom, zone.right + BESIDE, zone.top)
    return any(run.page == code.page and run.box.common(sides).area for run in pdf.inked)


CHECKS: Mapping[str, Callable[[Pdf], Iterator[str]]] = MappingProxyType(
    {
        "flags": flags_wrong,
        "tags": content_wrong,
        "glyphs": glyphs_wrong,
        "headings": headings_wrong,
        "tables": tables_wrong,
        "links": links_wrong,
        "bookmarks": bookmarks_wrong,
        "paper": paper_wrong,
        "sizes": sizes_wrong,
        "margins": margins_wrong,
        "band": band_wrong,
        "overlaps": overlaps_wrong,
        "quiet": quiet_wrong,
        "widths": widths_wrong,
        "neighbours": neighbours_wrong,
    }
)
"""Every look at a PDF, by the name that tests and complaints give it."""

OF_PIECES = ("flags", "glyphs", "paper", "quiet", "widths")
"""Those that pieces of a sheet are to pass as well."""


KNOWN: Mapping[tuple[str, str], str] = MappingProxyType({})
"""What is known to be wrong today, by check and product or unit; who mends it takes the line out, or its test fails."""


def complaints(pdf: Pdf, name: str) -> Iterator[str]:
    """What one check has to say of a PDF; nothing where the check is not for such a one."""
    if name in OF_PIECES or not pdf.is_pieces:
        yield from CHECKS[name](pdf)
