"""When a committee is open and who is on duty (hours.yml)."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.day_words import last_date
from generator.model.facts import (
    Contact,
    Date,
    Days,
    Fact,
    Flag,
    Log,
    Name,
    NumberOfMinutes,
    Phone,
    Record,
    Season,
    Slug,
    Some,
    Text,
    Time,
    Who,
)


class Opening(Fact):
    """From when to when on which days; `season` limits it to a part of the year, `closed` names days it is not."""

    days: Days
    opens: Time
    closes: Time
    season: Season | None = None
    closed: Some[Date] = ()
    note: Text | None = None


class DutyPeriod(Fact):
    """A kind of hours the policy names, when it is, whom to ring then and which services can be done (or all)."""

    kind: Name
    days: Days | None = None
    opens: Time | None = None
    closes: Time | None = None
    season: Season | None = None
    closed: Some[Date] = ()
    phone: Phone | None = None
    all_services: Flag = False
    services: Some[Slug] = ()
    note: Text | None = None


class Shift(Fact):
    """Who is there on which days: always the same `staff`, or `teams` that take turns from the day `begins`.

    It is kept from the day `begins` to the day `ends`, where it says so; another shift may follow and leave these as
    they were.
    """

    days: Days
    opens: Time | None = None
    closes: Time | None = None
    staff: Some[Who] = ()
    teams: Some[Some[Who]] = ()
    begins: Date | None = None
    ends: Date | None = None
    season: Season | None = None
    closed: Some[Date] = ()

    def kept(self, day: datetime.date) -> bool:
        """Tell whether a day is none before it begins or after it ends."""
        return (self.begins is None or day >= self.begins) and (self.ends is None or day <= self.ends)

    def over(self, day: datetime.date) -> bool:
        """Tell whether it has ended before a day, or all its dates lie before that."""
        lasts = [last for last in (self.ends, last_date(self.days)) if last]
        return bool(lasts) and min(lasts) < day


IN_ENGLISH = {"窗口": "window", "值班": "duty"}
"""How else people say where somebody is."""


def in_english(place: object) -> object:
    """Return the word of the model for a place that is said in Chinese."""
    return IN_ENGLISH.get(place, place) if isinstance(place, str) else place


class Replacement(Fact):
    """Who is there on one day instead of those whose turn it is."""

    date: Date
    place: Annotated[Literal["window", "duty"], BeforeValidator(in_english)]
    staff: Some[Who] = Field(min_length=1)
    note: Text | None = None


class Emergency(Fact):
    """What calls people out, who is called in which order, and whom the event is reported to, within how long."""

    triggers: Some[Text] = Field(min_length=1)
    callout: Some[Who] = Field(min_length=1)
    report_to: Some[Contact] = Field(min_length=1)
    report_minutes: NumberOfMinutes


class Timetable(Record):
    """When the committee is open and who is on duty (hours.yml)."""

    periods: Some[DutyPeriod] = Field(min_length=1)
    window_place: Text | None = None
    window: Some[Shift] = ()
    duty: Some[Shift] = ()
    replacements: Log[Replacement] = ()
    emergency: Emergency | None = None
