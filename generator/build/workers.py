"""Processes that set sheets, and this process itself where one is enough."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process, resource_tracker
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, ParamSpec, TypeVar

from generator import SITE_CONFIG
from generator.build.request import Request
from generator.build.rubbish import collect_seldom
from generator.problem import HandbookError, Location, Problem
from generator.products.names import WEBSITE

P = ParamSpec("P")
T = TypeVar("T")
Piece = TypeVar("Piece")


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """Yield worker processes, which know nothing but what they are handed; for one job, this process itself.

    Raises HandbookError where one of them was killed, as the system does when memory runs out.
    """
    pool: Executor = Here()
    if jobs > 1:
        context = process_context()
        if context.get_start_method() == "forkserver":
            start_server()
        pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent)
    try:
        yield pool
    except (BrokenExecutor, MemoryError):
        raise HandbookError([killed(jobs)]) from None
    finally:
        pool.shutdown(cancel_futures=True)


def killed(jobs: int) -> Problem:
    """Return the problem that one of the processes that set sheets is no more."""
    fewer = "一次只做一张：加上 --jobs 1；" if jobs > 1 else ""
    hint = f"{fewer}关掉别的程序，再做一次；还是这样，请管这台电脑的人加内存"
    return Problem(Location(SITE_CONFIG), "D098", "排版的进程做到一半被系统关掉了，多半是内存不够", hint)


def end_with_parent() -> None:
    """Let this worker end when the process that started it does, however that ends; it would wait for work for ever.

    Ctrl-C, which reaches all of them, is for that process to answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class Here(Executor):
    """An executor without processes: the work is done when it is handed in."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **options: P.kwargs) -> Future[T]:
        """Do the work now, and return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(work(*args, **options))
        except Exception as error:
            future.set_exception(error)
        return future


class Work(Generic[Piece]):
    """Pieces of work that were handed to workers: each is told of once, when it is done."""

    def __init__(self, pool: Executor) -> None:
        self.pool = pool
        self._handed: dict[Future[Any], Piece] = {}
        self._done: SimpleQueue[Future[Any]] = SimpleQueue()

    @property
    def is_elsewhere(self) -> bool:
        """Whether other processes do it."""
        return not isinstance(self.pool, Here)

    def hand_in(self, piece: Piece, work: Callable[P, Any], *args: P.args, **options: P.kwargs) -> None:
        """Let a worker do what is to be done with a piece."""
        future = self.pool.submit(work, *args, **options)
        self._handed[future] = piece
        future.add_done_callback(self._done.put)

    def finished(self) -> Iterator[tuple[Piece, Future[Any]]]:
        """Yield each piece when it is done, and what came of it; more may be handed in meanwhile."""
        while self._handed:
            future = self._done.get()
            yield self._handed.pop(future), future


# --- what makes a build start soon -----------------------------------------------------------------------------------
#
# Workers are forked from a server that has imported what they need; it starts before this process imports the rest, and
# so is ready when the handbook is read. Four that each imported for itself were at work after 3.5 s, on two cores.

WORKERS_NEED = tuple(
    f"generator.{name}"
    for name in ("cli.main", "build.prints", "build.pages", "codes.qr", "paper.finish", "paper.ink", "privacy.pdf")
)
"""The modules that the server imports before it forks."""


def make_ready(request: Request) -> None:
    """Let this process look for rubbish seldom, and start the server of worker processes where it will be needed."""
    collect_seldom()
    if request.jobs > 1 and request.words != (WEBSITE,) and process_context().get_start_method() == "forkserver":
        start_server()


def start_server() -> None:
    """Start the server of worker processes, unless it runs: deaf to Ctrl-C, and so is whatever it forks."""
    resource_tracker.ensure_running()  # which the server needs, and which lets Ctrl-C through once it has started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def process_context() -> BaseContext:
    """Return the way to start worker processes: from the server, or each afresh where the system cannot fork."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(WORKERS_NEED))
    return context
