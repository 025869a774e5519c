"""Places: what is a link, and what is mounted, on whichever system."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.disk import places


def test_a_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11, which this program runs on, does not know them by name."""
    junction = SimpleNamespace(st_mode=stat.S_IFDIR | 0o777, st_reparse_tag=0xA0000003)
    assert not places.is_link(tmp_path)
    monkeypatch.setattr(places, "JUNCTION", 0xA0000003)
    monkeypatch.setattr(Path, "lstat", lambda self: junction)
    assert places.is_link(tmp_path)
    assert not places.is_own_folder(tmp_path)


def test_a_link_is_none_of_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "up").symlink_to(".")
    assert [places.is_own_file(tmp_path / name) for name in ("file", "link", "up", "nothing")] == [True] + [False] * 3
    assert [places.is_own_folder(tmp_path / name) for name in ("file", "up", "nothing")] == [False] * 3
    assert places.is_own_folder(tmp_path)


def test_what_is_mounted_below_is_told_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "build"
    lines = ["/", folder, folder / "a\\040b", folder / "c/d", f"{folder}s"]
    listed = tmp_path / "mountinfo"
    listed.write_text("".join(f"36 35 98:0 / {place} rw,noatime - ext4 /dev/sda1 rw\n" for place in lines))
    monkeypatch.setattr(places, "MOUNTS", listed)
    assert list(places.mounted_below(folder)) == ["a b", "c/d"]
    monkeypatch.setattr(places, "MOUNTS", tmp_path / "nothing")
    assert list(places.mounted_below(folder)) == []


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="only Linux lists what is mounted")
def test_what_is_mounted_on_this_machine_is_found() -> None:
    assert "proc" in places.mounted_below(Path("/"))
    assert os.path.ismount("/proc")
