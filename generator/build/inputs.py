"""Digests of what an output is made from: equal digests, equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.disk.digests import digest, digest_of_file, digest_of_files, program, sha256
from generator.read import listing
from generator.text import glyphs

IGNORED = ("__pycache__",)

REPORT = "report"
"""The folder of the templates that tell of breaches; of the website, what the sub-district itself says does too."""


Pending = Mapping[str, bytes]
"""Files that are to be written once all else is done, by their path below the root."""


def files_below(folder: Path) -> list[Path]:
    """Return every file below a folder in order, but hidden and compiled ones; none where there is no folder."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part in IGNORED or part.startswith(".") for part in path.relative_to(folder).parts)
    ]


@dataclass(frozen=True)
class Needs:
    """What the files of a form of a product are made from, besides what all share and the committee's own folder.

    `templates` are folders below templates/; `fonts` and `day` say whether they show. With `subdistrict` there are
    files of the sub-district's own, with `each` some for each committee; with `whole` they are made for all committees,
    whichever are named.
    """

    templates: tuple[str, ...]
    fonts: bool = True
    day: bool = False
    subdistrict: bool = False
    each: bool = True
    whole: bool = False


@dataclass(frozen=True)
class Seen:
    """Digests of the author's files at one moment: those that all share, and each file of each committee by its path.

    `breaches` are those of the ledgers of breaches, of which only reports tell.

    What is read later may be newer; then the digest that is kept is not that of the file any more, and what was made
    is made again.
    """

    shared: str
    committees: Mapping[str, Mapping[str, str]]
    closed: frozenset[str]
    breaches: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path) -> Seen:
        """Return the digests of the files that are in a handbook's folder now."""
        shared = {root / file for file in listing.shared_files(root)}
        slugs = listing.committee_folders(root)
        return cls(
            digest_of_files(root, shared.union(files_below(root / listing.TEMPLATES / "shared"))),
            {
                slug: {file: digest_of_file(root / file) for file in listing.committee_files(root, slug)}
                for slug in slugs
            },
            frozenset(slug for slug in slugs if listing.is_closed(root, slug)),
            {file: digest_of_file(root / file) for file in listing.breaches_files(root)},
        )


@dataclass(frozen=True)
class Sources:
    """Digests of the author's files and of the program; each is made once, when asked for.

    `more_fonts` is the folder of further fonts that the site's settings name, if any; `day` is the day it is made for.
    `pending` are files of committees that will be written with the build: they count as if they were there. `given` is
    how the files were seen before they were read; else they are looked at now.
    """

    root: Path
    more_fonts: str = ""
    day: str = ""
    pending: Pending = field(default_factory=dict)
    given: Seen | None = None

    @cached_property
    def program(self) -> str:
        """The digest of this program, of the Python it runs on, and of the libraries that make bytes."""
        return program()

    @cached_property
    def seen(self) -> Seen:
        """The author's files as they were seen."""
        return self.given or Seen.of(self.root)

    @property
    def shared(self) -> str:
        """The digest of the files that all committees share, and of what all templates share."""
        return self.seen.shared

    @cached_property
    def committees(self) -> Mapping[str, str]:
        """The digest of each committee's files, by its slug."""
        return {slug: digest({**files, **self._pending(slug)}) for slug, files in self.seen.committees.items()}

    def _pending(self, slug: str) -> dict[str, str]:
        folder = f"{listing.own_file(slug)}/"
        files = (file for file in self.pending if file.startswith(folder) and not file.endswith(listing.BREACHES))
        return {file: sha256(self.pending[file]) for file in files}

    @cached_property
    def breaches(self) -> str:
        """The digest of the ledgers of breaches."""
        files = {file: sha256(text) for file, text in self.pending.items() if file.endswith(listing.BREACHES)}
        return digest({**self.seen.breaches, **files})

    @property
    def closed(self) -> frozenset[str]:
        """The slugs of the committees that are no more, of whose folders only the website has use."""
        return self.seen.closed

    @cached_property
    def fonts(self) -> str:
        """The digest of the shipped fonts, and of those in the further folder that the site's settings name."""
        folder, further = self.root / self.more_fonts, ""
        if self.more_fonts and not glyphs.link(self.root, self.more_fonts):  # a check refuses what is one
            further = digest_of_files(folder, files_below(folder))
        return digest([self.templates("fonts"), further])

    @cached_property
    def _templates(self) -> dict[str, str]:
        return {}

    def templates(self, folder: str) -> str:
        """Return the digest of a folder below templates/."""
        if folder not in self._templates:
            self._templates[folder] = digest_of_files(self.root, files_below(self.root / listing.TEMPLATES / folder))
        return self._templates[folder]

    def kit(self, folder: str) -> str:
        """Return the digest of what sets the sheets of a folder below templates/: program, templates and fonts."""
        return digest([self.program, self.templates(folder), self.templates("shared"), self.fonts])

    def unit(self, word: str, needs: Needs, committee: str) -> str:
        """Return the digest of all that a committee's files of one form depend on.

        The sub-district's own need all committees, and so does a committee that is no more, whose pages stand in the
        frame of another.
        """
        needs_all = not committee or committee in self.closed
        committees = self.committees if needs_all else self.committees.get(committee)
        templates = [self.templates(folder) for folder in needs.templates]
        fonts, day = self.fonts if needs.fonts else "", self.day if needs.day else ""
        breaches = self.breaches if REPORT in needs.templates or (not committee and needs.day) else ""
        return digest([word, committee, self.program, self.shared, templates, fonts, committees, day, breaches])

    def whole(self, needs: Mapping[str, Needs]) -> str:
        """Return the digest of everything that these forms depend on."""
        folders = sorted({folder for form in needs.values() for folder in form.templates})
        templates = {folder: self.templates(folder) for folder in folders}
        day = self.day if any(form.day for form in needs.values()) else ""
        return digest([self.program, self.shared, templates, self.fonts, self.committees, day, self.breaches])
