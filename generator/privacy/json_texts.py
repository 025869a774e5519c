"""The texts of JSON, an object's own values side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def json_texts(data: bytes) -> Iterator[str]:
    """Each object's own values behind their keys, as one text."""
    yield from value_texts(json.loads(data))


def json_or_plain(text: str) -> Iterator[str]:
    """What a script says in its data, or as it stands where it is no JSON after all."""
    try:
        yield from value_texts(json.loads(text))
    except ValueError:
        yield text


def value_texts(value: Any) -> Iterator[str]:
    """The texts of a JSON value: those of an object side by side, so that a name is near its address."""
    if isinstance(value, dict):
        simple = {key: inner for key, inner in value.items() if not isinstance(inner, dict | list)}
        yield "；".join(f"{key}：{inner}" for key, inner in simple.items())
        for key, inner in value.items():
            if key not in simple:
                yield str(key)
                yield from value_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from value_texts(inner)
    else:
        yield str(value)
