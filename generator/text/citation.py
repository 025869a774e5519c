"""A citation of a law, and whether the law says something there."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.text.chinese import NUMBER, numeral, ordinal
from generator.text.laws import Finding, Law, Library, Paragraph, Reference, key, name, version_date

PIECE = re.compile(rf"(第?)([（(])?({NUMBER})(?(2)[）)])(条|款|项|目)?(?:之({NUMBER}))?")
JOINT = re.compile(r"以及|[、，,；;和与及或]|(至|到|[-－—–~～]+)")
LEVELS = {"条": 0, "款": 2, "项": 3, "目": 4}
"""Where a level's number stands in a Reference."""


@dataclass(frozen=True, slots=True)
class Citation:
    """All places a citation names; of a range, each."""

    references: tuple[Reference, ...]


class Piece(NamedTuple):
    """A number in a citation: what joins it to the one before (nothing, a comma, 至), and its level (-1: unsaid)."""

    joint: Literal["", "list", "range"]
    level: int
    number: int
    branch: int


def parse_citation(text: str) -> Citation | None:
    """Return the places that a citation by article names, or None for another kind, such as a policy's 二（四）3."""
    pieces = pieces_in(re.sub(r"\s", "", text))
    if not pieces or pieces[0].level != 0:
        return None
    spans = folded(pieces)
    return Citation(tuple(dict.fromkeys(spans))) if spans else None


def pieces_in(text: str) -> list[Piece] | None:
    """Return the numbers of a citation, each with its level, or None where something else stands between them."""
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        joint = JOINT.match(text, at) if pieces else None
        match = PIECE.match(text, joint.end() if joint else at)
        if not match or not (pieces or match[1]):
            return None
        unit = match[4] or ("项" if match[2] else "")
        piece = Piece(
            ("range" if joint[1] else "list") if joint else "",
            LEVELS.get(unit, -1),
            ordinal(match[3]),
            ordinal(match[5] or ""),
        )
        if not piece.number or not sound_branch(piece, match[5]):
            return None
        pieces.append(piece)
        at = match.end()
    return levelled(pieces)


def sound_branch(piece: Piece, written_branch: str | None) -> bool:
    """Tell whether 之 stands, if it does, after an article and with a number."""
    return written_branch is None or (piece.level == 0 and piece.branch > 0)


def levelled(pieces: list[Piece]) -> list[Piece] | None:
    """Return numbers each with a level, that of the next in its list (第八、十条), or None where there is no next."""
    done: list[Piece] = []
    level, joint = -1, ""
    for piece in reversed(pieces):
        if piece.level >= 0:
            level = piece.level
        elif not joint:
            return None
        done.append(piece._replace(level=level))
        joint = piece.joint
    return done[::-1]


def folded(pieces: Iterable[Piece]) -> list[Reference] | None:
    """Return the places that pieces name, or None where a level stands below a deeper one or a range runs backwards."""
    done: list[Reference] = []
    place = Reference(0)
    start: Reference | None = None
    for piece in pieces:
        deeper = piece.level > depth(place)
        if place.number and deeper != (not piece.joint):
            return None
        if piece.joint:
            if not close(done, start, place) or (start and piece.joint == "range"):
                return None
            start = place if piece.joint == "range" else None
        place = Reference(piece.number, piece.branch) if not piece.level else at(place, piece.level, piece.number)
    return done if close(done, start, place) else None


def at(place: Reference, level: int, number: int) -> Reference:
    """Return a place with this number at this level, and nothing deeper."""
    return Reference._make((*place[:level], number, 0, 0, 0, 0)[: len(place)])


def depth(place: Reference) -> int:
    """Return the deepest level that a place names, or -1."""
    return max((level for level in LEVELS.values() if place[level]), default=-1)


def close(done: list[Reference], start: Reference | None, place: Reference) -> bool:
    """Put a place, or the range that ends there, to those that are done; False where the range is none."""
    if not start:
        done.append(place)
        return True
    level = depth(place)
    if level and start[:level] == place[:level] and depth(start) == level:
        done.extend(at(place, level, number) for number in range(start[level], place[level] + 1))
    else:
        done += (start, *between(start, place), place)
    return start < place


def between(start: Reference, last: Reference) -> Iterator[Reference]:
    """Yield the whole articles between two; those with a 之 only where both ends are of the same number."""
    if start.number == last.number:
        yield from (Reference(start.number, branch) for branch in range(start.branch + 1, last.branch))
    else:
        yield from (Reference(number) for number in range(start.number + 1, last.number + bool(last.branch)))


