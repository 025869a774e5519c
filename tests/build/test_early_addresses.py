"""Early sheets do not say what stands before their codes; whoever remembers the website says it for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools import edit, git

from generator.build.request import Request
from generator.codes import ledger
from generator.journey import build, check
from generator.model.ledger import Ledger
from generator.problem import Problem
from generator.read.files import read_file

LEDGER = "committees/sunny-garden/codes.yml"
OLD, NEW = "https://handbook.example/", "https://other.example/"


@pytest.fixture
def root(remembered: Path) -> Path:
    """The example, whose one issued sheet says no address; git was there when it was issued, the website came later."""
    own = read_file(remembered / LEDGER, LEDGER, Ledger)
    early = own.editions[0].model_copy(update={"address": None})
    early = early.model_copy(update={"seal": ledger.edition_seal(early)})
    (remembered / LEDGER).write_text(ledger.text(ledger.with_lines(own, editions=(early,))), "utf-8")
    shutil.rmtree(remembered / "build")
    shutil.rmtree(remembered / ".git")
    git(remembered, "init", "--quiet", "--initial-branch=main")
    git(remembered, "add", "--all")
    git(remembered, "commit", "--quiet", "--message=issued")
    return remembered


def lost(root: Path, **more: str) -> list[Problem]:
    """What is told of addresses."""
    return [problem for problem in check(root, **more) if problem.rule == "X4"]


def move(root: Path, setting: str = "") -> None:
    """Give the website another address, and say something of the one before."""
    edit(root / "site_config.yml", OLD, NEW)
    if setting:
        edit(root / "site_config.yml", "demonstration: 是", f"demonstration: 是\n      {setting}: [{OLD}]")


def test_git_knows_the_address_of_the_day(root: Path) -> None:
    assert lost(root) == []
    move(root)
    git(root, "commit", "--quiet", "--all", "--message=moved")
    (problem,) = lost(root)
    assert problem.severity == "error"
    assert problem.message.startswith(f"早先付印的1张没有记网址，git 的历史记得那时的网址是 {OLD}")
    assert problem.message.endswith("：阳光花园交制牌单位1种")
    assert f"（lost_urls）: [{OLD}]" in problem.hint


def test_the_build_that_is_there_knows_the_last_address(root: Path) -> None:
    shutil.rmtree(root / ".git")
    build(Request(root, root / "build", ("forms",), jobs=1))
    move(root)
    (problem,) = lost(root)
    assert f"上一次的成品记得那时的网址是 {OLD}" in problem.message


def test_the_published_website_knows_the_last_address(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / ".git")
    build(Request(root, tmp_path / "out", ("website",), jobs=1))
    move(root)
    assert lost(root) == []
    (problem,) = lost(root, published=str(tmp_path / "out/website"))
    assert OLD in problem.message


@pytest.mark.parametrize("setting", ["former_urls", "lost_urls"])
def test_what_the_office_has_said_is_not_asked_again(root: Path, setting: str) -> None:
    move(root, setting)
    assert lost(root) == []
