"""Identity numbers, bank cards and mobile numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from generator.privacy.characters import GAP, Span

RUN = re.compile("[0-9](?:\u200b*[0-9])*")
CHAIN = re.compile(rf"{RUN.pattern}(?:{GAP}{{1,4}}{RUN.pattern})*(?:{GAP}{{0,4}}[Xx])?")
"""Digits with nothing but gaps between them."""

SHORTEST, LONGEST = 11, 19
"""How many digits a mobile number has, and the longest bank card's."""


class DigitRuns(NamedTuple):
    """Some neighbouring runs of a chain: the digits of each, from where to where it reaches, and the text around."""

    runs: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    around: str

    @property
    def start(self) -> int:
        """Return the index where the first run starts."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Return the index where the last run ends."""
        return self.spans[-1][1]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Return what stands between the runs."""
        return tuple(self.around[left[1] : right[0]] for left, right in pairwise(self.spans))

    @property
    def joined(self) -> str:
        """Return the digits without their gaps."""
        return "".join(self.runs)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return how many digits each run has."""
        return tuple(map(len, self.runs))

    @property
    def closing_x(self) -> str:
        """Return the X that stands behind the digits in place of a last one, the gap before it included; or nothing."""
        closing = re.match(rf"{GAP}{{0,4}}[Xx]", self.around[self.end : self.end + 5])
        return closing[0] if closing else ""

    def on_one_line(self) -> bool:
        """Tell whether the runs stand side by side; a number may be wrapped, figures below each other are a column."""
        broken = sum("\n" in gap and not gap.strip() for gap in self.gaps)
        return 2 * broken <= len(self.gaps)

    def stands_alone(self) -> bool:
        """Tell whether no letter touches the digits, as one does in the number of a file."""
        return not re.match("[0-9A-Za-z]", self.around[self.end : self.end + 1]) and not re.match(
            "[0-9A-Za-z]", self.around[max(self.start - 1, 0) : self.start]
        )


# --- numbers among runs of digits ------------------------------------------------------------------------------------
#
# What it does: people write a number in pieces, so runs of digits with nothing but gaps between them are a chain. In a
# chain a number may begin with any run and take up several; the search goes on behind what it took up.
#
# Why it goes by indices: a column of figures can make one chain of thousands of runs, of which no number takes up more
# than nineteen. So each run is looked at a fixed number of times, however long the chain is.
#
# Measured on a chain of 50,000 single digits, one core, Python 3.11: 1.2 s, ten times what 5,000 take. What by
# its sizes alone can be no number is not looked at; without that it is 8 s.


def personal_numbers(plain: str) -> Iterator[Span]:
    """Yield identity numbers, bank cards and mobile numbers; what is one is not looked at as another.

    `plain` has plain digits, as `characters.WIDTHS` makes them.
    """
    for chain in CHAIN.finditer(plain):
        if chain.end() - chain.start() < SHORTEST:
            continue
        spans = [run.span() for run in RUN.finditer(plain, *chain.span())]
        digits = [plain[start:end].replace("\u200b", "") for start, end in spans]
        index = 0
        while index < len(spans):
            count, span = first_number(plain, spans[index : index + LONGEST], digits[index : index + LONGEST])
            index += count
            if span:
                yield span


def first_number(plain: str, spans: list[tuple[int, int]], digits: list[str]) -> tuple[int, Span | None]:
    """Return how many runs the number takes up that begins with the first of them, and the number; or 1 and None."""
    choices = list(beginnings(plain, spans, digits))
    for kind, end_of in KINDS:
        for choice in choices:
            if end := end_of(choice):
                return len(choice.runs), (choice.start, end, kind)
    return 1, None


def beginnings(plain: str, spans: list[tuple[int, int]], digits: list[str]) -> Iterator[DigitRuns]:
    """Yield the first run, the first two and so on, as far as a number could have runs of these sizes."""
    sizes = tuple(map(len, digits))
    born = "".join(digits[:LONGEST])[6:8] in CENTURIES or "证" in plain[max(spans[0][0] - 12, 0) : spans[0][0]]
    for count, size in enumerate(accumulate(sizes), 1):
        if size > LONGEST:
            return
        if size >= SHORTEST and could_be(sizes[:count], size, born):
            yield DigitRuns(tuple(digits[:count]), tuple(spans[:count]), plain)


