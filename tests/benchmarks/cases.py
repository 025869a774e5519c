"""What is measured, and in which order: each case of one program, then the same of the other, A B A B."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import serve
from tests.benchmarks.edits import CAPACITY, COMMITTEE, CONTENT
from tests.benchmarks.figures import Figures, at
from tests.benchmarks.handbook_copy import HandbookCopy
from tests.benchmarks.measure import CommandFailed, Cost
from tests.benchmarks.rivals import Rivals

CHECK_FIRST = "check, for the first time"
CHECK = "check, as on any other day"
WEBSITE = "website alone, from nothing"
EVERYTHING = "all prints and the website, from nothing"
WITHOUT_GUIDES = "everything but the guides, from nothing"
NOTHING = "nothing changed"
AFTER_PHONE = f"after {COMMITTEE.name}"
AFTER_SENTENCE = f"after {CONTENT.name}"
AFTER_CAPACITY = f"after {CAPACITY.name}"
PREVIEW = "edit seen in the preview"


class Step(NamedTuple):
    """One case: its name, and what is run on a copy of the handbook."""

    case: str
    run: Callable[[HandbookCopy], Cost]


CHECKS = (Step(CHECK_FIRST, HandbookCopy.check_for_the_first_time), Step(CHECK, HandbookCopy.check))
WEBSITES = (Step(WEBSITE, HandbookCopy.website_from_nothing),)
PRINTS = (
    Step(EVERYTHING, HandbookCopy.everything_from_nothing),
    Step(WITHOUT_GUIDES, HandbookCopy.all_but_guides_from_nothing),
)
EDITED = (
    Step(NOTHING, HandbookCopy.everything_again),
    Step(AFTER_PHONE, partial(HandbookCopy.everything_again, edit=COMMITTEE)),
    Step(AFTER_SENTENCE, partial(HandbookCopy.everything_again, edit=CONTENT)),
    Step(AFTER_CAPACITY, partial(HandbookCopy.everything_again, edit=CAPACITY)),
)
GROWN = (  # the website comes first: it gives codes, and those who check every day have them
    Step(WEBSITE, HandbookCopy.website_from_nothing),
    Step(NOTHING, HandbookCopy.website_again),
    Step(AFTER_PHONE, partial(HandbookCopy.website_again, edit=COMMITTEE)),
    *CHECKS,
)


class Side(NamedTuple):
    """A program, the data it is measured on, and its figures."""

    name: str
    program: Path
    data: Path
    figures: Figures

    def copy(self, folder: Path, total: int = 0) -> HandbookCopy:
        """Return a copy of its data, grown to `total` committees where that is wanted."""
        return HandbookCopy(self.program, self.data, folder / self.name, total)


def other_side(program: Path, data: Path, folder: Path) -> Side:
    """Return the side of an older program: on the same data if it takes them for sound, else on its own."""
    shared = Side("other", program, data, Figures())
    attempt = shared.copy(folder / "attempt")
    try:
        attempt.check()
    except CommandFailed:
        return shared._replace(data=program)
    finally:
        attempt.remove()
    return shared


Pairs = list[tuple[Side, HandbookCopy]]


def one_round(steps: Iterable[Step], pairs: Pairs, size: int = 0) -> None:
    """Run each step once on each side, and keep its cost under its name and size, or that it failed."""
    for step in steps:
        case = at(size, step.case) if size else step.case
        for side, copy in pairs:
            try:
                side.figures.add(case, step.run(copy))
            except CommandFailed as failure:
                side.figures.fail(case, failure)


def one_round_of_websites(pairs: Pairs, rivals: Rivals) -> None:
    """Build the website once on each side, and let the others make its pages."""
    one_round(WEBSITES, pairs)
    for case, cost in rivals.costs():
        pairs[0][0].figures.add(case, cost)


def one_round_of_previews(pairs: Pairs, edits: int) -> None:
    """Start one preview on each side, and edit each kind of file so many times."""
    for side, copy in pairs:
        try:
            side.figures.add_preview(copy.size, serve.measure(copy.root, copy.program, edits))
        except TimeoutError as failure:
            side.figures.fail(at(copy.size, PREVIEW), failure)
