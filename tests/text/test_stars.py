"""Stars of masked names, sums and notes stay what they are; those that stress words still do."""

from __future__ import annotations

import pytest

from generator.text import markup


@pytest.mark.parametrize(
    "text",
    [
        *(
            "*带*号的为必填项",
            "带*号的必填，带**号的选填",
            "*姓名*电话*地址",
            "必填：*姓名、*电话、*地址",
            "*姓名 *电话",
        ),
        *(
            "王**和李**和张**",
            "翟**和缪**都到了",
            "欧阳**和上官**来了",
            "卜**及尉迟**",
            "获奖：*芳和*明",
            "朱*芳*二等奖：马*",
        ),
        *("60*90厘米和80*120厘米*", "10元*3天=30元*（含税）"),
    ],
)
def test_no_star_is_lost(text: str) -> None:
    assert markup.to_xhtml(text) == f"<div><p>{text}</p></div>"
    assert list(markup.misuses(text, "x.md", 1)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*当天*不退，60*90厘米", "<em>当天</em>不退，60*90厘米"),
        ("*当天*不退，赵*", "<em>当天</em>不退，赵*"),
        ("**和谐**社区", "<strong>和谐</strong>社区"),
        ("**甲**和**乙**", "<strong>甲</strong>和<strong>乙</strong>"),
        ("`*甲*乙*丙`", "<code>*甲*乙*丙</code>"),
    ],
)
def test_stressed_words_are_stressed(text: str, shown: str) -> None:
    assert markup.to_xhtml(text) == f"<div><p>{shown}</p></div>"
