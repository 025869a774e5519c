"""The foot of the website: who runs it, and under which numbers it is registered."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.site import Publishing
from generator.model.words import FooterWords
from generator.model.written_phones import dialled


class Line(NamedTuple):
    """A line of the foot of the website: what it is, what it says, where it leads."""

    label: str
    text: str
    address: str = ""


ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="


def footer(words: FooterWords, publishing: Publishing | None) -> tuple[Line, ...]:
    """Return the lines at the foot of the website; none where the settings do not say who runs it."""
    if not publishing:
        return ()
    digits = re.sub(r"[^0-9]", "", publishing.police or "")
    lines = (
        Line(words.operator, publishing.operator or ""),
        Line(words.maintainer, publishing.maintainer or ""),
        Line(words.phone, publishing.phone or "", f"tel:{dialled(publishing.phone or '')}"),
        Line(words.portal, publishing.portal or "", publishing.portal_url or ""),
        Line("", publishing.icp or "", ICP_REGISTER),
        Line("", publishing.police or "", POLICE_REGISTER + digits),
        Line(words.site_code, publishing.site_code or ""),
        Line("", words.mark if publishing.mark_url else "", publishing.mark_url or ""),
        Line("", words.mistakes if publishing.mistakes_url else "", publishing.mistakes_url or ""),
        Line(words.accessibility, publishing.accessibility or ""),
    )
    return tuple(line for line in lines if line.text)
