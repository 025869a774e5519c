"""What a committee made public and keeps count of: dates and numbers only (records.yml)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from generator.model.amounts import Points, Year
from generator.model.facts import (
    Date,
    Fact,
    Flag,
    Log,
    Moment,
    Month,
    Name,
    Named,
    Record,
    RuleId,
    Slug,
    Some,
    Text,
    Time,
    Whole,
)


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
    """One use of a procedure with residents, by its name; or why it was not used, and the day this was written."""

    kind: Name
    date: Date | None = None
    topic: Text | None = None
    reason: Text | None = None


class Event(Fact):
    """A serious event on duty: when, what, whom it was reported to and when. No names.

    `known` is when the committee came to know of it, where that was later than it happened.
    """

    happened: Moment
    known: Moment | None = None
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


class WorkLog(Fact):
    """How many entries a month's work log has; what they say stays on paper."""

    month: Month
    entries: Whole


class Training(Fact):
    """A training that was held and how many people took part, of the staff and of residents."""

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


class Reduction(Fact):
    """Something the committee was relieved of: of which kind, how many there were, and how many are left."""

    date: Date
    kind: Name
    title: Text
    before: Whole
    after: Whole


class Addition(Fact):
    """Something the committee gives residents in addition: of which kind, and how much."""

    date: Date
    kind: Name
    title: Text
    number: Whole


class Appraisal(Fact):
    """The office's assessment of a year's work: the points of each indicator, their sum, when and where published."""

    year: Year
    scores: Named[Points]
    total: Points
    published: Date | None = None
    place: Text | None = None


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

    `attended` are the days of the trainings at which each of the staff was, by name; it goes into no output.

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
    work_log: Log[WorkLog] = ()
    training: Log[Training] = ()
    attended: Named[Some[Date]] = Field(default_factory=dict)
    qualified: Whole | None = None
    compensation: Log[Compensation] = ()
    assemblies: Log[Assembly] = ()
    reductions: Log[Reduction] = ()
    additions: Log[Addition] = ()
    appraisals: Log[Appraisal] = ()
    progress: Progress | None = None
    assessments: Log[Assessment] = ()

    @cached_property
    def visited(self) -> Mapping[tuple[str, Name], int]:
        """Return how many households were visited in each block, by the month and the block, the newest month first."""
        sums: dict[tuple[str, Name], int] = {}
        for visit in sorted(self.visits, key=lambda visit: visit.date, reverse=True):
            key = f"{visit.date:%Y-%m}", visit.block
            sums[key] = sums.get(key, 0) + visit.households
        return sums

    def notices_on(self, day: datetime.date) -> tuple[Notice, ...]:
        """Return what is public on a day, in the order of the file."""
        return tuple(notice for notice in self.notices if notice.posted(day))

    def gatherings_from(self, day: datetime.date) -> list[Gathering]:
        """Return the meetings that are not over before a day, the next first."""
        ahead = (gathering for gathering in self.gatherings if gathering.date >= day)
        return sorted(ahead, key=lambda gathering: (gathering.date, gathering.opens))
