"""How the program is built: imports run downwards, each library has its door, everything says what it is for."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

PROGRAM = Path(__file__).parent.parent / "generator"
SOURCES = {
    ".".join(path.relative_to(PROGRAM).with_suffix("").parts).removesuffix(".__init__"): path.read_text("utf-8")
    for path in sorted(PROGRAM.rglob("*.py"))
}
TREES = {module: ast.parse(source) for module, source in SOURCES.items()}

FLOORS = (
    "setup_and_run __main__",
    "cli",
    "issue",
    "journey",
    "build",
    "website",
    "products",
    "check",
    "read",
    "duty codes privacy paper disk",
    "text",
    "model",
    "problem day",
)
"""The floors from the top down, each with its rooms: packages, and modules that stand alone.

A room imports from rooms on floors below its own only. Rooms on one floor know nothing of each other.
"""

DOORS = {
    "brotli": "website.assets",
    "click": "cli",
    "fontTools": "text.glyphs",
    "jinja2": "website",
    "markdown": "text.markup",
    "markupsafe": "website",
    "mkdocs": "website.mkdocs",
    "pikepdf": "paper",
    "pydantic": "model read",
    "pydantic_core": "model read",
    "pypdfium2": "privacy.pdf",
    "pypinyin": "text.pinyin",
    "qrcode": "codes.qr",
    "typst": "paper.typeset",
    "watchdog": "website.mkdocs",
    "xlsxwriter": "website.workbook",
    "yaml": "read",
}
"""The module, or the package, through which each library comes in."""

BY_THEMSELVES = "paper privacy"
"""Rooms that know no handbook, nor each other: what they need they are handed."""

THEIR_NEEDS = {"problem", "disk", "__init__"}
"""What they may import from outside all the same."""

MOST_ROOMS = 18
"""How many rooms the house may have; what `ls` shows must be read at a glance."""

ONE_PAGE = 60
"""Lines of the journey, which is read first and at a glance."""

MOST_LINES = 450
LONGEST_FUNCTION = 45
USUAL_FUNCTION = 6
"""Lines of a module, of a function, and of the median function, its docstring left out."""

VERBS = (
    "Add Bring Build Check Count Do Draw Drop Find Finish Give Hold Keep Lay Let Load Look Make Note Open Preview Put "
    "Raise Read Remember Remove Render Return Run Serve Set Start Swap Take Tell Turn Write Yield"
)
"""What the docstring of a function begins with: what it does for whoever calls it."""


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a module imports, wherever in it, and every name that it takes from one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(tree: ast.AST) -> set[str]:
    """The program's own modules among them."""
    names = {name.removeprefix("generator.") for name in imports(tree) if name.startswith("generator.")}
    return {name if name in TREES else name.rpartition(".")[0] or "__init__" for name in names}


def room(module: str) -> str:
    """The room that a module is in: the package, or the module itself where it stands alone."""
    return module.partition(".")[0]


def floor(module: str) -> int:
    """The number of a module's floor, counted from the top."""
    return next(number for number, rooms in enumerate(FLOORS) if room(module) in rooms.split())


def behind(door: str, module: str) -> bool:
    """Whether a module is one of those that a door names, or lies in a package that it names."""
    return any(module == one or module.startswith(f"{one}.") for one in door.split())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    """The lines of a function's body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The functions and classes a module offers, and the methods of those classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            inside = node.body if isinstance(node, ast.ClassDef) else []
            yield from (it for it in inside if isinstance(it, ast.FunctionDef) and not it.name.startswith("_"))


def is_property(function: ast.FunctionDef) -> bool:
    """Whether a method is asked for as a field, and so says what it is, not what it does."""
    return any("property" in ast.unparse(decorator) for decorator in function.decorator_list)


def is_rule_or_command(docstring: str) -> bool:
    """Whether a docstring begins with the id of a rule, `G1:`, or is the Chinese help of a command."""
    return re.match(r"[A-Z]\d+(, [A-Z]\d+)*: ", docstring) is not None or not docstring[:1].isascii()


def test_every_room_has_a_floor() -> None:
    """One floor each; and there are no more rooms than one can keep in mind."""
    rooms = " ".join(FLOORS).split()
    assert sorted(rooms) == sorted({room(module) for module in TREES} - {"__init__"})
    assert len(set(rooms) - {"__main__"}) <= MOST_ROOMS


@pytest.mark.parametrize("module", TREES)
def test_imports_run_downwards(module: str) -> None:
    """Nothing is imported from another room of the same floor or from above."""
    above = [name for name in own(TREES[module]) if name != "__init__" and room(name) != room(module)]
    assert [name for name in above if floor(name) <= floor(module)] == []


@pytest.mark.parametrize("alone", BY_THEMSELVES.split())
def test_some_rooms_know_no_handbook(alone: str) -> None:
    """They could stand in any other program."""
    known = {room(name) for module in TREES if room(module) == alone for name in own(TREES[module])}
    assert known - THEIR_NEEDS == {alone}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Neither between rooms nor within one, wherever in a module the import stands."""
    arrows = {module: own(tree) - {module} for module, tree in TREES.items()}
    while ends := [module for module, needs in arrows.items() if not needs & arrows.keys()]:
        for module in ends:
            del arrows[module]
    assert sorted(arrows) == []


