"""The whole journey, in order: load, check, plan, render, write. Read this first."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.build import gate, manifest, print_list
from generator.build.earlier import Earlier, unit_name
from generator.build.inputs import SITE, Sources, sha256
from generator.build.prints import print_sheet, sheet_of
from generator.build.progress import Progress
from generator.build.request import Request
from generator.build.staging import Staging, staging
from generator.build.workers import start_early, workers
from generator.check.citations import check_citations
from generator.check.finding import Judged
from generator.check.judge import check_data, check_texts, judge
from generator.check.judge import problems as told
from generator.codes import ledger
from generator.codes.pages import CommitteePages
from generator.disk import atomically
from generator.model.handbook import Handbook
from generator.problem import HandbookError, Location, Problem, did_you_mean, errors, in_order
from generator.products.plan import OUTPUTS, WEBSITE, Artifact, Plan, Unit, check_plan, plan
from generator.read.files import UnreadableFiles, load
from generator.website.mkdocs import Site, build_site
from generator.website.render import Renderer

Takes = Mapping[str, Any]
"""What a file takes to print: pages, paper, colour_pages; nothing for a web page."""


@dataclass(frozen=True)
class Built:
    """What was made: every artifact asked for, those made anew, what the author should look at, and the new prints."""

    artifacts: tuple[Artifact, ...]
    fresh: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    prints: tuple[print_list.Print, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A handbook that may be built, its plan, what the rules found in it, and what the author should look at."""

    handbook: Handbook
    plan: Plan
    judged: tuple[Judged, ...]
    problems: tuple[Problem, ...]


def prepare(root: Path, outputs: Collection[str] = tuple(OUTPUTS), committees: Collection[str] = ()) -> Prepared:
    """Load, check and plan. Writes nothing. Raises HandbookError with every problem of every file."""
    try:
        handbook = load(root)
    except UnreadableFiles as error:
        raise HandbookError([*error.problems, *check_texts(error.loaded)]) from None
    judged = tuple(judge(handbook))
    checked = [*check_data(handbook), *told(judged), *_check_names(handbook, committees)]
    if errors(checked):
        raise HandbookError(checked)
    found = plan(handbook, outputs, committees)
    problems = in_order([*checked, *check_plan(handbook, found)])
    if errors(problems):
        raise HandbookError(problems)
    return Prepared(handbook, found, judged, tuple(problems))


def check(root: Path, laws: Path | None = None) -> tuple[Problem, ...]:
    """Every problem of a handbook, and of its citations where a folder of law texts is given. Writes nothing."""
    try:
        ready = prepare(root)
    except HandbookError as error:
        return error.problems
    return tuple(in_order([*ready.problems, *(check_citations(ready.handbook, laws) if laws else ())]))


def build(request: Request) -> Built:
    """Make what is asked for and swap it in whole. Raises HandbookError, and leaves the earlier build as it was."""
    start_early(request)
    ready = prepare(request.root, request.outputs, request.committees)
    write_ledgers(request.root, ready.plan, request.locked)
    with staging(request.destination) as folder:
        sources = sources_of(ready.handbook)
        earlier = Earlier.of(request.destination)
        if vanished := list(lost_codes(earlier, ready.handbook, ready.plan)):
            raise HandbookError(vanished)
        stale = [unit for unit in ready.plan.units if not (request.cache and earlier.has(unit, sources))]
        records = [*write(ready, stale, request.jobs, earlier, folder), *take_over(ready, earlier, folder)]
        digests = {unit.name: sources.unit(unit.product, unit.committee) for unit in ready.plan.units}
        units = earlier.units_of(records) | digests
        prints = print_list.prints(ready.handbook, records)
        listed = print_list.csv_text(prints).encode()
        folder.put(print_list.NAME, listed)
        lists = [manifest.listed(print_list.NAME, listed)]
        text = manifest.text(sources, OUTPUTS, units, records, ready.handbook.site.handbook.day, lists)
        folder.put(manifest.NAME, text.encode())
        folder.swap_in()
    fresh = tuple(artifact for unit in stale for artifact in unit.artifacts)
    paths = {artifact.path for artifact in fresh}
    anew = tuple(one for one in prints if one.path in paths)
    return Built(tuple(ready.plan.artifacts), fresh, ready.problems, anew)


def sources_of(handbook: Handbook) -> Sources:
    """What the handbook's outputs are made from, as it is on disk."""
    settings = handbook.site.handbook
    return Sources(handbook.root, settings.fonts or "", handbook.today.isoformat(), settings.downloads)


CODE_PAGE = re.compile(rf"{WEBSITE}/([0-9]+)/([0-9]+/)?index\.html")
"""The path of a page behind a code, below a finished build."""


