"""What a finished build holds and from what it was made: build.json."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator import __version__
from generator.build.inputs import Sources, sha256
from generator.day import today

NAME = "build.json"

Record = Mapping[str, Any]
"""One file of a build: path, output, variant, committee, sha256, bytes, codes; of a print also what it takes."""


def read(build: Path) -> dict[str, Any]:
    """The manifest of a finished build, or an empty one where there is no such build."""
    try:
        found = json.loads((build / NAME).read_bytes())
    except (OSError, ValueError):
        found = None
    if isinstance(found, dict) and isinstance(found.get("artifacts"), list) and isinstance(found.get("units"), dict):
        return found
    return {"artifacts": [], "units": {}, "fonts": ""}


def text(
    sources: Sources,
    outputs: Iterable[str],
    units: Mapping[str, str],
    records: Iterable[Record],
    fixed: datetime.date | None = None,
    lists: Iterable[Record] = (),
) -> str:
    """The manifest as JSON: version, digest of the whole source, digest of each unit, every file, the day if fixed.

    `lists` are the files that tell of the build itself.
    """
    body = {
        "version": __version__,
        "source_digest": sources.whole(outputs),
        "fonts": sources.more_fonts,
        "day": fixed.isoformat() if fixed else "",
        "downloads": list(sources.downloads),
        "units": dict(sorted(units.items())),
        "artifacts": sorted(records, key=lambda record: str(record["path"])),
        "lists": list(lists),
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def listed(path: str, content: bytes) -> Record:
    """What the manifest says of a file that tells of the build itself."""
    return {"path": path, "sha256": sha256(content), "bytes": len(content)}


def matches(record: Record, content: bytes) -> bool:
    """Whether some bytes are those of the record."""
    return bool(len(content) == record["bytes"] and sha256(content) == record["sha256"])


def intact(build: Path, record: Record) -> bool:
    """Whether a file of a finished build is still what the manifest says."""
    try:
        return matches(record, (build / record["path"]).read_bytes())
    except OSError:
        return False


def unit_names(
    products: Iterable[str],
    committees: Collection[str],
    named: Collection[str],
    closed: Collection[str] = (),
    carried: Collection[str] = (),
) -> Iterator[tuple[str, str]]:
    """Product and committee of every unit a build is asked for; the website is whole whatever committees are named,
    and so are the prints it carries.
    """
    carried = carried if "website" in products else ()
    for product in dict.fromkeys((*products, *carried)):
        if product in ("website", "report"):
            yield product, ""
        for slug in committees:
            if product == "website" or (slug not in closed and (product in carried or not named or slug in named)):
                yield product, slug


def up_to_date(root: Path, build: Path, products: Collection[str], named: Collection[str]) -> bool:
    """Whether a build of these products would change nothing. Reads files, but nothing of what they mean."""
    earlier = read(build)
    fixed = datetime.date.fromisoformat(earlier["day"]) if earlier.get("day") else None
    carried = tuple(earlier.get("downloads", ()))
    sources = Sources(root, earlier.get("fonts", ""), today(fixed).isoformat(), carried)
    wanted = unit_names(products, sources.committees, named, sources.closed, carried)
    fresh = all(earlier["units"].get(f"{product}/{slug}") == sources.unit(product, slug) for product, slug in wanted)
    known = {record["committee"] for record in earlier["artifacts"]} | {*named} <= {"", *sources.committees}
    files = (*earlier["artifacts"], *earlier.get("lists", ()))
    return fresh and known and all(intact(build, record) for record in files)
