"""The kinds of values that commands take, each of which says in Chinese what is wrong with one."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.problem import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Word(click.Choice[str]):
    """One of a few fixed words."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it is. Raises BadParameter, with the nearest word, where it is none of them."""
        if value not in self.choices:
            self.fail(f"没有“{value}”这个写法，{did_you_mean(value, self.choices)}", param, ctx)
        return value


class Count(click.ParamType[int]):
    """A whole number between two limits, both of them allowed."""

    name = "个数"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Raises BadParameter where it is none, or beyond the limits."""
        if not re.fullmatch(r"[0-9]{1,9}", str(value)) or not self.least <= int(value) <= self.most:
            self.fail(f"应当是 {self.least} 到 {self.most} 的整数，这里写的是“{value}”", param, ctx)
        return int(value)


class Words(click.ParamType[str]):
    """A few words that are written into the ledger and stand on a page: a place, somebody's name."""

    name = "文字"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words. Raises BadParameter where there are none, too many, or signs that cannot be seen."""
        words = value.strip()
        if not words or len(words) > MOST_CHARACTERS or not words.isprintable():
            self.fail(f"应当是 1 到 {MOST_CHARACTERS} 个字，写在一行里", param, ctx)
        return words


MOST_CHARACTERS = 100


DEEPEST = 200
"""How many folders may be in one another; many more could not be made."""


class Folder(click.ParamType[Path]):
    """The path of a folder, which must be there already or may be made later."""

    name = "文件夹"

    def __init__(self, exists: bool = False) -> None:
        self.exists = exists

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. Raises BadParameter where it leads to a file, to nothing, or to what may not be read."""
        if len(Path(value).parts) > DEEPEST:
            self.fail(f"文件夹套得太深，超过了 {DEEPEST} 层", param, ctx)
        mode = mode_of(value)
        if mode and not stat.S_ISDIR(mode):
            self.fail(f"“{value}”是文件，不是文件夹", param, ctx)
        if self.exists and not mode:
            self.fail(f"没有“{value}”这个文件夹", param, ctx)
        if mode and not os.access(value, os.R_OK):
            self.fail(f"文件夹“{value}”不让读，请管这台电脑的人开权限", param, ctx)
        return Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return what tells the shell to complete folders."""
        return completions(incomplete, kind="dir")


class File(click.ParamType[Path]):
    """The path of a file to be written."""

    name = "文件"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. Raises BadParameter where it leads to a folder."""
        if stat.S_ISDIR(mode_of(value)):
            self.fail(f"“{value}”是文件夹，不是文件", param, ctx)
        return Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return what tells the shell to complete files."""
        return completions(incomplete, kind="file")


LAST_PORT = 65535
HOST_AND_PORT = re.compile(r"([A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")


class Address(click.ParamType[str]):
    """An address that a server can listen at."""

    name = "地址:端口"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address as it is. Raises BadParameter where host or port is missing or cannot be."""
        if not HOST_AND_PORT.fullmatch(value) or int(value.rpartition(":")[2]) > LAST_PORT:
            self.fail(f"应当写成 127.0.0.1:8000 这样，这里写的是“{value}”", param, ctx)
        return value


class ProductWord(click.ParamType[str]):
    """The word of a product.

    Which words there are is asked for only to list them, to complete one in a shell, or by `examine`: finding out is
    slow, and a build in which nothing changed need not know.
    """

    name = "成品"

    def __init__(self, words: Callable[[], Collection[str]]) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what stands for the word in the line of usage."""
        return self.name

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the words that begin as what was typed."""
        return completions(*(word for word in self.words() if word.startswith(incomplete)))


def examine(written: Iterable[str], known: Collection[str]) -> None:
    """Raise UsageError, with the nearest word, at the first written word that is no product."""
    for word in written:
        if word not in known:
            raise click.UsageError(f"没有“{word}”这种成品，{did_you_mean(word, known)}")


def mode_of(path: str | Path) -> int:
    """Return the mode of what a path leads to; 0 where there is nothing, or nothing that one may look at."""
    try:
        return Path(path).stat().st_mode
    except OSError:
        return 0


def completions(*words: str, kind: str = "plain") -> list[CompletionItem]:
    """Return the words for the shell; `dir` and `file` let it complete paths by itself."""
    from click.shell_completion import CompletionItem  # only a shell that completes needs it

    return [CompletionItem(word, type=kind) for word in words]
