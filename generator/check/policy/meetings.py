"""Rules O1–O7: regular meetings, procedures with residents, study, and how staff attend."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.texts import needed, texts_there, titles
from generator.model.committee import Committee
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.model.records import Meetings, Procedure
from generator.problem import Location
from generator.text.chinese import date
from generator.text.placeholder import holder

WEEK = 7


def regular_meeting(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O1: the chair calls a regular meeting in every period, or the log says why there was none."""
    meetings = committee.records.meetings
    found = [*texts_there(handbook, "O1"), *_convener(handbook, committee)]
    if meetings is None:
        hint = "在 records.yml 写 meetings：since 写从哪天记起，dates 写开会的日子"
        found.append(unkept(at(committee, "records", "meetings"), f"{handbook.policy.meetings.regular}的记录", hint))
    else:
        found += [*_still_to_come(handbook, committee, ("meetings", "dates"), meetings.dates)]
        found += [*_periods_without(handbook, committee, meetings)]
    yield from found or [met(at(committee, "records", "meetings"), _held(handbook, meetings))]


def agenda(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O2: the rule of the meeting and its record have the point at which all tell what they do."""
    yield from _texts(handbook, committee, "O2")


def procedures_used(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O3: each procedure with residents was used of late, or the records say why not."""
    policy, used = handbook.policy.meetings, committee.records.procedures
    found = [*texts_there(handbook, "O3"), *_procedures_told(handbook, committee)]
    if not used:
        hint = "在 records.yml 的 procedures 里，开一次写一条 kind、date、topic；没有开的写 kind、reason"
        what = "、".join(policy.procedures) + "的记录"
        found.append(unkept(at(committee, "records", "procedures"), what, hint))
    else:
        since = months_earlier(handbook.today, policy.procedures_months)
        found += [*_procedures_missing(handbook, committee, since)]
    yield from found or [met(at(committee, "records", "procedures"), _uses(handbook, committee))]


def study_at_meetings(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O4: some of the regular meetings give time to study."""
    place, meetings = at(committee, "records", "meetings", "study"), committee.records.meetings
    regular = handbook.policy.meetings.regular
    if meetings is None or not meetings.dates:
        yield unkept(place, f"{regular}的记录", "在 records.yml 的 meetings 里写 dates；安排了学习的日子再写进 study")
        return
    found = [*_study_without_meeting(handbook, committee, meetings)]
    if not meetings.study:
        hint = f"可以结合{regular}安排一点时间学习，学了的那天写进 meetings 的 study"
        found.append(breach(place, f"{len(meetings.dates)}次{regular}都没有安排学习", hint))
    yield from found or [met(place, f"{len(meetings.dates)}次{regular}里，{len(meetings.study)}次安排了学习")]


def monthly_study(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O5: the party organisation studies in every month since the log was begun."""
    place, studies = at(committee, "records", "studies"), committee.records.studies
    found = [*texts_there(handbook, "O5")]
    name = handbook.policy.meetings.study
    if not studies:
        found.append(unkept(place, f"{name}的记录", "在 records.yml 的 studies 里写每次学习的日子"))
    else:
        found += [*_still_to_come(handbook, committee, ("studies",), studies), *_months_unstudied(handbook, committee)]
    yield from found or [met(place, f"{name}{len(studies)}次，最近一次{date(max(studies))}，没有空着的月份")]


def attendance(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O6: the rule of attendance has hours and leave, leave by the sub-district's rules."""
    yield from _texts(handbook, committee, "O6")


def prohibitions(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """O7: the rule of attendance has what the policy forbids while on duty."""
    yield from _texts(handbook, committee, "O7")


def months_earlier(day: datetime.date, months: int) -> datetime.date:
    """The same day some months before, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(day: datetime.date) -> Month:
    """The month of a day as records write it."""
    return f"{day.year:04}-{day.month:02}"


def months_between(first: Month, last: Month) -> list[Month]:
    """Every month from the first to the last."""
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def whole_months_until(today: datetime.date, months: int = 1) -> Month:
    """The last whole month before a day, or one some months before."""
    return month_of(months_earlier(today, months))


def in_words(month: Month) -> str:
    """`2026年3月`."""
    return f"{int(month[:4])}年{int(month[5:])}月"


def and_more(number: int, unit: str) -> str:
    """How many there are besides the first, in words; nothing where there are none."""
    return f"，另外还有{number - 1}{unit}" if number > 1 else ""


def _texts(handbook: Handbook, committee: Committee, rule: str) -> Iterator[Finding]:
    """What a clause that asks for texts alone finds."""
    texts = needed(handbook, rule)
    place = texts[0].source.at() if texts else handbook.contents.source.at()
    said = "、".join(f"“{word}”" for word in handbook.policy.requirements[rule].says)
    evidence = (titles(handbook, rule) or f"{len(texts)}份文字") + (f"，写到了{said}" if said else "")
    yield from [*texts_there(handbook, rule)] or [met(place, evidence)]


def _convener(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    post = handbook.policy.meetings.convener
    if holder(committee, post) is None:
        message = f"{handbook.policy.meetings.regular}由{post}召集，名单里没有{post}"
        yield breach(at(committee, "profile", "staff"), message, f"在 staff 里给担任的人写上 posts: [{post}]")


def _still_to_come(
    handbook: Handbook, committee: Committee, path: tuple[str, ...], days: Iterable[datetime.date]
) -> Iterator[Finding]:
    for index, day in enumerate(days):
        if day > handbook.today:
            yield breach(at(committee, "records", *path, index), f"{date(day)}还没有到", "开过以后再写，或改日期")


def _periods_without(handbook: Handbook, committee: Committee, meetings: Meetings) -> Iterator[Finding]:
    length = handbook.policy.meetings.regular_days
    known = {*meetings.dates, *(week.week for week in meetings.missed)}
    periods = _whole_periods(meetings.since, length, handbook.today)
    empty = [first for first in periods if known.isdisjoint(_days(first, length))]
    place, last = at(committee, "records", "meetings", "dates"), max(known, default=meetings.since)
    if behind := [first for first in empty if first > last]:
        yield behind_with(place, f"{handbook.policy.meetings.regular}", date(last), f"{len(behind)}次")
    if empty := [first for first in empty if first <= last]:
        when = f"{date(empty[0])}起的{length}天里"
        message = f"{when}没有开{handbook.policy.meetings.regular}，也没有写原因{and_more(len(empty), '次')}"
        hint = "开了的，日子写进 meetings 的 dates；没有开的，写进 missed：week 写其中一天，reason 写原因"
        yield breach(place, message, hint)


def behind_with(place: Location, what: str, last: str, missing: str) -> Finding:
    """Records that end before today: nobody can tell whether something was done, so this is milder than a gap."""
    return breach(place, f"{what}的记录只到{last}，以后的{missing}没有记", "补记；没有做的，照实写明", "warning")


def _whole_periods(since: datetime.date, length: int, today: datetime.date) -> Iterator[datetime.date]:
    """The first day of each whole period before today; weeks begin on Monday."""
    first = since + datetime.timedelta(-since.weekday() % WEEK if length == WEEK else 0)
    number = max((today - first).days // length, 0)
    return (first + datetime.timedelta(length * index) for index in range(number))


def _days(first: datetime.date, length: int) -> set[datetime.date]:
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
        if used.date is None and used.reason is None:
            message = f"{used.kind}没有写哪天开的，也没有写为什么没有开"
            yield breach(_procedure(committee, index), message, "开了的写 date、topic，没有开的写 reason")
        if used.date and used.date > handbook.today:
            yield breach(_procedure(committee, index, "date"), f"{date(used.date)}还没有到", "开过以后再写，或改日期")


def _procedure(committee: Committee, *path: str | int) -> Location:
    return at(committee, "records", "procedures", *path)


def _procedures_missing(handbook: Handbook, committee: Committee, since: datetime.date) -> Iterator[Finding]:
    counted = {one.kind for one in committee.records.procedures if _counts(one, since)}
    months = handbook.policy.meetings.procedures_months
    for name in handbook.policy.meetings.procedures:
        if name not in counted:
            message = f"近{months}个月没有开{name}，也没有写原因"
            hint = f"开了的写 date、topic；没有开的写 {{kind: {name}, reason: 原因}}"
            yield breach(at(committee, "records", "procedures"), message, hint)


def _counts(used: Procedure, since: datetime.date) -> bool:
    """Whether a procedure was used since, or it is said why it was not."""
    return used.date >= since if used.date else bool(used.reason)


def _uses(handbook: Handbook, committee: Committee) -> str:
    used = [one for one in committee.records.procedures if one.date]
    told = []
    for name in handbook.policy.meetings.procedures:
        days = [one.date for one in used if one.kind == name and one.date]
        told.append(f"{name}{len(days)}次，最近{date(max(days))}" if days else f"{name}没有开，写了原因")
    return "；".join(told)


def _study_without_meeting(handbook: Handbook, committee: Committee, meetings: Meetings) -> Iterator[Finding]:
    for index, day in enumerate(meetings.study):
        if day not in meetings.dates:
            message = f"{date(day)}写了学习，dates 里这天没有{handbook.policy.meetings.regular}"
            yield breach(at(committee, "records", "meetings", "study", index), message, "改日子，或把这天补进 dates")


def _months_unstudied(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    policy, studies = handbook.policy.meetings, {month_of(day) for day in committee.records.studies}
    months = months_between(_study_begun(committee), whole_months_until(handbook.today))
    spans = [months[index : index + policy.study_months] for index in range(0, len(months), policy.study_months)]
    empty = [span for span in spans if len(span) == policy.study_months and studies.isdisjoint(span)]
    if behind := [span for span in empty if span[0] > max(studies)]:
        place = at(committee, "records", "studies")
        yield behind_with(place, policy.study, in_words(max(studies)), f"{len(behind)}次")
    if empty := [span for span in empty if span[0] <= max(studies)]:
        until = f"至{in_words(empty[0][-1])}" if policy.study_months > 1 else ""
        message = f"{in_words(empty[0][0])}{until}没有{policy.study}{and_more(len(empty), '次')}"
        yield breach(at(committee, "records", "studies"), message, "学了的，日子写进 studies；没有学的，补学")


def _study_begun(committee: Committee) -> Month:
    """The month of the first study, or the first whole month of the log of meetings where that is earlier."""
    first, meetings = month_of(min(committee.records.studies)), committee.records.meetings
    if meetings is None:
        return first
    since = meetings.since
    whole = since if since.day == 1 else since.replace(day=1) + datetime.timedelta(31)
    return min(first, month_of(whole))
