"""Texts hold nothing private, no unknown placeholder, no character without a glyph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from generator.check.offices import office_of
from generator.model.facts import Record, SharedText
from generator.model.handbook import Handbook, LoadedFiles
from generator.model.ledger import Ledger
from generator.model.site import Site
from generator.privacy.office import Office
from generator.privacy.repairs import hidden, repair
from generator.privacy.suspicion import is_suspicious
from generator.privacy.text import find_personal_data
from generator.problem import Location, Problem, Severity, did_you_mean
from generator.read.comments import shortened
from generator.read.listing import TEMPLATES, Own, Shared, owner
from generator.text import glyphs, markup, placeholder


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
            mended = replaced_reasons(handbook, record)
            yield from (
                Passage(text, place, committee) for text, place in record.passages(suspect) if place not in mended
            )


def replaced_reasons(handbook: Handbook | LoadedFiles, record: Record) -> frozenset[Location]:
    """Return where in a ledger a reason stands that the next build replaces by what the author says now."""
    if not isinstance(record, Ledger) or not isinstance(handbook, Handbook):
        return frozenset()
    slug = owner(record.source.file)
    committee = next((own for own in handbook.committees if own.slug == slug), None)
    own = committee.register.retired if committee else ()
    said = {(each.kind, each.id) for each in (*handbook.retirements.retired, *own)}
    return frozenset(
        record.source.at("codes", number, "reason")
        for number, code in enumerate(record.codes)
        if (code.kind, code.id) in said
    )


def mending(place: Location, usual: str) -> str:
    """Return how a text is mended: where the program wrote it, by saying it anew in the file that it took it from."""
    if place.file.endswith(f"/{Own.LEDGER}"):
        return f"这句话是从 {Shared.RETIRED} 来的：在那里写一条同样的 `kind`、`id`，把 `reason` 写对，再做一次"
    return usual


def placeholders_known(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """D023: what stands in double braces in shared texts can be filled in; committees' own texts have none."""
    for passage in passages(handbook, has_braces):
        text, place, committee = passage
        if committee or place.file == Shared.RETIRED:
            yield from placeholders_here(passage)
            continue
        for name in placeholder.PATTERN.findall(text):
            if name not in placeholder.NAMES:
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
        for match in OTHER_BRACKETS.finditer(text):
            yield Problem(place, "D023", f"“{match[0]}”会照样印出来", f"占位词写成 {{{{ {match[1]} }}}}，括号用英文的")
        for match in BRACES.finditer(placeholder.PATTERN.sub("", text)):
            if name := (match[1] or "").strip():
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
            else:
                hint = "写成 {{ committee.phone }} 这样，前后各两个括号"
                yield Problem(place, "D023", "占位词没有写完整", hint)


