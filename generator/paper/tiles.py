"""A large page in tiles that an office printer can print."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.paper import tiling
from generator.paper.pages import MM, Data, Placed, add_page, drop_pages, page_millimetres, page_size, pdf_bytes
from generator.paper.tiling import Box, Code, Tile, Tiling

PICTURE = 0.46
"""The share of a sheet of paper that the picture of the whole takes at most, on each side of it."""


class UndescribedError(Exception):
    """Some codes are drawn without a description that holds their address; holds the addresses."""

    def __init__(self, addresses: Collection[str]) -> None:
        self.addresses = tuple(addresses)
        super().__init__("、".join(self.addresses))


def tiled(pdf: bytes, paper: str, addresses: Collection[str], marks: Callable[[Data], bytes]) -> bytes:
    """Return each page of a large sheet on several of `a3` or `a4`, to be trimmed and glued, with a plan before them.

    `addresses` are those of the codes that the sheet prints, as people type them. `marks` sets the plan and what stands
    around the tiles: a page for the plan and one for each tile, of each page in turn, from the measures that
    `tile_facts` gives. Tags and links are lost, as in a booklet.
    Raises DividedError where a code would be divided, UndescribedError where nobody can tell where one is.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = list(document.pages)
        codes = codes_by_page(document, addresses)
        plans = [(page, tiling.tiling(*page_millimetres(page), codes[page.obj.objgen], paper)) for page in pages]
        facts = [tile_facts(page_millimetres(page), plan) for page, plan in plans]
        title = str(document.docinfo.get("/Title", ""))
        with pikepdf.open(io.BytesIO(marks({"title": title, "sheets": facts}))) as marked:
            over = (document.copy_foreign(page.as_form_xobject()) for page in marked.pages)
            for (page, plan), fact in zip(plans, facts, strict=True):
                form = page.as_form_xobject()
                _add_plan_page(document, form, plan, fact["picture"], next(over))
                for tile in plan.tiles():
                    _add_tile_page(document, form, plan, tile, next(over))
        drop_pages(document, len(pages))
        document.Root.ViewerPreferences[Name.Duplex] = Name.Simplex
        return pdf_bytes(document)


def _add_tile_page(document: pikepdf.Pdf, form: pikepdf.Object, plan: Tiling, tile: Tile, over: pikepdf.Object) -> None:
    """Add a page with the part of the sheet that a tile shows, and the marks around it."""
    width, height = (side * MM for side in plan.paper)
    left, top, right, bottom = (side * MM for side in tile.shows)
    edge, sheet = tiling.EDGE * MM, float(form.BBox[3])
    window = (edge, height - edge - (bottom - top), right - left, bottom - top)
    moved = (1, 0, 0, 1, edge - left, height - edge - (sheet - top))
    add_page(document, width, height, [Placed(form, moved, window), Placed(over, (1, 0, 0, 1, 0, 0))])


def _add_plan_page(
    document: pikepdf.Pdf, form: pikepdf.Object, plan: Tiling, picture: Mapping[str, float], over: pikepdf.Object
) -> None:
    """Add a page with the whole sheet made small, and over it where it is cut."""
    width, height = (side * MM for side in plan.paper)
    scale = picture["scale"]
    below = height - (picture["y"] + picture["height"]) * MM
    small = (scale, 0, 0, scale, picture["x"] * MM, below)
    add_page(document, width, height, [Placed(form, small), Placed(over, (1, 0, 0, 1, 0, 0))])


def tile_facts(size: tuple[float, float], plan: Tiling) -> Data:
    """Return what the template of the marks is told of one sheet, in millimetres.

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
        "tiles": [_tile_facts(tile) for tile in plan.tiles()],
    }


def _picture(size: tuple[float, float], paper: tuple[float, float]) -> dict[str, float]:
    """Return where the whole is shown: beside the words where the paper lies across, below them where it is upright."""
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


def _tile_facts(tile: Tile) -> Data:
    """Return what the template is told of one tile, in millimetres from the corner of its paper."""
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


def codes_by_page(document: pikepdf.Pdf, addresses: Collection[str]) -> Mapping[tuple[int, int], list[Code]]:
    """Return the codes on each page by the page's object number, measured in millimetres.

    A code is a figure whose description holds its address, in whatever language, and whose box the file gives, as
    PDF/UA-1 (ISO 14289-1), 7.3 asks. Raises UndescribedError where there is none for one of the addresses, and
    ValueError where the file has no tags: then nobody can tell where its codes are.
    """
    if Name.StructTreeRoot not in document.Root:
        raise ValueError("a PDF without tags does not say where its codes are")
    codes: dict[tuple[int, int], list[Code]] = {page.obj.objgen: [] for page in document.pages}
    heights = {page.obj.objgen: page_size(page)[1] for page in document.pages}
    missing = dict.fromkeys(addresses)
    for figure in _figures(document.Root.StructTreeRoot.K):
        words = str(figure.get(Name.Alt, ""))
        if address := next((address for address in addresses if address in words), ""):
            missing.pop(address, None)
            page = figure.Pg.objgen
            left, bottom, right, top = (float(side) / MM for side in _box(figure))
            height = heights[page] / MM
            codes[page].append(Code(words, Box(left, height - top, right, height - bottom)))
    if missing:
        raise UndescribedError(missing)
    return codes


def _figures(element: Any) -> Iterator[Any]:
    """Yield every figure below an element of the tree of tags (ISO 32000-1, 14.7.2)."""
    waiting = [element]
    while waiting:
        branch = waiting.pop()
        if isinstance(branch, Array):
            waiting += list(branch)
        elif isinstance(branch, Dictionary):
            if branch.get(Name.S) == Name.Figure:
                yield branch
            elif Name.K in branch:
                waiting.append(branch.K)


def _box(figure: Any) -> Any:
    """Return a figure's box on its page: left, bottom, right, top in points. Raises StopIteration where it has none."""
    attributes = figure.A if isinstance(figure.A, Array) else [figure.A]
    return next(attribute.BBox for attribute in attributes if Name.BBox in attribute)
