"""Findings → the compliance report: a committee's clause by clause, and all committees' at a glance."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.check.demonstration import made_up_files, rests_on
from generator.check.finding import Judged
from generator.check.offices import holds
from generator.codes.pages import CommitteePages
from generator.day import ONE_DAY
from generator.model.breaches import Breaches
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import Goal, Phase, Requirement
from generator.model.report_words import ReportMarks
from generator.model.site import OwnAddress
from generator.privacy.repairs import hidden
from generator.products.deadlines import MONTHS, Deadlines, begun, ends_of_months, open_on, overdue
from generator.products.joint_list import EXPIRES, ToDo, joint_list
from generator.products.names import SITE
from generator.products.product import (
    Artifact,
    Brief,
    Data,
    Product,
    SubdistrictBrief,
    SubdistrictFiles,
    print_file,
)
from generator.text.chinese import date, weekday
from generator.text.placeholder import full_name

MARKS = tuple(ReportMarks.model_fields)
"""How a clause stands with a committee, the gravest first."""


def mark(judgement: Judged) -> str:
    """Return the mark of a finding, one of MARKS: its verdict, or for a breach its severity."""
    return judgement.severity if judgement.finding.verdict == "breach" else judgement.finding.verdict


def gravest(marks: Iterable[str]) -> str:
    """Return the gravest of some marks; `met` where there are none."""
    return min(marks, key=MARKS.index, default="met")


def by_clause(judged: Iterable[Judged]) -> Mapping[tuple[str, str], Sequence[Judged]]:
    """Return the findings by the committee's slug, empty for the sub-district, and the rule's id."""
    clauses: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for judgement in judged:
        clauses[judgement.committee, judgement.requirement.id].append(judgement)
    return clauses


def committee_report(handbook: Handbook, judged: Iterable[Judged], committee: Committee) -> Data:
    """Return one committee's report: a summary, what is to be done first, then every clause with its evidence."""
    own = [judgement for judgement in judged if judgement.committee == committee.slug]
    clauses, known = by_clause(own), Known.of(handbook)
    rows = [
        row(known, requirement, clauses[committee.slug, requirement.id])
        for requirement in handbook.policy.rules
        if (committee.slug, requirement.id) in clauses
    ]
    return {
        **heading(handbook),
        "committee": {
            "slug": committee.slug,
            "name": committee.profile.name,
            "full_name": full_name(handbook, committee),
            "phone": committee.profile.phone,
            **progress(handbook, committee),
        },
        "totals": totals(handbook, ((entry["mark"], entry["demonstration"]) for entry in rows)),
        "to_do": [entry for entry in rows if entry["mark"] in ("error", "warning")],
        "overdue": late(handbook, joint_list(handbook, own), committee.slug),
        "trend": trend(handbook, (committee.slug,)),
        "assessment": assessment(committee),
        "sections": sections(handbook, rows),
        **allowed_rows(handbook, committee),
    }


def allowed_rows(handbook: Handbook, committee: Committee) -> Data:
    """Return what goes out only because somebody answers for it, by its beginning; nothing where there is none."""
    entries = [entry for entry in committee.profile.allow if holds(entry, handbook.today)]
    rows = [
        {"text": hidden(entry.text), "reason": entry.reason, "by": entry.by, "until": date(entry.until)}
        for entry in entries
    ]
    return {"allowed": rows} if rows else {}


def heading(handbook: Handbook) -> Data:
    """Return what stands on top of every report."""
    policy = handbook.policy
    return {
        "title": handbook.words.report.title,
        "policy": {"title": policy.title, "number": policy.number},
        "district": policy.district,
        "subdistrict": policy.subdistrict,
        "office": {"name": policy.office.name, "number": policy.office.number},
        "date": date(handbook.today),
        "words": marks_in_words(handbook),
        "demonstration": handbook.words.report.demonstration,
        "made_up": handbook.site.handbook.demonstration,
    }


