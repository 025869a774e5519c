"""Writing is for one program at a time, in the handbook and in the folder of the build, whoever else shares either."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.build import stages
from generator.build.request import Request
from generator.disk import lock
from generator.disk.lock import alone, take
from generator.issue.issue import Order, issue
from generator.journey import build
from generator.problem import HandbookError


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(stages, "alone", partial(alone, patience=0.1))


@pytest.mark.parametrize(
    ("held", "name"), [("handbook", lock.NAME), ("out", ".build.lock")], ids=["the handbook", "the build"]
)
def test_both_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str, name: str) -> None:
    """Two handbooks may be built into one folder, and one handbook into two."""
    for folder in ("handbook", "out"):
        (tmp_path / folder).mkdir()
    request = Request(tmp_path / "handbook", tmp_path / "out/build")
    with alone(tmp_path / held, "别的", name=name):
        monkeypatch.setattr(lock, "_HELD", {})  # as if that were another program
        with pytest.raises(HandbookError) as caught, stages.writing(request):
            pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location.file) == ("D080", str(tmp_path / held))
    with stages.writing(request):
        pass


@pytest.mark.parametrize(
    "work",
    [
        lambda root: build(Request(root, root / "build", ("forms",), jobs=1)),
        lambda root: issue(Order(root, root / "build", ("plates",), "sunny-garden")),
    ],
    ids=["build", "issue"],
)
def test_what_is_written_was_read_under_the_lock(
    example: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Path], object]
) -> None:
    """What was read before would be put in the place of what another has written meanwhile."""
    load, free = stages.files.load, []

    def loading(root: Path, *more: Any) -> Any:
        handle = os.open(root / lock.NAME, os.O_RDWR | os.O_CREAT)
        try:
            free.append(take(handle))
        finally:
            os.close(handle)
        return load(root, *more)

    monkeypatch.setattr(stages.files, "load", loading)
    work(example)
    assert free == [False]


def test_a_place_that_cannot_be_made_leaves_no_folders_behind(example: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError), stages.writing(Request(example, tmp_path / "new/one" / ("a" * 252), ("report",))):
        pass
    assert not (tmp_path / "new").exists()
