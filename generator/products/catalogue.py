"""The catalogue: every product there is; whatever else is told about products is derived from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.products import (
    board,
    codesheet,
    disclosure,
    doorsign,
    forms,
    guide,
    plates,
    report,
    roster,
    website,
)
from generator.products.product import Artifact, Form, Product
from generator.products.rulebook import book

PRODUCTS: Mapping[str, Product] = MappingProxyType(
    {
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
            report.PRODUCT,
        )
    }
)
"""Every product by its name."""


def forms_of(products: Mapping[str, Product]) -> dict[str, Form]:
    """Return every form by its word: the products in their usual form first, then their variants."""
    usual = [Form(product) for product in products.values()]
    variants = [Form(product, variant) for product in products.values() for variant in product.variants]
    return {form.word: form for form in (*usual, *variants)}


FORMS: Mapping[str, Form] = MappingProxyType(forms_of(PRODUCTS))
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


def carried_by(handbook: Handbook) -> tuple[str, ...]:
    """Return the words of the prints that a handbook's website carries; the plan tells of what it asks for in vain."""
    return tuple(word for word in handbook.site.handbook.downloads if word in FORMS and FORMS[word].carried)
