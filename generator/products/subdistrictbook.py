"""The sub-district's own rulebook: the policy, the common rules, the lists, the laws, and who all work with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.codes.pages import CommitteePages
from generator.model.facts import Basis
from generator.model.handbook import Handbook
from generator.products import sheet
from generator.products.names import SITE
from generator.products.product import (
    Artifact,
    Data,
    Product,
    SubdistrictBrief,
    SubdistrictFiles,
    Variant,
    always,
    no_files,
)
from generator.products.rulebook import annexes
from generator.products.rulebook.book import INTERNAL, parts
from generator.products.rulebook.contents import RULEBOOK, Book
from generator.products.rulebook.index import index
from generator.products.says import PrintedAddress
from generator.text import chinese, laws, pinyin, placeholder
from generator.text.citation import parse_citation

NAME = "subdistrictbook"


def subdistrictbook(brief: SubdistrictBrief, variant: str = "") -> Data:
    """Return the data of the book, in the form in which committees' rulebooks have theirs.

    `own` tells the template that it is nobody's rulebook but the sub-district's.
    """
    handbook, policy = brief.handbook, brief.handbook.policy
    values = placeholder.values(handbook, None)
    book = Book(handbook, None, values, whole=variant == INTERNAL)
    return {
        **masthead(handbook),
        "own": True,
        "title": handbook.words.subdistrictbook.title,
        "edition": as_of(handbook),
        "note": [placeholder.fill(text, values) for text in handbook.contents.subdistrict_note],
        "reading": None,
        "large_print": None,
        "code": PrintedAddress(handbook.site.site_url, handbook.words.subdistrictbook.home),
        "parts": list(parts(book)),
        "lists": annexes.lists(handbook),
        "certificates": annexes.certificates(handbook, values),
        "departments": [
            {"name": department.name, "phone": department.phone, "task": department.task}
            for department in handbook.subdistrict.departments
        ],
        "superiors": [{"name": each.name, "number": each.number} for each in handbook.subdistrict.superiors],
        "committees": [committee(handbook, pages) for pages in brief.committees.values()],
        "missing": policy.committees_note,
        "laws": cited(book),
        "forms": [],
        "index": index(book),
    }


def masthead(handbook: Handbook) -> Data:
    """Return what stands on every sheet of a committee, as the sub-district says it of itself."""
    policy = handbook.policy
    return {
        "committee": {
            "name": policy.subdistrict,
            "short_name": policy.subdistrict,
            "full_name": policy.district + policy.subdistrict,
            "phone": policy.office.number,
        },
        **sheet.issuer(handbook),
    }


def as_of(handbook: Handbook) -> Data:
    """Return in place of an edition, which only what is issued has, the day of the newest text in the book."""
    newest = max(
        handbook.policy.date,
        *(rule.revised for rule in handbook.every_rule.values()),
        *(room.revised for room in handbook.every_room.values()),
        *(field.revised for field in handbook.working_committees.values()),
        *(committee.profile.updated for committee in handbook.committees),
    )
    return {"number": None, "date": chinese.date(newest), "month": chinese.month_of(newest), "proof": False}


def committee(handbook: Handbook, pages: CommitteePages) -> Data:
    """Return a committee as the book lists it: where to find and to ring it, and the code of its own pages."""
    profile, copy = pages.committee.profile, pages.committee.register.rulebook
    return {
        "name": placeholder.short_name(handbook, pages.committee),
        "address": profile.address,
        "phone": profile.phone,
        "reading": copy.place if copy else None,
        "code": sheet.code(handbook, pages, "page", "home", profile.name),
    }


# --- laws ------------------------------------------------------------------------------------------------------------


def cited(book: Book) -> list[Data]:
    """Return every law that rules, lists and guides rest on, by pinyin: its articles, and where each is cited."""
    titles: dict[str, str] = {}
    found: dict[str, dict[str, dict[str, None]]] = {}
    for basis, where in citations(book):
        law = found.setdefault(laws.key(basis.law), {})
        law.setdefault(basis.article or "", {})[where] = None
        known = titles.get(laws.key(basis.law), "")
        titles[laws.key(basis.law)] = max(known, basis.law, key=len)
    phrases = book.handbook.language.pinyin.syllables
    in_order = sorted(found, key=lambda key: pinyin.syllables(key, phrases))
    return [
        {
            "law": titles[key],
            "articles": [
                {"article": article or None, "where": list(found[key][article])}
                for article in sorted(found[key], key=by_number)
            ],
        }
        for key in in_order
    ]


def by_number(article: str) -> tuple[int, ...]:
    """Return what brings articles in their order: the whole law first, what has no numbers last."""
    cited = parse_citation(article)
    return cited.references[0] if cited else (MANY,) if article else ()


MANY = 10_000
"""More articles than any law has."""


def citations(book: Book) -> Iterator[tuple[Basis, str]]:
    """Yield each citation with where it stands: a chapter, a list, the guides; what follows the policy is left out."""
    words, handbook = book.handbook.words, book.handbook
    own = laws.key(handbook.policy.title)
    every = [
        *(
            (basis, words.numbering.chapter.format(number=number))
            for (kind, id), number in book.numbers.items()
            if kind == "rule"
            for basis in book.rules[id].basis
        ),
        *(
            (entry.basis, words.subdistrictbook.list_number.format(number=chinese.numeral(number)))
            for number, reference in enumerate(handbook.lists.lists, 1)
            for entry in reference.entries
        ),
        *((basis, words.guide.title) for service in handbook.services.values() for basis in service.basis),
    ]
    return ((basis, where) for basis, where in every if laws.key(basis.law) != own)


# --- the product -----------------------------------------------------------------------------------------------------


def home_codes(committees: Mapping[str, CommitteePages]) -> tuple[str, ...]:
    """Return the codes of the committees' own pages, which the list of committees prints."""
    return tuple(pages.code("page", "home").code for pages in committees.values())


def book_files(brief: SubdistrictBrief) -> Iterator[Artifact]:
    """Yield the book."""
    yield Artifact(f"{NAME}/{RULEBOOK}.pdf", NAME, SITE, "subdistrictbook.typ", home_codes(brief.committees))


def book_data(brief: SubdistrictBrief, artifact: Artifact) -> Data:
    """Return what the book says in one of its variants."""
    return subdistrictbook(brief, artifact.variant)


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.subdistrictbook.title,
    files=no_files,
    subdistrict=SubdistrictFiles(book_files, book_data, place=lambda handbook: handbook.words.places.subdistrictbook),
    drawn_by=(RULEBOOK,),
    paper=always("A4"),
    both_sides=True,
    in_hand=True,
    bound=True,
    carried=True,
    variants=(
        Variant("large", lambda handbook: handbook.words.variants.large, subdistrict=True, issued=False),
        Variant(
            INTERNAL,
            lambda handbook: handbook.words.variants.internal,
            subdistrict=True,
            issued=False,
            carried=False,
        ),
    ),
)
