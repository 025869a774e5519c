"""Numbers of somebody's papers and accounts: identity cards with parts left out, passports, permits, plates of cars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.privacy.characters import WIDE_GAP, Span
from generator.privacy.numbers import is_bank_card, is_date
from generator.privacy.people import Person

IDENTITY, CARD, PAPER, PLATE = "身份证号", "银行卡号", "证件号", "车牌号"
NEVER_ALLOWED = frozenset({IDENTITY, CARD, PAPER})
"""What nobody may answer for."""

_MASK = "[*×xX✕✱＊╳●•·○]"
_GAPS = rf"(?:(?!{_MASK}){WIDE_GAP}){{0,3}}"
PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"

WHOLE = re.compile(
    rf"(?<![0-9])(?=([1-8](?:{WIDE_GAP}{{0,3}}[0-9]){{16}}{WIDE_GAP}{{0,3}}[0-9Xx])(?![0-9A-WYZa-wyz]))[1-8]"
)
"""Eighteen characters that may be an identity number, whatever stands between them and whether or not the last fits."""

LONGER = re.compile(
    rf"(?<![0-9]){PROVINCE}[0-9]{{4}}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])[0-9]{{5}}[0-9Xx][0-9]{{2}}(?![0-9])"
)
"""The number of a disabled person's certificate: that of the identity card, and two digits."""

MASKED = re.compile(
    rf"(?<![0-9A-Za-z])(?:{PROVINCE}(?:{_GAPS}(?:[0-9]|{_MASK})){{12,16}}(?:[0-9Xx]|{_MASK})?"
    rf"|[1-8][0-9]{{2,5}}{_MASK}{{6,14}}[0-9]{{0,4}}[0-9Xx]?)(?![0-9A-Za-z])"
)
"""An identity number with parts left out."""

NAMED = re.compile(
    r"(?:身份证|公民身份|证件号|证号|身份号|残疾证|残疾人证|低保证|优待证|居住证|户口簿|驾驶证|驾照|社保卡|医保卡|敬老卡|军官证|士兵证|警官证|护照"
    r"|内地通行证|通行证|回乡证|台胞证|台湾证|居留证|学生证|军人证|退役证|病历号?|住院号|社会保障卡|医疗卡|ID(?<![A-Za-z]..)(?![a-z])|assport)"
    r"(?:[（(][^）)]{0,6}[）)])?((?:号码?|编号|卡号| ?[Nn][Oo]\.?|字第|后[四六4-6]位)?[ \t:：是为#第字]{0,4})"
    rf"(?=([A-Za-z]{{0,3}}(?:{WIDE_GAP}?(?:[0-9]|{_MASK})){{6,20}}[A-Za-z]?))"
)
"""The word for a paper, and what may be its number."""

PASSPORT = re.compile(
    r"(?<![A-Za-z0-9/._=-])(?:[EGDSPHMCWLTegdsphmcwlt][0-9]{8}|[EC][A-Za-z][0-9]{7}|[HM][0-9]{10})(?![0-9A-Za-z])"
)
"""What may be the number of a passport or a permit, where somebody or a word for such papers stands near."""
PASSPORT_WORD = re.compile("assport|护照|通行证|回乡证|台胞证|证件|出入境|签证|港澳")

ACCOUNT = re.compile(
    r"(?:卡号|账号|帐号|账户|帐户|银行卡|储蓄卡|存折|工资卡|银行|支付宝|公积金号?|农行|工行|建行|中行|交行|邮储|信用社|汇款|转账|打款)[^0-9<>。；]{0,12}"
    rf"(?=((?:[0-9]{WIDE_GAP}{{0,3}}){{11,24}}[0-9])(?![0-9]))"
)
"""The word for an account, and its number."""

GROUPED = re.compile(rf"(?<![0-9])(?=([3-9](?:{WIDE_GAP}{{0,3}}[0-9]){{15,18}})(?![0-9]))[3-9]")
MASKED_CARD = re.compile(rf"(?<![0-9])[3-6][0-9]{{3}}[ -]?[0-9]{{0,2}}(?:[ -]?{_MASK}){{4,12}}[ -]?[0-9]{{4}}(?![0-9])")