@pytest.mark.parametrize("module", TREES)
def test_every_library_has_its_door(module: str) -> None:
    """A library is imported by the module or the package that stands for it, and by no other."""
    libraries = {name.split(".")[0] for name in imports(TREES[module])} - set(sys.stdlib_module_names) - {"generator"}
    assert [library for library in sorted(libraries) if not behind(DOORS[library], module)] == []


READS = re.compile(r"(?<!validation)\.(?:read_bytes|read_text)\(|(?<!pikepdf)\.open\(|(?<![.\w])open\(")
"""What reads a file whatever it is: a pipe keeps it waiting, a disk full of zeros fills the memory."""

READ_ALL_THE_SAME = {
    "build.staging": "what the build itself has just written",
    "cli.command": "nothing: what is said there is lost, once nobody listens",
    "paper.ink": "the operators of a page in memory",
    "setup_and_run": "the locks, which are program",
    "text.glyphs": "fonts and their list, whose sizes it looks at; it knows no disk",
    "text.laws": "laws, whose sizes it looks at; it knows no disk",
    "website.mkdocs": "the page for wrong addresses, which it has just made",
}


def test_files_are_read_through_one_door() -> None:
    """`disk.reading` reads files and nothing else, and no more of them than is meant to be there."""
    reading = {module for module, source in SOURCES.items() if READS.search(source)}
    assert {module for module in reading if not module.startswith("disk.")} == {*READ_ALL_THE_SAME}


def test_every_door_is_used() -> None:
    """No door is left of a library that nobody imports any more."""
    for library, door in DOORS.items():
        inside = [module for module in TREES if behind(door, module)]
        assert any(name.split(".")[0] == library for module in inside for name in imports(TREES[module])), library


def test_modules_and_functions_are_short() -> None:
    """What does not fit on a few screens is more than one thing."""
    lines = {module: len(SOURCES[module].splitlines()) for module in TREES}
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}
    sizes = {
        f"{module}.{function.name}": length(function) for module, tree in TREES.items() for function in functions(tree)
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}
    assert median(sizes.values()) <= USUAL_FUNCTION


def test_the_journey_is_one_page() -> None:
    """Whoever wants to know how a handbook becomes a website and paper reads it from top to bottom."""
    assert len(SOURCES["journey"].splitlines()) <= ONE_PAGE


@pytest.mark.parametrize("module", TREES)
def test_every_module_begins_with_its_job(module: str) -> None:
    """Its first sentence fits on its first line."""
    first = (ast.get_docstring(TREES[module]) or "").split("\n")[0]
    assert re.match(r"[^.]+(\.\w[^.]*)*\.( |$)", first), first


@pytest.mark.parametrize("module", TREES)
def test_everything_public_says_what_it_is(module: str) -> None:
    """What others may call can be understood without reading it."""
    assert [node.name for node in public(TREES[module]) if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("module", TREES)
def test_what_a_function_does_begins_with_a_verb(module: str) -> None:
    """Read aloud, a docstring tells what comes in and what goes out."""
    asked = [node for node in public(TREES[module]) if isinstance(node, ast.FunctionDef) and not is_property(node)]
    docstrings = {node.name: ast.get_docstring(node) or "" for node in asked}
    others = {name: docstring for name, docstring in docstrings.items() if not is_rule_or_command(docstring)}
    assert {name: docstring for name, docstring in others.items() if docstring.split(" ")[0] not in VERBS.split()} == {}
