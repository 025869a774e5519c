"""The reader: what is written is what is read, and whatever does not fit is said in one line at its place."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from generator.model import committee, content, facts, hours, ledger, policy, premises, records, register, site
from generator.model.content import Service
from generator.model.facts import Digits, Record, Text
from generator.problem import HandbookError, Location, Problem, did_you_mean
from generator.read import validation, yaml

EXAMPLE = Path(__file__).parents[1] / "example"

KINDS: dict[str, type[Record]] = {
    "site_config.yml": site.Site,
    "content/policy.yml": policy.Policy,
    "content/contents.yml": content.Contents,
    "content/certificates.yml": content.Certificates,
    "content/disclosure.yml": content.Disclosure,
    "committees/sunny-garden/committee.yml": committee.Profile,
    "committees/sunny-garden/rooms.yml": premises.Premises,
    "committees/sunny-garden/hours.yml": hours.Timetable,
    "committees/sunny-garden/register.yml": register.Register,
    "committees/sunny-garden/records.yml": records.Records,
    "committees/sunny-garden/codes.yml": ledger.Ledger,
}

SMALL = settings(max_examples=200, derandomize=True, database=None, deadline=None)


class Card(Record):
    """A file of one text, and perhaps more of them."""

    value: Text
    more: tuple[Text, ...] = ()


class Person(facts.Fact):
    """Someone with a number."""

    name: Text
    number: Digits


class Sheet(Record):
    """A file with a list of groups."""

    people: tuple[Person, ...] = Field(min_length=1)
    since: facts.Date | None = None


def problems(text: str | bytes, kind: type[Record] = Card) -> tuple[Problem, ...]:
    """What the reader says against a file."""
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(HandbookError) as caught:
        validation.read(raw, "file.yml", kind)
    return caught.value.problems


def problem(text: str | bytes, kind: type[Record] = Card) -> Problem:
    """The one thing the reader says against a file."""
    (found,) = problems(text, kind)
    return found


@contextmanager
def quickly() -> Iterator[None]:
    """Fails where what is done takes seconds."""
    start = time.perf_counter()
    yield
    assert time.perf_counter() - start < 2


# --- what is written is what is read ---------------------------------------------------------------------------------

TRAPS = (
    *("8:30", "17:30", "08:30", "22:00", "06:00", "1:2:3", "02112345671", "13800138000", "010", "0o10", "0b1", "0x1F"),
    *("no", "No", "on", "off", "yes", "y", "true", "=", ".inf", ".nan", "+86-21-5555-0116"),
    *("2024-05-01", "2025-02-30", "2024-05-01T08:30:00+08:00", "3.10", "1.0", "1e3", "1_000", "1,000", "-1", "第1条"),
)


@pytest.mark.parametrize("value", TRAPS)
def test_a_value_survives_as_it_was_written(value: str) -> None:
    """Nothing is guessed from how a value looks, quoted or not, alone or in a list."""
    for written in (value, f'"{value}"', f"'{value}'", f"|-\n  {value}", f">-\n  {value}", f"!!str {value}"):
        assert validation.read(f"value: {written}".encode(), "file.yml", Card).value == value
    listed = validation.read(f"value: x\nmore:\n  - {value}\n  - '{value}'\n".encode(), "file.yml", Card)
    assert listed.more == (value, value)
    if "," not in value:
        assert validation.read(f"value: x\nmore: [{value}]".encode(), "file.yml", Card).more == (value,)


@pytest.mark.parametrize("value", TRAPS)
def test_a_key_survives_as_it_was_written(value: str) -> None:
    """Keys are texts as well."""
    assert yaml.tree(f"{value}: x\n".encode(), "file.yml") == {value: "x"}


def test_tree_is_nested_texts() -> None:
    """Values that no model describes come as dicts, lists and texts."""
    assert yaml.tree(b"sizes: {a1: [594, 841]}\nink: '#000'\n", "look.yml") == {
        "sizes": {"a1": ["594", "841"]},
        "ink": "#000",
    }


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (facts.Time, "8:30", datetime.time(8, 30)),
        (facts.Time, "08:30", datetime.time(8, 30)),
        (facts.Time, "17:30", datetime.time(17, 30)),
        (facts.Time, "0:00", datetime.time(0, 0)),
        (facts.Date, "2024-02-29", datetime.date(2024, 2, 29)),
        (facts.Month, "2020-06", "2020-06"),
        (facts.Whole, "010", 10),
        (facts.Whole, "0", 0),
        (facts.Digits, "010", "010"),
        (facts.Flag, "是", True),
        (facts.Flag, "否", False),
        (facts.Slug, "lantian-2", "lantian-2"),
        *((facts.Phone, phone, phone) for phone in ("021-5555-0116", "0512-5555011", "110", "12345", "10086")),
        *((facts.Phone, phone, phone) for phone in ("962200", "95555", "400-820-0000")),
        *((facts.Days, days, days) for days in ("每天", "工作日", "法定节假日", "周一", "周一至周五", "周一、周三")),
        *(
            (facts.Days, days, days)
            for days in ("周一至周五、周日", "每月第3个周二", "每月1日", "每月20日", "每月31日")
        ),
        (facts.Days, "每月29日（2月最后一天）", "每月29日（2月最后一天）"),
        (facts.SiteUrl, "https://zs.example/handbook/", "https://zs.example/handbook/"),
    ],
)
def test_values_that_fit(kind: Any, text: str, value: object) -> None:
    """The model, not the look of a text, says what a value is."""
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (facts.Time, ("24:01", "8:60", "8.30", "510", "8:3", "8:30:15", "8:30 9:00", "-1:30", "")),
        (
            facts.Date,
            ("2025-02-30", "2023-02-29", "24-5-1", "240501", "2024-W01-1", "２０２４-05-32", "0000-01-01"),
        ),
        (facts.Date, ("2024-05-01T09:00", "5/1", "5/6/2024", "5月1日", "1714521600")),
        (facts.Month, ("2020-13", "2020-00", "20-6", "2020", "2020-06-01")),
        (facts.Whole, ("3.10", "1e3", "0x1F", "1_000", "-1", "+1", "１２.５", "三百", "12345678", "", "NaN")),
        (facts.Digits, ("12a", "1234567", "", "１a")),
        (facts.StatisticalCode, ("31011700401", "3101170040166", "31011700401X")),
        (facts.Flag, ("maybe", "on", "~", "0", "待定", "")),
        (facts.Slug, ("Hall", "大厅", "..", "../x", "a/b", "a--b", "-a", "a-", "2a", "a_b", "a b", "")),
        (facts.Phone, ("0211234567", "13800138000", "+86-21-5555011", "55550116", "021-5555", "１１", "")),
        (
            facts.Days,
            ("星期八", "周八", "周一至", "至周五", "周五起", "周一或周二", "每月第6个周二", "每月32日", ""),
        ),
        (facts.SiteUrl, ("http://a.example/", "https://a.example", "https://A.example/", "https://a.example/?x=1")),
    ],
)
def test_values_that_do_not_fit(kind: Any, texts: tuple[str, ...]) -> None:
    """Each is refused, none is bent into shape."""
    for text in texts:
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(text)


def test_there_is_no_day_zero() -> None:
    """A month begins with its first day."""
    with pytest.raises(ValidationError):
        TypeAdapter(facts.Days).validate_python("每月0日")


def test_a_byte_order_mark_and_windows_line_ends_are_welcome() -> None:
    """Notepad writes both, and its user cannot see either."""
    found = validation.read("value: 老街\r\nmore:\r\n  - 甲\r\n".encode("utf-8-sig"), "file.yml", Card)
    assert (found.value, found.more) == ("老街", ("甲",))
    card, body = validation.read_text("---\r\nvalue: 老街\r\n---\r\n甲\r\n乙\r\n".encode("utf-8-sig"), "file.md", Card)
    assert (card.value, body) == ("老街", "甲\n乙\n")


def test_a_record_is_frozen() -> None:
    """Facts are looked at, never changed."""
    found = validation.read(b"value: x", "file.yml", Card)
    with pytest.raises(ValidationError):
        found.value = "y"  # type: ignore[misc]


# --- where it stands -------------------------------------------------------------------------------------------------


def test_every_value_and_key_knows_its_place() -> None:
    """Lines and columns count from 1; what has no place of its own has its parent's."""
    text = "people:\n  - name: 甲\n    number: 12\n  - {name: 乙, number: 13}\n"
    source = validation.read(text.encode(), "file.yml", Sheet).source
    assert source.at("people") == Location("file.yml", 2, 3)
    assert source.at("people", 0, "number") == Location("file.yml", 3, 13)
    assert source.at("people", 1, "number") == Location("file.yml", 4, 23)
    assert source.key("people", 1, "number") == Location("file.yml", 4, 15)
    assert source.at("people", 1, "posts") == Location("file.yml", 4, 5)
    assert source.at("since") == Location("file.yml", 1, 1)


