"""What a rule finds: that something is wrong, that it is met and by what, or that nobody keeps the records yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.naming_keys import naming_keys
from generator.model.policy import Requirement
from generator.problem import SEVERITY_WORDS, Key, Location, Problem, Severity
from generator.read.listing import Own, own_file, owner

SEVERITIES: dict[str, Severity] = {word: severity for severity, word in SEVERITY_WORDS.items()}

Verdict = Literal["breach", "met", "unkept", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found, at its place: a breach with a hint, evidence that it is met, or records not kept.

    A breach that is a `mistake` in the records cannot be true, whatever was done, and is to be mended before all else.
    """

    verdict: Verdict
    place: Location
    text: str
    hint: str = ""
    severity: Severity | None = None
    mistake: bool = False


def breach(place: Location, message: str, hint: str = "", severity: Severity | None = None) -> Finding:
    """Return the finding that something is wrong. `severity` is the policy's for the clause unless it is given."""
    return Finding("breach", place, naming_keys(message), naming_keys(hint), severity)


def impossible(place: Location, message: str, hint: str, severity: Severity | None = None) -> Finding:
    """Return the finding that records say what cannot be: it was done tomorrow, or ended before it began."""
    return replace(breach(place, message, hint, severity), mistake=True)


def met(place: Location, evidence: str) -> Finding:
    """Return the finding that the clause is met; `evidence` says by what, in a few words and numbers."""
    return Finding("met", place, evidence)


def unkept(place: Location, what: str, hint: str) -> Finding:
    """Return the finding that nobody keeps these records yet, so that nothing can be said; told as information."""
    return Finding("unkept", place, f"还没有{what}，这一条没有办法核对", naming_keys(hint), "info")


def elsewhere(place: Location, text: str) -> Finding:
    """Return the finding that something else than this check looks at the clause; `text` says what."""
    return Finding("elsewhere", place, text)


def behind(place: Location, what: str, last: str, missing: str) -> Finding:
    """Return the finding that records end before today: milder than a gap, since nobody can tell what was done."""
    return breach(place, f"{what}的记录只到{last}，以后的{missing}没有记", "补记；没有做的，照实写明", "warning")


CommitteeRule = Callable[[Handbook, Committee], Iterator[Finding]]
SubdistrictRule = Callable[[Handbook], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with the clause it belongs to, and the slug of the committee it is about, or nothing.

    One that `sums_up` others stops nothing that these do not. An `echo` sums up mistakes that all lie in what the
    committees share, where they are told once.
    """

    requirement: Requirement
    committee: str
    finding: Finding
    echo: bool = False
    sums_up: bool = False

    @property
    def severity(self) -> Severity:
        """Return how grave it is: the finding's own word, or the policy's."""
        return self.finding.severity or SEVERITIES[self.requirement.severity]

    @property
    def problem(self) -> Problem:
        """Return the finding as a problem to tell; what stands in a shared file is no one committee's."""
        finding, clause = self.finding, self.requirement
        stops = (clause.stops or finding.mistake) and not self.sums_up
        own = self.committee if owner(finding.place.file) == self.committee else ""
        return Problem(
            finding.place,
            clause.id,
            finding.text,
            finding.hint,
            self.severity,
            clause.clause,
            own,
            stops,
        )


FILES = {
    "profile": Own.PROFILE,
    "premises": Own.ROOMS,
    "timetable": Own.HOURS,
    "register": Own.REGISTER,
    "records": Own.RECORDS,
}
"""The file of each part of a committee's data; some may be missing."""


def at(committee: Committee, part: str, *path: Key) -> Location:
    """Return where a value of a committee's data stands, or would: `at(committee, "register", "boards", 0, "room")`."""
    source = getattr(committee, part).source
    if not source.file:
        return Location(own_file(committee.slug, FILES[part]))
    place: Location = source.at(*path)
    return place
