"""What people keep on their phones: meetings and duty as calendars (RFC 5545), the office as a card (RFC 2426)."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.codes.number import parts
from generator.day import OFFICE_TIME, OFFICE_ZONE, ONE_DAY
from generator.duty.coverage import Coverage
from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.facts import MIDNIGHT
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod
from generator.model.records import Gathering
from generator.model.written_phones import with_pause
from generator.model.written_times import END_OF_DAY
from generator.text import placeholder

AHEAD = 60
"""How many days of duty a calendar tells; who subscribes gets the next ones when the site is built again."""

LONGEST = 75
"""Octets in a line before it is folded (RFC 5545 3.1, RFC 2426 2.6)."""

OFFSET = f"{datetime.time(tzinfo=OFFICE_TIME):%z}"

ZONE = f"""BEGIN:VTIMEZONE
TZID:{OFFICE_ZONE}
BEGIN:STANDARD
DTSTART:19910915T010000
TZOFFSETFROM:{OFFSET}
TZOFFSETTO:{OFFSET}
TZNAME:{OFFICE_TIME}
END:STANDARD
END:VTIMEZONE"""


def duty_calendar(handbook: Handbook, committee: Committee) -> str:
    """Return `duty.ics` (RFC 5545), for the staff: duty outside normal hours for AHEAD days, and whose turn it is."""
    return calendar(handbook, committee, handbook.words.phone.roster, duty_events(handbook, committee))


def meeting_calendar(handbook: Handbook, committee: Committee) -> str:
    """Return `meetings.ics` (RFC 5545), for residents: the meetings still to be held to which they may come."""
    return calendar(handbook, committee, handbook.words.phone.meetings, meeting_events(handbook, committee))


def calendar(handbook: Handbook, committee: Committee, title: str, events: Iterable[str]) -> str:
    """Return a calendar with these lines of events; its title has a gap for the committee's name."""
    return published(handbook, title.format(committee=placeholder.short_name(handbook, committee)), events)


def published(handbook: Handbook, name: str, events: Iterable[str]) -> str:
    """Return a calendar of this name with these lines of events, to which one may subscribe."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{host_name(handbook)}//handbook//{handbook.words.short_language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *ZONE.split("\n"),
        *events,
        "END:VCALENDAR",
    ]
    return folded(lines)


def duty_events(handbook: Handbook, committee: Committee) -> Iterator[str]:
    """Yield the lines of an event for each period of duty outside the normal hours."""
    roster = Roster.of(handbook, committee)
    coverage = Coverage(handbook.policy.duty, roster)
    for day in (handbook.today + ONE_DAY * number for number in range(AHEAD)):
        alike: Counter[str] = Counter()
        for period in timed_periods(roster, day) if roster.covers(day) else ():
            if period.kind != handbook.policy.duty.normal:
                name = f"{day:%Y%m%d}-{period.opens:%H%M}-{fingerprint(period.kind)}"
                alike[name] += 1
                yield from duty_event(handbook, coverage, day, period, numbered(name, alike[name]))


def timed_periods(roster: Roster, day: datetime.date) -> list[DutyPeriod]:
    """Return the hours of a day of which both ends are known, in the order of the day."""
    timed = (period for period in roster.periods(day) if period.opens and period.closes)
    return sorted(timed, key=lambda period: (period.opens, period.closes))


def duty_event(
    handbook: Handbook, coverage: Coverage, day: datetime.date, period: DutyPeriod, name: str
) -> Iterator[str]:
    """Yield the lines of the event for one period of duty on one day; the period must have its hours."""
    assert period.opens and period.closes
    committee, words = coverage.roster.committee, handbook.words.phone
    staff = "、".join(coverage.on_duty_during(day, (period.opens, period.closes)))
    phone = period.phone or committee.profile.duty_phone or committee.profile.phone
    call = words.call.format(phone=phone) if phone else None
    note = "，".join(part for part in (staff and words.staff.format(names=staff), period.note, call) if part)
    uid = f"{name}-{committee.slug}@{host_name(handbook)}"
    summary = words.duty.format(committee=placeholder.short_name(handbook, committee), kind=period.kind)
    place = committee.profile.address or ""
    replaced = sum(entry.date == day for entry in committee.timetable.replacements)
    revision = Revision(committee.profile.updated, replaced)
    yield from event(revision, uid, day, period.opens, period.closes, summary, place, note)


def meeting_events(handbook: Handbook, committee: Committee) -> Iterator[str]:
    """Yield the lines of an event for each meeting that is still to be held."""
    alike: Counter[str] = Counter()
    for meeting in committee.records.gatherings_from(handbook.today):
        name = f"{meeting.date:%Y%m%d}-meeting-{fingerprint(meeting.kind, meeting.topic)}"
        alike[name] += 1
        uid = f"{numbered(name, alike[name])}-{committee.slug}@{host_name(handbook)}"
        summary = f"{meeting.kind}：{meeting.topic}"
        place = " ".join(part for part in (committee.profile.address, place_of(handbook, meeting)) if part)
        revision = Revision(committee.profile.updated)
        yield from event(revision, uid, meeting.date, meeting.opens, meeting.closes, summary, place, "")


def fingerprint(*words: str) -> str:
    """Return a few letters and digits for some words, the same wherever in its file the thing stands."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


