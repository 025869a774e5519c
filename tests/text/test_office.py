"""Texts as an office types and pastes them: they come out as they looked, and no character is lost."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text import kept, markup
from generator.text.hidden import without


def shape(text: str) -> str:
    """What a text becomes, its outermost `div` and the line breaks between tags left out."""
    return re.sub(r"\s*\n\s*", "", markup.to_xhtml(text)).removeprefix("<div>").removesuffix("</div>")


def wrong(text: str) -> list[tuple[int, str]]:
    """Line and rule of each problem of a text."""
    return [(problem.location.line, problem.rule) for problem in markup.misuses(text, "x.md", 1)]


NESTED = "<ul><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ul>"
TABLE = "<table><thead><tr><th>乙</th><th>丙</th></tr></thead><tbody><tr><td>丁</td><td>戊</td></tr></tbody></table>"
NOTES = (
    "<p>甲<sup>〔1〕</sup>。乙<sup>〔二〕</sup>。</p><p><sup>〔1〕</sup>\u2003丙</p><p><sup>〔二〕</sup>\u2003丁</p>"
)


@pytest.mark.parametrize(
    ("text", "xhtml"),
    [
        # lines below one another
        ("甲\n乙", "<p>甲</p><p>乙</p>"),
        ("一、甲\n（一）乙\n1、丙\n1）丁\n(2) 戊\n① 己\n· 庚\n– 辛\n● 壬", "".join(f"<p>{line}</p>" for line in (
            "一、甲", "（一）乙", "1、丙", "1）丁", "(2) 戊", "① 己", "· 庚", "– 辛", "● 壬"))),
        ("甲  \n乙", "<p>甲<br />乙</p>"),
        # indents
        ("    甲", "<p>甲</p>"),
        ("　　甲\n　　乙", "<p>甲</p><p>乙</p>"),
        ("\t甲", "<p>甲</p>"),
        ("\xa0\xa0甲", "<p>甲</p>"),
        ("&emsp;&emsp;甲&ensp;乙", "<p>甲 乙</p>"),
        ("&#12288;&#12288;甲&#160;乙&#x3000;丙", "<p>甲 乙\u3000丙</p>"),
        # lists
        ("甲：\n- 乙\n- 丙\n丁", "<p>甲：</p><ul><li>乙</li><li>丙</li></ul><p>丁</p>"),
        ("甲：\n1. 乙\n2. 丙", "<p>甲：</p><ol><li>乙</li><li>丙</li></ol>"),
        ("1. 甲\n3. 乙\n4. 丙", '<ol><li>甲</li></ol><p>3. 乙</p><ol start="4"><li>丙</li></ol>'),
        ("1. 甲\n1. 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        ("2026. 3. 5", "<p>2026. 3. 5</p>"),
        ("0. 甲", "<p>0. 甲</p>"),
        ("- 甲\n  续\n- 乙", "<ul><li>甲<br />续</li><li>乙</li></ul>"),
        ("- 甲\n\n  续\n- 乙", "<ul><li><p>甲</p><p>续</p></li><li><p>乙</p></li></ul>"),
        ("- 甲\n　　乙", "<ul><li>甲</li></ul><p>乙</p>"),
        *((f"- 甲\n{' ' * by}- 乙\n{' ' * by}- 丙\n- 丁", NESTED) for by in (2, 3, 4, 8)),
        ("1. 甲\n   - 乙\n2. 丙", "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>"),
        ("1. 甲\n- 乙\n2. 丙", '<ol><li>甲</li></ol><ul><li>乙</li></ul><ol start="2"><li>丙</li></ol>'),
        ("- 甲\n    - 乙\n  - 丙\n- 丁", NESTED),
        ("- [ ] 甲", "<ul><li>[ ] 甲</li></ul>"),
        # tables, lines, headings
        ("甲：\n| 乙 | 丙 |\n| --- | --- |\n| 丁 | 戊 |\n己", f"<p>甲：</p>{TABLE}<p>己</p>"),
        ("甲\n---\n乙", "<p>甲</p><hr /><p>乙</p>"),
        ("甲\n## 乙\n丙", "<p>甲</p><h2>乙</h2><p>丙</p>"),
        ("## C#", "<h2>C#</h2>"),
        ("____", "<p>____</p>"),
        ("#5\n#1楼电梯\n##\n- #3", "<p>#5</p><p>#1楼电梯</p><p>##</p><ul><li>#3</li></ul>"),
        # quotations and what only looks like one
        ("> 甲\n> 乙", "<blockquote><p>甲</p><p>乙</p></blockquote>"),
        (">60岁\n> 70岁\n≥80岁\n>= 90", "<p>&gt;60岁</p><p>&gt; 70岁</p><p>≥80岁</p><p>&gt;= 90</p>"),
        # links' targets and what only looks like one
        ("写信到<a@b.example>", '<p>写信到<a href="mailto:a@b.example">a@b.example</a></p>'),
        ("a<b，5<x", "<p>a&lt;b，5&lt;x</p>"),
        ("看[](https://a.example/)", '<p>看<a href="https://a.example/">https://a.example/</a></p>'),
        ("[注]: 顺延一天", "<p>[注]: 顺延一天</p>"),
        ("[注]：顺延一天", "<p>[注]：顺延一天</p>"),
        ("[注]: https://a.example/", "<p>[注]: https://a.example/</p>"),
        ("见[甲]。\n[甲]: room:x", '<p>见<a href="room:x">甲</a>。</p>'),
        # notes
        ("甲[^1]。乙[^二]。\n[^二]: 丁\n[^1]: 丙", NOTES),
        ("甲[^9]。", "<p>甲<sup>〔9〕</sup>。</p>"),
        # meanings
        ("甲\n:   乙", "<dl><dt>甲</dt><dd>乙</dd></dl>"),
        ("：甲\n: 乙", "<dl><dt>：甲</dt><dd>乙</dd></dl>"),
        # stars and lines below words
        ("60*90厘米和80*120厘米", "<p>60*90厘米和80*120厘米</p>"),
        ("王**、李**、赵*", "<p>王**、李**、赵*</p>"),
        ("王*明、李*红", "<p>王*明、李*红</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("请**自带**身份证，**注意：**别忘", "<p>请<strong>自带</strong>身份证，<strong>注意：</strong>别忘</p>"),
        ("***甲***", "<p><strong>甲</strong></p>"),
        ("a_b_c、_甲_、__乙__", "<p>a_b_c、_甲_、__乙__</p>"),
        ("D:\\资料\\_表.doc 和 \\*", "<p>D:\\资料\\_表.doc 和 *</p>"),
    ],
)  # fmt: skip
def test_a_text_comes_out_as_it_looked(text: str, xhtml: str) -> None:
    assert shape(text) == xhtml
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("| 甲 | 乙 |\n| --- | --- |\n| 丙|丁 | 戊 |\n| 己 | 庚 | 辛 |\n| 壬 |", [3, 4, 5]),
        ("| 甲 | 乙 |\n| --- |\n| 丙 | 丁 |", [2]),
        ("|甲|乙|\n|丙|丁|", [1, 2]),
    ],
)
def test_a_row_with_too_many_or_too_few_cells_is_told(text: str, lines: list[int]) -> None:
    assert wrong(text) == [(line, "D026") for line in lines]


@pytest.mark.parametrize(
    "text",
    ["| 甲\\|乙 | 丙 |\n| --- | --- |\n| `a|b` | 丁 |", "| 甲 |\n| --- |\n| 乙 |", "甲 | 乙\n--- | ---\n丙 | 丁"],
)
def test_a_whole_table_is_not_told(text: str) -> None:
    assert "<table>" in markup.to_xhtml(text)
    assert wrong(text) == []


# --- whatever is typed -----------------------------------------------------------------------------------------------

WORDS = st.text("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸ABCabc0123456789，。、；：（）“”%…—", min_size=1, max_size=6)
BEGINNINGS = (
    "",
    "    ",
    "　　",
    "- ",
    "* ",
    "+ ",
    "  - ",
    "    - ",
    "1. ",
    "2. ",
    "12. ",
    "一、",
    "（一）",
    "1、",
    "①",
    "· ",
    "> ",
    ">",
    "## ",
    "### ",
    ": ",
    "[注]: ",
    "[^1]: ",
    "| ",
    "  ",
    "\t",
    "—— ",
    "●",
    "__",
    "**",
)
JOINTS = (
    "",
    " ",
    "*",
    "**",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "\\",
    "&emsp;",
    "&nbsp;",
    "~",
    "~~",
    "^",
    "=",
    "+",
    "-",
    "#",
    "\xa0",
    "　",
    "`",
)
ENDS = ("", "  ", " ", "：", "\\", " #", "|")
LINES = st.builds(
    lambda begin, words, joints, end: (
        begin + "".join(word + joint for word, joint in zip(words, [*joints, ""], strict=False)) + end
    ),
    st.sampled_from(BEGINNINGS),
    st.lists(WORDS, min_size=1, max_size=4),
    st.lists(st.sampled_from(JOINTS), min_size=3, max_size=3),
    st.sampled_from(ENDS),
)
BLOCKS = ("", "---", "***", "===", "| 甲 | 乙 |", "| --- | --- |", "|:-:|", "____")
TEXTS = st.lists(st.one_of(LINES, st.sampled_from(BLOCKS)), max_size=12).map("\n".join)


def letters(text: str) -> list[str]:
    """The letters, digits and Chinese characters of a text, in order."""
    return [character for character in text if character.isalnum()]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_character_reaches_the_page_or_a_line_is_named(text: str) -> None:
    """Counted here anew, with nothing of what the program itself counts."""
    if wrong(text):
        return
    typed = re.sub(r"(?m)^(?:[ \t\u3000\xa0]*(?:[-*+>:]|\d{1,3}\.)[ \t]+)+|&[a-z]+;", "", text)
    page = "".join(ElementTree.fromstring(markup.to_xhtml(text)).itertext())
    assert sorted(set(letters(typed))) == sorted(set(letters(typed)) & set(letters(page)))
    there = letters(page)
    assert all(letters(typed).count(character) <= there.count(character) for character in set(letters(typed)))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_lost_from_a_page_is_found(text: str) -> None:
    """Whatever of its words a page leaves out, the line that has them is named."""
    root = ElementTree.fromstring(markup.to_xhtml(text))
    paragraph = next((each for each in root.iter("p") if each.text and letters(each.text)), None)
    if paragraph is None or wrong(text):
        return
    gone = set(letters(paragraph.text or ""))
    paragraph.text = ""
    page = set(letters("".join(root.itertext())))
    if gone - page:
        assert list(kept.lost(without(text, *markup.COMMENT), ElementTree.tostring(root, "unicode")))
