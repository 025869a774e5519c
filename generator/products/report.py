"""Findings → the compliance report: a committee's clause by clause, and all committees' at a glance."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.check.finding import Judged
from generator.check.offices import holds
from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import Phase, Requirement
from generator.model.site import OwnAddress
from generator.model.words import ReportMarks
from generator.privacy.repairs import hidden
from generator.products.names import SITE
from generator.products.product import Artifact, Brief, Data, Product, SubdistrictFiles, print_file
from generator.text.chinese import date
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
    clauses = by_clause(judged)
    rows = [
        row(handbook, requirement, clauses[committee.slug, requirement.id])
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
        "totals": totals(handbook, (entry["mark"] for entry in rows)),
        "to_do": [entry for entry in rows if entry["mark"] in ("error", "warning")],
        "trend": trend(committee, {entry["rule"]: entry["mark"] for entry in rows}),
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
    }


def row(handbook: Handbook, requirement: Requirement, judged: Sequence[Judged]) -> Data:
    """Return a clause as one row: how it stands, what was found, what to do, and by when."""
    standing = gravest(map(mark, judged))
    return {
        "rule": requirement.id,
        "clause": requirement.clause,
        "quote": requirement.quote,
        "mark": standing,
        "word": marks_in_words(handbook)[standing],
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
        "due": due(handbook, standing),
    }


def due(handbook: Handbook, standing: str) -> str | None:
    """Return by when a breach is to be mended: some days after the report, by its mark; None where it need not be."""
    days = {"error": handbook.policy.report.error_days, "warning": handbook.policy.report.warning_days}
    return date(handbook.today + datetime.timedelta(days[standing])) if standing in days else None


def marks_in_words(handbook: Handbook) -> dict[str, str]:
    """Return what each mark is called, in the report and beside its sign."""
    return {kind: getattr(handbook.words.report.marks, kind) for kind in MARKS}


def totals(handbook: Handbook, marks: Iterable[str]) -> list[Data]:
    """Return for each mark what it is called and how many clauses have it."""
    counts = Counter(marks)
    return [{"mark": kind, "word": word, "count": counts[kind]} for kind, word in marks_in_words(handbook).items()]


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


def trend(committee: Committee, marks: Mapping[str, str]) -> Data | None:
    """Return which rules were mended and which came up since the last assessment on record; None where none is."""
    if not committee.records.assessments:
        return None
    last = max(committee.records.assessments, key=lambda assessment: assessment.date)
    now = {rule for rule, standing in marks.items() if standing in ("error", "warning")}
    before = set(last.unmet)
    return {
        "date": date(last.date),
        "mended": sorted(before - now),
        "remaining": sorted(before & now),
        "new": sorted(now - before),
        "before": len(before),
        "now": len(now),
    }


def overview(handbook: Handbook, judged: Iterable[Judged]) -> Data:
    """Return all committees at a glance: a matrix of clauses and committees, the sub-district's own clauses, goals."""
    clauses = by_clause(judged)
    committees = handbook.committees
    standing = {key: gravest(map(mark, judgements)) for key, judgements in clauses.items()}
    own = [requirement for requirement in handbook.policy.rules if ("", requirement.id) in clauses]
    rows = [requirement for requirement in handbook.policy.rules if (committees[0].slug, requirement.id) in clauses]
    return {
        **heading(handbook),
        "committees": [
            {
                "slug": committee.slug,
                "name": committee.profile.name,
                **progress(handbook, committee),
                "totals": totals(handbook, (standing[committee.slug, requirement.id] for requirement in rows)),
                "trend": trend(
                    committee, {requirement.id: standing[committee.slug, requirement.id] for requirement in rows}
                ),
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
                }
                for requirement in rows
            ),
        ),
        "subdistrict_rows": [row(handbook, requirement, clauses["", requirement.id]) for requirement in own],
        "goals": [goal(handbook, clauses, name, letters) for name, letters in goals(handbook)],
        "totals": totals(handbook, standing.values()),
    }


def goals(handbook: Handbook) -> list[tuple[str, tuple[str, ...]]]:
    """Return the policy's goals, each with the letters of the rules that show it."""
    return [(goal.name, goal.rules) for goal in handbook.policy.goals]


def goal(
    handbook: Handbook, clauses: Mapping[tuple[str, str], Sequence[Judged]], name: str, letters: tuple[str, ...]
) -> Data:
    """Return how many committees have no error under a goal's rules; none where the sub-district itself has one."""
    failed = {
        slug
        for (slug, rule), judgements in clauses.items()
        if rule.startswith(letters) and any(mark(judgement) == "error" for judgement in judgements)
    }
    reached = 0 if "" in failed else len(handbook.committees) - len(failed)
    return {"name": name, "reached": reached, "of": len(handbook.committees)}


# --- the product -----------------------------------------------------------------------------------------------------

OVERVIEW = f"report/{OwnAddress.OVERVIEW}.pdf"
"""How all committees stand."""


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield how a committee stands, clause by clause."""
    yield print_file("report", pages.committee.slug, "report.typ")


def overview_files(handbook: Handbook, assets: Mapping[str, str]) -> Iterator[Artifact]:
    """Yield how all committees stand."""
    yield Artifact(OVERVIEW, "report", SITE, "overview.typ")


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the report of one committee says."""
    return committee_report(brief.handbook, brief.judged, brief.pages.committee)


PRODUCT = Product(
    name="report",
    title=lambda handbook: handbook.words.report.title,
    files=files,
    data=data,
    subdistrict=SubdistrictFiles(overview_files, overview, place=lambda handbook: handbook.words.places.report),
    place=lambda handbook, committee: handbook.words.places.report,
    dated=True,
)
