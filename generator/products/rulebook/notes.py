"""What a newer rulebook says otherwise than an older one, as notes: chapter by chapter, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.codes import compare
from generator.codes.compare import Facts
from generator.model.labels import BookLabels, Labels
from generator.products.rulebook.alignment import Pair, aligned
from generator.text import difference
from generator.text.articles import Article, articles
from generator.text.difference import Replaced, Run

Kind = Literal["added", "changed", "removed"]
"""What happened: it came, it has other words, it went."""

SAME_AGAIN = 3
"""From so many articles with the same words replaced on, the replacement is told once for the whole book.

Words that were only put in or taken out say nothing without their article.
"""


@dataclass(frozen=True)
class Note:
    """One change: the chapter with its number, the article, what happened, and both texts.

    `old` is None where something was added, `new` where it was removed; paragraphs are divided by line ends.
    `renumbered` tells only of other numbers of articles; `times` is in how many places of the book the same happened,
    where that is told once.
    """

    chapter: str
    article: str
    kind: Kind
    old: str | None
    new: str | None
    renumbered: bool = False
    times: int = 1

    @cached_property
    def old_runs(self) -> tuple[Run, ...]:
        """The old text in stretches; those that are gone are marked where both texts are there."""
        return self._runs[0]

    @cached_property
    def new_runs(self) -> tuple[Run, ...]:
        """The new text in stretches; those that are new are marked where both texts are there."""
        return self._runs[1]

    @cached_property
    def _runs(self) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
        if self.old is None or self.new is None:
            return tuple((Run(text, False),) if text else () for text in (self.old, self.new))  # type: ignore[return-value]
        return difference.marked(self.old, self.new)


def notes(old: Facts, new: Facts, labels: Labels) -> tuple[Note, ...]:
    """Return every change from what one edition of a rulebook said to what another says, as the newer is ordered."""
    singly = [*_front(old, new, labels), *_chapters(old, new, labels), *_annexes(old, new, labels)]
    return tuple(_gathered(singly, labels.book))


# --- chapters --------------------------------------------------------------------------------------------------------

Chapter = Mapping[str, Facts]
Key = tuple[str, str]

ASPECTS = (
    *("title", "also_called", "purpose", "basis", "clause"),
    *("facts", "notices", "staff", "groups", "matters"),
)
"""What a chapter says besides its text; what has no label is told by the names of its items.

