"""All that looks like personal data in a text (个人信息保护法 art. 25, 28)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

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


def numbers_of_people(plain: str) -> Iterator[Span]:
    """Yield the numbers in a text with plain digits, each once, however its pieces are held together."""
    usual = list(personal_numbers(plain))
    yield from usual
    for start, end, kind in mobiles_in_pieces(plain):
        if not any(start < last and first < end for first, last, _ in usual):
            yield start, end, kind


DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=(?:[0-9]*[a-fA-F]+[0-9]){4})[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")
"""A file's fingerprint in hexadecimal digits, which may hold anything."""
