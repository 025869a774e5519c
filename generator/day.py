"""The day a handbook is made for, and the office's time, by which a day begins."""

from __future__ import annotations

import datetime
import os
import time

ONE_DAY = datetime.timedelta(days=1)

OFFICE_ZONE = "Asia/Shanghai"
OFFICE_TIME = datetime.timezone(datetime.timedelta(hours=8), "CST")
"""China Standard Time, eight hours ahead of UTC, and without summer time since 1991; what the world calls its zone."""


def today(fixed: datetime.date | None = None) -> datetime.date:
    """Return the day the handbook is made for: that of SOURCE_DATE_EPOCH, else the fixed one, else the clock's.

    Whatever zone a machine is in, it is the day at the office. SOURCE_DATE_EPOCH counts seconds since 1970 in UTC:
    https://reproducible-builds.org/docs/source-date-epoch/. Raises ValueError where it is not a number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed and not epoch:
        return fixed
    return datetime.datetime.fromtimestamp(int(epoch) if epoch else time.time(), OFFICE_TIME).date()


def start_of_day(day: datetime.date) -> datetime.datetime:
    """Return the moment at which a day begins at the office."""
    return datetime.datetime.combine(day, datetime.time(), OFFICE_TIME)
