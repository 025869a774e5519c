"""Who a committee is and which rooms it has (committee.yml, rooms.yml), and all its files together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from generator.model import written
from generator.model.amounts import Figure, Hectares
from generator.model.facts import (
    Date,
    Digits,
    Fact,
    Flag,
    Many,
    Month,
    Name,
    Named,
    NumberOfBuildings,
    NumberOfYears,
    Phone,
    Post,
    Record,
    Slug,
    Some,
    Someone,
    StatisticalCode,
    Text,
    Who,
    Whole,
    scalar,
)
from generator.model.hours import Timetable
from generator.model.ledger import Ledger
from generator.model.premises import Premises, Space
from generator.model.published import AllowedText, OfficialContact
from generator.model.records import Records
from generator.model.register import Register

Buildings = Annotated[
    str,
    scalar(
        r"[0-9]{1,3}(–[0-9]{1,3})?(、[0-9]{1,3}(–[0-9]{1,3})?)*",
        "楼号，写成 1–12、15，每个最多三位",
        form=written.buildings,
    ),
    Field(max_length=300),
]


class FormerName(Fact):
    """A name the committee once had."""

    name: Name
    until: Text


class Estate(Fact):
    """A housing estate within the committee's area."""

    name: Name
    households: Whole | None = None
    owners_committee: Flag
    property_company: Name | None = None
    buildings: NumberOfBuildings | None = None


class Block(Fact):
    """Buildings of an estate that one cadre visits; `buildings` as numbers and spans: `1–12、15`."""

    name: Name
    estate: Name
    buildings: Buildings
    cadre: Someone


class Person(Fact):
    """A member of staff, with what the public may know; `joined` only of somebody who came not long ago."""

    name: Someone
    posts: Some[Post] = Field(min_length=1)
    joined: Date | None = None
    generalist: Flag = False
    trained: Date | None = None
    serves: Text | None = None


class WorkingCommitteeStaff(Fact):
    """Who sits on a working committee; residents' representatives are a number, never names.

    `director_reasoned` is the day on which the reason for a director without the post was written.
    """

    id: Slug
    director: Someone
    director_reason: Text | None = None
    director_reasoned: Date | None = None
    cadres: Some[Who] = ()
    assistants: Some[Who] = ()
    representatives: Whole | None = None
    responsible: Named[Someone] = Field(default_factory=dict)


class Plate(Fact):
    """A plate at the door: its kind and its exact text."""

    kind: Slug
    text: Text


class Election(Fact):
    """When the committee was elected, how many members it has, and for how many years.

    `outside` is how many of the members are not among the staff that the file names.
    """

    date: Date
    members: Whole
    outside: Whole = 0
    years: NumberOfYears


class MediationCommittee(Fact):
    """The people's mediation committee in numbers."""

    elected: Date
    members: Whole
    women: Whole


class Passed(Fact):
    """A charter or convention: when residents passed it and when it was filed with the sub-district."""

    passed: Date
    filed: Date


class Action(Fact):
    """Something the committee does of its own accord, beyond what the policy asks."""

    name: Name
    since: Month
    note: Text
    figures: Some[Figure] = ()


class Partner(Fact):
    """A unit or group outside the committee that helps residents; its phone is told them only where `public`."""

    name: Name
    kind: Name
    since: Month
    task: Text
    phone: Phone | None = None
    public: Flag = False


class Settled(Fact):
    """Who settled the committee's boundary, when, and by which document."""

    date: Date
    by: Name
    document: Name | None = None


class Profile(Record):
    """Who the committee is (committee.yml)."""

    name: Name
    code: StatisticalCode
    number: Digits
    former_names: Some[FormerName] = ()
    former_slugs: Some[Slug] = ()
    since: Month | None = None
    since_note: Text | None = None
    branch: Name
    introduction: Text
    address: Text | None = None
    directions: Text | None = None
    phone: Phone | None = None
    duty_phone: Phone | None = None
    official_contacts: Some[OfficialContact] = ()
    allow: Some[AllowedText] = ()
    households: Whole | None = None
    boundary: Text | None = None
    boundary_settled: Settled | None = None
    area: Hectares | None = None
    estates: Many[Estate] = ()
    staff: Many[Person] = Field(min_length=1)
    working_committees: Many[WorkingCommitteeStaff] = ()
    appointments: Named[Someone] = Field(default_factory=dict)
    blocks: Many[Block] = ()
    elected: Election | None = None
    mediation_committee: MediationCommittee | None = None
    charter: Passed | None = None
    convention: Passed | None = None
    actions: Many[Action] = ()
    partners: Many[Partner] = ()
    plates: Some[Plate] = ()
    updated: Date


@dataclass(frozen=True)
class Committee:
    """A residents' committee: the files of its folder. The folder's name is its slug.

    `snapshots` holds what each issued sheet said, by its serial and the digest of it, `17-0123456789abcdef`: so two
    branches never write different things under one name. Early ones have the serial alone.
    """

    slug: str
    profile: Profile
    premises: Premises
    timetable: Timetable
    register: Register
    records: Records
    ledger: Ledger
    snapshots: Mapping[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> tuple[Record, ...]:
        """Return the committee's files."""
        return (self.profile, self.premises, self.timetable, self.register, self.records, self.ledger)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Return the staff by name."""
        return {person.name: person for person in self.profile.staff}

    @cached_property
    def places(self) -> Mapping[str, Space]:
        """Return the rooms and X spaces by id."""
        return {space.id: space for space in (*self.premises.rooms, *self.premises.spaces)}
