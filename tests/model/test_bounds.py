"""Every field of every model has bounds: texts and lists a length, numbers and days a least and a greatest."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
import pytest
from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

import generator.model
from generator.model.facts import Date, Fact, Many, Named, Slug, Some, Text, Whole

BOUNDED_BY_THEMSELVES = (bool, datetime.time, type(None))


def models(base: type[BaseModel] = Fact) -> Iterator[type[BaseModel]]:
    """Every model of the package, and those below it."""
    for module in pkgutil.iter_modules(generator.model.__path__):
        importlib.import_module(f"generator.model.{module.name}")
    for model in base.__subclasses__():
        if model.__module__.startswith(generator.model.__name__):
            yield model
        yield from models(model)


def unbounded(kind: Any, metadata: tuple[Any, ...] = ()) -> Iterator[str]:
    """What has no bounds in a type: nothing where all has."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        yield from unbounded(inner, (*metadata, *flat(more)))
    elif origin in (Union, types.UnionType):
        for choice in get_args(kind):
            yield from unbounded(choice, metadata)
    elif origin is Literal or kind in BOUNDED_BY_THEMSELVES or is_model(kind):
        return
    elif kind in (int, datetime.date, datetime.datetime):
        if not (has(metadata, annotated_types.Ge) and has(metadata, annotated_types.Le, annotated_types.Lt)):
            yield f"{kind.__name__} without a least and a greatest"
    elif kind is str:
        if not has(metadata, annotated_types.MaxLen):
            yield "text without a length"
    elif origin is tuple or is_mapping(origin):
        if not has(metadata, annotated_types.MaxLen):
            yield "list or mapping without a length"
        for part in get_args(kind):
            if part is not Ellipsis:
                yield from unbounded(part)
    else:
        yield f"a kind of value that this test does not know: {kind}"


def is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def flat(metadata: Any) -> Iterator[Any]:
    """The bounds in what annotates a type."""
    for each in metadata:
        yield from flat(each.metadata) if isinstance(each, FieldInfo) else (each,)


def has(metadata: tuple[Any, ...], *bounds: type) -> bool:
    return any(isinstance(each, bounds) for each in metadata)


FIELDS = sorted(
    {
        (f"{model.__module__.rpartition('.')[2]}.{model.__name__}.{name}", model, name)
        for model in models()
        for name in model.model_fields
    },
    key=lambda entry: entry[0],
)


@pytest.mark.parametrize(("model", "name"), [entry[1:] for entry in FIELDS], ids=[entry[0] for entry in FIELDS])
def test_every_field_has_bounds(model: type[BaseModel], name: str) -> None:
    field = model.model_fields[name]
    assert list(unbounded(field.annotation, tuple(flat(field.metadata)))) == []


def test_all_models_are_looked_at() -> None:
    assert len(FIELDS) > 500


class Loose(BaseModel):
    """Fields as a hurried hand might add them."""

    text: str
    maybe: str | None = None
    number: int
    half: Annotated[int, Field(ge=0)]
    day: datetime.date
    texts: tuple[Text, ...]
    loose_texts: Some[str]
    pairs: Mapping[str, Text]
    loose_values: Named[int]
    anything: Any


class Tight(BaseModel):
    """The same, with bounds."""

    text: Text
    maybe: Slug | None = None
    number: Whole
    half: Annotated[int, Field(ge=0, lt=9)]
    day: Date
    texts: Many[Some[Text]] = Field(min_length=1)
    choice: Literal["上", "下"] | None
    pairs: Named[Some[Whole]]


@pytest.mark.parametrize("name", Loose.model_fields)
def test_a_field_without_bounds_is_told(name: str) -> None:
    field = Loose.model_fields[name]
    assert list(unbounded(field.annotation, tuple(flat(field.metadata))))


@pytest.mark.parametrize("name", Tight.model_fields)
def test_a_field_with_bounds_is_not(name: str) -> None:
    field = Tight.model_fields[name]
    assert list(unbounded(field.annotation, tuple(flat(field.metadata)))) == []
