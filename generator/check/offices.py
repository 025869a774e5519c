"""Who may be published, from the data: what every field says by its kind, and never a list of exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from generator.model.committee import Profile
from generator.model.content import Service, Subdistrict
from generator.model.facts import Record
from generator.model.handbook import Handbook, LoadedFiles
from generator.model.hours import Timetable
from generator.model.policy import Policy
from generator.model.premises import Premises
from generator.model.published import AllowedText
from generator.model.records import Records
from generator.model.register import Register
from generator.model.site import Site
from generator.privacy.homes import flats
from generator.privacy.office import Office, all_numbers
from generator.privacy.people import speaks_of_somebody
from generator.read.listing import owner


def office_of(handbook: Handbook | LoadedFiles, slug: str) -> Office:
    """Return who may be published on what a committee makes, or on what all share where `slug` is empty.

    A committee that was merged speaks of the one that took it over.
    """
    closed = handbook.closed if isinstance(handbook, Handbook) else ()
    meant = {slug, *(each.closing.merged_into for each in closed if each.slug == slug)}
    records: dict[str, list[Record]] = {}
    for record in handbook.files:
        committee = owner(record.source.file)
        if not committee or slug == "" or committee in meant:
            records.setdefault(committee, []).append(record)
    shared = records.pop("", [])
    day = handbook.today if isinstance(handbook, Handbook) else date.min
    everything = [*shared, *(record for own in records.values() for record in own)]
    addresses = [place for own in (shared, *records.values()) for place in places(own)]
    return Office(
        names=frozenset(name for record in everything for name in staff(record)),
        flats=frozenset(flat for place in addresses if not speaks_of_somebody(place) for flat in flats(place)),
        numbers=all_numbers([number for record in everything for number in contacts(record)]),
        contacts=frozenset(contact.lower() for record in everything for contact in contacts(record)),
        places=frozenset(name for record in everything for name in names_of_places(record)),
        posts=frozenset(post for record in everything for post in posts(record)),
        allowed=tuple(entry.text for record in everything for entry in allowed(record) if holds(entry, day)),
    )


def holds(entry: AllowedText, day: date) -> bool:
    """Tell whether a text may go out on a day: it was approved, and its last day is not over."""
    return entry.date <= day <= entry.until or day == date.min


def staff(record: Record) -> Iterator[str]:
    """Yield the names of the staff in a file."""
    if isinstance(record, Profile):
        yield from (person.name for person in record.staff)


def posts(record: Record) -> Iterator[str]:
    """Yield what the staff in a file are called."""
    if isinstance(record, Profile):
        yield from (post for person in record.staff for post in person.posts)


def places(own: Iterable[Record]) -> Iterator[str]:
    """Yield in words where an office is and where each of its rooms is, alone and behind the address."""
    own = list(own)
    addresses = [record.address for record in own if isinstance(record, Profile) and record.address]
    inside = [place for record in own for place in places_inside(record)]
    yield from (*addresses, *inside, *(address + place for address in addresses for place in inside))


def places_inside(record: Record) -> Iterator[str]:
    """Yield where the rooms of a file, the window, a board, or the counter of a service are."""
    match record:
        case Premises():
            yield from (space.position for space in (*record.rooms, *record.spaces) if space.position)
        case Timetable():
            yield from (record.window_place,) if record.window_place else ()
        case Profile():
            yield from (record.directions,) if record.directions else ()
        case Service():
            yield record.place
        case Records():
            yield from (notice.place for notice in record.notices)
        case Register():
            copies = (record.rulebook,) if record.rulebook else ()
            yield from (each.place for each in (*copies, *record.boards, *record.plates))


def names_of_places(record: Record) -> Iterator[str]:
    """Yield what committees, estates and companies are called, which is nobody's name though it may look like one."""
    if isinstance(record, Profile):
        yield from (record.name, *(former.name for former in record.former_names))
        for estate in record.estates:
            yield from filter(None, (estate.name, estate.property_company))
    elif isinstance(record, Policy):
        yield from (record.district, record.subdistrict)


def contacts(record: Record) -> Iterator[str]:
    """Yield the numbers and addresses of a file that are marked as the office's own."""
    if isinstance(record, Profile | Subdistrict):
        yield from (contact.number for contact in record.official_contacts)
    elif isinstance(record, Site) and record.plugins:
        yield from (f"@{urlsplit(url).hostname}" for url in record.kept_addresses)
        if record.handbook.publishing and record.handbook.publishing.security:
            yield record.handbook.publishing.security.removeprefix("mailto:")


def allowed(record: Record) -> Iterator[AllowedText]:
    """Yield the texts of a file that somebody answers for."""
    if isinstance(record, Profile | Subdistrict):
        yield from record.allow
