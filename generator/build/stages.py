"""The first three steps of every journey, load, check and plan: each returns what the next one takes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator import SITE_CONFIG
from generator.build import known as knowledge
from generator.build import ledgers, snapshots, witnesses
from generator.build.inputs import Pending, Seen
from generator.build.planned import Planned, Stopped
from generator.build.request import Request
from generator.build.stopped import Stops, by_committee, left_without, silenced_by, stopped_by, stopped_by_plan
from generator.check import breaches
from generator.check.data.agreement import old_facts_gone
from generator.check.data.breach_ledgers import ledgers_whole, nothing_overdue, untrusted
from generator.check.finding import Judged
from generator.check.judge import check_data, check_facts, check_texts, judge, judge_each, problems
from generator.codes.history import Witness
from generator.disk import own_cache
from generator.disk.files import folders_made
from generator.disk.lock import alone
from generator.model.handbook import Handbook
from generator.model.naming_keys import naming_keys_in
from generator.problem import HandbookError, Location, Problem, did_you_mean, errors, in_order
from generator.products import plan as plans
from generator.products.catalogue import FORMS, usual_words
from generator.products.names import SITE, WEBSITE
from generator.products.website import addresses
from generator.read import files
from generator.read.breaches import Kept, read_breaches
from generator.read.committee_names import nearest
from generator.read.listing import COMMITTEES
from generator.read.templates import Templates, read_templates


@dataclass(frozen=True)
class Loaded:
    """A handbook and the templates that draw it, all that is read of an author's folder.

    `seen` is how that was before it was read, `witnesses` are those that remember the ledgers, `kept` are the ledgers
    of breaches. Where files of some committees could not be loaded, `unread` says which and why.
    """

    handbook: Handbook
    templates: Templates
    seen: Seen
    witnesses: tuple[Witness, ...]
    unread: files.UnreadableFiles | None = None
    kept: Kept = field(default_factory=lambda: Kept({}, {}))


@dataclass(frozen=True)
class Checked:
    """A handbook without errors, what the rules of the policy found in it, and what the author should look at.

    `stopped` are the mistakes of each committee that it is without, by its slug; they are among the `problems`.
    `recorded` are the ledgers of breaches that this run changes, as they will be written.
    """

    handbook: Handbook
    templates: Templates
    judged: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    seen: Seen
    witnesses: tuple[Witness, ...]
    stopped: Stopped
    unread: bool = False
    recorded: Pending = field(default_factory=dict)


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

    `published` is the address or the folder of the website that is out, if it shall be asked as well. Committees whose
    files cannot be loaded are left out. Raises HandbookError with the problems of all files where others cannot be.
    """
    seen, unread = Seen.of(root), None
    known: tuple[Witness, ...] = ()
    unasked: tuple[Problem, ...] = ()
    try:  # before the ledgers are read: one that somebody else adds to meanwhile has not forgotten what it gets
        known = tuple(witnesses.of(root, published))
    except HandbookError as error:
        unasked = error.problems
    kept = read_breaches(root)
    try:
        handbook = files.load(root)
    except files.UnreadableFiles as error:
        if error.readable is None:
            raise HandbookError([*unasked, *error.problems, *check_texts(error.loaded)]) from None
        handbook, unread = error.readable, error
    try:
        if unasked:
            raise HandbookError(unasked)
        with_ledgers = replace(handbook, breaches=kept.ledgers)
        return Loaded(with_ledgers, read_templates(root), seen, known, unread, kept)
    except HandbookError as error:
        raise HandbookError([*error.problems, *(unread.problems if unread else ())]) from None


def check(loaded: Loaded, committees: Collection[str] = (), stops: Stops = stopped_by) -> Checked:
    """Return the handbook without the committees that have errors, with what the rules found.

    `committees` are the slugs of those that are asked for; where one is not there, that alone is told. `stops` says
    whom an error stops. Raises HandbookError with every problem where an error is no single committee's, or where none
    of those asked for is left.
    """
    handbook, unread = loaded.handbook, loaded.unread
    if unknown := tuple(unknown_committees(loaded, committees)):
        raise HandbookError(unknown)
    handbook, judged = recorded(loaded)
    listed = (*(check_facts(handbook) if unread else check_data(handbook)), *problems(judged))
    if unread:
        # what a file does not say because of a slip in it is no mistake of its own
        spoilt = {problem.location.file for problem in unread.problems}
        sound = (problem for problem in listed if problem.location.file not in spoilt)
        listed = (*unread.problems, *check_texts(unread.loaded), *sound)
    listed = (
        *listed,
        *old_facts_left(loaded, listed),
        *ledgers_whole(handbook, loaded.kept),
        *nothing_overdue(handbook),
    )
    new_lines = ledgers.recorded(loaded.kept.ledgers, handbook.breaches)
    checked = Checked(
        handbook, loaded.templates, judged, (), loaded.seen, loaded.witnesses, {}, bool(unread), new_lines
    )
    try:
        return without(checked, listed, stops, committees)
    except HandbookError as error:  # there will be no plan, and what was forgotten is told all the same
        raise HandbookError([*error.problems, *witnesses.forgotten(handbook, None, loaded.witnesses)]) from None


def recorded(loaded: Loaded) -> tuple[Handbook, tuple[Judged, ...]]:
    """Return a handbook with what its ledgers of breaches say after this run, and what the rules found in it.

    Nothing is written: that is a build's to do, and the report's.
    """
    handbook, partly = loaded.handbook, bool(loaded.unread)
    judged = tuple(judge_each(handbook) if partly else judge(handbook))
    frozen = untrusted(handbook, loaded.kept)
    return replace(handbook, breaches=breaches.recorded(handbook, judged, frozen, partly)), judged


