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
from generator.check.subjects import Subjects
from generator.journey import prepare
from generator.model.breaches import Breach, Breaches
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.records import Assessment, Progress
from generator.problem import Location
from generator.products.deadlines import MONTHS
from generator.products.product import Data
from generator.products.report import MARKS, committee_report, gravest, mark, overview, trend
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


def line(rule: str, about: str, first: str, mended: str | None = None, due: str = "2026-12-31") -> Breach:
    """A line of a ledger."""
    said = {"rule": rule, "about": about, "gravity": "warning", "first": first, "due": due}
    return Breach.model_validate(said | ({"mended": mended} if mended else {}))


def with_ledgers(handbook: Handbook, **lines: Sequence[Breach]) -> Handbook:
    """The handbook with these lines in its ledgers; `_` in a name stands for a dash, `shared` for the sub-district."""
    slugs = {name: "" if name == "shared" else name.replace("_", "-") for name in lines}
    return replace(handbook, breaches={slugs[name]: Breaches(breaches=tuple(own)) for name, own in lines.items()})


def test_before_anything_was_found_there_is_no_trend(handbook: Handbook) -> None:
    assert of_street(handbook)["trend"] is None
    assert of_street(handbook)["overdue"] == {"count": 0, "earliest": None, "expired": 0}


def test_the_trend_is_that_of_the_ledger_month_by_month(handbook: Handbook) -> None:
    handbook = with_ledgers(
        handbook,
        old_street=[
            line("N1", "a", "2026-08-31", "2026-09-30"),
            line("M3", "b", "2026-09-01", "2026-11-02"),
            line("B1", "c", "2026-09-30"),
            line("B1", "d", "2026-11-01"),
        ],
        shared=[line("P7", "e", "2026-08-15")],
    )
    assert of_street(handbook)["trend"] == {
        "since": "2026年11月1日",
        "months": [
            {"month": "2026年8月", "open": 1},
            {"month": "2026年9月", "open": 2},
            {"month": "2026年10月", "open": 2},
        ],
        "opened": 1,
        "mended": 1,
        "open": 2,
    }
    assert trend(handbook, ("sunny-garden",)) == {
        "since": "2026年11月1日",
        "months": [{"month": f"2026年{month}月", "open": 0} for month in (8, 9, 10)],
        "opened": 0,
        "mended": 0,
        "open": 0,
    }
    assert [month["open"] for month in trend(handbook)["months"]] == [2, 3, 3]


def test_a_trend_of_years_tells_a_year(handbook: Handbook) -> None:
    told = trend(with_ledgers(handbook, shared=[line("P7", "e", "2019-01-31")]))
    assert [month["month"] for month in told["months"]][:: MONTHS - 1] == ["2025年11月", "2026年10月"]


def test_in_its_first_month_a_ledger_tells_since_its_first_day(handbook: Handbook) -> None:
    told = trend(with_ledgers(handbook, shared=[line("P7", "e", "2026-11-20")]))
    assert (told["since"], told["months"], told["opened"]) == ("2026年11月20日", [], 1)


def test_an_assessment_is_told_as_it_was_recorded_and_no_trend_rests_on_it(handbook: Handbook) -> None:
    street = committee(handbook)
    assessments = (
        Assessment.model_validate({"date": "2026-09-30", "unmet": ["N1", "R8", "B1"]}),
        Assessment.model_validate({"date": "2026-03-31", "unmet": ["A1"]}),
    )
    street = replace(street, records=street.records.model_copy(update={"assessments": assessments}))
    told = committee_report(handbook, judge(handbook), street)
    assert told["assessment"] == {"date": "2026年9月30日", "unmet": ["N1", "R8", "B1"]}
    assert told["trend"] is None
    assert of_street(handbook)["assessment"] is None


# --- since when, and by when -----------------------------------------------------------------------------------------


def test_first_day_and_due_date_are_the_ledgers(handbook: Handbook) -> None:
    """Whatever day the report is made on, and however many days the policy gives today."""
    place = Location(PLACE.file, 1)  # stands for the file as a whole
    found = say(handbook, "N1", breach(place, "少一块牌子", "挂上"))
    about = Subjects(handbook).of(place)
    handbook = with_ledgers(handbook, old_street=[line("N1", about, "2026-07-01", due="2026-11-01")])
    told = rows(of_street(handbook, found))["N1"]
    assert (told["first"], told["due"], told["late"]) == ("2026年7月1日", "2026年11月1日", 21)
    assert of_street(handbook, found)["overdue"] == {"count": 1, "earliest": "2026年11月1日", "expired": 0}
    assert overview(handbook, with_findings(handbook, found))["overdue"]["count"] == 1


