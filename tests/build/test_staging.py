"""Writing: a file, or a whole build, is the old one or the new one, and nothing lies about afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools import names, tree

from generator.build import others, workshop
from generator.build.earlier import Earlier
from generator.build.exchange import Exchange
from generator.build.staging import Staging, put_back, staging
from generator.disk.digests import sha256
from generator.disk.files import atomically
from generator.problem import HandbookError


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A finished build of one page."""
    folder = tmp_path / "build"
    (folder / "website").mkdir(parents=True)
    (folder / "website/index.html").write_bytes(b"old")
    record = {"path": "website/index.html", "output": "website", "committee": "", "bytes": 3, "sha256": sha256(b"old")}
    (folder / "build.json").write_text(json.dumps({"artifacts": [record], "units": {"website/": "digest"}}))
    return folder


class Killed(BaseException):
    """Stands for the end of a process at this very moment."""


def fail(times: int, error: BaseException, real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    """Path.replace that fails once, after it worked so many times."""
    left = iter([False] * times + [True])

    def replace(self: Path, target: Path) -> Path:
        if next(left, False):
            raise error
        return real(self, target)

    return replace


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "codes.yml"
    file.write_bytes(b"old")
    atomically(file, b"new")
    assert tree(tmp_path) == {"codes.yml": b"new"}
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "codes.yml"
    file.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", fail(0, KeyboardInterrupt(), Path.replace))
    with pytest.raises(KeyboardInterrupt):
        atomically(file, b"new")
    assert tree(tmp_path) == {"codes.yml": b"old"}


def test_what_is_put_and_kept_becomes_the_build(build: Path) -> None:
    with staging(build) as folder:
        folder.put("board/a.pdf", b"new")
        folder.keep("website/index.html")
        assert tree(build).keys() == {"build.json", "website/index.html"}
        folder.swap_in()
    assert tree(build.parent) == {"build/board/a.pdf": b"new", "build/website/index.html": b"old"}


def test_what_is_written_in_the_place_of_a_kept_file_leaves_the_earlier_build_alone(build: Path) -> None:
    with staging(build) as folder:
        folder.keep("website/index.html")
        folder.copy("website/index.html", "website/copy.html")
        folder.put("website/index.html", b"new")
        assert (build / "website/index.html").read_bytes() == b"old"
    assert (build / "website/index.html").read_bytes() == b"old"


def test_a_file_is_kept_where_the_disk_has_no_links(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    with staging(build) as folder:
        folder.keep("website/index.html")
        folder.swap_in()
    assert tree(build.parent) == {"build/website/index.html": b"old"}


def test_what_is_not_swapped_in_is_removed(build: Path) -> None:
    before = tree(build.parent)
    with staging(build) as folder:
        folder.put("website/index.html", b"new")
    assert tree(build.parent) == before
    assert names(build.parent) == ["build"]


def test_an_error_half_way_leaves_the_earlier_build(build: Path) -> None:
    before = tree(build.parent)
    with pytest.raises(ZeroDivisionError), staging(build) as folder:
        folder.put("website/index.html", b"new")
        raise ZeroDivisionError
    assert tree(build.parent) == before
    assert names(build.parent) == ["build"]


def exchanging(folder: Staging) -> None:
    """Put new files in a staging: one in the place of an old one, one beside, one where something of others stands."""
    folder.put("website/index.html", b"new")
    folder.put("board/deep/a.pdf", b"new")
    folder.put("roster/a.pdf", b"new")
    folder.put("build.json", (folder.build / "build.json").read_bytes() + b"\n")


@pytest.fixture
def older(build: Path) -> Path:
    """A finished build with files that a new one drops, changes and adds to, and with a file that somebody changed."""
    paths = ("website/index.html", "website/gone/index.html", "roster/a.pdf", "website/a")
    records = [
        {"path": path, "output": path.split("/")[0], "committee": "", "bytes": 3, "sha256": sha256(b"old")}
        for path in paths
    ]
    for path in paths:
        (build / path).parent.mkdir(parents=True, exist_ok=True)
        (build / path).write_bytes(b"old")
    (build / "roster/a.pdf").write_bytes(b"scan")
    (build / "CNAME").write_bytes(b"handbook.example")
    (build / "build.json").write_text(json.dumps({"artifacts": records, "units": {"website/": "digest"}}))
    return build


def test_what_changes_is_changed_and_nothing_else(older: Path) -> None:
    with staging(older) as folder:
        folder.keep("website/a")
        exchanging(folder)
        folder.swap_in()
    assert tree(older) == {
        "CNAME": b"handbook.example",
        "board/deep/a.pdf": b"new",
        "build.json": tree(older)["build.json"],
        "roster/a.pdf": b"new",
        "website/a": b"old",
        "website/index.html": b"new",
        f"{others.KEPT}/roster/a.pdf": b"scan",
    }
    assert not (older / "website/gone").exists()
    assert names(older.parent) == ["build"]


@pytest.mark.parametrize("times", range(12))
@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_a_rename_that_fails_brings_the_earlier_build_back(
    older: Path, monkeypatch: pytest.MonkeyPatch, times: int, error: BaseException
) -> None:
    before = tree(older.parent)
    failing = fail(times, error, Path.replace)
    monkeypatch.setattr(Path, "replace", failing)
    try:
        with staging(older) as folder:
            exchanging(folder)
            folder.swap_in()
    except (OSError, KeyboardInterrupt):
        assert tree(older.parent) == before
        assert names(older.parent) == ["build"]
    else:
        assert times >= 10  # there were fewer renames: the list, away and back, and eight of files


def test_a_page_may_take_the_place_of_a_folder_and_a_folder_that_of_a_page(older: Path) -> None:
    with staging(older) as folder:
        folder.put("website/a/index.html", b"new")
        folder.put("website/gone", b"new")
        folder.put("build.json", b"{}")
        folder.swap_in()
    assert tree(older / "website") == {"a/index.html": b"new", "gone": b"new"}


def test_a_folder_in_which_a_page_is_made_anew_keeps_who_may_see_it(older: Path) -> None:
    (older / "website/gone").chmod(0o700)
    with staging(older) as folder:
        folder.put("website/gone/index.html", b"new")
        folder.put("build.json", (older / "build.json").read_bytes())
        folder.swap_in()
    assert (older / "website/gone").stat().st_mode & 0o777 == 0o700


def kill(monkeypatch: pytest.MonkeyPatch, after: int, work: Callable[[], object]) -> None:
    """Do something that comes to its end after so many renames, whatever it has in mind to do then."""
    left, replace = iter([True] * after), Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if not next(left, False):
            raise Killed
        return replace(self, target)

    with monkeypatch.context() as killing, contextlib.suppress(Killed):
        killing.setattr(Path, "replace", replaced)
        killing.setattr(Path, "rmdir", lambda self: None)  # as it may be: what is empty lies about
        work()


@pytest.mark.parametrize("after", range(2, 22))
@pytest.mark.parametrize("again", [0, 1, 3, 6, 9])
def test_a_build_killed_at_any_rename_is_put_back_by_the_next_also_where_that_is_killed(
    older: Path, monkeypatch: pytest.MonkeyPatch, after: int, again: int
) -> None:
    before = tree(older)
    work = workshop.opened(older)
    folder = Staging(Earlier.of(older), work)
    exchanging(folder)
    folder.put("website/a/index.html", b"new")  # where a page was
    folder.put("website/gone", b"new")  # where a folder was
    kill(monkeypatch, after, folder.swap_in)
    assert not older.exists()
    told = [work / name / "build.json" for name in (workshop.EARLIER, workshop.OLD)]
    assert (told[0] if told[0].exists() else told[1]).read_bytes().strip() == before["build.json"]  # or what is new
    kill(monkeypatch, again, lambda: put_back(older))
    with staging(older):
        assert tree(older) == before
    assert names(older.parent) == ["build"]


def test_a_build_killed_between_its_two_renames_is_put_back_by_the_next(build: Path) -> None:
    before = tree(build)
    build.replace(workshop.opened(build) / workshop.EARLIER)
    with staging(build):
        assert tree(build) == before
    assert names(build.parent) == ["build"]


@pytest.mark.parametrize("place", [workshop.NEW, workshop.OLD])
def test_a_build_killed_after_its_renames_leaves_nothing_the_next_does_not_clear(build: Path, place: str) -> None:
    work = workshop.opened(build)
    (work / place).mkdir(exist_ok=True)
    (work / place / "old").write_bytes(b"")
    with staging(build) as folder:
        folder.put("new", b"")
        folder.swap_in()
    assert tree(build.parent) == {"build/new": b""}


@pytest.mark.parametrize("make", [Path.mkdir, lambda folder: None])
def test_an_empty_folder_or_none_may_be_built_into(tmp_path: Path, make: Callable[[Path], None]) -> None:
    build = tmp_path / "deep" / "build"
    build.parent.mkdir()
    make(build)
    with staging(build) as folder:
        folder.put("a", b"")
        folder.swap_in()
    assert tree(tmp_path) == {"deep/build/a": b""}


@pytest.mark.parametrize("name", ["build/photo.jpg", "build/build.json", "build"])
def test_what_no_build_of_ours_made_is_never_swapped_away(tmp_path: Path, name: str) -> None:
    precious = tmp_path / name
    precious.parent.mkdir(exist_ok=True)
    precious.write_bytes(b'{"mine": 1}')
    with pytest.raises(HandbookError) as caught, staging(tmp_path / "build"):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "这里有别的东西，不能用来放成品")
    assert tree(tmp_path) == {name: b'{"mine": 1}'}


# --- nobody else's files ---------------------------------------------------------------------------------------------


def test_what_others_put_beside_a_build_stays(build: Path) -> None:
    (build / "CNAME").write_bytes(b"handbook.example")
    (build / "website/photos").mkdir()
    (build / "website/photos/scan.jpg").write_bytes(b"precious")
    (build / "empty").mkdir()
    (build / "link").symlink_to("CNAME")
    with staging(build) as folder:
        folder.put("website/index.html", b"new")
        folder.swap_in()
    assert (build / "CNAME").read_bytes() == b"handbook.example"
    assert (build / "website/photos/scan.jpg").read_bytes() == b"precious"
    assert (build / "empty").is_dir()
    assert (build / "link").readlink() == Path("CNAME")
    assert (build / "website/index.html").read_bytes() == b"new"


def test_a_link_in_the_place_of_a_folder_of_ours_is_named_and_stays(build: Path, tmp_path: Path) -> None:
    """Where it leads somebody takes the website from."""
    (build / "website").rename(tmp_path / "served")
    (build / "website").symlink_to(tmp_path / "served")
    before = tree(tmp_path / "served")
    with pytest.raises(HandbookError) as caught, staging(build) as folder:
        folder.put("website/index.html", b"new")
        folder.swap_in()
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "website不是程序做的，可是占了成品的位置")
    assert tree(tmp_path / "served") == before
    assert (build / "website").is_symlink()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_of_others_that_is_closed_to_writing_leaves_nothing_behind(build: Path) -> None:
    (build / "closed").mkdir()
    (build / "closed/a").write_bytes(b"")
    (build / "closed").chmod(0o555)
    for _ in range(2):
        with staging(build) as folder:
            folder.put("build.json", (build / "build.json").read_bytes())
            folder.swap_in()
    assert names(build.parent) == ["build"]
    assert (build / "closed").stat().st_mode & 0o777 == 0o555


