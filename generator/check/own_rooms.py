"""Where the committees' own rooms are: a flat that is one of them is an office, and nobody's home."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.committee import Profile
from generator.model.facts import Record
from generator.model.handbook import Handbook, LoadedFiles
from generator.model.hours import Timetable
from generator.model.premises import Premises
from generator.privacy.characters import PersonalData
from generator.privacy.homes import HOME, flats, same_flat
from generator.read.listing import owner


def is_own_room(handbook: Handbook | LoadedFiles, slug: str, leak: PersonalData) -> bool:
    """Tell whether what looks like a home is a room of a committee's own, or of any where `slug` is empty."""
    return leak.kind == HOME and same_flat(leak.text) in own_flats(handbook, slug)


def own_flats(handbook: Handbook | LoadedFiles, slug: str) -> frozenset[str]:
    """Return the flats that are rooms of a committee, or of any where `slug` is empty."""
    records: dict[str, list[Record]] = {}
    for record in handbook.files:
        committee = owner(record.source.file)
        if committee and slug in ("", committee):
            records.setdefault(committee, []).append(record)
    return frozenset(flat for own in records.values() for place in places(own) for flat in flats(place))


def places(own: list[Record]) -> Iterator[str]:
    """Yield in words where a committee is and where each of its rooms is, alone and behind the address."""
    addresses = [record.address for record in own if isinstance(record, Profile) and record.address]
    inside = [place for record in own for place in places_inside(record)]
    yield from (*addresses, *inside, *(address + place for address in addresses for place in inside))


def places_inside(record: Record) -> Iterator[str]:
    """Yield where the rooms of a file and the window are."""
    if isinstance(record, Premises):
        yield from (space.position for space in (*record.rooms, *record.spaces) if space.position)
    elif isinstance(record, Timetable) and record.window_place:
        yield record.window_place
