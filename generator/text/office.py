"""Texts as an office types and pastes them → Markdown that reads as they look: a line is a paragraph, nothing is lost.

Where Markdown and the habits of Word and WPS disagree, the office's win. Lines below one another stay apart; indents by
blanks or U+3000 begin a paragraph and never make code; a list or table needs no empty line before it, and a list within
a list may be set in by any number of blanks; `---` below a sentence is a line, not a heading; `>60岁` is a number; what
looks like the target of a link and is none, `[注]: …`, is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.text import stars, tables
from generator.text.tables import BLANKS

WIDTHS = {"\t": 4, "\u3000": 2}

RULE = re.compile(r"(?:- ?){3,}|(?:\* ?){3,}")
BULLET = re.compile(r"([-*+])[ \t]+(?=\S)")
NUMBER = re.compile(r"([1-9][0-9]{0,2})\.[ \t]+(?=\S)")
QUOTE = re.compile(r"> ?(?![ \t]*[0-9０-９=])")
MEANING = re.compile(r":[ \t]+(?=\S)")
HEADING = re.compile(r"(#{1,6})(?![#0-9])([^#]*[^#\s].*)")
"""A heading has words; `#5` and `#1楼` are numbers."""

TARGET = re.compile(r"\[([^\]\n]{1,999})\]:[ \t]{0,99}<?(\S+?)>?(?:[ \t]{1,99}(?:\".*\"|'.*'|\(.*\)))?[ \t]{0,99}")
ADDRESS = re.compile(r"https?://|mailto:|tel:|[a-z-]{1,99}:[a-z0-9-]{1,99}$")
WORDLESS = re.compile(r"(?<!!)\[[ \t]{0,3}\]\((https?://[^\s()<>]{1,300})\)")
"""A link that has no words of its own, and shows where it leads."""

NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:[ \t]*(?=\S)")
NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,20})\]")

LIBRARY_RULE = re.compile(r"_(?: {0,2}_){2,} {0,2}|\*(?: {0,2}\*){2,} {0,2}|-(?: {0,2}-){2,} {0,2}")
LIBRARY_NUMBER = re.compile(r"^([0-9]+)\.(?=[ \t])")
"""What the library takes for a line across the page, and for the number of an item."""

NO_ESCAPE = re.compile(r"\\(?![\\`*\[\]()#|<>])")
"""A backslash before what marks nothing is one of `D:\资料`, and stays."""

LEVEL = "    "
"""What the library wants before what is within a list's item."""

BREAK = "  "
"""What ends a line that the next one follows without a gap."""


@dataclass
class Level:
    """A list that is open: how far its items are set in, whether they have numbers, and the last of these."""

    width: int
    numbered: bool
    number: int = 0
    step: int = 1


@dataclass
class Writer:
    """The Markdown so far, and the lists that are open where it ends."""

    lines: list[str] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    inside: bool = False
    """Whether the last line is a paragraph of an item's own, which the next item must be kept apart from."""

    def part(self) -> None:
        """Finish the paragraph, if one is open."""
        if self.lines and self.lines[-1]:
            self.lines.append("")
        self.inside = False

    def leave(self) -> None:
        """Finish all lists."""
        self.part()
        self.levels.clear()


