"""No file lies beside the handbook's own that its author may take for one of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.problem import Problem
from generator.read.strays import strays


def files_read(handbook: Handbook) -> Iterator[Problem]:
    """D091: nobody edits a copy that no one reads."""
    yield from strays(handbook.root)
