"""The things a handbook is made of: frozen facts, as their authors wrote them, without any input or output."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from generator.problem import Location, Source
from generator.problem import Path as ValuePath

MISSING = "待补充"


def scalar(pattern: str, expected: str, convert: Callable[[str], Any] = str) -> BeforeValidator:
    """A type for a YAML scalar: its text must match `pattern` whole and convert without ValueError.

    `expected` ends the sentence “应当是…”. All scalars arrive as text; nothing is guessed from their look.
    """
    matcher = re.compile(pattern)

    def check(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not matcher.fullmatch(value):
            raise PydanticCustomError("scalar", "{expected}", {"expected": expected})
        try:
            return convert(value)
        except ValueError:
            raise PydanticCustomError("scalar", "{expected}", {"expected": expected}) from None

    return BeforeValidator(check)


def minutes(text: str) -> datetime.time:
    """`8:30` or `08:30` as a time of day. Raises ValueError where there is no such time."""
    hour, minute = text.split(":")
    return datetime.time(int(hour), int(minute))


DAY = "周[一二三四五六日]"
WEEKDAYS = rf"{DAY}(至{DAY})?(、{DAY}(至{DAY})?)*"
DAY_OF_MONTH = r"每月([1-9]|[12][0-9]|3[01])日(（2月最后一天）)?"
DAYS = rf"每天|工作日|法定节假日|调休上班日|{WEEKDAYS}|每月第[1-5]个{DAY}|{DAY_OF_MONTH}"
SEASON_DAY = "([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日"

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, scalar(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "由小写字母、数字和短横组成的名称，例如 elder-allowance")]
Digits = Annotated[str, scalar(r"[0-9]{1,6}", "一到六位数字，例如 016")]
StatisticalCode = Annotated[str, scalar(r"[0-9]{12}", "12位统计用区划代码，例如 310117004016")]
Date = Annotated[
    datetime.date,
    scalar(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "真实的日期，写成 2026-03-01", datetime.date.fromisoformat),
]
Month = Annotated[str, scalar(r"[0-9]{4}-(0[1-9]|1[0-2])", "年月，写成 2020-06")]
Time = Annotated[datetime.time, scalar(r"[0-9]{1,2}:[0-9]{2}", "钟点，写成 8:30 或 17:30", minutes)]
Phone = Annotated[
    str,
    scalar(
        r"(0[0-9]{2,3}-[0-9]{4}-?[0-9]{3,4}|1[0-9]{2}|9[0-9]{4}|12[0-9]{3}|9[0-9]{5}|400-[0-9]{3}-[0-9]{4})",
        "电话号码，例如 021-5555-0116 或 12345",
    ),
]
SiteUrl = Annotated[str, scalar(r"https://[a-z0-9.-]+(/[a-z0-9-]+)*/", "网址，写成 https://zhongshan.example/")]
Product = Annotated[
    str,
    scalar(r"(rulebook|board|doorsign|guide|roster|disclosure|plates|forms)(-[a-z0-9]+)*", "成品的名称，例如 guide"),
]
Target = Annotated[str, scalar(r"[a-z-]+:[a-z][a-z0-9-]*", "“种类:名称”，例如 service:elder-meals")]
Season = Annotated[str, scalar(rf"{SEASON_DAY}至{SEASON_DAY}", "一年中的一段，例如“7月1日至8月31日”")]
Moment = Annotated[
    datetime.datetime,
    scalar(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}",
        "日期和钟点，写成 2026-08-02 14:20",
        lambda text: datetime.datetime.strptime(text, "%Y-%m-%d %H:%M"),
    ),
]
RuleId = Annotated[str, scalar(r"[A-Z][0-9]{1,3}", "规则的编号，例如 N3")]
Whole = Annotated[int, scalar(r"[0-9]{1,7}", "整数，例如 30", int)]
Flag = Annotated[bool, scalar(r"是|否", "“是”或“否”", lambda text: text == "是")]
BoardSize = Literal["A0", "A1", "A2", "A3", "2400x1200"]
Days = Annotated[str, scalar(DAYS, "日子，例如“周一至周五”“周六”“每月第3个周二”“每月20日”“法定节假日”")]


class Fact(BaseModel):
    """A group of values that belong together; frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Fact):
    """A whole file; it knows where each of its values stands."""

    _source: Source = PrivateAttr(default=Source(""))

    @cached_property
    def source(self) -> Source:
        """The file the record was read from."""
        return self._source

    @cached_property
    def passages(self) -> tuple[tuple[str, Location], ...]:
        """Every text in the file, and where it stands."""
        return tuple((text, self.source.at(*path)) for path, text in texts(self))

    @cached_property
    def text(self) -> str:
        """All texts of the file in one."""
        return "\n".join(text for text, _ in self.passages)

    def placed(self, source: Source) -> Self:
        """The record, told once which file it was read from."""
        self._source = source
        return self


