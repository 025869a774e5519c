"""What the rulebook says: its parts and chapters, annexes and index, as plain data for the print template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.content import Form, Room, Rule, Service, WorkingCommittee
from generator.model.facts import SharedText
from generator.model.handbook import Handbook
from generator.products import sheet
from generator.products.index import Entry, Letter, alphabet
from generator.products.product import (
    WHOLE,
    Artifact,
    Brief,
    Part,
    Parts,
    Product,
    Variant,
    always,
    imprinted_whole,
    print_file,
)
from generator.products.rulebook import changes
from generator.products.says import Drawn
from generator.products.sheet import Data
from generator.text import chinese, markup, placeholder
from generator.text.placeholder import Values

TITLE = changes.BOOK

INTERNAL = "internal"
"""The variant that holds what is for the staff only as well."""

ANCHOR = re.compile(r"<a (href=\"[^\"]*\")[^>]*>(.*?)</a>", re.DOTALL)
"""A link with its address and its words."""

Subject = tuple[str, str]
"""What a chapter is about: `rule`, `room`, `working-committee` or, of the committee's own, `space`; and its id."""


@dataclass(frozen=True)
class Book:
    """A committee's rulebook. A `whole` one holds what is for the staff only; `only` is the one chapter it has."""

    handbook: Handbook
    committee: CommitteePages
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
        return tuple(one for one in self.handbook.forms.values() if self.whole or one.public)

    @cached_property
    def parts(self) -> tuple[tuple[str, tuple[Subject, ...]], ...]:
        """Title and chapters of each part; a part without chapters is left out."""
        found = []
        for index, part in enumerate(self.handbook.contents.rulebook):
            chapters = [chapter.partition(":")[::2] for chapter in part.chapters]
            if index == rooms_part(self.handbook):
                chapters += [("space", id) for id in sheet.own_spaces(self.committee)]
            if kept := tuple((kind, id) for kind, id in chapters if kind != "rule" or id in self.rules):
                found.append((part.title, kept))
        return tuple(found)

    @cached_property
    def numbers(self) -> Mapping[Subject, int]:
        """The number of every chapter, in the book's order."""
        return {subject: number for number, subject in enumerate((one for _, part in self.parts for one in part), 1)}

    @cached_property
    def places(self) -> frozenset[Subject]:
        """What a link within it may lead to."""
        forms = (("form", one.id) for one in self.forms)
        return frozenset([self.only] if self.only else [*self.numbers, *forms])


def rulebook(book: Book) -> Data:
    """The rulebook's data: masthead, compiler's note, parts and their chapters, annexes, index."""
    handbook, committee, values = book.handbook, book.committee, book.values
    copy = committee.committee.register.rulebook
    return {
        **sheet.masthead(handbook, committee, values),
        "title": TITLE,
        "note": [placeholder.fill(text, values) for text in handbook.contents.compilers_note],
        "reading": sheet.reading_copy(committee) if copy else None,
        "large_print": f"{copy.large_print}本" if copy and copy.large_print else None,
        "code": sheet.code(handbook, committee, "page", "home", "本居委会全部事项"),
        "parts": list(parts(book)),
        "lists": lists(handbook),
        "certificates": certificates(handbook, values),
        "forms": [form(book, one) for one in book.forms],
        "index": index(book),
    }


def variant(
    handbook: Handbook, committee: CommitteePages, values: Values, name: str = "", page: tuple[str, str] | None = None
) -> Data:
    """The data of the rulebook in one of its variants; `page`, where it has but one chapter, is that chapter's."""
    whole = Book(handbook, committee, values, whole=name == INTERNAL)
    if page is None:
        return rulebook(whole)
    return rulebook(replace(whole, only=next(subject for subject in whole.numbers if page_of(subject) == page)))


def subjects(handbook: Handbook, committee: CommitteePages) -> Mapping[Subject, int]:
    """The chapters that residents read, and their numbers, in the book's order."""
    return Book(handbook, committee, {}).numbers


def page_of(subject: Subject) -> Subject:
    """The kind and id of the page that shows what a chapter is about."""
    kind, id = subject
    return ("room" if kind == "space" else kind, id)


def chapter_codes(handbook: Handbook, committee: CommitteePages) -> Mapping[Subject, str]:
    """The code of every chapter that residents read."""
    return {subject: committee.code(*page_of(subject)).code for subject in subjects(handbook, committee)}


def codes_of(handbook: Handbook, committee: CommitteePages) -> tuple[str, ...]:
    """The codes the rulebook prints: the committee's own, and one for each chapter."""
    return (committee.code("page", "home").code, *chapter_codes(handbook, committee).values())


