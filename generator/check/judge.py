"""Ask every rule, and tell what the rules found."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from generator.check.finding import Judged
from generator.check.kept_findings import Findings
from generator.check.policy.clauses import COMMITTEE_RULES, OF_ALL_COMMITTEES, SUBDISTRICT_RULES, SUMMARY_RULES
from generator.check.tables import FACT_RULES, RULES, TEXT_RULES
from generator.model.committee import Committee
from generator.model.facts import Record
from generator.model.handbook import Handbook, LoadedFiles
from generator.model.naming_keys import naming_keys_in
from generator.problem import Problem


def check_handbook(handbook: Handbook) -> Iterator[Problem]:
    """Yield the problems of a handbook by every rule, rule by rule."""
    yield from check_data(handbook)
    yield from problems(judge(handbook))


def check_data(handbook: Handbook) -> Iterator[Problem]:
    """Yield the problems of a handbook by the rules of sound data."""
    for rule in RULES:
        yield from naming_keys_in(rule(handbook))


def problems(judged: Iterable[Judged]) -> Iterator[Problem]:
    """Yield what is to be told of findings: what is wrong, and what nobody keeps records of.

    What only sums up mistakes in what all share is not told of each committee: the mistake itself is, once.
    """
    return (each.problem for each in judged if each.finding.verdict in ("breach", "unkept") and not each.echo)


def judge(handbook: Handbook) -> Iterator[Judged]:
    """Yield what the rules of the policy find, clause by clause and committee by committee; those that sum up last."""
    failed: dict[str, set[str]] = {committee.slug: set() for committee in handbook.committees}
    own: set[str] = set()
    for judged in _judge(handbook):
        if judged.finding.verdict == "breach" and _counts(handbook, judged):
            for slug in (judged.committee,) if judged.committee else failed:
                failed[slug].add(judged.requirement.id)
            own.add(judged.problem.committee)
        yield judged
    for requirement in handbook.policy.rules:
        if sum_up := SUMMARY_RULES.get(requirement.id):
            for committee in handbook.committees:
                for finding in sum_up(handbook, committee, frozenset(failed[committee.slug])):
                    echo = bool(failed[committee.slug]) and committee.slug not in own
                    yield Judged(requirement, committee.slug, finding, echo, sums_up=True)


def _counts(handbook: Handbook, judged: Judged) -> bool:
    """Tell whether what sums up counts a breach: an error, or what the policy names among the rules of a goal."""
    return judged.severity == "error" or handbook.policy.fails_a_goal(judged.requirement.id, judged.severity)


def _judge(handbook: Handbook) -> Iterator[Judged]:
    yield from _of_subdistrict(handbook, SUBDISTRICT_RULES)
    yield from _of_committees(handbook)


def judge_each(handbook: Handbook) -> Iterator[Judged]:
    """Yield what the rules of the policy find in the sub-district and in each committee while others are not loaded.

    What is true only of all committees together is left, and so is what sums up.
    """
    yield from _of_subdistrict(handbook, SUBDISTRICT_RULES.keys() - OF_ALL_COMMITTEES)
    yield from _of_committees(handbook)


def _of_subdistrict(handbook: Handbook, asked: Collection[str]) -> Iterator[Judged]:
    for requirement in handbook.policy.rules:
        if requirement.id in asked:
            found = SUBDISTRICT_RULES[requirement.id](handbook)
            yield from (Judged(requirement, "", finding) for finding in found)


def _of_committees(handbook: Handbook) -> Iterator[Judged]:
    names = tuple(other.profile.name for other in handbook.committees)
    kept = Findings(handbook)
    for committee in handbook.committees:
        yield from _of_committee(handbook, committee, names, kept)


def _of_committee(
    handbook: Handbook, committee: Committee, names: tuple[str, ...], kept: Findings
) -> tuple[Judged, ...]:
    """Return what is found of one committee, found anew only when its files, what all share, or the day have changed.

    A record that was not read anew is the same object; names are looked at too, since no two committees share one.
    """
    read = (*handbook.shared_files, *committee.files)
    known = _KNOWN.get(committee.slug)
    if known and known.day == (handbook.today, names) and all(map(operator.is_, known.read, read)):
        return known.judged
    judged = kept.of(committee)
    if judged is None:
        judged = tuple(
            Judged(requirement, committee.slug, finding)
            for requirement in handbook.policy.rules
            if (rule := COMMITTEE_RULES.get(requirement.id))
            for finding in rule(handbook, committee)
        )
        kept.keep(committee, judged)
    _KNOWN[committee.slug] = Known((handbook.today, names), read, judged)
    return judged


class Known(NamedTuple):
    """What was found of a committee, and from what."""

    day: tuple[datetime.date, tuple[str, ...]]
    read: tuple[Record, ...]
    judged: tuple[Judged, ...]


_KNOWN: dict[str, Known] = {}


def check_texts(loaded: LoadedFiles) -> Iterator[Problem]:
    """Yield the problems that can be seen in the texts of some files, while others could not be loaded."""
    for rule in TEXT_RULES:
        yield from naming_keys_in(rule(loaded))


def check_facts(handbook: Handbook) -> Iterator[Problem]:
    """Yield the problems of the committees whose files could be loaded, while others' could not.

    What is true only of all of them together is left: a committee that is missing here need not be missing.
    """
    return (problem for rule in FACT_RULES for problem in naming_keys_in(rule(handbook)))