def to_markdown(text: str) -> str:
    """Return the Markdown of a text without comments; its notes, which it may define anywhere, stand at its end."""
    used = set(re.findall(r"\[([^\]\n]{1,300})\](?!:)", text))
    named = {label or words for words, label in re.findall(r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]", text)}
    notes: list[str] = []
    lines = [_line(line, used, named, notes) for line in text.split("\n")]
    order = list(dict.fromkeys(mark[1] for mark in NOTE_MARK.finditer(text)))
    kept = sorted(notes, key=lambda note: order.index(note.partition("]")[0].removeprefix("[^")))
    body = _markdown([line for line in lines if line is not None])
    return "\n".join([*body, *(["", *("\n\n".join(kept)).split("\n")] if kept else [])])


def _line(line: str, used: set[str], named: set[str], notes: list[str]) -> str | None:
    """Return a line in which nothing is a link's target that is none; None for a note, which is put aside.

    Labels that links name (`[words][label]`) have targets, whatever stands there; those that only stand in brackets
    have one if it is an address.
    """
    if "`" not in line:
        line = stars.kept(NO_ESCAPE.sub(r"\\\\", line))
    line = WORDLESS.sub(r"<\1>", line)
    bare = line.strip(BLANKS)
    if NOTE.match(bare):
        notes.append(NOTE.sub("[^\\1]\u2003", bare, count=1))
        return None
    target = TARGET.fullmatch(bare)
    leads = target and (target[1] in named or (target[1] in used and ADDRESS.match(target[2])))
    if bare.startswith("[") and "]:" in bare and not leads:
        return line.replace("[", "\\[", 1)
    return line


def _markdown(lines: list[str]) -> list[str]:
    """Return the lines of Markdown of the lines of a text or of a quotation."""
    writer = Writer()
    at = 0
    while at < len(lines):
        line = lines[at]
        bare = line.strip(BLANKS)
        if not bare:
            writer.part()
            at += 1
        elif table := tables.table_at(lines, at):
            writer.leave()
            writer.lines += table.markdown
            writer.leave()
            at += table.lines
        elif QUOTE.match(bare):
            quoted = _run(lines, at, lambda other: QUOTE.match(other.strip(BLANKS)) is not None)
            writer.leave()
            writer.lines += ["> " + inner for inner in _markdown([QUOTE.sub("", q.strip(BLANKS), 1) for q in quoted])]
            writer.leave()
            at += len(quoted)
        else:
            after = lines[at + 1].strip(BLANKS) if at + 1 < len(lines) else ""
            _write(writer, line, bare, term=bool(MEANING.match(after)))
            at += 1
    return writer.lines


def _run(lines: list[str], at: int, belongs: Callable[[str], bool]) -> list[str]:
    """Return the lines from one on that belong together."""
    end = at
    while end < len(lines) and belongs(lines[end]):
        end += 1
    return lines[at:end]


def _write(writer: Writer, line: str, bare: str, term: bool) -> None:
    """Write a line that is neither of a table nor quoted. A `term` has its meaning on the next line."""
    if RULE.fullmatch(bare):
        writer.leave()
        writer.lines += ["---", ""]
    elif heading := HEADING.fullmatch(bare):
        writer.leave()
        words = heading[2].strip()
        bare_words = words.rstrip("#")
        # the library takes away what closes a heading, and with it what `C#` ends with
        writer.lines += [f"{heading[1]} {bare_words}" + "\\#" * (len(words) - len(bare_words)), ""]
    elif MEANING.match(bare) and writer.lines and writer.lines[-1] and not writer.levels:
        writer.lines.append(":   " + MEANING.sub("", bare, 1))
    elif BULLET.match(bare) or NUMBER.match(bare):
        _write_item(writer, line, bare)
    else:
        _write_words(writer, line, _no_mark(bare), term)


def _write_item(writer: Writer, line: str, bare: str) -> None:
    """Write an item of a list, within the lists that are open as far as it is set in."""
    width = _width(line)
    number = NUMBER.match(bare)
    while writer.levels and width < writer.levels[-1].width:
        writer.levels.pop()
    if writer.levels and width > writer.levels[-1].width + 1:
        writer.levels.append(Level(width, bool(number)))
    elif writer.levels and writer.levels[-1].numbered != bool(number):
        writer.part()
        writer.levels[-1] = Level(width, bool(number))
    elif not writer.levels:
        writer.part()
        writer.levels.append(Level(width, bool(number)))
    level = writer.levels[-1]
    if number and not _counts_on(level, int(number[1])):
        _write_words(writer, line, re.sub(r"\.", r"\\.", bare, count=1), term=False)
        return
    if writer.inside:
        writer.part()
    words = NUMBER.sub("", bare, count=1) if number else BULLET.sub("", bare, count=1)
    mark = f"{number[1]}." if number else "-"
    writer.lines.append(LEVEL * (len(writer.levels) - 1) + f"{mark} ".ljust(4) + _no_mark(words))


def _counts_on(level: Level, number: int) -> bool:
    """Tell whether a number is the next of its list: one more than the last, or the same where all are the same."""
    if level.number == 0:
        level.number = number
        return True
    if number not in (level.number + 1, level.number) or (number == level.number and level.step == 1 and number != 1):
        return False
    level.step = number - level.number
    level.number = number
    return True


def _write_words(writer: Writer, line: str, bare: str, term: bool) -> None:
    """Write a line of words: below an item, if it is set in by blanks, else as a paragraph of its own."""
    typed = line[: len(line) - len(line.lstrip(" \t"))]
    if writer.levels and typed and not line.startswith("\u3000", len(typed)):
        inside = LEVEL * len(writer.levels)
        if writer.lines[-1]:
            writer.lines[-1] = writer.lines[-1].rstrip() + BREAK
        else:
            writer.inside = True
        writer.lines.append(inside + bare)
        return
    if writer.levels:
        writer.leave()
    if not (writer.lines and writer.lines[-1].endswith(BREAK)):
        writer.part()
    writer.lines.append(bare + (BREAK if line.endswith(BREAK) and not term else ""))


def _no_mark(words: str) -> str:
    """Return the words of a line that the library would take for the beginning of something, so that it does not."""
    if words.startswith(":"):
        return "&#58;" + words[1:]
    if words.startswith(">") or LIBRARY_RULE.fullmatch(words) or (words[:1] == "#" and not HEADING.fullmatch(words)):
        return "\\" + words
    return LIBRARY_NUMBER.sub(r"\1\\.", words, count=1)


def _width(line: str) -> int:
    """Return how far a line is set in, in blanks."""
    lead = line[: len(line) - len(line.lstrip(BLANKS))]
    return sum(WIDTHS.get(blank, 1) for blank in lead)
