"""Who runs the website, for its foot."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.handbook import Handbook
from generator.model.site import Publishing


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


def footer(said: Publishing | None) -> tuple[Line, ...]:
    """The lines at the foot of the website; none where nothing is set."""
    if not said:
        return ()
    digits = re.sub(r"[^0-9]", "", said.police or "")
    lines = (
        Line("主办", said.operator or ""),
        Line("承办", said.maintainer or ""),
        Line("网站的事", said.phone or "", f"tel:{(said.phone or '').replace('-', '')}"),
        Line("上级网站", said.portal or "", said.portal_url or ""),
        Line("", said.icp or "", ICP_REGISTER),
        Line("", said.police or "", POLICE_REGISTER + digits),
        Line("网站标识码", said.site_code or ""),
        Line("", "党政机关网站标识" if said.mark_url else "", said.mark_url or ""),
        Line("", "政府网站找错" if said.mistakes_url else "", said.mistakes_url or ""),
        Line("无障碍", said.accessibility or ""),
    )
    return tuple(line for line in lines if line.text)
