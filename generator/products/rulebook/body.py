"""A shared text as it stands in the rulebook: placeholders filled, links led to chapters or to the website."""

from __future__ import annotations

import re

from generator.model.facts import SharedText
from generator.products.rulebook.contents import Book
from generator.text import markup, placeholder


def body(book: Book, text: SharedText) -> str:
    """Return a text's XHTML with its placeholders filled; links lead to the book's own chapters, others to the website.

    What is not in the book and on no website either, a form for the staff, is plain words; so is in the sub-district's
    own book what each committee has its own page of.
    """
    forms = (("form", form.id) for form in book.handbook.forms.values() if not form.public)
    internal = {*(("rule", id) for id in book.handbook.internal_rules), *forms}

    def led(anchor: re.Match[str]) -> str:
        link = markup.LINK.fullmatch(anchor[1])
        if not link:
            return anchor[0]
        kind, id = link[1], link[2]
        if (kind, id) in book.places:
            return f'<a href="#{kind}-{id}">{anchor[2]}</a>'
        if (kind, id) in internal:
            return anchor[2]
        if book.committee is None:
            return anchor[2]
        return f'<a href="{book.handbook.site.site_url}{book.committee.address(kind, id)}">{anchor[2]}</a>'

    return placeholder.fill_xhtml(markup.ANCHOR.sub(led, text.body), book.values)
