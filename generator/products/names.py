"""How what is made is called on the command line, in the ledger and in build.json. Needs no module that is slow."""

from __future__ import annotations

from generator.read import listing

WEBSITE = listing.WEBSITE

SITE = ""
"""Stands for the sub-district itself, where otherwise a committee's slug stands."""


def form_word(product: str, variant: str = "") -> str:
    """Return the word for a product in one of its variants: `rulebook`, `rulebook-large`."""
    return f"{product}-{variant}" if variant else product


def unit_name(word: str, committee: str) -> str:
    """Return the name of what is made of one committee in one form, `rulebook-large/lantian-2`; `website/` for SITE."""
    return f"{word}/{committee}"
