"""`handbook check`: everything that is wrong with the data, and nothing written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.cli import options
from generator.cli.command import Command
from generator.cli.messages import annotation, say, say_problems
from generator.cli.values import Folder, Word
from generator.problem import errors


@click.command(cls=Command)
@options.root
@click.option(
    "--format", "form", type=Word(["text", "json", "github"]), default="text", help="问题怎么列出（默认：text）"
)
@click.option(
    "--laws",
    type=Folder(exists=True),
    help="法律条文的文件夹（Markdown，一部一个文件）：核对引用的每一条在不在",
)
@click.option(
    "--published", default="", metavar="网址", help="网站已经放在哪里（网址或文件夹）：核对付印过的都还在台账里"
)
def check(root: Path, form: str, laws: Path | None, published: str) -> None:
    """检查数据，说出所有要改的地方；手册里什么也不写。有错误时退出码是 1。"""
    from generator import journey  # slow to import

    problems = journey.check(root, laws, published)
    if form == "json":
        say(json.dumps([problem.record() for problem in problems], ensure_ascii=False, indent=1))
    elif form == "github":
        for problem in problems:
            say(annotation(problem))
    else:
        say_problems(problems)
    sys.exit(1 if errors(problems) else 0)
