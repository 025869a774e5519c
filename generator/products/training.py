"""What the sheet of the year's trainings says: the plan by month, what took place, and how many took part; no names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.records import Training
from generator.products import report, sheet
from generator.products.names import SITE
from generator.products.product import Artifact, Data, Product, SubdistrictBrief, always, no_files, one_sheet
from generator.text import chinese

NAME = "training"

MONTHS = range(1, 13)


def training(brief: SubdistrictBrief) -> Data:
    """Return the sheet of this year: each kind of training, each month, each committee; numbers only."""
    handbook = brief.handbook
    held = [each for committee in handbook.committees for each in this_year(handbook, committee)]
    return {
        **sheet.issuer(handbook),
        "title": handbook.words.training.title,
        "year": handbook.today.year,
        "date": chinese.date(handbook.today),
        "staff": sum(len(committee.profile.staff) for committee in handbook.committees),
        "qualified": sum(committee.records.qualified or 0 for committee in handbook.committees),
        "kinds": [kind_row(handbook, kind, held) for kind in kinds(handbook, held)],
        "months": [month_row(handbook, month, held) for month in MONTHS],
        "committees": [committee_row(handbook, committee, kinds(handbook, held)) for committee in handbook.committees],
    }


def this_year(handbook: Handbook, committee: Committee) -> list[Training]:
    """Return the trainings of a committee that took place this year up to today."""
    return [
        each
        for each in committee.records.training
        if each.date.year == handbook.today.year and each.date <= handbook.today
    ]


def taught(handbook: Handbook, committee: Committee) -> int | None:
    """Return how many of a committee's staff were at a training this year; None where nobody wrote down who was."""
    attended, staff = committee.records.attended, {person.name for person in committee.profile.staff}
    if not attended:
        return None
    year = handbook.today.year
    return sum(any(day.year == year and day <= handbook.today for day in attended.get(name, ())) for name in staff)


def kinds(handbook: Handbook, held: Iterable[Training]) -> list[str]:
    """Return the kinds of training: those the policy names first, then what else was planned or took place."""
    planned = (lesson.kind for lesson in handbook.subdistrict.training_plan)
    return list(dict.fromkeys((*handbook.policy.training, *planned, *(each.kind for each in held))))


def kind_row(handbook: Handbook, kind: str, held: Sequence[Training]) -> Data:
    """Return a kind of training: how often it was planned and took place, with how many people and committees."""
    planned = [
        lesson
        for lesson in handbook.subdistrict.training_plan
        if lesson.kind == kind and _planned(handbook, lesson.month)
    ]
    there = [each for committee in handbook.committees for each in [this_year(handbook, committee)]]
    return {
        "kind": kind,
        "required": kind in handbook.policy.training,
        "planned": len(planned),
        "committees": sum(any(each.kind == kind for each in own) for own in there),
        "of": len(handbook.committees),
        **counted(each for each in held if each.kind == kind),
    }


def _planned(handbook: Handbook, month: str) -> bool:
    return month.startswith(f"{handbook.today.year}-")


def counted(held: Iterable[Training]) -> Data:
    """Return how many trainings there were, and how many took part in all of them together."""
    every = list(held)
    return {"times": len(every), "people": sum(each.people for each in every)}


def month_row(handbook: Handbook, month: int, held: Iterable[Training]) -> Data:
    """Return a month: the lessons that were planned for it, and what took place."""
    word = f"{handbook.today.year}-{month:02d}"
    return {
        "month": month,
        "over": month < handbook.today.month,
        "lessons": [
            {"kind": lesson.kind, "topic": lesson.topic}
            for lesson in handbook.subdistrict.training_plan
            if lesson.month == word
        ],
        **counted(each for each in held if each.date.month == month),
    }


def committee_row(handbook: Handbook, committee: Committee, every_kind: Iterable[str]) -> Data:
    """Return a committee: how many of its staff took part in each kind of training, and how many have a certificate."""
    held = this_year(handbook, committee)
    return {
        "name": committee.profile.name,
        "staff": len(committee.profile.staff),
        "taught": taught(handbook, committee),
        "kinds": [counted(each for each in held if each.kind == kind) for kind in every_kind],
        "qualified": committee.records.qualified,
        **counted(held),
    }


# --- the product -----------------------------------------------------------------------------------------------------


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.training.title,
    files=no_files,
    subdistrict=one_sheet(
        Artifact(f"{NAME}/{NAME}.pdf", NAME, SITE, "training.typ"),
        training,
        lambda handbook: handbook.words.places.training,
    ),
    drawn_by=(report.NAME,),
    paper=always("A4"),
    dated=True,
)
