"""Read law texts and say whether a citation points at something they hold."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
NUMBER = "[零〇○一二两三四五六七八九十百千0-9０-９]+"
LIMIT = 9999
"""The highest number read in characters; the longest law there is has 1260 articles."""

INFO_END = "<!-- INFO END -->"
FORCE_BREAK = "<!-- FORCE BREAK -->"
TABLE = re.compile(r"<!-- TABLE -->.*?<!-- TABLE END -->", re.DOTALL)
COMMENT = re.compile(r"<!--(?! (?:INFO END|FORCE BREAK) -->).*?-->", re.DOTALL)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\r"))
UNPRINTABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Characters for private use, which look different or like nothing elsewhere, and those that could not be decoded."""

ARTICLE = re.compile(rf"第({NUMBER})条(?:之({NUMBER}))?(?:\s+(.*)|$)")
BREAK = re.compile(
    rf"#|{FORCE_BREAK}|第{NUMBER}[编章节](?:\s|$)|附则$|附[件表录]?(?:{NUMBER})?\s*[：:]|附[件表录](?:{NUMBER})?$",
)
"""What ends an article: a heading of any kind with or without its #, a forced break, an appendix."""

ITEM = re.compile("[（(]([零一二三四五六七八九十百]+)[）)]|([一二三四五六七八九十]+)、")
POINT = re.compile("[（(]([0-9０-９]{1,2})[）)]|([0-9０-９]{1,2})[.．、](?![0-9０-９])")
VERSION = re.compile(r"[（(]([0-9]{4}-[0-9]{2}-[0-9]{2})[）)]$")
DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")

PIECE = re.compile(rf"(第?)([（(])?({NUMBER})(?(2)[）)])(条|款|项|目)?(?:之({NUMBER}))?")
JOINT = re.compile(r"以及|[、，,；;和与及或]|(至|到|[-－—–~～]+)")
LEVELS = {"条": 0, "款": 2, "项": 3, "目": 4}
"""Where a level's number stands in a Reference."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 款: its text, the numbers of its items, and of the 目 below, each with its item's (or 0)."""

    text: str
    items: tuple[int, ...] = ()
    points: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A 条 and its 款; 第十七条之一 is number 17, branch 1. `line` is where it begins in its file."""

    number: int
    branch: int
    paragraphs: tuple[Paragraph, ...]
    line: int = 1


@dataclass(frozen=True)
class Law:
    """A law in one version. `date` is that in its file's name, `history` the lines that say who adopted it and when."""

    title: str
    date: datetime.date | None
    history: tuple[str, ...]
    articles: Mapping[tuple[int, int], Article]
    file: str
    text: str = field(default="", repr=False)

    @property
    def short_title(self) -> str:
        """The title without 中华人民共和国."""
        return self.title.removeprefix("中华人民共和国")

    @cached_property
    def age(self) -> datetime.date:
        """What orders versions: the date, or the last in the history, or one before all others."""
        return self.date or max(days("".join(self.history)), default=datetime.date.min)

    @cached_property
    def empty(self) -> bool:
        """Whether there is nothing below the preamble."""
        return not any(line for _, line in parts(self.text)[1])


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, with a citation or in a law's text; there `line` says where."""

    severity: Severity
    message: str
    line: int | None = None


class Reference(NamedTuple):
    """One place in a law; 0 for what a citation leaves unsaid."""

    number: int
    branch: int = 0
    paragraph: int = 0
    item: int = 0
    point: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """All places a citation names; of a range, each."""

    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Library:
    """Laws by title as `key` writes it, the versions of each from the newest to the oldest."""

    versions: Mapping[str, tuple[Law, ...]]

    @property
    def laws(self) -> Iterator[Law]:
        """The newest version of each law."""
        return (held[0] for held in self.versions.values())

    @property
    def superseded(self) -> Iterator[Law]:
        """Every version that has a newer one beside it."""
        return (law for held in self.versions.values() for law in held[1:])

    def find(self, title: str) -> Law | None:
        """The newest version of a law, named with or without 《》 and 中华人民共和国."""
        held = self.versions.get(key(title))
        return held[0] if held else None

    def version(self, title: str, date: datetime.date) -> Law | None:
        """The version of a law that has this date."""
        return next((law for law in self.versions.get(key(title), ()) if law.date == date), None)


def numeral(number: int) -> str:
    """A number from 1 to 9999 as laws write it: 十二, 一百零三, 一千二百六十."""
    return written(number).removeprefix("一") if 10 <= number < 20 else written(number)


