"""A text makes a point in one sentence that is not taken back, with the number that the policy gives."""

from __future__ import annotations

import pytest

from generator.check.policy.texts import point_of
from generator.model.handbook import Handbook

MADE = {
    "不得|不准 擅自离岗": ("上班不得擅自离岗", "不准迟到，也不准擅自离岗"),
    "请假 街道有关规定": ("请假、休假按照街道有关规定执行",),
    "从知道起{duty.report_minutes}分钟内": ("从知道起45分钟内打电话", "从知道起四十五分钟内打电话"),
    "每年{guides.checked_months.0}月、{guides.checked_months.1}月": ("每年3月、9月全部核对一遍",),
}
NOT_MADE = {
    "不得|不准 擅自离岗": ("可以擅自离岗", "不得迟到", "坚守岗位"),
    "请假 街道有关规定": ("请假不用照街道有关规定", "街道有关规定不作要求，请假自便"),
    "坚守岗位": ("不用坚守岗位", "坚守岗位不作要求", "取消坚守岗位的要求"),
    "从知道起{duty.report_minutes}分钟内": ("从知道起30分钟内打电话", "从知道起分钟内"),
}
OTHER_NUMBER = {
    "从知道起30分钟内打电话": "从知道起30分钟内",
    "从知道起四十分钟内打电话": "从知道起四十分钟内",
    "从知道起45分钟内打电话": "",
    "60分钟内到场": "",
}


@pytest.mark.parametrize(("words", "sentence"), [(words, each) for words, all_ in MADE.items() for each in all_])
def test_a_sentence_makes_a_point(handbook: Handbook, words: str, sentence: str) -> None:
    assert point_of(handbook.policy, words).made_in(sentence)


@pytest.mark.parametrize(("words", "sentence"), [(words, each) for words, all_ in NOT_MADE.items() for each in all_])
def test_a_sentence_that_has_the_words_need_not_make_the_point(handbook: Handbook, words: str, sentence: str) -> None:
    assert not point_of(handbook.policy, words).made_in(sentence)


def test_another_number_is_told_where_it_stands(handbook: Handbook) -> None:
    point = point_of(handbook.policy, "从知道起{duty.report_minutes}分钟内")
    assert {sentence: point.other_number_in(sentence) for sentence in OTHER_NUMBER} == OTHER_NUMBER
    assert point.told == "从知道起45分钟内"
