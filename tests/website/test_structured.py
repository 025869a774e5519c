"""What search engines read: the words of the page, in the words of schema.org."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from tools import page

from generator.build.planned import Planned
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.hours import Opening
from generator.website import structured

URL = "https://handbook.example/"


def test_a_committee_is_an_organization_and_no_office(
    handbook: Handbook, ready: Planned, garden: CommitteePages
) -> None:
    values = ready.briefs["sunny-garden"].values
    found = json.loads(structured.structured(handbook, garden, garden.pages["page", "home"], values))
    assert found["@type"] == "Organization"
    assert found["name"] == "示例区示例街道阳光花园社区居民委员会"
    assert found["@id"] == found["url"] == f"{URL}sunny-garden/"
    shown = page(ready, "sunny-garden/index.html")
    assert found["telephone"] in shown
    assert found["location"]["address"] in shown
    for opening in found["location"]["openingHoursSpecification"]:
        assert opening["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
        assert opening["opens"].removeprefix("0") in shown


def test_a_gap_is_left_out(handbook: Handbook, ready: Planned) -> None:
    pages = ready.plan.committees["old-street"]
    found = structured.organization(handbook, pages, ready.briefs["old-street"].values)
    assert "telephone" not in found
    assert "待补充" not in json.dumps(found, ensure_ascii=False)


def test_every_service_says_in_the_words_of_its_page_whose_it_is(
    handbook: Handbook, ready: Planned, garden: CommitteePages
) -> None:
    values = ready.briefs["sunny-garden"].values
    for id, subject in handbook.services.items():
        found = structured.service(handbook, garden, garden.pages["service", id], values)
        assert {"name", "description", "areaServed", "availableChannel", "hoursAvailable"} <= set(found)
        assert found["@type"] == ("Service" if subject.part == "办理" else "GovernmentService")
        assert ("provider" in found) == (subject.part == "办理")
        assert ("serviceOperator" in found) == (subject.part == "代理代办")
        shown = page(ready, f"sunny-garden/services/{id}/index.html")
        assert found["name"] in shown
        assert re.sub("<[^>]*>", "", found["description"]) in re.sub("<[^>]*>", "", shown)
    assert structured.structured(handbook, garden, garden.pages["page", "duty"], values) == ""


def test_no_text_ends_the_element_it_stands_in(ready: Planned, monkeypatch: pytest.MonkeyPatch) -> None:
    text = {"name": "</script><b>&amp;\u2028“引号”"}
    found = structured.in_script(text)
    assert "<" not in found
    assert json.loads(found) == text
    monkeypatch.setattr(structured, "structured", lambda *_: found)
    assert f'<script type="application/ld+json">{found}</script>' in page(ready, "sunny-garden/index.html")


def test_hours_that_differ_by_season_are_not_told_as_if_they_did_not(
    handbook: Handbook, garden: CommitteePages
) -> None:
    assert structured.opening(handbook, garden)
    committee = garden.committee
    for change in ({"season": "7月1日至8月31日"}, {"days": "每月20日"}, {"days": "每月第3个周二"}):
        periods = tuple(period.model_copy(update=change) for period in committee.timetable.periods)
        timetable = committee.timetable.model_copy(update={"periods": periods})
        pages = replace(garden, committee=replace(committee, timetable=timetable))
        assert structured.opening(handbook, pages) == []
    assert Opening.model_fields["season"].default is None
