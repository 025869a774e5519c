"""Printed codes: numbers that never die, their check digit and their addresses."""

from __future__ import annotations

from typing import NamedTuple

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


def check_digit(digits: str) -> str:
    """Return the Damm digit that ends a code of these digits."""
    interim = 0
    for digit in digits:
        interim = DAMM[interim][int(digit)]
    return str(interim)


def code_of(committee_number: str, number: str) -> str:
    """Return a whole code: committee number, item number, check digit."""
    digits = committee_number + number
    return digits + check_digit(digits)


def is_code(digits: str) -> bool:
    """Tell whether the last digit is the check digit of those before it."""
    return digits.isdecimal() and len(digits) > 1 and check_digit(digits[:-1]) == digits[-1]


class Url(NamedTuple):
    """A web address in its parts: `https`, `zhongshan.example`, `/sc/a/`."""

    scheme: str
    host: str
    path: str


def parts(url: str) -> Url:
    """Return the parts of a web address that has neither query nor fragment, as all of a site have not."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return Url(scheme, host, slash + path)


def address(code_url: str, code: str, serial: int | None = None) -> str:
    """Return what a QR symbol holds: lower-case scheme, upper-case host and digits, which a symbol packs tightest.

    `serial` is that of the issued sheet the symbol is on, by which its page knows what is in the reader's hand. A path
    below the host keeps its case, since hosts may tell cases apart there.
    """
    scheme, host, path = parts(code_url)
    return f"{scheme}://{host.upper()}{path}{code}/" + (f"{serial}/" if serial else "")


def plain(code_url: str, code: str) -> str:
    """Return what a person types: host, path and digits."""
    _, host, path = parts(code_url)
    return host + path + code


def domain(code_url: str) -> str:
    """Return what a sheet says of where the website is: host and path, without the slash at its end."""
    return plain(code_url, "").rstrip("/")
