"""The host on paper lasts, and somebody looked at the website before it goes out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import host
from generator.model.handbook import Handbook
from generator.problem import Problem


def host_lasting(handbook: Handbook) -> Iterator[Problem]:
    """D071, D074: the host on paper is the office's own, paid for, and short enough for a code of 29 modules."""
    site, place = handbook.site, handbook.site.source.at("site_url")
    if reason := host.refusal(site):
        yield Problem(place, "D071", reason, host.OWN_HOST, "warning")
    if not site.handbook.demonstration:
        left = host.days_left(site, handbook.today)
        if left is None:
            hint = "在 handbook 下面写 domain: {owner: 谁的, renewal: 哪天到期}"
            yield Problem(place, "D074", "没有写印在纸上的网址是谁的、哪天到期", hint, "warning")
        elif left <= host.WARN_DAYS:
            message = f"印在纸上的网址再过{left}天到期" if left >= 0 else f"印在纸上的网址到期{-left}天了"
            hint = "请网址的主人续费，改 renewal；到期不续，印出去的码就都死了"
            yield Problem(place, "D074", message, hint, "warning")
    code = max((code.code for committee in handbook.committees for code in committee.ledger.codes), key=len, default="")
    symbol = host.largest_symbol(site, code)
    if symbol.version > host.LARGEST_VERSION:
        side = len(symbol.rows)
        message = f"网址太长，二维码每边要{side}格，比{host.LARGEST_SIDE}格的难扫"
        yield Problem(place, "D074", message, "换一个短的网址写在 code_url，域名连同路径20个字以内", "warning")


def release_reviewed(handbook: Handbook) -> Iterator[Problem]:
    """D065: a website of real data names who read it for secrets and personal data beforehand (国办发〔2017〕47号)."""
    settings = handbook.site.handbook
    if settings.demonstration or (settings.publishing and settings.publishing.review):
        return
    hint = "请人看一遍有没有不该公开的，再写 publishing: {review: {by: 姓名, date: 2026-11-22}}；不会印出来"
    yield Problem(handbook.site.source.at(), "D065", "没有写明上网以前谁审查过、哪天审查的", hint, "warning")
