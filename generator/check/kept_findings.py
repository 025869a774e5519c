"""What the rules found in a committee, kept for as long as all that they look at is the same."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.check.finding import Finding, Judged
from generator.disk import own_cache
from generator.disk.digests import digest, program, sha256
from generator.disk.places import resolved
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import Requirement
from generator.problem import Location, to_type
from generator.read.remembered import SPOILT, known_by

MOST_BYTES = 5_000_000
"""Of what is kept of one committee; there are some ten thousand."""


class Findings:
    """What was found in the committees of a handbook, each in a file of the folder that this account keeps to itself.

    The file's name says which committee it is of, its first line all that the findings depend on, its second is a
    digest of the rest.
    """

    def __init__(self, handbook: Handbook) -> None:
        self.folder = own_cache.folder()
        self.root = resolved(handbook.root)
        self.requirements = {requirement.id: requirement for requirement in handbook.policy.rules}
        shared = [known_by(record) for record in handbook.shared_files]
        names = [committee.profile.name for committee in handbook.committees]
        # where one of the files is not as it was read, nothing is kept
        self.shared = digest([program(), to_type(), str(handbook.today), names, shared]) if all(shared) else ""

    def file(self, committee: Committee) -> Path | None:
        """Return the file for what is found of a committee; None where nothing can be kept."""
        known = f"findings\n{self.root}\n{committee.slug}".encode("utf-8", "surrogateescape")
        return self.folder / sha256(known) if self.folder else None

    def seal(self, committee: Committee) -> str:
        """Return a digest of all that the findings of a committee depend on; nothing where that is not known."""
        own = [known_by(record) for record in committee.files]
        return digest([self.shared, committee.slug, own]) if self.shared and all(own) else ""

    def of(self, committee: Committee) -> tuple[Judged, ...] | None:
        """Return what is kept of a committee; None where nothing is, or where it is spoilt."""
        file, seal = self.file(committee), self.seal(committee)
        if file and seal:
            depends, _, rest = own_cache.read(file, MOST_BYTES).partition(b"\n")
            checksum, _, body = rest.partition(b"\n")
            if depends == seal.encode() and checksum == sha256(body).encode():
                with contextlib.suppress(*SPOILT):
                    return tuple(_judged(each, committee.slug, self.requirements) for each in json.loads(body))
        return None

    def keep(self, committee: Committee, judged: Iterable[Judged]) -> None:
        """Keep what was found of a committee."""
        file, seal = self.file(committee), self.seal(committee)
        if file and seal:
            body = json.dumps([_plain(each) for each in judged], ensure_ascii=False, separators=(",", ":"))
            with contextlib.suppress(UnicodeError):
                own_cache.write(file, f"{seal}\n{sha256(body.encode())}\n{body}".encode())


def _plain(judged: Judged) -> list[Any]:
    found, place = judged.finding, judged.finding.place
    where = [place.file, place.line, place.column]
    return [judged.requirement.id, found.verdict, where, found.text, found.hint, found.severity, found.mistake]


def _judged(plain: Collection[Any], slug: str, requirements: Mapping[str, Requirement]) -> Judged:
    id, verdict, where, text, hint, severity, mistake = plain
    file, line, column = where
    place = Location(sys.intern(file), line, column)  # what many committees are told is there once
    finding = Finding(verdict, place, sys.intern(text), sys.intern(hint), severity, mistake)
    return Judged(requirements[id], slug, finding)
