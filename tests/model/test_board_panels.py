"""What a register calls the panels of the board: each word names what it says, and one nobody knows is told."""

from __future__ import annotations

import pytest
from tools import WORDS

from generator.model.board_panels import claimed, named_by, not_printed

PANELS = WORDS.board_panels


def names(said: str) -> list[str]:
    """The ids of the panels that a word names."""
    return [panel.id for panel in named_by(said, PANELS)]


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("办理事务", ["services"]),
        ("办理事务一览", ["services"]),
        ("功能站室", ["rooms"]),
        ("功能房间", ["rooms"]),
        ("值班", ["duty"]),
        ("清单", ["lists"]),
        ("不予证明事项", ["lists"]),
        ("清单与不予证明事项", ["lists"]),
        ("制度目录", ["rules"]),
        ("规章制度汇编", ["rulebook"]),
        ("居务公开", ["disclosure"]),
        ("意见反馈", ["feedback"]),
        ("工作人员与四委员会", ["people"]),
        ("居委会简介和平面图", ["plan", "introduction"]),
        ("防汛信息", []),
        ("消防知识", []),
    ],
)
def test_a_word_of_a_register_names_its_panel(said: str, ids: list[str]) -> None:
    assert names(said) == ids


def test_no_word_names_two_panels() -> None:
    words = [word for panel in PANELS for word in panel.words]
    assert len(words) == len(set(words))


def test_what_is_not_printed_is_told_with_what_to_do() -> None:
    missing = not_printed(["办理事务", "清淡", "制度目录"], "a3", PANELS)
    assert missing == [
        ("清淡", "是不是想写“清单”？"),
        ("制度目录", "A3的宣传栏放不下；放得下的有A0、A1、A2、2400x1200"),
    ]
    assert not_printed(["清单", "制度目录"], "2400x1200", PANELS) == []


def test_what_every_board_has_is_claimed_too() -> None:
    assert claimed(["办事", "没人知道的"], PANELS) == {"services"}
