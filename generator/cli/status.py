"""`handbook status`: whether what was issued still holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.cli import options
from generator.cli.command import Command
from generator.cli.messages import say, say_problems, say_unasked
from generator.cli.values import File, Word
from generator.disk.files import atomically
from generator.problem import HandbookError


@click.command(cls=Command)
@options.root
@options.committees("只看这个居委会的，写它文件夹的名字；可以写几次")
@click.option("--format", "form", type=Word(["text", "json"]), default="text", help="怎么列出（默认：text）")
@click.option("--pdf", type=File(), help="把要重印的列成一张 PDF，交给印刷店")
def status(root: Path, committees: tuple[str, ...], form: str, pdf: Path | None) -> None:
    """付印过的东西还对不对：哪些要重印、贴在哪里、变了什么。有要换的，退出码是 1。"""
    from generator.issue import status as issued  # slow to import
    from generator.journey import prepare

    try:
        planned = prepare(root, (), committees, apart=True)
        if pdf:
            issued.refuse_others(pdf, planned.handbook.words.reprints)
        answers = issued.answers(planned, committees)
        if pdf:
            atomically(pdf.resolve(), issued.reprint_list(planned.handbook, answers))
    except HandbookError as error:
        say_problems(error.problems)
        sys.exit(1)
    stopped = {slug: why for slug, why in planned.stopped.items() if why and (not committees or slug in committees)}
    say_unasked(stopped)
    if form == "json":
        say(json.dumps([issued.record(answer) for answer in answers], ensure_ascii=False, indent=1))
    else:
        for line in issued.text(answers):
            say(line)
        if not answers and not stopped:
            say("还没有付印过任何东西。", err=True)
    sys.exit(1 if stopped or any(answer.state != "current" for answer in answers) else 0)
