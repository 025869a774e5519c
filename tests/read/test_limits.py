"""What is missing, too deep or no file of its kind is told at its place, and what 长期 means."""

from __future__ import annotations

import datetime
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools import edit, templates_to_edit

from generator.build.earlier import nothing_changed
from generator.build.inputs import Sources
from generator.build.request import Request
from generator.duty.days import Year
from generator.journey import check
from generator.model.content import Calendar
from generator.problem import Problem
from generator.read.committee_names import committee_names
from generator.read.files import load
from generator.text.chinese import date
from generator.website.mkdocs import watched

SNAPSHOT = "committees/sunny-garden/editions/1.json"


def told(root: Path) -> list[tuple[str, str]]:
    """The rule and the file of every problem."""
    return [(problem.rule, problem.location.file) for problem in check(root)]


@pytest.mark.parametrize(
    "content",
    ["[" * 200_000, '{"a":' * 900 + "1" + "}" * 900, '"\\ud800"', "9" * 5000, "", "{", "\ufeff\ufeff{}"],
    ids=["brackets", "groups", "half a character", "digits", "nothing", "open", "marks"],
)
def test_a_snapshot_that_is_none(example: Path, content: str) -> None:
    (example / SNAPSHOT).parent.mkdir(exist_ok=True)
    (example / SNAPSHOT).write_text(content, encoding="utf-8")
    assert told(example) == [("D070", SNAPSHOT)]


@pytest.mark.parametrize(
    ("gone", "file", "rule"),
    [
        ("templates", "templates/shared/words.yml", "D034"),
        ("templates/shared/look.yml", "templates/shared/look.yml", "D034"),
        ("templates/shared/labels.yml", "templates/shared/labels.yml", "D034"),
        ("templates/fonts", "templates/fonts/coverage.txt", "D067"),
    ],
)
def test_templates_that_are_not_there(example: Path, gone: str, file: str, rule: str) -> None:
    templates_to_edit(example)
    path = example / gone
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    assert (rule, file) in told(example)


def test_fonts_that_are_none(example: Path) -> None:
    """Each is told by its name, at the setting that names their folder."""
    edit(example / "site_config.yml", "demonstration: 是", "demonstration: 是\n      fonts: more/fonts")
    (example / "more/fonts").mkdir(parents=True)
    (example / "more/fonts/a.ttf").write_bytes(b"not a font")
    (example / "more/fonts/b.OTF").write_bytes(b"")
    problems: list[Problem] = list(check(example))
    assert [problem.rule for problem in problems] == ["D067", "D067"]
    assert ["more/fonts/a.ttf" in problems[0].message, "more/fonts/b.OTF" in problems[1].message] == [True, True]
    assert {problem.location.file for problem in problems} == {"site_config.yml"}