def comments_told(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """D027: what stands in a comment is on no page, and its author knows it, above all where it is within a line."""
    for record in handbook.files:
        if isinstance(record, SharedText):
            for place, comment, alone in markup.comments(record.markdown, record.source.file, record.source.body_line):
                shown = shortened(comment.replace("\n", " "))
                hint = "要印的，去掉“<!--”和“-->”"
                if not alone:
                    hint = f"备注单独写一行；{hint}"
                severity: Severity = "info" if alone else "warning"
                yield Problem(place, "D027", f"这里算备注，不会印出来：“{shown}”", hint, severity)


@lru_cache(maxsize=16384)
def has_braces(text: str) -> bool:
    """Tell whether a text has what begins or ends a placeholder, or one in other brackets.

    Few texts name what a placeholder stands for, and most are the same when they are checked again.
    """
    if "{{" in text or "}}" in text:
        return True
    return any(named in text for named in NAMED) and OTHER_BRACKETS.search(text) is not None


def placeholders_here(passage: Passage) -> Iterator[Problem]:
    """Yield a problem (D023) where a passage that is one committee's alone has a placeholder."""
    text, place, committee = passage
    if has_braces(text):
        other = OTHER_BRACKETS.search(text)
        braces, end, _ = (other[0], "", "") if other else text[max(text.find("{{"), 0) :].partition("}}")
        message = f"这里不能用占位词“{braces}{end}”"
        yield Problem(place, "D023", message, mending(place, "直接写内容"), committee=committee)


NAMED = ("committee.", "subdistrict.", "counts.")
"""What placeholders begin with."""

BRACES = re.compile(r"\{\{([^{}]*)\}\}|\{\{|\}\}")
OTHER_BRACKETS = re.compile(
    r"(?:(?<!\{)\{|｛{1,2}|【{1,2}|\[{1,2})[ \t\u3000]{0,9}"
    r"((?:committee|subdistrict|counts)\.[a-z_]{1,40})"
    r"[ \t\u3000]{0,9}(?:\}(?!\})|｝{1,2}|】{1,2}|\]{1,2})"
)
"""A placeholder in one brace instead of two, or in Chinese or square brackets: it would be printed as it stands."""


def glyphs_present(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """X6, D067: the fonts are fonts, and have every character."""
    known, faults = printable(handbook)
    yield from faults
    if known is None:
        return
    for passage in passages(handbook, partial(_has_others, known)):
        yield from without_glyph(known, passage)


def without_glyph(known: frozenset[str], passage: Passage) -> Iterator[Problem]:
    """Yield a problem (X6) for each character of a passage that the fonts have not."""
    text, place, committee = passage
    for character in sorted(set(text) - known):
        shown = f"“{character}”" if character.isprintable() else "这个看不见的字符"
        message = f"字库里没有{shown}（U+{ord(character):04X}）"
        yield Problem(place, "X6", message, mending(place, instead(character, known)), committee=committee)


def instead(character: str, known: frozenset[str]) -> str:
    """Return what to write for a character that the fonts have not: what it is another writing of, where it is one."""
    usual = unicodedata.normalize("NFKC", character).strip()
    if character == "\ufffd":
        return "原来的字在转换编码时丢了，找出原文，把这里重新输入一遍"
    if usual and usual != character and known.issuperset(usual):
        return f"这是从 PDF、网页里拷来的写法，改成“{usual}”"
    return "换一个字；一定要用时，在 site_config.yml 的 `fonts` 里写上有这个字的字体所在的文件夹"


def printable(handbook: Handbook | LoadedFiles) -> tuple[frozenset[str] | None, list[Problem]]:
    """Return the characters that the fonts of a handbook have, None where nobody knows, and what is wrong with them."""
    coverage = f"{FONTS}/{glyphs.COVERAGE}"
    try:
        known = glyphs.shipped(handbook.root / coverage)
    except (OSError, ValueError):
        hint = "把原来的 templates/fonts/ 整个拷回来"
        return None, [Problem(Location(coverage), "D067", "没有这份字表，或者读不懂", hint)]
    further, faults = _further(handbook)
    return known.union("\t", *further), faults  # a tab is a blank by the time it is printed


def _further(handbook: Handbook | LoadedFiles) -> tuple[list[frozenset[str]], list[Problem]]:
    """Return the characters of each of the author's own fonts, and what is wrong with those fonts."""
    site = next((record for record in handbook.files if isinstance(record, Site)), None)
    if not (site and site.more_fonts):
        return [], []
    place, folder = site.setting("fonts"), handbook.root / site.more_fonts
    if not folder.is_dir():
        return [], [
            Problem(place, "D067", f"没有“{site.more_fonts}”这个文件夹", "写手册里放字体的文件夹，或删掉这一行")
        ]
    if link := glyphs.link(handbook.root, site.more_fonts):
        return [], [Problem(place, "D067", f"“{link}”是链接，不知道通到哪里", "把放字体的文件夹本身放进手册的文件夹")]
    known, faults = [], []
    for font in glyphs.further(folder):
        try:
            known.append(glyphs.characters(font))
        except (OSError, ValueError):
            message = f"“{font.relative_to(handbook.root).as_posix()}”不是能用的字体文件"
            faults.append(Problem(place, "D067", message, "换成 .ttf 或 .otf 字体，或把这个文件移走"))
    return known, faults


FONTS = f"{TEMPLATES}/fonts"


@lru_cache(maxsize=16384)
def _has_others(known: frozenset[str], text: str) -> bool:
    """Tell whether a text has other characters than these; most texts are the same when they are checked again."""
    return not known.issuperset(text)


def no_personal_data(handbook: Handbook | LoadedFiles) -> Iterator[Problem]:
    """X11: no identity numbers, private mobiles, bank cards, home addresses or birth dates of people, no names with
    what is nobody else's affair.
    """
    offices: dict[str, Office] = {}
    for passage in passages(handbook, _suspicious):
        if passage.committee not in offices:
            offices[passage.committee] = office_of(handbook, passage.committee)
        yield from private(passage, offices[passage.committee])


def private(passage: Passage, office: Office) -> Iterator[Problem]:
    """Yield a problem (X11) for the first of each kind of personal data that a passage seems to have."""
    text, place, committee = passage
    leaks = {leak.kind: leak for leak in reversed([*find_personal_data(text, office)])}
    for kind, leak in sorted(leaks.items(), key=lambda each: each[1].start):
        message = f"这里像是有{kind}“{hidden(leak.text)}”"
        hint = mending(place, repair(kind))
        yield Problem(within(place, leak.start), "X11", message, hint, "error", "个人信息保护法", committee)


def within(place: Location, start: int) -> Location:
    """Return where something stands in a line of Markdown; of a value, where that begins."""
    return replace(place, column=start + 1) if place.file.endswith(".md") and place.column == 1 else place


def unfit_for_a_file(handbook: Handbook, passage: Passage) -> Iterator[Problem]:
    """Yield what the rules of texts would say of a passage once it stands in a file of a committee's."""
    known, _ = printable(handbook)
    yield from placeholders_here(passage)
    yield from private(passage, office_of(handbook, passage.committee))
    yield from without_glyph(known, passage) if known is not None else ()


_suspicious = lru_cache(maxsize=16384)(is_suspicious)
