"""What the report on the phases says: who began when, what the pilot found, what was done, and what is left to do."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.check.finding import Judged
from generator.check.policy.done import done as has_happened
from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.content import PhaseSummary
from generator.model.handbook import Handbook
from generator.model.policy import Phase, Requirement
from generator.products import plates, report, sheet, wallclearance
from generator.products.names import SITE
from generator.products.product import (
    Artifact,
    Brief,
    Data,
    Product,
    SubdistrictBrief,
    Variant,
    always,
    no_files,
    one_sheet,
    print_file,
)
from generator.text import chinese
from generator.text.chinese import date, date_if_any
from generator.text.placeholder import full_name

NAME = "progress"

SUMMARY = "summary"
"""The variant that tells of one committee on a page."""


def progress(brief: SubdistrictBrief) -> Data:
    """Return the report of the sub-district: the phases, the pilot, what was done in numbers, goals, what is left."""
    handbook, clauses = brief.handbook, report.by_clause(brief.judged)
    return {
        **heading(handbook),
        "title": handbook.words.progress.title,
        "summary": date_if_any(handbook.subdistrict.summary),
        "phases": [phase_row(handbook, phase) for phase in handbook.policy.phases],
        "unphased": [row for row in started(handbook) if row["phase"] is None],
        "pilot": pilot(handbook),
        "done": done(handbook, handbook.committees),
        "goals": report.goals(handbook, clauses, report.looks_met(report.Known.of(handbook), clauses)),
        "goals_by": date(handbook.policy.goals_by),
        "remaining": remaining(handbook, brief.judged),
        "committees": [committee_row(handbook, each, brief.judged) for each in handbook.committees],
    }


def heading(handbook: Handbook) -> Data:
    """Return what stands on top of the report and of each summary."""
    return {**sheet.issuer(handbook), "date": date(handbook.today)}


# --- phases ----------------------------------------------------------------------------------------------------------


def phase_row(handbook: Handbook, phase: Phase) -> Data:
    """Return a phase: its days, which committees began in it, and how many of all summed up in it."""
    summed = [each for each in handbook.committees if _within(phase, _summed(each))]
    return {
        "name": phase.name,
        "begins": date(phase.begins),
        "ends": date(phase.ends),
        "over": phase.ends < handbook.today,
        "began": [row for row in started(handbook) if row["phase"] == phase.name],
        "sums_up": phase.summary,
        "summed": len(summed),
        "of": len(handbook.committees),
        "summaries": [summed_up(each) for each in handbook.subdistrict.summaries if each.phase == phase.name],
    }


def summed_up(summary: PhaseSummary) -> Data:
    """Return what the office summed up of a phase: the day of it, what was done when, and numbers before and after."""
    return {
        "date": date(summary.date),
        "done": [{"date": date(milestone.date), "text": milestone.text} for milestone in summary.done],
        "figures": [
            {"name": figure.name, "before": figure.before, "after": figure.after, "unit": figure.unit}
            for figure in summary.figures
        ],
    }


def started(handbook: Handbook) -> list[Data]:
    """Return each committee with the day on which it began and the phase of that day, in the order of days."""
    rows = [(_started(committee), committee.profile.name) for committee in handbook.committees]
    return [
        {
            "name": name,
            "started": date_if_any(day),
            "phase": phase.name if day and (phase := report.phase_of(handbook, day)) else None,
        }
        for day, name in sorted(rows, key=lambda row: (row[0] or datetime.date.max, row[1]))
    ]


def pilot(handbook: Handbook) -> Data | None:
    """Return which committees tried it out, and what came of that; None where the policy has no pilot."""
    slugs = {slug for phase in handbook.policy.phases for slug in phase.starts}
    tried = [committee for committee in handbook.committees if committee.slug in slugs]
    if not tried:
        return None
    return {
        "committees": [committee.profile.name for committee in tried],
        "done": done(handbook, tried),
        "findings": [{"finding": each.finding, "change": each.change} for each in handbook.subdistrict.pilot],
    }


def _started(committee: Committee) -> datetime.date | None:
    return committee.records.progress.started if committee.records.progress else None


def _summed(committee: Committee) -> datetime.date | None:
    return committee.records.progress.summary if committee.records.progress else None


def _within(phase: Phase, day: datetime.date | None) -> bool:
    return day is not None and phase.begins <= day <= phase.ends


# --- what was done ---------------------------------------------------------------------------------------------------


def done(handbook: Handbook, committees: Sequence[Committee]) -> Data:
    """Return what some committees have done, in numbers that their registers and records add up to."""
    year = handbook.today.year
    registers = [committee.register for committee in committees]
    counted = [sorted(register.walls, key=lambda each: each.date) for register in registers if register.walls]
    extra = [plate for register in registers for plate in register.plates]
    boards = [board for register in registers for board in register.boards]
    books = [register.rulebook for register in registers if register.rulebook]
    held = [each for committee in committees for each in committee.records.training if each.date.year == year]
    admitted = [each for register in registers for each in register.admitted]
    return {
        "committees": len(committees),
        "walls": {
            "counted": len(counted),
            "before": sum(inventories[0].rules for inventories in counted),
            "after": sum(inventories[-1].rules for inventories in counted),
            "removed": sum(len(register.removed) for register in registers),
        },
        "plates": {"right": sum(plates_right(handbook, committee) for committee in committees)},
        "extra_plates": {
            "hanging": sum(not has_happened(handbook, plate.removed) for plate in extra),
            "removed": sum(has_happened(handbook, plate.removed) for plate in extra),
        },
        "boards": {"all": len(boards), "filed": sum(board.filed is not None for board in boards)},
        "books": {
            "committees": sum(book.copies > 0 for book in books),
            "copies": sum(book.copies for book in books),
            "large_print": sum(book.large_print or 0 for book in books),
        },
        "training": {"year": year, "times": len(held), "people": sum(each.people for each in held)},
        "admitted": {
            "current": sum(not has_happened(handbook, each.ended) for each in admitted),
            "ended": sum(has_happened(handbook, each.ended) for each in admitted),
        },
    }


def plates_right(handbook: Handbook, committee: Committee) -> bool:
    """Tell whether every plate at a committee's door says what it must, and none is missing or too many."""
    return all(row["well"].value for row in plates.at_the_door(handbook, committee))


