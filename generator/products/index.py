"""An index by pinyin: entries, and their words from A to Z."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.words import Pinyin
from generator.text.pinyin import Reading, characters, reading, syllables

DIGITS = "0–9"
"""Where words stand that begin with a number, or with a character of which nobody says how it is read."""

LETTER = re.compile("[A-Z]")


@dataclass(frozen=True)
class Entry:
    """A thing that is looked for; `address` lies below the committee's folder, `words` are what else it is called.

    What is seldom meant where something else has the same words is `minor`. What people ask about it, `asked`, is
    searched but not shown. `pinyin` tells what is read otherwise than usual.
    """

    kind: str
    id: str
    title: str
    address: str
    words: tuple[str, ...] = ()
    sentence: str = ""
    minor: bool = False
    asked: str = ""
    pinyin: Pinyin = field(default=Pinyin(), repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The title and the other words."""
        return (self.title, *self.words)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """The pinyin of each name."""
        return {name: reading(self.syllables(name)) for name in self.names}

    def syllables(self, name: str) -> tuple[str, ...]:
        """Return the syllables of one of the names, character by character."""
        phrases = self.pinyin.syllables
        surname = self.pinyin.surname(name) if self.kind == "person" and name == self.title else ""
        read = tuple(self.pinyin.surnames[surname].split()) if surname else ()
        return (*read, *syllables(name.removeprefix(surname), phrases))


@dataclass(frozen=True)
class Line:
    """A line of the list from A to Z: a word, and the entry it leads to."""

    word: str
    entry: Entry


@dataclass(frozen=True)
class Letter:
    """All words that begin with a letter in pinyin."""

    letter: str
    lines: tuple[Line, ...]


def alphabet(entries: Iterable[Entry]) -> tuple[Letter, ...]:
    """Return titles and other words from A to Z, those that begin with a number last; people by their title only.

    Of a thing's words that begin with the same character the first is enough, since they would stand side by side. A
    name of signs alone, such as the `/` that stands for none, is nowhere.
    """
    groups: dict[str, dict[tuple[tuple[str, ...], str, str], Line]] = defaultdict(dict)
    for entry in entries:
        names = reversed(entry.names if entry.kind != "person" else (entry.title,))
        for word in {characters(name)[0]: name for name in names if characters(name)}.values():
            order = entry.syllables(word)
            first = order[0][0].upper()
            groups[first if LETTER.fullmatch(first) else DIGITS][order, word, entry.address] = Line(word, entry)
    letters = sorted(groups, key=lambda letter: (letter == DIGITS, letter))
    return tuple(Letter(letter, tuple(groups[letter][key] for key in sorted(groups[letter]))) for letter in letters)
