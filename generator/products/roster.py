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
from generator.duty.days import KINDS_OF_DAYS, Year, days_between
from generator.duty.months import next_month
from generator.duty.roster import Roster
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod
from generator.model.words import DayWords
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Product, always, print_file
from generator.products.says import Drawn
from generator.text import chinese
from generator.text.chinese import from_to, short_date
from generator.text.placeholder import Values

MONTHS = 2
"""How many months the sheet shows: this one and the next."""


def roster_codes(pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes the roster prints: that of its own page, on every sheet."""
    return (pages.code("page", "duty").code,)


def months(handbook: Handbook) -> tuple[datetime.date, ...]:
    """Return the first days of the months shown: this one and the next, as far as calendars say what each day is."""
    first = handbook.today.replace(day=1)
    firsts = [first]
    while len(firsts) < MONTHS:
        firsts.append(next_month(firsts[-1]))
    return tuple(month for month in firsts if month.year in handbook.calendars)


def roster(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the roster's data: a sheet for each month, and one for each year these months belong to."""
    roster = Roster.of(handbook, pages.committee)
    gaps = uncovered(handbook, roster)
    shown = months(handbook)
    return {
        **sheet.masthead(handbook, pages, values),
        "title": handbook.words.roster.title,
        "overview": handbook.words.roster.overview,
        "code": sheet.code(handbook, pages, "page", "duty", handbook.words.captions.duty),
        "window": handbook.policy.rooms.window,
        "urgent": urgent(handbook, pages),
        "months": [month_sheet(roster, first, gaps, handbook.words.days) for first in shown],
        "years": [
            year_sheet(roster.year(first), gaps, handbook)
            for first in shown
            if first == shown[0] or first.year != shown[0].year
        ],
    }


def urgent(handbook: Handbook, pages: CommitteePages) -> str | None:
    """Return the number to ring when nobody is there: that of duty, else that of hours on call; None if none is."""
    committee = pages.committee
    on_call = {kind.name for kind in handbook.policy.duty.kinds if kind.on_call}
    phones = (period.phone for period in committee.timetable.periods if period.kind in on_call and period.phone)
    return committee.profile.duty_phone or next(phones, None)


def month_sheet(roster: Roster, first: datetime.date, gaps: frozenset[datetime.date], words: DayWords) -> Data:
    """Return a month, named by its first day, day by day; in `gaps` are the days nobody is there."""
    last = next_month(first) - ONE_DAY
    return {
        "year": first.year,
        "month": first.month,
        "days": [month_day(roster, day, day in gaps, words) for day in days_between(first, last)],
    }


def month_day(roster: Roster, day: datetime.date, gap: bool, words: DayWords) -> Data:
    """Return a day of a month; `gap` where somebody should be there and nobody is written down."""
    facts = sheet.roster_day(roster, day)
    return {
        "day": day.day,
        "weekday": facts["weekday"],
        "kind": facts["kind"],
        "name": day_name(roster.year(day), day, words),
        "hours": spans(facts["periods"]),
        "window": "、".join(facts["window"]) or None,
        "duty": "、".join(facts["duty"]) or None,
        "gap": Drawn(gap),
    }


def day_name(year: Year, day: datetime.date, words: DayWords) -> str | None:
    """Return what a day is called: the holiday by its name, other days by their kind; None for plain workdays."""
    kind = year.kinds[day]
    return year.holidays[day] if kind == "holiday" else None if kind == "workday" else words.of(kind)


def spans(periods: Iterable[DutyPeriod]) -> list[str]:
    """Return from when to when somebody is there, `8:30–11:30` each; hours that touch become one span."""
    timed = (span for span in map(intervals.span, periods) if span)
    return [chinese.clocks(*span) for span in intervals.merged(timed)]


def year_sheet(year: Year, gaps: frozenset[datetime.date], handbook: Handbook) -> Data:
    """Return a year: every day's kind, the holidays by name and date, and the days nobody is there."""
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
        "counts": [{"kind": kind, "name": words.of(kind), "days": counted[kind]} for kind in KINDS_OF_DAYS],
        "holidays": [
            {"name": name, "when": from_to(days[0], days[-1]), "days": len(days)} for name, days in holidays_of(year)
        ],
        "workdays": [short_date(day) for day in sorted(year.workdays)],
        "gaps": [short_date(day) for day in year.days if day in gaps],
    }


def holidays_of(year: Year) -> Iterator[tuple[str, list[datetime.date]]]:
    """Yield each holiday and the days off around it that lie in the year, in the order of the year."""
    days = [day for day in year.days if day in year.holidays]
    for name, group in groupby(days, key=lambda day: year.holidays[day]):
        yield name, list(group)


def uncovered(handbook: Handbook, roster: Roster) -> frozenset[datetime.date]:
    """Return the days on which hours have nobody, or that need hours by the policy and have none."""
    return Coverage(handbook.policy.duty, roster).gaps


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
    place=lambda handbook, committee: handbook.words.places.roster,
    issued=True,
    dated=True,
    page=("page", "duty"),
    carried=True,
    round=2,
)
