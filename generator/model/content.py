"""What all committees share (content/): services, rooms, rules, forms, lists, holidays, what must be made public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from generator.model.amounts import Comparison, Year
from generator.model.facts import (
    Basis,
    Called,
    Contact,
    Counted,
    Date,
    Fact,
    Flag,
    LastDay,
    Many,
    Month,
    Name,
    NumberOfRows,
    Percent,
    Phone,
    Record,
    SharedText,
    Slug,
    Some,
    Text,
    Whole,
)
from generator.model.published import AllowedText, OfficialContact

BETWEEN_NAMES = re.compile("[（）、]")
"""What stands between the names of a department."""


class Department(Fact):
    """A department that asks committees for help, and what it does for them."""

    name: Name
    phone: Phone | None = None
    task: Text

    @property
    def names(self) -> tuple[str, ...]:
        """Return what it may be called: its name whole, and each part of one such as `民政部门（示例区民政局）`."""
        parts = (part for part in BETWEEN_NAMES.split(self.name) if part)
        return tuple(dict.fromkeys((self.name, *parts)))


class Lesson(Fact):
    """A training of the sub-district's plan."""

    kind: Name
    month: Month
    topic: Text


class PilotFinding(Fact):
    """What came out in the pilot, and what all committees have done since because of it."""

    finding: Text
    change: Text


class Indicator(Fact):
    """An indicator of the yearly assessment and its weight in percent."""

    name: Name
    weight: Percent
    by_residents: Flag = False

    @property
    def bare_name(self) -> str:
        """What it is called without the note behind it: 居民自治 of 居民自治（不看制度上墙）."""
        return bare(self.name)


def bare(name: str) -> str:
    """Return the name of an indicator without a note in brackets behind it."""
    return re.sub(r"[（(][^（()）]*[)）]$", "", name) or name


class Superior(Contact):
    """Somebody above the committees whom serious events are reported to, and what people call them."""

    also_called: Some[Called] = ()


class Milestone(Fact):
    """Something that was done, and when."""

    date: Date
    text: Text


class PhaseSummary(Fact):
    """What was summed up of a phase of the policy: the day of it, what was done when, and numbers before and after."""

    phase: Name
    date: Date
    done: Some[Milestone] = ()
    figures: Some[Comparison] = ()


class Subdistrict(Record):
    """What the sub-district's office itself keeps (content/subdistrict.yml); `demonstration` where it is made up."""

    demonstration: Flag = False
    departments: Many[Department] = ()
    superiors: Some[Superior] = ()
    official_contacts: Some[OfficialContact] = ()
    allow: Some[AllowedText] = ()
    training_plan: Many[Lesson] = ()
    indicators: Many[Indicator] = ()
    indicators_from: Year | None = None
    pilot: Some[PilotFinding] = ()
    summary: Date | None = None
    summaries: Many[PhaseSummary] = ()

    @cached_property
    def departments_by_name(self) -> Mapping[str, Department]:
        """Return the departments by each of their names, the first that has it."""
        named = ((name, department) for department in reversed(self.departments) for name in department.names)
        return dict(named)


class Holiday(Fact):
    """Days off around a public holiday, the first and the last."""

    name: Name
    begins: Date
    ends: Date


class Calendar(Record):
    """A year's public holidays and the weekend days worked instead (content/calendar/<year>.yml)."""

    year: Year
    document: Text
    checked: Date
    holidays: Some[Holiday] = Field(min_length=1)
    workdays: Some[Date] = ()


class Entry(Fact):
    """An entry of a reference list."""

    id: Slug
    kind: Name
    title: Name
    department: Name
    basis: Basis
    version: Name
    jurisdiction: Name


class ReferenceList(Fact):
    """One of the reference lists; `demonstration` where the entries only show what the real list would hold."""

    id: Slug
    title: Name
    kinds: Some[Text]
    demonstration: Flag = False
    note: Text | None = None
    entries: Many[Entry] = Field(min_length=1)