# --- what is left ----------------------------------------------------------------------------------------------------


def remaining(handbook: Handbook, judged: Iterable[Judged]) -> list[Data]:
    """Return each clause that is not kept everywhere, with the committees where it is not, the gravest first."""
    names = {committee.slug: committee.profile.name for committee in handbook.committees}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for judgement in judged:
        mark = report.mark(judgement)
        if mark in GRAVE:
            known = found[judgement.requirement.id].get(judgement.committee, mark)
            found[judgement.requirement.id][judgement.committee] = report.gravest((known, mark))
    rows = (
        clause_row(handbook, requirement, found[requirement.id], names)
        for requirement in handbook.policy.rules
        if requirement.id in found
    )
    return sorted(rows, key=lambda row: report.MARKS.index(row["mark"]))


def clause_row(
    handbook: Handbook, requirement: Requirement, marks: Mapping[str, str], names: Mapping[str, str]
) -> Data:
    """Return a clause that is not kept, how grave that is, and where; `marks` are by the committee's slug."""
    standing = report.gravest(marks.values())
    return {
        "rule": requirement.id,
        "clause": requirement.clause,
        "quote": requirement.quote,
        "mark": standing,
        "word": report.marks_in_words(handbook)[standing],
        "committees": [names.get(slug, handbook.policy.subdistrict) for slug in marks],
    }


GRAVE = ("error", "warning")
"""The marks of what is to be mended."""


def committee_row(handbook: Handbook, committee: Committee, judged: Iterable[Judged]) -> Data:
    """Return a committee as a line of the report: its phase, its walls, its book, and how many clauses are left."""
    own = report.by_clause(each for each in judged if each.committee == committee.slug)
    marks = [report.gravest(map(report.mark, judgements)) for judgements in own.values()]
    numbers = done(handbook, [committee])
    return {
        "name": committee.profile.name,
        **report.progress(handbook, committee),
        "walls": numbers["walls"] if numbers["walls"]["counted"] else None,
        "copies": numbers["books"]["copies"],
        "people": numbers["training"]["people"],
        "staff": len(committee.profile.staff),
        "error": marks.count("error"),
        "warning": marks.count("warning"),
    }


# --- one committee ---------------------------------------------------------------------------------------------------


def summary(brief: Brief) -> Data:
    """Return the summary of one committee: its phase, what it did, which goals it reached, what is left to do."""
    handbook, committee = brief.handbook, brief.pages.committee
    judged = [each for each in brief.judged if each.committee == committee.slug]
    failed = [(each.requirement.id, each.severity) for each in judged if each.finding.verdict == "breach"]
    return {
        **heading(handbook),
        "title": handbook.words.progress.summary_title,
        "signers": [handbook.policy.posts.secretary, handbook.policy.posts.chair],
        "committee": {
            "name": committee.profile.name,
            "full_name": full_name(handbook, committee),
            "phone": committee.profile.phone,
            **report.progress(handbook, committee),
        },
        "done": done(handbook, [committee]),
        "counted": wallclearance.walls(handbook, brief.pages)["counted"],
        "actions": [
            {"name": action.name, "since": chinese.month(action.since), "note": action.note}
            for action in committee.profile.actions
        ],
        "goals": [
            {"name": goal.name, "reached": not any(goal.fails_by(*breach) for breach in failed)}
            for goal in handbook.policy.goals
        ],
        "remaining": remaining(handbook, judged),
    }


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the summary of one committee."""
    yield print_file(NAME, pages.committee.slug, "summary.typ", variant=variant)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the summary of one committee says."""
    return summary(brief)


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.progress.title,
    files=no_files,
    subdistrict=one_sheet(
        Artifact(f"{NAME}/{NAME}.pdf", NAME, SITE, "progress.typ"),
        progress,
        lambda handbook: handbook.words.places.progress,
    ),
    drawn_by=(report.NAME,),
    paper=always("A4"),
    place=lambda handbook, committee: handbook.words.places.progress,
    dated=True,
    variants=(
        Variant(SUMMARY, lambda handbook: handbook.words.progress.summary, files, data, issued=False, carried=False),
    ),
)
