"""The README's table of commands is what the command line is: nothing is missing in either direction."""

from __future__ import annotations

import re

import click
import pytest

from generator.cli.main import COMMANDS
from generator.cli.words import product_words
from generator.setup_and_run import ROOT

COMMON = "--root"
"""The option of every command, told once below the table."""


def rows() -> dict[str, str]:
    """Return what the README's table says of each command, by its name."""
    return dict(re.findall(r"^\| `handbook (\w+)` \| (.+) \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))


def code(text: str) -> list[str]:
    """Return what stands between back quotes."""
    return re.findall(r"`([^`]+)`", text)


def options(command: click.Command) -> list[click.Option]:
    """Return the options of a command."""
    return [parameter for parameter in command.params if isinstance(parameter, click.Option)]


def test_it_has_every_command_in_order() -> None:
    assert list(rows()) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_it_has_every_option_and_no_other(name: str) -> None:
    written = {words.split()[0] for words in code(rows()[name]) if words.startswith("-")}
    assert {COMMON, *written} == {word for option in options(COMMANDS[name]) for word in option.opts}
    assert COMMON not in written


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_has_a_value_there_only_if_it_takes_one(name: str) -> None:
    flags = {word for option in options(COMMANDS[name]) if option.is_flag for word in option.opts}
    with_value = {words.split()[0] for words in code(rows()[name]) if words.startswith("-") and " " in words}
    assert with_value & flags == set()


def test_it_has_every_product_and_no_other() -> None:
    written = [word for word in code(rows()["build"]) if re.fullmatch(r"[a-z][a-z0-9-]+", word)]
    assert written == list(product_words())


LINE = re.compile(r"(?:(?:^|`)py(?:thon3)? -m generator\.setup_and_run|`handbook) +([^`\n#|]+)", re.MULTILINE)
"""A command line in a document: by itself or in back quotes, not within a sentence that the program says."""


def lines() -> list[str]:
    """Return every command line in the documents, without the name of the program."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    written = {line.strip() for path in documents for line in LINE.findall(path.read_text("utf-8"))}
    return sorted(written - {""})


def test_the_documents_show_commands() -> None:
    assert {"check", "build report", "status --pdf 重印清单.pdf"} <= set(lines())


@pytest.mark.parametrize("line", lines())
def test_a_command_line_in_a_document_can_be_written_so(line: str) -> None:
    name, *words = line.split()
    if name in ("test", "--help"):
        return
    command = COMMANDS[name]
    context = command.make_context(name, list(words), resilient_parsing=True)
    assert context.args == []
    assert set(context.params.get("products") or ()) <= set(product_words())
    known = {"-h", "--help", *(word for option in options(command) for word in option.opts)}
    assert {word for word in words if word.startswith("-")} <= known
