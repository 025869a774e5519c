"""How Chinese is read: syllables without tones, and their first letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

SURNAMES = MappingProxyType(
    {
        "曾": "zeng",
        "单": "shan",
        "解": "xie",
        "仇": "qiu",
        "查": "zha",
        "区": "ou",
        "朴": "piao",
        "盖": "ge",
        "尉": "yu",
    }
)
"""Characters that are read differently where they begin a name."""

PHRASES = MappingProxyType({"调委会": [["tiáo"], ["wěi"], ["huì"]]})
"""Words the library would read wrongly: it takes 调 alone for that of 调查."""

RUN = re.compile(r"[\u3400-\u9fff]+|[0-9A-Za-z]")


@dataclass(frozen=True)
class Reading:
    """How a text is read: the whole of it without tones, and the first letters."""

    full: str
    initials: str


@lru_cache(maxsize=16384)
def syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of a text, a syllable for each Chinese character; letters and digits stand for themselves."""
    readings: list[str] = []
    for run in RUN.findall(text):
        readings += [run.lower()] if run.isascii() else _pinyin()(run)
    return tuple(readings)


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """Return what reads Chinese. It takes a third of a second to load, and printed sheets need none of it."""
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT
    from pypinyin.seg import mmseg

    # load_phrases_dict would learn all the library's own phrases a second time
    PHRASES_DICT.update(PHRASES)
    mmseg.seg.train(iter(PHRASES))
    return lazy_pinyin


def reading(syllables: tuple[str, ...]) -> Reading:
    """Return syllables as one word, and their first letters."""
    return Reading("".join(syllables), "".join(syllable[0] for syllable in syllables))
