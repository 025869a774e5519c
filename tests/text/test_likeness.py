"""Titles that say the same in other words are found alike, and such that only share a word are not."""

from __future__ import annotations

import pytest

from generator.text.likeness import plain, share_said

SAME = (("养犬", "养狗", "犬只"), ("老人", "长者"))
DOGS = tuple(plain(words, SAME) for words in ("养犬登记、年检", "狗证", "犬证年检"))


@pytest.mark.parametrize(
    "title", ["办理养狗登记和年检", "协助养犬登记", "年检、登记（养狗）", "养犬登记年检", "代办犬只登记与年检"]
)
def test_a_title_in_other_words_is_said_by_the_catalogue(title: str) -> None:
    assert share_said(plain(title, SAME), DOGS) >= 0.8


@pytest.mark.parametrize(
    "title", ["长者防跌倒问卷", "遛狗不牵绳的劝阻", "电动车登记上牌提醒", "年检过期的电梯", "登记簿"]
)
def test_a_title_that_shares_a_word_is_another_affair(title: str) -> None:
    assert share_said(plain(title, SAME), DOGS) < 0.8


def test_a_title_of_nothing_but_the_words_of_any_title_is_like_none() -> None:
    assert plain("协助办理有关服务事项") == ""
    assert share_said("", DOGS) == 0
    assert share_said("养", DOGS) == 0
