"""What each kind of chapter says: a rule, a room, a space of the committee's own, a working committee."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

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
        "code": sheet.code(book.handbook, book.committee, "rule", id) if rule.public else None,
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
        "code": sheet.code(book.handbook, book.committee, "room", id),
        "public": room.public or not book.whole,
        **adopted(room, book.handbook.working_committees[room.working_committee]),
        "body": body(book, room),
        "facts": sheet.space_facts(book.handbook, book.committee, book.committee.committee.places.get(id)),
        "notices": [placeholder.fill(notice, book.values) for notice in room.notices],
    }


def space_chapter(book: Book, id: str) -> Data:
    """Return a space of the committee's own as a chapter."""
    space = next(space for space in book.committee.committee.premises.spaces if space.id == id)
    return {
        "kind": "space",
        "id": id,
        "title": space.name,
        "also_called": [],
        "purpose": space.purpose,
        "basis": [],
        "code": sheet.code(book.handbook, book.committee, "room", id),
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
    staff = sheet.seats(book.committee, id)
    return {
        "kind": "working-committee",
        "id": id,
        "title": subject.name,
        "also_called": [],
        "purpose": placeholder.fill(subject.answer, book.values),
        "basis": [],
        "code": sheet.code(book.handbook, book.committee, "working-committee", id),
        "public": True,
        **adopted(subject, subject),
        "body": body(book, subject),
        "staff": {
            "director": staff.director if staff else None,
            "cadres": "、".join(staff.cadres) or None if staff else None,
            "assistants": "、".join(staff.assistants) or None if staff else None,
            "representatives": sheet.counted(
                book.handbook.words.measures.representatives, staff.representatives if staff else None
            ),
        },
        "groups": [
            {
                "name": group.name,
                "summary": group.summary,
                "duties": list(group.duties),
                "responsible": staff.responsible.get(group.name) if staff else None,
            }
            for group in subject.groups
        ],
        "matters": [
            {"id": service.id, "title": service.title, "words": list(other_words(service))}
            for service in services(book, id)
        ],
    }


CHAPTERS: Mapping[str, Callable[[Book, str], Data]] = MappingProxyType(
    {
        "rule": rule_chapter,
        "room": room_chapter,
        "space": space_chapter,
        "working-committee": working_committee_chapter,
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
