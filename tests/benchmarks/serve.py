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

from tests.benchmarks.edits import EDITS, Edit

LOOK_EVERY = 0.01
PATIENCE = 120.0


class Seen(NamedTuple):
    """Wall seconds from the start of the preview to its first page, or from edits, by name, to their pages."""

    ready: float
    edits: dict[str, list[float]]


def measure(root: Path, package: Path, times: int) -> Seen:
    """Start a preview of the handbook in `root` with the program in `package`, and edit each file `times` times."""
    port = free_port()
    begun = time.perf_counter()
    with preview(root, package, port) as process:
        wait_for(f"http://127.0.0.1:{port}/lantian-2/", "", process)
        ready = time.perf_counter() - begun
        return Seen(ready, {edit.name: [seconds(edit, root, port, process) for _ in range(times)] for edit in EDITS})


def seconds(edit: Edit, root: Path, port: int, process: subprocess.Popen[bytes]) -> float:
    """Make one edit and wait until its page shows it. MkDocs shows no page before the rebuild is over."""
    begun = time.perf_counter()
    mark = edit.make(root)
    wait_for(f"http://127.0.0.1:{port}/{edit.page}", mark, process)
    return time.perf_counter() - begun


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def preview(root: Path, package: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`handbook serve`, stopped at the end as by Ctrl+C."""
    words = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
    silent = subprocess.DEVNULL
    with subprocess.Popen(words, cwd=package, stdout=silent, stderr=silent) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
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
