"""The words for products on the command line are those of the catalogue."""

from __future__ import annotations

from generator.cli.words import default_words, issued_words, product_words
from generator.products.catalogue import FORMS, PRODUCTS

UNISSUED = (
    *("website", "wallclearance", "report", "progress", "progress-summary", "training", "assessment"),
    *("subdistrictbook", "subdistrictbook-large", "subdistrictbook-internal", "rulebook-changes"),
)
"""What has no editions: what tells how things stand on a day, and what is the sub-district's own."""


def test_every_product_and_variant_has_its_word() -> None:
    assert product_words() == tuple(FORMS)


def test_every_product_is_made_unasked_but_those_of_very_many_sheets() -> None:
    assert set(PRODUCTS) - set(default_words()) == {"guide"}


def test_what_has_editions_is_issued() -> None:
    assert set(product_words()) - set(issued_words()) == {*UNISSUED}
