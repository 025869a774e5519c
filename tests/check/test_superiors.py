"""Whom a serious event was reported to is understood as people write it, and strangers are told from superiors."""

from __future__ import annotations

from generator.check.policy.superiors import in_order, named
from generator.model.handbook import Handbook

FIRST, SECOND = 0, 1
"""The example's superiors: the street's duty room, also called 街道总值班, and then its office."""

MEANT = {
    "街道应急值班室（示例）": [FIRST],
    "街道应急值班室": [FIRST],
    "街道总值班": [FIRST],
    "报社区自治办": [SECOND],
    "社区自治办（021-5555-0100）": [SECOND],
    "社区自治办值班人员": [SECOND],
    "021-5555-0100": [SECOND],
    "主任、社区自治办": [SECOND],
    "119，再报街道应急值班室和社区自治办": [FIRST, SECOND],
    "社区自治办、街道应急值班室": [SECOND, FIRST],
}
NOBODY = (
    "隔壁王老板",
    "没有报社区自治办",
    "社区自治办楼下小卖部",
    "小区门卫值班室",
    "物业公司",
    "居委会主任",
    "值班人员",
    "、",
)


def test_superiors_are_found_as_people_write_them(handbook: Handbook) -> None:
    assert {words: named(handbook, words) for words in MEANT} == MEANT


def test_nobody_else_is_taken_for_one(handbook: Handbook) -> None:
    assert {words: named(handbook, words) for words in NOBODY} == {words: [] for words in NOBODY}


def test_their_order_counts_and_not_how_many_they_are() -> None:
    assert in_order([]) and in_order([FIRST]) and in_order([FIRST, SECOND])
    assert not in_order([SECOND, FIRST])
