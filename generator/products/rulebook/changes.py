"""What changed between the newest rulebook and the one before it: for the website's page and the counter's sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.codes import ledger
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.labels import BookLabels
from generator.model.ledger import Edition
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Variant, print_file
from generator.products.rulebook.contents import RULEBOOK
from generator.products.rulebook.notes import Note, notes
from generator.text.chinese import date
from generator.text.placeholder import Values


def compared(pages: CommitteePages) -> tuple[Edition, Edition] | None:
    """Return the last edition of the rulebook that said something else than the newest, and the newest.

    None where there is no such pair, or what one of them said was not kept.
    """
    issued = ledger.of_sheet(pages.ledger, RULEBOOK)
    earlier = [edition for edition in issued if edition.digest != issued[-1].digest]
    if not earlier:
        return None
    pair = earlier[-1], issued[-1]
    return pair if all(pages.kept(edition) is not None for edition in pair) else None


def by_chapter(handbook: Handbook, pages: CommitteePages) -> Data | None:
    """Return the changes by chapter, with number and date of both editions; None where no two can be compared."""
    pair = compared(pages)
    if pair is None:
        return None
    older, newer = pair
    changes = notes(pages.kept(older), pages.kept(newer), handbook.labels)
    return {
        "older": {"number": older.edition, "date": date(older.date)},
        "newer": {"number": newer.edition, "date": date(newer.date)},
        "count": len(changes),
        "chapters": [
            {"title": title, "notes": [_record(note, handbook.labels.book) for note in same]}
            for title, same in groupby(changes, key=lambda note: note.chapter)
        ],
    }


def _record(note: Note, words: BookLabels) -> Data:
    return {
        "article": note.article,
        "kind": note.kind,
        "word": {"added": words.added, "changed": words.changed, "removed": words.removed}[note.kind],
        "times": note.times,
        "old": note.old,
        "new": note.new,
        "old_runs": [{"text": run.text, "changed": run.changed} for run in note.old_runs],
        "new_runs": [{"text": run.text, "changed": run.changed} for run in note.new_runs],
    }


def changenotes(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the data of the sheet for the counter: what the newest rulebook says otherwise than the one before it.

    Of long articles only what changed with the words around it. Raise ValueError where there are no two editions.
    """
    changes = by_chapter(handbook, pages)
    if changes is None:
        raise ValueError(f"{pages.committee.slug} has no two editions of its rulebook")
    for chapter in changes["chapters"]:
        for note in chapter["notes"]:
            note |= {key: _shortened(note[key]) for key in ("old_runs", "new_runs")}
    return {
        **sheet.masthead(handbook, pages, values),
        **changes,
        "title": handbook.words.changes,
        "book": handbook.words.rulebook,
        "reading": sheet.reading_copy(handbook, pages),
        "code": sheet.code(handbook, pages, "page", "changes", handbook.words.captions.changes),
    }


LONG = 160
"""Characters of an article that the sheet tells whole: eleven lines of a column. More of them hide the change."""

AROUND = 24
"""Characters told at least before and after a change in a longer one, and on to where a sentence ends."""

GAP = "……"


def _shortened(runs: Sequence[Mapping[str, object]]) -> list[Data]:
    """Return the stretches of a text without what is far from any change."""
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
    """Return an unchanged stretch, as far as it is near to a change before or after it."""
    end = SENTENCE_END.search(text, AROUND) if before else None
    head = end.end() if end else len(text) if before else 0
    starts = [match.end() for match in SENTENCE_END.finditer(text, 0, max(0, len(text) - AROUND))]
    tail = (starts[-1] if starts else 0) if after else len(text)
    return text if tail - head <= len(GAP) else text[:head] + GAP + text[tail:]


# --- the variant -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield what the newest issued rulebook says otherwise than the one before it; nothing where there are no two."""
    if compared(pages):
        codes = (pages.code("page", "changes").code,)
        yield print_file(RULEBOOK, pages.committee.slug, "changes.typ", codes, variant=variant)


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the sheet of changes says."""
    return changenotes(brief.handbook, brief.pages, brief.values)


VARIANT = Variant("changes", files=files, data=data, issued=False, carried=False)
"""It has no editions: it tells what those of the book say."""
