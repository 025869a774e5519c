"""A number that a text says of what the handbook holds is that of today, and what the handbook cannot know is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools import edit

from generator.check.data.counts import NUMBER, committees_counted, counts_right, shared_counts, speaks_of_all
from generator.check.data.sayings import sayings
from generator.check.judge import check_data
from generator.check.tables import FACT_RULES
from generator.model.facts import SharedText
from generator.problem import Problem
from generator.read import remembered
from generator.read.files import load

HALL = "content/rooms/hall.md"
PROFILE = "committees/sunny-garden/committee.yml"
CONFIG = "site_config.yml"


def said_in(root: Path, file: str, old: str, new: str) -> list[Problem]:
    """What is told of numbers after an edit."""
    edit(root / file, old, new)
    return [problem for problem in check_data(load(root)) if problem.rule == "D029"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("共有7项制度", "写成 {{ counts.rules }}，程序会数"),
        ("这五项规章制度", "写成 {{ counts.rules }}，程序会数"),
        ("全部四个工作委员会", "写成 {{ counts.working_committees }}，程序会数"),
        ("这两份清单", "写成 {{ counts.lists }}，程序会数"),
        ("这20种证明", "写成 {{ counts.certificates }}，程序会数"),
        ("收录2份办事指南", "写成 {{ counts.services }}，程序会数"),
        ("共3间功能室", "写成 {{ counts.rooms }}，程序会数"),
        ("示例街道三个居委会", "改成两"),
    ],
)
def test_a_number_of_all_is_that_of_today(example: Path, words: str, hint: str) -> None:
    (problem,) = said_in(example, HALL, "也不用手机。", f"也不用手机。{words}。")
    assert (problem.severity, problem.hint) == ("warning", hint)
    assert problem.location.column == len("到窗口说您要办什么，不收费，也不用手机。") + 1 + next(
        place
        for place, sign in enumerate(words)
        if sign in "0123456789一二两三四五六七八九" and words[place - 1] != "全"
    )


@pytest.mark.parametrize(
    "words",
    [
        "共有6项制度",
        "这六项制度",
        "今年修订了3项制度",
        "第3项制度",
        "每3项制度订一本",
        "其中2项制度",
        "办2件事",
        "共有两个居委会",
        "两个居委会一起办",
        "{{ counts.rules }}项制度",
    ],
)
def test_a_right_number_and_one_of_some_are_left(example: Path, words: str) -> None:
    assert said_in(example, HALL, "也不用手机。", f"也不用手机。{words}。") == []


def test_of_many_a_number_that_is_near_was_right_once(repository: Path) -> None:
    handbook = load(repository)
    (text,) = (text for text in handbook.texts if text.source.file == "content/rules/reception.md")
    rules = len(handbook.rules)
    for number, wrong in ((rules, False), (rules - 1, True), (rules + 2, True), (2, False), (rules * 2, False)):
        text.__dict__.pop("passages", None)
        text.__dict__.pop("text", None)
        text.named(text.id, f"手册里{number}项制度。", "")
        assert bool(list(counts_right(handbook))) == wrong, number
    remembered.READ.clear()  # the text is remembered, and was changed where it stands


@pytest.mark.parametrize("words", ["下辖三个小区", "现有5名工作人员", "共1861户", "共4个片区"])
def test_a_committees_own_numbers_are_those_of_its_file(example: Path, words: str) -> None:
    (problem,) = said_in(example, PROFILE, "introduction: 办事", f"introduction: {words}。办事")
    assert problem.location.file == PROFILE


@pytest.mark.parametrize(
    "words", ["下辖两个小区", "现有4名工作人员", "共1860户", "三个小区里的老人", "一个小区、一栋楼"]
)
def test_what_a_committee_says_rightly_is_left(example: Path, words: str) -> None:
    assert said_in(example, PROFILE, "introduction: 办事", f"introduction: {words}。办事") == []


def test_the_settings_are_read_too(example: Path) -> None:
    (problem,) = said_in(example, CONFIG, "示例街道两个居委会", "示例街道21个居委会")
    assert problem.location.file == CONFIG


def test_where_one_was_merged_the_number_of_the_policy_is_named_too(example: Path) -> None:
    """Whoever counts anew in one place is told of the other, which G1 would tell next."""
    hint = said_in(example, CONFIG, "示例街道两个居委会", "示例街道三个居委会")[0].hint
    closed = example / "committees/former"
    closed.mkdir()
    (closed / "codes.yml").write_text("codes: []\neditions: []\n", "utf-8")
    about = 'name: 老桥\nnumber: "009"\ndate: 2026-01-31\nmerged_into: old-street\n'
    (closed / "dissolved.yml").write_text(about, "utf-8")
    (problem,) = [problem for problem in check_data(load(example)) if problem.rule == "D029"]
    assert problem.hint.startswith(f"{hint}；有撤并了的，policy.yml 的“")


def test_committees_are_not_counted_while_some_cannot_be_read(example: Path) -> None:
    """Then nobody knows how many there are."""
    assert committees_counted not in FACT_RULES


def test_no_shared_text_has_a_number_that_could_be_counted(repository: Path, example: Path) -> None:
    """What is right today is wrong when the next rule comes; the settings know no placeholders."""
    for root in (repository, example):
        handbook = load(root)
        called = "|".join(counted.called for counted in shared_counts(handbook) if counted.field)
        typed_by_hand = re.compile(rf"(?:共有?|全部|这|本书有)(?:{NUMBER}) ?(?:{called})")
        found = [
            saying.text
            for saying in sayings(handbook, typed_by_hand.search)
            if isinstance(saying.record, SharedText) and speaks_of_all(saying)
        ]
        assert found == []
