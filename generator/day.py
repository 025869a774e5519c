"""The day a handbook is made for, and the office's time, by which a day begins."""

from __future__ import annotations

import datetime
import os
import time

ONE_DAY = datetime.timedelta(days=1)

OFFICE_ZONE = "Asia/Shanghai"
OFFICE_TIME = datetime.timezone(datetime.timedelta(hours=8), "CST")
"""China Standard Time, eight hours ahead of UTC, and without summer time since 1991; what the world calls its zone."""


FIRST_YEAR, LAST_YEAR = 1970, 2199
"""What is beyond is a slip of whoever set the clock or SOURCE_DATE_EPOCH."""


class UnknownDay(ValueError):
    """The environment or the clock says nothing that is a day."""


def today(fixed: datetime.date | None = None) -> datetime.date:
    """Return the day the handbook is made for: that of SOURCE_DATE_EPOCH, else the fixed one, else the clock's.

    Whatever zone a machine is in, it is the day at the office. SOURCE_DATE_EPOCH counts seconds since 1970 in UTC:
    https://reproducible-builds.org/docs/source-date-epoch/. Raises UnknownDay where it is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed and not epoch:
        return fixed
    try:
        day = datetime.datetime.fromtimestamp(int(epoch) if epoch else time.time(), OFFICE_TIME).date()
    except (ValueError, OverflowError, OSError):
        raise UnknownDay(epoch) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnknownDay(epoch)
    return day


def start_of_day(day: datetime.date) -> datetime.datetime:
    """Return the moment at which a day begins at the office."""
    return datetime.datetime.combine(day, datetime.time(), OFFICE_TIME)
