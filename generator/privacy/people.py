"""People in a text: their names, and how one speaks of somebody without the whole name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from generator.privacy.office import NOBODY, Office
from generator.privacy.surnames import ALONE, COMPOUND, GIVEN, LIKE_WORDS, SINGLE

HANZI = "\u4e00-\u9fff"
MARKS = r"\x00-\x7f\u00a0-\u00ff\u2000-\u206f\u3000-\u303f\uff00-\uffef—…·《》•★●■◆▲▶→\ufe0f"
"""What is no Chinese character: where a name may begin or end whatever stands there."""

BEFORE = (
    "区〇零壹贰叁肆伍陆柒捌玖号星查户人象者员民属庭童儿问给与和同对为助室名的家于向让由帮替请诉告士生友子女母父夫妻孙妇翁婆党亲弟妹兄姐是及或将把被予号楼元层单"
    "叫找系该犯委某长病死去位如像有住到看望扶发原故己跟"
)
"""The last characters of what stands before a name: a word for a person, a preposition, a flat."""

BEHIND = (
    "家等的因患被与和同及诉向对在住于去病享领申欠拖拟获先女男夫父母之本是为已未户低特残肢精独离投反请每经遭吸由死逝逾突中摔失瘫确"
    "有这近今昨称说老同一二三两全其子妻儿又曾从至将应需得提到发上把身享也都自来继无缺收取赌偷酒车房租送涉违不常长期名员会刑假服即"
    "月年级类生监财资遗诞婚再改重急大小癌肿糖高心脑肺肝肾骨眼耳聋盲智痴抑退下交付拒报举信访要求建补慰帮入出办丧葬安火悼追讣亡故殁"
    "终仍还正系育养抚查依照救随募"
)
"""The first characters of what stands behind a name."""

_TAGS = r"(?:<[^<>]{0,120}>)*"
_GIVEN, _ALONE, _SINGLE = (f"[{''.join(sorted(set(characters)))}]" for characters in (GIVEN, ALONE, SINGLE))
_BEFORE = f"(?<![^{MARKS}{BEFORE}]"
_ENDS = f"(?=$|[{MARKS}{BEHIND}])"
_BLANK = "[ \u3000\u00a0\u200b]{1,4}"

_FIRST = "".join(sorted({*SINGLE, *(surname[0] for surname in COMPOUND)}))
_SECOND = "".join(sorted({surname[1] for surname in COMPOUND}))
NEEDS = (
    "低保|低收入|特困|残疾|肢残|患|病逝|病故|去世|逝世|死亡|离婚|欠费|欠缴|纠纷|矛盾|漏水|救助|帮困|补助|重病|大病|癌|住院|矫正|吸毒|戒毒|服刑"
    "|拖欠|投诉|调解|独居|失独|家暴|赌博|丧葬|遗体|慰问"
)
"""What, right behind a name, makes it one whatever stands before it."""

_ORG = "会委社村路街镇区站"
NAME = re.compile(
    rf"[{_FIRST}](?:[{_SECOND}](?<={'|'.join(COMPOUND)}){_BEFORE}..){_TAGS}[{HANZI}](?:(?![{_ORG}])[{HANZI}])??{_ENDS}"
    rf"|(?<={_SINGLE}){_BEFORE}.)(?:{_TAGS}{_GIVEN}{_TAGS}{_GIVEN}"
    rf"(?:(?<=[^{LIKE_WORDS}]..)|(?<=>.)|{_ENDS}|(?={_GIVEN}{_ENDS}))(?![村路街镇乡弄巷桥苑])"
    rf"|(?:{_BLANK}|{_TAGS}){_ALONE}{_ENDS})"
    rf"|(?<={_SINGLE})(?<![{LIKE_WORDS}]){_GIVEN}{{2}}(?=[家的因患等]?(?:{NEEDS})))"
)
"""A person's name, with what must stand around it; of a word that only looks like one nobody here knows."""

_TITLES = (
    f"老?(?:先生|女士|小姐|阿姨|大[爷妈伯叔姐哥嫂婶]|伯伯|阿伯|爷叔|叔叔|奶奶|爷爷|阿婆|阿公|婆婆|公公|师傅|姆妈|外婆|外公|好婆|妈妈|爸爸|同志|太太|夫妇|夫妻|老太太?|老伯|老人|老先生"
    f"|姑娘|小伙|[一全]家(?!园))|家(?=$|[{MARKS}{BEHIND}门漏中]|里(?!弄))"
)
CALLED = re.compile(
    rf"[{''.join(sorted(set(SINGLE)))}某老小阿的姓主户](?:(?<=[^老小阿的姓主户])(?:(?:某{{1,2}}|[×*Xx✕●○〇]{{1,2}}(?![A-Za-z])|氏|姓|家)?(?:{_TITLES})|某{{1,2}}|[氏×*])"
    rf"|(?<=[老小阿])(?<![\u4e00-\u9fff].){_SINGLE}(?=[{MARKS}{BEHIND}腿脚住])|(?<=的)[老小]{_SINGLE}|(?<=姓){_SINGLE}的|(?<=户主){_SINGLE}|(?<=[住租]户){_SINGLE})"
)
"""How one speaks of somebody without the whole name."""


class Person(NamedTuple):
    """A name in a text, from where to where it stands, and whether it is that of one of the office's staff."""

    start: int
    end: int
    of_the_office: bool

    def is_within(self, span: tuple[int, int], distance: int) -> bool:
        """Tell whether no more than so many characters lie between a span and the name."""
        return span[0] - distance <= self.end and self.start <= span[1] + distance


def people_in(plain: str, office: Office) -> list[Person]:
    """Return the people that a text names, by where they stand: whatever looks like a name, and the office's staff."""
    staff = staff_pattern(office.names)
    own = [Person(*found.span(), True) for found in staff.finditer(plain)] if staff else []
    taken = {person.start for person in own}
    others = [
        Person(*found.span(), False)
        for found in NAME.finditer(plain)
        if found.start() not in taken and is_name(found[0], office)
    ]
    return sorted((*own, *others))


@lru_cache(maxsize=64)
def staff_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Return the pattern of any of the staff's names, None where there are none."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def speaks_of_somebody(text: str) -> bool:
    """Tell whether a text names somebody, or calls somebody otherwise."""
    return CALLED.search(text) is not None or bool(people_in(text, NOBODY))


def is_name(found: str, office: Office) -> bool:
    """Tell whether what looks like a name is none of the words that do, nor what a place is called."""
    bare = without_marks(found)
    return not WORD.match(bare) and not any(bare in place for place in office.places)


def without_marks(found: str) -> str:
    """Return a name without what may stand between its characters."""
    return re.sub("<[^<>]*>|[ \u3000\u00a0\u200b]", "", found)


WORD = re.compile(
    "[周第][一二三四五六日]|文明|卫生|高[中龄新]|时(?:候|间|通)|凌晨|夏天|房[子东]|成[品员年立]|程序|管[理多]|商[量业]|关[心信于]"
    "|解[决放达]|简化|严[守重格]|方[向便]|童[维进]|强化|安[全宁静排]|华[东南北中]|连[续同]|白天|石家庄|尤其|台风|雷雨|金[秋色属融额]|温[暖馨]|范例|向[志国有]"
)
"""Words of the language that begin like a name."""
