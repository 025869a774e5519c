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
from generator.products.sheet import Data
from generator.text import chinese, difference, placeholder

TITLE = "要重印的清单"
TEMPLATE = "status/reprints.typ"

CHANGES_TOLD = 5
"""How many changes are told of a sheet: enough to see at the wall whether the new one hangs there."""

UNNAMED = "内容"
"""Where a change stands that editions.LABELS has no words for."""


class Asked(Protocol):
    """How an issued sheet stands: whose it is, its name, its edition, `current`, `outdated` or `retired`, and why."""

    @property
    def committee(self) -> str:
        """The committee's slug."""

    @property
    def name(self) -> str:
        """What residents call the sheet."""

    @property
    def edition(self) -> Edition:
        """The edition that hangs there."""

    @property
    def state(self) -> str:
        """`current`, `outdated` or `retired`."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is different today; nothing where it is not known."""


def reprint_list(handbook: Handbook, answers: Sequence[Asked], day: datetime.date) -> Data:
    """The data of the list: totals, who answers questions, and by committee what to print and what to take down."""
    policy = handbook.policy
    found = [one for one in (_committee(handbook, committee, answers) for committee in handbook.committees) if one]
    rows = [row for one in found for row in one["reprint"]]
    return {
        "title": TITLE,
        "district": policy.district,
        "subdistrict": policy.subdistrict,
        "office": {"name": policy.office.name, "number": policy.office.number},
        "date": chinese.date(day),
        "issued": len(answers),
        "totals": {
            "kinds": len(rows),
            "copies": sum(row["copies"] or 0 for row in rows),
            "uncounted": sum(row["copies"] is None for row in rows),
            "committees": len(found),
            "retired": sum(len(one["retired"]) for one in found),
        },
        "committees": found,
    }


def _committee(handbook: Handbook, committee: Committee, answers: Sequence[Asked]) -> Data | None:
    """What is to be done at a committee, and where that is; None where nothing is."""
    own = [one for one in answers if one.committee == committee.slug and one.state != "current"]
    if not own:
        return None
    return {
        "name": placeholder.COMMITTEE["committee.full_name"](handbook, committee),
        "address": committee.profile.address,
        "phone": committee.profile.phone,
        "reprint": [_row(handbook, committee, one) for one in own if one.state == "outdated"],
        "retired": [_row(handbook, committee, one) for one in own if one.state == "retired"],
    }


def _row(handbook: Handbook, committee: Committee, one: Asked) -> Data:
    edition = one.edition
    form = FORMS.get(edition.sheet)
    told = list(islice(_changes(one.changes), CHANGES_TOLD))
    return {
        "name": one.name,
        "edition": f"第{edition.edition}版",
        "date": chinese.date(edition.date),
        "place": edition.place,
        "copies": edition.copies,
        "paper": form.paper(handbook, committee) if form else None,
        "both_sides": form.both_sides if form else False,
        "changes": told,
        "more": len(one.changes) - len(told),
    }


def _changes(found: Iterable[Change]) -> Iterator[Data]:
    """Where something changed, and from what to what; the same replacement in further places is not told again.

    What has no name and is long is a drawing or an index: nobody finds it at the wall by its words.
    """
    seen: set[tuple[str, str]] = set()
    for change in found:
        if change.place == UNNAMED and max(len(change.old or ""), len(change.new or "")) > difference.SHORT:
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
