"""The texts of JSON, an object's own values side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.privacy.text import is_id


def json_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of a JSON file, those of each object as one. Raises ValueError where the bytes are no JSON."""
    yield from value_texts(json.loads(data))


def json_or_plain(text: str) -> Iterator[str]:
    """Yield the texts of a script that should be JSON, or the script as it stands where it is none."""
    try:
        yield from value_texts(json.loads(text))
    except ValueError:
        yield text


def value_texts(value: Any) -> Iterator[str]:
    """Yield the texts of a JSON value; an object's own are one text, so that a name is near its address.

    Ids that a program made are left out.
    """
    if isinstance(value, dict):
        simple = {key: inner for key, inner in value.items() if not isinstance(inner, dict | list)}
        yield "；".join(
            f"{key}：{inner}" for key, inner in simple.items() if not (isinstance(inner, str) and is_id(inner))
        )
        for key, inner in value.items():
            if key not in simple:
                yield str(key)
                yield from value_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from value_texts(inner)
    else:
        yield str(value)
