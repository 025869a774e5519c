"""A file of 50 megabytes, and one of the worst megabyte there is, are told in seconds and take little memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import edit, templates_to_edit

from generator.check.citations import check_citations
from generator.journey import check
from generator.model.committee import Profile
from generator.problem import HandbookError
from generator.read import validation
from generator.read.files import load

resource = pytest.importorskip("resource")

SIZE = 50_000_000
SECONDS, MEGABYTES = 10, 500
"""What reading may take: of the processor's time, whatever other work the machine has; it takes a second or two."""


@pytest.fixture(scope="module")
def root(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the example, with templates and a folder of fonts of its own."""
    copied = copy_example(tmp_path_factory.mktemp("large"))
    templates = templates_to_edit(copied)
    fonts = (templates / "fonts").resolve()
    (templates / "fonts").unlink()
    (templates / "fonts").mkdir()
    (templates / "fonts" / "coverage.txt").write_bytes((fonts / "coverage.txt").read_bytes())
    (copied / "more").mkdir()
    edit(copied / "site_config.yml", "demonstration: 是", "demonstration: 是\n      fonts: more")
    return copied


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("site_config.yml", "D001"),
        ("content/policy.yml", "D001"),
        ("content/retired.yml", "D001"),
        ("content/calendar/2026.yml", "D001"),
        ("content/rules/meeting.md", "D001"),
        ("committees/sunny-garden/codes.yml", "D001"),
        ("committees/sunny-garden/editions/1.json", "D001"),
        ("templates/shared/words.yml", "D001"),
        ("templates/shared/look.yml", "D001"),
        ("templates/website/home.html", "D001"),
        ("templates/fonts/coverage.txt", "D067"),
        ("more/large.ttf", "D067"),
    ],
)
def test_fifty_megabytes(root: Path, file: str, rule: str) -> None:
    path = root / file
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as opened:
        opened.truncate(SIZE)
    begun, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        problems = check(root)
    finally:
        path.write_bytes(before) if before is not None else path.unlink()
    told = {problem.location.file for problem in problems if problem.rule == rule}
    assert told == {file if file != "more/large.ttf" else "site_config.yml"}
    assert time.process_time() - begun < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024 < MEGABYTES


def test_a_law_of_fifty_megabytes(root: Path, tmp_path: Path) -> None:
    with (tmp_path / "某法.md").open("wb") as opened:
        opened.truncate(SIZE)
    problems = list(check_citations(load(root), tmp_path))
    assert any("超过了 5 MB" in problem.message for problem in problems)


WORST = {
    "a list of commas": "staff: [" + "x," * 480_000 + "]",
    "a list of lines": "staff:\n" + "- a\n" * 240_000,
    "groups": "staff: [" + "{}," * 320_000 + "]",
    "lists": "staff: [" + "[]," * 320_000 + "]",
    "forty thousand persons": "staff:\n" + "- {name: a, posts: []}\n" * 42_000,
    "keys": "".join(f"key{number}: x\n" for number in range(70_000)),
    "one key again and again": "name: x\n" * 120_000,
    "brackets": "[" * 999_000,
    "braces": "{a: " * 240_000,
    "dashes": "- " * 499_000,
    "anchors": "a: &x b\n" * 120_000,
    "aliases": "a: *x\n" * 160_000,
    "tags": "staff: [" + "!x y," * 190_000 + "]",
    "tabs": "\t" * 999_000,
    "colons": "：" * 300_000 + " : : a\n - b",
    "one text": "name: " + "a" * 999_000,
    "one key": "a" * 999_000 + ": b",
    "an open quote": 'name: "' + "a\n " * 300_000,
    "documents": "---\n" * 240_000,
    "blanks": " " * 999_000,
    "ends of lines": "\n" * 999_000,
}


@pytest.mark.parametrize("name", WORST)
def test_one_megabyte_of_the_worst(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(HandbookError) as told:
        validation.read(WORST[name].encode(), "committees/x/committee.yml", Profile)
    assert time.process_time() - begun < SECONDS
    assert all(len(problem.text()) < 1000 for problem in told.value.problems)
