"""Points, areas and years as people write them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.amounts import Hectares, Points, Year
from generator.model.written import Known


def value(kind: Any, text: str) -> Any:
    return TypeAdapter(kind).validate_python(text, context=Known("021", None))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        *(("92", "92"), ("92分", "92"), ("９２．５", "92.5"), ("92.50", "92.5"), ("92.0", "92"), ("100", "100")),
        *(("0", "0"), (" 8.5 分", "8.5"), ("100.0", "100")),
    ],
)
def test_points(text: str, points: str) -> None:
    assert value(Points, text) == points


@pytest.mark.parametrize("text", ["101", "100.5", "92.55", "-1", "九十二分多", "", "92%", "1e2"])
def test_what_is_no_points_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        value(Points, text)


@pytest.mark.parametrize(
    ("text", "hectares"),
    [("42", 42), ("42公顷", 42), ("0.42平方公里", 42), ("1.5 平方千米", 150), ("２平方公里", 200), ("0.4km²", 40)],
)
def test_areas(text: str, hectares: int) -> None:
    assert value(Hectares, text) == hectares


@pytest.mark.parametrize("text", ["0", "0平方公里", "420000平方米", "100平方公里", "0.425平方公里", "约42公顷"])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        value(Hectares, text)


def test_years() -> None:
    assert value(Year, "2025年") == 2025
    with pytest.raises(ValidationError):
        value(Year, "25")