def test_an_earlier_build_is_kept_while_there_is_no_other(build: Path) -> None:
    """Not even a link that leads nowhere makes it needless."""
    before = tree(build)
    work = workshop.opened(build)
    build.replace(work / workshop.EARLIER)
    build.symlink_to("nowhere")
    with pytest.raises(HandbookError), staging(build):
        pass
    assert tree(work / workshop.EARLIER) == before
    assert (build).is_symlink()


def test_an_earlier_build_that_a_killed_run_moved_away_is_never_removed(build: Path) -> None:
    """Others' files are in it as well; what stands in its place meanwhile is somebody's, too."""
    before = tree(build)
    work = workshop.opened(build)
    build.replace(work / workshop.EARLIER)
    build.mkdir()
    (build / "log").write_bytes(b"mine")
    for _ in range(2):
        with pytest.raises(HandbookError) as caught, staging(build):
            pass
        (problem,) = caught.value.problems
        assert (problem.rule, f"{work.name}/{workshop.EARLIER}" in problem.message) == ("D060", True)
        assert tree(work / workshop.EARLIER) == before
        assert tree(build) == {"log": b"mine"}
    build.rename(build.with_name("moved"))
    with staging(build):
        assert tree(build) == before


def test_an_empty_folder_is_not_in_the_way_of_an_earlier_build(build: Path) -> None:
    before = tree(build)
    build.replace(workshop.opened(build) / workshop.EARLIER)
    build.mkdir()
    with staging(build):
        assert tree(build) == before
    assert names(build.parent) == ["build"]


