"""The calendar files of the years agree with themselves and with each other, and name all public holidays."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.model.content import Calendar, Holiday
from generator.model.day_words import FESTIVALS, festivals
from generator.model.handbook import Handbook
from generator.problem import Problem
from generator.text.chinese import weekday

LONGEST = 20
"""Days off around one holiday; more are a slip in a year or a month."""

NEIGHBOURS = {12: 1, 1: -1}
"""Months in which a day of the year before or after still belongs to a calendar: by how much its year is less."""


def holidays_named(handbook: Handbook) -> Iterator[Problem]:
    """D093: the calendar of each year has all seven public holidays, in its own file or in one beside it."""
    for number, calendar in handbook.calendars.items():
        named = {name for holiday in holidays_of(handbook, number) for name in festivals(holiday.name)}
        if missing := [name for name in FESTIVALS if name not in named]:
            message = f"{number}年的放假安排里没有{'、'.join(missing)}，那几天会当作平常的日子"
            hint = "照国务院公布的放假安排补上；两个节连着放的写成一条，例如 `name`: 国庆节、中秋节"
            yield Problem(calendar.source.at("holidays"), "D093", message, hint, "warning")


def holidays_of(handbook: Handbook, number: int) -> Iterator[Holiday]:
    """Yield the holidays of a year, in whatever file they stand: each belongs to the year in which it ends."""
    for calendar in handbook.calendars.values():
        yield from (holiday for holiday in calendar.holidays if holiday.ends.year == number)


def holidays_within_reason(handbook: Handbook) -> Iterator[Problem]:
    """D044: no holiday lasts for weeks."""
    for calendar in handbook.calendars.values():
        for index, holiday in enumerate(calendar.holidays):
            days = (holiday.ends - holiday.begins).days + 1
            if days > LONGEST:
                message = f"{holiday.name}放了{days}天，多半是年份或月份写错了"
                yield Problem(calendar.source.at("holidays", index, "ends"), "D044", message, "核对 `begins` 和 `ends`")


def holidays_agree(handbook: Handbook) -> Iterator[Problem]:
    """D044: a holiday that stands in two files is the same in both."""
    for calendar in handbook.calendars.values():
        earlier = handbook.calendars.get(calendar.year - 1)
        for index, holiday in enumerate(calendar.holidays if earlier else ()):
            for other in earlier.holidays if earlier else ():
                if other != holiday and same_days_off(other, holiday):
                    message = f"{holiday.name}在 {calendar.year - 1}.yml 里是{other.begins}至{other.ends}，和这里不一样"
                    place = calendar.source.at("holidays", index, "begins")
                    yield Problem(place, "D044", message, "照国务院公布的，留下对的一条，删掉另一条")


def same_days_off(first: Holiday, second: Holiday) -> bool:
    """Tell whether two holidays share a name and a day."""
    named = first.name == second.name or bool({*festivals(first.name)}.intersection(festivals(second.name)))
    return named and first.begins <= second.ends and second.begins <= first.ends


def workdays_worked(handbook: Handbook) -> Iterator[Problem]:
    """D044: make-up workdays are weekend days of the calendar's year, or of the weeks around it, and no days off."""
    off = [(calendar, holiday) for calendar in handbook.calendars.values() for holiday in calendar.holidays]
    for calendar in handbook.calendars.values():
        for index, day in enumerate(calendar.workdays):
            place = calendar.source.at("workdays", index)
            if not near(day, calendar):
                message, hint = f"{day:%Y-%m-%d} 不是{calendar.year}年的日子", "核对年份"
                yield Problem(place, "D044", message, hint)
            elif day.weekday() < 5:
                message = f"{day:%Y-%m-%d} 是{weekday(day)}，本来就上班；调休上班日是周六或周日"
                yield Problem(place, "D044", message, "照国务院公布的改日期，或删掉这一天")
            else:
                for file, holiday in off:
                    if holiday.begins <= day <= holiday.ends:
                        where = f"（{file.year}.yml）" if file is not calendar else ""
                        message = f"{day:%Y-%m-%d} 又是调休上班日，又在{holiday.name}的假期里{where}"
                        yield Problem(place, "D044", message, "照国务院公布的，改 `workdays` 或假期的日期")


def near(day: datetime.date, calendar: Calendar) -> bool:
    """Tell whether a day lies in a calendar's year, in the December before it or in the January after it."""
    return day.year == calendar.year or day.year + NEIGHBOURS.get(day.month, 0) == calendar.year
