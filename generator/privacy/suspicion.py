"""What is looked for first, and cheaply: where none of it is in a text, nothing personal is."""

from __future__ import annotations

import re

from generator.privacy.characters import (
    AND,
    BIRTH_GAP,
    DIGIT,
    HAN_NUMERALS,
    NUMERALS,
    OTHER_DIGITS,
    WIDE_GAP,
    WIDTHS,
    ZERO_WIDTH,
)
from generator.privacy.contacts import CHAT, EMAIL
from generator.privacy.homes import BESIDE, SHORT
from generator.privacy.matters import MATTER
from generator.privacy.papers import ACCOUNT, CAR_BEGINS, CAR_GOES_ON, MASKED, MASKED_CARD, NAMED, PASSPORT
from generator.privacy.people import CALLED, NAME

SOME_MOBILE = re.compile(rf"[1１]{WIDE_GAP}{{0,4}}[3-9３-９](?:{WIDE_GAP}{{0,4}}{DIGIT}){{9}}")
LONG_NUMBER = re.compile(rf"[0-9０-９](?<![0-9０-９].)(?:{WIDE_GAP}{{0,4}}{DIGIT}){{14}}")
"""Digits that may be a paper's or a card's."""

_SOME_FLAT = (
    rf"(?<=[0-9０-９十 \r\n-][弄号幢栋座单])[0-9０-９十弄号楼幢栋座单元门 \r\n-]{{0,30}}"
    rf"(?:(?<=[0-9０-９十])[A-Za-z]? ?室|(?<=[元幢栋楼号 \r\n-])[0-9０-９]{{3}}|[楼层底顶]{{1,2}}{AND}[东西南北左右中])"
)

_BIRTH_AFTER_DAY = "|".join(rf"(?<=[-./．·年月0-9０-９]{DIGIT}{'.' * distance}出生)" for distance in range(5))
_BORN = (
    rf"(?:(?<={DIGIT}[日月年]生)|(?<={DIGIT}生)|{_BIRTH_AFTER_DAY}|(?<=出生)[于日年时在]?{BIRTH_GAP}[12１２]|(?<=生)[日于]{BIRTH_GAP}[12１２]"
    rf"|(?<=[男女])(?:<[^<>]{{0,60}}>|[,，、/；;|\s]|[\u4e00-\u9fff]{{1,3}}族){{0,6}}[12])"
)
TELLTALE = re.compile(
    rf"[弄号幢栋座单生男女{CAR_BEGINS}](?:{_SOME_FLAT}|(?<=[生男女]){_BORN}|(?<=[{CAR_BEGINS}]){CAR_GOES_ON})"
)
"""A flat, a day of birth or the plate of a car, each told by one of the characters with which it begins."""

BIRTH = re.compile(rf"irth(?!-){BIRTH_GAP}[12１２]")

CODED = re.compile(r"[%&\\](?:(?<=%)[0-7][0-9A-Fa-f]|(?<=&)(?:#|[A-Za-z]{2,8};[0-9])|(?<=\\)[uxUX][0-9A-Fa-f]{2})")
UNUSUAL = re.compile(f"[０-９Ａ-Ｚａ-ｚ＃／＠＿＊{ZERO_WIDTH}]")
FAR = re.compile("[\U0001d7ce-\U0001d7ff]")
WRITTEN_OUT = re.compile(
    f"[{HAN_NUMERALS}{OTHER_DIGITS}](?:[{HAN_NUMERALS}{OTHER_DIGITS}十年月日 -]{{2}}"
    "|[十]?[弄号幢栋座单]|[楼层][东西南北左右中])"
)
"""Numerals of another kind, which may say a number, a day or a flat."""

