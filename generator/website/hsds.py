"""A committee in the words of Open Referral's HSDS 3.0: who it is, where it is, and when it is open.

https://docs.openreferral.org/en/v3.0/ says what each name means. What HSDS has no name for is called as RFC 5545 calls
it, which HSDS allows: `exdate` and `rdate` of a schedule. Nobody's name is in it: where a text names one of the staff,
it says that it is one.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha1
from itertools import chain
from typing import Any

from generator.codes.number import address
from generator.codes.pages import CommitteePages
from generator.duty.days import Year, years
from generator.duty.recurrence import Recurrence, recurrences, stretches
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod, Opening
from generator.model.open_data_words import OpenDataWords
from generator.model.premises import OwnSpace, Space
from generator.model.written_phones import EXTENSION
from generator.model.written_times import END_OF_DAY
from generator.text import chinese, placeholder
from generator.website.structured import address_of, without_gaps

VERSION = "3.0"

Record = dict[str, Any]
"""An object of HSDS: its properties by name, further objects nested in it; what is not known is left out."""

HOME = ("page", "home")
DUTY = ("page", "duty")

NAMESPACE = uuid.UUID("6b2f0a8e-59c4-4d1e-9d57-3c2a7be1f04d").bytes
"""The namespace of all ids; it is never changed."""

STATISTICAL_PREFIX = 9
"""Digits of a committee's statistical code that are its sub-district's, and no other's in the country."""


@dataclass(frozen=True, eq=False)
class Source:
    """What the data of one committee are made from."""

    handbook: Handbook
    pages: CommitteePages
    recurring: dict[object, Sequence[Recurrence]] = field(default_factory=dict)

    @property
    def words(self) -> OpenDataWords:
        """What is said in the data and stands in no author's file."""
        return self.handbook.words.open_data

    @cached_property
    def values(self) -> placeholder.Values:
        """What stands for placeholders: posts instead of those who hold them."""
        posts = self.handbook.policy.posts
        named = placeholder.values(self.handbook, self.pages.committee)
        return {**named, "committee.chair": posts.chair, "committee.secretary": posts.secretary}

    @cached_property
    def names(self) -> re.Pattern[str] | None:
        """What finds the names of the staff, the longest first; None where there are none."""
        named = sorted(named_people(self.pages.committee), key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, named))) if named else None

    def said(self, text: str) -> str:
        """Return a text with its placeholders filled and without anybody's name."""
        filled = placeholder.fill(text, self.values)
        return self.names.sub(self.words.somebody, filled) if self.names else filled

    def id(self, kind: str, id: str, *of: str) -> str:
        """Return the lasting id of what a page shows, or of a thing that belongs to it.

        It is made from the number of the page's printed code and that of the sub-district: neither a new name, nor a
        new folder, nor a new host changes it.
        """
        prefix = self.pages.committee.profile.code[:STATISTICAL_PREFIX]
        return id_of(prefix, self.pages.code(kind, id).code, *of)

    def page(self, kind: str, id: str) -> str:
        """Return the readable address of a page."""
        return self.handbook.site.site_url + self.pages.pages[kind, id].path

    def recurrences(self, timed: DutyPeriod | Opening) -> Sequence[Recurrence]:
        """Return the days on which hours are kept, worked out once for all that is done in them.

        They begin with the day on which the committee last said so: what was before is nobody's to come to.
        """
        key = (timed.days, timed.season, timed.closed)
        if key not in self.recurring:
            self.recurring[key] = tuple(recurrences(timed, self.years, self.covered))
        return self.recurring[key]

    @cached_property
    def years(self) -> Sequence[Year]:
        """The years that have a calendar."""
        return years(self.handbook.calendars)

    @cached_property
    def covered(self) -> Sequence[Sequence[datetime.date]]:
        """The runs of days, from that on which the committee last changed its data, that calendars cover."""
        since = self.pages.committee.profile.updated
        return list(stretches(day for year in self.years for day in year.days if day >= since))


