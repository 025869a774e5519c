"""What the panel for public affairs says: the whole catalogue, what is made public today, and nothing that expired."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tools import edit, planned

from generator.model.handbook import Handbook
from generator.products.disclosure import disclosure, disclosure_codes
from generator.read.files import load
from generator.text import placeholder


def panel(handbook: Handbook, committee: str) -> dict[str, Any]:
    """The data of one committee's panel."""
    pages = planned(handbook).plan.committees[committee]
    return disclosure(handbook, pages, placeholder.values(handbook, pages.committee))


def test_the_panel_follows_the_catalogue(handbook: Handbook) -> None:
    data = panel(handbook, "sunny-garden")
    assert data["board"] == "居务公开栏"
    assert data["as_of"] == "2026年11月22日"
    assert data["basis"] == "《示例市居民委员会工作条例》第十七条"
    assert data["answer_days"] == handbook.policy.answers.days
    assert data["items"] == [
        {
            "name": "居民会议决定和落实情况",
            "frequency": "每次居民会议后更新",
            "notices": [
                {
                    "title": "2026年居民会议通过的年度工作计划",
                    "published": "2026年3月20日",
                    "expires": "2027年3月31日",
                    "place": "大门外居务公开栏第1格",
                }
            ],
        },
        {
            "name": "居委会工作经费使用情况",
            "frequency": "每季度一次",
            "notices": [
                {
                    "title": "2026年第三季度工作经费收支",
                    "published": "2026年10月15日",
                    "expires": "2027年1月15日",
                    "place": None,
                }
            ],
        },
    ]


def test_the_place_of_most_notices_is_said_once(handbook: Handbook) -> None:
    data = panel(handbook, "old-street")
    assert data["place"] == "居务公开栏"
    assert [notice["place"] for item in data["items"] for notice in item["notices"]] == [None, None]


def test_a_notice_is_there_from_its_first_day_to_its_last(example: Path) -> None:
    records = example / "committees/old-street/records.yml"
    edit(records, "expires: 2027-01-15", "expires: 2026-11-22")
    edit(records, "published: 2026-10-15", "published: 2026-11-22")
    assert [len(item["notices"]) for item in panel(load(example), "old-street")["items"]] == [1, 1]
    edit(records, "published: 2026-11-22", "published: 2026-11-21")
    edit(records, "expires: 2026-11-22", "expires: 2026-11-21")
    assert [len(item["notices"]) for item in panel(load(example), "old-street")["items"]] == [1, 0]


def test_the_latest_of_a_group_comes_first(example: Path) -> None:
    records = example / "committees/old-street/records.yml"
    later = "{item: funds, title: 更正, published: 2026-11-02, expires: 2027-01-15, place: 大厅}"
    edit(records, "meetings:", f"  - {later}\nmeetings:")
    funds = panel(load(example), "old-street")["items"][1]["notices"]
    assert [(notice["title"], notice["place"]) for notice in funds] == [
        ("更正", "大厅"),
        ("2026年第三季度工作经费收支", None),
    ]


def test_that_nothing_was_recorded_is_not_that_nothing_is_public(example: Path) -> None:
    records = example / "committees/old-street/records.yml"
    text = records.read_text("utf-8")
    records.write_text("meetings:" + text.partition("meetings:")[2], "utf-8")
    data = panel(load(example), "old-street")
    assert data["recorded"] is False
    assert data["place"] is None
    assert panel(load(example), "sunny-garden")["recorded"] is True


@pytest.mark.parametrize("committee", ["old-street", "sunny-garden"])
def test_the_panel_has_the_code_of_its_page(handbook: Handbook, committee: str) -> None:
    data = panel(handbook, committee)
    pages = planned(handbook).plan.committees[committee]
    assert (data["code"]["number"],) == disclosure_codes(pages) == (pages.code("page", "disclosure").code,)
    text = json.dumps(data, ensure_ascii=False)
    assert text.count('"url"') == 1
    assert "{{" not in text
