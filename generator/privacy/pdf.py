"""What a finished PDF says: its pages' text, and all that stands beside the pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

XMP, XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
"""The properties as RDF; PDF/A wants them readable without unpacking, for those who know nothing of PDF."""


def page_texts(data: bytes) -> Iterator[str]:
    """Yield the text of each page as one would copy it, and behind it the addresses that the page's links lead to.

    A line ends in a line break, cells of a table are a space apart, a hyphen at the end of a line may be U+0002.
    """
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range()
            yield from link_targets(document, page)
            text.close()
            page.close()


def other_texts(data: bytes) -> Iterator[str]:
    """Yield what stands beside the pages: title and author, bookmarks, and the XMP packets (ISO 16684-1) as XML."""
    with pypdfium2.PdfDocument(data) as document:
        yield from filter(None, document.get_metadata_dict().values())
        yield from (bookmark.get_title() for bookmark in document.get_toc())
    yield from (packet.decode("utf-8", "replace") for packet in packets(data))


def packets(data: bytes) -> Iterator[bytes]:
    """Yield each XMP packet of a PDF."""
    start = data.find(XMP)
    while start >= 0 and (end := data.find(XMP_END, start)) >= 0:
        yield data[start : end + len(XMP_END)]
        start = data.find(XMP, end)


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file that a PDF carries."""
    with pypdfium2.PdfDocument(data) as document:
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            yield attachment.get_name(), bytes(attachment.get_data())


def link_targets(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the address of each of a page's links, except of those that lead to a place in the document itself."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if length > 1:
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            yield buffer.value.decode("utf-8", "replace")
