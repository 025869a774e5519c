"""Handbooks with mistakes made at random: each is told, or built; nothing ends in a traceback, a hang or a half build.

By hand, an hour with another seed: `python -m tests.fuzz.mutations 3600 42`. A mistake that was found is kept as a test
beside what it broke; the seed and number that are printed bring it back: `python -m tests.fuzz.mutations one 42 1234`.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.build.render import render
from generator.build.stages import check, load, plan
from generator.problem import HandbookError, errors

TESTS = Path(__file__).parents[1]
HANG_SECONDS = 20
PAIRS = 0.3
"""How often a second mistake is made with the first."""

BUILT = 12
"""Of so many handbooks without errors, one has its website rendered."""

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


class Outcome(NamedTuple):
    """What came of a handbook: the mutations, and what went wrong; nothing where all was well."""

    mutations: tuple[str, ...]
    wrong: str


def files(root: Path) -> list[Path]:
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
    *(put_token, put_token, replace_word, replace_word, drop_line, double_line, move_line, flip_byte, cut, empty),
)


def mutated(root: Path, chance: random.Random) -> tuple[str, ...]:
    """Make one mistake in a handbook, or two, and return what they are."""
    made = []
    for _ in range(2 if chance.random() < PAIRS else 1):
        file, mutation = chance.choice(files(root)), chance.choice(MUTATIONS)
        file.write_bytes(mutation(chance, file.read_bytes()))
        made.append(f"{mutation.__name__} in {file.relative_to(root)}")
    return tuple(made)


def tried(root: Path, rendered: bool) -> str:
    """Check a handbook, and render its website if that is asked and it has no errors; return what went wrong."""
    try:
        planned = plan(check(load(root)), ("website",))
    except HandbookError as error:
        return "" if errors(error.problems) else "refused without an error"
    except Exception:
        return traceback.format_exc()
    if rendered:
        try:
            for _ in render(planned, [unit for unit in planned.plan.units if unit.output == "website"], 1):
                pass
        except HandbookError as error:
            return f"check was content, the build not: {error}"
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
    signal.alarm(HANG_SECONDS)
    try:
        return Outcome(mutations, tried(root, number % BUILT == 0))
    except Hang:
        return Outcome(mutations, f"took longer than {HANG_SECONDS} seconds")
    finally:
        signal.alarm(0)


def _hang(number: int, frame: object) -> None:
    raise Hang


def outcomes(seconds: float, seed: int) -> Iterator[tuple[int, Outcome]]:
    """Yield number and outcome of one handbook after another, for so many seconds."""
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "original"
        shutil.copytree(TESTS / "example", original)
        (original / "templates").symlink_to(TESTS.parent / "templates", target_is_directory=True)
        number = 0
        while time.monotonic() < end:
            yield number, outcome(original, Path(folder), seed, number)
            number += 1


def main() -> None:
    """Try handbooks for the seconds that are said on the command line, with a seed if one is said; tell what broke."""
    words = sys.argv[1:]
    if words[:1] == ["one"]:
        with tempfile.TemporaryDirectory() as folder:
            original = Path(folder) / "original"
            shutil.copytree(TESTS / "example", original)
            (original / "templates").symlink_to(TESTS.parent / "templates", target_is_directory=True)
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