CAR_BEGINS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
CAR_GOES_ON = (
    r"[ \u200b]?[A-Za-z](?![a-z])[ ·•・.\-—\u200b]{0,2}(?=[A-Z0-9a-z ]{0,9}[0-9])"
    r"(?:[DFABCdfabc][A-HJ-NP-Za-hj-np-z0-9][0-9]{4}|[0-9]{5}[DFdf]|[A-HJ-NP-Za-hj-np-z0-9*×]{5}"
    r"|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳]|[A-Z0-9](?: [A-Z0-9]){4})(?![0-9A-Za-z])"
)
CAR = re.compile(f"[{CAR_BEGINS}]{CAR_GOES_ON}")
"""The plate of a car, those of new energy with six characters."""


def papers(plain: str, people: Sequence[Person]) -> Iterator[Span]:
    """Yield the numbers of papers, accounts and cars in a text with plain digits."""
    yield from identities(plain)
    for named in NAMED.finditer(plain):
        if is_paper(named[2], told=bool(named[1].strip()) or "号" in named[0]):
            yield named.start(2), named.end(2), IDENTITY if "身份" in named[0] else PAPER
    for passport in PASSPORT.finditer(plain):
        near = plain[max(passport.start() - 16, 0) : passport.end() + 16]
        if PASSPORT_WORD.search(near) or any(person.is_within(passport.span(), 16) for person in people):
            yield *passport.span(), PAPER
    yield from accounts(plain)
    for car in CAR.finditer(plain):
        yield *car.span(), PLATE


def identities(plain: str) -> Iterator[Span]:
    """Yield identity numbers of which a digit is wrong, or parts are left out."""
    for whole in WHOLE.finditer(plain):
        digits = re.sub("[^0-9Xx]", "", whole[1])
        if re.match(PROVINCE, digits) and is_date(digits[6:14]) and is_in_few_pieces(whole[1]):
            yield whole.start(), whole.end(1), IDENTITY
    for longer in LONGER.finditer(plain):
        yield *longer.span(), IDENTITY
    for masked in MASKED.finditer(plain):
        if is_partly_left_out(masked[0]):
            yield *masked.span(), IDENTITY


def is_in_few_pieces(written: str) -> bool:
    """Tell whether digits are one number rather than several side by side."""
    pieces = re.findall("[0-9Xx\u200b]+", written)
    return len(pieces) in (1, 17, 18) or (len(pieces) <= 6 and min(map(len, pieces[:-1])) >= 2 and len(pieces[0]) >= 3)


def is_partly_left_out(written: str) -> bool:
    """Tell whether a number has digits enough for an identity number's and a run of them left out."""
    digits = len(re.findall("[0-9]", written))
    return digits >= 6 and re.search(f"{_MASK}{{3}}", written) is not None


def is_paper(number: str, told: bool) -> bool:
    """Tell whether what stands behind the word for a paper is a number of it, and no telephone's or year's.

    `told` says that a word or a colon promises one.
    """
    digits = re.sub("[^0-9]", "", number)
    return len(digits) >= (4 if told else 8) and not re.match(
        r"0[1-9][0-9 -]{7}|(?:19|20)[0-9]{2}[-./年]|[48]00-|#", number
    )


def accounts(plain: str) -> Iterator[Span]:
    """Yield numbers of accounts, told by the word before them or by their own last digit."""
    for account in ACCOUNT.finditer(plain):
        if not account[1].startswith("0") or len(re.sub("[^0-9]", "", account[1])) > 12:
            yield account.start(1), account.end(1), CARD
    for grouped in GROUPED.finditer(plain):
        digits = re.sub("[^0-9]", "", grouped[1])
        pieces = re.findall("[0-9\u200b]+", grouped[1])
        if (is_bank_card(digits) and len(set(map(len, pieces[:-1]))) <= 1 and len(pieces[0]) >= 4) and not all(
            piece[:2] in ("19", "20") for piece in pieces
        ):
            yield grouped.start(), grouped.end(1), CARD
    for masked in MASKED_CARD.finditer(plain):
        yield *masked.span(), CARD
