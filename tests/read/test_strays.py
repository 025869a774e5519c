"""Files that no handbook is made of: passed over where a system put them there, named where a person did."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.journey import check
from generator.problem import Problem
from generator.read import listing
from generator.read.strays import strays

FOLDERS = ("content", "content/rules", "content/calendar", "committees", "committees/old-street")


def told(root: Path) -> list[tuple[str, str, str]]:
    """Rule, severity and file of each problem."""
    return [(problem.rule, problem.severity, problem.location.file) for problem in check(root)]


def the_stray(root: Path, name: str, content: str = "x") -> Problem:
    """What is said of one more file."""
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(content, "utf-8")
    (problem,) = check(root)
    assert problem in strays(root)
    assert (problem.rule, problem.severity, problem.location.file) == ("D091", "warning", name)
    return problem


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_systems_leave_behind_is_passed_over(example: Path, folder: str) -> None:
    """Lock files, thumbnails, drafts: whoever looks into the folder does not see them either."""
    names = ("~$lunch.md", "~$committee.yml", ".~lock.meeting.md#", "Thumbs.db", ".DS_Store", "desktop.ini", "._x.md")
    for name in (*names, "~WRL0001.tmp", "lunch.md~", ".lunch.md.swp"):
        (example / folder / name).write_text("x", "utf-8")
    (example / folder / "__MACOSX").mkdir()
    (example / folder / "$RECYCLE.BIN").mkdir()
    assert told(example) == []


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("content/rules/meeting - 副本.md", "content/rules/meeting.md"),
        ("content/rules/meeting - 副本 (2).md", "content/rules/meeting.md"),
        ("content/rules/meeting (1).md", "content/rules/meeting.md"),
        ("content/rules/meeting（1）.md", "content/rules/meeting.md"),
        ("content/rules/meeting 2.md", "content/rules/meeting.md"),
        ("content/rules/meeting的副本.md", "content/rules/meeting.md"),
        ("content/rules/副本 meeting.md", "content/rules/meeting.md"),
        ("content/rules/Copy of meeting.md", "content/rules/meeting.md"),
        ("content/calendar/2026 - 副本.yml", "content/calendar/2026.yml"),
        ("content/policy - 副本.yml", "content/policy.yml"),
        ("committees/old-street/hours - 副本.yml", "committees/old-street/hours.yml"),
        ("committees/old-street/hours - Copy.yml", "committees/old-street/hours.yml"),
        ("committees/old-street/committee (1).yml", "committees/old-street/committee.yml"),
    ],
)
def test_a_copy_is_named_with_its_original(example: Path, name: str, original: str) -> None:
    """Whoever edits the copy wonders why nothing changes."""
    problem = the_stray(example, name)
    assert "是副本" in problem.message
    assert f"“{original}”" in problem.hint


@pytest.mark.parametrize(
    "name", ["content/rules/新建文本文档.txt", "content/新建 文本文档.txt", "committees/新建文件夹.txt"]
)
def test_what_was_made_and_never_named(example: Path, name: str) -> None:
    assert "没有改名" in the_stray(example, name).message


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("content/Policy.yml", "改名为“policy.yml”"),
        ("content/policy.yaml", "改名为“policy.yml”"),
        ("committees/old-street/hours.yml.txt", "改名为“hours.yml”"),
        ("committees/old-street/hours2.yml", "这里只读"),
        ("content/rules/pets.docx", "只改后缀没有用：打开它，把内容抄进“pets.md”"),
        ("committees/old-street/hours.xlsx", "抄进“hours.yml”"),
        ("committees/old-street/committee.docx", "抄进“committee.yml”"),
        ("content/calendar/2028.et", "抄进“2028.yml”"),
        ("content/rules/pets.md.txt", "“pets.md”"),
        ("content/rules/pets.MD", "“pets.md”"),
        ("content/calendar/2028.yaml", "“2028.yml”"),
    ],
)
def test_a_name_that_is_nearly_right(example: Path, name: str, hint: str) -> None:
    assert hint in the_stray(example, name).hint


@pytest.mark.parametrize("name", ["committees/说明.txt", "committees/old-street/大厅.jpg", "content/资料来源.docx"])
def test_what_nobody_takes_for_a_part_of_the_handbook(example: Path, name: str) -> None:
    """Notes and pictures of one's own."""
    (example / name).write_text("x", "utf-8")
    assert told(example) == []


def test_a_missing_file_that_lies_beside_under_another_name(example: Path) -> None:
    """Notepad adds .txt, and Windows does not show it."""
    for name, other in (
        ("committees/old-street/committee.yml", "committees/old-street/committee.yml.txt"),
        ("committees/sunny-garden/hours.yml", "committees/sunny-garden/hours - 副本.yml"),
        ("content/rules/meeting.md", "content/rules/Meeting.md"),
    ):
        (example / name).rename(example / other)
    hints = {problem.location.file: problem.hint for problem in check(example) if problem.rule in ("D034", "D030")}
    assert "“committee.yml.txt”：把它改名为“committee.yml”" in hints["committees/old-street/committee.yml"]
    assert "“hours - 副本.yml”" in hints["committees/sunny-garden/hours.yml"]
    assert "“Meeting.md”" in hints["content/contents.yml"]


def test_a_folder_within_a_folder_of_texts(example: Path) -> None:
    """It cannot be renamed to a text."""
    (example / "content/rules/旧的").mkdir()
    (problem,) = check(example)
    assert problem.hint.startswith("里面的文件移到 content/rules")


def test_a_missing_file_that_was_saved_by_excel(example: Path) -> None:
    """To call a workbook `.yml` makes no text of it."""
    (example / "committees/old-street/hours.yml").rename(example / "committees/old-street/hours.xlsx")
    hints = [problem.hint for problem in check(example) if problem.rule == "D034"]
    assert hints and hints[0].startswith("旁边有“hours.xlsx”。只改后缀没有用")


def test_a_text_whose_name_is_no_address(example: Path) -> None:
    """To list it would only lead to the next complaint."""
    (example / "content/rules/宠物.md").write_text("---\n---\n", "utf-8")
    (problem,) = check(example)
    assert (problem.rule, problem.location.file) == ("D092", "content/rules/宠物.md")
    assert "content/rules/pets.md" in problem.hint


def test_a_copied_committee_is_told_to_be_one(example: Path) -> None:
    (example / "committees/old-street - 副本").mkdir()
    (problem,) = check(example)
    assert (problem.rule, problem.location.file) == ("D032", "committees/old-street - 副本")
    assert problem.hint.startswith("这是副本")


@pytest.mark.parametrize(
    "name", ["lunch.md", "lantian-2", "a1.md", "2026.yml", "copy-shop.md", "新村.md", "老街（东）.md"]
)
def test_names_that_are_no_copies(name: str) -> None:
    assert not listing.is_copy(name) and not listing.is_system(name)
