"""Calendars and address cards: lines as the standards ask, events that are true, the same bytes each time."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.website import phone


@pytest.fixture
def garden(handbook: Handbook) -> Committee:
    """The committee whose data are whole."""
    return next(committee for committee in handbook.committees if committee.slug == "sunny-garden")


def unfolded(text: str) -> list[str]:
    """The lines of a calendar or card, put together again."""
    return text.replace("\r\n ", "").split("\r\n")


def events(text: str) -> list[dict[str, str]]:
    """Each event as its properties."""
    found = re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", "\n".join(unfolded(text)), re.DOTALL)
    return [dict(line.split(":", 1) for line in event.strip().split("\n")) for event in found]


def test_every_period_outside_normal_hours_is_an_event(handbook: Handbook, garden: Committee) -> None:
    roster = Roster.of(handbook, garden)
    days = [handbook.today + datetime.timedelta(number) for number in range(phone.AHEAD)]
    normal = handbook.policy.duty.normal
    wanted = [(day, period) for day in days for period in roster.periods(day) if period.kind != normal and period.opens]
    found = events(phone.duty_calendar(handbook, garden))
    assert [event["DTSTART;TZID=Asia/Shanghai"] for event in found] == [
        f"{day:%Y%m%d}T{period.opens:%H%M}00" for day, period in wanted
    ]
    assert all(period.kind in event["SUMMARY"] for event, (_, period) in zip(found, wanted, strict=True))


def test_a_meeting_still_to_come_is_an_event_and_a_past_one_is_not(handbook: Handbook, garden: Committee) -> None:
    (meeting,) = garden.records.gatherings
    (event,) = events(phone.meeting_calendar(handbook, garden))
    assert meeting.topic in event["SUMMARY"]
    assert handbook.rooms[meeting.room or ""].name in event["LOCATION"]
    past = meeting.model_copy(update={"date": handbook.today - datetime.timedelta(1)})
    records = garden.records.model_copy(update={"gatherings": (past,)})
    older = Committee(**{**garden.__dict__, "records": records})
    assert events(phone.meeting_calendar(handbook, older)) == []


def test_names_of_events_are_unique_and_the_bytes_the_same(handbook: Handbook, garden: Committee) -> None:
    text = phone.duty_calendar(handbook, garden)
    names = [event["UID"] for event in events(text)]
    assert len(set(names)) == len(names) > 10
    assert text == phone.duty_calendar(handbook, garden)
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")


def test_a_card_has_the_office_and_no_person(handbook: Handbook, garden: Committee) -> None:
    lines = unfolded(phone.card(handbook, garden))
    assert "TEL;TYPE=WORK,VOICE:021-5555-0101" in lines
    assert not any(name in line for name in garden.people for line in lines)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_short_and_come_together_again(line: str) -> None:
    pieces = list(phone.pieces(line))
    assert all(len(piece.encode()) <= phone.LONGEST for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


@given(st.text(max_size=60))
def test_what_is_written_cannot_end_its_line(text: str) -> None:
    assert "\n" not in phone.escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", phone.escaped(text))
