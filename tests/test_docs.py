"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROBLEM_ID = re.compile(r'"(D\d{3}|[A-Z][1-9]\d?)"')


def test_every_problem_id_is_explained() -> None:
    """An id that staff can meet stands in docs/problems.md."""
    used = {id for module in (ROOT / "generator").rglob("*.py") for id in PROBLEM_ID.findall(module.read_text("utf-8"))}
    explained = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert {id for id in used if not re.search(rf"\b{id}\b", explained)} == set()


def test_every_module_that_the_architecture_names_is_there() -> None:
    """And every room is named."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    program = ROOT / "generator"
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", page))
    absent = {name for name in named if not (program / name.removeprefix("generator/")).is_file()}
    example = {"generator/products/poster.py"}
    assert named and {name for name in absent if not (ROOT / name).is_file()} <= example
    rooms = {path.stem for path in program.iterdir() if path.name[0] not in "_." and path.suffix != ".typed"}
    assert {room for room in rooms if f"`{room}`" not in page} == set()


@pytest.mark.parametrize("name", ["threats.md", "promise.md"])
def test_every_test_that_a_promise_names_is_there(name: str) -> None:
    """And the page is found from the README and from what contributors read."""
    page = (ROOT / "docs" / name).read_text("utf-8")
    named = set(re.findall(r"`(tests/[^`]+)`", page))
    assert len(named) > 10
    assert {name for name in named if not (ROOT / name).exists()} == set()
    for document in ("README.md", "CONTRIBUTING.md"):
        assert f"(docs/{name})" in (ROOT / document).read_text("utf-8")
