"""The articles of a text: what they are called, how they read, and their words alone."""

from __future__ import annotations

import pytest

from generator.text.articles import HEADING, INTRODUCTION, Article, articles, plain, words_by_article
from generator.text.markup import to_xhtml

TEXT = """\
先看这里。

## 开门

**第一条**　八点开门：

- 先开灯
- 再开窗

**第二条**　几点关门：

| 哪天 | 几点 |
|---|---|
| 周一 | 五点 |

1. 关窗
2. 关灯

## 找谁

打电话。
"""


def test_the_articles_in_their_order_with_headings_marks_and_cells() -> None:
    assert articles(to_xhtml(TEXT)) == (
        Article(INTRODUCTION, "先看这里。"),
        Article(HEADING, "开门"),
        Article("第一条", "八点开门：\n• 先开灯\n• 再开窗"),
        Article("第二条", "几点关门：\n哪天：几点\n周一：五点\n1. 关窗\n2. 关灯"),
        Article(HEADING, "找谁"),
        Article("“找谁”", "打电话。"),
    )


def test_only_what_has_a_number_is_an_article_rather_than_what_stands_between() -> None:
    assert [article.numbered for article in articles(to_xhtml(TEXT))] == [False, False, True, True, False, False]


def test_the_words_of_each_article_in_one_line() -> None:
    assert words_by_article(to_xhtml(TEXT)) == {
        INTRODUCTION: "先看这里。",
        "第一条": "八点开门： 先开灯 再开窗",
        "第二条": "几点关门： 哪天 几点 周一 五点 关窗 关灯",
        "“找谁”": "打电话。",
    }


def test_an_article_whose_number_comes_again_is_two_articles_but_one_passage_of_words() -> None:
    text = to_xhtml("**第一条**　甲。\n\n**第一条**　乙。\n\n丙。")
    assert articles(text) == (Article("第一条", "甲。"), Article("第一条", "乙。\n丙。"))
    assert words_by_article(text) == {"第一条": "甲。 乙。 丙。"}


def test_a_list_within_an_item_is_read_after_the_words_of_the_item() -> None:
    assert articles("<div><ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul></div>") == (
        Article(INTRODUCTION, "• 甲\n• 乙\n• 丙"),
    )


@pytest.mark.parametrize("text", ["<div>第三条 关灯", "<div><p>第三条 关灯</div>", "<div>第三条 关灯</div><div>"])
def test_markup_that_somebody_spoilt_is_one_paragraph(text: str) -> None:
    assert words_by_article(text) == {"第三条": "关灯"}


def test_what_is_no_markup_is_one_paragraph_and_nothing_has_no_articles() -> None:
    assert words_by_article("第三条　关灯") == {"第三条": "关灯"}
    assert (articles(None), articles(""), words_by_article("")) == ((), (), {})


def test_the_words_of_a_text_without_its_tags() -> None:
    assert plain("<div>\n<p>甲 &lt; <a href='tel:1'>乙</a></p>\n</div>") == "甲 < 乙"
