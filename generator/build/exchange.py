"""What a new build changes in the one that is there, file by file, and how that is taken back.

What stays as it is is not touched, so that one page costs one rename however large the website is. Before the first
rename a list of all of them lies in the workshop: whoever finds a build half changed, as a killed run leaves it, undoes
what was done by that list.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.build import manifest_shape
from generator.build.workshop import EARLIER, LIST, NEW, OLD
from generator.disk import reading
from generator.disk.files import atomically
from generator.disk.places import is_own_folder
from generator.problem import HandbookError, Location, Problem


@dataclass(frozen=True)
class Exchange:
    """Paths below the build: new files that are `put`, files that go `away`, and files of others that go `elsewhere`.

    What is put last is what says of the build what it holds, so that a build half changed says what it was.
    """

    put: tuple[str, ...]
    away: tuple[str, ...]
    elsewhere: Mapping[str, str]

    def note(self, work: Path) -> None:
        """Write the list of renames into the workshop, before the first of them. Raises OSError."""
        listed = json.dumps(asdict(self)).encode()
        if len(listed) > reading.MOST_BYTES:  # nobody could read it again
            raise reading.TooLarge(errno.EFBIG, os.strerror(errno.EFBIG), str(work / LIST))
        atomically(work / LIST, listed, lasting=True)

    def renames(self, work: Path) -> Iterator[tuple[Path, Path]]:
        """Yield from where to where each file goes, in order; until the last the build says what it was."""
        new, build, old = work / NEW, work / EARLIER, work / OLD
        last = self.put[-1:]
        yield from ((build / path, old / path) for path in self.away if path not in last)
        yield from ((build / path, build / place) for path, place in self.elsewhere.items())
        yield from ((new / path, build / path) for path in self.put[:-1])
        yield from ((build / path, old / path) for path in last if path in self.away)
        yield from ((new / path, build / path) for path in last)

    def carry_out(self, work: Path) -> None:
        """Let the build that lies in the workshop become the new one. Raises OSError, with half of it changed."""
        for source, target in self.renames(work):
            move(source, target)
        remove_empty(work / EARLIER, (*self.away, *self.elsewhere))

    def take_back(self, work: Path) -> None:
        """Let the build that lies in the workshop be as it was, however much of this was carried out or taken back."""
        for source, target in reversed([*self.renames(work)]):
            if is_something(target) and not is_something(source):
                move(target, source)
        remove_empty(work / EARLIER, (*self.put, *self.elsewhere.values()))


def undo(work: Path) -> None:
    """Let the build that a killed run was changing in its workshop be as it was. Raises OSError where it cannot.

    Without a list nothing was changed. Raises HandbookError where there is one that cannot be understood.
    """
    if os.path.lexists(work / LIST):
        noted_exchange(work).take_back(work)


def noted_exchange(work: Path) -> Exchange:
    """Return the list of renames in a workshop. Raises HandbookError where it cannot be understood."""
    try:
        noted = manifest_shape.entries(manifest_shape.parsed(reading.read(work / LIST), reading.MOST_BYTES))
        put, away = (tuple(map(manifest_shape.below, manifest_shape.items(noted[key]))) for key in ("put", "away"))
        elsewhere = manifest_shape.entries(noted["elsewhere"])
        places = {manifest_shape.below(path): manifest_shape.below(place) for path, place in elsewhere.items()}
    except (OSError, ValueError, KeyError, TypeError):
        message = f"上一次换成品换到一半，{LIST} 读不懂，不知道换到哪里了"
        hint = f"里面的文件一个也不要删：原来的在 {EARLIER} 和 {OLD}，新的在 {NEW}；请管这台电脑的人看看磁盘"
        raise HandbookError([Problem(Location(str(work)), "D060", message, hint)]) from None
    return Exchange(put, away, places)


def is_something(path: Path) -> bool:
    """Tell whether a file, a link or the like is at a path; a folder is none of ours."""
    return os.path.lexists(path) and not is_own_folder(path)


def move(source: Path, target: Path) -> None:
    """Give a file or a link another place, where nothing but empty folders may be. Raises OSError."""
    if is_own_folder(target):  # a page stood below what is a page now
        remove_empty_within(target)
    try:
        source.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def remove_empty_within(folder: Path) -> None:
    """Remove a folder in which there is nothing but empty folders. Raises OSError where there is something."""
    for within, _, _ in os.walk(folder, topdown=False):
        Path(within).rmdir()


def remove_empty(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders below a folder in which these paths were, as far as nothing is in them now."""
    for place in {(folder / path).parent for path in paths}:
        with contextlib.suppress(OSError):
            for each in (place, *place.parents):
                if each == folder:
                    break
                each.rmdir()
