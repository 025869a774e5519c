"""What commands say: the problems of a handbook, and what was made of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.problem import SEVERITY_WORDS, Problem, errors, in_order, to_type, visible
from generator.products.names import WEBSITE
from generator.read.listing import owner

if TYPE_CHECKING:
    from generator.build.preview import Memory, Pages
    from generator.build.request import Built

ANNOTATIONS = {"error": "error", "warning": "warning", "info": "notice"}
"""What a severity is called in the commands of a GitHub workflow."""


def say(text: str, *, err: bool = False) -> None:
    """Write a text on stdout, or on stderr; what a terminal would obey, such as escape characters, is shown to it.

    JSON stays JSON: there what is shown stands escaped.
    """
    click.echo(visible(text), err=err)


EXPLAINED = "方括号里的编号，docs/problems.md 里都有例子。"
"""Where each problem is explained, with an example."""


def say_problems(problems: Iterable[Problem], committees: Collection[str] = ()) -> None:
    """Write every problem on stderr, then how many there are of each severity.

    Where some `committees` are asked for, by slug, of the others' only errors are told, and the rest is counted.
    """
    listed = list(problems)
    others = [problem for problem in listed if committees and _is_of_others(problem, committees)]
    told = [problem for problem in listed if problem not in others]
    for problem in told:
        say(problem.text(), err=True)
    say(f"{counted(told)}。{EXPLAINED}" if told else "没有发现问题。", err=True)
    if others:
        say(f"别的居委会还有 {counted(others)}，{to_type('check')} 会列出来。", err=True)


def counted(problems: Iterable[Problem]) -> str:
    """Return in words how many problems there are of each severity."""
    listed = list(problems)
    counts = Counter(problem.severity for problem in listed)
    short = counts["error"] - len(errors(listed))
    known = {"error": f"（其中 {short} 处照实记着，成品照做）"} if short else {}
    return "，".join(
        f"{counts[severity]} 处{word}{known.get(severity, '')}"
        for severity, word in SEVERITY_WORDS.items()
        if counts[severity]
    )


def _is_of_others(problem: Problem, committees: Collection[str]) -> bool:
    """Tell whether a problem stops nothing and is that of a committee that is not among these."""
    slug = problem.committee or owner(problem.location.file)
    return not errors([problem]) and bool(slug) and slug not in committees


def say_lost(problems: Iterable[Problem]) -> None:
    """Write on stderr which editions lack what they said, where else no problems are told."""
    for problem in problems:
        if problem.rule == "D099":
            say(problem.text(), err=True)


def say_news(memory: Memory, pages: Pages) -> None:
    """Write on stderr what was not told after the edit before; why pages are left out, the preview itself tells."""
    told = {problem for error in pages.left_out.values() for problem in error.problems}
    if news := memory.news(problem for problem in pages.planned.problems if problem not in told):
        say_problems(news)


def annotation(problem: Problem) -> str:
    """Return a problem as a workflow command, which the host shows beside the line."""
    file = in_annotation(problem.location.file).replace(":", "%3A").replace(",", "%2C")
    place = f"file={file},line={problem.location.line},col={problem.location.column}"
    body = in_annotation(f"{problem.message} {problem.hint}".strip())
    return f"::{ANNOTATIONS[problem.severity]} {place},title={problem.rule}::{body}"


def in_annotation(text: str) -> str:
    """Return a text as it stands in a workflow command, which ends with its line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def say_made(built: Built, target: Path) -> None:
    """Write on stdout what was made in the folder `target`."""
    for line in summary(built, target):
        say(line)


def say_old(built: Built) -> None:
    """Write on stderr what was asked for and not made: what it is, whether its earlier files are there, and why."""
    for old in built.old:
        there = f"没有重做，还是上一次的（{old.files} 个文件）" if old.files else "没有做，也没有上一次的"
        places = [f"{problem.location.file}:{problem.location.line}" for problem in in_order(old.why)]
        more = f"等 {len(places)} 处" if len(places) > 1 else ""
        why = f"先改好 {places[0]}{more}" if places else "等上面的错误改好再做"
        say(f"{old.name}：{there}；{why}。", err=True)


def summary(built: Built, target: Path) -> Iterator[str]:
    """Yield what was made line by line: the website in one, the prints as a table."""
    from generator.build.print_list import NAME, table  # slow to import, and long imported where something was made

    pages = sum(artifact.output == WEBSITE for artifact in built.fresh)
    if pages:
        yield f"{target / WEBSITE}{os.sep}  {pages} 个文件"
    if built.prints:
        yield f"{target}{os.sep}"
    yield from table(built.prints, f"{target.name}/{NAME}")
