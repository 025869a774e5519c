"""The whole journey: load, check, plan, render, write. Read this first.

Each step returns what the next one takes, or raises HandbookError with all that is to be mended. They are imported
where they are taken: that is slow, and a build in which nothing changed needs none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.build.earlier import Earlier, nothing_changed
from generator.build.request import Built, Request
from generator.problem import HandbookError, Problem, in_order

if TYPE_CHECKING:
    from generator.build.planned import Planned
    from generator.build.preview import Memory, Pages


def prepare(root: Path, words: tuple[str, ...] = (), committees: tuple[str, ...] = ()) -> Planned:
    """Return the handbook in a folder, checked, with the plan of the forms named, or of the usual ones."""
    from generator.build import stages

    words = stages.named(words)
    return stages.plan(stages.check(stages.load(root), committees), words, committees)


def check(root: Path, laws: Path | None = None) -> tuple[Problem, ...]:
    """Return every problem of a handbook, and of its citations where a folder of law texts is given."""
    from generator.check.citations import check_citations

    try:
        planned = prepare(root)
    except HandbookError as error:
        return error.problems
    return tuple(in_order([*planned.problems, *(check_citations(planned.handbook, laws) if laws else ())]))


def build(request: Request) -> Built:
    """Make what is asked for and swap it in whole; a build that fails leaves the earlier one as it was."""
    if nothing_changed(request):
        return Built(unchanged=True)
    from generator.build import ledgers, render, staging, workers, write

    workers.make_ready(request)
    planned = prepare(request.root, request.words, request.committees)
    ledgers.write_ledgers(planned, request.locked)
    with staging.staging(request.destination) as folder:
        earlier = Earlier.of(request.destination)
        stale = write.stale_units(planned, earlier, request.cache)
        rendered = render.render(planned, stale, request.jobs, earlier.sizes)
        return write.write(planned, stale, rendered, earlier, folder)


def preview(root: Path, memory: Memory) -> Pages:
    """Return the website as it is now, each page rendered when it is asked for, unless it is remembered."""
    from generator.build.preview import Pages

    return Pages(prepare(root, Pages.words), memory)
