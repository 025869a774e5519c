"""What the documents say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from generator.check.policy.clauses import COMMITTEE_RULES, SUBDISTRICT_RULES, SUMMARY_RULES

ROOT = Path(__file__).resolve().parent.parent
PROBLEM_ID = re.compile(r'"(D\d{3}|[A-Z][1-9]\d?)"')

SPEC = importlib.util.spec_from_file_location("make_problems", ROOT / "docs" / "make_problems.py")
assert SPEC and SPEC.loader
make_problems = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = make_problems
SPEC.loader.exec_module(make_problems)

EXAMPLES = {example.id: example for those in make_problems.groups().values() for example in those}


def test_every_problem_id_is_explained() -> None:
    """An id that staff can meet has an example in docs/problems.md, one, and nothing else has."""
    used = {id for module in (ROOT / "generator").rglob("*.py") for id in PROBLEM_ID.findall(module.read_text("utf-8"))}
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert sorted(re.findall(r"^### (\S+)$", page, re.MULTILINE)) == sorted(EXAMPLES)
    assert set(EXAMPLES) == used | {*COMMITTEE_RULES, *SUBDISTRICT_RULES, *SUMMARY_RULES}
    assert make_problems.contents() in page


@pytest.mark.parametrize("id", EXAMPLES)
def test_the_program_says_of_a_mistake_what_the_page_shows(id: str) -> None:
    """And nothing once it is mended. `python docs/make_problems.py` makes the page anew."""
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert f"\n{make_problems.section(EXAMPLES[id])}\n" in page


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
