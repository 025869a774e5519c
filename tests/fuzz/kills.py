"""Kills a run at each of its changes to the disk, and asks whether what is promised still holds afterwards.

By hand: `python -m tests.fuzz.kills 500` kills that many runs; it ends with 1 where one broke a promise.
"""

from __future__ import annotations

import atexit
import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.build.manifest import intact, read
from generator.build.request import Request
from generator.build.staging import put_back
from generator.codes import ledger
from generator.issue.issue import Order, issue
from generator.issue.report import report
from generator.journey import build, check
from generator.model.committee import Committee
from generator.problem import errors
from generator.read.breaches import read_breaches
from generator.read.files import load

TESTS = Path(__file__).parents[1]
SLUG = "sunny-garden"
KILLED = 137
CHANGES = re.compile("open|os[.](rename|remove|mkdir|rmdir|link|truncate|symlink|chmod)")
"""The events, as Python audits them, that change the disk, files opened to be written among them."""

Work = Callable[[Path], object]


class Scenario(NamedTuple):
    """Something that a clerk does, and which sheets it issues."""

    name: str
    work: Work
    sheets: tuple[str, ...]


def ordering(*words: str) -> Work:
    """Return the work of giving forms to the printer."""
    return lambda root: issue(Order(root, root / "build", words, SLUG))


def building(*words: str) -> Work:
    """Return the work of making forms anew."""
    return lambda root: build(Request(root, root / "build", words, jobs=1, cache=False))


def breaching(work: Work) -> Work:
    """Return a work that comes after something was done that is to be mended, and so to be recorded."""

    def do(root: Path) -> object:
        register = root / "committees" / SLUG / "register.yml"
        said = register.read_text("utf-8")
        register.write_text(said.replace("valid_until: 2027-02-28", "valid_until: 2026-12-01"), "utf-8")
        return work(root)

    return do


SCENARIOS = (
    Scenario("a first sheet is issued", ordering("plates"), ("plates",)),
    Scenario("many sheets are issued at once", ordering("doorsign", "roster"), ("doorsign", "roster")),
    Scenario("a website is made, and new codes are given out", building("website", "forms"), ()),
    Scenario("what is to be mended is recorded", breaching(report), ()),
    Scenario("a report is made, and what is to be mended recorded", breaching(building("report")), ()),
)


def handbook(folder: Path) -> Path:
    """Return a copy of the example, its ledgers empty, with a small build and a file of somebody else's beside it."""
    return Path(shutil.copytree(_original(), folder / "handbook", symlinks=True))


