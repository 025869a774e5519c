"""What a value holds that would be printed as it stands, though it means something elsewhere only."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from generator.model.facts import texts_within
from generator.model.handbook import Handbook, LoadedFiles
from generator.model.ledger import Ledger
from generator.problem import Location, Problem
from generator.read.listing import owner

TAG = re.compile(
    r"</?(?:br|p|b|i|u|s|em|strong|span|div|font|center|a|img|table|tbody|tr|td|th|li|ul|ol|h[1-6]|sup|sub|o:p)"
    r"(?:[ \t][^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(
    r"&(?:nbsp|emsp|ensp|thinsp|amp|lt|gt|quot|middot|hellip|[mn]dash|[lr][ds]quo|copy|reg|times|deg|yen"
    r"|#[0-9]{2,5}|#[xX][0-9A-Fa-f]{2,4});"
)
LINK = re.compile(
    r"[\[［【][^\[\]［］【】\n]{1,100}[\]］】][(（](?:[a-z]{4,10}(?:-[a-z]{4,10})?:[a-z0-9-]{1,100}|https?://[^\s()（）]{1,300})[)）]"
)
"""A link as texts have them; a value shows its brackets and its target."""
SAME = re.compile(r"同上|同前|同上面|〃|″|同上一行")
PRINTED = re.compile(f"{TAG.pattern}|{ENTITY.pattern}|{LINK.pattern}|{SAME.pattern}", re.IGNORECASE)


def values_for_paper(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """D101: no value has tags or characters in the writing of web pages, or only says that it is as above."""
    for record in handbook.files:
        if not isinstance(record, Ledger) and _may_be_printed(record.text):
            for path, text in texts_within(record):
                if PRINTED.search(text):
                    yield from printed_as_it_stands(text, record.source.at(*path))


@lru_cache(maxsize=16384)
def _may_be_printed(text: str) -> bool:
    """Tell whether a file has any of these; most files are the same when they are checked again."""
    return PRINTED.search(text) is not None


def printed_as_it_stands(text: str, place: Location) -> Iterator[Problem]:
    """Yield a problem for the first thing in a value that nobody wants to be printed."""
    committee = owner(place.file)
    if SAME.fullmatch(text):
        hint = "把那一项的内容在这里再写一遍"
        yield Problem(place, "D101", f"印出来只有“{text}”，看不出是哪一项", hint, committee=committee)
    elif tag := TAG.search(text):
        hint = "去掉；要分行的，在键的冒号后面写“|”，下面一句一行"
        yield Problem(place, "D101", f"“{tag[0]}”会照样印出来", hint, committee=committee)
    elif entity := ENTITY.search(text):
        sign = html.unescape(entity[0])
        hint = "换成空格，或删掉" if sign.isspace() or not sign.isprintable() else f"换成“{sign}”"
        yield Problem(place, "D101", f"“{entity[0]}”会照样印出来", hint, committee=committee)
    elif link := LINK.search(text):
        hint = "这里只写字，网址也照样写；要链接的，写在文章的正文里"
        yield Problem(place, "D101", f"“{link[0]}”会照样印出来", hint, committee=committee)
