"""What the website tells hosts, browsers and search engines: headers, feeds, structured data, icons, packed twins."""

from __future__ import annotations

import datetime
import hashlib
import html
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import brotli

from generator import codes, placeholder, schedule
from generator.model import Certificates, Closed, Committee, Handbook, Publishing, Room, Rule, Service, WorkingCommittee
from generator.pages import FOLDERS, CommitteePages, Page

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; worker-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: files of its own host. Pages carry it, since not every host lets headers be set."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{CSP}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""The headers of every answer; who may frame a page can be said in a header only."""

FOREVER = "public, max-age=31536000, immutable"
"""How long a file may be kept whose name changes with its content."""

DAMM = "".join(str(digit) for row in codes.DAMM for digit in row)
"""The table of check digits, row by row, for the script of the page for wrong addresses."""


# --- names of assets -------------------------------------------------------------------------------------------------


def hashed(name: str, *sources: bytes) -> str:
    """`assets/handbook.1a2b3c4d.css`: a name that changes with what the file is made from."""
    found = hashlib.sha256(b"".join(len(source).to_bytes(8, "big") + source for source in sources)).hexdigest()
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{found[:8]}{dot}{ending}"


def version(assets: Mapping[str, str]) -> str:
    """Eight digits that change when any asset does: pages kept for use without a network go by them."""
    return hashlib.sha256("\n".join(sorted(assets.values())).encode()).hexdigest()[:8]


# --- what hosts read -------------------------------------------------------------------------------------------------


def base_path(site_url: str) -> str:
    """The path below its host at which the website stands: `/`, or `/a/b/`."""
    return urlsplit(site_url).path


def headers(site_url: str) -> str:
    """`_headers`, as Cloudflare Pages and Netlify read it.

    Both let a browser ask again for a page by themselves; a second line for the same header would be added to the
    first, not replace it, so only assets are spoken of.
    """
    every = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    return f"/*\n{every}{base_path(site_url)}assets/*\n  Cache-Control: {FOREVER}\n"


def redirects(site_url: str) -> str:
    """`_redirects`: what programs ask for at an old address. Every printed code is a page and needs none."""
    base = base_path(site_url)
    return f"{base}favicon.ico {base}favicon.svg 302\n/security.txt /.well-known/security.txt 302\n"


def nginx(site_url: str) -> str:
    """A file for nginx to include in its `server`, which names the folder by `root`."""
    base = base_path(site_url)
    every = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    return f"""\
# In nginx: server {{ listen …; server_name …; root <the folder that {base} is in>; include <this file>; }}
index index.html;
charset utf-8;
charset_types text/css text/javascript application/javascript text/xml text/plain application/atom+xml;
absolute_redirect off;
server_tokens off;
error_page 404 {base}404.html;

# .gz and .br files beside the pages; the second line needs the module ngx_brotli
gzip_static on;
#brotli_static on;

{every}set $kept "no-cache";
if ($uri ~ "/assets/[a-z0-9-]+\\.[0-9a-f]{{8}}\\.[a-z0-9]+$") {{
    set $kept "{FOREVER}";
}}
add_header Cache-Control $kept;

location ~ \\.webmanifest$ {{
    types {{ }}
    default_type application/manifest+json;
}}
location ~ /(nginx\\.conf|_headers|_redirects)$ {{
    return 404;
}}
"""


def telephone(number: str) -> str:
    """`tel:+86-21-5555-0100` for a number that can be rung from anywhere; nothing for a short one such as 12345."""
    return f"tel:+86-{number[1:]}" if re.fullmatch(r"0[0-9]{2,3}(-[0-9]+)+", number) else ""


SECURITY_DAYS = 360
"""How long security.txt holds; RFC 9116 advises less than a year."""


def security(site_url: str, contacts: Iterable[str], today: datetime.date) -> str:
    """`.well-known/security.txt` (RFC 9116): whom to tell of a hole, the best way first; else the website itself."""
    found = [f"Contact: {contact}\n" for contact in contacts if contact] or [f"Contact: {site_url}\n"]
    expires = today + datetime.timedelta(days=SECURITY_DAYS)
    rest = f"Expires: {expires}T00:00:00Z\nPreferred-Languages: zh, en\n"
    canonical = f"Canonical: {site_url}.well-known/security.txt\n" if base_path(site_url) == "/" else ""
    return "".join(found) + rest + canonical