def parts(book: Book) -> Iterator[Data]:
    """The parts with their chapters; of a book of one chapter, the part that holds it."""
    for number, (title, chapters) in enumerate(book.parts, 1):
        if kept := [subject for subject in chapters if book.only in (None, subject)]:
            found = [
                {"number": str(book.numbers[subject]), **CHAPTERS[subject[0]](book, subject[1])} for subject in kept
            ]
            yield {"number": f"第{chinese.numeral(number)}部分", "place": number - 1, "title": title, "chapters": found}


def rooms_part(handbook: Handbook) -> int:
    """The number of the part that holds the rooms, which the committee's own spaces join; the last where none does."""
    found = handbook.contents.rulebook
    rooms = (number for number, part in enumerate(found) if any(c.startswith("room:") for c in part.chapters))
    return next(rooms, len(found) - 1)


def rule_chapter(book: Book, id: str) -> Data:
    """A rule as a chapter; one that is for the staff only has no page, and so no code."""
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
    """A room that all committees have, with what this committee's is like."""
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
    """A space of the committee's own."""
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
        "facts": [["适合谁", space.audience], *sheet.space_facts(book.handbook, book.committee, space)],
        "notices": list(space.notices),
    }


def working_committee_chapter(book: Book, id: str) -> Data:
    """A working committee: its duties, who has them here, and what residents come to it for."""
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
            "representatives": f"{staff.representatives}名" if staff and staff.representatives else None,
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


CHAPTERS: Mapping[str, Any] = MappingProxyType(
    {
        "rule": rule_chapter,
        "room": room_chapter,
        "space": space_chapter,
        "working-committee": working_committee_chapter,
    }
)


def adopted(text: Rule | Room | WorkingCommittee, field: WorkingCommittee) -> Data:
    """When a text was passed and last revised, the clause behind it, and whose field it is."""
    return {
        "clause": text.clause,
        "adopted": chinese.date(text.adopted),
        "revised": chinese.date(text.revised),
        "field": field.field,
        "colour": Drawn(field.colour),
    }


def services(book: Book, working_committee: str) -> Iterator[Service]:
    """What residents come to a working committee for."""
    return (one for one in book.handbook.services.values() if one.working_committee == working_committee)


def other_words(service: Service) -> tuple[str, ...]:
    """What a matter is called besides its title: its official name, unless the title says it, and everyday words."""
    return tuple(dict.fromkeys(word for word in (service.name, *service.also_called) if word not in service.title))


def body(book: Book, text: SharedText) -> str:
    """A text's XHTML with its placeholders filled; links lead to the book's own chapters, others to the website.

    What is not in the book and on no website either, a form for the staff, is plain words.
    """

    forms = (("form", one.id) for one in book.handbook.forms.values() if not one.public)
    internal = {*(("rule", id) for id in book.handbook.internal_rules), *forms}

    def led(found: re.Match[str]) -> str:
        link = markup.LINK.fullmatch(found[1])
        if not link:
            return found[0]
        kind, id = link[1], link[2]
        if (kind, id) in book.places:
            return f'<a href="#{kind}-{id}">{found[2]}</a>'
        if (kind, id) in internal:
            return found[2]
        return f'<a href="{book.handbook.site.site_url}{book.committee.address(kind, id)}">{found[2]}</a>'

    return placeholder.fill_xhtml(ANCHOR.sub(led, text.body), book.values)


def lists(handbook: Handbook) -> list[Data]:
    """The reference lists, as annexes."""
    return [
        {
            "title": one.title,
            "note": one.note,
            "demonstration": one.demonstration,
            "entries": [
                {
                    "kind": entry.kind,
                    "title": entry.title,
                    "department": entry.department,
                    "basis": sheet.basis(entry.basis),
                }
                for entry in one.entries
            ],
        }
        for one in handbook.lists.lists
    ]


def certificates(handbook: Handbook, values: Values) -> Data:
    """The certificates nobody may ask the committee for, and where to go instead."""
    found = handbook.certificates
    return {
        "answer": placeholder.fill(found.answer, values),
        "document": found.document,
        "checked": chinese.date(found.checked.date),
        "items": [{"name": item.name, "instead": placeholder.fill(item.instead, values)} for item in found.items],
    }


def form(book: Book, one: Form) -> Data:
    """A blank form: its places to write on, and how it is filled."""
    return {**sheet.form(book.handbook, one, book.values), "body": body(book, one)}


def index(book: Book) -> list[Data]:
    """All that can be looked for in the book, by pinyin: each letter with its words, each word with its places.

    A place is the label that the template gives it, and the chapter or form it stands in: 第3章, 表2; no word where the
    template itself numbers it.
    """
    found = list(index_entries(book))
    where = {entry.address: place for entry, place in found}
    return [
        {"letter": letter.letter, "lines": [_index_line(word, entries, where) for word, entries in _same_words(letter)]}
        for letter in alphabet(entry for entry, _ in found)
    ]


