"""What is different between two things a sheet said, told in words."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.labels import ChangeLabels, Labels
from generator.model.written import NO, YES
from generator.text.articles import XHTML, plain, words_by_article
from generator.text.chinese import known_date
from generator.text.difference import common_ends, passages, shortened

Facts = Any
"""What a sheet says, as JSON has it: mappings, lists, texts, numbers."""


def snapshot(facts: Facts) -> bytes:
    """Return what a sheet says as a file, to be kept beside the ledger."""
    return (json.dumps(facts, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def digest(facts: Facts) -> str:
    """Return sixteen hexadecimal digits that change when what a sheet says does."""
    return digest_of(snapshot(facts))


def digest_of(kept: bytes) -> str:
    """Return the digest of what a sheet says, given as its file, however that ends its lines."""
    return hashlib.sha256(kept.replace(b"\r\n", b"\n")).hexdigest()[:16]


@dataclass(frozen=True)
class Change:
    """One thing that is different: where, what it was (None: nothing), and what it is (None: nothing).

    `labels` say how it is told; `also` are the other places where the same is different.
    """

    where: tuple[str, ...]
    old: str | None
    new: str | None
    labels: ChangeLabels = field(repr=False)
    also: tuple[tuple[str, ...], ...] = ()

    @property
    def place(self) -> str:
        """Return where, in words: `办什么事 › 申请低保 › 要多久`; of many places the first, and how many there are."""
        places = list(dict.fromkeys(" › ".join(where) for where in (self.where, *self.also)))
        if len(places) <= PLACES:
            return "；".join(places)
        return self.labels.places.format(first=places[0], count=len(places))

    @property
    def words(self) -> str:
        """Return the change as a sentence; of long texts only what is different, with a few words around it."""
        if self.old is None and self.new is None:
            return self.labels.arranged.format(where=self.place)
        if self.old is None:
            return self.labels.added.format(where=self.place, new=shortened(self.new or ""))
        if self.new is None:
            return self.labels.removed.format(where=self.place, old=shortened(self.old))
        old, new = passages(self.old, self.new)
        return self.labels.replaced.format(where=self.place, old=old, new=new)

    @property
    def unnamed(self) -> bool:
        """Whether it stands under no heading."""
        return self.where == (self.labels.unnamed,) and not self.also


PLACES = 3
"""How many places of one change are told one by one."""

SAME = 6
"""Characters that a changed passage must have, for its changes in different sentences to be told as one."""


def distinct_changes(old: Facts, new: Facts, labels: Labels) -> Iterator[Change]:
    """Yield every difference between what a sheet said and what it says, each told once with all its places.

    A telephone number that stands in forty chapters is one change, not forty. Where no words are different, though
    something is, one change says so.
    """
    groups: dict[tuple[str | None, str | None], list[Change]] = {}
    for change in changes(old, new, labels):
        groups.setdefault(_same(change), []).append(change)
    for (before, after), same in groups.items():
        places = tuple(change.where for change in same)
        alike = len({(change.old, change.new) for change in same}) == 1
        pair = (same[0].old, same[0].new) if alike else (before, after)
        further = tuple(place for place in dict.fromkeys(places) if place != places[0])
        yield Change(places[0], *pair, labels.changes, further)
    if not groups and digest(old) != digest(new):
        yield Change((labels.changes.layout,), None, None, labels.changes)


def _same(change: Change) -> tuple[str | None, str | None]:
    """Return what makes changes one: the passages that are different, where these are long, or else both texts."""
    if change.old is None or change.new is None:
        return change.old, change.new
    same, tail = common_ends(change.old, change.new)
    old, new = change.old[same : len(change.old) - tail], change.new[same : len(change.new) - tail]
    return (old, new) if min(len(old), len(new)) >= SAME else (change.old, change.new)


def changes(old: Facts, new: Facts, labels: Labels, where: tuple[str, ...] = ()) -> Iterator[Change]:
    """Yield every difference between what a sheet said and what it says, in the sheet's order."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*new, *old)):
            if key not in SILENT:
                yield from changes(old.get(key), new.get(key), labels, _below(where, labels.labels.get(key, "")))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_changes(old, new, labels, where)
    elif XHTML.match(str(old)) or XHTML.match(str(new)):
        yield from _text_changes(str(old or ""), str(new or ""), labels, where)
    else:
        yield from _value_changes(old, new, labels, where)


def _below(where: tuple[str, ...], label: str) -> tuple[str, ...]:
    """Return the place one label further in; the same word is not said twice."""
    return (*where, label) if label and label not in where else where


def _value_changes(old: Facts, new: Facts, labels: Labels, where: tuple[str, ...]) -> Iterator[Change]:
    before, after = _words(old), _words(new)
    if before != after:
        yield _change(where, before or None, after or None, labels)


