"""The policy as data: plates, rooms, duty, phases, and every clause that is checked (content/policy.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from generator.model.facts import (
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


class VisitsPolicy(Fact):
    """How often each block is visited."""

    months: NumberOfMonths


class AnswersPolicy(Fact):
    """How soon a resident is answered, in working days."""

    days: NumberOfDays


class ReportPolicy(Fact):
    """Within how many days a breach is to be mended, by how grave it is.

    What comes back within `again_days` was never mended. What runs out within `ahead_days` is in the joint list, a
    notice, of which there are many, within `notice_days`.
    """

    error_days: NumberOfDays
    warning_days: NumberOfDays
    again_days: NumberOfDays = 30
    ahead_days: NumberOfDays = 90
    notice_days: NumberOfDays = 14

    @property
    def days(self) -> Mapping[str, int]:
        """Return within how many days a breach is to be mended, by its severity."""
        return {"error": self.error_days, "warning": self.warning_days}


class Goal(Fact):
    """A goal of the policy and the rules that show whether it is met: by the letters of their ids, or by whole ids.

    Of rules that are named by a letter only errors count; of one that is named by its id, as `L4`, warnings do too.
    """

    name: Name
    rules: Some[Text]

    def fails_by(self, rule: str, severity: str) -> bool:
        """Tell whether a breach of a rule, as grave as that, keeps a committee from the goal."""
        return (severity == "error" and rule[0] in self.rules) or (
            severity in ("error", "warning") and rule in self.rules
        )


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
    admission: AdmissionPolicy
    lists: Some[ListTitle]
    annexes: Some[Text] = ()
    certificates: Whole
    training: Some[Text]
    assessment: Text
    report: ReportPolicy
    goals: Some[Goal]
    goals_by: Date
    phases: Some[Phase]
    rules: Many[Requirement]

    def fails_a_goal(self, rule: str, severity: str) -> bool:
        """Tell whether a breach of a rule, as grave as that, keeps a committee from one of the goals."""
        return any(goal.fails_by(rule, severity) for goal in self.goals)

    @cached_property
    def requirements(self) -> Mapping[str, Requirement]:
        """Return the clauses that are checked, by the id of their rule."""
        return {requirement.id: requirement for requirement in self.rules}
