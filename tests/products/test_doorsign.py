"""Door signs: what they say of each room, and that each is one readable page."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from test_print import MM, sizes
from tools import EDITION, TEMPLATES, edit, with_drawn_symbols
from verify_build import accessible_wrong, decoded

from generator.build.prints import print_sheet
from generator.codes.pages import CommitteePages, committee_pages
from generator.model.handbook import Handbook
from generator.paper.sheet import Sheet
from generator.problem import HandbookError
from generator.products import doorsign as doorsign_
from generator.products.doorsign import doorsign_codes
from generator.products.says import drawn
from generator.read.files import load
from generator.text import chinese, placeholder

COMMITTEES = ("old-street", "sunny-garden")


def pages_of(handbook: Handbook, slug: str) -> CommitteePages:
    """The pages of one committee."""
    return committee_pages(handbook, next(one for one in handbook.committees if one.slug == slug))


def doorsign(handbook: Handbook, slug: str) -> dict[str, Any]:
    """The data of a committee's door signs."""
    pages = pages_of(handbook, slug)
    return drawn(doorsign_.doorsign(handbook, pages, placeholder.values(handbook, pages.committee)))


def signs(handbook: Handbook, slug: str) -> dict[str, dict[str, Any]]:
    """A committee's door signs by the room's id."""
    return {sign["id"]: sign for sign in doorsign(handbook, slug)["signs"]}


def printed(root: Path, slug: str) -> bytes:
    """A committee's door signs as they are printed."""
    data = with_drawn_symbols(doorsign(load(root), slug)) | {"edition": EDITION}
    subject = f"committees/{slug}/committee.yml"
    found = print_sheet(Sheet(f"doorsign/{slug}.pdf", root / "templates", None, "doorsign/doorsign.typ", data, subject))
    assert found.leaks == ()
    return found.content


# --- what they say ---------------------------------------------------------------------------------------------------


def test_every_room_has_a_sign_and_then_every_space_of_the_committees_own(handbook: Handbook) -> None:
    assert [*signs(handbook, "sunny-garden")] == [
        "hall",
        "council",
        "reading",
        "exercise",
        "after-school",
        "tool-corner",
    ]


def test_a_room_a_committee_does_not_have_has_no_door_for_a_sign(example: Path) -> None:
    rooms = example / "committees/old-street/rooms.yml"
    edit(rooms, "  - id: exercise\n    capacity: 6\n", "")
    edit(rooms, "    hours: [{days: 周六, opens: 9:00, closes: 10:00}]\n    contact: 周范例\n", "")
    assert [*signs(load(example), "old-street")] == ["hall", "council", "reading"]


@pytest.mark.parametrize("slug", COMMITTEES)
def test_a_sign_prints_the_one_code_of_its_room(handbook: Handbook, slug: str) -> None:
    found = [sign["code"]["number"] for sign in doorsign(handbook, slug)["signs"]]
    assert tuple(found) == doorsign_codes(handbook, pages_of(handbook, slug))
    assert len(set(found)) == len(found) >= 4


@pytest.mark.parametrize("slug", COMMITTEES)
def test_signs_are_plain_data_with_every_placeholder_filled(handbook: Handbook, slug: str) -> None:
    assert "{{" not in json.dumps(doorsign(handbook, slug), ensure_ascii=False)


def test_a_sign_says_what_a_visitor_asks(handbook: Handbook) -> None:
    sign = signs(handbook, "sunny-garden")["hall"]
    assert sign["name"] == "社区事务服务大厅"
    assert (sign["contact"], sign["phone"], sign["capacity"]) == ("王样例", "021-5555-0101", "30人")
    assert sign["booking"] == "不用预约，到了取号。"
    assert sign["hours"] == [
        {"days": "周一至周五", "season": None, "times": ["8:30–11:30", "13:00–17:00"], "notes": []},
        {"days": "周六", "season": None, "times": ["9:00–11:00"], "notes": ["1人值班"]},
    ]
    assert sign["shared"] is None


def test_the_colour_of_a_sign_is_that_of_the_working_committee_it_names(handbook: Handbook) -> None:
    found = signs(handbook, "sunny-garden")
    assert (found["reading"]["owner"], found["reading"]["colour"]) == ("社区自治委员会", "self-governance")
    assert (found["tool-corner"]["owner"], found["tool-corner"]["colour"]) == ("特色空间", "teal")


def test_a_gap_in_the_data_is_none_for_the_template_to_name(example: Path) -> None:
    rooms = example / "committees/old-street/rooms.yml"
    edit(rooms, "    capacity: 10\n    hours: [{days: 工作日, opens: 9:00, closes: 16:00}]\n    contact: 孙示例\n", "")
    sign = signs(load(example), "old-street")["hall"]
    assert sign["hours"] == []
    assert sign["contact"] is sign["phone"] is sign["capacity"] is sign["booking"] is None


def test_a_sign_has_the_four_first_rules_only(example: Path) -> None:
    rooms = example / "committees/sunny-garden/rooms.yml"
    edit(rooms, "notices: [家长来接才能走, 自带水杯]", "notices: [甲, 乙, 丙, 丁, 戊]")
    assert signs(load(example), "sunny-garden")["after-school"]["notices"] == ["甲", "乙", "丙", "丁"]


def test_rooms_that_are_one_say_so_with_the_times_of_both(handbook: Handbook) -> None:
    found = signs(handbook, "sunny-garden")
    reading, school = found["reading"], found["after-school"]
    assert reading["shared"] == {
        "rooms": [{"name": "四点半课堂", "hours": school["hours"]}],
        "note": "16:00起归四点半课堂。",
    }
    assert school["shared"] == {"rooms": [{"name": "阅览室", "hours": reading["hours"]}], "note": None}


