"""The command line: `handbook` and its table of commands.

A command parses what was written, calls what does the work, and says what came of it. Importing all of them is cheap,
so that `--help` answers at once; each imports the rest of the program when it runs.
"""

from __future__ import annotations

import click

from generator import __version__
from generator.cli.build import build
from generator.cli.check import check
from generator.cli.command import Group
from generator.cli.issue import issue
from generator.cli.report import report
from generator.cli.serve import serve
from generator.cli.status import status

COMMANDS: dict[str, click.Command] = {
    "check": check,
    "build": build,
    "issue": issue,
    "status": status,
    "report": report,
    "serve": serve,
}


@click.group(
    "handbook",
    cls=Group,
    commands=COMMANDS,
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="命令 [参数]...",
)
@click.version_option(__version__, prog_name="handbook", message="%(prog)s %(version)s", help="显示版本号")
@click.pass_context
def main(context: click.Context) -> None:
    """居民区手册：一份数据，做出网站、规章制度汇编和宣传栏。"""
    if context.invoked_subcommand is None:
        raise click.UsageError(f"还要写一个命令：{'、'.join(COMMANDS)}")
