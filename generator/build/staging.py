"""Finished files → disk: beside the earlier build, verified, then all at once in their places; others' files stay."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.build import file_lists, manifest, others, times, workshop
from generator.build.earlier import Earlier
from generator.build.exchange import Exchange, is_something, undo
from generator.build.manifest_shape import RESERVED
from generator.disk.files import naming
from generator.disk.places import is_own_file, is_own_folder, resolved
from generator.disk.reading import NotAFile
from generator.problem import HandbookError, Location, Problem
from generator.read import listing

BUSY = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ENOTEMPTY, errno.EEXIST)
"""What the system answers where a folder cannot be renamed: a program has a file in it open, or it is a mount."""


class Staging:
    """New files beside the earlier build that take their places in it together, or not at all.

    `kept` are the paths of files of ours in whose place others stood, which are kept elsewhere.
    """

    def __init__(self, earlier: Earlier, work: Path) -> None:
        self.earlier = earlier
        self.build = earlier.folder
        self.work = work
        self.fresh = work / workshop.NEW
        self.kept: list[str] = []
        self._stays: set[str] = set()

    def put(self, path: str, content: bytes) -> None:
        """Write one file of the new build."""
        with naming(self.build / path):
            self._make_way(path).write_bytes(content)

    def keep(self, path: str) -> None:
        """Let one file of the earlier build stay as it is."""
        self._stays.add(path)

    def copy(self, path: str, to: str) -> bytes:
        """Let one file of the new build stand at a second place as well, and return its bytes."""
        with naming(self.build / to):
            _linked(self.place(path), self._make_way(to))
            return self.place(path).read_bytes()

    def written(self, path: str) -> times.Written | None:
        """Return when a file of the new build was written; of one that stays what the earlier build says."""
        stays = path in self._stays
        known = self.earlier.times.get(path) if stays and path not in self.earlier.touched else None
        return known or times.written(f"{self.build if stays else self.fresh}/{path}")

    def place(self, path: str) -> Path:
        """Return where a file of the new build is now."""
        return (self.build if path in self._stays else self.fresh) / path

    def swap_in(self) -> None:
        """Let the new files take their places in the build; should that fail, all is as it was.

        Meanwhile the build lies in the workshop, so that nobody takes half of it for whole. What others put into it
        stays where it is. Raises HandbookError where that is in the way, or the build cannot be moved.
        """
        if not self.build.exists():
            if self._stays:
                hint = "没有少什么：再做一次，就全部重做"
                raise HandbookError([Problem(Location(str(self.build)), "D060", "做到一半，上一次的成品不见了", hint)])
            self.fresh.replace(self.build)
            return
        exchange = self._exchange()
        exchange.note(self.work)
        aside = self.work / workshop.EARLIER
        try:
            self.build.replace(aside)
        except OSError as error:
            if error.errno not in BUSY:
                raise
            raise HandbookError([in_use(self.build)]) from None
        try:
            exchange.carry_out(self.work)
            return_to_its_place(aside, self.build)
        except BaseException as error:
            if self.build.exists() and not os.path.lexists(aside):  # it was stopped when all was done
                return
            exchange.take_back(self.work)
            return_to_its_place(aside, self.build)
            if isinstance(error, OSError) and error.filename:  # as it is called now
                error.filename = str(error.filename).replace(str(aside), str(self.build))
            raise

    def _exchange(self) -> Exchange:
        """Return what changes in the earlier build. Raises HandbookError where something of others is in the way."""
        put = sorted(self._written(), key=lambda path: path == manifest.NAME)
        gone = self._gone(put)
        elsewhere = self._elsewhere(gone, put)
        away = tuple(path for path in gone if path not in elsewhere and is_something(self.build / path))
        if ways := others.in_the_way(self.earlier, put, {*away, *elsewhere}):
            raise HandbookError([others.not_ours(self.build, ways)])
        self.kept = list(elsewhere)
        return Exchange(tuple(put), away, elsewhere)

    def _gone(self, put: Iterable[str]) -> list[str]:
        """Return the paths of the earlier build's files that will not stay, and are not behind a link."""
        described, known = self.earlier.manifest, dict[str, bool]()
        if not described.names_files:
            return []
        lists = (*map(file_lists.path_of, described.listed), *(record["path"] for record in described.lists))
        ours = {*RESERVED, *self.earlier.records, *lists, *filter(file_lists.is_list, put)}
        return sorted(path for path in ours - self._stays if others.stands_in_own_folders(self.build, path, known))

    def _elsewhere(self, gone: Iterable[str], put: Iterable[str]) -> dict[str, str]:
        """Return where what others put in the place of files of ours is kept. Raises HandbookError where it cannot."""
        known = {*map(file_lists.path_of, self.earlier.manifest.listed)}
        unknown = (path for path in put if file_lists.is_list(path) and path not in known)
        places: dict[str, str] = {}
        for path in (
            *others.changed(self.earlier, gone),
            *(path for path in unknown if is_something(self.build / path)),
        ):
            places[path] = others.other_place(self.build, path, places.values())
        if places and is_something(self.build / others.KEPT):
            raise HandbookError([others.not_ours(self.build, [others.KEPT])])
        return places

    def _written(self) -> Iterator[str]:
        """Yield the path of each new file."""
        for folder, _, files in os.walk(self.fresh):
            below = Path(folder).relative_to(self.fresh)
            yield from ((below / name).as_posix() for name in files)

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
    put_back(build)
    _refuse_sources(build, root)
    earlier = Earlier.of(build)
    _refuse_foreign(earlier)
    others.refuse_mounted(build)
    if not _may_be_written(build):  # before anything is made, which takes minutes
        raise HandbookError([in_use(build)])
    with naming(build):
        build.parent.mkdir(parents=True, exist_ok=True)
        workshop.sweep(build)
        work = workshop.opened(build)
    try:
        yield Staging(earlier, work)
    finally:
        workshop.remove(work, build)