def test_of_several_the_one_that_is_due_first_counts(handbook: Handbook) -> None:
    whole, rooms = Location(PLACE.file, 1), committee(handbook).premises.source.at("rooms", 0)
    about = Subjects(handbook).of
    handbook = with_ledgers(
        handbook,
        old_street=[
            line("N1", about(whole), "2026-07-01", due="2026-12-01"),
            line("N1", about(rooms), "2026-08-01", due="2026-11-25"),
        ],
    )
    found = (say(handbook, "N1", breach(whole, "少")), say(handbook, "N1", breach(rooms, "多")))
    told = rows(of_street(handbook, *found))["N1"]
    assert (told["first"], told["due"], told["late"]) == ("2026年8月1日", "2026年11月25日", 0)


def test_what_is_wrong_in_a_shared_file_is_due_as_the_sub_districts_ledger_says(handbook: Handbook) -> None:
    place = handbook.policy.source.at("date")
    handbook = with_ledgers(handbook, shared=[line("N1", "content/policy.yml#date", "2026-07-01", due="2026-11-30")])
    assert rows(of_street(handbook, say(handbook, "N1", breach(place, "错"))))["N1"]["due"] == "2026年11月30日"


def test_what_only_sums_up_mistakes_of_all_has_no_due_date(handbook: Handbook) -> None:
    echo = replace(say(handbook, "G2", breach(PLACE, "没有达到")), echo=True)
    told = rows(of_street(handbook, echo))["G2"]
    assert (told["first"], told["due"], told["late"]) == (None, None, 0)


# --- what is only demonstration --------------------------------------------------------------------------------------


def test_what_is_met_by_made_up_data_is_marked_so(example: Path) -> None:
    edit(example / "committees/sunny-garden/records.yml", "demonstration: 是\n", "")
    handbook = load(example)
    assert not any(row["demonstration"] for row in rows(of_garden(handbook)).values() if row["rule"][0] in "OV")
    edit(example / "committees/sunny-garden/records.yml", "notices:", "demonstration: 是\nnotices:")
    handbook = load(example)
    marked = {rule for rule, row in rows(of_garden(handbook)).items() if row["demonstration"]}
    records = {
        each.requirement.id
        for each in judge(handbook)
        if each.finding.place.file == "committees/sunny-garden/records.yml" and each.finding.verdict == "met"
    }
    assert records and records <= marked
    assert not {"N1", "R1"} & marked
    told = {
        row["rule"]: row["demonstration"]
        for part in overview(handbook, judge(handbook))["matrix"]
        for row in part["rows"]
    }
    assert told["O1"] == [False, True]
    assert told["N1"] == [False, False]


def test_totals_say_how_many_clauses_only_look_met(handbook: Handbook) -> None:
    garden = of_garden(handbook)
    looks = sum(row["demonstration"] for row in rows(garden).values())
    assert looks > 0
    assert {one["mark"]: one["made_up"] for one in garden["totals"]} == {**dict.fromkeys(MARKS, 0), "met": looks}
    whole = {one["mark"]: one["made_up"] for one in overview(handbook, judge(handbook))["totals"]}
    assert whole["met"] > looks and sum(whole.values()) == whole["met"]
    made_up = {one["name"]: one["made_up"] for one in overview(handbook, judge(handbook))["goals"]}
    assert made_up == {"牌子统一": False, "事务清楚": True, "房间好用": True}


def test_a_breach_is_never_only_demonstration(handbook: Handbook) -> None:
    place = committee(handbook, "sunny-garden").records.source.at("notices")
    judged = with_findings(handbook, say(handbook, "O1", breach(place, "没有开"), "sunny-garden"))
    garden = committee_report(handbook, judged, committee(handbook, "sunny-garden"))
    assert (rows(garden)["O1"]["mark"], rows(garden)["O1"]["demonstration"]) == ("error", False)


