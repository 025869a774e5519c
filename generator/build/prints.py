"""One sheet from its data to the finished file, read again for personal data, in whichever process does the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from generator.build.planned import Planned
from generator.disk.digests import digest
from generator.model.handbook import Handbook
from generator.paper.sheet import Sheet
from generator.privacy.characters import PersonalData
from generator.privacy.office import NOBODY, Office
from generator.products.catalogue import FORMS
from generator.products.product import Artifact, Data
from generator.products.says import drawn, printed_codes, unlike_json
from generator.products.standing import sheet_data
from generator.read.listing import TEMPLATES, chief_file


class Printed(NamedTuple):
    """A finished PDF, what in it looks like personal data, and what it takes to print: pages, paper, colour_pages.

    `made_from` is the digest of all that it was made from.
    """

    content: bytes
    leaks: tuple[PersonalData, ...]
    takes: Mapping[str, Any]
    made_from: str = ""


def print_sheet(sheet: Sheet, office: Office = NOBODY, around: str = "") -> Printed:
    """Return the PDF of a sheet, read again before its pages are laid on others.

    `office` is who may be published on it; `around` is the digest of what the
    sheet is made with besides its own data. Raises HandbookError with what the author or the template is to mend.
    """
    from generator.paper import finish  # slow to import, and a website needs none of it
    from generator.privacy.files import find_personal_data_in_file

    made_from = sheet_digest(sheet, around)
    sheet = replace(sheet, data=with_symbols(sheet.data), codes=plain_codes(sheet.data))
    pages = finish.set_pages(sheet)
    leaks = tuple(find_personal_data_in_file(sheet.path, pages, office))
    content, takes = finish.finished(pages, sheet)
    return Printed(content, leaks, takes, made_from)


def sheet_digest(sheet: Sheet, around: str) -> str:
    """Return the digest of all that a sheet is made from: equal digests, equal bytes, and equal judgement on them."""
    return digest([around, sheet.path, sheet.subject, sheet.template, sheet.finish, sheet.data], unlike_json)


def digest_around(planned: Planned, artifact: Artifact) -> str:
    """Return the digest of what makes a sheet besides its own data, and of whom it may publish."""
    office = [sorted(known) for known in planned.office(artifact.committee)]
    kits = [planned.sources.kit(folder) for folder in FORMS[artifact.word].product.folders]
    return digest([kits, office])


def with_symbols(data: Any) -> Any:
    """Return the data that a template is given, with the symbol of each code drawn."""
    from generator.codes import qr  # slow to import, and only who sets sheets needs it

    return drawn(data, qr.svg)


def plain_codes(data: Any) -> tuple[str, ...]:
    """Return the codes that a sheet prints, as people type them, each once."""
    return tuple(dict.fromkeys(code.plain for code in printed_codes(data)))


def sheet_of(planned: Planned, artifact: Artifact) -> Sheet:
    """Return the sheet of an artifact: all that a worker needs to print it."""
    finish = FORMS[artifact.word].variant.finish
    return sheet_with(planned.handbook, artifact, data_of(planned, artifact), finish)


def sheet_with(handbook: Handbook, artifact: Artifact, data: Data, finish: str = "") -> Sheet:
    """Return the sheet of an artifact with these data, which need not stand in a plan."""
    return Sheet(
        path=artifact.path,
        templates=handbook.root / TEMPLATES,
        more_fonts=handbook.root / handbook.more_fonts if handbook.more_fonts else None,
        template=f"{artifact.output}/{artifact.template}",
        data=data,
        subject=chief_file(artifact.committee),
        finish=finish,
    )


def data_of(planned: Planned, artifact: Artifact) -> Data:
    """Return the data of a printed file, a committee's or the sub-district's own."""
    if artifact.committee:
        return sheet_data(planned.briefs[artifact.committee], artifact)
    subdistrict = FORMS[artifact.word].product.subdistrict
    assert subdistrict and subdistrict.data  # the plan has a file without a committee only where there is such
    return {**subdistrict.data(planned.subdistrict_brief, artifact), "variant": artifact.variant}