def index_entries(book: Book) -> Iterator[tuple[Entry, str | None]]:
    """What the index names: chapters, duties, matters, certificates and forms; and in which chapter each stands."""
    for subject, number in book.numbers.items():
        place = f"第{number}章"
        yield _chapter_entry(book, *subject), place
        if subject[0] == "working-committee":
            yield from ((entry, place) for entry in _duties_and_matters(book, subject[1]))
    for number, certificate in enumerate(book.handbook.certificates.items):
        yield Entry("certificate", certificate.name, certificate.name, f"certificate-{number}"), None
    for number, one in enumerate(book.forms, 1):
        yield Entry("form", one.id, one.title, f"form-{one.id}"), f"表{number}"


def _chapter_entry(book: Book, kind: str, id: str) -> Entry:
    """A chapter by its title and what else that is called."""
    data = CHAPTERS[kind](book, id)
    return Entry(kind, id, data["title"], f"{kind}-{id}", tuple(data["also_called"]))


def _duties_and_matters(book: Book, id: str) -> Iterator[Entry]:
    """The groups of duties of a working committee, and what residents come to it for."""
    for number, group in enumerate(book.handbook.working_committees[id].groups):
        yield Entry("group", group.name, group.name, f"group-{id}-{number}")
    for service in services(book, id):
        yield Entry("service", service.id, service.title, f"service-{service.id}", other_words(service))


def _same_words(letter: Letter) -> Iterator[tuple[str, list[str]]]:
    """Each word below a letter, once, with the labels of all it stands for."""
    found: dict[str, list[str]] = {}
    for line in letter.lines:
        found.setdefault(line.word, []).append(line.entry.address)
    yield from found.items()


def _index_line(word: str, labels: Iterable[str], where: Mapping[str, str | None]) -> Data:
    return {"word": word, "places": [{"label": label, "number": where[label]} for label in labels]}


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the rules bound into a book."""
    codes = codes_of(handbook, pages)
    yield print_file("rulebook", pages.committee.slug, TEMPLATE, codes, variant=variant)


TEMPLATE = "rulebook.typ"


def chapter_files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield each chapter of the rulebook as a sheet of its own."""
    for (kind, id), code in chapter_codes(handbook, pages).items():
        page, part = pages.pages[page_of((kind, id))], f"{kind}-{id}"
        yield print_file("rulebook", pages.committee.slug, TEMPLATE, (code,), variant=variant, part=part, page=page)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the book says in one of its variants, or what a single chapter of it says."""
    page = (artifact.page.kind, artifact.page.id) if artifact.page else None
    return variant(brief.handbook, brief.pages, brief.values, artifact.variant, page)


LAST_PAGE = "最后一页"


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes of the book, in its order, and where each stands; the committee's own is on the last page."""
    chapters = {code: f"汇编第{number}章" for number, code in enumerate(chapter_codes(handbook, pages).values(), 1)}
    others = (code for code in codes_of(handbook, pages) if code not in chapters)
    return {**chapters, **dict.fromkeys(others, f"汇编{LAST_PAGE}")}


def chapters_apart(data: Data) -> Mapping[Part, Data]:
    """Return what a chapter by itself says, by its kind and id: whose book it is from, and its own text."""
    chapter = data["parts"][0]["chapters"][0]
    head = {
        "committee": data["committee"],
        "district": data["district"],
        "subdistrict": data["subdistrict"],
        "policy": data["policy"],
        "domain": data["domain"],
        "safety": data["safety"],
        "title": data["title"],
    }
    return {f"{chapter['kind']}-{chapter['id']}": {**head, "sheet": chapter}}


def place(handbook: Handbook, committee: Committee) -> str | None:
    """Return where the book lies by the committee's register."""
    return committee.register.rulebook.place if committee.register.rulebook else None


def copies(committee: Committee) -> int:
    """Return how many books in usual print the committee's register knows; one where it knows none."""
    kept = committee.register.rulebook
    return (kept.copies - (kept.large_print or 0) if kept else 0) or 1


def large_copies(committee: Committee) -> int:
    """Return how many books in large print the committee's register knows; one where it knows none."""
    kept = committee.register.rulebook
    return (kept.large_print if kept else None) or 1


PRODUCT = Product(
    name="rulebook",
    title=TITLE,
    files=files,
    codes=codes,
    data=data,
    paper=always("A4"),
    both_sides=True,
    place=place,
    copies=copies,
    in_hand=True,
    bound=True,
    issued=True,
    page=("page", "rules"),
    carried=True,
    round=3,
    variants=(
        Variant("large", "大字版", copies=large_copies),
        Variant("gbt9704", "公文版式"),
        Variant("booklet", "骑马钉小册子", finish="booklet"),
        Variant(INTERNAL, "内部版", carried=False),
        Variant(
            "chapters",
            "单章",
            files=chapter_files,
            parts=Parts(chapters_apart, imprinted_whole, WHOLE.titles),
            copies=lambda committee: 1,
        ),
        changes.VARIANT,
    ),
)
