"""Phrases with gaps that the program fills: `第{number}版`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

from generator.model.facts import Text, scalar


def phrase(*gaps: str) -> BeforeValidator:
    """Return what holds a text to these gaps, written like `{date}`: each is there once, and no other brace is."""

    def checked(text: str) -> str:
        if sorted(GAP.findall(text)) != sorted(gaps) or text.count("{") + text.count("}") != 2 * len(gaps):
            raise ValueError
        return text

    return scalar("(?s).+", f"一句话，里面有{'、'.join(f'{{{gap}}}' for gap in gaps)}各一处", checked)


GAP = re.compile(r"\{([a-z]+)\}")

Dated = Annotated[Text, phrase("date")]
Numbered = Annotated[Text, phrase("number")]
OfPost = Annotated[Text, phrase("post")]
OfRoom = Annotated[Text, phrase("room")]
