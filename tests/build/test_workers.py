"""Workers: what they do and what goes wrong with it come back whole, and in one order."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from quality.compare_builds import differences
from tools import edit, templates_to_edit, tree, typed

from generator.build import pages, render
from generator.build.request import Request
from generator.build.workers import Here, Work
from generator.journey import build, prepare
from generator.problem import HandbookError, Location, Problem


def test_here_does_the_work_when_it_is_handed_in() -> None:
    done: list[int] = []
    with Here() as pool:
        future = pool.submit(done.append, 1)
        assert done == [1]
        assert future.done()
        assert pool.submit(max, 1, 2).result() == 2


def test_here_keeps_an_error_for_whoever_asks() -> None:
    def explode() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Here().submit(explode).result()


def test_two_workers_say_what_one_says_of_a_mistake(example: Path) -> None:
    """A problem on its way from a worker process loses nothing."""
    with (templates_to_edit(example) / "rulebook/rulebook.typ").open("a", encoding="utf-8") as file:
        file.write('#panic("overfull: 放不下：整本书")\n')
    request = Request(example, example / "build", ("rulebook",))
    problems = []
    for jobs in (1, 2):
        with pytest.raises(HandbookError) as caught:
            build(replace(request, jobs=jobs))
        problems.append(caught.value.problems)
    assert len(problems[0]) == 2
    assert set(problems[0]) == set(problems[1])


def test_work_is_told_of_once_and_may_bring_more_work() -> None:
    work: Work[str] = Work(Here())
    work.hand_in("one", str.upper, "a")
    found = []
    for piece, future in work.finished():
        found.append((piece, future.result()))
        if piece == "one":
            work.hand_in("two", str.upper, "b")
    assert found == [("one", "A"), ("two", "B")]
    assert not work.is_elsewhere


@pytest.mark.parametrize("downloads", ["", "board"])
def test_pages_that_workers_fill_are_those_that_are_filled_here(
    example: Path, monkeypatch: pytest.MonkeyPatch, downloads: str
) -> None:
    if downloads:
        edit(example / "site_config.yml", "- handbook:", f"- handbook:\n      downloads: [{downloads}]")
    here, there = example / "here", example / "there"
    build(Request(example, here, ("website", "board", "plates"), jobs=1, cache=False))
    handed: list[str] = []
    monkeypatch.setattr(render, "FEW", 0)
    monkeypatch.setattr(render, "asked", lambda *given: handed.append(given[1].committee) or pages.asked(*given))
    build(Request(example, there, ("website", "board", "plates"), jobs=2, cache=False))
    assert sorted(handed) == ["old-street", "sunny-garden"]
    assert list(differences(here, there)) == []


def test_what_a_worker_finds_in_a_page_is_told_as_it_is_here(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that is one only where the page has put it together."""
    edit(example / "content/services/lunch.md", "戴工作牌", "电话138`0013`8000")
    problems = []
    for jobs, few in ((1, 4), (2, 0)):
        monkeypatch.setattr(render, "FEW", few)
        with pytest.raises(HandbookError) as caught:
            build(Request(example, example / "build", ("website", "plates"), jobs=jobs, strict=True))
        problems.append(sorted(caught.value.problems, key=str))
    assert problems[0] == problems[1] != []


def test_sheets_about_one_thing_are_set_one_after_the_other(example: Path) -> None:
    sheets = [each for unit in prepare(example, ("board", "guide")).plan.units for each in unit.artifacts]
    ordered = render.in_working_order(each for each in sheets if each.output != "website")
    assert sorted(ordered, key=str) == sorted((each for each in sheets if each.output != "website"), key=str)
    assert [each.output for each in ordered] == ["board"] * 2 + ["guide"] * (len(ordered) - 2)
    subjects = [each.page.id for each in ordered if each.page and each.output == "guide"]
    runs = [subject for subject, _ in itertools.groupby(subjects)]
    assert len(runs) == len(set(subjects)) < len(subjects)


def die(*sheet: object) -> None:
    """End this process as the system does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_out(*sheet: object) -> None:
    raise MemoryError


@pytest.mark.parametrize(("what", "jobs"), [(die, 2), (run_out, 2), (run_out, 1)])
def test_a_worker_that_is_killed_is_told_and_the_earlier_build_is_whole(
    example: Path, monkeypatch: pytest.MonkeyPatch, what: Callable[..., None], jobs: int
) -> None:
    build(Request(example, example / "build", ("forms",), jobs=1))
    before = tree(example)
    monkeypatch.setattr("generator.build.render.print_sheet", what)
    code, out, err = typed("build", "forms", "doorsign", "--no-cache", "--root", example, "--jobs", str(jobs))
    assert (code, out) == (1, "")
    assert "[D098] 排版的进程做到一半被系统关掉了，多半是内存不够" in err
    assert ("--jobs 1" in err) == (jobs == 2)
    assert "没有做成；上一次的成品原样留着。" in err
    assert tree(example) == before
    assert multiprocessing.active_children() == []


def test_problems_at_one_place_come_in_one_order_whichever_worker_is_first() -> None:
    place = Location("templates/board/board.typ")
    two = [Problem(place, "D041", "坏了", f"排的是 committees/{slug}/committee.yml 的内容") for slug in ("a", "b")]
    assert HandbookError(two).problems == HandbookError(two[::-1]).problems


ORPHANS = """
import os, sys, time
from generator.build.workers import workers
with workers(2) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are Unix's")
def test_a_worker_ends_when_its_parent_is_killed() -> None:
    """It would wait for work for ever."""
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        os.kill(worker, 0)
        parent.kill()
    end = time.monotonic() + 30
    try:
        with pytest.raises(ProcessLookupError):
            while time.monotonic() < end:
                os.kill(worker, 0)
                time.sleep(0.1)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
