"""What every file of a handbook is made of: values of known kinds, and records that know where each stands."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Self, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.model import day_words, written, written_days, written_phones, written_times
from generator.problem import Location, Source
from generator.problem import Path as ValuePath


def scalar(
    pattern: str, expected: str, convert: Callable[[str], Any] = str, form: written.Form | None = None
) -> BeforeValidator:
    """Return a type for a YAML scalar: its text must match `pattern` whole and convert without ValueError.

    `expected` ends the sentence “应当是…”. All scalars arrive as text; nothing is guessed from their look. What people
    write otherwise and can mean one thing only is brought into the one `form` first.
    """
    matcher = re.compile(pattern)

    def check(value: Any, info: ValidationInfo) -> Any:
        """Return the value of a scalar's text; what is no text is left to pydantic. Raises PydanticCustomError."""
        if not isinstance(value, str):
            return value
        repair = ""
        try:
            if form and len(value) <= written.LONGEST and not matcher.fullmatch(value):
                value = form(value, info.context or written.Known())
            if matcher.fullmatch(value):
                return convert(value)
        except written.Unclear as unclear:
            repair = str(unclear)
        except ValueError:
            repair = why_impossible(form, value)
        raise PydanticCustomError("scalar", "{expected}", {"expected": expected, "repair": repair})

    return BeforeValidator(check)


def why_impossible(form: written.Form | None, value: str) -> str:
    """Return what is wrong with a value that looks right and that there is not, such as a 30th of February."""
    try:
        if form and len(value) <= written.LONGEST:
            form(value, written.Known())
    except written.Unclear as unclear:
        return str(unclear)
    return ""


def until(text: str) -> datetime.date:
    """Return the last day of something, or FOREVER. Raises ValueError for days that lie beyond all plans."""
    day = datetime.date.fromisoformat(text)
    if LAST_DAY < day != FOREVER:
        raise ValueError
    return day


def no_device(name: str) -> str:
    """Return a name under which there can be a file on any system. Raises PydanticCustomError."""
    if name in DEVICES:
        raise PydanticCustomError("scalar", "{expected}", {"expected": f"别的名称，Windows 上没有文件能叫“{name}”"})
    return name


# --- values, each with its bounds ------------------------------------------------------------------------------------

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
"""Between these lie all days of a handbook, so that no sum of days leaves the calendar."""

FOREVER = datetime.date(9999, 12, 31)
"""长期, where something has a last day."""

MIDNIGHT = datetime.time()
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def numeral(*units: str) -> BeforeValidator:
    """Return a type for a whole number, behind which one of these units may stand."""
    return scalar(r"[0-9]{1,18}", "整数，例如 30", int, written.number_of(*units))


class Unbroken:
    """What no mark of `apart` can be within, so that a list in which one stands has more entries than it looks.

    `alone` is what stands between such entries where a bare text was written for a list of them; None where that may be
    anything.
    """

    def __init__(self, apart: str, alone: str = "") -> None:
        self.apart = re.compile(apart)
        self.alone = re.compile(alone) if alone else None


LISTED = Unbroken("[，、；;,]")
NAMED = Unbroken("[，、；;,/／|]")
PEOPLE = Unbroken(
    "[，、；;,/／|]",
    "[，、；;,/／|]|(?<=[\u4e00-\u9fff]{2})(?:[和与]|[ \u3000]{1,3})(?=[\u4e00-\u9fff]{2})",
)
"""What stands between people's names; each has two characters or more, so that the 和 within 李和平 is none."""

Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
"""What something is called, or who it is."""

UNPADDED = BeforeValidator(written.unpadded)

BETWEEN_POSTS = "[，、；;,/／|]|兼任?|(?<=[^ \u3000])[ \u3000]{1,3}(?=[^ \u3000])"
HELD = Unbroken(BETWEEN_POSTS, BETWEEN_POSTS)

Called = Annotated[Text, NAMED]
"""A name or a word in a list of them: who is there, how people call a thing."""

Who = Annotated[Text, PEOPLE, UNPADDED]
"""A member of staff, in a list of them; blanks within a name of Chinese characters are none of it."""

Someone = Annotated[Name, UNPADDED]
"""A member of staff, alone."""

Floor = Annotated[Name, BeforeValidator(written.floor)]

Post = Annotated[Text, HELD]
"""One of the posts that somebody has: of `书记兼主任` there are two."""

SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""What stands in addresses: lower-case letters and digits, in words with a dash between them."""

DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
"""Names that Windows keeps for devices, so that no file or folder can be called so:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""

