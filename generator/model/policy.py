"""The policy as data: plates, rooms, duty, phases, and every clause that is checked (content/policy.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from generator.model.facts import (
    Basis,
    BoardSize,
    Contact,
    Date,
    Days,
    Fact,
    Flag,
    Many,
    Millimetres,
    Name,
    NumberOfDays,
    NumberOfMinutes,
    NumberOfMonths,
    NumberOfYears,
    Record,
    RuleId,
    Slug,
    Some,
    Text,
    Whole,
)


class PlatePattern(Fact):
    """The wording of one of the plates at the door; `{name}` and `{branch}` are filled per committee.

    `width` and `height` in millimetres, where the office has settled them.
    """

    kind: Slug
    pattern: Text
    clause: Name
    width: Millimetres | None = None
    height: Millimetres | None = None

    def wording(self, name: str, branch: str) -> str:
        """Return what the plate says at a committee of this name and with a branch of this type."""
        return self.pattern.replace("{name}", name).replace("{branch}", branch)


class Requirement(Fact):
    """A clause that is checked: its rule's id, the words it rests on, how grave a breach is, and whose it is.

    `needs` are texts that must be in the handbook, as `kind:id`; `says` are words that one of them must use.
    """

    id: RuleId
    clause: Name
    quote: Text
    severity: Literal["错误", "警告", "提醒"]
    level: Literal["居委会", "街道"]
    needs: Some[Text] = ()
    says: Some[Text] = ()


class FieldOfWork(Fact):
    """A working committee as the policy names it, and its groups of duties."""

    id: Slug
    name: Name
    groups: Some[Text] = Field(min_length=1)


class Posts(Fact):
    """What the policy calls who heads the committee, the party's branch, and a working committee."""

    chair: Name
    secretary: Name
    director: Name


class MemberKinds(Fact):
    """What the policy calls the three kinds of members of a working committee; none where it does not ask for one."""

    cadres: Text | None = None
    assistants: Text | None = None
    representatives: Text | None = None


class Appointment(Fact):
    """A duty that must have a person, and the rule that asks for it."""

    name: Name
    rule: RuleId


class NamedRoom(Fact):
    """A room as the policy names it."""

    id: Slug
    name: Name


class RoomsPolicy(Fact):
    """The rooms that every committee has: the hall with its window, and the others; and what all are called in one."""

    scheme: Name | None = None
    hall: NamedRoom
    others: Some[NamedRoom]
    window: Name
    generalist: Name
    window_staff: Whole


class BoardsPolicy(Fact):
    """Which board is the one of the hall, how large, which others are counted apart, how many rules stay on walls."""

    kind: Name
    apart: Some[Text] = ()
    rules_word: Name
    rules_left: Whole
    merit_words: Some[Text] = ()
    size: BoardSize = "A1"


class MeetingsPolicy(Fact):
    """How often the committee meets and studies, and its procedures with residents."""

    regular: Name
    convener: Name
    regular_days: NumberOfDays
    study: Name
    study_months: NumberOfMonths
    procedures: Some[Text]
    procedures_months: NumberOfMonths


class DutyKind(Fact):
    """A kind of duty; `days` where it must cover all of some days, `on_call` where it has no times."""

    name: Name
    days: Days | None = None
    on_call: Flag = False


class DutyPolicy(Fact):
    """The kinds of hours a committee keeps, and how soon a serious event is reported."""

    normal: Name
    kinds: Some[DutyKind]
    report_minutes: NumberOfMinutes


class AdmissionPolicy(Fact):
    """Who receives an application, who approves it, who sees to it, and how long before expiry to warn."""

    applied_to: Name
    approved_by: Name
    arranged_by: Name
    applicants: Some[Text]
    warn_days: NumberOfDays


class ListTitle(Fact):
    """A reference list by its exact title, and the kinds of entries it holds."""

    id: Slug
    title: Name
    kinds: Some[Text] = Field(min_length=1)


class SizePolicy(Fact):
    """How many households a committee generally has, and which law says so."""

    fewest: Whole
    most: Whole
    basis: Basis


class VisitsPolicy(Fact):
    """How often each block is visited, and whether residents are told how many households were.

    A number below `fewest` is not told as such: of two or three households one could guess which they are.
    """

    months: NumberOfMonths
    published: Flag = False
    fewest: Whole = 0

    def may_be_told(self, households: int) -> bool:
        """Tell whether residents may be told a number of households that were visited."""
        return self.published and households >= self.fewest


class CountedKind(Fact):
    """A kind of things of which records keep count, and its unit."""

    name: Name
    unit: Name


class ReliefPolicy(Fact):
    """What committees are relieved of and what residents get in addition, by the kinds that are counted."""

    reduced: Some[CountedKind] = Field(min_length=1)
    added: Some[CountedKind] = Field(min_length=1)


class AnswersPolicy(Fact):
    """How soon a resident is answered, in working days."""

    days: NumberOfDays


class ReportPolicy(Fact):
    """Within how many days a breach is to be mended, by how grave it is."""

    error_days: NumberOfDays
    warning_days: NumberOfDays


class Goal(Fact):
    """A goal of the policy and the rules, by the letters of their ids, that show whether it is met."""

    name: Name
    rules: Some[Text]


class Phase(Fact):
    """A phase of carrying the policy out; `starts` are the committees that begin in it, all others where `others`."""

    name: Name
    begins: Date
    ends: Date
    starts: Many[Slug] = ()
    others: Flag = False
    summary: Flag = False


class Policy(Record):
    """The sub-district and the document its handbook follows (content/policy.yml)."""

    title: Name
    number: Name
    date: Date
    status: Name
    review: Date | None = None
    oldest_years: NumberOfYears
    issuer: Name
    district: Name
    subdistrict: Name
    office: Contact
    committees: Whole
    committees_note: Text | None = None
    size: SizePolicy | None = None
    plates: Some[PlatePattern]
    door: Name
    committee_plate: Slug
    short_name: Name
    branches: Some[Text]
    working_committees: Some[FieldOfWork] = Field(min_length=1)
    member_kinds: MemberKinds
    posts: Posts
    director_posts: Some[Text]
    appointments: Many[Appointment] = ()
    rooms: RoomsPolicy
    boards: BoardsPolicy
    meetings: MeetingsPolicy
    duty: DutyPolicy
    visits: VisitsPolicy
    answers: AnswersPolicy
    relief: ReliefPolicy | None = None
    partners: Some[Text] = ()
    admission: AdmissionPolicy
    lists: Some[ListTitle]
    annexes: Some[Text] = ()
    certificates: Whole
    training: Some[Text]
    assessment: Text
    assessment_months: NumberOfMonths | None = None
    report: ReportPolicy
    goals: Some[Goal]
    goals_by: Date
    phases: Some[Phase]
    rules: Many[Requirement]

    @cached_property
    def requirements(self) -> Mapping[str, Requirement]:
        """Return the clauses that are checked, by the id of their rule."""
        return {requirement.id: requirement for requirement in self.rules}
