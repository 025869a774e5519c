"""Tell whether what records say was done has been done: a day that has not come is an intention, not a deed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.finding import Finding, impossible
from generator.duty.months import month_of
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.problem import Location, Severity
from generator.text import chinese


def done(handbook: Handbook, day: datetime.date | Month | None) -> bool:
    """Tell whether a day, or a month, on which something was done is known and has come."""
    return day is not None and not _ahead(handbook, day)


def not_yet(
    handbook: Handbook, place: Location, day: datetime.date | Month | None, what: str, severity: Severity | None = None
) -> Iterator[Finding]:
    """Yield a mistake where the day, or the month, at which `what` is said to have been done has not come.

    `what` is a clause in the author's words: 摘下“借书点”的牌子, 清点墙上的规章制度.
    """
    if day is not None and _ahead(handbook, day):
        hint = "写实际做了的那一天；还没有做的，做了再写"
        yield impossible(place, f"{what}的日期{_in_words(day)}还没有到", hint, severity)


def _ahead(handbook: Handbook, day: datetime.date | Month) -> bool:
    if isinstance(day, datetime.date):
        return day > handbook.today
    return day > month_of(handbook.today)


def _in_words(day: datetime.date | Month) -> str:
    return chinese.date(day) if isinstance(day, datetime.date) else chinese.month(day)
