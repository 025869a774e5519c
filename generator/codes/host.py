"""Whether a host may stand on paper for ten years: whose it is, how long it is paid for, how large it makes codes."""

from __future__ import annotations

import datetime
import re

from generator.codes import number
from generator.model.site import Site

FREE_HOSTS = (
    *("github.io", "gitee.io", "gitlab.io", "coding.me", "codeberg.page", "sourceforge.io", "readthedocs.io"),
    *("pages.dev", "workers.dev", "r2.dev", "netlify.app", "vercel.app", "web.app", "firebaseapp.com", "surge.sh"),
    *("onrender.com", "herokuapp.com", "glitch.me", "fly.dev", "deno.dev", "edgeone.app", "tcloudbaseapp.com"),
    *("myqcloud.com", "aliyuncs.com", "bcebos.com", "myhuaweicloud.com", "amazonaws.com", "azurewebsites.net"),
    *("ngrok.io", "ngrok-free.app", "trycloudflare.com", "wixsite.com", "weebly.com", "blogspot.com", "wordpress.com"),
)
"""Hosts that somebody else gives away and may take back: no paper outlives them."""

SHORT_LINKS = (
    *("dwz.cn", "dwz.lc", "dwz.mk", "t.cn", "url.cn", "suo.im", "suo.nz", "sina.lt", "3.cn", "u.nu", "0x3.me"),
    *("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "cutt.ly", "rebrand.ly", "s.id", "cli.im"),
)
"""Services that shorten addresses: what stands on paper would be theirs."""

RESERVED = ("example", "test", "invalid", "localhost", "local", "internal")
"""Endings that lead nowhere on the public internet (RFC 2606, RFC 6761, RFC 6762)."""

RESERVED_NAMES = ("example.com", "example.net", "example.org")
"""Hosts that are set aside for examples (RFC 2606, 3)."""

IP_ADDRESS = re.compile(r"[0-9.]+")
"""A host of digits and dots: an address of one machine."""

OWN_HOST = "换成街道自己的、能用十年以上的网址；一定要用现在这个，就在 handbook 的 `domain` 里写 `free_host`: 是"
"""What to do about a host that may go away."""

LARGEST_VERSION = 3
"""The largest QR symbol a board of ours has."""


def side(version: int) -> int:
    """Return how many modules a symbol of a version has from side to side (ISO/IEC 18004, 6.3.1)."""
    return 17 + 4 * version


LARGEST_SIDE = side(LARGEST_VERSION)

WARN_DAYS = 400
"""How long before the host runs out somebody has to be told: a budget year and a month."""

SERIALS = 999
"""The serial of issue that a committee will not go beyond in decades, for which codes must have room."""


def host_of(site: Site) -> str:
    """Return the host that stands in printed codes; a dot at its end, which changes nothing, is left out."""
    return number.parts(site.code_url).host.rstrip(".")


def refusal(site: Site) -> str:
    """Return in words why nothing may be issued with this host; empty where nothing speaks against it."""
    host = host_of(site)
    if host.rpartition(".")[2] in RESERVED or _below(host, RESERVED_NAMES):
        return (
            ""
            if site.handbook.demonstration
            else f"“{host}”是演示用的网址，扫出来什么也没有（只是演示，就写 `demonstration`: 是）"
        )
    if IP_ADDRESS.fullmatch(host):
        return f"“{host}”是一台机器的地址，机器一换，印出去的码就都死了"
    if "." not in host:
        return f"“{host}”不是完整的网址，外面的手机打不开"
    if site.handbook.domain and site.handbook.domain.free_host:
        return ""
    if _below(host, SHORT_LINKS):
        return f"“{host}”是短链接，服务商一停，印出去的码就都死了"
    if _below(host, FREE_HOSTS):
        return f"“{host}”是别人白送的网址，随时可能收回，印出去的码就都死了"
    return ""


def _below(host: str, known: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in known)


def days_left(site: Site, day: datetime.date) -> int | None:
    """Return how many days are left until the host has to be renewed, or None where the settings do not say."""
    return (site.handbook.domain.renewal - day).days if site.handbook.domain else None


VERSIONS: dict[str, int] = {}
"""The version of the symbol of an address, as far as this process knows it."""


def largest_version(site: Site, code: str) -> int:
    """Return the version of the symbol of the longest address that a code of this length will ever have."""
    address = number.address(site.code_url, code, SERIALS)
    if address not in VERSIONS:
        from generator.codes import qr  # slow to import

        VERSIONS[address] = qr.fit_of(address).version
    return VERSIONS[address]
