"""What was left empty, though pages and sheets say it in many places."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.problem import Problem

RUNG = ("phone", "duty_phone")
"""The numbers that residents are told to ring. A committee may have one of them only, and then writes no other."""


def numbers_filled_in(handbook: Handbook) -> Iterator[Problem]:
    """D103: a telephone whose line is there has a number; an empty one is a gap that residents are told to ring."""
    for committee in handbook.committees:
        profile = committee.profile
        for key in RUNG:
            if getattr(profile, key) is None and profile.source.places.find((key,)):
                message = f"{keys([key])}没有号码，网页和纸上会写“{handbook.words.missing}”"
                hint = "写上号码；真的没有这个电话，删掉这一行"
                yield Problem(profile.source.at(key), "D103", message, hint, "warning", committee=committee.slug)
