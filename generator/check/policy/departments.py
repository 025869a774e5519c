"""Tell which departments there are: those that the sub-district's file names, and no other body."""

from __future__ import annotations

import re

from generator.model.handbook import Handbook

BRACKETS = re.compile(r"[（）()、]")
CITY = "(?:[^市区县]{2,3}市(?!场))?"


def is_department(handbook: Handbook, name: str) -> bool:
    """Tell whether a name is that of a department, or of several, with or without the area before it."""
    area = _area(handbook)
    known = {area.sub("", part) for one in handbook.subdistrict.departments for part in _parts(one.name)}
    asked = [area.sub("", part) for part in _parts(name)]
    return bool(asked) and all(part in known for part in asked)


def _parts(name: str) -> list[str]:
    return [part for part in BRACKETS.split(re.sub(r"\s", "", name)) if part]


def _area(handbook: Handbook) -> re.Pattern[str]:
    """Return a pattern for the names of city, district and sub-district at the beginning of a department's name."""
    district, subdistrict = re.escape(handbook.policy.district), re.escape(handbook.policy.subdistrict)
    return re.compile(f"^{CITY}(?:{district}|区|县)?(?:{subdistrict}|街道)?(?=.)")
