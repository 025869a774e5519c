"""Planned files as bytes: sheets by worker processes, web pages by this one; each read again for personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.build import gate
from generator.build.blame import at_the_authors
from generator.build.planned import Planned
from generator.build.prints import Printed, digest_around, print_sheet, sheet_of
from generator.build.progress import Progress
from generator.build.workers import workers
from generator.problem import HandbookError, Problem
from generator.products.names import SITE, WEBSITE
from generator.products.product import Artifact, Unit
from generator.website.inputs import CommitteeInputs, SiteInputs, SubdistrictInputs
from generator.website.render import Files, committee_files, subdistrict_files

Sizes = Mapping[str, int]
"""The bytes of prints, by path."""

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""What is known of no print, and what a web page takes to print."""


class Unmade(NamedTuple):
    """A sheet that cannot be made, and why."""

    artifact: Artifact
    problems: tuple[Problem, ...]


class Rendered(NamedTuple):
    """A finished file; of a print also what it takes (pages, paper, colour_pages), and the digest of what it is of."""

    artifact: Artifact
    content: bytes
    takes: Mapping[str, Any]
    made_from: str = ""


def render(
    planned: Planned, units: Sequence[Unit], jobs: int, sizes: Sizes = NOTHING, strict: bool = True
) -> Iterator[Rendered | Unmade]:
    """Yield every file of these units but copies, and unless `strict` each sheet that cannot be made.

    `jobs` is how many processes may set sheets, `sizes` are those of the prints that are not made anew. Sheets are set
    while this process fills the web pages. Pages that carry prints tell how large they are, so those of a committee
    come once its sheets are there. Raises HandbookError with the problems of all files where a web page has one, or
    nothing can be made.
    """
    grave: list[Problem] = []
    unmade: list[Unmade] = []
    known = dict(sizes)
    sheets = [artifact for unit in units if unit.output != WEBSITE for artifact in unit.artifacts]
    website = {unit.committee: unit for unit in units if unit.output == WEBSITE}
    only_sheets = not website
    carries = bool(planned.handbook.site.handbook.downloads)
    left = Counter(artifact.committee for artifact in sheets) if carries else Counter[str]()
    site, progress = site_inputs(planned, known), Progress(len(sheets) + len(website), "制作")

    def pages(*slugs: str) -> Iterator[Rendered]:
        due = [website.pop(slug) for slug in slugs if slug in website]
        return sound_pages(web_pages(planned, due, site, progress), grave)

    with workers(min(jobs, len(sheets))) as pool:
        waiting = {hand_in(pool, planned, artifact): artifact for artifact in sheets}
        yield from pages(*(slug for slug in website if not left[slug] and (slug != SITE or not left)))
        for future in as_completed(waiting):
            outcome = sheet_outcome(planned, waiting[future], future)
            progress.step(outcome.artifact.path)
            if isinstance(outcome, Unmade):
                unmade.append(outcome)
            else:
                known[outcome.artifact.path] = len(outcome.content)
                yield outcome
            left[slug := outcome.artifact.committee] -= 1
            if slug != SITE and left[slug] == 0:
                yield from pages(slug)
        yield from pages(*website)
    if grave or (unmade and (strict or (only_sheets and len(unmade) == len(sheets)))):
        raise HandbookError([*grave, *(problem for each in unmade for problem in each.problems)])
    yield from unmade


def hand_in(pool: Executor, planned: Planned, artifact: Artifact) -> Future[Printed]:
    """Give a sheet to the workers, and return what will come of it."""
    office = planned.office(artifact.committee)
    return pool.submit(print_sheet, sheet_of(planned, artifact), office, digest_around(planned, artifact))


def sheet_outcome(planned: Planned, artifact: Artifact, future: Future[Printed]) -> Rendered | Unmade:
    """Return a sheet that was set, or why it cannot be: it does not fit, or has what looks like personal data in it."""
    try:
        content, leaks, takes, made_from = future.result()
    except HandbookError as error:
        return Unmade(artifact, tuple(at_the_authors(planned.handbook, artifact, error.problems)))
    problems = tuple(gate.leak_problems(planned.handbook, artifact, leaks))
    return Unmade(artifact, problems) if problems else Rendered(artifact, content, takes, made_from)


def sound_pages(outcomes: Iterable[Rendered | Problem], grave: list[Problem]) -> Iterator[Rendered]:
    """Yield the web pages among some outcomes; problems are put with the grave ones."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            grave.append(outcome)
        else:
            yield outcome


def web_pages(
    planned: Planned, units: Sequence[Unit], site: SiteInputs, progress: Progress
) -> Iterator[Rendered | Problem]:
    """Yield the files of these units of the website, and a problem for whatever in them looks like personal data."""
    for unit in units:
        files = website_files(planned, unit, site)
        progress.step(unit.name)
        yield from gate.website_leaks(planned.handbook, unit, files)
        originals = (artifact for artifact in unit.artifacts if not artifact.copy_of)
        yield from (Rendered(artifact, files[artifact.path], NOTHING) for artifact in originals)


def site_inputs(planned: Planned, sizes: Sizes = NOTHING, preview: bool = False) -> SiteInputs:
    """Return what all pages of the website are made from; `sizes` are those of the prints that it carries.

    They may become known while pages are made, each before a page tells it.
    """
    return SiteInputs(planned.handbook, planned.templates, planned.plan.assets, sizes, preview)


def website_files(planned: Planned, unit: Unit, site: SiteInputs) -> Files:
    """Return the files of one unit of the website. Raises HandbookError for a template's mistake."""
    committees = planned.plan.committees
    if unit.committee == SITE:
        return subdistrict_files(unit.artifacts, SubdistrictInputs(committees, planned.judged, site))
    closing = planned.closings.get(unit.committee)
    pages = committees[closing.merged_into if closing else unit.committee]
    return committee_files(unit.artifacts, CommitteeInputs(pages, site.of_one_committee, closing))
