"""What stands before the codes of early sheets, whose ledgers do not say: those who remember the website know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.data.site import ledgers, walls, ways_out
from generator.codes.history import Witness
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.problem import Problem


def early_addresses(handbook: Handbook, witnesses: Iterable[Witness]) -> Iterator[Problem]:
    """Yield a problem (X4) for each address with which early sheets were printed and that leads nowhere today.

    Who remembers with which address an edition was written is believed before who knows the website's last one only.
    """
    site = handbook.site
    if site.has_lost(None):
        return
    known = tuple(witnesses)
    sheets: dict[tuple[str, str], list[tuple[str, Edition]]] = {}
    for committee, edition in _unaddressed(handbook):
        told = [(witness.addresses.get(str(edition.seal), ""), witness.name) for witness in known]
        last = [(witness.address, witness.name) for witness in known]
        address, name = next((each for each in (*told, *last) if each[0]), ("", ""))
        if address and address not in site.kept_addresses:
            sheets.setdefault((address, name), []).append((committee, edition))
    place = site.setting("code_url") if site.handbook.code_url else site.source.at("site_url")
    for (address, name), early in sheets.items():
        count = sum(edition.copies or 1 for _, edition in early)
        message = f"早先付印的{count}张没有记网址，{name}那时的网址是 {address}，现在的网址打不开它们：{walls(early)}"
        yield Problem(place, "X4", message, ways_out(address))


def _unaddressed(handbook: Handbook) -> Iterator[tuple[str, Edition]]:
    """Yield the editions that do not say their address, each with the name of its committee."""
    for name, own in ledgers(handbook):
        yield from ((name, edition) for edition in own.editions if not edition.address)
