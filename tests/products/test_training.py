"""The sheet of the year's trainings: planned by month, held in numbers, and nobody's name."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools import edit, planned

from generator.model.handbook import Handbook
from generator.products import training
from generator.products.catalogue import carried_words
from generator.products.says import drawn
from generator.read.files import load


def sheet(handbook: Handbook) -> dict[str, Any]:
    """What the sheet says."""
    return drawn(training.training(planned(handbook).subdistrict_brief))


def test_each_kind_is_told_by_plan_and_by_what_took_place(handbook: Handbook) -> None:
    window, volunteers = sheet(handbook)["kinds"]
    assert window == {
        "kind": "窗口培训",
        "required": True,
        "planned": 1,
        "committees": 2,
        "of": 2,
        "times": 2,
        "people": 6,
    }
    assert (volunteers["kind"], volunteers["times"]) == ("志愿者培训", 2)


def test_a_kind_that_the_policy_does_not_ask_for_is_told_as_well(example: Path) -> None:
    edit(example / "committees/old-street/records.yml", "kind: 窗口培训", "kind: 急救培训")
    kinds = sheet(load(example))["kinds"]
    assert [(one["kind"], one["required"], one["committees"]) for one in kinds] == [
        ("窗口培训", True, 1),
        ("志愿者培训", True, 2),
        ("急救培训", False, 1),
    ]


def test_each_month_has_its_lessons_and_what_took_place(handbook: Handbook) -> None:
    months = sheet(handbook)["months"]
    assert [month["month"] for month in months] == [*range(1, 13)]
    march = months[2]
    assert march["lessons"] == [{"kind": "窗口培训", "topic": "怎样一次说清楚"}]
    assert (march["times"], march["people"], march["over"]) == (2, 6, True)
    assert [month["over"] for month in months] == [True] * 10 + [False] * 2


def test_other_years_and_days_to_come_are_left_out(example: Path) -> None:
    records = example / "committees/old-street/records.yml"
    edit(records, "{kind: 窗口培训, date: 2026-03-12, people: 2}", "{kind: 窗口培训, date: 2025-03-12, people: 2}")
    edit(records, "date: 2026-09-17", "date: 2026-12-17")
    edit(example / "content/subdistrict.yml", "month: 2026-03", "month: 2027-03")
    data = sheet(load(example))
    assert [(one["times"], one["planned"]) for one in data["kinds"]] == [(1, 0), (1, 1)]
    assert data["months"][2]["lessons"] == []


def test_each_committee_has_its_numbers_by_kind(handbook: Handbook) -> None:
    data = sheet(handbook)
    street, garden = data["committees"]
    assert street["kinds"] == [{"times": 1, "people": 2}, {"times": 1, "people": 2}]
    assert (garden["times"], garden["people"], garden["qualified"]) == (2, 8, 1)
    assert data["staff"] == street["staff"] + garden["staff"]
    assert data["qualified"] == 1


def test_staff_who_were_at_a_training_are_counted_once_and_not_named(handbook: Handbook) -> None:
    garden = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    first, second, *_ = (person.name for person in garden.profile.staff)
    days = (datetime.date(2026, 3, 12), datetime.date(2026, 9, 17))
    attended = {first: days, second: (datetime.date(2025, 3, 12),), "外来示例": days}
    records = garden.records.model_copy(update={"attended": attended})
    committees = tuple(
        replace(each, records=records if each is garden else each.records.model_copy(update={"attended": {}}))
        for each in handbook.committees
    )
    data = sheet(replace(handbook, committees=committees))
    assert [row["taught"] for row in data["committees"]] == [None, 1]
    assert first not in str(data)


def test_nobody_is_named(handbook: Handbook) -> None:
    said = str(sheet(handbook))
    names = {person.name for committee in handbook.committees for person in committee.profile.staff}
    assert names
    assert not [name for name in names if name in said]


def test_it_is_one_file_for_the_office(handbook: Handbook) -> None:
    found = [artifact.path for artifact in planned(handbook, ["training"]).plan.artifacts]
    assert found == ["training/training.pdf"]
    assert "training" not in carried_words()
