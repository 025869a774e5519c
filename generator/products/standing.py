"""How a sheet stands: what it says today, what its newest edition said, and in which edition it is printed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.codes import ledger
from generator.codes.compare import Change, Facts, digest, distinct_changes
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.products.catalogue import FORMS
from generator.products.product import Artifact, Brief, Data, Imprint, Part
from generator.products.says import Drawn, SheetData, printed_codes, says_by_first_kind
from generator.text.chinese import date, month_of


def sheets_of(word: str, data: Data) -> dict[Part, SheetData]:
    """Return each sheet in a file of a form, by the id of what it is about."""
    return {part: SheetData(sheet) for part, sheet in FORMS[word].parts.sheets(data).items()}


def sheet_title(handbook: Handbook, word: str, subject: str = "") -> str:
    """Return what people call a sheet; of a form that this program knows no more, its word."""
    return FORMS[word].title(handbook, subject) if word in FORMS else word


# --- how a sheet stands ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A sheet of a committee as it is now, and its newest edition.

    `sheet` is None where it is no more, `latest` where it was never issued; `earlier` is what that edition said, as far
    as it was kept; `handbook` is the one whose words tell of it.
    """

    word: str
    part: Part
    title: str
    sheet: SheetData | None
    latest: Edition | None
    earlier: Facts
    handbook: Handbook = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """What residents call it."""
        return sheet_title(self.handbook, self.word, self.title)

    @property
    def says(self) -> Facts:
        """What it says today; None where it is no more."""
        return self.sheet.says if self.sheet else None

    @cached_property
    def digest(self) -> str:
        """The digest of what it says today."""
        return digest(self.says)

    @cached_property
    def first_digest(self) -> str:
        """The digest of the first kind, by which early editions were judged."""
        return digest(self.said_like(None))

    def said_like(self, edition: Edition | None) -> Facts:
        """Return what it says today in the manner in which an edition is kept; of none, by the first kind of digest."""
        if self.sheet is None or (edition and edition.says):
            return self.says
        return says_by_first_kind(self.sheet)

    def matches(self, edition: Edition) -> bool:
        """Tell whether an edition says what the sheet says today, and its codes can still be opened."""
        if self.gone or self.handbook.site.has_lost(edition.address):
            return False
        return bool(edition.says == self.digest if edition.says else edition.digest == self.first_digest)

    @property
    def gone(self) -> bool:
        """Whether the sheet is no more, and should come off its wall."""
        return self.sheet is None

    @property
    def current(self) -> bool:
        """Whether its newest edition says what it would say today."""
        return self.latest is not None and self.matches(self.latest)

    @property
    def serial(self) -> int | None:
        """The serial that its codes carry; none on a proof."""
        return self.latest.serial if self.latest and self.current else None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is different today from its newest edition."""
        if self.latest is None or self.current or self.gone or self.earlier is None:
            return ()
        return self.since(self.latest, self.earlier)

    def since(self, edition: Edition, earlier: Facts) -> tuple[Change, ...]:
        """Return what is different today from what an edition said."""
        return tuple(distinct_changes(earlier, self.said_like(edition), self.handbook.labels))


Standings = Mapping[tuple[str, Part], Standing]
"""How every sheet stands that was ever issued, by its word and what it is about."""


def standings(brief: Brief) -> Standings:
    """Return how each sheet of a committee stands that was ever issued."""
    issued = dict.fromkeys((edition.sheet, edition.part) for edition in brief.pages.ledger.editions)
    today = {word: says_today(brief, word) for word in dict.fromkeys(word for word, _ in issued)}
    return {key: standing(brief.handbook, brief.pages, *key, today[key[0]].get(key[1])) for key in issued}


def says_today(brief: Brief, word: str) -> dict[Part, SheetData]:
    """Return each sheet of a form as it is today; nothing where the form is no more."""
    files = FORMS[word].files(brief.handbook, brief.pages) if word in FORMS else ()
    sheets: dict[Part, SheetData] = {}
    for artifact in files:
        sheets |= sheets_of(word, FORMS[word].data(brief, artifact))
    return sheets


def standing(handbook: Handbook, pages: CommitteePages, word: str, part: Part, sheet: SheetData | None) -> Standing:
    """Return how one sheet of a committee stands, given as it is today, or None where it is no more."""
    newest = ledger.latest(pages.ledger, word, part)
    earlier = pages.kept(newest) if newest else None
    title = "" if part is None else subject(pages, part, sheet.says if sheet else earlier)
    return Standing(word, part, title, sheet, newest, earlier, handbook)


def subject(pages: CommitteePages, part: str, facts: Facts) -> str:
    """Return what the one thing a sheet is about is called."""
    named = (facts or {}).get("sheet", facts) or {}
    titles = (code.title for code in pages.ledger.codes if code.id == part)
    return str(named.get("name") or named.get("title") or next(titles, part))


# --- in which edition a sheet is printed -----------------------------------------------------------------------------


def sheet_data(brief: Brief, artifact: Artifact) -> Data:
    """Return the data of a committee's printed file: what it says, in which variant, and in which edition."""
    form = FORMS[artifact.word]
    data = {**form.data(brief, artifact), "variant": Drawn(artifact.variant)}
    return imprinted(brief.handbook, brief.pages, artifact.word, data) if form.issued else data


