"""What issued sheets said: digests that follow it, and differences in words people would use."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import LABELS

from generator.codes import compare
from generator.codes.compare import Change, changes
from generator.text import difference

RULE = (
    "<div><h2>开门</h2><p><strong>第一条</strong>　八点开门。</p><p><strong>第二条</strong>　五点关门。</p>"
    "<h2>找谁</h2><p>打<a href='tel:1'>021-5555-0116</a>。</p></div>"
)


def told(old: Any, new: Any) -> list[Change]:
    """The differences, with the shipped labels."""
    return list(compare.distinct_changes(old, new, LABELS))


def words(old: Any, new: Any) -> list[str]:
    """Each difference as a sentence."""
    return [change.words for change in told(old, new)]


def rulebook(**chapters: str) -> Any:
    """A book of one part, its chapters' texts by title."""
    found = [
        {"id": f"c{number}", "title": title, "body": text} for number, (title, text) in enumerate(chapters.items())
    ]
    return {"parts": [{"title": "制度", "chapters": found}]}


# --- what is kept -----------------------------------------------------------------------------------------------------


facts = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("甲乙a1 ：、", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "title", "kind", "hours", "phone", "column", "body"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(facts)
def test_what_is_kept_is_what_was_said(said: Any) -> None:
    kept = compare.snapshot(said)
    assert compare.digest(json.loads(kept)) == compare.digest(said)
    assert kept.endswith(b"\n")
    assert words(said, copy.deepcopy(said)) == []


@given(facts, facts)
def test_whatever_is_different_is_told_in_words_that_can_be_shown(old: Any, new: Any) -> None:
    found = list(told(old, new))
    assert bool(found) == (compare.digest(old) != compare.digest(new))
    for change in found:
        assert change.where
        assert change.words.startswith(change.place)
        assert len(change.words) <= len(change.place) + 2 * difference.MOST + 10
    assert len({change.words for change in found}) == len(found)


# --- differences in words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"phone": "1"}, {"phone": "2"}, ["电话：“1”改为“2”"]),
        ({"capacity": "8人"}, {"capacity": None}, ["可容纳：删去“8人”"]),
        ({"capacity": ""}, {"capacity": "8人"}, ["可容纳：增加“8人”"]),
        ({}, {"capacity": "8人"}, ["可容纳：增加“8人”"]),
        ({"capacity": "8人"}, {}, ["可容纳：删去“8人”"]),
        ({"public": True}, {"public": False}, ["居民可看：“是”改为“否”"]),
        ({"answer": "甲"}, {"answer": "乙"}, ["回答：“甲”改为“乙”"]),
        ({"steps": ["甲", "乙", "丙"]}, {"steps": ["甲", "丙"]}, ["怎么办：删去“乙”"]),
        ({"steps": ["甲", "丙"]}, {"steps": ["甲", "乙", "丙"]}, ["怎么办：增加“乙”"]),
        ({"steps": ["甲", "乙"]}, {"steps": ["甲", "丙"]}, ["怎么办：“乙”改为“丙”"]),
        (
            {"rooms": [{"id": "a", "name": "厅", "hours": "早"}]},
            {"rooms": [{"id": "a", "name": "厅", "hours": "晚"}]},
            ["功能站室 › 厅 › 时间：“早”改为“晚”"],
        ),
        (
            {"rooms": [{"name": "厅", "hours": "早"}, {"name": "院", "hours": "早"}]},
            {"rooms": [{"name": "院", "hours": "早"}]},
            ["功能站室：删去“厅”"],
        ),
        (
            {"facts": [["开放时间", "早"], ["可容纳", "8人"]]},
            {"facts": [["开放时间", "晚"], ["可容纳", None]]},
            ["开放时间：“早”改为“晚”", "可容纳：删去“8人”"],
        ),
        (
            {"questions": [{"question": "贵吗？", "answer": "不贵"}]},
            {"questions": [{"question": "贵吗？", "answer": "不要钱"}]},
            ["常见问题 › 贵吗？ › 回答：“不贵”改为“不要钱”"],
        ),
        (
            {"hours": [{"kind": "延时", "text": "周三"}, {"kind": "延时", "text": "周五"}]},
            {"hours": [{"kind": "延时", "text": "周二"}, {"kind": "延时", "text": "周五"}]},
            ["时间 › 延时：“周三”改为“周二”"],
        ),
        (
            {"materials": [{"name": "身份证", "kind": "原件"}]},
            {"materials": [{"name": "身份证", "kind": "原件和复印件"}, {"name": "户口簿", "kind": "原件"}]},
            ["带什么 › 身份证：“原件”改为“原件和复印件”", "带什么：增加“户口簿”"],
        ),
        (
            {"services": [{"id": id, "title": id} for id in "甲乙丙丁"]},
            {"services": [{"id": id, "title": id} for id in "甲丙乙丁"]},
            ["办理事务 › 次序：“乙；丙”改为“丙；乙”"],
        ),
        (
            {"months": [{"year": 2026, "month": 11, "days": [{"day": 2, "window": ["甲"]}]}]},
            {"months": [{"year": 2026, "month": 11, "days": [{"day": 2, "window": ["乙"]}]}]},
            ["2026年11月 › 2日 › 窗口：“甲”改为“乙”"],
        ),
        ({"plan": {"column": 1}}, {"plan": {"column": 2}}, ["版面：文字没有变，编排有变"]),
        ({"steps": None}, {"steps": []}, ["版面：文字没有变，编排有变"]),
    ],
)
def test_a_difference_is_told_as_one_would_say_it(old: Any, new: Any, expected: list[str]) -> None:
    assert words(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("五点关门", "六点关门", ["制度 › 门卫 › 第二条：“五点关门。”改为“六点关门。”"]),
        ("<p><strong>第二条</strong>　五点关门。</p>", "", ["制度 › 门卫 › 第二条：删去“五点关门。”"]),
        (
            "<h2>找谁</h2>",
            "<p><strong>第三条</strong>　中午不关。</p><h2>找谁</h2>",
            ["制度 › 门卫 › 第三条：增加“中午不关。”"],
        ),
        ("0116", "0118", ["制度 › 门卫 › “找谁”：“打021-5555-0116。”改为“打021-5555-0118。”"]),
        ("<strong>第一条</strong>", "第一条", ["版面：文字没有变，编排有变"]),
    ],
)
def test_a_rule_is_told_article_by_article(old: str, new: str, expected: list[str]) -> None:
    assert old in RULE
    assert words(rulebook(门卫=RULE), rulebook(门卫=RULE.replace(old, new))) == expected


