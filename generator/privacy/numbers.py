"""Identity numbers, bank cards and mobile numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple

from generator.privacy.characters import GAP, Span

# --- numbers ---------------------------------------------------------------------------------------------------------

RUN = re.compile("[0-9](?:\u200b*[0-9])*")
CHAIN = re.compile(rf"{RUN.pattern}(?:{GAP}{{1,4}}{RUN.pattern})*(?:{GAP}{{0,4}}[Xx])?")
"""Digits with nothing but gaps between them."""

LONGEST = 19


class Digits(NamedTuple):
    """Some neighbouring runs of a chain: the digits of each, the gaps between them, where they start and end, and all
    that surrounds them.
    """

    runs: tuple[str, ...]
    gaps: tuple[str, ...]
    start: int
    end: int
    around: str

    @property
    def all(self) -> str:
        """The digits without their gaps."""
        return "".join(self.runs)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many digits each run has."""
        return tuple(map(len, self.runs))

    @property
    def last(self) -> str:
        """The last digit, or the X that stands in place of a further one."""
        found = re.match(rf"{GAP}{{0,4}}([Xx])", self.around[self.end : self.end + 5])
        return found[0] if found else ""

    def on_one_line(self) -> bool:
        """Whether the runs stand side by side; a number may be wrapped, figures below each other are a column."""
        broken = sum("\n" in gap and not gap.strip() for gap in self.gaps)
        return 2 * broken <= len(self.gaps)

    def stands_alone(self) -> bool:
        """Whether no letter touches the digits, as in the number of a file."""
        return not re.match("[0-9A-Za-z]", self.around[self.end : self.end + 1]) and not re.match(
            "[0-9A-Za-z]", self.around[max(self.start - 1, 0) : self.start]
        )


def numbers(plain: str) -> Iterator[Span]:
    """Identity numbers, bank cards and mobile numbers; what is one is not looked at as another."""
    for chain in CHAIN.finditer(plain):
        runs = [(run.start(), run.end()) for run in RUN.finditer(plain, *chain.span())]
        index = 0
        while index < len(runs):
            count, span = first_number(plain, runs[index : index + LONGEST])
            index += count
            if span:
                yield span


def first_number(plain: str, runs: list[tuple[int, int]]) -> tuple[int, Span | None]:
    """What begins with the first run, and how many runs it takes up."""
    choices = list(beginnings(plain, runs))
    for kind, test in KINDS:
        for digits in choices:
            end = test(digits)
            if end:
                return len(digits.runs), (digits.start, end, kind)
    return 1, None


def beginnings(plain: str, runs: list[tuple[int, int]]) -> Iterator[Digits]:
    """The first run, the first two, and so on, up to as many digits as a number may have."""
    texts = [plain[start:end].replace("\u200b", "") for start, end in runs]
    gaps = [plain[left[1] : right[0]] for left, right in pairwise(runs)]
    sizes = takewhile(lambda size: size <= LONGEST, accumulate(map(len, texts)))
    for count, size in enumerate(sizes, 1):
        if size >= 11:
            yield Digits(tuple(texts[:count]), tuple(gaps[: count - 1]), runs[0][0], runs[count - 1][1], plain)


def identity_number(digits: Digits) -> int:
    """Where an identity number ends: 18 with date and check character, or 15 of old where the words before say so."""
    whole, last = digits.all, digits.last
    if len(whole) == 17 and last and is_id_number(whole + last[-1]) and is_date(whole[6:14]):
        return digits.end + len(last)
    if len(whole) == 18 and is_id_number(whole) and is_date(whole[6:14]):
        return digits.end
    before = digits.around[max(digits.start - 12, 0) : digits.start]
    old = len(whole) == 15 and is_date("19" + whole[6:12]) and re.search("身份证|证号", before)
    return digits.end if old else 0


def bank_card(digits: Digits) -> int:
    """Where a bank card's number ends: 16 to 19 digits by Luhn, in one piece or in fours as on the card."""
    whole, sizes = digits.all, digits.sizes
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


def mobile(digits: Digits) -> int:
    """Where a mobile number ends."""
    right = digits.sizes in MOBILE_SIZES and MOBILE.fullmatch(digits.all) and digits.on_one_line()
    return digits.end if right else 0


KINDS: tuple[tuple[str, Callable[[Digits], int]], ...] = (
    ("身份证号", identity_number),
    ("银行卡号", bank_card),
    ("手机号", mobile),
)


def is_id_number(digits: str) -> bool:
    """Whether the last character is the check character of the 17 before it (GB 11643-1999)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether the digits pass Luhn's test (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_date(digits: str) -> bool:
    """Whether eight digits are a day on which somebody alive, or lately so, was born."""
    with suppress(ValueError):
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    return False


def is_year(digits: str) -> bool:
    """Whether the digits look like a year of these times."""
    return digits[:2] in ("19", "20")
