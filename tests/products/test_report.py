"""The compliance report: how clauses stand, what is to be done by when, and all committees at a glance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tools import WORDS, edit

from generator.build.prints import data_of
from generator.check.finding import Finding, Judged, breach, elsewhere, met, unkept
from generator.check.judge import judge
from generator.journey import prepare
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.records import Assessment, Progress
from generator.problem import Location
from generator.products.product import Data
from generator.products.report import MARKS, committee_report, gravest, mark, overview
from generator.products.says import drawn
from generator.read.files import load

PLACE = Location("committees/old-street/committee.yml", 7)


def say(handbook: Handbook, rule: str, finding: Finding, committee: str = "old-street") -> Judged:
    """A rule's finding about a committee, or about the sub-district where it is named nothing."""
    return Judged(handbook.policy.requirements[rule], committee, finding)


def with_findings(handbook: Handbook, *found: Judged) -> list[Judged]:
    """The example's own findings, but of some rules these."""
    said = {(one.committee, one.requirement.id) for one in found}
    return [*(one for one in judge(handbook) if (one.committee, one.requirement.id) not in said), *found]


def rows(data: Data) -> dict[str, Data]:
    """Every row of a committee's report by its rule."""
    return {row["rule"]: row for section in data["sections"] for row in section["rows"]}


def counts(totals: Sequence[Data]) -> dict[str, int]:
    return {one["mark"]: one["count"] for one in totals if one["count"]}


def committee(handbook: Handbook, slug: str = "old-street") -> Committee:
    return next(one for one in handbook.committees if one.slug == slug)


def of_street(handbook: Handbook, *found: Judged) -> Data:
    return committee_report(handbook, with_findings(handbook, *found), committee(handbook))


# --- marks -----------------------------------------------------------------------------------------------------------


def test_every_finding_has_a_mark_and_every_mark_a_word(handbook: Handbook) -> None:
    findings = {
        "error": breach(PLACE, "错"),
        "warning": breach(PLACE, "错", severity="warning"),
        "info": breach(PLACE, "错", severity="info"),
        "unkept": unkept(PLACE, "记录", "写"),
        "elsewhere": elsewhere(PLACE, "别处查"),
        "met": met(PLACE, "有"),
    }
    assert {wanted: mark(say(handbook, "N1", finding)) for wanted, finding in findings.items()} == {
        wanted: wanted for wanted in findings
    }
    words = dict(WORDS.report.marks)
    assert tuple(words) == MARKS == tuple(findings)
    assert len(set(words.values())) == len(words)


def test_a_breach_is_as_grave_as_its_clause_unless_it_says_otherwise(handbook: Handbook) -> None:
    severities = {"错误": "error", "警告": "warning", "提醒": "info"}
    for requirement in handbook.policy.rules:
        assert mark(Judged(requirement, "", breach(PLACE, "错"))) == severities[requirement.severity]
        assert mark(Judged(requirement, "", breach(PLACE, "错", severity="info"))) == "info"


def test_the_gravest_mark_counts(handbook: Handbook) -> None:
    assert gravest(["met", "unkept", "warning", "info"]) == "warning"
    assert gravest(reversed(MARKS)) == "error"
    assert gravest([]) == "met"


# --- one committee ---------------------------------------------------------------------------------------------------


def test_a_report_names_the_committee_the_policy_the_day_and_the_phase(handbook: Handbook) -> None:
    found = committee_report(handbook, judge(handbook), committee(handbook, "sunny-garden"))
    assert found["date"] == "2026年11月22日"
    assert found["policy"] == {"title": "示例街道居委会规范建设的实施意见", "number": "示府办〔2026〕1号"}
    assert found["committee"] == {
        "slug": "sunny-garden",
        "name": "阳光花园",
        "full_name": "示例区示例街道阳光花园社区居民委员会",
        "phone": "021-5555-0101",
        "phase": "先行阶段",
        "started": "2026年1月12日",
        "summary": "2026年10月16日",
    }


def test_every_clause_about_a_committee_is_a_row_with_evidence(handbook: Handbook) -> None:
    judged = list(judge(handbook))
    found = committee_report(handbook, judged, committee(handbook))
    wanted = {one.requirement.id for one in judged if one.committee == "old-street"}
    assert {*rows(found)} == wanted
    assert all(row["findings"] and row["quote"] and row["clause"] for row in rows(found).values())
    assert counts(found["totals"]) == {"met": len(wanted)}
    assert found["to_do"] == []


def test_rows_stand_in_the_policys_order_by_its_parts(handbook: Handbook) -> None:
    sections = of_street(handbook)["sections"]
    assert [section["title"] for section in sections] == list(
        dict.fromkeys(WORDS.report.sections.of(rule.id) for rule in handbook.policy.rules)
    )
    for section in sections:
        assert len({row["rule"][0] for row in section["rows"]}) == 1
    order = [requirement.id for requirement in handbook.policy.rules]
    listed = [row["rule"] for section in sections for row in section["rows"]]
    assert sorted(listed, key=order.index) == listed


