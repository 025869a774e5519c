"""The day on which somebody was born, in digits or Chinese numerals, told by the word for it or by the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.privacy.characters import BIRTH_GAP, Span
from generator.privacy.people import Person

BORN = "出生日期"

_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}"
_DAY = (
    r"(?:19|20)[0-9]{2}(?: ?年 ?[0-9十]{1,3} ?月(?: ?[0-9十]{1,4} ?[日号]?)?+|[-./．·—–][0-9]{1,2}[-./．·—–][0-9]{1,2}"
    r"|(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]))(?![0-9])"
)
_POINT = r"(?! ?(?:[以之]?[前后]|起|至|及|到|、|—|–|施行|实施|修订|生效))"
BIRTH = re.compile(
    rf"(?:出生(?:年月日?|日期|时间)|[Bb]irth(?!-)){BIRTH_GAP}(?:{_DAY}|(?:19|20)[0-9]{{2}}[-./．][0-9]{{1,2}}(?![0-9])){_POINT}"
    r"|(?<![0-9至到])[0-9]{2} ?年 ?[0-9十]{1,3} ?月 ?[0-9十]{1,4} ?[日号]出?生(?![效活产育成态源鲜意病日])"
    rf"|(?:出生(?:于|在)?|生于|生日|诞生于)[\s:：=|（(是为]{{0,4}}(?:公历|农历|阳历|阴历)?[\s:：）)]{{0,2}}{_DAY}{_POINT}"
    rf"|(?<![0-9至到]){_DAY}(?: |(?:(?![前后起以至])[^0-9。；，\s]){{0,4}})出生"
    rf"|{_YEAR} ?年 ?[0-9十]{{1,3}} ?月(?: ?[0-9十]{{1,4}} ?日)?+生(?![效活产育成态源鲜意病日])"
    rf"|(?<![0-9至到])(?:19|20)[0-9]{{2}}[-./．][0-9]{{1,2}}[-./．][0-9]{{1,2}} ?日?生(?![效活产育成态源鲜意病日])"
    rf"|[男女][,，、/；;|\s\f]{{0,3}}(?:[\u4e00-\u9fff]{{1,3}}族[,，、/\s]{{0,2}})?{_DAY}"
)
"""A day and the word that makes it a birthday; the days from which or until which a law holds for children are none."""

OF_SOMEBODY = re.compile(
    r"[\s\f]?[（(,，、:：;；|]?[\s\f]?[男女]?[,，、\s\f]{0,2}"
    rf"(?:[\u4e00-\u9fff]{{1,3}}族[,，、\s]{{0,2}})?(?:[0-9]{{1,3}} ?岁[,，、\s]{{0,2}})?"
    r"(?:生于|出生于?|生日[是为:：]?)?[\s\f]?"
    rf"(?:{_DAY}|(?:19|20)[0-9]{{2}} ?年?(?=出?生|[）)])|(?:19|20)[0-9]{{2}}[-./．][0-9]{{1,2}}(?=[）),，]|$)"
    rf"|[0-9十]{{1,3}}月[0-9十]{{1,4}}[日号](?=出?生|[生寿]日|过?生))"
    rf"|[\s\f，,]{{0,2}}(?:的)?(?:生日|出生)[是为在于:：\s]{{0,3}}(?:(?:19|20)[0-9]{{2}}|[0-9十]{{1,3}}月[0-9十]{{1,4}}[日号])"
)
"""A day, or a year, right behind a name."""

YEAR_BEFORE = re.compile(rf"{_YEAR} ?年 ?(?:出?生的?)[\s\f]?$")
"""A year of birth right before a name."""

LAST = 2016
"""The last year of birth of somebody whose day may stand behind the name without a word for it."""


def birthdays(counted: str, people: Sequence[Person]) -> Iterator[Span]:
    """Yield the days on which somebody was born, each with the word or the name that says so."""
    for birth in BIRTH.finditer(counted):
        yield *birth.span(), BORN
    for person in people:
        if person.of_the_office:
            continue
        behind = OF_SOMEBODY.match(counted, person.end)
        if behind and is_of_a_birth(counted[person.end : behind.end() + 2]):
            yield person.start, behind.end(), BORN
        elif YEAR_BEFORE.search(counted[max(person.start - 16, 0) : person.start]):
            yield max(person.start - 8, 0), person.end, BORN


def is_of_a_birth(behind: str) -> bool:
    """Tell whether what stands behind a name is rather a birth than an event of these years."""
    year = re.search("(?:19|20)[0-9]{2}", behind)
    return "生" in behind or "男" in behind or "女" in behind or (year is not None and int(year[0]) <= LAST)
