"""How far a long piece of work is, on stderr: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time

BAR = 30
EVERY_SECONDS = 5.0


class Progress:
    """Counts pieces of work. A terminal gets one line that is written over; a log gets a line every few seconds."""

    def __init__(self, total: int, what: str) -> None:
        self.total = total
        self.what = what
        self.done = 0
        self.terminal = sys.stderr.isatty()
        self.said = time.monotonic()

    def step(self, name: str) -> None:
        """One more piece is done."""
        self.done += 1
        if self.terminal:
            full = BAR * self.done // max(self.total, 1)
            bar = "█" * full + "░" * (BAR - full)
            end = "\n" if self.done == self.total else ""
            print(f"\r{self.what} {bar} {self.done}/{self.total} {name}\x1b[K", end=end, file=sys.stderr, flush=True)
        elif self.done == self.total or time.monotonic() - self.said > EVERY_SECONDS:
            self.said = time.monotonic()
            print(f"{self.what} {self.done}/{self.total} {name}", file=sys.stderr, flush=True)
