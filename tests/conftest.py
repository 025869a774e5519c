"""What the tests share: fresh copies of the example handbook."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import STARTED_AS
from generator.model.handbook import Handbook
from generator.read.files import load

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent

# however the tests were started, messages name the program by its own name
os.environ.pop(STARTED_AS, None)

# the day of all tests, 2026-11-22 in UTC, for what they start in processes of their own as well
os.environ["SOURCE_DATE_EPOCH"] = "1795305600"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` takes over what is made now as what shall be made."""
    parser.addoption("--update-golden", action="store_true", help="take over what is made now into tests/golden/")


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what this account keeps of files that were read: another one for each test, and empty."""
    folder = tmp_path_factory.getbasetemp() / f"cache-{next(NUMBERS)}"
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder


NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the handbook that this project ships. Read it, never write to it."""
    return REPOSITORY


@pytest.fixture(scope="session")
def copy_example() -> Callable[[Path], Path]:
    """Copies the example handbook into a folder, with the templates that this project ships, and returns its root."""

    def copy(folder: Path) -> Path:
        root = folder / "example"
        shutil.copytree(TESTS / "example", root)
        try:
            (root / "templates").symlink_to(REPOSITORY / "templates", target_is_directory=True)
        except OSError:  # Windows lets only some accounts make links
            shutil.copytree(REPOSITORY / "templates", root / "templates")
        return root

    return copy


@pytest.fixture
def example(copy_example: Callable[[Path], Path], tmp_path: Path) -> Path:
    """The root of a fresh copy of the example handbook."""
    return copy_example(tmp_path)


@pytest.fixture
def handbook(example: Path) -> Handbook:
    """The example, loaded."""
    return load(example)
