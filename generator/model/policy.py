"""The policy as data: plates, rooms, duty, phases, and every clause that is checked (content/policy.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from generator.model.facts import BoardSize, Contact, Date, Days, Fact, Flag, Record, RuleId, Slug, Text, Whole


class PlatePattern(Fact):
    """The wording of one of the plates at the door; `{name}` and `{branch}` are filled per committee.

    `width` and `height` in millimetres, where the office has settled them.
    """

    kind: Slug
    pattern: Text
    clause: Text
    width: Whole | None = None
    height: Whole | None = None

    def wording(self, name: str, branch: str) -> str:
        """Return what the plate says at a committee of this name and with a branch of this type."""
        return self.pattern.replace("{name}", name).replace("{branch}", branch)


class Requirement(Fact):
    """A clause that is checked: its rule's id, the words it rests on, how grave a breach is, and whose it is.

    `needs` are texts that must be in the handbook, as `kind:id`; `says` are words that one of them must use.
    """

    id: RuleId
    clause: Text
    quote: Text
    severity: Literal["错误", "警告", "提醒"]
    level: Literal["居委会", "街道"]
    needs: tuple[Text, ...] = ()
    says: tuple[Text, ...] = ()


class FieldOfWork(Fact):
    """A working committee as the policy names it, and its groups of duties."""

    id: Slug
    name: Text
    groups: tuple[Text, ...] = Field(min_length=1)


class Posts(Fact):
    """What the policy calls who heads the committee, the party's branch, and a working committee."""

    chair: Text
    secretary: Text
    director: Text


class MemberKinds(Fact):
    """What the policy calls the three kinds of members of a working committee; none where it does not ask for one."""

    cadres: Text | None = None
    assistants: Text | None = None
    representatives: Text | None = None


class Appointment(Fact):
    """A duty that must have a person, and the rule that asks for it."""

    name: Text
    rule: RuleId


class NamedRoom(Fact):
    """A room as the policy names it."""

    id: Slug
    name: Text


class RoomsPolicy(Fact):
    """The rooms that every committee has: the hall with its window, and the others; and what all are called in one."""

    scheme: Text | None = None
    hall: NamedRoom
    others: tuple[NamedRoom, ...]
    window: Text
    generalist: Text
    window_staff: Whole


class BoardsPolicy(Fact):
    """Which board is the one of the hall, how large, which others are counted apart, how many rules stay on walls."""

    kind: Text
    apart: tuple[Text, ...] = ()
    rules_word: Text
    rules_left: Whole
    merit_words: tuple[Text, ...] = ()
    size: BoardSize = "A1"


class MeetingsPolicy(Fact):
    """How often the committee meets and studies, and its procedures with residents."""

    regular: Text
    convener: Text
    regular_days: Whole
    study: Text
    study_months: Whole
    procedures: tuple[Text, ...]
    procedures_months: Whole


class DutyKind(Fact):
    """A kind of duty; `days` where it must cover all of some days, `on_call` where it has no times."""

    name: Text
    days: Days | None = None
    on_call: Flag = False


class DutyPolicy(Fact):
    """The kinds of hours a committee keeps, and how soon a serious event is reported."""

    normal: Text
    kinds: tuple[DutyKind, ...]
    report_minutes: Whole


class AdmissionPolicy(Fact):
    """Who receives an application, who approves it, who sees to it, and how long before expiry to warn."""

    applied_to: Text
    approved_by: Text
    arranged_by: Text
    applicants: tuple[Text, ...]
    warn_days: Whole


class ListTitle(Fact):
    """A reference list by its exact title, and the kinds of entries it holds."""

    id: Slug
    title: Text
    kinds: tuple[Text, ...] = Field(min_length=1)


class VisitsPolicy(Fact):
    """How often each block is visited."""

    months: Whole


class AnswersPolicy(Fact):
    """How soon a resident is answered, in working days."""

    days: Whole


class ReportPolicy(Fact):
    """Within how many days a breach is to be mended, by how grave it is."""

    error_days: Whole
    warning_days: Whole


class Goal(Fact):
    """A goal of the policy and the rules, by the letters of their ids, that show whether it is met."""

    name: Text
    rules: tuple[Text, ...]


class Phase(Fact):
    """A phase of carrying the policy out; `starts` are the committees that begin in it, all others where `others`."""

    name: Text
    begins: Date
    ends: Date
    starts: tuple[Slug, ...] = ()
    others: Flag = False
    summary: Flag = False


class Policy(Record):
    """The sub-district and the document its handbook follows (content/policy.yml)."""

    title: Text
    number: Text
    date: Date
    status: Text
    review: Date | None = None
    oldest_years: Whole
    issuer: Text
    district: Text
    subdistrict: Text
    office: Contact
    committees: Whole
    committees_note: Text | None = None
    plates: tuple[PlatePattern, ...]
    door: Text
    committee_plate: Slug
    short_name: Text
    branches: tuple[Text, ...]
    working_committees: tuple[FieldOfWork, ...] = Field(min_length=1)
    member_kinds: MemberKinds
    posts: Posts
    director_posts: tuple[Text, ...]
    appointments: tuple[Appointment, ...] = ()
    rooms: RoomsPolicy
    boards: BoardsPolicy
    meetings: MeetingsPolicy
    duty: DutyPolicy
    visits: VisitsPolicy
    answers: AnswersPolicy
    admission: AdmissionPolicy
    lists: tuple[ListTitle, ...]
    annexes: tuple[Text, ...] = ()
    certificates: Whole
    training: tuple[Text, ...]
    assessment: Text
    report: ReportPolicy
    goals: tuple[Goal, ...]
    goals_by: Date
    phases: tuple[Phase, ...]
    rules: tuple[Requirement, ...]

    @cached_property
    def requirements(self) -> Mapping[str, Requirement]:
        """Return the clauses that are checked, by the id of their rule."""
        return {requirement.id: requirement for requirement in self.rules}
