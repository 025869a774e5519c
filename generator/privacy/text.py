"""All that looks like personal data in a text (个人信息保护法 art. 25, 28)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.privacy.births import birthdays
from generator.privacy.characters import NUMERALS, WIDTHS, PersonalData, Span
from generator.privacy.contacts import contacts
from generator.privacy.homes import home_addresses
from generator.privacy.landlines import without_landlines
from generator.privacy.matters import affairs
from generator.privacy.mobiles_in_pieces import mobiles_in_pieces
from generator.privacy.numbers import personal_numbers
from generator.privacy.office import NOBODY, Office
from generator.privacy.papers import NEVER_ALLOWED, papers
from generator.privacy.people import people_in
from generator.privacy.suspicion import is_suspicious


def find_personal_data(text: str, office: Office = NOBODY) -> Iterator[PersonalData]:
    """Yield all that looks like personal data, by where it starts, but what is the office's own or allowed."""
    if not is_suspicious(text):
        return
    allowed = [*office.spans_allowed(text)]
    for start, end, kind in without_overlaps(all_spans(text, office)):
        if kind in NEVER_ALLOWED or not any(first <= start and end <= last for first, last in allowed):
            yield PersonalData(kind, text[start:end], start)


def all_spans(text: str, office: Office) -> Iterator[Span]:
    """Yield where anything personal stands, in the text and in what of it is written in codes."""
    plain = DIGEST.sub(lambda digest: "#" * len(digest[0]), text.translate(WIDTHS))
    yield from spans_within(plain, office)
    for coded in CODED.finditer(text):
        meant = decoded(coded[0])
        if meant != coded[0] and any(spans_within(meant.translate(WIDTHS), office)):
            kind = next(spans_within(meant.translate(WIDTHS), office))[2]
            yield *coded.span(), kind


def spans_within(plain: str, office: Office) -> Iterator[Span]:
    """Yield where anything personal stands in a text with plain digits."""
    counted = plain.translate(NUMERALS)
    people = people_in(plain, office)
    for numbered in {without_landlines(plain), without_landlines(counted)}:
        for start, end, kind in numbers_of_people(numbered):
            if not office.has_number(plain[start:end]):
                yield start, end, kind
        yield from papers(numbered, people)
    yield from contacts(plain, office)
    yield from home_addresses(counted, people, office)
    yield from birthdays(counted, people)
    yield from affairs(plain, people, office)


def is_id(text: str) -> bool:
    """Tell whether a text is an id of 32 hexadecimal digits (RFC 9562), not all of them decimal.

    A program makes it at random or of other data, and nobody writes a number so.
    """
    return len(text) == 36 and text[8] == text[13] == text[18] == text[23] == "-" and bool(ID.fullmatch(text))


def numbers_of_people(plain: str) -> Iterator[Span]:
    """Yield the numbers in a text with plain digits, each once, however its pieces are held together."""
    usual = list(personal_numbers(plain))
    yield from usual
    for start, end, kind in mobiles_in_pieces(plain):
        if not any(start < last and first < end for first, last, _ in usual):
            yield start, end, kind


def without_overlaps(spans: Iterator[Span]) -> Iterator[Span]:
    """Yield spans by where they start; of two of which one lies in the other, or that cross, the first and longer."""
    reached = 0
    for start, end, kind in sorted(dict.fromkeys(spans), key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end, kind
            reached = end


CODED = re.compile(
    r"(?:[0-9 -]{0,12}(?:%[0-9A-Fa-f]{2}|&#[xX]?[0-9A-Fa-f]{1,6};|&[A-Za-z]{2,8};"
    r"|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}))+[0-9 -]{0,12}"
)
"""Characters written in the codes of addresses, of HTML or of programs, with plain digits among them."""


def decoded(coded: str) -> str:
    """Return what is written in such codes."""
    plain = re.sub(r"\\[ux]([0-9A-Fa-f]{2,4})", lambda code: chr(int(code[1], 16)), coded)
    return html.unescape(unquote(plain))


DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=(?:[0-9]*[a-fA-F]+[0-9]){4})[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")
"""A file's fingerprint in hexadecimal digits, which may hold anything."""

ID = re.compile(r"(?=[0-9-]*[a-f])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
