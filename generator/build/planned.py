"""A handbook that may be built: what was loaded, what the rules found in it, and all that will be produced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.build.inputs import Needs, Pending, Seen, Sources
from generator.build.request import Old
from generator.check.finding import Judged
from generator.check.offices import office_of
from generator.model.gone import Closing
from generator.model.handbook import Handbook
from generator.privacy.office import Office
from generator.problem import Problem
from generator.products.catalogue import FORMS, PRODUCTS, carried_by
from generator.products.names import WEBSITE
from generator.products.plan import Plan
from generator.products.product import Brief, Form, SubdistrictBrief
from generator.read.templates import Templates
from generator.text import placeholder

Stopped = Mapping[str, tuple[Problem, ...]]
"""The mistakes of each committee that is left out because of them, by its slug."""


@dataclass(frozen=True)
class Planned:
    """A handbook without errors, its plan, and what the author should look at.

    `pending` are files that are written with what is planned, `seen` is how the author's files were before they were
    read. `stopped` are the committees that are left out because of their mistakes; where `unread`, some could not even
    be loaded. `kept` names units whose files stay as they are in the earlier build, `old` tells what the author will
    miss.
    """

    handbook: Handbook
    templates: Templates
    judged: tuple[Judged, ...]
    plan: Plan
    problems: tuple[Problem, ...]
    pending: Pending = field(default_factory=dict)
    seen: Seen | None = None
    stopped: Stopped = field(default_factory=dict)
    unread: bool = False
    kept: frozenset[str] = frozenset()
    old: tuple[Old, ...] = ()

    @cached_property
    def briefs(self) -> Mapping[str, Brief]:
        """The brief for each committee's sheets, by its slug."""
        return {
            slug: Brief(self.handbook, pages, placeholder.values(self.handbook, pages.committee), self.judged, PRODUCTS)
            for slug, pages in self.plan.committees.items()
        }

    @cached_property
    def subdistrict_brief(self) -> SubdistrictBrief:
        """What the sub-district's own sheets are made from."""
        return SubdistrictBrief(self.handbook, self.plan.committees, self.judged, self.plan.assets)

    @cached_property
    def closings(self) -> Mapping[str, Closing]:
        """The closing of each committee that is no more, by its slug."""
        return {closed.slug: closed.closing for closed in self.handbook.closed}

    @cached_property
    def _offices(self) -> dict[str, Office]:
        return {}

    def office(self, slug: str) -> Office:
        """Return who may be published on what a committee makes, or on what all share where `slug` is empty."""
        if slug not in self._offices:
            self._offices[slug] = office_of(self.handbook, slug)
        return self._offices[slug]

    @cached_property
    def sources(self) -> Sources:
        """The digests of what everything is made from, as it is on disk."""
        day = self.handbook.today.isoformat()
        return Sources(self.handbook.root, self.handbook.more_fonts or "", day, self.pending, self.seen)

    @cached_property
    def needs(self) -> Mapping[str, Needs]:
        """The needs of each form of each product, by the word for it."""
        carried = carried_by(self.handbook)
        return {word: needs(form, carried) for word, form in FORMS.items()}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of what each planned unit is made from, by its name."""
        units = self.plan.units
        return {unit.name: self.sources.unit(unit.word, self.needs[unit.word], unit.committee) for unit in units}


def needs(form: Form, carried: tuple[str, ...]) -> Needs:
    """Return what a form is made from; the website also from what makes the prints that it carries.

    `carried` are the words of these prints.
    """
    product, website = form.product, form.word == WEBSITE
    prints = (folder for word in carried for folder in FORMS[word].product.folders)
    folders = (product.name, *prints) if website else product.folders
    return Needs(
        templates=tuple(dict.fromkeys(folders)),
        fonts=bool(carried) if website else True,
        day=product.dated,
        subdistrict=form.subdistrict is not None,
        each=form.each,
        whole=website or form.word in carried,
    )
