"""Values that begin, or go on, as YAML does not let them: the cause of a complaint, as a line shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.read.comments import cut_at, quoted

Cause = tuple[int, str, str]
"""The column counted from 0, what is wrong, and what to do."""

KEY = r" *(?:- +)*(?:\"[^\"]*\"|'[^']*'|(?!- )[^\s:\"'#\[{][^:#\"'\[{]*?)?"
VALUE = re.compile(rf"(?:{KEY}:[ \t]+| *(?:- +)+)(?=\S)")
"""What stands before the value of a line, in a group or a list."""

FIRST = re.compile(r" *(?:- +)*(\S)")
"""What a line begins with."""

LONGEST_LINE = 2000
"""Characters of a line that is looked at; nobody types a longer one, and looking takes long."""

COMMENT = re.compile(r"(?<![ \t])[ \t]+#.*$")
STARTS = re.compile(r"(?:[{\[,]|: ) *(?=\S)")
"""What stands before a key or a value within brackets."""

CLOSING = {"[": "]", "{": "}"}
WIDE_BRACKETS = {"【": "[", "】": "]", "［": "[", "］": "]", "〔": "[", "〕": "]", "｛": "{", "｝": "}"}
PART = r"(?:(?!: )[^\"'\[\]{},])*"
IN_BRACKETS = re.compile(rf"(?:: +|[,\[{{] *)((?=[^\s:\"'\[\]{{}},]){PART}([\[{{][^\[\]{{}}]*[\]}}]){PART})")
WIDE_COMMA = re.compile(r"([，、；]) *[A-Za-z_\u4e00-\u9fff]{1,20} *: ")
TWICE = re.compile(r", {0,9}(,)")
WIDE_KEY = re.compile(r"[{,] *[A-Za-z_\u4e00-\u9fff]{1,20}([：﹕︰])")
CLOSE_KEY = re.compile(r"[{,] *[A-Za-z_\u4e00-\u9fff]{1,20}(:)[^\s:/]")
"""A key in curly brackets with the colon of Chinese texts, or without a blank behind the colon."""

NO_COMMA = re.compile(r"[^,{\s] +([A-Za-z_\u4e00-\u9fff]{1,20})(?=: )")

FORBIDDEN = (
    (re.compile(r"[@`]"), "值不能以 @ 或 ` 开头"),
    (re.compile(r"%"), "值不能以 % 开头"),
    (re.compile(r"[|>](?![+\-0-9]*(?: *$|[ \t]+#))"), "值不能以 | 或 > 开头"),
    (re.compile(r"[-?:,](?: |$)"), "值不能以“{}”加空格开头"),
    (re.compile(r"[,\]}]"), "值不能以“{}”开头"),
    (re.compile(r"![^\x00-\x7f]"), "值不能以英文的 ! 开头"),
    (re.compile(r"\*"), "值不能以 * 开头"),
    (re.compile(r"&"), "值不能以 & 开头"),
)
"""How no value begins in YAML: the pattern of its beginning, and what is said of it."""


CUT = ("空格加“#”，后面就算备注了", "是内容，就把整个值加上英文双引号")
"""What is said of a line that is cut off where other lines go on."""


class Value(NamedTuple):
    """The value of a line: its words, and at which column they begin."""

    words: str
    column: int


def value_of(line: str) -> Value | None:
    """Return what stands on a line behind its key or its dash, without a comment; None where nothing does."""
    before = VALUE.match(line)
    if not before or line[before.end()] == "#":
        return None
    words = line[before.end() :]
    text = closing_quote(words) if words[0] in "\"'" else 0
    return Value((words[:text] + COMMENT.sub("", words[text:])).rstrip(), before.end())


def misbegun(line: str) -> Cause | None:
    """Return why the value of a line cannot be read, where the line shows it."""
    if len(line) > LONGEST_LINE:
        return None
    first = FIRST.match(line)
    if first and first[1] in WIDE_BRACKETS:
        return wide_bracket(first.start(1), first[1])
    value = value_of(line)
    return (next(causes(value), None) if value else None) or cut(line)


def cut(line: str) -> Cause | None:
    """Return where a line is cut off by what looks like a comment, if it is."""
    if len(line) > LONGEST_LINE:
        return None
    value = value_of(line)
    within = closing_quote(value.words) if value and value.words[0] in "\"'" else 0
    at = cut_at(line, [(value.column, value.column + within)] if value and within else [])
    return None if at is None else (at, *CUT)


def causes(value: Value) -> Iterator[Cause]:
    """Yield what may be wrong with a value, the likeliest first."""
    words, column = value
    for pattern, message in FORBIDDEN:
        if pattern.match(words):
            yield column, message.format(words[0]), whole(words)
    if words[0] in "\"'":
        yield from behind_quote(words, column, "")
    elif words.startswith("{%"):
        yield column, "值不能以“{%”开头", whole(words)
    elif words[0] in CLOSING:
        yield from one_too_many(words, column)
        yield from behind_bracket(words, column)
        yield from in_brackets(words, column)
    elif words[0] in WIDE_BRACKETS:
        yield wide_bracket(column, words[0])


def whole(words: str) -> str:
    """Return the advice to put a whole value into quotes."""
    return (
        f"是文字，整个值加上英文双引号：{quoted(words)}" if '"' not in words else f"整个值放进英文引号：{quoted(words)}"
    )


def behind_quote(words: str, column: int, closers: str) -> Iterator[Cause]:
    """Yield that a text goes on behind its closing quote; what `closers` holds may stand there."""
    quote = words[0]
    end = closing_quote(words)
    rest = words[end + 1 :].lstrip() if end else ""
    if not rest or rest[0] in closers or rest.startswith((": ", "#")) or rest == ":":
        return
    inner = words[: end + 1]
    if quote == '"':
        hint = f"里面的引号换成中文的“ ”：“{inner[1:-1]}”；或把整个值放进英文单引号"
    else:
        hint = f'整个值加上英文双引号，例如 "{inner}{rest[:6]}…"'
    yield column + end, f"引号{inner[:14]}收了尾，后面还有“{rest[:8]}”", hint


def closing_quote(words: str) -> int:
    """Return where the text in quotes ends with which a value begins; 0 where it does not on this line."""
    pattern = r'"(?:[^"\\]|\\.)*"' if words[0] == '"' else r"'(?:[^']|'')*'"
    text = re.match(pattern, words)
    return text.end() - 1 if text else 0


def closing_bracket(words: str) -> int:
    """Return where the brackets are closed with which a value begins; 0 where they are not on this line."""
    depth = 0
    for at, sign in enumerate(words):
        depth += (sign in CLOSING) - (sign in CLOSING.values())
        if depth == 0:
            return at
    return 0


def one_too_many(words: str, column: int) -> Iterator[Cause]:
    """Yield that a bracket is closed that was not opened, where without it all brackets are closed as they should."""
    at = first_unopened(words)
    if at is not None and not words.startswith("{{") and '"' not in words and "'" not in words:
        rest = words[:at] + words[at + 1 :]
        if first_unopened(rest) is None and closing_bracket(rest) == len(rest) - 1:
            opening = next(sign for sign in CLOSING if CLOSING[sign] == words[at])
            yield column + at, f"“{words[at]}”前面没有和它成对的“{opening}”", f"去掉；少写了“{opening}”，就补上"


def first_unopened(words: str) -> int | None:
    """Return where a bracket is closed first that is not the one opened last; None where there is no such place."""
    opened: list[str] = []
    for at, sign in enumerate(words):
        if sign in CLOSING:
            opened.append(CLOSING[sign])
        elif sign in CLOSING.values() and (not opened or opened.pop() != sign):
            return at
    return None


def behind_bracket(words: str, column: int) -> Iterator[Cause]:
    """Yield that a text begins with brackets and goes on behind them."""
    end = closing_bracket(words)
    if end and (rest := words[end + 1 :].lstrip()):
        what = "占位词开头的值要有引号" if words.startswith("{{") else f"值不能以“{words[0]}”开头"
        yield column, f"{what}：“{words[: end + 1][:14]}”后面还有“{rest[:8]}”", whole(words)


def in_brackets(words: str, column: int) -> Iterator[Cause]:
    """Yield what may be wrong within the brackets that a value is."""
    for start in STARTS.finditer(words):
        at = start.end()
        item = words[at:]
        if item[0] in "\"'":
            yield from behind_quote(item, column + at, ",]}")
        elif item[0] in CLOSING and (end := closing_bracket(item)) and item[end + 1 :].lstrip()[:1] not in ("", *",]}"):
            text = re.split(r"[,\]}]", item[end + 1 :])[0]
            yield column + at, f"值不能以“{item[0]}”开头", f"这个值加上英文双引号：{quoted(item[: end + 1] + text)}"
        elif item[0] in "@`%":
            yield column + at, f"值不能以 {item[0]} 开头", f"这个值加上英文双引号：{quoted(re.split('[,}]', item)[0])}"
    if twice := TWICE.search(words):
        yield column + twice.start(1), "两个逗号连在一起", "去掉一个逗号；少写了一项，就补上"
    wide = next((at for at, sign in enumerate(words) if sign in WIDE_BRACKETS), 0)
    if wide and not closing_bracket(words):
        yield wide_bracket(column + wide, words[wide], words[0])
    if comma := WIDE_COMMA.search(words):
        yield column + comma.start(1), f"两项之间的逗号是中文的“{comma[1]}”", "改成英文逗号“,”，后面空一格"
    if words[0] == "{" and (colon := WIDE_KEY.search(words)):
        yield column + colon.start(1), "冒号是中文的“：”", "改成英文冒号“:”，后面空一格；逗号也用英文的"
    if words[0] == "{" and (colon := CLOSE_KEY.search(words)):
        yield column + colon.start(1), "冒号后面少一个空格", "写成“键: 值”"
    if inner := IN_BRACKETS.search(words):
        message = f"括号里的值不能再有英文括号“{inner[2]}”"
        yield column + inner.start(2), message, f"这个值加上英文双引号：{quoted(inner[1].strip())}"
    if "{" in words and (key := NO_COMMA.search(words)):
        yield (
            column + key.start(1),
            f"“{key[1]}”前面少一个英文逗号",
            "两项之间写英文逗号“,”；是文字就把整个值加上英文双引号",
        )


def wide_bracket(column: int, sign: str, opened: str = "") -> Cause:
    """Return that a bracket is a Chinese one; `opened` is the English one that it was to close."""
    name = "花括号" if sign in "｛｝" else "方括号"
    state = f"{'花' if opened == '{' else '方'}括号没有收尾：" if opened else ""
    hint = f"改成英文的“{WIDE_BRACKETS[sign]}”；是文字，整个值加上英文双引号"
    return column, f"{state}这里的{name}是中文的“{sign}”", hint
