"""Find where an assessment counts what hangs on walls, in the names of its indicators and in texts (二（三）3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.facts import SharedText, texts_within
from generator.model.policy import Merit
from generator.problem import Location

SENTENCE = re.compile(r"[。；;！？!?\n]")
CLAUSE = re.compile(r"[，,。；;：:（）()]")
POINTS = r"[0-9一二两三四五六七八九十百]+(?:\.[0-9])?分(?![钟类之])|占[0-9]+(?:\.[0-9])?[%％]"
POINTS_CELL = re.compile(r"[0-9]+(?:\.[0-9]+)?[%分]?")
LOOKED_AT = "[^看考评查算计]*$"

PAST = ("changes", "checked", "basis")
"""Parts of a text that tell of earlier days, or what it rests on."""


def merit_in_name(words: Merit, name: str) -> str:
    """Return the word for walls that an indicator's name counts, or nothing; a name may say that it does not."""
    for word in _found(words, name):
        before, behind = CLAUSE.split(name[: word.start()])[-1], name[word.end() :]
        if not _denied(words, before, behind):
            return word[0]
    return ""


def merit_in_text(words: Merit, text: SharedText, assesses: bool) -> Iterator[tuple[str, str, Location]]:
    """Yield word, sentence and place of each sentence of a text that gives points for what hangs on walls.

    Where the text is the assessment itself, any number of points will do, and a table's cells; else it must be said.
    """
    lines = ((line, Location(text.source.file, number)) for number, line in _lines(text))
    front = ((said, text.source.at(*path)) for path, said in texts_within(text) if path[0] not in PAST)
    for passage, place in (*front, *lines):
        for sentence in SENTENCE.split(passage.replace("*", "")):
            if word := _merit(words, sentence, assesses):
                yield word, sentence.strip(" |"), place


def _lines(text: SharedText) -> Iterator[tuple[int, str]]:
    return enumerate(text.markdown.split("\n"), text.source.body_line)


def _merit(words: Merit, sentence: str, assesses: bool) -> str:
    """Return the word for walls that a sentence, or a row of a table, counts, or nothing."""
    counting = _counting(words) if assesses else _said_to_count(words)
    row = assesses and sentence.lstrip().startswith("|")
    counts = re.search(counting, sentence) or (
        row and any(POINTS_CELL.fullmatch(cell.strip()) for cell in sentence.split("|"))
    )
    for word in _found(words, sentence) if counts else ():
        before, behind = sentence[: word.start()], sentence[word.end() :]
        if not _denied(words, CLAUSE.split(before)[-1], behind):
            return word[0]
    return ""


def _found(words: Merit, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(_any_of(words.walls), text) if words.walls else iter(())


def _denied(words: Merit, before: str, behind: str) -> bool:
    """Tell whether it is said that this does not count: before it in its clause, or behind it where it is counted."""
    if not words.denied:
        return False
    denied = _any_of(words.denied)
    if re.search(f"(?:{denied}){LOOKED_AT}", before):
        return True
    for clause in CLAUSE.split(behind):
        if re.search(denied, clause):
            return True
        if re.search(_counting(words), clause):
            return False
    return False


def _counting(words: Merit) -> str:
    return "|".join((POINTS, *map(re.escape, words.counted)))


def _said_to_count(words: Merit) -> str:
    """Return a pattern for what counts in a text of any kind: points that are given, and words for assessing."""
    return "|".join(
        (f"[加扣得计]{POINTS}", *(re.escape(word) for word in words.counted if "分" in word or "考" in word))
    )


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
