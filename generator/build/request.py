"""What is asked of a build, and what came of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import, and not needed where nothing changed
    from generator.build.print_list import Print
    from generator.problem import Problem
    from generator.products.product import Artifact


Words = tuple[str, ...]
"""Words for products, or slugs of committees."""

DESTINATION = "build"
"""The folder below the root in which finished products stand where nothing else is said."""


@dataclass(frozen=True)
class Request:
    """What is asked for: which forms of which products, of which committees, to which folder, and how.

    `words` name the forms, none the usual ones; `committees` are slugs, none for all. `jobs` is how many processes may
    set sheets; `locked` forbids new codes; without `cache` everything is made anew. `strict` makes all or nothing.
    """

    root: Path
    destination: Path
    words: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    jobs: int = os.cpu_count() or 1
    locked: bool = False
    cache: bool = True
    strict: bool = False


@dataclass(frozen=True)
class Old:
    """Something that was asked for and not made anew: what it is, in a clerk's words, and the mistakes that are why.

    `files` is how many of its files are still there from the earlier build.
    """

    name: str
    files: int
    why: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Built:
    """What was made: every artifact asked for, those made anew, what the author should look at, and the new prints.

    `old` is what was asked for and not made. All are empty where nothing had changed.
    """

    artifacts: tuple[Artifact, ...] = ()
    fresh: tuple[Artifact, ...] = ()
    problems: tuple[Problem, ...] = ()
    prints: tuple[Print, ...] = ()
    old: tuple[Old, ...] = ()
    unchanged: bool = False
