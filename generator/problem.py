"""What is wrong in an author's files, where it stands, and what to do about it."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Literal

from generator import STARTED_AS

Severity = Literal["error", "warning", "info"]
Key = str | int
Path = tuple[Key, ...]

SEVERITY_WORDS: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提醒"}


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the handbook's root, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author can mend. `rule` is the id of a rule, `clause` the policy clause or law it rests on.

    An error that does not stop a build is a true record of what is not yet as it should be: what is made says so too.
    """

    location: Location
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    clause: str = ""
    committee: str = ""
    stops: bool = True

    def text(self) -> str:
        """Return the problem as one or two lines: `file:line:column: 错误 [rule] message`, then the hint."""
        place = f"{self.location.file}:{self.location.line}:{self.location.column}".replace("\n", "␊")
        head = f"{place}: {SEVERITY_WORDS[self.severity]} [{self.rule}] {self.message}"
        advice = self.hint + (f"（{self.clause}）" if self.clause else "")
        # a value with several lines stays within its problem and cannot look like another
        said = [part.replace("\n", "\n    ") for part in (head, f"提示：{advice}" if advice else "") if part]
        return visible("\n    ".join(said))

    def record(self) -> dict[str, str | int]:
        """Return the problem as a flat mapping, for JSON."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "message": self.message,
            "hint": self.hint,
            "clause": self.clause,
            "committee": self.committee,
            "stops": self in errors([self]),
        }


class HandbookError(Exception):
    """The handbook cannot be built as it is; `problems` says all that is to be mended."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(problem.text() for problem in self.problems))

    def __reduce__(self) -> tuple[type[HandbookError], tuple[tuple[Problem, ...]]]:
        """Return what pickle makes the error from again: worker processes hand their problems over by it."""
        return HandbookError, (self.problems,)


Place = tuple[int, int]
"""A line and a column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each value of a file stands, and where the key before it, by the value's path: `("staff", 2, "name")`.

    A handbook has some two thousand in each committee's files, a hundred and fifty bytes each as a dict has them. Here
    they are lines of text: one text for each item of a list at the top of the file, such as `staff`, and one for all
    else. `told` is how they are kept, which JSON can hold.
    """

    told: Mapping[str, list[str]]

    @classmethod
    def of(cls, marks: Mapping[Path, Place], keys: Mapping[Path, Place]) -> Places:
        """Return the places of some values, `marks`, and of their keys."""
        lines: dict[str, list[list[str]]] = {}
        for path, (line, column) in marks.items():
            head, item, rest = _parted(path)
            numbers = [line, column]
            if path in keys:
                of_key, at = keys[path]
                numbers += [at] if of_key == line else [at, of_key]
            texts = lines.setdefault(head, [])
            texts += [[] for _ in range(item + 1 - len(texts))]
            texts[item].append(f"\n{rest}\t{':'.join(map(str, numbers))}")
        return cls({head: ["".join(text) + "\n" for text in texts] for head, texts in lines.items()})

    def find(self, path: Path) -> tuple[Place, Place | None] | None:
        """Return the place of the value at `path`, and that of its key; None where there is no such value."""
        head, item, rest = _parted(path)
        texts = self.told.get(head, ())
        text, sought = texts[item] if item < len(texts) else "", f"\n{rest}\t"
        if (found := text.find(sought)) < 0:
            return None
        begins = found + len(sought)
        line, column, *of_key = map(int, text[begins : text.index("\n", begins)].split(":"))
        return (line, column), ((of_key[-1] if of_key[1:] else line, of_key[0]) if of_key else None)

    def __iter__(self) -> Iterator[Path]:
        """Return the paths of the values, one after the other."""
        for head, texts in self.told.items():
            for item, text in enumerate(texts):
                first: Path = () if head == ROOT else (_key(head), item)
                for line in text.split("\n")[1:-1]:
                    rest = line.partition("\t")[0]
                    yield (*first, *map(_key, rest.split("/"))) if rest else first


ROOT = "%"
"""In the place of a list's key: what is in no list at the top of the file."""

