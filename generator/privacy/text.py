"""All that looks like personal data in a text (个人信息保护法 art. 25, 28)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from generator.privacy.characters import AND, BIRTH_GAP, DIGIT, GAP, WIDE_GAP, WIDTHS, PersonalData, Span
from generator.privacy.homes import birthdays, home_addresses
from generator.privacy.mobiles_in_pieces import mobiles_in_pieces
from generator.privacy.numbers import personal_numbers

SUSPICIOUS = re.compile(
    rf"[0-9０-９生Bb](?:(?<=[1１]){WIDE_GAP}{{0,4}}[3-9３-９](?:{WIDE_GAP}{{0,4}}{DIGIT}){{9}}"
    rf"|(?<=[1-9１-９])(?:{GAP}{{0,4}}{DIGIT}){{14}}"
    rf"|(?<={DIGIT}){AND}[弄号幢栋座单][0-9０-９弄号楼幢栋座单元 \r\n-]{{0,30}}"
    rf"(?:(?<={DIGIT})[A-Z]? ?室|(?<=[元幢栋楼号]){AND}{DIGIT}{{3}})"
    rf"|(?<={DIGIT})[日月](?:[^0-9０-９。；，\n\f]{{0,4}}出)?生"
    rf"|(?<=[-./0-9０-９]{DIGIT})[^0-9０-９。；，\n\f]{{0,4}}出生"
    rf"|(?:(?<=出生)|(?<=生)[日于]){BIRTH_GAP}[12１２]"
    rf"|(?<=[Bb])irth(?!-){BIRTH_GAP}[12１２])"
)
"""One cheap pattern: where it finds nothing in a text, `find_personal_data` would not either."""


def find_personal_data(text: str, names: Collection[str] = ()) -> Iterator[PersonalData]:
    """Yield all that looks like personal data, by where it starts.

    `names` are people's names; a flat near one of them, or near a word for a resident, is somebody's home.
    """
    if SUSPICIOUS.search(text):
        plain = DIGEST.sub(lambda digest: "#" * len(digest[0]), text.translate(WIDTHS))
        spans = [*numbers_of_people(plain), *home_addresses(plain, names), *birthdays(plain)]
        yield from (PersonalData(kind, text[start:end], start) for start, end, kind in sorted(spans))


@lru_cache(maxsize=1 << 15)
def is_suspicious(text: str) -> bool:
    """Tell whether a text could hold personal data; the texts of data are the same again and again."""
    return bool(SUSPICIOUS.search(text))


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


DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=(?:[0-9]*[a-fA-F]+[0-9]){4})[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")
"""A file's fingerprint in hexadecimal digits, which may hold anything."""

ID = re.compile(r"(?=[0-9-]*[a-f])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