def test_whoever_makes_the_folder_again_while_a_build_is_changed_loses_nothing_of_it(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = tree(older), Exchange.carry_out

    def carry_out(exchange: Exchange, work: Path) -> None:
        real(exchange, work)
        older.mkdir()
        (older / "log").write_bytes(b"mine")

    monkeypatch.setattr(Exchange, "carry_out", carry_out)
    with pytest.raises(HandbookError) as caught, staging(older) as folder:
        exchanging(folder)
        folder.swap_in()
    assert [problem.rule for problem in caught.value.problems] == ["D060"]
    assert tree(older) == {"log": b"mine"}
    assert tree(folder.work / workshop.EARLIER) == before


def test_a_build_that_is_stopped_when_all_is_done_is_done(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the ledger would be taken back, and the sheet stay."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        moved = real(self, target)
        if target == older:
            raise KeyboardInterrupt
        return moved

    with staging(older) as folder:
        exchanging(folder)
        monkeypatch.setattr(Path, "replace", replace)
        folder.swap_in()
        monkeypatch.undo()
    assert (older / "board/deep/a.pdf").read_bytes() == b"new"


def test_a_list_of_renames_that_cannot_be_understood_stops_all(older: Path) -> None:
    work = workshop.opened(older)
    (work / workshop.LIST).write_text("{")
    older.replace(work / workshop.EARLIER)
    before = tree(work)
    with pytest.raises(HandbookError) as caught, staging(older):
        pass
    assert [problem.rule for problem in caught.value.problems] == ["D060"]
    assert tree(work) == before


def test_a_list_of_renames_that_nobody_could_read_again_is_not_begun(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(older)
    monkeypatch.setattr("generator.disk.reading.MOST_BYTES", 10)
    with pytest.raises(OSError, match="large"), staging(older) as folder:
        exchanging(folder)
        folder.swap_in()
    assert tree(older) == before


def test_a_build_that_went_while_another_was_made_is_told(older: Path) -> None:
    with pytest.raises(HandbookError) as caught, staging(older) as folder:
        folder.keep("website/a")
        exchanging(folder)
        shutil.rmtree(older)
        folder.swap_in()
    assert [problem.message for problem in caught.value.problems] == ["做到一半，上一次的成品不见了"]


@pytest.mark.parametrize("make", [lambda path: path.write_bytes(b"mine"), lambda path: path.symlink_to("nowhere")])
def test_where_the_folder_for_others_files_is_none_that_is_told(older: Path, make: Callable[[Path], object]) -> None:
    make(older / others.KEPT)
    before = tree(older)
    with pytest.raises(HandbookError) as caught, staging(older) as folder:
        exchanging(folder)
        folder.swap_in()
    assert [problem.message for problem in caught.value.problems] == [f"{others.KEPT}不是程序做的，可是占了成品的位置"]
    assert tree(older) == before


def test_a_file_of_others_by_the_name_of_a_list_is_kept_beside(older: Path) -> None:
    (older / "build.files").mkdir()
    (older / "build.files/new.json").write_bytes(b"mine")
    with staging(older) as folder:
        exchanging(folder)
        folder.put("build.files/new.json", b"[]")
        folder.swap_in()
    assert (older / "build.files/new.json").read_bytes() == b"[]"
    assert (older / others.KEPT / "build.files/new.json").read_bytes() == b"mine"


def test_what_others_put_in_the_way_is_named_and_stays(build: Path) -> None:
    (build / "board").write_bytes(b"mine")
    before = tree(build.parent)
    with pytest.raises(HandbookError) as caught, staging(build) as folder:
        folder.put("board/a.pdf", b"new")
        folder.swap_in()
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "board不是程序做的，可是占了成品的位置")
    assert tree(build.parent) == before


def test_a_build_whose_list_is_damaged_is_named_so(build: Path) -> None:
    (build / "build.json").write_text("{")
    before = tree(build.parent)
    with pytest.raises(HandbookError) as caught, staging(build):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "build.json 坏了，认不出哪些是程序做的")
    assert tree(build.parent) == before


@pytest.mark.parametrize("place", ["", "..", "content", "committees/a", "templates/build", ".git/build", "generator"])
def test_the_handbooks_own_folders_are_no_place_for_a_build(tmp_path: Path, place: str) -> None:
    root = tmp_path / "handbook"
    (root / "content").mkdir(parents=True)
    with pytest.raises(HandbookError) as caught, staging(root / place, root):
        pass
    assert [problem.rule for problem in caught.value.problems] == ["D060"]


def test_an_earlier_build_that_is_in_use_is_named(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(build.parent)
    monkeypatch.setattr(Path, "replace", fail(1, PermissionError(13, "in use"), Path.replace))  # the list comes first
    with pytest.raises(HandbookError) as caught, staging(build) as folder:
        folder.swap_in()
    assert [problem.rule for problem in caught.value.problems] == ["D081"]
    assert tree(build.parent) == before


def test_an_earlier_build_that_may_not_be_written_is_told_so(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(build.parent)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != build)
    with pytest.raises(HandbookError) as caught, staging(build):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, "不让写" in problem.message) == ("D081", True)
    assert tree(build.parent) == before


def test_what_cannot_be_removed_now_is_removed_another_time(build: Path) -> None:
    before = tree(build)
    with staging(build) as folder:
        left = workshop.opened(build)  # as if it could not be swept
        (left / workshop.OLD).mkdir()
        (left / workshop.OLD / "open.pdf").write_bytes(b"")
        for path in before:
            folder.keep(path)
        folder.swap_in()
    assert names(build.parent) == [left.name, "build"]
    with staging(build):
        assert tree(build) == before
    assert names(build.parent) == ["build"]


def test_a_full_disk_names_the_file(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    before = tree(build.parent)
    with pytest.raises(OSError, match="No space") as caught, staging(build) as folder:
        monkeypatch.setattr(Path, "write_bytes", full)
        folder.put("board/a.pdf", b"new")
    assert caught.value.filename == str(build / "board/a.pdf")
    assert tree(build.parent) == before


def test_a_disk_that_is_full_from_the_first_is_left_as_it_was(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"), staging(build):
        pass
    assert names(build.parent) == ["build"]


# --- what bears a name of ours and is somebody else's ----------------------------------------------------------------


@pytest.mark.parametrize("name", [".build.work-1a2b3c4d", ".build.earlier", ".build.new-abcdefgh", ".build.work-notes"])
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_only_looks_like_ours_is_neither_removed_nor_put_back(
    build: Path, name: str, there: bool
) -> None:
    if not there:
        build.rename(build.with_name("away"))
    mine = build.with_name(name)
    (mine / "earlier").mkdir(parents=True)
    (mine / "earlier/photo.jpg").write_bytes(b"precious")
    with staging(build) as folder:
        folder.put("a", b"")
        folder.swap_in()
    assert (mine / "earlier/photo.jpg").read_bytes() == b"precious"


def test_a_link_by_the_name_of_a_folder_of_ours_is_left_alone(build: Path, tmp_path: Path) -> None:
    elsewhere = workshop.opened(tmp_path / "other")
    (elsewhere / "new/photo.jpg").write_bytes(b"precious")
    build.with_name(".build.work-1a2b3c4d").symlink_to(elsewhere)
    with staging(build):
        pass
    assert (elsewhere / "new/photo.jpg").read_bytes() == b"precious"


def test_of_a_run_that_was_killed_at_any_moment_nothing_is_left(build: Path) -> None:
    for content in ({}, {workshop.SIGN: b""}, {workshop.SIGN: workshop.WORDS[:9]}, {workshop.SIGN: workshop.WORDS}):
        work = build.with_name(".build.work-1a2b3c4d")
        work.mkdir()
        for name, written in content.items():
            (work / name).write_bytes(written)
        with staging(build):
            pass
        assert names(build.parent) == ["build"]


# --- what cannot go along, and what stands in the place of a product -------------------------------------------------


def mounted(monkeypatch: pytest.MonkeyPatch, place: Path, file: Path) -> None:
    """Let Linux say that something is mounted at a place."""
    written = str(place).replace(" ", "\\040")
    file.write_text(f"36 35 98:0 / / rw - ext4 /dev/sda1 rw\n40 36 98:0 /x {written} rw - ext4 /dev/sda1 rw\n")
    monkeypatch.setattr("generator.disk.places.MOUNTS", file)


def test_a_disk_that_is_mounted_in_a_build_is_named_and_not_emptied(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (build / "my disk").mkdir()
    (build / "my disk/photo.jpg").write_bytes(b"precious")
    mounted(monkeypatch, build / "my disk", tmp_path / "mountinfo")
    with pytest.raises(HandbookError) as caught, staging(build):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "my disk是接在这里的另一个盘，没法跟着成品换")
    assert (build / "my disk/photo.jpg").read_bytes() == b"precious"


def test_a_disk_that_is_mounted_in_what_a_run_left_is_not_emptied(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = workshop.opened(build)
    (work / "new/photo.jpg").write_bytes(b"precious")
    mounted(monkeypatch, work / "new", tmp_path / "mountinfo")
    with staging(build):
        pass
    assert (work / "new/photo.jpg").read_bytes() == b"precious"


def test_a_folder_of_others_that_cannot_be_read_stays_where_it_is(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = build / "private"
    closed.mkdir()
    (closed / "a").write_bytes(b"precious")
    real = os.scandir

    def scandir(path: Any = ".") -> Any:
        if isinstance(path, str | Path) and Path(path).name == "private":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with staging(build) as folder:
        folder.put("website/index.html", b"new")
        folder.swap_in()
    monkeypatch.undo()
    assert tree(build) == {"private/a": b"precious", "website/index.html": b"new"}


def test_a_junction_of_windows_stays_where_it_is_and_is_never_followed(
    build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (build / "website").rename(build / "elsewhere")
    (build / "website").symlink_to("elsewhere")
    before = tree(build / "elsewhere")
    with staging(build) as folder:
        folder.put("board/a.pdf", b"new")
        folder.put("build.json", b"{}")
        folder.swap_in()
    assert tree(build / "elsewhere") == before
    assert (build / "website").is_symlink()
    assert (build / "board/a.pdf").read_bytes() == b"new"


def test_a_folder_of_others_keeps_who_may_see_it(build: Path) -> None:
    (build / "private/deep").mkdir(parents=True)
    (build / "private/deep/a").write_bytes(b"")
    (build / "private").chmod(0o700)
    with staging(build) as folder:
        folder.swap_in()
    assert (build / "private").stat().st_mode & 0o777 == 0o700


def test_what_stands_in_the_place_of_a_product_is_kept_beside(build: Path, tmp_path: Path) -> None:
    for content in (b"scan", b"other scan"):
        page = build / "website/index.html"
        page.write_bytes(content)
        with staging(build) as folder:
            folder.put("website/index.html", b"new")
            folder.put("build.json", (build / "build.json").read_bytes())
            folder.swap_in()
        assert page.read_bytes() == b"new"
    kept = build / others.KEPT / "website"
    assert (kept / "index.html").read_bytes() == b"scan"
    assert (kept / "index-2.html").read_bytes() == b"other scan"


def test_a_link_in_the_place_of_a_product_is_none_of_ours(build: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"old")
    page = build / "website/index.html"
    page.unlink()
    page.symlink_to(tmp_path / "mine")
    with staging(build) as folder:
        folder.put("website/index.html", b"new")
        folder.swap_in()
    assert (build / others.KEPT / "website/index.html").readlink() == tmp_path / "mine"
    assert (tmp_path / "mine").read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize("place", ["pipe", "website/index.html"])
def test_a_pipe_in_a_build_keeps_nobody_waiting(build: Path, place: str) -> None:
    (build / place).unlink(missing_ok=True)
    os.mkfifo(build / place)
    with staging(build) as folder:
        folder.put("a", b"")
        folder.swap_in()
    assert (build / "a").is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_in_the_place_of_the_list_is_no_build(build: Path) -> None:
    (build / "build.json").unlink()
    os.mkfifo(build / "build.json")
    with pytest.raises(HandbookError) as caught, staging(build):
        pass
    assert [problem.rule for problem in caught.value.problems] == ["D060"]
