"""How differences between two things a sheet said are told: what its data are called, and what happened to them."""

from __future__ import annotations

from typing import Annotated

from generator.model.facts import Fact, Named, Record, Text
from generator.model.phrase import phrase


class ChangeLabels(Fact):
    """How a change is told, by what happened; what it is called where it stands under no heading."""

    added: Annotated[Text, phrase("where", "new")]
    removed: Annotated[Text, phrase("where", "old")]
    replaced: Annotated[Text, phrase("where", "old", "new")]
    arranged: Annotated[Text, phrase("where")]
    places: Annotated[Text, phrase("first", "count")]
    layout: Text
    order: Text
    unnamed: Text
    introduction: Text
    heading: Text

    def article(self, name: str) -> str:
        """Return what a part of a text is called: `第一条` as it is, and what is no article by its label."""
        return {"introduction": self.introduction, "heading": self.heading}.get(name, name)


class BookLabels(Fact):
    """Where in the rulebook a change stands: before the chapters, behind them, in many places, in all of a chapter.

    Then which kind of change it is, and how chapters and articles are called that came, went or have other numbers.
    """

    front: Text
    annex: Text
    whole: Text
    chapter: Text
    note: Text
    parts: Text
    lists: Text
    certificates: Text
    forms: Text
    added: Text
    changed: Text
    removed: Text
    numbers: Text
    named: Annotated[Text, phrase("number", "title")]
    former: Annotated[Text, phrase("name")]
    renumbered: Annotated[Text, phrase("name", "former")]
    articles: Annotated[Text, phrase("count")]
    run: Annotated[Text, phrase("first", "last")]
    count: Annotated[Text, phrase("count")]


class Labels(Record):
    """What the keys of a sheet's data are called (templates/shared/labels.yml); one without a word says no place.

    `changes` says how a change is told; `chapter` has the words for a chapter of the rulebook, where they differ;
    `book` those for its other pieces.
    """

    labels: Named[Text]
    changes: ChangeLabels
    chapter: Named[Text]
    book: BookLabels
