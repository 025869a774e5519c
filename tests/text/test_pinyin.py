"""How Chinese is read where phrases say otherwise."""

from __future__ import annotations

from generator.text.pinyin import syllables

PHRASES = (("调委会", ("tiao", "wei", "hui")), ("调", ("zhou",)))


def test_phrases_are_read_as_they_say() -> None:
    assert syllables("调委会在调委会里调", PHRASES) == ("tiao", "wei", "hui", "zai", "tiao", "wei", "hui", "li", "zhou")


def test_a_phrase_may_stand_there_thousands_of_times() -> None:
    assert syllables("调" * 5000, PHRASES) == ("zhou",) * 5000


def test_thousands_of_phrases() -> None:
    many = tuple((chr(0x4E00 + number), (f"s{number}",)) for number in range(900))
    text = "".join(chr(0x4E00 + number) for number in range(900))
    assert syllables(text, many) == tuple(f"s{number}" for number in range(900))
