"""An index by pinyin: entries, and their words from A to Z."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.words import Pinyin
from generator.text.pinyin import Reading, reading, syllables

DIGITS = "0–9"
"""Where words stand that begin with a number."""


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
        usual = syllables(name, self.pinyin.syllables)
        if self.kind == "person" and name == self.title and name[0] in self.pinyin.surnames:
            return (self.pinyin.surnames[name[0]], *usual[1:])
        return usual


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

    Of a thing's words that begin with the same character the first is enough, since they would stand side by side.
    """
    groups: dict[str, dict[tuple[tuple[str, ...], str, str], Line]] = defaultdict(dict)
    for entry in entries:
        names = reversed(entry.names if entry.kind != "person" else (entry.title,))
        for word in {name[0]: name for name in names}.values():
            order = entry.syllables(word)
            first = order[0][0].upper()
            groups[first if first.isalpha() else DIGITS][order, word, entry.address] = Line(word, entry)
    letters = sorted(groups, key=lambda letter: (letter == DIGITS, letter))
    return tuple(Letter(letter, tuple(groups[letter][key] for key in sorted(groups[letter]))) for letter in letters)
