"""What the data for other systems say in words of their own, and under which licences they are given."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.model.facts import Fact, Named, Some, Text
from generator.model.phrase import phrase

Licence = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"]
"""A licence by its identifier in the list of SPDX."""


class LicenceWords(Fact):
    """A licence under which data are given: its name, where its text is, and in one sentence what it allows."""

    id: Licence
    name: Text
    url: Text
    allows: Text


class OpenDataWords(Fact):
    """The data for other systems: what they are called, and what is said in them that stands in no author's file."""

    title: Text
    sentence: Text
    dataset: Annotated[Text, phrase("committee")]
    told: Text
    demonstration: Text
    somebody: Text
    office_phone: Text
    duty_phone: Text
    identifier: Text
    low_counter: Text
    language: Text
    place: Text
    hours: Text
    time: Text
    result: Text
    by_part: Text
    by_part_told: Text
    by_field: Text
    by_field_told: Text
    parts: Named[Text]
    licences: Some[LicenceWords]

    def licence(self, id: str) -> LicenceWords:
        """Return the words of a licence. Raises StopIteration for one that has none."""
        return next(licence for licence in self.licences if licence.id == id)
