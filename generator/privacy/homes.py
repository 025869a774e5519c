"""Somebody's home in a text: a flat, however short, and whoever stands near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.privacy.characters import AND, NUMERALS, WIDTHS, Span
from generator.privacy.matters import MATTER
from generator.privacy.office import Flat, Office, numbers_of
from generator.privacy.people import CALLED, Person

HOME = "家庭住址"
"""What a flat that is somebody's home is called."""

NEAR = 30
"""How many characters before or behind a flat are near it."""

CLOSE = 12
"""The same for what is a flat only because somebody stands beside it."""

_NUMBER = rf"(?<![0-9十百])[0-9十百]{{1,5}}{AND}"
_INNER = rf"{AND}(?:[0-9十]{{1,3}}(?:弄|号楼?|幢|栋|座|楼|层|单元|门){AND}){{0,3}}"
_ROOM = r"(?![0-9年月日人户元个平米套])"
_BUILDING = "(?:弄|号楼?|幢|栋|座|单元)"
FLAT = re.compile(
    rf"{_NUMBER}{_BUILDING}{_INNER}[0-9十]{{1,4}}[A-Za-z]? ?室"
    rf"|{_NUMBER}(?:(?:弄|号楼?|幢|栋|座){_INNER}[0-9十]{{1,3}})?(?:单元|幢|栋|号楼){AND}[0-9]{{3,4}}{_ROOM}"
    rf"|{_NUMBER}弄 ?[0-9十]{{1,3}}号{AND}[0-9]{{3,4}}{_ROOM}"
    rf"|{_NUMBER}{_BUILDING}{_INNER}(?:[0-9十]{{1,2}}[楼层]|[底顶]楼|[底顶]层){AND}[东西南北左右中][户室间手首边侧]"
)
"""One flat in a building: “12号301室”, “5幢2单元301”, “3弄5号402”, “12号楼4楼东户”."""

_FLOORED = r"(?:[1-9]|[1-3][0-9])(?:0[1-9]|[12][0-9])(?![0-9])"
_NO_ROOM = r"(?! ?[年月日号弄人户元个平米套岁件份次页分秒时天周项条户名位%％.:：~–—])"
_DASH = r" ?[-–—−‐‑~#/／\\|] ?"
SHORT = re.compile(
    rf"(?<![-–—.0-9第])(?<![0-9][/:：])[1-9][0-9]{{0,3}} ?(?:[弄号幢栋座楼#门]{AND}|号楼{AND}|单元{AND}|{_DASH})"
    rf"(?:[1-9][0-9]?(?:[弄号幢栋座楼#]{AND}|号楼{AND}|单元{AND}|{_DASH})){{0,2}}{_FLOORED}{_NO_ROOM}"
    rf"|(?<![0-9第]){_FLOORED} ?室"
    rf"|(?<![-–—/.:：0-9第A-Za-z])[1-9][0-9]?[ \f\t]{{1,3}}{_FLOORED}(?= ?[\f\t ]?[\u4e00-\u9fff]{{2,4}})"
)
"""What is a flat where somebody stands beside it: “12-301”, “12/301”, “12号301”, “3-1-402”, “301室”."""

BUILDING = re.compile(r"(?<![0-9第])[1-9][0-9]{0,2}(?:号楼?|幢|栋|座|门洞?)(?![0-9线口窗桌文令字])")
"""A building: not yet a home, but one where the rest is said of somebody there."""

RESIDENT = re.compile(
    r"居民(?!委员会|区|会议|公约|小组|代表|服务|活动|事务)|业主(?!委员会|大会)|老人(?!活动|日间|食堂|照料)"
    r"|先生|女士|阿姨|大爷|大妈|奶奶|爷爷|姓名|户主|申请人|救助对象|住户|家住|住址|租户|租客|房客|师傅|房主|[男女]主人|老婆|丈夫|妻子|儿子|女儿"
    "|家里|母女|父子|夫妇|夫妻|婆媳|姆妈"
)
LIVES = re.compile("(?<![居常入])住(?:在|着|于)?[^。；\n\f]{0,14}$")
BESIDE = re.compile(r"[室 的]{0,2}(?:居民|业主|住户|租户|租客|房客|户主|家(?![园庭具电政居装])|老人|夫妇|[一全]家)")
"""Whoever lives there, right behind a flat."""


def home_addresses(counted: str, people: Sequence[Person], office: Office) -> Iterator[Span]:
    """Yield the flats near which somebody is, but the office's own.

    `counted` has plain digits for Chinese numerals too, as `characters.NUMERALS` makes them; people stand where they
    stand in it.
    """
    for flat in FLAT.finditer(counted):
        if not office.has_flat(flat[0]) and is_near_somebody(counted, flat.span(), people):
            yield *flat.span(), HOME
    for short in SHORT.finditer(counted):
        if not office.has_flat(short[0]) and is_beside_somebody(counted, short.span(), people):
            yield *short.span(), HOME
    for building in BUILDING.finditer(counted):
        if is_about_somebody_there(counted, building.span()):
            yield *building.span(), HOME


def is_near_somebody(counted: str, span: tuple[int, int], people: Sequence[Person]) -> bool:
    """Tell whether a person, a word for one, or a matter of somebody's own stands near a flat."""
    start, end = span
    near = counted[max(start - NEAR, 0) : end + NEAR]
    if LIVES.search(counted[max(start - CLOSE, 0) : start]):
        return True
    if RESIDENT.search(near) or CALLED.search(near) or BESIDE.match(counted, end):
        return True
    return bool(MATTER.search(close_to(counted, span))) or any(person.is_within(span, NEAR) for person in people)


def is_beside_somebody(counted: str, span: tuple[int, int], people: Sequence[Person]) -> bool:
    """Tell whether a person or a matter of somebody's own stands right beside what may be a flat."""
    close = close_to(counted, span)
    bare = counted[span[1] - 1] == "室" and len(numbers_of(counted[slice(*span)])) == 1
    before = counted[max(span[0] - CLOSE, 0) : span[0]]
    if not bare and (BESIDE.match(counted, span[1]) or MATTER.search(close) or LIVES.search(before)):
        return True
    return bool(CALLED.search(close)) or any(
        person.is_within(span, CLOSE) for person in people if not (bare and person.of_the_office)
    )


def is_about_somebody_there(counted: str, span: tuple[int, int]) -> bool:
    """Tell whether somebody of a building is called by name, and by what is nobody else's affair."""
    close = close_to(counted, span)
    return bool(CALLED.search(close) and MATTER.search(counted[span[1] : span[1] + NEAR].partition("。")[0]))


def close_to(counted: str, span: tuple[int, int]) -> str:
    """Return what stands close to a span, as far as the sentence goes."""
    before = counted[max(span[0] - CLOSE, 0) : span[0]]
    behind = counted[span[1] : span[1] + CLOSE]
    return re.split("[。；;！!？?\n]", before)[-1] + "\f" + re.split("[。；;！!？?\n]", behind)[0]


def flats(text: str) -> frozenset[Flat]:
    """Return the flats in a text, each by its numbers."""
    counted = text.translate(WIDTHS).translate(NUMERALS)
    found = (*FLAT.finditer(counted), *SHORT.finditer(counted))
    return frozenset(numbers_of(text[slice(*flat.span())]) for flat in found)
