"""Handbooks with mistakes made at random: each is told, or built; nothing ends in a traceback, a hang or a half build.

By hand, an hour with another seed: `python -m tests.fuzz.mutations 3600 42`. A mistake that was found is kept as a test
beside what it broke; the seed and number that are printed bring it back: `python -m tests.fuzz.mutations one 42 1234`.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator import journey
from generator.build.render import render
from generator.build.stages import check, load, plan
from generator.issue.issue import Order, issue
from generator.issue.status import status
from generator.problem import HandbookError, errors
from generator.products.names import WEBSITE

TESTS = Path(__file__).parents[1]
HANG_SECONDS = 20
SHEETS_HANG_SECONDS = 180
"""How long a handbook may take; where all its sheets are made, so much, on a machine that does other things as well."""

PAIRS = 0.3
"""How often a second mistake is made with the first."""

BUILT = 24
"""Of so many handbooks without errors, one has its website rendered, one its sheets, and of one sheets are issued."""

ISSUED = ("plates", "roster", "doorsign", "disclosure", "codesheet")
"""The forms of which one is issued: those that are soon made."""

PRINTS = ("rulebook", "board", "doorsign", "roster", "disclosure", "plates", "codesheet", "forms")

DOES_NOT_FIT = ("D050", "D051")
"""What only the sheet itself can tell: that a text is too long for it."""

TOKENS = (
    *(
        "",
        " ",
        "\t",
        "\u3000",
        "\n",
        "\r\n",
        ":",
        ": ",
        "#",
        " #",
        "-",
        "- ",
        "|",
        ">",
        "*",
        "&a",
        "*a",
        "!!python/name:os.system",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        "{{",
        "}}",
        "{{ committee.phone }}",
        "{% x %}",
        '"',
        "'",
        "`",
        "$",
        "${x}",
        "\\",
        "/",
        "../",
        "%00",
    ),
    *(
        "<b>",
        "</script>",
        "<!--",
        "&#0;",
        "&lt;",
        "&amp;",
        "]]>",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\x1b[31m",
        "\x00",
        "\ud7ff",
    ),
    *(
        "0",
        "-1",
        "00",
        "1e9",
        "999999999",
        "2026-02-30",
        "9999-12-31",
        "0001-01-01",
        "24:00",
        "8:30",
        "是",
        "否",
        "无",
        "~",
        "null",
    ),
    *("每月31日", "周一至周日", "2月29日至2月29日", "A0", "service:lunch", "room:hall", "021-5555-0100", "13812345678"),
    *(
        "一" * 300,
        "a" * 300,
        "𠮷",
        "〇",
        "№",
        "①",
        "【",
        "】",
        "（",
        "），",
        "；",
        "、",
        "--",
        "---",
        "...",
        "|---|---|",
    ),
)
"""What is put in: marks of YAML, Markdown, HTML and shells, edges of numbers and dates, strange characters."""


EDGES = (
    *("", "~", "[]", "{}", "[[]]", "[{}]", "{a: 1}", "''", '" "', "|", "是", "否", "true", "yes"),
    *("0", "1", "-1", "-0", "00", "1.5", "1e400", ".inf", ".nan", "0x10", "1_000", "2147483648", "9" * 30, "9" * 5000),
    *("0000-00-00", "0001-01-01", "1900-01-01", "1970-01-01", "2026-02-28", "2026-02-29", "2100-12-31", "9999-12-31"),
    *("10000-01-01", "2026-11-30 24:00:00", "2026-11-30T00:00:00Z", "2026年11月30日", "20261130", "2026-1-1"),
    *("00:00", "23:59", "24:00", "24:01", "8:5", "0830", "08:30-08:30", "17:00-09:00", "08:30-11:30、11:30-12:00"),
    *("周一", "周一至周一", "周日至周一", "每月0日", "每月31日", "2月29日", "12月31日至1月1日", "1月1日至12月31日"),
    *("a", "A", "-", "a-", "a--b", "con", "nul", ".", "..", "a/b", "a\\b", "index", "assets", "404", "0010019"),
    *("一" * length for length in (1, 20, 21, 40, 41, 60, 61, 100, 101, 200, 201, 500, 501, 2000, 2001, 20001)),
    *("一　" * 40, "https://", "https://a", "http://x.example", "https://x.example/?a=b#c", "mailto:a@b", "a@b"),
    *("12345678", "021-12345678", "13800138000", "110", "+86 21 5555 0100", "021-5555-0100转1", "1" * 40),
    *("{{ committee.name }}", "{{ counts.services }}", "{{}}", "{branch}", "{", "%s", "%(a)s", "<br>", "&nbsp;"),
    *("[a](service:lunch)", "[a](javascript:x)", "![a](b.png)", "![](data:x)", "* a", "> a", "# a", "```", "---"),
)
"""What fields are given: least and greatest, one more, one less, another type, what looks like more than it is."""


class Outcome(NamedTuple):
    """What came of a handbook: the mutations, and what went wrong; nothing where all was well."""

    mutations: tuple[str, ...]
    wrong: str


def example(folder: Path) -> Path:
    """Return a copy of the example in a folder, with the templates that this project ships."""
    root = folder / "original"
    shutil.copytree(TESTS / "example", root)
    (root / "templates").symlink_to(TESTS.parent / "templates", target_is_directory=True)
    return root


def files_of(root: Path) -> list[Path]:
    """Return the author's files, in order."""
    return sorted(path for path in root.rglob("*") if path.is_file() and "templates" not in path.parts)


