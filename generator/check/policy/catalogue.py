"""One catalogue for all committees: what one of them keeps by itself is no copy of what all have (一（二）4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.check.finding import Finding, at, breach, met
from generator.check.policy.admission import kinds_of_records
from generator.model.committee import Committee
from generator.model.facts import Basis
from generator.model.handbook import Handbook
from generator.problem import Location
from generator.text.likeness import plain, share_said

COPY = 0.8
SAME_LAW = 0.5
"""Which share of a title the catalogue must say too for a copy, and which is enough where both rest on one article."""


class Known(NamedTuple):
    """Something the catalogue has: its title, the words for it, and what it rests on."""

    title: str
    words: tuple[str, ...]
    bases: tuple[Basis, ...]


def affairs_from_one_catalogue(handbook: Handbook) -> Iterator[Finding]:
    """G4: what committees do comes from the one catalogue; what one of them keeps by itself is no copy of it."""
    known = [*_catalogue(handbook)]
    faults = [*_named_twice(handbook)]
    for committee in handbook.committees:
        for title, bases, place in _own(handbook, committee):
            if copied := _copied(handbook, title, bases, known):
                hint = "删掉这一条，用共用的办事指南和清单；真是另一件事的，标题写清哪里不一样"
                as_titled = "" if copied.title == title else f"，叫“{copied.title}”"
                faults.append(breach(place, f"“{title}”在共用的目录里已经有了{as_titled}", hint))
    evidence = f"{len(handbook.services)}项事务，各居委会同一份目录"
    yield from faults or [met(handbook.contents.source.at("services"), evidence)]


def _catalogue(handbook: Handbook) -> Iterator[Known]:
    same, records = handbook.policy.same_words, kinds_of_records(handbook)
    for service in handbook.services.values():
        words = (service.name, service.title, *service.also_called)
        yield Known(service.title, tuple(plain(word, same) for word in words), service.basis)
    for entry in handbook.lists.entries.values():
        if entry.kind not in records:
            yield Known(entry.title, (plain(entry.title, same),), (entry.basis,))


def _own(handbook: Handbook, committee: Committee) -> Iterator[tuple[str, tuple[Basis, ...], Location]]:
    """Yield the titles of what a committee does by itself, what each rests on, and where it stands."""
    records, admitted = kinds_of_records(handbook), committee.register.admitted
    for index, each in enumerate(admitted):
        if each.kind not in records:
            yield each.title, (each.basis,) if each.basis else (), at(committee, "register", "admitted", index, "title")
    titles = {each.title for each in admitted}
    for index, item in enumerate(committee.register.items):
        listed = item.listed in handbook.lists.entries
        if item.kind not in records and not listed and item.title not in titles:
            yield item.title, (), at(committee, "register", "items", index, "title")


def _copied(handbook: Handbook, title: str, bases: tuple[Basis, ...], known: list[Known]) -> Known | None:
    """Return what of the catalogue a title says again, or None."""
    said = plain(title, handbook.policy.same_words)
    for each in known:
        enough = SAME_LAW if any(basis.article and basis in each.bases for basis in bases) else COPY
        if title == each.title or share_said(said, each.words) >= enough:
            return each
    return None


def _named_twice(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each guide whose name another guide has, in these or the same words."""
    names = {id: plain(service.name, handbook.policy.same_words) for id, service in handbook.services.items()}
    counts = Counter(names.values())
    for id, service in handbook.services.items():
        if counts[names[id]] > 1:
            yield breach(service.source.at("name"), f"“{service.name}”有两份指南", "并成一份")