class Known(NamedTuple):
    """What is asked of each finding: a handbook, its ledgers of breaches, and which of its files are made up."""

    handbook: Handbook
    deadlines: Deadlines
    made_up: frozenset[str]

    @classmethod
    def of(cls, handbook: Handbook) -> Known:
        """Return what is known of a handbook."""
        return cls(handbook, Deadlines(handbook), made_up_files(handbook))

    def demonstration(self, judged: Iterable[Judged]) -> bool:
        """Tell whether a clause only looks met: some of what it is met by is made up."""
        return any(each.finding.verdict == "met" and rests_on(self.made_up, each) for each in judged)


def row(known: Known, requirement: Requirement, judged: Sequence[Judged]) -> Data:
    """Return a clause as one row: how it stands, what was found, what to do, since when, and by when."""
    handbook, standing = known.handbook, gravest(map(mark, judged))
    soonest = known.deadlines.soonest(judged)
    return {
        "rule": requirement.id,
        "clause": requirement.clause,
        "quote": requirement.quote,
        "mark": standing,
        "word": marks_in_words(handbook)[standing],
        "demonstration": standing == "met" and known.demonstration(judged),
        "findings": [
            {
                "mark": mark(judgement),
                "text": judgement.finding.text,
                "hint": judgement.finding.hint or None,
                "file": judgement.finding.place.file,
                "line": judgement.finding.place.line,
            }
            for judgement in judged
            if mark(judgement) == standing or mark(judgement) in ("error", "warning")
        ],
        "first": date(soonest.first) if soonest else None,
        "due": date(soonest.due) if soonest else None,
        "late": max(0, (handbook.today - soonest.due).days) if soonest else 0,
    }


def late(handbook: Handbook, todos: Iterable[ToDo], slug: str | None = None) -> Data:
    """Return how many breaches are open beyond their day, of one committee or of all, and the earliest day.

    `expired` is how many more the joint list puts among what is overdue, since they themselves ran out.
    """
    lines = overdue(handbook, None if slug is None else (slug,))
    listed = sum(todo.left(handbook.today) < 0 and slug in (None, todo.committee) for todo in todos)
    return {
        "count": len(lines),
        "earliest": date(lines[0].due) if lines else None,
        "expired": max(0, listed - len(lines)),
    }


def marks_in_words(handbook: Handbook) -> dict[str, str]:
    """Return what each mark is called, in the report and beside its sign."""
    return {kind: getattr(handbook.words.report.marks, kind) for kind in MARKS}


def totals(handbook: Handbook, marks: Iterable[tuple[str, bool]]) -> list[Data]:
    """Return for each mark what it is called, how many clauses have it, and how many of these only look it.

    `marks` are those of the clauses, each with whether it rests on made-up data.
    """
    listed = list(marks)
    counts, made_up = Counter(kind for kind, _ in listed), Counter(kind for kind, looks in listed if looks)
    return [
        {"mark": kind, "word": word, "count": counts[kind], "made_up": made_up[kind]}
        for kind, word in marks_in_words(handbook).items()
    ]


def sections(handbook: Handbook, rows: Iterable[Data]) -> list[Data]:
    """Return the rows by the part of the policy they belong to, which the letter of the rule's id tells."""
    parts = defaultdict[str, list[Data]](list)
    for entry in rows:
        parts[handbook.words.report.sections.of(entry["rule"])].append(entry)
    return [{"title": title, "rows": entries} for title, entries in parts.items()]


def progress(handbook: Handbook, committee: Committee) -> Data:
    """Return in which phase a committee began, and when it began and summed up; None for what is not on record."""
    record = committee.records.progress
    phase = phase_of(handbook, record.started) if record else None
    return {
        "phase": phase.name if phase else None,
        "started": date(record.started) if record else None,
        "summary": date(record.summary) if record and record.summary else None,
    }


def phase_of(handbook: Handbook, day: datetime.date) -> Phase | None:
    """Return the phase of the policy a day lies in; None where it lies in none."""
    return next((phase for phase in handbook.policy.phases if phase.begins <= day <= phase.ends), None)


