"""Reading: a file is read whole, and nothing else keeps the program waiting or fills its memory."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from generator.disk import reading
from generator.disk.reading import NotAFile, TooLarge

UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")


@pytest.mark.parametrize("content", [b"", b"a", b"\r\n\x1a" * 100_000])
def test_a_file_is_read_whole(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert reading.read(file) == content
    assert reading.read(file, len(content)) == content
    assert reading.sha256_of(file) == hashlib.sha256(content).hexdigest()


def test_what_a_link_leads_to_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a")
    (tmp_path / "link").symlink_to("file")
    assert reading.read(tmp_path / "link") == b"a"


def test_more_than_is_meant_to_be_there_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as hole:
        hole.truncate(20_000_000_000)
    for read in (reading.read, reading.sha256_of):
        with pytest.raises(TooLarge) as caught:
            read(file)
        assert caught.value.filename == str(file)


def test_of_a_file_that_never_ends_the_beginning_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes("居委会".encode() + b"\xff")
    with file.open("r+b") as hole:
        hole.truncate(20_000_000_000)
    assert reading.beginning(file, 10) == "居委会\ufffd"
    (tmp_path / "zeros").symlink_to("/dev/zero")
    for name in ("zeros", "nowhere", "."):
        assert reading.beginning(tmp_path / name, 10) == ""


@UNIX
def test_pipes_devices_sockets_and_folders_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "zeros").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for name in ("pipe", "folder", "zeros", "socket"):
            with pytest.raises(NotAFile) as caught:
                reading.read(tmp_path / name)
            assert caught.value.filename == str(tmp_path / name)


@UNIX
def test_what_becomes_a_pipe_while_it_is_opened_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    before = (tmp_path / "file").stat()
    monkeypatch.setattr(Path, "stat", lambda self, **how: before)
    with pytest.raises(NotAFile):
        reading.read(tmp_path / "pipe")
