"""One sheet from its data to the finished file, read again for personal data, in whichever process does the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.codes import qr
from generator.paper.sheet import Sheet
from generator.privacy.characters import PersonalData
from generator.products.plan import Artifact
from generator.website.render import Renderer

FINISHES: Mapping[str, str] = MappingProxyType(
    {"booklet": "booklet", "tiled-a3": "tiled-a3", "tiled-a4": "tiled-a4", "bleed": "bleed"}
)
"""What happens to the pages of a variant once they are set: one of printing.FINISHES."""


class Printed(NamedTuple):
    """A finished PDF, what in it looks like personal data, and what it takes to print: pages, paper, colour_pages."""

    content: bytes
    leaks: tuple[PersonalData, ...]
    takes: Mapping[str, Any]


def print_sheet(sheet: Sheet, names: tuple[str, ...] = ()) -> Printed:
    """Return the PDF of a sheet, read again before its pages are laid on others.

    `names` are those of the committee's staff, near whom no home address may stand. Raises HandbookError with what the
    author or the template is to mend.
    """
    from generator.paper import finish, ink  # slow to import, and a website needs none of it
    from generator.privacy.files import find_personal_data_in_file

    sheet = replace(sheet, data=with_symbols(sheet.data))
    pages = finish.set_pages(sheet)
    found = tuple(find_personal_data_in_file(sheet.path, pages, names))
    content = finish.finished(pages, sheet)
    return Printed(content, found, ink.printing_needs(content))


def with_symbols(data: Any) -> Any:
    """The data with the drawn symbol beside each code's address."""
    if isinstance(data, dict):
        found = {key: with_symbols(value) for key, value in data.items()}
        return {**found, "svg": qr.svg(data["url"])} if "url" in data else found
    return [with_symbols(item) for item in data] if isinstance(data, list) else data


def sheet_of(renderer: Renderer, artifact: Artifact) -> Sheet:
    """What a worker needs to print one artifact."""
    root = renderer.handbook.root
    more_fonts = renderer.handbook.site.handbook.fonts
    return Sheet(
        path=artifact.path,
        templates=root / "templates",
        more_fonts=root / more_fonts if more_fonts else None,
        template=f"{artifact.output}/{artifact.template}",
        data=renderer.sheet(artifact),
        subject=f"committees/{artifact.committee}/committee.yml" if artifact.committee else "content/policy.yml",
        finish=FINISHES.get(artifact.variant, ""),
    )
