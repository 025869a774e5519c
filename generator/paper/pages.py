"""Pages laid on other pages, their tags with them; the file made small."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

MM = 72 / 25.4
"""Points in a millimetre."""

Data = dict[str, Any]


def compact(pdf: bytes) -> bytes:
    """Return the same PDF with its objects packed into streams: tags, links and text stay, the bytes are a third or so.

    The file's identifier comes from its content, so the same pages give the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return pdf_bytes(document)


def pdf_bytes(document: pikepdf.Pdf) -> bytes:
    """Return the bytes of a document, its objects packed, the same for the same document."""
    packed = io.BytesIO()
    document.save(
        packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
    )
    return packed.getvalue()


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


class Placed(NamedTuple):
    """A page laid on a sheet: where its own points come to lie (a, b, c, d, e, f of ISO 32000-1, 8.3.4)."""

    form: pikepdf.Object
    matrix: tuple[float, float, float, float, float, float]
    clip: tuple[float, float, float, float] | None = None
    """Left, bottom, width and height of what is shown of it, on the sheet."""


def add_page(document: pikepdf.Pdf, width: float, height: float, placed: Sequence[Placed]) -> None:
    """Add a page of this size in points at the end of a document, with others laid on it."""
    forms = Dictionary()
    drawn = []
    for number, (form, matrix, clip) in enumerate(placed):
        forms[f"/P{number}"] = form
        window = f"{pdf_numbers(clip)} re W n " if clip else ""
        drawn.append(f"q {window}{pdf_numbers(matrix)} cm /P{number} Do Q")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, pdf_number(width), pdf_number(height)]),
        Resources=Dictionary(XObject=forms),
        Contents=document.make_stream("\n".join(drawn).encode()),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(page)))


def pdf_number(value: float) -> Any:
    """Return a number as an object of PDF, with the four digits behind the point that all are written with."""
    return pikepdf.Object.parse(f"{value:.4f}".encode())


def pdf_numbers(values: Sequence[float]) -> str:
    """Return numbers as PDF writes them, a space apart."""
    return " ".join(f"{value:.4f}" for value in values)


def drop_pages(document: pikepdf.Pdf, count: int) -> None:
    """Drop the first pages of a document, and all that it says of pages. Title, author and language stay."""
    del document.pages[:count]
    for key in TIED:
        if key in document.Root:
            del document.Root[key]
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as properties:
        for claim in CLAIMS:
            if claim in properties:
                del properties[claim]
    document.Root.ViewerPreferences[Name.PrintScaling] = Name("/None")


def page_size(page: pikepdf.Page) -> tuple[float, float]:
    """Return the width and height of a page in points."""
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def page_millimetres(page: pikepdf.Page) -> tuple[float, float]:
    """Return the width and height of a page in millimetres, to a hundredth."""
    width, height = page_size(page)
    return round(width / MM, 2), round(height / MM, 2)


def trimmed_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page in points, as it is once cut."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(trimmed(page)[2:] for page in document.pages)


def trimmed(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return where the sheet begins on a page, and its width and height once cut, in points (ISO 32000-1, 14.11.2)."""
    left, bottom, right, top = (float(value) for value in page.trimbox)
    return left, bottom, right - left, top - bottom


def overlaid(pdf: bytes, over: bytes, which: Sequence[int | None]) -> bytes:
    """Return the pages with those of another PDF over them; tags, links and boxes stay.

    `which` says for each page which one of `over` is laid on it, from 0, or None where none is.

    What is laid over is no part of the text: an artifact of the page (ISO 32000-1, 14.8.2.2).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(over)) as above:
        forms = [document.copy_foreign(_untagged(above, page)) for page in above.pages]
        for page, number in zip(document.pages, which, strict=True):
            if number is not None:
                left, bottom, _, _ = trimmed(page)
                # a name of our own: the library would draw one by lot, and pages may share their resources
                name = page.add_resource(forms[number], Name.XObject, Name(f"/Over{number}"))
                corner = pdf_numbers((left, bottom))
                page.contents_add(b"q", prepend=True)
                page.contents_add(f"Q /Artifact <</Type /Page>> BDC q 1 0 0 1 {corner} cm {name} Do Q EMC".encode())
        return pdf_bytes(document)


def _untagged(document: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page as a form without its marks of structure, which would lead nowhere in another file."""
    form = page.as_form_xobject()
    kept = [step for step in pikepdf.parse_content_stream(form) if str(step.operator) not in ("BMC", "BDC", "EMC")]
    form.write(pikepdf.unparse_content_stream(kept))
    for key in (Name.StructParents, Name.StructParent):
        if key in form:
            del form[key]
    return form


def title_if_set_by_typst(pdf: bytes) -> str:
    """Return the title of a document that Typst has set; nothing of any other file."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            creator, title = (str(document.docinfo.get(key, "")) for key in ("/Creator", "/Title"))
    except (pikepdf.PdfError, ValueError):
        return ""
    return title if creator.startswith("Typst") else ""
