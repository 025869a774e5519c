"""Logs with one entry a month: each month once, none of the future, none left out, and not all of them empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from generator.check.finding import Finding, at, behind, breach, unkept
from generator.check.policy.done import done, not_yet
from generator.duty.months import months_between, whole_months_until
from generator.model.committee import Committee
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.text.chinese import and_more, month


class Counted(Protocol):
    """An entry of such a log."""

    @property
    def month(self) -> Month:
        """Return the month that is counted."""


def months_kept(
    handbook: Handbook, committee: Committee, key: str, log: Sequence[Counted], what: str, hint: str
) -> Iterator[Finding]:
    """Yield what is wrong with the months of a log, and with those in which nothing was written."""
    place = at(committee, "records", key)
    seen: set[Month] = set()
    for index, entry in enumerate(log):
        where = at(committee, "records", key, index)
        yield from not_yet(handbook, where, entry.month, f"记{what}")
        if entry.month in seen:
            yield breach(where, f"{month(entry.month)}的{what}写了两次", "并成一条")
        if getattr(entry, "entries", 1) == 0 and done(handbook, entry.month):
            yield breach(
                where, f"{month(entry.month)}的{what}一篇也没有", "写了的，改篇数；没有写的，照实写，从现在写起"
            )
        seen.add(entry.month)
    if months := [each for each in seen if done(handbook, each)]:
        yield from _left_out(handbook, committee, key, months, what)
    else:
        yield unkept(place, f"{what}的记录", hint)


def _left_out(
    handbook: Handbook, committee: Committee, key: str, months: Sequence[Month], what: str
) -> Iterator[Finding]:
    place, due = at(committee, "records", key), max(*months, whole_months_until(handbook.today, 2))
    missing = [each for each in months_between(min(months), due) if each not in months]
    if later := [each for each in missing if each > max(months)]:
        yield behind(place, what, month(max(months)), f"{len(later)}个月")
    if missing := [each for each in missing if each < max(months)]:
        message = f"{month(missing[0])}的{what}没有记{and_more(len(missing), '个月')}"
        yield breach(place, message, "补上这个月的数字，只写数字，不写内容")
