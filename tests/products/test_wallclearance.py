"""The list of cleared walls: what hung where, when it came off, where it stands now, and what still hangs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tools import edit, planned

from generator.model.handbook import Handbook
from generator.products import wallclearance
from generator.products.catalogue import FORMS, carried_words
from generator.products.says import drawn
from generator.read.files import load

GARDEN, STREET = "sunny-garden", "old-street"


def walls(handbook: Handbook, slug: str = GARDEN) -> dict[str, Any]:
    """What a committee's list says."""
    return drawn(wallclearance.wallclearance(planned(handbook).briefs[slug]))


def overview(handbook: Handbook) -> dict[str, Any]:
    """What the list of all says."""
    return drawn(wallclearance.overview(planned(handbook).subdistrict_brief))


def register(root: Path, old: str, new: str, slug: str = GARDEN) -> Handbook:
    """The example with another register."""
    edit(root / "committees" / slug / "register.yml", old, new)
    return load(root)


def test_walls_are_counted_from_the_first_day_to_the_last(example: Path) -> None:
    handbook = register(example, "  - {date: 2026-10-20, rules: 1}\n", "")
    handbook = register(example, "walls:\n", "walls:\n  - {date: 2026-10-20, rules: 1}\n")
    assert walls(handbook)["counted"] == [
        {"date": "2026年1月10日", "rules": 3},
        {"date": "2026年5月30日", "rules": 2},
        {"date": "2026年10月20日", "rules": 1},
    ]


def test_what_came_off_has_its_place_its_chapter_and_the_code_of_its_page(handbook: Handbook) -> None:
    first, second = walls(handbook)["removed"]
    assert (first["title"], first["place"], first["removed"]) == ("接待群众制度", "大厅窗口右边", "2026年3月20日")
    assert first["chapter"] == {"number": "第5章", "title": "接待群众制度"}
    pages = planned(handbook).plan.committees[GARDEN]
    assert first["code"]["number"] == pages.code("rule", "reception").code
    assert second["place"] is None
    assert second["chapter"] == {"number": "第11章", "title": "社区议事室"}
    assert second["code"]["url"] == f"https://HANDBOOK.EXAMPLE/{pages.code('room', 'council').code}/"


def test_a_chapter_is_numbered_as_in_the_committees_own_rulebook(handbook: Handbook) -> None:
    ready = planned(handbook, ["rulebook"])
    for slug in (GARDEN, STREET):
        artifact = next(each for each in ready.plan.artifacts if each.committee == slug)
        data = drawn(FORMS["rulebook"].data(ready.briefs[slug], artifact))
        numbers = {chapter["title"]: chapter["number"] for part in data["parts"] for chapter in part["chapters"]}
        for rule in walls(handbook, slug)["removed"]:
            assert rule["chapter"]["number"] == f"第{numbers[rule['chapter']['title']]}章"


def test_what_no_chapter_has_is_said_to_be_in_none(example: Path) -> None:
    handbook = register(example, '"rule:reception"', '"rule:nothing"')
    first = walls(handbook)["removed"][0]
    assert (first["chapter"], first["code"]) == (None, None)
    assert overview(handbook)["totals"]["unbound"] == 1


def test_what_is_for_the_staff_only_is_in_no_book_that_residents_read(example: Path) -> None:
    edit(example / "content/rules/reception.md", "---\ntitle:", "---\npublic: 否\ntitle:")
    first = walls(load(example))["removed"][0]
    assert (first["chapter"], first["code"]) == (None, None)


def test_boards_with_rules_still_hang_with_their_reason(handbook: Handbook) -> None:
    data = walls(handbook)
    assert data["hanging"] == [
        {
            "kind": "海报架",
            "place": "阅览室门后",
            "holds": ["制度牌"],
            "owner": "示例区图书馆",
            "reason": "图书馆要求借书的规则挂在书架旁。",
            "filing_number": "示例备〔2026〕3号",
            "valid_until": "2027年2月28日",
        }
    ]
    assert (data["left"], data["allowed"], data["unregistered"]) == (1, 1, 0)


def test_rules_under_another_word_hang_too_and_a_place_to_read_them_does_not(example: Path) -> None:
    edit(example / "content/policy.yml", "no_rules: [守则汇编]", "no_rules: [守则汇编, 制度牌]")
    assert walls(load(example))["hanging"] == []
    kept = walls(register(example, "holds: [居务公开]", "holds: [居务公开, 接待守则]"))["hanging"]
    assert [board["holds"] for board in kept] == [["居务公开", "接待守则"]]


@pytest.mark.parametrize(("left", "unregistered"), [(0, 0), (1, 0), (4, 3)])
def test_what_was_counted_and_is_on_no_board_has_a_line_to_write_on(
    example: Path, left: int, unregistered: int
) -> None:
    data = walls(register(example, "2026-10-20, rules: 1", f"2026-10-20, rules: {left}"))
    assert (data["left"], data["unregistered"]) == (left, unregistered)


def test_a_committee_that_never_counted_is_told(example: Path) -> None:
    handbook = register(example, "walls:\n  - {date: 2026-10-20, rules: 0}\n", "", STREET)
    data = walls(handbook, STREET)
    assert (data["counted"], data["left"]) == ([], None)
    assert overview(handbook)["totals"]["uncounted"] == 1


def test_the_office_has_all_walls_in_one_list(handbook: Handbook) -> None:
    data = overview(handbook)
    assert [one["name"] for one in data["committees"]] == ["老街", "阳光花园"]
    assert data["totals"] == {"first": 3, "left": 1, "removed": 3, "uncounted": 0, "unbound": 0}
    garden = data["committees"][1]
    assert [one["rules"] for one in garden["counted"]] == [3, 1]
    code = walls(handbook)["removed"][0]["code"]
    assert garden["removed"][0]["address"] == code["plain"]


def test_the_policy_says_where_it_asks_for_it(handbook: Handbook) -> None:
    assert walls(handbook)["clause"] == overview(handbook)["clause"] == "第五条"


def test_the_codes_of_the_plan_are_those_it_prints(handbook: Handbook) -> None:
    ready = planned(handbook, ["wallclearance"])
    codes = {artifact.path: artifact.codes for artifact in ready.plan.artifacts}
    printed = [rule["code"]["number"] for rule in walls(handbook)["removed"]]
    assert codes == {
        "wallclearance/overview.pdf": (),
        "wallclearance/old-street.pdf": codes["wallclearance/old-street.pdf"],
        "wallclearance/sunny-garden.pdf": tuple(printed),
    }


def test_it_stays_in_the_office() -> None:
    assert "wallclearance" not in carried_words()
