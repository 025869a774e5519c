"""Every rule trips over the mistake its file in rules/ makes, at its line, and over nothing near it that is right.

A file is named after the rule. `bad` and `good` each name `edits` of the example: in `file`, `old` is there once and
becomes `new`; a file that is not there is made. What is bad is complained about `at` one line, named by its file and a
passage of it, in a message or hint that `says` these words, as gravely as the clause or as the file's own `severity`.
Rules named in `also` complain of the same mistake wherever they like. What is good is silent. `more` lists further
cases: each has a `bad`, a `good` or both, and may say in `what` which kind of mistake it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from tools import TESTS, line_of

from generator.check.finding import SEVERITIES
from generator.journey import check
from generator.problem import Problem, in_order
from generator.read.files import load

FILES = sorted((TESTS / "check" / "rules").glob("*.yml"))

WITHOUT_LAWS = "L12"
"""The rule that needs the texts of the laws, which do not lie by the example."""


class Edit(NamedTuple):
    """A passage of one of the example's files and what comes in its place."""

    file: str
    old: str
    new: str


def cases(half: str) -> list[Any]:
    """The `bad` or the `good` cases of all files, each with its rule: N7, N7-2 and so on."""
    found = []
    for path in FILES:
        first = yaml.safe_load(path.read_text("utf-8"))
        assert {"bad", "good"} <= {*first} <= {"bad", "good", "more"}, path
        for number, case in enumerate([first, *first.get("more", [])], 1):
            assert {*case} & {"bad", "good"}, f"{path}: {number}"
            if half in case:
                id = path.stem if number == 1 else f"{path.stem}-{number}"
                found.append(pytest.param(path.stem, case[half], id=id))
    return found


def edits_of(case: Mapping[str, Any]) -> list[Edit]:
    """The edits of one half of a file."""
    return [Edit(**edit) for edit in case["edits"]]


@contextmanager
def edited(root: Path, edits: list[Edit]) -> Iterator[None]:
    """The handbook in `root` with some passages changed, then as it was."""
    paths = {root / edit.file for edit in edits}
    before = {path: path.read_bytes() for path in paths if path.exists()}
    try:
        for edit in edits:
            if not (root / edit.file).exists():
                (root / edit.file).parent.mkdir(exist_ok=True)
                (root / edit.file).write_text(edit.new, "utf-8")
                continue
            text = (root / edit.file).read_text("utf-8")
            assert text.count(edit.old) == 1, f"“{edit.old}”在 {edit.file} 里有 {text.count(edit.old)} 处"
            (root / edit.file).write_text(text.replace(edit.old, edit.new), "utf-8")
        yield
    finally:
        for path, content in before.items():
            path.write_bytes(content)
        for path in paths - before.keys():
            path.unlink()
        for folder in {path.parent for path in paths - before.keys()}:
            if not any(folder.iterdir()):
                folder.rmdir()


def problems(root: Path) -> list[Problem]:
    """What the rules say of the handbook in `root`; that the laws' texts are wanting is left out."""
    from generator.check.judge import check_handbook

    found = in_order(check_handbook(load(root)))
    return [problem for problem in found if (problem.rule, problem.severity) != (WITHOUT_LAWS, "info")]


def of_rule(rule: str, also: list[str], found: list[Problem]) -> list[Problem]:
    """The problems a case is about: a rule that sums up others speaks whenever they do, and they when it does."""
    from generator.check.policy.clauses import SUMMARY_RULES

    if rule in SUMMARY_RULES:
        return [problem for problem in found if problem.rule == rule]
    assert {*also} <= {problem.rule for problem in found}, told(found)
    return [problem for problem in found if problem.rule not in (*SUMMARY_RULES, *also)]


def told(found: list[Problem]) -> str:
    """The problems as they are printed, for whoever reads why a test failed."""
    return "\n".join(problem.text() for problem in found) or "没有问题"


