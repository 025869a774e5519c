"""The words for products on the command line: which there are, which are issued, which are made unasked.

Every function imports the products only when it is called: that takes longer than a build in which nothing changed.
"""

from __future__ import annotations

ON_REQUEST = ("guide",)
"""Products of very many sheets, made only when they are named."""


def product_words() -> tuple[str, ...]:
    """Return the word of every product and of every variant, in the order in which people are told of them."""
    from generator.products.plan import PRODUCTS  # slow to import

    return tuple(PRODUCTS)


def issued_words() -> tuple[str, ...]:
    """Return the words of those products that have editions."""
    from generator.products.standing import EDITIONLESS, SHEETS  # slow to import

    return tuple(word for word in product_words() if word.partition("-")[0] in SHEETS and word not in EDITIONLESS)


def default_words() -> tuple[str, ...]:
    """Return the words of what a build makes when none is named: every product, but no variant."""
    from generator.products.plan import OUTPUTS  # slow to import

    return tuple(word for word in OUTPUTS if word not in ON_REQUEST)