NOTHING = "%0"
"""A key without a letter."""

ESCAPES = str.maketrans({"%": "%25", "/": "%2F", "\n": "%0A", "\t": "%09"})


def _step(key: Key) -> str:
    if isinstance(key, int):
        return f"%{key}%"
    return key if key.isidentifier() else key.translate(ESCAPES) or NOTHING


def _key(step: str) -> Key:
    if step.endswith("%"):
        return int(step[1:-1])
    if step == NOTHING:
        return ""
    for sign, escape in ESCAPES.items():
        step = step.replace(str(escape), chr(sign)) if chr(sign) != "%" else step
    return step.replace("%25", "%")


@lru_cache(maxsize=65536)
def _parted(path: Path) -> tuple[str, int, str]:
    """Return the key of the list at the top that a path leads into, the number of the item, and the rest of the steps.

    Of a path that leads into none it is all of its steps.
    """
    if len(path) > 1 and isinstance(path[1], int):
        return _step(path[0]), path[1], "/".join(map(_step, path[2:]))
    return ROOT, 0, "/".join(map(_step, path))


NOWHERE = Places({})


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, and where each of its values stood.

    `body_line` is the line on which the Markdown below a front matter begins. `chinese` says whether keys are written
    in Chinese.
    """

    file: str
    places: Places = NOWHERE
    body_line: int = 1
    chinese: bool = False

    def at(self, *path: Key) -> Location:
        """Return where the value at `path` stands; where the file has no such value, its nearest parent."""
        while not (found := self.places.find(path)) and path:
            path = path[:-1]
        return Location(self.file, *found[0]) if found else Location(self.file)

    def key(self, *path: Key) -> Location:
        """Return where the key of the value at `path` stands; where the file has no such key, its nearest parent."""
        found = self.places.find(path)
        return Location(self.file, *found[1]) if found and found[1] else self.at(*path)


UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Signs that a terminal would obey and not show; a line's end is none of them."""

PICTURES = 0x2400
"""Where Unicode has pictures of the first 32 control characters, in their order: ␛ is that of escape."""


def visible(text: str) -> str:
    """Return a text as a terminal may be given it: what it would obey stands there as a picture or as `\\u202e`."""

    def shown(sign: re.Match[str]) -> str:
        number = ord(sign[0])
        return chr(PICTURES + number) if number < 0x20 else f"\\u{number:04x}"

    return UNSEEN.sub(shown, text)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file, line and column, each once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda problem: (problem.location, problem.rule, problem.message, problem.hint))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return those problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error" and problem.stops]


def to_type(command: str = "") -> str:
    """Return a command as whoever started the program types it: `py -m generator.setup_and_run build`, say."""
    started = os.environ.get(STARTED_AS) or ("python -m generator" if _is_module(PurePath(sys.argv[0])) else "handbook")
    return f"{started} {command}".strip()


def _is_module(program: PurePath) -> bool:
    return (program.parent.name, program.name) == ("generator", "__main__.py")


def in_other_words(said: str, table: Iterable[tuple[str, str]]) -> str:
    """Return what a library says in our words, by a table of patterns and texts; nothing for what is not in it."""
    found = ((re.fullmatch(pattern, said, re.DOTALL), words) for pattern, words in table)
    return next((words.format(*match.groups()) for match, words in found if match), "")


LONGEST = 300
"""Characters of a word that is compared with others; what is longer was not meant to be one of them."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the choice nearest to a word; nothing where none is near.

    The dashes before an option, which all have, make none of them nearer.
    """
    bare = {choice.lstrip("-"): choice for choice in choices}
    return next((bare[near] for near in difflib.get_close_matches(word[:LONGEST].lstrip("-"), bare, 1, 0.5)), "")


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a hint that names the choice nearest to a word, or all of them; nothing where there are none."""
    known = list(choices)
    if near := nearest(word, known):
        return f"是不是想写“{near}”？"
    return f"这里可以写：{'、'.join(known)}" if known else ""
