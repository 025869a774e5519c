"""Records as plain values that JSON can hold, and back without looking at each value again."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from generator.model.facts import Fact, Record, SharedText
from generator.model.written_times import time_of_day
from generator.problem import Places, Source

R = TypeVar("R", bound=Record)


def _exactly(kind: type, turn: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what packs values of a type; it raises TypeError for one of a type derived from it."""

    def pack(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(value)
        return turn(value)

    return pack


def _clock(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute}"


class Way(NamedTuple):
    """How values of one type are packed and unpacked; None where JSON holds them as they are."""

    pack: Callable[[Any], Any] | None
    unpack: Callable[[Any], Any] | None


def packed(record: Record) -> list[Any]:
    """Return a record as plain values: where its values stand, its Markdown if it has any, then the values."""
    source = record.source
    markdown = [record.id, record.markdown, record.body] if isinstance(record, SharedText) else []
    pack = _way(type(record)).pack
    assert pack
    return [source.file, source.places.told, source.body_line, source.chinese, markdown, pack(record)]


def unpacked(kind: type[R], plain: list[Any]) -> R:
    """Return the record of which these are the plain values.

    Raises ValueError, TypeError, KeyError, IndexError or AttributeError where that is not so.
    """
    file, told, body_line, chinese, markdown, values = plain
    unpack = _way(kind).unpack
    assert unpack
    record: R = unpack(values)
    object.__setattr__(record, "__pydantic_private__", dict.fromkeys(kind.__private_attributes__, ""))
    if isinstance(record, SharedText):
        record.named(*markdown)
    return record.placed(Source(file, Places(told), body_line, chinese))


def _same(value: Any) -> Any:
    return value


SCALARS: Mapping[Any, Way] = {
    bool: Way(_exactly(bool, _same), None),
    int: Way(_exactly(int, _same), None),
    str: Way(_exactly(str, _same), sys.intern),
    datetime.date: Way(
        _exactly(datetime.date, datetime.date.isoformat), lru_cache(maxsize=4096)(datetime.date.fromisoformat)
    ),
    datetime.time: Way(_clock, lru_cache(maxsize=512)(time_of_day)),
    datetime.datetime: Way(_exactly(datetime.datetime, datetime.datetime.isoformat), datetime.datetime.fromisoformat),
}
"""How a value that is no group is packed and unpacked; the same few days, times and words are in all files."""


@cache
def _way(kind: Any) -> Way:
    """Return how values of a type are packed and unpacked. Raises TypeError for one that no file has."""
    origin, within = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _way(within[0])
    if NoneType in within:
        there = _way(*(each for each in within if each is not NoneType))
        return Way(*(_unless_none(each) if each else None for each in there))
    if origin is tuple and within[1:] == (...,):
        item = _way(within[0])
        return Way(_listed(item.pack), _tupled(item.unpack))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        item = _way(within[1])
        return Way(_values(item.pack), _values(item.unpack))
    if isinstance(kind, type) and issubclass(kind, Fact):
        return _of_fact(kind)
    scalar = SCALARS.get(str if origin is Literal else kind)
    if scalar is None:
        raise TypeError(kind)
    return scalar


def _unless_none(turn: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else turn(value)


def _listed(turn: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    return (lambda values: [turn(value) for value in values]) if turn else list


def _tupled(turn: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    return (lambda values: tuple(map(turn, values))) if turn else tuple


def _values(turn: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    return (lambda values: {key: turn(value) for key, value in values.items()}) if turn else dict


def _of_fact(kind: type[Fact]) -> Way:
    fields: Mapping[str, Any] = kind.model_fields
    names = tuple(fields)
    ways = [_way(field.annotation) for field in fields.values()]
    packs, unpacks = ([(at, way[half]) for at, way in enumerate(ways) if way[half]] for half in (0, 1))
    given, keep = set(names), object.__setattr__

    def pack(fact: Fact) -> list[Any]:
        values = [getattr(fact, name) for name in names]
        for at, turn in packs:
            values[at] = turn(values[at])  # type: ignore[misc]
        return values

    def unpack(values: list[Any]) -> Fact:
        for at, turn in unpacks:
            values[at] = turn(values[at])  # type: ignore[misc]
        fact = kind.__new__(kind)
        keep(fact, "__dict__", dict(zip(names, values, strict=True)))
        keep(fact, "__pydantic_fields_set__", given)
        keep(fact, "__pydantic_extra__", None)
        keep(fact, "__pydantic_private__", None)
        return fact

    return Way(pack, unpack)
