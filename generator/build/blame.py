"""Where in the author's files a text stands of which the template of a sheet complains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model.handbook import Handbook
from generator.problem import Location, Problem
from generator.products.product import Artifact
from generator.read.listing import TEMPLATES, chief_file, owner

OF_TEXTS = f"{TEMPLATES}/shared/markup.typ"
"""The template through which every text of an author's goes; what it complains of is the text's, not its own."""

QUOTED = re.compile("“([^“”]+)”")


def at_the_authors(handbook: Handbook, artifact: Artifact, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what is wrong with a sheet, complaints of a text at the author's line instead of at the template's.

    So is what does not fit (D050). Where the text cannot be found, the place is the file that speaks for the committee;
    the message quotes the text.
    """
    for problem in problems:
        if problem.rule == "D050":
            place = _place_of_overfull(handbook, artifact.committee, problem.message)
            yield replace(problem, location=place or problem.location)
        elif problem.location.file == OF_TEXTS and QUOTED.search(problem.message):
            place = _place_of(handbook, artifact.committee, problem.message)
            yield replace(problem, location=place, hint="改这段正文的写法；别的写法都印得出")
        else:
            yield problem


FILE = re.compile(r"（((?:content|committees)/[^（）]+)）")
LONG = re.compile(r"“([^“”]+?)…?”（\d+字）")
"""How a template says that a file does not fit, and which texts take up the room, the longest first."""


def _place_of_overfull(handbook: Handbook, slug: str, message: str) -> Location | None:
    """Return where the text stands that takes up the room, as a message says; None where it names no such text."""
    if file := FILE.search(message):
        return Location(file[1])
    files = [file for file in handbook.files if owner(file.source.file) in ("", slug)]
    files.sort(key=lambda file: not owner(file.source.file))  # what only this sheet says is the likelier cause
    quoted = QUOTED.findall(message)
    places = (
        place
        for words in [*LONG.findall(message), *sorted(quoted, key=len, reverse=True)]
        for file in files
        for text, place in file.passages()
        if _is_of(words.rstrip("…"), text)
    )
    return next(places, None) or _place_of_kind(handbook, slug, message)


def _is_of(words: str, text: str) -> bool:
    """Tell whether words on a sheet are of an author's text, which may hold placeholders."""
    return words in text or any(len(part) >= LEAST and part in words for part in PLACEHOLDER.split(text)[:-1])


PLACEHOLDER = re.compile(r"\{\{[^{}]{0,100}\}\}")
LEAST = 4
"""Characters between placeholders by which a text is known."""


def _place_of_kind(handbook: Handbook, slug: str, message: str) -> Location | None:
    """Return where the committee's file has what a template names by its kind, such as its name; None for others."""
    profile = next((committee.profile for committee in handbook.committees if committee.slug == slug), None)
    for word, key in KINDS.items():
        if profile and f"放不下：{word}" in message:
            return profile.source.at(key)
    return handbook.site.source.at("site_url") if "网址" in message else None


KINDS = {"居委会的名": "name", "电话": "phone"}
"""What templates call a line of a sheet, and the key of the committee's profile that it is made of."""


def _place_of(handbook: Handbook, slug: str, message: str) -> Location:
    """Return where the longest line of a text that a message quotes stands in the files of a committee's sheets."""
    wanted = [line for quoted in QUOTED.findall(message) for line in quoted.splitlines()]
    for words in sorted(filter(None, map(str.strip, wanted)), key=len, reverse=True):
        for file in handbook.files:
            if owner(file.source.file) in ("", slug) and words in file.text:
                return next(place for text, place in file.passages() if words in text)
    return Location(chief_file(slug))
