"""What git remembers of ledgers, wherever in it that lies; and what is said where git does not answer."""

from __future__ import annotations

import ast
import os
import re
import shutil
from pathlib import Path

import pytest
from tools import edit, forgotten, git, typed

from generator.build import git_history
from generator.disk import repository
from generator.disk.repository import common_folder, repository_of
from generator.issue.issue import Order, issue
from generator.journey import check
from generator.problem import HandbookError, Problem

LEDGER = "committees/sunny-garden/codes.yml"


@pytest.fixture
def root(remembered: Path) -> Path:
    """The example in git, once something was issued."""
    return remembered


def issued_once(root: Path) -> bool:
    """Whether git misses the sheet that was issued."""
    return any("付印过 1号" in problem.message and "git" in problem.message for problem in forgotten(root))


@pytest.fixture(autouse=True)
def _alone(root: Path) -> None:
    """Nobody but git remembers anything."""
    shutil.rmtree(root / "build")


# --- where it is found -----------------------------------------------------------------------------------------------


def test_an_earlier_commit_that_was_gone_back_to_shows(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach", "HEAD~1")
    assert issued_once(root)


def test_what_was_committed_on_no_branch_and_taken_back_shows(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    issue(Order(root, root / "build", ("roster",), "sunny-garden"))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=more")
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    assert any("付印过 2号" in problem.message for problem in forgotten(root))


def test_what_is_on_a_branch_beside_an_unnamed_commit_is_no_matter(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "own", "HEAD~1")
    git(root, "commit", "--quiet", "--allow-empty", "--message=own")
    git(root, "checkout", "--quiet", "--detach")
    git(root, "branch", "--quiet", "-D", "own")
    assert forgotten(root) == []


def test_a_branch_that_was_deleted_shows(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "own", "HEAD~1")
    git(root, "branch", "--quiet", "-D", "main")
    assert issued_once(root)


def test_what_was_committed_in_other_words_is_no_loss(root: Path) -> None:
    git(root, "commit", "--quiet", "--amend", "--message=in other words")
    assert forgotten(root) == []


def test_what_was_stashed_shows(root: Path) -> None:
    issue(Order(root, root / "build", ("roster",), "sunny-garden"))
    git(root, "stash", "--quiet", "--include-untracked")
    shutil.rmtree(root / "build")
    (problem,) = (each for each in forgotten(root) if "付印过" in each.message and "号，" in each.message)
    assert "付印过 2号" in problem.message
    assert "git stash pop" in problem.hint
    git(root, "stash", "pop", "--quiet")
    assert forgotten(root) == []


def test_what_was_stashed_on_another_branch_is_no_matter(root: Path) -> None:
    issue(Order(root, root / "build", ("roster",), "sunny-garden"))
    git(root, "stash", "--quiet", "--include-untracked")
    shutil.rmtree(root / "build")
    git(root, "checkout", "--quiet", "-b", "own", "HEAD~1")
    assert forgotten(root) == []


@pytest.mark.parametrize("committed", [True, False])
def test_a_handbook_that_was_moved_within_its_repository_is_known(root: Path, committed: bool) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    below = root / "甲 [乙]/handbook"
    below.mkdir(parents=True)
    for name in ("committees", "content", "site_config.yml"):
        git(root, "mv", name, str(below / name))
    (below / "templates").symlink_to((root / "templates").resolve(), target_is_directory=True)
    if committed:
        git(root, "commit", "--quiet", "--message=moved")
    assert issued_once(below)


def test_another_handbook_of_the_repository_is_no_matter(root: Path) -> None:
    below = root / "example"
    below.mkdir()
    for name in ("committees", "content", "site_config.yml"):
        (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, below / name)
    (below / "templates").symlink_to((root / "templates").resolve(), target_is_directory=True)
    shutil.rmtree(below / "committees/sunny-garden/editions")
    (below / LEDGER).write_text(git(root, "show", f"HEAD~1:{LEDGER}"), "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=two")
    assert forgotten(below) == []


def test_an_end_of_long_ago_shows_as_well(root: Path) -> None:
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    for number in range(110):
        git(root, "commit", "--quiet", "--allow-empty", f"--message={number}")
    assert issued_once(root)


@pytest.mark.parametrize(
    "how", [("symbolic-ref", "HEAD", "refs/heads/none"), ("checkout", "--quiet", "--orphan", "none")]
)
def test_on_a_branch_without_a_commit_all_others_are_asked(root: Path, how: tuple[str, ...]) -> None:
    git(root, *how)
    assert forgotten(root) == []
    assert unasked(check(root)) == []
    (root / LEDGER).write_text(git(root, "show", f"main~1:{LEDGER}"), "utf-8")
    shutil.rmtree((root / LEDGER).with_name("editions"))
    assert issued_once(root)


def test_what_was_stashed_shows_on_a_branch_without_a_commit(root: Path) -> None:
    issue(Order(root, root / "build", ("roster",), "sunny-garden"))
    git(root, "stash", "--quiet", "--include-untracked")
    shutil.rmtree(root / "build")
    git(root, "symbolic-ref", "HEAD", "refs/heads/none")
    assert any("付印过 2号" in problem.message for problem in forgotten(root))


# --- where it does not answer ----------------------------------------------------------------------------------------


def unasked(problems: tuple[Problem, ...]) -> list[Problem]:
    """What is said where git cannot be asked."""
    return [problem for problem in problems if problem.rule == "X7"]


def without_git(monkeypatch: pytest.MonkeyPatch, folder: Path, says: str = "") -> None:
    """Let there be no git, or one that says something and fails."""
    folder.mkdir()
    if says:
        program = folder / "git"
        program.write_text(f'#!/bin/sh\necho "{says}" >&2\nexit 128\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin" if says else str(folder))
    git_history._remembered.cache_clear()


DUBIOUS = (
    "fatal: detected dubious ownership in repository at '/x'\nTo add an exception for this directory, call:\n\n"
    "\tgit config --global --add safe.directory '/x'"
)


@pytest.mark.parametrize(
    ("says", "message", "hint"),
    [
        ("", "这台电脑上没有 git，或打不开它", "装上 git"),
        (DUBIOUS, "git 说这个文件夹是别人的，不肯读它", "git config --global --add safe.directory '/x'"),
        ("fatal: bad object HEAD", "git 读不了这本手册的历史", "git log"),
    ],
)
def test_git_that_does_not_answer_is_told_and_nothing_is_issued(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, message: str, hint: str
) -> None:
    without_git(monkeypatch, tmp_path / "path", says)
    (problem,) = unasked(check(root))
    assert (problem.severity, problem.message.split("，台账")[0]) == ("warning", message)
    assert hint in problem.hint
    before = (root / LEDGER).read_bytes()
    with pytest.raises(HandbookError) as caught:
        issue(Order(root, root / "build", ("roster",), "sunny-garden"))
    assert [each.rule for each in caught.value.problems if each.severity == "error"] == ["X7"]
    assert (root / LEDGER).read_bytes() == before
    command = ("issue", "roster", "--committee", "sunny-garden", "--root", root, "--jobs", "1")
    code, _, err = typed(*command)
    assert (code, "--without-git" in err) == (1, True)
    assert typed(*command, "--without-git")[0] == 0


STRANGE = ['手册"一"', "a\\b", "a\tb", "a\nb"]
"""Names that git writes in quotes."""


@pytest.mark.parametrize("folder", STRANGE)
def test_a_folder_may_have_any_name(root: Path, folder: str) -> None:
    before = git(root, "show", f"HEAD~1:{LEDGER}")
    shutil.rmtree(root / ".git")
    own = root / folder
    own.mkdir()
    for name in ("committees", "content", "site_config.yml", "templates"):
        (root / name).rename(own / name)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=issued")
    assert not issued_once(own)
    (own / LEDGER).write_text(before, "utf-8")
    shutil.rmtree((own / LEDGER).with_name("editions"))
    assert issued_once(own)


@pytest.mark.parametrize("folder", STRANGE)
def test_what_was_moved_from_any_folder_is_known(root: Path, folder: str) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    for place in (folder, "elsewhere"):
        (root / place).mkdir()
        for name in ("committees", "content", "site_config.yml"):
            git(root, "mv", f"{'' if place == folder else f'{folder}/'}{name}", f"{place}/{name}")
        git(root, "commit", "--quiet", "--message=moved")
    own = root / "elsewhere"
    (own / "templates").symlink_to((root / "templates").resolve(), target_is_directory=True)
    assert issued_once(own)


def test_a_commit_in_whose_place_git_shows_another_shows(root: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    git(root, "replace", "HEAD~1", "HEAD~2")
    assert issued_once(root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_pipes_in_the_place_of_gits_files_keep_nobody_waiting(root: Path) -> None:
    below = root / "handbook"
    (root / "committees").rename(below)
    (root / ".git/index").unlink()
    for pipe in ("index", "commondir"):
        os.mkfifo(root / ".git" / pipe)
    assert repository_of(below) is None
    assert common_folder(root / ".git") == root / ".git"


@pytest.mark.parametrize(
    "setting",
    ["GIT_LITERAL_PATHSPECS=1", "GIT_NOGLOB_PATHSPECS=1", "GIT_DIFF_OPTS=-u9", "GIT_COMMON_DIR=/nowhere", "GIT_DIR=/"],
)
def test_what_surrounds_the_program_makes_git_forget_nothing(
    root: Path, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    monkeypatch.setenv(*setting.split("="))
    assert issued_once(root)


def test_a_repository_that_is_damaged_is_told(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD").strip()
    file = root / ".git/objects" / head[:2] / head[2:]
    file.chmod(0o644)
    file.write_bytes(b"")
    assert len(unasked(check(root))) == 1


def refuses_to_issue(root: Path) -> bool:
    """Whether nothing is issued, since git could not be asked."""
    with pytest.raises(HandbookError) as caught:
        issue(Order(root, root / "build", ("roster",), "sunny-garden"))
    return [each.rule for each in caught.value.problems if each.severity == "error"] == ["X7"]


def test_a_clone_of_the_last_commits_only_is_told(root: Path, tmp_path: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    clone = tmp_path / "shallow"
    (clone / "templates").symlink_to((root / "templates").resolve(), target_is_directory=True)
    (problem,) = unasked(check(clone))
    assert problem.message.startswith("git 里只有最近的一段历史")
    assert "git fetch --unshallow" in problem.hint
    assert refuses_to_issue(clone)
    git(clone, "fetch", "--quiet", "--unshallow")
    assert unasked(check(clone)) == []
    assert issued_once(clone)


def test_a_history_that_was_cut_off_by_hand_is_told(root: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(git(root, "rev-parse", "HEAD"))
    (problem,) = unasked(check(root))
    assert "grafts" in problem.message


@pytest.mark.parametrize("spoilt", ["HEAD", "refs", "objects", "refs/heads/main"])
def test_a_repository_that_lacks_a_part_is_told(root: Path, tmp_path: Path, spoilt: str) -> None:
    place = root / ".git" / spoilt
    if spoilt == "refs/heads/main":
        place.write_bytes(b"")
    else:
        place.rename(root / ".git/away")
    assert len(unasked(check(root))) == 1
    git(tmp_path, "init", "--quiet")  # git goes on looking further up
    git_history._remembered.cache_clear()
    assert len(unasked(check(root))) == 1
    assert refuses_to_issue(root)


def test_a_repository_without_a_commit_remembers_nothing(example: Path) -> None:
    git(example, "init", "--quiet")
    assert list(git_history.of_git(example)) == []
    assert unasked(check(example)) == []


@pytest.mark.parametrize("what", ["empty", "pointer", "file"])
def test_what_is_no_repository_is_not_asked(root: Path, what: str) -> None:
    shutil.rmtree(root / ".git")
    if what == "empty":
        (root / ".git").mkdir()
    else:
        (root / ".git").write_text("gitdir: /nowhere" if what == "pointer" else "")
    edit(root / LEDGER, "date: 2026-11-22", "date: 2026-11-23")
    problems = check(root)
    assert unasked(problems) == []
    assert problems and not any("git" in problem.message + problem.hint for problem in problems)


def test_a_repository_further_up_that_does_not_hold_the_handbook_is_not_asked(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / ".git")
    (tmp_path / "note.txt").write_text("of somebody else's")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "note.txt")
    git(tmp_path, "commit", "--quiet", "--message=notes")
    edit(root / LEDGER, "date: 2026-11-22", "date: 2026-11-23")
    problems = check(root)
    assert problems and not any("git" in problem.message + problem.hint for problem in problems)


def test_committing_is_spoken_of_only_where_there_is_git(root: Path) -> None:
    (root / "committees/old-street/codes.yml").unlink(missing_ok=True)
    command = ("build", "forms", "--locked", "--root", root, "--jobs", "1")
    assert "一起提交" in typed(*command)[2]
    shutil.rmtree(root / ".git")
    code, _, err = typed(*command)
    assert (code, "D061" in err, "提交" in err) == (1, True, False)
    order = ("issue", "roster", "--committee", "sunny-garden", "--root", root, "--jobs", "1")
    assert typed(*order)[0] == 0
    next((root / "committees/sunny-garden/editions").glob("2-*.json")).unlink()
    err = typed("check", "--root", root)[2]
    assert ("D099" in err, "提交" in err) == (True, False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_among_the_files_of_git_keeps_nobody_waiting(root: Path, tmp_path: Path) -> None:
    os.mkfifo(root / ".git/commondir")
    assert repository.common_folder(root / ".git") == root / ".git"
    (root / ".git/index").unlink()
    os.mkfifo(root / ".git/index")
    (root / "below").mkdir()
    assert repository.repository_of(root / "below") is None


SAID_OF_GIT = re.compile("(?=.*[一-龥]).*(git|提交|分支|克隆)")
"""A message that takes git for granted."""

SPEAKS_OF_GIT = (
    *("build/git_history.py", "cli/issue.py", "codes/ledger.py", "disk/repository.py", "issue/issue.py"),
    *("check/breaches.py", "read/breaches.py"),
)
"""What git itself was asked, `--without-git` and its help, the head of a ledger, and what asks whether there is git."""


def test_no_other_module_speaks_of_git(repository: Path) -> None:
    """Whoever tells how something is kept or got back asks `keeping` or `restoring`, which look for git first."""
    speaking = set()
    for path in sorted((repository / "generator").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
        if any(isinstance(text.value, str) and SAID_OF_GIT.search(text.value) for text in texts):
            speaking.add(path.relative_to(repository / "generator").as_posix())
    assert speaking == {*SPEAKS_OF_GIT}
