"""Ledgers that two branches both added to become one, by rule."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable

from generator.codes.ledger import CodeSubject, free_numbers, new_code, unpacked, with_lines
from generator.model.ledger import Code, Edition, Ledger


def reconciled(ledger: Ledger, committee_number: str) -> Ledger:
    """Return the ledger after two branches that both added lines were merged by keeping the lines of both.

    - A line that stands there twice, or in two states, is one: issued as early as either says, retired if either is.
    - One number with two meanings stays with that which was issued, else with the first; the other moves to a new
      number. Were both issued, both stay: paper cannot be called back, and the page of that code names both.
    - One thing with two numbers keeps both.
    - An edition written twice is one; two editions with one serial both stay.
    - A code that an edition carries was issued, whatever its line has lost: the edition is sealed and says the day.
    """
    merged = _issued_by(ledger.editions, _by_meaning(ledger.codes))
    keepers = _keepers(merged)
    free = free_numbers(merged)
    codes = sorted(
        (
            code if code is keepers[code.number] or code.issued else _moved(code, committee_number, next(free))
            for code in merged
        ),
        key=lambda code: int(code.number),
    )
    editions = sorted(dict.fromkeys(ledger.editions), key=lambda edition: edition.serial)
    if tuple(codes) == ledger.codes and tuple(editions) == ledger.editions:
        return ledger
    return with_lines(ledger, codes=tuple(codes), editions=tuple(editions))


def _by_meaning(codes: Iterable[Code]) -> list[Code]:
    merged: dict[tuple[str, str, str], Code] = {}
    for code in codes:
        key = (code.number, code.kind, code.id)
        merged[key] = _one_of(merged[key], code) if key in merged else code
    return list(merged.values())


def _issued_by(editions: Iterable[Edition], codes: list[Code]) -> list[Code]:
    """Return the codes, each that an edition carries with the day of the first; of two with one number neither."""
    first: dict[str, datetime.date] = {}
    for edition in sorted(editions, key=lambda edition: edition.date, reverse=True):
        first |= dict.fromkeys(unpacked(edition.codes), edition.date)
    numbers = Counter(code.number for code in codes)
    return [
        code.model_copy(update={"issued": first[code.number]})
        if not code.issued and code.number in first and numbers[code.number] == 1
        else code
        for code in codes
    ]


def _one_of(first: Code, second: Code) -> Code:
    days = [code.issued for code in (first, second) if code.issued]
    newer = max((first, second), key=lambda code: (code.retired is not None, str(code.retired)))
    return newer.model_copy(update={"title": first.title, "seal": first.seal, "issued": min(days, default=None)})


def _keepers(codes: Iterable[Code]) -> dict[str, Code]:
    """Return of each number the code that keeps it."""
    by_number: dict[str, list[Code]] = defaultdict(list)
    for code in codes:
        by_number[code.number].append(code)
    return {
        number: min(same, key=lambda code: (code.issued is None, str(code.issued)))
        for number, same in by_number.items()
    }


def _moved(code: Code, committee_number: str, number: str) -> Code:
    fresh = new_code(committee_number, number, CodeSubject(code.kind, code.id, code.title))
    return fresh.model_copy(update={"retired": code.retired, "successor": code.successor, "reason": code.reason})
