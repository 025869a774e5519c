"""The sheet of plates: exact texts for the sign maker, an honest word on sizes, and a register of every plate."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tools import EDITION, WORDS, edit
from verify_build import accessible_wrong

from generator.build.prints import print_sheet
from generator.codes.pages import committee_pages
from generator.model.handbook import Handbook
from generator.model.policy import PlatePattern
from generator.paper.sheet import Sheet
from generator.problem import HandbookError
from generator.products import plates
from generator.products.says import drawn
from generator.read.files import load
from generator.text import placeholder

GARDEN, STREET = "sunny-garden", "old-street"
STATES = WORDS.plate_states


def sheet(handbook: Handbook, slug: str) -> dict[str, Any]:
    """The data of a committee's sheet."""
    committee = next(one for one in handbook.committees if one.slug == slug)
    return drawn(plates.plates(handbook, committee_pages(handbook, committee), placeholder.values(handbook, committee)))


def printed(root: Path, data: dict[str, Any]) -> bytes:
    """The sheet as a PDF."""
    data = data | {"edition": EDITION}
    return print_sheet(Sheet("plates/x.pdf", root / "templates", None, "plates/plates.typ", data, "x.yml")).content


def pages(pdf: bytes) -> list[str]:
    """The text of each page without its spaces."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


# --- for the sign maker ----------------------------------------------------------------------------------------------


def test_each_plate_is_spelled_out(handbook: Handbook) -> None:
    found = sheet(handbook, GARDEN)["plates"]
    assert [one["text"] for one in found] == [
        "中共示例区示例街道阳光花园居民区总支部委员会",
        "示例区示例街道阳光花园社区居民委员会",
        "示例街道阳光花园便民服务点",
        "示例街道阳光花园志愿者之家",
    ]
    assert [one["number"] for one in found] == ["1", "2", "3", "4"]
    assert all("".join(one["characters"]) == one["text"] for one in found)
    assert {(one["clause"], one["size"], one["branch"]) for one in found} == {("第二条", None, None)}


def test_the_sign_maker_gets_the_right_text_whatever_hangs_now(example: Path) -> None:
    file = example / "committees" / STREET / "committee.yml"
    edit(file, "text: 示例街道老街便民服务点", "text: 示例街道老街服务点")
    data = sheet(load(example), STREET)
    assert data["plates"][2]["text"] == "示例街道老街便民服务点"
    assert data["at_the_door"][2] == {
        "text": "示例街道老街服务点",
        "clause": "第二条",
        "state": STATES.wrong,
        "well": False,
    }


def test_a_branch_the_policy_does_not_know_has_no_text_yet(example: Path) -> None:
    edit(example / "committees" / STREET / "committee.yml", "branch: 支部", "branch: 联合支部")
    data = sheet(load(example), STREET)
    assert (data["plates"][0]["text"], data["plates"][0]["characters"]) == (None, [])
    assert data["plates"][0]["branch"] == "联合支部"
    assert data["plates"][1]["text"] == "示例区示例街道老街社区居民委员会"
    assert data["at_the_door"][0]["state"] == STATES.open
    text = pages(printed(example, data))
    assert "文字没有定" in text[0]
    assert "先不要做。“联合支部”这种组织，文件没有规定牌子怎么写。" in text[1]


def test_a_size_counts_where_the_policy_gives_both_measures() -> None:
    class Sized(PlatePattern):
        """A pattern with measures."""

        width: int | None = None
        height: int | None = None

    given = {"kind": "committee", "pattern": "{name}", "clause": "一"}
    assert plates.size(PlatePattern(**given)) is None
    assert plates.size(Sized(**given, width=300)) is None
    assert plates.size(Sized(**given, width=300, height=1800)) == {"width": 300, "height": 1800}


# --- the register ----------------------------------------------------------------------------------------------------


def test_the_register_has_every_plate_at_the_door(handbook: Handbook) -> None:
    found = sheet(handbook, GARDEN)["at_the_door"]
    assert [row["text"] for row in found] == [one["text"] for one in sheet(handbook, GARDEN)["plates"]]
    assert {row["state"] for row in found} == {STATES.right}


def test_a_plate_nobody_registered_and_one_the_policy_does_not_know(example: Path) -> None:
    edit(example / "committees" / STREET / "committee.yml", "kind: volunteers", "kind: choir")
    found = sheet(load(example), STREET)["at_the_door"]
    assert [row["state"] for row in found] == [STATES.right] * 3 + [STATES.absent, STATES.strange]
    assert found[3]["text"] == found[4]["text"] == "示例街道老街志愿者之家"
    assert (found[3]["clause"], found[4]["clause"]) == ("第二条", None)
    assert not any(row["well"] for row in found[3:])


def test_the_register_tells_how_a_plate_was_admitted(handbook: Handbook) -> None:
    found = sheet(handbook, GARDEN)["admitted"]
    assert found[0] == {
        "text": "示例区图书馆阳光花园借书点",
        "place": "阅览室里",
        "applicant": "示例区图书馆",
        "applied_to": "街道事务科",
        "applied": "2026年2月10日",
        "approved_by": "示例街道办事处",
        "approved": "2026年2月24日",
        "number": "示例准〔2026〕1号",
        "arranged_by": "街道事务科",
        "hung": "2026年3月2日",
        "valid_until": "2027年12月31日",
        "removed": None,
        "state": STATES.hanging,
        "well": True,
    }
    assert (found[1]["removed"], found[1]["state"]) == ("2026年8月31日", STATES.taken_down)
    assert sheet(handbook, STREET)["admitted"] == []


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("    valid_until: 2027-12-31\n", "    valid_until: 2026-12-22\n", STATES.soon),
        ("    valid_until: 2027-12-31\n", "    valid_until: 2026-12-23\n", STATES.hanging),
        ("    valid_until: 2027-12-31\n", "    valid_until: 2026-11-22\n", STATES.soon),
        ("    valid_until: 2027-12-31\n", "    valid_until: 2026-11-21\n", STATES.overdue),
        ("    valid_until: 2027-12-31\n", "", STATES.hanging),
        ("    valid_until: 2027-12-31\n", "    valid_until: 2027-12-31\n    removed: 2026-11-23\n", STATES.hanging),
        ("    valid_until: 2027-12-31\n", "    valid_until: 2027-12-31\n    removed: 2026-11-22\n", STATES.taken_down),
        ("    number: 示例准〔2026〕1号\n", "", STATES.incomplete),
    ],
)
def test_what_is_to_be_done_about_an_admitted_plate(example: Path, old: str, new: str, state: str) -> None:
    edit(example / "committees" / GARDEN / "register.yml", old, new)
    found = sheet(load(example), GARDEN)["admitted"][0]
    assert (found["state"], found["well"]) == (state, state in (STATES.hanging, STATES.taken_down))


# --- on paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [GARDEN, STREET])
def test_a_page_for_all_plates_one_for_each_and_the_register(example: Path, handbook: Handbook, slug: str) -> None:
    data = sheet(handbook, slug)
    pdf = printed(example, data)
    assert list(accessible_wrong(pdf)) == []
    first, *each, register = pages(pdf)
    assert "尺寸照街道的规定" in first
    assert [one["text"] in text for one, text in zip(data["plates"], each, strict=True)] == [True] * 4
    assert all(f"{len(one['characters'])}个字" in text for one, text in zip(data["plates"], each, strict=True))
    assert all(row["text"] in register for row in (*data["at_the_door"], *data["admitted"]))


@pytest.mark.parametrize(("height", "scale"), [(560, "1:4"), (1400, "1:10"), (3600, "1:25")])
def test_plates_with_a_size_are_drawn_to_a_scale_that_fits(
    example: Path, handbook: Handbook, height: int, scale: str
) -> None:
    data = sheet(handbook, STREET)
    sized = [{**one, "size": {"width": height // 8, "height": height}} for one in data["plates"][1:]]
    first = pages(printed(example, {**data, "plates": sized}))[0]
    assert f"样图按{scale}画" in first
    assert f"高{height}毫米" in first
    assert "尺寸照街道的规定" not in first


def test_a_name_too_long_to_be_read_is_refused(example: Path, handbook: Handbook) -> None:
    data = sheet(handbook, STREET)
    data["plates"][0] |= {"text": "长" * 60, "characters": ["长"] * 60}
    with pytest.raises(HandbookError) as caught:
        printed(example, data)
    (problem,) = caught.value.problems
    assert problem.rule == "D050"
    assert problem.message.startswith("放不下：样图上“长长")
