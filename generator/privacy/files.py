"""What looks like personal data in finished files of every kind."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType

from generator.privacy.characters import PersonalData
from generator.privacy.harmless_pages import must_be_read
from generator.privacy.json_texts import json_texts
from generator.privacy.markup import markup_texts
from generator.privacy.matters import AFFAIR
from generator.privacy.office import NOBODY, Office
from generator.privacy.pictures import jpeg_texts, png_texts, webp_texts
from generator.privacy.suspicion import is_suspicious
from generator.privacy.text import find_personal_data, is_id
from generator.privacy.workbook import workbook_texts


def find_personal_data_in_file(path: str, data: bytes, office: Office = NOBODY) -> Iterator[PersonalData]:
    """Yield all that looks like personal data in a finished file and in its path.

    `office` is whose addresses, numbers and people may be published. An index counts within one text of the file, not
    within its bytes. Raises ValueError for a kind of file that no table here has.
    """
    yield from find_personal_data(path, office)
    suffix = suffix_of(path)
    if suffix not in MARKUP or must_be_read(data, office):
        for text in file_texts(path, data):
            leaks = find_personal_data(text, office) if len(text) > SHORT or remembered(text) else ()
            yield from (leak for leak in leaks if suffix != WORDS_OF_PAGES or leak.kind != AFFAIR)


SHORT = 2000
"""Characters of a text of which it is remembered whether it is suspicious."""

remembered = lru_cache(maxsize=1 << 15)(is_suspicious)
"""What tells whether a short text is suspicious; the texts of data are the same again and again."""


def file_texts(path: str, data: bytes) -> Iterator[str]:
    """Yield the texts of a finished file, read as its suffix asks. Raises ValueError for a suffix that no table has."""
    suffix = suffix_of(path)
    if suffix in READERS:
        yield from READERS[suffix](data)
    elif suffix not in UNREAD:
        raise ValueError(f"{path}: generator/privacy/files.py does not know how to read “{suffix}”")


def suffix_of(path: str) -> str:
    """Return the suffix in small letters and with its point; `.nojekyll` is all suffix, `CNAME` has none."""
    name = PurePosixPath(path).name.lower()
    return name[name.rfind(".") :] if "." in name else ""


def plain_text(data: bytes) -> Iterator[str]:
    """Yield a text file as it is."""
    yield data.decode("utf-8", "replace")


def csv_texts(data: bytes) -> Iterator[str]:
    """Yield the rows of a table, the cells of each as one text, so that a name is near its address."""
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")):
        yield "；".join(cell for cell in row if not is_id(cell))


def folded_lines(data: bytes) -> Iterator[str]:
    """Yield a calendar or a card with its folded lines made whole and its escaped characters plain.

    RFC 5545, 3.1 and 3.3.11, and RFC 6350, 3.2 and 3.4, say how both are written.
    """
    text = re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8", "replace")
    text = re.sub(r"\\([\\,;nN])", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
    yield re.sub("^BDAY", "出生日期", text, flags=re.IGNORECASE | re.MULTILINE)


def pdf_texts(data: bytes) -> Iterator[str]:
    """Yield the text of a PDF's pages, where their links lead, its properties, its bookmarks and its attached files."""
    from generator.privacy import pdf  # slow to import, and a website needs none of it

    yield from pdf.page_texts(data)
    for text in pdf.other_texts(data):
        yield from markup_texts(text.encode()) if text.startswith("<") else [text]
    for name, content in pdf.attachments(data):
        yield name
        yield from file_texts(name, content)


WORDS_OF_PAGES = ".js"
"""Where the words of pages stand, each read by itself: out of its sentence a name says nothing."""

MARKUP = frozenset({".atom", ".html", ".xml", ".svg"})

READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = MappingProxyType(
    {
        **dict.fromkeys(MARKUP, markup_texts),
        **dict.fromkeys(("", ".txt", ".js", ".md", ".conf"), plain_text),
        **dict.fromkeys((".ics", ".vcf"), folded_lines),
        **dict.fromkeys((".json", ".webmanifest"), json_texts),
        **dict.fromkeys((".jpg", ".jpeg"), jpeg_texts),
        ".csv": csv_texts,
        ".png": png_texts,
        ".webp": webp_texts,
        ".pdf": pdf_texts,
        ".xlsx": workbook_texts,
    }
)
"""How files are read, by suffix."""

UNREAD = frozenset({".css", ".nojekyll", ".woff2", ".ttf", ".ico", ".gz", ".br"})
"""Files without anybody's words, and packed twins of files that are read."""
