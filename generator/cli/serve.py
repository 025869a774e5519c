"""`handbook serve`: the website in a browser, made anew at every edit."""

from __future__ import annotations

from pathlib import Path

import click

from generator import SITE_CONFIG
from generator.cli import options
from generator.cli.command import Command
from generator.cli.values import Address


@click.command(cls=Command)
@options.root
@click.option("--address", type=Address(), help="在哪个地址预览（默认：127.0.0.1:8000）")
@click.option("--open", "open_in_browser", is_flag=True, help="同时打开浏览器")
def serve(root: Path, address: str | None, open_in_browser: bool) -> None:
    """预览网站：改了数据、内容或模板，浏览器里马上看到。"""
    from generator.website.mkdocs import serve_site  # slow to import

    try:
        serve_site(root / SITE_CONFIG, address, open_in_browser)
    except OSError as error:
        raise click.ClickException(
            f"预览开不了：{error.strerror or error}。换一个端口试试，例如 --address 127.0.0.1:8001"
        ) from None
