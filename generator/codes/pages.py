"""The pages of a committee: every one that has an address and a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.codes import merge
from generator.codes.compare import Facts, digest
from generator.codes.history import OwnLedger
from generator.codes.ledger import CodeSubject, assign, retire, snapshot_name
from generator.model.committee import Committee
from generator.model.gone import Retirement
from generator.model.handbook import KINDS_OF_TEXTS, Handbook
from generator.model.ledger import Code, Edition, Ledger
from generator.text.placeholder import COMMITTEE

FOLDERS = {kind: f"{kind}s" for kind in KINDS_OF_TEXTS if kind != "form"}
"""The folder of a page's address, by the kind of thing it shows; forms share a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a committee. `path` is its readable address below the website's root, `subject` what it shows."""

    kind: str
    id: str
    title: str
    path: str
    subject: Any = None

    @property
    def template(self) -> str:
        """Return the template's name: that of the page itself, or of the kind of thing it shows."""
        return f"{self.id if self.kind == 'page' else self.kind}.html"


@dataclass(frozen=True)
class CommitteePages:
    """A committee's pages by kind and id, and the code of each."""

    committee: Committee
    ledger: Ledger
    pages: Mapping[tuple[str, str], Page]
    codes: Mapping[tuple[str, str], Code]

    @cached_property
    def early(self) -> Mapping[tuple[int, str], Facts]:
        """What early editions said, kept by the serial alone, by that and by digest, which takes a while for a book."""
        kept = self.committee.snapshots
        return {(int(name), digest(kept[name])): kept[name] for name in kept if name.isdecimal()}

    def keeps(self, edition: Edition) -> bool:
        """Tell whether what an issued sheet said was kept."""
        return snapshot_name(edition) in self.committee.snapshots or self.kept(edition) is not None

    def kept(self, edition: Edition) -> Facts:
        """Return what an issued sheet said; None where that was not kept, or where what was kept is of another.

        Two branches may have issued different sheets with one serial.
        """
        facts = self.committee.snapshots.get(snapshot_name(edition))
        return facts if facts is not None else self.early.get((edition.serial, edition.says or edition.digest))

    def code(self, kind: str, id: str) -> Code:
        """Return the code that leads to a page. Raise KeyError where there is no such page."""
        return self.codes[kind, id]

    def address(self, kind: str, id: str) -> str:
        """Return the address, below the website's root, at which a thing is told; forms share a page."""
        return f"{self.pages['page', 'forms'].path}#{id}" if kind == "form" else self.pages[kind, id].path


def committee_pages(handbook: Handbook, committee: Committee) -> CommitteePages:
    """Return all pages of a committee, each with a code; what the ledger lacks is added to the ledger in the result."""
    pages = {(page.kind, page.id): page for page in pages_today(handbook, committee)}
    number = committee.profile.number
    items = [CodeSubject(page.kind, page.id, page.title) for page in pages.values()]
    kept = assign(merge.reconciled(committee.ledger, number), number, items)
    kept = retire(kept, pages, retirements(handbook, committee))
    # of two codes for one thing the issued one is the one to print again
    codes = sorted(kept.codes, key=lambda code: (code.issued is not None, -int(code.number)))
    return CommitteePages(committee, kept, pages, {(code.kind, code.id): code for code in codes})


def ledgers_by_number(handbook: Handbook, committees: Mapping[str, CommitteePages]) -> dict[str, OwnLedger]:
    """Return every ledger, those of committees that are no more among them, by the number of its committee."""
    closed = {each.closing.number: OwnLedger(each.slug, each.closing.name, each.ledger) for each in handbook.closed}
    profiles = {slug: pages.committee.profile for slug, pages in committees.items()}
    there = {
        profile.number: OwnLedger(slug, profile.name, committees[slug].ledger) for slug, profile in profiles.items()
    }
    return {**closed, **there}


def retirements(handbook: Handbook, committee: Committee) -> tuple[Retirement, ...]:
    """Return what the author says is gone, for all committees and for this one."""
    return (*handbook.retirements.retired, *committee.register.retired)


def pages_today(handbook: Handbook, committee: Committee) -> Iterator[Page]:
    """Yield every page that a committee has today, as the author's files say, whatever its ledger knows of it."""
    slug = committee.slug
    for id, words in handbook.language.pages.items():
        if id == "home":
            yield Page("page", id, COMMITTEE["committee.short_name"](handbook, committee) or "", f"{slug}/")
        else:
            yield Page("page", id, words.title, f"{slug}/{id}/")
    subjects = (
        *(("service", service.title, service) for service in handbook.services.values()),
        *(("room", room.name, room) for room in handbook.rooms.values()),
        *(("working-committee", working.name, working) for working in handbook.working_committees.values()),
        *(("rule", rule.title, rule) for rule in handbook.rules.values()),
    )
    for kind, title, subject in subjects:
        yield Page(kind, subject.id, title, f"{slug}/{FOLDERS[kind]}/{subject.id}/", subject)
    for space in committee.premises.spaces:
        yield Page("room", space.id, space.name, f"{slug}/rooms/{space.id}/", space)
