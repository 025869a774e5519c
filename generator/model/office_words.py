"""The words of papers for the office: the compliance report, the list of walls, and the sub-district's own sheets."""

from __future__ import annotations

from generator.model.facts import Fact, Text
from generator.model.phrase import Numbered


class SubdistrictBookWords(Fact):
    """The sub-district's own rulebook: what the policy's part and chapter, and the code of the website, are called."""

    title: Text
    policy: Text
    policy_purpose: Text
    home: Text
    list_number: Numbered


class WallWords(Fact):
    """The list of what came off the walls, of one committee and of all."""

    title: Text
    overview: Text


class ProgressWords(Fact):
    """The report on the phases, and one committee's summary: in brief behind that title, and by itself."""

    title: Text
    summary: Text
    summary_title: Text


class TrainingWords(Fact):
    """The sheet of the year's trainings."""

    title: Text


class AssessmentWords(Fact):
    """The sheet of the year's assessment."""

    title: Text
