"""Every file in bad/ is complained about exactly as the file itself says.

A file takes the place of one of the example's files, which its folder names. An expected complaint is a comment on
its line: `# text` in YAML, `<!-- text -->` in Markdown. Each part between `|` must be in the message or the hint; ` # `
begins a second complaint. Where a comment cannot stand on its line, a line of its own says `# 第 3 行：text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tools import templates_to_edit

from generator.check.judge import check_handbook
from generator.check.policy.clauses import SUMMARY_RULES
from generator.problem import HandbookError, Problem, in_order
from generator.read.files import load

BAD = Path(__file__).parent / "bad"

PLACES = {
    "calendar": "content/calendar/2027.yml",
    "codes": "committees/old-street/codes.yml",
    "committee": "committees/old-street/committee.yml",
    "contents": "content/contents.yml",
    "dissolved": "committees/former/dissolved.yml",
    "forms": "content/forms/diary.md",
    "hours": "committees/old-street/hours.yml",
    "pages": "content/pages.yml",
    "policy_text": "content/policy.md",
    "pinyin": "templates/shared/pinyin.yml",
    "records": "committees/old-street/records.yml",
    "register": "committees/old-street/register.yml",
    "retired": "content/retired.yml",
    "rooms": "committees/old-street/rooms.yml",
    "services": "content/services/lunch.md",
    "site": "site_config.yml",
}

BESIDE = {"dissolved": ("committees/former/codes.yml", "codes: []\neditions: []\n")}
"""What must stand beside a bad file, by its folder: a file of the example's, and what it holds."""

FILES = sorted(path for path in BAD.rglob("*") if path.is_file())


def expected(text: str, markdown: bool) -> Iterator[tuple[int, str]]:
    """Line and words of each complaint that a bad file asks for."""
    in_yaml = not markdown or text.startswith("---\n")
    for number, line in enumerate(text.splitlines(), 1):
        if markdown and number > 1 and line == "---":
            in_yaml = False
        elif not in_yaml:
            yield from ((number, words) for words in re.findall(r"<!-- (.*?) -->", line))
        elif elsewhere := re.match(r"# 第 (\d+) 行：(.*)", line):
            yield int(elsewhere[1]), elsewhere[2]
        else:
            yield from ((number, words) for words in re.split(r"(?:^|\s)# ", line)[1:])


def complaints(root: Path) -> list[Problem]:
    """What the program says about the handbook in `root`; rules that sum up others speak whenever they do."""
    try:
        return [problem for problem in in_order(check_handbook(load(root))) if not by_the_way(problem)]
    except HandbookError as error:
        return list(error.problems)


def by_the_way(problem: Problem) -> bool:
    """Whether a rule that sums up or counts committees says it, or it is of the comments in which bad files speak."""
    return problem.rule in (*SUMMARY_RULES, "G1") or (problem.rule == "D027" and "算备注" in problem.message)


def says(problem: Problem, words: str) -> bool:
    """Whether each part of the words is in the problem's message or hint."""
    return all(part in problem.message or part in problem.hint for part in words.split(" | "))


@contextmanager
def standing_in(place: Path, text: str) -> Iterator[None]:
    """A file holds this text for a while, then what it held before."""
    before = place.read_bytes() if place.exists() else None
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        if before is None:
            place.unlink()
            if not any(place.parent.iterdir()):
                place.parent.rmdir()
        else:
            place.write_bytes(before)


@pytest.fixture(scope="module")
def root(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the example for all bad files, since copying takes longer than reading; the templates are its own."""
    copied = copy_example(tmp_path_factory.mktemp("bad"))
    templates_to_edit(copied)
    return copied


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BAD).as_posix())
def test_bad(path: Path, root: Path) -> None:
    """The complaints are those the file asks for, line by line, and no others anywhere."""
    place = PLACES[path.parent.name]
    text = path.read_text(encoding="utf-8")
    with ExitStack() as files:
        if beside := BESIDE.get(path.parent.name):
            files.enter_context(standing_in(root / beside[0], beside[1]))
        files.enter_context(standing_in(root / place, text))
        found = complaints(root)
    wanted = sorted(expected(text, path.suffix == ".md"))
    assert wanted
    assert [(problem.location.file, problem.location.line) for problem in found] == [
        (place, line) for line, _ in wanted
    ]
    unsaid = list(found)
    for line, words in wanted:
        fits = [problem for problem in unsaid if problem.location.line == line and says(problem, words.strip())]
        assert fits, f"第 {line} 行没有说“{words}”：{[problem.text() for problem in found]}"
        unsaid.remove(fits[0])


def test_good_files_are_not_complained_about(root: Path) -> None:
    """With no bad file in it, the example is silent; so each complaint above is the bad file's doing."""
    assert complaints(root) == []


def test_every_folder_is_tried() -> None:
    """No folder of bad/ is without files, and none without a place in the example."""
    assert {path.parent.name for path in FILES} == set(PLACES)
