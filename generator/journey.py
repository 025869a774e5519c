"""The whole journey: load, check, plan, render, write; each step returns what the next takes. Read this first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.build.earlier import nothing_changed
from generator.build.request import Built, Request, Words

if TYPE_CHECKING:
    from generator.build.planned import Planned
    from generator.build.preview import Memory, Pages
    from generator.problem import Problem


def prepare(root: Path, words: Words = (), committees: Words = (), published: str = "", apart: bool = False) -> Planned:
    """Return a checked handbook with the plan of the forms named; if `apart`, without committees that have mistakes."""
    from generator.build import stages

    return stages.plan(stages.check(stages.load(root, published), committees), stages.named(words), committees, apart)


def check(root: Path, laws: Path | None = None, published: str = "") -> tuple[Problem, ...]:
    """Return every problem of a handbook, of its citations in a folder of laws, of its ledgers by what is published."""
    from generator.build.stages import every_problem

    return every_problem(lambda: prepare(root, published=published, apart=True), laws)


def build(request: Request) -> Built:
    """Make what is asked for and swap it in whole; what has mistakes stays as it was, and so does all if all have."""
    if nothing_changed(request):
        return Built(unchanged=True)
    from generator.build import workers

    workers.make_ready(request)  # they start while all else is imported, where it is taken, which is slow
    from generator.build import stages

    with stages.writing(request):
        return make(prepare(request.root, request.words, request.committees, apart=not request.strict), request)


def make(planned: Planned, request: Request) -> Built:
    """Render what is planned, put it beside the earlier build, write the ledgers, and swap it in."""
    from generator.build import render, staging, stale, stopped, witnesses, write

    with staging.staging(request.destination, request.root) as folder:
        planned = stopped.settled(witnesses.witnessed(planned, folder.earlier), folder.earlier, request)
        units = stale.stale_units(planned, folder.earlier, request)
        rendered = render.render(planned, units, request.jobs, folder.earlier.sizes, request.strict)
        return write.write(planned, units, rendered, folder)


def preview(root: Path, memory: Memory) -> Pages:
    """Return the website as it is now, without committees that have mistakes; a page is made when asked for."""
    from generator.build.preview import Pages

    return Pages(prepare(root, Pages.words, apart=True), memory)