def imprinted(handbook: Handbook, pages: CommitteePages, word: str, data: Data) -> Data:
    """Return the data of a file with its edition in it: number and date where it is issued, else what makes it a proof.

    `edition` is for its foot; the codes of an issued sheet lead to its edition; `marks` is what stands on top of each
    page, the last for all that follow: nothing on an issued one.
    """
    imprints = {
        part: imprint(handbook, pages, standing(handbook, pages, word, part, sheet))
        for part, sheet in sheets_of(word, data).items()
    }
    if not imprints:
        return {**data, "edition": unissued(handbook, pages, 1), "marks": []}
    return FORMS[word].parts.imprinted(data, imprints)


def imprint(handbook: Handbook, pages: CommitteePages, sheet: Standing) -> Imprint:
    """Return in which edition a sheet is printed today."""
    return Imprint(sheet.serial, edition(handbook, pages, sheet), mark(handbook, sheet))


def edition(handbook: Handbook, pages: CommitteePages, sheet: Standing) -> Data:
    """Return number and date of a sheet as its foot tells them; a proof has the day of its data, not one of issue.

    What replaces an edition is newer than that, whatever day the committee's own data are of: a text that all share may
    have changed since.
    """
    if sheet.latest is None or not sheet.current:
        number, day = (sheet.latest.edition + 1, sheet.latest.date) if sheet.latest else (1, None)
        return unissued(handbook, pages, number, day)
    day = sheet.latest.date
    return {"number": sheet.latest.edition, "date": date(day), "month": month_of(day), "proof": False}


def unissued(handbook: Handbook, pages: CommitteePages, number: int, replaced: datetime.date | None = None) -> Data:
    """Return the edition that a sheet would be if it were issued; `replaced` is the day of the one before."""
    words, updated = handbook.words.editions, pages.committee.profile.updated
    day = date(max(updated, replaced or updated))
    return {"number": number, "date": words.proof_date.format(date=day), "month": words.proof, "proof": True}


def mark(handbook: Handbook, sheet: Standing) -> str:
    """Return what stands on top of every page of a proof; nothing of an issued sheet."""
    if sheet.current:
        return ""
    words, latest = handbook.words.editions, sheet.latest
    return words.mark + (words.replaces.format(number=latest.edition, date=date(latest.date)) if latest else "")


def printed_numbers(pages: CommitteePages, data: Any) -> Iterator[str]:
    """Yield the item numbers of the codes that a sheet prints, as the ledger counts them."""
    by_code = {code.code: code.number for code in pages.ledger.codes}
    return (by_code[code.number] for code in printed_codes(data) if code.number in by_code)
