"""`handbook report`: what all committees have to do by when; since when it is known is written down."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.cli import options
from generator.cli.command import Command
from generator.cli.messages import say, say_problems
from generator.cli.values import Folder, Word
from generator.disk.places import resolved
from generator.problem import HandbookError, errors


@click.command(cls=Command)
@options.root
@click.option("--format", "form", type=Word(["text", "json"]), default="text", help="怎么列出（默认：text）")
@click.option("--to", "folder", type=Folder(), help="再放进这个文件夹：打印的 PDF、表格、日历")
def report(root: Path, form: str, folder: Path | None) -> None:
    """全街道要做的事和到期的事，过了期限的在前；头一次看到的日子记进台账。有过了期限的，退出码是 1。"""
    from generator.issue import report as listed  # slow to import

    try:
        reported = listed.report(root)
        if reported.problems:
            say_problems(reported.problems)
        if folder:
            listed.write_files(reported, resolved(folder))
    except HandbookError as error:
        say_problems(error.problems)
        sys.exit(1)
    if form == "json":
        records = [listed.record(reported, todo) for todo in reported.todos]
        say(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        for line in listed.text(reported):
            say(line)
    late = listed.late(reported)
    summed = f"一共 {len(reported.todos)} 件，{late} 件过了期限。" if reported.todos else "没有要做的，也没有快到期的。"
    say(summed, err=True)
    if folder:
        say(f"清单放在 {resolved(folder)}。", err=True)
    sys.exit(1 if late or errors(reported.problems) else 0)
