"""How long an edit takes until `handbook serve` shows it."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.edits import SEEN, Edit

LOOK_EVERY = 0.01
PATIENCE = 600.0
"""Seconds after which nothing is waited for: with a thousand committees some programs take minutes."""

STOPPED_IN = 20.0
"""Seconds that a preview has to end."""


class Seen(NamedTuple):
    """Wall seconds from the start of each preview to its first page, and from edits, by name, to their pages."""

    ready: list[float]
    edits: dict[str, list[float]]

    def joined(self, other: Seen) -> Seen:
        """Return what was seen in both."""
        return Seen(self.ready + other.ready, {name: found + other.edits[name] for name, found in self.edits.items()})


def measure(root: Path, program: Path, times: int) -> Seen:
    """Start a preview of the handbook in `root` with the program in a folder, and edit each file `times` times."""
    port = free_port()
    begun = time.perf_counter()
    with preview(root, program, port) as process:
        wait_for(f"http://127.0.0.1:{port}/lantian-2/", "", process)
        ready = time.perf_counter() - begun
        return Seen([ready], {edit.name: [seconds(edit, root, port, process) for _ in range(times)] for edit in SEEN})


def seconds(edit: Edit, root: Path, port: int, process: subprocess.Popen[bytes]) -> float:
    """Make one edit and wait until its page shows it. MkDocs shows no page before the rebuild is over."""
    begun = time.perf_counter()
    mark = edit.make(root)
    wait_for(f"http://127.0.0.1:{port}/{edit.page}", mark, process)
    return time.perf_counter() - begun


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def preview(root: Path, program: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run `handbook serve`; it is stopped at the end as by Ctrl+C."""
    words = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
    silent = subprocess.DEVNULL
    with subprocess.Popen(words, cwd=program, stdout=silent, stderr=silent) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOPPED_IN)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(address: str, mark: str, process: subprocess.Popen[bytes]) -> None:
    """Look at a page until it holds `mark`. Raises TimeoutError where it never does."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            if mark in answer.read().decode():
                return
        time.sleep(LOOK_EVERY)
    raise TimeoutError(f"{address} never showed “{mark}”")