def put_back(build: Path) -> None:
    """Put back the build that a killed run was changing, as it was before.

    Raises HandbookError where something else stands in its place by now, OSError where it cannot be.
    """
    if aside := workshop.set_aside(build):
        undo(aside.parent)
        return_to_its_place(aside, build)


def return_to_its_place(aside: Path, build: Path) -> None:
    """Let a build stand in its place again. Raises HandbookError where something else does."""
    try:
        if is_own_folder(build) and not any(build.iterdir()):
            build.rmdir()
        if os.path.lexists(build):
            raise FileExistsError
        aside.replace(build)
    except OSError as error:
        if not os.path.lexists(build) or (error.errno and error.errno not in BUSY):
            raise
        kept = aside.relative_to(build.parent).as_posix()
        message = f"这里的东西是后来放的；上一次的成品在 {kept}，放不回来"
        hint = f"把 {build.name} 移到别处，再做一次，上一次的成品就放回来；{kept} 里的东西一样也不要删"
        raise HandbookError([Problem(Location(str(build)), "D060", message, hint)]) from None


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


def _refuse_foreign(earlier: Earlier) -> None:
    """Raise HandbookError where the folder holds something, but no build of ours."""
    build, described = earlier.folder, earlier.manifest
    if build.is_symlink() and resolved(build).is_symlink():
        hint = "把它删掉，或改成连到一个文件夹，再做一次"
        raise HandbookError([Problem(Location(str(build)), "D060", "这里的链接连成了一个圈，不能用来放成品", hint)])
    if not build.exists() or (build.is_dir() and not any(build.iterdir())):
        return
    if described.names_files:
        return
    message, hint = "这里有别的东西，不能用来放成品", "用 --to 换一个空文件夹，或先把里面的东西移走"
    if "files" in described.unclear and described.ledgers:
        message = f"{file_lists.FOLDER} 里的清单缺了或坏了，认不出哪些是程序做的"
        hint = f"从备份里换回 {file_lists.FOLDER}；没有备份，就把这个文件夹移到别处（它记着台账，不要删），再做一次"
    elif described.unclear:
        message, hint = f"{manifest.NAME} 坏了，认不出哪些是程序做的", "里面没有别的东西，就把这个文件夹删掉，再做一次"
    raise HandbookError([Problem(Location(str(build)), "D060", message, hint)])


def _refuse_sources(build: Path, root: Path | None) -> None:
    """Raise HandbookError where the folder is the handbook's own, holds it, or lies in what the author writes."""
    if root is None:
        return
    if resolved(root).is_relative_to(resolved(build)) or listing.is_in_sources(root, build):
        message, hint = "这里放着手册自己的文件，不能用来放成品", "不写 --to，成品就放在 build 文件夹里"
        raise HandbookError([Problem(Location(str(build)), "D060", message, hint)])
