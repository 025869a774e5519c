"""The options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import SITE_CONFIG
from generator.build.request import DESTINATION
from generator.cli.values import Count, Folder

Command = TypeVar("Command", bound=Callable[..., Any])


MOST_JOBS = 64


def handbook_root(context: click.Context, parameter: click.Parameter, folder: Path | None) -> Path:
    """Return the folder that was given, or the nearest one upwards that holds a handbook. Raises UsageError."""
    if folder is None:
        return nearest_root(Path.cwd())
    if not (folder / SITE_CONFIG).is_file():
        raise click.UsageError(f"{folder} 里没有 {SITE_CONFIG}")
    return folder.resolve()


def nearest_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds site_config.yml. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / SITE_CONFIG).is_file():
            return folder
    raise click.UsageError(f"这里和上层文件夹里都没有 {SITE_CONFIG}；用 --root 指出手册所在的文件夹")


root = click.option(
    "--root",
    type=Folder(exists=True),
    callback=handbook_root,
    help=f"手册所在的文件夹（默认：往上找到的第一个有 {SITE_CONFIG} 的文件夹）",
)


def committees(meaning: str) -> Callable[[Command], Command]:
    """Return the option that narrows a command to some committees; `meaning` is what it says in the command's help."""
    return click.option("--committee", "committees", multiple=True, metavar="居委会", help=meaning)


def slugs(root: Path, written: Collection[str]) -> tuple[str, ...]:
    """Return the slugs of the committees that were written, by the names of their folders or by their own."""
    if not written:
        return ()
    from generator.read.committee_names import slugs_of  # slow to import

    return tuple(dict.fromkeys(slugs_of(root, written)))


destination = click.option("--to", "destination", type=Folder(), help=f"成品放在哪个文件夹（默认：{DESTINATION}）")

jobs = click.option(
    "--jobs",
    type=Count(1, MOST_JOBS),
    default=min(os.cpu_count() or 1, MOST_JOBS),
    help=f"几个进程一起做，1 到 {MOST_JOBS}（默认：处理器的核数）",
)
