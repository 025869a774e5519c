"""The host on paper lasts, and somebody looked at the website before it goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.codes import host, ledger
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.problem import Problem


def host_lasting(handbook: Handbook) -> Iterator[Problem]:
    """D071, D074: the host on paper is the office's own, paid for, and short enough for a code of 29 modules."""
    site, place = handbook.site, handbook.site.source.at("site_url")
    if reason := host.refusal(site):
        yield Problem(place, "D071", reason, host.OWN_HOST, "warning")
    if not site.handbook.demonstration:
        left = host.days_left(site, handbook.today)
        if left is None:
            hint = "在 handbook 下面写 `domain`: {`owner`: 谁的, `renewal`: 哪天到期}"
            yield Problem(place, "D074", "没有写印在纸上的网址是谁的、哪天到期", hint, "warning")
        elif left <= host.WARN_DAYS:
            message = f"印在纸上的网址再过{left}天到期" if left >= 0 else f"印在纸上的网址到期{-left}天了"
            hint = "请网址的主人续费，改 `renewal`；到期不续，印出去的码就都死了"
            yield Problem(place, "D074", message, hint, "warning")
    code = max((code.code for committee in handbook.committees for code in committee.ledger.codes), key=len, default="")
    symbol = host.largest_symbol(site, code)
    if symbol.version > host.LARGEST_VERSION:
        side = len(symbol.rows)
        message = f"网址太长，二维码每边要{side}格，比{host.LARGEST_SIDE}格的难扫"
        yield Problem(place, "D074", message, "换一个短的网址写在 `code_url`，域名连同路径20个字以内", "warning")


def printed_addresses_kept(handbook: Handbook) -> Iterator[Problem]:
    """X4: what stands before printed codes is today's address, or one that the office says it keeps for ever."""
    site = handbook.site
    kept = (site.code_url, site.site_url, *site.handbook.former_urls)
    sheets: dict[str, list[tuple[str, Edition]]] = {}
    for committee in handbook.committees:
        for edition in ledger.hanging(committee.ledger):
            if edition.address and edition.address not in kept:
                sheets.setdefault(edition.address, []).append((committee.profile.name, edition))
    place = site.setting("code_url") if site.handbook.code_url else site.source.at("site_url")
    for address, lost in sheets.items():
        count = sum(edition.copies or 1 for _, edition in lost)
        walls = Counter(f"{name}{edition.place or '地点没有写'}" for name, edition in lost)
        named = "、".join(f"{wall}{number}种" for wall, number in list(walls.items())[:WALLS])
        more = f"等{len(walls)}处" if len(walls) > WALLS else ""
        message = f"付印过的{count}张上，码的网址是 {address}，现在的网址打不开它们：{named}{more}"
        hint = f"改回原来的网址；老网址会一直留着的，在 handbook 里写 `former_urls`: [{address}]，并让它转到新网址"
        yield Problem(place, "X4", message, hint)


WALLS = 5
"""How many walls are named on which an address hangs that leads nowhere any more."""


def release_reviewed(handbook: Handbook) -> Iterator[Problem]:
    """D065: a website of real data names who read it for secrets and personal data beforehand (国办发〔2017〕47号)."""
    settings = handbook.site.handbook
    if settings.demonstration or (settings.publishing and settings.publishing.review):
        return
    hint = "请人看一遍有没有不该公开的，再写 `publishing`: {`review`: {`by`: 姓名, `date`: 2026-11-22}}；不会印出来"
    yield Problem(handbook.site.source.at(), "D065", "没有写明上网以前谁审查过、哪天审查的", hint, "warning")
