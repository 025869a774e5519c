"""The words in which a schedule names its days: `周一至周五、周日`, `每月第3个周二`, `春节`, `2026-12-05`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from enum import StrEnum
from itertools import starmap


class PlainDays(StrEnum):
    """Days that one word means."""

    EVERY = "每天"
    WORKDAYS = "工作日"
    HOLIDAYS = "法定节假日"
    MAKE_UP = "调休上班日"


WEEKDAYS = "一二三四五六日"
"""What the days of a week are called after 周, Monday first."""

DAY = f"周([{WEEKDAYS}])"
SPAN = f"{DAY}(?:至{DAY})?"
"""A weekday, or a run of them: the first and the last, where there is one."""

NTH = f"每月第([1-5])个{DAY}"
"""One weekday of a month: which of them, and the weekday."""

OF_MONTH = "每月([1-9]|[12][0-9]|3[01])日(（2月最后一天）)?"
"""A day of each month, and whether the last day stands for it in a month without."""

FESTIVALS: Mapping[str, str] = {
    "元旦": "元旦",
    "春节": "春节",
    "清明节": "清明",
    "劳动节": "劳动|五一",
    "端午节": "端午",
    "中秋节": "中秋",
    "国庆节": "国庆|十一",
}
"""The seven public holidays (全国年节及纪念日放假办法, 第二条), and by what each is known in what people write."""

FESTIVAL = f"(?:{'|'.join(FESTIVALS.values())})节?(?:假期|期间)?"

DATE = "(20[0-9]{2})(?:年|[-/.])(1[0-2]|0?[1-9])(?:月|[-/.])(3[01]|[12][0-9]|0?[1-9])日?"
DATES = f"{DATE}(?:至{DATE})?"
"""A day of one year, or a run of them: the first and the last, where there is one."""

ITEM = f"(?:{SPAN}|{FESTIVAL}|{DATES})"
DAYS = "|".join((*PlainDays, f"{ITEM}(?:、{ITEM})*", NTH, OF_MONTH))
"""Whatever names the days of a schedule."""

MONTH_AND_DAY = "([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日"
SEASON = f"{MONTH_AND_DAY}至{MONTH_AND_DAY}"
"""A part of the year: month and day of its first day, then of its last."""


def in_one_form(words: str) -> str:
    """Return the words as residents read them: `2026-12-05` as `2026年12月5日`, `五一` as `劳动节`.

    Raises ValueError where a date is none, or a run of days ends before it begins.
    """
    return words if words in [*PlainDays] else "、".join(map(_in_one_form, words.split("、")))


def _in_one_form(item: str) -> str:
    if days := spans_of_dates(item):
        first, last = days[0]
        if last < first:
            raise ValueError
        written = [f"{day.year}年{day.month}月{day.day}日" for day in dict.fromkeys((first, last))]
        return "至".join(written)
    return next(iter(festivals(item)), item)


def spans_of_dates(words: str) -> list[tuple[datetime.date, datetime.date]]:
    """Return the first and last day of each run of dates among the words. Raises ValueError where a date is none."""

    def span(*parts: str) -> tuple[datetime.date, datetime.date]:
        first = datetime.date(*map(int, parts[:3]))
        return first, datetime.date(*map(int, parts[3:])) if parts[3] else first

    return list(starmap(span, re.findall(DATES, words)))


def festivals(words: str) -> list[str]:
    """Return the public holidays among the words, by their full names: of `国庆、中秋` 中秋节 and 国庆节."""
    return [name for name, known in FESTIVALS.items() if re.search(known, words)]


def last_date(words: str) -> datetime.date | None:
    """Return the last of days that the words name by their dates alone; None where they mean others too."""
    return max(last for _, last in spans_of_dates(words)) if re.fullmatch(f"{DATES}(?:、{DATES})*", words) else None