# --- what every committee shares: content/ ---------------------------------------------------------------------------


class Contact(Fact):
    """A number to ring and whose it is."""

    name: Text
    number: Phone


class Basis(Fact):
    """A law, or the policy, and its article."""

    law: Text
    article: Text | None = None


class PlatePattern(Fact):
    """The wording of one of the plates at the door; `{name}` and `{branch}` are filled per committee.

    `width` and `height` in millimetres, where the office has settled them.
    """

    kind: Slug
    pattern: Text
    clause: Text
    width: Whole | None = None
    height: Whole | None = None


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
    """The rooms that every committee has: the hall with its window, and the others."""

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
        """The clauses that are checked, by the id of their rule."""
        return {requirement.id: requirement for requirement in self.rules}


class Department(Fact):
    """A department that asks committees for help, and what it does for them."""

    name: Text
    phone: Phone | None = None
    task: Text


class Lesson(Fact):
    """A training of the sub-district's plan."""

    kind: Text
    month: Month
    topic: Text


class Indicator(Fact):
    """An indicator of the yearly assessment and its weight in percent."""

    name: Text
    weight: Whole
    by_residents: Flag = False


class Subdistrict(Record):
    """What the sub-district's office itself keeps (content/subdistrict.yml)."""

    departments: tuple[Department, ...] = ()
    superiors: tuple[Contact, ...] = ()
    training_plan: tuple[Lesson, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    summary: Date | None = None


class Holiday(Fact):
    """Days off around a public holiday, the first and the last."""

    name: Text
    begins: Date
    ends: Date


class Calendar(Record):
    """A year's public holidays and the weekend days worked instead (content/calendar/<year>.yml)."""

    year: Annotated[int, scalar(r"20[0-9]{2}", "年份，例如 2026", int)]
    document: Text
    checked: Date
    holidays: tuple[Holiday, ...] = Field(min_length=1)
    workdays: tuple[Date, ...] = ()


class Entry(Fact):
    """An entry of a reference list."""

    id: Slug
    kind: Text
    title: Text
    department: Text
    basis: Basis
    version: Text
    jurisdiction: Text


class ReferenceList(Fact):
    """One of the reference lists; `demonstration` where the entries only show what the real list would hold."""

    id: Slug
    title: Text
    kinds: tuple[Text, ...]
    demonstration: Flag = False
    note: Text | None = None
    entries: tuple[Entry, ...] = Field(min_length=1)


class Lists(Record):
    """The reference lists of what may be asked of committees (content/lists.yml)."""

    answer: Text
    lists: tuple[ReferenceList, ...] = Field(min_length=1)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every entry of every list by its id."""
        return {entry.id: entry for one in self.lists for entry in one.entries}


class Part(Fact):
    """A part of the rulebook: its title and its chapters as `kind:id`."""

    title: Text
    chapters: tuple[Text, ...] = Field(min_length=1)


class Contents(Record):
    """What the handbook holds and in which order (content/contents.yml); a file not named here is a mistake."""

    services: tuple[Slug, ...] = Field(min_length=1)
    popular: tuple[Slug, ...] = Field(min_length=1, max_length=6)
    rooms: tuple[Slug, ...] = Field(min_length=1)
    hall: Slug
    working_committees: tuple[Slug, ...] = Field(min_length=1)
    rules: tuple[Slug, ...] = Field(min_length=1)
    forms: tuple[Slug, ...] = ()
    board: tuple[Slug, ...] = Field(min_length=1)
    rulebook: tuple[Part, ...] = Field(min_length=1)
    compilers_note: tuple[Text, ...] = Field(min_length=1)


class Material(Fact):
    """Something to bring."""

    name: Text
    original: Flag | None = None
    copies: Whole | None = None
    note: Text | None = None


class Question(Fact):
    """What people ask about a service, and the answer."""

    question: Text
    answer: Text


class Checked(Fact):
    """Who compared a text with its source, and when."""

    date: Date
    by: Text
    source: Text


def texts(value: Any, path: ValuePath = ()) -> Iterator[tuple[ValuePath, str]]:
    """Every text within a value, and its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, key))