Slug = Annotated[
    str,
    scalar(SLUG, "由小写字母、数字和短横组成的名称，例如 elder-allowance", form=written.as_plain),
    AfterValidator(no_device),
    Field(max_length=60),
    LISTED,
]
Digits = Annotated[
    str, scalar(r"[0-9]{1,6}", "一到六位数字，例如 016", form=written.as_digits), Field(max_length=6), LISTED
]
StatisticalCode = Annotated[
    str,
    scalar(r"[0-9]{12}", "12位统计用区划代码，例如 310117004016", form=written.as_digits),
    Field(max_length=12),
    LISTED,
]
Date = Annotated[
    datetime.date,
    scalar(DAY, "真实的日期，写成 2026-03-01", datetime.date.fromisoformat, written_days.date),
    Field(ge=FIRST_DAY, le=LAST_DAY),
    LISTED,
]
Until = Annotated[
    datetime.date,
    scalar(DAY, "真实的日期，写成 2026-03-01；长期写 9999-12-31", until, written_days.until),
    Field(ge=FIRST_DAY, le=FOREVER),
]
LastDay = Annotated[Until | None, AfterValidator(lambda day: None if day == FOREVER else day)]
"""The last day of what has none where nothing is said; 长期 says nothing."""

Month = Annotated[
    str,
    scalar(
        r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])",
        "年月，写成 2020-06，在1900年到2199年之间",
        form=written_days.month,
    ),
    Field(max_length=7),
]
Time = Annotated[
    datetime.time,
    scalar(r"[0-9]{1,2}:[0-9]{2}", "钟点，写成 8:30 或 17:30", written_times.time_of_day, written_times.time),
]
Phone = Annotated[
    str,
    scalar(written_phones.PHONE, "电话号码，例如 021-5555-0116 或 12345", form=written_phones.phone),
    Field(max_length=written_phones.LONGEST),
]
SiteUrl = Annotated[
    str,
    scalar(r"https://[a-z0-9.-]+(/[a-z0-9-]+)*/", "网址，写成 https://zhongshan.example/", form=written.as_plain),
    Field(max_length=200),
]
Product = Annotated[
    str,
    scalar(r"[a-z0-9]+(-[a-z0-9]+)*", "成品的名称，例如 guide", form=written.as_plain),
    Field(max_length=60),
    LISTED,
]
Target = Annotated[
    str,
    scalar(r"[a-z-]+:[a-z][a-z0-9-]*", "“种类:名称”，例如 service:elder-meals", form=written.as_plain),
    Field(max_length=100),
]
Season = Annotated[
    str,
    scalar(day_words.SEASON, "一年中的一段，例如“7月1日至8月31日”", form=written_days.season),
    Field(max_length=20),
]
Moment = Annotated[
    datetime.datetime,
    scalar(
        f"{DAY} [0-9]{{1,2}}:[0-9]{{2}}",
        "日期和钟点，写成 2026-08-02 14:20",
        lambda text: datetime.datetime.strptime(text, "%Y-%m-%d %H:%M"),
        written_days.moment,
    ),
    Field(ge=datetime.datetime.combine(FIRST_DAY, MIDNIGHT), lt=datetime.datetime.combine(LAST_DAY, MIDNIGHT)),
]
RuleId = Annotated[
    str, scalar(r"[A-Z][0-9]{1,3}", "规则的编号，例如 N3", form=written.as_plain), Field(max_length=4), LISTED
]
COUNTED = ("人", "名", "位", "户", "个", "幢", "栋", "座", "本", "册", "份", "张", "次", "条", "件", "块", "辆")
Whole = Annotated[int, numeral(*COUNTED), Field(ge=0, le=9_999_999)]
"""A number of people, households, sheets; the numbers below are of what is counted by calendars, clocks and rulers."""

NumberOfDays = Annotated[int, numeral("天", "日", "个工作日"), Field(ge=1, le=3660)]
NumberOfMonths = Annotated[int, numeral("个月"), Field(ge=1, le=120)]
NumberOfYears = Annotated[int, numeral("年"), Field(ge=1, le=100)]
NumberOfMinutes = Annotated[int, numeral("分钟", "分"), Field(ge=1, le=10_080)]
NumberOfBuildings = Annotated[int, numeral("幢", "栋", "座", "号楼", "个"), Field(ge=0, le=999)]
NumberOfRows = Annotated[int, numeral("行"), Field(ge=1, le=100)]
Millimetres = Annotated[int, numeral("毫米", "mm"), Field(ge=1, le=9999)]
Percent = Annotated[int, numeral("%"), Field(ge=0, le=100)]
Squares = Annotated[int, numeral("格"), Field(ge=0, le=999)]
"""Of a floor plan; a rule of sound data knows how few of them can be drawn."""

Flag = Annotated[
    bool,
    scalar(
        f"{written.YES}|{written.NO}",
        f"“{written.YES}”或“{written.NO}”",
        lambda text: text == written.YES,
        written.flag,
    ),
]
BoardSize = Literal["A0", "A1", "A2", "A3", "2400x1200"]
Days = Annotated[
    str,
    scalar(
        day_words.DAYS,
        "日子，例如“周一至周五”“周六”“每月第3个周二”“每月20日”“法定节假日”“春节”“2026-12-05”",
        day_words.in_one_form,
        form=written_days.days,
    ),
    Field(max_length=60),
]

