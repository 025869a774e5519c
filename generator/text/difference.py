"""Where two texts differ, in words whole enough to be read."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.text.articles import ARTICLE

TOKEN = re.compile(rf"[0-9A-Za-z]+(?:[-–:.][0-9A-Za-z]+)*|{ARTICLE.pattern}|.", re.DOTALL)
"""A character; whole a telephone number, a time, a foreign word, the number of an article."""

TOGETHER = 1
"""Unchanged characters between two changes that are marked with them: a single one would make the text restless."""

Span = tuple[int, int, int, int]
"""From and to in the old text, from and to in the new one, in tokens."""

Replaced = tuple[str, str]
"""Words of the old text, and those that stand there in the new one."""


@dataclass(frozen=True)
class Run:
    """A stretch of a text, and whether it differs from the other edition."""

    text: str
    changed: bool


def _spans(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Return where two texts differ; changes that lie close to one another are one."""
    if equal_pairs(old, new) > MOST_PAIRS:
        return [(0, len(old), 0, len(new))]
    spans: list[Span] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        between = old[spans[-1][1] : a] if spans else ()
        if spans and len(between) <= TOGETHER and all(token.isalnum() for token in between):
            spans[-1] = (spans[-1][0], b, spans[-1][2], d)
        else:
            spans.append((a, b, c, d))
    return spans


MOST_PAIRS = 1_000_000
"""Pairs of equal tokens in two texts that are still compared one by one; two articles of 500 characters have 5,000."""


def equal_pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many pairs of equal tokens two texts have, each of which the comparison looks at again and again."""
    counts = Counter(new)
    return sum(number * counts[token] for token, number in Counter(old).items())


def marked(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both texts in stretches, those marked that the other does not have."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    spans = _spans(before, after)
    return _runs(before, [span[:2] for span in spans]), _runs(after, [span[2:] for span in spans])


def _runs(tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    runs, done = [], 0
    for first, last in [*spans, (len(tokens), len(tokens))]:
        runs += [Run("".join(tokens[done:first]), False), Run("".join(tokens[first:last]), True)]
        done = last
    return tuple(run for run in runs if run.text)


def replacements(old: str, new: str) -> list[Replaced]:
    """Return the words of one text that the other has other words for, pair by pair, in their order."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    return [("".join(before[a:b]), "".join(after[c:d])) for a, b, c, d in _spans(before, after)]


# --- a few words of a text -------------------------------------------------------------------------------------------

# There are two ways to cut: `excerpts` and `near` count tokens, `passages` counts characters. In a third of all changes
# they come to other words, so neither can take the other's place without changing what sheets and pages tell.

NEAR = 8
"""How much is told before and after what is different, where the rest of a text is left out."""


def near(old: str, new: str, pair: Replaced) -> tuple[str, str]:
    """Return what was replaced, which is one of `replacements`, with a few words around it in both texts."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    a, b, c, d = _spans(before, after)[replacements(old, new).index(pair)]
    return _excerpt(before, a, b), _excerpt(after, c, d)


def _excerpt(tokens: Sequence[str], first: int, last: int) -> str:
    start, end = max(0, first - NEAR), min(len(tokens), last + NEAR)
    words = "".join(tokens[start:end]).replace("\n", " ")
    return ("…" if start else "") + words + ("…" if end < len(tokens) else "")


SHORT = 30
"""Characters of a text that is always told whole."""

MOST = 60
"""Characters told of a text in a list."""


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return of two texts what is different with a few words around it, numbers whole; short texts as they are."""
    if max(len(old), len(new)) <= SHORT:
        return old, new
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    spans = _spans(before, after) or [(0, len(before), 0, len(after))]
    return (
        shortened(_excerpt(before, spans[0][0], spans[-1][1])),
        shortened(_excerpt(after, spans[0][2], spans[-1][3])),
    )


WHOLE = re.compile(r"[0-9A-Za-z:/.%–-]+")
"""What a passage holds whole or not at all: a number, a time, an address."""


def passages(old: str, new: str) -> tuple[str, str]:
    """Return of two texts the one passage each in which they differ, a few characters around it; short ones whole."""
    if max(len(old), len(new)) <= SHORT:
        return old, new
    same, tail = common_ends(old, new)
    first, last = _outwards(old, max(0, same - NEAR), len(old) - max(0, tail - NEAR))
    return _passage(old, first, last), _passage(new, first, len(new) - (len(old) - last))


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginnings, and at their ends; numbers are not torn."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    for text in (old, new):
        first, last = _outwards(text, same, len(text) - tail)
        same, tail = min(same, first), min(tail, len(text) - last)
    return same, tail


def _outwards(text: str, first: int, last: int) -> tuple[int, int]:
    """Return a stretch of a text made longer, so that it begins and ends with whole numbers."""
    for number in WHOLE.finditer(text):
        if number.start() < first < number.end():
            first = number.start()
        if number.start() < last < number.end():
            last = number.end()
    return first, last


def _passage(text: str, first: int, last: int) -> str:
    """Return a stretch of a text, as far as a list has room for it, with dots where more stands before or after it."""
    inner = shortened(text[first:last])
    return ("…" if first else "") + inner + ("…" if last < len(text) and not inner.endswith("…") else "")


def shortened(text: str) -> str:
    """Return a text as far as a list has room for it."""
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
