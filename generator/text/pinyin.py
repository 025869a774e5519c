"""How Chinese is read: syllables without tones, and their first letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

RUN = re.compile(r"[\u3400-\u9fff]+|[0-9A-Za-z]")


@dataclass(frozen=True)
class Reading:
    """How a text is read: the whole of it without tones, and the first letters."""

    full: str
    initials: str


Phrases = tuple[tuple[str, tuple[str, ...]], ...]
"""Words that the library would read wrongly, and their syllables."""


@lru_cache(maxsize=16384)
def syllables(text: str, phrases: Phrases = ()) -> tuple[str, ...]:
    """Return the pinyin of a text, a syllable for each Chinese character; letters and digits stand for themselves."""
    readings: list[str] = []
    for run in RUN.findall(text):
        readings += [run.lower()] if run.isascii() else _read(run, phrases)
    return tuple(readings)


def _read(run: str, phrases: Phrases) -> list[str]:
    """Return the syllables of Chinese characters in a row: those of the phrases as given there, all others as usual."""
    pieces: list[str | tuple[str, ...]] = [run]
    for phrase, known in phrases:
        if phrase in run:
            pieces = [part for piece in pieces for part in _cut(piece, phrase, known)]
    return [syllable for piece in pieces if piece for syllable in _syllables(piece)]


def _cut(piece: str | tuple[str, ...], phrase: str, known: tuple[str, ...]) -> Iterator[str | tuple[str, ...]]:
    """Yield what is left of a piece around a phrase, and the syllables of that in between; what is read stays."""
    if isinstance(piece, tuple):
        yield piece
        return
    for number, part in enumerate(piece.split(phrase)):
        yield from (known, part) if number else (part,)


def _syllables(piece: str | tuple[str, ...]) -> Iterable[str]:
    """Return the syllables of a piece: those known already, or as usual."""
    return piece if isinstance(piece, tuple) else _pinyin()(piece)


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """Return what reads Chinese. It takes a third of a second to load, and printed sheets need none of it."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def reading(syllables: tuple[str, ...]) -> Reading:
    """Return syllables as one word, and their first letters."""
    return Reading("".join(syllables), "".join(syllable[0] for syllable in syllables))
