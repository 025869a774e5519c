"""How Chinese texts are read, kept from one run to the next: the library that knows takes long to load."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.disk import own_cache
from generator.disk.digests import program, sha256
from generator.disk.places import resolved
from generator.text import pinyin

MOST_BYTES = 10_000_000
"""Of what is kept of one handbook, after which it begins anew; that of 22 committees is a hundredth of it."""


@contextlib.contextmanager
def kept(root: Path) -> Iterator[None]:
    """Let this process know how texts of a handbook were read before; if all goes well, keep how new ones are."""
    folder = own_cache.folder()
    if not folder:
        yield
        return
    file = folder / sha256(f"readings\n{resolved(root)}".encode("utf-8", "surrogateescape"))
    there = _readings(own_cache.read(file, MOST_BYTES))
    pinyin.KNOWN.update(there)
    yield
    if pinyin.KNOWN.keys() - there.keys():
        body = json.dumps([program(), {**there, **pinyin.KNOWN}], separators=(",", ":")).encode()
        own_cache.write(file, f"{sha256(body)}\n".encode() + body)


def _readings(content: bytes) -> Mapping[str, tuple[str, ...]]:
    """Return what a file says of texts; nothing where it is spoilt, or another program's."""
    seal, _, body = content.partition(b"\n")
    if sha256(body).encode() != seal:
        return {}
    try:
        wrote, known = json.loads(body)
        return {text: tuple(map(str, read)) for text, read in known.items()} if wrote == program() else {}
    except (ValueError, TypeError, AttributeError):
        return {}
