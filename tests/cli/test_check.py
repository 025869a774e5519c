"""`handbook check`: what it finds, in three formats, and citations held against law texts."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tools import edit, line_of, tree, typed

from generator.cli.messages import EXPLAINED, annotation
from generator.problem import Location, Problem

COMMITTEE = "committees/old-street/committee.yml"


def test_check_finds_nothing_and_writes_nothing(example: Path) -> None:
    before = tree(example)
    assert typed("check", "--root", example) == (0, "", "没有发现问题。\n")
    assert tree(example) == before


def test_check_lists_every_problem_on_stderr_and_exits_1(example: Path) -> None:
    edit(example / COMMITTEE, 'number: "002"', 'number: "01"')
    edit(example / COMMITTEE, "director: 孙示例", "director: 孙示列")
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    code, out, err = typed("check", "--root", example)
    line = line_of(example / COMMITTEE, "孙示列")
    assert (code, out) == (1, "")
    assert (
        f"{COMMITTEE}:{line}:15: 错误 [D037] 工作人员名单里没有“孙示列”\n    提示：是不是想写“孙示例”？人走了的，"
        in err
    )
    assert "content/policy.yml:" in err
    assert err.endswith(f"处错误，1 处警告。{EXPLAINED}\n")


def test_a_warning_does_not_fail_a_check(example: Path) -> None:
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    code, out, err = typed("check", "--root", example)
    assert (code, out) == (0, "")
    assert "警告 [G1]" in err
    assert err.endswith(f"\n1 处警告。{EXPLAINED}\n")


def test_problems_as_json(example: Path) -> None:
    edit(example / COMMITTEE, "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    code, out, err = typed("check", "--root", example, "--format", "json")
    assert (code, err) == (1, "")
    (problem,) = json.loads(out)
    keys = ["rule", "severity", "file", "line", "column", "message", "hint", "clause", "committee", "stops"]
    assert list(problem) == keys
    assert problem["rule"] == "D012"
    assert problem["severity"] == "error"
    assert (problem["file"], problem["line"], problem["column"]) == (COMMITTEE, 3, 1)
    assert (problem["message"], problem["hint"]) == ("不认识“nmae”", "是不是想写“名称（name）”？")


def test_no_problems_as_json_are_an_empty_list(example: Path) -> None:
    assert typed("check", "--root", example, "--format", "json") == (0, "[]\n", "")


def test_problems_as_annotations(example: Path) -> None:
    edit(example / COMMITTEE, "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    assert typed("check", "--root", example, "--format", "github") == (
        1,
        f"::error file={COMMITTEE},line=3,col=1,title=D012::不认识“nmae” 是不是想写“名称（name）”？\n",
        "",
    )


@pytest.mark.parametrize(("severity", "word"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_an_annotation_stays_on_one_line(severity: str, word: str) -> None:
    problem = Problem(Location("a.yml", 2, 3), "D001", "100%\n坏", severity=severity)  # type: ignore[arg-type]
    assert annotation(problem) == f"::{word} file=a.yml,line=2,col=3,title=D001::100%25%0A坏"


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """A folder with one law: two articles, and the example's citations of it."""
    folder = tmp_path / "laws"
    folder.mkdir()
    text = "# 示例市养老服务条例\n\n第一条　本条例为示例。\n\n第二条　午饭要热。\n"
    (folder / "示例市养老服务条例.md").write_text(text, "utf-8")
    return folder


def test_citations_are_checked_against_a_folder_of_laws(example: Path, laws: Path) -> None:
    code, out, err = typed("check", "--root", example, "--laws", laws)
    assert (code, out) == (1, "")
    file = "content/services/lunch.md"
    line = line_of(example / file, "law: 示例市养老服务条例")
    assert f"{file}:{line}:5: 错误 [L12] 《示例市养老服务条例》只有2条，没有第二十条\n" in err
    assert "content/services/mediation.md:22:5: 警告 [L12] 没有收《人民调解法》\n" in err


def test_citations_that_hold_are_not_mentioned(example: Path, laws: Path) -> None:
    """Articles that are there, and the policy itself, which is no law."""
    for file in ("content/services/lunch.md", "content/lists.yml"):
        edit(example / file, "第二十条", "第二条")
    code, _, err = typed("check", "--root", example, "--laws", laws, "--format", "text")
    assert code == 0
    assert "错误" not in err
    assert "示例街道居委会规范建设的实施意见" not in err


def test_a_file_that_another_program_keeps_is_named(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows while it is open in WPS."""
    file, opened = example / "committees/old-street/hours.yml", os.open

    def kept(path: Any, *how: Any, **more: Any) -> int:
        if path == file:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(os, "open", kept)
    code, out, err = typed("check", "--root", example)
    assert (code, out) == (1, "")
    assert "committees/old-street/hours.yml:1:1: 错误 [D034] 这个文件打不开\n" in err
    assert "用着它的程序（Word、WPS、Excel）关掉再试" in err


def test_a_disk_that_keeps_something_else_is_told_in_chinese(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError("盘上的 a.pdf 和做出来的不一样")

    monkeypatch.setattr("generator.journey.check", failing)
    assert typed("check", "--root", example)[2].startswith("错误：没有做成：盘上的 a.pdf 和做出来的不一样。再做一次")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://127.0.0.1:9/", "连不上“https://127.0.0.1:9/”\n    提示：看看网络通不通、网址对不对，再试一次"),
        ("http://handbook.example/", "“http://handbook.example/”那里没有 build.json，或读不懂"),
    ],
)
def test_why_a_website_cannot_be_asked_is_told(example: Path, address: str, said: str) -> None:
    code, _, err = typed("check", "--root", example, "--published", address)
    assert (code, f"[D082] {said}" in err) == (1, True), err