def trend(handbook: Handbook, slugs: Iterable[str] | None = None) -> Data | None:
    """Return how many breaches were open at the end of each month, and what came and went since the last.

    The ledgers tell, of some committees or of all. None before anything was ever found.
    """
    first, today = begun(handbook), handbook.today
    if first is None:
        return None
    ledgers = (
        handbook.breaches.values() if slugs is None else [handbook.breaches.get(slug, Breaches()) for slug in slugs]
    )
    lines = [line for ledger in ledgers for line in ledger.breaches]
    ends = list(ends_of_months(first, today))[-MONTHS:]
    since = ends[-1] if ends else first - ONE_DAY
    return {
        "since": date(since + ONE_DAY),
        "months": [{"month": f"{end.year}年{end.month}月", "open": open_on(lines, end)} for end in ends],
        "opened": sum(line.first > since for line in lines),
        "mended": sum(line.mended is not None and line.mended > since for line in lines),
        "open": sum(line.mended is None for line in lines),
    }


def assessment(committee: Committee) -> Data | None:
    """Return what the last assessment on record says of itself; None where none is. The trend does not rest on it."""
    last = max(committee.records.assessments, key=lambda each: each.date, default=None)
    return {"date": date(last.date), "unmet": list(last.unmet)} if last else None


def overview(handbook: Handbook, judged: Sequence[Judged]) -> Data:
    """Return all committees at a glance: a matrix of clauses and committees, the sub-district's own clauses, goals."""
    clauses, known, todos = by_clause(judged), Known.of(handbook), joint_list(handbook, judged)
    committees = handbook.committees
    standing = {key: gravest(map(mark, judgements)) for key, judgements in clauses.items()}
    looks = looks_met(known, clauses)
    own = [requirement for requirement in handbook.policy.rules if ("", requirement.id) in clauses]
    rows = [requirement for requirement in handbook.policy.rules if (committees[0].slug, requirement.id) in clauses]
    return {
        **heading(handbook),
        "committees": [
            {
                "slug": committee.slug,
                "name": committee.profile.name,
                **progress(handbook, committee),
                "totals": totals(
                    handbook, ((standing[key], looks[key]) for each in rows if (key := (committee.slug, each.id)))
                ),
                "overdue": late(handbook, todos, committee.slug),
                "trend": trend(handbook, (committee.slug,)),
            }
            for committee in committees
        ],
        "matrix": sections(
            handbook,
            (
                {
                    "rule": requirement.id,
                    "clause": requirement.clause,
                    "quote": requirement.quote,
                    "marks": [standing[committee.slug, requirement.id] for committee in committees],
                    "demonstration": [looks[committee.slug, requirement.id] for committee in committees],
                }
                for requirement in rows
            ),
        ),
        "subdistrict_rows": [row(known, requirement, clauses["", requirement.id]) for requirement in own],
        "goals": goals(handbook, clauses, looks),
        "totals": totals(handbook, ((standing[key], looks[key]) for key in clauses)),
        "overdue": late(handbook, todos),
        "trend": trend(handbook),
    }


def looks_met(known: Known, clauses: Mapping[tuple[str, str], Sequence[Judged]]) -> Mapping[tuple[str, str], bool]:
    """Return of each clause whether it only looks met, since what shows it is made up."""
    return {
        key: gravest(map(mark, judgements)) == "met" and known.demonstration(judgements)
        for key, judgements in clauses.items()
    }


def goals(
    handbook: Handbook,
    clauses: Mapping[tuple[str, str], Sequence[Judged]],
    looks: Mapping[tuple[str, str], bool],
) -> list[Data]:
    """Return for each goal of the policy how many committees reached it; `looks` is what looks_met says."""
    return [reached(handbook, clauses, looks, goal) for goal in handbook.policy.goals]


