"""How the program is built: imports run downwards, each library has its door, everything says what it is for."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / "generator"
TREES = {
    ".".join(path.relative_to(PROGRAM).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text("utf-8")
    )
    for path in sorted(PROGRAM.rglob("*.py"))
}

FLOORS = (
    "__main__",
    "cli plugin",
    "issuing",
    "build",
    "gate render",
    "outputs",
    "codesheets",
    "changenotes disclosures doorsigns formsheets guides plates reprints rosters",
    "rulebooks",
    "boards",
    "check citations finding hosting imprints report sheets",
    "rules.admission rules.boards rules.law rules.plan rules.reception rules.rooms",
    "rules.committees rules.duty rules.floorplans rules.names rules.training",
    "rules.meetings",
    "rules.texts",
    "icalendar loader pages verdict website wording",
    "editions hosts ledger made reader placeholder printing schedule write",
    "model markup typeset manifest",
    "privacy problem",
    "codes digest extraction glyphs imposition laws progress qr",
    "__init__ rules start tiling",
)
"""The floors from the top down; a module imports from floors below its own only, so there can be no circle."""

DOORS = {
    "brotli": {"hosting"},
    "click": {"cli"},
    "fontTools": {"glyphs"},
    "jinja2": {"render"},
    "markdown": {"markup"},
    "markupsafe": {"render"},
    "mkdocs": {"website"},
    "pikepdf": {"imposition"},
    "pydantic": {"model", "reader"},
    "pypdfium2": {"extraction"},
    "pypinyin": {"finding"},
    "pydantic_core": {"model", "reader"},
    "qrcode": {"qr"},
    "typst": {"typeset"},
    "watchdog": {"website"},
    "yaml": {"reader"},
}
"""The modules that may import each library."""


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "imports name the whole path"
            within = node.module in ("generator", "generator.rules")
            yield from (f"{node.module}.{alias.name}" if within else node.module for alias in node.names)


def own(tree: ast.Module) -> set[str]:
    """The program's own modules among them; a name of the package itself is its `__init__`."""
    names = {name.removeprefix("generator.") for name in imports(tree) if name.startswith("generator.")}
    return {name if name in TREES else "__init__" for name in names}


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The functions and classes a module offers, and the methods of those classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            inside = node.body if isinstance(node, ast.ClassDef) else []
            yield from (it for it in inside if isinstance(it, ast.FunctionDef) and not it.name.startswith("_"))


def test_every_module_has_a_floor() -> None:
    """One floor each."""
    assert sorted(" ".join(FLOORS).split()) == sorted(TREES)


@pytest.mark.parametrize("module", TREES)
def test_imports_run_downwards(module: str) -> None:
    """Nothing is imported from the same floor or from above."""
    floor = next(number for number, names in enumerate(FLOORS) if module in names.split())
    below = set(" ".join(FLOORS[floor + 1 :]).split())
    assert own(TREES[module]) <= below


@pytest.mark.parametrize("module", TREES)
def test_every_library_has_its_door(module: str) -> None:
    """A library is imported by the module that stands for it, and by no other."""
    libraries = {name.split(".")[0] for name in imports(TREES[module])} - set(sys.stdlib_module_names) - {"generator"}
    assert libraries == {library for library, doors in DOORS.items() if module in doors}


@pytest.mark.parametrize("module", TREES)
def test_every_module_begins_with_its_job(module: str) -> None:
    """Its first sentence fits on its first line."""
    first = (ast.get_docstring(TREES[module]) or "").split("\n")[0]
    assert re.match(r"[^.]+(\.\w[^.]*)*\.( |$)", first), first


@pytest.mark.parametrize("module", TREES)
def test_everything_public_says_what_it_is(module: str) -> None:
    """What others may call can be understood without reading it."""
    assert [node.name for node in public(TREES[module]) if not ast.get_docstring(node)] == []
