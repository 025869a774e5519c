"""The report on the phases: who began when, what the pilot found, what was done in numbers, and what is left."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tools import edit, planned

from generator.check.finding import Finding, Judged, breach, met
from generator.check.judge import judge
from generator.model.handbook import Handbook
from generator.problem import Location
from generator.products import progress
from generator.products.catalogue import carried_words
from generator.products.says import drawn
from generator.read.files import load

PLACE = Location("a.yml", 3, 1)


def report(handbook: Handbook, *found: Judged) -> dict[str, Any]:
    """What the report of the sub-district says where rules found this, and nothing else is amiss."""
    other = {(each.committee, each.requirement.id) for each in found}
    kept = [each for each in judge(handbook) if (each.committee, each.requirement.id) not in other]
    sound = [replace(each, finding=met(each.finding.place, "")) for each in kept]
    judged = (*sound, *found)
    return drawn(progress.progress(planned(handbook, judged=judged).subdistrict_brief))


def say(handbook: Handbook, rule: str, finding: Finding, slug: str) -> Judged:
    """What a rule found at a committee, or at the sub-district where `slug` is empty."""
    return Judged(handbook.policy.requirements[rule], slug, finding)


def test_each_phase_names_who_began_in_it_and_how_many_summed_up(handbook: Handbook) -> None:
    first, second = report(handbook)["phases"]
    assert (first["name"], first["begins"], first["ends"]) == ("先行阶段", "2026年1月5日", "2026年3月31日")
    assert [(one["name"], one["started"]) for one in first["began"]] == [("阳光花园", "2026年1月12日")]
    assert [(one["name"], one["started"]) for one in second["began"]] == [("老街", "2026年4月13日")]
    assert (first["sums_up"], second["sums_up"], second["summed"], second["of"]) == (False, True, 2, 2)
    assert first["over"]


@pytest.mark.parametrize("started", ["2025-12-31", "2026-11-01"])
def test_who_began_in_no_phase_is_named(example: Path, started: str) -> None:
    edit(example / "committees/old-street/records.yml", "started: 2026-04-13", f"started: {started}")
    (one,) = report(load(example))["unphased"]
    assert (one["name"], one["phase"]) == ("老街", None)


def test_who_has_not_begun_is_named_without_a_day(example: Path) -> None:
    edit(example / "committees/old-street/records.yml", "progress: {started: 2026-04-13, summary: 2026-10-19}\n", "")
    (one,) = report(load(example))["unphased"]
    assert one == {"name": "老街", "started": None, "phase": None}


def test_the_pilot_is_told_by_its_numbers_and_by_what_it_found(handbook: Handbook) -> None:
    pilot = report(handbook)["pilot"]
    assert pilot["committees"] == ["阳光花园"]
    assert pilot["done"]["walls"] == {"counted": 1, "before": 3, "after": 1, "removed": 2}
    assert pilot["findings"] == [{"finding": "取下来的制度没有人看", "change": "册子放在大厅靠窗的桌上"}]


def test_a_policy_without_a_pilot_has_none_to_tell_of(handbook: Handbook) -> None:
    phases = tuple(phase.model_copy(update={"starts": ()}) for phase in handbook.policy.phases)
    policy = handbook.policy.model_copy(update={"phases": phases})
    assert report(replace(handbook, policy=policy))["pilot"] is None


def test_what_was_done_is_added_up_from_registers_and_records(handbook: Handbook) -> None:
    assert report(handbook)["done"] == {
        "committees": 2,
        "walls": {"counted": 2, "before": 3, "after": 1, "removed": 3},
        "plates": {"right": 2},
        "extra_plates": {"hanging": 1, "removed": 1},
        "boards": {"all": 5, "filed": 5},
        "books": {"committees": 2, "copies": 4, "large_print": 2},
        "training": {"year": 2026, "times": 4, "people": 12},
        "admitted": {"current": 1, "ended": 0},
    }


def test_a_plate_that_says_something_else_is_not_right(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", "示例街道老街便民服务点", "示例街道老街服务点")
    assert report(load(example))["done"]["plates"] == {"right": 1}


def test_trainings_of_another_year_are_not_counted(example: Path) -> None:
    edit(example / "committees/old-street/records.yml", "date: 2026-03-12", "date: 2025-12-12")
    assert report(load(example))["done"]["training"]["times"] == 3


def test_what_is_left_names_the_committees_and_comes_gravest_first(handbook: Handbook) -> None:
    judged = (
        say(handbook, "N1", met(PLACE, "对"), "old-street"),
        say(handbook, "B5", breach(PLACE, "没有书"), "old-street"),
        say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"),
        say(handbook, "N1", breach(PLACE, "字不对"), "sunny-garden"),
        say(handbook, "P1", breach(PLACE, "没写部门"), ""),
        say(handbook, "R6", breach(PLACE, "没有"), "old-street"),
    )
    rows = report(handbook, *judged)["remaining"]
    assert [(row["rule"], row["mark"], row["committees"]) for row in rows] == [
        ("N1", "error", ["阳光花园"]),
        ("B5", "warning", ["老街"]),
        ("P1", "warning", ["示例街道"]),
    ]


def test_goals_agree_with_the_compliance_report(handbook: Handbook) -> None:
    found = report(handbook, say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"))
    assert {one["name"]: one["reached"] for one in found["goals"]} == {"牌子统一": 1, "事务清楚": 2, "房间好用": 2}


def test_each_committee_is_a_line(handbook: Handbook) -> None:
    judged = (
        say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"),
        say(handbook, "B5", breach(PLACE, "没有书"), "sunny-garden"),
    )
    street, garden = report(handbook, *judged)["committees"]
    assert (garden["name"], garden["phase"], garden["error"], garden["warning"]) == ("阳光花园", "先行阶段", 1, 1)
    assert (street["walls"]["before"], street["copies"], street["error"]) == (0, 1, 0)


def test_a_summary_tells_of_one_committee_and_what_it_has_left(handbook: Handbook) -> None:
    judged = (
        say(handbook, "N1", breach(PLACE, "少一块"), "sunny-garden"),
        say(handbook, "B5", breach(PLACE, "没有书"), "old-street"),
    )
    data = drawn(progress.summary(planned(handbook, judged=judged).briefs["sunny-garden"]))
    assert data["committee"]["started"] == "2026年1月12日"
    assert [row["rule"] for row in data["remaining"]] == ["N1"]
    assert {goal["name"]: goal["reached"] for goal in data["goals"]} == {
        "牌子统一": False,
        "事务清楚": True,
        "房间好用": True,
    }
    assert data["signers"] == ["书记", "主任"]
    assert [one["rules"] for one in data["counted"]] == [3, 2, 1]


def test_it_is_one_file_and_summaries_are_made_when_they_are_named(handbook: Handbook) -> None:
    files = [
        [artifact.path for artifact in planned(handbook, [word]).plan.artifacts]
        for word in ("progress", "progress-summary")
    ]
    assert files == [
        ["progress/progress.pdf"],
        ["progress/old-street-summary.pdf", "progress/sunny-garden-summary.pdf"],
    ]
    assert not {"progress", "progress-summary"} & {*carried_words()}


def test_a_day_that_is_still_to_come_ends_no_phase(handbook: Handbook) -> None:
    earlier = replace(handbook, today=datetime.date(2026, 3, 31))
    assert [phase["over"] for phase in report(earlier)["phases"]] == [False, False]


def test_a_phase_has_what_the_office_summed_up_of_it(handbook: Handbook) -> None:
    phases = {phase["name"]: phase["summaries"] for phase in report(handbook)["phases"]}
    assert handbook.subdistrict.summaries
    for summary in handbook.subdistrict.summaries:
        (told,) = phases[summary.phase]
        assert [one["text"] for one in told["done"]] == [milestone.text for milestone in summary.done]
        assert [(one["name"], one["before"], one["after"]) for one in told["figures"]] == [
            (figure.name, figure.before, figure.after) for figure in summary.figures
        ]
