"""Where two texts differ; what would take minutes to compare is told as one change."""

from __future__ import annotations

from generator.text.difference import Run, marked


def test_texts_of_one_character_are_told_apart_as_a_whole() -> None:
    old, new = marked("一" * 20_000, "一" * 19_999 + "二")
    assert old == (Run("一" * 20_000, True),)
    assert new == (Run("一" * 19_999 + "二", True),)


def test_others_are_told_apart_by_what_differs() -> None:
    _, new = marked("周一到周五办", "周一到周六办")
    assert [run.text for run in new if run.changed] == ["六"]
