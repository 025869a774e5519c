"""What a committee made public and keeps count of: dates and numbers only (records.yml)."""

from __future__ import annotations

import datetime

from generator.model.facts import Date, Fact, Flag, Log, Moment, Month, Name, Record, RuleId, Slug, Text, Time, Whole


class Notice(Fact):
    """Something made public, and until when."""

    item: Slug
    title: Name
    published: Date
    expires: Date
    place: Text

    def posted(self, day: datetime.date) -> bool:
        """Tell whether it is public on a day."""
        return self.published <= day <= self.expires


class MissedWeek(Fact):
    """A week, by any day of it, without a regular meeting, and why."""

    week: Date
    reason: Text


class Meetings(Fact):
    """The days of the regular meetings since the log was begun; `study` are those with time for study."""

    since: Date
    dates: Log[Date] = ()
    study: Log[Date] = ()
    missed: Log[MissedWeek] = ()


class Procedure(Fact):
    """One use of a procedure with residents, by its name; or why it was not used in the last twelve months."""

    kind: Name
    date: Date | None = None
    topic: Text | None = None
    reason: Text | None = None


class Event(Fact):
    """A serious event on duty: when, what, whom it was reported to and when. No names."""

    happened: Moment
    event: Text
    reported_to: Text | None = None
    reported: Moment | None = None


class Answers(Fact):
    """A month's requests of residents: how many came in, how many were answered late."""

    month: Month
    received: Whole
    late: Whole


class Visit(Fact):
    """When a block was last visited whole, and how many households; numbers only."""

    block: Name
    date: Date
    households: Whole


class Diary(Fact):
    """How many entries a month's diary has; what they say stays on paper."""

    month: Month
    entries: Whole


class Training(Fact):
    """A training that was held and how many of the committee's people took part."""

    kind: Name
    date: Date
    people: Whole


class Compensation(Fact):
    """A month's turns on weekend and holiday duty, and the workdays taken off for them."""

    month: Month
    turns: Whole
    days_off: Whole


class Assembly(Fact):
    """A residents' meeting, the day its agenda was announced, and whether members were reviewed at it."""

    date: Date
    announced: Date
    review: Flag = False


class Progress(Fact):
    """When the committee began to carry the policy out, and when it summed up."""

    started: Date
    summary: Date | None = None


class Assessment(Fact):
    """Rules that were not met on an earlier day, so that a trend can be shown."""

    date: Date
    unmet: Log[RuleId] = ()


class Gathering(Fact):
    """A meeting residents may come to, still to be held: what about, when, and in which room or where else."""

    kind: Name
    topic: Text
    date: Date
    opens: Time
    closes: Time
    room: Slug | None = None
    place: Text | None = None


class Records(Record):
    """What the committee made public and what it keeps count of: dates and numbers only (records.yml).

    `demonstration` where the numbers are made up, so that nobody takes what they show for done.
    """

    demonstration: Flag = False
    notices: Log[Notice] = ()
    gatherings: Log[Gathering] = ()
    meetings: Meetings | None = None
    studies: Log[Date] = ()
    procedures: Log[Procedure] = ()
    events: Log[Event] | None = None
    answers: Log[Answers] = ()
    visits: Log[Visit] = ()
    diary: Log[Diary] = ()
    training: Log[Training] = ()
    qualified: Whole | None = None
    compensation: Log[Compensation] = ()
    assemblies: Log[Assembly] = ()
    progress: Progress | None = None
    assessments: Log[Assessment] = ()

    def notices_on(self, day: datetime.date) -> tuple[Notice, ...]:
        """Return what is public on a day, in the order of the file."""
        return tuple(notice for notice in self.notices if notice.posted(day))

    def gatherings_from(self, day: datetime.date) -> list[Gathering]:
        """Return the meetings that are not over before a day, the next first."""
        ahead = (gathering for gathering in self.gatherings if gathering.date >= day)
        return sorted(ahead, key=lambda gathering: (gathering.date, gathering.opens))
