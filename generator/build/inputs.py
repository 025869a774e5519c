"""Digests of what an output is made from: equal digests, equal bytes."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from generator.read import listing

MAKERS = ("brotli", "Jinja2", "Markdown", "mkdocs", "pikepdf", "pypinyin", "qrcode", "typst")
"""Libraries whose release shows in the bytes."""

IGNORED = ("__pycache__",)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(root: Path, files: Iterable[Path]) -> str:
    """Return one digest of files and of their paths below `root`."""
    return digest({file.relative_to(root).as_posix(): sha256(file.read_bytes()) for file in sorted(files)})


def digest(value: object) -> str:
    """Return the digest of a value that JSON can write."""
    return sha256(json.dumps(value, sort_keys=True).encode())


def files_below(folder: Path) -> list[Path]:
    """Return every file below a folder in order, but hidden and compiled ones; none where there is no folder."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part in IGNORED or part.startswith(".") for part in path.relative_to(folder).parts)
    ]


@cache
def _program() -> str:
    program = Path(__file__).parents[1]
    modules = digest_of_files(program, program.rglob("*.py"))
    return digest([modules, platform.python_version(), [version(maker) for maker in MAKERS]])


@dataclass(frozen=True)
class Needs:
    """What the files of a form of a product are made from, besides what all share and the committee's own folder.

    `templates` are folders below templates/; `fonts` and `day` say whether they show. With `subdistrict` there are
    files of the sub-district's own; with `whole` they are made for all committees, whichever are named.
    """

    templates: tuple[str, ...]
    fonts: bool = True
    day: bool = False
    subdistrict: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Sources:
    """Digests of the author's files and of the program, as they are on disk now; each is made once, when asked for.

    `more_fonts` is the folder of further fonts that the site's settings name, if any; `day` is the day it is made for.
    """

    root: Path
    more_fonts: str = ""
    day: str = ""

    @cached_property
    def program(self) -> str:
        """The digest of this program, of the Python it runs on, and of the libraries that make bytes."""
        return _program()

    @cached_property
    def shared(self) -> str:
        """The digest of the files that all committees share, and of what all templates share."""
        files = {self.root / file for file in listing.shared_files(self.root)}
        return digest_of_files(self.root, files.union(files_below(self.root / listing.TEMPLATES / "shared")))

    @cached_property
    def committees(self) -> Mapping[str, str]:
        """The digest of each committee's files, by its slug."""
        return {
            slug: digest_of_files(self.root, [self.root / file for file in listing.committee_files(self.root, slug)])
            for slug in listing.committee_folders(self.root)
        }

    @cached_property
    def closed(self) -> frozenset[str]:
        """The slugs of the committees that are no more, of whose folders only the website has use."""
        return frozenset(slug for slug in self.committees if listing.is_closed(self.root, slug))

    @cached_property
    def fonts(self) -> str:
        """The digest of the shipped fonts, and of those in the further folder that the site's settings name."""
        folder = self.root / self.more_fonts
        further = digest_of_files(folder, files_below(folder)) if self.more_fonts else ""
        return digest([self.templates("fonts"), further])

    @cached_property
    def _templates(self) -> dict[str, str]:
        return {}

    def templates(self, folder: str) -> str:
        """Return the digest of a folder below templates/."""
        if folder not in self._templates:
            self._templates[folder] = digest_of_files(self.root, files_below(self.root / listing.TEMPLATES / folder))
        return self._templates[folder]

    def unit(self, word: str, needs: Needs, committee: str) -> str:
        """Return the digest of all that a committee's files of one form depend on.

        The sub-district's own need all committees, and so does a committee that is no more, whose pages stand in the
        frame of another.
        """
        needs_all = not committee or committee in self.closed
        committees = self.committees if needs_all else self.committees.get(committee)
        templates = [self.templates(folder) for folder in needs.templates]
        fonts, day = self.fonts if needs.fonts else "", self.day if needs.day else ""
        return digest([word, committee, self.program, self.shared, templates, fonts, committees, day])

    def whole(self, needs: Mapping[str, Needs]) -> str:
        """Return the digest of everything that these forms depend on."""
        folders = sorted({folder for form in needs.values() for folder in form.templates})
        templates = {folder: self.templates(folder) for folder in folders}
        day = self.day if any(form.day for form in needs.values()) else ""
        return digest([self.program, self.shared, templates, self.fonts, self.committees, day])
