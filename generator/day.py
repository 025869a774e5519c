"""The day a handbook is made for."""

from __future__ import annotations

import datetime
import os

ONE_DAY = datetime.timedelta(days=1)


def today(fixed: datetime.date | None = None) -> datetime.date:
    """Return the day the handbook is made for: that of SOURCE_DATE_EPOCH, else the fixed one, else the clock's.

    SOURCE_DATE_EPOCH counts seconds since 1970 in UTC: https://reproducible-builds.org/docs/source-date-epoch/. Raises
    ValueError where it is not a number.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return fixed or datetime.date.today()
