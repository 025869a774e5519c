"""What others put into the folder of a build: it stays where it is, or is named, and is never lost."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from generator.build.earlier import Earlier
from generator.disk.places import is_own_folder, mounted_below
from generator.problem import HandbookError, Location, Problem

KEPT = "不是程序做的"
"""The folder of a build in which files of others are kept that stood in the place of files of ours."""

NAMED = 5
"""How many files of others are named."""


def in_the_way(earlier: Earlier, put: Iterable[str], moved: Collection[str]) -> list[str]:
    """Return what others have where files of a new build belong, by path below it, in order.

    `put` are the paths of these files; `moved` are the paths from which something is moved before.
    """
    folder, ways = earlier.folder, set[str]()
    for above in {parent.as_posix() for path in put for parent in PurePosixPath(path).parents} - {"."}:
        if os.path.lexists(folder / above) and above not in moved and not is_own_folder(folder / above):
            ways.add(above)
    for path in put:
        place = folder / path
        if any(parent.as_posix() in ways for parent in PurePosixPath(path).parents):
            continue
        if is_own_folder(place):
            inside = [file.relative_to(folder).as_posix() for file in place.rglob("*") if not is_own_folder(file)]
            ways |= {*inside} - {*moved} if inside else {path}
        elif path not in moved and os.path.lexists(place):
            ways.add(path)
    return sorted(ways)


def stands_in_own_folders(folder: Path, path: str, known: dict[str, bool]) -> bool:
    """Tell whether no link leads from a folder to something below it; what is `known` of its folders is not asked."""
    above = PurePosixPath(path).parent.as_posix()
    if above == ".":
        return True
    if above not in known:
        known[above] = is_own_folder(folder / above) and stands_in_own_folders(folder, above, known)
    return known[above]


def changed(earlier: Earlier, paths: Iterable[str]) -> Iterator[str]:
    """Yield those of some paths where something else stands in the place of a file of the build; nothing is empty."""
    records = {**earlier.records, **{record["path"]: record for record in earlier.manifest.lists}}
    for path in paths:
        place = earlier.folder / path
        there = os.path.lexists(place) and (place.is_symlink() or (not place.is_dir() and place.stat().st_size > 0))
        if path in records and there and not earlier.holds(records[path]):
            yield path


def other_place(folder: Path, path: str, taken: Collection[str] = ()) -> str:
    """Return where something is kept whose place is needed, by a path below a build that nothing has or will have."""
    wanted = Path(KEPT, path)
    place, number = wanted, 1
    while os.path.lexists(folder / place) or place.as_posix() in taken:
        number += 1
        place = wanted.with_stem(f"{wanted.stem}-{number}")
    return place.as_posix()


def refuse_mounted(build: Path) -> None:
    """Raise HandbookError where another disk is mounted in the folder of a build: nothing can be renamed across it."""
    if places := list(mounted_below(build)):
        message = f"{_named(places)}是接在这里的另一个盘，没法跟着成品换"
        raise HandbookError([Problem(Location(str(build)), "D060", message, "用 --to 换一个文件夹")])


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
