"""Each field of the example takes the first and the last that its bounds allow, and one beyond, without a traceback."""

from __future__ import annotations

import datetime
import importlib
import json
import pkgutil
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from tools import templates_to_edit

from generator import SITE_CONFIG, model
from generator.journey import check
from generator.model.facts import FIRST_DAY, FOREVER, LAST_DAY, SharedText
from generator.problem import errors
from generator.read import yaml
from generator.read.files import load


class Place(NamedTuple):
    """A value of a file: where it stands, and its type with its bounds."""

    path: tuple[Any, ...]
    kind: Any
    metadata: tuple[Any, ...]


def places(kind: Any, value: Any, path: tuple[Any, ...] = (), metadata: tuple[Any, ...] = ()) -> Iterator[Place]:
    """Every single value of a file, and each that might be there as well; of a list the last."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        yield from places(inner, value, path, (*metadata, *more))
    elif origin in (Union, types.UnionType):
        yield from places(get_args(kind)[0], value, path, metadata)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for field, info in kind.model_fields.items():
            inner = value.get(field) if isinstance(value, dict) else None
            if inner is not None or single(info.annotation):
                yield from places(info.annotation, inner, (*path, field), tuple(info.metadata))
    elif origin is tuple:
        for number, item in list(enumerate(value or ()))[-1:]:
            yield from places(get_args(kind)[0], item, (*path, number))
    elif isinstance(value, dict):
        for key, item in list(value.items())[-1:]:
            yield from places(get_args(kind)[1], item, (*path, key))
    else:
        yield Place(path, kind, metadata)


def single(kind: Any) -> bool:
    """Whether a type is one of a single value, which may be set where the example has none."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = get_args(kind)[0]
    return get_origin(kind) is None and not (isinstance(kind, type) and issubclass(kind, BaseModel))


def bounds(metadata: tuple[Any, ...]) -> dict[str, Any]:
    """The bounds among what annotates a type, by their names."""
    known: dict[str, Any] = {}
    for each in metadata:
        for one in getattr(each, "metadata", [each]):
            known |= {name: getattr(one, name) for name in ("ge", "le", "lt", "max_length") if hasattr(one, name)}
    return known


def extremes(place: Place) -> Iterator[tuple[str, bool]]:
    """What to write in a place, and whether it lies within the bounds."""
    limits = bounds(place.metadata)
    if place.kind is int:
        yield from ((str(limits["ge"]), True), (str(limits["le"]), True), ("9" * 18, False), ("9" * 5000, False))
    elif place.kind is datetime.date:
        forever = limits["le"] == FOREVER
        yield from ((str(FIRST_DAY), True), (str(LAST_DAY), True), (str(FOREVER), forever), ("0001-01-01", False))
    elif place.kind is datetime.datetime:
        yield from ((f"{FIRST_DAY} 0:00", True), ("2199-12-30 23:59", True), (f"{FOREVER} 23:59", False))
    elif place.kind is datetime.time:
        yield from (("0:00", True), ("23:59", True), ("24:00", True), ("24:01", False))
    elif place.kind is str and limits.get("max_length") == 7:
        yield from (("1900-01", True), ("2199-12", True), ("9999-12", False))
    elif place.kind is str:
        yield from (("字" * limits["max_length"], True), ("字" * (limits["max_length"] + 1), False))


def unbounded(kind: Any, metadata: tuple[Any, ...] = ()) -> Iterator[str]:
    """What is missing of the bounds of a type and of what it is made of; models are met by themselves."""
    origin, limits = get_origin(kind), bounds(metadata)
    if origin is Annotated:
        inner, *more = get_args(kind)
        yield from unbounded(inner, (*metadata, *more))
    elif origin in (Union, types.UnionType):
        for each in get_args(kind):
            yield from unbounded(each, metadata)
    elif origin in (tuple, dict, Mapping):
        yield from () if "max_length" in limits else ("how many there may be",)
        for each in get_args(kind):
            yield from unbounded(each)
    elif kind is str:
        yield from () if "max_length" in limits else ("how long it may be",)
    elif kind is int:
        yield from () if "ge" in limits and {"le", "lt"} & {*limits} else ("how small and how large it may be",)
    elif kind is datetime.date:
        yield from () if "ge" in limits and "le" in limits else ("how early and how late it may be",)
    elif kind not in (bool, types.NoneType, Ellipsis, datetime.time, datetime.datetime) and origin is not Literal:
        yield from () if isinstance(kind, type) and issubclass(kind, BaseModel) else (f"what {kind} is",)


def models() -> Iterator[type[BaseModel]]:
    """Every model of an author's files and of what they are made of."""
    for module in pkgutil.iter_modules(model.__path__, "generator.model."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.name:
                yield value


def test_every_field_has_bounds() -> None:
    """Those as well that the example has not: every number and date, how long each text is, how many there may be."""
    fields = [(kind, name, info) for kind in models() for name, info in kind.model_fields.items()]
    missing = {
        f"{kind.__name__}.{name}": told
        for kind, name, info in fields
        if (told := [*unbounded(info.annotation, tuple(info.metadata))])
    }
    assert len(fields) > 400
    assert missing == {}


FILES = (
    SITE_CONFIG,
    "content/policy.yml",
    "content/subdistrict.yml",
    "content/contents.yml",
    "content/lists.yml",
    "content/calendar/2026.yml",
    "content/certificates.yml",
    "content/disclosure.yml",
    "content/services/lunch.md",
    "content/rooms/hall.md",
    "content/working-committees/harmony.md",
    "content/rules/meeting.md",
    "content/forms/diary.md",
    "committees/sunny-garden/committee.yml",
    "committees/sunny-garden/rooms.yml",
    "committees/sunny-garden/hours.yml",
    "committees/sunny-garden/records.yml",
    "committees/sunny-garden/register.yml",
    "committees/sunny-garden/codes.yml",
    "templates/shared/words.yml",
    "templates/shared/pages.yml",
)


@pytest.fixture(scope="module")
def root(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the example for all, with templates of its own."""
    copied = copy_example(tmp_path_factory.mktemp("extremes"))
    templates_to_edit(copied)
    return copied


def written(value: Any, text: str) -> str:
    """A value as a file: as JSON, which is YAML, in place of the front matter where there is one."""
    said = json.dumps(value, ensure_ascii=False, indent=1)
    return f"---\n{said}\n---\n{text}" if text is not None else said


def with_value(tree: Any, path: tuple[Any, ...], value: str) -> Any:
    """A copy of nested values with one of them set."""
    copy = json.loads(json.dumps(tree))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copy


@pytest.mark.parametrize("file", FILES)
def test_extreme_values(root: Path, file: str) -> None:
    path = root / file
    before = path.read_text(encoding="utf-8")
    record = next(record for record in load(root).files if record.source.file == file)
    body = yaml.split_front_matter(before, file).body if isinstance(record, SharedText) else None
    tree = yaml.tree(before.encode() if body is None else yaml.split_front_matter(before, file).yaml.encode(), file)
    tried = 0
    try:
        for place in places(type(record), tree):
            for value, sound in extremes(place):
                path.write_text(written(with_value(tree, place.path, value), body), encoding="utf-8")
                problems = check(root)
                tried += 1
                wrong = [problem for problem in errors(problems) if problem.location.file == file]
                assert sound or wrong, (place, value[:20])
                assert sound or all(len(problem.text()) < 3000 for problem in wrong)
    finally:
        path.write_text(before, encoding="utf-8")
    assert tried
