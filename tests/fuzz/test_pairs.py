"""Of two mistakes made at random, each is told."""

from __future__ import annotations

from tests.fuzz.pairs import trials

SECONDS = 15
"""How long they are made here; longer by hand: `python -m tests.fuzz.pairs 600 1`."""


def test_of_two_mistakes_each_is_told() -> None:
    tried = list(trials(SECONDS, seed=1))
    assert tried
    assert [(trial.first.file, trial.second.file, trial.untold) for trial in tried if trial.untold] == []
