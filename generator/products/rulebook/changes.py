"""What changed between two editions of a rulebook, chapter by chapter and article by article."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import groupby
from types import MappingProxyType

from generator.codes import compare, ledger
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.products import sheet
from generator.products.product import Artifact, Brief, Variant, print_file
from generator.products.sheet import Data
from generator.text import difference
from generator.text.articles import HEADING, Article, articles
from generator.text.chinese import date
from generator.text.difference import Replaced, Run
from generator.text.placeholder import Values

BOOK = "规章制度汇编"
"""What the book is called."""

ADDED, CHANGED, REMOVED = "增加", "修改", "删去"

FRONT, ANNEX, WHOLE = "封面和编写说明", "附录", "全书"
"""Where a change stands that is in no chapter; the last for one that is in many places."""

SAME_AGAIN = 3
"""From so many articles with the same words replaced on, the replacement is told once for the whole book.

Words that were only put in or taken out say nothing without their article.
"""


@dataclass(frozen=True)
class Note:
    """One change: the chapter with its number, the article, what happened (增加, 修改, 删去), and both texts.

    `old` is None where something was added, `new` where it was removed; paragraphs are divided by line ends.
    """

    chapter: str
    article: str
    kind: str
    old: str | None
    new: str | None

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


def notes(old: Facts, new: Facts) -> tuple[Note, ...]:
    """Every change from what one edition of a rulebook said to what another says, in the order of the newer book."""
    found = [*_front(old, new), *_chapters(old, new), *_annexes(old, new)]
    return tuple(_gathered(found))


def compared(pages: CommitteePages) -> tuple[Edition, Edition] | None:
    """The newest edition of the rulebook, after the last one before it that said something else.

    None where there is no such pair, or what one of them said was not kept.
    """
    issued = ledger.of_sheet(pages.ledger, "rulebook")
    earlier = [one for one in issued if one.digest != issued[-1].digest]
    if not earlier:
        return None
    kept = pages.committee.snapshots
    pair = earlier[-1], issued[-1]
    return pair if all(one.serial in kept for one in pair) else None


def told(pages: CommitteePages) -> Data | None:
    """The changes by chapter, with number and date of both editions; None where there are no two to compare."""
    pair = compared(pages)
    if pair is None:
        return None
    older, newer = pair
    found = notes(pages.committee.snapshots[older.serial], pages.committee.snapshots[newer.serial])
    return {
        "older": {"number": older.edition, "date": date(older.date)},
        "newer": {"number": newer.edition, "date": date(newer.date)},
        "count": len(found),
        "chapters": [
            {"title": title, "notes": list(map(_record, same))}
            for title, same in groupby(found, key=lambda note: note.chapter)
        ],
    }


def _record(note: Note) -> Data:
    return {
        "article": note.article,
        "kind": note.kind,
        "old": note.old,
        "new": note.new,
        "old_runs": [{"text": run.text, "changed": run.changed} for run in note.old_runs],
        "new_runs": [{"text": run.text, "changed": run.changed} for run in note.new_runs],
    }


def changenotes(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """The data of the sheet for the counter: what the newest rulebook says otherwise than the one before it.

    Of long articles only what changed with the words around it. Raises ValueError where there are no two editions.
    """
    found = told(pages)
    if found is None:
        raise ValueError(f"{pages.committee.slug} has no two editions of its rulebook")
    for chapter in found["chapters"]:
        for note in chapter["notes"]:
            note |= {key: _shortened(note[key]) for key in ("old_runs", "new_runs")}
    return {
        **sheet.masthead(handbook, pages, values),
        **found,
        "title": "册子改了什么",
        "book": BOOK,
        "reading": sheet.reading_copy(pages),
        "code": sheet.code(handbook, pages, "page", "changes", "册子改了什么"),
    }


LONG = 160
"""Characters of an article that the sheet tells whole: eleven lines of a column. More of them hide the change."""

AROUND = 24
"""Characters told at least before and after a change in a longer one, and on to where a sentence ends."""

GAP = "……"


def _shortened(runs: Sequence[Mapping[str, object]]) -> list[Data]:
    """Stretches of a text without what is far from any change."""
    texts = [(str(run["text"]), bool(run["changed"])) for run in runs]
    if sum(len(text) for text, _ in texts) <= LONG:
        return [{"text": text, "changed": changed} for text, changed in texts]
    last = len(texts) - 1
    return [
        {"text": _cut(text) if changed or not last else _inner(text, index > 0, index < last), "changed": changed}
        for index, (text, changed) in enumerate(texts)
    ]


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[:LONG] + GAP


SENTENCE_END = re.compile(r"[。；\n]")


def _inner(text: str, before: bool, after: bool) -> str:
    """An unchanged stretch, as far as it is near to a change before or after it."""
    end = SENTENCE_END.search(text, AROUND) if before else None
    head = end.end() if end else len(text) if before else 0
    starts = [found.end() for found in SENTENCE_END.finditer(text, 0, max(0, len(text) - AROUND))]
    tail = (starts[-1] if starts else 0) if after else len(text)
    return text if tail - head <= len(GAP) else text[:head] + GAP + text[tail:]


# --- chapters --------------------------------------------------------------------------------------------------------

Chapter = Mapping[str, Facts]
Key = tuple[str, str]

ASPECTS: Mapping[str, str] = MappingProxyType(
    {
        "title": "章名",
        "also_called": "也叫",
        "purpose": "是做什么的",
        "basis": "依据",
        "clause": "政策条款",
        "facts": "",
        "notices": "须知",
        "staff": "",
        "groups": "职责",
        "matters": "可以办的事",
    }
)
"""What a chapter says besides its text, and what that is called; nothing where each item has its own name.