class Shared(Record):
    """A shared text: a front matter and, below it, Markdown. The file's name is its id."""

    _id: str = PrivateAttr(default="")
    _markdown: str = PrivateAttr(default="")
    _body: str = PrivateAttr(default="")

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self._id

    @property
    def markdown(self) -> str:
        """The text below the front matter, as its author wrote it."""
        return self._markdown

    @property
    def body(self) -> str:
        """The Markdown as XHTML, its placeholders still open."""
        return self._body

    @cached_property
    def passages(self) -> tuple[tuple[str, Location], ...]:
        """Every text of the front matter, and each line of the Markdown, and where it stands."""
        lines = enumerate(self._markdown.split("\n"), self.source.body_line)
        return (
            *((text, self.source.at(*path)) for path, text in texts(self)),
            *((html.unescape(text), Location(self.source.file, line)) for line, text in lines),
        )

    def named(self, id: str, markdown: str, body: str) -> Self:
        """The text, told once its id, its Markdown and what became of that."""
        self._id, self._markdown, self._body = id, markdown, body
        return self


class Service(Shared):
    """Something residents come for (content/services/<id>.md), in the order a resident reads it."""

    name: Text
    title: Text
    also_called: tuple[Text, ...] = ()
    working_committee: Slug
    field: Text
    part: Literal["办理", "代理代办", "指引", "不办"]
    answer: Text
    audience: Text
    conditions: tuple[Text, ...] = ()
    materials: tuple[Material, ...] = ()
    place: Text
    hours: Text
    phones: tuple[Contact, ...] = ()
    time: Text
    fee: Text
    result: Text
    steps: tuple[Text, ...] = Field(min_length=1)
    committee_part: Text
    forms: tuple[Slug, ...] = ()
    questions: tuple[Question, ...] = ()
    basis: tuple[Basis, ...] = Field(min_length=1)
    listed: tuple[Text, ...] = ()
    checked: Checked
    valid_from: Date | None = None
    valid_until: Date | None = None


class Change(Fact):
    """What was changed in a text, and when."""

    date: Date
    text: Text


class Room(Shared):
    """A room every committee has (content/rooms/<id>.md): what it is for, its rules, whether those are `public`."""

    name: Text
    title: Text
    also_called: tuple[Text, ...] = ()
    working_committee: Slug
    purpose: Text
    audience: Text
    notices: tuple[Text, ...] = Field(min_length=1, max_length=4)
    clause: Text
    adopted: Date
    revised: Date
    changes: tuple[Change, ...] = ()
    public: Flag = True

    def without_rules(self) -> Room:
        """The room as residents read of it where its rules are for the staff only: all but the Markdown."""
        return self.model_copy(update={"changes": ()}).named(self.id, "", "<div></div>")


class DutyGroup(Fact):
    """A group of duties of a working committee."""

    name: Text
    summary: Text
    duties: tuple[Text, ...] = Field(min_length=1)


class WorkingCommittee(Shared):
    """One of the working committees (content/working-committees/<id>.md)."""

    name: Text
    field: Text
    colour: Literal["party", "self-governance", "services", "safety"]
    answer: Text
    groups: tuple[DutyGroup, ...] = Field(min_length=1)
    clause: Text
    adopted: Date
    revised: Date
    changes: tuple[Change, ...] = ()


class Document(Fact):
    """Which version of a document of the sub-district a rule is, and of which day."""

    version: Text
    date: Date


class Rule(Shared):
    """A rule of the committees (content/rules/<id>.md); one that is not `public` is for the staff only."""

    title: Text
    also_called: tuple[Text, ...] = ()
    working_committee: Slug
    purpose: Text
    clause: Text
    basis: tuple[Basis, ...] = ()
    document: Document | None = None
    adopted: Date
    revised: Date
    changes: tuple[Change, ...] = ()
    public: Flag = True


