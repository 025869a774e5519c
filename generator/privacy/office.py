"""What an office may publish: its own addresses, numbers and people, as the data say; nobody here judges by words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.privacy.characters import NUMERALS, WIDTHS

Flat = tuple[int, ...]
"""The numbers of a flat from the lane to the room: `100弄5号101室` is (100, 5, 101)."""


class Office(NamedTuple):
    """Who may be published; of frozen plain values, so that it goes to another process.

    `names` are those of its staff, near whom a flat is still a home unless it is one of `flats`; `numbers` the digits
    of its telephones, `contacts` its other addresses in small letters and, with an @ before them, its hosts, `places`
    what estates and streets are called,
    `posts` what its staff are called. `allowed` are whole texts that somebody answers for.
    """

    names: frozenset[str] = frozenset()
    flats: frozenset[Flat] = frozenset()
    numbers: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    allowed: tuple[str, ...] = ()

    def has_flat(self, written: str) -> bool:
        """Tell whether a flat is one of the office's, which may be written without the lane or the building before."""
        numbers = numbers_of(written)
        return any(own[-len(numbers) :] == numbers for own in self.flats) if len(numbers) > 1 else False

    def has_number(self, written: str) -> bool:
        """Tell whether a number, however written, is one of the office's telephones."""
        digits = digits_of(written)
        return digits in self.numbers or digits.removeprefix("00").removeprefix("86") in self.numbers

    def has_contact(self, written: str) -> bool:
        """Tell whether an address of another kind is one of the office's."""
        written = written.lower()
        return written in self.contacts or f"@{written.rpartition('@')[2]}" in self.contacts

    def spans_allowed(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where texts stand that somebody answers for, wherever lines were broken in them."""
        for allowed in self.allowed:
            for found in broken_anywhere(allowed).finditer(text):
                yield found.span()


NOBODY = Office()


@lru_cache(maxsize=256)
def broken_anywhere(text: str) -> re.Pattern[str]:
    """Return the pattern of a text between any two characters of which there may be blanks."""
    return re.compile(r"[\s\x02\ufffe]{0,3}".join(map(re.escape, "".join(text.split()))))


def digits_of(text: str) -> str:
    """Return the digits of a text, whatever stands between them."""
    return re.sub("[^0-9]", "", text.translate(WIDTHS).translate(NUMERALS))


NUMBER = re.compile("[0-9〇零○一二三四五六七八九十百]+")
TENS = re.compile("([0-9]?)十([0-9]?)")


def numbers_of(text: str) -> Flat:
    """Return the numbers in a text in their order, those in Chinese numerals among them."""
    return tuple(value_of(number[0]) for number in NUMBER.finditer(text.translate(WIDTHS)))


def value_of(numeral: str) -> int:
    """Return what a numeral says in digits or in Chinese, read one by one where there is no 十."""
    plain = numeral.translate(NUMERALS)
    plain = TENS.sub(lambda tens: f"{tens[1] or 1}{tens[2] or 0}", plain).replace("百", "")
    return int(plain[:9] or 0)


def all_numbers(texts: Collection[str]) -> frozenset[str]:
    """Return the digits of each of some numbers."""
    return frozenset(digits for text in texts if (digits := digits_of(text)))
