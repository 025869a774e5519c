"""Tell whether a written reason still excuses what was not done: it has a day, that has come and is not long ago."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.finding import Finding, breach
from generator.check.policy.done import done, not_yet
from generator.duty.months import months_earlier
from generator.model.handbook import Handbook
from generator.problem import Location
from generator.text.chinese import date


def excuses(handbook: Handbook, written: datetime.date | None) -> bool:
    """Tell whether a reason written on a day excuses today."""
    return written is not None and done(handbook, written) and written >= _since(handbook)


def stale(
    handbook: Handbook, place: Location, written: datetime.date | None, what: str, key: str = "date"
) -> Iterator[Finding]:
    """Yield a breach where a reason for `what` has no day, one that has not come, or one too long ago."""
    months = handbook.policy.reasons.months
    if written is None:
        yield breach(place, f"{what}的原因没有写是哪天写的", f"写上 `{key}`；写了的原因管{months}个月")
    elif written < _since(handbook):
        message = f"{what}的原因是{date(written)}写的，已经过了{months}个月"
        yield breach(place, message, "现在还是这样的，写现在的原因和日期；能做的，做了再写")
    yield from not_yet(handbook, place, written, f"写{what}的原因")


def _since(handbook: Handbook) -> datetime.date:
    return months_earlier(handbook.today, handbook.policy.reasons.months)
