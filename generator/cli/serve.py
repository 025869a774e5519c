"""`handbook serve`: the website in a browser, made anew at every edit."""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import click

from generator import SITE_CONFIG
from generator.cli import options
from generator.cli.command import Command
from generator.cli.messages import say_news, say_problems
from generator.cli.values import Address
from generator.problem import HandbookError

USUAL_ADDRESS = "127.0.0.1:8000"
"""Where a preview listens when nothing else was written: at this computer only."""

ANOTHER_PORT = "换一个端口试试，例如 --address 127.0.0.1:8001"
ANOTHER_HOST = "只在这台电脑上看，写 --address 127.0.0.1:8001"

OBSTACLES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        errno.EADDRINUSE: ("这个端口已经有别的程序在用", ANOTHER_PORT),
        errno.EACCES: ("这个端口不让用", ANOTHER_PORT),
        errno.EPERM: ("这个端口不让用", ANOTHER_PORT),
        10013: ("这个端口不让用", ANOTHER_PORT),  # WSAEACCES, what Windows calls it
        errno.EADDRNOTAVAIL: ("这台电脑没有这个地址", ANOTHER_HOST),
        errno.EAFNOSUPPORT: ("这台电脑没有这种地址", ANOTHER_HOST),
    }
)
"""Why nobody can listen at an address, by the system's number for it, and what to do."""


@click.command(cls=Command)
@options.root
@click.option("--address", type=Address(), default=USUAL_ADDRESS, help=f"在哪个地址预览（默认：{USUAL_ADDRESS}）")
@click.option("--open", "open_in_browser", is_flag=True, help="同时打开浏览器")
def serve(root: Path, address: str, open_in_browser: bool) -> None:
    """预览网站：改了数据、内容或模板，浏览器里马上看到。"""
    from generator import journey  # slow to import, and so are the next
    from generator.build.preview import Memory, Pages
    from generator.website import mkdocs

    memory = Memory()

    def pages() -> Pages:
        made = journey.preview(root, memory)
        say_news(memory, made)
        return made

    host, _, port = address.rpartition(":")
    try:
        mkdocs.serve_site(root / SITE_CONFIG, pages, host.strip("[]"), int(port), open_in_browser)
    except HandbookError as error:
        say_problems(error.problems)
        sys.exit(1)
    except OSError as error:
        if error.filename is not None:
            raise  # a file is not to be had, which every command tells
        why, hint = OBSTACLES.get(error.errno or 0, ("找不到这个地址", ANOTHER_HOST))
        raise click.ClickException(f"预览开不了：{address} {why}。{hint}") from None
