"""What commands say: the problems of a handbook, and what was made of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.problem import SEVERITY_WORDS, Problem, in_order, visible
from generator.products.names import WEBSITE

if TYPE_CHECKING:
    from generator.build.preview import Memory
    from generator.build.request import Built

ANNOTATIONS = {"error": "error", "warning": "warning", "info": "notice"}
"""What a severity is called in the commands of a GitHub workflow."""


def say(text: str, *, err: bool = False) -> None:
    """Write a text on stdout, or on stderr; what a terminal would obey, such as escape characters, is shown to it.

    JSON stays JSON: there what is shown stands escaped.
    """
    click.echo(visible(text), err=err)


def say_problems(problems: Iterable[Problem]) -> None:
    """Write every problem on stderr, then how many there are of each severity."""
    counts: Counter[str] = Counter()
    for problem in problems:
        say(problem.text(), err=True)
        counts[problem.severity] += 1
    sums = [f"{counts[severity]} 处{word}" for severity, word in SEVERITY_WORDS.items() if counts[severity]]
    say("，".join(sums) + "。" if sums else "没有发现问题。", err=True)


def say_news(memory: Memory, problems: Iterable[Problem]) -> None:
    """Write on stderr what a preview has not yet told since the edit before."""
    if news := memory.news(problems):
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
