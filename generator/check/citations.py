"""Every citation of the handbook held against a folder of law texts (L12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.model.content import Rule, Service
from generator.model.facts import Basis, Record
from generator.model.handbook import Handbook
from generator.problem import Location, Problem
from generator.text import citation, laws

RULE = "L12"


def check_citations(handbook: Handbook, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the citations, by the law texts in `folder`; and where those texts have gaps themselves.

    A law that the folder lacks is a warning, since the folder may be incomplete; an article a law lacks is an error.
    """
    for file in laws.law_files(folder):
        if file.stat().st_size > laws.LARGEST:
            message = f"文件太大，超过了 {laws.LARGEST // 1_000_000} MB，没有核对"
            yield Problem(Location(f"{folder.name}/{file.name}"), RULE, message, "看看是不是放错了文件", "warning")
    library = laws.library(folder)
    for law in library.laws:
        for gap in laws.gaps(law):
            yield Problem(Location(f"{folder.name}/{law.file}", gap.line or 1), RULE, gap.message, "", "warning")
    for record, path, basis in citations(handbook):
        if basis.law == handbook.policy.title:
            continue
        if finding := citation.verify(library, basis.law, basis.article or ""):
            lacking = f"把原文放进 {folder.name}，再核对；放不进的，请人对照原文看一遍"
            hint = f"对照 {folder.name} 里的原文改" if library.find(basis.law) else lacking
            yield Problem(record.source.at(*path), RULE, finding.message, hint, finding.severity)


def citations(handbook: Handbook) -> Iterator[tuple[Record, tuple[str | int, ...], Basis]]:
    """Yield every law cited in the data: the file, where in it, and the citation."""
    texts: tuple[Service | Rule, ...] = (*handbook.services.values(), *handbook.every_rule.values())
    for text in texts:
        yield from ((text, ("basis", index), basis) for index, basis in enumerate(text.basis))
    yield handbook.disclosure, ("basis",), handbook.disclosure.basis
    for number, listing in enumerate(handbook.lists.lists):
        for index, entry in enumerate(listing.entries):
            yield handbook.lists, ("lists", number, "entries", index, "basis"), entry.basis
    for committee in handbook.committees:
        for index, admitted in enumerate(committee.register.admitted):
            if admitted.basis:
                yield committee.register, ("admitted", index, "basis"), admitted.basis
