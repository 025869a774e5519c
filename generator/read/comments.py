"""What YAML would take for a comment and an author did not mean as one: `阳光路1号 #2号门`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.problem import Location, Problem

BEGINS = re.compile(r"(?<=\S)([ \t]+)#")
"""Where a comment may begin behind a value."""

CLOSE = re.compile(r"#[^\s#]")
"""What nobody writes who begins a comment: no blank behind the sign."""

NUMBERED = re.compile(r"#[0-9]|# ?第?[0-9零〇一二三四五六七八九十]+ ?[号楼栋幢座室单门层弄桌窗台柜]")
"""The number of a house, a room, a table."""

LOST_LINE = re.compile(r"^ +(#[0-9]+ ?[号楼栋幢座室单门层弄桌窗台柜])", re.MULTILINE)
"""A line of a value over several lines that begins with such a number."""

VALUE = re.compile(r"^ *(?:- +)*(?:[^\s:\"'#\[{][^:#]*?:[ \t]+)?(?=\S)")
"""What stands before the value of a line."""


def is_cut(line: str, blanks: str, at: int) -> bool:
    """Tell whether what begins with the `#` at a place of a line was meant to be read.

    With two blanks before it and one behind it, it begins a comment for certain. With less, it does so unless a number
    of a house follows, or there is one blank before it and none behind.
    """
    if blanks == " ":
        return bool(CLOSE.match(line, at) or NUMBERED.match(line, at))
    return bool(NUMBERED.match(line, at)) and not line.startswith("# ", at)


def cut_at(line: str, texts: list[tuple[int, int]]) -> int | None:
    """Return where a line is cut off that was meant to be read; in the stretches `texts` a `#` is part of a text."""
    if line.lstrip().startswith("#"):
        lost = None if texts else LOST_LINE.match(line)
        return lost.start(1) if lost else None
    begun = BEGINS.search(without(line, texts))
    return begun.end() - 1 if begun and is_cut(line, begun[1], begun.end() - 1) else None


def without(line: str, texts: list[tuple[int, int]]) -> str:
    """Return a line with a sign in place of each character of a text in it."""
    pieces, done = [], 0
    for start, end in sorted(texts):
        pieces += [line[done:start], "x" * (end - start)]
        done = end
    return "".join([*pieces, line[done:]])


def cut_values(text: str, root: yaml.Node | None, file: str) -> Iterator[Problem]:
    """Yield a problem for each line of a YAML text of which the end would not be read, though it was meant to be."""
    if root is None or not (BEGINS.search(text) or LOST_LINE.search(text)):
        return
    lines = text.split("\n")
    within = quoted_stretches(root, lines)
    for number, line in enumerate(lines):
        at = cut_at(line, within.get(number, [])) if "#" in line else None
        if at is not None:
            yield Problem(Location(file, number + 1, at + 1), "D018", *advice(line, at))


def quoted_stretches(root: yaml.Node, lines: list[str]) -> dict[int, list[tuple[int, int]]]:
    """Return by the line, counted from 0, from where to where it is a text in quotes or in a block."""
    stretches: dict[int, list[tuple[int, int]]] = {}
    for node in scalars(root):
        if node.style:
            first, last = node.start_mark, node.end_mark
            block = node.style in "|>"
            for number in range(first.line + block, min(last.line + 1, len(lines))):
                start = first.column if number == first.line else 0
                end = last.column if number == last.line else len(lines[number])
                stretches.setdefault(number, []).append((start, end))
    return stretches


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield every text within a node, keys among them."""
    waiting = [node]
    while waiting:
        now = waiting.pop()
        if isinstance(now, yaml.ScalarNode):
            yield now
        elif isinstance(now, yaml.SequenceNode):
            waiting += now.value
        else:
            waiting += (part for pair in now.value for part in pair)


def advice(line: str, at: int) -> tuple[str, str]:
    """Return what is said of a line that is cut at a place, and what to do about it."""
    lost = line[at + 1 :].strip()
    before = VALUE.match(line)
    value = line[before.end() :].strip() if before else ""
    example = f"：{quoted(value)}" if value and value[0] not in "[{&*!|>\"'" else ""
    message = f"“{shortened(lost)}”读不进来：空格加“#”，后面就算备注了"
    return message, f"是内容，就把整个值放进英文引号{example}；是备注，就在“#”前面空两格、后面空一格"


def quoted(value: str) -> str:
    """Return a value in the quotes that it does not hold itself."""
    return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'


def shortened(words: str) -> str:
    """Return the first words of a passage."""
    return words if len(words) <= 20 else f"{words[:20]}…"