def of_garden(handbook: Handbook) -> Data:
    return committee_report(handbook, judge(handbook), committee(handbook, "sunny-garden"))


def test_lists_plans_and_documents_that_are_made_up_mark_what_rests_on_them(example: Path) -> None:
    def marked() -> set[str]:
        handbook = load(example)
        own = {row["rule"] for row in overview(handbook, judge(handbook))["subdistrict_rows"] if row["demonstration"]}
        return own | {rule for rule, row in rows(of_garden(handbook)).items() if row["demonstration"]}

    text = (example / "content/lists.yml").read_text("utf-8")
    (example / "content/lists.yml").write_text(text.replace("    demonstration: 是\n", ""), "utf-8")
    assert not {"A3", "A4", "T4", "T3", "L8"} & marked()
    (example / "content/lists.yml").write_text(text, "utf-8")
    assert {"A3", "A4", "L8"} <= marked()
    subdistrict = (example / "content/subdistrict.yml").read_text("utf-8")
    (example / "content/subdistrict.yml").write_text("demonstration: 是\n" + subdistrict, "utf-8")
    assert {"T4", "P1", "P4"} <= marked()
    assert "T3" not in marked()
    edit(example / "content/rules/assessment.md", "document: {", "document: {demonstration: 是, ")
    assert "T3" in marked()


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


def test_a_rule_that_a_goal_names_by_its_id_fails_it_by_a_warning_too(handbook: Handbook) -> None:
    """So the law can, whose rules are warnings: where the policy says so, and nowhere else."""
    found = say(handbook, "L4", breach(PLACE, "章程没有备案", severity="warning"))
    assert {one["reached"] for one in overview(handbook, with_findings(handbook, found))["goals"]} == {2}
    goals = (*handbook.policy.goals[1:], handbook.policy.goals[0].model_copy(update={"rules": ("N", "L4")}))
    named = replace(handbook, policy=handbook.policy.model_copy(update={"goals": goals}))
    reached = {one["name"]: one["reached"] for one in overview(named, with_findings(named, found))["goals"]}
    assert reached == {"事务清楚": 2, "房间好用": 2, "牌子统一": 1}
    other = say(handbook, "L5", breach(PLACE, "没有公开", severity="warning"))
    assert {one["reached"] for one in overview(named, with_findings(named, other))["goals"]} == {2}
    reminder = say(handbook, "L4", breach(PLACE, "看一看", severity="info"))
    assert {one["reached"] for one in overview(named, with_findings(named, reminder))["goals"]} == {2}


def test_a_law_whose_letter_a_goal_names_fails_it_by_an_error(example: Path) -> None:
    edit(example / "content/policy.yml", "rules: [M, A]", "rules: [M, A, L]")
    handbook = load(example)
    found = say(handbook, "L4", breach(PLACE, "章程没有备案", severity="error"))
    goals = {one["name"]: one["reached"] for one in overview(handbook, with_findings(handbook, found))["goals"]}
    assert goals == {"牌子统一": 2, "事务清楚": 1, "房间好用": 2}


@pytest.mark.parametrize(
    ("named", "told"),
    [("[N, L4]", {"error"}), ("[N, L]", set()), ("[N, L1]", set())],
)
def test_the_goals_that_are_checked_count_the_same_rules(example: Path, named: str, told: set[str]) -> None:
    """G2 says so of a committee: by a rule's whole id a warning of the law counts, by its letter an error only."""
    edit(example / "content/policy.yml", "name: 牌子统一, rules: [N]", f"name: 牌子统一, rules: {named}")
    handbook = load(example)
    garden = committee(handbook, "sunny-garden")
    without = replace(garden, profile=garden.profile.model_copy(update={"charter": None}).placed(garden.profile.source))
    handbook = replace(handbook, committees=tuple(without if own is garden else own for own in handbook.committees))
    judged = [each for each in judge(handbook) if each.committee == "sunny-garden"]
    assert "warning" in {each.severity for each in judged if each.requirement.id == "L4"}
    goals = [each for each in judged if each.requirement.id == "G2" and each.finding.verdict == "breach"]
    assert {each.severity for each in goals} == told
    assert all("L4" in each.finding.text for each in goals)


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
    assert committee_report(handbook, judged, committee(handbook))["to_do"] == []
