"""The sheet of the year's assessment: indicators and their weights, results on record, a blank sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools import edit, planned

from generator.model.handbook import Handbook
from generator.products import assessment
from generator.products.catalogue import carried_words
from generator.products.says import drawn
from generator.read.files import load


def sheet(handbook: Handbook) -> dict[str, Any]:
    """What the sheet says."""
    return drawn(assessment.assessment(planned(handbook).subdistrict_brief))


def test_indicators_have_their_weights_and_who_scores_them(handbook: Handbook) -> None:
    assert sheet(handbook)["indicators"] == [
        {"name": "答复居民有多快", "weight": 40, "by_residents": False},
        {"name": "走访走到多少户", "weight": 30, "by_residents": False},
        {"name": "居民评议", "weight": 30, "by_residents": True},
    ]


def test_it_names_the_rule_it_is_done_by_with_its_version(handbook: Handbook) -> None:
    document = sheet(handbook)["document"]
    rule = next(rule for rule in handbook.rules.values() if rule.title == handbook.policy.assessment)
    assert rule.document
    assert (document["title"], document["version"]) == (rule.title, rule.document.version)


def test_a_rule_that_is_not_there_has_no_version(example: Path) -> None:
    edit(example / "content/policy.yml", "assessment: 示例街道居委会年度评议办法", "assessment: 另一份办法")
    assert sheet(load(example))["document"] == {"title": "另一份办法", "version": None, "date": None}


def test_what_counts_for_nothing_is_said(handbook: Handbook) -> None:
    assert sheet(handbook)["merit_words"] == ["上墙", "锦旗"]


def test_it_is_one_file_for_the_office(handbook: Handbook) -> None:
    found = [artifact.path for artifact in planned(handbook, ["assessment"]).plan.artifacts]
    assert found == ["assessment/assessment.pdf"]
    assert "assessment" not in carried_words()


# --- results ---------------------------------------------------------------------------------------------------------

GARDEN = "committees/sunny-garden/records.yml"


def test_the_newest_year_on_record_is_shown_by_committee(handbook: Handbook) -> None:
    data = sheet(handbook)
    given = {committee.slug: committee.records.appraisals for committee in handbook.committees}
    assert data["recorded"] == max(result.year for results in given.values() for result in results) == 2025
    assert data["columns"] == ["答复居民有多快", "走访走到多少户", "居民评议"]
    rows = {row["name"]: row for row in data["committees"]}
    assert rows["阳光花园"] == {
        "name": "阳光花园",
        "points": ["37.5", "26", "28"],
        "total": "91.5",
        "published": "2026年2月10日",
    }


def test_a_committee_without_a_result_has_places_to_write_on(example: Path) -> None:
    text = (example / GARDEN).read_text("utf-8")
    before, after = text.index("appraisals:"), text.index("progress:")
    (example / GARDEN).write_text(text[:before] + text[after:], "utf-8")
    row = sheet(load(example))["committees"][1]
    assert (row["points"], row["total"], row["published"]) == ([None] * 3, None, None)


def test_where_nothing_is_on_record_the_sheet_is_blank(example: Path) -> None:
    for slug in ("old-street", "sunny-garden"):
        records = example / f"committees/{slug}/records.yml"
        text = records.read_text("utf-8")
        if "appraisals:" in text:
            before, after = text.index("appraisals:"), text.index("progress:")
            records.write_text(text[:before] + text[after:], "utf-8")
    data = sheet(load(example))
    assert data["recorded"] is None
    assert data["columns"] == ["答复居民有多快", "走访走到多少户", "居民评议"]
    assert all(row["points"] == [None] * 3 for row in data["committees"])


def test_a_note_behind_an_indicator_makes_no_column_of_its_own(example: Path) -> None:
    edit(example / GARDEN, "居民评议: 28", "居民评议（不看锦旗）: 28")
    edit(example / "content/subdistrict.yml", "name: 走访走到多少户", "name: 走访走到多少户（按户数）")
    data = sheet(load(example))
    assert data["columns"] == ["答复居民有多快", "走访走到多少户（按户数）", "居民评议"]
    assert [row["points"] for row in data["committees"]] == [["30", "20", "25"], ["37.5", "26", "28"]]


def test_indicators_of_another_year_have_columns_behind_todays(example: Path) -> None:
    edit(example / GARDEN, "居民评议: 28", "好人好事: 28")
    data = sheet(load(example))
    assert data["columns"][:2] == ["答复居民有多快", "走访走到多少户"]
    assert data["columns"][-1] == "好人好事"