class FormField(Fact):
    """A place to write on a form: its label, how many quarters of the line it takes, and how many lines."""

    label: Text
    width: Literal["1", "2", "3", "4"]
    lines: Whole = 1


class FormColumn(Fact):
    """A column of a form's table and its share of the width."""

    label: Text
    width: Whole = 1


class FormTable(Fact):
    """A form's table: its columns and how many empty rows it has."""

    columns: tuple[FormColumn, ...] = Field(min_length=2)
    rows: Whole


class Form(Shared):
    """A blank form to be filled by hand (content/forms/<id>.md); the Markdown says how."""

    title: Text
    kind: Literal["台账", "报表", "申请表", "通知"]
    working_committee: Slug
    purpose: Text
    clause: Text
    public: Flag
    keep: Text
    orientation: Literal["portrait", "landscape"]
    fields: tuple[FormField, ...] = Field(min_length=1)
    table: FormTable | None = None
    signatures: tuple[Text, ...] = ()
    listed: Text | None = None


class Certificate(Fact):
    """A certificate nobody may ask the committee for, and where to go instead."""

    name: Text
    instead: Text
    source: Text


class Certificates(Record):
    """The national list of certificates residents' committees do not issue (content/certificates.yml)."""

    answer: Text
    document: Text
    checked: Checked
    items: tuple[Certificate, ...] = Field(min_length=1)


class DisclosureItem(Fact):
    """A group of affairs that must be made public."""

    id: Slug
    name: Text
    covers: Text
    frequency: Text


class Disclosure(Record):
    """What committees must make public, by law (content/disclosure.yml)."""

    answer: Text
    basis: Basis
    board_kind: Text
    items: tuple[DisclosureItem, ...] = Field(min_length=1)


# --- one committee: committees/<slug>/ -------------------------------------------------------------------------------


class FormerName(Fact):
    """A name the committee once had."""

    name: Text
    until: Text


class Estate(Fact):
    """A housing estate within the committee's area."""

    name: Text
    households: Whole | None = None
    owners_committee: Flag
    property_company: Text | None = None
    buildings: Whole | None = None


class Block(Fact):
    """Buildings of an estate that one cadre visits; `buildings` as numbers and spans: `1–12、15`."""

    name: Text
    estate: Text
    buildings: Annotated[str, scalar(r"[0-9]+(–[0-9]+)?(、[0-9]+(–[0-9]+)?)*", "楼号，写成 1–12、15")]
    cadre: Text


class Person(Fact):
    """A member of staff, with what the public may know."""

    name: Text
    posts: tuple[Text, ...] = Field(min_length=1)
    generalist: Flag = False
    trained: Date | None = None
    serves: Text | None = None


class WorkingCommitteeStaff(Fact):
    """Who sits on a working committee; residents' representatives are a number, never names."""

    id: Slug
    director: Text
    director_reason: Text | None = None
    cadres: tuple[Text, ...] = ()
    assistants: tuple[Text, ...] = ()
    representatives: Whole | None = None
    responsible: Mapping[str, Text] = Field(default_factory=dict)


class Plate(Fact):
    """A plate at the door: its kind and its exact text."""

    kind: Slug
    text: Text


class Elected(Fact):
    """When the committee was elected, how many members it has, and for how many years."""

    date: Date
    members: Whole
    years: Whole


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

    name: Text
    since: Month
    note: Text


class Profile(Record):
    """Who the committee is (committee.yml)."""

    name: Text
    code: StatisticalCode
    number: Digits
    former_names: tuple[FormerName, ...] = ()
    former_slugs: tuple[Slug, ...] = ()
    since: Month | None = None
    since_note: Text | None = None
    branch: Text
    introduction: Text
    address: Text | None = None
    directions: Text | None = None
    phone: Phone | None = None
    duty_phone: Phone | None = None
    households: Whole | None = None
    boundary: Text | None = None
    estates: tuple[Estate, ...] = ()
    staff: tuple[Person, ...] = Field(min_length=1)
    working_committees: tuple[WorkingCommitteeStaff, ...] = ()
    appointments: Mapping[str, Text] = Field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    elected: Elected | None = None
    mediation_committee: MediationCommittee | None = None
    charter: Passed | None = None
    convention: Passed | None = None
    actions: tuple[Action, ...] = ()
    plates: tuple[Plate, ...] = ()
    updated: Date


