"""The command line: `handbook check`, `handbook build`, `handbook serve`."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from generator import __version__
from generator.build.request import Built
from generator.problem import SEVERITY_WORDS, HandbookError, Problem, errors

SITE = "site_config.yml"
GITHUB_WORDS = {"error": "error", "warning": "warning", "info": "notice"}


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds site_config.yml. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / SITE).is_file():
            return folder
    raise click.UsageError(f"这里和上层文件夹里都没有 {SITE}；用 --root 指出手册所在的文件夹")


def root_option(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path:
    """The folder given, or the one that holds the handbook we stand in."""
    if value is not None and not (value / SITE).is_file():
        raise click.UsageError(f"{value} 里没有 {SITE}")
    return value.resolve() if value else find_root(Path.cwd())


def address_option(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An address that a server can listen at, as it was given."""
    if value is not None and not re.fullmatch(r"[\w.-]+:[0-9]{1,5}", value):
        raise click.BadParameter("写成 127.0.0.1:8000 这样")
    return value


root = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    callback=root_option,
    help="手册所在的文件夹（默认：往上找到的第一个有 site_config.yml 的文件夹）",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handbook")
def main() -> None:
    """居民区手册：一份数据，做出网站、规章制度汇编和宣传栏。"""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not be UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command()
@root
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="问题怎么列出")
@click.option(
    "--laws",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="文件夹",
    help="法律条文的文件夹（Markdown，一部一个文件）：核对引用的每一条在不在",
)
def check(root: Path, form: str, laws: Path | None) -> None:
    """检查数据，什么也不写。有错误时退出码是 1。"""
    from generator.journey import check as check_all

    problems = check_all(root, laws)
    if form == "json":
        click.echo(json.dumps([problem.record() for problem in problems], ensure_ascii=False, indent=1))
    elif form == "github":
        for problem in problems:
            click.echo(github(problem))
    else:
        tell(problems)
    sys.exit(1 if errors(problems) else 0)


@main.command()
@root
@click.argument("outputs", nargs=-1)
@click.option("--committee", "committees", multiple=True, metavar="SLUG", help="只做这个居委会的印刷品（可以写几次）")
@click.option("--to", "destination", type=click.Path(path_type=Path), help="成品放在哪里（默认：build）")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="几个进程一起做（默认：处理器的核数）"
)
@click.option("--locked", is_flag=True, help="不许给出新的二维码编码；有新编码就停下")
@click.option("--no-cache", is_flag=True, help="全部重做，不用上一次的成品")
def build(
    root: Path,
    outputs: tuple[str, ...],
    committees: tuple[str, ...],
    destination: Path | None,
    jobs: int,
    locked: bool,
    no_cache: bool,
) -> None:
    """做出成品：写出的那几种（名称见上面），不写就全做；guide 一件事一张，写出来才做。"""
    from generator import journey
    from generator.build.request import Request

    target = (destination or root / "build").resolve()

    words = tuple(dict.fromkeys(outputs))
    try:
        built = journey.build(Request(root, target, words, committees, jobs, locked, not no_cache))
    except HandbookError as error:
        tell(error.problems)
        click.echo("没有做成；上一次的成品原样留着。", err=True)
        sys.exit(1)
    if built.unchanged:
        click.echo("没有变化，成品是最新的。", err=True)
        return
    tell(built.problems)
    for line in summary(built, target):
        click.echo(line)


