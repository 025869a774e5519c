"""Somebody's home or birthday in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.privacy.characters import AND, BIRTH_GAP, WIDTHS, Span

HOME = "家庭住址"
"""What a flat that is somebody's home is called."""

NEAR = 30
"""How many characters before or behind a flat are near it."""

_NUMBER = rf"(?<![0-9])[0-9]{{1,5}}{AND}"
_INNER = rf"{AND}(?:[0-9]{{1,3}}(?:弄|号楼?|幢|栋|座|楼|单元){AND}){{0,3}}"
_ROOM = r"(?![0-9年月日人户元个平米套])"
FLAT = re.compile(
    rf"{_NUMBER}(?:弄|号楼?|幢|栋|座|单元){_INNER}[0-9]{{1,4}}[A-Z]? ?室"
    rf"|{_NUMBER}(?:(?:弄|号楼?|幢|栋|座){_INNER}[0-9]{{1,3}})?(?:单元|幢|栋|号楼){AND}[0-9]{{3,4}}{_ROOM}"
    rf"|{_NUMBER}弄 ?[0-9]{{1,3}}号{AND}[0-9]{{3,4}}{_ROOM}"
)
"""One flat in a building: “12号301室”, “5幢2单元301”, “3弄5号402”."""

RESIDENT = re.compile(
    r"居民(?!委员会|区|会议|公约|小组|代表|服务|活动|事务)|业主(?!委员会|大会)|老人(?!活动|日间|食堂|照料)"
    r"|先生|女士|阿姨|大爷|大妈|奶奶|爷爷|姓名|户主|申请人|救助对象|住户|家住|住址"
)


def home_addresses(plain: str, names: Collection[str]) -> Iterator[Span]:
    """Yield the flats that stand near one of the names, or near a word for a resident.

    `plain` has plain digits, as `characters.WIDTHS` makes them.
    """
    for flat in FLAT.finditer(plain):
        near = plain[max(flat.start() - NEAR, 0) : flat.end() + NEAR]
        if RESIDENT.search(near) or any(name in near for name in names if name):
            yield *flat.span(), HOME


def flats(text: str) -> frozenset[str]:
    """Return the flats in a text, each as `same_flat` writes it."""
    return frozenset(same_flat(flat[0]) for flat in FLAT.finditer(text.translate(WIDTHS)))


def same_flat(text: str) -> str:
    """Return a flat in the one way that is the same for all ways to write it."""
    return re.sub(r"[ \r\n-]", "", text.translate(WIDTHS))


_DAY = (
    r"(?:19|20)[0-9]{2}(?:年 ?[0-9]{1,2}月(?: ?[0-9]{1,2}日)?+|[-./][0-9]{1,2}[-./][0-9]{1,2}"
    r"|(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]))(?![0-9])"
)
_POINT = r"(?! ?(?:[以之]?[前后]|起|至|及|到|、|—|–|施行|实施|修订|生效))"
BIRTH = re.compile(
    rf"(?:出生(?:年月日?|日期|时间)|[Bb]irth(?!-)){BIRTH_GAP}{_DAY}{_POINT}"
    rf"|(?:出生(?:于|在)?|生于|生日)[\s:：=|（(是为]{{0,4}}(?:公历|农历|阳历|阴历)?[\s:：）)]{{0,2}}{_DAY}{_POINT}"
    rf"|(?<![0-9]){_DAY}(?: |(?:(?![前后起以至])[^0-9。；，\s]){{0,4}})出生"
    r"|(?<![0-9])19[0-9]{2}年 ?[0-9]{1,2}月(?: ?[0-9]{1,2}日)?+生(?![效活产育成态源鲜意病])"
)
"""A day and the word that makes it a birthday; the days from which or until which a law holds for children are none."""


def birthdays(plain: str) -> Iterator[Span]:
    """Yield the days on which somebody was born, each with the word that says so."""
    for birth in BIRTH.finditer(plain):
        yield *birth.span(), "出生日期"
