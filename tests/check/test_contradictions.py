"""Two places that say different things of one fact are told, where that is sure, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit

from generator.check.data.contradictions import (
    contacts_agree,
    nobodys_phone_shared,
    own_texts_agree,
    usual_phone_rung,
)
from generator.problem import Problem
from generator.read.files import load

PROFILE = "committees/sunny-garden/committee.yml"
HOURS = "committees/sunny-garden/hours.yml"
HALL = "content/rooms/hall.md"


def said_of(root: Path, words: str) -> list[Problem]:
    """What is told of a text of the committee's own."""
    edit(root / PROFILE, "introduction: 办事", f"introduction: {words}。办事")
    return list(own_texts_agree(load(root)))


@pytest.mark.parametrize(
    "words",
    [
        "居委会电话021-5555-0777",
        "居委会的办公电话是 5555 0777",
        "有事打阳光花园居委会电话：（021）55550777",
        "示例区示例街道阳光花园社区居民委员会值班电话021-5555-0777",
        "本居委会服务热线021-5555-0777",
        "居委会地址：示例街道月光路1号",
        "居民委员会办公地址在阳光路9号",
        "阅览室开放时间：每天 9:00–17:00",
        "四点半课堂开放 周一至周五16:00-19:00",
    ],
)
def test_what_a_text_calls_its_own_is_what_the_files_say(example: Path, words: str) -> None:
    (problem,) = said_of(example, words)
    assert (problem.rule, problem.severity, problem.location.file) == ("D028", "warning", PROFILE)


@pytest.mark.parametrize(
    "words",
    [
        "居委会电话021-5555-0101",
        "居委会值班电话（021）5555 0151",
        "物业电话021-5555-0777",
        "老街居委会电话021-5555-0777",
        "社区卫生中心和居委会，电话021-5555-0777",
        "居委会地址：阳光路1号",
        "居委会地址：示例街道阳光路1号2楼",
        "物业地址：月光路1号",
        "阅览室开放时间：每天9:00至16:00",
        "阅览室开放时间：看门上的牌子",
        "图书馆9:00–17:00",
        "健身室每月20日开放，别的房间 9:00–17:00",
    ],
)
def test_what_may_be_anothers_is_left_alone(example: Path, words: str) -> None:
    assert said_of(example, words) == []


def test_of_a_duty_number_the_duty_number_is_right(example: Path) -> None:
    (problem,) = said_of(example, "居委会值班电话021-5555-0777")
    assert problem.hint.startswith("改成021-5555-0151")


def test_an_office_has_one_number(example: Path) -> None:
    assert list(contacts_agree(load(example))) == []
    edit(example / HOURS, "number: 021-5555-0110", "number: 021-5555-0111")
    (problem,) = contacts_agree(load(example))
    assert problem.location.file == HOURS
    assert "别处写的是021-5555-0110，这里是021-5555-0111" in problem.message


def test_in_normal_hours_the_committees_number_is_rung(example: Path) -> None:
    assert list(usual_phone_rung(load(example))) == []
    edit(example / HOURS, "closes: 11:30, phone: 021-5555-0101", "closes: 11:30, phone: 021-5555-0777")
    (problem,) = usual_phone_rung(load(example))
    assert (problem.location.file, problem.location.line) == (HOURS, 2)


def test_at_other_hours_another_number_may_be_rung(example: Path) -> None:
    edit(example / HOURS, "closes: 19:00, phone: 021-5555-0101", "closes: 19:00, phone: 021-5555-0777")
    assert list(usual_phone_rung(load(example))) == []


def test_a_text_of_all_has_the_number_of_none(example: Path) -> None:
    edit(example / HALL, "也不用手机。", "也不用手机，打021-5555-0151。")
    (problem,) = nobodys_phone_shared(load(example))
    assert problem.hint.startswith("写成 {{ committee.duty_phone }}")
    assert "是阳光花园居委会的" in problem.message


def test_unless_it_says_whose_it_is(example: Path) -> None:
    edit(example / HALL, "也不用手机。", "也不用手机，阳光花园打021-5555-0151。")
    assert list(nobodys_phone_shared(load(example))) == []
