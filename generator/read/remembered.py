"""Records of files that were read before, for as long as all that they were made from is the same."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from generator.disk import own_cache
from generator.disk.digests import program, sha256
from generator.disk.places import resolved
from generator.model.facts import Record
from generator.read.listing import owner
from generator.read.packing import packed, unpacked

R = TypeVar("R", bound=Record)

MOST_BYTES = 30_000_000
"""Of what is kept of the files of one committee; that of the largest ledger is a fifth of it."""

SPOILT = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, AssertionError)
"""What happens where plain values are not those of a record."""


@dataclass(frozen=True)
class Asked:
    """A file of which the record is wanted: its path in messages, its kind, on what else that depends, and its bytes.

    `area` is the area code of numbers that are written without one; `id` is a shared text's.
    """

    file: str
    kind: type[Record]
    area: str
    id: str
    digest: str

    @cached_property
    def words(self) -> str:
        """Return all of it as one digest, by which the record is known."""
        kind = f"{self.kind.__module__}.{self.kind.__qualname__}"
        return sha256(json.dumps([self.file, kind, self.area, self.id, self.digest]).encode())


class Shelf:
    """What is kept of the files that belong together: those of one committee, or those that all share.

    It is one file in the folder that this account keeps to itself: a digest of all that follows, the digest of the
    program that wrote it, then a line for each record. It is believed where both are right. `asked` are the lines of
    what was asked for, an empty one where nobody needed it.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.asked: dict[str, str] = {}
        self.fresh = False

    @cached_property
    def there(self) -> dict[str, str]:
        """The lines that are there, by what was asked for."""
        return _lines(own_cache.read(self.file, MOST_BYTES))

    def record(self, asked: Asked) -> Record | None:
        """Return the record of a file that is kept; None where there is none."""
        if line := self.there.get(asked.words):
            with contextlib.suppress(*SPOILT):
                return unpacked(asked.kind, json.loads(line))
        return None

    def note(self, asked: Asked, line: str) -> None:
        """Remember that a record was asked for, with its line where it is new."""
        self.asked[asked.words] = line or self.asked.get(asked.words, "")
        self.fresh = self.fresh or bool(line)

    def keep(self) -> bool:
        """Write what was asked for, where some of it was not there; tell whether it was written."""
        if self.fresh:
            lines = ((words, line or self.there.get(words)) for words, line in self.asked.items())
            body = "\n".join([program(), *(f"{words} {line}" for words, line in lines if line)]).encode()
            own_cache.write(self.file, f"{sha256(body)}\n".encode() + body)
        return self.fresh


def _written(record: R) -> tuple[R, str]:
    """Return a record as it comes back from a line of text, and that line; none where it would come back changed."""
    try:
        line = json.dumps(packed(record), ensure_ascii=False, separators=(",", ":"))
        back = unpacked(type(record), json.loads(line))
        line.encode()
    except SPOILT:
        return record, ""
    return (back, line) if back == record else (record, "")


def _lines(content: bytes) -> dict[str, str]:
    """Return what is kept in a file by what was asked for; nothing where it is spoilt, or another program's."""
    seal, _, body = content.partition(b"\n")
    if not body or hashlib.sha256(body).hexdigest().encode() != seal:
        return {}
    try:
        wrote, *lines = body.decode().split("\n")
    except ValueError:
        return {}
    if wrote != program():
        return {}
    return {words: line for words, _, line in (line.partition(" ") for line in lines)}


class Memory:
    """What is kept of one handbook's files, and a shelf at a time; nothing where there is no folder to keep it in.

    What this process has read is remembered besides, whether or not it is kept.
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.folder = folder
        self.root = resolved(root) if folder else root
        self.shelf: tuple[str, Shelf] | None = None
        self.written = False

    def record(self, asked: Asked, read: Callable[[], R]) -> R:
        """Return the record of a file: one that is remembered or kept, else the one that `read` returns.

        Raises HandbookError as `read` does, and then nothing is remembered.
        """
        shelf = self._shelf(owner(asked.file))
        record, line = READ.get(asked), ""
        if record is None and shelf:
            record = shelf.record(asked)
        if record is None:
            record, line = _written(read())
        READ.put(asked, record)
        if shelf:
            shelf.note(asked, line)
        return cast(R, record)

    def _shelf(self, name: str) -> Shelf | None:
        """Return the shelf of a committee, by its slug, or of what all share; the one before is put away."""
        if self.folder is None:
            return None
        if self.shelf is None or self.shelf[0] != name:
            self.put_away()
            file = self.folder / sha256(f"{self.root}\n{name}".encode("utf-8", "surrogateescape"))
            self.shelf = (name, Shelf(file))
        return self.shelf[1]

    def put_away(self) -> None:
        """Write what is new on the shelf in use."""
        if self.shelf:
            self.written |= self.shelf[1].keep()
            self.shelf = None

    def close(self) -> None:
        """Write what is new, and remove what nobody asked for in a long time."""
        self.put_away()
        if self.written and self.folder:
            own_cache.sweep(self.folder)


class Recent:
    """The records that this process was asked for last, some ten thousands."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.records: dict[Asked, Record] = {}
        self.asked: dict[int, Asked] = {}
        self.lock = Lock()

    def get(self, asked: Asked) -> Record | None:
        """Return the record of a file; None where it was not asked for, or long ago."""
        return self.records.get(asked)

    def put(self, asked: Asked, record: Record) -> None:
        """Remember the record of a file, and forget the one that was not asked for longest where there are too many."""
        with self.lock:
            self._forget(asked)
            self.records[asked] = record
            self.asked[id(record)] = asked
            if len(self.records) > self.most:
                self._forget(next(iter(self.records)))

    def _forget(self, asked: Asked) -> None:
        self.asked.pop(id(self.records.pop(asked, None)), None)

    def clear(self) -> None:
        """Drop all of them."""
        with self.lock:
            self.records.clear()
            self.asked.clear()


READ = Recent(50_000)


def known_by(record: Record) -> str:
    """Return by what a record is known that is as it was read; nothing for any other."""
    if record == type(record).model_construct() if not record.source.file else False:
        return "no file"
    asked = READ.asked.get(id(record))
    return asked.words if asked and READ.records.get(asked) is record else ""