class Lists(Record):
    """The reference lists of what may be asked of committees (content/lists.yml)."""

    answer: Text
    lists: Many[ReferenceList] = Field(min_length=1)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Return every entry of every list by its id."""
        return {entry.id: entry for reference_list in self.lists for entry in reference_list.entries}


class Part(Fact):
    """A part of the rulebook: its title and its chapters as `kind:id`."""

    title: Name
    chapters: Many[Text] = Field(min_length=1)


class Contents(Record):
    """What the handbook holds and in which order (content/contents.yml); a file not named here is a mistake."""

    services: Many[Slug] = Field(min_length=1)
    popular: tuple[Slug, ...] = Field(min_length=1, max_length=6)
    rooms: Many[Slug] = Field(min_length=1)
    hall: Slug
    working_committees: Many[Slug] = Field(min_length=1)
    rules: Many[Slug] = Field(min_length=1)
    forms: Many[Slug] = ()
    board: Some[Slug] = Field(min_length=1)
    rulebook: Many[Part] = Field(min_length=1)
    compilers_note: Some[Text] = Field(min_length=1)
    subdistrict_note: Some[Text] = ()


class Material(Fact):
    """Something to bring."""

    name: Name
    original: Flag | None = None
    copies: Whole | None = None
    note: Text | None = None


class Question(Fact):
    """What people ask about a service, and the answer."""

    question: Text
    answer: Text


class SourceCheck(Fact):
    """Who compared a text with its source, and when; `doubts` are what they are not sure of, for editors only."""

    date: Date
    by: Name
    source: Text
    doubts: Text | None = None


class Service(SharedText):
    """Something residents come for (content/services/<id>.md), in the order a resident reads it."""

    name: Name
    title: Name
    also_called: Some[Called] = ()
    working_committee: Slug
    departments: Some[Called] = ()
    field: Name
    part: Literal["办理", "代理代办", "指引", "不办"]
    answer: Text
    audience: Text
    conditions: Some[Text] = ()
    materials: Some[Material] = ()
    place: Text
    hours: Text
    phones: Some[Contact] = ()
    time: Text
    fee: Text
    result: Text
    steps: Counted = Field(min_length=1)
    committee_part: Text
    forms: Many[Slug] = ()
    questions: Some[Question] = ()
    basis: Some[Basis] = Field(min_length=1)
    listed: Some[Text] = ()
    checked: SourceCheck
    valid_from: Date | None = None
    valid_until: LastDay = None


class Document(SharedText):
    """The policy as it was issued, word for word (content/policy.md), and who compared it with what."""

    checked: SourceCheck


class Change(Fact):
    """What was changed in a text, and when."""

    date: Date
    text: Text


class Room(SharedText):
    """A room every committee has (content/rooms/<id>.md): what it is for, its rules, whether those are `public`."""

    name: Name
    title: Name
    also_called: Some[Called] = ()
    working_committee: Slug
    purpose: Text
    audience: Text
    notices: Counted = Field(min_length=1, max_length=4)
    clause: Name
    adopted: Date
    adopted_note: Name | None = None
    revised: Date
    changes: Some[Change] = ()
    public: Flag = True

    def without_rules(self) -> Room:
        """Return the room as residents read of it where its rules are for the staff only: without text and changes."""
        return self.model_copy(update={"changes": ()}).named(self.id, "", "<div></div>")


class DutyGroup(Fact):
    """A group of duties of a working committee."""

    name: Name
    summary: Text
    duties: Some[Text] = Field(min_length=1)


class WorkingCommittee(SharedText):
    """One of the working committees (content/working-committees/<id>.md)."""

    name: Name
    also_called: Some[Called] = ()
    field: Name
    colour: Literal["party", "self-governance", "services", "safety"]
    answer: Text
    groups: Some[DutyGroup] = Field(min_length=1)
    clause: Name
    adopted: Date
    adopted_note: Name | None = None
    revised: Date
    changes: Some[Change] = ()


class DocumentVersion(Fact):
    """Which version of a document of the sub-district a rule is, and of which day; `demonstration` if it is made up."""

    version: Name
    date: Date
    demonstration: Flag = False


class Rule(SharedText):
    """A rule of the committees (content/rules/<id>.md); one that is not `public` is for the staff only."""

    title: Name
    also_called: Some[Called] = ()
    working_committee: Slug
    purpose: Text
    clause: Name
    basis: Some[Basis] = ()
    document: DocumentVersion | None = None
    adopted: Date
    adopted_note: Name | None = None
    revised: Date
    changes: Some[Change] = ()
    public: Flag = True


class FormField(Fact):
    """A place to write on a form: its label, how many quarters of the line it takes, and how many lines."""

    label: Name
    width: Literal["1", "2", "3", "4"]
    lines: NumberOfRows = 1


class FormColumn(Fact):
    """A column of a form's table and its share of the width."""

    label: Name
    width: Percent = 1


class FormTable(Fact):
    """A form's table: its columns and how many empty rows it has."""

    columns: Some[FormColumn] = Field(min_length=2)
    rows: NumberOfRows


class Form(SharedText):
    """A blank form to be filled by hand (content/forms/<id>.md); the Markdown says how."""

    title: Name
    also_called: Some[Called] = ()
    kind: Literal["台账", "报表", "申请表", "通知"]
    working_committee: Slug
    purpose: Text
    clause: Name
    public: Flag
    keep: Text
    orientation: Literal["portrait", "landscape"]
    fields: Some[FormField] = Field(min_length=1)
    table: FormTable | None = None
    signatures: Some[Text] = ()
    listed: Text | None = None


class Certificate(Fact):
    """A certificate nobody may ask the committee for, and where to go instead.

    `seal_words` are words for it in the titles of what is sealed; a title that also says one of `unless` means another.
    """

    name: Name
    instead: Text
    source: Text
    also_called: Some[Called] = ()
    seal_words: Some[Called] = ()
    unless: Some[Called] = ()


class Certificates(Record):
    """The national list of certificates residents' committees do not issue (content/certificates.yml)."""

    answer: Text
    document: Text
    checked: SourceCheck
    items: Many[Certificate] = Field(min_length=1)


class DisclosureItem(Fact):
    """A group of affairs that must be made public."""

    id: Slug
    name: Name
    covers: Text
    frequency: Text


class Disclosure(Record):
    """What committees must make public, by law (content/disclosure.yml)."""

    answer: Text
    basis: Basis
    board_kind: Name
    items: Many[DisclosureItem] = Field(min_length=1)
