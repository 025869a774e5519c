"""What tests of the past share: the example in git, with a sheet that was issued."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import git

from generator.issue.issue import Order, issue


@pytest.fixture(scope="session")
def issued_in_git(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in git, its ledger before and after a sheet was issued; read it, and copy it."""
    root = copy_example(tmp_path_factory.mktemp("remembered"))
    (root / ".gitignore").write_text("/build/\n/templates\n.*.lock\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=before")
    issue(Order(root, root / "build", ("plates",), "sunny-garden"))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=issued")
    return root


@pytest.fixture
def remembered(issued_in_git: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return shutil.copytree(issued_in_git, tmp_path / "handbook", symlinks=True)
