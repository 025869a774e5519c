"""The ledgers of breaches are whole, and nothing in them is overdue."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.check.breaches import SHARED, faults
from generator.disk.repository import restoring
from generator.model.breaches import Breaches
from generator.model.handbook import Handbook
from generator.problem import Location, Problem, to_type
from generator.read.breaches import Kept
from generator.read.listing import breaches_file
from generator.text.chinese import date

ANEW = "真找不回来，删掉 {file}，再删掉 content/breaches.yml 里写着它的一行，从今天重新记起"
ALL_ANEW = "真找不回来，删掉 content/breaches.yml 和各居委会的 breaches.yml，全部从今天重新记起"
"""What is left to do about a committee's ledger, and about the sub-district's, which names those of committees."""


def anew(slug: str) -> str:
    """Return what to do where a ledger cannot be had again."""
    return ALL_ANEW if slug == SHARED else ANEW.format(file=breaches_file(slug))


def ledgers_whole(handbook: Handbook, kept: Kept) -> Iterator[Problem]:
    """D120: no ledger of breaches is lost, spoilt, or changed by a hand; what cannot be trusted is not written over."""
    restore = restoring(handbook.root)
    for slug, ledger in kept.ledgers.items():
        for fault in faults(ledger):
            place = ledger.source.at(fault.key, fault.line)
            hint = f"请{restore}这一行，期限照改过以前的算；{anew(slug)}"
            yield Problem(place, "D120", fault.message, hint, "warning", committee=slug)
    for slug in lost(handbook, kept):
        place = Location(breaches_file(slug))
        hint = f"请{restore}这个文件；{anew(slug)}"
        yield Problem(place, "D120", "违规台账不见了，头一次看到的日子和期限都没有了", hint, "warning", committee=slug)
    for problems in kept.unread.values():
        yield from problems


def lost(handbook: Handbook, kept: Kept) -> Iterator[str]:
    """Yield the slug of each ledger that there was, and that is gone; nothing for the sub-district's own."""
    own = kept.ledgers.get(SHARED, Breaches())
    there = {committee.slug for committee in handbook.committees}
    yield from (slug for slug in own.committees if slug in there and slug not in kept.ledgers.keys() | kept.unread)
    if SHARED not in kept.ledgers.keys() | kept.unread and any(ledger.breaches for ledger in kept.ledgers.values()):
        yield SHARED


def untrusted(handbook: Handbook, kept: Kept) -> Collection[str]:
    """Return the slugs of the ledgers that nobody may write over before they are as they were."""
    changed = (slug for slug, ledger in kept.ledgers.items() if any(faults(ledger)))
    return {*kept.unread, *changed, *lost(handbook, kept)}


def nothing_overdue(handbook: Handbook) -> Iterator[Problem]:
    """D121: no breach is open beyond the day by which it was to be mended; told in one line."""
    late = [(line.due, slug) for slug, ledger in handbook.breaches.items() for line in ledger.overdue(handbook.today)]
    if late:
        due, slug = min(late)
        message = f"{len(late)}件已经过了改好的期限，最早的应当在{date(due)}以前改好"
        yield Problem(Location(breaches_file(slug)), "D121", message, f"逐件看：{to_type('report')}", "warning")