def test_a_breach_is_to_be_mended_by_a_day_that_depends_on_its_gravity(handbook: Handbook) -> None:
    found = of_street(
        handbook,
        say(handbook, "N1", breach(PLACE, "少一块牌子", "挂上")),
        say(handbook, "M3", breach(PLACE, "职务不够", "换人")),
        say(handbook, "R6", breach(PLACE, "可以再办一间", "想一想")),
        say(handbook, "O1", unkept(PLACE, "碰头会的记录", "记")),
    )
    assert [(row["rule"], row["mark"], row["due"]) for row in found["to_do"]] == [
        ("N1", "error", "2026年12月6日"),
        ("M3", "warning", "2027年1月6日"),
    ]
    assert {rule: rows(found)[rule]["due"] for rule in ("R6", "O1", "N2")} == {"R6": None, "O1": None, "N2": None}
    assert rows(found)["O1"]["word"] == "没记录"
    total = len(rows(found))
    assert counts(found["totals"]) == {"error": 1, "warning": 1, "info": 1, "unkept": 1, "met": total - 4}
    assert [one["mark"] for one in found["totals"]] == [*MARKS]


def test_a_row_says_what_is_wrong_where_and_what_to_do(handbook: Handbook) -> None:
    found = rows(of_street(handbook, say(handbook, "N1", breach(PLACE, "少一块牌子", "挂上"))))["N1"]
    assert found["quote"] == "大门旁挂四块牌子，一样一块"
    assert found["findings"] == [
        {"mark": "error", "text": "少一块牌子", "hint": "挂上", "file": PLACE.file, "line": PLACE.line}
    ]


def test_a_row_leaves_out_what_is_met_beside_what_is_not(handbook: Handbook) -> None:
    found = rows(
        of_street(
            handbook,
            say(handbook, "N1", met(PLACE, "三块对")),
            say(handbook, "N1", unkept(PLACE, "照片", "拍")),
            say(handbook, "N1", breach(PLACE, "字褪色", severity="warning")),
            say(handbook, "N1", breach(PLACE, "少一块")),
        )
    )["N1"]
    assert found["mark"] == "error"
    assert [(one["mark"], one["text"]) for one in found["findings"]] == [("warning", "字褪色"), ("error", "少一块")]


def test_another_committees_findings_are_not_in_the_report(handbook: Handbook) -> None:
    judged = with_findings(handbook, say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"))
    assert committee_report(handbook, judged, committee(handbook))["to_do"] == []
    assert [
        row["rule"] for row in committee_report(handbook, judged, committee(handbook, "sunny-garden"))["to_do"]
    ] == ["N1"]


# --- the trend -------------------------------------------------------------------------------------------------------


def test_without_an_earlier_assessment_there_is_no_trend(handbook: Handbook) -> None:
    assert of_street(handbook)["trend"] is None


def test_the_trend_is_since_the_last_assessment_whatever_the_order(handbook: Handbook) -> None:
    street = committee(handbook)
    assessments = (
        Assessment.model_validate({"date": "2026-09-30", "unmet": ["N1", "R8", "B1"]}),
        Assessment.model_validate({"date": "2026-03-31", "unmet": ["A1"]}),
    )
    street = replace(street, records=street.records.model_copy(update={"assessments": assessments}))
    judged = with_findings(
        handbook,
        say(handbook, "N1", breach(PLACE, "还没挂")),
        say(handbook, "M3", breach(PLACE, "职务不够")),
        say(handbook, "R6", breach(PLACE, "提醒一声")),
        say(handbook, "O1", unkept(PLACE, "记录", "记")),
    )
    assert committee_report(handbook, judged, street)["trend"] == {
        "date": "2026年9月30日",
        "mended": ["B1", "R8"],
        "remaining": ["N1"],
        "new": ["M3"],
        "before": 3,
        "now": 2,
    }


def test_the_examples_trend(handbook: Handbook) -> None:
    found = committee_report(handbook, judge(handbook), committee(handbook, "sunny-garden"))["trend"]
    assert (found["mended"], found["remaining"], found["new"], found["now"]) == (["B1", "R8"], [], [], 0)


# --- phases ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "phase"),
    [
        ("2026-01-05", "先行阶段"),
        ("2026-03-31", "先行阶段"),
        ("2026-04-01", "推开和总结阶段"),
        ("2026-01-04", None),
        ("2026-11-01", None),
    ],
)
def test_a_committee_begins_in_the_phase_of_its_first_day(handbook: Handbook, started: str, phase: str | None) -> None:
    street = committee(handbook)
    begun = Progress.model_validate({"started": started})
    street = replace(street, records=street.records.model_copy(update={"progress": begun}))
    found = committee_report(handbook, judge(handbook), street)["committee"]
    assert (found["phase"], found["summary"]) == (phase, None)


