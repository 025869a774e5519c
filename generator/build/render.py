"""Planned files as bytes: sheets by worker processes, web pages by this one; each read again for personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.build import gate
from generator.build.planned import Planned
from generator.build.prints import print_sheet, sheet_of
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


class Rendered(NamedTuple):
    """A finished file, and what it takes to print: pages, paper, colour_pages; nothing of a web page."""

    artifact: Artifact
    content: bytes
    takes: Mapping[str, Any]


def render(planned: Planned, units: Sequence[Unit], jobs: int, sizes: Sizes = NOTHING) -> Iterator[Rendered]:
    """Yield every file of these units but copies. Raises HandbookError with the problems of all of them.

    `jobs` is how many processes may set sheets, `sizes` are those of the prints that are not made anew. Sheets are set
    while this process fills the web pages. A website that carries prints tells how large they are, so it comes last.
    """
    problems: list[Problem] = []
    known = dict(sizes)
    carries = bool(planned.handbook.site.handbook.downloads)
    sheets = [artifact for unit in units if unit.output != WEBSITE for artifact in unit.artifacts]
    website = [unit for unit in units if unit.output == WEBSITE]
    progress = Progress(len(sheets) + len(website), "制作")
    with workers(min(jobs, len(sheets))) as pool:
        waiting = {
            pool.submit(
                print_sheet, sheet_of(planned, artifact), gate.staff_names(planned.handbook, artifact.committee)
            ): artifact
            for artifact in sheets
        }
        for outcome in () if carries else web_pages(planned, website, known, progress):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                yield outcome
        for future in as_completed(waiting):
            artifact = waiting[future]
            progress.step(artifact.path)
            try:
                content, leaks, takes = future.result()
            except HandbookError as error:
                problems += error.problems
                continue
            problems += gate.leak_problems(planned.handbook, artifact, leaks)
            known[artifact.path] = len(content)
            yield Rendered(artifact, content, takes)
        for outcome in web_pages(planned, website, known, progress) if carries else ():
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                yield outcome
    if problems:
        raise HandbookError(problems)


def web_pages(
    planned: Planned, units: Sequence[Unit], sizes: Sizes, progress: Progress
) -> Iterator[Rendered | Problem]:
    """Yield the files of these units of the website, and a problem for whatever in them looks like personal data."""
    site = site_inputs(planned, sizes)
    for unit in units:
        files = website_files(planned, unit, site)
        progress.step(unit.name)
        yield from gate.website_leaks(planned.handbook, unit, files)
        originals = (artifact for artifact in unit.artifacts if not artifact.copy_of)
        yield from (Rendered(artifact, files[artifact.path], NOTHING) for artifact in originals)


def site_inputs(planned: Planned, sizes: Sizes = NOTHING, preview: bool = False) -> SiteInputs:
    """Return what all pages of the website are made from; `sizes` are those of the prints that it carries."""
    return SiteInputs(planned.handbook, planned.templates, planned.plan.assets, dict(sizes), preview)


def website_files(planned: Planned, unit: Unit, site: SiteInputs) -> Files:
    """Return the files of one unit of the website. Raises HandbookError for a template's mistake."""
    committees = planned.plan.committees
    if unit.committee == SITE:
        return subdistrict_files(unit.artifacts, SubdistrictInputs(committees, planned.judged, site))
    closing = planned.closings.get(unit.committee)
    pages = committees[closing.merged_into if closing else unit.committee]
    return committee_files(unit.artifacts, CommitteeInputs(pages, site.of_one_committee, closing))
