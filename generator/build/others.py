"""What others put into the folder of a build: it goes along, or is named, and is never lost."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.build.earlier import Earlier
from generator.build.manifest_shape import RESERVED
from generator.disk.places import is_link, mounted_below
from generator.problem import HandbookError, Location, Problem

KEPT = "不是程序做的"
"""The folder of a build in which files of others are kept that stood in the place of files of ours."""

NAMED = 5
"""How many files of others are named."""


def foreign(earlier: Earlier) -> Iterator[str]:
    """Yield what is in the folder of a build and is not of it: files, links and empty folders, by path below it."""
    described = earlier.manifest
    lists = (record["path"] for record in described.lists)
    own = {*RESERVED, *earlier.records, *lists} if described.names_files else set()
    for folder, folders, files in os.walk(earlier.folder):
        below = Path(folder).relative_to(earlier.folder)
        links = [name for name in folders if is_link(Path(folder) / name)]
        folders[:] = [name for name in folders if name not in links]  # older systems walk through some
        for name in (*files, *links):
            if (path := (below / name).as_posix()) not in own:
                yield path
        if not folders and not files and not links and folder != str(earlier.folder):
            yield below.as_posix()


def changed(earlier: Earlier) -> Iterator[str]:
    """Yield where something else stands in the place of a file of the build: its path. What is empty is nothing."""
    for record in (*earlier.records.values(), *earlier.manifest.lists):
        place = earlier.folder / record["path"]
        there = os.path.lexists(place) and (place.is_symlink() or (not place.is_dir() and place.stat().st_size > 0))
        if there and not earlier.holds(record):
            yield record["path"]


def other_place(fresh: Path, path: str) -> str:
    """Return where something is kept whose place is needed, by a path below the new build that nothing has."""
    wanted = Path(KEPT, path)
    place, number = wanted, 1
    while os.path.lexists(fresh / place):
        number += 1
        place = wanted.with_stem(f"{wanted.stem}-{number}")
    return place.as_posix()


def refuse_unmovable(build: Path) -> None:
    """Raise HandbookError where something in the folder of a build can neither be taken along nor left there."""
    if not build.exists():
        return
    unread: list[Path] = []
    elsewhere: list[Path] = []
    for folder, folders, _ in os.walk(build, onerror=lambda error: unread.append(Path(error.filename))):
        links = [Path(folder) / name for name in folders if is_link(Path(folder) / name)]
        elsewhere += [link for link in links if not link.is_symlink()]  # a junction of Windows, which is made otherwise
        folders[:] = [name for name in folders if Path(folder) / name not in links]
    for places, why, hint in (
        (unread, "打不开", "请管这台电脑的人开权限，或把它移到别处，再做一次"),
        (elsewhere, "连到别处", "把它移到别处，再做一次"),
        ([build / place for place in mounted_below(build)], "是接在这里的另一个盘", "用 --to 换一个文件夹"),
    ):
        if places:
            named = _named([place.relative_to(build).as_posix() for place in places])
            raise HandbookError([Problem(Location(str(build)), "D060", f"{named}{why}，没法跟着成品换", hint)])


def not_ours(build: Path, paths: Sequence[str]) -> Problem:
    """Return the problem that others' files are where files of the build belong."""
    message = f"{_named(paths)}不是程序做的，可是占了成品的位置"
    return Problem(Location(str(build)), "D060", message, "把它移到别处，再做一次")


def kept(build: Path, paths: Sequence[str]) -> Problem:
    """Return the warning that files of others stood in the place of files of the build, and where they are now."""
    message = f"{_named(paths)}不是程序做的那一份了；原来的内容没有丢，在“{KEPT}”文件夹里"
    hint = "要改内容，改手册的资料；自己的文件，换一个名字放；不要的，从那个文件夹里删掉"
    return Problem(Location(str(build)), "D060", message, hint, "warning")


def _named(paths: Sequence[str]) -> str:
    return "、".join(paths[:NAMED]) + (f"等{len(paths)}个" if len(paths) > NAMED else "")