The days on which a text was passed and revised go with the editions' own, and are no change by themselves.
"""


def _chapters(old: Facts, new: Facts) -> Iterator[Note]:
    before, after = _by_key(old), _by_key(new)
    for key in _merged(list(before), list(after)):
        if key not in after:
            yield Note("原" + _name(before[key]), "全章", REMOVED, _outline(before[key]), None)
        elif key not in before:
            yield Note(_name(after[key]), "全章", ADDED, None, _outline(after[key]))
        else:
            yield from _chapter(before[key], after[key])


def _by_key(book: Facts) -> dict[Key, Chapter]:
    return {(one["kind"], one["id"]): one for part in book["parts"] for one in part["chapters"]}


def _merged(old: list[Key], new: list[Key]) -> list[Key]:
    """The keys of both: in the newer order, those that are gone behind what they followed."""
    found = list(new)
    for index, key in enumerate(old):
        if key not in new:
            found.insert(found.index(old[index - 1]) + 1 if index else 0, key)
    return found


def _name(chapter: Chapter) -> str:
    return f"第{chapter['number']}章　{chapter['title']}"


def _outline(chapter: Chapter) -> str:
    """A chapter that came or went, told by what it is for and how many articles it has."""
    count = sum(one.numbered for one in articles(chapter.get("body")))
    return str(chapter["purpose"] or chapter["title"]) + (f"（全章共{count}条）" if count else "")


def _chapter(old: Chapter, new: Chapter) -> Iterator[Note]:
    chapter = _name(new)
    for key, label in ASPECTS.items():
        where = (label,) if label else ()
        yield from _told(chapter, compare.changes(_labelled(old.get(key)), _labelled(new.get(key)), where))
    yield from _article_notes(chapter, articles(old.get("body")), articles(new.get("body")))


def _labelled(value: Facts) -> Facts:
    """Rows of a label and its value as things with a name, so that the name tells what changed."""
    if isinstance(value, list) and value and all(isinstance(row, list) and len(row) == 2 for row in value):
        return [{"label": label, "text": text} for label, text in value]
    return value


def _told(chapter: str, found: Iterator[compare.Change]) -> Iterator[Note]:
    for one in found:
        yield Note(chapter, one.place, _kind(one.old, one.new), one.old, one.new)


def _kind(old: str | None, new: str | None) -> str:
    return ADDED if old is None else REMOVED if new is None else CHANGED


def _front(old: Facts, new: Facts) -> Iterator[Note]:
    """What is told before the chapters: whose book it is, and how to use it."""
    for key in ("title", "committee", "office", "policy", "note", "reading", "large_print", "domain", "safety"):
        label = compare.LABELS.get(key, "") if not isinstance(new.get(key), Mapping) else ""
        where = ("编写说明",) if key == "note" else (label,) if label else ()
        yield from _told(FRONT, compare.changes(old.get(key), new.get(key), where))
    before, after = ([part["title"] for part in book["parts"]] for book in (old, new))
    yield from _told(FRONT, compare.changes(before, after, ("部分",)))


def _annexes(old: Facts, new: Facts) -> Iterator[Note]:
    for key, label in (("lists", "清单"), ("certificates", "不开的证明"), ("forms", "表单")):
        yield from _told(ANNEX, compare.changes(old.get(key), new.get(key), (label,)))


Pair = tuple[Article | None, Article | None]


def _article_notes(chapter: str, old: Sequence[Article], new: Sequence[Article]) -> Iterator[Note]:
    pairs = list(aligned(old, new))
    for before, after in pairs:
        was, now = (one.text if one else None for one in (before, after))
        if was != now:
            yield Note(chapter, _article(before, after), _kind(was, now), was, now)
    yield from _renumbered(chapter, pairs)


def _article(before: Article | None, after: Article | None) -> str:
    """What an article is called; of one with another number also the earlier one."""
    if before and after and before.numbered and before.name != after.name:
        return f"{after.name}（原{before.name}）"
    one = after or before
    return one.name if one else ""


def _renumbered(chapter: str, pairs: Sequence[Pair]) -> Iterator[Note]:
    """Articles that say the same under another number, those that follow each other as one note."""
    spans: list[list[tuple[str, str]]] = [[]]
    for before, after in pairs:
        if before and after and before.numbered and after.numbered and before.name != after.name:
            spans[-1].append((before.name, after.name))
        elif before is None or after is None or before.numbered:
            spans.append([])
    for span in filter(None, spans):
        old, new = zip(*span, strict=True)
        yield Note(chapter, "条号", CHANGED, _span(old), _span(new))


def _span(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}到{names[-1]}"


def aligned(old: Sequence[Article], new: Sequence[Article]) -> Iterator[Pair]:
    """The articles of both texts side by side: the same words first, between them what is most alike."""
    matcher = difflib.SequenceMatcher(a=_same(old), b=_same(new), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _most_alike(tuple(old[a:b]), tuple(new[c:d]))


def _same(found: Sequence[Article]) -> list[tuple[bool, str]]:
    """What makes articles the same: their words, and that neither is a heading."""
    return [(one.name == HEADING, one.text) for one in found]


ALIKE = 0.5
"""From this share of common characters on, an article is a change of the other rather than a new one."""

SAME_NUMBER = 0.1
"""What the same number is worth for articles that are not alike: they stand side by side where nothing fits better."""


def _most_alike(old: tuple[Article, ...], new: tuple[Article, ...]) -> Iterator[Pair]:
    """The pairing in order that keeps most in common; what has no partner stands alone."""

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
    yield from ((one, None) for one in old[i:])
    yield from ((None, one) for one in new[j:])


@lru_cache(maxsize=4096)
def likeness(old: Article, new: Article) -> float:
    """How far two articles are one that changed: the share of common characters, little for the same number alone."""
    if (old.name == HEADING) != (new.name == HEADING):
        return 0.0
    matcher = difflib.SequenceMatcher(a=old.text, b=new.text, autojunk=False)
    # the quick ratios are upper bounds
    alike = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
    share = matcher.ratio() if alike else 0.0
    return share if share >= ALIKE else SAME_NUMBER if old.name == new.name else 0.0


def _gathered(found: Sequence[Note]) -> Iterator[Note]:
    """The notes; where many say that the same words were replaced, and nothing else, one note in their stead, first."""
    replaced = [_replacements(note) for note in found]
    often = Counter(pair for pairs in replaced for pair in dict.fromkeys(pairs))
    many = [bool(pairs) and all(all(pair) and often[pair] >= SAME_AGAIN for pair in pairs) for pairs in replaced]
    told_once = Counter(pair for pairs, one in zip(replaced, many, strict=True) for pair in pairs if one)
    for pair, count in told_once.items():
        first = next(note for note, pairs, one in zip(found, replaced, many, strict=True) if one and pair in pairs)
        yield Note(WHOLE, f"{count}处", CHANGED, *difference.near(first.old or "", first.new or "", pair))
    yield from (note for note, one in zip(found, many, strict=True) if not one)


def _replacements(note: Note) -> list[Replaced]:
    if note.old is None or note.new is None or note.article == "条号":
        return []
    return difference.replacements(note.old, note.new)


# --- the variant -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield what the newest issued rulebook says otherwise than the one before it; nothing where there are no two."""
    if compared(pages):
        codes = (pages.code("page", "changes").code,)
        yield print_file("rulebook", pages.committee.slug, "changes.typ", codes, variant=variant)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the sheet of changes says."""
    return changenotes(brief.handbook, brief.pages, brief.values)


VARIANT = Variant("changes", files=files, data=data, issued=False, carried=False)
"""It has no editions: it tells what those of the book say."""
