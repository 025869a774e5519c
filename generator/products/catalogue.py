"""The catalogue: every product there is; whatever else is told about products is derived from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.products import (
    assessment,
    board,
    codesheet,
    disclosure,
    doorsign,
    forms,
    guide,
    plates,
    progress,
    report,
    roster,
    subdistrictbook,
    training,
    wallclearance,
    website,
)
from generator.products.product import Artifact, Form, Product, SubdistrictBrief
from generator.products.rulebook import book

TABLE: dict[str, Product] = {
    product.name: product
    for product in (
        website.PRODUCT,
        book.PRODUCT,
        board.PRODUCT,
        doorsign.PRODUCT,
        guide.PRODUCT,
        roster.PRODUCT,
        disclosure.PRODUCT,
        plates.PRODUCT,
        codesheet.PRODUCT,
        forms.PRODUCT,
        wallclearance.PRODUCT,
        report.PRODUCT,
        subdistrictbook.PRODUCT,
        progress.PRODUCT,
        training.PRODUCT,
        assessment.PRODUCT,
    )
}
"""The catalogue itself: whoever makes a product puts it here, and nowhere else."""

PRODUCTS: Mapping[str, Product] = MappingProxyType(TABLE)
"""Every product by its name."""


class Forms(Mapping[str, Form]):
    """Products in each of their forms, by the word that names it: first all in their usual form, then the variants."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self.products = products

    def __getitem__(self, word: str) -> Form:
        forms = self.products[word.partition("-")[0]].forms
        if form := next((form for form in forms if form.word == word), None):
            return form
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        yield from self.products
        yield from (form.word for product in self.products.values() for form in product.forms if form.variant.name)

    def __len__(self) -> int:
        return sum(len(product.forms) for product in self.products.values())


FORMS: Mapping[str, Form] = Forms(PRODUCTS)
"""Every product in each of its forms, by the word that names it."""


def usual_words() -> tuple[str, ...]:
    """Return the words of what is made when none is named."""
    return tuple(name for name, product in PRODUCTS.items() if not product.on_request)


def issued_words() -> tuple[str, ...]:
    """Return the words of what has editions."""
    return tuple(word for word, form in FORMS.items() if form.issued)


def carried_words() -> tuple[str, ...]:
    """Return the words of the prints that a website may carry."""
    return tuple(word for word, form in FORMS.items() if form.carried)


def downloads(handbook: Handbook, pages: CommitteePages) -> Iterator[Artifact]:
    """Yield the prints of a committee that its website carries."""
    for word in carried_by(handbook):
        yield from FORMS[word].files(handbook, pages)


def own_downloads(brief: SubdistrictBrief) -> Iterator[Artifact]:
    """Yield the sub-district's own prints that the website carries."""
    for word in carried_by(brief.handbook):
        yield from FORMS[word].subdistrict_files(brief)


def carried_by(handbook: Handbook) -> tuple[str, ...]:
    """Return the words of the prints that a handbook's website carries; the plan tells of what it asks for in vain."""
    return tuple(word for word in handbook.site.handbook.downloads if word in FORMS and FORMS[word].carried)