def _change(where: tuple[str, ...], old: str | None, new: str | None, labels: Labels) -> Change:
    return Change(where or (labels.changes.unnamed,), old, new, labels.changes)


def _list_changes(old: list[Facts], new: list[Facts], labels: Labels, where: tuple[str, ...]) -> Iterator[Change]:
    named = _named(old, new)
    if named is None:
        yield from _sequence_changes(old, new, labels, where)
        return
    before, after = named
    for name in dict.fromkeys((*after, *before)):
        title = _title(after[name] if name in after else before[name])
        if name not in after:
            yield _change(where, title, None, labels)
        elif name not in before:
            yield _change(where, None, title, labels)
        elif _labelled(after[name]):
            yield from changes(before[name][1], after[name][1], labels, _below(where, title))
        else:
            yield from changes(before[name], after[name], labels, _below(where, title))
    yield from _order_changes(before, after, labels, where)


def _order_changes(
    before: Mapping[str, Facts], after: Mapping[str, Facts], labels: Labels, where: tuple[str, ...]
) -> Iterator[Change]:
    """Yield that things stand in another order; those around them, which stand as they did, are not told."""
    old = [name for name in before if name in after]
    new = [name for name in after if name in before]
    if old == new:
        return
    moved = [number for number, (earlier, later) in enumerate(zip(old, new, strict=True)) if earlier != later]
    span = slice(moved[0], moved[-1] + 1)
    first, then = ("；".join(_title(after[name]) for name in names[span]) for names in (old, new))
    yield _change((*where, labels.changes.order), first, then, labels)


def _sequence_changes(old: list[Facts], new: list[Facts], labels: Labels, where: tuple[str, ...]) -> Iterator[Change]:
    before, after = [_words(item) for item in old], [_words(item) for item in new]
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and b - a == d - c:
            for earlier, later in zip(old[a:b], new[c:d], strict=True):
                inner = isinstance(later, Mapping) and _title(earlier) == _title(later)
                yield from changes(earlier, later, labels, _below(where, _title(later)) if inner else where)
        elif kind != "equal":
            yield _change(where, "；".join(before[a:b]) or None, "；".join(after[c:d]) or None, labels)


IDENTITIES = ("id", "title", "name", "label", "question", "kind", "days", "text", "weekday")


def _named(old: list[Facts], new: list[Facts]) -> tuple[dict[str, Facts], dict[str, Facts]] | None:
    """Return things by what tells them apart, before and after, or None where nothing does."""
    for tell in (_identity, _kind_and_identity):
        before, after = ({tell(item): item for item in items} for items in (old, new))
        if len(before) == len(old) and len(after) == len(new) and "" not in (*before, *after):
            return before, after
    return None


def _identity(item: Facts) -> str:
    """Return what tells a thing apart from its like; empty where nothing does."""
    if _labelled(item):
        return str(item[0])
    if not isinstance(item, Mapping):
        return ""
    if "year" in item or "day" in item:
        return json.dumps([item.get(key) for key in ("year", "month", "day")])
    return next((_words(item[key]) for key in IDENTITIES if item.get(key) and not XHTML.match(str(item[key]))), "")


def _kind_and_identity(item: Facts) -> str:
    own = _identity(item)
    return f"{item.get('kind')} {own}" if own and isinstance(item, Mapping) else own


def _labelled(item: Facts) -> bool:
    """Tell whether a thing is a label and its value: `["开放时间", "周一"]`."""
    if not isinstance(item, list) or len(item) != 2 or isinstance(item[1], list):
        return False
    return isinstance(item[0], str) and not XHTML.match(item[0])


def _title(item: Facts) -> str:
    if _labelled(item):
        return str(item[0])
    if not isinstance(item, Mapping):
        return _words(item)
    if "year" in item or "day" in item:
        return known_date(item.get("year"), item.get("month"), item.get("day"))
    return next((_words(item[key]) for key in IDENTITIES[1:] if item.get(key)), _words(item))


def _words(value: Facts) -> str:
    """Return a value as one would say it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Mapping):
        return "，".join(word for word in (_words(item) for item in value.values()) if word)
    if isinstance(value, list):
        return "、".join(word for word in map(_words, value) if word)
    return plain(str(value)) if XHTML.match(str(value)) else str(value)


def _text_changes(old: str, new: str, labels: Labels, where: tuple[str, ...]) -> Iterator[Change]:
    before, after = words_by_article(old), words_by_article(new)
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield _change((*where, labels.changes.article(name)), before.get(name), after.get(name), labels)
    if before == after:
        yield from _value_changes(plain(old), plain(new), labels, where)


SILENT = frozenset(
    (
        *("column", "row", "columns", "height", "side", "here", "entrance", "size", "characters"),
        *("index", "letter", "places", "id", "month", "year", "day", "elsewhere", "recorded"),
    )
)
"""Keys whose differences are not told in words: where things stand on a plan, what follows from what is told."""
