"""Ledgers on disk: the codes that a plan gave out, written before anything carries them."""

from __future__ import annotations

from generator.build.planned import Planned
from generator.codes import ledger
from generator.codes.pages import CommitteePages
from generator.disk import atomically
from generator.problem import HandbookError, Location, Problem
from generator.read.listing import Own, own_file


def write_ledgers(planned: Planned, locked: bool = False) -> None:
    """Write down the codes that the plan gave out. Raises HandbookError where `locked` forbids it."""
    committees = planned.plan.committees
    changed = {slug: pages for slug, pages in committees.items() if pages.ledger is not pages.committee.ledger}
    if locked and changed:
        raise HandbookError(unwritten(slug, pages) for slug, pages in changed.items())
    for slug, pages in changed.items():
        file = planned.handbook.root / own_file(slug, Own.LEDGER)
        atomically(file, ledger.text(pages.ledger).encode())


def unwritten(slug: str, pages: CommitteePages) -> Problem:
    """Return the problem that a ledger lacks codes."""
    added = len(pages.ledger.codes) - len(pages.committee.ledger.codes)
    hint = "不带 --locked 再做一次，把 codes.yml 和别的改动一起提交"
    place = Location(own_file(slug, Own.LEDGER))
    return Problem(place, "D061", f"有 {added} 个新编码还没有写进台账", hint, committee=slug)
