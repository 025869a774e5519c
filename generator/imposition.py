"""Finished pages → files for a printer: packed, folded to a booklet, cut into tiles; and what they take to print."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator import tiling
from generator.tiling import Box, Code, Tile, Tiling

MM = 72 / 25.4
"""Points in a millimetre."""

Data = dict[str, Any]


def compact(pdf: bytes) -> bytes:
    """The same PDF with its objects packed into streams: tags, links and text stay, the bytes are a third or so.

    The file's identifier comes from its content, so the same pages give the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    packed = io.BytesIO()
    document.save(
        packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
    )
    return packed.getvalue()


# --- where a printer cuts ---------------------------------------------------------------------------------------------

EDGE = 10.0
"""Millimetres that the templates leave around a sheet for bleed and crop marks."""

BLEED = 3.0
"""Millimetres of it, next to the sheet, that are printed and cut off: what print shops here ask for."""


def boxes(pdf: bytes, edge: float = EDGE, bleed: float = BLEED) -> bytes:
    """The PDF with TrimBox and BleedBox on each page (ISO 32000-1, 14.11.2), counted inwards from its MediaBox.

    `edge` and `bleed` in millimetres: the sheet begins `edge` from the edge of the page, its bleed `bleed` before that.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            left, bottom, right, top = (float(value) for value in page.mediabox)
            for name, inset in ((Name.TrimBox, edge * MM), (Name.BleedBox, (edge - bleed) * MM)):
                box = (left + inset, bottom + inset, right - inset, top - inset)
                page[name] = Array([_exact(value) for value in box])
        return _saved(document)


# --- pages on other pages --------------------------------------------------------------------------------------------

CLAIMS = (
    "{http://www.aiim.org/pdfua/ns/id/}part",
    "{http://www.aiim.org/pdfa/ns/id/}part",
    "{http://www.aiim.org/pdfa/ns/id/}conformance",
    "{http://www.aiim.org/pdfa/ns/extension/}schemas",
    "{http://ns.adobe.com/xap/1.0/t/pg/}NPages",
)
"""What the XMP packet says of standards (ISO 14289-1, 5; ISO 19005-3, 6.6.4), and the number of pages."""

TIED = (Name.StructTreeRoot, Name.MarkInfo, Name.Outlines, Name.Names, Name.Dests, Name.PageLabels, Name.OpenAction)
"""What refers to pages as they were; on others laid together it would be wrong."""


class _Placed(NamedTuple):
    """A page laid on a sheet: where its own points come to lie (a, b, c, d, e, f of ISO 32000-1, 8.3.4)."""

    form: pikepdf.Object
    matrix: tuple[float, float, float, float, float, float]
    clip: tuple[float, float, float, float] | None = None
    """Left, bottom, width and height of what is shown of it, on the sheet."""


def _sheet(document: pikepdf.Pdf, width: float, height: float, placed: Sequence[_Placed]) -> None:
    """A further page of this size in points, with others on it."""
    forms = Dictionary()
    drawn = []
    for number, (form, matrix, clip) in enumerate(placed):
        forms[f"/P{number}"] = form
        window = f"{_numbers(clip)} re W n " if clip else ""
        drawn.append(f"q {window}{_numbers(matrix)} cm /P{number} Do Q")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, _exact(width), _exact(height)]),
        Resources=Dictionary(XObject=forms),
        Contents=document.make_stream("\n".join(drawn).encode()),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(page)))


def _exact(value: float) -> Any:
    return pikepdf.Object.parse(f"{value:.4f}".encode())


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:.4f}" for value in values)


def _replace_pages(document: pikepdf.Pdf, before: int) -> None:
    """Drop the pages as they were, and all that was said of them. Title, author and language stay."""
    del document.pages[:before]
    for key in TIED:
        if key in document.Root:
            del document.Root[key]
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        for claim in CLAIMS:
            if claim in said:
                del said[claim]
    document.Root.ViewerPreferences[Name.PrintScaling] = Name("/None")


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in points."""
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


# --- something over every page ---------------------------------------------------------------------------------------


def sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, as it is once cut."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(_trimmed(page)[2:] for page in document.pages)


def _trimmed(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Where the sheet begins and how large it is once cut (ISO 32000-1, 14.11.2), in points."""
    left, bottom, right, top = (float(value) for value in page.trimbox)
    return left, bottom, right - left, top - bottom


def overlaid(pdf: bytes, over: bytes, which: Sequence[int | None]) -> bytes:
    """The pages with others over them, by number from 0 (None: nothing); tags, links and boxes stay.

    What is laid over is no part of the text: an artifact of the page (ISO 32000-1, 14.8.2.2).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(over)) as above:
        forms = [document.copy_foreign(_untagged(above, page)) for page in above.pages]
        for page, number in zip(document.pages, which, strict=True):
            if number is not None:
                left, bottom, _, _ = _trimmed(page)
                # a name of our own: the library would draw one by lot, and pages may share their resources
                name = page.add_resource(forms[number], Name.XObject, Name(f"/Over{number}"))
                page.contents_add(b"q", prepend=True)
                page.contents_add(
                    f"Q /Artifact <</Type /Page>> BDC q 1 0 0 1 {_numbers((left, bottom))} cm {name} Do Q EMC".encode()
                )
        return _saved(document)


