"""Numbers, days and clocks as Chinese writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from generator.day import ONE_DAY
from generator.model.day_words import WEEKDAYS
from generator.model.facts import FOREVER


def clock(time: datetime.time) -> str:
    """Return a clock time as it stands on a door: `8:30`."""
    return f"{time.hour}:{time.minute:02d}"


def clocks(opens: datetime.time, closes: datetime.time) -> str:
    """Return from when to when, as it stands on a door: `8:30–11:30`."""
    return f"{clock(opens)}–{clock(closes)}"


def date(day: datetime.date) -> str:
    """Return a day as papers write it (GB/T 9704: no leading zeros): `2026年11月22日`; the last day of all is 长期."""
    if day == FOREVER:
        return "长期"
    return f"{day.year}年{day.month}月{day.day}日"


def date_if_any(day: datetime.date | None) -> str | None:
    """Return a day as papers write it; None where nobody knows it."""
    return date(day) if day else None


def known_date(year: int | None, month: int | None, day: int | None) -> str:
    """Return a day as far as it is known: `2026年11月`, `22日`."""
    units = ((year, "年"), (month, "月"), (day, "日"))
    return "".join(f"{number}{unit}" for number, unit in units if number)


def short_date(day: datetime.date) -> str:
    """Return a day without its year: `11月22日`."""
    return f"{day.month}月{day.day}日"


def weekday(day: datetime.date) -> str:
    """Return which day of the week it is: `周一`."""
    return f"周{WEEKDAYS[day.weekday()]}"


def month(written: str) -> str:
    """Return a month that records write `2026-03` in words: `2026年3月`."""
    return month_of(datetime.date.fromisoformat(f"{written}-01"))


def month_of(day: datetime.date) -> str:
    """Return the month that a day is in: `2026年3月`."""
    return f"{day.year}年{day.month}月"


def from_to(first: datetime.date, last: datetime.date) -> str:
    """Return from when to when, without years: `2月15日至23日`, `9月29日至10月5日`, or one day."""
    if first == last:
        return short_date(first)
    return f"{short_date(first)}至{f'{last.day}日' if first.month == last.month else short_date(last)}"


def dates(days: Iterable[datetime.date]) -> str:
    """Return ordered days in words, those in a row as a span: `12月7日至11日、24日`; the year only where it changes."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    before: datetime.date | None = None
    parts = []
    for run in runs:
        words = []
        for day in (run[0], run[-1]) if len(run) > 1 else run:
            words.append(_after(before, day))
            before = day
        parts.append("至".join(words))
    return "、".join(parts)


def _after(before: datetime.date | None, day: datetime.date) -> str:
    """Return a day as one says it after another: without the month and the year that were named already."""
    if before is None or before.year == day.year:
        same = before is not None and before.month == day.month
        return f"{day.day}日" if same else f"{day.month}月{day.day}日"
    return date(day)


def and_more(number: int, unit: str) -> str:
    """Return how many there are besides the first, in words; nothing where there are none."""
    return f"，另外还有{number - 1}{unit}" if number > 1 else ""


# --- numbers in characters -------------------------------------------------------------------------------------------

DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
CHARACTERS = "[零〇一二三四五六七八九十百千]+"
"""A number in characters, as a text that is well written has it."""

NUMBER = "[零〇○一二两三四五六七八九十百千0-9０-９]+"
"""A number as anybody writes it, digits among them."""

LIMIT = 9999
"""The highest number read in characters; the longest law there is has 1260 articles."""


def numeral(number: int) -> str:
    """Return a number from 1 to 9999 in characters, as laws write it: 十二, 一百零三, 一千二百六十."""
    return written(number).removeprefix("一") if 10 <= number < 20 else written(number)


def quantity(number: int) -> str:
    """Return how many there are, before a counting word: 两, 四, from ten on in digits."""
    return "两" if number == 2 else DIGITS[number] if number < 10 else str(number)


def written(number: int) -> str:
    """Return a number from 1 to 9999 in characters with every 一 and 零 there can be: 一十二."""
    text, gap = "", False
    for value, unit in UNITS:
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text


def chinese_number(text: str) -> int:
    """Return the number that characters (一千二百六十, 二〇一九) or digits write. Raise ValueError for all else."""
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
    """Return what the characters of a text add up to, each digit times the unit behind it, whatever their order."""
    values = {unit: value for value, unit in UNITS}
    pairs = re.findall("([一二三四五六七八九])([十百千]?)", text)
    return sum(DIGITS.index(digit) * values[unit] for digit, unit in pairs)


def ordinal(text: str) -> int:
    """Return the number of an article, a 款 or an item; 0 for what is none, since nothing is counted from 0."""
    try:
        number = chinese_number(text)
    except ValueError:
        return 0
    return number if number <= LIMIT else 0
