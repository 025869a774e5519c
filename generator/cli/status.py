"""`handbook status`: whether what was issued still holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import options
from generator.cli.command import Command
from generator.cli.messages import say, say_problems
from generator.cli.values import File, Word
from generator.disk.files import atomically
from generator.disk.places import resolved
from generator.problem import HandbookError, errors

if TYPE_CHECKING:
    from generator.issue.status import Survey


@click.command(cls=Command)
@options.root
@options.committees("只看这个居委会的，写它的名称或文件夹名；可以写几次")
@click.option("--format", "form", type=Word(["text", "json"]), default="text", help="怎么列出（默认：text）")
@click.option("--pdf", type=File(), help="把要重印的列成一张 PDF，交给印刷店")
def status(root: Path, committees: tuple[str, ...], form: str, pdf: Path | None) -> None:
    """付印过的东西还对不对：哪些要重印、贴在哪里、变了什么。有要换的，退出码是 1。"""
    from generator.issue import status as issued  # slow to import

    try:
        found = issued.survey(root, options.slugs(root, committees))
        if found.problems:
            say_problems(found.problems)
        if pdf:
            write_list(found, pdf)
    except HandbookError as error:
        say_problems(error.problems)
        sys.exit(1)
    if form == "json":
        say(json.dumps([issued.record(answer) for answer in found.answers], ensure_ascii=False, indent=1))
    else:
        for line in issued.text(found.answers):
            say(line)
        if not found.answers:
            of_closed = found.handbook and any(closed.ledger.editions for closed in found.handbook.closed)
            say(ONLY_OF_CLOSED if of_closed and not committees else "还没有付印过任何东西。", err=True)
    if step := issued.next_step(found):
        say(step, err=True)
    sound = all(answer.state == "current" for answer in found.answers)
    sys.exit(0 if sound and not errors(found.problems) else 1)


ONLY_OF_CLOSED = "付印过的都是撤并了的居委会的：码指到接替的居委会，不用重印；不再用的地方贴着的，请取下。"
"""What is said where nothing was issued by a committee that is still there."""


def write_list(found: Survey, pdf: Path) -> None:
    """Write the list for the print shop, and say where it is. Raises HandbookError where it cannot be made."""
    from generator.issue import status as issued

    if found.handbook is None:
        say("清单没有做：上面的错误改好了才做得出来。", err=True)
        return
    issued.refuse_others(pdf, found.handbook)
    atomically(resolved(pdf), issued.reprint_list(found.handbook, found.answers))
    waiting = any(answer.state != "current" for answer in found.answers)
    listed = "要重印的列在" if waiting else "没有要重印的；这样写的清单在"
    say(f"{listed} {resolved(pdf)}{'，可以交给印刷店' if waiting else ''}。", err=True)
