"""Record since when breaches are open, and give the office the joint list of what is to be done by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build import gate, ledgers, stages
from generator.build.prints import print_sheet, sheet_with
from generator.check.data.breach_ledgers import ledgers_whole
from generator.check.offices import office_of
from generator.disk import reading
from generator.disk.files import atomically
from generator.disk.lock import alone
from generator.model.handbook import Handbook
from generator.paper import pages
from generator.problem import HandbookError, Location, Problem, in_order
from generator.products.joint_list import EXPIRES, ToDo, joint_list
from generator.products.names import SITE
from generator.products.product import Artifact
from generator.products.report import TODO, span, todo_list
from generator.products.website import ReportFile
from generator.read.listing import is_in_sources
from generator.website.joint_list import joint_list_file

PRINT = "todo.pdf"
"""The list as it is printed, beside its other files."""


@dataclass(frozen=True)
class Reported:
    """What is to be done by when, what of the handbook could not be read, and how many ledgers were written."""

    handbook: Handbook
    todos: Sequence[ToDo]
    problems: tuple[Problem, ...]
    written: int


def report(root: Path) -> Reported:
    """Write what a run finds into the ledgers of breaches, and return the joint list.

    Committees with mistakes are in it: their breaches are what it is about. Raises HandbookError where what all share
    cannot be read.
    """
    with alone(root, "记违规台账"):
        ledgers.recover(root)
        loaded = stages.load(root)
        handbook, judged = stages.recorded(loaded)
        pending = ledgers.recorded(loaded.kept.ledgers, handbook.breaches)
        ledgers.refuse_full(pending)
        with ledgers.written(root, pending):
            pass
    unread = loaded.unread.problems if loaded.unread else ()
    problems = tuple(in_order([*unread, *ledgers_whole(handbook, loaded.kept)]))
    return Reported(handbook, joint_list(handbook, judged), problems, len(pending))


def text(reported: Reported) -> Iterator[str]:
    """Yield the list line by line, in parts by how soon something is due."""
    handbook, told = reported.handbook, ""
    spans, words = handbook.words.report.spans, handbook.words.report
    for todo in reported.todos:
        left = todo.left(handbook.today)
        if (part := span(left)) != told:
            told = part
            count = sum(span(each.left(handbook.today)) == part for each in reported.todos)
            yield f"{getattr(spans, part)}（{count} 件）"
        when = f"过了 {-left} 天" if left < 0 else f"还有 {left} 天"
        mark = words.expires if todo.mark == EXPIRES else getattr(words.marks, todo.mark)
        yield f"  {todo.due}（{when}）　{todo.name}　{' '.join(filter(None, (mark, todo.rule)))}　{todo.text}"
        yield f"      {todo.repair}（{todo.place.file}:{todo.place.line}）"


def record(reported: Reported, todo: ToDo) -> dict[str, object]:
    """Return one thing to do as a flat mapping, for JSON."""
    return {
        "committee": todo.committee,
        "name": todo.name,
        "kind": todo.mark,
        "rule": todo.rule,
        "clause": todo.clause,
        "message": todo.text,
        "hint": todo.repair,
        "file": todo.place.file,
        "line": todo.place.line,
        "first": todo.first.isoformat() if todo.first else None,
        "due": todo.due.isoformat(),
        "left": todo.left(reported.handbook.today),
    }


def late(reported: Reported) -> int:
    """Return how many things are overdue."""
    return sum(todo.left(reported.handbook.today) < 0 for todo in reported.todos)


# --- files -----------------------------------------------------------------------------------------------------------


def write_files(reported: Reported, folder: Path) -> None:
    """Write the list into a folder: printed, as a workbook, as a table and as a calendar.

    Raises HandbookError where something else stands there, or where a file would tell personal data.
    """
    handbook = reported.handbook
    refuse_others(folder, handbook)
    files = made(reported)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        atomically(folder / name, content)


def made(reported: Reported) -> Mapping[str, bytes]:
    """Return each file of the list by its name. Raises HandbookError where one cannot be made, or let out."""
    handbook = reported.handbook
    files = {str(file): joint_list_file(file, handbook, reported.todos) for file in ReportFile}
    artifact = Artifact(TODO, "report", SITE, "todo.typ")
    sheet = sheet_with(handbook, artifact, todo_list(handbook, reported.todos))
    office = office_of(handbook, SITE)
    printed = print_sheet(sheet, office)
    problems = [
        *gate.leak_problems(handbook, artifact, printed.leaks),
        *(
            problem
            for name, content in files.items()
            for problem in gate.page_leaks(handbook, Artifact(name, "report", SITE, ""), content, office)
        ),
    ]
    if problems:
        raise HandbookError(problems)
    return {PRINT: printed.content, **files}


def refuse_others(folder: Path, handbook: Handbook) -> None:
    """Raise HandbookError (D083) where files by these names are there that are no earlier list, or it is our own."""
    if is_in_sources(handbook.root, folder):
        hint = "写到别的文件夹里，例如 build 旁边"
        raise HandbookError([Problem(Location(str(folder)), "D083", "这里放着手册自己的文件，不能放清单", hint)])
    there = [name for name in (PRINT, *ReportFile) if (folder / name).exists()]
    if there and not _is_list(folder / PRINT, handbook):
        hint = "换一个文件夹；要用这个文件夹，先把它们移走"
        message = f"这里已经有别的文件（{'、'.join(there)}），不是程序做的清单"
        raise HandbookError([Problem(Location(str(folder)), "D083", message, hint)])


def _is_list(file: Path, handbook: Handbook) -> bool:
    try:
        title = pages.title_if_set_by_typst(reading.read(file))
    except (OSError, reading.NotAFile, reading.TooLarge):
        return False
    return title.endswith(handbook.words.report.todo)
