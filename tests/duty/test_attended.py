"""What can be done at each time of a day, who is there, and whom to ring: hour by hour."""

from __future__ import annotations

import datetime
from pathlib import Path

from tools import edit

from generator.duty.attended import attended
from generator.duty.coverage import Coverage
from generator.duty.roster import Roster
from generator.read.files import load

DAY = datetime.date
HOURS = "committees/sunny-garden/hours.yml"
TUESDAY, WEDNESDAY, SATURDAY = DAY(2026, 11, 24), DAY(2026, 11, 25), DAY(2026, 11, 28)


def told(root: Path, day: datetime.date) -> list[str]:
    """The times of a day at a committee of the example, each as one line."""
    handbook = load(root)
    committee = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    times = attended(Coverage(handbook.policy.duty, Roster.ahead(handbook, committee)), day)
    able = ("all" if time.services is None else ",".join(time.services) or "none" for time in times)
    return [
        f"{time.begins:%H:%M}-{time.ends:%H:%M} {words} {'、'.join(time.staff)} {time.phone}"
        for time, words in zip(times, able, strict=True)
    ]


def test_the_window_is_there_in_normal_hours_and_duty_in_others(example: Path) -> None:
    assert told(example, TUESDAY) == [
        "07:30-08:30 lunch 赵拟名 021-5555-0101",
        "08:30-11:30 all 李范例、王样例 021-5555-0101",
        "13:00-17:30 all 李范例、王样例 021-5555-0101",
    ]


def test_a_replacement_is_there_instead(example: Path) -> None:
    edit(example / HOURS, "replacements:\n", "replacements:\n  - {date: 2026-11-25, place: duty, staff: [陈示例]}\n")
    assert told(example, WEDNESDAY)[-1] == "17:30-19:00 library-card,lunch 陈示例 021-5555-0101"


def test_a_shift_with_times_of_its_own_is_there_at_these_only(example: Path) -> None:
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 周三, opens: 18:30, closes: 19:00, staff: [陈示例]}\n")
    assert told(example, WEDNESDAY)[-1].split()[2] == "陈示例、赵拟名"


def test_hours_that_overlap_add_up(example: Path) -> None:
    """Where one of them does everything, everything can be done, for as long as it lasts."""
    more = "  - {kind: 周六, days: 周六, opens: 10:00, closes: 10:30, phone: 021-5555-0102, all_services: 是}\n"
    edit(example / HOURS, "window_place:", f"{more}window_place:")
    assert [line.split()[:2] for line in told(example, SATURDAY)] == [
        ["09:00-10:00", "lunch,mediation"],
        ["10:00-10:30", "all"],
        ["10:30-11:00", "lunch,mediation"],
    ]


def test_times_that_touch_and_are_alike_are_one(example: Path) -> None:
    edit(example / HOURS, "opens: 13:00,", "opens: 11:30,")
    assert told(example, WEDNESDAY)[0].startswith("08:30-17:30 all")


def test_a_day_on_which_it_is_closed_has_no_times(example: Path) -> None:
    edit(
        example / HOURS,
        "closes: 11:00, phone: 021-5555-0151, services: [lunch",
        "closes: 11:00, closed: [2026-11-28], phone: 021-5555-0151, services: [lunch",
    )
    assert told(example, SATURDAY) == []


def test_hours_in_which_nothing_is_done_are_for_what_cannot_wait(example: Path) -> None:
    edit(example / HOURS, "closes: 19:00, phone: 021-5555-0101, services: [library-card, lunch]", "closes: 19:00")
    assert told(example, WEDNESDAY)[-1] == "17:30-19:00 none 赵拟名 None"