def numbered(name: str, number: int) -> str:
    """Return a name that is told apart from those before it of the same kind, of which it is the first or another."""
    return name if number == 1 else f"{name}-{number}"


class Revision(NamedTuple):
    """How new an event is: the day the committee's data were last changed, and how often the event alone was."""

    day: datetime.date
    more: int = 0

    @property
    def sequence(self) -> int:
        """Return a number that grows with each revision (RFC 5545 3.8.7.4), the same for the same data."""
        return max(0, (self.day - EPOCH).days) + self.more


EPOCH = datetime.date(2000, 1, 1)
"""Revisions are counted from here, by days."""


def whole_day(revision: Revision, uid: str, day: datetime.date, summary: str, description: str) -> Iterator[str]:
    """Yield the lines of an event that is a day and takes nobody's time."""
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{revision.day:%Y%m%d}T000000Z"
    yield f"LAST-MODIFIED:{revision.day:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{revision.sequence}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + ONE_DAY:%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(summary)}"
    if description:
        yield f"DESCRIPTION:{escaped(description)}"
    yield "END:VEVENT"


def place_of(handbook: Handbook, meeting: Gathering) -> str | None:
    """Return where a meeting is held: the name of the room, or another place in words; None where nobody knows."""
    room = handbook.rooms.get(meeting.room or "")
    return room.name if room else meeting.place


def event(
    revision: Revision,
    uid: str,
    day: datetime.date,
    opens: datetime.time,
    closes: datetime.time,
    summary: str,
    place: str,
    description: str,
) -> Iterator[str]:
    """Yield the lines of one event; its stamp is the day the data were last changed, so that bytes stay the same."""
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{revision.day:%Y%m%d}T000000Z"
    yield f"LAST-MODIFIED:{revision.day:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{revision.sequence}"
    yield f"DTSTART;TZID={OFFICE_ZONE}:{day:%Y%m%d}T{opens:%H%M}00"
    ends, hour = (day + ONE_DAY, MIDNIGHT) if closes == END_OF_DAY else (day, closes)
    yield f"DTEND;TZID={OFFICE_ZONE}:{ends:%Y%m%d}T{hour:%H%M}00"
    yield f"SUMMARY:{escaped(summary)}"
    if place:
        yield f"LOCATION:{escaped(place)}"
    if description:
        yield f"DESCRIPTION:{escaped(description)}"
    yield "END:VEVENT"


def card(handbook: Handbook, committee: Committee) -> str:
    """Return `office.vcf` (RFC 2426): the committee's office as a card for the address book."""
    profile = committee.profile
    hours = placeholder.normal_hours(handbook, committee)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escaped(placeholder.short_name(handbook, committee))}",
        f"N:{escaped(placeholder.short_name(handbook, committee))};;;;",
        f"ORG:{escaped(placeholder.full_name(handbook, committee))}",
        *(f"TEL;TYPE=WORK,VOICE:{with_pause(phone)}" for phone in (profile.phone, profile.duty_phone) if phone),
        *([f"ADR;TYPE=WORK:;;{escaped(profile.address)};;;;"] if profile.address else []),
        f"URL:{handbook.site.site_url}{committee.slug}/",
        *([f"NOTE:{escaped(handbook.words.phone.open.format(hours=hours))}"] if hours else []),
        f"REV:{profile.updated:%Y%m%d}T000000Z",
        "END:VCARD",
    ]
    return folded(lines)


def host_name(handbook: Handbook) -> str:
    """Return the name of the website's host, which makes identifiers the website's own."""
    return parts(handbook.site.site_url).host


ESCAPED = str.maketrans(
    {
        **dict.fromkeys(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)), " "),
        "\\": "\\\\",
        ";": "\\;",
        ",": "\\,",
        "\n": "\\n",
    }
)
"""What would end a value or its line, or may not stand in one (RFC 5545 3.3.11), and what stands there instead."""


def escaped(text: str) -> str:
    """Return a text as a value of a calendar or a card: no text within begins a line of its own."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(ESCAPED)


def folded(lines: Iterable[str]) -> str:
    """Return the lines as one text, each ended as the standards ask; those too long are folded between characters."""
    return "".join(f"{piece}\r\n" for line in lines for piece in pieces(line))


def pieces(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most LONGEST octets; those after the first begin with a space."""
    if len(line.encode()) <= LONGEST:
        yield line
        return
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LONGEST:
            yield piece
            piece = " "
        piece += character
    yield piece
