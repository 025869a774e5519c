"""The policy as data: plates, rooms, duty, phases, and every clause that is checked (content/policy.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from generator.model.facts import (
    BoardSize,
    Called,
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
    Percent,
    Record,
    RuleId,
    Slug,
    Some,
    Text,
    Whole,
)


class PlatePattern(Fact):
    """The wording of one of the plates at the door; `{name}` and `{branch}` are filled per committee.

    `width` and `height` in millimetres, where the office has settled them; `rule` the one that looks at its wording.
    """

    kind: Slug
    pattern: Text
    clause: Name
    rule: RuleId | None = None
    width: Millimetres | None = None
    height: Millimetres | None = None

    def wording(self, name: str, branch: str) -> str:
        """Return what the plate says at a committee of this name and with a branch of this type."""
        return self.pattern.replace("{name}", name).replace("{branch}", branch)


class DoorWords(Fact):
    """How people write where a plate hangs: words for the committee's door, for places inside, and for other doors.

    `elsewhere` are ends of what has a door of its own: 健康服务室. `plates` are words for a plate that a board holds.
    """

    words: Some[Text] = ()
    inside: Some[Text] = ()
    elsewhere: Some[Text] = ()
    plates: Some[Text] = ()


class Requirement(Fact):
    """A clause that is checked: its rule's id, the words it rests on, how grave a breach is, and whose it is.

    `needs` are texts that must be in the handbook, as `kind:id`; `says` are points that one of them must make, each as
    words that stand in one sentence: a blank between them, `|` between words for the same, and a number of this file by
    its path, as `{duty.report_minutes}分钟内`.
    """

    id: RuleId
    clause: Name
    quote: Text
    severity: Literal["错误", "警告", "提醒"]
    level: Literal["居委会", "街道"]
    needs: Some[Text] = ()
    says: Some[Text] = ()


class FieldOfWork(Fact):
    """A working committee as the policy names it, its groups of duties, and the rule that looks at these."""

    id: Slug
    name: Name
    rule: RuleId | None = None
    groups: Some[Text] = Field(min_length=1)


class Posts(Fact):
    """What the policy calls who heads the committee, the party's branch, and a working committee.

    `members` are the posts to which residents elect.
    """

    chair: Name
    secretary: Name
    director: Name
    members: Some[Text] = ()


class MemberKinds(Fact):
    """What the policy calls the three kinds of members of a working committee; none where it does not ask for one."""

    cadres: Text | None = None
    assistants: Text | None = None
    representatives: Text | None = None


class MemberPosts(Fact):
    """Which posts make somebody a member of a kind: 居委会副主任 is a 副主任, where 居委会 is one of `before`.

    A post that ends like one of the assistants' is one of them.
    """

    before: Some[Text] = ()
    cadres: Some[Text] = ()
    assistants: Some[Text] = ()


class Appointment(Fact):
    """A duty that must have a person, what else people call it, and the rule that asks for it."""

    name: Name
    also_called: Some[Called] = ()
    rule: RuleId


class NamedRoom(Fact):
    """A room as the policy names it."""

    id: Slug
    name: Name


class RoomsPolicy(Fact):
    """The rooms that every committee has: the hall with its window, and the others; and what all are called in one.

    `everyone` are words with which an audience leaves nobody out.
    """

    scheme: Name | None = None
    hall: NamedRoom
    others: Some[NamedRoom]
    window: Name
    generalist: Name
    window_staff: Whole
    everyone: Some[Text] = ()


class Introduced(Fact):
    """What the board of the hall must introduce, each by all words with which a register may name it."""

    affairs: Some[Text] = ()
    rooms: Some[Text] = ()


class Merit(Fact):
    """Words by which an assessment counts what hangs on walls: for that, for counting, and for not counting."""

    walls: Some[Text] = ()
    counted: Some[Text] = ()
    denied: Some[Text] = ()


class BoardsPolicy(Fact):
    """Which board is the one of the hall, how large, which others are counted apart, how many rules stay on walls.

    `prints` is what else the board's print says, or its codes lead to. `rules_words` tell a board of rules, in rooms
    `rules_in_rooms` do too, but `no_rules` never. Boards are filed for `months` at most, those of `lasting` kinds for
    longer.
    """

    kind: Name
    apart: Some[Text] = ()
    lasting: Some[Text] = ()
    months: NumberOfMonths | None = None
    introduces: Introduced = Field(default_factory=Introduced)
    prints: Some[Text] = ()
    rules_word: Name
    rules_words: Some[Text] = ()
    rules_in_rooms: Some[Text] = ()
    no_rules: Some[Text] = ()
    rules_left: Whole
    merit: Merit = Field(default_factory=Merit)
    size: BoardSize = "A1"


class MeetingsPolicy(Fact):
    """How often the committee meets and studies, and its procedures with residents.

    `pause_days` is how long regular meetings may go without study before it is told.
    """

    regular: Name
    convener: Name
    regular_days: NumberOfDays
    pause_days: NumberOfDays | None = None
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
    """The kinds of hours a committee keeps, how soon a serious event is reported, and time off given for duty."""

    normal: Name
    kinds: Some[DutyKind]
    report_minutes: NumberOfMinutes
    off_days: NumberOfDays = 30


class AdmissionPolicy(Fact):
    """Who receives an application, who approves it, who sees to it, and how long before expiry to warn.

    An affair is admitted for so many `years` at most.
    A plate hangs for `plate_months` where its approval says nothing, and for no longer.
    """

    applied_to: Name
    approved_by: Name
    arranged_by: Name
    years: NumberOfYears | None = None
    plate_months: NumberOfMonths | None = None
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
    """How soon a resident is answered, in working days, and how many of a hundred answers may be late."""

    days: NumberOfDays
    late_percent: Percent = 10


class GuidesPolicy(Fact):
    """In which months of the year all guides are compared with their sources."""

    checked_months: Some[Whole] = Field(min_length=1)


class ReasonsPolicy(Fact):
    """For how long a written reason excuses what was not done."""

    months: NumberOfMonths = 12


class TrainingPolicy(Fact):
    """Which kind of training is the generalists' own, and within which time a newcomer takes part in one."""

    generalists: Text | None = None
    newcomer_months: NumberOfMonths = 6


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


