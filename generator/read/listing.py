"""The one list of the files that a handbook is made of; the reader, the digests and the preview's watcher take it."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path

from generator import SITE_CONFIG
from generator.disk.places import resolved

CONTENT, COMMITTEES, TEMPLATES = FOLDERS = ("content", "committees", "templates")
"""The folders below the root in which all of them lie, but the site's settings."""


NO_PRODUCTS = (*FOLDERS, "generator", "tests", "docs", "requirements", ".ci", ".git", ".venv")
"""The folders below the root in which nothing is put that the program makes for others."""


def is_in_sources(root: Path, place: Path) -> bool:
    """Tell whether a place lies where a handbook, or the program, keeps its own files."""
    there = resolved(place)
    return any(there.is_relative_to(resolved(root / folder)) for folder in NO_PRODUCTS)


class Shared(StrEnum):
    """A file that all committees share, by its path below the root."""

    SITE = SITE_CONFIG
    POLICY = f"{CONTENT}/policy.yml"
    DOCUMENT = f"{CONTENT}/policy.md"
    SUBDISTRICT = f"{CONTENT}/subdistrict.yml"
    CONTENTS = f"{CONTENT}/contents.yml"
    LISTS = f"{CONTENT}/lists.yml"
    CERTIFICATES = f"{CONTENT}/certificates.yml"
    DISCLOSURE = f"{CONTENT}/disclosure.yml"
    RETIRED = f"{CONTENT}/retired.yml"
    OWN_PAGES = f"{CONTENT}/pages.yml"
    PAGES = f"{TEMPLATES}/shared/pages.yml"
    WORDS = f"{TEMPLATES}/shared/words.yml"
    LABELS = f"{TEMPLATES}/shared/labels.yml"
    PINYIN = f"{TEMPLATES}/shared/pinyin.yml"


WEBSITE = "website"
"""What the website is called wherever it has a folder: its templates here, finished pages in a build."""

LOOK = f"{TEMPLATES}/shared/look.yml"
"""The colours and sizes that all templates share."""


class Folder(StrEnum):
    """A folder of files that all committees share, by its path below the root."""

    CALENDARS = f"{CONTENT}/calendar"
    SERVICES = f"{CONTENT}/services"
    ROOMS = f"{CONTENT}/rooms"
    WORKING_COMMITTEES = f"{CONTENT}/working-committees"
    RULES = f"{CONTENT}/rules"
    FORMS = f"{CONTENT}/forms"

    @property
    def ending(self) -> str:
        """How the names of its files end: texts are Markdown, calendars are data."""
        return ".yml" if self is Folder.CALENDARS else ".md"


class Own(StrEnum):
    """A file of one committee, by its path below the committee's folder."""

    PROFILE = "committee.yml"
    ROOMS = "rooms.yml"
    HOURS = "hours.yml"
    REGISTER = "register.yml"
    RECORDS = "records.yml"
    LEDGER = "codes.yml"
    CLOSING = "dissolved.yml"


OF_CLOSED = (Own.CLOSING, Own.LEDGER)
"""The files of a committee that is no more."""

SNAPSHOTS = "editions"
"""The folder of a committee in which each issued sheet keeps what it said."""


def own_file(slug: str, name: str = "") -> str:
    """Return the path, below the root, of a committee's file, or of its folder."""
    return f"{COMMITTEES}/{slug}/{name}" if name else f"{COMMITTEES}/{slug}"


BREACHES = "breaches.yml"
"""The ledger of breaches, one in each committee's folder and one of what all share. No file of an author's."""


def breaches_file(slug: str) -> str:
    """Return the path, below the root, of the ledger of a committee's breaches, or of the sub-district's own."""
    return own_file(slug, BREACHES) if slug else f"{CONTENT}/{BREACHES}"


def breaches_files(root: Path) -> list[str]:
    """Return the paths, below the root, of the ledgers of breaches that are there."""
    return [file for slug in ("", *committee_folders(root)) if is_there(root / (file := breaches_file(slug)))]


