"""Which chapters a committee's rulebook has, in which order, and the codes that lead to their pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.codes.pages import CommitteePages
from generator.model.content import Form, Room, Rule
from generator.model.handbook import Handbook
from generator.products import sheet
from generator.products.says import PrintedCode
from generator.text.placeholder import Values

RULEBOOK = "rulebook"
"""The name of the product."""

Subject = tuple[str, str]
"""What a chapter is about: `rule`, `room`, `working-committee` or, of the committee's own, `space`; and its id.

In the sub-district's own book also `policy`, the document that all follow.
"""


POLICY: Subject = ("policy", "document")
"""The chapter that is the document all follow, word for word."""


@dataclass(frozen=True)
class Book:
    """A committee's rulebook. A `whole` one holds what is for the staff only; `only` is the one chapter it has.

    Without a `committee` it is the sub-district's own: the common texts, no forms, and first of all the policy.
    """

    handbook: Handbook
    committee: CommitteePages | None
    values: Values
    whole: bool = False
    only: Subject | None = None

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules that may stand in it."""
        return self.handbook.every_rule if self.whole else self.handbook.rules

    @property
    def rooms(self) -> Mapping[str, Room]:
        """The rooms, with those of their rules that may stand in it."""
        return self.handbook.every_room if self.whole else self.handbook.rooms

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The blank forms that may stand in it."""
        if self.committee is None:
            return ()
        return tuple(form for form in self.handbook.forms.values() if self.whole or form.public)

    @cached_property
    def parts(self) -> tuple[tuple[str, tuple[Subject, ...]], ...]:
        """Title and chapters of each part; a part without chapters is left out."""
        parts: list[tuple[str, tuple[Subject, ...]]] = []
        if self.committee is None and self.handbook.document:
            parts.append((self.handbook.words.subdistrictbook.policy, (POLICY,)))
        for number, part in enumerate(self.handbook.contents.rulebook):
            chapters = [chapter.partition(":")[::2] for chapter in part.chapters]
            if self.committee and number == rooms_part(self.handbook):
                chapters += [("space", id) for id in sheet.own_spaces(self.committee)]
            if kept := tuple((kind, id) for kind, id in chapters if kind != "rule" or id in self.rules):
                parts.append((part.title, kept))
        return tuple(parts)

    def code(self, kind: str, id: str) -> PrintedCode | None:
        """Return the code of a page; None in the sub-district's own book, whose texts have as many as committees."""
        return sheet.code(self.handbook, self.committee, kind, id) if self.committee else None

    @cached_property
    def numbers(self) -> Mapping[Subject, int]:
        """The number of every chapter, in the book's order."""
        in_order = (subject for _, chapters in self.parts for subject in chapters)
        return {subject: number for number, subject in enumerate(in_order, 1)}

    @cached_property
    def places(self) -> frozenset[Subject]:
        """What a link within it may lead to."""
        forms = (("form", form.id) for form in self.forms)
        return frozenset([self.only] if self.only else [*self.numbers, *forms])


def rooms_part(handbook: Handbook) -> int:
    """Return the number of the part that holds the rooms, and the committee's own spaces; the last where none does."""
    parts = handbook.contents.rulebook
    rooms = (
        number for number, part in enumerate(parts) if any(chapter.startswith("room:") for chapter in part.chapters)
    )
    return next(rooms, len(parts) - 1)


def subjects(handbook: Handbook, committee: CommitteePages) -> Mapping[Subject, int]:
    """Return the chapters that residents read and their numbers, in the book's order."""
    return Book(handbook, committee, {}).numbers


def page_of(subject: Subject) -> Subject:
    """Return kind and id of the page that shows what a chapter is about."""
    kind, id = subject
    return ("room" if kind == "space" else kind, id)


def chapter_codes(handbook: Handbook, committee: CommitteePages) -> Mapping[Subject, str]:
    """Return the code of every chapter that residents read."""
    return {subject: committee.code(*page_of(subject)).code for subject in subjects(handbook, committee)}


def codes_of(handbook: Handbook, committee: CommitteePages) -> tuple[str, ...]:
    """Return the codes that a committee's rulebook prints: the committee's own, and one for each chapter."""
    return (committee.code("page", "home").code, *chapter_codes(handbook, committee).values())
