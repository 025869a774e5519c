"""Rules O1–O7: regular meetings, procedures with residents, study, and how staff attend."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from generator.check.finding import Finding, at, behind, breach, met, unkept
from generator.check.policy.done import done, not_yet
from generator.check.policy.reasons import excuses, stale
from generator.check.policy.texts import needed, points, texts_there, titles
from generator.duty.months import (
    month_of,
    months_between,
    months_earlier,
    next_month,
    whole_months_until,
)
from generator.model.committee import Committee
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.model.records import Meetings, Procedure
from generator.problem import Location
from generator.text.chinese import and_more, date, month
from generator.text.placeholder import holder

WEEK = 7


def regular_meeting(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O1: the chair calls a regular meeting in every period, or the log says why there was none."""
    meetings, name = committee.records.meetings, handbook.policy.meetings.regular
    faults = [*texts_there(handbook, "O1"), *_convener(handbook, committee)]
    if meetings is not None:
        faults += [*_log(handbook, committee, meetings), *_periods_without(handbook, committee, meetings)]
    if meetings is None or not (faults or any(done(handbook, day) for day in meetings.dates)):
        hint = "在 records.yml 写 `meetings`：`since` 写从哪天记起，`dates` 写开会的日子"
        faults.append(unkept(at(committee, "records", "meetings"), f"{name}的记录", hint))
    yield from faults or [met(at(committee, "records", "meetings"), _held(handbook, meetings))]