class Opening(Fact):
    """From when to when on which days; `season` limits it to a part of the year, `closed` names days it is not."""

    days: Days
    opens: Time
    closes: Time
    season: Season | None = None
    closed: tuple[Date, ...] = ()
    note: Text | None = None


class GridPlace(Fact):
    """Where a room lies on its floor's plan: column and row of its upper left square, counted from 1, and its extent.

    All in squares of the plan; a square is as large as the author likes, about 2 metres.
    """

    column: Whole
    row: Whole
    width: Whole
    height: Whole


class GridSquare(Fact):
    """A square of a floor's plan, by column and row, counted from 1."""

    column: Whole
    row: Whole


class Entrance(GridSquare):
    """A door into the building: the square behind it, and on which side of that square the door is."""

    floor: Text
    side: Literal["上", "下", "左", "右"]


class Space(Fact):
    """A room as this committee has it; `id` is a shared room's, or its own for an X space."""

    id: Slug
    floor: Text | None = None
    position: Text | None = None
    grid: GridPlace | None = None
    capacity: Whole | None = None
    hours: tuple[Opening, ...] = ()
    contact: Text | None = None
    booking: Text | None = None
    equipment: tuple[Text, ...] = ()
    shares_with: tuple[Slug, ...] = ()
    sharing_note: Text | None = None


class OwnSpace(Space):
    """An X space: what this committee has besides the rooms all have."""

    name: Text
    purpose: Text
    audience: Text
    notices: tuple[Text, ...] = ()


class Premises(Record):
    """The committee's rooms (rooms.yml)."""

    rooms: tuple[Space, ...] = Field(min_length=1)
    spaces: tuple[OwnSpace, ...] = ()
    entrance: Entrance | None = None
    low_counter: Flag | None = None


class DutyPeriod(Fact):
    """A kind of hours the policy names, when it is, whom to ring then and which services can be done (or all)."""

    kind: Text
    days: Days | None = None
    opens: Time | None = None
    closes: Time | None = None
    season: Season | None = None
    closed: tuple[Date, ...] = ()
    phone: Phone | None = None
    all_services: Flag = False
    services: tuple[Slug, ...] = ()
    note: Text | None = None


class Shift(Fact):
    """Who is there on which days: always the same `staff`, or `teams` that take turns from the day `begins`."""

    days: Days
    opens: Time | None = None
    closes: Time | None = None
    staff: tuple[Text, ...] = ()
    teams: tuple[tuple[Text, ...], ...] = ()
    begins: Date | None = None
    season: Season | None = None
    closed: tuple[Date, ...] = ()


class Replacement(Fact):
    """Who is there on one day instead of those whose turn it is."""

    date: Date
    place: Literal["window", "duty"]
    staff: tuple[Text, ...] = Field(min_length=1)
    note: Text | None = None


class Emergency(Fact):
    """What calls people out, who is called in which order, and whom the event is reported to, within how long."""

    triggers: tuple[Text, ...] = Field(min_length=1)
    callout: tuple[Text, ...] = Field(min_length=1)
    report_to: tuple[Contact, ...] = Field(min_length=1)
    report_minutes: Whole


