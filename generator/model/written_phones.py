"""Telephone numbers of offices as people write them, and the one form: `021-5555-0116`, `021-5555-0116转801`."""

from __future__ import annotations

import re

from generator.model.written import Known, Unclear, plain

EXTENSION = "转"
"""What stands between a number and its extension."""

CITY = "0[12][0-9]-[0-9]{4}-[0-9]{4}"
TOWN = "0[3-9][0-9]{2}-(?:[0-9]{7}|[0-9]{4}-[0-9]{4})"
SERVICE = "1[0-9]{2}|1[0-2][0-9]{3}|11[68]114|9[0-9]{4,5}|95[0-9]{6}"
FREE = "[48]00-[0-9]{3}-[0-9]{4}"

PHONE = f"(?:{CITY}|{TOWN}|{FREE})(?:{EXTENSION}[0-9]{{1,6}})?|{SERVICE}"
"""The one form of a number that an office has: with its area code, a service's, or one that costs nothing to ring."""

LONGEST = len("021-5555-0116") + len(EXTENSION) + 6

BEHIND = re.compile(r"[ ,;(-]{0,3}(?:转|分机号?|ext\.?|[*#])[ :]{0,3}([0-9]{1,6})[)]?$", re.IGNORECASE)
COUNTRY = re.compile(r"(?:(?:\+|00) ?86|86(?=[ -]))[ -]{0,3}")
STRAY = re.compile(r"[^0-9 ()\[\]+./-]+")
BESIDE = re.compile("[、,;/|]|或者?|和")
LETTER_FOR_DIGIT = re.compile("(?<=[0-9-])[OoIl](?=[0-9]|$)")
ONE_ONLY = "一处只写一个号码，留下最该打的那一个"
MOBILE = re.compile("1[3-9][0-9]{9}")


def phone(text: str, known: Known) -> str:
    """Return a number in the one form; the office's area code is added where there is none. Raises Unclear."""
    bare = plain(text)
    if several(BESIDE.split(bare)):
        raise Unclear(ONE_ONLY)
    behind = BEHIND.search(bare)
    bare, extension = (bare[: behind.start()], behind[1]) if behind else (bare, "")
    if letter := LETTER_FOR_DIGIT.search(bare):
        raise Unclear(f"“{letter[0]}”是字母，改成数字 {'0' if letter[0] in 'Oo' else '1'}")
    if stray := STRAY.search(bare):
        raise Unclear(f"只写号码；去掉“{stray[0].strip()}”")
    if country := COUNTRY.match(bare):
        bare = bare[country.end() :]
    groups = re.findall("[0-9]+", bare)
    if country and groups and not re.match("0|[48]00|1", "".join(groups)):
        groups[0] = f"0{groups[0]}"
    number = _number(groups, extension, known)
    return number if number else text


def several(parts: list[str]) -> bool:
    """Tell whether parts of a value are several numbers: each whole, or, as in `5555-0101/0102`, its last digits."""
    whole = [len(re.sub("[^0-9]", "", part)) >= 7 for part in parts]
    return sum(whole) > 1 or (whole[0] and any(re.fullmatch(" *[0-9]{3,6} *", part) for part in parts[1:]))


def _number(groups: list[str], extension: str, known: Known) -> str:
    """Return the one form of a number in these groups of digits; nothing where there are none. Raises Unclear."""
    digits = "".join(groups)
    if not digits:
        return ""
    if MOBILE.fullmatch(digits):
        raise Unclear("这是手机号；公开的内容里只写办公电话")
    if re.fullmatch(SERVICE, digits) and not extension:
        return digits
    if re.fullmatch("[48]00[0-9]{7}", digits):
        return _extended(f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", extension)
    if digits.startswith("0"):
        area = digits[:3] if digits[1:2] in ("1", "2") else digits[:4]
        return _extended(*_with_area(area, digits[len(area) :], groups[-1], extension))
    if len(digits) in (7, 8):
        return _extended(_local(known.area, digits), extension)
    if 8 < len(digits) <= 12 and len(digits) - len(groups[-1]) in (7, 8) and not extension:
        return _extended(_local(known.area, digits[: -len(groups[-1])]), groups[-1])
    raise Unclear(f"这里有{len(digits)}个数字，看看是不是少了或多了；座机写成 021-5555-0116")


def _with_area(area: str, local: str, last: str, extension: str) -> tuple[str, str]:
    """Return a number with its area code, and its extension, which may be the last of its groups."""
    right = (8,) if len(area) == 3 else (7, 8)
    if not extension and len(local) - len(last) in right and len(last) <= 6 and len(local) > max(right):
        local, extension = local[: -len(last)], last
    if len(local) >= 2 * min(right):
        raise Unclear(ONE_ONLY)
    if len(local) not in right:
        wanted = "8位" if len(right) == 1 else "7位或8位"
        raise Unclear(f"{area}- 后面应当有{wanted}，这里有{len(local)}位；看看是不是少了或多了")
    return f"{area}-{local}" if len(local) == 7 else f"{area}-{local[:4]}-{local[4:]}", extension


def _local(area: str, local: str) -> str:
    """Return a number without its area code with that of the office. Raises Unclear where that cannot be."""
    if not area:
        raise Unclear("缺区号；前面加上区号，例如前面加 021-")
    if len(area) == 3 and len(local) == 7:
        raise Unclear(f"前面加 {area}-；{area} 的号码有8位，这里只有7位，看看少了哪一位")
    return f"{area}-{local}" if len(local) == 7 else f"{area}-{local[:4]}-{local[4:]}"


def _extended(number: str, extension: str) -> str:
    return f"{number}{EXTENSION}{extension}" if extension else number


def area_of(number: str) -> str:
    """Return the area code of a number in the one form; nothing where it has none."""
    return number.partition("-")[0] if number.startswith("0") else ""


def dialled(number: str) -> str:
    """Return what a telephone dials for a number: its digits, and after a pause its extension."""
    return with_pause(number).replace("-", "")


def with_pause(number: str) -> str:
    """Return a number as an address book keeps it, the comma being a pause: `021-5555-0116,801`."""
    return number.replace(EXTENSION, ",")
