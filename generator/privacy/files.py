"""What looks like personal data in finished files of every kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from generator.privacy.characters import Found
from generator.privacy.json_texts import json_texts
from generator.privacy.markup import markup_texts, surely_nothing
from generator.privacy.pictures import jpeg_texts, png_texts, webp_texts
from generator.privacy.text import find


def find_in_file(path: str, data: bytes, names: Collection[str] = ()) -> Iterator[Found]:
    """All that looks like personal data in a finished file and in its path; places are those in a piece of its text."""
    yield from find(path, names)
    if suffix_of(path) not in MARKUP or not surely_nothing(data):
        for text in read(path, data):
            yield from find(text, names)


def read(path: str, data: bytes) -> Iterator[str]:
    """The texts of a finished file, by its suffix. Raises ValueError for a suffix that no table here has."""
    suffix = suffix_of(path)
    if suffix in READERS:
        yield from READERS[suffix](data)
    elif suffix not in UNREAD:
        raise ValueError(f"{path}: privacy.py does not know how to read “{suffix}”")


def suffix_of(path: str) -> str:
    """The suffix in small letters; a file whose name is all suffix has that one."""
    name = PurePosixPath(path).name.lower()
    return name[name.rfind(".") :] if "." in name else ""


def plain_text(data: bytes) -> Iterator[str]:
    """A text file as it is."""
    yield data.decode("utf-8", "replace")


def folded_lines(data: bytes) -> Iterator[str]:
    """A calendar or a card: lines made whole again (RFC 5545 3.1, RFC 6350 3.2), and characters that were escaped."""
    text = re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8", "replace")
    text = re.sub(r"\\([\\,;nN])", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
    yield re.sub("^BDAY", "出生日期", text, flags=re.IGNORECASE | re.MULTILINE)


def pdf_texts(data: bytes) -> Iterator[str]:
    """The text of a PDF's pages, where their links lead, its properties and bookmarks, and the files it carries."""
    from generator.privacy import pdf  # slow to import, and a website needs none of it

    yield from pdf.page_texts(data)
    for text in pdf.other_texts(data):
        yield from markup_texts(text.encode()) if text.startswith("<") else [text]
    for name, content in pdf.attachments(data):
        yield name
        yield from read(name, content)


MARKUP = frozenset({".atom", ".html", ".xml", ".svg"})

READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = MappingProxyType(
    {
        **dict.fromkeys(MARKUP, markup_texts),
        **dict.fromkeys(("", ".txt", ".js", ".csv", ".md", ".conf"), plain_text),
        **dict.fromkeys((".ics", ".vcf"), folded_lines),
        **dict.fromkeys((".json", ".webmanifest"), json_texts),
        **dict.fromkeys((".jpg", ".jpeg"), jpeg_texts),
        ".png": png_texts,
        ".webp": webp_texts,
        ".pdf": pdf_texts,
    }
)
"""How files are read, by suffix."""

UNREAD = frozenset({".css", ".nojekyll", ".woff2", ".ttf", ".ico", ".gz", ".br"})
"""Files without anybody's words, and packed twins of files that are read."""
