"""The joint list as files: every cell a text, a number or a day; a calendar with an event a day; the same bytes."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from tools import edit

from generator.check.judge import judge
from generator.model.handbook import Handbook
from generator.privacy.files import find_personal_data_in_file
from generator.privacy.workbook import workbook_texts
from generator.problem import Location
from generator.products.joint_list import ToDo, joint_list
from generator.products.website import ReportFile
from generator.read.files import load
from generator.website.joint_list import COLUMNS, joint_list_file
from generator.website.workbook import workbook

DAY = datetime.date(2026, 12, 1)
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def todo(text: str = "少一块牌子", due: datetime.date = DAY, repair: str = "挂上", name: str = "老街") -> ToDo:
    place = Location("committees/old-street/committee.yml", 7)
    return ToDo("old-street", name, "error", "N1", "第二条", text, place, repair, datetime.date(2026, 11, 22), due)


def cells(book: bytes) -> list[list[tuple[str, str]]]:
    """The type and the value of each cell of a workbook, row by row, read from its XML."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        shared = [
            "".join(text.itertext())
            for text in ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).findall("m:si", NAMESPACE)
        ]
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    assert not sheet.findall(".//m:f", NAMESPACE), "a cell is a formula"
    rows = []
    for row in sheet.findall(".//m:row", NAMESPACE):
        told = []
        for cell in row.findall("m:c", NAMESPACE):
            value = cell.findtext("m:v", "", NAMESPACE)
            kind = cell.get("t", "n")
            told.append((kind, shared[int(value)] if kind == "s" else value))
        rows.append(told)
    return rows


def serial(day: datetime.date) -> str:
    """A day as a spreadsheet counts it."""
    return str((day - datetime.date(1899, 12, 30)).days)


def test_a_workbook_says_what_the_list_says(handbook: Handbook) -> None:
    head, row = cells(joint_list_file(ReportFile.WORKBOOK, handbook, [todo()]))
    assert [value for _, value in head] == [*COLUMNS]
    assert row == [
        ("n", serial(DAY)),
        ("n", "9"),
        ("s", "老街"),
        ("s", "没做到"),
        ("s", "N1"),
        ("s", "第二条"),
        ("s", "少一块牌子"),
        ("s", "挂上"),
        ("s", "committees/old-street/committee.yml:7"),
        ("n", serial(datetime.date(2026, 11, 22))),
    ]


INJECTIONS = [
    '=HYPERLINK("https://example.org","点")',
    "+1+1",
    "-1",
    "@SUM(1)",
    "＝1",
    "https://example.org",
    "0012",
    "\t=1",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_cell_is_worked_out(handbook: Handbook, text: str) -> None:
    todos = [todo(text=text, repair=text, name=text)]
    book = joint_list_file(ReportFile.WORKBOOK, handbook, todos)
    _, row = cells(book)
    assert [value for kind, value in row if kind == "s"].count(text) == 3
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not any("rels" in name and b"example.org" in parts.read(name) for name in parts.namelist())
    table = joint_list_file(ReportFile.TABLE, handbook, todos).decode("utf-8-sig")
    (_, line) = csv.reader(io.StringIO(table, newline=""))
    told = line[6]
    assert told.lstrip("'") == text
    assert told.startswith("'") == bool(re.match(r"\s*[=+\-@＝]", text))


def test_a_table_opens_in_excel(handbook: Handbook) -> None:
    table = joint_list_file(ReportFile.TABLE, handbook, [todo(text='写着“,”和"引号"\n两行')])
    assert table.startswith("\ufeff".encode())
    head, line = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    assert head == [*COLUMNS]
    assert line[:4] == ["2026-12-01", "9", "老街", "没做到"]
    assert line[6] == '写着“,”和"引号"\n两行'


def test_a_calendar_has_an_event_for_each_day_on_which_something_is_due(handbook: Handbook) -> None:
    later = DAY + datetime.timedelta(30)
    todos = [todo("少一块；写着, 和\\ 的", DAY), todo("多一块", DAY, name="阳光花园"), todo("另一件", later)]
    said = joint_list_file(ReportFile.CALENDAR, handbook, todos)
    assert all(len(line) <= 75 for line in said.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(said)
    events = calendar.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [DAY, later]
    assert [event.decoded("DTEND") for event in events] == [day + datetime.timedelta(1) for day in (DAY, later)]
    assert str(events[0]["SUMMARY"]) == "2件事今天到期：老街、阳光花园"
    assert str(events[0]["DESCRIPTION"]) == "老街：少一块；写着, 和\\ 的（挂上）\n阳光花园：多一块（挂上）"
    assert len({str(event["UID"]) for event in events}) == 2


def test_an_event_keeps_its_name_while_its_day_stays(handbook: Handbook) -> None:
    def names(*todos: ToDo) -> list[str]:
        calendar = icalendar.Calendar.from_ical(joint_list_file(ReportFile.CALENDAR, handbook, todos))
        return [str(event["UID"]) for event in calendar.walk("VEVENT")]

    assert names(todo()) == names(todo("别的"), todo("再一件"))


@pytest.mark.parametrize("file", ReportFile)
def test_nothing_to_do_is_a_file_too(handbook: Handbook, file: ReportFile) -> None:
    assert joint_list_file(file, handbook, [])


@pytest.mark.parametrize("file", ReportFile)
def test_the_same_list_is_the_same_bytes(example: Path, file: ReportFile) -> None:
    edit(example / "committees/sunny-garden/register.yml", "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    one, other = (
        joint_list_file(file, handbook, joint_list(handbook, judge(handbook)))
        for handbook in (load(example), load(example))
    )
    assert one == other


def test_a_workbook_is_read_for_personal_data() -> None:
    book = workbook("单", ["甲", "乙"], [10, 10], [["电话 13912345678", None], ["<b>&", 3]])
    assert [leak.text for leak in find_personal_data_in_file("report/todo.xlsx", book)] == ["13912345678"]
    assert any("<b>&" in text for text in workbook_texts(book))
    with pytest.raises(ValueError, match="zip"):
        list(workbook_texts(b"PK no workbook"))
