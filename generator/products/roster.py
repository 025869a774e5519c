"""What the printed roster says: a sheet a month with who is there day by day, and the whole year on one sheet."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from generator.codes.pages import CommitteePages
from generator.day import ONE_DAY
from generator.duty import intervals
from generator.duty.coverage import Coverage
from generator.duty.days import KindOfDay, Year, days_between
from generator.duty.months import next_month
from generator.duty.roster import Roster
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod
from generator.model.words import DayWords
from generator.products import sheet
from generator.products.product import Artifact, Brief, Product, always, print_file
from generator.products.says import Drawn
from generator.products.sheet import Data
from generator.text import chinese
from generator.text.chinese import from_to, short_date
from generator.text.placeholder import Values

MONTHS = 2
"""How many months the sheet shows: this one and the next."""

KINDS: tuple[KindOfDay, ...] = ("workday", "weekend", "holiday", "make-up")
"""The kinds of days, in the order in which they are counted."""


def roster_codes(committee: CommitteePages) -> tuple[str, ...]:
    """The codes the roster prints: its own page, on every sheet."""
    return (committee.code("page", "duty").code,)


def months(handbook: Handbook) -> tuple[datetime.date, ...]:
    """The first days of the months that are shown: this one and the next, as far as calendars say what each day is."""
    first = handbook.today.replace(day=1)
    wanted = [first]
    while len(wanted) < MONTHS:
        wanted.append(next_month(wanted[-1]))
    return tuple(month for month in wanted if month.year in handbook.calendars)


def roster(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """The roster's data: a sheet for each month, and one for each year these months belong to."""
    found = Roster.of(handbook, committee.committee)
    gaps = uncovered(handbook, found)
    shown = months(handbook)
    return {
        **sheet.masthead(handbook, committee, values),
        "title": handbook.words.roster.title,
        "overview": handbook.words.roster.overview,
        "code": sheet.code(handbook, committee, "page", "duty", handbook.words.captions.duty),
        "window": handbook.policy.rooms.window,
        "urgent": urgent(handbook, committee),
        "months": [month_sheet(found, first, gaps, handbook.words.days) for first in shown],
        "years": [
            year_sheet(found.year(first), gaps, handbook)
            for first in shown
            if first == shown[0] or first.year != shown[0].year
        ],
    }


def urgent(handbook: Handbook, committee: CommitteePages) -> str | None:
    """The number to ring when nobody is there: that of duty, else that of the hours on call."""
    one = committee.committee
    on_call = {kind.name for kind in handbook.policy.duty.kinds if kind.on_call}
    phones = (period.phone for period in one.timetable.periods if period.kind in on_call and period.phone)
    return one.profile.duty_phone or next(phones, None)


def month_sheet(found: Roster, first: datetime.date, gaps: frozenset[datetime.date], words: DayWords) -> Data:
    """A month, day by day."""
    last = next_month(first) - ONE_DAY
    return {
        "year": first.year,
        "month": first.month,
        "days": [month_day(found, day, day in gaps, words) for day in days_between(first, last)],
    }


def month_day(found: Roster, day: datetime.date, gap: bool, words: DayWords) -> Data:
    """A day of a month; `gap` where somebody should be there and nobody is written down."""
    one = sheet.roster_day(found, day)
    return {
        "day": day.day,
        "weekday": one["weekday"],
        "kind": one["kind"],
        "name": day_name(found.year(day), day, words),
        "hours": spans(one["periods"]),
        "window": "、".join(one["window"]) or None,
        "duty": "、".join(one["duty"]) or None,
        "gap": Drawn(gap),
    }


def day_name(year: Year, day: datetime.date, words: DayWords) -> str | None:
    """What a day is called: the holiday by its name, other days by their kind; plain workdays have no name."""
    kind = year.kinds[day]
    return year.holidays[day] if kind == "holiday" else None if kind == "workday" else words.of(kind)


def spans(periods: Iterable[DutyPeriod]) -> list[str]:
    """From when to when somebody is there; hours that touch become one span."""
    timed = (span for span in map(intervals.span, periods) if span)
    return [chinese.clocks(*span) for span in intervals.merged(timed)]


def year_sheet(year: Year, gaps: frozenset[datetime.date], handbook: Handbook) -> Data:
    """A year: every day's kind, the holidays by name and date, and the days nobody is there."""
    counted, words = Counter(year.kinds.values()), handbook.words.days
    return {
        "year": year.number,
        "document": year.calendar.document.partition("，")[0],
        "months": [
            [
                {"day": day.day, "kind": year.kinds[day], "name": day_name(year, day, words), "gap": Drawn(day in gaps)}
                for day in year.days
                if day.month == month
            ]
            for month in range(1, 13)
        ],
        "counts": [{"kind": kind, "name": words.of(kind), "days": counted[kind]} for kind in KINDS],
        "holidays": [
            {"name": name, "when": from_to(days[0], days[-1]), "days": len(days)} for name, days in holidays_of(year)
        ],
        "workdays": [short_date(day) for day in sorted(year.calendar.workdays)],
        "gaps": [short_date(day) for day in year.days if day in gaps],
    }


def holidays_of(year: Year) -> Iterator[tuple[str, list[datetime.date]]]:
    """Each holiday and the days off around it that lie in the year, in the order of the year."""
    days = [day for day in year.days if day in year.holidays]
    for name, group in groupby(days, key=lambda day: year.holidays[day]):
        yield name, list(group)


def uncovered(handbook: Handbook, found: Roster) -> frozenset[datetime.date]:
    """The days on which hours have nobody, at the window or on duty, or that need hours by the policy and have none."""
    return Coverage(handbook.policy.duty, found).gaps


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield who is on duty this month and next, and the year at a glance; nothing where no calendar covers them."""
    if months(handbook):
        yield print_file("roster", pages.committee.slug, "roster.typ", roster_codes(pages))


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes the roster prints; none where there is no roster."""
    return dict.fromkeys(roster_codes(pages), handbook.words.roster.title) if months(handbook) else {}


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the roster says."""
    return roster(brief.handbook, brief.pages, brief.values)


PRODUCT = Product(
    name="roster",
    title=lambda handbook: handbook.words.roster.title,
    files=files,
    codes=codes,
    data=data,
    paper=always("A3"),
    place=always("大厅"),
    issued=True,
    dated=True,
    page=("page", "duty"),
    carried=True,
    round=2,
)
