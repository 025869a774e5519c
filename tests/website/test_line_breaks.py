"""A value of several lines stands on as many on a page, and on one where a page shows no lines."""

from __future__ import annotations

from pathlib import Path

from tools import edit, page, planned

from generator.read.files import load
from generator.website.line_breaks import MARK, marked, shown

SENTENCE = "introduction: 办事进一楼大厅，全科社工窗口一个人问到底。"


def test_lines_of_a_value_stay_apart_on_its_page(example: Path) -> None:
    profile = example / "committees/sunny-garden/committee.yml"
    edit(profile, SENTENCE, "introduction: |\n  进一楼大厅。\n  找全能窗口。")
    home = page(planned(load(example)), "sunny-garden/index.html")
    assert "进一楼大厅。<br />找全能窗口。" in home
    assert MARK not in home


def test_lines_are_blanks_in_attributes_in_the_title_and_in_what_is_no_page() -> None:
    written = marked("甲\n乙\n")
    assert shown(f'<title>{written}</title><p id="{written}">{written}</p>', is_page=True) == (
        '<title>甲 乙</title><p id="甲 乙">甲<br />乙</p>'
    )
    assert shown(written, is_page=False) == "甲 乙"
