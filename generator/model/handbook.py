"""Everything that was loaded, as one frozen handbook."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.model.breaches import Breaches
from generator.model.committee import Committee
from generator.model.content import (
    Calendar,
    Certificates,
    Contents,
    Disclosure,
    Document,
    Form,
    Lists,
    Room,
    Rule,
    Service,
    Subdistrict,
    WorkingCommittee,
)
from generator.model.facts import Record, SharedText
from generator.model.gone import ClosedCommittee, Retirements
from generator.model.labels import Labels
from generator.model.policy import Policy
from generator.model.site import Site
from generator.model.words import Language, Words


@dataclass(frozen=True)
class LoadedFiles:
    """Those files of a handbook that could be loaded, where others could not."""

    root: Path
    shared_files: tuple[Record, ...]
    own_files: tuple[Record, ...]
    more_fonts: str | None

    @property
    def files(self) -> tuple[Record, ...]:
        """Return all of them."""
        return (*self.shared_files, *self.own_files)


@dataclass(frozen=True)
class Handbook:
    """Everything that was loaded, valid field by field. Mappings keep the order of contents.yml.

    `document` is the policy word for word, where that was written down. `rules` and `rooms` hold what residents may
    read. What is for the staff only stands apart: `internal_rules`, and `internal_rooms`, the rooms whose rules are
    internal, whole. `shared_files` and `own_files` are what was read: the files that all committees share, and the
    committees' own. `breaches` are the ledgers of breaches by the committees' slugs, nothing for
    what all share.
    """

    root: Path
    site: Site
    policy: Policy
    subdistrict: Subdistrict
    contents: Contents
    lists: Lists
    calendars: Mapping[int, Calendar]
    services: Mapping[str, Service]
    rooms: Mapping[str, Room]
    working_committees: Mapping[str, WorkingCommittee]
    rules: Mapping[str, Rule]
    forms: Mapping[str, Form]
    certificates: Certificates
    disclosure: Disclosure
    language: Language
    committees: tuple[Committee, ...]
    today: datetime.date
    document: Document | None = None
    retirements: Retirements = field(default_factory=Retirements)
    closed: tuple[ClosedCommittee, ...] = ()
    shared_files: tuple[Record, ...] = ()
    own_files: tuple[Record, ...] = ()
    internal_rules: Mapping[str, Rule] = field(default_factory=dict)
    internal_rooms: Mapping[str, Room] = field(default_factory=dict)
    breaches: Mapping[str, Breaches] = field(default_factory=dict)

    @property
    def texts_by_kind(self) -> Mapping[str, Mapping[str, SharedText]]:
        """Return all shared texts by kind and id, those for the staff only among them."""
        return {kind: texts(self) for kind, texts in KINDS_OF_TEXTS.items()}

    @property
    def texts(self) -> tuple[SharedText, ...]:
        """Return all shared texts, those for the staff only among them."""
        return tuple(text for texts in self.texts_by_kind.values() for text in texts.values())

    @property
    def words(self) -> Words:
        """Titles, captions and sentences that are put together outside the templates."""
        return self.language.words

    @property
    def labels(self) -> Labels:
        """What the keys of a sheet's data are called; posts and kinds of members as the policy calls them."""
        kinds = self.policy.member_kinds
        named = {
            "director": self.policy.posts.director,
            "assistants": kinds.assistants,
            "representatives": kinds.representatives,
        }
        usual = self.language.labels
        return usual.model_copy(
            update={"labels": {**usual.labels, **{key: word for key, word in named.items() if word}}}
        )

    @property
    def more_fonts(self) -> str | None:
        """Return the folder of further fonts, below the root, or None where the site's settings name none."""
        return self.site.more_fonts

    @property
    def every_rule(self) -> Mapping[str, Rule]:
        """Return the rules that residents may read and those for the staff only, by id."""
        return {**self.rules, **self.internal_rules}

    @property
    def every_room(self) -> Mapping[str, Room]:
        """Return the rooms with their rules, whether residents may read those or not, by id."""
        return {**self.rooms, **self.internal_rooms}

    @property
    def assigned(self) -> tuple[Service | Room | Rule | Form, ...]:
        """Return all shared texts that belong to a working committee."""
        return (*self.services.values(), *self.rooms.values(), *self.every_rule.values(), *self.forms.values())

    @property
    def files(self) -> tuple[Record, ...]:
        """Return all files that were read."""
        return (*self.shared_files, *self.own_files)


KINDS_OF_TEXTS: Mapping[str, Callable[[Handbook], Mapping[str, SharedText]]] = MappingProxyType(
    {
        "service": lambda handbook: handbook.services,
        "room": lambda handbook: handbook.every_room,
        "rule": lambda handbook: handbook.every_rule,
        "working-committee": lambda handbook: handbook.working_committees,
        "form": lambda handbook: handbook.forms,
    }
)
"""The kinds of shared texts, as links name them, and where each has its texts."""