def _untagged(document: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """A page as a form without its marks of structure, which would lead nowhere in another file."""
    form = page.as_form_xobject()
    kept = [one for one in pikepdf.parse_content_stream(form) if str(one.operator) not in ("BMC", "BDC", "EMC")]
    form.write(pikepdf.unparse_content_stream(kept))
    for key in (Name.StructParents, Name.StructParent):
        if key in form:
            del form[key]
    return form


# --- booklets --------------------------------------------------------------------------------------------------------


def booklet(pdf: bytes) -> bytes:
    """The pages two by two on sheets of twice their size, to be folded in the middle and stapled: A5 on A4, A4 on A3.

    Printed on both sides, turned over the short edge. Blank pages before the last, which is the cover's back, fill the
    last sheet. Pages that lie across are turned. Tags, links and bookmarks are lost, and with them the claim to be
    PDF/UA or PDF/A: a booklet is for the printer, the book itself is for reading.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = list(document.pages)
        sizes = [(min(size), max(size)) for size in map(_size, pages)]
        width, height = (max(side) for side in zip(*sizes, strict=True))
        forms = [(page.as_form_xobject(), *_size(page)) for page in pages]
        for pair in spreads(len(pages)):
            halves = ((forms[number], side) for side, number in enumerate(pair) if number is not None)
            _sheet(document, 2 * width, height, [_on_half(*form, width, height, side) for form, side in halves])
        _replace_pages(document, len(pages))
        document.Root.ViewerPreferences[Name.Duplex] = Name.DuplexFlipShortEdge
        return _saved(document)


def spreads(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """The page at the left and at the right of each side of a folded booklet, from 0; None for a blank one."""
    inside = max(pages - 1, 1)
    order = [*range(inside), *([None] * (-pages % 4)), *range(inside, pages)]
    for sheet in range(len(order) // 4):
        yield order[-1 - 2 * sheet], order[2 * sheet]
        yield order[2 * sheet + 1], order[-2 - 2 * sheet]


def _on_half(form: pikepdf.Object, width: float, height: float, across: float, high: float, side: int) -> _Placed:
    """A page on the left (0) or right (1) half, upright against the fold; the top of one across comes to the left."""
    turned = width > height
    if turned:
        width, height = height, width
    x = across * side + (0 if side else across - width)
    y = (high - height) / 2
    return _Placed(form, (0, 1, -1, 0, x + width, y) if turned else (1, 0, 0, 1, x, y))


# --- tiles -----------------------------------------------------------------------------------------------------------

CODE = "二维码"
"""How the description of a code begins, for those who do not see it."""

PICTURE = 0.46
"""The share of a sheet of paper that the picture of the whole takes at most, on each side of it."""


def tiled(pdf: bytes, paper: str, marks: Callable[[Data], bytes]) -> bytes:
    """Each page of a large sheet on several sheets of `a3` or `a4`, to be trimmed and glued, with a plan before them.

    `marks` sets the plan and what stands around the tiles: a page for the plan and one for each tile, of each page in
    turn, from the measures that `tile_facts` gives. Tags and links are lost, as in a booklet.
    Raises DividedError where a code would be divided.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = list(document.pages)
        found = codes(document)
        plans = [(page, tiling.tiling(*_millimetres(page), found[page.obj.objgen], paper)) for page in pages]
        facts = [tile_facts(_millimetres(page), plan) for page, plan in plans]
        title = str(document.docinfo.get("/Title", ""))
        with pikepdf.open(io.BytesIO(marks({"title": title, "sheets": facts}))) as words:
            over = (document.copy_foreign(page.as_form_xobject()) for page in words.pages)
            for (page, plan), fact in zip(plans, facts, strict=True):
                form = page.as_form_xobject()
                _plan_page(document, form, plan, fact["picture"], next(over))
                for tile in plan.tiles():
                    _tile_page(document, form, plan, tile, next(over))
        _replace_pages(document, len(pages))
        document.Root.ViewerPreferences[Name.Duplex] = Name.Simplex
        return _saved(document)


def _millimetres(page: pikepdf.Page) -> tuple[float, float]:
    width, height = _size(page)
    return round(width / MM, 2), round(height / MM, 2)


def _tile_page(document: pikepdf.Pdf, form: pikepdf.Object, plan: Tiling, tile: Tile, over: pikepdf.Object) -> None:
    """The part of the sheet that a tile shows, and the marks around it."""
    width, height = (side * MM for side in plan.paper)
    left, top, right, bottom = (side * MM for side in tile.shows)
    edge, sheet = tiling.EDGE * MM, float(form.BBox[3])
    window = (edge, height - edge - (bottom - top), right - left, bottom - top)
    moved = (1, 0, 0, 1, edge - left, height - edge - (sheet - top))
    _sheet(document, width, height, [_Placed(form, moved, window), _Placed(over, (1, 0, 0, 1, 0, 0))])


def _plan_page(
    document: pikepdf.Pdf, form: pikepdf.Object, plan: Tiling, picture: Mapping[str, float], over: pikepdf.Object
) -> None:
    """The whole sheet made small, and over it where it is cut."""
    width, height = (side * MM for side in plan.paper)
    scale = picture["scale"]
    below = height - (picture["y"] + picture["height"]) * MM
    small = (scale, 0, 0, scale, picture["x"] * MM, below)
    _sheet(document, width, height, [_Placed(form, small), _Placed(over, (1, 0, 0, 1, 0, 0))])


def tile_facts(size: tuple[float, float], plan: Tiling) -> Data:
    """What the template of the marks is told of one sheet, in millimetres.

    `picture` is where the whole is shown on the plan; of each tile `x`, `y`, `width` and `height` of what it shows on
    its paper, and where on that paper its cuts are (`cut`) and those of the next tiles (`meet`).
    """
    return {
        "width": size[0],
        "height": size[1],
        "paper": list(plan.paper),
        "columns": list(plan.columns),
        "rows": list(plan.rows),
        "picture": _picture(size, plan.paper),
        "flap": tiling.FLAP,
        "strip": tiling.STRIP,
        "tiles": [_tile_fact(tile) for tile in plan.tiles()],
    }


def _picture(size: tuple[float, float], paper: tuple[float, float]) -> dict[str, float]:
    """The picture of the whole: beside the words where the paper lies across, below them where it stands upright."""
    across = paper[0] > paper[1]
    space = 2 * tiling.EDGE
    room = (
        (paper[0] * PICTURE - tiling.EDGE if across else paper[0] - 2 * space),
        (paper[1] - 2 * space if across else paper[1] * PICTURE - tiling.EDGE),
    )
    scale = min(room[0] / size[0], room[1] / size[1])
    width, height = size[0] * scale, size[1] * scale
    x = paper[0] - space - width if across else (paper[0] - width) / 2
    y = (paper[1] - height) / 2 if across else paper[1] - space - height
    return {"x": x, "y": y, "width": width, "height": height, "scale": scale}


def _tile_fact(tile: Tile) -> Data:
    adds, shows = tile.adds, tile.shows
    on_paper = Box(*(tiling.EDGE - start for start in (shows.left, shows.top) * 2))
    return {
        "row": tile.row,
        "column": tile.column,
        "x": tiling.EDGE,
        "y": tiling.EDGE,
        "width": shows.right - shows.left,
        "height": shows.bottom - shows.top,
        "cut": [adds.left + on_paper.left, adds.top + on_paper.top],
        "meet": [adds.right + on_paper.left, adds.bottom + on_paper.top],
    }


def codes(document: pikepdf.Pdf) -> Mapping[tuple[int, int], list[Code]]:
    """The codes on each page, by the page's object number: figures that say so, whose box PDF/UA-1 7.3 asks for.

    Raises ValueError where the file has no tags, since then nobody can tell where its codes are.
    """
    if Name.StructTreeRoot not in document.Root:
        raise ValueError("a PDF without tags does not say where its codes are")
    found: dict[tuple[int, int], list[Code]] = {page.obj.objgen: [] for page in document.pages}
    heights = {page.obj.objgen: _size(page)[1] for page in document.pages}
    for figure in _figures(document.Root.StructTreeRoot.K):
        words = str(figure.get(Name.Alt, ""))
        if words.startswith(CODE):
            page = figure.Pg.objgen
            left, bottom, right, top = (float(side) / MM for side in _box(figure))
            height = heights[page] / MM
            found[page].append(Code(words, Box(left, height - top, right, height - bottom)))
    return found


def _figures(element: Any) -> Iterator[Any]:
    """Every figure below an element of the tree of tags."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += list(one)
        elif isinstance(one, Dictionary):
            if one.get(Name.S) == Name.Figure:
                yield one
            elif Name.K in one:
                waiting.append(one.K)


def _box(figure: Any) -> Any:
    attributes = figure.A if isinstance(figure.A, Array) else [figure.A]
    return next(each.BBox for each in attributes if Name.BBox in each)


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
