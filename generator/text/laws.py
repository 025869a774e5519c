"""Read law texts and say whether a citation points at something they hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from generator.text.chinese import NUMBER, numeral, ordinal
from generator.text.hidden import line_breaks, without

Severity = Literal["error", "warning"]

INFO_END = "<!-- INFO END -->"
FORCE_BREAK = "<!-- FORCE BREAK -->"
TABLE, TABLE_END = "<!-- TABLE -->", "<!-- TABLE END -->"
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
        """Return the title without 中华人民共和国."""
        return self.title.removeprefix("中华人民共和国")

    @cached_property
    def age(self) -> datetime.date:
        """Return what orders versions: the date, or the last in the history, or one before all others."""
        return self.date or max(days("".join(self.history)), default=datetime.date.min)

    @cached_property
    def empty(self) -> bool:
        """Tell whether there is nothing below the preamble."""
        return not any(line for _, line in parts(self.text)[1])


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, with a citation or in a law's text; there `line` says where."""

    severity: Severity
    message: str
    line: int | None = None


@dataclass(frozen=True)
class Library:
    """Laws by title as `key` writes it, the versions of each from the newest to the oldest."""

    versions: Mapping[str, tuple[Law, ...]]

    @property
    def laws(self) -> Iterator[Law]:
        """Yield the newest version of each law."""
        return (held[0] for held in self.versions.values())

    @property
    def superseded(self) -> Iterator[Law]:
        """Yield every version that has a newer one beside it."""
        return (law for held in self.versions.values() for law in held[1:])

    def find(self, title: str) -> Law | None:
        """Return the newest version of a law, named with or without 《》 and 中华人民共和国, or None."""
        held = self.versions.get(key(title))
        return held[0] if held else None

    def version(self, title: str, date: datetime.date) -> Law | None:
        """Return the version of a law that has this date, or None."""
        return next((law for law in self.versions.get(key(title), ()) if law.date == date), None)


def key(title: str) -> str:
    """Return a title as laws are found by: without spaces, brackets of any kind and 中华人民共和国."""
    return re.sub(r"\s|[《》〈〉（）()]|中华人民共和国", "", title.translate(INVISIBLE))


def days(text: str) -> Iterator[datetime.date]:
    """Yield the days that a text names, those that exist."""
    for year, month, day in DAY.findall(text):
        try:
            yield datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue


def version_date(text: str) -> datetime.date | None:
    """Return the date written 2020-05-14, or None where there is no such day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


LARGEST = 5_000_000
"""Bytes of a law's text; the longest there is has a tenth of them."""


def law_files(folder: Path) -> list[Path]:
    """Return the files of a folder in which laws stand, in the order of their names."""
    return sorted(path for path in folder.glob("*.md") if path.is_file())


def library(folder: Path) -> Library:
    """Read all laws of a folder but those that are too large; what is not UTF-8 is read as far as it can be."""
    versions: dict[str, list[Law]] = {}
    for path in law_files(folder):
        if path.stat().st_size > LARGEST:
            continue
        law = read(path.read_text(encoding="utf-8", errors="replace"), path.name)
        versions.setdefault(key(law.title), []).append(law)
    for held in versions.values():
        held.sort(key=lambda law: law.age, reverse=True)
    return Library({title: tuple(held) for title, held in versions.items()})


def read(text: str, file: str) -> Law:
    """Read a law from its text; the file's name gives its date, and its title where the text has none."""
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
    """Return the lines of the preamble, and those of the body with their numbers."""
    lines = list(enumerate(clean(text).split("\n"), 1))
    start = next((at for at, (_, line) in enumerate(lines) if line == INFO_END), None)
    if start is None:
        start = next((at for at, (_, line) in enumerate(lines) if begins_body(line)), len(lines))
    body = [(number, line) for number, line in lines[start:] if line != INFO_END and not line.startswith("|")]
    return [line for _, line in lines[:start]], body


def begins_body(line: str) -> bool:
    """Tell whether a line is the first of the law itself, where nothing else divides it from its preamble."""
    return bool(article_head(line)) or (bool(BREAK.match(line)) and not line.startswith("# "))


def clean(text: str) -> str:
    """Return a text without tables, comments and invisible characters; every line keeps its number."""
    text = without(text, TABLE, TABLE_END, line_breaks)
    text = without(text, "<!--", "-->", line_breaks, (INFO_END, FORCE_BREAK))
    return "\n".join(line.translate(INVISIBLE).strip() for line in text.split("\n"))


def articles_in(body: Iterable[tuple[int, str]]) -> Iterator[Article]:
    """Yield the articles in their order, also those whose number was there before."""
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
    """Return the number and the first words of an article, or None where a line begins none."""
    head = ARTICLE.match(text)
    return head if head and ordinal(head[1]) else None


def paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return the 款 of an article: every line but those that are items and 目, which belong to the 款 before."""
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
    """Yield what looks incomplete or damaged in a law's text. Only warnings, since official texts have gaps too."""
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
    """Tell whether an article has the number that comes after another's: 十七 or 十六之二 after 十六之一."""
    after = (before.number, before.branch + 1) if before.number else (1, 0)
    return (article.number, article.branch) in {(before.number + 1, 0), after}


def jump(before: Article, article: Article) -> str:
    """Return in words how the numbers of two neighbours do not fit."""
    this = name(Reference(article.number, article.branch))
    if not before.number:
        return f"条文从{this}开始"
    return f"{name(Reference(before.number, before.branch))}后面是{this}"


def item_gaps(article: Article) -> Iterator[Finding]:
    """Yield a warning for each 款 whose items are not numbered 1, 2, 3 …"""
    for number, paragraph in enumerate(article.paragraphs, 1):
        if paragraph.items != tuple(range(1, len(paragraph.items) + 1)):
            place = name(Reference(article.number, article.branch, number))
            yield Finding("warning", f"{place}各项的编号不连续", article.line)


class Reference(NamedTuple):
    """One place in a law; 0 for what a citation leaves unsaid."""

    number: int
    branch: int = 0
    paragraph: int = 0
    item: int = 0
    point: int = 0


def name(place: Reference) -> str:
    """Return a place as citations write it: 第十一条第二款第（三）项."""
    text = f"第{numeral(place.number)}条" + (f"之{numeral(place.branch)}" if place.branch else "")
    text += f"第{numeral(place.paragraph)}款" if place.paragraph else ""
    text += f"第（{numeral(place.item)}）项" if place.item else ""
    return text + (f"第{place.point}目" if place.point else "")
