"""What an issued sheet said, as it was laid down beside the ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from generator.codes.compare import digest_of
from generator.model.facts import Fact, Many, Name, Record, Text
from generator.problem import Source

NEVER_SAID = re.compile(r"[\x00-\x08\x0b-\x1f]")

LARGEST, DEEPEST = 10_000_000, 50
"""How many bytes what a sheet said may have, and how deep it may be nested; a rulebook has 200,000, and 9 levels."""

SNAPSHOT = re.compile("[1-9][0-9]{0,5}(-[0-9a-f]{16})?")
"""The name of what an issued sheet said: its serial, and the digest of what it said."""


class Altered(ValueError):
    """What a sheet said is not what its name says any more."""


class Printed(Fact):
    """A fact that a sheet says of its committee: which (`phone`), and what it was."""

    fact: Name
    value: Text


class Sheet(Record):
    """What is to be known of an issued sheet's file without looking into it: that it is sound, and which facts it says.

    It is made of the file's bytes alone, and kept as any file's record is.
    """

    printed: Many[Printed] = ()


class Snapshots(Mapping[str, Any]):
    """What each of a committee's issued sheets said, by its name; the files are sound, and read when asked for.

    What a rulebook said has 200,000 bytes, and five times as many once it is taken apart. `printed` are the facts that
    they say of their committee.
    """

    def __init__(self, files: Mapping[str, bytes], printed: tuple[Printed, ...]) -> None:
        self.files = files
        self.printed = printed

    def __getitem__(self, name: str) -> Any:
        """Return what a sheet said. Raises KeyError where there is none of that name."""
        return _parsed(self.files[name])

    def __iter__(self) -> Iterator[str]:
        """Return the names of the sheets, one after the other."""
        return iter(self.files)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.files)


@lru_cache(maxsize=64)
def _parsed(raw: bytes) -> Any:
    return json.loads(raw)


def sheet(raw: bytes, file: str, name: str) -> Sheet:
    """Return what is to be known of an issued sheet's file. Raises ValueError and Altered as `read` does."""
    printed = tuple(Printed.model_construct(fact=fact, value=value) for fact, value in said_by(read(raw, name)))
    return Sheet.model_construct(printed=printed).placed(Source(file))


PRINTED = {"phone": "phone", "duty_phone": "duty_phone", "address": "address", "hours": "hours"}
"""The keys of what every sheet says of its committee, and the facts that they are."""

PEOPLE = frozenset(("director", "contact"))
"""The keys under which sheets name a person."""

PERSON = re.compile("[\u4e00-\u9fff·]{2,6}")


def said_by(said: Any) -> Iterator[tuple[str, str]]:
    """Yield the facts that are anywhere in what a sheet said, and their values."""
    if isinstance(said, list):
        yield from chain.from_iterable(map(said_by, said))
    elif isinstance(said, dict):
        whose = said.get("committee")
        if isinstance(whose, dict):
            yield from ((fact, whose[key]) for key, fact in PRINTED.items() if isinstance(whose.get(key), str))
        for key, value in said.items():
            if key in PEOPLE and isinstance(value, str) and PERSON.fullmatch(value):
                yield "staff", value
            elif key != "terms":
                yield from said_by(value)


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