def test_a_committee_that_has_not_begun_is_in_no_phase(handbook: Handbook) -> None:
    street = committee(handbook)
    street = replace(street, records=street.records.model_copy(update={"progress": None}))
    found = committee_report(handbook, judge(handbook), street)["committee"]
    assert found["phase"] is found["started"] is found["summary"] is None


# --- all committees --------------------------------------------------------------------------------------------------


def test_the_matrix_has_a_mark_for_every_clause_and_committee(handbook: Handbook) -> None:
    judged = with_findings(
        handbook,
        say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"),
        say(handbook, "M3", breach(PLACE, "职务不够")),
    )
    found = overview(handbook, judged)
    assert [one["slug"] for one in found["committees"]] == ["old-street", "sunny-garden"]
    marks = {row["rule"]: row["marks"] for section in found["matrix"] for row in section["rows"]}
    assert marks["N1"] == ["met", "error"]
    assert marks["M3"] == ["warning", "met"]
    assert {*marks} == {one.requirement.id for one in judged if one.committee}
    assert all(len(row) == 2 for row in marks.values())


def test_the_overview_agrees_with_the_reports_it_sums_up(handbook: Handbook) -> None:
    judged = with_findings(
        handbook,
        say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"),
        say(handbook, "P1", breach(PLACE, "没写部门"), ""),
    )
    found = overview(handbook, judged)
    for one, summed_up in zip(handbook.committees, found["committees"], strict=True):
        alone = committee_report(handbook, judged, one)
        assert (summed_up["totals"], summed_up["trend"]) == (alone["totals"], alone["trend"])
    own = counts(found["totals"])
    for one in found["committees"]:
        own = {kind: own[kind] - counts(one["totals"]).get(kind, 0) for kind in own}
    rows = len(found["subdistrict_rows"])
    assert own == {"error": 0, "warning": 1, "elsewhere": 1, "met": rows - 2}


def test_the_sub_districts_own_clauses_are_rows_like_a_committees(handbook: Handbook) -> None:
    judged = with_findings(handbook, say(handbook, "P1", breach(PLACE, "没写部门", "写上"), ""))
    found = {row["rule"]: row for row in overview(handbook, judged)["subdistrict_rows"]}
    assert {*found} == {one.requirement.id for one in judged if not one.committee}
    assert (found["P1"]["mark"], found["P1"]["due"]) == ("warning", "2027年1月6日")
    assert (found["L12"]["mark"], found["L12"]["word"]) == ("elsewhere", "另查")


def test_a_goal_is_reached_by_those_without_an_error_under_its_rules(handbook: Handbook) -> None:
    judged = with_findings(
        handbook,
        say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"),
        say(handbook, "N2", breach(PLACE, "字不对"), "sunny-garden"),
        say(handbook, "M3", breach(PLACE, "职务不够")),
        say(handbook, "R1", breach(PLACE, "没有大厅")),
        say(handbook, "D2", breach(PLACE, "没排班"), "sunny-garden"),
    )
    goals = {one["name"]: (one["reached"], one["of"]) for one in overview(handbook, judged)["goals"]}
    assert goals == {"牌子统一": (1, 2), "事务清楚": (2, 2), "房间好用": (0, 2)}


def test_an_error_of_the_sub_districts_own_keeps_all_from_the_goal(handbook: Handbook) -> None:
    """As it does where the goals themselves are checked."""
    judged = with_findings(handbook, say(handbook, "M2", breach(PLACE, "没有人管"), ""))
    goals = {one["name"]: one["reached"] for one in overview(handbook, judged)["goals"]}
    assert goals == {"牌子统一": 2, "事务清楚": 0, "房间好用": 2}


# --- as it is printed ------------------------------------------------------------------------------------------------


def test_a_report_is_plain_data_for_the_typesetter(example: Path) -> None:
    ready = prepare(example)
    sheets = {artifact.committee: artifact for artifact in ready.plan.artifacts if artifact.word == "report"}
    assert set(sheets) == {"", "old-street", "sunny-garden"}
    for artifact in sheets.values():
        data = drawn(data_of(ready, artifact))
        assert json.loads(json.dumps(data)) == data


def test_a_real_mistake_is_first_in_the_report(example: Path) -> None:
    edit(example / "committees/sunny-garden/register.yml", "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    handbook = load(example)
    judged = list(judge(handbook))
    found = committee_report(handbook, judged, committee(handbook, "sunny-garden"))
    assert [row["rule"] for row in found["to_do"]] == ["G2", "B9", "P6"]
    assert found["trend"]["new"] == ["B9", "G2", "P6"]
    assert committee_report(handbook, judged, committee(handbook))["to_do"] == []
