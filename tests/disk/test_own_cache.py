"""The folder for what can be made again: nobody else's, never in the way, and of a bounded size."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.disk import own_cache

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


@pytest.fixture
def place(cache: Path) -> Path:
    """The folder in which it is, made."""
    cache.mkdir(mode=0o700)
    return cache


def test_the_folder_is_made_for_this_account_alone(cache: Path) -> None:
    folder = own_cache.folder()
    assert folder == cache.resolve() / own_cache.NAME
    assert folder.is_dir()
    assert os.name == "nt" or folder.stat().st_mode & 0o777 == 0o700
    assert own_cache.folder() == folder


@POSIX
def test_what_others_can_change_is_no_folder_of_ours(place: Path) -> None:
    folder = own_cache.folder()
    assert folder
    folder.chmod(0o770)
    assert own_cache.folder() is None
    folder.chmod(0o700)
    place.chmod(0o777)
    assert own_cache.folder() is None
    place.chmod(0o700)
    assert own_cache.folder() == folder


@POSIX
def test_a_link_is_no_folder_of_ours(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (place / own_cache.NAME).symlink_to(elsewhere)
    assert own_cache.folder() is None
    assert list(elsewhere.iterdir()) == []


@POSIX
def test_a_folder_of_somebody_else_is_none_of_ours(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_cache.folder()
    monkeypatch.setattr(os, "geteuid", lambda: place.stat().st_uid + 1)
    assert own_cache.folder() is None


def test_a_file_in_the_way_is_left_alone(place: Path) -> None:
    (place / own_cache.NAME).write_text("somebody's")
    assert own_cache.folder() is None
    assert (place / own_cache.NAME).read_text() == "somebody's"


@POSIX
@pytest.mark.parametrize("home", ["", "nowhere/at/all", "relative"])
def test_without_a_home_there_is_none(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    if home:
        monkeypatch.setenv("HOME", home if home == "relative" else str(tmp_path / home))
    assert own_cache.folder() is None
    assert not (tmp_path / "nowhere").exists()


def test_a_disk_that_takes_nothing_is_no_matter(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    folder = own_cache.folder()
    assert folder
    monkeypatch.setattr(own_cache, "atomically", full)
    own_cache.write(folder / "a", b"x")
    assert own_cache.read(folder / "a", 10) == b""
    monkeypatch.setattr(Path, "mkdir", full)
    (folder / "a").unlink(missing_ok=True)
    folder.rmdir()
    assert own_cache.folder() is None


def test_what_is_too_large_is_not_read(place: Path) -> None:
    folder = own_cache.folder()
    assert folder
    own_cache.write(folder / "a", b"12345")
    assert own_cache.read(folder / "a", 5) == b"12345"
    assert own_cache.read(folder / "a", 4) == b""


def test_what_nobody_asked_for_goes_and_what_is_asked_for_stays(place: Path) -> None:
    folder = own_cache.folder()
    assert folder
    old = time.time() - own_cache.LASTING - 60
    for name in ("asked", "forgotten"):
        own_cache.write(folder / name, b"x")
        os.utime(folder / name, (old, old))
    assert own_cache.read(folder / "asked", 10) == b"x"
    own_cache.sweep(folder)
    assert [file.name for file in folder.iterdir()] == ["asked"]


def test_the_longest_unused_go_where_all_is_too_much(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own_cache.folder()
    assert folder
    monkeypatch.setattr(own_cache, "MOST_BYTES", 20)
    for age, name in enumerate(("new", "older", "oldest")):
        own_cache.write(folder / name, b"0123456789")
        os.utime(folder / name, (time.time() - age * 60,) * 2)
    own_cache.sweep(folder)
    assert sorted(file.name for file in folder.iterdir()) == ["new", "older"]


def test_meanwhile_it_can_be_left_alone(place: Path) -> None:
    with own_cache.let_be():
        assert own_cache.folder() is None
    assert own_cache.folder()


@POSIX
def test_nothing_is_made_in_the_home_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where somebody acts for all with the home of one: a folder of theirs would lock that one out."""
    home = tmp_path / "home"
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(home))
    assert own_cache.folder() is None
    assert list(home.iterdir()) == []