def test_front_matter_and_body() -> None:
    """The body begins after the second line of dashes; lines are those of the whole file."""
    raw = (EXAMPLE / "content/services/library-card.md").read_bytes()
    found, body = validation.read_text(raw, "library-card.md", Service)
    lines = raw.decode().split("\n")
    assert body.startswith("借书证在")
    assert lines[found.source.body_line - 1].startswith("借书证在")
    assert lines[found.source.at("fee").line - 1] == "fee: 不收钱"


@pytest.mark.parametrize(
    "text", ["value: x\n", "--- \nvalue: x\n", "----\nvalue: x\n----\n", "\n---\nvalue: x\n---\n", ""]
)
def test_front_matter_missing(text: str) -> None:
    """Without a pair of dashes there is nothing to read."""
    with pytest.raises(HandbookError, match="文件开头没有成对的“---”"):
        yaml.split_front_matter(text, "file.md")


def test_front_matter_alone() -> None:
    """A text may have no body."""
    assert yaml.split_front_matter("---\nvalue: x\n---", "file.md").body == ""


def test_all_problems_of_a_file_at_once_and_in_order() -> None:
    """One reading says all that is to be mended."""
    text = "peeple: 1\nsince: 2025-02-30\npeople:\n  - nmae: 甲\n    number: 1x\n  - 乙\n"
    assert [(found.location.line, found.location.column, found.rule) for found in problems(text, Sheet)] == [
        (1, 1, "D012"),
        (2, 8, "D014"),
        (4, 5, "D011"),
        (4, 5, "D012"),
        (5, 13, "D014"),
        (6, 5, "D010"),
    ]


