"""A handbook written otherwise is the same handbook: no page and no sheet shows how a value was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit, page, planned, says, website

from generator.check.judge import check_handbook
from generator.read.files import load

GARDEN = "committees/sunny-garden"

OTHERWISE = (
    ("committee.yml", "updated: 2026-11-16", "updated: 2026年11月16日"),
    ("committee.yml", "since: 2005-06", "since: 2005年6月"),
    ("committee.yml", "phone: 021-5555-0101\n", "phone: （021）55550101\n"),
    ("committee.yml", "duty_phone: 021-5555-0151", "duty_phone: +86 21 5555 0151"),
    ("committee.yml", "households: 1860", "households: 1，860户"),
    ("committee.yml", "buildings: 20", "buildings: ２０"),
    ("committee.yml", "owners_committee: 否", "owners_committee: 无"),
    ("committee.yml", "posts: [书记, 主任]", "posts: [书记，主任]"),
    ("committee.yml", "buildings: 1–12,", "buildings: 1-12,"),
    ("committee.yml", "buildings: 1–4、5–6", "buildings: 1~4；5至6号楼"),
    ("committee.yml", "generalist: 否", "generalist: ×"),
    (
        "committee.yml",
        "date: 2024-06-15, members: 7, outside: 4, years: 5",
        "date: 2024/6/15, members: 7人, outside: 4人, years: 5年",
    ),
    ("hours.yml", "opens: 8:30, closes: 11:30", "opens: 8点半, closes: 11：30"),
    ("hours.yml", "closes: 17:30,\n", "closes: 下午5点半,\n"),
    ("hours.yml", "days: 周二、周四, opens: 7:30", "days: 星期二，星期四, opens: 7时30分"),
    ("hours.yml", "services: [library-card, lunch]", "services: [library-card、lunch]"),
    ("hours.yml", "phone: 021-5555-0151, services: [lunch, me", "phone: 55550151, services: [lunch, me"),
    ("hours.yml", "staff: [李范例, 王样例]", "staff: [李范例，王样例]"),
    ("hours.yml", "begins: 2026-01-10", "begins: 2026.1.10"),
    ("hours.yml", "report_minutes: 30", "report_minutes: 30分钟"),
    ("rooms.yml", "周一至周五, opens: 6:00, closes: 8:00, ", "周一-周五, opens: 06:00, closes: 8:00:00, "),
    ("rooms.yml", "season: 5月1日至9月30日", "season: 5月-9月"),
    ("rooms.yml", "closed: [2026-09-20]", "closed: [2026年9月20日]"),
    ("rooms.yml", "low_counter: 是", "low_counter: √"),
    ("records.yml", "date: 2026-12-05, opens: 14:00", "date: 2026年12月5日, opens: 下午2:00"),
    ("records.yml", "happened: 2026-08-02 14:20", "happened: 2026年8月2日14时20分"),
    ("register.yml", "copies: 3", "copies: 三本"),
)

SHEETS = ("board", "doorsign", "roster", "guide", "disclosure")


@pytest.fixture
def usual_and_otherwise(example: Path, copy_example, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:  # type: ignore[no-untyped-def]
    """The example as it is, and the same with its values as people write them."""
    other = copy_example(tmp_path_factory.mktemp("otherwise"))
    for file, usual, written in OTHERWISE:
        edit(other / GARDEN / file, usual, written)
    return example, other


def test_no_output_shows_how_a_value_was_typed(usual_and_otherwise: tuple[Path, Path]) -> None:
    usual, other = (planned(load(root), ("website", *SHEETS)) for root in usual_and_otherwise)
    assert list(check_handbook(other.handbook)) == []
    for one, same in zip(usual.plan.units, other.plan.units, strict=True):
        if one.committee == "sunny-garden" and one.word == "website":
            assert website(usual, one) == website(other, same)
        elif one.committee == "sunny-garden":
            for artifact, twin in zip(one.artifacts, same.artifacts, strict=True):
                assert says(usual, artifact) == says(other, twin)


def test_an_extension_is_shown_and_dialled(example: Path) -> None:
    edit(example / GARDEN / "committee.yml", "phone: 021-5555-0101\n", "phone: 5555-0101-801\n")
    ready = planned(load(example), ("website", "board"))
    home, card = page(ready, "sunny-garden/index.html"), page(ready, "sunny-garden/office.vcf")
    assert 'href="tel:02155550101,801"' in home
    assert "021-5555-0101转801</span>" in home
    assert "TEL;TYPE=WORK,VOICE:021-5555-0101,801" in card
    (board,) = (a for unit in ready.plan.units for a in unit.artifacts if a.path == "board/sunny-garden.pdf")
    assert says(ready, board)["committee"]["phone"] == "021-5555-0101转801"


def test_a_day_that_ends_at_midnight(example: Path) -> None:
    edit(example / GARDEN / "hours.yml", "opens: 17:30, closes: 19:00", "opens: 17:30, closes: 24:00")
    ready = planned(load(example), ("website", "board", "roster"))
    assert "17:30–24:00" in page(ready, "sunny-garden/duty/index.html")
    calendar = page(ready, "sunny-garden/duty.ics")
    (begin,) = (line for line in calendar.split("\r\n") if line.startswith("DTSTART") and "20261125T1730" in line)
    end = calendar.split(begin)[1].split("\r\n")[1]
    assert end == "DTEND;TZID=Asia/Shanghai:20261126T000000"
    shown = [
        says(ready, artifact) for unit in ready.plan.units for artifact in unit.artifacts if unit.word != "website"
    ]
    assert "17:30–24:00" in str(shown)
    assert "23:59" not in str(shown) + calendar