Mutation = Callable[[random.Random, bytes], bytes]


def put_token(chance: random.Random, content: bytes) -> bytes:
    """Return a text with a token put in somewhere."""
    text = content.decode("utf-8", "replace")
    place = chance.randrange(len(text) + 1)
    return (text[:place] + chance.choice(TOKENS) + text[place:]).encode("utf-8", "surrogatepass")


def replace_word(chance: random.Random, content: bytes) -> bytes:
    """Return a text of which one word or value was replaced by a token."""
    words = content.decode("utf-8", "replace").split(" ")
    words[chance.randrange(len(words))] = chance.choice(TOKENS)
    return " ".join(words).encode("utf-8", "surrogatepass")


VALUE = re.compile(rb"(?m)^([ -]*[a-z_]+: )(.+)$")
"""A key with a value on its line, as most fields have."""


def put_edge(chance: random.Random, content: bytes) -> bytes:
    """Return a text of which one field has a value at or beyond an edge of what it may be."""
    fields = list(VALUE.finditer(content))
    if not fields:
        return content
    field = chance.choice(fields)
    return content[: field.start(2)] + chance.choice(EDGES).encode() + content[field.end(2) :]


def drop_line(chance: random.Random, content: bytes) -> bytes:
    """Return a text without one of its lines."""
    lines = content.split(b"\n")
    lines.pop(chance.randrange(len(lines)))
    return b"\n".join(lines)


def double_line(chance: random.Random, content: bytes) -> bytes:
    """Return a text one line of which stands there twice."""
    lines = content.split(b"\n")
    place = chance.randrange(len(lines))
    return b"\n".join([*lines[: place + 1], *lines[place:]])


def move_line(chance: random.Random, content: bytes) -> bytes:
    """Return a text one line of which stands elsewhere, or deeper."""
    lines = content.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), b" " * chance.choice((0, 2, 4)) + line)
    return b"\n".join(lines)


def flip_byte(chance: random.Random, content: bytes) -> bytes:
    """Return bytes one of which is another."""
    damaged = bytearray(content or b" ")
    damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(chance: random.Random, content: bytes) -> bytes:
    """Return bytes without a part."""
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:first] + content[last:]


def empty(chance: random.Random, content: bytes) -> bytes:
    """Return nothing."""
    return b""


MUTATIONS: tuple[Mutation, ...] = (
    *(put_edge, put_edge, put_edge, put_edge),
    *(put_token, put_token, replace_word, replace_word, drop_line, double_line, move_line, flip_byte, cut, empty),
)


def mutated(root: Path, chance: random.Random) -> tuple[str, ...]:
    """Make one mistake in a handbook, or two, and return what they are."""
    made = []
    for _ in range(2 if chance.random() < PAIRS else 1):
        file, mutation = chance.choice(files_of(root)), chance.choice(MUTATIONS)
        file.write_bytes(mutation(chance, file.read_bytes()))
        made.append(f"{mutation.__name__} in {file.relative_to(root)}")
    return tuple(made)


