"""The list for the print shop: which issued sheets are to be printed again, and which come off their wall."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from generator.codes.compare import Change
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.products.catalogue import FORMS
from generator.products.product import Data
from generator.text import chinese, difference, placeholder

TEMPLATE = "reprints.typ"

CHANGES_TOLD = 5
"""How many changes are told of a sheet: enough to see at the wall whether the new one hangs there."""


class IssuedSheet(Protocol):
    """How an issued sheet stands: whose it is, its name, its edition, `current`, `outdated` or `retired`, and why."""

    @property
    def committee(self) -> str:
        """The committee's slug."""

    @property
    def name(self) -> str:
        """The name by which residents know the sheet."""

    @property
    def edition(self) -> Edition:
        """The edition that hangs there."""

    @property
    def state(self) -> str:
        """The word for how it stands: `current`, `outdated` or `retired`."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The differences of today; none where they are not known."""


def reprint_data(handbook: Handbook, sheets: Sequence[IssuedSheet], day: datetime.date) -> Data:
    """Return the data of the list: totals, whom to ask, and by committee what to print and what to take down."""
    policy = handbook.policy
    committees = [data for committee in handbook.committees if (data := _committee(handbook, committee, sheets))]
    rows = [row for data in committees for row in data["reprint"]]
    return {
        "title": handbook.words.reprints,
        "district": policy.district,
        "subdistrict": policy.subdistrict,
        "office": {"name": policy.office.name, "number": policy.office.number},
        "date": chinese.date(day),
        "issued": len(sheets),
        "totals": {
            "kinds": len(rows),
            "copies": sum(row["copies"] or 0 for row in rows),
            "uncounted": sum(row["copies"] is None for row in rows),
            "committees": len(committees),
            "retired": sum(len(data["retired"]) for data in committees),
        },
        "committees": committees,
    }


def _committee(handbook: Handbook, committee: Committee, sheets: Sequence[IssuedSheet]) -> Data | None:
    """Return what is to be done at a committee, and where that is; None where nothing is to be done."""
    waiting = [
        sheet for sheet in sheets if sheet.committee == committee.slug and sheet.state in ("outdated", "retired")
    ]
    if not waiting:
        return None
    return {
        "name": placeholder.COMMITTEE["committee.full_name"](handbook, committee),
        "address": committee.profile.address,
        "phone": committee.profile.phone,
        "reprint": [_row(handbook, committee, sheet) for sheet in waiting if sheet.state == "outdated"],
        "retired": [_row(handbook, committee, sheet) for sheet in waiting if sheet.state == "retired"],
    }


def _row(handbook: Handbook, committee: Committee, sheet: IssuedSheet) -> Data:
    edition = sheet.edition
    form = FORMS.get(edition.sheet)
    changes = list(islice(_changes(sheet.changes), CHANGES_TOLD))
    return {
        "name": sheet.name,
        "edition": handbook.words.editions.number.format(number=edition.edition),
        "date": chinese.date(edition.date),
        "place": edition.place,
        "copies": edition.copies,
        "paper": form.paper(handbook, committee) if form else None,
        "both_sides": form.both_sides if form else False,
        "changes": changes,
        "more": len(sheet.changes) - len(changes),
    }


def _changes(changes: Iterable[Change]) -> Iterator[Data]:
    """Yield where something changed, and from what to what; a replacement is not told again in further places.

    What has no name and is long is a drawing or an index: nobody finds it at the wall by its words.
    """
    seen: set[tuple[str, str]] = set()
    for change in changes:
        if change.unnamed and max(len(change.old or ""), len(change.new or "")) > difference.SHORT:
            continue
        if change.old is None or change.new is None:
            old, new = (text and difference.shortened(text) for text in (change.old, change.new))
        else:
            replaced = difference.replacements(change.old, change.new)
            if replaced and seen.issuperset(replaced):
                continue
            seen.update(replaced)
            old, new = difference.excerpts(change.old, change.new)
        yield {"where": change.place, "old": old, "new": new}