@pytest.fixture(scope="module")
def root(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the example for all rules, whose edited files are put back each time."""
    return copy_example(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize(("rule", "bad"), cases("bad"))
def test_a_rule_trips_over_its_mistake(rule: str, bad: dict[str, Any], root: Path) -> None:
    file, passage = bad["at"]
    clause = load(root).policy.requirements[rule]
    with edited(root, edits_of(bad)):
        found = of_rule(rule, bad.get("also", []), problems(root))
        line = line_of(root / file, passage)
    severity = SEVERITIES[bad.get("severity", clause.severity)]
    assert {(it.rule, it.severity, it.clause) for it in found} == {(rule, severity, clause.clause)}, told(found)
    assert {(it.location.file, it.location.line) for it in found} == {(file, line)}, told(found)
    assert any(bad["says"] in it.message or bad["says"] in it.hint for it in found), told(found)


@pytest.mark.parametrize(("rule", "good"), cases("good"))
def test_a_rule_is_silent_about_what_is_right(rule: str, good: dict[str, Any], root: Path) -> None:
    with edited(root, edits_of(good)):
        found = problems(root)
    assert not found, told(found)


def test_the_example_is_silent(root: Path) -> None:
    found = problems(root)
    assert not found, told(found)


def test_every_rule_is_met_in_the_example(root: Path) -> None:
    from generator.check.judge import judge

    handbook = load(root)
    met = {judged.requirement.id for judged in judge(handbook) if judged.finding.verdict == "met"}
    assert {*handbook.policy.requirements} - met <= {WITHOUT_LAWS}


def test_every_rule_says_something_of_every_committee(root: Path) -> None:
    from generator.check.policy.clauses import COMMITTEE_RULES, SUBDISTRICT_RULES

    handbook = load(root)
    for rule, of_all in SUBDISTRICT_RULES.items():
        assert [*of_all(handbook)], rule
    for rule, of_one in COMMITTEE_RULES.items():
        for committee in handbook.committees:
            assert [*of_one(handbook, committee)], f"{rule} {committee.slug}"


def test_every_rule_has_a_file(repository: Path) -> None:
    """A rule without a mistake here is a rule nobody has seen at work."""
    from generator.check.policy.clauses import COMMITTEE_RULES, SUBDISTRICT_RULES, SUMMARY_RULES

    listed = load(repository).policy.requirements
    wanted = {*listed, *COMMITTEE_RULES, *SUBDISTRICT_RULES, *SUMMARY_RULES} - {WITHOUT_LAWS}
    assert wanted - {path.stem for path in FILES} == set()


def test_no_file_is_of_no_rule() -> None:
    from generator.check.policy.clauses import COMMITTEE_RULES, SUBDISTRICT_RULES, SUMMARY_RULES

    assert {path.stem for path in FILES} <= {*COMMITTEE_RULES, *SUBDISTRICT_RULES, *SUMMARY_RULES}


def test_what_is_not_kept_is_told_without_marks_of_the_program(example: Path) -> None:
    """Keys are named in the author's words, also where two of them stand in one hint."""
    (example / "committees/old-street/records.yml").unlink()
    (example / "committees/old-street/register.yml").unlink()
    told = [f"{problem.message} {problem.hint}" for problem in check(example)]
    assert any("“进度（progress）”的“概要（summary）”" in words for words in told)
    assert not [words for words in told if "`" in words]


def test_a_slip_in_one_committee_silences_no_rule_of_others_or_of_the_subdistrict(example: Path) -> None:
    """But for those that count or compare all committees."""
    slip = Edit("committees/old-street/committee.yml", "updated: 2026-11-14", "updated: 2026-11-14\nplate: []")
    ended = Edit("content/policy.yml", "status: 试行\n", "status: 已废止\n")
    door = Edit("committees/sunny-garden/register.yml", "place: 阅览室里", "place: 正门左边")
    with edited(example, [slip, ended, door]):
        assert {problem.rule for problem in check(example)} >= {"D012", "P7", "N7"}