# --- what browsers show ----------------------------------------------------------------------------------------------


MARK = (
    (4, 7, 11, 18, True),
    (17, 7, 11, 18, True),
    (6, 10, 7, 2, False),
    (6, 14, 7, 2, False),
    (6, 18, 7, 2, False),
    (19, 10, 7, 7, False),
)
"""An open book of boxes on a square of 32: left, top, width, height, and whether it is paper or ground."""


def icon(size: int, ground: str, paper: str) -> bytes:
    """The mark as a PNG of two colours (`#0a5450`), `size` a multiple of 32."""
    rows = [[False] * 32 for _ in range(32)]
    for left, top, width, height, light in MARK:
        for row in rows[top : top + height]:
            row[left : left + width] = [light] * width
    scale = size // 32
    lines = []
    for row in rows:
        bits = "".join(("1" if light else "0") * scale for light in row)
        lines += [b"\0" + int(bits, 2).to_bytes(size // 8, "big")] * scale
    colours = bytes.fromhex(ground[1:] + paper[1:])
    head = struct.pack(">IIBBBBB", size, size, 1, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )


def numbers(committees: Iterable[CommitteePages], closed: Iterable[Closed] = ()) -> str:
    """`003:92 016:91`: each committee's number and its highest item, by which a mistyped code is put right.

    The codes of `closed` committees, which are no more, still lead somewhere.
    """
    ledgers = (
        *((one.committee.profile.number, one.ledger) for one in committees),
        *((one.closing.number, one.ledger) for one in closed),
    )
    return " ".join(
        f"{number}:{max(int(code.number) for code in ledger.codes)}" for number, ledger in ledgers if ledger.codes
    )


# --- what search engines read ----------------------------------------------------------------------------------------


def script(data: Mapping[str, Any]) -> str:
    """Structured data as the content of a `<script type="application/ld+json">`, which no text within can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")


def structured(handbook: Handbook, pages: CommitteePages, page: Page, values: placeholder.Values) -> str:
    """The structured data of a committee's first page and of its services; nothing for other pages."""
    if page.kind == "service":
        return script(service(handbook, pages, page, values))
    return script(organization(handbook, pages, values)) if (page.kind, page.id) == ("page", "home") else ""


def organization(handbook: Handbook, pages: CommitteePages, values: placeholder.Values) -> dict[str, Any]:
    """The committee for schema.org: an organization of residents, not an office of the government."""
    profile = pages.committee.profile
    place = {"@type": "Place", "address": profile.address, "openingHoursSpecification": opening(handbook, pages)}
    return known(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": address_of(handbook, pages),
            "url": address_of(handbook, pages),
            "name": values["committee.full_name"],
            "alternateName": values["committee.short_name"],
            "telephone": profile.phone,
            "location": known(place),
            "areaServed": area(handbook, pages),
        }
    )


def service(handbook: Handbook, pages: CommitteePages, page: Page, values: placeholder.Values) -> dict[str, Any]:
    """A service for schema.org: whose it is, where, when, and whom to ring, in the words of its page."""
    subject: Service = page.subject
    committee = known(
        {
            "@type": "Organization",
            "@id": address_of(handbook, pages),
            "name": values["committee.full_name"],
            "telephone": pages.committee.profile.phone,
        }
    )
    place = {"@type": "Place", "name": placeholder.fill(subject.place, values)}
    phones = (
        {
            "@type": "ServiceChannel",
            "name": phone.name,
            "servicePhone": {"@type": "ContactPoint", "telephone": phone.number},
        }
        for phone in subject.phones
    )
    return known(
        {
            "@context": "https://schema.org",
            "@type": "Service" if subject.part == "办理" else "GovernmentService",
            "url": handbook.site.site_url + page.path,
            "name": subject.title,
            "description": placeholder.fill(subject.answer, values),
            "provider": committee if subject.part == "办理" else None,
            "serviceOperator": committee if subject.part == "代理代办" else None,
            "areaServed": area(handbook, pages),
            "availableChannel": [{"@type": "ServiceChannel", "serviceLocation": place}, *phones],
            "hoursAvailable": {
                "@type": "OpeningHoursSpecification",
                "description": placeholder.fill(subject.hours, values),
            },
        }
    )


def known(data: Mapping[str, Any]) -> dict[str, Any]:
    """What of some data is known; a gap is left out, not named."""
    return {name: value for name, value in data.items() if value}


def address_of(handbook: Handbook, pages: CommitteePages) -> str:
    """The lasting address of a committee's first page."""
    return handbook.site.site_url + pages.pages["page", "home"].path


def area(handbook: Handbook, pages: CommitteePages) -> dict[str, str]:
    """Where a committee is."""
    policy = handbook.policy
    name = f"{policy.district}{policy.subdistrict}{pages.committee.profile.name}居民区"
    return {"@type": "AdministrativeArea", "name": name}


WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def opening(handbook: Handbook, pages: CommitteePages) -> list[dict[str, Any]]:
    """The committee's normal hours by weekday; none where schema.org has no exact form for them, as for a season."""
    normal = handbook.policy.duty.normal
    found = []
    for period in pages.committee.timetable.periods:
        if period.kind == normal and period.days and period.opens and period.closes:
            days = range(7) if period.days == "每天" else sorted(schedule.weekdays(period.days))
            if period.season or not days or period.days.startswith("每月"):
                return []
            found.append(
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": [WEEK[day] for day in days],
                    "opens": f"{period.opens:%H:%M}",
                    "closes": f"{period.closes:%H:%M}",
                }
            )
    return found


