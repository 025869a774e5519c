"""The first three steps of every journey, load, check and plan: each returns what the next one takes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import SITE_CONFIG
from generator.build import ledgers, witnesses
from generator.build.inputs import Pending, Seen
from generator.build.planned import Planned
from generator.build.request import Request
from generator.check.citations import check_citations
from generator.check.finding import Judged
from generator.check.judge import check_data, check_readable, check_texts, judge, problems
from generator.codes.history import Witness
from generator.disk.lock import alone
from generator.model.handbook import Handbook
from generator.problem import HandbookError, Location, Problem, did_you_mean, errors, in_order
from generator.products import plan as plans
from generator.products.catalogue import FORMS, usual_words
from generator.products.names import WEBSITE
from generator.products.website import addresses
from generator.read import files
from generator.read.listing import COMMITTEES
from generator.read.templates import Templates, read_templates


@dataclass(frozen=True)
class Loaded:
    """A handbook and the templates that draw it, all that is read of an author's folder.

    `seen` is how that was before it was read, `witnesses` are those that remember the ledgers.
    """

    handbook: Handbook
    templates: Templates
    seen: Seen
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True)
class Checked:
    """A handbook without errors, what the rules of the policy found in it, and what the author should look at."""

    handbook: Handbook
    templates: Templates
    judged: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    seen: Seen
    witnesses: tuple[Witness, ...]


def named(words: Collection[str]) -> tuple[str, ...]:
    """Return the words that are asked for, or the usual ones where none are. Raises HandbookError for unknown ones."""
    place = Location(SITE_CONFIG)
    if unknown := [word for word in words if word not in FORMS]:
        raise HandbookError(
            Problem(place, "D073", f"没有叫“{word}”的成品", did_you_mean(word, list(FORMS))) for word in unknown
        )
    return tuple(words) or usual_words()


def load(root: Path, published: str = "") -> Loaded:
    """Return the handbook in a folder and its templates, and who remembers its ledgers.

    `published` is the address or the folder of the website that is out, if it shall be asked as well. Raises
    HandbookError with the problems of all files.
    """
    try:
        seen = Seen.of(root)
        handbook = files.load(root)
        return Loaded(handbook, read_templates(root), seen, tuple(witnesses.of(handbook, published)))
    except files.UnreadableFiles as error:
        readable = check_readable(error.readable) if error.readable else ()
        raise HandbookError([*error.problems, *check_texts(error.loaded), *readable]) from None


def check(loaded: Loaded, committees: Collection[str] = ()) -> Checked:
    """Return the handbook with what the rules found. Raises HandbookError with every error.

    `committees` are the slugs of those that are asked for; where one is not there, that alone is told.
    """
    handbook = loaded.handbook
    if unknown := tuple(unknown_committees(handbook, committees)):
        raise HandbookError(unknown)
    judged = tuple(judge(handbook))
    listed = (*check_data(handbook), *problems(judged))
    if errors(listed):
        raise HandbookError(listed)
    return Checked(handbook, loaded.templates, judged, listed, loaded.seen, loaded.witnesses)


def plan(checked: Checked, words: Collection[str], committees: Collection[str] = ()) -> Planned:
    """Return all that will be produced: the forms that these words name.

    Raises HandbookError where that would break a promise, such as a code that leads nowhere.
    """
    handbook, templates = checked.handbook, checked.templates
    assets = addresses(templates.sources, templates.look_source)
    planned = plans.plan(handbook, words, committees, assets)
    forgotten = witnesses.forgotten(handbook, planned, checked.witnesses, "error" if WEBSITE in words else "warning")
    listed = in_order([*checked.problems, *plans.check_plan(handbook, planned), *forgotten])
    if errors(listed):
        raise HandbookError(listed)
    return Planned(handbook, templates, checked.judged, planned, tuple(listed), ledgers.grown(planned), checked.seen)


def with_pending(
    planned: Planned, handbook: Handbook, words: Collection[str], committees: Collection[str], pending: Pending
) -> Planned:
    """Return what is planned with the handbook that there will be once the pending files are written."""
    templates = planned.templates
    assets = addresses(templates.sources, templates.look_source)
    return replace(planned, handbook=handbook, plan=plans.plan(handbook, words, committees, assets), pending=pending)


def unknown_committees(handbook: Handbook, committees: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each slug that is no committee's."""
    slugs = [committee.slug for committee in handbook.committees]
    for slug in committees:
        if slug not in slugs:
            yield Problem(Location(COMMITTEES), "D062", f"没有叫“{slug}”的居委会文件夹", did_you_mean(slug, slugs))


def every_problem(prepared: Callable[[], Planned], laws: Path | None) -> tuple[Problem, ...]:
    """Return the problems of a handbook, ready or not, and of its citations where a folder of law texts is given."""
    try:
        planned = prepared()
    except HandbookError as error:
        return error.problems
    return tuple(in_order([*planned.problems, *(check_citations(planned.handbook, laws) if laws else ())]))


@contextlib.contextmanager
def writing(request: Request) -> Iterator[None]:
    """Let nobody else write the handbook or the build meanwhile; what a killed run left is finished or swept first."""
    build = request.destination
    build.parent.mkdir(parents=True, exist_ok=True)
    with alone(request.root, WORK), alone(build.parent, WORK, name=f".{build.name}.lock"):
        ledgers.recover(request.root)
        yield


WORK = "做成品"
"""What others are told that a build does."""