SOME_ROOM = re.compile(
    r"[1-9室](?:(?<=[0-9]室)|(?<=[0-9] 室)"
    r"|(?<=[弄号幢栋座楼#＃门元–—−‐‑~～/／\\|－ -][1-9])[0-9]?(?:0[1-9]|[12][0-9])(?![0-9]))"
)
SOME_BUILDING = re.compile("[号幢栋座门](?<=[0-9].)")
LEFT_OUT = re.compile(r"[*×xX✕✱＊╳●•○](?:[ -]?[*×xX✕✱＊╳●•○]){2}")
WORDS_FOR_NUMBERS = re.compile(
    "证|照|卡|病历|住院号|户口簿|ID|assport|账|帐|银行|存折|支付宝|公积金|农行|工行|建行|中行|交行|邮储|信用社|汇款|转账|打款|港澳|出入境"
)
WORDS_FOR_CONTACTS = re.compile(
    r"[信扣企抖微小快陌支艾＠@QqVvWw（(【\[](?:(?<=[微薇威Vv]信)|(?<=[Ww])ei[Xx]in|(?<=企)鹅|(?<=微)博|(?<=扣)扣|(?<=抖)音|(?<=小)红书|(?<=快)手|(?<=陌)陌"
    r"|(?<=支)付宝"
    r"|(?<=[（(【\[])(?:[aA][tT]|@|艾特)[)\]）】]|(?<=＠)|(?<=[A-Za-z0-9_-]@)"
    r"|(?<= @)|(?<=[Qq])[Qq]|(?<=[Qq]) [Qq]|(?<=[VvWw])[Xx]|(?<=[Ww])e[Cc]hat|(?<=艾)特)"
)


def is_suspicious(text: str) -> bool:
    """Tell whether anything in a text may be personal; where it is not, `text.find_personal_data` finds nothing."""
    return names_somebody(text) or looks_personal(text)


def names_somebody(text: str) -> bool:
    """Tell whether a text has what looks like a name."""
    return NAME.search(text) is not None


def looks_personal(text: str) -> bool:
    """Tell whether anything in a text may be personal but names."""
    if CODED.search(text):
        return True
    plain = text.translate(WIDTHS) if is_unusual(text) else text
    if has_personal_digits(plain) or (may_be_written_out(plain) and has_personal_digits(plain.translate(NUMERALS))):
        return True
    return may_be_a_contact(plain) and bool(CHAT.search(plain) or EMAIL.search(plain))


def is_unusual(text: str) -> bool:
    """Tell whether a text has digits, letters or signs that are not the usual ones."""
    return bool(UNUSUAL.search(text) or FAR.search(text))


def may_be_written_out(text: str) -> bool:
    """Tell whether a text has numerals of another kind that may be part of a number, a day or a flat."""
    return WRITTEN_OUT.search(text) is not None


def may_be_a_contact(text: str) -> bool:
    """Tell whether a text has a word or a sign of what people have in the network."""
    return WORDS_FOR_CONTACTS.search(text) is not None


def has_personal_digits(plain: str, digits: int = 99) -> bool:
    """Tell whether usual digits in a text may be personal; `digits` is how many there are at most."""
    if (digits > 10 and SOME_MOBILE.search(plain)) or (digits > 14 and LONG_NUMBER.search(plain)):
        return True
    if TELLTALE.search(plain) or ("irth" in plain and BIRTH.search(plain)):
        return True
    if WORDS_FOR_NUMBERS.search(plain) and any(pattern.search(plain) for pattern in (NAMED, ACCOUNT, PASSPORT)):
        return True
    if may_be_left_out(plain) and (MASKED.search(plain) or MASKED_CARD.search(plain)):
        return True
    return may_be_a_home(plain)


def may_be_left_out(plain: str) -> bool:
    """Tell whether signs may stand in a text for digits that are left out."""
    return LEFT_OUT.search(plain) is not None


def may_be_a_home(plain: str) -> bool:
    """Tell whether somebody may live where a text says, and it need not give the name."""
    if SOME_ROOM.search(plain) and SHORT.search(plain):
        return bool(CALLED.search(plain) or MATTER.search(plain) or BESIDE.search(plain))
    return bool(SOME_BUILDING.search(plain) and CALLED.search(plain) and MATTER.search(plain))
