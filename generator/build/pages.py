"""The pages of one committee, read again for personal data, in whichever process does the work."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.build import gate
from generator.build import known as knowledge
from generator.build.known import Known
from generator.build.planned import Planned
from generator.codes.pages import CommitteePages
from generator.model.gone import Closing
from generator.privacy.characters import PersonalData
from generator.privacy.office import Office
from generator.products.product import Artifact, Unit
from generator.website.inputs import CommitteeInputs, SiteInputs


class Asked(NamedTuple):
    """What a worker is handed of one committee: the files it is to make, and from what; `closing` where it is no more.

    `office` is who may be published there; `sizes` are the bytes of the prints that its pages carry, by path; `known`
    is what need not be worked out again.
    """

    artifacts: tuple[Artifact, ...]
    pages: CommitteePages
    closing: Closing | None
    office: Office
    sizes: Mapping[str, int]
    known: Known


class Filled(NamedTuple):
    """Finished files by path, what in them looks like personal data, and what nobody had worked out before."""

    files: Mapping[str, bytes]
    leaks: tuple[tuple[Artifact, PersonalData], ...]
    new: Known


def asked(planned: Planned, unit: Unit, sizes: Mapping[str, int]) -> Asked:
    """Return what a worker needs to make the files of a committee's unit."""
    slug = unit.committee
    closing = planned.closings.get(slug)
    pages = planned.plan.committees[closing.merged_into if closing else slug]
    carried = {artifact.copy_of: sizes[artifact.copy_of] for artifact in unit.artifacts if artifact.copy_of in sizes}
    return Asked(unit.artifacts, pages, closing, planned.office(slug), carried, knowledge.known())


def shared_by_all(site: SiteInputs) -> bytes:
    """Return what the pages of every committee are made from, but for sizes, as it is handed to workers."""
    return pickle.dumps(replace(site.of_one_committee, sizes={}))


def fill(site: bytes, wanted: Asked) -> Filled:
    """Return the finished files of a committee. Raises HandbookError for a template's mistake."""
    from generator.website.render import committee_files  # slow to import, and who sets sheets needs none of it

    shared, sizes = _unpacked(site)
    sizes |= wanted.sizes
    knowledge.learn(wanted.known)
    files = committee_files(wanted.artifacts, CommitteeInputs(wanted.pages, shared, wanted.closing))
    leaks = tuple(gate.leaks_in_website(wanted.artifacts, files, wanted.office))
    return Filled(files, leaks, knowledge.known_besides(wanted.known))


@lru_cache(maxsize=1)
def _unpacked(site: bytes) -> tuple[SiteInputs, dict[str, int]]:
    """Return what the pages of every committee are made from, and its sizes, which become known with each."""
    sizes: dict[str, int] = {}
    return replace(pickle.loads(site), sizes=sizes), sizes
