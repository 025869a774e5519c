"""Clock times as people write them, and the one form; the end of a day, which is 24:00 and no other day's 0:00."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.model.written import Known, Unclear, in_digits, plain


class EndOfDay(datetime.time):
    """24:00 (GB/T 7408): later than all times of the day, and always written 24:00."""

    @property
    def hour(self) -> int:
        """The hour as it is written."""
        return 24

    @property
    def minute(self) -> int:
        """The minute as it is written."""
        return 0

    def strftime(self, format: str) -> str:
        """Return the time as a format asks for it."""
        return super().strftime(format.replace("%H", "24").replace("%M", "00").replace("%S", "00"))

    def isoformat(self, timespec: str = "auto") -> str:
        """Return the time as data have it."""
        return "24:00:00"


END_OF_DAY = EndOfDay(23, 59, 59, 999_999)


def time_of_day(text: str) -> datetime.time:
    """Return `8:30` or `08:30` as a time of day, 24:00 as its end. Raises ValueError where there is no such time."""
    hour, minute = text.split(":")
    return END_OF_DAY if (int(hour), int(minute)) == (24, 0) else datetime.time(int(hour), int(minute))


PARTS_OF_DAY: Mapping[str, tuple[range, range]] = MappingProxyType(
    {
        **dict.fromkeys(("凌晨", "清晨", "早晨", "早上", "上午", "早", "am"), (range(12), range(0))),
        "中午": (range(11, 15), range(1, 3)),
        **dict.fromkeys(("下午", "傍晚", "pm"), (range(12, 24), range(1, 12))),
        **dict.fromkeys(("晚上", "夜里", "晚", "夜"), (range(17, 24), range(5, 12))),
    }
)
"""Parts of the day, the hours that each has as a clock of 24 hours says them, and as one of 12 does after noon."""

NEXT_DAY = ("次日", "第二天", "翌日", "明天")
PART_OF_DAY = re.compile("|".join((*PARTS_OF_DAY, *NEXT_DAY)))

CLOCK = re.compile("([0-9]{1,2}):([0-9]{2})(?::00)?分?|([0-9]{2})([0-9]{2})")
SPOKEN = re.compile("([0-9]{1,2})[点时](?:([0-9]{2})|([0-9]{1,2})分|(半)|([13])刻|[整钟正])?")
OTHER_SIGN = re.compile("([0-9]{1,2})[.;,'-]([0-9]{2})|([0-9])([0-9]{2})")
ONE_DIGIT = re.compile("([0-9]{1,2})[:点时]([0-9])")
NOUGHT = re.compile("([0-9]{1,2})[:点时]0")
MINUTES_OF_DAY = 1440
SPLIT_AT_MIDNIGHT = "过了半夜的分成两段：前一段 `closes` 写 24:00，后一段 `opens` 写 0:00"


def time(text: str, _: Known) -> str:
    """Return a time of day as `8:30`. Raises Unclear with the readings, or with what is wrong."""
    bare = in_digits(plain(text).replace(" ", "")).lower()
    part = PART_OF_DAY.match(bare)
    if part and part[0] in NEXT_DAY:
        raise Unclear(SPLIT_AT_MIDNIGHT)
    bare = bare[part.end() :] if part else bare
    half = re.search("([ap])[.]?m[.]?$", bare)
    bare = bare[: half.start()] if half else bare
    bare = f"{bare}:00" if half and bare.isdigit() else bare
    if not (clock := _clock(bare)):
        raise_for_what_is_near(bare)
        return text
    hour, minute = clock
    if half:
        hour = _shifted(f"{half[1]}m", hour)
    elif part:
        hour = _shifted(part[0], hour)
    if minute > 59:
        raise Unclear(f"没有{minute}分")
    if (hour, minute) > (24, 0):
        raise Unclear(f"一天到 24:00 为止；{SPLIT_AT_MIDNIGHT}")
    return f"{hour}:{minute:02}"


def _clock(bare: str) -> tuple[int, int] | None:
    """Return the hour and the minute that are written, or None where none are."""
    if match := CLOCK.fullmatch(bare):
        return int(match[1] or match[3]), int(match[2] or match[4])
    if match := NOUGHT.fullmatch(bare):
        return int(match[1]), 0
    if match := SPOKEN.fullmatch(bare):
        hour, minutes, counted, half, quarters = match.groups()
        return int(hour), 30 if half else 15 * int(quarters) if quarters else int(minutes or counted or 0)
    return None


def raise_for_what_is_near(bare: str) -> None:
    """Raise Unclear for what is nearly a time of day, with what it could be; do nothing for what is not."""
    if match := ONE_DIGIT.fullmatch(bare):
        hour, minute = match.groups()
        readings = dict.fromkeys((f"{hour}:0{minute}", *([f"{hour}:{minute}0"] if int(minute) < 6 else [])))
        raise Unclear(f"看不出是几分，可以是 {' 或 '.join(readings)}；分钟写两位")
    if match := OTHER_SIGN.fullmatch(bare):
        hour, minute = match[1] or match[3], match[2] or match[4]
        if int(hour) < 24 and int(minute) < 60:
            raise Unclear(f"如果是{int(hour)}点{int(minute)}分，写成 {int(hour)}:{minute}")
    if re.fullmatch(r"0?\.[0-9]{2,17}", bare):
        minutes = round(float(bare) * MINUTES_OF_DAY)
        raise Unclear(f"这是 Excel 里钟点的数值；是 {minutes // 60}:{minutes % 60:02} 的话，照这样写")
    if re.fullmatch("[0-9]{1,2}", bare):
        raise Unclear(f"如果是{int(bare)}点整，写成 {int(bare)}:00")
    if len(re.findall("[0-9][:点时]", bare)) > 1:
        raise Unclear("这里只写一个钟点；从几点写在 `opens`，到几点写在 `closes`")


def _shifted(part: str, hour: int) -> int:
    """Return the hour of the day for an hour of one of its parts. Raises Unclear where the two do not agree."""
    in_full, after_noon = PARTS_OF_DAY[part]
    if hour in after_noon:
        return hour + 12
    if hour in in_full:
        return hour
    if hour == 12:
        choices = "12:00 或 0:00" if 0 in in_full else "0:00 或 24:00"
        raise Unclear(f"“{part}”12点可以是 {choices}；写成其中一个")
    raise Unclear(f"“{part}”和{hour}点对不上；用 24 小时写，例如 17:30")
