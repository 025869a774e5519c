"""Setting up: with Python and pip alone, once for each lock file, and with words where it cannot be done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator import setup_and_run

Ran = list[tuple[str, ...]]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ran:
    """What would be run: an environment in an empty folder that is made, filled and used in name only."""
    commands: Ran = []
    environment = tmp_path / ".venv"
    monkeypatch.setattr(setup_and_run, "ENVIRONMENT", environment)
    monkeypatch.setattr(setup_and_run, "PYTHON", environment / "python")
    monkeypatch.setattr(setup_and_run, "create_environment", environment.mkdir)
    monkeypatch.setattr(setup_and_run, "pip", lambda *words: commands.append(("pip", *words)))
    monkeypatch.setattr(setup_and_run, "run", lambda _, *words: commands.append(words) or 7)
    return commands


def test_it_needs_nothing_but_python() -> None:
    """Without the folder of installed packages it can be imported, and says nothing."""
    program = f"import sys; sys.path.insert(0, {str(setup_and_run.ROOT)!r}); import generator.setup_and_run"
    finished = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "lock", "command"),
    [
        ([], "run.txt", ("-m", "generator", "build")),
        (["check", "--root", "x"], "run.txt", ("-m", "generator", "check", "--root", "x")),
        (["test", "-q"], "develop.txt", ("-m", "pytest", "-q")),
    ],
)
def test_it_fills_the_environment_and_runs_what_follows(
    ran: Ran, capsys: pytest.CaptureFixture[str], words: list[str], lock: str, command: tuple[str, ...]
) -> None:
    assert setup_and_run.main(words) == 7
    (*install, requirements), editable, last = ran
    assert (install, Path(requirements).name) == (["pip", "install", "--requirement"], lock)
    assert editable[-2:] == ("--editable", str(setup_and_run.ROOT))
    assert last == command
    assert capsys.readouterr() == ("", "正在准备运行环境（.venv），第一次要一两分钟……\n")


def test_what_is_installed_is_not_installed_again(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    setup_and_run.main(["check"])
    setup_and_run.PYTHON.touch()
    ran.clear()
    capsys.readouterr()
    setup_and_run.main(["status"])
    assert ran == [("-m", "generator", "status")]
    assert capsys.readouterr() == ("", "")


def test_a_new_lock_file_is_installed(ran: Ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    setup_and_run.main(["check"])
    setup_and_run.PYTHON.touch()
    ran.clear()
    newer = tmp_path / "run.txt"
    newer.write_text("click==9\n", "utf-8")
    monkeypatch.setattr(setup_and_run, "LOCKS", {"run": newer})
    setup_and_run.main(["check"])
    assert ran[0] == ("pip", "install", "--requirement", str(newer))


def test_what_cannot_be_installed_is_said_and_tried_again(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(*words: str) -> None:
        raise subprocess.CalledProcessError(2, words)

    with monkeypatch.context() as patch:
        patch.setattr(setup_and_run, "pip", offline)
        assert setup_and_run.main([]) == 2
    assert capsys.readouterr().err.endswith("没有装成。看看上面最后几行；多半是网络不通，连上网再试一次。\n")
    setup_and_run.PYTHON.touch()
    assert setup_and_run.main([]) == 7
    assert ran[0][:2] == ("pip", "install")


def test_an_old_python_is_told_which_one_is_needed(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup_and_run, "OLDEST", (99, 0))
    assert setup_and_run.main([]) == 1
    assert capsys.readouterr().err.startswith("需要 Python 99.0 或更新的版本，现在是 3.")
    assert ran == []


def test_what_it_runs_knows_what_was_typed(capfd: pytest.CaptureFixture[str]) -> None:
    """So that messages name commands as the README for staff teaches them."""
    program = "from generator.problem import to_type; print(to_type('serve'))"
    assert setup_and_run.run(sys.executable, "-c", program) == 0
    assert capfd.readouterr().out == f"{setup_and_run.TYPED} serve\n"
    readme = (setup_and_run.ROOT / "README.zh-CN.md").read_text("utf-8")
    assert f"`{setup_and_run.TYPED}`" in readme
