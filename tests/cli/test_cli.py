"""The command line: what goes to stdout and what to stderr, exit codes, formats, and words for mistakes of usage."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tools import edit, line_of, tree

from generator import __version__
from generator.cli import main
from generator.problem import Location, Problem
from generator.products.plan import OUTPUTS, plan
from generator.read.files import load

COMMITTEE = "committees/old-street/committee.yml"


def handbook(*arguments: str | Path) -> Result:
    """Run the command in this process."""
    result = CliRunner().invoke(main.main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def said(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


# --- help and usage --------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_what_it_does() -> None:
    result = handbook("--help")
    assert result.exit_code == 0
    assert "一份数据，做出网站、规章制度汇编和宣传栏" in result.stdout
    for name, command in main.main.commands.items():
        assert f"  {name} " in result.stdout
        assert command.help


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_every_command_has_help_and_every_option_words(command: str) -> None:
    result = handbook(command, "-h")
    assert result.exit_code == 0
    assert "--root" in result.stdout
    options = [option for option in main.main.commands[command].params if option.param_type_name == "option"]
    assert [option.name for option in options if not getattr(option, "help", None)] == []


def test_the_program_says_its_version() -> None:
    assert said(handbook("--version")) == (0, f"handbook, version {__version__}\n", "")


def test_it_runs_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "generator", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == f"handbook, version {__version__}\n"


def test_the_outputs_on_the_command_line_are_those_there_are() -> None:
    assert tuple(OUTPUTS) == main.OUTPUTS


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["build", "poster"],
        ["build", "--jobs", "0"],
        ["build", "--nonsense"],
        ["check", "--format", "xml"],
        ["check", "--root", "no/such/folder"],
    ],
)
def test_a_mistake_of_usage_exits_2(example: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(example)
    result = handbook(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_root_without_settings_is_a_mistake_of_usage(tmp_path: Path) -> None:
    result = handbook("check", "--root", tmp_path)
    assert result.exit_code == 2
    assert f"{tmp_path} 里没有 site_config.yml" in result.stderr


def test_no_handbook_around_is_a_mistake_of_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = handbook("check")
    assert result.exit_code == 2
    assert "这里和上层文件夹里都没有 site_config.yml；用 --root 指出手册所在的文件夹" in result.stderr


def test_the_handbook_is_found_upwards(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(example / "committees" / "old-street")
    assert said(handbook("check")) == (0, "", "没有发现问题。\n")


# --- check -----------------------------------------------------------------------------------------------------------


def test_check_finds_nothing_and_writes_nothing(example: Path) -> None:
    before = tree(example)
    assert said(handbook("check", "--root", example)) == (0, "", "没有发现问题。\n")
    assert tree(example) == before


def test_check_lists_every_problem_on_stderr_and_exits_1(example: Path) -> None:
    edit(example / COMMITTEE, 'number: "002"', 'number: "01"')
    edit(example / COMMITTEE, "director: 孙示例", "director: 孙示列")
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    code, out, err = said(handbook("check", "--root", example))
    line = line_of(example / COMMITTEE, "孙示列")
    assert (code, out) == (1, "")
    assert f"{COMMITTEE}:{line}:15: 错误 [D037] 工作人员名单里没有“孙示列”\n    提示：是不是想写“孙示例”？\n" in err
    assert "content/policy.yml:" in err
    assert err.endswith("处错误，1 处警告。\n")


def test_a_warning_does_not_fail_a_check(example: Path) -> None:
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    code, out, err = said(handbook("check", "--root", example))
    assert (code, out) == (0, "")
    assert "警告 [G1]" in err
    assert err.endswith("\n1 处警告。\n")


def test_problems_as_json(example: Path) -> None:
    edit(example / COMMITTEE, "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    code, out, err = said(handbook("check", "--root", example, "--format", "json"))
    assert (code, err) == (1, "")
    (found,) = json.loads(out)
    assert list(found) == ["rule", "severity", "file", "line", "column", "message", "hint", "clause", "committee"]
    assert found["rule"] == "D012"
    assert found["severity"] == "error"
    assert (found["file"], found["line"], found["column"]) == (COMMITTEE, 3, 1)
    assert (found["message"], found["hint"]) == ("不认识“nmae”", "是不是想写“name”？")


def test_no_problems_as_json_are_an_empty_list(example: Path) -> None:
    assert said(handbook("check", "--root", example, "--format", "json")) == (0, "[]\n", "")


def test_problems_as_annotations(example: Path) -> None:
    edit(example / COMMITTEE, "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    assert said(handbook("check", "--root", example, "--format", "github")) == (
        1,
        f"::error file={COMMITTEE},line=3,col=1,title=D012::不认识“nmae” 是不是想写“name”？\n",
        "",
    )


@pytest.mark.parametrize(("severity", "word"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_an_annotation_stays_on_one_line(severity: str, word: str) -> None:
    problem = Problem(Location("a.yml", 2, 3), "D001", "100%\n坏", severity=severity)  # type: ignore[arg-type]
    assert main.github(problem) == f"::{word} file=a.yml,line=2,col=3,title=D001::100%25%0A坏"


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """A folder with one law: two articles, and the example's citations of it."""
    folder = tmp_path / "laws"
    folder.mkdir()
    text = "# 示例市养老服务条例\n\n第一条　本条例为示例。\n\n第二条　午饭要热。\n"
    (folder / "示例市养老服务条例.md").write_text(text, "utf-8")
    return folder


