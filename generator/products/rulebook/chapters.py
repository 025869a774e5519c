"""What each kind of chapter says: a rule, a room, a space of the committee's own, a working committee."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.codes.pages import CommitteePages
from generator.model.content import Room, Rule, Service, WorkingCommittee
from generator.products import sheet
from generator.products.product import Data
from generator.products.rulebook.body import body
from generator.products.rulebook.contents import Book
from generator.products.says import Drawn
from generator.text import chinese, placeholder


def rule_chapter(book: Book, id: str) -> Data:
    """Return a rule as a chapter; one that is for the staff only has no page, and so no code."""
    rule = book.rules[id]
    return {
        "kind": "rule",
        "id": id,
        "title": rule.title,
        "also_called": list(rule.also_called),
        "purpose": placeholder.fill(rule.purpose, book.values),
        "basis": [sheet.basis(item) for item in rule.basis],
        "code": book.code("rule", id) if rule.public else None,
        "public": rule.public,
        **adopted(rule, book.handbook.working_committees[rule.working_committee]),
        "body": body(book, rule),
    }


def room_chapter(book: Book, id: str) -> Data:
    """Return a room that all committees have as a chapter, with what this committee's is like."""
    room = book.rooms[id]
    return {
        "kind": "room",
        "id": id,
        "title": room.name,
        "also_called": list(room.also_called),
        "purpose": placeholder.fill(room.purpose, book.values),
        "basis": [],
        "code": book.code("room", id),
        "public": room.public or not book.whole,
        **adopted(room, book.handbook.working_committees[room.working_committee]),
        "body": body(book, room),
        "facts": room_facts(book, id),
        "notices": [placeholder.fill(notice, book.values) for notice in room.notices],
    }


def room_facts(book: Book, id: str) -> list[list[str | None]]:
    """Return label and value of each fact about a committee's room; none in the sub-district's own book."""
    pages = book.committee
    return sheet.space_facts(book.handbook, pages, pages.committee.places.get(id)) if pages else []


def space_chapter(book: Book, id: str) -> Data:
    """Return a space of the committee's own as a chapter."""
    assert book.committee  # the sub-district's own book has none
    space = next(space for space in book.committee.committee.premises.spaces if space.id == id)
    return {
        "kind": "space",
        "id": id,
        "title": space.name,
        "also_called": [],
        "purpose": space.purpose,
        "basis": [],
        "code": book.code("room", id),
        "public": True,
        "clause": None,
        "adopted": None,
        "revised": None,
        "field": None,
        "colour": Drawn(None),
        "body": None,
        "facts": [
            [book.handbook.words.space.audience, space.audience],
            *sheet.space_facts(book.handbook, book.committee, space),
        ],
        "notices": list(space.notices),
    }


def working_committee_chapter(book: Book, id: str) -> Data:
    """Return a working committee as a chapter: its duties, who has them here, what residents come to it for."""
    subject = book.handbook.working_committees[id]
    return {
        "kind": "working-committee",
        "id": id,
        "title": subject.name,
        "also_called": [],
        "purpose": placeholder.fill(subject.answer, book.values),
        "basis": [],
        "code": book.code("working-committee", id),
        "public": True,
        **adopted(subject, subject),
        "body": body(book, subject),
        **(who_has_duties(book, book.committee, subject) if book.committee else duties(subject)),
        "matters": [
            {"id": service.id, "title": service.title, "words": list(other_words(service))}
            for service in services(book, id)
        ],
    }


def duties(subject: WorkingCommittee) -> Data:
    """Return the groups of duties of a working committee, whoever has them."""
    return {
        "groups": [
            {"name": group.name, "summary": group.summary, "duties": list(group.duties)} for group in subject.groups
        ]
    }


def who_has_duties(book: Book, pages: CommitteePages, subject: WorkingCommittee) -> Data:
    """Return who sits on a working committee here, and its groups of duties, each with who is responsible for it."""
    staff = sheet.seats(pages, subject.id)
    groups = duties(subject)["groups"]
    return {
        "staff": {
            "director": staff.director if staff else None,
            "cadres": "、".join(staff.cadres) or None if staff else None,
            "assistants": "、".join(staff.assistants) or None if staff else None,
            "representatives": sheet.counted(
                book.handbook.words.measures.representatives, staff.representatives if staff else None
            ),
        },
        "groups": [
            {**group, "responsible": staff.responsible.get(group["name"]) if staff else None} for group in groups
        ],
    }


def policy_chapter(book: Book, id: str) -> Data:
    """Return the policy, word for word, as the chapter that all others follow."""
    policy, document = book.handbook.policy, book.handbook.document
    assert document  # without it no book has this chapter
    return {
        "kind": "policy",
        "id": id,
        "title": policy.title,
        "also_called": [],
        "purpose": book.handbook.words.subdistrictbook.policy_purpose,
        "code": None,
        "public": True,
        "field": None,
        "colour": Drawn(None),
        "document_number": policy.number,
        "issued": chinese.date(policy.date),
        "source": document.checked.source,
        "checked": chinese.date(document.checked.date),
        "body": document.body,
    }


CHAPTERS: Mapping[str, Callable[[Book, str], Data]] = MappingProxyType(
    {
        "rule": rule_chapter,
        "room": room_chapter,
        "space": space_chapter,
        "working-committee": working_committee_chapter,
        "policy": policy_chapter,
    }
)
"""What makes the chapter of a subject, by the kind of it."""


def adopted(text: Rule | Room | WorkingCommittee, field: WorkingCommittee) -> Data:
    """Return when a text was passed and last revised, the clause behind it, and whose field it is."""
    return {
        "clause": text.clause,
        "adopted": chinese.date(text.adopted) + (f"（{text.adopted_note}）" if text.adopted_note else ""),
        "revised": chinese.date(text.revised),
        "field": field.field,
        "colour": Drawn(field.colour),
    }


def services(book: Book, working_committee: str) -> Iterator[Service]:
    """Yield what residents come to a working committee for."""
    return (service for service in book.handbook.services.values() if service.working_committee == working_committee)


def other_words(service: Service) -> tuple[str, ...]:
    """Return the other names of a matter: its official name, unless its title says that, and everyday words."""
    return tuple(dict.fromkeys(word for word in (service.name, *service.also_called) if word not in service.title))
