"""What Typst complains of: whose it is to mend, the author's or the template's."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from tools import TEMPLATES, edit, templates_to_edit

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


@pytest.mark.parametrize(("language", "said"), [("zh-Hans", "zh-CN"), ("zh-Hant-TW", "zh-TW"), ("en", "en-CN")])
def test_sheets_are_in_the_language_of_the_shared_words(tmp_path: Path, language: str, said: str) -> None:
    templates = templates_to_edit(tmp_path)
    edit(templates / "shared/words.yml", "language: zh-Hans", f"language: {language}")
    sheet = '#import "/shared/look.typ": language\n#set text(..language)\n#set document(title: "甲")\n甲\n'
    (templates / "shared/test.typ").write_text(sheet, "utf-8")
    with pikepdf.open(io.BytesIO(Press(templates).pdf("shared/test.typ", {}, SUBJECT))) as document:
        assert str(document.Root.Lang) == said


def test_no_template_of_a_sheet_says_in_which_language_it_is() -> None:
    assert [path.name for path in TEMPLATES.rglob("*.typ") if 'lang: "' in path.read_text("utf-8")] == []
