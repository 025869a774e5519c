"""How Chinese is read: syllables without tones, and their first letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.model.words import NUMBER

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The ranges of Chinese characters, 〇 and those beyond the basic plane among them, for a class of a pattern."""

RUN = re.compile(f"[{HAN}]+|[0-9A-Za-z]")


@dataclass(frozen=True)
class Reading:
    """How a text is read: the whole of it without tones, and the first letters."""

    full: str
    initials: str


Phrases = tuple[tuple[str, tuple[str, ...]], ...]
"""Words that the library would read wrongly, and their syllables."""


@lru_cache(maxsize=16384)
def syllables(text: str, phrases: Phrases = ()) -> tuple[str, ...]:
    """Return the pinyin of a text, a syllable for each of its `characters`; letters and digits stand for themselves.

    So does a Chinese character of which nobody says how it is read.
    """
    readings: list[str] = []
    before = ""
    for run in _runs(text):
        readings += [run.lower()] if run.isascii() else _read(run, phrases, NUMBER if before.isdigit() else "")
        before = run
    return tuple(readings)


@lru_cache(maxsize=16384)
def characters(text: str) -> tuple[str, ...]:
    """Return what of a text is read, in its usual form: Chinese characters, small letters and digits, no signs."""
    return tuple("".join(_runs(text)).lower())


def _runs(text: str) -> list[str]:
    """Return the Chinese characters of a text, as many as stand together, its letters, and its digits."""
    return RUN.findall(unicodedata.normalize("NFKC", text))


def _read(run: str, phrases: Phrases, before: str) -> list[str]:
    """Return the syllables of Chinese characters in a row: those of the phrases as given there, all others as usual.

    `before` is NUMBER where a digit stands before them.
    """
    pieces: list[str | tuple[str, ...]] = [before + run]
    for phrase, known in phrases:
        if phrase in before + run:
            pieces = [part for piece in pieces for part in _cut(piece, phrase, known)]
    return [syllable for piece in pieces for syllable in _syllables(piece)]


def _cut(piece: str | tuple[str, ...], phrase: str, known: tuple[str, ...]) -> Iterator[str | tuple[str, ...]]:
    """Yield what is left of a piece around a phrase, and the syllables of that in between; what is read stays."""
    if isinstance(piece, tuple):
        yield piece
        return
    for number, part in enumerate(piece.split(phrase)):
        yield from (known, part) if number else (part,)


def _syllables(piece: str | tuple[str, ...]) -> Iterable[str]:
    """Return the syllables of a piece: those known already, or as usual."""
    if isinstance(piece, tuple):
        return piece
    piece = piece.removeprefix(NUMBER)
    usual = usual_reading(piece)
    # characters that it cannot read come back in one, and a sound without a vowel may be no letter that one types
    if len(usual) == len(piece) and all(map(TYPED.fullmatch, usual)):
        return usual
    return [syllable for character in piece for syllable in _alone(character)]


TYPED = re.compile("[a-z]+")


def _alone(character: str) -> tuple[str]:
    """Return how a character is read that stands alone: by its syllable, or as itself where it has none."""
    letters = unicodedata.normalize("NFD", usual_reading(character)[0])
    typed = "".join(letter for letter in letters if TYPED.fullmatch(letter))
    return (typed or character,)


KNOWN: dict[str, tuple[str, ...]] = {}
"""What the library says of texts, as far as this process knows: it was asked, or was given what another one knew."""


def usual_reading(text: str) -> tuple[str, ...]:
    """Return what the library makes of a text; it is asked once."""
    if text not in KNOWN:
        KNOWN[text] = tuple(_pinyin()(text))
    return KNOWN[text]


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """Return what reads Chinese. It takes a quarter of a second to load."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def reading(syllables: tuple[str, ...]) -> Reading:
    """Return syllables as one word, and their first letters."""
    return Reading("".join(syllables), "".join(syllable[0] for syllable in syllables))