def named_people(committee: Committee) -> set[str]:
    """Return everybody whom a committee's files name: its staff, and who is named at a room, a shift or a duty."""
    profile, timetable = committee.profile, committee.timetable
    seats = profile.working_committees
    return {
        *committee.people,
        *(space.contact for space in committee.places.values() if space.contact),
        *(
            name
            for shift in (*timetable.window, *timetable.duty)
            for name in (*shift.staff, *chain.from_iterable(shift.teams))
        ),
        *(name for entry in timetable.replacements for name in entry.staff),
        *(timetable.emergency.callout if timetable.emergency else ()),
        *(name for seat in seats for name in (seat.director, *seat.cadres, *seat.assistants)),
        *(name for seat in seats for name in seat.responsible.values()),
        *profile.appointments.values(),
        *(block.cadre for block in profile.blocks),
    }


def id_of(*of: str) -> str:
    """Return the id (UUID version 5, RFC 9562, 5.5) of what these words name.

    Measured on the 14,407 ids of 22 committees: 18 ms, where `uuid.uuid5` takes 60.
    """
    digest = sha1(NAMESPACE + "/".join(of).encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


# --- the committee and its rooms -------------------------------------------------------------------------------------


def organization(source: Source) -> Record:
    """Return the committee as an organization, with its locations: the office as a whole, then each room."""
    profile = source.pages.committee.profile
    home = address_of(source.handbook, source.pages)
    return without_gaps(
        {
            "id": source.id(*HOME),
            "name": source.values["committee.full_name"],
            "alternate_name": source.values["committee.short_name"],
            "description": source.said(profile.introduction),
            "website": home,
            "uri": address(source.handbook.site.code_url, source.pages.code(*HOME).code).lower(),
            "phones": list(office_phones(source)),
            "organization_identifiers": [
                {
                    "id": source.id(*HOME, "identifier"),
                    "identifier_type": source.words.identifier,
                    "identifier": profile.code,
                }
            ],
            "locations": [office(source), *rooms(source)],
        }
    )


def office_phones(source: Source) -> Iterator[Record]:
    """Yield the committee's telephones, each once: the office's, that of those on duty, and others of its hours."""
    profile, words = source.pages.committee.profile, source.words
    numbers = {profile.phone: words.office_phone}
    numbers.setdefault(profile.duty_phone, words.duty_phone)
    for period in source.pages.committee.timetable.periods:
        numbers.setdefault(period.phone, period.kind)
    for number, description in numbers.items():
        if number:
            yield phone(source.id(*HOME, "phone", number), number, description)


def phone(id: str, number: str, description: str) -> Record:
    """Return a telephone; what is dialled behind the number stands apart."""
    line, _, extension = number.partition(EXTENSION)
    more = {"extension": int(extension)} if extension else {}
    return {"id": id, "number": line, **more, "type": "voice", "description": description}


def office(source: Source) -> Record:
    """Return the whole of a committee's office as a location, at the hours of its timetable."""
    committee, id = source.pages.committee, source.id(*HOME, "location")
    return without_gaps(
        {
            "id": id,
            "location_type": "physical",
            "name": source.values["committee.short_name"],
            "transportation": source.said(committee.profile.directions or ""),
            "addresses": postal_addresses(source, source.id(*HOME, "address")),
            "accessibility": accessibility(source),
            "languages": languages(source),
            "schedules": duty_hours(source, committee.timetable.periods, id, source.page(*DUTY)),
        }
    )


def rooms(source: Source) -> Iterator[Record]:
    """Yield each room that the committee has and a page tells of as a location, at its own hours."""
    for id, space in source.pages.committee.places.items():
        if ("room", id) in source.pages.pages:
            yield room(source, space)


def room(source: Source, space: Space) -> Record:
    """Return a room as a location."""
    key, handbook = ("room", space.id), source.handbook
    shared = space if isinstance(space, OwnSpace) else handbook.rooms[space.id]
    labels, measure = handbook.words.space, handbook.words.measures.people
    facts = {
        labels.place: "，".join(part for part in (space.floor, space.position) if part),
        labels.capacity: measure.format(number=space.capacity) if space.capacity else "",
        labels.audience: shared.audience,
        labels.booking: space.booking or "",
        labels.equipment: "、".join(space.equipment),
    }
    words, id = list(map(in_words, space.hours)), source.id(*key)
    return without_gaps(
        {
            "id": id,
            "location_type": "physical",
            "name": source.values["committee.short_name"] + shared.name,
            "description": source.said("\n".join((shared.purpose, *labelled(facts)))),
            "addresses": postal_addresses(source, source.id(*key, "address")),
            "schedules": list(schedules(source, space.hours, words, id, source.page(*key))),
        }
    )


def labelled(facts: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each fact that is known, with its label."""
    return (f"{label}：{fact}" for label, fact in facts.items() if fact)


def postal_addresses(source: Source, id: str) -> list[Record]:
    """Return the address as a list, empty where nobody wrote it; what HSDS asks for and nobody knows is empty."""
    line, settings = source.pages.committee.profile.address, source.handbook.site.handbook.open_data
    if not line:
        return []
    district = source.handbook.policy.district
    return [
        {
            "id": id,
            "address_1": line,
            "city": settings.city or settings.province or district,
            "region": district,
            "state_province": settings.province or "",
            "postal_code": settings.postal_code or "",
            "country": "CN",
            "address_type": "physical",
        }
    ]


def accessibility(source: Source) -> list[Record]:
    """Return how those who sit in a wheelchair are served, as a list; an empty one where nobody wrote that they are."""
    if not source.pages.committee.premises.low_counter:
        return []
    return [{"id": source.id(*HOME, "low-counter"), "description": source.words.low_counter}]


def languages(source: Source) -> list[Record]:
    """Return the language that is spoken at the office as a list, that of the handbook."""
    words = source.handbook.words
    return [{"id": source.id(*HOME, "language"), "name": words.open_data.language, "code": words.short_language}]


# --- when ------------------------------------------------------------------------------------------------------------


def duty_hours(source: Source, periods: Iterable[DutyPeriod], owner: str, link: str = "") -> list[Record]:
    """Return when hours of the timetable are kept; nothing for those without times, when somebody is on call."""
    timed = [period for period in periods if period.days and period.opens and period.closes]
    return list(schedules(source, timed, [f"{period.kind}：{in_words(period)}" for period in timed], owner, link))


def in_words(timed: DutyPeriod | Opening) -> str:
    """Return days and times as a page says them."""
    season = f"（{timed.season}）" if timed.season else ""
    times = chinese.clocks(timed.opens, timed.closes) if timed.opens and timed.closes else ""
    return f"{timed.days}{season} {times}"


def schedules(
    source: Source, hours: Sequence[DutyPeriod | Opening], words: Sequence[str], owner: str, link: str
) -> Iterator[Record]:
    """Yield the schedules of the hours of `owner`, which are also given in words: one for each stretch of a season.

    `link` leads to the page that tells them; without it, notes are left out too, which another schedule has.
    """
    alike: Counter[str] = Counter()
    for timed, said in zip(hours, words, strict=True):
        for recurrence in source.recurrences(timed):
            alike[said] += 1
            yield {
                "id": id_of(owner, said, str(alike[said])),
                **days(recurrence),
                "description": said,
                "opens_at": clock(timed.opens),
                "closes_at": clock(timed.closes),
                **({"schedule_link": link} if link else {}),
                **({"notes": source.said(timed.note)} if link and timed.note else {}),
            }


@lru_cache(maxsize=1024)
def days(recurrence: Recurrence) -> Record:
    """Return the days of a schedule: a rule of RFC 5545, the days on which it does not hold, and further days."""
    rule = recurrence.rule
    return without_gaps(
        {
            "valid_from": recurrence.begins.isoformat(),
            "valid_to": recurrence.ends.isoformat(),
            "dtstart": recurrence.starts.isoformat(),
            "timezone": HOURS_AHEAD,
            "until": recurrence.until.isoformat() if recurrence.until else "",
            "freq": rule.frequency if rule else "",
            "byday": ",".join(rule.weekdays) if rule else "",
            "bymonthday": str(rule.day_of_month or "") if rule else "",
            "exdate": ",".join(map(str, recurrence.never)),
            "rdate": ",".join(map(str, recurrence.also)),
        }
    )


HOURS_AHEAD = 8
"""How many hours the office's clocks are ahead of UTC, the whole year."""


def clock(time: datetime.time | None) -> str:
    """Return a clock time of the office as HSDS writes it: `08:30+08:00`; the end of the day is its last minute."""
    return "23:59+08:00" if time == END_OF_DAY else f"{time:%H:%M}+08:00"
