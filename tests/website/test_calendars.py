"""Calendars as a phone reads them: each event has its own lasting name, and residents' events name nobody."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from tools import edit, planned, website

from generator.day import OFFICE_TIME
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.read.files import load
from generator.website import phone

HOURS = "committees/sunny-garden/hours.yml"
RECORDS = "committees/sunny-garden/records.yml"
PROFILE = "committees/sunny-garden/committee.yml"
SATURDAY = "  - {kind: 周六, days: 周六, opens: 9:00, closes: 11:00"
MEETING = "  - {kind: 议事会, topic: 活动室换桌椅, date: 2026-12-05, opens: 14:00, closes: 15:30, room: council}"
FIRST_SATURDAY = datetime.date(2026, 12, 5)

Events = dict[str, icalendar.Event]
Make = Callable[[Handbook, Committee], str]


def garden(root: Path) -> tuple[Handbook, Committee]:
    """The example as it is now, and the committee whose data are whole."""
    handbook = load(root)
    return handbook, next(committee for committee in handbook.committees if committee.slug == "sunny-garden")


def events(root: Path, make: Make) -> Events:
    """The events of a calendar by their names, of which there must be as many as events."""
    calendar = icalendar.Calendar.from_ical(make(*garden(root)))
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.errors == []
    listed = calendar.walk("VEVENT")
    named = {str(event["UID"]): event for event in listed}
    assert len(named) == len(listed)
    return named


def duty(root: Path) -> Events:
    return events(root, phone.duty_calendar)


def meetings(root: Path) -> Events:
    return events(root, phone.meeting_calendar)


def on(day: datetime.date, found: Events) -> list[icalendar.Event]:
    """The events of a day, by the time at which they begin, then end."""
    times = sorted((event.start, event.end, name) for name, event in found.items() if event.start.date() == day)
    return [found[name] for _, _, name in times]


def only(found: Events) -> icalendar.Event:
    (event,) = found.values()
    return event


@pytest.mark.parametrize("make", [phone.duty_calendar, phone.meeting_calendar])
def test_a_calendar_is_read_as_it_was_meant(example: Path, make: Make) -> None:
    found = events(example, make)
    assert found
    for event in found.values():
        assert event.start.utcoffset() == OFFICE_TIME.utcoffset(None)
        assert event.start < event.end
        assert isinstance(event["SEQUENCE"], int) and event["SEQUENCE"] > 0
        assert event.DTSTAMP == event.LAST_MODIFIED
        assert event["SUMMARY"] and event["LOCATION"]


@pytest.mark.parametrize("other", ["早到", "周六"])
@pytest.mark.parametrize("closes", ["12:00", "11:00"])
def test_two_periods_that_begin_at_one_time_are_two_events(example: Path, other: str, closes: str) -> None:
    before = set(duty(example))
    added = f"  - {{kind: {other}, days: 每月第1个周六, opens: 9:00, closes: {closes}, phone: 021-5555-0101}}\n"
    edit(example / HOURS, SATURDAY, added + SATURDAY)
    found = duty(example)
    same_day = on(FIRST_SATURDAY, found)
    assert len(same_day) == 2
    assert all(str(event["UID"]).startswith("20261205-0900") for event in same_day)
    assert before < set(found), "what was there keeps its name"


def test_a_name_is_of_the_period_wherever_it_stands_and_whatever_else_it_says(example: Path) -> None:
    before = set(duty(example))
    lines = (example / HOURS).read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(SATURDAY))
    lines.insert(1, lines.pop(at).replace("closes: 11:00", "closes: 11:30, note: 改了"))
    (example / HOURS).write_text("\n".join(lines), "utf-8")
    assert set(duty(example)) == before


def test_a_meeting_keeps_its_name_when_an_earlier_one_goes(example: Path) -> None:
    (name,) = meetings(example)
    edit(example / RECORDS, MEETING, f"{MEETING.replace('议事会', '恳谈会').replace('12-05', '12-01')}\n{MEETING}")
    assert name in meetings(example) and len(meetings(example)) == 2
    edit(example / RECORDS, "opens: 14:00, closes: 15:30, room: council", "opens: 15:00, closes: 16:00, place: 大门口")
    assert name in meetings(example)


def test_two_meetings_alike_are_two_events(example: Path) -> None:
    later = MEETING.replace("14:00", "19:00").replace("15:30", "20:30")
    edit(example / RECORDS, MEETING, f"{later}\n{MEETING}")
    assert [event.start.hour for event in on(FIRST_SATURDAY, meetings(example))] == [14, 19]


def test_a_revision_is_newer_than_what_it_revises(example: Path) -> None:
    before, met = on(FIRST_SATURDAY, duty(example))[0], only(meetings(example))
    edit(
        example / HOURS,
        "opens: 9:00, closes: 11:00, phone: 021-5555-0151, services: [lunch",
        "opens: 9:00, closes: 12:00, services: [lunch",
    )
    updated = garden(example)[1].profile.updated
    edit(example / PROFILE, f"updated: {updated}", f"updated: {updated + datetime.timedelta(1)}")
    after = on(FIRST_SATURDAY, duty(example))[0]
    assert after["UID"] == before["UID"] and after.end > before.end
    for old, new in ((before, after), (met, only(meetings(example)))):
        assert new["SEQUENCE"] > old["SEQUENCE"]
        assert new.LAST_MODIFIED > old.LAST_MODIFIED


def test_whoever_is_there_instead_is_named_in_a_newer_revision(example: Path) -> None:
    before = duty(example)
    edit(example / HOURS, "replacements:\n", "replacements:\n  - {date: 2026-12-05, place: duty, staff: [赵拟名]}\n")
    after = duty(example)
    newer = {name for name, event in after.items() if event["SEQUENCE"] > before[name]["SEQUENCE"]}
    assert {after[name].start.date() for name in newer} == {FIRST_SATURDAY}
    assert all("值班的是赵拟名，" in after[name]["DESCRIPTION"] for name in newer)


def test_the_same_data_give_the_same_bytes(example: Path) -> None:
    for make in (phone.duty_calendar, phone.meeting_calendar):
        assert make(*garden(example)) == make(*garden(example))


def test_each_period_names_those_who_are_there_during_it(example: Path) -> None:
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 2026-12-05, opens: 14:00, closes: 15:00, staff: [陈示例]}\n")
    edit(example / HOURS, SATURDAY, f"{SATURDAY.replace('9:00', '14:00').replace('11:00', '15:00')}}}\n{SATURDAY}")
    morning, afternoon = on(FIRST_SATURDAY, duty(example))
    assert "陈示例" not in morning["DESCRIPTION"]
    assert "陈示例" in afternoon["DESCRIPTION"]


def test_residents_are_offered_meetings_and_nobodys_name(example: Path) -> None:
    handbook, committee = garden(example)
    ready = planned(handbook, ["website"])
    unit = next(unit for unit in ready.plan.units if unit.committee == "sunny-garden")
    files = {
        path.removeprefix("website/sunny-garden/"): text.decode()
        for path, text in website(ready, unit).items()
        if "sunny-garden/" in path
    }
    names = [*committee.people]
    for_residents = files["meetings.ics"].replace("\r\n ", "")
    assert "活动室换桌椅" in for_residents and not any(name in for_residents for name in names)
    assert any(name in files["duty.ics"].replace("\r\n ", "") for name in names)
    assert "meetings.ics" in files["index.html"] and "duty.ics" not in files["index.html"]
    assert "duty.ics" in files["duty/index.html"]


def test_a_calendar_without_meetings_is_one_all_the_same(example: Path) -> None:
    edit(example / RECORDS, f"gatherings:\n{MEETING}\n", "")
    assert meetings(example) == {}


def test_days_off_from_december_on_are_duty_of_holidays(example: Path) -> None:
    calendar = example / "content/calendar/2027.yml"
    edit(calendar, "begins: 2027-01-01, ends: 2027-01-03", "begins: 2026-12-31, ends: 2027-01-02")
    (event,) = on(datetime.date(2026, 12, 31), duty(example))
    assert "假日" in event["SUMMARY"] and "陈示例、李范例" in event["DESCRIPTION"]
