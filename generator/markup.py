"""Markdown → XHTML, once per text, for the website and for print alike."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import markdown

from generator.problem import Location, Problem

LINK_KINDS = ("service", "room", "rule", "working-committee", "page")
LINK = re.compile(rf'href="({"|".join(LINK_KINDS)}):([a-z0-9-]+)"')

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
RAW_HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?]")
TEMPLATE_CODE = re.compile(r"\{[%#]")
AUTHORED_LINK = re.compile(r"\]\(([^)\s]*)\)")
OUTSIDE = re.compile(r"https?://|mailto:|tel:")
HEADING = re.compile(r"^(#+)\s")
NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot);)([A-Za-z]+;)")

TAG = re.compile(r"(<[^>]*>)")
ACTED_ON = re.compile(
    r"(?P<phone>(?<!\d)(?:0\d{2,3}-\d{4}-?\d{3,4}|962\d{3}|123(?:45|33|38)|(?<=打)1(?:10|19|20))(?!\d))"
    r"|\d{1,2}:\d{2}(?:–\d{1,2}:\d{2})?"
)

EXTENSIONS = ("tables", "sane_lists", "def_list")


def to_xhtml(text: str) -> str:
    """Markdown as an XHTML fragment within one `div`; placeholders and `kind:id` links are left as they stand.

    Raw HTML has no way through: what looks like it comes out escaped, and `misuses` names its line.
    """
    parser = markdown.Markdown(extensions=list(EXTENSIONS), output_format="xhtml")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    fragment = parser.convert(COMMENT.sub(_same_lines, text))
    # XML knows five entities; the others become the characters they stand for
    fragment = NAMED_ENTITY.sub(lambda found: html.unescape(found[0]), fragment)
    xhtml = f"<div>{fragment}</div>"
    ElementTree.fromstring(xhtml)
    return xhtml


def misuses(text: str, file: str, first_line: int) -> Iterator[Problem]:
    """What a Markdown text may not hold: raw HTML, template code, and headings of other than two levels."""
    plain = CODE.sub(lambda found: " " * len(found[0]), COMMENT.sub(_same_lines, text))
    for number, line in enumerate(plain.split("\n"), first_line):
        if found := RAW_HTML.search(line):
            place = Location(file, number, found.start() + 1)
            yield Problem(place, "D020", "正文里不能写 HTML 标签", "用 Markdown 的写法；要写“<”这个字符，前面加反斜杠")
        if found := TEMPLATE_CODE.search(line):
            place = Location(file, number, found.start() + 1)
            yield Problem(place, "D021", f"正文里不能写“{found[0]}”", "只能用 {{ committee.phone }} 这样的占位词")
        if (found := HEADING.match(line)) and len(found[1]) not in (2, 3):
            place = Location(file, number)
            yield Problem(place, "D022", "标题只用两级：“##”和“###”", "文章的大标题在文件开头的 title 里")


def authored_links(text: str, file: str, first_line: int) -> Iterator[tuple[Location, str, str]]:
    """The links of a Markdown text that stay within the handbook: place, kind, id. An unknown kind comes as it is."""
    plain = COMMENT.sub(_same_lines, text)
    for number, line in enumerate(plain.split("\n"), first_line):
        for found in AUTHORED_LINK.finditer(line):
            if not OUTSIDE.match(found[1]):
                kind, _, id = found[1].partition(":")
                yield Location(file, number, found.start(1) + 1), kind, id


def acted_on(fragment: str) -> str:
    """An XHTML fragment whose telephone numbers can be tapped, and whose numbers and times never break across lines."""
    parts = TAG.split(fragment)
    linked = False
    for index, part in enumerate(parts):
        if index % 2:
            linked = part.startswith("<a ") or (linked and part != "</a>")
        elif not linked:
            parts[index] = ACTED_ON.sub(_whole, part)
    return "".join(parts)


def _whole(found: re.Match[str]) -> str:
    if found["phone"]:
        return f'<a class="number" href="tel:{found["phone"].replace("-", "")}">{found["phone"]}</a>'
    return f'<span class="whole">{found[0]}</span>'


def _same_lines(found: re.Match[str]) -> str:
    """Blanks in place of what was found, so that what follows keeps its line and column."""
    return re.sub(r"[^\n]", " ", found[0])
