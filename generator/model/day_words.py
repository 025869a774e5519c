"""The words in which a schedule names its days: `周一至周五、周日`, `每月第3个周二`, `7月1日至8月31日`."""

from __future__ import annotations

from enum import StrEnum


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

DAYS = "|".join((*PlainDays, f"{SPAN}(?:、{SPAN})*", NTH, OF_MONTH))
"""Whatever names the days of a schedule."""

MONTH_AND_DAY = "([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日"
SEASON = f"{MONTH_AND_DAY}至{MONTH_AND_DAY}"
"""A part of the year: month and day of its first day, then of its last."""
