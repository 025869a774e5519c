"""Which words of its text each page is found by: those that no name says, as few bytes as will do."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import chain, pairwise
from sys import intern
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

Line = tuple[tuple[str, ...], ...]
"""What a line of a page says: the pairs of each of its runs."""

OWN_KINDS = frozenset(["room"])
OWN_PAGES = frozenset([("page", "home"), ("page", "duty"), ("page", "disclosure"), ("page", "year")])
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
    lines = {key: _lines(pages[key], little) for key in map(_key, entries) if key in pages}
    said = {key: _said(of_page) for key, of_page in lines.items()}
    own = {key for key in said if key[0] in OWN_KINDS or key in OWN_PAGES}
    by_all, by_rest = _of_own_pages(said, own), _of_shared_pages(said, own, _known(entries, little))

    def words(key: Key, kept: Mapping[Key, Set[str]]) -> str:
        return " ".join(_pieces(lines[key], kept[key])) if key in kept else ""

    keys = [_key(entry) for entry in entries]
    return PageWords([words(key, by_all) for key in keys], [words(key, by_rest) for key in keys])


def _key(entry: Entry) -> Key:
    return entry.kind, entry.id


def _of_own_pages(said: Mapping[Key, Counter[str]], own: Set[Key]) -> dict[Key, set[str]]:
    """Return what each page of a committee's own facts is found by: all it says; the words of a frame on one alone."""
    pages = Counter(chain.from_iterable(said[key] for key in own))
    before: set[str] = set()
    kept = {}
    for key in (key for key in said if key in own):
        kept[key] = {pair for pair in said[key] if pages[pair] <= FRAME or pair not in before}
        before.update(said[key])
    return kept


def _of_shared_pages(said: Mapping[Key, Counter[str]], own: Set[Key], known: Set[str]) -> dict[Key, set[str]]:
    """Return what each shared page is found by: what nothing else says, and no other page more often."""
    elsewhere = set(known).union(*(said[key] for key in own))
    shared = {key: set(times) - elsewhere for key, times in said.items() if key not in own}
    best: dict[str, Key] = {}
    for key in reversed(shared):
        best.update(dict.fromkeys(shared[key], key))
    most: dict[str, int] = {}
    for key, pairs in shared.items():
        times = said[key]
        for pair in pairs.intersection([pair for pair, number in times.items() if number > 1]):
            if times[pair] > most.get(pair, 1):
                most[pair], best[pair] = times[pair], key
    kept: dict[Key, set[str]] = {}
    for pair, key in best.items():
        kept.setdefault(key, set()).add(pair)
    return kept


def _known(entries: Iterable[Entry], little: frozenset[str]) -> set[str]:
    """Return the pairs by which anything is found already: those of names, sentences, and what people ask."""
    texts = (text for entry in entries for text in (*entry.names, entry.sentence, entry.asked))
    return {pair for text in texts for pairs in _pairs_of_runs(text, little) for pair in pairs}


def _pieces(lines: Iterable[Line], kept: Set[str]) -> Iterator[str]:
    """Yield what is kept of a page's lines, each pair once."""
    left = set(kept)
    for pairs in chain.from_iterable(lines):
        if not left:
            return
        if left.isdisjoint(pairs):
            continue
        piece = ""
        for pair in pairs:
            if pair in left:
                piece = piece + pair[-1] if piece and piece[-1] == pair[0] else f"{piece} {pair}"
                left.discard(pair)
        yield from piece.split()


# --- the pairs of a page ---------------------------------------------------------------------------------------------
#
# What it does: a page is read line by line, since no run goes on in the next line, and what a line says is remembered.
# A page of which a tag goes on in the next line is read whole.
#
# Why: the pages of all committees share most of their lines, and nearly all pages most of what they say.


TORN = re.compile(r"<[^<>]*\n")


def _lines(page: str, little: frozenset[str]) -> tuple[Line, ...]:
    """Return the lines of a page in HTML, without the frame around it, each as the pairs of its runs."""
    main = "<main" + page.partition("<main")[2].partition("</main>")[0]
    lines = [main] if TORN.search(main) else main.split("\n")
    return tuple(filter(None, map(_known_lines(little).__getitem__, lines)))


class LinesSaid(dict[str, Line]):
    """What each line of a page seen so far says, worked out when it is first asked for."""

    LIMIT = 1 << 15

    def __init__(self, little: frozenset[str]) -> None:
        super().__init__()
        self.little = little

    def __missing__(self, line: str) -> Line:
        """Return what a line says as it is read, without tags, of which many end a line as well; and remember it."""
        if len(self) > self.LIMIT:
            self.clear()
        text = html.unescape(TAG.sub("\n", INLINE.sub("", line)))
        self[line] = said = _pairs_of_runs(text, self.little)
        return said


_known_lines = lru_cache(maxsize=2)(LinesSaid)


@lru_cache(maxsize=1 << 14)
def _pairs_of_runs(text: str, little: frozenset[str]) -> Line:
    """Return the pairs of each run of a text, but of numbers."""
    runs = RUN.findall(unicodedata.normalize("NFKC", text).lower())
    return tuple(pairs for run in runs if not run.isdecimal() and (pairs := _pairs(run, little)))


@lru_cache(maxsize=1 << 12)
def _said(lines: tuple[Line, ...]) -> Counter[str]:
    """Return how often a page of such lines says each pair. It is the same for whoever asks, so nobody changes it."""
    return Counter(chain.from_iterable(chain.from_iterable(lines)))


@lru_cache(maxsize=1 << 16)
def _pairs(run: Run, little: frozenset[str]) -> tuple[str, ...]:
    """Return the words that a run may hold: each pair of its characters without a little word, or a Latin word."""
    if run.isascii():
        return (run,)
    pairs = [first + second for first, second in pairwise(run) if first not in little and second not in little]
    return tuple(map(intern, pairs))  # wherever a pair stands it is one object: there are some ten thousand