class Statuses(Fact):
    """Words for the status of a document that is tried out, and of one that holds no more."""

    trial: Some[Text] = ()
    ended: Some[Text] = ()


class Policy(Record):
    """The sub-district and the document its handbook follows (content/policy.yml)."""

    title: Name
    number: Name
    date: Date
    status: Name
    statuses: Statuses = Field(default_factory=Statuses)
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
    door_words: DoorWords = Field(default_factory=DoorWords)
    committee_plate: Slug
    short_name: Name
    branches: Some[Text]
    working_committees: Some[FieldOfWork] = Field(min_length=1)
    member_kinds: MemberKinds
    member_posts: MemberPosts = Field(default_factory=MemberPosts)
    posts: Posts
    director_posts: Some[Text]
    appointments: Many[Appointment] = ()
    rooms: RoomsPolicy
    boards: BoardsPolicy
    meetings: MeetingsPolicy
    duty: DutyPolicy
    visits: VisitsPolicy
    answers: AnswersPolicy
    guides: GuidesPolicy | None = None
    reasons: ReasonsPolicy = Field(default_factory=ReasonsPolicy)
    admission: AdmissionPolicy
    lists: Some[ListTitle]
    annexes: Some[Text] = ()
    same_words: Some[Some[Text]] = ()
    certificates: Whole
    training: Some[Text]
    training_terms: TrainingPolicy = Field(default_factory=TrainingPolicy)
    assessment: Text
    report: ReportPolicy
    goals: Some[Goal]
    goals_by: Date
    phases: Some[Phase]
    rules: Many[Requirement]

    @cached_property
    def requirements(self) -> Mapping[str, Requirement]:
        """Return the clauses that are checked, by the id of their rule."""
        return {requirement.id: requirement for requirement in self.rules}
