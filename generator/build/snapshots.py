"""What issued sheets said: which of it is lost, and what of that can be made again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.build.inputs import Pending
from generator.build.ledgers import waiting
from generator.build.planned import Planned
from generator.codes import ledger
from generator.codes.compare import snapshot
from generator.disk.repository import keeping, restoring
from generator.model.ledger import Edition
from generator.problem import Location, Problem, Severity, to_type
from generator.products.product import Brief
from generator.products.standing import standings
from generator.read.listing import snapshot_file


class Lost(NamedTuple):
    """What an edition said and is not there any more: its file, whose it was, and the same again where that is known.

    `name` is the sheet's, as residents call it; `hangs` tells whether nothing newer took its place on its wall.
    """

    file: str
    committee: str
    edition: Edition
    name: str
    hangs: bool
    again: bytes | None


def lost(planned: Planned) -> Iterator[Lost]:
    """Yield what the sheets of all committees said and nobody has kept, those of early editions left out."""
    for slug, brief in planned.briefs.items():
        missing = [
            edition
            for edition in brief.pages.ledger.editions
            if edition.says and not brief.pages.keeps(edition) and not _is_there(planned, slug, edition)
        ]
        if missing:  # what all sheets say today takes a while to find out
            yield from _lost(slug, brief, missing)


def _is_there(planned: Planned, slug: str, edition: Edition) -> bool:
    """Tell whether it lies there all the same: since somebody else issued the sheet while this handbook was read, or
    under the name that a killed run left it with; the next to write puts that in place.
    """
    file = planned.handbook.root / snapshot_file(slug, ledger.snapshot_name(edition))
    return waiting(file).is_file() or file.is_file()


def _lost(slug: str, brief: Brief, missing: list[Edition]) -> Iterator[Lost]:
    today = standings(brief)
    kept = {name.partition("-")[2]: facts for name, facts in brief.pages.committee.snapshots.items()}
    hanging = ledger.hanging(brief.pages.ledger)
    for edition in missing:
        now, facts = today[edition.sheet, edition.part], kept.get(str(edition.says))
        if facts is None and now.matches(edition):
            facts = now.says
        file = snapshot_file(slug, ledger.snapshot_name(edition))
        again = None if facts is None else snapshot(facts)
        yield Lost(file, slug, edition, now.name, edition in hanging, again)


def made_again(all_lost: tuple[Lost, ...]) -> Pending:
    """Return the files of what the handbook still says, to be written with the next build."""
    return {each.file: each.again for each in all_lost if each.again is not None}


def told(planned: Planned, all_lost: tuple[Lost, ...]) -> Iterator[Problem]:
    """Yield a warning (D099) for what is lost: that it will be there again, or that nobody can say what changed."""
    restore, keep = restoring(planned.handbook.root), keeping(planned.handbook.root, "它")
    for each in all_lost:
        which = f"付印 {each.edition.serial} 号（{each.name}第{each.edition.edition}版）当时的内容不见了"
        if each.again is None:
            message, hint = f"{which}，说不出后来变了什么", f"{restore}这个文件；编码和付印的记录都还在"
        else:
            message, hint = f"{which}；手册里还有，做成品时补上", f"做一次成品（{to_type('build')}）就补上，{keep}"
        severity: Severity = "warning" if each.hangs else "info"
        yield Problem(Location(each.file), "D099", message, hint, severity, committee=each.committee)