# --- what each kind of number looks like -----------------------------------------------------------------------------


def could_be(sizes: tuple[int, ...], size: int, born: bool) -> bool:
    """Tell whether a number of any kind has runs of these sizes, `size` digits in all.

    `born` says that there may be a day of birth among them, or words before them that make them an identity number.
    """
    card = size >= 16 and (len(sizes) == 1 or sizes[0] == 6 or sizes[0] == sizes[1] == 4)
    return card or (born and size in IDENTITY_SIZES) or sizes in MOBILE_SIZES


IDENTITY_SIZES = frozenset({15, 17, 18})
"""How many digits an identity number has: of old, before a closing X, and with all its digits."""


def identity_number(digits: DigitRuns) -> int:
    """Return the index where an identity number ends, 0 where the digits are none.

    It has 18 characters with a date and a check character (GB 11643-1999), or the 15 digits of old where the words
    before say so.
    """
    whole = digits.joined
    if (
        len(whole) == 17
        and is_date(whole[6:14])
        and (closing := digits.closing_x)
        and is_id_number(whole + closing[-1])
    ):
        return digits.end + len(closing)
    if len(whole) == 18 and is_date(whole[6:14]) and is_id_number(whole):
        return digits.end
    before = digits.around[max(digits.start - 12, 0) : digits.start]
    old = len(whole) == 15 and re.search("身份证|证号", before) and is_date("19" + whole[6:12])
    return digits.end if old else 0


def bank_card(digits: DigitRuns) -> int:
    """Return the index where a bank card's number ends, 0 where the digits are none.

    It has 16 to 19 digits that pass Luhn's test, in one piece, in fours as on the card, or six and the rest.
    """
    whole, sizes = digits.joined, digits.sizes
    if not (len(whole) >= 16 and CARD_BEGINS.match(whole) and is_bank_card(whole) and digits.stands_alone()):
        return 0
    in_fours = set(sizes[:-1]) == {4} and sizes[-1] <= 7 and digits.on_one_line() and not all(map(is_year, digits.runs))
    after_six = len(sizes) == 2 and sizes[0] == 6 and digits.on_one_line()
    return digits.end if len(sizes) == 1 or in_fours or after_six else 0


CARD_BEGINS = re.compile("[3-9]|2[2-7]")
"""What issuers of cards have (ISO/IEC 7812-1); a time with milliseconds begins with 20."""

MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9][0-9]{9}")
MOBILE_SIZES = frozenset(
    {(11,), (13,), (15,), (3, 4, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (3, 5, 3), (3, 8), (7, 4), (5, 6), (1,) * 11}
)
"""How people write a mobile number; other figures that happen to follow each other are not one."""


def mobile(digits: DigitRuns) -> int:
    """Return the index where a mobile number ends, 0 where the digits are none."""
    right = digits.sizes in MOBILE_SIZES and MOBILE.fullmatch(digits.joined) and digits.on_one_line()
    return digits.end if right else 0


KINDS: tuple[tuple[str, Callable[[DigitRuns], int]], ...] = (
    ("身份证号", identity_number),
    ("银行卡号", bank_card),
    ("手机号", mobile),
)
"""The kinds of numbers, and what tells where one ends; what could be two of them is the first."""


def is_id_number(digits: str) -> bool:
    """Tell whether the last of 18 characters is the check character of those before it (GB 11643-1999, ISO 7064)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Tell whether the digits pass Luhn's test (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


CENTURIES = ("18", "19", "20")


def is_date(digits: str) -> bool:
    """Tell whether eight digits are a day on which somebody may have been born who is alive, or was lately."""
    if digits[:2] not in CENTURIES:
        return False
    with suppress(ValueError):
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    return False


def is_year(digits: str) -> bool:
    """Tell whether the digits look like a year of these times."""
    return digits[:2] in ("19", "20")
