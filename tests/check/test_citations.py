"""Citations: every law named in the data is held against the texts, and told where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools import TESTS, edit, line_of

from generator.check.citations import check_citations, citations
from generator.journey import check
from generator.model.facts import Basis
from generator.model.handbook import Handbook
from generator.problem import Problem
from generator.read.files import load

LUNCH = "content/services/lunch.md"
LAMPS = "示例市楼道灯管理条例"


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """The laws of the tests in a folder of their own."""
    return shutil.copytree(TESTS / "text" / "laws", tmp_path / "laws")


def cite(root: Path, law: str, article: str) -> None:
    """Let lunch rest on an article."""
    edit(root / LUNCH, "law: 示例市养老服务条例\n    article: 第二十条", f"law: {law}\n    article: {article}")


def of_lunch(root: Path, laws: Path) -> list[Problem]:
    """What is said of the first citation of lunch."""
    line = line_of(root / LUNCH, "basis:") + 1
    return [
        problem
        for problem in check_citations(load(root), laws)
        if (problem.location.file, problem.location.line) == (LUNCH, line)
    ]


def test_every_citation_of_the_data_is_found(handbook: Handbook) -> None:
    found = [(record.source.file, path, basis) for record, path, basis in citations(handbook)]
    assert (LUNCH, ("basis", 0), Basis(law="示例市养老服务条例", article="第二十条")) in found
    assert {file for file, _, _ in found} == {
        *(f"content/services/{id}.md" for id in ("library-card", "lunch", "mediation")),
        "content/rules/meeting.md",
        "content/disclosure.yml",
        "content/lists.yml",
        "committees/sunny-garden/register.yml",
    }
    lists = handbook.lists.source.file
    assert sum(file == lists for file, _, _ in found) == len(handbook.lists.entries)
    for record, path, basis in citations(handbook):
        value: object = record
        for step in path:
            value = value[step] if isinstance(step, int) else getattr(value, step)  # type: ignore[index]
        assert value is basis


@pytest.mark.parametrize("article", ["第二条", "第三条第一款第二项", "第三条之一"])
def test_an_article_that_is_there_is_not_mentioned(example: Path, laws: Path, article: str) -> None:
    cite(example, LAMPS, article)
    assert of_lunch(example, laws) == []


@pytest.mark.parametrize(
    ("law", "article", "severity", "words"),
    [
        (LAMPS, "第九条", "error", "最后一条是第五条，没有第九条"),
        (LAMPS, "第二条第三款", "error", "第二条"),
        ("示例市楼道灯管理条列", "第二条", "warning", "是不是《示例市楼道灯管理条例》？"),
        ("示例市飞车条例", "第二条", "warning", "没有收《示例市飞车条例》"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_cited(
    example: Path, laws: Path, law: str, article: str, severity: str, words: str
) -> None:
    cite(example, law, article)
    (problem,) = of_lunch(example, laws)
    assert (problem.rule, problem.severity, problem.committee) == ("L12", severity, "")
    assert words in problem.message
    assert problem.hint.startswith("对照 laws 里的原文改" if law == LAMPS else "把原文放进 laws")


def test_the_policy_is_no_law(handbook: Handbook, laws: Path) -> None:
    said = [problem.message for problem in check_citations(handbook, laws)]
    assert [message for message in said if handbook.policy.title in message] == []


def test_gaps_of_the_laws_themselves_are_told_in_their_own_files(handbook: Handbook, laws: Path) -> None:
    gaps = [problem for problem in check_citations(handbook, laws) if problem.location.file.startswith("laws/")]
    assert gaps
    assert {(problem.rule, problem.severity) for problem in gaps} == {("L12", "warning")}
    assert {problem.location.file.removeprefix("laws/") for problem in gaps} <= {path.name for path in laws.iterdir()}


def test_an_empty_folder_holds_no_law(handbook: Handbook, tmp_path: Path) -> None:
    found = list(check_citations(handbook, tmp_path))
    wanted = [basis for _, _, basis in citations(handbook) if basis.law != handbook.policy.title]
    assert len(found) == len(wanted)
    assert {problem.severity for problem in found} == {"warning"}


def test_citations_are_checked_only_where_a_folder_is_named(example: Path, laws: Path) -> None:
    assert check(example) == ()
    rules = {problem.rule for problem in check(example, laws)}
    assert rules == {"L12"}


def test_a_handbook_with_errors_is_told_those_first(example: Path, laws: Path) -> None:
    edit(example / LUNCH, "field: 生活服务", "field: 生活服物")
    assert "L12" not in {problem.rule for problem in check(example, laws)}
