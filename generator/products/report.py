"""Findings → the compliance report: a committee's clause by clause, and all committees' at a glance."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.check.finding import Judged
from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import Phase, Requirement
from generator.products.product import SITE, Artifact, Brief, Product, SubdistrictFiles, always, print_file
from generator.text.chinese import date
from generator.text.placeholder import full_name

Data = dict[str, Any]

MARKS = ("error", "warning", "info", "unkept", "elsewhere", "met")
"""How a clause stands with a committee, the gravest first."""


def mark(one: Judged) -> str:
    """How a finding stands: that of a breach is its severity."""
    return one.severity if one.finding.verdict == "breach" else one.finding.verdict


def gravest(marks: Iterable[str]) -> str:
    """The gravest of some marks; `met` where there are none."""
    return min(marks, key=MARKS.index, default="met")


def by_clause(judged: Iterable[Judged]) -> Mapping[tuple[str, str], Sequence[Judged]]:
    """The findings by committee and rule."""
    found: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        found[one.committee, one.requirement.id].append(one)
    return found


def committee_report(handbook: Handbook, judged: Iterable[Judged], committee: Committee) -> Data:
    """What one committee's report says: a summary, what is to be done first, then every clause with its evidence."""
    found = by_clause(judged)
    rows = [
        row(handbook, requirement, found[committee.slug, requirement.id])
        for requirement in handbook.policy.rules
        if (committee.slug, requirement.id) in found
    ]
    return {
        **heading(handbook),
        "committee": {
            "slug": committee.slug,
            "name": committee.profile.name,
            "full_name": full_name(handbook, committee.profile.name),
            "phone": committee.profile.phone,
            **progress(handbook, committee),
        },
        "totals": totals(handbook, (entry["mark"] for entry in rows)),
        "to_do": [entry for entry in rows if entry["mark"] in ("error", "warning")],
        "trend": trend(committee, {entry["rule"]: entry["mark"] for entry in rows}),
        "sections": sections(handbook, rows),
    }


def heading(handbook: Handbook) -> Data:
    """What stands on top of every report."""
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


def row(handbook: Handbook, requirement: Requirement, found: Sequence[Judged]) -> Data:
    """A clause as one row: how it stands, what was found, what to do, and by when."""
    standing = gravest(mark(one) for one in found)
    return {
        "rule": requirement.id,
        "clause": requirement.clause,
        "quote": requirement.quote,
        "mark": standing,
        "word": marks_in_words(handbook)[standing],
        "findings": [
            {
                "mark": mark(one),
                "text": one.finding.text,
                "hint": one.finding.hint or None,
                "file": one.finding.place.file,
                "line": one.finding.place.line,
            }
            for one in found
            if mark(one) == standing or mark(one) in ("error", "warning")
        ],
        "due": due(handbook, standing),
    }


def due(handbook: Handbook, standing: str) -> str | None:
    """By when a breach is to be mended: so many days after the report, by how grave it is."""
    days = {"error": handbook.policy.report.error_days, "warning": handbook.policy.report.warning_days}
    return date(handbook.today + datetime.timedelta(days[standing])) if standing in days else None


def marks_in_words(handbook: Handbook) -> dict[str, str]:
    """What each mark is called, in the report and beside its sign."""
    return {kind: getattr(handbook.words.report.marks, kind) for kind in MARKS}


def totals(handbook: Handbook, marks: Iterable[str]) -> list[Data]:
    """How many clauses stand how, for each mark."""
    counts = Counter(marks)
    return [{"mark": kind, "word": word, "count": counts[kind]} for kind, word in marks_in_words(handbook).items()]


def sections(handbook: Handbook, rows: Iterable[Data]) -> list[Data]:
    """The rows by the part of the policy they belong to, which the letter of the rule's id tells."""
    titles, parts = handbook.words.report.sections, defaultdict[str, list[Data]](list)
    for entry in rows:
        parts[entry["rule"][0]].append(entry)
    return [{"title": titles.get(letter, letter), "rows": entries} for letter, entries in parts.items()]


def progress(handbook: Handbook, committee: Committee) -> Data:
    """In which phase the committee began, and when it began and summed up."""
    found = committee.records.progress
    phase = phase_of(handbook, found.started) if found else None
    return {
        "phase": phase.name if phase else None,
        "started": date(found.started) if found else None,
        "summary": date(found.summary) if found and found.summary else None,
    }


def phase_of(handbook: Handbook, day: datetime.date) -> Phase | None:
    """The phase of the policy a day lies in."""
    return next((phase for phase in handbook.policy.phases if phase.begins <= day <= phase.ends), None)


def trend(committee: Committee, marks: Mapping[str, str]) -> Data | None:
    """What was mended and what has come up since the last assessment on record; None where there is none."""
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
    """All committees at a glance: a matrix of clauses and committees, the sub-district's own clauses, the goals."""
    found = by_clause(judged)
    committees = handbook.committees
    standing = {key: gravest(mark(one) for one in ones) for key, ones in found.items()}
    own = [requirement for requirement in handbook.policy.rules if ("", requirement.id) in found]
    rows = [requirement for requirement in handbook.policy.rules if (committees[0].slug, requirement.id) in found]
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
        "subdistrict_rows": [row(handbook, requirement, found["", requirement.id]) for requirement in own],
        "goals": [goal(handbook, found, name, letters) for name, letters in goals(handbook)],
        "totals": totals(handbook, standing.values()),
    }


def goals(handbook: Handbook) -> list[tuple[str, tuple[str, ...]]]:
    """The policy's goals and the letters of the rules that show them."""
    return [(one.name, one.rules) for one in handbook.policy.goals]


def goal(
    handbook: Handbook, found: Mapping[tuple[str, str], Sequence[Judged]], name: str, letters: tuple[str, ...]
) -> Data:
    """How many committees have no error under a goal's rules; one of the sub-district's own is one of all."""
    failed = {
        slug
        for (slug, rule), ones in found.items()
        if rule.startswith(letters) and any(mark(one) == "error" for one in ones)
    }
    reached = 0 if "" in failed else len(handbook.committees) - len(failed)
    return {"name": name, "reached": reached, "of": len(handbook.committees)}


# --- the product -----------------------------------------------------------------------------------------------------

OVERVIEW = "report/overview.pdf"
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
    subdistrict=SubdistrictFiles(overview_files, overview, place="存档，不张贴"),
    place=always("存档，不张贴"),
    dated=True,
)
