"""Whether what a rule found rests on data that are made up, so that nobody takes for met what only looks it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from generator.check.finding import Judged
from generator.model.handbook import Handbook
from generator.read.listing import Shared

RESTS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("A1", "A2", "A3", "A4", "L8"), (str(Shared.LISTS),)),
        **dict.fromkeys(("P4", "T1"), (str(Shared.SUBDISTRICT),)),
        "P1": (str(Shared.SUBDISTRICT), str(Shared.LISTS)),
    }
)
"""The shared files that a rule looks at besides the one that its findings name."""


def made_up_files(handbook: Handbook) -> frozenset[str]:
    """Return the files that say of themselves, or of a list or a document in them, that they are made up."""
    return frozenset(
        record.source.file
        for record, made_up in (
            (handbook.lists, any(listed.demonstration for listed in handbook.lists.lists)),
            (handbook.subdistrict, handbook.subdistrict.demonstration),
            *((own.records, own.records.demonstration) for own in handbook.committees),
            *((rule, rule.document and rule.document.demonstration) for rule in handbook.every_rule.values()),
        )
        if made_up
    )


def rests_on(made_up: Collection[str], judged: Judged) -> bool:
    """Tell whether a finding rests on one of the files that are made up."""
    files = (judged.finding.place.file, *RESTS_ON.get(judged.requirement.id, ()))
    return any(file in made_up for file in files)