def written(number: int) -> str:
    """The number with every 一 and 零 there can be: 一十二."""
    text, gap = "", False
    for value, unit in UNITS:
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text


def chinese_number(text: str) -> int:
    """The number a text writes in characters (一千二百六十, 二〇一九) or digits. Raises ValueError for all else."""
    if text.isdecimal():
        return int(text)
    plain = text.replace("〇", "零").replace("○", "零").replace("两", "二")
    if plain and all(char in DIGITS for char in plain):
        return int("".join(str(DIGITS.index(char)) for char in plain))
    plain = re.sub("(?<![一二三四五六七八九])十", "一十", plain)
    number = total(plain)
    if not 0 < number <= LIMIT or written(number) != plain:
        raise ValueError(f"not a number: {text}")
    return number


def total(text: str) -> int:
    """Digits times their units, added up, whatever their order."""
    values = {unit: value for value, unit in UNITS}
    pairs = re.findall("([一二三四五六七八九])([十百千]?)", text)
    return sum(DIGITS.index(digit) * values[unit] for digit, unit in pairs)


def ordinal(text: str) -> int:
    """The number of an article, a 款 or an item; 0 for what is none, since nothing is counted from 0."""
    try:
        number = chinese_number(text)
    except ValueError:
        return 0
    return number if number <= LIMIT else 0


def key(title: str) -> str:
    """A title as laws are found by: without spaces, brackets of any kind and 中华人民共和国."""
    return re.sub(r"\s|[《》〈〉（）()]|中华人民共和国", "", title.translate(INVISIBLE))


def days(text: str) -> Iterator[datetime.date]:
    """The days a text names, those that exist."""
    for year, month, day in DAY.findall(text):
        try:
            yield datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue


def version_date(text: str) -> datetime.date | None:
    """The date written 2020-05-14, or None where there is no such day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def library(folder: Path) -> Library:
    """All laws of a folder; what is not UTF-8 in them is read as far as it can be."""
    versions: dict[str, list[Law]] = {}
    for path in sorted(folder.glob("*.md")):
        law = read(path.read_text(encoding="utf-8", errors="replace"), path.name)
        versions.setdefault(key(law.title), []).append(law)
    for held in versions.values():
        held.sort(key=lambda law: law.age, reverse=True)
    return Library({title: tuple(held) for title, held in versions.items()})


def read(text: str, file: str) -> Law:
    """A law from its text; the file's name gives its date, and its title where the text has none."""
    stem = file.removesuffix(".md")
    dated = VERSION.search(stem)
    preamble, body = parts(text)
    title = next((line.lstrip("# ") for line in preamble if line.startswith("# ")), VERSION.sub("", stem))
    articles: dict[tuple[int, int], Article] = {}
    for article in articles_in(body):
        articles.setdefault((article.number, article.branch), article)
    return Law(
        title=title,
        date=version_date(dated[1]) if dated else None,
        history=tuple(line for line in preamble if line and not line.startswith("#")),
        articles=articles,
        file=file,
        text=text,
    )


