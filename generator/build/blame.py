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

    Where the text cannot be found, the place is the file that speaks for the committee; the message quotes the text.
    """
    for problem in problems:
        if problem.location.file == OF_TEXTS and QUOTED.search(problem.message):
            place = _place_of(handbook, artifact.committee, problem.message)
            yield replace(problem, location=place, hint="改这段正文的写法；别的写法都印得出")
        else:
            yield problem


def _place_of(handbook: Handbook, slug: str, message: str) -> Location:
    """Return where the longest line of a text that a message quotes stands in the files of a committee's sheets."""
    wanted = [line for quoted in QUOTED.findall(message) for line in quoted.splitlines()]
    for words in sorted(filter(None, map(str.strip, wanted)), key=len, reverse=True):
        for file in handbook.files:
            if owner(file.source.file) in ("", slug) and words in file.text:
                return next(place for text, place in file.passages if words in text)
    return Location(chief_file(slug))
