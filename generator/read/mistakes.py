"""PyYAML's complaints in the author's words."""

from __future__ import annotations

import contextlib
import re

import yaml

from generator.problem import Location, Problem
from generator.read.beginnings import cut, misbegun

Mistakes = tuple[tuple[re.Pattern[str], str, str], ...]


def syntax_problem(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """Return PyYAML's complaint in the author's words, judged by what stands in the lines it names.

    `lines` are those of the text, `file` is its path in messages.
    """
    at = error.problem_mark or error.context_mark
    begun = error.context_mark or at
    assert at and begun  # PyYAML marks every error it finds in a text
    complaint = f"{error.context} {error.problem}"
    where = {"at": (min(at.line, len(lines) - 1), at.column), "begun": (min(begun.line, len(lines) - 1), begun.column)}
    if open_quote := quote_left_open(lines, where["at"][0]):
        return _syntax(file, *open_quote, *OPEN_QUOTE)
    if cause := shown_by_value(complaint, lines, where["at"][0], where["begun"][0]):
        return _syntax(file, *cause)
    for words, end, message, hint in SURE_MISTAKES:
        if words in complaint:
            return _syntax(file, *where[end], message, hint)
    for number in (line for line in (where["at"][0] - 1, where["at"][0]) if "block" in complaint and line >= 0):
        if lines[number].count('"') % 2:
            return _syntax(file, number, lines[number].index('"'), *OPEN_QUOTE)
    for number, mistakes in suspects(complaint, where["at"][0], where["begun"][0]):
        for pattern, message, hint in mistakes:
            if mistake := pattern.search(lines[number]):
                return _syntax(file, number, mistake.start(1), message, hint)
    for words, end, message, hint in LIKELY_MISTAKES:
        if words in complaint:
            return _syntax(file, *where[end], message, hint)
    hint = "看看冒号、引号、括号和缩进；值里有冒号时，整个值加上英文双引号"
    return _syntax(file, *where["at"], "这里的写法不合 YAML 格式", hint)


MOST_BRACKETS = 2000
"""Where there are more, the library takes time in proportion to the square of their number."""


def quote_left_open(lines: list[str], at: int) -> tuple[int, int] | None:
    """Return where a text in quotes begins that ends at a later one's first quote, on or above a line; else None.

    The lines between, which were meant to be keys and values, are taken for words of that text.
    """
    text = "\n".join(lines)
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        return None
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if token.start_mark.line > at:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'"):
                first, last = token.start_mark.line, token.end_mark.line
                swallowed = any(KEY_LINE.match(line) for line in lines[first + 1 : last + 1])
                if swallowed and at - 1 <= last <= at:
                    return first, token.start_mark.column
    return None


def shown_by_value(complaint: str, lines: list[str], at: int, begun: int) -> tuple[int, int, str, str] | None:
    """Return the line on which a value shows what is wrong, with the column, what that is and what to do; or None."""
    for number in dict.fromkeys((begun, at) if "flow" in complaint else (at,)):
        if cause := misbegun(lines[number]):
            return (number, *cause)
    if at and (cause := cut(lines[at - 1])):
        return (at - 1, *cause)
    return None


def suspects(complaint: str, at: int, begun: int) -> list[tuple[int, Mistakes]]:
    """Return the lines that may hold the mistake, numbered from 0, the likeliest first, and which ones each may hold.

    Where lines do not align, the one above is innocent, unless its English key lacks a colon.
    """
    if "simple key" in complaint:
        return [(begun, LINE_MISTAKES), (at, LINE_MISTAKES)]
    above = KEY_MISTAKES if "block" in complaint else LINE_MISTAKES
    return [(at - 1, above), (at, LINE_MISTAKES)] if at else [(at, LINE_MISTAKES)]


def _syntax(file: str, line: int, column: int, message: str, hint: str) -> Problem:
    """Return a mistake of writing as a problem; line and column are counted from 0, as PyYAML does."""
    return Problem(Location(file, line + 1, column + 1), "D006", message, hint)


OPEN_QUOTE = ("引号没有收尾", "在值的末尾补上同样的引号")
ASKEW = "这一行和上面的对不齐"
QUOTE_IT = "整个值加上英文双引号"

SURE_MISTAKES = (
    ("unknown escape", "at", "双引号里的“\\”有特别的意思", "去掉“\\”，或换成英文单引号"),
    ("quoted scalar", "begun", *OPEN_QUOTE),
    ("flow sequence", "begun", "方括号没有收尾", f"补上“]”，或去掉多打的“[”；如果是文字，{QUOTE_IT}"),
    ("flow mapping", "begun", "花括号没有收尾", f"补上“}}”，或去掉多打的“{{”；如果是文字，{QUOTE_IT}"),
    ("expected a single document", "at", "一个文件里有两份内容（第二个“---”）", "删掉“---”，或分成两个文件"),
)
"""What PyYAML's words leave no doubt about: the words, which of its two marks names the place, message and hint."""

WORD = r"[A-Za-z_\u4e00-\u9fff]{1,20}"
"""A key, English or Chinese."""

KEY_LINE = re.compile(rf" *(?:- +)?{WORD}:(?: |$)")
"""A line with a key."""

LINE_MISTAKES = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"^ *(\t)", "缩进用了 Tab 键", "把 Tab 换成空格，每层两个"),
        (r"^ *(\u3000)", "缩进用了全角空格", "换成普通的空格，每层两个"),
        (r"^ *(?:- )?[^\s:\"'#]+:(\u3000)", "冒号后面是全角空格", "换成一个普通的空格"),
        (r"^\s*([－—–·•●▪◆■○‧・])", "列表这一行开头的不是英文短横", "改成“- ”：英文短横，后面空一格"),
        (r"^(?!.*: ) *(?:- )?[^\s:\"'#]+([：﹕︰])", "冒号是中文的“：”", "改成英文冒号“:”，后面空一格"),
        (rf"^ *(?:- )?{WORD}(:)[^\s:/]", "冒号后面少一个空格", "写成“键: 值”"),
        (rf"^ *(?:- )?{WORD}: +[^\"'\[{{|>\s][^\"']*?(: )", "值里面又有一个冒号加空格", QUOTE_IT),
    )
)
"""What can be seen in a line: a pattern whose first group is the place, message and hint."""

KEY_MISTAKES = (
    (re.compile(r"^ *(?:- )?[A-Za-z_]+([：﹕︰])"), *LINE_MISTAKES[4][1:]),
    (re.compile(r"^ *(?:- )?[A-Za-z_]+(:)[^\s:/]"), *LINE_MISTAKES[5][1:]),
)
"""What can be seen in a line that has an English key for certain."""

LIKELY_MISTAKES = (
    ("simple key", "begun", "这一行没有英文冒号", "写成“键: 值”，冒号后面空一格"),
    ("alias", "begun", "值不能以 * 开头", QUOTE_IT),
    ("anchor", "begun", "值不能以 & 开头", QUOTE_IT),
    ("block mapping", "at", ASKEW, "同一组的键从同一列开始，用空格对齐"),
    ("block collection", "at", ASKEW, "同一组的“- ”从同一列开始，用空格对齐"),
    ("mapping values", "at", ASKEW, "同一组的键从同一列开始，用空格对齐"),
)
"""What it is where no line shows more."""
