"""Finished files → disk: beside the earlier build, verified, then swapped in whole; what others put there stays."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from generator.build import manifest, others, workshop
from generator.build.earlier import Earlier
from generator.disk.files import naming
from generator.disk.places import is_own_file, is_own_folder, resolved
from generator.disk.reading import NotAFile
from generator.problem import HandbookError, Location, Problem
from generator.read import listing

BUSY = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ENOTEMPTY, errno.EEXIST)
"""What the system answers where a folder cannot be renamed: a program has a file in it open, or it is a mount."""


class Staging:
    """A folder beside the earlier build that becomes the build, or nothing.

    `kept` are the paths of files of ours in whose place others stood, which are kept elsewhere.
    """

    def __init__(self, build: Path, work: Path) -> None:
        self.build = build
        self.work = work
        self.fresh = work / workshop.NEW
        self.kept: list[str] = []
        self._linked: set[str] = set()

    @cached_property
    def earlier(self) -> Earlier:
        """The build that is there already."""
        return Earlier.of(self.build)

    def put(self, path: str, content: bytes) -> None:
        """Write one file of the new build."""
        self.part(path)
        with naming(self.build / path):
            self._make_way(path).write_bytes(content)

    def part(self, path: str) -> None:
        """Let a place of the new build, at which something will be written, be no file of the earlier one any more."""
        if path in self._linked:
            (self.fresh / path).unlink()
            self._linked.discard(path)

    def keep(self, path: str) -> None:
        """Take one file over from the earlier build, unchanged."""
        with naming(self.build / path):
            _linked(self.build / path, self._make_way(path))
        self._linked.add(path)

    def copy(self, path: str, to: str) -> bytes:
        """Let one file of the new build stand at a second place as well, and return its bytes."""
        with naming(self.build / to):
            _linked(self.fresh / path, self._make_way(to))
            self._linked.add(to)
            return (self.fresh / path).read_bytes()

    def keep_foreign(self) -> None:
        """Take over what others put among the files of the earlier build. Raises HandbookError for one in the way."""
        others.refuse_unmovable(self.build)
        in_the_way, folders = [], set[str]()
        for path in sorted(others.foreign(self.earlier)):
            target = self.fresh / path
            if target.is_dir() and is_own_folder(self.build / path):
                continue
            if os.path.lexists(target) or any(parent.is_file() for parent in target.parents):
                in_the_way.append(path)
            else:
                folders |= {each.as_posix() for each in Path(path, "x").parents if not (self.fresh / each).exists()}
                self._take_over(path, path)
        if in_the_way:
            raise HandbookError([others.not_ours(self.build, in_the_way)])
        for path in others.changed(self.earlier):
            self._take_over(path, others.other_place(self.fresh, path))
            self.kept.append(path)
        for path in folders:  # what others may see of a folder stays theirs to say
            if (self.build / path).is_dir():
                with contextlib.suppress(OSError):
                    shutil.copystat(self.build / path, self.fresh / path)

    def _take_over(self, path: str, to: str) -> None:
        with naming(self.build / path):
            _taken_over(self.build / path, self._make_way(to))

    def swap_in(self) -> None:
        """Let the folder take the earlier build's place; should that fail, the earlier build stands again.

        Files that no build of ours made are in both, until the earlier one is gone. Raises HandbookError where the
        earlier build cannot be moved away.
        """
        self.keep_foreign()
        aside = self.work / workshop.EARLIER
        try:
            if self.build.exists():
                self.build.replace(aside)
        except OSError as error:
            if error.errno not in BUSY:
                raise
            raise HandbookError([in_use(self.build)]) from None
        try:
            self.fresh.replace(self.build)
        except BaseException:
            if aside.exists():
                aside.replace(self.build)
            raise
        if aside.exists():
            with contextlib.suppress(OSError):
                aside.replace(self.work / workshop.DONE)

    def _make_way(self, path: str) -> Path:
        target = self.fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextlib.contextmanager
def staging(build: Path, root: Path | None = None) -> Iterator[Staging]:
    """Yield a Staging for the folder `build`; whatever was not swapped in at the end is removed.

    Raises HandbookError where the folder holds something but no build of ours, or is needed by the handbook in `root`.
    A build that died between its two renames is put back first, and what earlier ones left behind is swept. The caller
    holds the locks of handbook and folder.
    """
    workshop.put_back(build)
    _refuse_sources(build, root)
    _refuse_foreign(build)
    others.refuse_unmovable(build)
    if not _may_be_written(build):  # before anything is made, which takes minutes
        raise HandbookError([in_use(build)])
    with naming(build):
        build.parent.mkdir(parents=True, exist_ok=True)
        workshop.sweep(build)
        work = workshop.opened(build)
    try:
        yield Staging(build, work)
    finally:
        workshop.remove(work, build)


def in_use(build: Path) -> Problem:
    """Return the problem that the earlier build cannot be moved away: it may not be written, or a program has it."""
    if not _may_be_written(build):
        hint = "请管这台电脑的人开权限，或用 --to 换一个空文件夹"
        return Problem(Location(str(build)), "D081", "这个文件夹不让写，上一次的成品换不了", hint)
    hint = "关掉打开着的成品（PDF、文件夹窗口）再做一次；这个文件夹是单独的盘，就用 --to 放到它里面的一个文件夹"
    return Problem(Location(str(build)), "D081", "上一次的成品正被别的程序用着，换不了", hint)


def _may_be_written(build: Path) -> bool:
    """Tell whether a folder that is there may be written, which the system wants of one that is moved as well."""
    return not is_own_folder(build) or os.access(build, os.W_OK)


def _linked(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        if not is_own_file(source):
            raise NotAFile(errno.EINVAL, os.strerror(errno.EINVAL), str(source)) from None
        shutil.copy2(source, target)


def _taken_over(source: Path, target: Path) -> None:
    """Let what others put into the folder of the build be in the new one as well: a file, a link or an empty folder."""
    if source.is_symlink():
        target.symlink_to(source.readlink())
    elif source.is_dir():
        target.mkdir()
    else:
        _linked(source, target)


def _refuse_foreign(build: Path) -> None:
    """Raise HandbookError where the folder holds something, but no build of ours."""
    if build.is_symlink() and resolved(build).is_symlink():
        hint = "把它删掉，或改成连到一个文件夹，再做一次"
        raise HandbookError([Problem(Location(str(build)), "D060", "这里的链接连成了一个圈，不能用来放成品", hint)])
    if not build.exists() or (build.is_dir() and not any(build.iterdir())):
        return
    described = manifest.read(build)
    if described.names_files:
        return
    message, hint = "这里有别的东西，不能用来放成品", "用 --to 换一个空文件夹，或先把里面的东西移走"
    if described.unclear:
        message, hint = f"{manifest.NAME} 坏了，认不出哪些是程序做的", "里面没有别的东西，就把这个文件夹删掉，再做一次"
    raise HandbookError([Problem(Location(str(build)), "D060", message, hint)])


def _refuse_sources(build: Path, root: Path | None) -> None:
    """Raise HandbookError where the folder is the handbook's own, holds it, or lies in what the author writes."""
    if root is None:
        return
    if resolved(root).is_relative_to(resolved(build)) or listing.is_in_sources(root, build):
        message, hint = "这里放着手册自己的文件，不能用来放成品", "不写 --to，成品就放在 build 文件夹里"
        raise HandbookError([Problem(Location(str(build)), "D060", message, hint)])
