"""Placeholders in shared texts, and what stands in their place for one committee."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.hours import Opening
from generator.text.chinese import clocks, quantity

PATTERN = re.compile(r"\{\{[ \t]*([a-z_.]+)[ \t]*\}\}")

Values = Mapping[str, str]


def opening_hours(openings: Iterable[Opening]) -> str:
    """Return openings as one line, those of the same days together: `周一至周五 8:30–11:30、13:00–17:00`."""
    return "；".join(
        f"{days} {'、'.join(clocks(opening.opens, opening.closes) for opening in group)}"
        for days, group in groupby(openings, key=lambda opening: opening.days + season(opening))
    )


def season(opening: Opening) -> str:
    """Return what stands behind the days of an opening for a part of the year: `（7月1日至8月31日）`; else nothing."""
    return f"（{opening.season}）" if opening.season else ""


def normal_hours(handbook: Handbook, committee: Committee) -> str | None:
    """Return the committee's normal hours as one line, or None where its timetable has none."""
    openings = [
        Opening(days=period.days, opens=period.opens, closes=period.closes, season=period.season)
        for period in committee.timetable.periods
        if period.kind == handbook.policy.duty.normal and period.days and period.opens and period.closes
    ]
    return opening_hours(openings) or None


def holder(committee: Committee, post: str) -> str | None:
    """Return the name of the first member of staff who holds a post, or None."""
    return next((person.name for person in committee.profile.staff if post in person.posts), None)


def place(committee: Committee, room: str) -> str | None:
    """Return floor and position of a room, as far as they are known, or None."""
    space = committee.places.get(room)
    return "，".join(part for part in (space.floor, space.position) if part) or None if space else None


def disclosure_place(handbook: Handbook, committee: Committee) -> str | None:
    """Return where the board for public affairs hangs, or None where none is registered."""
    return committee.register.place_of(handbook.disclosure.board_kind)


def full_name(handbook: Handbook, committee: Committee) -> str:
    """Return a committee's full name as the policy words its plate."""
    policy, profile = handbook.policy, committee.profile
    pattern = next(plate for plate in policy.plates if plate.kind == policy.committee_plate)
    return pattern.wording(profile.name, profile.branch)


def short_name(handbook: Handbook, committee: Committee) -> str:
    """Return what a committee is called in everyday words."""
    return handbook.policy.short_name.replace("{name}", committee.profile.name)


def counted(number: int) -> str | None:
    """Return how many there are, before a counting word; None where none are written down."""
    return quantity(number) if number else None


COMMITTEE: Mapping[str, Callable[[Handbook, Committee], str | None]] = {
    "committee.name": lambda handbook, committee: committee.profile.name,
    "committee.short_name": short_name,
    "committee.full_name": full_name,
    "committee.address": lambda handbook, committee: committee.profile.address,
    "committee.phone": lambda handbook, committee: committee.profile.phone,
    "committee.duty_phone": lambda handbook, committee: committee.profile.duty_phone,
    "committee.hours": normal_hours,
    "committee.chair": lambda handbook, committee: holder(committee, handbook.policy.posts.chair),
    "committee.secretary": lambda handbook, committee: holder(committee, handbook.policy.posts.secretary),
    "committee.hall": lambda handbook, committee: place(committee, handbook.contents.hall),
    "committee.rulebook_place": lambda handbook, committee: (
        committee.register.rulebook.place if committee.register.rulebook else None
    ),
    "committee.disclosure_place": disclosure_place,
    "committee.estates": lambda handbook, committee: counted(len(committee.profile.estates)),
    "committee.blocks": lambda handbook, committee: counted(len(committee.profile.blocks)),
    "committee.members": lambda handbook, committee: (
        counted(committee.profile.elected.members) if committee.profile.elected else None
    ),
}
"""What each committee says of itself.

How many committees there are is no placeholder: their pages are made one by one, and none anew when another comes.
"""

SUBDISTRICT: Mapping[str, Callable[[Handbook], str]] = {
    "subdistrict.name": lambda handbook: handbook.policy.subdistrict,
    "subdistrict.office": lambda handbook: handbook.policy.office.name,
    "subdistrict.office_phone": lambda handbook: handbook.policy.office.number,
    "subdistrict.director": lambda handbook: handbook.policy.posts.director,
    "counts.working_committees": lambda handbook: quantity(len(handbook.working_committees)),
    "counts.services": lambda handbook: quantity(len(handbook.services)),
    "counts.rooms": lambda handbook: quantity(len(handbook.every_room)),
    "counts.rules": lambda handbook: quantity(len(handbook.rules)),
    "counts.lists": lambda handbook: quantity(len(handbook.lists.lists)),
    "counts.certificates": lambda handbook: quantity(len(handbook.certificates.items)),
    "counts.forms": lambda handbook: quantity(sum(form.public for form in handbook.forms.values())),
}
"""What is the same for every committee; of forms those are counted that residents may have."""

NAMES = (*COMMITTEE, *SUBDISTRICT)


def any_committee(handbook: Handbook) -> Values:
    """Return what a page of the sub-district says, where a committee's page would say the committee's own."""
    words, posts = handbook.words.any_committee, handbook.policy.posts
    values = {f"committee.{name}": value for name, value in words}
    heads = {
        "committee.chair": words.chair.format(post=posts.chair),
        "committee.secretary": words.secretary.format(post=posts.secretary),
    }
    return {**values, **heads}


def values(handbook: Handbook, committee: Committee | None) -> Values:
    """Return what stands for each placeholder; where the committee's data have a gap, the words that say so."""
    shared = {name: value(handbook) for name, value in SUBDISTRICT.items()}
    if committee is None:
        return {**any_committee(handbook), **shared}
    missing = handbook.words.missing
    return {**{name: value(handbook, committee) or missing for name, value in COMMITTEE.items()}, **shared}


def fill(text: str, values: Values) -> str:
    """Return a plain text with its placeholders filled."""
    return PATTERN.sub(lambda match: values[match[1]], text) if "{{" in text else text


def fill_xhtml(text: str, values: Values) -> str:
    """Return an XHTML fragment with its placeholders filled; what is filled in is escaped."""
    return PATTERN.sub(lambda match: html.escape(values[match[1]]), text) if "{{" in text else text
