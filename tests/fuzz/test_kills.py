"""A run that is killed at any change to the disk leaves what is promised, and is finished by the next."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.kills import kills

KILLS = 9
"""How many runs are killed here: three of each scenario. Hundreds by hand: `python -m tests.fuzz.kills 500`."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed in a fork of this process")
def test_a_kill_breaks_no_promise() -> None:
    assert [(name, change, broken) for name, change, broken in kills(KILLS, seed=7) if broken] == []
