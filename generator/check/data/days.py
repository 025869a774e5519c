"""Days and hours are whole, covered by a calendar, and not over."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.data.references import unknown
from generator.model.committee import Committee
from generator.model.content import Room, WorkingCommittee
from generator.model.content import Rule as RuleText
from generator.model.day_words import spans_of_dates
from generator.model.facts import MIDNIGHT
from generator.model.handbook import Handbook
from generator.problem import Location, Problem
from generator.read.listing import Folder


def hours_whole(handbook: Handbook) -> Iterator[Problem]:
    """D047: periods are of kinds the policy has, close after they open, and name services there are."""
    kinds_of = handbook.policy.duty
    kinds = [kinds_of.normal, *(kind.name for kind in kinds_of.kinds)]
    for committee in handbook.committees:
        at, slug = committee.timetable.source.at, committee.slug
        for index, period in enumerate(committee.timetable.periods):
            if period.kind not in kinds:
                yield unknown(at("periods", index, "kind"), "上班或值班", period.kind, kinds, "D047", slug)
            for number, id in enumerate(period.services):
                if id not in handbook.services:
                    place = at("periods", index, "services", number)
                    yield unknown(place, "服务", id, handbook.services, "D047", slug)
        for place, opens, closes in openings(committee):
            if opens and closes and closes <= opens:
                message = f"{closes:%H:%M} 下班，比 {opens:%H:%M} 上班还早"
                if closes == opens:
                    message = f"上班和下班都写了 {opens:%H:%M}"
                yield Problem(place, "D047", message, closing_hint(opens, closes), committee=slug)
        for key in ("window", "duty"):
            for index, shift in enumerate(getattr(committee.timetable, key)):
                if bool(shift.staff) == bool(shift.teams):
                    message = "要写 `staff`（每次都是这些人）或 `teams`（轮流的几组人），两样里写一样"
                    yield Problem(at(key, index), "D047", message, committee=slug)
                if shift.begins and shift.ends and shift.ends < shift.begins:
                    message = f"这一班 {shift.begins} 才开始，{shift.ends} 就结束了"
                    yield Problem(at(key, index, "ends"), "D047", message, "改 `begins` 或 `ends`", committee=slug)


def closing_hint(opens: datetime.time, closes: datetime.time) -> str:
    """Return what to do about hours that close before they open."""
    if closes == MIDNIGHT:
        return "到半夜为止的，`closes` 写 24:00"
    later = closes.replace(hour=closes.hour + 12) if closes.hour < 12 else closes
    meant = f"下午的写成 {later:%H:%M}，" if opens < later != closes else ""
    return f"{meant}或改 `opens`；过了半夜的分成两段" if meant else "改 `opens` 或 `closes`；过了半夜的分成两段"


def openings(
    committee: Committee, at: str = "closes"
) -> Iterator[tuple[Location, datetime.time | None, datetime.time | None]]:
    """Yield every opening and closing time of a committee, and where the one or the other stands."""
    for key in ("periods", "window", "duty"):
        for index, entry in enumerate(getattr(committee.timetable, key)):
            yield committee.timetable.source.at(key, index, at), entry.opens, entry.closes
    for key in ("rooms", "spaces"):
        for index, space in enumerate(getattr(committee.premises, key)):
            for number, opening in enumerate(space.hours):
                place = committee.premises.source.at(key, index, "hours", number, at)
                yield place, opening.opens, opening.closes


def days_covered(handbook: Handbook) -> Iterator[Problem]:
    """D045: every day the timetable names lies in a year whose holidays are known."""
    for committee in handbook.committees:
        for place, day in named_days(committee):
            if day.year not in handbook.calendars:
                message = f"{day:%Y-%m-%d} 这一年的放假安排还没有"
                hint = f"照国务院公布的放假安排新建 {Folder.CALENDARS}/{day.year}.yml，或改日期"
                yield Problem(place, "D045", message, hint, committee=committee.slug)


def named_days(committee: Committee) -> Iterator[tuple[Location, datetime.date]]:
    """Yield every single day that the timetable names, and where."""
    at, timetable = committee.timetable.source.at, committee.timetable
    for index, replacement in enumerate(timetable.replacements):
        yield at("replacements", index, "date"), replacement.date
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(timetable, key)):
            if shift.begins and shift.teams:  # turns are counted from that day on
                yield at(key, index, "begins"), shift.begins
    for key in ("periods", "window", "duty"):
        for index, entry in enumerate(getattr(timetable, key)):
            yield from ((at(key, index, "closed", number), day) for number, day in enumerate(entry.closed))
            days = dict.fromkeys(day for span in spans_of_dates(entry.days or "") for day in span)
            yield from ((at(key, index, "days"), day) for day in days)


def calendars_whole(handbook: Handbook) -> Iterator[Problem]:
    """D044: holidays lie within their year or touch it, and next year's file comes in time."""
    for calendar in handbook.calendars.values():
        at = calendar.source.at
        for index, holiday in enumerate(calendar.holidays):
            if holiday.begins > holiday.ends:
                yield Problem(at("holidays", index, "ends"), "D044", f"{holiday.name}还没有开始就结束了", "改日期")
            elif calendar.year not in (holiday.begins.year, holiday.ends.year):
                yield Problem(at("holidays", index, "begins"), "D044", f"{holiday.name}不在{calendar.year}年", "改日期")
    last = max(handbook.calendars)
    if (datetime.date(last, 12, 31) - handbook.today).days < NEXT_YEAR_DAYS:
        place = handbook.calendars[last].source.at("year")
        missing = f"{Folder.CALENDARS}/{last + 1}.yml"
        hint = f"国务院公布后，照 {last}.yml 的样子新建 {missing}；没有它，{last + 1}年的值班排不出来"
        yield Problem(place, "D044", f"放假安排只到{last}年底", hint, "warning")