def agenda(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O2: the rule of the meeting and its record have the point at which all tell what they do."""
    yield from _texts(handbook, committee, "O2")


def procedures_used(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O3: each procedure with residents was used of late, or the records say why not."""
    policy, used = handbook.policy.meetings, committee.records.procedures
    faults = [*texts_there(handbook, "O3"), *_procedures_told(handbook, committee)]
    if not used:
        hint = "在 records.yml 的 `procedures` 里，开一次写一条 `kind`、`date`、`topic`；没有开的写 `kind`、`reason`"
        what = "、".join(policy.procedures) + "的记录"
        faults.append(unkept(at(committee, "records", "procedures"), what, hint))
    else:
        since = months_earlier(handbook.today, policy.procedures_months)
        faults += [*_procedures_missing(handbook, committee, since)]
    yield from faults or [met(at(committee, "records", "procedures"), _uses(handbook, committee))]


def study_at_meetings(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O4: some of the regular meetings give time to study."""
    place, meetings = at(committee, "records", "meetings", "study"), committee.records.meetings
    regular = handbook.policy.meetings.regular
    held = {day for day in meetings.dates if done(handbook, day)} if meetings else set()
    if meetings is None or not held:
        yield unkept(
            place, f"{regular}的记录", "在 records.yml 的 `meetings` 里写 `dates`；安排了学习的日子再写进 `study`"
        )
        return
    studied = held.intersection(meetings.study)
    faults = [*_study_without_meeting(handbook, committee, meetings)]
    hint = f"可以结合{regular}安排一点时间学习，学了的那天写进 `meetings` 的 `study`"
    if not studied:
        faults.append(breach(place, f"{len(held)}次{regular}都没有安排学习", hint))
    elif (pause := handbook.policy.meetings.pause_days) and (max(held) - max(studied)).days > pause:
        message = f"{date(max(studied))}以后，{(max(held) - max(studied)).days}天里的{regular}都没有安排学习"
        faults.append(breach(place, message, hint))
    yield from faults or [met(place, f"{len(held)}次{regular}里，{len(studied)}次安排了学习")]


def monthly_study(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O5: the party organisation studies in every month since the log was begun."""
    place, studies = at(committee, "records", "studies"), committee.records.studies
    faults = [*texts_there(handbook, "O5")]
    name = handbook.policy.meetings.study
    faults += [*_days(handbook, committee, ("studies",), studies, name)]
    if past := [day for day in studies if done(handbook, day)]:
        faults += [*_months_unstudied(handbook, committee, past)]
    else:
        faults.append(unkept(place, f"{name}的记录", "在 records.yml 的 `studies` 里写每次学习的日子"))
    yield from faults or [met(place, f"{name}{len(past)}次，最近一次{date(max(past))}，没有空着的月份")]


def attendance(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O6: the rule of attendance has hours and leave, leave by the sub-district's rules."""
    yield from _texts(handbook, committee, "O6")


def prohibitions(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O7: the rule of attendance has what the policy forbids while on duty."""
    yield from _texts(handbook, committee, "O7")


def _texts(handbook: Handbook, committee: Committee, rule: str) -> Iterator[Finding]:
    """Yield what a clause that asks for texts alone finds."""
    texts = needed(handbook, rule)
    place = texts[0].source.at() if texts else handbook.contents.source.at()
    words = "、".join(f"“{word}”" for word in points(handbook, rule))
    evidence = (titles(handbook, rule) or f"{len(texts)}份文字") + (f"，写到了{words}" if words else "")
    yield from [*texts_there(handbook, rule)] or [met(place, evidence)]


def _convener(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    post = handbook.policy.meetings.convener
    if holder(committee, post) is None:
        message = f"{handbook.policy.meetings.regular}由{post}召集，名单里没有{post}"
        yield breach(at(committee, "profile", "staff"), message, f"在 `staff` 里给担任的人写上 `posts`: [{post}]")


def _days(
    handbook: Handbook, committee: Committee, path: tuple[str, ...], days: Iterable[datetime.date], what: str
) -> Iterator[Finding]:
    """Yield a breach for each day on which something was done that has not come, or that is written twice."""
    seen: set[datetime.date] = set()
    for index, day in enumerate(days):
        place = at(committee, "records", *path, index)
        yield from not_yet(handbook, place, day, what)
        if day in seen:
            yield breach(place, f"{date(day)}的{what}写了两次", "一次只写一遍；另一次是别的日子的，改日期")
        seen.add(day)


def _log(handbook: Handbook, committee: Committee, meetings: Meetings) -> Iterator[Finding]:
    """Yield what is wrong with the days of the log itself."""
    name, place = handbook.policy.meetings.regular, at(committee, "records", "meetings", "since")
    yield from _days(handbook, committee, ("meetings", "dates"), meetings.dates, name)
    yield from not_yet(handbook, place, meetings.since, f"开始记{name}")
    if meetings.dates and min(meetings.dates) < meetings.since:
        message = f"写了从{date(meetings.since)}记起，`dates` 里有更早的{date(min(meetings.dates))}"
        yield breach(place, message, "`since` 写真正记起的那天，从那天起每一期都要有日期或者原因")


def _periods_without(handbook: Handbook, committee: Committee, meetings: Meetings) -> Iterator[Finding]:
    length = handbook.policy.meetings.regular_days
    known = {day for day in (*meetings.dates, *(week.week for week in meetings.missed)) if done(handbook, day)}
    periods = _whole_periods(meetings.since, length, handbook.today)
    empty = [first for first in periods if known.isdisjoint(_days_from(first, length))]
    place, last = at(committee, "records", "meetings", "dates"), max(known, default=meetings.since)
    held = [day for day in meetings.dates if done(handbook, day)]
    missed = [week for week in meetings.missed if done(handbook, week.week)]
    if len(missed) > len(held):
        message = f"没有开的{len(missed)}次，比开了的{len(held)}次还多"
        yield breach(at(committee, "records", "meetings", "missed"), message, "原因只管个别的几次；照期开会")
    if later := [first for first in empty if first > last]:
        yield behind(place, handbook.policy.meetings.regular, date(last), f"{len(later)}次")
    if empty := [first for first in empty if first <= last]:
        when = f"{date(empty[0])}起的{length}天里"
        message = f"{when}没有开{handbook.policy.meetings.regular}，也没有写原因{and_more(len(empty), '次')}"
        hint = "开了的，日子写进 `meetings` 的 `dates`；没有开的，写进 `missed`：`week` 写其中一天，`reason` 写原因"
        yield breach(place, message, hint)


def _whole_periods(since: datetime.date, length: int, today: datetime.date) -> Iterator[datetime.date]:
    """Yield the first day of each whole period of `length` days before today; weeks begin on Monday."""
    first = since + datetime.timedelta(-since.weekday() % WEEK if length == WEEK else 0)
    number = max((today - first).days // length, 0)
    return (first + datetime.timedelta(length * index) for index in range(number))


def _days_from(first: datetime.date, length: int) -> set[datetime.date]:
    return {first + datetime.timedelta(number) for number in range(length)}


def _held(handbook: Handbook, meetings: Meetings | None) -> str:
    name = handbook.policy.meetings.regular
    if meetings is None or not meetings.dates:
        return f"{name}刚开始记"
    missed = f"，没有开的{len(meetings.missed)}次都写了原因" if meetings.missed else ""
    return f"{name}{len(meetings.dates)}次，最近一次{date(max(meetings.dates))}{missed}"


def _procedures_told(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    names = handbook.policy.meetings.procedures
    for index, used in enumerate(committee.records.procedures):
        if used.kind not in names:
            message = f"“{used.kind}”不是{'、'.join(names)}里的一种"
            yield breach(_procedure(committee, index, "kind"), message, "改成其中一种的名称")
        yield from _procedure_told(handbook, _procedure(committee, index), used)


def _procedure_told(handbook: Handbook, place: Location, used: Procedure) -> Iterator[Finding]:
    """Yield what is wrong with how one use of a procedure is told, or why there was none."""
    hint = "开了的写 `date`、`topic`，没有开的写 `date`、`reason`"
    if used.topic and used.reason:
        yield breach(place, f"{used.kind}又写了议题，又写了没有开的原因", f"{hint}，各写一条")
    elif used.reason:
        if used.date is None:
            yield from stale(handbook, place, used.date, f"没有开{used.kind}")
        yield from not_yet(handbook, place, used.date, f"写没有开{used.kind}的原因")
    elif used.date is None or used.topic is None:
        lacks = "哪天开的，也没有写为什么没有开" if used.date is None else f"{date(used.date)}谈的是什么"
        yield breach(place, f"{used.kind}没有写{lacks}", hint)
    else:
        yield from not_yet(handbook, place, used.date, f"开{used.kind}")


def _procedure(committee: Committee, *path: str | int) -> Location:
    return at(committee, "records", "procedures", *path)


def _procedures_missing(handbook: Handbook, committee: Committee, since: datetime.date) -> Iterator[Finding]:
    counted = {used.kind for used in committee.records.procedures if _counts(handbook, used, since)}
    named = {used.kind for used in committee.records.procedures if used.date is None}
    months = handbook.policy.meetings.procedures_months
    for name in handbook.policy.meetings.procedures:
        if name not in counted | named:
            message = f"近{months}个月没有开{name}，也没有写现在的原因"
            hint = f"开了的写 `date`、`topic`；没有开的写 {{`kind`: {name}, `date`: 哪天写的, `reason`: 原因}}"
            yield breach(at(committee, "records", "procedures"), message, hint)


def _counts(handbook: Handbook, used: Procedure, since: datetime.date) -> bool:
    """Tell whether a procedure was used since a day, or it was said not long ago why it was not."""
    if used.reason:
        return excuses(handbook, used.date)
    return used.date is not None and used.date >= since


def _uses(handbook: Handbook, committee: Committee) -> str:
    used = [procedure for procedure in committee.records.procedures if not procedure.reason]
    uses = []
    for name in handbook.policy.meetings.procedures:
        days = [procedure.date for procedure in used if procedure.kind == name and procedure.date]
        uses.append(f"{name}{len(days)}次，最近{date(max(days))}" if days else f"{name}没有开，写了原因")
    return "；".join(uses)


def _study_without_meeting(handbook: Handbook, committee: Committee, meetings: Meetings) -> Iterator[Finding]:
    for index, day in enumerate(meetings.study):
        if day not in meetings.dates:
            message = f"{date(day)}写了学习，`dates` 里这天没有{handbook.policy.meetings.regular}"
            yield breach(at(committee, "records", "meetings", "study", index), message, "改日子，或把这天补进 `dates`")


def _months_unstudied(handbook: Handbook, committee: Committee, past: list[datetime.date]) -> Iterator[Finding]:
    policy, studies = handbook.policy.meetings, {month_of(day) for day in past}
    months = months_between(_study_begun(committee, past), whole_months_until(handbook.today))
    spans = [months[index : index + policy.study_months] for index in range(0, len(months), policy.study_months)]
    empty = [span for span in spans if len(span) == policy.study_months and studies.isdisjoint(span)]
    if later := [span for span in empty if span[0] > max(studies)]:
        place = at(committee, "records", "studies")
        yield behind(place, policy.study, month(max(studies)), f"{len(later)}次")
    if empty := [span for span in empty if span[0] <= max(studies)]:
        until = f"至{month(empty[0][-1])}" if policy.study_months > 1 else ""
        message = f"{month(empty[0][0])}{until}没有{policy.study}{and_more(len(empty), '次')}"
        yield breach(at(committee, "records", "studies"), message, "学了的，日子写进 `studies`；没有学的，补学")


def _study_begun(committee: Committee, past: list[datetime.date]) -> Month:
    """Return the month of the first study, or the first whole month of the log of meetings where that is earlier."""
    first, meetings = month_of(min(past)), committee.records.meetings
    if meetings is None:
        return first
    since = meetings.since
    return min(first, month_of(since if since.day == 1 else next_month(since)))
