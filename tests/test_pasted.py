"""What a clerk pastes reaches the finished page and the finished sheet, whatever program it was typed in."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from tools import edit, page

from generator.build.request import Request
from generator.journey import build, check, prepare
from generator.problem import errors

HEAD = """\
---
title: 试贴制度
working_committee: self-governance
purpose: 试一试从别处贴来的文字。
clause: 第六条
adopted: 2026-02-02
revised: 2026-02-02
---
"""
PASTED = """\
## 说明

请照下面做：
一、每月开会。
（一）每季检查。
1、带身份证
1) 带户口本
①填表
· 交表
- 大厅
  - 窗口
    - 三号
- 门口
收费如下：
| 项目 | 收费 |
| --- | --- |
| 复印 | 0.5元 |
| 扫描 | 1元 |
窗口\t时间
一号\t上午
·\t带*号的必填
&#12288;&#12288;#5号楼
另有展板60*90厘米和80*120厘米。获助人员：王**和翟**、李**、赵*。
    各楼组长每月报一次。
　　周末照常开放。
---
节假日看通知[^1]。
>60岁的优先，≥80岁的上门。
[注]: 遇国定假日顺延一天
表号a_b_c，编号 ____ 填好。
1. 甲事
3. 乙事
1. 一楼
   - 丙室
2. 二楼
&emsp;&emsp;先取号&nbsp;再办理。
网址是https://zwfw.example/{long}，打不开就问。

[^1]: 通知贴在门口。
""".replace("{long}", "abcdefghij" * 12)


@pytest.fixture
def pasted(example: Path) -> Path:
    """The example with a further rule, pasted from somewhere."""
    (example / "content/rules/paste.md").write_text(HEAD + PASTED, "utf-8")
    edit(example / "content/contents.yml", "  - meeting\n", "  - meeting\n  - paste\n")
    edit(example / "content/contents.yml", "      - rule:meeting\n", "      - rule:meeting\n      - rule:paste\n")
    return example


def letters(text: str) -> str:
    """The letters, digits and Chinese characters of a text."""
    return "".join(character for character in text if character.isalnum())


def typed() -> str:
    """What of the pasted text must be read: all but marks and the numbers of items, which a list makes of its own."""
    return letters(re.sub(r"(?m)^ *[12]\. |&#?[a-z0-9]+;|^\[\^1\]: |\[\^1\]|^## ", "", PASTED))


def test_pasted_text_is_no_mistake(pasted: Path) -> None:
    assert errors(check(pasted)) == []


def test_all_of_it_is_on_the_page_in_order(pasted: Path) -> None:
    shown = page(prepare(pasted), "sunny-garden/rules/paste/index.html")
    text = shown.split('<section class="text">')[1].split("</section>")[0]
    body = ElementTree.fromstring(re.sub(r"&nbsp;", " ", text[text.index("<div>") : text.rindex("</div>") + 6]))
    for mark in body.iter("sup"):
        mark.text = ""
    assert letters("".join(body.itertext())) == typed()


def test_all_of_it_is_on_the_sheet_and_within_its_edges(pasted: Path) -> None:
    build(Request(pasted, pasted / "build", ("rulebook-chapters",), ("sunny-garden",), 1))
    (file,) = (pasted / "build/rulebook").glob("*chapters*paste*.pdf")
    reader = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    sheet = letters("".join(leaf.extract_text() for leaf in reader.pages))
    asked = re.sub(r"(?m)^ *[12]\. |&#?[a-z0-9]+;|^(网址|\||\[\^1\]|节假日|## ).*$", "", PASTED)
    assert [line for line in map(letters, asked.splitlines()) if line not in sheet] == []
    assert "0" + "abcdefghij" * 12 not in sheet
    assert sheet.count("abcdefghij") >= 8