def verify(laws: Library, law_title: str, article_text: str | None, as_of_version: str | None = None) -> Finding | None:
    """Return what is wrong with a citation, or None.

    An error is a place that does not exist; what cannot be told, because a text is not held, is a warning.
    `as_of_version` is the date, written 2020-05-14, of the version that was cited; otherwise it is the newest.
    """
    title = law_title.strip().removeprefix("《").removesuffix("》")
    newest = laws.find(title)
    if not newest:
        return Finding("warning", f"没有收《{title}》{likely(laws, title)}")
    cited = newest
    if as_of_version is not None:
        date = version_date(as_of_version.strip())
        if not date:
            return Finding("warning", f"版本日期“{as_of_version}”应当写成 2020-05-14 这样")
        held = laws.version(title, date)
        if not held:
            return other_version(title, newest, date)
        cited = held
    finding = check(cited, title, article_text or "")
    if cited is newest or (finding and finding.severity == "error"):
        return finding
    return other_version(title, newest, cited.age)


def likely(laws: Library, title: str) -> str:
    """Return the question whether a title that is held was meant, or nothing where none is close."""
    close = difflib.get_close_matches(key(title), laws.versions, 1, 0.85)
    return f"，是不是《{laws.versions[close[0]][0].title}》？" if close else ""


def other_version(title: str, newest: Law, date: datetime.date) -> Finding:
    """Return the warning that the newest version held is not that of a date."""
    if not newest.date:
        return Finding("warning", f"收的《{title}》没有写版本日期，核对不了{date}的版本")
    if date > newest.date:
        return Finding("warning", f"《{title}》只收到{newest.date}的版本，没有收{date}的版本")
    return Finding("warning", f"《{title}》有更新的版本（{newest.date}）")


def check(law: Law, title: str, article_text: str) -> Finding | None:
    """Return what is wrong with a citation of this version: the first error, or else the first warning, or None."""
    if law.empty:
        return Finding("warning", f"《{title}》的文件里没有正文，核对不了")
    if not article_text.strip():
        return None
    citation = parse_citation(article_text)
    if not citation:
        return Finding("warning", f"看不懂“{article_text}”，核对不了《{title}》；请写成“第十一条第二款第（三）项”这样")
    findings = [finding for place in citation.references if (finding := missing(law, title, place))]
    return min(findings, key=lambda finding: finding.severity != "error", default=None)


def missing(law: Law, title: str, place: Reference) -> Finding | None:
    """Return what of one place is not there, or None where all of it is."""
    article = law.articles.get(place[:2])
    if not article:
        return missing_article(law, title, place)
    whole = f"《{title}》{name(Reference(*place[:2]))}"
    if not depth(place):
        return None
    if place.paragraph > len(article.paragraphs):
        return Finding("error", f"{whole}只有{len(article.paragraphs)}款，没有第{numeral(place.paragraph)}款")
    searched = article.paragraphs[place.paragraph - 1 : place.paragraph] if place.paragraph else article.paragraphs
    holding = [paragraph for paragraph in searched if holds(paragraph, place)]
    if not holding:
        return Finding("error", missing_item(searched, title, place))
    if len(holding) > 1:
        return Finding("warning", f"{whole}有{len(holding)}款都有{last_part(place)}，请写明第几款")
    return None


def holds(paragraph: Paragraph, place: Reference) -> bool:
    """Tell whether a 款 has the item and the 目 of a place."""
    if place.point:
        return (place.item, place.point) in paragraph.points
    return not place.item or place.item in paragraph.items


def missing_item(searched: Iterable[Paragraph], title: str, place: Reference) -> str:
    """Return the words that the item, or the 目 below it, is in none of these 款."""
    if place.point and (not place.item or any(place.item in paragraph.items for paragraph in searched)):
        return f"《{title}》{name(place._replace(point=0))}没有第{place.point}目"
    return f"《{title}》{name(place._replace(item=0, point=0))}没有{last_part(place._replace(point=0))}"


def last_part(place: Reference) -> str:
    """Return the deepest part of a place alone: 第（三）项."""
    return name(place).removeprefix(name(Reference(*place[: depth(place)])))


def missing_article(law: Law, title: str, place: Reference) -> Finding:
    """Return that there is no such article; a warning where the text has a gap, in which it may have been lost."""
    article = name(Reference(*place[:2]))
    if not law.articles:
        return Finding("error", f"《{title}》没有分条，没有{article}")
    numbers = sorted({number for number, _ in law.articles})
    if place.number > numbers[-1]:
        whole = numbers == list(range(1, len(law.articles) + 1))
        last = f"只有{numbers[-1]}条" if whole else f"最后一条是{name(Reference(numbers[-1]))}"
        return Finding("error", f"《{title}》{last}，没有{article}")
    if place.branch and place.number in numbers:
        return Finding("error", f"《{title}》没有{article}")
    return Finding("warning", f"收的《{title}》文本缺{article}，请对照原文")