def owner(file: str) -> str:
    """Return the slug of the committee whose file it is, by its path below the root; nothing where all share it."""
    folder, _, path = file.partition("/")
    return path.partition("/")[0] if folder == COMMITTEES else ""


def snapshot_file(slug: str, name: str) -> str:
    """Return the path, below the root, of what a committee's issued sheet said; for names see `Committee.snapshots`."""
    return own_file(slug, f"{SNAPSHOTS}/{name}.json")


def chief_file(slug: str) -> str:
    """Return the path, below the root, of the file that speaks for a committee, or for the sub-district where none."""
    return own_file(slug, Own.PROFILE) if slug else str(Shared.POLICY)


SYSTEM = re.compile(
    r"\..*|~\$.*|.*~|.*\.(tmp|temp|swp|crdownload)|(eh)?thumbs\.db|desktop\.ini|\$recycle\.bin|__macosx|@eadir|icon\r"
    r"|system volume information",
    re.IGNORECASE,
)
"""What Word, WPS, Windows, Mac and disks in a network put beside files, and no author sees: it is passed over."""

COPY = re.compile(
    r"(副本|复件|Copy of ).*|.*(副本|备份|- ?快捷方式| - Copy| copy)( ?[(（]?[0-9]+[)）]?)?(\..*)?"
    r"|.+ ?[(（][0-9]+[)）](\..*)?|.+ [0-9]+\.(yml|md|yaml)|.*\.(bak|orig|lnk)",
    re.IGNORECASE,
)
"""How copies are called by those who make them."""


def is_system(name: str) -> bool:
    """Tell whether a file or folder is none of an author's, by its name."""
    return SYSTEM.fullmatch(name) is not None


def is_copy(name: str) -> bool:
    """Tell whether a file or folder is a copy of another, by its name."""
    return COPY.fullmatch(name) is not None


def is_there(path: Path) -> bool:
    """Tell whether anything has a file's name; whether it is a file, and can be read, is told by whoever reads it."""
    return os.path.lexists(path)


def files_in(root: Path, folder: Folder) -> list[str]:
    """Return the paths of the files that are in a shared folder, in the order of their names; copies are left out."""
    names = (path.name for path in (root / folder).glob(f"*{folder.ending}"))
    return sorted(f"{folder}/{name}" for name in names if not is_system(name) and not is_copy(name))


def shared_files(root: Path) -> list[str]:
    """Return the paths, below the root, of the files that are there and that all committees share."""
    return [file for file in Shared if is_there(root / file)] + [
        file for folder in Folder for file in files_in(root, folder)
    ]


def template_files(root: Path) -> list[str]:
    """Return the paths, below the root, of what the website is drawn with: its templates, and the colours and sizes.

    Templates of sheets are read by Typst itself.
    """
    folder = root / TEMPLATES / WEBSITE
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return [LOOK, *(f"{TEMPLATES}/{WEBSITE}/{name}" for name in names)]


def committee_folders(root: Path) -> list[str]:
    """Return the names of the committees' folders in order, whether or not a name can be a web address."""
    folder = root / COMMITTEES
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(entry.name for entry in entries if entry.is_dir() and not is_system(entry.name))


def is_closed(root: Path, slug: str) -> bool:
    """Tell whether a committee is no more, and its folder only keeps its codes alive."""
    return is_there(root / own_file(slug, Own.CLOSING))


def committee_files(root: Path, slug: str) -> list[str]:
    """Return the paths, below the root, of the files of one committee that are there."""
    closed = is_closed(root, slug)
    named = (own_file(slug, name) for name in (OF_CLOSED if closed else Own))
    return [*(file for file in named if is_there(root / file)), *(() if closed else snapshots(root, slug))]


def snapshots(root: Path, slug: str) -> list[str]:
    """Return the paths, below the root, of what a committee's issued sheets said, in the order of their names."""
    folder = own_file(slug, SNAPSHOTS)
    return sorted(f"{folder}/{path.name}" for path in (root / folder).glob("*.json"))
