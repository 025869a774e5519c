"""Whether somebody is there at all hours, and who is at two places at once: as plain data."""

from __future__ import annotations

import datetime
from pathlib import Path

from tools import edit

from generator.duty.coverage import Coverage
from generator.duty.roster import Roster
from generator.read.files import load

DAY = datetime.date


def coverage(root: Path, slug: str = "sunny-garden") -> Coverage:
    """Who is there when at a committee of the example, in all years that have a calendar."""
    handbook = load(root)
    committee = next(committee for committee in handbook.committees if committee.slug == slug)
    return Coverage(handbook.policy.duty, Roster.of(handbook, committee))


def unattended(found: Coverage, kind: str) -> list[datetime.date]:
    """The days of 2026 on which nobody is there for some of the first hours of a kind."""
    period = next(hours.period for hours in found.hours if hours.period.kind == kind)
    return [day for day in found.unattended(period) if day.year == 2026]


def test_hours_on_call_need_nobody(example: Path) -> None:
    assert [hours.number for hours in coverage(example).hours] == [0, 1, 2, 3, 4, 5]
    assert coverage(example).gaps == frozenset()


def test_normal_hours_need_somebody_at_the_window_and_others_somebody_on_duty(example: Path) -> None:
    edit(example / "committees/sunny-garden/hours.yml", "  - {days: 周二、周四, staff: [李范例, 王样例]}\n", "")
    found = coverage(example)
    assert {day.weekday() for day in unattended(found, "正常")} == {1, 3}
    assert unattended(found, "早到") == []


def test_shifts_one_after_another_cover_a_period_and_a_break_between_them_does_not(example: Path) -> None:
    hours = example / "committees/old-street/hours.yml"
    whole = "  - {days: 周一至周六, staff: [孙示例]}\n"
    halves = [
        f"  - {{days: 周一至周六, opens: {span}, staff: [孙示例]}}\n"
        for span in ("8:00, closes: 16:30", "16:30, closes: 18:00")
    ]
    edit(hours, whole, "".join(halves))
    assert unattended(coverage(example, "old-street"), "晚走") == []
    edit(hours, "opens: 16:30", "opens: 16:45")
    assert {day.weekday() for day in unattended(coverage(example, "old-street"), "晚走")} == {0}


def test_days_that_must_be_covered_and_have_no_hours(example: Path) -> None:
    edit(example / "committees/old-street/hours.yml", "{kind: 周六, days: 周六,", "{kind: 周六, days: 每月第1个周六,")
    found = coverage(example, "old-street")
    saturday, holiday = (next(kind for kind in found.policy.kinds if kind.name == name) for name in ("周六", "假日"))
    assert DAY(2026, 1, 10) in found.days_without_hours(saturday)
    assert found.days_without_hours(holiday) == []
    assert {day.weekday() for day in found.gaps} == {5}


def test_a_replacement_without_a_turn_is_there_all_day(example: Path) -> None:
    hours = example / "committees/sunny-garden/hours.yml"
    edit(hours, "  - {days: 周二、周四, staff: [李范例, 王样例]}\n", "")
    edit(hours, "replacements:\n", "replacements:\n  - {date: 2026-01-06, place: window, staff: [李范例]}\n")
    found = coverage(example)
    assert DAY(2026, 1, 6) not in unattended(found, "正常")
    assert DAY(2026, 1, 8) in unattended(found, "正常")
    assert found.window[-1].staff == {DAY(2026, 1, 6): ("李范例",)}


def test_who_is_at_the_window_and_on_duty_at_the_same_time(example: Path) -> None:
    hours = example / "committees/sunny-garden/hours.yml"
    assert list(coverage(example).double_bookings()) == []
    # duty without times is at all hours but the normal ones, when the window is open
    edit(hours, "  - {days: 周一至周五, staff: [赵拟名]}\n", "  - {days: 周一至周五, staff: [王样例]}\n")
    assert list(coverage(example).double_bookings()) == []
    edit(
        hours,
        "  - {days: 周一至周五, staff: [王样例]}\n",
        "  - {days: 周一, opens: 11:00, closes: 12:00, staff: [王样例]}\n",
    )
    booked = list(coverage(example).double_bookings())
    assert {(booking.name, booking.day.weekday(), booking.turn.path) for booking in booked} == {
        ("王样例", 0, ("duty", 0))
    }
