"""A run that is killed at any change to the disk leaves what is promised, and is finished by the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 15
"""How many runs are killed here: three of each scenario. Hundreds by hand: `python -m tests.fuzz.kills 500`."""

SEED = 7


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed in a fork")
def test_a_kill_breaks_no_promise(repository: Path) -> None:
    """In a process of its own, since a fork of this one would wait for the threads of whatever set type here before."""
    command = [sys.executable, "-m", "tests.fuzz.kills", str(KILLS), str(SEED)]
    run = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert run.stdout.splitlines()[-1] == f"{KILLS} kills, 0 of them broke a promise", run.stdout + run.stderr
