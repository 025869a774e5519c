"""Days, months and parts of the year as people write them, and the one form of each."""

from __future__ import annotations

import calendar
import datetime
import re
from contextlib import suppress

from generator.model.day_words import WEEKDAYS, PlainDays
from generator.model.written import APART, RANGE, Known, Unclear, in_digits, plain
from generator.model.written_times import time

DAY = re.compile("([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})[日号]?")
COMPACT = re.compile("((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
WITHOUT_YEAR = re.compile("([0-9]{1,2})月([0-9]{1,2})[日号]?")
THREE_NUMBERS = re.compile("([0-9]{1,4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,4})[日号]?")
MIDNIGHT = re.compile("[T ]{0,3}0?0:00(?::00)?$")
"""What a spreadsheet puts behind a day that has no time."""

NAMED_WEEKDAY = re.compile(r" {0,3}[(]?(?:星期|礼拜|周)([一二三四五六日天])[)]?$")
EXCEL_BEGINS = datetime.date(1899, 12, 30)
"""The day from which spreadsheets count, for all days after February 1900."""

FOR_EVER = ("长期", "永久", "长期有效", "永久有效")


def date(text: str, known: Known) -> str:
    """Return a day as `2026-03-05`. Raises Unclear for several readings, for a day that is none, without its year."""
    bare, weekday = _without_weekday(plain(text))
    bare = re.sub(r" {0,3}([-/.年月日号]) {0,3}", r"\1", in_digits(MIDNIGHT.sub("", bare)))
    if match := DAY.fullmatch(bare) or COMPACT.fullmatch(bare):
        return _on(weekday, *map(int, match.groups()))
    if match := WITHOUT_YEAR.fullmatch(bare):
        if known.year is None:
            raise Unclear(f"缺是哪一年；前面加上年份，例如 2026年{int(match[1])}月{int(match[2])}日")
        return _on(weekday, known.year, int(match[1]), int(match[2]))
    if match := THREE_NUMBERS.fullmatch(bare):
        return _only_reading(_readings(match[1], match[2], match[3], "年" in bare), match[3])
    if re.fullmatch("[0-9]{4}(年|[-/.])[0-9]{1,2}月?", bare):
        raise Unclear("缺是哪一天；写到日，例如 2026-03-05")
    if re.fullmatch("[0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[日号]", bare):
        raise Unclear("缺年份；年月日写全，例如 2026-03-05")
    if MOMENT.fullmatch(bare):
        raise Unclear("只写日子，不写钟点")
    if len(re.findall("[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}", bare)) > 1:
        raise Unclear("这里一项只写一天；一段日子，一天写一项")
    if re.fullmatch("[3-6][0-9]{4}", bare):
        raise Unclear(f"这是 Excel 里日期的数值；是 {EXCEL_BEGINS + datetime.timedelta(int(bare))} 的话，照这样写")
    return text


def until(text: str, known: Known) -> str:
    """Return the last day of something; 长期 is the last day of all."""
    return "9999-12-31" if plain(text) in FOR_EVER else date(text, known)


def _without_weekday(text: str) -> tuple[str, str]:
    match = NAMED_WEEKDAY.search(text)
    return (text[: match.start()], match[1].replace("天", "日")) if match else (text, "")


def _on(weekday: str, year: int, month: int, day: int) -> str:
    """Return a day whose weekday is the one that was written, where one was."""
    try:
        written = datetime.date(year, month, day)
    except ValueError:
        raise Unclear(_no_such_day(year, month, day)) from None
    if weekday and weekday != WEEKDAYS[written.weekday()]:
        right = WEEKDAYS[written.weekday()]
        raise Unclear(f"{year}年{month}月{day}日是周{right}，不是周{weekday}；看看哪一个写错了")
    return written.isoformat()


def _no_such_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return "核对年份"
    return f"{year}年{month}月只有{calendar.monthrange(year, month)[1]}天"


def _readings(first: str, second: str, third: str, year_first: bool) -> list[str]:
    """Return the days that three numbers could mean which are no year, month and day in this order."""
    orders = [(first, second, third)] if len(first) <= 2 else []
    orders += [] if year_first else [(third, first, second), (third, second, first)]
    readings = []
    for year, month, day in orders:
        if len(year) in (1, 2, 4) and max(len(month), len(day)) <= 2:
            with suppress(ValueError):
                whole = int(year) if len(year) == 4 else THIS_CENTURY + int(year)
                readings.append(datetime.date(whole, int(month), int(day)).isoformat())
    return list(dict.fromkeys(readings))


THIS_CENTURY = 2000


def _only_reading(readings: list[str], third: str) -> str:
    """Return the one day that three numbers can mean. Raises Unclear where the year is not whole, or there are more."""
    if len(readings) == 1 and len(third) == 4:
        return readings[0]
    if not readings:
        raise Unclear("年份写四位，例如 2026-03-05")
    if len(readings) == 1:
        raise Unclear(f"年份写四位；如果是这一天，写成 {readings[0]}")
    raise Unclear(f"看不出是哪一天，可以是 {' 或 '.join(readings)}；照其中一个写，年份写四位")


def month(text: str, known: Known) -> str:
    """Return a month as `2026-03`. Raises Unclear where it has no year, or a day."""
    bare = in_digits(plain(text).replace(" ", ""))
    if match := re.fullmatch("([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月份?)?|((?:19|20|21)[0-9]{2})([0-9]{2})", bare):
        return f"{match[1] or match[3]}-{int(match[2] or match[4]):02}"
    if re.fullmatch("[0-9]{1,2}月份?", bare):
        raise Unclear("缺是哪一年；前面加上年份，例如 2026年3月")
    if re.fullmatch("[0-9]{2}[-/.年][0-9]{1,2}月?", bare):
        raise Unclear("年份写四位，例如 2026-03")
    if DAY.fullmatch(bare):
        raise Unclear("只写到月，不写日")
    return text


MOMENT = re.compile(
    "([0-9]{4} ?(?:年|[-/.]) ?[0-9]{1,2} ?(?:月|[-/.]) ?[0-9]{1,2}(?: ?[日号]|(?=[T ]))|[0-9]{8}(?=[T ])"
    "|[0-9]{1,2}月[0-9]{1,2}[日号])[T ]*([^-T ].*)"
)


def moment(text: str, known: Known) -> str:
    """Return a day and a time as `2026-08-02 14:20`."""
    match = MOMENT.fullmatch(in_digits(plain(text)))
    if not match:
        return text
    clock = time(match[2], known)
    if clock == "24:00":
        raise Unclear("半夜12点写成第二天的 0:00")
    return f"{date(match[1], known)} {clock}"


SEASON_DAY = "(?:([0-9]{1,2})月份?(?:([0-9]{1,2})[日号]?)?|([0-9]{1,2})[./]([0-9]{1,2}))"
SEASON = re.compile(f"(?:每年)?{SEASON_DAY}{RANGE}(?:{SEASON_DAY}|([0-9]{{1,2}})[日号])")


MONTHS_ONLY = re.compile(f"^((?:每年)?[0-9]{{1,2}})({RANGE}[0-9]{{1,2}}月份?)$")


def season(text: str, _: Known) -> str:
    """Return a part of the year as `7月1日至8月31日`."""
    bare = re.sub("次年|翌年|第二年|到?来年", "", in_digits(plain(text).replace(" ", "")))
    match = SEASON.fullmatch(MONTHS_ONLY.sub(r"\1月\2", bare))
    if not match and re.search("[0-9]{4}[年-]", bare):
        raise Unclear("去掉年份；这里写每年都有的一段")
    if not match:
        return text
    first = (int(match[1] or match[3]), int(match[2] or match[4] or 1))
    if match[9]:
        return _season(first, (first[0], int(match[9])))
    month, day = int(match[5] or match[7]), match[6] or match[8]
    if day is None and month == 2:
        raise Unclear("2月的最后一天写明白，例如“12月1日至2月28日”")
    if not 1 <= month <= 12:
        raise Unclear(f"没有{month}月")
    return _season(first, (month, int(day) if day else calendar.monthrange(2026, month)[1]))


def _season(first: tuple[int, int], last: tuple[int, int]) -> str:
    return "至".join(f"{month}月{day}日" for month, day in (first, last))


OTHER_DAYS = {
    **dict.fromkeys(("每日", "天天", "全年", "全年无休", "365天"), PlainDays.EVERY),
    **dict.fromkeys(("周末", "双休日"), "周六、周日"),
    **dict.fromkeys(("法定节日", "法定假日", "国定假日", "国定节假日", "国家法定节假日", "国定假"), PlainDays.HOLIDAYS),
    **dict.fromkeys(("调休日", "补班日", "调休上班"), PlainDays.MAKE_UP),
}
"""What else people call some days."""


def days(text: str, _: Known) -> str:
    """Return the days of a schedule as `周一至周五、周日`, `每月第3个周二`, `每月20日`."""
    words = re.sub("星期|礼拜", "周", plain(text).replace(" ", ""))
    words = WITHOUT_HOLIDAYS.sub("", words) if words.startswith(("周", "工作日", "每周")) else words
    words = re.sub("^(每天|每日|全年)[(,](?:包?含|包括)(?:法定|国定)?节?假日[)]?$", PlainDays.EVERY, words)
    if words in [*PlainDays]:
        return words
    if words in OTHER_DAYS:
        return OTHER_DAYS[words]
    raise_for_what_is_no_day(words)
    if words in ("节假日", "假日", "节日"):
        raise Unclear("只是法定节假日的，写“法定节假日”；周末也算的，再写一段“周六、周日”")
    if match := re.fullmatch("每个?月(?:的)?第?(.{1,2})个周(.)", words):
        return f"每月第{in_digits(match[1])}个周{_weekday(match[2])}"
    if match := re.fullmatch("每个?月(?:的)?(.{1,3})[日号](.*)", words):
        return f"每月{in_digits(match[1])}日{match[2]}".replace("(", "（").replace(")", "）")
    words = re.sub(APART + "|/", "、", re.sub(RANGE, "至", words.replace("每周", "周")))
    words = re.sub("[1-7天]", lambda day: _weekday(day[0]), words)
    words = re.sub(f"([至、])([{WEEKDAYS}])", r"\1周\2", words)
    words = re.sub(f"周([{WEEKDAYS}]{{2,}})", lambda run: "、".join(f"周{day}" for day in run[1]), words)
    return re.sub(f"([{WEEKDAYS}])(?=周)", r"\1、", words)


WITHOUT_HOLIDAYS = re.compile("[(,](?:逢|遇)?(?:法定|国定)?节?假日(?:除外|休息|不开|不上班|不办公|关闭)[)]?$")
"""What says of weekdays what is so anyway: they do not mean public holidays."""

NO_DAYS = (
    ("上午|下午|早上|中午|晚上|[0-9]:[0-9]{2}|[0-9]点", "这里只写日子；钟点写在 `opens` 和 `closes`"),
    ("单周|双周|隔周|两周|单双", "隔周的写成两段，例如“每月第1个周六”和“每月第3个周六”；或写日期"),
    ("最后一个", "写成第几个，例如“每月第4个周六”；或写日期"),
    ("每月[0-9]+[日号]?[、,和]", "一段只写一个日子；每月几天的，一天写一段"),
    ("除夕|初[一二三四五六七八九十]|大年|元宵|重阳", "写成那一天的日期，例如 2026-12-05"),
    ("寒假|暑假|寒暑假", "一年中的一段写在 `season` 里，例如“7月1日至8月31日”；这里只写日子"),
    (
        "(?<![0-9年])[0-9]{1,2}月[0-9]{1,2}[日号]",
        "日期前面写上年份，例如 2026年12月5日；每年都有的一段写在 `season` 里",
    ),
    ("(?<![0-9])[0-9]{1,2}月", "一年中的一段写在 `season` 里，例如“7月1日至8月31日”；这里只写日子"),
    ("除外|以外|^除.*外|休息", "写出是哪几天，例如“周一至周六”；不开的日子写在 `closed` 里"),
)
"""What people write for days that names none of them: a pattern, and what to do."""


def raise_for_what_is_no_day(words: str) -> None:
    """Raise Unclear for words that a schedule has another place for, or names otherwise; do nothing for others."""
    for pattern, repair in NO_DAYS:
        if re.search(pattern, words):
            raise Unclear(repair)


def _weekday(written: str) -> str:
    """Return what a day of the week is called after 周, for 1 to 7 and 天 too."""
    return WEEKDAYS[int(written) - 1] if written in "1234567" else written.replace("天", "日")
