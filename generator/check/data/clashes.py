"""Hours, meetings, replacements and words of fixed sets that contradict each other, or that nobody would ever see."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Protocol

from generator.check.data.days import openings
from generator.check.data.references import unknown
from generator.codes.pages import FOLDERS
from generator.duty import intervals
from generator.duty.days import Scheduled, in_every_week
from generator.duty.intervals import Timed
from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.gone import Retirements
from generator.model.handbook import Handbook
from generator.model.records import Gathering
from generator.model.register import Register
from generator.problem import Location, Problem
from generator.read.listing import owner
from generator.text.chinese import clock, clocks, date

EARLIEST, MORNING = datetime.time(1), datetime.time(6)
"""Between these nobody opens an office; who writes such an hour means one after noon."""


def hours_usual(handbook: Handbook) -> Iterator[Problem]:
    """D085: nothing opens in the small hours: 5:00 is most likely 17:00."""
    for committee in handbook.committees:
        for place, opens, _ in openings(committee, "opens"):
            if opens and EARLIEST <= opens < MORNING:
                meant = clock(opens.replace(hour=opens.hour + 12))
                message, hint = f"{clock(opens)} 就开始，很少见", f"下午的写成 {meant}；真的是凌晨，不用改"
                yield Problem(place, "D085", message, hint, "warning", committee=committee.slug)


def hours_apart(handbook: Handbook) -> Iterator[Problem]:
    """D086: of the hours of a committee, and of each of its rooms, no two share a time of a day."""
    for committee in handbook.committees:
        roster, at = Roster.of(handbook, committee), committee.timetable.source.at
        for first, second, day in overlaps(roster, committee.timetable.periods):
            yield overlap_problem(committee, at("periods", second, "opens"), committee.timetable.periods, first, day)
        for key in ("rooms", "spaces"):
            for index, space in enumerate(getattr(committee.premises, key)):
                for first, second, day in overlaps(roster, space.hours):
                    place = committee.premises.source.at(key, index, "hours", second, "opens")
                    yield overlap_problem(committee, place, space.hours, first, day)


class Kept(Timed, Scheduled, Protocol):
    """Hours that are kept on some days."""


def overlaps(roster: Roster, hours: Sequence[Kept]) -> Iterator[tuple[int, int, datetime.date]]:
    """Yield the numbers of every two hours that share a time, and the first day on which they do.

    What is on a day of the month may lie within the weekly hours: it is something of its own.
    """
    timed = [(index, each, span) for index, each in enumerate(hours) if (span := intervals.span(each))]
    for (first, one, whole), (second, other, part) in combinations(timed, 2):
        weekly = in_every_week(one.days or "") and in_every_week(other.days or "")
        if weekly and intervals.overlap(whole, part) and (days := roster.occasions(one) & roster.occasions(other)):
            yield first, second, min(days)


def overlap_problem(
    committee: Committee, place: Location, hours: Sequence[Kept], first: int, day: datetime.date
) -> Problem:
    """Return what is said of hours that overlap with earlier ones."""
    earlier = hours[first]
    assert earlier.opens and earlier.closes
    message = f"和“{earlier.days} {clocks(earlier.opens, earlier.closes)}”重叠，例如{date(day)}"
    return Problem(place, "D086", message, "改钟点，让两段首尾相接", "warning", committee=committee.slug)


def gatherings_possible(handbook: Handbook) -> Iterator[Problem]:
    """D047, D087, D088: a meeting ends after it begins, no two are in one room at once, and none is over."""
    for committee in handbook.committees:
        at, meetings = committee.records.source.at, committee.records.gatherings
        for index, meeting in enumerate(meetings):
            if meeting.closes <= meeting.opens:
                message = f"{clock(meeting.opens)} 开始，{clock(meeting.closes)} 就结束了"
                place = at("gatherings", index, "closes")
                yield Problem(
                    place, "D047", message, "改 `opens` 或 `closes`，下午的用 24 小时写", committee=committee.slug
                )
            if meeting.date < handbook.today:
                message = f"“{meeting.topic}”{date(meeting.date)}已经过了，网页上不再显示"
                hint = "开过的删掉；日子写错的改 `date`"
                place = at("gatherings", index, "date")
                yield Problem(place, "D088", message, hint, "info", committee=committee.slug)
        for (_, first), (index, second) in combinations(enumerate(meetings), 2):
            if second.date >= handbook.today and meet_in_one_room(committee, first, second):
                message = f"这一间 {clocks(first.opens, first.closes)} 已经给了“{first.topic}”"
                place = at("gatherings", index, "room")
                yield Problem(place, "D087", message, "换一间，或改钟点", committee=committee.slug)


def meet_in_one_room(committee: Committee, first: Gathering, second: Gathering) -> bool:
    """Tell whether two meetings are at one time in one room, or in rooms that are the same place."""
    if not first.room or not second.room or first.date != second.date:
        return False
    there = committee.places.get(first.room)
    same = first.room == second.room or (there is not None and second.room in there.shares_with)
    return same and intervals.overlap((first.opens, first.closes), (second.opens, second.closes))


def replacements_single(handbook: Handbook) -> Iterator[Problem]:
    """D089: there is one replacement for a place on a day; of two, one would be lost."""
    for committee in handbook.committees:
        written: dict[tuple[str, datetime.date], tuple[str, ...]] = {}
        for index, entry in enumerate(committee.timetable.replacements):
            key = (entry.place, entry.date)
            if key in written:
                message = f"{date(entry.date)}这一班已经换成{'、'.join(written[key])}，又换成{'、'.join(entry.staff)}"
                place = committee.timetable.source.at("replacements", index, "date")
                hint = "留下对的一行；几个人一起上的，写在一行的 `staff` 里"
                yield Problem(place, "D089", message, hint, committee=committee.slug)
            written.setdefault(key, entry.staff)


def retirements_read(handbook: Handbook) -> Iterator[Problem]:
    """D036: what is said to be gone is of a kind that has pages."""
    kinds = (*FOLDERS, "page")
    records: list[Retirements | Register] = [handbook.retirements]
    for record in (*records, *(committee.register for committee in handbook.committees)):
        for index, retirement in enumerate(record.retired):
            if retirement.kind not in kinds:
                place = record.source.at("retired", index, "kind")
                yield unknown(place, "种类", retirement.kind, kinds, committee=owner(record.source.file))
