"""What is packed comes back as it was, for every kind of file there is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tools import edit

from generator.model.facts import Record, SharedText
from generator.model.handbook import Handbook
from generator.problem import Path as ValuePath
from generator.problem import Places
from generator.read import packing
from generator.read.files import load
from generator.read.packing import packed, unpacked


def kinds(kind: type[Record]) -> list[type[Record]]:
    """Every kind of file below one."""
    return [each for below in kind.__subclasses__() for each in (below, *kinds(below))]


KINDS = [kind for kind in kinds(Record) if kind is not SharedText and kind.__module__.startswith("generator.")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_file_can_be_packed(kind: type[Record]) -> None:
    """A new type of value needs its way here; without one its files would silently never be kept."""
    assert packing._way(kind).pack


@pytest.mark.parametrize("where", ["repository", "example"])
def test_every_file_comes_back_as_it_was(where: str, request: pytest.FixtureRequest) -> None:
    """Also the end of a day, which is a time of its own kind."""
    root = request.getfixturevalue(where)
    if where == "example":
        edit(root / "committees/sunny-garden/hours.yml", "opens: 17:30, closes: 19:00", "opens: 17:30, closes: 24:00")
    handbook: Handbook = load(root)
    for record in handbook.files:
        back = unpacked(type(record), json.loads(json.dumps(packed(record))))
        assert back == record
        assert type(back) is type(record)
        assert back.source == record.source
        assert list(back.passages()) == list(record.passages())
        assert back.model_copy() == record
        assert types(back.model_dump()) == types(record.model_dump())


def types(value: Any) -> Any:
    """The types of nested values."""
    if isinstance(value, dict):
        return {key: types(item) for key, item in value.items()}
    return [types(item) for item in value] if isinstance(value, list | tuple) else type(value)


def test_places_of_any_keys_are_found() -> None:
    """Also of keys that look like the signs by which they are kept."""
    paths = [
        (),
        ("a",),
        ("a", 0),
        ("a", 1),
        ("a", 1, "b"),
        ("1",),
        ("a/b",),
        ("%",),
        ("%2%",),
        ("a", "%0%"),
        ("",),
        ("%0",),
        ("a", ""),
        ("x\n\t%25",),
    ]
    marks = {path: (number + 1, number + 2) for number, path in enumerate(paths)}
    keys = {path: (number + 1, 1) for number, path in enumerate(paths) if number % 2}
    places = Places.of(marks, keys)
    assert sorted(map(str, places)) == sorted(map(str, paths))
    for path in paths:
        assert places.find(path) == (marks[path], keys.get(path))
    absent: list[ValuePath] = [("b",), ("a", 2), ("a", 1, 0), (1,), ("a", "0"), ("0",)]
    for path in absent:
        assert places.find(path) is None
    assert Places(json.loads(json.dumps(places.told))) == places


def test_a_key_on_another_line_than_its_value_is_found() -> None:
    places = Places.of({("a",): (3, 5)}, {("a",): (1, 2)})
    assert places.find(("a",)) == ((3, 5), (1, 2))
