"""What people write for none and between the entries of a list, as the models have it: left out, and entries apart."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from generator.model.breaches import Breaches
from generator.model.facts import Record, Unbroken
from generator.model.labels import Labels
from generator.model.ledger import Ledger
from generator.model.words import Pages, Pinyin, Words
from generator.model.written import is_flag, is_nothing
from generator.problem import Path as ValuePath
from generator.read.yaml import IN_CHINESE_QUOTES, NodeReader

AS_THEY_STAND: tuple[type[Record], ...] = (Ledger, Breaches, Words, Labels, Pages, Pinyin)
"""Files that the program or its makers write: a dash there is a dash."""


BARE = re.compile(r"(:[ \t]+|[\[,][ \t]*)([-?])(?=[ \t]*(?:[,}\]]|[ \t]#|$))", re.MULTILINE)
"""A dash or a question mark alone in the place of a value, where YAML takes it for a sign of its own."""


def with_nothing_quoted(text: str) -> str:
    """Return a YAML text with each dash for none in quotes."""
    return BARE.sub(r'\1"\2"', text)


class Shape(NamedTuple):
    """What a place of a file holds: a model's fields, a list's or a mapping's items, or a text of some kind."""

    fields: Mapping[str, Any]
    item: Any = None
    apart: re.Pattern[str] | None = None
    """What stands between entries that were written as one, where the place is a list of such as hold none of it."""

    alone: re.Pattern[str] | None = None
    """What stands between entries where a bare text was written for a list of them, if that is clear."""

    is_flag: bool = False
    """Whether a word for none may mean no."""


@lru_cache(maxsize=4096)
def shape(kind: Any) -> Shape:
    """Return what a place of some type holds."""
    bare = without_bounds(kind)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return Shape({name: field.annotation for name, field in bare.model_fields.items()})
    arguments = [argument for argument in get_args(bare) if argument is not Ellipsis]
    if bare is bool:
        return Shape({}, is_flag=True)
    item = arguments[-1] if arguments else None
    unbroken = next(marks_between(item), None) if get_origin(bare) is tuple else None
    return Shape({}, item, unbroken.apart, unbroken.alone) if unbroken else Shape({}, item)


def without_bounds(kind: Any) -> Any:
    """Return a type without its `| None` and without its bounds."""
    if get_origin(kind) is Annotated:
        return without_bounds(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return without_bounds(next(argument for argument in get_args(kind) if argument is not type(None)))
    return kind


def marks_between(item: Any) -> Iterator[Unbroken]:
    """Yield what cannot be within an item of this type."""
    yield from (mark for mark in get_args(item)[1:] if isinstance(mark, Unbroken))


class Habits:
    """Goes through the data of one file; `nothing` holds what was written for none, by path."""

    def __init__(self, reader: NodeReader) -> None:
        self.reader = reader
        self.marks = reader.marks
        self.nothing: dict[ValuePath, str] = {}

    def settle(self, value: Any, kind: Any, path: ValuePath = ()) -> None:
        """Take out of nested data what says that there is none, and put entries apart that were written as one."""
        if isinstance(value, dict):
            self.group(value, shape(kind), path)
        elif isinstance(value, list):
            self.row(value, shape(kind), path)

    def group(self, values: dict[str, Any], there: Shape, path: ValuePath) -> None:
        """Take out of a group the keys whose value says that there is none."""
        for key, value in list(values.items()):
            kind = there.fields.get(key) if there.fields else there.item
            if not isinstance(value, str):
                self.settle(value, kind, (*path, key))
            elif kind is not None and is_nothing(value) and not (shape(kind).is_flag and is_flag(value)):
                self.nothing[*path, key] = value
                del values[key]
            elif (alone := shape(kind).alone) and (*path, key) not in self.reader.broken and are_names(value, alone):
                values[key] = self.listed(value, alone, (*path, key))

    def row(self, items: list[Any], there: Shape, path: ValuePath) -> None:
        """Take out of a list the only item where it says that there is none; put apart what was written as one."""
        if len(items) == 1 and isinstance(items[0], str) and is_nothing(items[0]):
            self.nothing[path] = items.pop()
        if there.apart and any(isinstance(item, str) and there.apart.search(item) for item in items):
            self.put_apart(items, there.apart, path)
        for index, item in enumerate(items):
            self.settle(item, there.item, (*path, index))

    def put_apart(self, items: list[Any], marks: re.Pattern[str], path: ValuePath) -> None:
        """Put the entries of a list apart, each where it stands; a list of other than texts is left as it is."""
        if not all(isinstance(item, str) for item in items):
            return
        apart = [
            (entry.strip(), self.place(path, index, start), entry != item)
            for index, item in enumerate(items)
            for start, entry in pieces(item, marks)
        ]
        items[:] = [entry for entry, _, _ in apart]
        self.marks.update({(*path, index): place for index, (_, place, _) in enumerate(apart)})
        for index, (entry, _, was_joined) in enumerate(apart):
            if was_joined and IN_CHINESE_QUOTES.fullmatch(entry):
                self.reader.report_quotes(entry, (*path, index))

    def listed(self, text: str, marks: re.Pattern[str], path: ValuePath) -> list[str]:
        """Return the entries of a text that was written for a list of them, each where it stands."""
        items = [text]
        self.marks[*path, 0] = self.marks.get(path, (1, 1))
        self.put_apart(items, marks, path)
        return items

    def place(self, path: ValuePath, index: int, start: int) -> tuple[int, int]:
        """Return where a piece of an item of a list stands."""
        line, column = self.marks.get((*path, index), (1, 1))
        return line, column + start


NAMES = re.compile("(?!.{2,}[和与].{2,})[\u4e00-\u9fff·]{2,12}")


def are_names(text: str, marks: re.Pattern[str]) -> bool:
    """Tell whether a text is nothing but names between marks."""
    return all(NAMES.fullmatch(entry.strip()) for _, entry in pieces(text, marks))


def pieces(text: str, marks: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a text between marks, and where each begins; a text of marks alone is one piece."""
    start, some = 0, False
    for end, after in [*((mark.start(), mark.end()) for mark in marks.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            some = True
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), text[start:end]
        start = after
    if not some:
        yield 0, text