def test_a_list_is_not_called_short_because_its_items_are_wrong() -> None:
    """Only what the author can see is said."""
    assert problem("people:\n  - name: 甲\n    number: x\n", Sheet).rule == "D014"


def test_a_key_written_twice_names_the_first_line() -> None:
    """The later one would win silently."""
    found = problem("value: x\nmore: [a]\nvalue: y\n")
    assert (found.location, found.message) == (Location("file.yml", 3, 1), "“value”写了两次")
    assert found.hint == "第 1 行已经写过，留下对的那一行"


def test_a_blank_value_counts_as_missing_only_where_one_is_needed() -> None:
    """What may be left out may also be left blank."""
    assert problem("value:\nmore: [a]\n").text() == (
        "file.yml:1:1: 错误 [D011] “value”是空的\n    提示：在冒号后面写上内容"
    )
    assert validation.read(b"value: x\nmore:\n", "file.yml", Card).more == ()


def test_did_you_mean() -> None:
    """The nearest word, or all there are, or nothing."""
    assert did_you_mean("staf", ["staff", "plates"]) == "是不是想写“staff”？"
    assert did_you_mean("电话", ["staff", "plates"]) == "这里可以写：staff、plates"
    assert did_you_mean("staf", []) == ""


# --- files that are no data ------------------------------------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    """The hint knows where the like of it is to be found."""
    with pytest.raises(HandbookError, match="没有这个文件") as caught:
        yaml.raw_bytes(tmp_path / "no.yml", "committees/x/no.yml")
    assert "照别的居委会" in caught.value.problems[0].hint


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """A folder of that name is no file."""
    with pytest.raises(HandbookError, match="这里的不是文件"):
        yaml.raw_bytes(tmp_path, "content/policy.yml")


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """50 MB of anything cost nothing but a look at the size."""
    large = tmp_path / "large.yml"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(HandbookError) as caught:
        yaml.raw_bytes(large, "large.yml")
    assert [found.message for found in caught.value.problems] == ["文件太大，超过了 1 MB"]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32"])
def test_another_encoding(encoding: str) -> None:
    """One sentence, on the line where it begins to be wrong."""
    found = problem("value: x\nmore: [老街居委會]\n".encode(encoding))
    assert found.rule == "D002"
    assert found.location.line == (1 if encoding in ("utf-16", "utf-32") else 2)


@pytest.mark.parametrize("character", ["\0", "\x07", "\x08", "\x0e", "\x1b", "\x1f", "\x7f", "\ufffe", "\uffff"])
def test_a_control_character(character: str) -> None:
    """It cannot be seen, so its number and its place are said."""
    found = problem(f"value: x\nmore: [a{character}b]\n")
    assert found.location == Location("file.yml", 2, 9)
    assert found.message == f"有看不见的控制字符（U+{ord(character):04X}）"


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x80", "\x85", "\x9f"])
def test_a_control_character_that_python_takes_for_the_end_of_a_line(character: str) -> None:
    """These are control characters like any other."""
    test_a_control_character(character)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "- a\n- b\n", "a word\n", "---\n", "[]\n"])
