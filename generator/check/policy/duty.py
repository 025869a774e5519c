"""Rules D1–D5: hours and duty, who is reached when, serious events, and time off for duty."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate

from generator.check.finding import Finding, at, breach, impossible, met, unkept
from generator.check.policy import superiors
from generator.check.policy.done import not_yet
from generator.check.policy.texts import texts_there
from generator.day import ONE_DAY
from generator.duty import intervals
from generator.duty.coverage import Coverage, Turn
from generator.duty.days import years
from generator.duty.months import month_of, months_between, next_month, whole_months_until
from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod
from generator.model.policy import DutyKind
from generator.model.records import Event
from generator.text.chinese import and_more, clock, clocks, date, month


def kinds_of_duty(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """D1: every kind of duty of the policy is in the timetable, and it says what happens in an emergency."""
    faults = [*texts_there(handbook, "D1")]
    for kind in handbook.policy.duty.kinds:
        faults += [*(_on_call(committee, kind) if kind.on_call else _timed(committee, kind))]
    faults += [*_within_normal(handbook, committee)]
    names = "、".join(kind.name for kind in handbook.policy.duty.kinds)
    evidence = f"{names}都写了时间和办法"
    if emergency := committee.timetable.emergency:
        on_call = "、".join(kind.name for kind in handbook.policy.duty.kinds if kind.on_call)
        evidence += f"；{on_call}时叫{len(emergency.callout)}级人，报{len(emergency.report_to)}个单位"
    yield from faults or [met(at(committee, "timetable", "periods"), evidence)]


def year_covered(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """D2: on every weekend and holiday, and at all hours besides the normal ones, someone is on duty, at one place."""
    place = at(committee, "timetable", "duty")
    if handbook.today.year not in handbook.calendars:
        yield breach(place, f"没有{handbook.today.year}年的放假安排，排不出值班", "新建这一年的放假安排")
        return
    coverage = Coverage(handbook.policy.duty, Roster.ahead(handbook, committee))
    faults = [*_days_without_hours(coverage), *_hours_without_staff(coverage), *_at_two_places(coverage)]
    kinds = [kind for kind in handbook.policy.duty.kinds if kind.days]
    numbers = "、".join(f"{kind.name}{len(coverage.days_of(kind))}天" for kind in kinds)
    numbered = "、".join(str(each.number) for each in coverage.roster.years)
    evidence = f"{numbered}年{numbers}，每段值班都有人，没有人同时排在两处"
    yield from faults or [met(place, evidence)]


def reachable_and_able(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """D3: at all hours there is a number to ring, and it is said what can be done."""
    faults: list[Finding] = []
    on_call = {kind.name for kind in handbook.policy.duty.kinds if kind.on_call}
    own = committee.profile.duty_phone or committee.profile.phone
    for index, period in enumerate(committee.timetable.periods):
        if not (period.phone or own):
            message = f"{_named(period)}没有写打哪个电话找人"
            hint = "写 `phone`，或在 committee.yml 写 `phone`、`duty_phone`"
            faults.append(breach(at(committee, "timetable", "periods", index), message, hint))
        if not (period.all_services or period.services or period.kind in on_call):
            hint = "样样能办写 `all_services`: 是；只能办几样的，在 `services` 里列出来"
            place = at(committee, "timetable", "periods", index)
            faults.append(breach(place, f"{_named(period)}没有写能办什么", hint))
    evidence = f"{len(committee.timetable.periods)}段时间都有电话，都写明能办什么"
    yield from faults or [met(at(committee, "timetable", "periods"), evidence)]


def serious_events(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """D4: serious events are reported in time to those above, and recorded."""
    faults = [*texts_there(handbook, "D4"), *_limit(handbook, committee)]
    events = committee.records.events
    if events is None:
        hint = "在 records.yml 写 `events`；一件也没有的，写 `events`: []"
        faults.append(unkept(at(committee, "records", "events"), "重大事务的记录", hint))
    faults += [*_superiors(handbook, committee)]
    for index, event in enumerate(events or ()):
        faults += [*_event(handbook, committee, index, event)]
    minutes = handbook.policy.duty.report_minutes
    evidence = f"重大事务{len(events)}件，都在{minutes}分钟内报了上级" if events else "记录写明没有发生重大事务"
    yield from faults or [met(at(committee, "records", "events"), evidence)]


def time_off(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """D5: whoever was on duty on days off has a workday off for it, soon and never in advance."""
    place, counted = at(committee, "records", "compensation"), committee.records.compensation
    if not counted:
        hint = "在 records.yml 的 `compensation` 里，每月写 `month`、`turns`、`days_off`"
        yield unkept(place, "值班和调休的数字", hint)
        return
    faults = [*texts_there(handbook, "D5"), *_months_counted(handbook, committee)]
    faults += [*_turns_agree(handbook, committee), *_balance(committee)]
    faults += [*_overdue(handbook, committee)]
    if not sum(entry.turns for entry in counted):
        faults.append(breach(place, "每个月的值班都是0人次", "照值班表数，改 `turns`；没有人值班的，先排班"))
    turns, off = sum(entry.turns for entry in counted), sum(entry.days_off for entry in counted)
    evidence = f"{month(counted[0].month)}起值班{turns}人次，已经调休{off}天"
    yield from faults or [met(place, evidence)]


def _of_kind(committee: Committee, kind: DutyKind) -> list[tuple[int, DutyPeriod]]:
    return [(index, period) for index, period in enumerate(committee.timetable.periods) if period.kind == kind.name]


def _days_without_hours(coverage: Coverage) -> Iterator[Finding]:
    """Yield a breach for each kind of duty that must cover days on which the timetable has no hours of it."""
    for kind in coverage.policy.kinds:
        if missing := coverage.days_without_hours(kind):
            message = f"{date(missing[0])}没有“{kind.name}”的时间{and_more(len(missing), '天')}"
            kept = [hours.number for hours in coverage.hours if hours.period.kind == kind.name]
            place = at(coverage.roster.committee, "timetable", "periods", *kept[:1])
            yield breach(place, message, f"“{kind.name}”的 `days` 写“{kind.days}”，`closed` 里不写这些天")


def _hours_without_staff(coverage: Coverage) -> Iterator[Finding]:
    """Yield a breach for all hours besides the normal ones at which nobody is on duty."""
    for hours in coverage.hours:
        if hours.period.kind != coverage.policy.normal and (empty := coverage.unattended(hours.period)):
            message = f"{date(empty[0])}{_named(hours.period)}没有人值班{and_more(len(empty), '天')}"
            hint = "在 `duty` 里排人；临时换人的写进 `replacements`；这天不开的写进这一段的 `closed`"
            yield breach(at(coverage.roster.committee, "timetable", "periods", hours.number), message, hint)


def _at_two_places(coverage: Coverage) -> Iterator[Finding]:
    """Yield a breach for everybody who is at the window and on duty at the same time, with the first such day."""
    booked: dict[str, list[tuple[datetime.date, Turn]]] = {}
    for name, day, turn in coverage.double_bookings():
        booked.setdefault(name, []).append((day, turn))
    for name, times in sorted(booked.items()):
        day, turn = min(times, key=lambda time: time[0])
        more = and_more(len({day for day, _ in times}), "天")
        message = f"{date(day)}{name}又在窗口又在值班，时间重叠{more}"
        place = at(coverage.roster.committee, "timetable", *turn.path)
        yield breach(place, message, "换一个人，或写明两处各自的钟点")


def _named(period: DutyPeriod) -> str:
    """Return a period with its days and times, as far as they are known: `“双休日”（周六 9:00–11:00）`."""
    span = intervals.span(period)
    when = " ".join(part for part in (period.days, clocks(*span) if span else "") if part)
    return f"“{period.kind}”" + (f"（{when}）" if when else "")


def _timed(committee: Committee, kind: DutyKind) -> Iterator[Finding]:
    periods = _of_kind(committee, kind)
    if not periods:
        message = f"没有写“{kind.name}”是什么时间"
        hint = f"在 `periods` 里加一段：`kind`: {kind.name}，写 `days`、`opens`、`closes`"
        yield breach(at(committee, "timetable", "periods"), message, hint)
    for index, period in periods:
        if not (period.days and period.opens and period.closes):
            message = f"“{kind.name}”没有写全哪些天、几点到几点"
            yield breach(at(committee, "timetable", "periods", index), message, "写全 `days`、`opens`、`closes`")


def _within_normal(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for hours beside the normal ones that lie within these, so that nobody is there any longer."""
    normal = [each for each in committee.timetable.periods if each.kind == handbook.policy.duty.normal]
    for index, period in enumerate(committee.timetable.periods):
        if period not in normal and any(_covers(handbook, each, period) for each in normal):
            message = f"{_named(period)}的钟点，本来就是“{handbook.policy.duty.normal}”上班的钟点"
            yield breach(at(committee, "timetable", "periods", index), message, "写上班以外的钟点")


