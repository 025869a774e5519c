"""`handbook` itself: its help, its version, how it starts, and how it is completed in a shell."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from tools import typed

from generator import __main__ as starting
from generator import __version__, journey
from generator.cli import command
from generator.cli.main import COMMANDS, main
from generator.disk.reading import NotAFile


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    command = [sys.executable, "-m", "generator", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


def test_help_names_every_command_in_order_and_what_it_does() -> None:
    code, out, err = typed("--help")
    assert (code, err) == (0, "")
    assert "  居民区手册：一份数据，做出网站、规章制度汇编和宣传栏。\n" in out
    listed = [line.split() for line in out.partition("命令：\n")[2].splitlines()]
    assert listed == [[name, *command.get_short_help_str().split()] for name, command in COMMANDS.items()]


def test_the_program_says_its_version() -> None:
    assert typed("--version") == (0, f"handbook {__version__}\n", "")


def test_it_runs_as_a_module() -> None:
    assert run("--version").stdout.decode().split() == ["handbook", __version__]


@pytest.mark.parametrize(("started", "typed_so"), [("", "python -m generator"), ("py -m generator.setup_and_run",) * 2])
def test_it_is_called_as_it_was_started(started: str, typed_so: str) -> None:
    """Whoever typed `py -m …` is told to type that again."""
    said = run("biuld", HANDBOOK_STARTED_AS=started).stderr.decode()
    assert said.startswith(f"用法：{typed_so} [选项] 命令")
    assert f"看 {typed_so} --help" in said
    assert f"用法：{typed_so} status [选项]" in run("status", "--help", HANDBOOK_STARTED_AS=started).stdout.decode()


def test_no_message_of_ours_names_another_program() -> None:
    """Commands in messages go through `to_type`."""
    program = Path(__file__).parents[2] / "generator"
    strings = re.compile(r'"[^"\n]*\bhandbook (?:check|build|issue|status|serve)\b[^"\n]*"')
    sources = {path: path.read_text("utf-8") for path in program.rglob("*.py")}
    said = {text for source in sources.values() for text in strings.findall(source) if not text.isascii()}
    assert said == set()


def test_without_a_command_the_help_is_shown_as_a_mistake() -> None:
    assert typed() == (2, "", typed("--help")[1])


def test_help_imports_nothing_but_click() -> None:
    """So that it answers at once."""
    program = "import sys; import generator.cli.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout
    libraries = {name.partition(".")[0] for name in loaded.split()} - set(sys.stdlib_module_names)
    assert {name for name in libraries if not name.startswith("_")} <= {
        "click",
        "colorama",
        "generator",
        "sitecustomize",
    }


@pytest.mark.parametrize("words", [["--help"], ["chek"], ["build", "--help"], ["check", "--nonsense"]])
def test_it_writes_utf8_whatever_the_console(words: list[str]) -> None:
    finished = run(*words, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "用法：" in (finished.stdout or finished.stderr).decode("utf-8")


def test_whoever_stops_it_is_told_so(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journey, "check", interrupted)
    assert typed("check", "--root", example) == (130, "", "\n已经停下。\n")


@pytest.mark.parametrize("library", ["click", "pydantic", "typst"])
def test_whoever_stops_it_while_it_starts_is_told_so_in_one_line(example: Path, tmp_path: Path, library: str) -> None:
    (tmp_path / "early").mkdir()
    (tmp_path / f"early/{library}.py").write_text("raise KeyboardInterrupt\n")
    path = os.pathsep.join([str(tmp_path / "early"), os.environ.get("PYTHONPATH", "")])
    stopped = run("build", "forms", "--root", example, "--jobs", "1", PYTHONPATH=path)
    assert (stopped.returncode, stopped.stderr.decode("utf-8").split()) == (130, ["已经停下。"])


def test_the_command_is_what_runs_as_a_module(repository: Path) -> None:
    scripts = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"handbook": f"generator.__main__:{starting.run.__name__}"}


@pytest.mark.skipif(os.name == "nt", reason="signals are Unix's")
def test_whoever_stops_workers_is_told_so_once_and_none_is_left(example: Path) -> None:
    """Ctrl-C reaches every process of a terminal, those that have just begun among them."""
    command = [sys.executable, "-m", "generator", "build", "rulebook", "board", "--root", str(example), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True) as process:
        end = time.monotonic() + 60
        while not list(example.glob(".build.work-*/new")) and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    # Python itself ends by the signal, which a shell calls 130 too, where that came while it made a class
    assert process.returncode in (130, -signal.SIGINT)
    assert said.split()[-1:] == ["已经停下。"]
    assert "Traceback" not in said and "KeyboardInterrupt" not in said
    with pytest.raises(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(process.pid, 0)
            time.sleep(0.1)
    assert not (example / "build").exists()


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("handbook st", ["plain,status"]),
        ("handbook build ruleb", ["plain,rulebook", "plain,rulebook-large"]),
        ("handbook issue codes", ["plain,codesheet"]),
        ("handbook issue repor", []),
        ("handbook check --ro", ["plain,--root"]),
        ("handbook check --root co", ["dir,co"]),
        ("handbook status --pdf re", ["file,re"]),
        ("handbook check --format g", ["plain,github"]),
    ],
)
def test_a_shell_completes_words(
    words: str, completed: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_HANDBOOK_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    with pytest.raises(SystemExit):
        main(prog_name="handbook")
    assert capsys.readouterr().out.split()[: len(completed) or 1] == completed


NOWHERE = (["status", "--pdf", "/nowhere/at/all.pdf"], ["build", "board", "--to", "/proc/build"])


@pytest.mark.parametrize("words", NOWHERE, ids=lambda words: words[0])
def test_a_folder_that_is_not_to_be_had_is_told_by_its_name(example: Path, words: list[str]) -> None:
    code, _, said = typed(*words, "--root", example)
    assert code == 1
    assert "这个文件夹不在" in said.splitlines()[-1]
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("windows", "length", "why"),
    [(True, 260, "的路径太长了"), (True, 9, "这个文件夹不在"), (False, 260, "这个文件夹不在")],
)
def test_a_path_that_is_too_long_for_windows_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch, windows: bool, length: int, why: str
) -> None:
    monkeypatch.setattr(command, "WINDOWS", windows)
    assert why in command.obstacle(FileNotFoundError(errno.ENOENT, "no", "a/" + "b" * length))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_on_a_full_disk_one_is_to_make_room(number: int) -> None:
    told = command.obstacle(OSError(number, "full", "books/codes.yml"))
    assert told.startswith("“books”所在的磁盘") and told.endswith("先腾出地方，再做一次")


def test_what_is_no_file_is_named() -> None:
    assert command.obstacle(NotAFile(errno.EINVAL, "no", "a/pipe")).startswith("“a/pipe”不是文件")


def test_an_option_of_a_command_before_the_command_is_sent_behind_it(example: Path) -> None:
    code, _, said = typed("--root", example, "check")
    assert (code, said.splitlines()[-1]) == (2, "错误：“--root”写在命令后面：handbook check --root ……")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_help_page_for_which_there_is_no_room_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "generator", "build", "--help"]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith("错误：有一个文件夹所在的磁盘满了")
