"""The words of the compliance report and of the joint list (the section `report` of templates/shared/words.yml)."""

from __future__ import annotations

from typing import Annotated

from generator.model.facts import Fact, Text
from generator.model.phrase import phrase


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


class ReportSpans(Fact):
    """The parts of the joint list, by how soon something is due."""

    late: Text
    week: Text
    month: Text
    later: Text


class ReportWords(Fact):
    """The compliance report: its title, that of its web page, its marks, and what the rules of one letter are about.

    `demonstration` stands beside what rests on made-up data; `todo` is the title of the joint list, `todo_page` that of
    its web page, `expires` the mark of what runs out, `due` what a calendar says of a day.
    """

    title: Text
    page: Text
    todo: Text
    todo_page: Text
    expires: Text
    due: Annotated[Text, phrase("number", "committees")]
    demonstration: Text
    marks: ReportMarks
    spans: ReportSpans
    sections: ReportSections