# --- what changed ----------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """A text that was made or revised: a name that lasts, where it stands, its title, when, and what it is for."""

    id: str
    address: str
    title: str
    day: datetime.date
    summary: str


def changes(handbook: Handbook, pages: CommitteePages | None, values: placeholder.Values) -> list[Change]:
    """Rules, rooms and working committees, what was revised last first; without a committee, those all share."""
    site_url = handbook.site.site_url
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
        done = "修订" if subject.revised > subject.adopted else "定下"
        summary = f"{placeholder.date(subject.revised)}{done}。{purpose}"
        address = site_url + path if pages else site_url
        found.append(Change(site_url + path, address, title, subject.revised, summary))
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.id))


def file_size(size: int) -> str:
    """Bytes as one says them: `86 KB`, `1.2 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


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
    loaded = max(committee.profile.updated for committee in handbook.committees)
    latest = max((one.day for one in found), default=loaded)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">\n'
        f"<id>{text(home)}changes.atom</id>\n<title>{text(name)}：制度有变动</title>\n"
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


# --- who runs the website --------------------------------------------------------------------------------------------


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


# --- the files ------------------------------------------------------------------------------------------------------


Look = Mapping[str, Any]
"""Colours, as templates/shared/look.yml has them."""


def _security(handbook: Handbook) -> str:
    said = publishing(handbook)
    contacts = (said.security or "" if said else "", telephone(handbook.policy.office.number))
    return security(handbook.site.site_url, contacts, handbook.today)


def _icon(size: int, look: Look) -> bytes:
    return icon(size, look["light"]["teal"], look["light"]["card"])


SITE_FILES: Mapping[str, Callable[[Handbook, Look], bytes]] = {
    ".nojekyll": lambda handbook, look: b"",
    ".well-known/security.txt": lambda handbook, look: _security(handbook).encode(),
    "_headers": lambda handbook, look: headers(handbook.site.site_url).encode(),
    "_redirects": lambda handbook, look: redirects(handbook.site.site_url).encode(),
    "changes.atom": lambda handbook, look: feed(handbook, None).encode(),
    "icon-192.png": lambda handbook, look: _icon(192, look),
    "icon-512.png": lambda handbook, look: _icon(512, look),
    "nginx.conf": lambda handbook, look: nginx(handbook.site.site_url).encode(),
}
"""The website's files that no template makes, by their path below its root, and what makes each."""


# --- packed twins ----------------------------------------------------------------------------------------------------


TEXTUAL = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".atom", ".webmanifest")


def packed(ending: str, content: bytes) -> bytes:
    """A text's twin, for hosts that send files as they lie there."""
    return PACKED[ending](content)


def gzipped(content: bytes) -> bytes:
    """A gzip file with neither time, name nor system in it, so that equal content makes equal bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    tail = struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return head + packer.compress(content) + packer.flush() + tail


def brotlied(content: bytes) -> bytes:
    """A brotli stream. Level 9 with a window of the content's size: 11 takes 25 times as long for 8 % less."""
    window = min(max(16, len(content).bit_length()), 24)
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=9, lgwin=window))


PACKED: Mapping[str, Callable[[bytes], bytes]] = {".gz": gzipped, ".br": brotlied}
"""The ways a text is packed, by the ending of the twin."""
