"""Writing: what is promised to last is on the disk before its name is, and only drafts of our own are swept."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from tools import names

from generator.disk.files import atomically, folders_made, sweep_drafts


def flushed(monkeypatch: pytest.MonkeyPatch, file: Path) -> list[tuple[bool, bytes | None]]:
    """Note of each flush whether it is of a folder, and what the file is by then."""
    noted: list[tuple[bool, bytes | None]] = []

    def fsync(handle: int) -> None:
        noted.append((stat.S_ISDIR(os.fstat(handle).st_mode), file.read_bytes() if file.exists() else None))

    monkeypatch.setattr(os, "fsync", fsync)
    return noted


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="this system flushes no folders")
def test_what_shall_last_is_flushed_before_it_takes_its_place_and_its_name_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "codes.yml"
    file.write_bytes(b"old")
    noted = flushed(monkeypatch, file)
    atomically(file, b"new", lasting=True)
    assert noted == [(False, b"old"), (True, b"new")]


def test_what_can_be_made_again_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = flushed(monkeypatch, tmp_path / "page.html")
    atomically(tmp_path / "page.html", b"new")
    assert noted == []


def test_a_folder_that_cannot_be_flushed_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "not here")

    monkeypatch.setattr(os, "fsync", fsync)
    atomically(tmp_path / "codes.yml", b"new", lasting=True)
    assert (tmp_path / "codes.yml").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows but one right")
@pytest.mark.parametrize("mode", [0o444, 0o600, 0o664])
def test_a_file_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "codes.yml"
    file.write_bytes(b"old")
    file.chmod(mode)
    atomically(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", mode)


@pytest.mark.parametrize("name", ["a" * 300, "there/file/b"])
def test_of_folders_that_cannot_be_made_none_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/file").write_bytes(b"")
    with pytest.raises(OSError), folders_made(tmp_path / "new/one" / ("c" * 300)):
        pass
    with pytest.raises(OSError), folders_made(tmp_path / name):
        pass
    assert names(tmp_path) == ["there"]


def test_folders_stay_where_something_was_put_into_them(tmp_path: Path) -> None:
    with folders_made(tmp_path / "new/one"):
        (tmp_path / "new/file").write_bytes(b"")
    with pytest.raises(ValueError, match="no"), folders_made(tmp_path / "new/two/three"):
        raise ValueError("no")
    assert names(tmp_path / "new") == ["file", "one"]


@pytest.mark.parametrize(
    ("name", "swept"),
    [
        (".codes.yml.draft-a1_b2c3d", True),
        (".codes.yml.draft-1", False),
        (".codes.yml.draft-my-notes", False),
        (".notes.draft-a1_b2c3d", False),
        ("codes.yml.draft-a1_b2c3d", False),
    ],
)
def test_only_drafts_of_what_the_program_writes_are_swept(tmp_path: Path, name: str, swept: bool) -> None:
    (tmp_path / name).write_bytes(b"half")
    sweep_drafts(tmp_path, "codes[.]yml")
    assert (tmp_path / name).exists() is not swept


def test_no_link_is_followed(tmp_path: Path) -> None:
    name = ".codes.yml.draft-a1_b2c3d"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / name).write_bytes(b"precious")
    (tmp_path / "folder").symlink_to("elsewhere")
    (tmp_path / name).symlink_to(f"elsewhere/{name}")
    sweep_drafts(tmp_path, "codes[.]yml")
    sweep_drafts(tmp_path / "folder", "codes[.]yml")
    assert (tmp_path / name).read_bytes() == b"precious"
