"""How Chinese is read where phrases say otherwise, and the table of what is read otherwise than usual."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal
from tools import TEMPLATES

from generator.model.words import Pinyin
from generator.read.files import read_file
from generator.text.pinyin import characters, syllables

TABLE = read_file(TEMPLATES / "shared/pinyin.yml", "templates/shared/pinyin.yml", Pinyin)

PHRASES = (("调委会", ("tiao", "wei", "hui")), ("调", ("zhou",)))


def test_phrases_are_read_as_they_say() -> None:
    assert syllables("调委会在调委会里调", PHRASES) == ("tiao", "wei", "hui", "zai", "tiao", "wei", "hui", "li", "zhou")


def test_a_phrase_may_stand_there_thousands_of_times() -> None:
    assert syllables("调" * 5000, PHRASES) == ("zhou",) * 5000


def test_thousands_of_phrases() -> None:
    many = tuple((chr(0x4E00 + number), (f"s{number}",)) for number in range(900))
    text = "".join(chr(0x4E00 + number) for number in range(900))
    assert syllables(text, many) == tuple(f"s{number}" for number in range(900))


def read(text: str) -> str:
    """How the shipped table has a text read."""
    return " ".join(syllables(text, TABLE.syllables))


def known(phrase: str) -> list[str]:
    """How the library's own data read a phrase."""
    return [to_normal(sounds[0]) for sounds in PHRASES_DICT[phrase]]


def sounds(character: str) -> Sequence[str]:
    """All that the library knows a character to be read as."""
    return [to_normal(sound) for sound in PINYIN_DICT[ord(character)].split(",")]


# --- what is read otherwise than usual -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("闵行区莘庄镇", "min hang qu xin zhuang zhen"),
        ("七莘路、莘松路", "qi xin lu xin song lu"),
        ("莘莘学子", "shen shen xue zi"),
        ("长宁区长桥新村", "chang ning qu chang qiao xin cun"),
        ("杨行、庙行、徐行、刘行", "yang hang miao hang xu hang liu hang"),
        ("高行镇和提高行政效率", "gao hang zhen he ti gao xing zheng xiao lv"),
        ("庄行镇和村庄行动", "zhuang hang zhen he cun zhuang xing dong"),
        ("重固镇和严重固定", "chong gu zhen he yan zhong gu ding"),
        ("延安西路5弄3号", "yan an xi lu 5 long 3 hao"),
        ("５弄和五弄", "5 long he wu long"),
        ("里弄、弄堂、弄脏", "li long long tang nong zang"),
        ("3幢、三幢、楼幢", "3 zhuang san zhuang lou zhuang"),
        ("调休上班、调解、调查", "tiao xiu shang ban tiao jie diao cha"),
        ("银行支行、开支行为", "yin hang zhi hang kai zhi xing wei"),
        ("家长风采、成长清单", "jia zhang feng cai cheng zhang qing dan"),
        ("长风公园、长清路", "chang feng gong yuan chang qing lu"),
        ("二〇二六", "er ling er liu"),
        ("重名、重号、着重号", "chong ming chong hao zhuo zhong hao"),
    ],
)
def test_places_and_words_are_read_rightly(text: str, spoken: str) -> None:
    assert read(text) == spoken


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("单于样例", "单于"),
        ("单样例", "单"),
        ("尉迟样例", "尉迟"),
        ("尉样例", "尉"),
        ("乐正样例", "乐正"),
        ("王单于", ""),
    ],
)
def test_of_surnames_the_longest_is_the_one(name: str, surname: str) -> None:
    assert TABLE.surname(name) == surname


def test_every_reading_of_the_table_is_one_that_the_character_has() -> None:
    tables = (TABLE.surnames, TABLE.phrases, TABLE.after_number)
    pairs = [
        pair for table in tables for words, read in table.items() for pair in zip(words, read.split(), strict=True)
    ]
    assert [pair for pair in pairs if pair[1] not in sounds(pair[0])] == []


def test_compound_surnames_are_read_as_the_library_reads_them() -> None:
    compounds = [surname for surname in TABLE.surnames if len(surname) > 1 and surname in PHRASES_DICT]
    assert len(compounds) > 10
    assert [name for name in compounds if known(name) != TABLE.surnames[name].split()] == []


def test_where_the_library_disagrees_the_table_says_why() -> None:
    """Of a phrase of its own, and of one that stands within a longer phrase of its own."""
    disagreed = set()
    for phrase in PHRASES_DICT:
        inside = [words for words in TABLE.phrases if words in phrase]
        if inside and list(syllables(phrase, TABLE.syllables)) != known(phrase):
            disagreed |= {words for words in inside if words in TABLE.reasons} or {phrase}
    assert disagreed == set(TABLE.reasons)


def test_the_table_says_where_its_readings_are_from() -> None:
    assert "现代汉语词典" in (TABLE.origin or "")
    assert TABLE.checked is not None


# --- characters beyond the basic plane, and none at all --------------------------------------------------------------


def test_every_character_of_the_general_table_has_a_reading() -> None:
    """All 8,105, of which 196 lie beyond the basic plane."""
    listed = (TEMPLATES / "fonts/tgh2013.txt").read_text("utf-8").split("\n")
    table = "".join(line for line in listed if not line.startswith("#"))
    assert len(table) == 8105
    assert sum(character > "\uffff" for character in table) == 196
    assert [character for character in table if not re.fullmatch("[a-z]+", read(character))] == []


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("王𬭎", "wang hong"),
        ("𬭎", "hong"),
        ("𫖯", "fu"),
        ("𬳵", "pi"),
        ("𠅤", "xi"),
        ("㑇", "zhou"),
        ("①号、㎡", "1 hao m 2"),
        ("\ufa0c", "wu"),
        ("嗯", "n"),
    ],
)
def test_rare_characters_and_unusual_forms_are_read(text: str, spoken: str) -> None:
    assert read(text) == spoken


def test_a_character_that_nobody_can_read_stands_for_itself() -> None:
    assert syllables("\U0003abcd\U0003abce王") == ("\U0003abcd", "\U0003abce", "wang")


@pytest.mark.parametrize("text", ["", "/", "——", "－", "？", "☂", "😀", "\ue000"])
def test_signs_are_not_read(text: str) -> None:
    assert (syllables(text), characters(text)) == ((), ())


@pytest.mark.parametrize("text", ["单于王𬭎5弄", "Ａ①㎡㍿", "\U0003abcd〇々ー", "呣ê"])
def test_there_is_a_syllable_for_each_character(text: str) -> None:
    assert len(syllables(text, TABLE.syllables)) == len(characters(text))