@pytest.mark.parametrize("link", ["more", "more/fonts", "more/fonts/deeper"])
def test_fonts_behind_a_link_are_not_looked_for(example: Path, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may lead to a whole disk, through which neither a check, a digest, Typst nor a preview shall walk."""
    edit(example / "site_config.yml", "demonstration: 是", "demonstration: 是\n      fonts: more/fonts")
    walked: list[str] = []
    walk = os.walk
    monkeypatch.setattr(
        os, "walk", lambda top, *more, **options: walked.append(str(top)) or walk(top, *more, **options)
    )
    monkeypatch.setattr(Path, "rglob", lambda self, pattern: walked.append(str(self)) or iter(()))
    elsewhere = example.parent / "elsewhere"
    (elsewhere / "fonts").mkdir(parents=True)
    (example / link).parent.mkdir(parents=True, exist_ok=True)
    (example / link).symlink_to(elsewhere, target_is_directory=True)
    (problem,) = check(example)
    assert (problem.rule, problem.message) == ("D067", f"“{link}”是链接，不知道通到哪里")
    assert Sources(example, "more/fonts").fonts == Sources(example).fonts
    assert str(example / "more/fonts") not in watched(example, "more/fonts")
    inside = {str(example / "more/fonts")} if link == "more/fonts/deeper" else set()
    assert {path for path in walked if "more" in path or "elsewhere" in path} == inside


@pytest.mark.parametrize("folder", ["/", "..", "a/../../b"])
def test_no_digest_and_no_preview_looks_for_fonts_elsewhere(example: Path, folder: str) -> None:
    """Whatever a spoilt memory or settings that are not read yet say."""
    assert Sources(example, folder).fonts == Sources(example).fonts
    assert watched(example, folder) == watched(example, None)


def test_a_path_that_is_too_long(example: Path) -> None:
    """The folder of the committee and the name of a service are each short enough, and both together are not."""
    before, service = "committees/old-street", "a" * 55
    (example / before).rename(example / "committees" / ("b" * 40))
    (example / "content/services/lunch.md").rename(example / f"content/services/{service}.md")
    for path in [*example.glob("c*/**/*.yml"), *example.glob("content/**/*.md")]:
        if "codes.yml" not in path.name:
            path.write_text(path.read_text("utf-8").replace("lunch", service).replace("old-street", "b" * 40), "utf-8")
    (example / "committees/sunny-garden/codes.yml").unlink()
    problems = [problem for problem in check(example) if problem.rule == "D068"]
    assert [problem.location.file for problem in problems] == [f"committees/{'b' * 40}/committee.yml"]
    assert "最多100个" in problems[0].message


def test_for_ever(example: Path) -> None:
    """A service that is valid for ever has no last day; what must have one says 长期."""
    edit(example / "content/services/lunch.md", "valid_until: 2027-12-31", "valid_until: 9999-12-31")
    register = example / "committees/old-street/register.yml"
    edit(register, "valid_until: 2027-04-30", "valid_until: 9999-12-31")
    assert not [problem for problem in check(example) if problem.severity == "error"]
    handbook = load(example)
    assert handbook.services["lunch"].valid_until is None
    board = next(own for own in handbook.committees if own.slug == "old-street").register.boards[0]
    assert board.valid_until and date(board.valid_until) == "长期"


def test_a_holiday_of_three_centuries_is_one_year_of_it() -> None:
    day = datetime.date
    calendar = Calendar(
        year=2026,
        document="示例",
        checked=day(2026, 1, 1),
        holidays=({"name": "假", "begins": day(1900, 1, 1), "ends": day(2199, 12, 31)},),  # type: ignore[arg-type]
    )
    assert len(Year(calendar).holidays) == 365


# --- what is no file -------------------------------------------------------------------------------------------------

FILES = (
    "site_config.yml",
    "content/policy.yml",
    "content/retired.yml",
    "content/services/lunch.md",
    "content/calendar/2027.yml",
    "committees/old-street/committee.yml",
    "committees/old-street/register.yml",
    "committees/old-street/codes.yml",
    "committees/old-street/dissolved.yml",
    SNAPSHOT,
)


def pipe(path: Path) -> None:
    """Make a pipe into which nobody writes."""
    os.mkfifo(path)


def zeros(path: Path) -> None:
    """Make a link to a device that never ends."""
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize(
    ("name", "make"),
    [*((name, pipe) for name in FILES), *((name, make) for name in FILES[-4:] for make in (zeros, Path.mkdir))],
)
def test_what_is_no_file_is_named_and_keeps_nobody_waiting(
    example: Path, name: str, make: Callable[[Path], None]
) -> None:
    """Be it one that there need not be: else a ledger that cannot be read would be taken for none, and be replaced."""
    path = example / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    linked = path.is_symlink() and path.name == "codes.yml"
    assert ("D032" if linked else "D034", name) in told(example)
    assert not nothing_changed(Request(example, example / "build", ("forms",)))


@pytest.mark.parametrize("name", ["site_config.yml", "content/services/lunch.md", SNAPSHOT])
def test_a_file_far_too_large_is_named_before_it_is_read(example: Path, name: str) -> None:
    path = example / name
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as hole:
        hole.truncate(20_000_000_000)
    assert ("D001", name) in told(example)


def test_whose_file_is_far_too_large_has_no_name(example: Path) -> None:
    with (example / "committees/old-street/committee.yml").open("wb") as hole:
        hole.truncate(20_000_000_000)
    assert committee_names(example) == {"sunny-garden": "阳光花园"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_file_that_cannot_be_opened_is_named(example: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "committees/old-street/register.yml"
    real = os.open

    def refuse(path: Any, *how: Any, **more: Any) -> int:
        if Path(path) == example / name:
            raise OSError(number, "no", str(path))
        return real(path, *how, **more)

    monkeypatch.setattr(os, "open", refuse)
    (problem,) = check(example)
    assert (problem.rule, problem.location.file, problem.message) == ("D034", name, "这个文件打不开")
