"""The host on paper lasts, and somebody looked at the website before it goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.codes import host
from generator.model.handbook import Handbook
from generator.model.ledger import Edition, Ledger
from generator.model.naming_keys import naming_keys
from generator.problem import Problem, to_type


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
    version = host.largest_version(site, code)
    if version > host.LARGEST_VERSION:
        side = host.side(version)
        message = f"网址太长，二维码每边要{side}格，比{host.LARGEST_SIDE}格的难扫"
        yield Problem(place, "D074", message, "换一个短的网址写在 `code_url`，域名连同路径20个字以内", "warning")


def printed_addresses_kept(handbook: Handbook) -> Iterator[Problem]:
    """X4: what stands before printed codes is today's address, or one that the office says it keeps or has lost.

    That of every sheet ever issued counts, of committees that are no more and of sheets that were replaced as well:
    nobody knows whether each of them was taken down.
    """
    site = handbook.site
    sheets: dict[str, list[tuple[str, Edition]]] = {}
    for name, own in ledgers(handbook):
        for edition in own.editions:
            address = edition.address
            if address and address not in site.kept_addresses and not site.has_lost(address):
                sheets.setdefault(address, []).append((name, edition))
    place = site.setting("code_url") if site.handbook.code_url else site.source.at("site_url")
    for address, lost in sheets.items():
        count = sum(edition.copies or 1 for _, edition in lost)
        message = f"付印过的{count}张上，码的网址是 {address}，现在的网址打不开它们：{walls(lost)}"
        yield Problem(place, "X4", message, ways_out(address))


def ways_out(address: str) -> str:
    """Return what an office can do about an address on paper that does not lead to the website any more."""
    return naming_keys(
        f"改回原来的网址；老网址会一直留着的，在 handbook 里写 `former_urls`: [{address}]，并让它转到新网址；"
        f"老网址拿不回来了，写 `lost_urls`: [{address}]，要重印的由 {to_type('status')} 列出来"
    )


def ledgers(handbook: Handbook) -> Iterator[tuple[str, Ledger]]:
    """Yield every ledger with the name of its committee, those of committees that are no more among them."""
    yield from ((committee.profile.name, committee.ledger) for committee in handbook.committees)
    yield from ((closed.closing.name, closed.ledger) for closed in handbook.closed)


def walls(sheets: Iterable[tuple[str, Edition]]) -> str:
    """Return in words on which walls sheets hang, given with the names of their committees, and how many kinds."""
    kinds = {(f"{name}{edition.place or '地点没有写'}", edition.sheet, edition.part) for name, edition in sheets}
    counts = Counter(wall for wall, _, _ in sorted(kinds, key=str))
    named = "、".join(f"{wall}{number}种" for wall, number in list(counts.items())[:WALLS])
    return named + (f"等{len(counts)}处" if len(counts) > WALLS else "")


WALLS = 5
"""How many walls are named on which an address hangs that leads nowhere any more."""


def release_reviewed(handbook: Handbook) -> Iterator[Problem]:
    """D065: a website of real data names who read it for secrets and personal data beforehand (国办发〔2017〕47号)."""
    settings = handbook.site.handbook
    if settings.demonstration or (settings.publishing and settings.publishing.review):
        return
    hint = "请人看一遍有没有不该公开的，再写 `publishing`: {`review`: {`by`: 姓名, `date`: 2026-11-22}}；不会印出来"
    yield Problem(handbook.site.source.at(), "D065", "没有写明上网以前谁审查过、哪天审查的", hint, "warning")
