"""The joint list of what is to be done, as files that the office takes along: a table, a workbook, a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.model.handbook import Handbook
from generator.products.joint_list import EXPIRES, ToDo
from generator.products.website import ReportFile
from generator.text.spreadsheet import csv_text
from generator.website import phone
from generator.website.workbook import Cell, workbook

COLUMNS: Mapping[str, int] = {
    "哪天以前": 12,
    "还有几天": 9,
    "居委会": 12,
    "轻重": 9,
    "规则": 7,
    "条款": 14,
    "什么事": 48,
    "怎么办": 48,
    "资料在哪里": 34,
    "头一次看到": 12,
    "做好了": 8,
}
"""The columns of the table, and how wide each is in a workbook, in characters."""


def joint_list_file(file: ReportFile, handbook: Handbook, todos: Sequence[ToDo]) -> bytes:
    """Return the list as one of its files."""
    match file:
        case ReportFile.TABLE:
            return table(handbook, todos).encode()
        case ReportFile.WORKBOOK:
            title = handbook.words.report.todo
            return workbook(title, [*COLUMNS], [*COLUMNS.values()], [*rows(handbook, todos)])
        case ReportFile.CALENDAR:
            return calendar(handbook, todos).encode()


def rows(handbook: Handbook, todos: Sequence[ToDo]) -> Iterator[list[Cell]]:
    """Yield the rows of the table, without its head; the last column is to be ticked."""
    words = handbook.words.report
    for todo in todos:
        yield [
            todo.due,
            todo.left(handbook.today),
            todo.name,
            words.expires if todo.mark == EXPIRES else getattr(words.marks, todo.mark),
            todo.rule,
            todo.clause,
            todo.text,
            todo.repair,
            f"{todo.place.file}:{todo.place.line}",
            todo.first,
            "",
        ]


def table(handbook: Handbook, todos: Sequence[ToDo]) -> str:
    """Return the list as CSV for Excel."""
    return csv_text(list(COLUMNS), rows(handbook, todos))


def calendar(handbook: Handbook, todos: Sequence[ToDo]) -> str:
    """Return the list as a calendar (RFC 5545), with an event for each day on which something is due."""
    return phone.published(handbook, handbook.words.report.todo, events(handbook, todos))


def events(handbook: Handbook, todos: Sequence[ToDo]) -> Iterator[str]:
    """Yield the lines of an event for each day; what is overdue stays on the day on which it was due."""
    revision = phone.Revision(handbook.today)
    for day, due in groupby(todos, key=lambda todo: todo.due):
        same = list(due)
        uid = f"{day:%Y%m%d}-todo@{phone.host_name(handbook)}"
        summary = handbook.words.report.due.format(number=len(same), committees=told(same))
        yield from phone.whole_day(revision, uid, day, summary, "\n".join(map(line, same)))


def told(todos: Sequence[ToDo]) -> str:
    """Return whose these are, each once."""
    return "、".join(dict.fromkeys(todo.name for todo in todos))


def line(todo: ToDo) -> str:
    """Return one thing to do as a line of an event."""
    return f"{todo.name}：{todo.text}{f'（{todo.repair}）' if todo.repair else ''}"
