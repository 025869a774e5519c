"""What can be taken out of a PDF: pages, links, properties, bookmarks, carried files."""

from __future__ import annotations

import pytest
import typst
from tools import TEMPLATES

from generator.privacy.pdf import attachments, other_texts, page_texts

SOURCE = """
#set document(title: "范例手册", author: "示例居委会", keywords: ("样例",))
#set page(width: 60mm, height: 40mm)
= 第一章
先看这里。#link("tel:02155550101")[打电话]
#pagebreak()
= 第二章
再看这里。
#pdf.attach("note.txt", bytes("随书的纸条"))
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages with a link, a title, and a file inside."""
    found = typst.compile(SOURCE.encode(), format="pdf", font_paths=[TEMPLATES / "fonts"])
    assert isinstance(found, bytes)
    return found


def test_pages_and_where_their_links_lead(pdf: bytes) -> None:
    first, link, second = page_texts(pdf)
    assert "先看这里" in first
    assert link == "tel:02155550101"
    assert "再看这里" in second


def test_what_stands_beside_the_pages(pdf: bytes) -> None:
    *others, xmp = other_texts(pdf)
    assert {"范例手册", "示例居委会", "样例", "第一章", "第二章"} <= set(others)
    assert xmp.startswith("<x:xmpmeta")
    assert "范例手册" in xmp


def test_files_within(pdf: bytes) -> None:
    assert list(attachments(pdf)) == [("note.txt", "随书的纸条".encode())]
