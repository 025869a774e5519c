"""Rules V7 and V8: how much is in the work log each month, and that residents are told how many were visited."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.finding import Finding, at, behind, breach, met, unkept
from generator.duty.months import month_of, months_between, whole_months_until
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.text.chinese import and_more, date, month


def work_log(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V7: the number of entries in the work log is on record for every month, and the log is not empty."""
    log, place = committee.records.work_log, at(committee, "records", "work_log")
    if not log:
        hint = "在 records.yml 的 `work_log` 里，每月写 `month`、`WorkLog.entries`，只写篇数"
        yield unkept(place, "工作日志每月的篇数", hint)
        return
    faults = [*_months_possible(handbook, committee), *_months_missing(handbook, committee)]
    if not any(entry.entries for entry in log):
        faults.append(breach(place, f"{len(log)}个月的工作日志都是0篇", "写了的照实补篇数；没有写的，从今天写起"))
    entries = sum(entry.entries for entry in log)
    yield from faults or [met(place, f"{len(log)}个月共{entries}篇，月月都记")]


def visits_told(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V8: residents are told how many households were visited where the office allows it, and the numbers can be."""
    policy, place = handbook.policy.visits, at(committee, "records", "visits")
    visits = committee.records.visits
    if not policy.published:
        yield met(handbook.policy.source.at("visits"), "街道没有定下要公布走访户数，网站上不写")
        return
    if not visits:
        hint = "在 records.yml 的 `visits` 里，走完一片写一条 `block`、`date`、`households`，只写户数"
        yield unkept(place, "可以公布的走访户数", hint)
        return
    faults = [*_visits_once(committee)]
    told = [number for number in committee.records.visited.values() if policy.may_be_told(number)]
    blocks, below = {visit.block for visit in visits}, f"；不到{policy.fewest}户的不写数" if policy.fewest else ""
    yield from faults or [met(place, f"网站上按月按片公布：{len(blocks)}片，共{sum(told)}户次{below}")]


def _months_possible(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for each month of the work log that is there twice, or still to come."""
    seen: set[str] = set()
    for index, entry in enumerate(committee.records.work_log):
        place = at(committee, "records", "work_log", index, "month")
        if entry.month in seen:
            yield breach(place, f"{month(entry.month)}写了两次", "留下对的一条")
        elif entry.month > month_of(handbook.today):
            yield breach(place, f"{month(entry.month)}还没有到", "到了再写；写错的改 `month`")
        seen.add(entry.month)


def _months_missing(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is lacking between the first month of the work log and the last that is over."""
    place, months = at(committee, "records", "work_log"), {entry.month for entry in committee.records.work_log}
    last = max(months)
    missing = [each for each in months_between(min(months), last) if each not in months]
    if missing:
        message = f"{month(missing[0])}的工作日志没有记篇数{and_more(len(missing), '个月')}"
        yield breach(place, message, "补上这个月的 `month`、`WorkLog.entries`")
    if later := [each for each in months_between(last, whole_months_until(handbook.today, 2)) if each > last]:
        yield behind(place, "工作日志篇数", month(last), f"{len(later)}个月")


def _visits_once(committee: Committee) -> Iterator[Finding]:
    """Yield a breach for each visit that is told more than once: its households would be counted twice."""
    seen: set[tuple[str, datetime.date]] = set()
    for index, visit in enumerate(committee.records.visits):
        if (visit.block, visit.date) in seen:
            place = at(committee, "records", "visits", index, "households")
            yield breach(place, f"{visit.block}{date(visit.date)}的走访写了两次，户数会算重", "留下对的一条")
        seen.add((visit.block, visit.date))
