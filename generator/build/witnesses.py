"""Who remembers the ledgers besides themselves: the build that is there, the published website, git's history."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from generator.build import manifest
from generator.build.manifest import Manifest
from generator.build.request import DESTINATION
from generator.codes import history
from generator.codes.history import Witness
from generator.disk.repository import repository_of, restoring
from generator.model.handbook import Handbook
from generator.problem import HandbookError, Location, Problem, Severity
from generator.products.plan import Plan
from generator.read import listing

GIT_SECONDS = 20
"""How long git may take; it looks at one small file of each committee."""

MOST_TIPS = 100
"""How many earlier ends of the branch are looked at."""

MOST_BYTES = 20_000_000
SECONDS = 20


def of(handbook: Handbook, published: str = "") -> Iterator[Witness]:
    """Yield those that remember the ledgers of a handbook; `published` is where its website is out, if that is asked.

    Raises HandbookError where a website is to be asked and does not answer.
    """
    restore = restoring(handbook.root)
    yield from of_build(handbook.root / DESTINATION, restore)
    numbers = {closed.slug: closed.closing.number for closed in handbook.closed}
    for committee in handbook.committees:
        slugs = (committee.slug, *committee.profile.former_slugs)
        numbers |= dict.fromkeys(slugs, committee.profile.number)
    yield from of_git(handbook.root, numbers)
    if published:
        yield of_website(published, restore)


def forgotten(
    handbook: Handbook, plan: Plan, witnesses: Iterable[Witness], severity: Severity = "error"
) -> Iterator[Problem]:
    """Yield a problem (X3) for whatever a witness remembers of a ledger and the ledger has forgotten."""
    kept = [
        *((slug, pages.ledger, pages.committee.profile.number) for slug, pages in plan.committees.items()),
        *((closed.slug, closed.ledger, closed.closing.number) for closed in handbook.closed),
    ]
    for witness in witnesses:
        for slug, ledger, number in kept:
            for fault in history.losses(ledger, number, witness):
                place = Location(listing.own_file(slug, listing.Own.LEDGER))
                yield Problem(place, "X3", fault.message, fault.hint, severity, committee=slug)


def of_build(build: Path, restore: str) -> Iterator[Witness]:
    """Yield what a finished build remembers. `restore` says how a ledger is got back."""
    yield from of_manifest(build, manifest.read(build), restore)


def of_manifest(build: Path, described: Manifest, restore: str) -> Iterator[Witness]:
    """Yield what a finished build remembers, by what it says of itself."""
    if described.ledgers or described.facts:
        hint = f"{restore}较新的 codes.yml 和 editions；{build.name} 里的成品不是这本手册的，就先删掉它"
        yield Witness("上一次的成品记得", hint, described.ledgers, facts=described.facts)


def of_website(address: str, restore: str) -> Witness:
    """Return what a published website remembers, at an address or in a folder. Raises HandbookError (D082)."""
    try:
        text = _fetched(address) if address.startswith("https://") else (Path(address) / manifest.NAME).read_bytes()
        body = json.loads(text)
        ledgers = body["ledgers"]
        manifest.require_ledgers(ledgers)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, http.client.HTTPException):
        message = f"“{address}”那里没有 {manifest.NAME}，或读不懂"
        hint = "写网站的网址，https:// 开头，或网站文件夹；较早的程序做的网站没有这个文件"
        raise HandbookError([Problem(Location(listing.Shared.SITE), "D082", message, hint)]) from None
    return Witness("网上的网站记得", f"{restore}较新的 codes.yml 和 editions，再做网站", ledgers)


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address.rstrip("/") + f"/{manifest.NAME}", timeout=SECONDS) as answer:
        return bytes(answer.read(MOST_BYTES))


def of_git(root: Path, numbers: Mapping[str, str]) -> Iterator[Witness]:
    """Yield what the history of the branch remembers, its earlier ends among it; nothing where there is no git.

    `numbers` are the committees' numbers by their slugs, earlier slugs too.
    """
    if (repository := repository_of(root)) is None:
        return
    files = [file for name in STAMPS if (file := repository / name).is_file()]
    stamp = tuple(file.stat().st_mtime_ns for file in files) or (time.monotonic_ns(),)
    yield from _remembered_by_git(root, tuple(numbers.items()), stamp)


STAMPS = ("HEAD", "logs/HEAD", "packed-refs")
"""The files of a repository that change whenever its history does; what has none is asked each time."""


@lru_cache(maxsize=8)
def _remembered_by_git(root: Path, numbers: tuple[tuple[str, str], ...], stamp: tuple[int, ...]) -> tuple[Witness, ...]:
    """Return what the history remembers; it is not asked again while nothing in it has changed, as its files show."""
    number_of = dict(numbers)
    branch = _git(root, "symbolic-ref", "--quiet", "HEAD").strip()
    tips = _git(root, "reflog", "show", f"--max-count={MOST_TIPS}", "--format=%H", branch) if branch else ""
    ends = dict.fromkeys(["HEAD", *tips.split()])
    log = _git(root, "log", "--format=%x01%h %cs", *FLAGS, *ends, "--", f"{listing.COMMITTEES}/*/{listing.Own.LEDGER}")
    lines: dict[str, list[dict[str, str]]] = {}
    moments: dict[str, str] = {}
    commit = number = ""
    for line in log.splitlines():
        if line.startswith("\x01"):
            commit = line[1:]
        elif line.startswith("+++ "):
            number = number_of.get(line.split("/")[-2] if "/" in line else "", "")
        elif line.startswith("+") and number and (values := history.values(line[1:])):
            lines.setdefault(number, []).append(values)
            if "seal" in values and "serial" in values:
                moments[values["seal"]] = f"git 的历史记得，提交 {commit}"
    if lines:
        ledgers = {number: history.of_lines(reversed(same)) for number, same in lines.items()}
        return (Witness("git 的历史记得", HINT, ledgers, moments),)
    return ()


HINT = "用 git 把这个居委会的 codes.yml 和 editions 恢复到那一次提交的样子，后来加的行也留着"
FLAGS = (
    "--full-history",  # a side that was merged and taken back beforehand would be passed over
    "--patch",
    "-m",  # what a merge itself changed
    "--text",
    "--unified=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-renames",
    "--no-show-signature",
)


ALONE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
"""Git looks at what is there and asks nobody, whatever the settings of a repository and of a machine say."""


def _git(root: Path, *words: str) -> str:
    """Return what git says; nothing where there is no git, or no repository of ours.

    No command that a repository names is run: git fetches nothing that it lacks, by whatever way its settings say.
    """
    environment = {**os.environ, **ALONE}
    command = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false", *words)
    try:
        answer = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, timeout=GIT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.decode("utf-8", "replace")