def _covers(handbook: Handbook, wide: DutyPeriod, narrow: DutyPeriod) -> bool:
    """Tell whether hours lie within others on some day."""
    if not (wide.opens and wide.closes and narrow.opens and narrow.closes):
        return False
    within = wide.opens <= narrow.opens and narrow.closes <= wide.closes
    return within and any(year.occasions(wide) & year.occasions(narrow) for year in years(handbook.calendars))


def _on_call(committee: Committee, kind: DutyKind) -> Iterator[Finding]:
    periods = _of_kind(committee, kind)
    if not periods:
        hint = f"在 `periods` 里加一段：`kind`: {kind.name}，写 `phone` 和 `note`"
        yield breach(at(committee, "timetable", "periods"), f"没有写“{kind.name}”时怎么找人", hint)
    for index, period in periods:
        if not (period.note and (period.phone or committee.profile.duty_phone)):
            message = f"“{kind.name}”没有写全打哪个电话、什么时候打"
            yield breach(at(committee, "timetable", "periods", index), message, "写全 `phone` 和 `note`")
    if committee.timetable.emergency is None:
        hint = "在 hours.yml 写 `emergency`：`triggers`、`callout`、`report_to`、`report_minutes`"
        message = f"没有写“{kind.name}”时遇到什么事、叫谁到岗、报给谁"
        yield breach(at(committee, "timetable", "emergency"), message, hint)


