"""Folders for a while: gone with their program, or with the next one; nobody else's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.disk import scratch as scratches
from generator.disk.scratch import OWNER, scratch, sweep

HOLD = """
import time
from generator.disk.scratch import scratch
with scratch() as folder:
    (folder / "index.html").touch()
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary ones, here and in processes that are started here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(scratches, "YOUNG", -1)
    return tmp_path


@contextmanager
def owner() -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Yield another process that has such a folder, and the folder."""
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, Path(process.stdout.readline().strip())
        finally:
            process.kill()


def test_it_is_there_for_a_while(temporary: Path) -> None:
    with scratch() as folder:
        (folder / "a").touch()
        assert [path.name for path in folder.iterdir()] == ["a"]
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals are Unix's")
def test_the_folder_of_a_program_that_was_killed_goes_with_the_next(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with owner() as (process, folder):
        sweep()
        assert (folder / "index.html").is_file(), "its owner lives"
        process.send_signal(signal.SIGKILL)
        process.wait()
        monkeypatch.setattr(scratches, "YOUNG", 60)
        sweep()
        assert (folder / "index.html").is_file(), "its owner may not hold it yet"
        long_ago = time.time() - 100
        os.utime(folder.parent / OWNER, (long_ago, long_ago))
        sweep()
    assert list(temporary.iterdir()) == []


def test_what_somebody_else_called_so_stays(temporary: Path) -> None:
    (temporary / "handbook_mine").mkdir()
    (temporary / "handbook_mine/notes").touch()
    (temporary / "handbook_linked").symlink_to("handbook_mine")
    (temporary / "handbook_file").touch()
    with scratch():
        pass
    assert len(list(temporary.iterdir())) == 3
    assert (temporary / "handbook_mine/notes").is_file()


def test_where_nobody_knows_whether_the_owner_lives_it_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with owner() as (_, folder):
        monkeypatch.setattr("generator.disk.lock.TAKEN", ())
        monkeypatch.setattr("generator.disk.lock.NO_LOCKS", range(200))
        sweep()
        assert folder.is_dir()
