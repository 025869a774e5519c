"""What people type and paste into values: it is read as they see it, or they are told what is wrong and where."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from generator.model.content import Calendar, Service
from generator.model.facts import Record, Text
from generator.problem import HandbookError, Problem
from generator.read import validation
from generator.read.comments import is_cut
from generator.read.signs import LOOKALIKES, SIMPLE_RADICALS

EXAMPLE = Path(__file__).parents[1] / "example"


class Card(Record):
    """A file of one text, and perhaps more of them."""

    value: Text
    more: tuple[Text, ...] = ()


def value(text: str) -> str:
    """What is read of a value that is written so."""
    return validation.read(f"value: {text}\nmore: [甲]\n".encode(), "file.yml", Card).value


def problems(text: str) -> list[Problem]:
    """What is said of a value that is written so."""
    with pytest.raises(HandbookError) as caught:
        value(text)
    return list(caught.value.problems)


# --- a quotation mark without its partner ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["“阳光路1号", "阳光路1号”", '"“阳光路1号"', "“阳光路“"])
def test_half_of_a_pair_of_quotation_marks_is_told(text: str) -> None:
    """It would be printed as it stands."""
    (problem,) = problems(text)
    assert (problem.rule, problem.location.line) == ("D006", 1)
    assert "没有成对" in problem.message


@pytest.mark.parametrize("text", ["打“一网通办”", "“甲”和“乙”", "屏幕10”"])
def test_quotation_marks_in_pairs_are_read(text: str) -> None:
    """Nobody is asked to do without."""
    assert value(text) == text


# --- a value that YAML would cut off ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", ["#2号门", "# 2号门", "#本月新增", "#A座", "  #5号楼", "#12", "# 第三层"])
def test_a_cut_value_is_told_where_it_is_cut(lost: str) -> None:
    """What stands behind the blank and the sign would be dropped."""
    (problem,) = problems(f"阳光路1号 {lost}")
    assert (problem.rule, problem.location.line) == ("D018", 1)
    assert problem.location.column == len("value: 阳光路1号 ") + lost.index("#") + 1
    assert f'"阳光路1号 {lost}"' in problem.hint


@pytest.mark.parametrize(
    "comment", ["# 备注", "  # 备注", "  #备注", "  # 5号楼的", "  # 2026年改", "\t# 备注", "##", "#"]
)
def test_a_comment_stays_a_comment(comment: str) -> None:
    """Nobody is asked to do without."""
    assert value(f"阳光路1号 {comment}") == "阳光路1号"


@pytest.mark.parametrize("text", ["甲 #2", "甲 # 2号门", "#2号门"])
def test_within_quotes_nothing_is_cut(text: str) -> None:
    """What the hint advises is right; and so is a text in a block, or a sign without a blank before it."""
    assert value(f'"{text}"') == value(f"'{text}'") == value(f"|-\n  {text}") == text
    assert value("C#语言") == "C#语言"


def test_a_line_of_a_value_that_begins_with_a_number_is_not_lost() -> None:
    assert [problem.rule for problem in problems("阳光路1号\n  #2号门\n")] == ["D018"]
    assert [problem.rule for problem in problems("|-\n  甲\n  #2号门\nother: #2号门")] == ["D012", "D018"]


def test_the_advice_to_write_a_comment_always_helps() -> None:
    """Two blanks before, one behind: a comment, whatever it says."""
    assert not any(is_cut(f"甲  # {words}", "  ", 3) for words in ("5号楼", "12", "第三层", "甲"))


# --- a value over several lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("办事进一楼大厅\n  全科社工窗口一个人\n  问到底。", "办事进一楼大厅全科社工窗口一个人问到底。"),
        (">\n  办事进一楼大厅\n  全科社工窗口一个人\n  问到底。\n", "办事进一楼大厅全科社工窗口一个人问到底。"),
        ('"办事\n  进一楼"', "办事进一楼"),
        ("'办事''\n  进一楼'", "办事'进一楼"),
        ("打 021-5555-0101\n  或 12345", "打 021-5555-0101或 12345"),
        ("one\n  two", "one two"),
        ("用 Word\n  and\n  Excel 写", "用 Word and Excel 写"),
        ("说“甲”\n  “乙”", "说“甲”“乙”"),
        (">\n  甲\n  乙\n\n  丙\n  丁\n", "甲乙\n丙丁"),
        ('"甲\\\n  乙 one\n  two"', "甲乙 one two"),
        ("|\n  甲\n  乙\n", "甲\n乙\n"),
        (">-\n  甲\n    乙\n  丙", "甲\n  乙\n丙"),
        # lines of a list stay apart
        ("甲：\n  - 乙\n  - 丙", "甲：\n- 乙\n- 丙"),
        ("甲\n  ● 乙", "甲\n● 乙"),
        ("甲：\n  一、乙\n  二、丙", "甲：\n一、乙\n二、丙"),
        (">\n  1. 甲\n  2. 乙\n", "1. 甲\n2. 乙"),
        ("服务统\n  一、规范", "服务统一、规范"),
        ("共\n  1.5米\n  2.5米", "共1.5米2.5米"),
    ],
)
def test_lines_are_joined_as_chinese_is(written: str, read: str) -> None:
    """No blank beside a Chinese character; a literal text keeps its lines."""
    assert value(written) == read


def test_lines_within_brackets_are_joined_too() -> None:
    card = validation.read("value: x\nmore: [甲\n  乙, {}]\n".replace(", {}", "").encode(), "file.yml", Card)
    assert card.more == ("甲乙",)


# --- signs that look like others, or like nothing --------------------------------------------------------------------


def test_what_pdf_and_office_give_is_read_as_what_it_looks_like() -> None:
    """Kangxi radicals, other radicals, compatibility characters, letters and digits of full width."""
    assert value("⼀楼⼤厅，全科社⼯窗⼝⼀个⼈") == "一楼大厅，全科社工窗口一个人"
    assert value("⺠⽣⻓⻔⻋") == "民生长门车"
    assert value("\uf9b4\ufa0c（Ａ座１２楼）") == "領兀（A座12楼）"
    assert value("甲：乙；丙，丁！") == "甲：乙；丙，丁！"
    assert value("\uf0b7甲\uf0d8乙\uf0fc") == "•甲•乙✓", "as Word copies what stands before the lines of a list"
    assert value("甲\t乙") == "甲 乙", "as a cell of a spreadsheet holds it"


@pytest.mark.parametrize("key", ["Year", "YEAR", "year", "年份"])
def test_a_key_may_have_capital_letters(key: str) -> None:
    """Word and WPS begin lines with one."""
    text = (EXAMPLE / "content/calendar/2027.yml").read_text("utf-8").replace("year:", f"{key}:")
    assert validation.read(text.encode(), "file.yml", Calendar).year == 2027


def test_a_line_of_full_width_blanks_is_empty() -> None:
    """To everybody who looks at it."""
    assert validation.read("value: 甲\n　　\nmore: [乙]\n".encode(), "file.yml", Card).more == ("乙",)


def test_the_table_keeps_places() -> None:
    """One character for one, so that columns are true."""
    assert all(len(meant) == 1 for meant in LOOKALIKES.values())
    assert len(set(SIMPLE_RADICALS[::2])) == len(SIMPLE_RADICALS) // 2
    assert all("⺀" <= radical <= "⻳" for radical in SIMPLE_RADICALS[::2])


def test_a_text_below_a_front_matter_is_read_so_too() -> None:
    """In Markdown as in values."""
    raw = (EXAMPLE / "content/services/library-card.md").read_text("utf-8").replace("借书证在", "借书证⼀张在")
    assert "借书证一张在" in validation.read_text(raw.encode(), "file.md", Service)[1]
    with pytest.raises(HandbookError) as caught:
        validation.read_text(raw.replace("⼀张", "\u200b").encode(), "file.md", Service)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D002", "“借书证”后面有看不见的字符（U+200B，零宽空格）")


@pytest.mark.parametrize("sign", "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff\ufe0f\u061c\u180e\U000e0100")
def test_an_invisible_sign_is_told_with_its_neighbours(sign: str) -> None:
    """In a key and in a value, once a line, all lines at once."""
    raw = f"va{sign}lue: 甲{sign}乙{sign}\nmore: [丙{sign}]\n"
    with pytest.raises(HandbookError) as caught:
        validation.read(raw.encode(), "file.yml", Card)
    first, second = caught.value.problems
    assert first.rule == second.rule == "D002"
    assert f"U+{ord(sign):04X}" in first.message and "“va”后面" in first.message
    assert (first.location.column, second.location.line, second.location.column) == (3, 2, 9)
    assert "[丙" in second.message


@pytest.mark.parametrize("blank", "\u00a0\u2002\u2003\u2009\u202f\u3000")
def test_blanks_at_the_edges_are_taken_away(blank: str) -> None:
    """They say nothing and do no harm, not even before a colon."""
    card = validation.read(f"value{blank}: {blank}甲{blank}\nmore: [{blank}乙{blank}]\n".encode(), "file.yml", Card)
    assert (card.value, card.more) == ("甲", ("乙",))


def test_a_blank_of_no_break_may_stand_for_any_other() -> None:
    """Behind a colon, and in front of a key."""
    assert validation.read("value:\u00a0甲\u00a0乙\nmore:\n\u00a0 - 丙".encode(), "file.yml", Card).value == "甲 乙"


# --- nothing vanishes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{value: 1,000元}", "{value: 甲，乙: 丙}", "value: 甲\nmroe:\n"])
def test_no_word_without_a_value_vanishes(text: str) -> None:
    """A key that nobody knows is told although it is blank."""
    with pytest.raises(HandbookError):
        validation.read(text.encode(), "file.yml", Card)


def test_a_full_width_indent_of_a_first_key_silences_nothing_else() -> None:
    with pytest.raises(HandbookError) as caught:
        validation.read("　value: 甲\nmroe: [乙]\n".encode(), "file.yml", Card)
    assert [problem.rule for problem in caught.value.problems] == ["D006", "D012"]


@pytest.mark.parametrize("text", ["“三会”是什么", "“甲”和“乙”", '"“三会”"', "【三会】"])
def test_chinese_quotes_within_a_text_are_text(text: str) -> None:
    assert value(text) == text.strip('"')


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: " + "x[ " * 200_000 + "y: z}\n b",
        'a: "b" x' + " \t" * 200_000 + "c\n - d",
        "a: {" + ", ".join(f"x{number}" for number in range(990)) + ", " + "y" * 800_000 + "}",
        "value: [" + '"x #", ' * 40_000 + '"y"]',
        "value: x\n" + "  乙 b\n" * 140_000,
    ],
    ids=lambda text: text[:12],
)
def test_long_lines_and_values_take_no_longer(text: str) -> None:
    """Whoever looks for a cause looks once."""
    start = time.perf_counter()
    with contextlib.suppress(HandbookError):
        validation.read(text.encode(), "file.yml", Card)
    assert time.perf_counter() - start < 8
