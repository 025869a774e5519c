"""How often Python looks for rubbish while a handbook is read, checked and made: seldom."""

from __future__ import annotations

import gc

COLLECT_SELDOM = (100_000, 20, 20)
"""Thresholds of Python's garbage collector (`gc.set_threshold`)."""


def collect_seldom() -> None:
    """Let this process look for rubbish seldom, and never again in what it has imported.

    It makes many small things, keeps nearly all of them, and ends. As Python comes, it looked 1309 times while it made
    the website of 22 committees: 0.42 s of 5.8 s of CPU. With these thresholds 108 times: 0.16 s of 5.4 s.
    """
    gc.freeze()
    gc.set_threshold(*COLLECT_SELDOM)


def end_soon() -> None:
    """Let Python end without looking for rubbish once more in all that goes anyway."""
    gc.freeze()
