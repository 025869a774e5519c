"""Planned files as bytes: sheets by worker processes, web pages by this one; each read again for personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.build import gate, known
from generator.build.blame import at_the_authors
from generator.build.pages import Filled, asked, fill, shared_by_all
from generator.build.planned import Planned
from generator.build.prints import Printed, digest_around, print_sheet, sheet_of
from generator.build.progress import Progress
from generator.build.workers import Work, workers
from generator.problem import HandbookError, Problem
from generator.products.names import SITE, WEBSITE
from generator.products.product import Artifact, Unit
from generator.website.inputs import CommitteeInputs, SiteInputs, SubdistrictInputs

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


FEW = 4
"""So many committees' pages this process fills while workers set sheets; each of these needs a while to begin."""


def render(
    planned: Planned, units: Sequence[Unit], jobs: int, sizes: Sizes = NOTHING, strict: bool = True
) -> Iterator[Rendered | Unmade]:
    """Yield every file of these units but copies, and unless `strict` each sheet that cannot be made.

    `jobs` is how many processes may work, `sizes` are those of the prints that are not made anew. Raises HandbookError
    with the problems of all files where a web page has one, or nothing can be made.
    """
    sheets = in_working_order(artifact for unit in units if unit.output != WEBSITE for artifact in unit.artifacts)
    website = {unit.committee: unit for unit in units if unit.output == WEBSITE}
    only_sheets = not website
    with workers(min(jobs, len(sheets))) as pool:
        rendering = Rendering(planned, Work(pool), website, dict(sizes), len(sheets) + len(website))
        yield from rendering.files(sheets)
    grave, unmade = rendering.grave, rendering.unmade
    if grave or (unmade and (strict or (only_sheets and len(unmade) == len(sheets)))):
        raise HandbookError([*grave, *(problem for each in unmade for problem in each.problems)])
    yield from unmade


def in_working_order(sheets: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """Return sheets in the order in which they are set: form by form, those about one thing one after the other.

    Of guides to one matter Typst knows most words from the one before: setting them so takes a third less.
    """
    listed = tuple(sheets)
    forms = {word: place for place, word in enumerate(dict.fromkeys(sheet.word for sheet in listed))}
    subjects = {id: place for place, id in enumerate(dict.fromkeys(map(_subject, listed)))}
    return tuple(sorted(listed, key=lambda sheet: (forms[sheet.word], subjects[_subject(sheet)])))


def _subject(sheet: Artifact) -> str:
    return sheet.page.id if sheet.page else ""


class Rendering:
    """Planned files on their way to being finished: sheets at the workers', pages here or, where they are many, there.

    Pages that carry prints tell how large they are: those of a committee are made once its sheets are there.
    """

    def __init__(
        self, planned: Planned, work: Work[Artifact | Unit], website: dict[str, Unit], sizes: dict[str, int], total: int
    ) -> None:
        self.planned = planned
        self.work = work
        self.website = website
        self.sizes = sizes
        self.site = site_inputs(planned, sizes)
        self.progress = Progress(total, "制作")
        self.shared = shared_by_all(self.site) if len(website) > FEW and work.is_elsewhere else b""
        self.grave: list[Problem] = []
        self.unmade: list[Unmade] = []

    def files(self, sheets: Sequence[Artifact]) -> Iterator[Rendered]:
        """Yield the finished files; problems of pages are put with the grave ones, sheets with the unmade."""
        carries = bool(self.planned.handbook.site.handbook.downloads)
        left = Counter(sheet.committee for sheet in sheets) if carries else Counter[str]()
        for sheet in sheets:
            hand_in(self.work, self.planned, sheet)
        yield from self.pages(*(slug for slug in self.website if not left[slug] and (slug != SITE or not left)))
        for piece, future in self.work.finished():
            if isinstance(piece, Unit):
                self.progress.step(piece.name)
                yield from sound_pages(filled_pages(self.planned, piece, future.result()), self.grave)
                continue
            yield from self.sheet(piece, future)
            left[piece.committee] -= 1
            if piece.committee != SITE and left[piece.committee] == 0:
                yield from self.pages(piece.committee)
        yield from self.pages(*self.website)

    def sheet(self, artifact: Artifact, future: Future[Any]) -> Iterator[Rendered]:
        """Yield a sheet that was set, and remember its size; one that cannot be is put with the unmade ones."""
        outcome = sheet_outcome(self.planned, artifact, future)
        self.progress.step(artifact.path)
        if isinstance(outcome, Unmade):
            self.unmade.append(outcome)
        else:
            self.sizes[artifact.path] = len(outcome.content)
            yield outcome

    def pages(self, *slugs: str) -> Iterator[Rendered]:
        """Give the pages of committees to the workers, or yield them, made here, as the sub-district's always are."""
        due = [self.website.pop(slug) for slug in slugs if slug in self.website]
        elsewhere = [unit for unit in due if self.shared and unit.committee != SITE]
        for unit in elsewhere:
            self.work.hand_in(unit, fill, self.shared, asked(self.planned, unit, self.sizes))
        here = [unit for unit in due if unit not in elsewhere]
        yield from sound_pages(web_pages(self.planned, here, self.site, self.progress), self.grave)


def hand_in(work: Work[Artifact | Unit], planned: Planned, artifact: Artifact) -> None:
    """Give a sheet to the workers."""
    office = planned.office(artifact.committee)
    work.hand_in(artifact, print_sheet, sheet_of(planned, artifact), office, digest_around(planned, artifact))


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
        yield from originals(unit, files)


def filled_pages(planned: Planned, unit: Unit, filled: Filled) -> Iterator[Rendered | Problem]:
    """Yield the same of a unit that a worker filled."""
    known.learn(filled.new)
    for artifact, leak in filled.leaks:
        yield from gate.leak_problems(planned.handbook, artifact, [leak])
    yield from originals(unit, filled.files)


def originals(unit: Unit, files: Mapping[str, bytes]) -> Iterator[Rendered]:
    """Yield the files of a unit of the website, but the copies of prints."""
    return (Rendered(each, files[each.path], NOTHING) for each in unit.artifacts if not each.copy_of)


def site_inputs(planned: Planned, sizes: Sizes = NOTHING, preview: bool = False) -> SiteInputs:
    """Return what all pages of the website are made from; `sizes` are those of the prints that it carries.

    They may become known while pages are made, each before a page tells it.
    """
    return SiteInputs(planned.handbook, planned.templates, planned.plan.assets, sizes, preview)


def website_files(planned: Planned, unit: Unit, site: SiteInputs) -> dict[str, bytes]:
    """Return the files of one unit of the website. Raises HandbookError for a template's mistake."""
    from generator.website.render import committee_files, subdistrict_files  # slow to import: sheets are set meanwhile

    committees = planned.plan.committees
    if unit.committee == SITE:
        return subdistrict_files(unit.artifacts, SubdistrictInputs(committees, planned.judged, site))
    closing = planned.closings.get(unit.committee)
    pages = committees[closing.merged_into if closing else unit.committee]
    return committee_files(unit.artifacts, CommitteeInputs(pages, site.of_one_committee, closing))
