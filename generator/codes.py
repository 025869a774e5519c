"""Printed codes: numbers that never die, their check digit, their addresses and their ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from generator.model import Code, Ledger

# The totally anti-symmetric quasigroup of order 10 in H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004:
# every single wrong digit and every swap of neighbours is caught.
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

LEDGER_HEAD = """\
# 二维码台账：程序写，只增不改。印出去的编码永远有效，号码不重复使用。请不要手工修改；合并冲突时两边的行都留下。
codes:
"""


class Wanted(NamedTuple):
    """Something that shall have a code: its kind, its id, and its title when it first got one."""

    kind: str
    id: str
    title: str


def check_digit(digits: str) -> str:
    """The Damm digit that ends a code."""
    interim = 0
    for digit in digits:
        interim = DAMM[interim][int(digit)]
    return str(interim)


def code_of(committee_number: str, number: str) -> str:
    """A whole code: committee number, item number, check digit."""
    digits = committee_number + number
    return digits + check_digit(digits)


def is_code(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    return digits.isdecimal() and len(digits) > 1 and check_digit(digits[:-1]) == digits[-1]


def address(code_url: str, code: str) -> str:
    """What a QR symbol holds: lower-case scheme, upper-case host and digits, which a symbol packs tightest.

    A path below the host keeps its case, since hosts may tell cases apart there.
    """
    scheme, _, rest = code_url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.upper()}{slash}{path}{code}/"


def plain(code_url: str, code: str) -> str:
    """What a person types: host, path and digits."""
    return code_url.partition("://")[2] + code


def assign(ledger: Ledger, committee_number: str, wanted: Iterable[Wanted]) -> Ledger:
    """The ledger with a code for all that is wanted; what it has stays as it is, new codes come after the highest."""
    known = {(code.kind, code.id) for code in ledger.codes}
    highest = max((int(code.number) for code in ledger.codes), default=0)
    fresh = [item for item in wanted if (item.kind, item.id) not in known]
    added = []
    for offset, item in enumerate(fresh, 1):
        number = f"{highest + offset:03d}"
        added.append(
            Code(
                number=number,
                code=code_of(committee_number, number),
                kind=item.kind,
                id=item.id,
                title=item.title,
            )
        )
    if not added:
        return ledger
    return Ledger(codes=(*ledger.codes, *added)).placed(ledger.source)


def ledger_text(ledger: Ledger) -> str:
    """The ledger as its YAML file, one code a line, so that two branches merge by keeping both sides' lines."""
    return LEDGER_HEAD + "".join(
        f'  - {{number: "{code.number}", code: "{code.code}", kind: {code.kind}, id: {code.id}, '
        f"title: {json.dumps(code.title, ensure_ascii=False)}}}\n"
        for code in ledger.codes
    )
