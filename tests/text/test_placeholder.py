"""Placeholders: what stands in their place for a committee, for one with gaps, and for none."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tools import WORDS, edit

from generator.model.handbook import Handbook
from generator.model.hours import Opening
from generator.read.files import load
from generator.text import chinese, markup, placeholder


def opening(days: str, opens: str, closes: str) -> Opening:
    """An opening as an author writes it."""
    return Opening.model_validate({"days": days, "opens": opens, "closes": closes})


def test_clock_as_on_a_door() -> None:
    """No leading zero before the hour, two digits after the colon."""
    assert chinese.clock(datetime.time(8, 5)) == "8:05"
    assert chinese.clock(datetime.time(17, 30)) == "17:30"


def test_date_without_leading_zeros() -> None:
    """As in official documents."""
    assert chinese.date(datetime.date(2026, 3, 1)) == "2026年3月1日"


def test_opening_hours_join_the_same_days() -> None:
    """Morning and afternoon of the same days stand together."""
    morning, afternoon = opening("周一至周五", "8:30", "11:30"), opening("周一至周五", "13:00", "17:00")
    assert (
        placeholder.opening_hours([morning, afternoon, opening("周六", "09:00", "11:00")])
        == "周一至周五 8:30–11:30、13:00–17:00；周六 9:00–11:00"
    )
    assert placeholder.opening_hours([]) == ""


def test_values_of_a_committee_with_everything(handbook: Handbook) -> None:
    """Every placeholder, spelt out."""
    assert placeholder.values(handbook, handbook.committees[1]) == {
        "committee.name": "阳光花园",
        "committee.short_name": "阳光花园居委会",
        "committee.full_name": "示例区示例街道阳光花园社区居民委员会",
        "committee.address": "示例街道阳光路1号",
        "committee.phone": "021-5555-0101",
        "committee.duty_phone": "021-5555-0151",
        "committee.hours": "周一至周五 8:30–11:30、13:00–17:30",
        "committee.chair": "陈示例",
        "committee.secretary": "陈示例",
        "committee.hall": "1楼，进门左手第一间",
        "committee.rulebook_place": "服务大厅靠窗的阅览桌",
        "committee.disclosure_place": "大门外东墙",
        "committee.estates": "两",
        "committee.blocks": "三",
        "committee.members": "七",
        "subdistrict.name": "示例街道",
        "subdistrict.office": "社区自治办",
        "subdistrict.office_phone": "021-5555-0100",
        "subdistrict.director": "主任",
        "counts.working_committees": "三",
        "counts.services": "三",
        "counts.rooms": "四",
        "counts.rules": "六",
        "counts.lists": "三",
        "counts.certificates": "两",
        "counts.forms": "零",
    }


def test_gaps_are_said_honestly(example: Path) -> None:
    """What a committee has not written is to be added, and is never blank."""
    street = example / "committees/old-street"
    for line in ("address: 示例街道老街2号\n", "duty_phone: 021-5555-0152\n"):
        edit(street / "committee.yml", line, "")
    edit(street / "hours.yml", "{kind: 正常, days: 工作日, opens: 9:00, closes: 16:00, ", "{kind: 正常, ")
    (street / "register.yml").unlink()
    handbook = load(example)
    found = placeholder.values(handbook, handbook.committees[0])
    counted = {"committee.estates", "committee.blocks", "committee.members"}
    known = {"committee.name", "committee.short_name", "committee.full_name", *counted, *placeholder.SUBDISTRICT}
    assert {name for name, value in found.items() if value != WORDS.missing} == known


def test_every_name_stands_for_something_everywhere(handbook: Handbook) -> None:
    """On the sub-district's pages too, where no committee is meant."""
    for committee in (None, *handbook.committees):
        found = placeholder.values(handbook, committee)
        assert set(found) == set(placeholder.NAMES)
        assert all(found.values())
    assert placeholder.values(handbook, None)["committee.phone"] == "居委会的电话"


OFFERED = {"counts.rooms", "counts.services", "committee.blocks", "committee.estates", "committee.members"}
"""What authors may count by though no shipped text does: its rulebooks were issued without these numbers."""


def test_every_placeholder_is_used(handbook: Handbook, repository: Path) -> None:
    """So that each is seen on a page, of the example or of the shipped handbook."""
    files = (*handbook.files, *load(repository).files)
    written = " ".join(text for record in files for text, _ in record.passages())
    assert set(placeholder.PATTERN.findall(written)) == set(placeholder.NAMES) - OFFERED


@pytest.mark.parametrize("written", ["{{committee.phone}}", "{{ committee.phone }}", "{{  committee.phone\t}}"])
def test_fill_whatever_the_blanks(written: str) -> None:
    """Blanks within the braces do not matter."""
    assert placeholder.fill(f"打{written}。", {"committee.phone": "12345"}) == "打12345。"


def test_fill_leaves_single_braces() -> None:
    """They are plates' patterns, not placeholders."""
    assert placeholder.fill("{name}居委会", {}) == "{name}居委会"


def test_fill_does_not_fill_what_was_filled_in() -> None:
    """A committee's own words are never looked through."""
    assert placeholder.fill("{{ a }}", {"a": "{{ b }}", "b": "x"}) == "{{ b }}"


def test_fill_xhtml_escapes() -> None:
    """A committee's own words are text, whatever signs they hold."""
    assert placeholder.fill_xhtml("<p>{{ a }}</p>", {"a": '<b>"&'}) == "<p>&lt;b&gt;&quot;&amp;</p>"


@pytest.mark.parametrize("name", placeholder.NAMES)
def test_markdown_leaves_placeholders_alone(name: str) -> None:
    """No underscore becomes emphasis, no brace is lost, in text, in bold, in a table and in a link."""
    written = f"{{{{ {name} }}}}"
    text = f"{written}、**{written}**\n\n| 甲 |\n| --- |\n| {written} |\n\n[{written}](tel:{written})\n"
    assert markup.to_xhtml(text).count(written) == 5
