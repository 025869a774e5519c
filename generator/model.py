"""The things a handbook is made of: frozen facts, as their authors wrote them, without any input or output."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
DAYS = rf"每天|工作日|法定节假日|{WEEKDAYS}|每月第[1-5]个{DAY}|{DAY_OF_MONTH}"

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
Whole = Annotated[int, scalar(r"[0-9]{1,7}", "整数，例如 30", int)]
Flag = Annotated[bool, scalar(r"是|否", "“是”或“否”", lambda text: text == "是")]
Days = Annotated[str, scalar(DAYS, "日子，例如“周一至周五”“周六”“每月第3个周二”“每月20日”“法定节假日”")]


class Fact(BaseModel):
    """A group of values that belong together; frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Fact):
    """A whole file; it knows where each of its values stands."""

    _source: Source = PrivateAttr(default=Source(""))

    @property
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


class PlatePattern(Fact):
    """The wording of one of the plates at the door; `{name}` and `{branch}` are filled per committee."""

    kind: Slug
    pattern: Text
    clause: Text


class Policy(Record):
    """The sub-district and the document its handbook follows (content/policy.yml)."""

    title: Text
    number: Text
    date: Date
    issuer: Text
    district: Text
    subdistrict: Text
    office: Contact
    committees: Whole
    committees_note: Text | None = None
    plates: tuple[PlatePattern, ...]
    committee_plate: Slug
    short_name: Text
    branches: tuple[Text, ...]
    director_posts: tuple[Text, ...]
    board_kind: Text


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
    rulebook: tuple[Part, ...] = Field(min_length=1)
    compilers_note: tuple[Text, ...] = Field(min_length=1)


class Basis(Fact):
    """A law, or the policy, and its article."""

    law: Text
    article: Text | None = None


class Material(Fact):
    """Something to bring."""

    name: Text
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
    steps: tuple[Text, ...] = Field(min_length=1)
    committee_part: Text
    questions: tuple[Question, ...] = ()
    basis: tuple[Basis, ...] = Field(min_length=1)
    checked: Checked
    valid_until: Date | None = None


class Room(Shared):
    """A room every committee has (content/rooms/<id>.md): what it is for and its rules."""

    name: Text
    title: Text
    working_committee: Slug
    purpose: Text
    audience: Text
    notices: tuple[Text, ...] = Field(min_length=1, max_length=4)
    clause: Text
    adopted: Date
    revised: Date


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


class Rule(Shared):
    """A rule of the committees (content/rules/<id>.md)."""

    title: Text
    working_committee: Slug
    purpose: Text
    clause: Text
    basis: tuple[Basis, ...] = ()
    adopted: Date
    revised: Date


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


class Person(Fact):
    """A member of staff, with what the public may know."""

    name: Text
    posts: tuple[Text, ...] = Field(min_length=1)
    generalist: Flag = False
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


class Profile(Record):
    """Who the committee is (committee.yml)."""

    name: Text
    code: StatisticalCode
    number: Digits
    former_names: tuple[FormerName, ...] = ()
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
    plates: tuple[Plate, ...] = ()
    updated: Date


class Opening(Fact):
    """From when to when on which days."""

    days: Days
    opens: Time
    closes: Time
    note: Text | None = None


class Space(Fact):
    """A room as this committee has it; `id` is a shared room's, or its own for an X space."""

    id: Slug
    floor: Text | None = None
    position: Text | None = None
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


class DutyPeriod(Fact):
    """A kind of duty of the policy's four, or the normal hours."""

    kind: Literal["正常", "错时", "延时", "双休日", "节假日", "紧急"]
    days: Days | None = None
    opens: Time | None = None
    closes: Time | None = None
    note: Text | None = None


class Shift(Fact):
    """Who is there on which days."""

    days: Days
    staff: tuple[Text, ...] = Field(min_length=1)


class Timetable(Record):
    """When the committee is open and who is on duty (hours.yml)."""

    periods: tuple[DutyPeriod, ...] = Field(min_length=1)
    window_place: Text | None = None
    window: tuple[Shift, ...] = ()
    duty: tuple[Shift, ...] = ()


class ReadingCopy(Fact):
    """Where the bound rulebook lies."""

    place: Text
    hours: Text
    copies: Whole


class Board(Fact):
    """A board on the committee's walls."""

    kind: Text
    room: Slug
    place: Text
    filing_number: Text | None = None
    filed: Date | None = None
    valid_until: Date | None = None


class Register(Record):
    """The committee's boards and reading copies (register.yml)."""

    rulebook: ReadingCopy | None = None
    boards: tuple[Board, ...] = ()


class Notice(Fact):
    """Something made public, and until when."""

    item: Slug
    title: Text
    published: Date
    expires: Date
    place: Text


class Records(Record):
    """What the committee made public (records.yml)."""

    notices: tuple[Notice, ...] = ()


class Code(Fact):
    """A printed code: `number` counts within the committee, `code` is the address, `kind` and `id` what it means."""

    number: Annotated[str, scalar(r"[0-9]{3,6}", "三位以上的数字，例如 001")]
    code: Annotated[str, scalar(r"[0-9]{5,13}", "只含数字的编码")]
    kind: Slug
    id: Slug
    title: Text


class Ledger(Record):
    """Every code the committee ever had (codes.yml); written by the program, only ever added to."""

    codes: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Committee:
    """A residents' committee: the files of its folder. The folder's name is its slug."""

    slug: str
    profile: Profile
    premises: Premises
    timetable: Timetable
    register: Register
    records: Records
    ledger: Ledger

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


class Settings(Fact):
    """The handbook's own section of site_config.yml (`plugins: - handbook:`)."""

    edition: Whole
    edition_date: Date
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
    """Everything that was loaded, valid field by field. Mappings keep the order of contents.yml."""

    root: Path
    site: Site
    policy: Policy
    contents: Contents
    services: Mapping[str, Service]
    rooms: Mapping[str, Room]
    working_committees: Mapping[str, WorkingCommittee]
    rules: Mapping[str, Rule]
    certificates: Certificates
    disclosure: Disclosure
    committees: tuple[Committee, ...]

    @property
    def texts(self) -> tuple[Shared, ...]:
        """All shared texts."""
        return (
            *self.services.values(),
            *self.rooms.values(),
            *self.working_committees.values(),
            *self.rules.values(),
        )

    @property
    def more_fonts(self) -> str | None:
        """The folder of further fonts, where the site's settings name one."""
        return self.site.handbook.fonts

    @property
    def assigned(self) -> tuple[Service | Room | Rule, ...]:
        """All shared texts that belong to a working committee."""
        return (*self.services.values(), *self.rooms.values(), *self.rules.values())

    @property
    def files(self) -> tuple[Record, ...]:
        """Every file that was read, what all share first."""
        shared = (self.site, self.policy, self.contents, self.certificates, self.disclosure, *self.texts)
        return (*shared, *(record for committee in self.committees for record in committee.files))
