"""What a finding is about, by a name that stays when lines move, lists are sorted and days are counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.facts import Fact, Record
from generator.model.handbook import Handbook
from generator.problem import Key, Location, Path, Place
from generator.read.listing import own_file, owner

NAMING = ("kind", "room", "name", "title", "text", "item", "block", "topic", "law", "person")
"""The fields by which people tell an entry of a list from the others, where it has no id."""

DATING = ("date", "week", "month", "day", "begins", "published", "year")
"""The fields by which they do where an entry has none of these."""


class Subjects:
    """The names of what stands in a handbook's files, by their places."""

    def __init__(self, handbook: Handbook) -> None:
        self.records = {record.source.file: record for record in handbook.files}
        self.paths: dict[str, Mapping[Place, Path]] = {}

    def of(self, place: Location) -> str:
        """Return the name of what stands at a place: `rooms.yml#rooms/health`, or that of its file alone.

        Entries of lists go by their ids. What has none goes by a digest of what names it, so that no word of an
        author's, and nobody's name, is in the ledger.
        """
        own = f"{own_file(owner(place.file))}/"
        file = place.file.removeprefix(own)
        record = self.records.get(place.file)
        path = self._paths(record).get((place.line, place.column), ()) if record else ()
        steps = "/".join(_steps(record, path))
        return f"{file}#{steps}" if steps else file

    def _paths(self, record: Record) -> Mapping[Place, Path]:
        """Return what stands at each place of a file: values before the keys that stand at the same place."""
        source = record.source
        if source.file not in self.paths:
            values: dict[Place, Path] = {}
            keys: dict[Place, Path] = {}
            for path in source.places:
                if found := source.places.find(path):
                    values.setdefault(found[0], path)
                    if found[1]:
                        keys.setdefault(found[1], path)
            self.paths[source.file] = {**keys, **values}
        return self.paths[source.file]


def _steps(value: Any, path: Path) -> Iterator[str]:
    """Yield the names of the steps of a path into a value; of an entry that nothing names the list alone."""
    for key in path:
        value = _within(value, key)
        if isinstance(key, int):
            if name := identity(value):
                yield name
        else:
            yield key if key.isascii() and key.isidentifier() else digest_in_letters(key)


def _within(value: Any, key: Key) -> Any:
    try:
        return getattr(value, str(key)) if isinstance(value, Fact) else value[key]
    except (AttributeError, KeyError, IndexError, TypeError):
        return None


def identity(entry: Any) -> str:
    """Return what tells an entry of a list from others, wherever in the list it stands; nothing where nothing does.

    Bare days and words go by their list: of a log that ends too early the last day is named, and each day that is added
    would be another.
    """
    if not isinstance(entry, Fact):
        return ""
    if id := getattr(entry, "id", None):
        return str(id)
    for fields in (NAMING, DATING):
        if said := [f"{field}: {value}" for field in fields if (value := getattr(entry, field, None))]:
            return digest_in_letters("\n".join(said))
    return ""


def digest_in_letters(text: str) -> str:
    """Return ten letters for a text, after a sign; figures might look like somebody's number."""
    return "~" + hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:10].translate(LETTERS)


LETTERS = str.maketrans("0123456789", "ghijklmnop")
