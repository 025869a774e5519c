"""Tables with bars of either kind, with what Word makes of their dashes, and with the tabs of a spreadsheet."""

from __future__ import annotations

import re

import pytest

from generator.text import markup


def rows(text: str) -> list[list[str]]:
    """The cells of all rows of the tables of a text."""
    return [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr>(.*?)</tr>", markup.to_xhtml(text), re.DOTALL)
    ]


def wrong(text: str) -> list[tuple[int, str]]:
    """Line and rule of each problem of a text."""
    return [(problem.location.line, problem.rule) for problem in markup.misuses(text, "x.md", 1)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("项目\t收费\n复印\t0.5元", [["项目", "收费"], ["复印", "0.5元"]]),
        ("甲：\n项目\t收费\n复印\t0.5元\n乙", [["项目", "收费"], ["复印", "0.5元"]]),
        ("序号\t甲\t乙\n1\t丙\t丁\n\t合计\t2", [["序号", "甲", "乙"], ["1", "丙", "丁"], ["", "合计", "2"]]),
        ("楼\t组长\n1号楼\t甲\n\t乙", [["楼", "组长"], ["1号楼", "甲"], ["", "乙"]]),
        ("甲\t乙\t丙\n丁\t戊", [["甲", "乙", "丙"], ["丁", "戊", ""]]),
        ('甲\t"一\n二"\n丙\t"丁""戊"""', [["甲", "一 二"], ["丙", '丁"戊"']]),
        ('甲\t"乙"\n丙\t5"', [["甲", '"乙"'], ["丙", '5"']]),
        ("甲|乙\t1\n丙\t2|3", [["甲|乙", "1"], ["丙", "2|3"]]),
        ("｜项目｜收费｜\n｜---｜---｜\n｜复印｜1元｜", [["项目", "收费"], ["复印", "1元"]]),
        ("| 项目 | 收费 |\n| —— | —— |\n| 复印 | 1元 |", [["项目", "收费"], ["复印", "1元"]]),
        ("|\xa0甲|乙|\n|\xa0---\xa0|\xa0:---\u3000|\n|丙|丁|", [["\xa0甲", "乙"], ["丙", "丁"]]),
        ("| 甲 |\n| --- |\n| 乙 |\n| 丙 |\n| --- |\n| 丁 |", [["甲"], ["乙"], ["丙"], ["丁"]]),
    ],
)
def test_a_table_is_a_table(text: str, cells: list[list[str]]) -> None:
    assert rows(text) == cells
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1.\t甲\n2.\t乙",
        "•\t甲\n•\t乙",
        "一、\t甲\n（二）\t乙",
        "第一章\t总则\n第二章\t分则",
        "\t甲\n\t乙",
        "甲\t乙",
        "甲\t\n乙\t",
    ],
)
def test_tabs_behind_the_marks_of_a_list_and_at_the_edges_make_no_table(text: str) -> None:
    assert rows(text) == []
    assert wrong(text) == []


def test_wide_bars_that_make_no_table_are_told() -> None:
    assert wrong("｜甲｜乙｜\n｜丙｜丁｜") == [(1, "D026"), (2, "D026")]
    assert wrong("｜甲｜乙｜\n｜--｜--｜\n｜丙｜丁｜戊｜") == [(3, "D026")]
