"""The words that templates share: what is missing, unknown or without its gaps is said at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit, line_of, templates_to_edit

from generator.model.words import PAGE_IDS, OwnPages, Pages, page_words
from generator.problem import HandbookError, Problem
from generator.read.files import load, read_file


def problems(root: Path, file: str, old: str, new: str) -> list[Problem]:
    """What is said once a passage of a file of words is another."""
    templates_to_edit(root)
    edit(root / "templates/shared" / file, old, new)
    with pytest.raises(HandbookError) as raised:
        load(root)
    return list(raised.value.problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "words"),
    [
        ("words.yml", "  entrance: 入口在{side}边\n", "", "D011", "缺少“entrance”"),
        ("words.yml", "入口在{side}边", "入口在旁边", "D014", "一句话，里面有{side}各一处"),
        ("words.yml", "入口在{side}边", "入口在{side}边{side}", "D014", "一句话，里面有{side}各一处"),
        ("words.yml", "入口在{side}边", "入口在{side}边{", "D014", "一句话，里面有{side}各一处"),
        ("words.yml", "入口在{side}边", "入口在{place}边", "D014", "一句话，里面有{side}各一处"),
        ("words.yml", "{committee}{company}。", "{committee}。", "D014", "里面有{committee}、{company}各一处"),
        ("words.yml", "  entrance: ", "  entranse: ", "D012", "不认识“entranse”"),
        ("pages.yml", "find:\n  title: 查找\n", "", "D011", "缺少“find”"),
        ("pages.yml", "  title: 查找\n", "  titel: 查找\n", "D012", "不认识“titel”"),
        ("labels.yml", "  address: 地址\n", "  address: [地址]\n", "D010", "应当是一个值"),
        ("labels.yml", "  front: 封面和编写说明\n", "", "D011", "缺少“front”"),
        ("pinyin.yml", "单: shan", "单: shàn", "D014", "不写声调的音节"),
    ],
)
def test_a_mistake_in_the_words(example: Path, file: str, old: str, new: str, rule: str, words: str) -> None:
    found = problems(example, file, old, new)
    assert {problem.location.file for problem in found} == {f"templates/shared/{file}"}
    assert (rule, True) in [(problem.rule, words in problem.message) for problem in found], found


def test_a_file_of_words_that_is_not_there_is_missed(example: Path) -> None:
    templates_to_edit(example)
    (example / "templates/shared/labels.yml").unlink()
    with pytest.raises(HandbookError) as raised:
        load(example)
    assert [(one.rule, one.location.file) for one in raised.value.problems] == [("D034", "templates/shared/labels.yml")]


def test_the_line_of_a_mistake_is_named(example: Path) -> None:
    (found,) = problems(example, "words.yml", "入口在{side}边", "入口在旁边")
    assert found.location.line == line_of(example / "templates/shared/words.yml", "入口在旁边")


def test_own_words_stand_first_and_once(repository: Path) -> None:
    usual = read_file(repository / "templates/shared/pages.yml", "templates/shared/pages.yml", Pages)
    own = OwnPages.model_validate({"pages": {"rules": {"title": "规矩", "also_called": ["老规矩", "制度"]}}})
    words = page_words(usual, own)
    assert tuple(words) == PAGE_IDS
    assert (words["rules"].title, words["rules"].sentence) == ("规矩", usual.rules.sentence)
    assert words["rules"].also_called == ("老规矩", "制度", "规定", "规矩")
    assert words["working-committees"] == usual.working_committees
