"""What must be made again: units made from something else than today, and of these the sheets that say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.build import ledgers
from generator.build.earlier import Earlier
from generator.build.manifest_shape import MADE_FROM
from generator.build.planned import Planned
from generator.build.prints import digest_around, sheet_digest, sheet_of
from generator.build.request import Request
from generator.disk.repository import restoring
from generator.problem import HandbookError, Location, Problem, to_type
from generator.products.names import WEBSITE
from generator.products.product import Artifact, Unit
from generator.read.listing import Own, own_file


def stale_units(planned: Planned, earlier: Earlier, request: Request) -> tuple[Unit, ...]:
    """Return the units to be made anew; without a cache all.

    Raises HandbookError where a printed code is lost, and where there are new ones though the request forbids them.
    """
    if lost := list(lost_codes(earlier, planned)):
        raise HandbookError(lost)
    if request.locked:
        ledgers.refuse_new_codes(planned)
    return tuple(stale for unit in planned.plan.units if (stale := stale_part(planned, earlier, request, unit)))


def stale_part(planned: Planned, earlier: Earlier, request: Request, unit: Unit) -> Unit | None:
    """Return a unit with those of its files that are to be made anew; None where all hold.

    A unit's own digest is of all that its files might be made from; where that is another, each sheet is asked what it
    is made from in truth. Pages of the website are made anew together.
    """
    paths = (artifact.path for artifact in unit.artifacts)
    if not request.cache or earlier.manifest.unclear:  # where some of it was spoilt, none of it is believed
        return unit
    if earlier.made_from(unit.name, planned.digests[unit.name], paths):
        return None
    if unit.output == WEBSITE:
        return unit
    artifacts = tuple(artifact for artifact in unit.artifacts if not still_says(planned, earlier, artifact))
    return replace(unit, artifacts=artifacts) if artifacts else None


def still_says(planned: Planned, earlier: Earlier, artifact: Artifact) -> bool:
    """Tell whether a sheet was made from what it would be made from today, and is here, whole."""
    digest = earlier.records.get(artifact.path, {}).get(MADE_FROM)
    if not digest or not earlier.intact(artifact.path):
        return False
    return bool(digest == sheet_digest(sheet_of(planned, artifact), digest_around(planned, artifact)))


CODE_PAGE = re.compile(rf"{WEBSITE}/([0-9]+)/([0-9]+/)?index\.html")
"""The path of a page behind a code, below a finished build."""


def lost_codes(earlier: Earlier, planned: Planned) -> Iterator[Problem]:
    """Yield a problem (X1) for each page behind a code that the earlier build had and this one has not.

    What was printed must be answered, whatever happened to the ledger since. Of a committee whose folder is there no
    more, the first page is told for all.
    """
    paths = {artifact.path for artifact in planned.plan.artifacts}
    slugs = {*planned.plan.committees, *planned.closings, *planned.stopped}
    makes_website = any(unit.output == WEBSITE for unit in planned.plan.units)
    lost: dict[tuple[str, str], list[str]] = {}
    for path, record in earlier.records.items():
        slug = record["committee"]
        if not CODE_PAGE.fullmatch(path):
            continue
        answered = path in paths if makes_website else slug in slugs
        if not (earlier.intact(path) if slug in planned.stopped else answered):
            lost.setdefault((slug, path if slug in slugs else ""), []).append(path)
    how = restoring(planned.handbook.root)
    for (slug, path), pages in lost.items():
        page = CODE_PAGE.fullmatch(pages[0])
        of_all = f"等 {len(pages)} 页，" if len(pages) > 1 else "，"
        message = f"上一次的成品里有编码 {page[1] if page else ''} 的页面（{pages[0]}）{of_all}这一次没有了"
        hint = f"{how} codes.yml；居委会撤并了，看 docs/paper.md；真没有印过的，先删掉上一次的成品"
        if not path and not makes_website:
            hint = f"文件夹改了名的，先做一次网站（{to_type('build website')}）；{hint}"
        yield Problem(Location(own_file(slug, Own.LEDGER)), "X1", message, hint, committee=slug)