The days on which a text was passed and revised go with the editions' own, and are no change by themselves.
"""


def _chapters(old: Facts, new: Facts, labels: Labels) -> Iterator[Note]:
    before, after = _by_key(old), _by_key(new)
    for key in _merged(list(before), list(after)):
        if key not in after:
            former = labels.book.former.format(name=_name(before[key], labels))
            yield Note(former, labels.book.chapter, "removed", _outline(before[key], labels), None)
        elif key not in before:
            yield Note(_name(after[key], labels), labels.book.chapter, "added", None, _outline(after[key], labels))
        else:
            yield from _chapter(before[key], after[key], labels)


def _by_key(book: Facts) -> dict[Key, Chapter]:
    return {(chapter["kind"], chapter["id"]): chapter for part in book["parts"] for chapter in part["chapters"]}


def _merged(old: list[Key], new: list[Key]) -> list[Key]:
    """Return the keys of both: in the newer order, those that are gone behind what they followed."""
    merged = list(new)
    for index, key in enumerate(old):
        if key not in new:
            merged.insert(merged.index(old[index - 1]) + 1 if index else 0, key)
    return merged


def _name(chapter: Chapter, labels: Labels) -> str:
    return labels.book.named.format(number=chapter["number"], title=chapter["title"])


def _outline(chapter: Chapter, labels: Labels) -> str:
    """Return a chapter that came or went, told by what it is for and how many articles it has."""
    count = sum(article.numbered for article in articles(chapter.get("body")))
    return str(chapter["purpose"] or chapter["title"]) + (labels.book.articles.format(count=count) if count else "")


def _chapter(old: Chapter, new: Chapter, labels: Labels) -> Iterator[Note]:
    chapter = _name(new, labels)
    for key in ASPECTS:
        where = (labels.chapter[key],) if key in labels.chapter else ()
        pair = _labelled(old.get(key)), _labelled(new.get(key))
        yield from _as_notes(chapter, compare.changes(*pair, labels, where))
    yield from _article_notes(chapter, articles(old.get("body")), articles(new.get("body")), labels)


def _labelled(value: Facts) -> Facts:
    """Return rows of a label and its value as things with a name, so that the name tells what changed."""
    if isinstance(value, list) and value and all(isinstance(row, list) and len(row) == 2 for row in value):
        return [{"label": label, "text": text} for label, text in value]
    return value


def _as_notes(chapter: str, changes: Iterator[compare.Change]) -> Iterator[Note]:
    for change in changes:
        yield Note(chapter, change.place, _kind(change.old, change.new), change.old, change.new)


def _kind(old: str | None, new: str | None) -> Kind:
    return "added" if old is None else "removed" if new is None else "changed"


ELSEWHERE = frozenset(("parts", "lists", "certificates", "forms", "index", "code"))
"""What a book says in its chapters and behind them; all else is said before them."""


def _front(old: Facts, new: Facts, labels: Labels) -> Iterator[Note]:
    """Yield what changed before the chapters: whose book it is, what it calls people, and how to use it.

    Of what only one of both editions kept nobody can tell whether it changed.
    """
    for key in [key for key in new if key in old and key not in ELSEWHERE]:
        label = labels.labels.get(key, "") if not isinstance(new[key], Mapping) else ""
        where = (labels.book.note,) if key == "note" else (label,) if label else ()
        yield from _as_notes(labels.book.front, compare.changes(old[key], new[key], labels, where))
    before, after = ([part["title"] for part in book["parts"]] for book in (old, new))
    yield from _as_notes(labels.book.front, compare.changes(before, after, labels, (labels.book.parts,)))


def _annexes(old: Facts, new: Facts, labels: Labels) -> Iterator[Note]:
    book = labels.book
    for key, label in (("lists", book.lists), ("certificates", book.certificates), ("forms", book.forms)):
        yield from _as_notes(book.annex, compare.changes(old.get(key), new.get(key), labels, (label,)))


def _article_notes(chapter: str, old: Sequence[Article], new: Sequence[Article], labels: Labels) -> Iterator[Note]:
    pairs = list(aligned(old, new))
    for before, after in pairs:
        was, now = (article.text if article else None for article in (before, after))
        if was != now:
            yield Note(chapter, _article_name(before, after, labels), _kind(was, now), was, now)
    yield from _renumbered(chapter, pairs, labels)


def _article_name(before: Article | None, after: Article | None, labels: Labels) -> str:
    """Return what an article is called; of one with another number also the earlier one."""
    if before and after and before.numbered and before.name != after.name:
        return labels.book.renumbered.format(name=after.name, former=before.name)
    article = after or before
    return labels.changes.article(article.name) if article else ""


def _renumbered(chapter: str, pairs: Sequence[Pair], labels: Labels) -> Iterator[Note]:
    """Yield the articles that say the same under another number, those that follow each other as one note."""
    spans: list[list[tuple[str, str]]] = [[]]
    for before, after in pairs:
        if before and after and before.numbered and after.numbered and before.name != after.name:
            spans[-1].append((before.name, after.name))
        elif before is None or after is None or before.numbered:
            spans.append([])
    for span in filter(None, spans):
        old, new = zip(*span, strict=True)
        was, now = _span(old, labels), _span(new, labels)
        yield Note(chapter, labels.book.numbers, "changed", was, now, renumbered=True)


def _span(names: Sequence[str], labels: Labels) -> str:
    return names[0] if len(names) == 1 else labels.book.run.format(first=names[0], last=names[-1])


def _gathered(singly: Sequence[Note], book: BookLabels) -> Iterator[Note]:
    """Yield the notes; where many say that the same words were replaced and nothing else, first one in their stead."""
    replaced = [_replacements(note) for note in singly]
    often = Counter(pair for pairs in replaced for pair in dict.fromkeys(pairs))
    repeated = [bool(pairs) and all(all(pair) and often[pair] >= SAME_AGAIN for pair in pairs) for pairs in replaced]
    places = Counter(pair for pairs, again in zip(replaced, repeated, strict=True) for pair in pairs if again)
    for pair, count in places.items():
        first = next(
            note for note, pairs, again in zip(singly, replaced, repeated, strict=True) if again and pair in pairs
        )
        texts = difference.near(first.old or "", first.new or "", pair)
        yield Note(book.whole, book.count.format(count=count), "changed", *texts, times=count)
    yield from (note for note, again in zip(singly, repeated, strict=True) if not again)


def _replacements(note: Note) -> list[Replaced]:
    if note.old is None or note.new is None or note.renumbered:
        return []
    return difference.replacements(note.old, note.new)
