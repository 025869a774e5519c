"""Finished files → disk: beside the earlier build, verified, then swapped in whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.build import manifest
from generator.problem import HandbookError, Location, Problem

WRECK_SECONDS = 24 * 60 * 60
"""How old a folder must be for no build to be at work in it any more."""


class Staging:
    """A folder beside the earlier build that becomes the build, or nothing."""

    def __init__(self, build: Path, fresh: Path) -> None:
        self.build = build
        self.fresh = fresh

    def put(self, path: str, content: bytes) -> None:
        """Write one file of the new build."""
        self._make_way(path).write_bytes(content)

    def keep(self, path: str) -> None:
        """Take one file over from the earlier build, unchanged."""
        target = self._make_way(path)
        try:
            os.link(self.build / path, target)
        except OSError:  # another disk, or one without links
            shutil.copy2(self.build / path, target)

    def copy(self, path: str, to: str) -> bytes:
        """Let one file of the new build stand at a second place as well, and return its bytes."""
        target = self._make_way(to)
        content = (self.fresh / path).read_bytes()
        try:
            os.link(self.fresh / path, target)
        except OSError:  # a disk without links
            target.write_bytes(content)
        return content

    def swap_in(self) -> None:
        """Let the folder take the earlier build's place; should that fail, the earlier build stands again."""
        earlier = _earlier(self.build)
        shutil.rmtree(earlier, ignore_errors=True)
        if self.build.exists():
            self.build.replace(earlier)
        try:
            self.fresh.replace(self.build)
        except OSError:
            if earlier.exists():
                earlier.replace(self.build)
            raise
        shutil.rmtree(earlier, ignore_errors=True)

    def _make_way(self, path: str) -> Path:
        target = self.fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextlib.contextmanager
def staging(build: Path) -> Iterator[Staging]:
    """Yield a Staging for the folder `build`; whatever was not swapped in at the end is removed.

    Raises HandbookError where the folder holds something that no build of ours made. A build that died between the
    two renames of an earlier run is put back first.
    """
    earlier = _earlier(build)
    if earlier.exists() and not build.exists():
        earlier.replace(build)
    _refuse_foreign(build)
    build.parent.mkdir(parents=True, exist_ok=True)
    _clear_wrecks(build)
    fresh = Path(tempfile.mkdtemp(dir=build.parent, prefix=f".{build.name}.new-"))
    fresh.chmod(0o755)
    try:
        yield Staging(build, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _clear_wrecks(build: Path) -> None:
    """Remove what a build killed long ago left behind; a younger wreck may belong to a build that is still running."""
    for wreck in build.parent.glob(f".{build.name}.new-*"):
        if time.time() - wreck.stat().st_mtime > WRECK_SECONDS:
            shutil.rmtree(wreck, ignore_errors=True)


def _refuse_foreign(build: Path) -> None:
    """Raise HandbookError where anything but an earlier build is in the way, since swapping would destroy it."""
    if not build.exists() or (build.is_dir() and not any(build.iterdir())) or manifest.read(build).units:
        return
    hint = "用 --to 换一个空文件夹，或先把里面的东西移走"
    raise HandbookError([Problem(Location(str(build)), "D060", "这里有别的东西，不能用来放成品", hint)])


def _earlier(build: Path) -> Path:
    return build.with_name(f".{build.name}.earlier")
