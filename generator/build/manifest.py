"""What a finished build holds and from what it was made: build.json."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__
from generator.build import file_lists, manifest_shape
from generator.build.inputs import Needs, Sources
from generator.build.manifest_shape import FIELDS, SEALS, Record, Unclear
from generator.disk import reading
from generator.disk.digests import sha256
from generator.disk.places import is_own_file, resolved
from generator.problem import Location, Problem

if TYPE_CHECKING:  # slow to import, and not needed where nothing changed
    from generator.check.data.known_facts import Memory
    from generator.codes.history import Remembered

NAME = "build.json"


@dataclass(frozen=True)
class Manifest:
    """What a build says of itself: its files, the digest of each unit, and what tells whether it still holds.

    `usual` are the words of what is made when none is named, `needs` what each form is made from, `carried` those of
    the prints that the website carries, `day` the day it was made for if that is fixed, `lists` files about the build,
    `ledgers` what is remembered of each ledger, by the number of its committee, `address` what stands before codes;
    with `ledgers_lost` there was more that could not be understood. `facts` are what is written in several places: the
    website's own build.json, which is public, has none, for a name that left a page shall not stay there. `listed` has
    the digests of the lists of its files as they were read. `unclear` names the fields that could not be understood.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    artifacts: tuple[Record, ...] = ()
    needs: Mapping[str, Needs] = field(default_factory=dict)
    usual: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    fonts: str = ""
    day: str = ""
    lists: tuple[Record, ...] = ()
    ledgers: Mapping[str, Remembered] = field(default_factory=dict)
    ledgers_lost: bool = False
    unclear: tuple[str, ...] = ()
    address: str = ""
    listed: Mapping[str, str] = field(default_factory=dict)
    facts: Memory = field(default_factory=dict)

    @cached_property
    def file_lists(self) -> Mapping[str, bytes]:
        """The list of the files of each committee, by its slug."""
        return file_lists.lists_of(self.artifacts)

    def text(self, sources: Sources) -> str:
        """Return the manifest as JSON, with the program's version and the digest of all that the build depends on.

        The files it names are in lists of their own, of which it has the digests.
        """
        body = {
            "version": __version__,
            "source_digest": sources.whole(self.needs),
            "fonts": self.fonts,
            "day": self.day,
            "downloads": self.carried,
            "usual": self.usual,
            "products": {word: asdict(needs) for word, needs in self.needs.items()},
            "units": dict(sorted(self.units.items())),
            "files": {slug: sha256(listed) for slug, listed in self.file_lists.items()},
            "lists": self.lists,
            "address": self.address,
            "ledgers": self.ledgers,
            **({"ledgers_lost": True} if self.ledgers_lost else {}),
            "facts": self.facts,
        }
        # as it will be read: without tuples, and with texts for keys
        seals = manifest_shape.seals(json.loads(json.dumps(body)))
        return json.dumps({**body, SEALS: seals}, ensure_ascii=False, indent=1) + "\n"

    @property
    def names_files(self) -> bool:
        """Whether there is a build of ours, of which is known what files it has."""
        return bool(self.artifacts)

    @property
    def fixed_day(self) -> datetime.date | None:
        """The day it was made for, where the settings fix that."""
        return datetime.date.fromisoformat(self.day) if self.day else None


def read(build: Path) -> Manifest:
    """Return the manifest of a finished build, or an empty one where there is no such build.

    A build of an earlier version of this program may say less of itself; what it holds it does say. Where something
    cannot be understood, that is `unclear`, and no unit counts as made.
    """
    described = read_without_files(build)
    try:
        listed = file_lists.read(build, described.listed)
    except Unclear:
        unclear = tuple(dict.fromkeys((*described.unclear, "files")))
        return replace(described, units={}, artifacts=(), listed={}, unclear=unclear)
    return replace(described, artifacts=(*described.artifacts, *listed))


def read_without_files(build: Path) -> Manifest:
    """Return the manifest of a finished build but for its files, unless it is of a version that had no lists of them.

    There may be very many of them, and who asks what a build remembers needs none.
    """
    try:
        raw = reading.read(build / NAME, manifest_shape.MOST_BYTES)
    except reading.TooLarge:
        return Manifest(unclear=tuple(FIELDS), ledgers_lost=True)
    except (OSError, ValueError):
        return Manifest()
    return _said(raw)


@lru_cache(maxsize=2)
def _said(raw: bytes) -> Manifest:
    """Return what a build.json says, which is asked several times in a build."""
    try:
        values, unclear = manifest_shape.understood(manifest_shape.parsed(raw))
    except (Unclear, RecursionError):
        return Manifest(unclear=tuple(FIELDS), ledgers_lost=True)
    return Manifest(
        units={} if unclear else values.get("units", {}),
        artifacts=values.get("artifacts", ()),
        needs=values.get("products", {}),
        usual=values.get("usual", ()),
        carried=values.get("downloads", ()),
        fonts=values.get("fonts", ""),
        day=values.get("day", ""),
        lists=values.get("lists", ()),
        listed=values.get("files", {}),
        ledgers=values.get("ledgers", {}),
        ledgers_lost="ledgers" in unclear or values.get("ledgers_lost", False),
        unclear=unclear,
        address=values.get("address", ""),
        facts=values.get("facts", {}),
    )


def complaints(build: Path, described: Manifest, restore: str) -> Iterator[Problem]:
    """Yield a problem where what a build remembers cannot be understood: X3 where that is of ledgers, else D097.

    `restore` says how a file is got back.
    """
    place, named = Location(str(resolved(build) / NAME)), "、".join(described.unclear)
    if described.ledgers_lost:
        message = "上一次的成品记得的台账读不懂了，不知道现在的台账有没有倒退；弄清楚以前不能付印"
        hint = f"{restore}这个文件；没有，就先核对 codes.yml 是最新的，再删掉 {build.name} 文件夹，重做一次"
        yield Problem(place, "X3", message, hint, "warning")
    elif described.unclear:
        message = f"上一次做成品时记下的有看不懂的地方（{named}），就当没有记，全部重做"
        yield Problem(place, "D097", message, "不用做什么；常常这样，请看看磁盘是不是坏了", "warning")


def listed(path: str, content: bytes) -> Record:
    """Return what the manifest says of a file that tells of the build itself."""
    return {"path": path, "sha256": sha256(content), "bytes": len(content)}


def matches(record: Record, content: bytes) -> bool:
    """Tell whether some bytes are those of the record."""
    return bool(len(content) == record["bytes"] and sha256(content) == record["sha256"])


def intact(build: Path, record: Record) -> bool:
    """Tell whether a file of a finished build is still what the manifest says."""
    file = build / record["path"]
    try:
        return is_own_file(file) and matches(record, reading.read(file, record["bytes"]))
    except OSError:
        return False