class Timetable(Record):
    """When the committee is open and who is on duty (hours.yml)."""

    periods: tuple[DutyPeriod, ...] = Field(min_length=1)
    window_place: Text | None = None
    window: tuple[Shift, ...] = ()
    duty: tuple[Shift, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    emergency: Emergency | None = None


class ReadingCopy(Fact):
    """Where the bound rulebook lies, and how many of the copies are in large print."""

    place: Text
    hours: Text
    copies: Whole
    large_print: Whole | None = None


class Board(Fact):
    """A board or poster on the committee's walls: what it holds, whose it is, and its filing.

    `size` is that of the paper it takes, where it is not what the policy says; `grid` the square of the floor's plan
    in front of which it hangs.
    """

    kind: Text
    room: Slug
    place: Text
    size: BoardSize | None = None
    grid: GridSquare | None = None
    holds: tuple[Text, ...] = ()
    owner: Text | None = None
    reason: Text | None = None
    filing_number: Text | None = None
    filed: Date | None = None
    valid_until: Date | None = None


class ExtraPlate(Fact):
    """A plate besides those at the door, and how it was admitted."""

    text: Text
    place: Text
    applicant: Text | None = None
    applied_to: Text | None = None
    applied: Date | None = None
    approved_by: Text | None = None
    approved: Date | None = None
    number: Text | None = None
    arranged_by: Text | None = None
    valid_until: Date | None = None
    hung: Date | None = None
    removed: Date | None = None


class Admitted(Fact):
    """An affair, ledger, report, app or seal use that is on no list and was admitted."""

    id: Slug
    kind: Text
    title: Text
    applicant: Text | None = None
    basis: Basis | None = None
    applied_to: Text | None = None
    applied: Date | None = None
    approved_by: Text | None = None
    approved: Date | None = None
    number: Text | None = None
    begins: Date | None = None
    valid_until: Date | None = None
    funding: Text | None = None
    ended: Date | None = None


class Item(Fact):
    """A ledger, report, app or seal use of this committee, and the list entry or admission it rests on."""

    kind: Text
    title: Text
    listed: Slug | None = None


class Inventory(Fact):
    """How many rules hung on the walls on a day."""

    date: Date
    rules: Whole


class Removed(Fact):
    """A rule that was taken off the wall, and where it stands now, as `kind:id`."""

    title: Text
    removed: Date
    now: Text


class Retirement(Fact):
    """Something that is gone for good, and where to go now; `successor` is its `kind:id`."""

    kind: Slug
    id: Slug
    date: Date
    successor: Target | None = None
    reason: Text


class Register(Record):
    """Reading copies, boards, further plates, what was admitted, and what came off the walls (register.yml)."""

    rulebook: ReadingCopy | None = None
    boards: tuple[Board, ...] = ()
    plates: tuple[ExtraPlate, ...] = ()
    admitted: tuple[Admitted, ...] = ()
    items: tuple[Item, ...] = ()
    walls: tuple[Inventory, ...] = ()
    removed: tuple[Removed, ...] = ()
    retired: tuple[Retirement, ...] = ()


class Notice(Fact):
    """Something made public, and until when."""

    item: Slug
    title: Text
    published: Date
    expires: Date
    place: Text


class Week(Fact):
    """A week, by any day of it, without a regular meeting, and why."""

    week: Date
    reason: Text


class Meetings(Fact):
    """The days of the regular meetings since the log was begun; `study` are those with time for study."""

    since: Date
    dates: tuple[Date, ...] = ()
    study: tuple[Date, ...] = ()
    missed: tuple[Week, ...] = ()


class Procedure(Fact):
    """One use of a procedure with residents, by its name; or why it was not used in the last twelve months."""

    kind: Text
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

    block: Text
    date: Date
    households: Whole


class Diary(Fact):
    """How many entries a month's diary has; what they say stays on paper."""

    month: Month
    entries: Whole


class Training(Fact):
    """A training that was held and how many of the committee's people took part."""

    kind: Text
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
    unmet: tuple[RuleId, ...] = ()


class Gathering(Fact):
    """A meeting residents may come to, still to be held: what about, when, and in which room or where else."""

    kind: Text
    topic: Text
    date: Date
    opens: Time
    closes: Time
    room: Slug | None = None
    place: Text | None = None


class Records(Record):
    """What the committee made public and what it keeps count of: dates and numbers only (records.yml)."""

    notices: tuple[Notice, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    meetings: Meetings | None = None
    studies: tuple[Date, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    events: tuple[Event, ...] | None = None
    answers: tuple[Answers, ...] = ()
    visits: tuple[Visit, ...] = ()
    diary: tuple[Diary, ...] = ()
    training: tuple[Training, ...] = ()
    qualified: Whole | None = None
    compensation: tuple[Compensation, ...] = ()
    assemblies: tuple[Assembly, ...] = ()
    progress: Progress | None = None
    assessments: tuple[Assessment, ...] = ()


Seal = Annotated[str, scalar(r"[0-9a-f]{8}", "程序写的八位校验")]


class Code(Fact):
    """A printed code: `number` counts within the committee, `code` is the address, `kind` and `id` what it means.

    `title` is what it was called when it got its code, `issued` the day it was first on an issued sheet. What is gone
    has the day it went, where to go now as `kind:id`, and the reason in words.
    """

    number: Annotated[str, scalar(r"[0-9]{3,6}", "三位以上的数字，例如 001")]
    code: Annotated[str, scalar(r"[0-9]{5,13}", "只含数字的编码")]
    kind: Slug
    id: Slug
    title: Text
    issued: Date | None = None
    retired: Date | None = None
    successor: Target | None = None
    reason: Text | None = None
    seal: Seal | None = None


class Edition(Fact):
    """A sheet given to the printer: `serial` counts all of the committee's, `edition` those of this sheet and part.

    `sheet` is the product (`board`, `rulebook-large`), `part` the one thing it is about where it has several (a
    service, a room). `digest` is that of what the sheet said, `codes` the numbers of the codes it carries (`001
    011-046`); `place`, `copies` and `by` say where it hangs, how many there are, and who gave it to the printer.
    """

    serial: Annotated[int, scalar(r"[1-9][0-9]{0,5}", "付印号，例如 17", int)]
    sheet: Slug
    part: Slug | None = None
    edition: Annotated[int, scalar(r"[1-9][0-9]{0,3}", "版次，例如 3", int)]
    date: Date
    digest: Annotated[str, scalar(r"[0-9a-f]{16}", "程序写的十六位摘要")]
    codes: Annotated[str, scalar(r"([0-9]{3,6}(-[0-9]{3,6})?( [0-9]{3,6}(-[0-9]{3,6})?)*)?", "编码的序号")] = ""
    place: Text | None = None
    copies: Whole | None = None
    by: Text | None = None
    seal: Seal | None = None


class Ledger(Record):
    """Every code and edition the committee ever had (codes.yml); written by the program, only ever added to."""

    codes: tuple[Code, ...] = ()
    editions: tuple[Edition, ...] = ()


class Retirements(Record):
    """What all committees once had and have no more (content/retired.yml)."""

    retired: tuple[Retirement, ...] = ()


class Closing(Record):
    """A committee that is no more, and the one that took over (committees/<slug>/dissolved.yml)."""

    name: Text
    number: Digits
    date: Date
    merged_into: Slug
    note: Text | None = None


@dataclass(frozen=True)
class Closed:
    """What is left of a committee that is no more: its ledger, so that its codes answer."""

    slug: str
    closing: Closing
    ledger: Ledger


@dataclass(frozen=True)
class Committee:
    """A residents' committee: the files of its folder. The folder's name is its slug.

    `snapshots` holds what each issued sheet said, by its serial.
    """

    slug: str
    profile: Profile
    premises: Premises
    timetable: Timetable
    register: Register
    records: Records
    ledger: Ledger
    snapshots: Mapping[int, Any] = field(default_factory=dict)

    @property
    def files(self) -> tuple[Record, ...]:
        """The committee's files."""
        return (self.profile, self.premises, self.timetable, self.register, self.records, self.ledger)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Staff by name."""
        return {person.name: person for person in self.profile.staff}

    @cached_property
    def places(self) -> Mapping[str, Space]:
        """Rooms and X spaces by id."""
        return {space.id: space for space in (*self.premises.rooms, *self.premises.spaces)}


# --- the whole -------------------------------------------------------------------------------------------------------


Filing = Annotated[str, scalar(r"[一-龥]ICP[备证][0-9]{8}号(-[0-9]+)?", "备案号，例如 沪ICP备12345678号-1")]
PoliceFiling = Annotated[str, scalar(r"[一-龥]公网安备 ?[0-9]{14}号", "公安备案号，例如 沪公网安备31011702000001号")]
SiteCode = Annotated[str, scalar(r"[0-9]{10}", "10位网站标识码")]
WebAddress = Annotated[str, scalar(r"https://[^\s\"<>]+", "网址，以 https:// 开头")]


class Review(Fact):
    """Who looked at the website before it went out, for secrets and personal data, and when; shown nowhere."""

    by: Text
    date: Date


class Publishing(Fact):
    """Who runs the website, for its foot; each line is shown only where it is set."""

    operator: Text | None = None
    maintainer: Text | None = None
    phone: Phone | None = None
    portal: Text | None = None
    portal_url: WebAddress | None = None
    icp: Annotated[str, scalar(r"[一-龥]ICP[备证][0-9]{8}号(-[0-9]+)?", "备案号，例如 沪ICP备12345678号-1")] | None = (
        None
    )
    police: Annotated[str, scalar(r"[一-龥]公网安备 ?[0-9]{14}号", "公安备案号")] | None = None
    site_code: Annotated[str, scalar(r"[0-9]{10}", "10位网站标识码")] | None = None
    mark_url: WebAddress | None = None
    mistakes_url: WebAddress | None = None
    accessibility: Text | None = None
    security: Annotated[str, scalar(r"(mailto:|https://)\S+", "mailto: 或 https:// 开头的地址")] | None = None
    review: Review | None = None


class Domain(Fact):
    """Whose the printed host is and until when it is paid for; `free_host` says that a free host is meant."""

    owner: Text
    renewal: Date
    free_host: Flag = False


class Settings(Fact):
    """The handbook's own section of site_config.yml (`plugins: - handbook:`)."""

    day: Date | None = None
    report: Flag = False
    demonstration: Flag = False
    twins: Flag = False
    publishing: Publishing | None = None
    domain: Domain | None = None
    downloads: tuple[Product, ...] = ()
    code_url: SiteUrl | None = None
    fonts: Text | None = None


class Plugin(Fact):
    """One entry of the list of MkDocs plugins; only our own is looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    handbook: Settings | None = None


class Site(Record):
    """The website's name and address (site_config.yml, which is also a MkDocs configuration)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    site_name: Text
    site_description: Text
    site_url: SiteUrl
    plugins: tuple[
        Annotated[Plugin, BeforeValidator(lambda entry: {entry: {}} if isinstance(entry, str) else entry)], ...
    ]

    @property
    def handbook(self) -> Settings:
        """Our own settings. Raises StopIteration where the list of plugins lacks them, which the loader refuses."""
        return next(plugin.handbook for plugin in self.plugins if plugin.handbook)

    @property
    def code_url(self) -> str:
        """What stands before a printed code; with a slash at its end."""
        return self.handbook.code_url or self.site_url


@dataclass(frozen=True)
class Loaded:
    """Those files of a handbook that could be loaded, where others could not."""

    root: Path
    files: tuple[Record, ...]
    more_fonts: str | None


@dataclass(frozen=True)
class Handbook:
    """Everything that was loaded, valid field by field. Mappings keep the order of contents.yml.

    `rules` and `rooms` hold what residents may read. What is for the staff only stands apart: `internal_rules`, and
    `internal_rooms`, the rooms whose rules are internal, whole. `files` are all files that were read, as the reader
    listed them.
    """

    root: Path
    site: Site
    policy: Policy
    subdistrict: Subdistrict
    contents: Contents
    lists: Lists
    calendars: Mapping[int, Calendar]
    services: Mapping[str, Service]
    rooms: Mapping[str, Room]
    working_committees: Mapping[str, WorkingCommittee]
    rules: Mapping[str, Rule]
    forms: Mapping[str, Form]
    certificates: Certificates
    disclosure: Disclosure
    committees: tuple[Committee, ...]
    today: datetime.date
    retirements: Retirements = field(default_factory=Retirements)
    closed: tuple[Closed, ...] = ()
    files: tuple[Record, ...] = ()
    internal_rules: Mapping[str, Rule] = field(default_factory=dict)
    internal_rooms: Mapping[str, Room] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[Shared, ...]:
        """All shared texts."""
        return (
            *self.services.values(),
            *self.every_room.values(),
            *self.working_committees.values(),
            *self.every_rule.values(),
            *self.forms.values(),
        )

    @property
    def more_fonts(self) -> str | None:
        """The folder of further fonts, where the site's settings name one."""
        return self.site.handbook.fonts

    @property
    def every_rule(self) -> Mapping[str, Rule]:
        """The rules residents may read and those for the staff only."""
        return {**self.rules, **self.internal_rules}

    @property
    def every_room(self) -> Mapping[str, Room]:
        """The rooms with their rules, whether residents may read those or not."""
        return {**self.rooms, **self.internal_rooms}

    @property
    def assigned(self) -> tuple[Service | Room | Rule | Form, ...]:
        """All shared texts that belong to a working committee."""
        return (*self.services.values(), *self.rooms.values(), *self.every_rule.values(), *self.forms.values())

    @property
    def shared_files(self) -> tuple[Record, ...]:
        """The files that all committees share."""
        return tuple(record for record in self.files if not record.source.file.startswith("committees/"))