def old_facts_left(loaded: Loaded, listed: Collection[Problem]) -> Iterator[Problem]:
    """Yield the places that still say what was true once, but those of which one of the problems tells already."""
    memory: dict[str, Mapping[str, Any]] = {}
    for witness in loaded.witnesses:
        memory |= witness.facts
    return old_facts_gone(loaded.handbook, memory, [problem.location for problem in listed if problem.rule == "D028"])


def plan(checked: Checked, words: Collection[str], committees: Collection[str] = (), apart: bool = True) -> Planned:
    """Return all that will be produced: the forms that these words name, without committees that have mistakes.

    Raises HandbookError where that would break a promise of more than one committee; unless mistakes are taken `apart`,
    also where a committee has one.
    """
    handbook, templates = checked.handbook, checked.templates
    assets = addresses(templates.sources, templates.look_source)
    planned = plans.plan(handbook, words, committees, assets)
    forgotten = witnesses.forgotten(handbook, planned, checked.witnesses, "error" if WEBSITE in words else "warning")
    broken = (*naming_keys_in(plans.check_plan(handbook, planned)), *forgotten)
    if errors(broken):
        return plan(without(checked, broken, stopped_by_plan, committees), words, committees, apart)
    if checked.stopped and not apart:
        raise HandbookError([*checked.problems, *broken])
    ready = Planned(
        handbook,
        templates,
        checked.judged,
        planned,
        tuple(in_order([*checked.problems, *broken])),
        {**ledgers.grown(planned), **checked.recorded},
        checked.seen,
        stopped=checked.stopped,
        unread=checked.unread,
    )
    lost = tuple(snapshots.lost(ready))
    problems = tuple(in_order([*ready.problems, *snapshots.told(ready, lost)]))
    return replace(ready, problems=problems, pending={**ready.pending, **snapshots.made_again(lost)})


def survey(loaded: Loaded, committees: Collection[str] = ()) -> Planned:
    """Return what is planned so that issued sheets can be held against it, whatever promise is broken.

    Raises HandbookError where nothing can be said of any committee that is asked for.
    """
    checked = check(loaded, committees, silenced_by)
    assets = addresses(checked.templates.sources, checked.templates.look_source)
    planned = plans.plan(checked.handbook, usual_words(), committees, assets)
    broken = (
        *naming_keys_in(plans.check_plan(checked.handbook, planned)),
        *witnesses.forgotten(checked.handbook, planned, checked.witnesses),
    )
    ready = Planned(checked.handbook, checked.templates, checked.judged, planned, (), stopped=checked.stopped)
    told = in_order([*checked.problems, *broken, *snapshots.told(ready, tuple(snapshots.lost(ready)))])
    return replace(ready, problems=tuple(told))


def without(checked: Checked, listed: Collection[Problem], stops: Stops, committees: Collection[str]) -> Checked:
    """Return what was checked with these problems more, and without the committees that they stop.

    `stops` tells the slug of the committee that an error stops, nothing for all. Raises HandbookError with every
    problem where all are stopped, or all of the `committees` that are asked for.
    """
    every = tuple(in_order([*checked.problems, *listed]))
    stopped = by_committee(errors(listed), stops)
    handbook = left_without(checked.handbook, {*checked.stopped, *stopped})
    left = {committee.slug for committee in handbook.committees}
    if SITE in stopped or not left.intersection(committees or left):
        raise HandbookError(every)
    gone = {closed.slug: () for closed in checked.handbook.closed if closed not in handbook.closed}
    judged = tuple(each for each in checked.judged if each.committee in left | {SITE})
    return replace(
        checked, handbook=handbook, judged=judged, problems=every, stopped={**gone, **checked.stopped, **stopped}
    )


def with_pending(
    planned: Planned, handbook: Handbook, words: Collection[str], committees: Collection[str], pending: Pending
) -> Planned:
    """Return what is planned with the handbook that there will be once the pending files are written."""
    templates = planned.templates
    assets = addresses(templates.sources, templates.look_source)
    return replace(planned, handbook=handbook, plan=plans.plan(handbook, words, committees, assets), pending=pending)


def unknown_committees(loaded: Loaded, committees: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each slug that is the name of no committee's folder."""
    root, seen = loaded.handbook.root, loaded.seen
    slugs = [slug for slug in seen.committees if slug not in seen.closed]
    for slug in committees:
        if slug not in slugs:
            yield Problem(Location(COMMITTEES), "D062", f"没有叫“{slug}”的居委会文件夹", nearest(root, slug, slugs))


def every_problem(prepared: Callable[[], Planned], laws: Path | None) -> tuple[Problem, ...]:
    """Return the problems of a handbook, ready or not, and of its citations where a folder of law texts is given."""
    try:
        planned = prepared()
    except HandbookError as error:
        return error.problems
    if not laws:
        return tuple(in_order(planned.problems))
    from generator.check.citations import check_citations  # slow to import, and seldom asked for

    return tuple(in_order([*planned.problems, *check_citations(planned.handbook, laws)]))


@contextlib.contextmanager
def writing(request: Request) -> Iterator[None]:
    """Let nobody else write the handbook or the build meanwhile; what a killed run left is finished or swept first.

    Where all is to be made anew, all is read anew as well.
    """
    build = request.destination
    lock = f".{build.name}.lock"
    kept = contextlib.nullcontext() if request.cache else own_cache.let_be()
    with kept, folders_made(build.parent), alone(request.root, WORK), alone(build.parent, WORK, name=lock):
        ledgers.recover(request.root)
        with knowledge.kept(request.root):
            yield


WORK = "做成品"
"""What others are told that a build does."""
