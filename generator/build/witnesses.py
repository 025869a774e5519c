"""Who remembers the ledgers besides themselves: the build that is there, the published website, git's history."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.build import manifest, manifest_shape, workshop
from generator.build.earlier import Earlier
from generator.build.early_addresses import early_addresses
from generator.build.git_history import of_git
from generator.build.lost_committees import lost_committees
from generator.build.manifest import Manifest
from generator.build.planned import Planned
from generator.build.request import DESTINATION
from generator.codes import history
from generator.codes.history import Witness
from generator.disk import reading
from generator.disk.places import resolved
from generator.disk.repository import restoring
from generator.model.handbook import Handbook
from generator.model.naming_keys import naming_keys_in
from generator.problem import HandbookError, Location, Problem, Severity, errors, in_order
from generator.products.names import WEBSITE
from generator.products.plan import Plan
from generator.read import listing


def of(root: Path, published: str = "") -> Iterator[Witness]:
    """Yield those that remember the ledgers of a handbook; `published` is where its website is out, if that is asked.

    Raises HandbookError where a website is to be asked and does not answer.
    """
    restore = restoring(root)
    yield from of_build(root / DESTINATION, restore)
    yield from of_git(root)
    if published:
        from generator.build.published import of_website  # slow to import, and seldom asked for

        yield of_website(published, restore)


def forgotten(
    handbook: Handbook, plan: Plan | None, witnesses: Iterable[Witness], severity: Severity = "error"
) -> Iterator[Problem]:
    """Yield a problem (X3) for whatever a witness remembers of a ledger that forgot it, or that is there no more.

    A witness who cannot be asked is told as well (X7): then nobody knows what it would have said. So is an address
    that only a witness knows, and that leads nowhere any more (X4), and what cannot be understood of what it remembers,
    which is never graver than a warning. Without a plan ledgers are taken as they are read.
    """
    grown = {slug: pages.ledger for slug, pages in plan.committees.items()} if plan else {}
    kept = [
        *((each.slug, grown.get(each.slug, each.ledger), each.profile.number) for each in handbook.committees),
        *((closed.slug, closed.ledger, closed.closing.number) for closed in handbook.closed),
    ]
    owners = Counter(number for _, _, number in kept)
    known = tuple(witnesses)
    for witness in known:
        yield from witness.unclear
        if witness.silence:
            message = f"{witness.silence}，台账有没有退回到从前，这一次没有核对"
            yield Problem(Location(listing.Shared.SITE), "X7", message, witness.hint, "warning")
        for slug, ledger, number in kept:
            # of two with one number nobody can tell whose is remembered; they are told by themselves (X2)
            for fault in history.losses(ledger, number, witness) if owners[number] == 1 else ():
                place = Location(listing.own_file(slug, listing.Own.LEDGER))
                yield Problem(place, "X3", fault.message, fault.hint, severity, committee=slug)
    yield from lost_committees(handbook, known, severity)
    yield from naming_keys_in(early_addresses(handbook, known))


def witnessed(planned: Planned, earlier: Earlier) -> Planned:
    """Return what is planned, once the build of which it takes the place knows of nothing that a ledger has forgotten.

    That build may be another than the usual one. Raises HandbookError (X3) where a website is made, or a sheet issued;
    else it is a warning.
    """
    makes_website = any(unit.output == WEBSITE for unit in planned.plan.units)
    issues = any(not file.endswith((listing.Own.LEDGER, listing.BREACHES)) for file in planned.pending)
    severity: Severity = "error" if makes_website or issues else "warning"
    restore = restoring(planned.handbook.root)
    remembered = of_manifest(earlier.folder, earlier.manifest, restore)
    lost = tuple(forgotten(planned.handbook, planned.plan, remembered, severity))
    if errors(lost):
        raise HandbookError(lost)
    unclear = manifest.complaints(earlier.folder, earlier.manifest, restore)
    return replace(planned, problems=tuple(in_order([*planned.problems, *lost, *unclear])))


def of_build(build: Path, restore: str) -> Iterator[Witness]:
    """Yield what a finished build remembers, also one that a killed run has moved away; else what its website does.

    `restore` says how a ledger is got back.
    """
    aside = workshop.set_aside(resolved(build))
    # a run may have been killed when it had just put the list of what it was changing away
    places = (build, aside, aside.with_name(workshop.OLD)) if aside else (build,)
    described = next(filter(_remembers, map(manifest.read_without_files, places)), Manifest())
    if not described.ledgers:
        with contextlib.suppress(*manifest_shape.UNREADABLE):
            public = reading.read((aside or build) / WEBSITE / manifest.NAME, manifest_shape.MOST_BYTES)
            ledgers, address = manifest_shape.public_list(public)
            described = replace(described, ledgers=ledgers, address=address)
    yield from of_manifest(build, described, restore)


def _remembers(described: Manifest) -> bool:
    """Tell whether a build says something of ledgers or facts, be it that it did."""
    return bool(described.ledgers or described.facts or described.unclear)


def of_manifest(build: Path, described: Manifest, restore: str) -> Iterator[Witness]:
    """Yield what a finished build remembers, by what it says of itself."""
    hint, doubt = f"{restore}较新的 codes.yml 和 editions", f"{build.name} 里的成品不是这本手册的，就先删掉它"
    unclear = tuple(problem for problem in manifest.complaints(build, described, restore) if problem.rule == "X3")
    if described.ledgers or described.facts or unclear:
        yield Witness(
            "上一次的成品记得",
            hint,
            described.ledgers,
            doubt=doubt,
            address=described.address,
            unclear=unclear,
            facts=described.facts,
        )
