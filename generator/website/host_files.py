"""What the website tells hosts and browsers: headers, redirects, icons, whom to tell of a security hole."""

from __future__ import annotations

import datetime
import json
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.codes.history import OwnLedger, remembered
from generator.codes.number import parts
from generator.model.handbook import Handbook
from generator.model.site import OwnAddress
from generator.model.written_phones import EXTENSION
from generator.products.website import NOT_FOUND, SiteFile
from generator.website.feed import feed
from generator.website.search import directory_script

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


def base_path(site_url: str) -> str:
    """Return the path below its host at which the website stands: `/`, or `/a/b/`."""
    return parts(site_url).path


def headers(site_url: str) -> str:
    """Return `_headers`, as Cloudflare Pages and Netlify read it.

    Both let a browser ask again for a page by themselves; a second line for the same header would be added to the
    first, not replace it, so only assets are spoken of.
    """
    lines = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    return f"/*\n{lines}{base_path(site_url)}{OwnAddress.ASSETS}/*\n  Cache-Control: {FOREVER}\n"


def redirects(site_url: str, former_urls: Sequence[str] = (), printed: Iterable[str] = ()) -> str:
    """Return `_redirects`, for what programs ask for at an old address; a printed code is a page and needs none.

    What was printed with a former address leads on to this one: from another host that leads to the same server, as
    Netlify knows it, or from another path. If this website lies below that, only the codes that were `printed` do: a
    rule for all would lead in circles.
    """
    base = base_path(site_url)
    moved = ""
    for former in former_urls:
        if parts(former)[1:] == parts(site_url)[1:]:
            continue  # it would lead to itself for ever
        if parts(former).host != parts(site_url).host:
            moved += f"{former}* {site_url}:splat 301!\n"
        elif not base.startswith(base_path(former)):
            moved += f"{base_path(former)}* {site_url}:splat 301\n"
        else:
            moved += "".join(f"{base_path(former)}{code}/* {site_url}{code}/:splat 301\n" for code in printed)
    return f"{moved}{base}favicon.ico {base}favicon.svg 302\n/security.txt /.well-known/security.txt 302\n"


def former_addresses(site_url: str, former_urls: Sequence[str]) -> str:
    """Return the lines of nginx that lead on from former addresses.

    On the same host only printed codes are led on, since what else is there may be others'; another host goes into a
    server of its own.
    """
    lines = ""
    for former in former_urls:
        host, path = parts(former)[1:]
        if (host, path) == parts(site_url)[1:]:
            continue  # it would lead to itself for ever
        if host == parts(site_url).host:
            lines += f'location ~ "^{re.escape(path)}([0-9]{{5,13}}(/.*)?)$" {{ return 301 {site_url}$1; }}\n'
        else:
            rule = f"rewrite ^{re.escape(path)}(.*)$ {site_url}$1 permanent;"
            lines += f"# server {{ listen …; server_name {host}; {rule} }}\n"
    return f"\n# what was printed with a former address\n{lines}" if lines else ""


def nginx_conf(site_url: str, former_urls: Sequence[str] = ()) -> str:
    """Return `nginx.conf`, a file for nginx to include in its `server`, which names the folder by `root`."""
    base = base_path(site_url)
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    return f"""\
# In nginx: server {{ listen …; server_name …; root <the folder that {base} is in>; include <this file>; }}
index index.html;
charset utf-8;
charset_types text/css text/javascript application/javascript text/xml text/plain application/atom+xml;
absolute_redirect off;
server_tokens off;
error_page 404 {base}{NOT_FOUND};

# .gz and .br files beside the pages; the second line needs the module ngx_brotli
gzip_static on;
#brotli_static on;

{lines}set $kept "no-cache";
if ($uri ~ "/{OwnAddress.ASSETS}/[a-z0-9-]+\\.[0-9a-f]{{8}}\\.[a-z0-9]+$") {{
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
{former_addresses(site_url, former_urls)}"""


def telephone_uri(number: str) -> str:
    """Return `tel:+86-21-5555-0100` (RFC 3966) for `021-5555-0100`; empty for a short number such as `12345`."""
    number, _, extension = number.partition(EXTENSION)
    ext = f";ext={extension}" if extension else ""
    return f"tel:+86-{number[1:]}{ext}" if re.fullmatch(r"0[0-9]{2,3}(-[0-9]+)+", number) else ""


SECURITY_DAYS = 360
"""How long security.txt holds; RFC 9116 advises less than a year."""


def security_txt(site_url: str, contacts: Iterable[str], today: datetime.date, language: str) -> str:
    """Return `security.txt` (RFC 9116): whom to tell of a security hole, the best way first, else the website itself.

    Empty ones among the `contacts`, which are URIs, are left out. They are written to in their `language`, or English.
    """
    lines = [f"Contact: {contact}\n" for contact in contacts if contact] or [f"Contact: {site_url}\n"]
    expires = today + datetime.timedelta(days=SECURITY_DAYS)
    languages = ", ".join(dict.fromkeys((language, "en")))
    rest = f"Expires: {expires}T00:00:00Z\nPreferred-Languages: {languages}\n"
    canonical = f"Canonical: {site_url}.well-known/security.txt\n" if base_path(site_url) == "/" else ""
    return "".join(lines) + rest + canonical


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
    """Return the mark as a PNG of two colours, which are given as `#0a5450`; `size`, in pixels, is a multiple of 32."""
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


Look = Mapping[str, Any]
"""Colours, as templates/shared/look.yml has them."""


def _security_txt(handbook: Handbook) -> str:
    publishing = handbook.site.handbook.publishing
    contacts = (publishing.security or "" if publishing else "", telephone_uri(handbook.policy.office.number))
    return security_txt(handbook.site.site_url, contacts, handbook.today, handbook.words.short_language)


def _icon(size: int, look: Look) -> bytes:
    return icon(size, look["light"]["teal"], look["light"]["card"])


def build_json(ledgers: Mapping[str, OwnLedger], address: str) -> str:
    """Return what the website remembers, so that what is lost shows: ledgers by number, what stands before codes."""
    kept = {number: remembered(own) for number, own in ledgers.items()}
    return json.dumps({"address": address, "ledgers": kept}, indent=1) + "\n"


def site_file(file: SiteFile, handbook: Handbook, look: Look, ledgers: Mapping[str, OwnLedger]) -> bytes:
    """Return a file of the website's own that no template makes. `ledgers` are by the number of their committee."""
    match file:
        case SiteFile.NO_JEKYLL:
            return b""
        case SiteFile.SECURITY:
            return _security_txt(handbook).encode()
        case SiteFile.HEADERS:
            return headers(handbook.site.site_url).encode()
        case SiteFile.REDIRECTS:
            printed = [code.code for own in ledgers.values() for code in own.ledger.codes if code.issued]
            return redirects(handbook.site.site_url, handbook.site.handbook.former_urls, printed).encode()
        case SiteFile.CHANGES:
            return feed(handbook, None).encode()
        case SiteFile.BUILD:
            return build_json(ledgers, handbook.site.code_url).encode()
        case SiteFile.DIRECTORY:
            return directory_script(handbook).encode()
        case SiteFile.SMALL_ICON:
            return _icon(192, look)
        case SiteFile.LARGE_ICON:
            return _icon(512, look)
        case SiteFile.NGINX:
            return nginx_conf(handbook.site.site_url, handbook.site.handbook.former_urls).encode()
