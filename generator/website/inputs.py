"""What the pages of the website are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.check.finding import Judged
from generator.codes.history import OwnLedger
from generator.codes.pages import CommitteePages, ledgers_by_number
from generator.model.gone import Closing
from generator.model.handbook import Handbook
from generator.products.catalogue import downloads, own_downloads
from generator.products.index import Entry
from generator.products.joint_list import ToDo, joint_list
from generator.products.product import Artifact, Brief, Data, SubdistrictBrief
from generator.products.standing import Standings, standings
from generator.read.templates import Templates
from generator.text import placeholder
from generator.website import editions, search


@dataclass(frozen=True, eq=False)
class SiteInputs:
    """What all pages share: content and settings, templates, and the addresses of assets.

    `sizes` are the bytes of the prints that the website carries, by path, as far as they are known. A `preview` may
    load the script that reloads its pages.
    """

    handbook: Handbook
    templates: Templates
    assets: Mapping[str, str]
    sizes: Mapping[str, int] = field(default_factory=dict)
    preview: bool = False

    @cached_property
    def of_one_committee(self) -> SiteInputs:
        """The same inputs without any committee, for the pages of one, which depend on no other."""
        without = replace(self.handbook, committees=(), closed=(), shared_files=(), own_files=(), breaches={})
        return replace(self, handbook=without)


@dataclass(frozen=True, eq=False)
class CommitteeInputs:
    """What one committee's pages are made from besides what all pages share.

    `closing` is that of a committee that is no more: its pages stand in the frame of the one that took over, whose
    `pages` these are.
    """

    pages: CommitteePages
    site: SiteInputs
    closing: Closing | None = None

    @cached_property
    def values(self) -> placeholder.Values:
        """The words that stand for the placeholders of shared texts."""
        return placeholder.values(self.site.handbook, self.pages.committee)

    @cached_property
    def carried(self) -> Mapping[tuple[str, str], Artifact]:
        """The prints that the website carries, by word and the id of the one thing each file is about, if of one."""
        carried: dict[tuple[str, str], Artifact] = {}
        for artifact in downloads(self.site.handbook, self.pages):
            carried.setdefault((artifact.word, artifact.page.id if artifact.page else ""), artifact)
        return carried

    @cached_property
    def entries(self) -> list[Entry]:
        """What a resident may look for."""
        return search.entries(self.site.handbook, self.pages)

    @cached_property
    def standings(self) -> Standings:
        """The standing of each sheet that was ever issued."""
        return standings(Brief(self.site.handbook, self.pages, self.values))

    @cached_property
    def held(self) -> Mapping[int, Sequence[Data]]:
        """The data about a sheet in the reader's hand, by its serial; they are the same behind all its codes."""
        serials = {edition.serial for edition in self.pages.ledger.editions}
        return {serial: editions.sheets_in_hand(self.pages, serial, self.standings) for serial in serials}


@dataclass(frozen=True, eq=False)
class SubdistrictInputs:
    """What the sub-district's own pages are made from besides what all pages share.

    `committees` are every committee's pages by its slug, `judged` what the rules found.
    """

    committees: Mapping[str, CommitteePages]
    judged: Sequence[Judged]
    site: SiteInputs

    @cached_property
    def carried(self) -> Sequence[Artifact]:
        """The sub-district's own prints that the website carries."""
        return tuple(own_downloads(SubdistrictBrief(self.site.handbook, self.committees)))

    @property
    def ledgers(self) -> Mapping[str, OwnLedger]:
        """Every ledger, by the number of its committee."""
        return ledgers_by_number(self.site.handbook, self.committees)

    @cached_property
    def todos(self) -> Sequence[ToDo]:
        """What all committees have to do, by day."""
        return joint_list(self.site.handbook, self.judged)
