"""What a finished build holds and from what it was made: build.json."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.build.inputs import Needs, Sources, sha256

if TYPE_CHECKING:  # slow to import, and not needed where nothing changed
    from generator.codes.history import Remembered

NAME = "build.json"

Record = Mapping[str, Any]
"""One file of a build: path, output, variant, committee, sha256, bytes, codes; of a print also what it takes."""

MADE_FROM = "made_from"
"""In the record of a print, the digest of all that it was made from."""


@dataclass(frozen=True)
class Manifest:
    """What a build says of itself: its files, the digest of each unit, and what tells whether it still holds.

    `usual` are the words of what is made when none is named, `needs` what each form is made from, `carried` those of
    the prints that the website carries, `day` the day it was made for if that is fixed, `lists` files about the build,
    `ledgers` what is remembered of each ledger, by the number of its committee.
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

    def text(self, sources: Sources) -> str:
        """Return the manifest as JSON, with the program's version and the digest of all that the build depends on."""
        body = {
            "version": __version__,
            "source_digest": sources.whole(self.needs),
            "fonts": self.fonts,
            "day": self.day,
            "downloads": self.carried,
            "usual": self.usual,
            "products": {word: asdict(needs) for word, needs in self.needs.items()},
            "units": dict(sorted(self.units.items())),
            "artifacts": sorted(self.artifacts, key=lambda record: str(record["path"])),
            "lists": self.lists,
            "ledgers": self.ledgers,
        }
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"

    @property
    def fixed_day(self) -> datetime.date | None:
        """The day it was made for, where the settings fix that."""
        return datetime.date.fromisoformat(self.day) if self.day else None


def read(build: Path) -> Manifest:
    """Return the manifest of a finished build, or an empty one where there is no such build.

    A build of an earlier version of this program may say less of itself; what it holds it does say.
    """
    try:
        body = json.loads((build / NAME).read_bytes())
        return Manifest(
            units=dict(body["units"]),
            artifacts=tuple(map(product_record, body["artifacts"])),
            needs={word: needs_of(described) for word, described in body.get("products", {}).items()},
            usual=tuple(body.get("usual", ())),
            carried=tuple(body.get("downloads", ())),
            fonts=body.get("fonts", ""),
            day=body.get("day", ""),
            lists=tuple(map(file_record, body.get("lists", ()))),
            ledgers=require_ledgers(body.get("ledgers", {})),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Manifest()


def product_record(described: Mapping[str, Any]) -> Record:
    """Return what a manifest says of a file of a product. Raises TypeError, KeyError or ValueError for other things."""
    if not all(isinstance(described[key], str) for key in ("output", "committee")):
        raise TypeError
    return file_record(described)


def file_record(described: Mapping[str, Any]) -> Record:
    """Return what a manifest says of a file, which lies below the build's folder. Raises as `product_record` does."""
    path = PurePosixPath(described["path"])
    outside = path.is_absolute() or ".." in path.parts or PureWindowsPath(path).anchor or not path.parts
    if outside or not isinstance(described["sha256"], str) or not isinstance(described["bytes"], int):
        raise ValueError
    return described


def require_ledgers(described: Any) -> dict[str, Remembered]:
    """Return what is remembered of ledgers, if it has the shape of that. Raises TypeError where it has another."""
    if not isinstance(described, dict):
        raise TypeError
    for ledger in described.values():
        if not isinstance(ledger, dict):
            raise TypeError
        codes, editions, issued = ledger.get("codes", {}), ledger.get("editions", {}), ledger.get("issued", [])
        if not (isinstance(codes, dict) and isinstance(editions, dict) and isinstance(issued, list)):
            raise TypeError
        if not all(isinstance(text, str) for text in (*codes.values(), *editions.values(), *issued)):
            raise TypeError
    return dict(described)


def is_json(build: Path) -> bool:
    """Tell whether what should be the manifest of a build is JSON at all."""
    try:
        json.loads((build / NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return True


def needs_of(described: Mapping[str, Any]) -> Needs:
    """Return what a form is made from, as the manifest describes it. Raises TypeError or KeyError for other things."""
    return Needs(**{**described, "templates": tuple(described["templates"])})


def listed(path: str, content: bytes) -> Record:
    """Return what the manifest says of a file that tells of the build itself."""
    return {"path": path, "sha256": sha256(content), "bytes": len(content)}


def matches(record: Record, content: bytes) -> bool:
    """Tell whether some bytes are those of the record."""
    return bool(len(content) == record["bytes"] and sha256(content) == record["sha256"])


def intact(build: Path, record: Record) -> bool:
    """Tell whether a file of a finished build is still what the manifest says."""
    try:
        return matches(record, (build / record["path"]).read_bytes())
    except OSError:
        return False
