"""The words for products on the command line are those of the products there are."""

from __future__ import annotations

from generator.cli.words import ON_REQUEST, default_words, issued_words, product_words
from generator.products.plan import OUTPUTS, VARIANTS
from generator.products.standing import EDITIONLESS, SHEETS


def test_every_product_and_variant_has_its_word() -> None:
    assert product_words() == (*OUTPUTS, *VARIANTS)


def test_every_product_is_made_unasked_but_those_of_very_many_sheets() -> None:
    assert set(default_words()) | set(ON_REQUEST) == set(OUTPUTS)
    assert set(default_words()) & set(ON_REQUEST) == set()


def test_what_has_editions_is_issued() -> None:
    assert {word for word in issued_words() if "-" not in word} == set(SHEETS)
    assert set(product_words()) - set(issued_words()) == {"website", "codesheet", "report", *EDITIONLESS}
