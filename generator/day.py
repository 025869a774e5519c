"""The day a handbook is made for."""

from __future__ import annotations

import datetime
import os

ONE_DAY = datetime.timedelta(days=1)


def today(fixed: datetime.date | None = None) -> datetime.date:
    """The day the handbook is made for: that of SOURCE_DATE_EPOCH (seconds, UTC), the fixed one, or the clock's.

    See https://reproducible-builds.org/docs/source-date-epoch/. Raises ValueError where it is not a number.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return fixed or datetime.date.today()
