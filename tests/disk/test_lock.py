"""One writer at a time: the second waits or says for whom; a holder that died holds nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("text", ["", "[]", "{", '{"since": "gestern"}', '{"since": 1}'])
def test_a_holder_that_says_nothing_of_itself_is_no_mistake(tmp_path: Path, text: str) -> None:
    (tmp_path / lock.NAME).write_text(text)
    assert lock.holder_of(tmp_path / lock.NAME) == ""


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system cannot tell")
def test_a_link_by_the_name_of_a_lock_is_not_written_through(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / lock.NAME).symlink_to(precious)
    with pytest.raises(OSError), lock.alone(tmp_path, "试"):
        pass
    assert precious.read_text() == "mine"
