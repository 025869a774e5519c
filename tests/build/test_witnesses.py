"""Whoever takes a ledger back to an earlier state is told by those who remember it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tools import edit, forgotten, git, typed

from generator.build import workshop
from generator.build.request import Request
from generator.codes import ledger
from generator.issue.issue import Order, issue
from generator.journey import build, check
from generator.problem import HandbookError
from generator.read.files import load

GARDEN = "committees/sunny-garden"
LEDGER = f"{GARDEN}/codes.yml"


def order(root: Path, *products: str, place: str | None = None) -> None:
    """Give products of the example's fuller committee to the printer."""
    issue(Order(root, root / "build", products, "sunny-garden", place))


@pytest.fixture
def root(remembered: Path) -> Path:
    """The example in git, once something was issued."""
    return remembered


def take_back(root: Path) -> None:
    """Bring ledger and snapshots back to what they were before the sheet was issued."""
    (root / LEDGER).write_text(git(root, "show", f"HEAD~1:{LEDGER}"), "utf-8")
    shutil.rmtree(root / GARDEN / "editions")


def test_nobody_misses_anything_in_a_whole_ledger(root: Path) -> None:
    assert forgotten(root) == []


def test_a_restored_folder_shows_by_the_build(root: Path) -> None:
    take_back(root)
    shutil.rmtree(root / ".git")
    (problem,) = [each for each in forgotten(root) if "号，" in each.message]
    assert problem.severity == "error"
    assert problem.location.file == LEDGER
    assert problem.message.startswith("付印过 1号，plates 第1版，")
    assert problem.message.endswith("台账里没有了（上一次的成品记得）")
    assert "git" not in problem.hint


