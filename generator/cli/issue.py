"""`handbook issue`: an edition for what goes to the printer, written in the ledger."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.build.request import DESTINATION
from generator.cli import options
from generator.cli.command import Argument, Command
from generator.cli.messages import say, say_lost, say_made, say_problems
from generator.cli.values import Count, ProductWord, Words, examine
from generator.cli.words import issued_words, product_words
from generator.disk.places import resolved
from generator.problem import HandbookError, to_type

MOST_COPIES = 100_000


def which_products() -> str:
    """Return which products can be issued."""
    return f"要印的，可以写几种：{'、'.join(issued_words())}。"


@click.command(cls=Command)
@options.root
@click.argument(
    "products", cls=Argument, nargs=-1, required=True, type=ProductWord(issued_words), meaning=which_products
)
@click.option("--committee", required=True, metavar="居委会", help="哪个居委会的，写它的名称或文件夹名")
@click.option("--place", type=Words(), metavar="地点", help="贴在、放在哪里（默认：登记册里写的）")
@click.option("--copies", type=Count(1, MOST_COPIES), help="印几份（默认：汇编照登记册，别的1份）")
@click.option("--by", type=Words(), metavar="姓名", help="谁交印的")
@click.option("--without-git", is_flag=True, help="git 问不到也付印：台账有没有退回到从前，自己看过了")
@options.destination
@options.jobs
def issue(
    root: Path,
    products: tuple[str, ...],
    committee: str,
    place: str | None,
    copies: int | None,
    by: str | None,
    without_git: bool,
    destination: Path | None,
    jobs: int,
) -> None:
    """付印：给要印的东西定版次、记进台账，做出没有“校样”字样的成品。内容没变的不再付印。"""
    from generator.issue import issue as printing  # slow to import

    examine(products, product_words())
    target = resolved(destination or root / DESTINATION)
    wanted = tuple(dict.fromkeys(products))
    (slug,) = options.slugs(root, (committee,))
    try:
        order = printing.Order(root, target, wanted, slug, place, copies, by, jobs, without_git)
        issued = printing.issue(order)
    except HandbookError as error:
        say_problems(error.problems, (slug,))
        say("没有付印；台账和上一次的成品原样留着。", err=True)
        sys.exit(1)
    if not issued.editions:
        say_lost(issued.built.problems)
        say("内容没有变化，现行的版次还有效，不用再付印。", err=True)
        if issued.built.fresh:
            say("成品不在了，照现行的版次补做：", err=True)
            say_made(issued.built, target)
        return
    say_problems(issued.built.problems, (slug,))
    for name, edition in issued.editions:
        say(f"付印 {edition.serial} 号：{name}第{edition.edition}版，{edition.place or '地点没有写'}")
    say_made(issued.built, target)
    say(f"张贴以前，先做一次网站（{to_type('build website')}）放到网上：新的码要有新的页面。", err=True)
