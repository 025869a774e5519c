"""Help pages: lines that fit the console, broken where Chinese may be broken."""

from __future__ import annotations

import pytest

from generator.cli.help_page import HelpPage, columns, wrapped


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("居委会", 6), ("“好”", 6), ("A4，横", 6), ("", 0)])
def test_a_chinese_character_takes_two_columns(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五", 6, ["一二三", "四五"]),
        ("一二三，四五", 6, ["一二", "三，四", "五"]),
        ("一二“三”四", 6, ["一二", "“三”", "四"]),
        ("做 website 网站", 8, ["做", "website", "网站"]),
        ("website", 3, ["website"]),
        ("一二\n三", 20, ["一二", "三"]),
        ("", 20, []),
    ],
)
def test_lines_break_between_characters_but_not_before_a_mark_nor_in_a_word(
    text: str, width: int, lines: list[str]
) -> None:
    assert list(wrapped(text, width)) == lines


def test_what_terms_mean_stands_in_one_column() -> None:
    page = HelpPage(width=30)
    with page.section("选项"):
        page.write_dl([("--to 文件夹", "成品放在哪个文件夹"), ("--open", "打开浏览器"), ("--by", "")])
    assert page.getvalue() == (
        "选项：\n  --to 文件夹  成品放在哪个文\n               件夹\n  --open       打开浏览器\n  --by\n"
    )


def test_a_very_long_term_stands_on_a_line_of_its_own() -> None:
    page = HelpPage(width=40)
    page.write_dl([("--a", "短"), ("--a-very-long-option", "长")], col_max=6)
    assert page.getvalue() == "--a     短\n--a-very-long-option\n        长\n"
