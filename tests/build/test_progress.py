"""Progress: one line that is written over on a terminal, a line now and then in a log."""

from __future__ import annotations

import io
import sys

import pytest

from generator.build.progress import BAR, Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_one_line_that_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    progress = Progress(2, "制作")
    progress.step("甲")
    progress.step("乙")
    first, second = screen.getvalue().split("\r")[1:]
    assert first == f"制作 {'█' * (BAR // 2)}{'░' * (BAR // 2)} 1/2 甲\x1b[K"
    assert second == f"制作 {'█' * BAR} 2/2 乙\x1b[K\n"


def test_a_log_gets_the_last_step_and_one_every_few_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.0, 6.0, 6.0, 7.0, 8.0, 8.0, 9.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    progress = Progress(4, "制作")
    for name in "甲乙丙丁":
        progress.step(name)
    assert capsys.readouterr().err == "制作 2/4 乙\n制作 4/4 丁\n"


def test_no_work_needs_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(0, "制作")
    assert capsys.readouterr() == ("", "")
