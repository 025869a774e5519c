"""Mistakes made at random are told or built, and nothing else comes of them."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.mutations import outcomes

SECONDS = 45
"""How long they are made here; an hour by hand: `python -m tests.fuzz.mutations 3600 42`."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a hang is ended by a signal that Windows has not")
def test_no_mistake_ends_in_a_traceback_or_hangs() -> None:
    wrong = {number: came for number, came in outcomes(SECONDS, seed=1) if came.wrong}
    assert wrong == {}
