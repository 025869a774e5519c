"""What changed in a committee's rules, as a feed and for the map of the website (RFC 4287)."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.codes.pages import FOLDERS, CommitteePages, Page
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
    """Rules, rooms and working committees, what was revised last first; without a committee, those all share."""
    site_url, words = handbook.site.site_url, handbook.words.feed
    found = []
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
        found.append(Change(site_url + path, address, title, subject.revised, summary))
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.id))


def feed(handbook: Handbook, pages: CommitteePages | None) -> str:
    """`changes.atom` (RFC 4287) of a committee, or of the sub-district: its rules, what was revised last first."""
    site_url = handbook.site.site_url
    values = placeholder.values(handbook, pages.committee if pages else None)
    name = values["committee.short_name"] if pages else handbook.site.site_name
    author = values["committee.full_name"] if pages else handbook.policy.subdistrict + handbook.policy.office.name
    home = address_of(handbook, pages) if pages else site_url
    found = changes(handbook, pages, values)
    entries = "".join(
        f"<entry>\n<id>{text(one.id)}</id>\n<title>{text(one.title)}</title>\n<updated>{moment(one.day)}</updated>\n"
        f'<link href="{text(one.address)}"/>\n<summary>{text(one.summary)}</summary>\n</entry>\n'
        for one in found
    )
    committees = (pages.committee,) if pages else handbook.committees
    loaded = max(committee.profile.updated for committee in committees)
    latest = max((one.day for one in found), default=loaded)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">\n'
        f"<id>{text(home)}changes.atom</id>\n<title>{text(handbook.words.feed.title.format(name=name))}</title>\n"
        f"<updated>{moment(latest)}</updated>\n<author><name>{text(author)}</name></author>\n"
        f'<link rel="self" href="{text(home)}changes.atom"/>\n<link href="{text(home)}"/>\n{entries}</feed>\n'
    )


def moment(day: datetime.date) -> str:
    """The beginning of a day in China."""
    return f"{day}T00:00:00+08:00"


def text(value: str) -> str:
    """A text within XML."""
    return html.escape(value)


def last_changed(handbook: Handbook, committee: Committee, page: Page) -> datetime.date:
    """When what a page shows last changed, by the days its sources carry: for the map of the website."""
    if (page.kind, page.id) in (("page", "duty"), ("page", "disclosure")):
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
    """The days on which a text was checked or revised; none for what carries no day, as a committee's own space."""
    if isinstance(subject, Rule | Room | WorkingCommittee):
        yield subject.revised
    elif isinstance(subject, Service | Certificates):
        yield subject.checked.date
