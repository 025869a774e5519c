"""What changed in a committee's rules, as a feed and for the map of the website (RFC 4287)."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.codes.pages import FOLDERS, CommitteePages, Page
from generator.day import start_of_day
from generator.model.committee import Committee
from generator.model.content import Certificates, Room, Rule, Service, WorkingCommittee
from generator.model.handbook import Handbook
from generator.text import chinese, placeholder
from generator.website.structured import address_of


class Change(NamedTuple):
    """A text that was made or revised: a name that lasts, where it stands, its title, when, and what it is for."""

    id: str
    address: str
    title: str
    day: datetime.date
    summary: str


def changes(handbook: Handbook, pages: CommitteePages | None, values: placeholder.Values) -> list[Change]:
    """Return the rules, rooms and working committees, what was revised last first.

    `pages` are those of the committee whose texts they are; None for the sub-district, which has no pages of them.
    """
    site_url, words = handbook.site.site_url, handbook.words.feed
    revised = []
    subjects: tuple[tuple[str, Rule | Room | WorkingCommittee], ...] = (
        *(("rule", rule) for rule in handbook.rules.values()),
        *(("room", room) for room in handbook.rooms.values()),
        *(("working-committee", working) for working in handbook.working_committees.values()),
    )
    for kind, subject in subjects:
        path = pages.address(kind, subject.id) if pages else f"#{FOLDERS[kind]}-{subject.id}"
        title = subject.title if isinstance(subject, Rule) else subject.name
        purpose = placeholder.fill(subject.answer if isinstance(subject, WorkingCommittee) else subject.purpose, values)
        done = words.revised if subject.revised > subject.adopted else words.adopted
        summary = f"{done.format(date=chinese.date(subject.revised))}。{purpose}"
        address = site_url + path if pages else site_url
        revised.append(Change(site_url + path, address, title, subject.revised, summary))
    return sorted(revised, key=lambda change: (-change.day.toordinal(), change.id))


def feed(handbook: Handbook, pages: CommitteePages | None) -> str:
    """Return `changes.atom` (RFC 4287) of a committee, or of the sub-district where `pages` are None."""
    site_url = handbook.site.site_url
    values = placeholder.values(handbook, pages.committee if pages else None)
    name = values["committee.short_name"] if pages else handbook.site.site_name
    author = values["committee.full_name"] if pages else handbook.policy.subdistrict + handbook.policy.office.name
    home = address_of(handbook, pages) if pages else site_url
    revised = changes(handbook, pages, values)
    entries = "".join(
        f"<entry>\n<id>{escaped(change.id)}</id>\n<title>{escaped(change.title)}</title>\n"
        f"<updated>{start_of_day(change.day).isoformat()}</updated>\n"
        f'<link href="{escaped(change.address)}"/>\n<summary>{escaped(change.summary)}</summary>\n</entry>\n'
        for change in revised
    )
    committees = (pages.committee,) if pages else handbook.committees
    loaded = max(committee.profile.updated for committee in committees)
    latest = max((change.day for change in revised), default=loaded)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="'
        f'{escaped(handbook.words.language)}">\n'
        f"<id>{escaped(home)}changes.atom</id>\n<title>{escaped(handbook.words.feed.title.format(name=name))}</title>\n"
        f"<updated>{start_of_day(latest).isoformat()}</updated>\n<author><name>{escaped(author)}</name></author>\n"
        f'<link rel="self" href="{escaped(home)}changes.atom"/>\n<link href="{escaped(home)}"/>\n{entries}</feed>\n'
    )


NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot say, not even escaped (XML 1.0, 2.2)."""


def escaped(value: str) -> str:
    """Return a text as it stands within XML."""
    return html.escape(NO_XML.sub("", value))


def last_changed(handbook: Handbook, committee: Committee, page: Page) -> datetime.date:
    """Return the day on which what a page shows last changed, by its sources, for the map of the website."""
    if (page.kind, page.id) in (("page", "duty"), ("page", "disclosure"), ("page", "year")):
        return handbook.today
    lists: Mapping[str, Iterable[object]] = {
        "services": handbook.services.values(),
        "rooms": handbook.rooms.values(),
        "rules": handbook.rules.values(),
        "working-committees": handbook.working_committees.values(),
        "certificates": (handbook.certificates,),
    }
    subjects = lists.get(page.id, ()) if page.kind == "page" else (page.subject,)
    return max((committee.profile.updated, *(day for subject in subjects for day in days_of(subject))))


def days_of(subject: object) -> Iterator[datetime.date]:
    """Yield the day on which a text was checked or revised; a committee's own space, for one, carries none."""
    if isinstance(subject, Rule | Room | WorkingCommittee):
        yield subject.revised
    elif isinstance(subject, Service | Certificates):
        yield subject.checked.date
