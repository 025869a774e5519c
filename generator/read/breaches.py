"""The ledgers of breaches as they stand on disk; one that cannot be read stops nothing, and is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.breaches import Breaches
from generator.problem import HandbookError, Location, Problem
from generator.read import listing
from generator.read.files import read_file


@dataclass(frozen=True)
class Kept:
    """The ledgers that could be read, by the committees' slugs, nothing for the sub-district's own.

    `unread` says why others could not be; nobody writes over these.
    """

    ledgers: Mapping[str, Breaches]
    unread: Mapping[str, tuple[Problem, ...]]


def read_breaches(root: Path) -> Kept:
    """Return the ledgers of breaches in a handbook's folder."""
    ledgers: dict[str, Breaches] = {}
    unread: dict[str, tuple[Problem, ...]] = {}
    for file in listing.breaches_files(root):
        slug = listing.owner(file)
        if (root / file).is_symlink():
            hint = "把真的文件放在这里；链接会被程序换掉"
            unread[slug] = (Problem(Location(file), "D120", "违规台账不能是链接", hint, "warning", committee=slug),)
            continue
        try:
            ledgers[slug] = read_file(root / file, file, Breaches)
        except HandbookError as error:
            unread[slug] = tuple(_told(problem, slug) for problem in error.problems)
    return Kept(ledgers, unread)


def _told(problem: Problem, slug: str) -> Problem:
    """Return why a ledger cannot be read, as what stops nothing: sheets and pages need it for no address."""
    message = f"违规台账读不懂，头一次看到的日子和期限先当没有记：{problem.message}"
    hint = f"台账由程序写，请从备份或 git 找回这个文件。{problem.hint}"
    return replace(problem, rule="D120", message=message, hint=hint, severity="warning", committee=slug)
