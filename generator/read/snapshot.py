"""What an issued sheet said, as it was laid down beside the ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.codes.compare import digest_of

NEVER_SAID = re.compile(r"[\x00-\x08\x0b-\x1f]")

LARGEST, DEEPEST = 10_000_000, 50
"""How many bytes what a sheet said may have, and how deep it may be nested; a rulebook has 200,000, and 9 levels."""

SNAPSHOT = re.compile("[1-9][0-9]{0,5}(-[0-9a-f]{16})?")
"""The name of what an issued sheet said: its serial, and the digest of what it said."""


class Altered(ValueError):
    """What a sheet said is not what its name says any more."""


@lru_cache(maxsize=4096)
def read(raw: bytes, name: str) -> Any:
    """Return what an issued sheet said. Raises ValueError for what no sheet has said, Altered for what another did.

    Control characters, which no sheet has said, are no good either: in pages some stand for what is put in later.
    """
    digest = name.partition("-")[2]
    if not SNAPSHOT.fullmatch(name):
        raise ValueError
    if digest and digest != digest_of(raw):
        raise Altered
    try:
        said = json.loads(raw)
    except RecursionError:
        raise ValueError from None
    if deeper(said, DEEPEST) or any(NEVER_SAID.search(text) for text in texts_in(said)):
        raise ValueError
    json.dumps(said, ensure_ascii=False).encode()  # half a character is JSON and yet no text
    return said


def deeper(value: Any, depth: int) -> bool:
    """Tell whether a value of JSON is nested deeper than so many levels."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(inner) and (depth == 0 or any(deeper(each, depth - 1) for each in inner))


def texts_in(data: Any) -> Iterator[str]:
    """Yield every text in nested plain data, keys among them."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        yield from data if isinstance(data, dict) else ()
        for item in data.values() if isinstance(data, dict) else data:
            yield from texts_in(item)