def test_a_revert_shows_by_the_history(root: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    shutil.rmtree(root / "build")
    (problem,) = [each for each in forgotten(root) if "号，" in each.message]
    assert "git 的历史记得，提交 " in problem.message
    assert "git" in problem.hint


def test_a_branch_that_was_set_back_shows_by_its_earlier_ends(root: Path) -> None:
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    shutil.rmtree(root / "build")
    assert any("付印过 1号" in problem.message for problem in forgotten(root))


def test_what_another_branch_issued_and_took_back_shows_once_it_is_merged(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "own", "HEAD~1")
    git(root, "commit", "--quiet", "--allow-empty", "--message=own")
    git(root, "checkout", "--quiet", "main")
    git(root, "revert", "--no-edit", "HEAD")
    git(root, "checkout", "--quiet", "own")
    git(root, "merge", "--quiet", "--no-edit", "main")
    shutil.rmtree(root / "build")
    assert any("付印过 1号" in problem.message for problem in forgotten(root))


def test_what_another_branch_issued_is_no_matter(root: Path) -> None:
    git(root, "branch", "other")
    git(root, "checkout", "--quiet", "-b", "own", "HEAD~1")
    shutil.rmtree(root / "build")
    assert forgotten(root) == []


def test_nothing_is_issued_after_a_ledger_that_was_taken_back(root: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    before = (root / LEDGER).read_bytes()
    with pytest.raises(HandbookError) as caught:
        order(root, "roster")
    assert {problem.rule for problem in caught.value.problems if problem.severity == "error"} == {"X3"}
    assert (root / LEDGER).read_bytes() == before


def test_prints_that_make_nothing_worse_are_made(root: Path) -> None:
    take_back(root)
    built = build(Request(root, root / "build", ("forms",), jobs=1))
    assert [problem.severity for problem in built.problems if problem.rule == "X3"] != []
    with pytest.raises(HandbookError):
        build(Request(root, root / "build", ("website",), jobs=1))


def test_a_print_that_is_made_meanwhile_forgets_nothing(root: Path) -> None:
    """Else the next sheet would have a serial that is on a wall already."""
    take_back(root)
    shutil.rmtree(root / ".git")
    for product in ("forms", "roster"):
        build(Request(root, root / "build", (product,), jobs=1))
        assert any("付印过 1号" in problem.message for problem in forgotten(root))
        with pytest.raises(HandbookError):
            order(root, "roster")


def test_what_was_put_back_is_missed_no_more(root: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    git(root, "checkout", "HEAD~1", "--", GARDEN)
    assert forgotten(root) == []
    order(root, "roster")
    own = next(committee for committee in load(root).committees if committee.slug == "sunny-garden")
    assert [edition.serial for edition in own.ledger.editions] == [1, 2]


def test_two_codes_that_changed_places_show(root: Path) -> None:
    """Their seals are right: whoever wrote the ledger anew in another order knows how."""
    shutil.rmtree(root / ".git")
    own = next(committee for committee in load(root).committees if committee.slug == "sunny-garden").ledger
    one, other = own.codes[1], own.codes[2]
    swapped = [
        one.model_copy(update={"id": other.id, "kind": other.kind, "title": other.title}),
        other.model_copy(update={"id": one.id, "kind": one.kind, "title": one.title}),
    ]
    sealed = [code.model_copy(update={"seal": ledger.code_seal(code)}) for code in swapped]
    changed = ledger.with_lines(own, codes=(own.codes[0], *sealed, *own.codes[3:]))
    (root / LEDGER).write_text(ledger.text(changed), "utf-8")
    assert [problem.message.split("（")[0] for problem in forgotten(root)] == [
        f"序号 {one.number} 当时指 {one.kind}:{one.id}，现在指 {other.kind}:{other.id}",
        f"序号 {other.number} 当时指 {other.kind}:{other.id}，现在指 {one.kind}:{one.id}",
    ]


def test_a_published_website_remembers_as_well(root: Path, tmp_path: Path) -> None:
    build(Request(root, tmp_path / "out", ("website",), jobs=1))
    published = tmp_path / "out" / "website"
    take_back(root)
    shutil.rmtree(root / ".git")
    shutil.rmtree(root / "build")
    assert forgotten(root) == []
    assert any("网上的网站记得" in problem.message for problem in forgotten(root, published=str(published)))


def test_the_build_that_is_replaced_remembers_wherever_it_is(root: Path, tmp_path: Path) -> None:
    """A sheet is issued, or a website made, into another folder than the usual one."""
    take_back(root)
    shutil.rmtree(root / ".git")
    (root / "build").rename(tmp_path / "out")
    assert forgotten(root) == []
    before = (root / LEDGER).read_bytes()
    for work in (
        lambda: issue(Order(root, tmp_path / "out", ("roster",), "sunny-garden")),
        lambda: build(Request(root, tmp_path / "out", ("website",), jobs=1)),
    ):
        with pytest.raises(HandbookError) as caught:
            work()
        assert any("付印过 1号" in problem.message for problem in caught.value.problems if problem.rule == "X3")
    assert (root / LEDGER).read_bytes() == before
    built = build(Request(root, tmp_path / "out", ("forms",), jobs=1))
    assert {problem.severity for problem in built.problems if problem.rule == "X3"} == {"warning"}


def test_a_build_that_a_killed_run_moved_away_remembers(root: Path, tmp_path: Path) -> None:
    take_back(root)
    shutil.rmtree(root / ".git")
    (root / "build").rename(workshop.opened(root / "build") / workshop.EARLIER)
    assert any("付印过 1号" in problem.message for problem in forgotten(root))
    for destination in (tmp_path / "out", root / "build"):
        with pytest.raises(HandbookError):
            issue(Order(root, destination, ("roster",), "sunny-garden"))


def test_a_build_whose_list_a_killed_run_had_just_put_away_remembers(root: Path) -> None:
    take_back(root)
    shutil.rmtree(root / ".git")
    work = workshop.opened(root / "build")
    (root / "build").rename(work / workshop.EARLIER)
    (work / workshop.OLD).mkdir()
    (work / workshop.EARLIER / "build.json").rename(work / workshop.OLD / "build.json")
    assert any("付印过 1号" in problem.message for problem in forgotten(root))


def test_a_website_whose_build_lost_its_list_remembers(root: Path) -> None:
    build(Request(root, root / "build", ("website",), jobs=1))
    take_back(root)
    shutil.rmtree(root / ".git")
    (root / "build/build.json").unlink()
    assert any("付印过 1号" in problem.message for problem in forgotten(root))


def test_what_is_published_names_nobody(root: Path, tmp_path: Path) -> None:
    issue(Order(root, root / "build", ("roster",), "sunny-garden", place="二楼张三家", by="王样例"))
    build(Request(root, tmp_path / "out", ("website",), jobs=1))
    described = json.loads((tmp_path / "out/website/build.json").read_text("utf-8"))
    text = json.dumps(described, ensure_ascii=False)  # the file writes characters as escapes, where nothing is found
    assert "roster" in text
    assert "王样例" not in text and "张三" not in text


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"ledgers": 1}', "[" * 100_000])
def test_a_website_that_remembers_nothing_is_named(root: Path, tmp_path: Path, content: str | None) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    if content is not None:
        (folder / "build.json").write_text(content)
    code, _, err = typed("check", "--root", root, "--published", folder)
    assert code == 1
    assert "[D082]" in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_website_that_is_a_pipe_keeps_nobody_waiting(root: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "build.json")
    code, _, err = typed("check", "--root", root, "--published", tmp_path)
    assert (code, "[D082]" in err) == (1, True)


def test_where_there_is_no_git_nobody_is_told_to_use_it(root: Path) -> None:
    shutil.rmtree(root / ".git")
    edit(root / LEDGER, "date: 2026-11-22", "date: 2026-11-23")
    problems = [problem for problem in check(root) if problem.location.file == LEDGER]
    assert problems and not any("git" in problem.hint for problem in problems)


def test_what_a_merge_itself_issued_shows_as_well(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "side")
    git(root, "commit", "--quiet", "--allow-empty", "--message=side")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    order(root, "roster")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=merged")
    git(root, "revert", "--no-edit", "--mainline=1", "HEAD")
    shutil.rmtree(root / "build")
    assert any("付印过 2号" in problem.message for problem in forgotten(root))


def test_git_runs_no_program_that_a_repository_names(root: Path, tmp_path: Path) -> None:
    """A clone that lacks an object would fetch it, by whatever command its settings name."""
    for line in (
        "extensions.partialClone=origin",
        "remote.origin.promisor=true",
        "remote.origin.url=ssh://nowhere.example/x",
        f"core.sshCommand=touch {tmp_path / 'ran'}; false",
        "protocol.allow=always",
    ):
        git(root, "config", *line.split("=", 1))
    git(root, "config", "core.repositoryFormatVersion", "1")
    blob = git(root, "rev-parse", f"HEAD~1:{LEDGER}").strip()
    file = root / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.unlink()
    check(root)
    assert not (tmp_path / "ran").exists()
