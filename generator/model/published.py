"""What may be published although it looks like somebody's own: the office's numbers, and texts somebody answers for."""

from __future__ import annotations

from generator.model.facts import Date, Fact, Name, Text


class OfficialContact(Fact):
    """A number or an address in the network that is the office's own: a mobile for the night, an e-mail, WeChat."""

    name: Name
    number: Name


class AllowedText(Fact):
    """A text that may go out word by word until a day, why, and who answers for it."""

    text: Text
    reason: Text
    by: Name
    date: Date
    until: Date