NEXT_YEAR_DAYS = 60
"""How long before its end the next year's calendar is asked for; the State Council publishes it about then."""


def nothing_expired(handbook: Handbook) -> Iterator[Problem]:
    """X5: no service is told that runs out; those that soon will are named in time."""
    for service in handbook.services.values():
        if service.valid_until is None:
            continue
        left = (service.valid_until - handbook.today).days
        place = service.source.at("valid_until")
        if left < 0:
            hint = "查到新规定后改内容和 `valid_until`；取消了的，写明现在怎么办"
            yield Problem(place, "X5", f"“{service.title}”{service.valid_until:%Y-%m-%d} 已经到期", hint)
        elif left <= handbook.policy.admission.warn_days:
            message = f"“{service.title}”还有{left}天到期"
            yield Problem(place, "X5", message, "问清到期以后怎么办，改内容和 `valid_until`", "warning")


def changes_dated(handbook: Handbook) -> Iterator[Problem]:
    """D049: what was changed in a text stands oldest first, from its adoption to today; the last is its revision."""
    texts: tuple[RuleText | Room | WorkingCommittee, ...] = (
        *handbook.every_rule.values(),
        *handbook.every_room.values(),
        *handbook.working_committees.values(),
    )
    for text in texts:
        at, before = text.source.at, text.adopted
        if text.revised > text.adopted and not text.changes:
            hint = "加上 `changes`：哪天，改了哪一条，从什么改成什么"
            yield Problem(at("revised"), "D049", "修订过，没有写改过什么", hint, "warning")
        for index, change in enumerate(text.changes, 1):
            place = at("changes", index - 1, "date")
            if change.date < text.adopted:
                yield Problem(place, "D049", f"{text.adopted} 才通过，{change.date} 还没有它", "改日期")
            elif change.date > handbook.today:
                yield Problem(place, "D049", f"{change.date} 还没有到", "改日期；到了那天再写")
            elif change.date < before:
                yield Problem(place, "D049", f"{change.date} 写在了 {before} 的后面", "先改的写在前面")
            elif index == len(text.changes) and change.date != text.revised:
                message = f"最后一次改是 {change.date}，`revised` 写的是 {text.revised}"
                yield Problem(place, "D049", message, "改成同一天")
            before = change.date