def test_a_rule_that_comes_or_goes_is_told_by_its_title() -> None:
    assert words(rulebook(门卫=RULE), rulebook(门卫=RULE, 收发="<div><p>甲</p></div>")) == ["制度：增加“收发”"]
    assert words(rulebook(门卫=RULE, 收发="<div><p>甲</p></div>"), rulebook(门卫=RULE)) == ["制度：删去“收发”"]


def test_what_changes_in_many_places_is_told_once_with_its_places() -> None:
    old = {"phone": "021-5555-0116", "steps": ["打021-5555-0116，说要吃饭"], "place": "一楼，找不到打021-5555-0116"}
    new = json.loads(json.dumps(old).replace("0116", "0118"))
    assert words(old, new) == ["电话；怎么办；地点：“021-5555-0116”改为“021-5555-0118”"]
    more = {**old, "fee": "问021-5555-0116"}
    assert words(more, json.loads(json.dumps(more).replace("0116", "0118"))) == [
        "电话等4处：“021-5555-0116”改为“021-5555-0118”"
    ]


def test_like_changes_of_unlike_things_are_told_apart() -> None:
    """“7” became “10” in two sentences: that says nothing without the sentences."""
    old = {"steps": ["提前7天贴通知"], "place": "走7步"}
    assert words(old, {"steps": ["提前10天贴通知"], "place": "走10步"}) == [
        "怎么办：“提前7天贴通知”改为“提前10天贴通知”",
        "地点：“走7步”改为“走10步”",
    ]


def test_of_a_long_text_what_is_different_is_told_and_no_number_is_torn() -> None:
    old = "甲" * 40 + "周三 17:00–19:00，" + "乙" * 40
    (found,) = told({"time": old}, {"time": old.replace("19:00", "19:30")})
    assert found.words == (
        "要多久：“…甲甲甲甲甲周三 17:00–19:00，乙乙乙乙乙乙乙…”改为“…甲甲甲甲甲周三 17:00–19:30，乙乙乙乙乙乙乙…”"
    )
    assert (found.old, found.new) == (old, old.replace("19:00", "19:30"))


def test_a_long_text_that_comes_is_cut() -> None:
    (found,) = told({}, {"time": "甲" * 100})
    assert found.words == f"要多久：增加“{'甲' * 59}…”"


def test_a_change_has_its_place_and_the_differences_of_a_part_can_be_asked_for() -> None:
    found = list(changes({"phone": "1"}, {"phone": "2"}, LABELS, ("封面",)))
    assert found == [Change(("封面", "电话"), "1", "2", LABELS.changes)]
    assert found[0].place == "封面 › 电话"
