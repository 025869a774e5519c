"""A terminal is given nothing that it would obey: names, arguments and values are shown with what cannot be seen."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import edit, typed

from generator.cli.messages import annotation
from generator.problem import Location, Problem

PROGRAM = Path(__file__).parents[2] / "generator"

CLEARS = "\x1b[2J\x9b31m\x07\x7f\u202e\u2066\u200b"
"""Clears the screen, colours it, rings, and turns round what is read."""

SHOWN = "␛[2J\\u009b31m␇\\u007f\\u202e\\u2066\\u200b"

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def said(*words: str | Path) -> str:
    """All that a command writes, none of which a terminal obeys."""
    _, out, err = typed(*words)
    assert not OBEYED.search(out + err), out + err
    return out + err


def test_arguments(example: Path) -> None:
    assert f"没有“{SHOWN}”这个命令" in said(CLEARS)
    for words in (
        ("build", CLEARS),
        ("build", "board", "--committee", CLEARS),
        ("build", "--jobs", CLEARS),
        ("check", "--format", CLEARS),
        ("serve", "--address", CLEARS),
        ("issue", CLEARS, "--committee", "old-street"),
    ):
        assert SHOWN in said(words[0], "--root", example, *words[1:]), words
    assert SHOWN in said("check", "--root", example / CLEARS)
    assert SHOWN in said("check", f"--{CLEARS}")
    assert SHOWN in said("check", "--root", example, CLEARS)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_names_of_files_and_folders(example: Path, form: str) -> None:
    (example / "content/services" / f"{CLEARS}\n.md").write_text("---\nx: y\n---\n", "utf-8")
    (example / "committees" / CLEARS).mkdir()
    assert SHOWN in said("check", "--root", example, "--format", form).replace("\\u001b", "␛").replace("\\u0007", "␇")
    moved = example.rename(example.parent / CLEARS)
    assert said("check", "--root", moved, "--format", form)
    assert said("build", "board", "--root", moved, "--to", moved / "site_config.yml" / CLEARS)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text(example: Path) -> None:
    """Where a name is no UTF-8, its bytes are shown by number."""
    (example / "content/services" / os.fsdecode(b"\xff.md")).touch()
    command = [sys.executable, "-m", "generator", "check", "--root", str(example)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "content/services/\\udcff.md:1:1: 错误 [D092]" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_values(example: Path) -> None:
    """Written in double quotes, where the file itself holds nothing that cannot be seen."""
    edit(
        example / "committees/old-street/committee.yml",
        "name: 老街\ncode",
        'name: 老街\n"\\e[2J\\u202e": x\nphone2: "\\e[2J"\ncode',
    )
    text = said("check", "--root", example)
    assert "committee.yml:3:1: 错误 [D012] 不认识“␛[2J\\u202e”" in text
    problems = json.loads(said("check", "--root", example, "--format", "json"))
    assert "不认识“\x1b[2J\u202e”" in [problem["message"] for problem in problems]


def test_a_value_of_several_lines_stays_within_its_problem() -> None:
    """It cannot look like another problem, or like none."""
    problem = Problem(
        Location("a\nb.yml", 1, 2), "D014", "应当是日期", "这里写的是“x\n没有发现问题。\nb.yml:1:1: 错误”"
    )
    assert problem.text() == (
        "a␊b.yml:1:2: 错误 [D014] 应当是日期\n    提示：这里写的是“x\n    没有发现问题。\n    b.yml:1:1: 错误”"
    )


def test_a_name_ends_no_workflow_command() -> None:
    """A host obeys every line that begins with `::`."""
    problem = Problem(Location("a,line=9:\n::error::x\r.md"), "D031", "坏\n::warning::x", "100%")
    assert annotation(problem) == (
        "::error file=a%2Cline=9%3A%0A%3A%3Aerror%3A%3Ax%0D.md,line=1,col=1,title=D031::坏%0A::warning::x 100%25"
    )


def test_commands_write_by_one_function_only() -> None:
    """Which shows what cannot be seen; click's own is used there, and where a fixed sentence is written."""
    for path in (PROGRAM / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("click.echo", "click.secho", "print"):
                fixed = isinstance(node.args[0], ast.Constant)
                assert fixed or ast.unparse(node) == "click.echo(visible(text), err=err)", path.name