def lost_codes(earlier: Earlier, handbook: Handbook, found: Plan) -> Iterator[Problem]:
    """X1: a code that the earlier build answered is answered by this one, whatever happened to the ledger since."""
    planned = {artifact.path for artifact in found.artifacts}
    known = {*found.committees, *(closed.slug for closed in handbook.closed)}
    whole = any(unit.output == WEBSITE for unit in found.units)
    for path, record in earlier.records.items():
        slug = record["committee"]
        there = path in planned if whole else slug in known
        if (page := CODE_PAGE.fullmatch(path)) and not there:
            place = Location(f"committees/{slug}/codes.yml")
            message = f"上一次的成品里有编码 {page[1]} 的页面（{path}），这一次没有了"
            hint = "用 git 恢复 codes.yml；居委会撤并了，看 docs/paper.md；真没有印过的，先删掉上一次的成品"
            yield Problem(place, "X1", message, hint, committee=slug)


def write_ledgers(root: Path, found: Plan, locked: bool = False) -> None:
    """Write down the codes that the plan gave out. Raises HandbookError where `locked` forbids it."""
    changed = {slug: pages for slug, pages in found.committees.items() if pages.ledger is not pages.committee.ledger}
    if locked and changed:
        raise HandbookError(_unwritten(slug, pages) for slug, pages in changed.items())
    for slug, pages in changed.items():
        atomically(root / "committees" / slug / "codes.yml", ledger.text(pages.ledger).encode())


def render(
    ready: Prepared, units: Sequence[Unit], jobs: int, sizes: Mapping[str, int] = MappingProxyType({})
) -> Iterator[tuple[Artifact, bytes, Takes]]:
    """Every file of these units but copies, its bytes and what it takes to print.

    `sizes` are the bytes of the prints that are not made anew. Raises HandbookError with the problems of all sheets.

    Sheets are set by worker processes while this one fills the web pages, and whoever takes those writes them. A
    website that carries prints tells how large they are, so it comes last.
    """
    renderer = Renderer(ready.handbook, ready.plan, ready.judged)
    renderer.sizes |= sizes
    carries = bool(ready.handbook.site.handbook.downloads)
    sheets = [artifact for unit in units if unit.output != WEBSITE for artifact in unit.artifacts]
    progress = Progress(len(units), "制作")
    problems: list[Problem] = []
    with workers(min(jobs, len(sheets))) as pool:
        waiting = {
            pool.submit(
                print_sheet, sheet_of(renderer, artifact), gate.names(ready.handbook, artifact.committee)
            ): artifact
            for artifact in sheets
        }
        if not carries:
            yield from web_pages(renderer, units, progress, problems)
        for future in as_completed(waiting):
            progress.step(waiting[future].path)
            try:
                content, found, takes = future.result()
            except HandbookError as error:
                problems += error.problems
                continue
            problems += gate.leaks(ready.handbook, waiting[future], found)
            renderer.sizes[waiting[future].path] = len(content)
            yield waiting[future], content, takes
        if carries:
            yield from web_pages(renderer, units, progress, problems)
    if problems:
        raise HandbookError(problems)


def web_pages(
    renderer: Renderer, units: Sequence[Unit], progress: Progress, problems: list[Problem]
) -> Iterator[tuple[Artifact, bytes, Takes]]:
    """The web pages among the files of these units; what looks like personal data in them joins the problems."""
    for unit in units:
        if unit.output == WEBSITE:
            pages = renderer.website(unit)
            progress.step(unit.name)
            problems += leaks_of(renderer.handbook, unit, pages)
            yield from ((artifact, pages[artifact.path], {}) for artifact in unit.artifacts if not artifact.copy_of)


def whole_site(ready: Prepared, finished: Path) -> dict[str, bytes]:
    """Every file of the website by its path below it; prints come from a finished build where that still holds.

    Raises HandbookError.
    """
    sources, earlier = sources_of(ready.handbook), Earlier.of(finished)
    stale = [unit for unit in ready.plan.units if unit.output == WEBSITE or not earlier.has(unit, sources)]
    kept = [artifact for unit in ready.plan.units if unit not in stale for artifact in unit.artifacts]
    made = {artifact.path: (finished / artifact.path).read_bytes() for artifact in kept}
    sizes = {path: len(content) for path, content in made.items()}
    made |= {artifact.path: content for artifact, content, _ in render(ready, stale, os.cpu_count() or 1, sizes)}
    website = (artifact for artifact in ready.plan.artifacts if artifact.output == WEBSITE)
    return {one.path.removeprefix(f"{WEBSITE}/"): made[one.copy_of or one.path] for one in website}