def _limit(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    emergency, most = committee.timetable.emergency, handbook.policy.duty.report_minutes
    if emergency and emergency.report_minutes > most:
        message = f"重大事务写的是{emergency.report_minutes}分钟内报告，最多{most}分钟"
        yield breach(at(committee, "timetable", "emergency", "report_minutes"), message, f"改成{most}或更少")


def _superiors(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is wrong with whom the sub-district and the committee's plan say events are reported to."""
    if not handbook.subdistrict.superiors:
        place = handbook.subdistrict.source.at("superiors")
        yield breach(place, "没有写重大事务向谁报告", "在 content/subdistrict.yml 的 `superiors` 里，照先后次序写")
        return
    told = committee.timetable.emergency.report_to if committee.timetable.emergency else ()
    numbers = []
    for index, contact in enumerate(told):
        place = at(committee, "timetable", "emergency", "report_to", index)
        known = superiors.named(handbook, contact.name)
        if not known:
            hint = f"照 subdistrict.yml 的 `superiors` 写：{superiors.names(handbook)}"
            yield breach(place, f"“{contact.name}”不在上级的名单里", hint)
        numbers += known
    if not superiors.in_order(numbers):
        place = at(committee, "timetable", "emergency", "report_to")
        yield breach(place, "报告的先后和街道定的不一样", f"照这个次序写：{superiors.names(handbook)}")


def _event(handbook: Handbook, committee: Committee, index: int, event: Event) -> Iterator[Finding]:
    place = at(committee, "records", "events", index)
    happened = f"{date(event.happened.date())} {clock(event.happened.time())}的事"
    for key in ("happened", "known", "reported"):
        moment = getattr(event, key)
        yield from not_yet(handbook, at(committee, "records", "events", index, key), moment and moment.date(), happened)
    if event.known and event.known < event.happened:
        place = at(committee, "records", "events", index, "known")
        yield impossible(place, f"{happened}，知道的时间在发生之前", "改 `happened` 或 `known`")
    elif event.reported_to is None or event.reported is None:
        yield breach(place, f"{happened}没有写报给谁、几点报的", "写全 `reported_to`、`reported`")
    else:
        yield from _reported_to(handbook, committee, index, event.reported_to)
        yield from _in_time(handbook, committee, index, event.reported, event)


def _reported_to(handbook: Handbook, committee: Committee, index: int, words: str) -> Iterator[Finding]:
    """Yield a breach where an event was reported to nobody above the committee, or to those out of their order."""
    place, known = at(committee, "records", "events", index, "reported_to"), superiors.named(handbook, words)
    if not handbook.subdistrict.superiors:
        return
    if not known:
        hint = f"写上报给了哪个上级：{superiors.names(handbook)}；没有报的，马上补报，照实写"
        yield breach(place, f"“{words}”里没有一个是上级", hint)
    elif not superiors.in_order(known):
        yield breach(place, f"“{words}”的先后和街道定的不一样", f"次序是：{superiors.names(handbook)}")


def _in_time(
    handbook: Handbook, committee: Committee, index: int, reported: datetime.datetime, event: Event
) -> Iterator[Finding]:
    """Yield a breach where an event was reported too late after it was known, or before it happened."""
    place, most = at(committee, "records", "events", index, "reported"), handbook.policy.duty.report_minutes
    happened = f"{date(event.happened.date())} {clock(event.happened.time())}的事"
    took = int((reported - (event.known or event.happened)).total_seconds()) // 60
    if took < 0:
        before, keys = ("知道", "`known`") if event.known else ("发生", "`happened`")
        yield impossible(place, f"{happened}，报告的时间在{before}之前", f"改 {keys} 或 `reported`")
    elif took > most:
        message = f"{happened}{'知道以后' if event.known else ''}过了{took}分钟才报告，应当在{most}分钟内"
        hint = "时间写错的改正；发生以后才知道的，写上 `known`；真晚了的，照实写"
        yield breach(place, message, hint)


def _months_counted(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for each month that is counted twice or has not come."""
    seen: set[Month] = set()
    for index, entry in enumerate(committee.records.compensation):
        place = at(committee, "records", "compensation", index, "month")
        yield from not_yet(handbook, place, entry.month, "值班和调休")
        if entry.month in seen:
            yield breach(place, f"{month(entry.month)}写了两次", "并成一条")
        seen.add(entry.month)


def _turns_agree(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for each whole month whose record counts other turns than the roster."""
    planned, last = _planned(handbook, committee), whole_months_until(handbook.today)
    for index, entry in enumerate(committee.records.compensation):
        if entry.month <= last and entry.month in planned and entry.turns != planned[entry.month]:
            message = f"{month(entry.month)}记了值班{entry.turns}人次，照值班表是{planned[entry.month]}人次"
            hint = "数错的改 `turns`；换过人的写进 hours.yml 的 `replacements`"
            yield breach(at(committee, "records", "compensation", index, "turns"), message, hint)


def _planned(handbook: Handbook, committee: Committee) -> Mapping[Month, int]:
    """Return how many turns the roster has on the days off of each month that the records count."""
    counted = {entry.month for entry in committee.records.compensation}
    coverage = Coverage(handbook.policy.duty, Roster.of(handbook, committee))
    days = frozenset().union(*(coverage.days_of(kind) for kind in handbook.policy.duty.kinds))
    planned: Counter[Month] = Counter()
    for day in days:
        if month_of(day) in counted:
            planned[month_of(day)] += len(coverage.on_duty(day))
    return planned


def _balance(committee: Committee) -> Iterator[Finding]:
    """Yield a breach at the first month by whose end more days were taken off than duty was done."""
    counted = sorted(enumerate(committee.records.compensation), key=lambda entry: entry[1].month)
    balances = accumulate(entry.turns - entry.days_off for _, entry in counted)
    for (index, entry), balance in zip(counted, balances, strict=True):
        if balance < 0:
            message = f"到{month(entry.month)}，调休比值班多了{-balance}天"
            hint = "核对 `turns` 和 `days_off`；先值班，后调休"
            yield breach(at(committee, "records", "compensation", index, "days_off"), message, hint)
            return


def _overdue(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for months not counted, and for turns not compensated within the days that the policy gives."""
    counted = {entry.month: entry for entry in committee.records.compensation}
    days, place = handbook.policy.duty.off_days, at(committee, "records", "compensation")
    last = whole_months_until(handbook.today, 2)
    if missing := [each for each in months_between(min(counted), last) if each not in counted]:
        message = f"{month(missing[0])}的值班和调休没有记{and_more(len(missing), '个月')}"
        yield breach(place, message, "补上这个月的 `month`、`turns`、`days_off`")
    for until in (*sorted(each for each in counted if _last_day(each) < handbook.today), None):
        by = _last_day(until) if until else handbook.today
        due = [each for each in counted if _last_day(each) + datetime.timedelta(days) < by]
        off = sum(entry.days_off for entry in counted.values() if until is None or entry.month <= until)
        left = sum(counted[each].turns for each in due) - off
        if left > 0:
            when = f"到{month(until)}底，" if until else ""
            message = f"{when}{month(max(due))}和以前的值班，还有{left}人次没有调休，应当在{days}天内"
            yield breach(place, message, "安排平日调休，调休后改 `days_off`；数字写错的改正；真晚了的，照实写")
            return


def _last_day(each: Month) -> datetime.date:
    return next_month(datetime.date.fromisoformat(f"{each}-01")) - ONE_DAY
