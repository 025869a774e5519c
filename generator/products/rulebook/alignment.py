"""Which article of a newer text is which of the older: both side by side, changed or not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from generator.text.articles import HEADING, Article
from generator.text.difference import MOST_PAIRS, equal_pairs

Pair = tuple[Article | None, Article | None]
"""An article of the older text and what became of it in the newer one; None where it has no partner."""


def aligned(old: Sequence[Article], new: Sequence[Article]) -> Iterator[Pair]:
    """Yield the articles of both texts side by side: the same words first, between them what is most alike."""
    matcher = difflib.SequenceMatcher(a=_same(old), b=_same(new), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _most_alike(tuple(old[a:b]), tuple(new[c:d]))


def _same(articles: Sequence[Article]) -> list[tuple[bool, str]]:
    """Return what makes articles the same: their words, and that neither is a heading."""
    return [(article.name == HEADING, article.text) for article in articles]


ALIKE = 0.5
"""From this share of common characters on, an article is a change of the other rather than a new one."""

SAME_NUMBER = 0.1
"""What the same number is worth for articles that are not alike: they stand side by side where nothing fits better."""


MOST = 10_000
"""Pairs of articles that are compared, each of which calls the next; the longest rule has twenty articles."""


def _most_alike(old: tuple[Article, ...], new: tuple[Article, ...]) -> Iterator[Pair]:
    """Yield the pairs, in order, that keep most in common; what has no partner stands alone.

    Of very many articles nobody reads which became which: then all of them stand alone.
    """
    if len(old) * len(new) > MOST:
        yield from ((article, None) for article in old)
        yield from ((None, article) for article in new)
        return

    @cache
    def best(i: int, j: int) -> float:
        if i == len(old) or j == len(new):
            return 0.0
        return max(best(i + 1, j), best(i, j + 1), likeness(old[i], new[j]) + best(i + 1, j + 1))

    i = j = 0
    while i < len(old) and j < len(new):
        score = likeness(old[i], new[j])
        if score and best(i, j) == score + best(i + 1, j + 1):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best(i, j) == best(i + 1, j):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((article, None) for article in old[i:])
    yield from ((None, article) for article in new[j:])


@lru_cache(maxsize=4096)
def likeness(old: Article, new: Article) -> float:
    """Return how far two articles are one that changed: the share of common characters, little for the number alone."""
    if (old.name == HEADING) != (new.name == HEADING):
        return 0.0
    matcher = difflib.SequenceMatcher(a=old.text, b=new.text, autojunk=False)
    # the quick ratios are upper bounds: most pairs need no full comparison
    alike = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
    few = alike and equal_pairs(old.text, new.text) <= MOST_PAIRS
    share = matcher.ratio() if few else matcher.quick_ratio() if alike else 0.0
    return share if share >= ALIKE else SAME_NUMBER if old.name == new.name else 0.0
