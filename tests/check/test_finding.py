"""Verdicts: what a rule finds becomes a problem, evidence, or neither; those that sum up hear of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit

from generator.check import judge as judge_
from generator.check.finding import Judged, at, breach, elsewhere, met, unkept
from generator.check.judge import judge
from generator.check.policy import clauses
from generator.model.handbook import Handbook
from generator.problem import Location
from generator.read.files import load

OWN = Location("committees/old-street/hours.yml", 3, 5)
SHARED = Location("content/rules/duty.md", 4)


def test_only_what_is_wrong_or_not_kept_is_told(handbook: Handbook) -> None:
    clause = handbook.policy.requirements["N1"]
    found = [
        Judged(clause, "old-street", finding)
        for finding in (
            met(OWN, "四块"),
            breach(OWN, "少一块"),
            elsewhere(OWN, "别处查"),
            unkept(OWN, "清点", "数一遍"),
        )
    ]
    assert [(one.message, one.severity) for one in judge_.problems(found)] == [
        ("少一块", "error"),
        ("还没有清点，这一条没有办法核对", "info"),
    ]


@pytest.mark.parametrize(("rule", "severity"), [("N1", "error"), ("M3", "warning"), ("R6", "info")])
def test_a_breach_is_as_grave_as_the_policy_says(handbook: Handbook, rule: str, severity: str) -> None:
    one = Judged(handbook.policy.requirements[rule], "old-street", breach(OWN, "错", "改"))
    assert one.severity == one.problem.severity == severity
    assert (one.problem.rule, one.problem.clause) == (rule, handbook.policy.requirements[rule].clause)
    assert (one.problem.message, one.problem.hint, one.problem.location) == ("错", "改", OWN)


def test_a_finding_may_be_graver_or_lighter_than_its_clause(handbook: Handbook) -> None:
    clause = handbook.policy.requirements["N1"]
    assert Judged(clause, "old-street", breach(OWN, "错", severity="warning")).severity == "warning"
    assert Judged(clause, "old-street", unkept(OWN, "记录", "记")).severity == "info"


def test_what_stands_in_a_shared_file_is_no_one_committees(handbook: Handbook) -> None:
    clause = handbook.policy.requirements["D1"]
    assert Judged(clause, "old-street", breach(OWN, "错")).problem.committee == "old-street"
    assert Judged(clause, "old-street", breach(SHARED, "错")).problem.committee == ""
    assert Judged(clause, "old", breach(OWN, "错")).problem.committee == ""
    assert Judged(clause, "", breach(SHARED, "错")).problem.committee == ""


def test_a_value_is_pointed_at_where_it_stands(handbook: Handbook) -> None:
    street = handbook.committees[0]
    assert at(street, "timetable", "periods", 0, "opens") == street.timetable.source.at("periods", 0, "opens")
    assert at(street, "profile").file == "committees/old-street/committee.yml"


@pytest.mark.parametrize(("part", "file"), [("register", "register.yml"), ("records", "records.yml")])
def test_where_the_file_itself_is_missing_it_is_named_all_the_same(example: Path, part: str, file: str) -> None:
    (example / "committees/old-street" / file).unlink()
    handbook = load(example)
    assert at(handbook.committees[0], part, "anything", 3) == Location(f"committees/old-street/{file}")
    problems = [one.problem for one in judge(handbook) if one.finding.verdict != "met"]
    assert {one.location.file for one in problems if one.location.file.endswith(file)} == {
        f"committees/old-street/{file}"
    }


def test_rules_that_sum_up_come_last_and_hear_of_errors_alone(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", "kind: volunteers", "kind: help-point")
    edit(
        example / "committees/sunny-garden/committee.yml",
        "    director_reason: 副主任主持自治委员会，经居民会议同意。\n",
        "",
    )
    judged = list(judge(load(example)))
    summed_up = [one for one in judged if one.requirement.id in clauses.SUMMARY_RULES]
    assert judged[-len(summed_up) :] == summed_up
    verdicts = {(one.requirement.id, one.committee): one.finding.verdict for one in summed_up}
    assert verdicts == {
        ("G2", "old-street"): "breach",
        ("P6", "old-street"): "breach",
        ("G2", "sunny-garden"): "met",
        ("P6", "sunny-garden"): "met",
    }


def test_an_error_of_the_sub_districts_own_is_one_of_every_committees_sum(example: Path) -> None:
    edit(example / "content/services/lunch.md", "field: 生活服务", "field: 生活服物")
    failed = [one for one in judge(load(example)) if one.requirement.id == "G2"]
    assert [(one.committee, one.finding.verdict) for one in failed] == [
        ("old-street", "breach"),
        ("sunny-garden", "breach"),
    ]
    assert all("M2" in one.finding.text for one in failed)


def test_a_rule_the_policy_does_not_list_is_not_checked(example: Path) -> None:
    policy = example / "content/policy.yml"
    lines = policy.read_text("utf-8").splitlines(keepends=True)
    policy.write_text("".join(line for line in lines if not line.startswith("  - {id: N1,")), "utf-8")
    judged = list(judge(load(example)))
    assert {one.requirement.id for one in judged} == {*load(example).policy.requirements}
    assert "N1" not in {one.requirement.id for one in judged}


def test_judging_twice_says_the_same_twice(handbook: Handbook) -> None:
    assert list(judge(handbook)) == list(judge(handbook))


def test_the_tables_of_rules_do_not_overlap() -> None:
    tables = (clauses.SUBDISTRICT_RULES, clauses.COMMITTEE_RULES, clauses.SUMMARY_RULES)
    assert len({rule for table in tables for rule in table}) == sum(map(len, tables))


def test_every_clauses_rule_begins_with_its_id() -> None:
    """The docstring is what the documents are made from."""
    for table in (clauses.SUBDISTRICT_RULES, clauses.COMMITTEE_RULES, clauses.SUMMARY_RULES):
        for id, rule in table.items():
            assert (rule.__doc__ or "").startswith(f"{id}: ")
