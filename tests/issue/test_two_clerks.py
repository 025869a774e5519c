"""Two clerks who issue at once, on one machine or on two branches: nothing that was announced is missing afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.build.manifest import intact, read
from generator.build.request import Request
from generator.codes import ledger
from generator.issue import status
from generator.issue.issue import Order, issue
from generator.journey import build, check
from generator.model.committee import Committee
from generator.problem import errors
from generator.read import files
from generator.read.files import load

GARDEN = "committees/sunny-garden"


def garden(root: Path) -> Committee:
    """The example's fuller committee."""
    return next(committee for committee in load(root).committees if committee.slug == "sunny-garden")


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    command = [sys.executable, "-m", "generator", *words, "--root", str(root), "--jobs", "1"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def test_two_programs_at_once_lose_nothing_of_each_other(example: Path) -> None:
    issuing = ("--committee", "sunny-garden")
    processes = [
        started(example, "issue", "plates", *issuing),
        started(example, "issue", "roster", *issuing),
        started(example, "build", "forms"),
    ]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    own = garden(example)
    assert {(edition.serial, edition.sheet) for edition in own.ledger.editions} in (
        {(1, "plates"), (2, "roster")},
        {(1, "roster"), (2, "plates")},
    )
    assert own.snapshots.keys() == {ledger.snapshot_name(edition) for edition in own.ledger.editions}
    described = read(example / "build")
    made = {record["path"] for record in described.artifacts}
    assert {"plates/sunny-garden.pdf", "roster/sunny-garden.pdf", "forms/old-street.pdf"} <= made
    assert [record["path"] for record in described.artifacts if not intact(example / "build", record)] == []


@pytest.mark.parametrize("step", ["load", "read_ledger", "read_snapshots"])
def test_a_look_at_the_handbook_while_somebody_issues_finds_nothing_lost(
    example: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    order(example, "plates")
    taken = getattr(files, step)
    meanwhile = [example]

    def taking(*words: Any) -> Any:
        first = taken(*words) if step == "load" else None
        if meanwhile and words[-1] in (example, "sunny-garden"):
            order(meanwhile.pop(), "plates", place="门口")
        return first or taken(*words)

    monkeypatch.setattr(files, step, taking)
    assert [problem.message for problem in check(example)] == []
    assert not meanwhile
    assert [edition.serial for edition in garden(example).ledger.editions] == [1, 2]


# --- two branches ----------------------------------------------------------------------------------------------------


def git(root: Path, *words: str) -> None:
    """Run git as somebody with a name, whatever the settings of this machine."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example", "-c", "commit.gpgsign=false", *words]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def committed(root: Path, message: str) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", f"--message={message}")


def order(root: Path, *products: str, place: str | None = None) -> None:
    """Give products of the committee to the printer."""
    issue(Order(root, root / "build", products, "sunny-garden", place))


@pytest.fixture
def cloned(copy_example: Callable[[Path], Path], repository: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of the example, each with the attributes that this project ships."""
    first = copy_example(tmp_path / "first")
    shutil.copy(repository / ".gitattributes", first)
    (first / ".gitignore").write_text("/build/\n/templates\n.*.lock\n")
    git(first, "init", "--quiet", "--initial-branch=main")
    committed(first, "both have this")
    second = tmp_path / "second"
    git(tmp_path, "clone", "--quiet", str(first), str(second))
    (second / "templates").symlink_to(repository / "templates", target_is_directory=True)
    return first, second


@pytest.mark.parametrize("products", [("plates", "roster"), ("plates", "plates")])
def test_two_branches_that_both_issued_keep_both(cloned: tuple[Path, Path], products: tuple[str, str]) -> None:
    first, second = cloned
    for root, product, place in zip(cloned, products, ("一楼", "二楼"), strict=True):
        order(root, product, place=place)
        committed(root, f"issued {product}")
    git(first, "fetch", "--quiet", str(second), "main")
    git(first, "merge", "--quiet", "--message=both", "FETCH_HEAD")
    assert errors(check(first)) == []
    own = garden(first)
    assert sorted((edition.serial, edition.sheet, edition.place) for edition in own.ledger.editions) == sorted(
        [(1, products[0], "一楼"), (1, products[1], "二楼")]
    )
    assert {answer.state for answer in status.status(first, ("sunny-garden",))} == {"current"}
    build(Request(first, first / "build", ("website",), jobs=1))
    for edition in own.ledger.editions:
        for number in ledger.unpacked(edition.codes):
            code = next(code.code for code in own.ledger.codes if code.number == number)
            assert (first / f"build/website/{code}/1/index.html").is_file()
    order(first, "roster", place="三楼")
    assert max(edition.serial for edition in garden(first).ledger.editions) == 2
