"""What is said to an author: place, words, order."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

from generator.problem import HandbookError, Location, Places, Problem, Source, errors, in_order

PLACE = Location("committees/x/committee.yml", 6, 22)


def test_text_is_place_words_and_hint() -> None:
    """The place comes first, so that terminals and editors make a link of it."""
    problem = Problem(PLACE, "N3", "“甲居委会”不是规范名称", "应为“甲社区居民委员会”", clause="二（一）")
    assert problem.text() == (
        "committees/x/committee.yml:6:22: 错误 [N3] “甲居委会”不是规范名称\n"
        "    提示：应为“甲社区居民委员会”（二（一））"
    )


def test_text_without_hint_is_one_line() -> None:
    """Nothing to advise, nothing said; a clause alone is still named."""
    assert Problem(PLACE, "G1", "少了", severity="warning").text() == f"{PLACE.file}:6:22: 警告 [G1] 少了"
    assert (
        Problem(PLACE, "G1", "少了", severity="info", clause="一").text().endswith("提醒 [G1] 少了\n    提示：（一）")
    )


def test_record_has_the_promised_keys() -> None:
    """The keys of `handbook check --format json`."""
    assert Problem(PLACE, "D011", "缺少“name”", "加一行", committee="x").record() == {
        "rule": "D011",
        "severity": "error",
        "file": "committees/x/committee.yml",
        "line": 6,
        "column": 22,
        "message": "缺少“name”",
        "hint": "加一行",
        "clause": "",
        "committee": "x",
        "stops": True,
    }


def test_in_order_by_place_and_each_once() -> None:
    """Lines are numbers, not words: 9 comes before 10."""
    places = [Location("b.yml", 1), Location("a.yml", 10), Location("a.yml", 9, 5), Location("a.yml", 9, 2)]
    found = in_order([Problem(place, "D010", "x") for place in (*places, *places)])
    assert [problem.location for problem in found] == places[::-1]


def test_errors_are_what_stops_a_build() -> None:
    """Warnings and reminders do not."""
    problems = [Problem(PLACE, "X", word, severity=word) for word in ("error", "warning", "info")]
    assert errors(problems) == problems[:1]


def test_handbook_error_says_everything_and_travels() -> None:
    """A worker process hands it over by pickling."""
    problems = [Problem(Location("b.yml"), "D010", "乙"), Problem(Location("a.yml"), "D010", "甲", "改")]
    error = pickle.loads(pickle.dumps(HandbookError(problems)))
    assert isinstance(error, HandbookError)
    assert error.problems == (problems[1], problems[0])
    assert str(error) == f"{problems[1].text()}\n{problems[0].text()}"


def test_source_falls_back_to_the_nearest_parent() -> None:
    """What is not in the file is pointed at where it belongs."""
    source = Source("a.yml", Places.of({(): (1, 1), ("staff",): (2, 8), ("staff", 0): (3, 5)}, {("staff",): (2, 1)}))
    assert source.at("staff", 0, "posts", 1) == Location("a.yml", 3, 5)
    assert source.at("phone") == Location("a.yml", 1, 1)
    assert source.key("staff") == Location("a.yml", 2, 1)
    assert source.key("staff", 0, "name") == Location("a.yml", 3, 5)
    assert Source("a.yml").at("name") == Location("a.yml", 1, 1)


def test_no_message_names_a_command_as_nobody_typed_it() -> None:
    """Whoever starts the program otherwise than as `handbook` cannot type that; `to_type` knows what they can."""
    program = Path(__file__).resolve().parent.parent / "generator"
    typed = re.compile("handbook (build|issue|status|check|serve)")
    chinese = re.compile("[\u3000-\uffef]")
    found = {
        f"{module.name}:{node.lineno}"
        for module in program.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if typed.search(node.value) and chinese.search(node.value)
    }
    assert found == set()
