"""No place is blamed that the author cannot edit where a text of the author's is meant."""

from __future__ import annotations

from pathlib import Path

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
