"""Whom a serious event is reported to: those above the committee, by their names in content/subdistrict.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.handbook import Handbook

BETWEEN = re.compile(r"[，、；;,/／|]")
JOINED = re.compile(r"以及|和|及|与")
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|\s")
BEFORE = re.compile(r"^(?:先|再|已|后)?(?:打电话)?(?:上?报告?|告诉|通知)?(?:给|了)?")
BEHIND = re.compile(r"(?:的?(?:值班(?:人员|室|电话)?|工作人员|负责人|领导|同志|电话|科室))?$")
"""What may stand between the names of several, and before and behind one, without making it another's name."""


def named(handbook: Handbook, words: str) -> list[int]:
    """Return the places in the order of superiors of those whom these words name, as the words have them."""
    found = []
    for part in BETWEEN.split(BRACKETED.sub("", words)):
        whole = [*_number(handbook, part)]
        found += whole or [number for each in JOINED.split(part) for number in _number(handbook, each)]
    return found


def names(handbook: Handbook) -> str:
    """Return what the superiors are called, in their order."""
    return "、".join(superior.name for superior in handbook.subdistrict.superiors)


def in_order(numbers: Sequence[int]) -> bool:
    """Tell whether superiors are told in their order."""
    return list(numbers) == sorted(numbers)


def _number(handbook: Handbook, part: str) -> Iterator[int]:
    meant = _variants(handbook, part)
    for number, superior in enumerate(handbook.subdistrict.superiors):
        names = (BRACKETED.sub("", name) for name in (superior.name, *superior.also_called))
        if part == superior.number or any(meant & _variants(handbook, name) for name in names):
            yield number
            return


def _variants(handbook: Handbook, name: str) -> frozenset[str]:
    """Return a name with and without what may stand before and behind it, and whose office it is."""
    bare = BEFORE.sub("", name)
    forms = {bare, BEHIND.sub("", bare)}
    forms |= {form.removeprefix(handbook.policy.subdistrict).removeprefix("街道") for form in forms}
    return frozenset(form for form in forms if len(form) > 1)
