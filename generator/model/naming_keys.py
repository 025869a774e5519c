"""Say in our messages what an author calls the keys of files: by each one's Chinese word and its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model.field_names import bilingual
from generator.problem import Problem

KEY = re.compile(
    r"(?P<before>(?<=[\u4e00-\u9fff]) |(?<=[{,-]) |(?<={)|)`(?:(?P<model>\w+)\.)?(?P<field>[a-z_]+)`"
    r"(?P<after>(?=:)| (?=[\u4e00-\u9fff])|)"
)
"""How a message of ours is written where it names a key: `phone`, or `Diary.entries` where the model decides.

A blank before or after it counts where a line of YAML is shown, and is left out between Chinese words.
"""


def keys(fields: Iterable[str]) -> str:
    """Return a list of keys as a message names them."""
    return "、".join(f"`{field}`" for field in fields)


def naming_keys(message: str) -> str:
    """Return a message of ours, in which keys stand between grave accents, as it is told: each key by both its names.

    What an author wrote, which stands between “ and ”, is told as it was written.
    """

    def named(key: re.Match[str]) -> str:
        name, before = bilingual(key["model"] or "", key["field"]), key.string[: key.end("before")]
        shown_as_yaml = key.string[key.end() :].startswith(":") or before.endswith(("{", ", ", "- "))
        return f"{key['before']}{name}{key['after']}" if shown_as_yaml else f"“{name}”"

    if "`" not in message:
        return message
    parts = QUOTED.split(message)
    return "".join(part if part.startswith("“") else KEY.sub(named, part) for part in parts)


QUOTED = re.compile("(“[^“”]*”)")


def naming_keys_in(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems as they are told: with both names of each key that their messages and hints mention."""
    for problem in problems:
        named = "`" in problem.message or "`" in problem.hint
        yield (
            replace(problem, message=naming_keys(problem.message), hint=naming_keys(problem.hint)) if named else problem
        )