# --- values, how many there may be -----------------------------------------------------------------------------------


def at_most(number: int) -> BeforeValidator:
    """Return what refuses a longer list before any of its items is looked at."""

    def check(value: Any) -> Any:
        """Return a list as it is. Raises PydanticCustomError where it is too long."""
        if isinstance(value, list) and len(value) > number:
            raise PydanticCustomError("too_long", "{max_length}", {"max_length": number})
        return value

    return BeforeValidator(check)


T = TypeVar("T")
Some = Annotated[tuple[T, ...], Field(max_length=60), at_most(60)]
"""What is written again for every one: shifts, steps, words that are also used."""

Many = Annotated[tuple[T, ...], Field(max_length=400), at_most(400)]
"""What a sub-district or a committee has all in all."""

Log = Annotated[tuple[T, ...], Field(max_length=4000), at_most(4000)]
"""What is added to week by week, for many years."""

Named = Annotated[Mapping[Text, T], Field(max_length=400)]
"""Values by what they are called."""


Counted = Annotated[Some[Text], AfterValidator(written.unnumbered)]
"""What is printed with a number before each: steps, what to remember."""


class Fact(BaseModel):
    """A group of values that belong together; frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Contact(Fact):
    """A number to ring and whose it is."""

    name: Name
    number: Phone


class Basis(Fact):
    """A law, or the policy, and its article."""

    law: Name
    article: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _in_one_form(cls, values: Any) -> Any:
        return written.basis(values)


APART = "\n。\n"
"""What stands between two texts of a file, all of it in every font: two numbers on two lines look like one long one."""


class Record(Fact):
    """A whole file; it knows where each of its values stands."""

    _source: Source = PrivateAttr(default=Source(""))

    @cached_property
    def source(self) -> Source:
        """Return the file the record was read from, and where its values stand."""
        return self._source

    def passages(self, suspect: Callable[[str], object] = bool) -> Iterator[tuple[str, Location]]:
        """Yield every text in the file of which `suspect` is true, and where it stands."""
        return ((text, self.source.at(*path)) for path, text in texts_within(self) if suspect(text))

    @cached_property
    def text(self) -> str:
        """Return all texts of the file as one, so far apart that nothing is found across two of them."""
        return APART.join(text for _, text in texts_within(self))

    def placed(self, source: Source) -> Self:
        """Return the record itself, told once which file it was read from."""
        self._source = source
        return self


class SharedText(Record):
    """A shared text: a front matter and, below it, Markdown. The file's name is its id."""

    _id: str = PrivateAttr(default="")
    _markdown: str = PrivateAttr(default="")
    _body: str = PrivateAttr(default="")

    @property
    def id(self) -> str:
        """Return the file's name without its ending."""
        return self._id

    @property
    def markdown(self) -> str:
        """Return the text below the front matter, as its author wrote it."""
        return self._markdown

    @property
    def body(self) -> str:
        """Return the Markdown as XHTML, its placeholders still open."""
        return self._body

    @cached_property
    def text(self) -> str:
        """Return all texts of the front matter and the Markdown as one, as far apart."""
        return APART.join((*(text for _, text in texts_within(self)), html.unescape(self._markdown)))

    def passages(self, suspect: Callable[[str], object] = bool) -> Iterator[tuple[str, Location]]:
        """Yield every text and line of Markdown of which `suspect` is true, and where it stands."""
        yield from super().passages(suspect)
        for line, text in enumerate(html.unescape(self._markdown).split("\n"), self.source.body_line):
            if suspect(text):
                yield text, Location(self.source.file, line)

    def named(self, id: str, markdown: str, body: str) -> Self:
        """Return the text itself, told once its id, its Markdown, and the XHTML made of that."""
        self._id, self._markdown, self._body = id, markdown, body
        return self


def texts_within(value: Any, path: ValuePath = ()) -> list[tuple[ValuePath, str]]:
    """Return the path and the words of every text within a value, in the order in which they stand."""
    found: list[tuple[ValuePath, str]] = []
    _look_within(value, path, found)
    return found


def _look_within(value: Any, path: ValuePath, found: list[tuple[ValuePath, str]]) -> None:
    if isinstance(value, str):
        found.append((path, value))
    elif isinstance(value, BaseModel):
        for name in _fields(type(value)):
            _look_within(getattr(value, name), (*path, name), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _look_within(item, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _look_within(item, (*path, key), found)


@cache
def _fields(kind: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model in which a text can be, in their order."""
    return tuple(name for name, field in kind.model_fields.items() if _holds_text(field.annotation))


def _holds_text(kind: Any) -> bool:
    within = get_args(kind)[:1] if get_origin(kind) is Annotated else get_args(kind)
    return any(map(_holds_text, within)) if within and get_origin(kind) is not Literal else kind not in WORDLESS


WORDLESS = (bool, int, datetime.date, datetime.time, datetime.datetime, type(None), ...)
"""The types of values in which there is no text."""
