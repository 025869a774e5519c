"""A value over several lines as the one line it is: a blank between words, none beside a Chinese character."""

from __future__ import annotations

import re
import unicodedata

import yaml

JOIN = "\ue0ff"
"""Stands for the end of a line while a value is read anew; a character of nobody's."""

DOT = re.compile(r"[-*] +\S|[–—－•·●◆■▪○]\s*\S")
ITEM = re.compile(
    rf"{DOT.pattern}|[0-9]{{1,2}}[.、．)）](?![0-9])|[（(][0-9一二三四五六七八九十]{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}、|[①-⑳]"
)
"""What a line of a list begins with."""

WIDE_MARKS = "“”‘’…—·"
"""Marks that are as wide as a character in Chinese."""


def folded(node: yaml.ScalarNode, text: str, loader: type[yaml.CBaseLoader]) -> str:
    """Return the value of a node of a YAML text, its lines joined as Chinese is; a literal one stays as it is.

    YAML joins lines by a blank. Where they were joined is seen by reading the value once more, with a sign at the end
    of each line.
    """
    written = text[node.start_mark.index : node.end_mark.index]
    if node.style == "|" or "\n" not in written or JOIN in written:
        return str(node.value)
    again = read_again(marked(written, node.style == ">"), loader)
    value = "".join(joined(again)) if again.replace(JOIN, "") == node.value else str(node.value)
    return value.rstrip("\n") if node.style == ">" else value


def marked(written: str, block: bool) -> str:
    """Return a value as it is written with a sign at the end of each line that another may be joined to."""
    lines = [line.rstrip(" \t") for line in written.split("\n")]
    inner = range(1 if block else 0, len(lines) - 1)
    for number in inner:
        if lines[number].strip() and not lines[number].endswith("\\"):
            lines[number] += JOIN
    return "\n".join(lines)


def read_again(written: str, loader: type[yaml.CBaseLoader]) -> str:
    """Return the text of a value that stands alone, or nothing where it cannot."""
    try:
        node = yaml.compose(written, Loader=loader)
    except yaml.YAMLError:
        return ""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def joined(value: str) -> list[str]:
    """Return the lines of a value that are joined where the sign stands, and what belongs between them."""
    lines = re.split(f"{JOIN} ", value)
    items = are_items(lines)
    pieces = [lines[0]]
    for line in lines[1:]:
        if items and ITEM.match(line):
            pieces += ["\n", line]
        else:
            apart = not (wide(pieces[-1][-1:]) or wide(line[:1]))
            pieces += [" ", line] if apart else [line]
    return [piece.replace(JOIN, "") for piece in pieces]


def are_items(lines: list[str]) -> bool:
    """Tell whether lines are those of a list, which stay apart: two have a number, or one a dash or a dot."""
    marked = [line for line in lines[1:] if ITEM.match(line)]
    return len(marked) > 1 or any(DOT.match(line) for line in marked) or bool(marked and ITEM.match(lines[0]))


def wide(sign: str) -> bool:
    """Tell whether no blank belongs beside a sign: it is as wide as a Chinese character, or there is none."""
    return not sign or sign in WIDE_MARKS or unicodedata.east_asian_width(sign) in "WF"
