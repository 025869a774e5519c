"""One writer at a time: the second waits or says for whom; a holder that died holds nothing."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import tree

from generator.disk import lock
from generator.disk.lock import alone
from generator.problem import HandbookError

HOLD = """
import sys, time
from pathlib import Path
from generator.disk.lock import alone
with alone(Path(sys.argv[1]), "付印"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Start another process that holds the lock of a folder for a while; it does when this returns."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, folder, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_who_holds_it_may_take_it_again(tmp_path: Path) -> None:
    with alone(tmp_path, "甲"), alone(tmp_path, "乙"):
        assert json.loads((tmp_path / lock.NAME).read_bytes())["work"] == "甲"
    assert (tmp_path / lock.NAME).read_bytes() == b""


def test_another_waits_until_it_is_free(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    process = holder(tmp_path, 1)
    with alone(tmp_path, "做成品"):
        assert process.wait(10) == 0
    said = capfd.readouterr().err
    assert said.startswith("别的程序正在写这本手册（")
    assert "付印，" in said and f"进程 {process.pid}）" in said


def test_who_waited_long_enough_says_for_whom(tmp_path: Path) -> None:
    process = holder(tmp_path, 60)
    try:
        with pytest.raises(HandbookError) as caught, alone(tmp_path, "做成品", patience=0.2):
            pass
    finally:
        process.kill()
        process.wait()
    (problem,) = caught.value.problems
    assert problem.rule == "D080"
    assert f"进程 {process.pid}" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")
def test_a_holder_that_died_holds_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path, 60)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (tmp_path / lock.NAME).read_bytes() != b""
    with alone(tmp_path, "做成品", patience=0.2):
        pass


def test_threads_take_turns(tmp_path: Path) -> None:
    inside, most = [], []

    def work(name: int) -> None:
        with alone(tmp_path, str(name)):
            inside.append(name)
            most.append(len(inside))
            time.sleep(0.02)
            inside.remove(name)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nobody_can_write_there_is_nothing_to_hold(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with alone(tmp_path, "做成品"):
        pass
    tmp_path.chmod(0o755)


def test_a_full_disk_under_a_lock_is_told_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space") as caught, alone(tmp_path, "做成品"):
        pass
    assert caught.value.filename == str(tmp_path / lock.NAME)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"since": "gestern"}', '{"since": 1}'])
def test_a_holder_that_says_nothing_of_itself_is_no_mistake(tmp_path: Path, text: str) -> None:
    (tmp_path / lock.NAME).write_text(text)
    assert lock.holder_of(tmp_path / lock.NAME) == ""


def link(path: Path) -> None:
    """Let a lock's name lead to somebody's file."""
    precious = path.with_name("precious")
    precious.write_text("mine")
    path.symlink_to(precious)


def pipe(path: Path) -> None:
    """Make a pipe by a lock's name."""
    os.mkfifo(path)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b"my notes\n"),
        lambda path: path.write_bytes(b'{"work": "mine",\n "more": 1}'),
        lambda path: path.write_bytes(b"\0\0a"),
        Path.mkdir,
        link,
        pytest.param(pipe, marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")),
    ],
)
def test_what_has_the_name_of_a_lock_and_is_none_is_named_and_stays(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / lock.NAME)
    before, mode = tree(tmp_path), (tmp_path / lock.NAME).lstat().st_mode
    content = (tmp_path / lock.NAME).read_bytes() if (tmp_path / lock.NAME).is_file() else b""
    with pytest.raises(HandbookError) as caught, lock.alone(tmp_path, "试"):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location.file) == ("D060", str(tmp_path / lock.NAME))
    assert (tree(tmp_path), (tmp_path / lock.NAME).lstat().st_mode) == (before, mode)
    assert content == ((tmp_path / lock.NAME).read_bytes() if content else b"")


def test_a_lock_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else two would write at once, each of them sure that it is alone."""
    (tmp_path / lock.NAME).touch()

    def refuse(*given: object) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(HandbookError) as caught, alone(tmp_path, "试", patience=0.2):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "程序要用这个名字做锁，可是这里的文件打不开")


@pytest.mark.parametrize("left", [b"", b"\0" * 150, b'{"work": "\xe5\x81', b'{"work": "build", "process": 7}'])
def test_what_a_killed_holder_or_a_power_cut_left_is_a_lock(tmp_path: Path, left: bytes) -> None:
    (tmp_path / lock.NAME).write_bytes(left)
    with alone(tmp_path, "试", patience=0.2):
        pass
    assert (tmp_path / lock.NAME).read_bytes() == b""


class Msvcrt:
    """Windows' locks, which answer by a number."""

    LK_NBLCK = 2

    def __init__(self, number: int) -> None:
        self.number = number

    def locking(self, handle: int, mode: int, count: int) -> None:
        """Lock a byte, or raise OSError."""
        if self.number:
            raise OSError(self.number, "no")


@pytest.mark.parametrize(("number", "free"), [(0, True), (errno.EINVAL, True), (errno.EACCES, False)])
def test_on_windows_a_lock_that_another_holds_is_no_lock_that_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, free: bool
) -> None:
    """A share without locks says that the value is wrong; whoever waited for that would wait half an hour."""
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt(number))
    monkeypatch.setattr(lock.sys, "platform", "win32")
    handle = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    try:
        assert lock.take(handle) is free
    finally:
        os.close(handle)


def test_a_lock_on_a_disk_that_breaks_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt(errno.EIO))
    monkeypatch.setattr(lock.sys, "platform", "win32")
    with pytest.raises(OSError, match="no"), alone(tmp_path, "试", patience=0.2):
        pass