def parts(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines of the preamble, and those of the body with their numbers."""
    lines = list(enumerate(clean(text).split("\n"), 1))
    start = next((at for at, (_, line) in enumerate(lines) if line == INFO_END), None)
    if start is None:
        start = next((at for at, (_, line) in enumerate(lines) if begins_body(line)), len(lines))
    body = [(number, line) for number, line in lines[start:] if line != INFO_END and not line.startswith("|")]
    return [line for _, line in lines[:start]], body


def begins_body(line: str) -> bool:
    """Whether a line is the first of the law itself, where nothing else divides it from its preamble."""
    return bool(article_head(line)) or (bool(BREAK.match(line)) and not line.startswith("# "))


def clean(text: str) -> str:
    """The text without tables, comments and invisible characters; every line keeps its number."""
    for hidden in (TABLE, COMMENT):
        text = hidden.sub(lambda found: "\n" * found[0].count("\n"), text)
    return "\n".join(line.translate(INVISIBLE).strip() for line in text.split("\n"))


def articles_in(body: Iterable[tuple[int, str]]) -> Iterator[Article]:
    """The articles in their order, also those whose number was there before."""
    head: tuple[int, int, int] | None = None
    texts: list[str] = []
    for line, text in body:
        begins = article_head(text)
        if head and (begins or BREAK.match(text)):
            yield Article(*head[:2], paragraphs(texts), head[2])
            head = None
        if begins:
            head = (ordinal(begins[1]), ordinal(begins[2] or ""), line)
            texts = [begins[3] or ""]
        elif text:
            texts.append(text)
    if head:
        yield Article(*head[:2], paragraphs(texts), head[2])


def article_head(text: str) -> re.Match[str] | None:
    """The number and the first words of an article, where a line begins one."""
    found = ARTICLE.match(text)
    return found if found and ordinal(found[1]) else None


def paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """The 款 of an article: every line but those that are items and 目, which belong to the 款 before."""
    done: list[Paragraph] = []
    for text in filter(None, texts):
        item, point = ITEM.match(text), POINT.match(text)
        last = done.pop() if done and (item or point) else Paragraph("" if item or point else text)
        if item:
            last = Paragraph(last.text, (*last.items, ordinal(item[1] or item[2])), last.points)
        elif point:
            above = last.items[-1] if last.items else 0
            last = Paragraph(last.text, last.items, (*last.points, (above, ordinal(point[1] or point[2]))))
        done.append(last)
    return tuple(done)


def gaps(law: Law) -> Iterator[Finding]:
    """What looks incomplete or damaged in a law's text. Never more than a warning: official texts have gaps too."""
    body = parts(law.text)[1]
    if law.empty:
        yield Finding("warning", f"《{law.title}》的文件里没有正文", 1)
    elif not law.articles:
        yield Finding("warning", f"《{law.title}》没有分条，引用时核对不到条", body[0][0])
    for number, line in enumerate(law.text.split("\n"), 1):
        for char in sorted(set(UNPRINTABLE.findall(line))):
            yield Finding("warning", f"有字体里没有的字符（U+{ord(char):04X}），请对照原文改正", number)
    articles = list(articles_in(body))
    for before, article in pairwise([Article(0, 0, ()), *articles]):
        if not follows(before, article):
            yield Finding("warning", jump(before, article), article.line)
    for article in articles:
        yield from item_gaps(article)


def follows(before: Article, article: Article) -> bool:
    """Whether an article has the number that comes after another's: 十七 or 十六之二 after 十六之一."""
    after = (before.number, before.branch + 1) if before.number else (1, 0)
    return (article.number, article.branch) in {(before.number + 1, 0), after}


def jump(before: Article, article: Article) -> str:
    """How the numbers of two neighbours do not fit."""
    this = name(Reference(article.number, article.branch))
    if not before.number:
        return f"条文从{this}开始"
    return f"{name(Reference(before.number, before.branch))}后面是{this}"


def item_gaps(article: Article) -> Iterator[Finding]:
    """The 款 whose items are not numbered 1, 2, 3 …"""
    for number, paragraph in enumerate(article.paragraphs, 1):
        if paragraph.items != tuple(range(1, len(paragraph.items) + 1)):
            place = name(Reference(article.number, article.branch, number))
            yield Finding("warning", f"{place}各项的编号不连续", article.line)


def name(place: Reference) -> str:
    """A place as citations write it: 第十一条第二款第（三）项."""
    text = f"第{numeral(place.number)}条" + (f"之{numeral(place.branch)}" if place.branch else "")
    text += f"第{numeral(place.paragraph)}款" if place.paragraph else ""
    text += f"第（{numeral(place.item)}）项" if place.item else ""
    return text + (f"第{place.point}目" if place.point else "")


class Piece(NamedTuple):
    """A number in a citation: what joins it to the one before (nothing, a comma, 至), and its level (-1: unsaid)."""

    joint: Literal["", "list", "range"]
    level: int
    number: int
    branch: int


def parse_citation(text: str) -> Citation | None:
    """The places a citation by article names, or None where it is not one, such as a clause of a policy: 二（四）3."""
    pieces = pieces_in(re.sub(r"\s", "", text))
    if not pieces or pieces[0].level != 0:
        return None
    spans = folded(pieces)
    return Citation(tuple(dict.fromkeys(spans))) if spans else None


def pieces_in(text: str) -> list[Piece] | None:
    """The numbers of a citation in their order, each with its level; None where something else stands between."""
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        joint = JOINT.match(text, at) if pieces else None
        found = PIECE.match(text, joint.end() if joint else at)
        if not found or not (pieces or found[1]):
            return None
        unit = found[4] or ("项" if found[2] else "")
        piece = Piece(
            ("range" if joint[1] else "list") if joint else "",
            LEVELS.get(unit, -1),
            ordinal(found[3]),
            ordinal(found[5] or ""),
        )
        if not piece.number or not sound_branch(piece, found[5]):
            return None
        pieces.append(piece)
        at = found.end()
    return levelled(pieces)


def sound_branch(piece: Piece, written_branch: str | None) -> bool:
    """Whether 之 stands after an article only, with a number."""
    return written_branch is None or (piece.level == 0 and piece.branch > 0)


def levelled(pieces: list[Piece]) -> list[Piece] | None:
    """第八、十条: a number without a level has that of the next in its list. None where there is no next."""
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
    """The places the pieces name; None where a level stands below a deeper one, or a range runs backwards."""
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
    """The place with this number at this level, and nothing deeper."""
    return Reference._make((*place[:level], number, 0, 0, 0, 0)[: len(place)])


def depth(place: Reference) -> int:
    """The deepest level a place names."""
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
    """The whole articles from one to another; those with a 之 only where both ends are of the same number."""
    if start.number == last.number:
        yield from (Reference(start.number, branch) for branch in range(start.branch + 1, last.branch))
    else:
        yield from (Reference(number) for number in range(start.number + 1, last.number + bool(last.branch)))


def verify(laws: Library, law_title: str, article_text: str | None, as_of_version: str | None = None) -> Finding | None:
    """What is wrong with a citation, or None.

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
    """The question whether a title that is held was meant."""
    close = difflib.get_close_matches(key(title), laws.versions, 1, 0.85)
    return f"，是不是《{laws.versions[close[0]][0].title}》？" if close else ""


def other_version(title: str, newest: Law, date: datetime.date) -> Finding:
    """That the newest version held is not that of a date."""
    if not newest.date:
        return Finding("warning", f"收的《{title}》没有写版本日期，核对不了{date}的版本")
    if date > newest.date:
        return Finding("warning", f"《{title}》只收到{newest.date}的版本，没有收{date}的版本")
    return Finding("warning", f"《{title}》有更新的版本（{newest.date}）")


def check(law: Law, title: str, article_text: str) -> Finding | None:
    """What is wrong with a citation of this version: the first error, or else the first warning."""
    if law.empty:
        return Finding("warning", f"《{title}》的文件里没有正文，核对不了")
    if not article_text.strip():
        return None
    citation = parse_citation(article_text)
    if not citation:
        return Finding("warning", f"看不懂“{article_text}”，核对不了《{title}》；请写成“第十一条第二款第（三）项”这样")
    findings = [found for place in citation.references if (found := missing(law, title, place))]
    return min(findings, key=lambda found: found.severity != "error", default=None)


def missing(law: Law, title: str, place: Reference) -> Finding | None:
    """What of one place is not there."""
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
    """Whether a 款 has the item and the 目 of a place."""
    if place.point:
        return (place.item, place.point) in paragraph.points
    return not place.item or place.item in paragraph.items


def missing_item(searched: Iterable[Paragraph], title: str, place: Reference) -> str:
    """That the item, or the 目 below it, is in none of these 款."""
    if place.point and (not place.item or any(place.item in paragraph.items for paragraph in searched)):
        return f"《{title}》{name(place._replace(point=0))}没有第{place.point}目"
    return f"《{title}》{name(place._replace(item=0, point=0))}没有{last_part(place._replace(point=0))}"


def last_part(place: Reference) -> str:
    """The deepest part of a place alone: 第（三）项."""
    return name(place).removeprefix(name(Reference(*place[: depth(place)])))


def missing_article(law: Law, title: str, place: Reference) -> Finding:
    """That there is no such article; a warning where the text has a gap, in which it may have been lost."""
    wanted = name(Reference(*place[:2]))
    if not law.articles:
        return Finding("error", f"《{title}》没有分条，没有{wanted}")
    numbers = sorted({number for number, _ in law.articles})
    if place.number > numbers[-1]:
        whole = numbers == list(range(1, len(law.articles) + 1))
        last = f"只有{numbers[-1]}条" if whole else f"最后一条是{name(Reference(numbers[-1]))}"
        return Finding("error", f"《{title}》{last}，没有{wanted}")
    if place.branch and place.number in numbers:
        return Finding("error", f"《{title}》没有{wanted}")
    return Finding("warning", f"收的《{title}》文本缺{wanted}，请对照原文")
