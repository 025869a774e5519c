"""`handbook build`: the products named, or all; nothing at all where nothing changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.build.request import DESTINATION
from generator.cli import options
from generator.cli.command import Argument, Command
from generator.cli.messages import say, say_made, say_old, say_problems
from generator.cli.values import ProductWord, examine
from generator.cli.words import default_words, product_words
from generator.disk.places import resolved
from generator.problem import HandbookError


def which_products() -> str:
    """Return which products can be made, and which are made when none is named."""
    return f"要做的，可以写几种：{'、'.join(product_words())}。\n不写就做：{'、'.join(default_words())}。"


@click.command(cls=Command)
@options.root
@click.argument("products", cls=Argument, nargs=-1, type=ProductWord(product_words), meaning=which_products)
@options.committees("只做这个居委会的印刷品，写它的名称或文件夹名；可以写几次。网站总是做全部居委会的")
@options.destination
@options.jobs
@click.option("--locked", is_flag=True, help="不许给出新的二维码编码；有新编码就停下")
@click.option("--strict", is_flag=True, help="有一处错误就什么都不做，上一次的成品原样留着")
@click.option("--no-cache", is_flag=True, help="全部重读、重做，不用上一次的成品")
def build(
    root: Path,
    products: tuple[str, ...],
    committees: tuple[str, ...],
    destination: Path | None,
    jobs: int,
    locked: bool,
    strict: bool,
    no_cache: bool,
) -> None:
    """做出成品，放进 build 文件夹。没有变化的不重做；哪个居委会、哪一张有错误，就只有它留着上一次的。"""
    from generator import journey  # decides first whether anything changed; only what did is slow to import
    from generator.build.request import Request

    words, asked = tuple(dict.fromkeys(products)), options.slugs(root, committees)
    target = resolved(destination or root / DESTINATION)
    try:
        built = journey.build(Request(root, target, words, asked, jobs, locked, not no_cache, strict))
    except HandbookError as error:
        examine(words, product_words())
        say_problems(error.problems, asked)
        say("没有做成；上一次的成品原样留着。", err=True)
        sys.exit(1)
    if built.unchanged:
        say("没有变化，成品是最新的。", err=True)
        return
    say_problems(built.problems, asked)
    say_made(built, target)
    say_old(built)
    sys.exit(1 if built.old else 0)
