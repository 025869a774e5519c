"""How far a long piece of work is, on stderr: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time

BAR = 30
"""Columns of the bar on a terminal."""

EVERY_SECONDS = 5.0
"""How long a log waits for the next line."""


class Progress:
    """Counts pieces of work out of `total`, and says on stderr how many are done; `work` names what is being done.

    A terminal gets one line that is written over; a log gets a line every few seconds, and one at the end.
    """

    def __init__(self, total: int, work: str) -> None:
        self.total = total
        self.work = work
        self.done = 0
        self.terminal = sys.stderr.isatty()
        self.last_line = time.monotonic()

    def step(self, name: str) -> None:
        """Count one more piece as done, and say so with its name."""
        self.done += 1
        if self.terminal:
            full = BAR * self.done // max(self.total, 1)
            bar = "█" * full + "░" * (BAR - full)
            end = "\n" if self.done == self.total else ""
            print(f"\r{self.work} {bar} {self.done}/{self.total} {name}\x1b[K", end=end, file=sys.stderr, flush=True)
        elif self.done == self.total or time.monotonic() - self.last_line > EVERY_SECONDS:
            self.last_line = time.monotonic()
            print(f"{self.work} {self.done}/{self.total} {name}", file=sys.stderr, flush=True)
