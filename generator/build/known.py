"""What is worked out anew only where nobody did before: how texts are read, how large codes are.

Processes give it to one another, and it is kept from one build to the next: the library that reads Chinese takes a
quarter of a second to load, and the one that draws codes is wanted before sheets are at work for this alone.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.codes import host
from generator.disk import own_cache
from generator.disk.digests import program, sha256
from generator.disk.places import resolved
from generator.text import pinyin

V = TypeVar("V")

MOST_BYTES = 20_000_000
"""Of what is kept of one handbook, after which it begins anew; that of 22 committees is a fiftieth of it."""


class Known(NamedTuple):
    """How texts are read, syllable by syllable, and the versions of the symbols of addresses."""

    readings: Mapping[str, tuple[str, ...]]
    versions: Mapping[str, int]


NOTHING = Known({}, {})


def learn(known: Known) -> None:
    """Let this process know what another one worked out."""
    pinyin.KNOWN.update(known.readings)
    host.VERSIONS.update(known.versions)


def known() -> Known:
    """Return what this process knows."""
    return Known({**pinyin.KNOWN}, {**host.VERSIONS})


def known_besides(before: Known) -> Known:
    """Return what this process knows and did not before."""
    return Known(
        _besides(pinyin.KNOWN, before.readings),
        _besides(host.VERSIONS, before.versions),
    )


def _besides(now: Mapping[str, V], before: Mapping[str, V]) -> Mapping[str, V]:
    return {key: value for key, value in now.items() if key not in before}


@contextlib.contextmanager
def kept(root: Path) -> Iterator[None]:
    """Let this process know what was worked out before for a handbook; if all goes well, keep what is new."""
    folder = own_cache.folder()
    if not folder:
        yield
        return
    file = folder / sha256(f"known\n{resolved(root)}".encode("utf-8", "surrogateescape"))
    there = _read(own_cache.read(file, MOST_BYTES))
    learn(there)
    yield
    if any(known_besides(there)):
        body = json.dumps([program(), *known()], ensure_ascii=False, separators=(",", ":")).encode()
        own_cache.write(file, f"{sha256(body)}\n".encode() + body)


def _read(content: bytes) -> Known:
    """Return what a file says; nothing where it is spoilt, or another program's."""
    seal, _, body = content.partition(b"\n")
    if sha256(body).encode() != seal:
        return NOTHING
    try:
        wrote, readings, versions = json.loads(body)
        read = {text: tuple(map(str, syllables)) for text, syllables in readings.items()}
        told = Known(read, {address: int(version) for address, version in versions.items()})
    except (ValueError, TypeError, AttributeError):
        return NOTHING
    return told if wrote == program() else NOTHING
