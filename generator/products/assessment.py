"""What the sheet of the year's assessment says: indicators and weights, each committee's points, a blank sheet."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.committee import Committee
from generator.model.content import bare
from generator.model.handbook import Handbook
from generator.products import report, sheet
from generator.products.names import SITE
from generator.products.product import Artifact, Data, Product, SubdistrictBrief, always, no_files, one_sheet
from generator.text import chinese

NAME = "assessment"


def assessment(brief: SubdistrictBrief) -> Data:
    """Return the sheet of this year: the indicators, what is on record of each committee, places to write the rest."""
    handbook = brief.handbook
    recorded = last_recorded(handbook)
    return {
        **sheet.issuer(handbook),
        "title": handbook.words.assessment.title,
        "year": handbook.today.year,
        "date": chinese.date(handbook.today),
        "document": document(handbook),
        "merit_words": list(handbook.policy.boards.merit.walls),
        "indicators": [
            {"name": indicator.name, "weight": indicator.weight, "by_residents": indicator.by_residents}
            for indicator in handbook.subdistrict.indicators
        ],
        "recorded": recorded,
        "columns": columns(handbook, recorded),
        "committees": [
            committee_row(committee, recorded, columns(handbook, recorded)) for committee in handbook.committees
        ],
    }


def last_recorded(handbook: Handbook) -> int | None:
    """Return the newest year of which any committee has a result on record; None where none has one."""
    years = (result.year for committee in handbook.committees for result in committee.records.appraisals)
    return max(years, default=None)


def columns(handbook: Handbook, year: int | None) -> list[str]:
    """Return the indicators of a year's results: today's in their order, then others, which were used in that year.

    A note in brackets makes no other indicator of one.
    """
    today = {indicator.bare_name: indicator.name for indicator in handbook.subdistrict.indicators}
    given = {
        bare(name): name
        for committee in handbook.committees
        for result in committee.records.appraisals
        if result.year == year
        for name in result.scores
    }
    others = (name for key, name in given.items() if key not in today)
    return [*(name for key, name in today.items() if key in given), *others] or [*today.values()]


def document(handbook: Handbook) -> Data:
    """Return the rule by which the assessment is done, with its version and its day where the rule tells them."""
    title = handbook.policy.assessment
    rule = next((rule for rule in handbook.every_rule.values() if rule.title == title), None)
    version = rule.document if rule else None
    return {
        "title": title,
        "version": version.version if version else None,
        "date": chinese.date(version.date) if version else None,
    }


def committee_row(committee: Committee, year: int | None, names: Sequence[str]) -> Data:
    """Return a committee and its points of a year by indicator, their sum, and when that was made public.

    None for what is not on record; the last result counts where a year was written twice.
    """
    results = {result.year: result for result in committee.records.appraisals}
    result = results.get(year) if year else None
    points = {bare(name): number for name, number in result.scores.items()} if result else {}
    return {
        "name": committee.profile.name,
        "points": [points.get(bare(name)) for name in names],
        "total": result.total if result else None,
        "published": chinese.date(result.published) if result and result.published else None,
    }


# --- the product -----------------------------------------------------------------------------------------------------


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.assessment.title,
    files=no_files,
    subdistrict=one_sheet(
        Artifact(f"{NAME}/{NAME}.pdf", NAME, SITE, "assessment.typ"),
        assessment,
        lambda handbook: handbook.words.places.assessment,
    ),
    drawn_by=(report.NAME,),
    paper=always("A4"),
    dated=True,
)
