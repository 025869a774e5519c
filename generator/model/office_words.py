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


class ReportMarks(Fact):
    """How a clause stands with a committee, the gravest first."""

    error: Text
    warning: Text
    info: Text
    unkept: Text
    elsewhere: Text
    met: Text


class ReportSections(Fact):
    """What the rules whose ids begin with a letter are about."""

    G: Text
    N: Text
    M: Text
    R: Text
    B: Text
    O: Text  # noqa: E741  the letter of the rules about meetings
    D: Text
    V: Text
    A: Text
    T: Text
    P: Text
    L: Text

    def of(self, rule: str) -> str:
        """Return what the rule with an id such as `O3` is about. Raises AttributeError for a letter of no rule."""
        return str(getattr(self, rule[0]))


class ReportWords(Fact):
    """The compliance report: its title, that of its web page, its marks, and what the rules of one letter are about."""

    title: Text
    page: Text
    marks: ReportMarks
    sections: ReportSections


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
