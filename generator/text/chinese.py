"""Numbers, days and clocks as Chinese writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from generator.day import ONE_DAY


def clock(time: datetime.time) -> str:
    """`8:30`, as it stands on a door."""
    return f"{time.hour}:{time.minute:02d}"


def date(day: datetime.date) -> str:
    """`2026年11月22日` (GB/T 9704: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals: 十二."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def short_date(day: datetime.date) -> str:
    """`11月22日`."""
    return f"{day.month}月{day.day}日"


def from_to(first: datetime.date, last: datetime.date) -> str:
    """`2月15日至23日`, `9月29日至10月5日`, or one day."""
    if first == last:
        return short_date(first)
    return f"{short_date(first)}至{f'{last.day}日' if first.month == last.month else short_date(last)}"


def dates(days: Iterable[datetime.date]) -> str:
    """Days in order, those in a row as a span: `12月7日至11日、24日`; the year only where it changes."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    told: datetime.date | None = None
    parts = []
    for run in runs:
        words = []
        for day in (run[0], run[-1]) if len(run) > 1 else run:
            words.append(_after(told, day))
            told = day
        parts.append("至".join(words))
    return "、".join(parts)


def _after(told: datetime.date | None, day: datetime.date) -> str:
    """A day as one says it after another: without the month and the year that were named already."""
    if told is None or told.year == day.year:
        same = told is not None and told.month == day.month
        return f"{day.day}日" if same else f"{day.month}月{day.day}日"
    return date(day)


DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
NUMBER = "[零〇○一二两三四五六七八九十百千0-9０-９]+"
LIMIT = 9999
"""The highest number read in characters; the longest law there is has 1260 articles."""


def numeral(number: int) -> str:
    """A number from 1 to 9999 as laws write it: 十二, 一百零三, 一千二百六十."""
    return written(number).removeprefix("一") if 10 <= number < 20 else written(number)


def quantity(number: int) -> str:
    """Return how many there are, before a counting word: 两, 四, from ten on in digits."""
    return "两" if number == 2 else DIGITS[number] if number < 10 else str(number)


def written(number: int) -> str:
    """The number with every 一 and 零 there can be: 一十二."""
    text, gap = "", False
    for value, unit in UNITS:
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text


def chinese_number(text: str) -> int:
    """The number a text writes in characters (一千二百六十, 二〇一九) or digits. Raises ValueError for all else."""
    if text.isdecimal():
        return int(text)
    plain = text.replace("〇", "零").replace("○", "零").replace("两", "二")
    if plain and all(char in DIGITS for char in plain):
        return int("".join(str(DIGITS.index(char)) for char in plain))
    plain = re.sub("(?<![一二三四五六七八九])十", "一十", plain)
    number = total(plain)
    if not 0 < number <= LIMIT or written(number) != plain:
        raise ValueError(f"not a number: {text}")
    return number


def total(text: str) -> int:
    """Digits times their units, added up, whatever their order."""
    values = {unit: value for value, unit in UNITS}
    pairs = re.findall("([一二三四五六七八九])([十百千]?)", text)
    return sum(DIGITS.index(digit) * values[unit] for digit, unit in pairs)


def ordinal(text: str) -> int:
    """The number of an article, a 款 or an item; 0 for what is none, since nothing is counted from 0."""
    try:
        number = chinese_number(text)
    except ValueError:
        return 0
    return number if number <= LIMIT else 0