def reached(
    handbook: Handbook,
    clauses: Mapping[tuple[str, str], Sequence[Judged]],
    looks: Mapping[tuple[str, str], bool],
    goal: Goal,
) -> Data:
    """Return how many committees nothing keeps from a goal; none where something of the sub-district's own does.

    `looks` tells of which clauses it only looks so; then it does of the goal.
    """
    failed = {
        slug
        for (slug, rule), judgements in clauses.items()
        if any(goal.fails_by(rule, each.severity) for each in judgements if each.finding.verdict == "breach")
    }
    count = 0 if "" in failed else len(handbook.committees) - len(failed)
    made_up = any(looks[slug, rule] for slug, rule in clauses if goal.fails_by(rule, "error"))
    return {"name": goal.name, "reached": count, "of": len(handbook.committees), "made_up": made_up}


# --- what is to be done by when ---------------------------------------------------------------------------------------

SPANS = {"late": -1, "week": 7, "month": 30}
"""The parts of the joint list, and of how many days to come each tells at most; the last tells of all later ones."""


def todo_list(handbook: Handbook, todos: Iterable[ToDo]) -> Data:
    """Return the joint list of what is to be done, over all committees, in parts by how soon it is due."""
    parts = defaultdict[str, list[Data]](list)
    for todo in todos:
        parts[span(todo.left(handbook.today))].append(todo_row(handbook, todo))
    titles = handbook.words.report.spans
    head = heading(handbook)
    return {
        **{key: head[key] for key in head if key not in ("words", "demonstration")},
        "title": handbook.words.report.todo,
        "parts": [
            {"span": name, "title": getattr(titles, name), "rows": parts[name]}
            for name in (*SPANS, "later")
            if parts[name]
        ],
        "count": sum(map(len, parts.values())),
        "late": len(parts["late"]),
    }


def span(left: int) -> str:
    """Return in which part of the list something stands that is due in so many days."""
    return next((name for name, days in SPANS.items() if left <= days), "later")


def todo_row(handbook: Handbook, todo: ToDo) -> Data:
    """Return one line of the joint list."""
    words = {**marks_in_words(handbook), EXPIRES: handbook.words.report.expires}
    return {
        "committee": todo.name,
        "slug": todo.committee,
        "mark": todo.mark,
        "word": words[todo.mark],
        "rule": todo.rule or None,
        "clause": todo.clause or None,
        "text": todo.text,
        "repair": todo.repair or None,
        "file": todo.place.file,
        "line": todo.place.line,
        "first": date(todo.first) if todo.first else None,
        "due": date(todo.due),
        "weekday": weekday(todo.due),
        "left": todo.left(handbook.today),
    }


# --- the product -----------------------------------------------------------------------------------------------------

NAME = "report"

OVERVIEW = f"{NAME}/{OwnAddress.OVERVIEW}.pdf"
"""How all committees stand."""

TODO = f"report/{OwnAddress.TODO}.pdf"
"""What all of them have to do, by day."""


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield how a committee stands, clause by clause."""
    yield print_file(NAME, pages.committee.slug, "report.typ")


def overview_files(brief: SubdistrictBrief) -> Iterator[Artifact]:
    """Yield how all committees stand, and what they have to do."""
    yield Artifact(OVERVIEW, NAME, SITE, "overview.typ")
    yield Artifact(TODO, NAME, SITE, "todo.typ")


def overview_data(brief: SubdistrictBrief, artifact: Artifact) -> Data:
    """Return what one of the two says."""
    handbook, judged = brief.handbook, brief.judged
    return todo_list(handbook, joint_list(handbook, judged)) if artifact.path == TODO else overview(handbook, judged)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the report of one committee says."""
    return committee_report(brief.handbook, brief.judged, brief.pages.committee)


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.report.title,
    files=files,
    data=data,
    subdistrict=SubdistrictFiles(
        overview_files,
        overview_data,
        place=lambda handbook: handbook.words.places.report,
        places={TODO: lambda handbook: handbook.words.places.todo},
    ),
    place=lambda handbook, committee: handbook.words.places.report,
    dated=True,
)
