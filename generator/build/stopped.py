"""Committees that are left out of a build because of their mistakes, and what of them stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.build.earlier import Earlier
from generator.build.planned import Planned
from generator.build.request import Old, Request
from generator.disk import reading
from generator.model.field_names import bilingual
from generator.model.handbook import Handbook
from generator.problem import HandbookError, Location, Problem, in_order
from generator.products.catalogue import PRODUCTS
from generator.products.names import SITE, WEBSITE, unit_name
from generator.products.product import Artifact, Unit
from generator.products.report import PRODUCT as REPORT
from generator.products.website import PACKED
from generator.read.listing import SNAPSHOTS, Own, own_file, owner

# --- whom a mistake stops --------------------------------------------------------------------------------------------


def stopped_by(problem: Problem) -> str:
    """Return the slug of the committee that an error in the files stops; SITE for all, as what they share does.

    Where two committees have one number or one address, nobody can tell which of them is right.
    """
    of_two = problem.rule == "D076" or (problem.rule == "X2" and problem.location.file.endswith(Own.PROFILE))
    return SITE if of_two else owner(problem.location.file) or problem.committee


UNSOUND = re.compile(r"D[0-9]{3}|X2")
"""The rules of sound data: where one of these is broken, nothing that is worked out from the data can be relied on."""


def silenced_by(problem: Problem) -> str | None:
    """Return the slug of the committee of whose sheets an error lets nothing be said, SITE for all; else None.

    Whether an issued sheet says what is true today can be told whatever the policy demands, and whatever else is amiss.
    """
    return stopped_by(problem) if UNSOUND.fullmatch(problem.rule) else None


def stopped_by_plan(problem: Problem) -> str:
    """Return the slug of the committee that an error in the plan stops: what has no page now still has its old one.

    Ledgers that say the same of two committees, or that were set back, stop all.
    """
    return problem.committee if problem.rule in ("X1", "D068") else SITE


Stops = Callable[[Problem], str | None]
"""What tells the slug of the committee that an error stops, SITE for all, None for nobody."""


def by_committee(problems: Iterable[Problem], stops: Stops) -> Mapping[str, tuple[Problem, ...]]:
    """Return the problems by the slug of the committee that each stops, SITE for those that stop all."""
    stopped: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        if (slug := stops(problem)) is not None:
            stopped[slug] = (*stopped.get(slug, ()), problem)
    return stopped


def left_without(handbook: Handbook, stopped: Collection[str]) -> Handbook:
    """Return a handbook without some committees, and without those that are no more and were taken over by them."""
    committees = tuple(committee for committee in handbook.committees if committee.slug not in stopped)
    there = {committee.slug for committee in committees}
    closed = (each for each in handbook.closed if each.slug not in stopped and each.closing.merged_into in there)
    return replace(handbook, committees=committees, closed=tuple(closed))


# --- what stays as it was --------------------------------------------------------------------------------------------


def settled(planned: Planned, earlier: Earlier, request: Request) -> Planned:
    """Return what is planned without what must stay as it is in the earlier build while committees are left out.

    What tells of all committees, such as the website's first page, waits for those that are left out, if they are in
    the earlier one. Where printed codes of theirs would lead nowhere, no website is made. Raises HandbookError where
    something that is planned would take the place of a page of theirs.
    """
    if not planned.stopped:
        return planned
    if taken := list(taken_places(planned, earlier)):
        raise HandbookError([*planned.problems, *taken])
    known = {(record["output"], record["committee"]) for record in earlier.records.values()}
    dead = tuple(dead_codes(planned, known))
    impossible = {*([REPORT.name, *(SUMMING - CARRIED)] if planned.unread else []), *([WEBSITE] if dead else [])}
    waiting = {output for output, slug in known if slug in planned.stopped}
    if waiting:  # they have no files of the committee to be known by
        waiting |= SUMMING if WEBSITE in waiting or not makes_website(planned) else SUMMING - CARRIED
    if planned.unread:
        waiting |= {unit.output for unit in planned.plan.units} - {WEBSITE, *CARRIED}
    units = [
        unit
        for unit in planned.plan.units
        if unit.output not in impossible and not (unit.committee == SITE and unit.output in waiting)
    ]
    problems = tuple(in_order([*planned.problems, *dead]))
    if not units:
        raise HandbookError(problems)
    kept = frozenset(unit.name for unit in planned.plan.units if unit not in units)
    if unit_name(WEBSITE, SITE) in kept and WEBSITE not in impossible:
        units += new_assets(planned, earlier)
    return replace(
        planned,
        plan=replace(planned.plan, units=tuple(units)),
        problems=problems,
        kept=kept,
        old=(*old_committees(planned, earlier, request), *old_units(planned, kept, impossible, earlier)),
    )


def taken_places(planned: Planned, earlier: Earlier) -> Iterator[Problem]:
    """Yield a problem (X1) for a planned file whose place in the earlier build a committee has that is left out."""
    for artifact in planned.plan.artifacts:
        owns = earlier.records.get(artifact.path, {}).get("committee", artifact.committee)
        if owns != artifact.committee and owns in planned.stopped:
            place = Location(own_file(artifact.committee, Own.PROFILE))
            hint = f"先改好 {own_file(owns)}，或改回{bilingual('Profile', 'number')}"
            yield Problem(place, "X1", f"{artifact.path} 是 {owns} 的，不能换掉", hint, committee=artifact.committee)
            return


def makes_website(planned: Planned) -> bool:
    """Tell whether a website is planned."""
    return any(unit.output == WEBSITE for unit in planned.plan.units)


Known = Collection[tuple[str, str]]
"""Of which committees, by slug, the earlier build has files of which product."""


def dead_codes(planned: Planned, known: Known) -> Iterator[Problem]:
    """Yield a problem (D096) for each committee without which a website cannot be made: its codes would lead nowhere.

    A website without the pages of printed codes is worse than an old one, and so is a report that does not know all.
    """
    if not makes_website(planned):
        return
    reports = planned.unread and planned.handbook.site.handbook.report
    for slug in planned.stopped:
        if (WEBSITE, slug) not in known and (reports or has_issued(planned.handbook.root, slug)):
            message = f"{slug} 的网页这次做不了，也没有上一次的，所以网站先不做"
            hint = f"先改好 {own_file(slug)} 里的错误，或换回有它网页的上一次成品"
            yield Problem(Location(own_file(slug, Own.LEDGER)), "D096", message, hint, committee=slug)


ISSUED = re.compile(r"\bissued:|^editions:", re.MULTILINE)
"""What stands in a ledger of which something was printed."""


def has_issued(root: Path, slug: str) -> bool:
    """Tell whether a committee ever gave a sheet to the printer, by files that need not be whole."""
    folder = root / own_file(slug)
    ledger = folder / Own.LEDGER
    try:
        text = reading.read(ledger).decode("utf-8", "replace")
    except FileNotFoundError:
        text = ""
    except OSError:  # nobody knows, so it may have
        return True
    return bool(ISSUED.search(text)) or any((folder / SNAPSHOTS).glob("*.json"))


def new_assets(planned: Planned, earlier: Earlier) -> Iterator[Unit]:
    """Yield the website's assets that the earlier build lacks: new pages need them, and old ones those that are there.

    The name of an asset changes with its content, so that both can be there.
    """

    def lacking(artifact: Artifact) -> bool:
        path = artifact.path
        for ending in PACKED:
            path = path.removesuffix(ending)
        return path in addresses and path not in earlier.records

    addresses = {f"{WEBSITE}/{address}" for address in planned.plan.assets.values()}
    own = next(unit for unit in planned.plan.units if (unit.output, unit.committee) == (WEBSITE, SITE))
    if assets := tuple(filter(lacking, own.artifacts)):
        yield replace(own, artifacts=assets)


# --- what is told ----------------------------------------------------------------------------------------------------


def old_committees(planned: Planned, earlier: Earlier, request: Request) -> Iterator[Old]:
    """Yield the committees of which something was asked for, and that are left out."""
    website = makes_website(planned)
    for slug, why in planned.stopped.items():
        if website or not request.committees or slug in request.committees:
            yield Old(own_file(slug), sum(record["committee"] == slug for record in earlier.records.values()), why)


def old_units(planned: Planned, kept: Collection[str], impossible: Collection[str], earlier: Earlier) -> Iterator[Old]:
    """Yield what will not be made although its committees are sound: what tells of all of them, or a whole product."""
    for output in dict.fromkeys(unit.output for unit in planned.plan.units if unit.name in kept):
        files = [record for record in earlier.records.values() if record["output"] == output]
        title = PRODUCTS[output].title(planned.handbook)
        if output in impossible:
            yield Old(OUTPUTS.get(output, title), len(files))
        else:
            yield Old(OF_ALL.get(output, title), sum(record["committee"] == SITE for record in files))


SUMMING = frozenset(name for name, product in PRODUCTS.items() if product.sums)
"""The products that tell of all committees at once."""

CARRIED = frozenset(name for name in SUMMING if PRODUCTS[name].carried)
"""Those of them that a website may carry; they stay as they are where its first page does."""

OUTPUTS: Mapping[str, str] = {WEBSITE: "网站", REPORT.name: "达标报告"}
OF_ALL: Mapping[str, str] = {WEBSITE: "网站的首页、居委会目录和网站地图", REPORT.name: "全街道的达标报告"}
"""What a product is called by those who keep the files, and what of it tells of all committees."""
