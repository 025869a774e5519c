"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from generator.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PROBLEM_ID = re.compile(r'"(D\d{3}|[A-Z][1-9]\d?)"')


def test_every_problem_id_is_explained() -> None:
    """An id that staff can meet stands in docs/problems.md."""
    used = {id for module in (ROOT / "generator").rglob("*.py") for id in PROBLEM_ID.findall(module.read_text("utf-8"))}
    explained = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert {id for id in used if not re.search(rf"\b{id}\b", explained)} == set()


def test_readme_lists_every_command_and_option() -> None:
    """The command table of the README names each command with each option of its own."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, command in main.commands.items():  # type: ignore[attr-defined]
        assert f"`handbook {name}`" in readme
        for parameter in command.params:
            for option in parameter.opts:
                assert parameter.param_type_name == "argument" or option in readme, option


def test_every_command_says_what_it_does() -> None:
    """`--help` of each command has a sentence."""
    for name in main.commands:  # type: ignore[attr-defined]
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert "。" in result.output
