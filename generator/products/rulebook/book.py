"""The rulebook as a whole: its data for the print template, its variants, and the product that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.products import sheet
from generator.products.product import (
    WHOLE,
    Artifact,
    Brief,
    Data,
    Part,
    Parts,
    Product,
    Variant,
    always,
    imprinted_whole,
    print_file,
)
from generator.products.rulebook import changes
from generator.products.rulebook.annexes import certificates, forms, lists
from generator.products.rulebook.chapters import CHAPTERS
from generator.products.rulebook.contents import RULEBOOK, Book, chapter_codes, codes_of, page_of
from generator.products.rulebook.index import index
from generator.text import chinese, placeholder
from generator.text.placeholder import Values

INTERNAL = "internal"
"""The variant that holds what is for the staff only as well."""


def rulebook(book: Book) -> Data:
    """Return the data of a book: masthead, compiler's note, parts and their chapters, annexes, index."""
    handbook, committee, values = book.handbook, book.committee, book.values
    assert committee  # the sub-district's own book says other things before and behind its chapters
    register = committee.committee.register.rulebook
    return {
        **sheet.masthead(handbook, committee, values),
        "title": handbook.words.rulebook,
        "note": [placeholder.fill(text, values) for text in handbook.contents.compilers_note],
        "reading": sheet.reading_copy(handbook, committee) if register else None,
        "large_print": sheet.counted(handbook.words.measures.copies, register.large_print if register else None),
        "code": sheet.code(handbook, committee, "page", "home", handbook.words.captions.home),
        "parts": list(parts(book)),
        "lists": lists(handbook),
        "certificates": certificates(handbook, values),
        "forms": forms(book),
        "index": index(book),
        "terms": sheet.terms(handbook),
    }


def variant(
    handbook: Handbook, committee: CommitteePages, values: Values, name: str = "", page: tuple[str, str] | None = None
) -> Data:
    """Return the data of a committee's rulebook in one of its variants; with `page`, only the chapter shown there."""
    whole = Book(handbook, committee, values, whole=name == INTERNAL)
    if page is None:
        return rulebook(whole)
    return rulebook(replace(whole, only=next(subject for subject in whole.numbers if page_of(subject) == page)))


def parts(book: Book) -> Iterator[Data]:
    """Yield the parts with their chapters; of a book of one chapter, the part that holds it."""
    for number, (title, subjects) in enumerate(book.parts, 1):
        if kept := [subject for subject in subjects if book.only in (None, subject)]:
            chapters = [
                {"number": str(book.numbers[subject]), **CHAPTERS[subject[0]](book, subject[1])} for subject in kept
            ]
            numeral = book.handbook.words.numbering.part.format(number=chinese.numeral(number))
            yield {"number": numeral, "place": number - 1, "title": title, "chapters": chapters}


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the rules bound into a book."""
    codes = codes_of(handbook, pages)
    yield print_file(RULEBOOK, pages.committee.slug, TEMPLATE, codes, variant=variant)


TEMPLATE = "rulebook.typ"


def chapter_files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield each chapter of the rulebook as a sheet of its own."""
    for (kind, id), code in chapter_codes(handbook, pages).items():
        page, part = pages.pages[page_of((kind, id))], f"{kind}-{id}"
        yield print_file(RULEBOOK, pages.committee.slug, TEMPLATE, (code,), variant=variant, part=part, page=page)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the book says in one of its variants, or what a single chapter of it says."""
    page = (artifact.page.kind, artifact.page.id) if artifact.page else None
    return variant(brief.handbook, brief.pages, brief.values, artifact.variant, page)


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes of the book, in its order, and where each stands; the committee's own is on the last page."""
    words, by_chapter = handbook.words.codesheet, chapter_codes(handbook, pages).values()
    chapters = {code: words.chapter.format(number=number) for number, code in enumerate(by_chapter, 1)}
    others = (code for code in codes_of(handbook, pages) if code not in chapters)
    return {**chapters, **dict.fromkeys(others, words.last_page)}


BOOK_ALONE = frozenset(
    ("note", "reading", "large_print", "office", "code", "parts", "lists", "certificates", "forms", "index")
)
"""What a book says before and behind its chapters, and no chapter by itself."""


def chapters_apart(data: Data) -> Mapping[Part, Data]:
    """Return what a chapter by itself says, by its kind and id: whose book it is from, and its own text.

    What members are called is said where there are members.
    """
    chapter = data["parts"][0]["chapters"][0]
    unsaid = BOOK_ALONE if "staff" in chapter else BOOK_ALONE | {"terms"}
    head = {key: value for key, value in data.items() if key not in unsaid}
    return {f"{chapter['kind']}-{chapter['id']}": {**head, "sheet": chapter}}


def place(handbook: Handbook, committee: Committee) -> str | None:
    """Return where the book lies by the committee's register."""
    return committee.register.rulebook.place if committee.register.rulebook else None


def copies(committee: Committee) -> int:
    """Return how many books in usual print the committee's register knows; one where it knows none."""
    register = committee.register.rulebook
    return (register.copies - (register.large_print or 0) if register else 0) or 1


def large_copies(committee: Committee) -> int:
    """Return how many books in large print the committee's register knows; one where it knows none."""
    register = committee.register.rulebook
    return (register.large_print if register else None) or 1


PRODUCT = Product(
    name=RULEBOOK,
    title=lambda handbook: handbook.words.rulebook,
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
        Variant("large", lambda handbook: handbook.words.variants.large, copies=large_copies),
        Variant("gbt9704", lambda handbook: handbook.words.variants.gbt9704),
        Variant("booklet", lambda handbook: handbook.words.variants.booklet, finish="booklet"),
        Variant(INTERNAL, lambda handbook: handbook.words.variants.internal, carried=False),
        Variant(
            "chapters",
            lambda handbook: handbook.words.variants.chapters,
            files=chapter_files,
            parts=Parts(chapters_apart, imprinted_whole, WHOLE.titles),
            copies=lambda committee: 1,
        ),
        changes.VARIANT,
    ),
)