def test_a_file_without_keys(text: str) -> None:
    """Empty, a list or a lone word: there is nothing to look up."""
    found = problem(text)
    assert (found.location, found.message) == (Location("file.yml"), "文件里应当是一行行的“键: 值”")


def test_two_documents() -> None:
    """The second would be lost."""
    assert problem("value: x\n---\nvalue: y\n").message == "一个文件里有两份内容（第二个“---”）"


def bomb(levels: int) -> str:
    """A few lines that grow tenfold with every level once they are expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (bomb(10), "D005"),
        ("a: &a [*a]", "D005"),
        ("value: &x 老街", "D005"),
        ("value: *x", "D005"),
        ("[" * 100_000, "D004"),
        ("{a: " * 100_000, "D004"),
        ("more: " + "- " * 100_000, "D006"),
        ("more:\n" + "- " * 100_000, "D004"),
        ("? " * 100_000, "D004"),
        ("[" * 1000 + "]" * 1000, "D004"),
        ("\n".join(" " * level + "a:" for level in range(600)), "D004"),
        ("\n".join(" " * level + "-" for level in range(600)), "D004"),
    ],
    ids=lambda value: value[:12].replace("\n", " "),
)
def test_what_would_grow_without_end(text: str, rule: str) -> None:
    """One sentence and no waiting."""
    with quickly():
        assert problem(text).rule == rule


def test_depth_with_wider_steps() -> None:
    """However wide the steps are, they go down."""
    assert problem("more:\n" + "-  " * 500 + "x").rule == "D004"


@pytest.mark.parametrize("innocent", ["# ]]]]]]]]]]", 'value: "]]]]]]]]]]"', "value: '}}}}}}}}}}'"])
def test_depth_below_brackets_that_close_nothing(innocent: str) -> None:
    """What stands in a text or a comment does not make up for what follows."""
    assert problem(f"{innocent}\nmore: {'[' * 25}{']' * 25}\n").rule == "D004"


def test_depth_that_an_author_needs() -> None:
    """Ten levels are fine, and brackets in texts are not counted as levels."""
    deep = "a: " + "[" * 10 + "x" + "]" * 10
    assert yaml.tree(deep.encode(), "file.yml") == {"a": [[[[[[[[[["x"]]]]]]]]]]}
    text = "（[1]）&*" * 50
    assert validation.read(f'value: "{text}"'.encode(), "file.yml", Card).value == text


# --- whatever comes --------------------------------------------------------------------------------------------------

SIGNS = """name 老街 staff posts value 8:30 : ： [ ] { } ， , " ' # &a *a ! !!int | > % @ ` --- ... ? <<: ~ \\ 😀"""
BLANKS = (
    " ",
    "  ",
    ": ",
    "- ",
    ", ",
    " # ",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n---\n",
    "\t",
    "\r\n",
    "\x1b",
    "\ufeff",
    "\u2028",
)
SCRAPS = st.lists(st.sampled_from([*SIGNS.split(), *BLANKS]), max_size=40).map("".join)


def read_or_refuse(raw: bytes, kind: type[Record]) -> None:
    """A record, or problems that an author can find; anything else is our mistake."""
    try:
        found = validation.read(raw, "file.yml", kind)
    except HandbookError as error:
        assert error.problems
        for told in error.problems:
            assert told.message
            assert 1 <= told.location.line <= raw.count(b"\n") + 2
            assert told.location.column >= 1
    else:
        assert isinstance(found, kind)


@SMALL
@given(st.binary(max_size=300), st.sampled_from(list(KINDS.values())))
@also(b"name: \x0b", committee.Profile)
def test_any_bytes(raw: bytes, kind: type[Record]) -> None:
    """Bytes of any kind end in a record or in sentences."""
    read_or_refuse(raw, kind)


@SMALL
@given(SCRAPS, st.sampled_from([*KINDS.values(), Card, Sheet]))
def test_any_text_that_looks_like_yaml(text: str, kind: type[Record]) -> None:
    """So does text made of YAML's own signs."""
    read_or_refuse(text.encode(), kind)


@SMALL
@given(
    st.sampled_from(sorted(KINDS)), st.integers(0, 10_000), st.integers(0, 3), SCRAPS.filter(lambda text: len(text) < 9)
)
def test_any_slip_of_the_finger(name: str, at: int, cut: int, scrap: str) -> None:
    """So does a good file with something cut out and something else put in."""
    text = (EXAMPLE / name).read_text(encoding="utf-8")
    at %= len(text)
    read_or_refuse((text[:at] + scrap + text[at + cut :]).encode(), KINDS[name])
