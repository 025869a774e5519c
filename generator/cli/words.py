"""The words for products on the command line: which there are, which are issued, which are made unasked.

Every function imports the catalogue only when it is called: that takes longer than a build in which nothing changed.
"""

from __future__ import annotations


def product_words() -> tuple[str, ...]:
    """Return the word of every product and of every variant, in the order in which people are told of them."""
    from generator.products.catalogue import FORMS  # slow to import

    return tuple(FORMS)


def issued_words() -> tuple[str, ...]:
    """Return the words of those products that have editions."""
    from generator.products import catalogue  # slow to import

    return catalogue.issued_words()


def default_words() -> tuple[str, ...]:
    """Return the words of what a build makes when none is named."""
    from generator.products import catalogue  # slow to import

    return catalogue.usual_words()
