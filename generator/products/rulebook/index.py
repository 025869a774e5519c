"""The printed index: all that can be looked for in the rulebook, by pinyin, and where in the book it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.products.index import Entry, Letter, alphabet
from generator.products.product import Data
from generator.products.rulebook.chapters import CHAPTERS, other_words, services
from generator.products.rulebook.contents import Book


def index(book: Book) -> list[Data]:
    """Return the index of a book by pinyin: each letter with its words, each word with its places.

    A place is the label that the template gives it, and the chapter or form it stands in: 第3章, 表2; no word where the
    template itself numbers it.
    """
    pinyin = book.handbook.language.pinyin
    entries = [(replace(entry, pinyin=pinyin), place) for entry, place in index_entries(book)]
    where = {entry.address: place for entry, place in entries}
    return [
        {"letter": letter.letter, "lines": [_index_line(word, labels, where) for word, labels in _same_words(letter)]}
        for letter in alphabet(entry for entry, _ in entries)
    ]


def index_entries(book: Book) -> Iterator[tuple[Entry, str | None]]:
    """Yield what the index names, chapters, duties, matters, certificates and forms, and where each stands."""
    words = book.handbook.words.numbering
    for subject, number in book.numbers.items():
        place = words.chapter.format(number=number)
        yield _chapter_entry(book, *subject), place
        if subject[0] == "working-committee":
            yield from ((entry, place) for entry in _duties_and_matters(book, subject[1]))
    for number, certificate in enumerate(book.handbook.certificates.items):
        yield Entry("certificate", certificate.name, certificate.name, f"certificate-{number}"), None
    for number, form in enumerate(book.forms, 1):
        yield Entry("form", form.id, form.title, f"form-{form.id}"), words.form.format(number=number)


def _chapter_entry(book: Book, kind: str, id: str) -> Entry:
    """Return a chapter by its title and what else that is called."""
    chapter = CHAPTERS[kind](book, id)
    return Entry(kind, id, chapter["title"], f"{kind}-{id}", tuple(chapter["also_called"]))


def _duties_and_matters(book: Book, id: str) -> Iterator[Entry]:
    """Yield the groups of duties of a working committee, and what residents come to it for."""
    for number, group in enumerate(book.handbook.working_committees[id].groups):
        yield Entry("group", group.name, group.name, f"group-{id}-{number}")
    for service in services(book, id):
        yield Entry("service", service.id, service.title, f"service-{service.id}", other_words(service))


def _same_words(letter: Letter) -> Iterator[tuple[str, list[str]]]:
    """Yield each word below a letter, once, with the labels of all it stands for."""
    labels: dict[str, list[str]] = {}
    for line in letter.lines:
        labels.setdefault(line.word, []).append(line.entry.address)
    yield from labels.items()


def _index_line(word: str, labels: Iterable[str], where: Mapping[str, str | None]) -> Data:
    return {"word": word, "places": [{"label": label, "number": where[label]} for label in labels]}
