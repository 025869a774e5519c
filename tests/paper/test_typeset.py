"""What Typst complains of: whose it is to mend, the author's or the template's."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import templates_to_edit

from generator.paper.typeset import Press
from generator.problem import HandbookError, Problem

SUBJECT = "committees/x/committee.yml"


def complaint(folder: Path, template: str) -> Problem:
    """What is said where this template is set."""
    templates = templates_to_edit(folder)
    (templates / "shared/test.typ").write_text(template, "utf-8")
    with pytest.raises(HandbookError) as caught:
        Press(templates).pdf("shared/test.typ", {}, SUBJECT)
    (problem,) = caught.value.problems
    return problem


def test_what_does_not_fit_is_the_authors_in_whatever_language_the_template_says_so(tmp_path: Path) -> None:
    words = "The column is too long."
    problem = complaint(tmp_path, f'#import "/shared/fit.typ": overfull\n#overfull("{words}")\n')
    assert (problem.rule, problem.location.file, problem.message) == ("D050", SUBJECT, words)


def test_any_other_complaint_is_the_templates(tmp_path: Path) -> None:
    problem = complaint(tmp_path, '#panic("放不下这种颜色")\n')
    assert (problem.rule, problem.location.file, problem.message) == (
        "D041",
        "templates/shared/test.typ",
        "放不下这种颜色",
    )
