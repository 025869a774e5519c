"""Tell how much of a title another one says too, whatever order and synonyms they use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

NEITHER_HERE_NOR_THERE = re.compile(
    r"[\W_]|办理|代理|代办|协助|帮助|帮忙|申请|申领|受理|出具|开具|提供|开展|组织|做好|工作|服务|事项|事务|手续|业务|相关|有关|居民|社区|本|的|和|与|及|或"
)
"""What stands in titles of anything that is done."""

SHORTEST = 2
"""How many characters in a row both must have, to have them by no accident."""


def plain(title: str, synonyms: Sequence[Sequence[str]] = ()) -> str:
    """Return a title without signs and the words of any title, each synonym as the first of its group."""
    text = unicodedata.normalize("NFKC", title)
    for group in synonyms:
        for word in sorted(group[1:], key=len, reverse=True):
            text = text.replace(word, group[0])
    return NEITHER_HERE_NOR_THERE.sub("", text)


def share_said(title: str, others: Iterable[str]) -> float:
    """Return which share of a plain title stands in the others, in pieces of two characters or more."""
    said, others = [False] * len(title), [other for other in others if other]
    for begin in range(len(title) - SHORTEST + 1):
        piece = title[begin : begin + SHORTEST]
        if any(piece in other for other in others):
            said[begin : begin + SHORTEST] = [True] * SHORTEST
    return sum(said) / len(title) if title else 0.0