def leaks_of(handbook: Handbook, unit: Unit, pages: Mapping[str, bytes]) -> Iterator[Problem]:
    """What looks like personal data in a unit's web pages; a page and its copy at the code's address are one."""
    seen: set[str] = set()
    for artifact in unit.artifacts:
        key = (artifact.page.path if artifact.page else artifact.path) + artifact.imprint.removeprefix("0")
        if key not in seen and not artifact.copy_of:
            yield from gate.page_leaks(handbook, artifact, pages[artifact.path])
        seen.add(key)


def write(
    ready: Prepared, stale: Sequence[Unit], jobs: int, earlier: Earlier, folder: Staging
) -> Iterator[manifest.Record]:
    """Put every planned file into the folder, the stale units' made anew, the others' as they were; yield each record.

    A web page depends on no other, so MkDocs is given only those that are new.
    """
    fresh = {artifact.path for unit in stale for artifact in unit.artifacts}
    for artifact in ready.plan.artifacts:
        if artifact.path not in fresh:
            folder.keep(artifact.path)
            yield earlier.records[artifact.path]
    new = [artifact for artifact in ready.plan.artifacts if artifact.path in fresh]
    pages = sum(artifact.output == WEBSITE and not artifact.copy_of for artifact in new)
    sizes = {path: found["bytes"] for path, found in earlier.records.items()}
    site: dict[str, bytes] = {}
    for artifact, content, takes in render(ready, stale, jobs, sizes):
        if artifact.output != WEBSITE:
            folder.put(artifact.path, content)
            yield verified(folder, record(artifact, content, takes))
            continue
        site[artifact.path.removeprefix(f"{WEBSITE}/")] = content
        if len(site) == pages:
            add_to_site(ready.handbook.root / SITE, folder.fresh / WEBSITE, site)
    for artifact in new:
        if artifact.copy_of:
            yield verified(folder, record(artifact, folder.copy(artifact.copy_of, artifact.path), {}))
        elif artifact.output == WEBSITE:
            yield verified(folder, record(artifact, site[artifact.path.removeprefix(f"{WEBSITE}/")], {}))


def add_to_site(config_file: Path, folder: Path, site: Site) -> None:
    """Let MkDocs write pages into a folder that may hold others already; it would empty that first."""
    if not folder.exists():
        build_site(config_file, folder, site)
        return
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        build_site(config_file, Path(beside) / WEBSITE, site)
        for path in site:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (Path(beside) / WEBSITE / path).replace(target)


def take_over(ready: Prepared, earlier: Earlier, folder: Staging) -> Iterator[manifest.Record]:
    """Keep what the earlier build has and this one was not asked for, as long as its committee is still there."""
    units = {unit.name for unit in ready.plan.units}
    slugs = {"", *ready.plan.committees}
    closed = {f"{WEBSITE}/{one.slug}" for one in ready.handbook.closed}
    for path, found in earlier.records.items():
        if (
            unit_name(found) not in units
            and (found["committee"] in slugs or unit_name(found) in closed)
            and earlier.intact(path)
        ):
            folder.keep(path)
            yield found


def record(artifact: Artifact, content: bytes, takes: Takes) -> manifest.Record:
    """What build.json says of a file; of a print also its pages, its paper and how many pages are in colour."""
    return {
        "path": artifact.path,
        "output": artifact.output,
        "variant": artifact.variant,
        "committee": artifact.committee,
        "sha256": sha256(content),
        "bytes": len(content),
        "codes": list(artifact.codes),
        **takes,
    }


def verified(folder: Staging, found: manifest.Record) -> manifest.Record:
    """The record, once the file on disk agrees with it. Raises OSError where it does not."""
    if not manifest.intact(folder.fresh, found):
        raise OSError(f"{found['path']} does not stand on disk as it was made")
    return found


def _check_names(handbook: Handbook, committees: Collection[str]) -> Iterator[Problem]:
    known = [committee.slug for committee in handbook.committees]
    for slug in committees:
        if slug not in known:
            hint = did_you_mean(slug, known)
            yield Problem(Location("committees"), "D062", f"没有叫“{slug}”的居委会文件夹", hint)


def _unwritten(slug: str, pages: CommitteePages) -> Problem:
    added = len(pages.ledger.codes) - len(pages.committee.ledger.codes)
    hint = "不带 --locked 再做一次，把 codes.yml 和别的改动一起提交"
    place = Location(f"committees/{slug}/codes.yml")
    return Problem(place, "D061", f"有 {added} 个新编码还没有写进台账", hint, committee=slug)
