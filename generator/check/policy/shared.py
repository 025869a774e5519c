"""Find once what is wrong with what all committees share: the same for each of them as long as no file is read anew."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterable

from generator.check.finding import Finding
from generator.model.facts import Record


def found_once(
    what: str, read: tuple[Record, ...], known: Hashable, find: Callable[[], Iterable[Finding]]
) -> tuple[Finding, ...]:
    """Return what is found in some files, anew only where one of them, or what else is known, is another than before.

    A record that was not read anew is the same object.
    """
    kept = _KEPT.get(what)
    if kept and kept[1] == known and len(kept[0]) == len(read) and all(map(operator.is_, kept[0], read)):
        return kept[2]
    found = tuple(find())
    _KEPT[what] = read, known, found
    return found


_KEPT: dict[str, tuple[tuple[Record, ...], Hashable, tuple[Finding, ...]]] = {}
