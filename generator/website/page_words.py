"""Which words of its text each page is found by: those that no name says, as few bytes as will do."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.products.index import Entry
from generator.text.pinyin import HAN

Key = tuple[str, str]
"""A page by kind and id."""


class PageWords(NamedTuple):
    """The words that each entry's page is found by, none for an entry that has no page, in the order of the entries.

    `own` are those of pages with facts of the committee's own, `shared` those of texts that all committees share.
    """

    own: list[str]
    shared: list[str]


Run = str
"""Chinese characters without anything between them, or a word in Latin letters."""

OWN_KINDS = frozenset(["room"])
OWN_PAGES = frozenset([("page", "home"), ("page", "duty"), ("page", "disclosure")])
"""Pages of a committee's own facts. Each is found by all that it says; a text that all committees share is found by
what nothing else says."""

FRAME = 6
"""On more pages of a committee's own facts than these stands only what their templates say."""

INLINE = re.compile(r"</?(?:a|abbr|b|em|i|span|strong|wbr)\b[^<>]*>")
TAG = re.compile(r"<[^<>]*>")
RUN = re.compile(f"[{HAN}]{{2,}}|[0-9a-z]{{2,}}")


def page_words(entries: Iterable[Entry], pages: Mapping[Key, str], little: frozenset[str]) -> PageWords:
    """Return the words that the pages of entries are found by; pages are in HTML, by kind and id.

    Words are kept as runs of the text, divided by blanks, of which each pair of characters stands there for the first
    time; pairs with a `little` word, such as 的, are no words. A pair of a shared text is kept on one page alone, which
    says it most often, and nowhere if a name or a sentence of the search says it.
    """
    entries = list(entries)
    runs = {key: tuple(_runs(pages[key])) for key in map(_key, entries) if key in pages}
    said = {key: Counter(pair for run in of_page for pair in _pairs(run, little)) for key, of_page in runs.items()}
    own = {key for key in said if key[0] in OWN_KINDS or key in OWN_PAGES}
    by_all, by_rest = _of_own_pages(said, own), _of_shared_pages(said, own, _known(entries, little))

    def words(key: Key, kept: Mapping[Key, Set[str]]) -> str:
        return " ".join(_pieces(runs[key], kept[key], little)) if key in kept else ""

    keys = [_key(entry) for entry in entries]
    return PageWords([words(key, by_all) for key in keys], [words(key, by_rest) for key in keys])


def _key(entry: Entry) -> Key:
    return entry.kind, entry.id


def _of_own_pages(said: Mapping[Key, Counter[str]], own: Set[Key]) -> dict[Key, set[str]]:
    """Return what each page of a committee's own facts is found by: all it says; the words of a frame on one alone."""
    pages = Counter(pair for key in own for pair in said[key])
    before: set[str] = set()
    kept = {}
    for key in (key for key in said if key in own):
        kept[key] = {pair for pair in said[key] if pages[pair] <= FRAME or pair not in before}
        before.update(said[key])
    return kept


def _of_shared_pages(said: Mapping[Key, Counter[str]], own: Set[Key], known: Set[str]) -> dict[Key, set[str]]:
    """Return what each shared page is found by: what nothing else says, and no other page more often."""
    elsewhere = set(known).union(*(said[key] for key in own))
    best: dict[str, tuple[int, Key]] = {}
    for key in (key for key in said if key not in own):
        for pair, times in said[key].items():
            if pair not in elsewhere and times > best.get(pair, (0, key))[0]:
                best[pair] = times, key
    kept: dict[Key, set[str]] = {}
    for pair, (_, key) in best.items():
        kept.setdefault(key, set()).add(pair)
    return kept


def _known(entries: Iterable[Entry], little: frozenset[str]) -> set[str]:
    """Return the pairs by which anything is found already: those of names, sentences, and what people ask."""
    texts = (text for entry in entries for text in (*entry.names, entry.sentence, entry.asked))
    return {pair for text in texts for run in _plain_runs(text) for pair in _pairs(run, little)}


def _pieces(runs: Iterable[Run], kept: Set[str], little: frozenset[str]) -> Iterator[str]:
    """Yield what is kept of a page's runs, each pair once."""
    left = set(kept)
    for run in runs:
        piece = ""
        for pair in _pairs(run, little):
            if pair in left:
                piece = piece + pair[-1] if piece and piece[-1] == pair[0] else f"{piece} {pair}"
                left.discard(pair)
        yield from piece.split()


@lru_cache(maxsize=65536)
def _pairs(run: Run, little: frozenset[str]) -> tuple[str, ...]:
    """Return the words that a run may hold: each pair of its characters without a little word, or a Latin word."""
    if run.isascii():
        return (run,)
    return tuple(first + second for first, second in pairwise(run) if first not in little and second not in little)


def _runs(page: str) -> list[Run]:
    """Return the runs of a page in HTML, as it is read: without the frame around it, and tags that end no line."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return _plain_runs(html.unescape(TAG.sub("\n", INLINE.sub("", f"<main{main}"))))


@lru_cache(maxsize=16384)
def _plain_runs(text: str) -> list[Run]:
    return [run for run in RUN.findall(unicodedata.normalize("NFKC", text).lower()) if not run.isdecimal()]
