"""The data of printed sheets: complete, filled in, and with the codes the plan promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tools import edit, planned

from generator.build.prints import data_of
from generator.model.handbook import Handbook
from generator.read.files import load

COMMITTEES = ("old-street", "sunny-garden")


def sheet(handbook: Handbook, output: str, committee: str) -> dict[str, Any]:
    """The data of one sheet."""
    ready = planned(handbook, [output], [committee])
    (artifact,) = ready.plan.artifacts
    return data_of(ready, artifact)


def codes(data: Any) -> Iterator[str]:
    """The number of every code in the data."""
    if isinstance(data, dict):
        yield from [data["number"]] if "url" in data else []
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from codes(item)


@pytest.mark.parametrize("output", ["rulebook", "board"])
@pytest.mark.parametrize("committee", COMMITTEES)
def test_a_sheet_prints_the_codes_of_the_plan(handbook: Handbook, output: str, committee: str) -> None:
    (artifact,) = planned(handbook, [output], [committee]).plan.artifacts
    found = list(codes(sheet(handbook, output, committee)))
    assert set(found) == set(artifact.codes)
    assert len(found) == len(artifact.codes) > 4


@pytest.mark.parametrize("output", ["rulebook", "board"])
@pytest.mark.parametrize("committee", COMMITTEES)
def test_a_sheet_is_plain_data_with_every_placeholder_filled(handbook: Handbook, output: str, committee: str) -> None:
    text = json.dumps(sheet(handbook, output, committee), ensure_ascii=False)
    assert "{{" not in text
    assert "\\u0000" not in text


def test_a_code_says_where_it_leads_and_what_to_type(handbook: Handbook) -> None:
    assert sheet(handbook, "board", "sunny-garden")["main"] == {
        "number": "0010019",
        "url": "https://HANDBOOK.EXAMPLE/0010019/",
        "plain": "handbook.example/0010019",
        "caption": "本居委会全部事项",
    }


def test_codes_may_live_on_a_host_of_their_own(example: Path) -> None:
    edit(example / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      code_url: https://qr.example/\n")
    board = sheet(load(example), "board", "sunny-garden")
    assert (board["main"]["url"], board["domain"]) == ("https://QR.EXAMPLE/0010019/", "qr.example")


def test_a_gap_in_the_data_is_none_for_the_template_to_name(example: Path) -> None:
    street = example / "committees/old-street"
    edit(street / "committee.yml", "address: 示例街道老街2号\n", "")
    edit(street / "hours.yml", "window_place: 大厅1号台\n", "")
    edit(street / "hours.yml", "{kind: 正常, days: 工作日, opens: 9:00, closes: 16:00, ", "{kind: 正常, ")
    edit(street / "rooms.yml", "    hours: [{days: 工作日, opens: 9:00, closes: 16:00}]\n", "")
    (street / "register.yml").unlink()
    board = sheet(load(example), "board", "old-street")
    assert board["committee"]["phone"] is board["committee"]["address"] is board["committee"]["hours"] is None
    assert board["hours"][0] == {"kind": "正常", "normal": True, "text": None, "note": None}
    assert board["window"]["place"] is None
    assert board["rulebook"]["place"] is board["board"]["filing"] is None
    assert board["rooms"][0] == {
        "name": "社区事务服务大厅",
        "own": False,
        "floor": None,
        "position": None,
        "hours": None,
        "shares": None,
    }


def test_the_boards_hours_are_one_line_a_kind_the_normal_ones_first(handbook: Handbook) -> None:
    lines = sheet(handbook, "board", "sunny-garden")["hours"]
    assert lines[:2] == [
        {"kind": "正常", "normal": True, "text": "周一至周五 8:30–11:30、13:00–17:30", "note": "7月和8月不变"},
        {"kind": "早到", "normal": False, "text": "周二、周四 7:30–8:30", "note": None},
    ]
    text = "停水停电、电梯困人，白天晚上都打021-5555-0151。"
    assert lines[-1] == {"kind": "应急", "normal": False, "text": text, "note": None}


def test_teams_that_take_turns_at_the_window_are_told_one_after_another(handbook: Handbook) -> None:
    window = sheet(handbook, "board", "old-street")["window"]
    assert window["name"] == "全能窗口"
    assert window["shifts"] == [{"days": "工作日", "staff": "轮流：孙示例；周范例"}]
    shifts = sheet(handbook, "board", "sunny-garden")["window"]["shifts"]
    assert shifts[1] == {"days": "周二、周四", "staff": "李范例、王样例"}


def test_the_board_lists_every_room_and_the_services_of_contents_in_words(handbook: Handbook) -> None:
    board = sheet(handbook, "board", "sunny-garden")
    names = [room["name"] for room in board["rooms"]]
    assert names == ["社区事务服务大厅", "社区议事室", "阅览室", "健身室", "四点半课堂", "工具借用角"]
    assert [room["own"] for room in board["rooms"]] == [False] * 4 + [True] * 2
    assert board["rooms"][2]["shares"] == "与四点半课堂合用"
    services = [(service["title"], service["number"]) for band in board["bands"] for service in band["services"]]
    assert services == [("办借书证", "011"), ("老人吃午饭、送餐", "012"), ("邻居吵架，请人调解", "024")]


def test_a_service_that_is_not_for_the_board_is_not_on_it(example: Path) -> None:
    edit(example / "content/contents.yml", "board: [library-card, lunch, mediation]", "board: [mediation]")
    bands = sheet(load(example), "board", "sunny-garden")["bands"]
    assert [[service["number"] for service in band["services"]] for band in bands] == [[], [], ["024"]]