def tried(root: Path, words: tuple[str, ...]) -> str:
    """Check a handbook, and render the products named if it has no errors; return what went wrong."""
    try:
        planned = plan(check(load(root)), words or (WEBSITE,))
    except HandbookError as error:
        return "" if errors(error.problems) else "refused without an error"
    except Exception:
        return traceback.format_exc()
    if words:
        try:
            for _ in render(planned, [unit for unit in planned.plan.units if unit.output in words], 1):
                pass
        except HandbookError as error:
            if not all(problem.rule in DOES_NOT_FIT for problem in error.problems):
                return f"check was content, the build not: {error}"
        except Exception:
            return traceback.format_exc()
    return ""


def tried_to_issue(root: Path, chance: random.Random) -> str:
    """Give a form of each committee to the printer if a check finds no errors; return what went wrong.

    Afterwards a check finds none either, what was issued holds, and a second time there is nothing to issue.
    """
    try:
        if errors(journey.check(root)):
            return ""
        word = chance.choice(ISSUED)
        for slug in (committee.slug for committee in load(root).handbook.committees):
            order = Order(root, root / "build", (word,), slug)
            done = issue(order).editions
            again = issue(order).editions
            if wrong := [problem.text() for problem in errors(journey.check(root))]:
                return f"{word} of {slug} was issued, and the check was content before and not after: {wrong}"
            stands = [(answer.name, answer.state) for answer in status(root, (slug,)) if answer.state != "current"]
            if again or stands:
                return f"{word} of {slug}: {len(done)} were issued, then {len(again)}; {stands} do not hold"
    except HandbookError as error:
        if not all(problem.rule in (*DOES_NOT_FIT, "D071") for problem in errors(error.problems)):
            return f"check was content, the issue not: {error}"
    except Exception:
        return traceback.format_exc()
    return ""


class Hang(BaseException):
    """A handbook took too long."""


def outcome(original: Path, folder: Path, seed: int, number: int) -> Outcome:
    """Return what comes of the handbook with this number, a copy of the original with mistakes."""
    root = folder / "handbook"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(original, root, symlinks=True)
    chance = random.Random(f"{seed} {number}")
    mutations = mutated(root, chance)
    signal.signal(signal.SIGALRM, _hang)
    built = (WEBSITE,) if number % BUILT == 0 else PRINTS if number % BUILT == 1 else ()
    issues = number % BUILT == 2
    allowed = SHEETS_HANG_SECONDS if built == PRINTS or issues else HANG_SECONDS
    signal.alarm(allowed)
    try:
        return Outcome(mutations, tried_to_issue(root, chance) if issues else tried(root, built))
    except Hang:
        return Outcome(mutations, f"took longer than {allowed} seconds")
    finally:
        signal.alarm(0)


def _hang(number: int, frame: object) -> None:
    raise Hang


def outcomes(seconds: float, seed: int) -> Iterator[tuple[int, Outcome]]:
    """Yield number and outcome of one handbook after another, for so many seconds."""
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        original = example(Path(folder))
        number = 0
        while time.monotonic() < end:
            yield number, outcome(original, Path(folder), seed, number)
            number += 1


def main() -> None:
    """Try handbooks for the seconds that are said on the command line, with a seed if one is said; tell what broke."""
    words = sys.argv[1:]
    if words[:1] == ["one"]:
        with tempfile.TemporaryDirectory() as folder:
            original = example(Path(folder))
            print(*outcome(original, Path(folder), int(words[1]), int(words[2])), sep="\n")
        return
    seconds, seed = float(words[0]) if words else 60.0, int(words[1]) if len(words) > 1 else 1
    wrong, number = 0, -1
    for number, came in outcomes(seconds, seed):
        if came.wrong:
            wrong += 1
            print(f"--- seed {seed}, number {number}: {'; '.join(came.mutations)}\n{came.wrong}", flush=True)
    print(f"{number + 1} handbooks, {wrong} of them came out wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
