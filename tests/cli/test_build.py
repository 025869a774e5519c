"""`handbook build`: what it says of what it made, and when it makes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tools import edit, tree, typed

from generator.products.plan import plan
from generator.read.files import load

COMMITTEE = "committees/old-street/committee.yml"


def test_build_says_what_it_made_on_stdout_and_the_rest_on_stderr(example: Path) -> None:
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    code, out, err = typed("build", "board", "--root", example, "--jobs", "1")
    first, _, *files = out.splitlines()
    assert (code, first) == (0, f"{example / 'build'}/")
    assert [line.split()[0] for line in files] == ["board/old-street.pdf", "board/sunny-garden.pdf"]
    assert "警告 [G1]" in err
    assert "制作 2/2" in err


def test_build_says_the_website_in_one_line(example: Path, tmp_path: Path) -> None:
    code, out, _ = typed("build", "website", "--root", example, "--to", tmp_path / "out")
    files = len(tree(tmp_path / "out" / "website"))
    assert files > 120
    assert (code, out) == (0, f"{tmp_path / 'out' / 'website'}/  {files} 个文件\n")
    assert not (example / "build").exists()


def test_build_says_when_there_is_nothing_to_do(example: Path) -> None:
    typed("build", "board", "--root", example, "--jobs", "1")
    assert typed("build", "board", "--root", example) == (0, "", "没有变化，成品是最新的。\n")
    code, out, _ = typed("build", "board", "--root", example, "--jobs", "1", "--no-cache")
    assert (code, out.count("\n")) == (0, 4)


def test_a_file_that_was_put_in_the_place_of_a_product_is_kept_and_told(example: Path) -> None:
    words = ("build", "forms", "--root", example, "--jobs", "1")
    typed(*words)
    (example / "build/forms/old-street.pdf").write_bytes(b"scan")
    (example / "build/prints.csv").write_text("my notes", "utf-8")
    code, _, err = typed(*words)
    assert code == 0
    assert "警告 [D060] forms/old-street.pdf、prints.csv不是程序做的那一份了" in err
    assert tree(example / "build/不是程序做的") == {"forms/old-street.pdf": b"scan", "prints.csv": b"my notes"}
    assert (example / "build/forms/old-street.pdf").read_bytes().startswith(b"%PDF-")
    assert typed(*words) == (0, "", "没有变化，成品是最新的。\n")
    assert "D060" not in typed(*words, "--no-cache")[2]
    assert tree(example / "build/不是程序做的").keys() == {"forms/old-street.pdf", "prints.csv"}


def test_build_narrows_to_committees(example: Path) -> None:
    code, out, _ = typed("build", "board", "--root", example, "--committee", "old-street", "--jobs", "1")
    assert (code, out.splitlines()[2].split()[0], out.count("\n")) == (0, "board/old-street.pdf", 3)


def test_a_failed_build_says_so_and_exits_1(example: Path) -> None:
    edit(example / COMMITTEE, "director: 孙示例", "director: 孙示列")
    code, out, err = typed("build", "--root", example, "--strict")
    assert (code, out) == (1, "")
    assert "错误 [D037]" in err
    assert err.endswith("没有做成；上一次的成品原样留着。\n")
    assert not (example / "build").exists()


@pytest.mark.parametrize("outputs", [["board"], ["website"], []])
@pytest.mark.parametrize("built", [False, True])
def test_an_unknown_committee_is_named_with_the_nearest(example: Path, outputs: list[str], built: bool) -> None:
    if built:
        assert typed("build", *outputs, "--root", example, "--jobs", "1")[0] == 0
    code, out, err = typed("build", *outputs, "--root", example, "--committee", "old-stret")
    assert (code, out) == (1, "")
    assert err.startswith(
        "committees:1:1: 错误 [D062] 没有叫“old-stret”的居委会文件夹\n    提示：是不是想写“old-street”？\n"
    )


@pytest.mark.parametrize("name", ["老街", "老街居委会", "老街社区居民委员会", "old-street"])
def test_a_committee_is_known_by_its_name(example: Path, name: str) -> None:
    code, out, _ = typed("build", "forms", "--root", example, "--committee", name, "--jobs", "1")
    assert (code, "forms/old-street.pdf" in out, "sunny-garden" in out) == (0, True, False)


def test_a_name_that_is_misspelt_is_told_with_the_nearest_name(example: Path) -> None:
    code, _, err = typed("build", "forms", "--root", example, "--committee", "阳光花圆居委会")
    assert (code, "没有叫“阳光花圆居委会”的居委会文件夹\n    提示：是不是想写“阳光花园”？" in err) == (1, True)


def test_locked_tells_what_to_do(example: Path) -> None:
    code, out, err = typed("build", "board", "--root", example, "--locked")
    new = len(plan(load(example), ()).committees["old-street"].codes)
    assert (code, out) == (1, "")
    assert err.startswith(
        f"committees/old-street/codes.yml:1:1: 错误 [D061] 有 {new} 个新编码还没有写进台账\n    提示：不带 --locked"
    )


@pytest.mark.parametrize(("word", "hint"), [("rulebok", "是不是想写“rulebook”？"), ("zzz", "这里可以写：website、")])
def test_a_product_that_there_is_not_is_named_with_the_nearest(example: Path, word: str, hint: str) -> None:
    code, out, err = typed("build", "board", word, "--root", example)
    assert (code, out) == (2, "")
    assert f"错误：没有“{word}”这种成品，{hint}" in err
    assert not (example / "build").exists()


def test_a_product_named_twice_is_made_once(example: Path) -> None:
    code, out, _ = typed("build", "forms", "forms", "--root", example, "--committee", "old-street", "--jobs", "1")
    assert (code, out.count("forms/old-street.pdf")) == (0, 1)


def test_a_named_build_in_which_nothing_changed_imports_nothing_slow(example: Path) -> None:
    assert typed("build", "forms", "--root", example, "--jobs", "1")[0] == 0
    program = (
        "import sys; from generator.cli.main import main; "
        "main(['build', 'forms', '--root', sys.argv[1]], standalone_mode=False); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, example], capture_output=True, encoding="utf-8", check=True)
    assert run.stderr == "没有变化，成品是最新的。\n"
    assert {"pydantic", "yaml", "mkdocs", "typst", "generator.model", "generator.products.catalogue"} & set(
        run.stdout.split()
    ) == set()


def test_a_build_that_is_a_circle_of_links_is_named(example: Path) -> None:
    (example / "build").symlink_to("build")
    assert typed("check", "--root", example)[0] == 0
    code, out, err = typed("build", "plates", "--root", example, "--jobs", "1")
    assert (code, out) == (1, "")
    assert f"{example / 'build'}:1:1: 错误 [D060] 这里的链接连成了一个圈" in err
    assert (example / "build").is_symlink()


def test_a_folder_that_is_too_deep_is_named(example: Path, tmp_path: Path) -> None:
    code, _, err = typed("build", "plates", "--root", example, "--to", tmp_path.joinpath(*"x" * 1500))
    assert code == 2
    assert "--to：文件夹套得太深，超过了 200 层" in err
