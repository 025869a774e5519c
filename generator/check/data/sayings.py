"""What the files of a handbook say today: every text but those that tell of the past or quote somebody."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generator.model.committee import Profile
from generator.model.content import Calendar, Certificates, Document
from generator.model.facts import Record, SharedText, texts_within
from generator.model.handbook import Handbook
from generator.model.hours import Timetable
from generator.model.labels import Labels
from generator.model.ledger import Ledger
from generator.model.policy import Policy
from generator.model.records import Records
from generator.model.register import Register
from generator.model.site import Site
from generator.model.words import Pinyin
from generator.problem import Location, Path
from generator.read.listing import owner


class Saying(NamedTuple):
    """A text that holds today, where it stands, and whose file it is in: a committee's slug, or nothing.

    `path` is the value's in its file; a line of Markdown has none. Where in a text something stands can be told where
    that is written as it is read, `exact`: a line of Markdown without `&amp;`.
    """

    text: str
    location: Location
    committee: str
    path: Path
    record: Record
    exact: bool = False

    def at(self, start: int) -> Location:
        """Return where a stretch of the text stands that begins at this character."""
        return replace(self.location, column=start + 1) if self.exact else self.location


PAST: Mapping[type[Record], frozenset[str]] = {
    Profile: frozenset(("former_names", "former_slugs", "plates")),
    Timetable: frozenset(("replacements",)),
    Register: frozenset(("plates", "admitted", "walls", "removed", "retired")),
    Policy: frozenset(("rules",)),
    SharedText: frozenset(("changes", "checked", "basis", "listed")),
    Certificates: frozenset(("checked", "document")),
}
"""What tells of the past, or quotes: the keys at the top of a file, by its kind."""

PRESENT: Mapping[type[Record], frozenset[str]] = {
    Site: frozenset(("site_name", "site_description")),
    Records: frozenset(("notices", "gatherings")),
}
"""The keys of files of which nothing else is told to residents as it is today."""

NOT_SAID: tuple[type[Record], ...] = (Ledger, Calendar, Labels, Pinyin, Document)
"""What the program writes, what speaks of no committee, and the policy, which is quoted as it was issued."""


def always(text: str) -> bool:
    """Tell that any text is wanted."""
    return True


def sayings(handbook: Handbook, suspect: Callable[[str], object]) -> Iterator[Saying]:
    """Yield the texts that hold today and of which `suspect` is true; a file is asked as a whole first."""
    for record in handbook.files:
        if suspect(record.text):
            yield from sayings_of(handbook, record, suspect)


def sayings_of(handbook: Handbook, record: Record, suspect: Callable[[str], object] = always) -> Iterator[Saying]:
    """Yield every text of a file that holds today and of which `suspect` is true."""
    committee = owner(record.source.file)
    if isinstance(record, NOT_SAID):
        return
    for path, text in texts_within(record):
        if suspect(text) and holds(handbook, record, path):
            yield Saying(text, record.source.at(*path), committee, path, record)
    if isinstance(record, SharedText):
        for number, line in enumerate(record.markdown.split("\n"), record.source.body_line):
            said = html.unescape(line)
            if suspect(said):
                yield Saying(said, Location(record.source.file, number), committee, (), record, exact=said == line)


def holds(handbook: Handbook, record: Record, path: Path) -> bool:
    """Tell whether a value of a file is said today, and is no quotation."""
    kinds = type(record).__mro__
    if any(path[0] in PAST[kind] for kind in kinds if kind in PAST):
        return False
    if present := PRESENT.get(type(record)):
        return path[0] in present and (not isinstance(record, Records) or still_up(handbook, record, path))
    return True


def still_up(handbook: Handbook, record: Records, path: Path) -> bool:
    """Tell whether what a notice or a meeting says still counts: it is not over."""
    index = path[1]
    assert isinstance(index, int)
    if path[0] == "notices":
        return record.notices[index].expires >= handbook.today
    return record.gatherings[index].date >= handbook.today
