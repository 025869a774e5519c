"""What a sheet says, told apart by type from how it is drawn.

A sheet's data are nested mappings and lists of texts and numbers. What in them is `Drawn` or a `PrintedCode` is not, or
not wholly, what the sheet says: its edition does not depend on a colour, on a width, or on where its codes lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.codes.compare import Facts
from generator.codes.number import address, domain, parts, plain

MAPPINGS, LISTS = (dict, Mapping), (list, tuple)
"""What sheets' data are nested in, the usual kind first."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value that shows how a sheet is drawn, or on which day it was made, but says nothing to its reader."""

    value: Any


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code on a sheet. It says its number and the words beside it; where it leads goes with the sheet's edition.

    `code_url` is what stands before a printed code, `serial` that of the issued sheet it is on, None on a proof.
    """

    number: str
    caption: str
    code_url: str
    serial: int | None = None

    @property
    def url(self) -> str:
        """What the symbol holds."""
        return address(self.code_url, self.number, self.serial)

    @property
    def plain(self) -> str:
        """What a person types."""
        return plain(self.code_url, self.number)


@dataclass(frozen=True, slots=True)
class PrintedAddress:
    """A code that leads to a page by its readable address: the website's first, of which no ledger has a code."""

    address: str
    caption: str

    @property
    def url(self) -> str:
        """What the symbol holds: the host in upper case, which a symbol packs tightest."""
        scheme, host, path = parts(self.address)
        return f"{scheme}://{host.upper()}{path}"

    @property
    def plain(self) -> str:
        """What a person types."""
        return domain(self.address)


@dataclass(frozen=True)
class SheetData:
    """A sheet's data in two parts: what it says, of which its edition's digest is made, and what its template draws.

    Of most sheets nobody asks for either: they were never issued.
    """

    data: Any

    @cached_property
    def says(self) -> Facts:
        """What the sheet says."""
        return says(self.data)

    @cached_property
    def drawn(self) -> Facts:
        """What its template is given, but for symbols."""
        return drawn(self.data)


# Nearly all that these walk through are texts, and those that are not are dicts and lists: these are asked for first.


def says(data: Any) -> Facts:
    """Return what a sheet's data say, as JSON has it."""
    if isinstance(data, str):
        return data
    if isinstance(data, PrintedCode):
        return {"number": data.number, "caption": data.caption}
    if isinstance(data, PrintedAddress):
        return {"address": data.address, "caption": data.caption}
    if isinstance(data, MAPPINGS):
        return {
            key: value if isinstance(value, str) else says(value)
            for key, value in data.items()
            if not isinstance(value, Drawn)
        }
    if isinstance(data, LISTS):
        return [says(item) for item in data if not isinstance(item, Drawn)]
    return data


def drawn(data: Any, symbol: Callable[[str], str] | None = None) -> Any:
    """Return what a template is given, as JSON has it; with `symbol`, which draws an address, also each code's SVG."""
    if isinstance(data, str):
        return data
    if isinstance(data, MAPPINGS):
        return {key: value if isinstance(value, str) else drawn(value, symbol) for key, value in data.items()}
    if isinstance(data, LISTS):
        return [drawn(item, symbol) for item in data]
    if isinstance(data, Drawn):
        return drawn(data.value, symbol)
    if isinstance(data, PrintedCode | PrintedAddress):
        number = {"number": data.number} if isinstance(data, PrintedCode) else {}
        code = {**number, "url": data.url, "plain": data.plain, "caption": data.caption}
        return {**code, "svg": symbol(data.url)} if symbol else code
    return data


def unlike_json(value: Any) -> Any:
    """Return the same of a value within a sheet's data for which JSON has no kind of its own, as `json.dumps` asks."""
    if isinstance(value, Drawn):
        return value.value
    return dict(value) if isinstance(value, Mapping) else drawn(value)


def with_serial(data: Any, serial: int | None) -> Any:
    """Return the data with every code leading to the edition of the sheet that it is on."""
    if isinstance(data, str):
        return data
    if isinstance(data, PrintedCode):
        return replace(data, serial=serial)
    if isinstance(data, MAPPINGS):
        return {key: value if isinstance(value, str) else with_serial(value, serial) for key, value in data.items()}
    return [with_serial(item, serial) for item in data] if isinstance(data, LISTS) else data


def printed_codes(data: Any) -> Iterator[PrintedCode]:
    """Yield the codes that a sheet prints."""
    if isinstance(data, PrintedCode):
        yield data
    elif isinstance(data, MAPPINGS):
        for value in data.values():
            yield from printed_codes(value)
    elif isinstance(data, LISTS):
        for item in data:
            yield from printed_codes(item)


# --- the first kind --------------------------------------------------------------------------------------------------
#
# Editions issued before sheets had types were judged by a digest of all their data but the values of these keys,
# wherever they stood. That lost some of what a sheet says, such as the width of a plate; but what hangs on walls was
# issued so, and must not look outdated because this program has learnt better. New editions carry both digests.

FIRST_UNSAID = frozenset(
    (
        *("svg", "url", "plain", "mark", "edition", "variant", "updated", "as_of"),
        *("colour", "orientation", "width", "well", "own", "normal", "gap", "terms"),
    )
)


def says_by_first_kind(sheet: SheetData) -> Facts:
    """Return what a sheet said by the first kind of digest: all of its data but the values of some keys."""
    return _without(sheet.drawn)


def _without(data: Any) -> Facts:
    if isinstance(data, Mapping):
        return {key: _without(value) for key, value in data.items() if key not in FIRST_UNSAID}
    return [_without(item) for item in data] if isinstance(data, list) else data
