"""The files of a build, listed for each committee in a file of its own: none grows with the number of committees."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.build import manifest_shape
from generator.build.manifest_shape import HASH, ITEM, MADE_FROM, TAKES, Record, Unclear
from generator.disk import reading
from generator.disk.digests import sha256

FOLDER = "build.files"
"""The folder, beside build.json, in which the lists stand."""

SUBDISTRICT = "_"
"""What the list of the sub-district's own files is called; no committee is."""


def path_of(slug: str) -> str:
    """Return where the files of a committee are listed, of the sub-district where `slug` is empty."""
    return f"{FOLDER}/{slug or SUBDISTRICT}.json"


def is_list(path: str) -> bool:
    """Tell whether a path below a build is that of such a list."""
    return path.startswith(f"{FOLDER}/")


def lists_of(records: Iterable[Record]) -> dict[str, bytes]:
    """Return the list of each committee's files by its slug, empty for those of the sub-district."""
    ordered = sorted(records, key=lambda record: (record["committee"], record["path"]))
    return {slug: _text(own) for slug, own in groupby(ordered, key=lambda record: str(record["committee"]))}


def _text(records: Iterable[Record]) -> bytes:
    """Return a list as JSON, each file a line of its product: path, digest, bytes, codes, and what a print takes."""
    products: dict[tuple[str, str], list[list[Any]]] = {}
    for record in records:
        more = {key: record[key] for key in (MADE_FROM, *TAKES) if key in record}
        row = [record["path"], record["sha256"], record["bytes"], record["codes"], *([more] if more else [])]
        products.setdefault((record["output"], record["variant"]), []).append(row)
    lines = (
        json.dumps({"output": output, "variant": variant})[:-1]
        + ', "files": [\n'
        + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        + "\n]}"
        for (output, variant), rows in products.items()
    )
    return ("[" + ",\n".join(lines) + "]\n").encode()


def read(build: Path, digests: Mapping[str, str]) -> tuple[Record, ...]:
    """Return what is said of each file of a build whose lists have these digests, by the slug of their committees.

    Raises Unclear where one of them is not there as it was written, or a file is named twice.
    """
    records = tuple(record for slug, digest in digests.items() for record in _listed(build, slug, digest))
    if len({record["path"] for record in records}) < len(records):
        raise Unclear
    return tuple(sorted(records, key=lambda record: str(record["path"])))


def _listed(build: Path, slug: str, digest: str) -> Iterator[Record]:
    try:
        raw = reading.read(build / path_of(slug), manifest_shape.MOST_BYTES)
    except OSError:
        raise Unclear from None
    if sha256(raw) != digest:
        raise Unclear
    for product in manifest_shape.items(manifest_shape.parsed(raw)):
        described = manifest_shape.only(product, ("output", "variant", "files"))
        output, variant = (manifest_shape.name(described.get(key)) for key in ("output", "variant"))
        if not output:
            raise Unclear
        whose = {"output": output, "variant": variant, "committee": slug}
        yield from (_record(row, f"{output}/", whose) for row in manifest_shape.items(described.get("files")))


def _record(row: Any, folder: str, whose: Mapping[str, str]) -> Record:
    """Return what a line says of a file. Raises Unclear where it is none."""
    values = manifest_shape.items(row)
    path, digest, size, codes, *more = values if len(values) in (4, 5) else [""] * 4
    known = manifest_shape.below(path).startswith(folder) and isinstance(digest, str) and HASH.fullmatch(digest)
    if not known or not all(isinstance(code, str) and ITEM.fullmatch(code) for code in manifest_shape.items(codes)):
        raise Unclear
    record = {"path": path, **whose, "sha256": digest, "bytes": manifest_shape.count(size), "codes": codes}
    return {**record, **manifest_shape.of_print(*more)} if more else record