def test_citations_are_checked_against_a_folder_of_laws(example: Path, laws: Path) -> None:
    code, out, err = said(handbook("check", "--root", example, "--laws", laws))
    assert (code, out) == (1, "")
    file = "content/services/lunch.md"
    line = line_of(example / file, "law: 示例市养老服务条例")
    assert f"{file}:{line}:5: 错误 [L12] 《示例市养老服务条例》只有2条，没有第二十条\n" in err
    assert "content/services/mediation.md:22:5: 警告 [L12] 没有收《人民调解法》\n" in err


def test_citations_that_hold_are_not_mentioned(example: Path, laws: Path) -> None:
    """Articles that are there, and the policy itself, which is no law."""
    for file in ("content/services/lunch.md", "content/lists.yml"):
        edit(example / file, "第二十条", "第二条")
    code, _, err = said(handbook("check", "--root", example, "--laws", laws, "--format", "text"))
    assert code == 0
    assert "错误" not in err
    assert "示例街道居委会规范建设的实施意见" not in err


def test_a_folder_of_laws_that_is_not_there_is_a_mistake_of_usage(example: Path) -> None:
    result = handbook("check", "--root", example, "--laws", example / "no-laws")
    assert (result.exit_code, result.stdout) == (2, "")


# --- build -----------------------------------------------------------------------------------------------------------


def test_build_says_what_it_made_on_stdout_and_the_rest_on_stderr(example: Path) -> None:
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    code, out, err = said(handbook("build", "board", "--root", example, "--jobs", "1"))
    first, _, *files = out.splitlines()
    assert (code, first) == (0, f"{example / 'build'}/")
    assert [line.split()[0] for line in files] == ["board/old-street.pdf", "board/sunny-garden.pdf"]
    assert "警告 [G1]" in err
    assert "制作 2/2" in err


def test_build_says_the_website_in_one_line(example: Path, tmp_path: Path) -> None:
    code, out, _ = said(handbook("build", "website", "--root", example, "--to", tmp_path / "out"))
    files = len(tree(tmp_path / "out" / "website"))
    assert files > 120
    assert (code, out) == (0, f"{tmp_path / 'out' / 'website'}/  {files} 个文件\n")
    assert not (example / "build").exists()


def test_build_says_when_there_is_nothing_to_do(example: Path) -> None:
    handbook("build", "board", "--root", example, "--jobs", "1")
    assert said(handbook("build", "board", "--root", example)) == (0, "", "没有变化，成品是最新的。\n")
    code, out, _ = said(handbook("build", "board", "--root", example, "--jobs", "1", "--no-cache"))
    assert (code, out.count("\n")) == (0, 4)


def test_build_narrows_to_committees(example: Path) -> None:
    code, out, _ = said(handbook("build", "board", "--root", example, "--committee", "old-street", "--jobs", "1"))
    assert (code, out.splitlines()[2].split()[0], out.count("\n")) == (0, "board/old-street.pdf", 3)


def test_a_failed_build_says_so_and_exits_1(example: Path) -> None:
    edit(example / COMMITTEE, "director: 孙示例", "director: 孙示列")
    code, out, err = said(handbook("build", "--root", example))
    assert (code, out) == (1, "")
    assert "错误 [D037]" in err
    assert err.endswith("没有做成；上一次的成品原样留着。\n")
    assert not (example / "build").exists()


@pytest.mark.parametrize("outputs", [["board"], ["website"], []])
@pytest.mark.parametrize("built", [False, True])
def test_an_unknown_committee_is_named_with_the_nearest(example: Path, outputs: list[str], built: bool) -> None:
    if built:
        assert handbook("build", *outputs, "--root", example, "--jobs", "1").exit_code == 0
    code, out, err = said(handbook("build", *outputs, "--root", example, "--committee", "old-stret"))
    assert (code, out) == (1, "")
    assert err.startswith(
        "committees:1:1: 错误 [D062] 没有叫“old-stret”的居委会文件夹\n    提示：是不是想写“old-street”？\n"
    )


def test_locked_tells_what_to_do(example: Path) -> None:
    code, out, err = said(handbook("build", "board", "--root", example, "--locked"))
    new = len(plan(load(example)).committees["old-street"].codes)
    assert (code, out) == (1, "")
    assert err.startswith(
        f"committees/old-street/codes.yml:1:1: 错误 [D061] 有 {new} 个新编码还没有写进台账\n    提示：不带 --locked"
    )
