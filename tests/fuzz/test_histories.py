"""Whatever two clerks do with their clones, no announced edition is lost without a word."""

from __future__ import annotations

import shutil

import pytest

from tests.fuzz.histories import histories

SECONDS = 30
"""How long histories are tried here; an hour by hand: `python -m tests.fuzz.histories 3600 7`."""


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_no_history_loses_an_edition_without_a_word() -> None:
    broken = {number: (deeds, promises) for number, deeds, promises in histories(SECONDS, seed=1) if promises}
    assert broken == {}
