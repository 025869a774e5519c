"""Who runs the website, for its foot."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.handbook import Handbook
from generator.model.site import Publishing
from generator.model.words import FooterWords


def publishing(handbook: Handbook) -> Publishing | None:
    """Who runs the website, where the settings say so."""
    return handbook.site.handbook.publishing


class Line(NamedTuple):
    """A line of the foot of the website: what it is, what it says, where it leads."""

    label: str
    text: str
    address: str = ""


ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="


def footer(words: FooterWords, said: Publishing | None) -> tuple[Line, ...]:
    """The lines at the foot of the website; none where nothing is set."""
    if not said:
        return ()
    digits = re.sub(r"[^0-9]", "", said.police or "")
    lines = (
        Line(words.operator, said.operator or ""),
        Line(words.maintainer, said.maintainer or ""),
        Line(words.phone, said.phone or "", f"tel:{(said.phone or '').replace('-', '')}"),
        Line(words.portal, said.portal or "", said.portal_url or ""),
        Line("", said.icp or "", ICP_REGISTER),
        Line("", said.police or "", POLICE_REGISTER + digits),
        Line(words.site_code, said.site_code or ""),
        Line("", words.mark if said.mark_url else "", said.mark_url or ""),
        Line("", words.mistakes if said.mistakes_url else "", said.mistakes_url or ""),
        Line(words.accessibility, said.accessibility or ""),
    )
    return tuple(line for line in lines if line.text)
