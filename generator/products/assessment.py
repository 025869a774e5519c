"""What the sheet of the year's assessment says: indicators and weights, each committee's points, a blank sheet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.products import report, sheet
from generator.products.names import SITE
from generator.products.product import Artifact, Data, Product, SubdistrictBrief, SubdistrictFiles, always, no_files
from generator.text import chinese

NAME = "assessment"


def assessment(brief: SubdistrictBrief) -> Data:
    """Return the sheet of this year: the indicators, what is on record of each committee, places to write the rest."""
    handbook = brief.handbook
    return {
        **sheet.issuer(handbook),
        "title": handbook.words.assessment.title,
        "year": handbook.today.year,
        "date": chinese.date(handbook.today),
        "document": document(handbook),
        "merit_words": list(handbook.policy.boards.merit_words),
        "indicators": [
            {"name": indicator.name, "weight": indicator.weight, "by_residents": indicator.by_residents}
            for indicator in handbook.subdistrict.indicators
        ],
        "committees": [committee_row(handbook, committee) for committee in handbook.committees],
    }


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


def committee_row(handbook: Handbook, committee: Committee) -> Data:
    """Return a committee and its points of this year by indicator, None for those that are not on record."""
    return {"name": committee.profile.name, "points": [None for _ in handbook.subdistrict.indicators]}


# --- the product -----------------------------------------------------------------------------------------------------


def assessment_files(brief: SubdistrictBrief) -> Iterator[Artifact]:
    """Yield the sheet of the assessment."""
    yield Artifact(f"{NAME}/{NAME}.pdf", NAME, SITE, "assessment.typ")


def assessment_data(brief: SubdistrictBrief, artifact: Artifact) -> Data:
    """Return what the sheet of the assessment says."""
    return assessment(brief)


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.assessment.title,
    files=no_files,
    subdistrict=SubdistrictFiles(
        assessment_files, assessment_data, place=lambda handbook: handbook.words.places.assessment
    ),
    drawn_by=(report.NAME,),
    paper=always("A4"),
    dated=True,
)
