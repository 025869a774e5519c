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
