"""What the blank forms say as sheets of their own, apart from the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.codes.pages import CommitteePages
from generator.model.content import Form
from generator.model.handbook import Handbook
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Product, always, print_file
from generator.text import markup, placeholder
from generator.text.placeholder import Values


def formsheets(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the data of all blank forms, in the order in which the rulebook numbers them."""
    return {
        **sheet.masthead(handbook, pages, values),
        "title": handbook.words.forms,
        "forms": [
            {**sheet.form(handbook, form, values), "body": body(form, values)} for form in handbook.forms.values()
        ],
    }


def body(form: Form, values: Values) -> str:
    """Return as XHTML how a form is filled; a link to another form leads to it, any other becomes plain words."""

    def kept(anchor: re.Match[str]) -> str:
        link = markup.LINK.fullmatch(anchor[1])
        return f'<a href="#form-{link[2]}">{anchor[2]}</a>' if link and link[1] == "form" else anchor[2]

    return placeholder.fill_xhtml(markup.ANCHOR.sub(kept, form.body), values)


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the blank forms, each a sheet."""
    yield print_file("forms", pages.committee.slug, "forms.typ")


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the blank forms say."""
    return formsheets(brief.handbook, brief.pages, brief.values)


PRODUCT = Product(
    name="forms",
    title=lambda handbook: handbook.words.forms,
    files=files,
    data=data,
    paper=always("A4"),
    both_sides=True,
    place=lambda handbook, committee: handbook.words.places.forms,
    in_hand=True,
    issued=True,
    page=("page", "forms"),
    carried=True,
)
