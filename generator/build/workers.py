"""Processes that set sheets, and this process itself where one is enough."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import ParamSpec, TypeVar

from generator.build.request import Request

P = ParamSpec("P")
T = TypeVar("T")

WORKERS_NEED = tuple(
    f"generator.{name}" for name in ("cli.main", "build.prints", "paper.finish", "paper.ink", "privacy.pdf")
)


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """Worker processes that know nothing of this one but what they are handed; this process itself for one job."""
    if jobs <= 1:
        yield Here()
        return
    pool = ProcessPoolExecutor(jobs, mp_context=process_context())
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def process_context() -> BaseContext:
    """How worker processes are started: from a server that has imported what they need, where the system can fork."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(WORKERS_NEED))
    return context


COLLECT_SELDOM = (100_000, 20, 20)
"""A build makes many small things, keeps nearly all of them, and ends: looking for rubbish is a tenth of its work."""


def make_ready(request: Request) -> None:
    """Let this process look for rubbish seldom, and the server of worker processes import what they need meanwhile."""
    gc.freeze()
    gc.set_threshold(*COLLECT_SELDOM)
    if request.jobs > 1 and request.words != ("website",) and process_context().get_start_method() == "forkserver":
        forkserver.ensure_running()


class Here(Executor):
    """An executor without processes: the work is done when it is handed in."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **options: P.kwargs) -> Future[T]:
        """Do the work; the future is done."""
        future: Future[T] = Future()
        try:
            future.set_result(work(*args, **options))
        except Exception as error:
            future.set_exception(error)
        return future
