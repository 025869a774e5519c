"""Texts hold nothing private, no unknown placeholder, no character without a glyph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from generator.model.handbook import Handbook, LoadedFiles
from generator.privacy.text import SUSPICIOUS, find_personal_data
from generator.problem import Location, Problem, did_you_mean
from generator.read.listing import TEMPLATES, owner
from generator.text import glyphs, placeholder


class Passage(NamedTuple):
    """A piece of an author's text: where it stands, and the committee whose it is."""

    text: str
    location: Location
    committee: str


def passages(handbook: Handbook | LoadedFiles, suspect: Callable[[str], object]) -> Iterator[Passage]:
    """Yield every value or line of Markdown that `suspect` is true of; a file is asked as a whole first."""
    for record in handbook.files:
        if suspect(record.text):
            committee = owner(record.source.file)
            yield from (Passage(text, place, committee) for text, place in record.passages if suspect(text))


def placeholders_known(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """D023: what stands in double braces in shared texts can be filled in; committees' own texts have none."""
    for text, place, committee in passages(handbook, lambda text: "{{" in text or "}}" in text):
        if committee:
            braces, end, _ = text[max(text.find("{{"), 0) :].partition("}}")
            message = f"这里不能用占位词“{braces}{end}”"
            yield Problem(place, "D023", message, "直接写内容", committee=committee)
            continue
        for name in placeholder.PATTERN.findall(text):
            if name not in placeholder.NAMES:
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
        for match in BRACES.finditer(placeholder.PATTERN.sub("", text)):
            if name := (match[1] or "").strip():
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
            else:
                hint = "写成 {{ committee.phone }} 这样，前后各两个括号"
                yield Problem(place, "D023", "占位词没有写完整", hint)


BRACES = re.compile(r"\{\{([^{}]*)\}\}|\{\{|\}\}")


def glyphs_present(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """X6: the fonts have every character."""
    more = handbook.more_fonts
    known = glyphs.printable(handbook.root / TEMPLATES / "fonts", handbook.root / more if more else None)
    for text, place, committee in passages(handbook, partial(_has_others, known)):
        for character in sorted(set(text) - known):
            shown = f"“{character}”" if character.isprintable() else "这个看不见的字符"
            message = f"字库里没有{shown}（U+{ord(character):04X}）"
            hint = "换一个字；一定要用时，在 site_config.yml 的 fonts 里写上有这个字的字体所在的文件夹"
            yield Problem(place, "X6", message, hint, committee=committee)


@lru_cache(maxsize=16384)
def _has_others(known: frozenset[str], text: str) -> bool:
    """Tell whether a text has other characters than these; most texts are the same when they are checked again."""
    return not known.issuperset(text)


def no_personal_data(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """X11: no identity numbers, private mobiles, bank cards, home addresses or birth dates of people."""
    for text, place, committee in passages(handbook, _suspicious):
        for kind in dict.fromkeys(match.kind for match in find_personal_data(text)):
            hint = "删掉；公开的内容里只写办公电话"
            yield Problem(place, "X11", f"这里像是有{kind}", hint, "error", "个人信息保护法", committee)


_suspicious = lru_cache(maxsize=16384)(SUSPICIOUS.search)
