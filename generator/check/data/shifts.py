"""Every shift takes place, and an extra one at hours that are told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.duty.days import dates, named_holidays
from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.hours import Shift
from generator.problem import Location, Problem
from generator.text.chinese import and_more, date


def shifts_take_place(handbook: Handbook) -> Iterator[Problem]:
    """D095: each shift that is not over has a day in the years that have a calendar."""
    for committee in handbook.committees:
        roster = Roster.of(handbook, committee)
        for place, shift in shifts_ahead(handbook, committee):
            known = all(roster.covers(day) for span in dates(shift.days) for day in span)
            backwards = shift.begins and shift.ends and shift.ends < shift.begins  # D047 tells of that
            if (
                known
                and not backwards
                and not (shift.begins and shift.begins > roster.last)
                and not any(roster.turns_of(shift))
            ):
                hint = "`days`、`season`、`begins`、`ends`、`closed` 对一对；写节名的，放假安排里要有这个节"
                message = f"“{shift.days}”这一班一天也轮不到"
                yield Problem(place, "D095", message, hint, "warning", committee=committee.slug)


def extra_shifts_at_hours(handbook: Handbook) -> Iterator[Problem]:
    """D094: on each day to come that an extra shift names, by date or holiday, the timetable has hours."""
    for committee in handbook.committees:
        roster = Roster.of(handbook, committee)
        for place, shift in shifts_ahead(handbook, committee):
            if dates(shift.days) or named_holidays(shift.days):
                days = sorted(day for day, _ in roster.turns_of(shift) if day >= handbook.today)
                closed = [day for day in days if not any(period.opens for period in roster.periods(day))]
                if closed:
                    message = f"{date(closed[0])}排了人，这一天没有写几点到几点有人{and_more(len(closed), '天')}"
                    hint = f"在 `periods` 里加一段，写 `kind`、`days`: {closed[0]}、`opens`、`closes`"
                    yield Problem(place, "D094", message, hint, "warning", committee=committee.slug)


def shifts_ahead(handbook: Handbook, committee: Committee) -> Iterator[tuple[Location, Shift]]:
    """Yield every shift of a committee that is not over, and where its days are told."""
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(committee.timetable, key)):
            if not shift.over(handbook.today):
                yield committee.timetable.source.at(key, index, "days"), shift