@main.command()
@root
@click.argument("products", nargs=-1, required=True, metavar="OUTPUT...")
@click.option("--committee", required=True, metavar="SLUG", help="哪个居委会的")
@click.option("--place", metavar="地点", help="贴在、放在哪里（默认：登记册里写的）")
@click.option("--copies", type=click.IntRange(1, 100_000), help="印几份（默认：汇编照登记册，别的1份）")
@click.option("--by", metavar="姓名", help="谁交印的")
@click.option("--to", "destination", type=click.Path(path_type=Path), help="成品放在哪里（默认：build）")
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="几个进程一起做")
def issue(
    root: Path,
    products: tuple[str, ...],
    committee: str,
    place: str | None,
    copies: int | None,
    by: str | None,
    destination: Path | None,
    jobs: int,
) -> None:
    """付印：给要印的东西定版次、记进台账，做出没有“校样”字样的成品。内容没变的不再付印。"""
    from generator.issue.issue import Order
    from generator.issue.issue import issue as give_to_the_printer

    target = (destination or root / "build").resolve()
    wanted = tuple(dict.fromkeys(products))
    try:
        done = give_to_the_printer(Order(root, target, wanted, committee, place, copies, by, jobs))
    except HandbookError as error:
        tell(error.problems)
        click.echo("没有付印；台账和上一次的成品原样留着。", err=True)
        sys.exit(1)
    if done.built is None:
        click.echo("内容没有变化，现行的版次还有效，不用再付印。", err=True)
        return
    tell(done.built.problems)
    for name, edition in done.editions:
        click.echo(f"付印 {edition.serial} 号：{name}第{edition.edition}版，{edition.place or '地点没有写'}")
    for line in summary(done.built, target):
        click.echo(line)
    click.echo("张贴以前，先做一次网站（handbook build website）放到网上：新的码要有新的页面。", err=True)


@main.command()
@root
@click.option("--committee", "committees", multiple=True, metavar="SLUG", help="只看这个居委会的（可以写几次）")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="怎么列出")
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="把要重印的列成一张 PDF，交给印刷店")
def status(root: Path, committees: tuple[str, ...], form: str, pdf: Path | None) -> None:
    """付印过的东西还对不对：哪些要重印、贴在哪里、变了什么。有要换的，退出码是 1。"""
    from generator.disk import atomically
    from generator.issue import status as asked

    try:
        answers = asked.status(root, committees)
        if pdf:
            atomically(pdf.resolve(), asked.reprint_list(root, answers))
    except HandbookError as error:
        tell(error.problems)
        sys.exit(1)
    if form == "json":
        click.echo(json.dumps([asked.record(answer) for answer in answers], ensure_ascii=False, indent=1))
    else:
        for line in asked.text(answers):
            click.echo(line)
        if not answers:
            click.echo("还没有付印过任何东西。", err=True)
    sys.exit(1 if any(answer.state != "current" for answer in answers) else 0)


@main.command()
@root
@click.option("--address", metavar="IP:端口", callback=address_option, help="在哪个地址预览（默认：127.0.0.1:8000）")
@click.option("--open", "open_in_browser", is_flag=True, help="同时打开浏览器")
def serve(root: Path, address: str | None, open_in_browser: bool) -> None:
    """预览网站：改了数据、内容或模板，浏览器里马上看到。"""
    from generator.website.mkdocs import serve_site

    try:
        serve_site(root / SITE, address, open_in_browser)
    except OSError as error:
        raise click.ClickException(
            f"预览开不了：{error.strerror or error}。换一个端口试试，例如 --address 127.0.0.1:8001"
        ) from None


def tell(problems: Iterable[Problem]) -> None:
    """Every problem on stderr, then how many there are of each severity."""
    listed = list(problems)
    for problem in listed:
        click.echo(problem.text(), err=True)
    counts = Counter(problem.severity for problem in listed)
    said = [f"{counts[severity]} 处{word}" for severity, word in SEVERITY_WORDS.items() if counts[severity]]
    click.echo("，".join(said) + "。" if said else "没有发现问题。", err=True)


def github(problem: Problem) -> str:
    """A problem as a workflow command, which the host shows beside the line."""
    place = f"file={problem.location.file},line={problem.location.line},col={problem.location.column}"
    body = f"{problem.message} {problem.hint}".strip().replace("%", "%25").replace("\n", "%0A")
    return f"::{GITHUB_WORDS[problem.severity]} {place},title={problem.rule}::{body}"


def summary(built: Built, target: Path) -> Iterable[str]:
    """What was made: the website in one line, the prints as a table."""
    from generator.build.print_list import NAME, table

    pages = sum(artifact.output == "website" for artifact in built.fresh)
    if pages:
        yield f"{target / 'website'}{os.sep}  {pages} 个文件"
    if built.prints:
        yield f"{target}{os.sep}"
    yield from table(built.prints, f"{target.name}/{NAME}")
