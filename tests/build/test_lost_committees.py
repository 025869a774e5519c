"""A committee whose codes hang on walls is missed by whoever remembers it, and one that is there never is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tools import edit, forgotten

from generator.build.request import Request
from generator.issue.issue import Order, issue
from generator.journey import build, check, prepare
from generator.problem import HandbookError, Problem

GARDEN, STREET = "committees/sunny-garden", "committees/old-street"


@pytest.fixture
def root(remembered: Path) -> Path:
    """The example in git, once something was issued."""
    return remembered


def lost(problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    """What is told of committees that are gone."""
    return [each for each in problems if each.rule == "X3" and "没有了，" in each.message and "可是它" in each.message]


def go(root: Path) -> None:
    """Take the committee away of which a sheet was issued; the policy and the other one know it no more."""
    shutil.rmtree(root / GARDEN)
    edit(root / "content/policy.yml", "starts: [sunny-garden]", "starts: [old-street]")
    edit(root / f"{STREET}/records.yml", "started: 2026-04-13", "started: 2026-02-13")


def test_a_folder_that_is_gone_is_missed_by_git(root: Path) -> None:
    go(root)
    shutil.rmtree(root / "build")
    (problem,) = lost(check(root))
    assert (problem.severity, problem.location.file) == ("error", f"{GARDEN}/codes.yml")
    assert problem.message.startswith(f"编号 001 的居委会没有了，文件夹 {GARDEN} 不在，可是它付印过 1 次：")
    assert problem.message.endswith("：交制牌单位1次（git 的历史记得）")
    assert f"用 git 恢复 {GARDEN}" in problem.hint
    assert "dissolved.yml" in problem.hint


def test_a_folder_that_is_gone_is_missed_by_the_build(root: Path) -> None:
    go(root)
    shutil.rmtree(root / ".git")
    (problem,) = lost(check(root))
    assert "居委会“阳光花园”（编号 001）没有了" in problem.message
    assert "1号，plates 第1版，" in problem.message
    assert problem.message.endswith("（上一次的成品记得）")
    assert "从备份里找回" in problem.hint
    assert "build 里的成品不是这本手册的" in problem.hint


def test_a_folder_that_is_gone_is_missed_by_the_website(root: Path, tmp_path: Path) -> None:
    build(Request(root, tmp_path / "out", ("website",), jobs=1))
    go(root)
    shutil.rmtree(root / ".git")
    shutil.rmtree(root / "build")
    assert lost(check(root)) == []
    (problem,) = lost(check(root, published=str(tmp_path / "out/website")))
    assert "居委会“阳光花园”（编号 001）没有了" in problem.message


def test_it_is_told_together_with_what_else_stops_all(root: Path) -> None:
    """The policy names the committee that is gone, so that nothing is planned."""
    shutil.rmtree(root / GARDEN)
    problems = check(root)
    assert {problem.rule for problem in problems if problem.location.file == "content/policy.yml"} >= {"P2"}
    assert len(lost(problems)) == 1


def test_those_who_remember_one_committee_tell_of_it_together(root: Path) -> None:
    go(root)
    (problem,) = lost(check(root))
    assert problem.message.endswith("（上一次的成品记得、git 的历史记得）")


def test_prints_are_made_all_the_same_and_nobody_forgets(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "build")
    build(Request(root, root / "build", ("forms",), jobs=1))
    go(root)
    shutil.rmtree(root / ".git")
    for _ in range(2):
        built = build(Request(root, root / "build", ("forms",), jobs=1, cache=False))
        assert [problem.severity for problem in lost(built.problems)] == ["warning"]
        with pytest.raises(HandbookError, match="X3"):
            issue(Order(root, root / "build", ("roster",), "old-street"))
    with pytest.raises(HandbookError, match="不在"):
        build(Request(root, tmp_path / "elsewhere", ("website",), jobs=1))


def test_another_number_in_place_of_the_one_on_paper_shows(root: Path) -> None:
    edit(root / f"{GARDEN}/committee.yml", 'number: "001"', 'number: "003"')
    (root / f"{GARDEN}/codes.yml").unlink()
    shutil.rmtree(root / f"{GARDEN}/editions")
    (problem,) = lost(check(root))
    assert f"（编号 001）没有了，{GARDEN} 里的编号现在是 003" in problem.message
    assert "把“编号（number）”改回“001”" in problem.hint


def test_another_name_of_the_folder_is_no_loss(root: Path) -> None:
    (root / GARDEN).rename(root / "committees/garden")
    assert lost(check(root)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: 阳光花园", "nmae: 阳光花园"),
        ('number: "001"', "number: 一"),
        ('number: "001"', 'number: "01"'),
        ("name: ", "\tname: "),
    ],
)
@pytest.mark.parametrize("ledger", [True, False])
def test_a_committee_that_is_stopped_by_its_mistakes_is_not_lost(root: Path, old: str, new: str, ledger: bool) -> None:
    edit(root / f"{GARDEN}/committee.yml", old, new)
    if not ledger:
        if "01" in new:
            pytest.skip("this is another number, and nothing is there that says otherwise")
        (root / f"{GARDEN}/codes.yml").unlink()
    for problems in (check(root), _all_told(root)):
        assert lost(problems) == []


def _all_told(root: Path) -> tuple[Problem, ...]:
    try:
        return build(Request(root, root / "build", ("forms",), jobs=1)).problems
    except HandbookError as error:
        return error.problems


def test_committees_that_are_not_asked_for_are_not_lost(root: Path) -> None:
    assert lost(prepare(root, ("forms",), ("old-street",)).problems) == []
    assert lost(build(Request(root, root / "build", ("forms",), ("old-street",), jobs=1)).problems) == []


def test_a_committee_that_is_no_more_and_says_so_is_not_lost(root: Path) -> None:
    kept = (root / f"{GARDEN}/codes.yml").read_bytes()
    go(root)
    (root / GARDEN).mkdir()
    (root / f"{GARDEN}/codes.yml").write_bytes(kept)
    said = 'name: 阳光花园\nnumber: "001"\ndate: 2026-11-20\nmerged_into: old-street\n'
    (root / f"{GARDEN}/dissolved.yml").write_text(said, "utf-8")
    assert forgotten(root) == []


def test_a_committee_of_which_nothing_was_printed_may_go(root: Path) -> None:
    shutil.rmtree(root / STREET)
    assert lost(check(root)) == []


def test_a_build_of_an_earlier_version_that_names_nobody_is_believed(root: Path) -> None:
    go(root)
    shutil.rmtree(root / ".git")
    file = root / "build/build.json"
    described = json.loads(file.read_text("utf-8"))
    for ledger in described["ledgers"].values():
        del ledger["slug"], ledger["name"]
    del described["seals"]
    file.write_text(json.dumps(described), "utf-8")
    (problem,) = lost(check(root))
    assert problem.message.startswith("编号 001 的居委会没有了，没有哪个文件夹是它的，可是它")
