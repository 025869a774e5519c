"""Rendered files → a finished build: put beside the earlier one, verified, and swapped in whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from generator import SITE_CONFIG
from generator.build import file_lists, ledgers, manifest, others, print_list, times
from generator.build.earlier import Earlier, path_in_website, unit_of
from generator.build.manifest import Manifest
from generator.build.manifest_shape import MADE_FROM, Record
from generator.build.planned import Planned
from generator.build.render import Rendered, Unmade
from generator.build.request import Built, Old
from generator.build.staging import Staging
from generator.check.data.known_facts import remembered as remembered_facts
from generator.codes.history import is_printed, joined, remembered
from generator.codes.pages import ledgers_by_number
from generator.disk import reading
from generator.disk.digests import sha256
from generator.disk.places import is_own_file
from generator.problem import HandbookError, in_order
from generator.products.catalogue import FORMS, carried_by, usual_words
from generator.products.names import WEBSITE, unit_name
from generator.products.product import Artifact, Unit


def write(planned: Planned, stale: tuple[Unit, ...], rendered: Iterable[Rendered | Unmade], folder: Staging) -> Built:
    """Put the whole build into the folder, what was rendered anew and the rest as it was; then write ledgers, swap in.

    Raises OSError where a file does not stand on disk as it was made; then the earlier build stays, and the ledgers.
    """
    ledgers.refuse_full(planned.pending)
    earlier = folder.earlier
    unmade: list[Unmade] = []
    written = write_planned(planned, stale, rendered, earlier, folder, unmade)
    records = [*written, *take_over(planned, earlier, folder)]
    prints = print_list.prints(planned.handbook, records)
    table = print_list.csv_text(prints).encode()
    folder.put(print_list.NAME, table)
    lists = (manifest.listed(print_list.NAME, table),)
    described = manifest_of(
        planned, earlier, records, lists, {unit_name(each.artifact.word, each.artifact.committee) for each in unmade}
    )
    describe(described, planned, folder)
    with ledgers.written(planned.handbook.root, planned.pending):
        folder.swap_in()
    missing = {each.artifact.path for each in unmade}
    fresh = tuple(artifact for unit in stale for artifact in unit.artifacts if artifact.path not in missing)
    paths = {artifact.path for artifact in fresh}
    new_prints = tuple(print_ for print_ in prints if print_.path in paths)
    old = (*planned.old, *(old_sheet(each, earlier) for each in unmade))
    kept = [others.kept(folder.build, folder.kept)] if folder.kept else []
    problems = in_order([*planned.problems, *kept, *(problem for each in unmade for problem in each.problems)])
    return Built(tuple(planned.plan.artifacts), fresh, tuple(problems), new_prints, old)


def describe(described: Manifest, planned: Planned, folder: Staging) -> None:
    """Put what the new build says of itself into the folder, and when each of its files was written."""
    for slug, listed in described.file_lists.items():
        path = file_lists.path_of(slug)
        if folder.earlier.manifest.listed.get(slug) == sha256(listed):
            folder.keep(path)
        else:
            folder.put(path, listed)
    text = described.text(planned.sources).encode()
    files = (record["path"] for record in (*described.artifacts, *described.lists))
    paths = (*files, *map(file_lists.path_of, described.file_lists))
    folder.put(manifest.NAME, text)
    folder.put(times.NAME, times.text(text, {path: folder.written(path) for path in paths}))


def old_sheet(unmade: Unmade, earlier: Earlier) -> Old:
    """Return a sheet that could not be made as something old, or missing where the earlier build has none."""
    return Old(unmade.artifact.path, int(earlier.intact(unmade.artifact.path)), unmade.problems)


# --- files -----------------------------------------------------------------------------------------------------------


def write_planned(
    planned: Planned,
    stale: tuple[Unit, ...],
    rendered: Iterable[Rendered | Unmade],
    earlier: Earlier,
    folder: Staging,
    unmade: list[Unmade],
) -> Iterator[Record]:
    """Put every planned file into the folder, the stale units' as rendered, others as they were; yield each record.

    A web page depends on no other, so MkDocs is given only those that are new and come out otherwise than they were,
    some at a time, so that no site is too large to be held. A sheet that could not be made stays as it was, and is put
    with the `unmade` ones.
    """
    fresh = {artifact.path for unit in stale for artifact in unit.artifacts}
    for artifact in planned.plan.artifacts:
        if artifact.path not in fresh:
            folder.keep(artifact.path)
            yield earlier.records[artifact.path]
    new = [artifact for artifact in planned.plan.artifacts if artifact.path in fresh]
    pages: list[Rendered] = []
    for file in rendered:
        if isinstance(file, Unmade):
            unmade.append(file)
            if earlier.intact(file.artifact.path):
                folder.keep(file.artifact.path)
                yield earlier.records[file.artifact.path]
            continue
        if file.artifact.output != WEBSITE:
            folder.put(file.artifact.path, file.content)
            yield verified(folder, file)
            continue
        if is_as_it_was(file, earlier):
            folder.keep(file.artifact.path)
            yield record_of(file)
            continue
        pages.append(file)
        if len(pages) == PAGES_AT_ONCE:
            yield from put_pages(planned, pages, folder)
            pages = []
    yield from put_pages(planned, pages, folder)
    refuse_missing_copies(new, unmade, earlier)
    for artifact in new:
        if artifact.copy_of:
            yield verified(folder, Rendered(artifact, folder.copy(artifact.copy_of, artifact.path), {}))


PAGES_AT_ONCE = 500
"""How many pages MkDocs is given together: those of three committees, some ten megabytes."""


def is_as_it_was(page: Rendered, earlier: Earlier) -> bool:
    """Tell whether the earlier build has a page with these very bytes."""
    path = page.artifact.path
    record = earlier.records.get(path)
    return record is not None and manifest.matches(record, page.content) and earlier.intact(path)


def put_pages(planned: Planned, pages: Sequence[Rendered], folder: Staging) -> Iterator[Record]:
    """Put pages into the folder by MkDocs; yield each record."""
    if pages:
        from generator.website.mkdocs import build_site  # slow to import: sheets are being set meanwhile

        site = {path_in_website(page.artifact.path): page.content for page in pages}
        build_site(planned.handbook.root / SITE_CONFIG, folder.fresh / WEBSITE, site)
    for page in pages:
        yield verified(folder, page)


def refuse_missing_copies(new: Iterable[Artifact], unmade: Iterable[Unmade], earlier: Earlier) -> None:
    """Raise HandbookError where the website carries a sheet that could not be made, and there is no earlier one."""
    missing = {each.artifact.path: each.problems for each in unmade if not earlier.intact(each.artifact.path)}
    if problems := [problem for artifact in new for problem in missing.get(artifact.copy_of, ())]:
        raise HandbookError(problems)


def take_over(planned: Planned, earlier: Earlier, folder: Staging) -> Iterator[Record]:
    """Put into the folder what the earlier build has and this one was not asked for; yield each record.

    What belongs to a committee that is no more is left behind, but for its web pages; so is what no form makes now.
    """
    units = {unit.name for unit in planned.plan.units} - planned.kept
    slugs = {"", *planned.plan.committees, *planned.stopped}
    closed = {f"{WEBSITE}/{slug}" for slug in planned.closings}
    made = {artifact.path for artifact in planned.plan.artifacts}
    for path, record in earlier.records.items():
        unit = unit_of(record)
        if path in made or unit.partition("/")[0] not in FORMS:
            continue
        if unit not in units and (record["committee"] in slugs or unit in closed) and earlier.intact(path):
            folder.keep(path)
            yield record


# --- what build.json says --------------------------------------------------------------------------------------------


def manifest_of(
    planned: Planned,
    earlier: Earlier,
    records: Iterable[Record],
    lists: tuple[Record, ...],
    partial: Collection[str] = (),
) -> Manifest:
    """Return what the new build says of itself.

    Of `partial` units some files could not be made: no digest is kept of them, so that the next build tries again. What
    is remembered of the ledgers and facts of committees that are left out is what was. What a ledger has forgotten
    stays remembered, and so does what was printed of a committee that is there no more.
    """
    settings, listed = planned.handbook.site.handbook, tuple(records)
    kept = ledgers_by_number(planned.handbook, planned.plan.committees)
    digests = {name: made_of for name, made_of in planned.digests.items() if name not in planned.kept}
    units = {**earlier.units_of(listed), **digests}
    return Manifest(
        units={name: made_of for name, made_of in units.items() if name not in partial},
        artifacts=listed,
        needs=planned.needs,
        usual=usual_words(),
        carried=carried_by(planned.handbook),
        fonts=planned.handbook.more_fonts or "",
        day=settings.day.isoformat() if settings.day else "",
        lists=lists,
        address=planned.handbook.site.code_url,
        ledgers={
            **{
                number: ledger
                for number, ledger in earlier.manifest.ledgers.items()
                if planned.stopped or is_printed(ledger)
            },
            **{
                number: joined(earlier.manifest.ledgers.get(number, {}), remembered(own))
                for number, own in kept.items()
            },
        },
        ledgers_lost=earlier.manifest.ledgers_lost,
        facts={
            **(earlier.manifest.facts if planned.stopped else {}),
            **remembered_facts(planned.handbook, earlier.manifest.facts),
        },
    )


def record_of(file: Rendered) -> Record:
    """Return what build.json says of a file; of a print also its pages, its paper and how many pages are in colour."""
    artifact = file.artifact
    return {
        "path": artifact.path,
        "output": artifact.output,
        "variant": artifact.variant,
        "committee": artifact.committee,
        "sha256": sha256(file.content),
        "bytes": len(file.content),
        "codes": list(artifact.codes),
        **({MADE_FROM: file.made_from} if file.made_from else {}),
        **file.takes,
    }


def verified(folder: Staging, file: Rendered) -> Record:
    """Return the record of a file, once its bytes stand on disk. Raises OSError where they do not."""
    if not stands(folder.fresh / file.artifact.path, file.content):
        raise OSError(f"盘上的 {file.artifact.path} 和做出来的不一样")
    return record_of(file)


def stands(file: Path, content: bytes) -> bool:
    """Tell whether a file on disk has these very bytes."""
    try:
        return is_own_file(file) and reading.read(file, len(content)) == content
    except OSError:
        return False
