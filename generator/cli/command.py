"""Commands whose help and whose words for mistakes of usage are Chinese."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from generator.cli import usage
from generator.cli.help_page import HelpPage
from generator.day import UnknownDay
from generator.disk.reading import NotAFile
from generator.problem import to_type


class Context(click.Context):
    """What click knows of a command while it runs."""

    formatter_class = HelpPage


class Argument(click.Argument):
    """An argument, whose meaning is worked out when help is asked for: it may list words that are slow to find out."""

    def __init__(self, declarations: Sequence[str], meaning: Callable[[], str], **details: Any) -> None:
        super().__init__(declarations, **details)
        self.meaning = meaning


OBSTACLES: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOENT: "这个文件夹不在，也建不了",
        errno.ENOTDIR: "里有一层是文件，不是文件夹",
        errno.EACCES: "不让写",
        errno.EPERM: "不让写",
        errno.EROFS: "只能读，不能写",
        errno.ENOSPC: "所在的磁盘满了",
        errno.EDQUOT: "所在的磁盘，给您的份额用完了",
        errno.ENAMETOOLONG: "的路径太长了",
        errno.EBUSY: "正被别的程序用着",
        errno.EFBIG: "里有一个文件太大，读不了",
        errno.EMFILE: "打不开：同时打开的文件太多了",
    }
)
"""Why a file or folder is not to be had, by the system's number for it."""


FULL = (errno.ENOSPC, errno.EDQUOT)

CLOSED = (errno.EACCES, errno.EPERM, errno.EBUSY)

WINDOWS = os.name == "nt"
WINDOWS_LONGEST = 240
"""Windows says of a path that is longer than about this that it is not there."""


def obstacle(error: OSError) -> str:
    """Return which file or folder is not to be had, why, and what to do.

    A file that is there and cannot be opened is most often open in another program, which on Windows keeps it.
    """
    if isinstance(error, NotAFile):
        return f"“{error.filename}”不是文件（是管道、设备一类），读不了；把它移走，再试一次"
    path = Path(error.filename) if error.filename else None
    number = error.errno or 0
    if path and number in CLOSED and path.is_file():
        return f"“{path}”打不开：没有权限，或正被别的程序（Word、WPS、Excel）用着；关掉那个程序再试"
    if WINDOWS and number == errno.ENOENT and len(str(error.filename or "")) > WINDOWS_LONGEST:
        number = errno.ENAMETOOLONG
    why = OBSTACLES.get(number, f"用不了（系统的编号 {number}）")
    where = f"“{path.parent}”" if path else "有一个文件夹"
    mending = "先腾出地方，再做一次" if number in FULL else "换一个地方，或请管这台电脑的人看看"
    return f"{where}{why}；{mending}"


class ChineseCommand(click.Command):
    """What a command and a group of them have in common: the help page, and the context of a mistake."""

    context_class = Context

    def __init__(self, name: str | None = None, **details: Any) -> None:
        settings = {"help_option_names": ["-h", "--help"]}
        super().__init__(name, context_settings=settings, options_metavar="[选项]", **details)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments. Raises UsageError, which always knows its command.

        Where the help page that is asked for cannot be written, it is a ClickException.
        """
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        except OSError as error:  # a help page that cannot be written
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(obstacle(error)) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Return what the command returns. Raises ClickException where a folder or the day is not to be had."""
        try:
            return super().invoke(ctx)
        except UnknownDay as error:
            what = (
                f"环境变量 SOURCE_DATE_EPOCH 是“{error}”，要写1970年以来的秒数" if error.args[0] else "电脑的日期不对"
            )
            raise click.ClickException(f"不知道今天是哪一天：{what}；改好再试") from None
        except OSError as error:
            if error.errno is None:
                raise click.ClickException(f"没有做成：{error}。再做一次；还是这样，请管这台电脑的人看看磁盘") from None
            if error.errno == errno.EPIPE:  # whoever read what is said has read enough, as `head` does
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                ctx.exit()
            raise click.ClickException(obstacle(error)) from None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help page."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这页说明"
        return option

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the first sentence of what the command does, however long it is."""
        return (self.help or "").strip().partition("。")[0] + "。"

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is written, what it does, and what each argument and each option means."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_arguments(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each argument means."""
        arguments = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, Argument)]
        if arguments:
            with formatter.section("参数"):
                formatter.write_dl([(argument.make_metavar(ctx), argument.meaning()) for argument in arguments])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option means, and which must be given."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        with formatter.section("选项"):
            formatter.write_dl([(spelling(option, ctx), meaning(option)) for option in options])


class Command(ChineseCommand):
    """One command."""

    allow_extra_args = True
    """So that it is said here, and not by click, when there are too many."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments, which is nothing. Raises UsageError."""
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise click.UsageError(f"多写了{'、'.join(f'“{word}”' for word in left)}", ctx)
        return left


STOPPED = 130
"""The exit code of what was stopped by Ctrl-C, as shells have it."""


class Group(ChineseCommand, click.Group):
    """The program: a table of commands."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their table."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option means, then what each command does."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str()) for name, command in self.commands.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that was written, and exit with its code; what click has to say is said in Chinese.

        Outside `standalone_mode` nothing is said and nothing exits: what is wrong is raised.
        """
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        write_utf8()
        prog_name = prog_name or to_type()
        try:
            sys.exit(super().main(args, prog_name, complete_var, standalone_mode=False, **extra))
        except click.ClickException as error:
            usage.show(error)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("已经停下。", err=True)
            sys.exit(STOPPED)


def spelling(option: click.Option, context: click.Context) -> str:
    """Return how an option is written, with what stands for its value."""
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return ", ".join(option.opts) + value


def meaning(option: click.Option) -> str:
    """Return what an option means, and whether it must be given."""
    return f"{option.help}（必填）" if option.required else f"{option.help}"


def write_utf8() -> None:
    """Write UTF-8, whatever the console: that of Windows may not be set to it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
