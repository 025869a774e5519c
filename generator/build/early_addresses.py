"""What stands before the codes of early sheets, whose ledgers do not say: those who remember the website know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.data.site import ways_out
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
    sheets: dict[tuple[str, str], list[Edition]] = {}
    for edition in _unaddressed(handbook):
        told = [(witness.addresses.get(str(edition.seal), ""), witness.name) for witness in known]
        last = [(witness.address, witness.name) for witness in known]
        address, name = next((each for each in (*told, *last) if each[0]), ("", ""))
        if address and address not in site.kept_addresses:
            sheets.setdefault((address, name), []).append(edition)
    place = site.setting("code_url") if site.handbook.code_url else site.source.at("site_url")
    for (address, name), early in sheets.items():
        count = sum(edition.copies or 1 for edition in early)
        message = f"早先付印的{count}张没有记网址，{name}那时的网址是 {address}，现在的网址打不开它"
        yield Problem(place, "X4", message, ways_out(address))


def _unaddressed(handbook: Handbook) -> Iterator[Edition]:
    """Yield the editions of all committees, those that are no more among them, that do not say their address."""
    ledgers = (*(each.ledger for each in handbook.committees), *(each.ledger for each in handbook.closed))
    return (edition for ledger in ledgers for edition in ledger.editions if not edition.address)