def test_a_room_is_shared_even_where_only_the_other_one_says_so(example: Path) -> None:
    edit(example / "committees/old-street/rooms.yml", "    shares_with: [reading]\n", "")
    found = signs(load(example), "old-street")
    assert [room["name"] for room in found["council"]["shared"]["rooms"]] == ["阅览室"]
    assert [room["name"] for room in found["reading"]["shared"]["rooms"]] == ["社区议事室"]


def hours_of(example: Path, openings: str) -> list[dict[str, Any]]:
    """The hours on a sign of a hall with these openings."""
    edit(
        example / "committees/old-street/rooms.yml",
        "    capacity: 10\n    hours: [{days: 工作日, opens: 9:00, closes: 16:00}]\n",
        f"    capacity: 10\n    hours: [{openings}]\n",
    )
    found: list[dict[str, Any]] = signs(load(example), "old-street")["hall"]["hours"]
    return found


def test_times_that_follow_on_one_another_are_one_and_a_note_says_for_which_part_it_is(example: Path) -> None:
    (day,) = hours_of(
        example,
        "{days: 工作日, opens: 13:00, closes: 17:00}, {days: 工作日, opens: 9:00, closes: 12:00}, "
        "{days: 工作日, opens: 12:00, closes: 13:00, note: 只留1人}",
    )
    assert (day["times"], day["notes"]) == (["9:00–17:00"], ["12:00–13:00：只留1人"])


def test_a_note_that_all_the_times_have_stands_once(example: Path) -> None:
    (day,) = hours_of(
        example,
        "{days: 周六, opens: 9:00, closes: 11:00, note: 1人值班}, "
        "{days: 周六, opens: 13:30, closes: 15:30, note: 1人值班}",
    )
    assert (day["times"], day["notes"]) == (["9:00–11:00", "13:30–15:30"], ["1人值班"])


def test_the_season_stands_beside_its_days(handbook: Handbook) -> None:
    assert signs(handbook, "sunny-garden")["exercise"]["hours"][0]["season"] == "5月1日至9月30日"


def test_days_it_is_closed_are_told_from_the_day_of_the_data_on(example: Path) -> None:
    (day,) = hours_of(
        example, "{days: 工作日, opens: 9:00, closes: 16:00, closed: [2026-11-10, 2026-12-24, 2026-12-25, 2026-12-31]}"
    )
    assert day["notes"] == ["12月24日至25日、31日不开"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2026-12-07"], "12月7日"),
        (["2026-12-07", "2026-12-08"], "12月7日至8日"),
        (["2026-11-30", "2026-12-01"], "11月30日至12月1日"),
        (["2026-12-31", "2027-01-01"], "12月31日至2027年1月1日"),
        (["2026-12-07", "2026-12-09"], "12月7日、9日"),
        (["2026-12-07", "2027-12-07", "2027-12-09"], "12月7日、2027年12月7日、9日"),
    ],
)
def test_days_are_told_as_short_as_they_are_clear(days: list[str], words: str) -> None:
    assert chinese.dates(datetime.date.fromisoformat(day) for day in days) == words


# --- the pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", COMMITTEES)
def test_each_sign_is_one_page_that_can_be_read_by_all(example: Path, slug: str) -> None:
    handbook = load(example)
    pdf = printed(example, slug)
    assert list(accessible_wrong(pdf)) == []
    names = [sign["name"] for sign in doorsign(handbook, slug)["signs"]]
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == len(names)
        for page, name in zip(document, names, strict=True):
            assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.5 * MM)
            assert name in page.get_textpage().get_text_range()
        titles = [bookmark.get_title() for bookmark in document.get_toc() if bookmark.level == 0]
    assert titles == names
    look = yaml.safe_load((TEMPLATES / "shared" / "look.yml").read_text("utf-8"))["doorsign"]
    assert {character for size, character in sizes(pdf) if size < look["smallest"] - 0.01} == set()
    codes = doorsign_codes(handbook, pages_of(handbook, slug))
    assert sorted(decoded(pdf)) == sorted(f"https://HANDBOOK.EXAMPLE/{code}/" for code in codes)


def test_the_hours_of_the_other_room_give_way_to_large_type(example: Path) -> None:
    rooms = example / "committees/sunny-garden/rooms.yml"
    note = "那边的时间这里只在有地方时才写。"
    with pypdfium2.PdfDocument(printed(example, "sunny-garden")) as document:
        assert "那边开放" in "".join(page.get_textpage().get_text_range() for page in document)
    edit(rooms, "sharing_note: 16:00起归四点半课堂。", f"sharing_note: 16:00起归四点半课堂。{note * 6}")
    with pypdfium2.PdfDocument(printed(example, "sunny-garden")) as document:
        (reading,) = (
            words
            for page in document
            if "社区自治委员会阅览室" in (words := "".join(page.get_textpage().get_text_range().split()))
        )
    assert note in reading
    assert "和四点半课堂同一间" in reading
    assert "那边开放" not in reading


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("name: 工具借用角", f"name: {'工具借用角' * 3}", "工具借用角"),
        ("booking: 不用预约，到了取号。", f"booking: {'先到大厅登记。' * 40}", "社区事务服务大厅的门牌"),
    ],
)
def test_a_sign_that_is_too_full_is_refused_with_its_name(example: Path, old: str, new: str, part: str) -> None:
    edit(example / "committees/sunny-garden/rooms.yml", old, new)
    with pytest.raises(HandbookError) as caught:
        printed(example, "sunny-garden")
    (problem,) = caught.value.problems
    assert problem.rule == "D050"
    assert problem.message.startswith("放不下：")
    assert part in problem.message
