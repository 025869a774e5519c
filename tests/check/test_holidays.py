"""Calendars of years that touch, and rosters that change: what is right passes, what cannot be is told at its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import edit, line_of, typed

from generator.check.data.holidays import holidays_agree, holidays_named, workdays_worked
from generator.check.judge import check_data
from generator.problem import Problem
from generator.read.files import load

OLD = "content/calendar/2026.yml"
NEW = "content/calendar/2027.yml"
HOURS = "committees/sunny-garden/hours.yml"
PROFILE = "committees/sunny-garden/committee.yml"
NEW_YEAR = "  - {name: 元旦, begins: 2027-01-01, ends: 2027-01-03}\n"
OVER_NEW_YEAR = "  - {name: 元旦, begins: 2026-12-31, ends: 2027-01-02}\n"
LEAVER = "吴离任"


def data_problems(root: Path) -> list[Problem]:
    return [*check_data(load(root))]


def messages(problems: Iterator[Problem]) -> list[str]:
    return [problem.message for problem in problems]


# --- calendars -------------------------------------------------------------------------------------------------------


def test_the_example_says_all_of_its_years(example: Path) -> None:
    assert data_problems(example) == []


@pytest.mark.parametrize("file", [OLD, NEW])
def test_days_off_over_the_new_year_may_stand_in_either_file(example: Path, file: str) -> None:
    edit(example / NEW, NEW_YEAR, "")
    edit(example / file, "holidays:\n", f"holidays:\n{OVER_NEW_YEAR}")
    edit(example / NEW, "workdays: [", "workdays: [2026-12-26, ")
    assert data_problems(example) == []


def test_they_may_stand_in_both_if_they_are_the_same(example: Path) -> None:
    edit(example / NEW, NEW_YEAR, OVER_NEW_YEAR)
    edit(example / OLD, "holidays:\n", f"holidays:\n{OVER_NEW_YEAR}")
    assert data_problems(example) == []
    edit(example / OLD, "2026-12-31, ends: 2027-01-02", "2026-12-31, ends: 2027-01-03")
    (problem,) = holidays_agree(load(example))
    assert problem.message == "元旦在 2026.yml 里是2026-12-31至2027-01-03，和这里不一样"
    assert (problem.location.file, problem.location.line) == (NEW, line_of(example / NEW, "元旦"))


@pytest.mark.parametrize("name", ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
def test_each_of_the_seven_holidays_is_missed(example: Path, name: str) -> None:
    text = (example / OLD).read_text("utf-8").splitlines(keepends=True)
    (example / OLD).write_text("".join(line for line in text if f"name: {name}" not in line), "utf-8")
    (problem,) = holidays_named(load(example))
    assert problem.message.startswith(f"2026年的放假安排里没有{name}，")
    assert (problem.rule, problem.severity, problem.location.file) == ("D093", "warning", OLD)


@pytest.mark.parametrize("name", ["国庆节、中秋节", "中秋节、国庆节", "国庆、中秋", "国庆中秋"])
def test_two_holidays_may_be_one_entry(example: Path, name: str) -> None:
    edit(example / NEW, "  - {name: 中秋节, begins: 2027-09-15, ends: 2027-09-15}\n", "")
    edit(example / NEW, "name: 国庆节", f"name: {name}")
    assert messages(holidays_named(load(example))) == []


def test_the_old_years_holiday_is_not_the_new_years(example: Path) -> None:
    edit(example / NEW, NEW_YEAR, "")
    assert messages(holidays_named(load(example))) == ["2027年的放假安排里没有元旦，那几天会当作平常的日子"]


def test_a_make_up_day_is_no_day_off_of_the_year_beside(example: Path) -> None:
    edit(example / OLD, "holidays:\n", "holidays:\n  - {name: 元旦, begins: 2026-12-31, ends: 2027-01-03}\n")
    edit(example / NEW, NEW_YEAR, "")
    edit(example / NEW, "workdays: [", "workdays: [2027-01-03, ")
    assert messages(workdays_worked(load(example))) == ["2027-01-03 又是调休上班日，又在元旦的假期里（2026.yml）"]


# --- rosters that change ---------------------------------------------------------------------------------------------


def lost(root: Path) -> list[tuple[int, str]]:
    """The lines of the timetable on which somebody stands who is not in the list of staff, and the hints."""
    problems = (problem for problem in data_problems(root) if problem.rule == "D037")
    return [(problem.location.line, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    "line",
    [
        f"{{days: 周日, staff: [{LEAVER}], ends: 2026-11-21}}",
        f"{{days: 周日, teams: [[{LEAVER}], [王样例]], begins: 2026-01-04, ends: 2026-11-21}}",
        f"{{days: 2026-10-18、2026-11-21, staff: [{LEAVER}]}}",
    ],
)
def test_a_leaver_stays_in_shifts_that_are_over(example: Path, line: str) -> None:
    edit(example / HOURS, "duty:\n", f"duty:\n  - {line}\n")
    assert lost(example) == []


def test_who_has_yet_to_leave_stays_in_the_list_until_then(example: Path) -> None:
    """The hint ends no sentence twice, whatever else may be meant."""
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 周日, staff: [王范例], ends: 2026-11-30}\n")
    ((_, hint),) = lost(example)
    assert hint.startswith("是不是想写“王样例”？人走了的")
    assert hint.endswith("还没到最后一天的，过了那天再从“工作人员（staff）”里删")


@pytest.mark.parametrize(
    "line",
    [
        f"{{days: 周日, staff: [{LEAVER}]}}",
        f"{{days: 周日, staff: [{LEAVER}], ends: 2026-11-22}}",
        f"{{days: 周日, teams: [[{LEAVER}], [王样例]], begins: 2026-01-04}}",
        f"{{days: 2026-10-18、2026-11-22, staff: [{LEAVER}]}}",
    ],
)
def test_a_leaver_is_missed_in_shifts_still_to_come(example: Path, line: str) -> None:
    edit(example / HOURS, "duty:\n", f"duty:\n  - {line}\n")
    ((at, hint),) = lost(example)
    assert at == line_of(example / HOURS, LEAVER)
    assert "给这一班写“结束（ends）”" in hint


def test_a_leaver_stays_in_replacements_of_the_past_only(example: Path) -> None:
    entry = "replacements:\n  - {{date: {}, place: duty, staff: [{}]}}\n"
    edit(example / HOURS, "replacements:\n", entry.format("2026-11-21", LEAVER))
    assert lost(example) == []
    edit(example / HOURS, "2026-11-21", "2026-11-22")
    ((_, hint),) = lost(example)
    assert "ends" not in hint, "a replacement has no end"


def test_a_date_without_a_calendar_is_told_wherever_days_are_named(example: Path) -> None:
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 2028-01-02, staff: [王样例]}\n")
    (problem,) = data_problems(example)
    assert (problem.rule, problem.location.line) == ("D045", line_of(example / HOURS, "2028-01-02"))


@pytest.mark.parametrize(
    "line",
    [
        "{days: 每月第5个周一, season: 2月1日至2月28日, staff: [王样例]}",
        "{days: 春节, season: 7月1日至8月31日, staff: [王样例]}",
        "{days: 2026-12-05, closed: [2026-12-05], staff: [王样例]}",
        "{days: 2026-12-05, begins: 2026-12-06, staff: [王样例]}",
    ],
)
def test_a_shift_that_never_takes_place_is_told(example: Path, line: str) -> None:
    edit(example / HOURS, "window:\n", f"window:\n  - {line}\n")
    (problem,) = data_problems(example)
    assert (problem.rule, problem.severity) == ("D095", "warning")
    assert problem.location.line == line_of(example / HOURS, line)


def test_a_shift_of_next_years_holiday_takes_place_and_one_of_a_year_to_come_may(example: Path) -> None:
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 春节, staff: [王样例], begins: 2027-01-01}\n")
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 周六, staff: [王样例], begins: 2028-01-01}\n")
    assert data_problems(example) == []


def test_an_extra_shift_needs_hours_of_its_day(example: Path) -> None:
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 2026-12-06至2026-12-13, staff: [王样例]}\n")
    (problem,) = data_problems(example)
    assert problem.message == "2026年12月6日排了人，这一天没有写几点到几点有人，另外还有1天"
    edit(
        example / HOURS,
        "window_place",
        "  - {kind: 周六, days: 2026-12-06、2026-12-13, opens: 9:00, closes: 11:00}\nwindow_place",
    )
    assert data_problems(example) == []


def test_a_shift_may_begin_or_end_in_a_year_without_a_calendar(example: Path) -> None:
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 周日, staff: [王样例], begins: 2024-09-01, ends: 2029-06-30}\n")
    assert data_problems(example) == []


# --- as they were met ------------------------------------------------------------------------------------------------


def test_on_the_last_day_of_the_year_the_new_years_holiday_has_begun(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798171200")  # 2026-12-25
    edit(example / NEW, NEW_YEAR, OVER_NEW_YEAR)
    edit(example / NEW, "workdays: [", "workdays: [2026-12-26, ")
    code, _, err = typed("build", "website", "--root", example)
    assert code == 0, err
    page = (example / "build/website/sunny-garden/index.html").read_text("utf-8")
    assert "2026-12-31;周四（12月31日）;9:00-11:00,1," in page
    assert "2026-12-26;周六（12月26日）;8:30-11:30,," in page
    assert "20261231T090000" in (example / "build/website/sunny-garden/duty.ics").read_text("utf-8")


def test_in_the_morning_it_is_today_at_the_office_wherever_the_machine_is(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795390200")  # 7:30 at the office, 23:30 of the day before in UTC
    rule = example / "content/rules/meeting.md"
    text = rule.read_text("utf-8")
    day = next(line.removeprefix("revised: ") for line in text.split("\n") if line.startswith("revised: "))
    rule.write_text(text.replace(day, "2026-11-23"), "utf-8")
    assert [problem for problem in data_problems(example) if problem.rule == "D049"] == []
