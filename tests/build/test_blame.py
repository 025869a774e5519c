"""No place is blamed that the author cannot edit where a text of the author's is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import line_of

from generator.build.blame import OF_TEXTS, at_the_authors
from generator.model.handbook import Handbook
from generator.problem import Location, Problem
from generator.products.product import print_file

BOARD = print_file("board", "old-street", "board.typ")


def blamed(handbook: Handbook, message: str, file: str = OF_TEXTS) -> Problem:
    """What is said of a board of which a template complains."""
    (problem,) = at_the_authors(handbook, BOARD, [Problem(Location(file, 16, 3), "D041", message, "排的是……")])
    return problem


def test_a_text_that_cannot_be_printed_is_told_at_its_line(handbook: Handbook, example: Path) -> None:
    words = "记下时间、地点、到会的人和定下的事。"
    problem = blamed(handbook, f"“议事”正文里有印刷版不认识的元素 <pre>：“{words}\n别的”")
    file = "content/rules/meeting.md"
    assert problem.location == Location(file, line_of(example / file, words))
    assert "排的是" not in problem.hint, "of a shared text the same is said whichever sheet it is on"


def test_a_text_that_is_nowhere_is_the_committees(handbook: Handbook) -> None:
    assert blamed(handbook, "元素 <pre>：“哪里也没有这句话呀”").location == Location(
        "committees/old-street/committee.yml"
    )


def test_another_committees_text_is_never_blamed(handbook: Handbook, example: Path) -> None:
    assert "阳光花园" in (example / "committees/sunny-garden/committee.yml").read_text("utf-8")
    place = blamed(handbook, "元素 <pre>：“阳光花园居民区”").location.file
    assert not place.startswith("committees/sunny-garden/")


def test_a_mistake_of_a_template_stays_the_templates(handbook: Handbook) -> None:
    assert (
        blamed(handbook, "排版模板出错：“甲”", "templates/board/board.typ").location.file == "templates/board/board.typ"
    )


def overfull(handbook: Handbook, message: str) -> Location:
    """Where a board that does not fit is said to be mended; the template knows only the committee."""
    chief = Location("committees/old-street/committee.yml")
    (problem,) = at_the_authors(handbook, BOARD, [Problem(chief, "D050", f"放不下：{message}", "写短些")])
    return problem.location


@pytest.mark.parametrize(
    ("message", "file", "passage"),
    [
        (
            "“全能窗口”一栏；最长的是“大厅1号…”（7505字）、“孙示例”（3字）",
            "committees/old-street/hours.yml",
            "大厅1号台",
        ),
        ("“老人吃午饭、送餐”的办事指南用最小的字排两面", "content/services/lunch.md", "title:"),
        ("“编者的话”一栏；最长的是“本书放在大厅门口…”（70字）", "content/contents.yml", "  - 本书放在"),
        ("居委会的名称需要 900 mm，只有 700 mm", "committees/old-street/committee.yml", "name: 老街"),
        ("网址需要 90 mm，只有 70 mm", "site_config.yml", "site_url:"),
    ],
)
def test_what_does_not_fit_is_told_where_it_is_written(
    handbook: Handbook, example: Path, message: str, file: str, passage: str
) -> None:
    place = overfull(handbook, message)
    assert (place.file, place.line) == (file, line_of(example / file, passage))


def test_a_form_that_does_not_fit_is_told_in_its_file(handbook: Handbook) -> None:
    message = "空白表单“走访记录”（content/forms/diary.md）需要 300 mm，一页只有 250 mm"
    assert overfull(handbook, message).file == "content/forms/diary.md"


def test_what_nobody_can_place_is_the_committees(handbook: Handbook) -> None:
    assert overfull(handbook, "31张门牌排成了32页") == Location("committees/old-street/committee.yml")