@cache
def _original() -> Path:
    """Return the handbook of which every kill has a copy; it is made once."""
    folder = Path(tempfile.mkdtemp(prefix="handbook-kills-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = folder / "handbook"
    shutil.copytree(TESTS / "example", root)
    (root / "templates").symlink_to(TESTS.parent / "templates", target_is_directory=True)
    (root / "committees" / SLUG / "codes.yml").unlink()
    # in a process of its own: what sets type starts threads, which a fork of this process would wait for in vain
    _run(building("forms"), root, None)
    (root / "build" / "CNAME").write_text("handbook.example\n")
    return root


class Changes(NamedTuple):
    """How many changes to the disk a work makes, and which of them touch a ledger, what sheets said, or the build."""

    count: int
    decisive: tuple[int, ...]


def changes_of(work: Work, root: Path) -> Changes:
    """Return the changes to the disk that a work makes, tried on a copy."""
    return _run(work, root, None)


def _run(work: Work, root: Path, kill_at: int | None) -> Changes:
    """Do a work in a process of its own, killed at one of its changes if so wished; return those that it made."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _silence()
        heard = _listen(root, kill_at)
        try:
            work(root)
        finally:
            os.write(writer, json.dumps([len(heard), [n for n, decides in enumerate(heard, 1) if decides]]).encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    count, decisive = json.loads(said or "[0, []]")
    return Changes(count, tuple(decisive))


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _listen(root: Path, kill_at: int | None) -> list[bool]:
    """Return a list that gets, for each change from now on, whether it is decisive."""
    all_heard: list[bool] = []

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if not CHANGES.fullmatch(event) or (event == "open" and not _writes(arguments)):
            return
        all_heard.append(_decides(root, arguments))
        if len(all_heard) == kill_at:
            os._exit(KILLED)

    sys.addaudithook(heard)
    return all_heard


def _decides(root: Path, arguments: tuple[object, ...]) -> bool:
    """Tell whether a change is one of ledgers or of what sheets said, or swaps the build in."""
    paths = [Path(each) for each in arguments if isinstance(each, str | Path)]
    folders = (root / "committees", root / "content")
    return any(path == root / "build" or any(map(path.is_relative_to, folders)) for path in paths)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def violations(scenario: Scenario, kill_at: int) -> list[str]:
    """Return which promises a kill broke, seen right after it and once the same was done again."""
    with tempfile.TemporaryDirectory() as folder:
        root = handbook(Path(folder))
        _run(scenario.work, root, kill_at)
        broken = [f"right after: {each}" for each in _broken(root)]
        _run(scenario.work, root, None)
        return [*broken, *(f"again: {each}" for each in (*_broken(root), *_unfinished(root, scenario)))]


def _broken(root: Path) -> Iterator[str]:
    """Yield what must hold at any moment: a ledger that is right, a build that is whole, and nobody's file lost."""
    problems = check(root)
    yield from (f"{problem.rule} {problem.message}" for problem in errors(problems))
    yield from (f"{problem.rule} {problem.message}" for problem in problems if problem.rule == "D120")
    put_back(root / "build")  # as whoever builds next does first
    build_folder = root / "build"
    described = read(build_folder)
    if not described.units:
        yield "there is no build any more"
    yield from (f"{record['path']} is not whole" for record in described.artifacts if not intact(build_folder, record))
    if not (build_folder / "CNAME").is_file():
        yield "somebody else's file is gone"


def _unfinished(root: Path, scenario: Scenario) -> Iterator[str]:
    """Yield what must hold once the work was done: sheets with editions and what they said, and nothing left over."""
    own = _committee(root)
    for sheet in scenario.sheets:
        editions = ledger.of_sheet(own.ledger, sheet) or tuple(e for e in own.ledger.editions if e.sheet == sheet)
        if not editions:
            yield f"{sheet} was not issued"
        if not list((root / "build" / sheet).glob("*.pdf")):
            yield f"{sheet} was issued and not made"
        yield from (
            f"edition {e.serial} said nothing" for e in editions if ledger.snapshot_name(e) not in own.snapshots
        )
    if "recorded" in scenario.name:
        kept = read_breaches(root).ledgers
        if [line.rule for line in kept[SLUG].breaches] != ["B9"] or kept[""].committees != (SLUG,):
            yield "what is to be mended is not recorded"
    if {e.serial for e in own.ledger.editions} != set(range(1, len(own.ledger.editions) + 1)):
        yield "serials are missing or given twice"
    left = (path.relative_to(root) for path in root.rglob(".*") if path.suffix != ".lock")
    yield from (f"{path} lies about" for path in left if path.parts[0] != "build")


def _committee(root: Path) -> Committee:
    return next(committee for committee in load(root).committees if committee.slug == SLUG)


def kills(most: int, seed: int) -> Iterator[tuple[str, int, list[str]]]:
    """Yield scenario, change and broken promises of this many kills, spread over the scenarios and their changes.

    Every other one is at a change that decides what is issued or built: these are few among very many.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        counts = {}
        for number, scenario in enumerate(SCENARIOS):
            (Path(folder) / str(number)).mkdir()
            counts[scenario] = changes_of(scenario.work, handbook(Path(folder) / str(number)))
    for number in range(most):
        scenario = SCENARIOS[number % len(SCENARIOS)]
        count, decisive = counts[scenario]
        change = chance.randint(1, count) if number // len(SCENARIOS) % 2 else chance.choice(decisive)
        yield scenario.name, change, violations(scenario, change)


def main() -> None:
    """Kill as many runs as is said on the command line, with a seed if one is said, and tell what broke."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = wrong = 0
    for name, change, broken in kills(most, seed):
        count += 1
        wrong += bool(broken)
        if count % 25 == 0:
            print(f"{count} kills, {wrong} of them broke a promise", flush=True)
        for each in broken:
            print(f"{name}, killed at change {change}: {each}", flush=True)
    print(f"{count} kills, {wrong} of them broke a promise")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
