"""A build that keeps what it can is the one that is made from nothing, and makes few sheets in vain."""

from __future__ import annotations

from tests.fuzz.increments import trials

SECONDS = 20
"""How long edits are made here; ten minutes by hand: `python -m tests.fuzz.increments 600 42`."""

WORDS = ("board", "doorsign", "guide", "plates")


def test_what_is_kept_is_what_would_be_made_and_what_is_made_was_another() -> None:
    done = list(trials(SECONDS, seed=3, words=WORDS))
    assert done
    assert [each for each in done if each.differs] == []
    assert sum(len(each.in_vain) for each in done) <= 0.05 * sum(each.made for each in done)
