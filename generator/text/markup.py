"""Markdown → XHTML, once per text, for the website and for print alike."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from xml.etree import ElementTree

import markdown
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString

from generator.model.handbook import KINDS_OF_TEXTS
from generator.model.written_phones import dialled
from generator.problem import Location, Problem
from generator.text import kept, office, tables
from generator.text.hidden import hidden, without
from generator.text.stars import STRESSED

LINK_KINDS = (*KINDS_OF_TEXTS, "page")
ALIGNED = re.compile(r'style="text-align: (left|center|right);"')
LINK = re.compile(rf'href="({"|".join(LINK_KINDS)}):([a-z0-9-]+)"')
ANCHOR = re.compile(r"<a (href=\"[^\"<>]*\")[^<>]*>((?:(?!</?a\b).)*)</a>", re.DOTALL)
"""A link with its address and its words."""

COMMENT = ("<!--", "-->")
CODE = re.compile(r"`[^`\n]*`")
MAIL = r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}>"
OPEN_TAG = r"(?:p|div|span|img|table|tbody|tr|t[dh]|font|script|style|iframe|input|form)(?:\s|$)"
RAW_HTML = re.compile(rf"<(?!https?://|mailto:|{MAIL})(?:[/!?]|[A-Za-z][^<>\n]{{0,1000}}>|{OPEN_TAG})")
"""A tag; `a<b` is none, since nothing closes it, and comes out as it is."""
TEMPLATE_CODE = re.compile(r"\{[%#]")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot);)(?:[A-Za-z]\w*|#\d+|#[xX][0-9A-Fa-f]+);")
BLANK_ENTITIES = {"emsp": "\u3000", "ensp": " ", "thinsp": "", "zwnj": "", "zwj": "", "emsp13": " ", "numsp": " "}
BLANK_ENTITY = re.compile(rf"&({'|'.join(BLANK_ENTITIES)});")
"""Blanks that programs for texts leave in what is copied from them, and what a text has in their place."""

NUMBERED_BLANK = re.compile(r"&#(?:0{0,4}(12288|160|8194|8195|8201)|[xX]0{0,4}(3000|[aA]0|200[239]));")
"""The same by their numbers, as web pages have them: `&#12288;&#12288;` before a paragraph."""

HREF = re.compile(r'<a href="([^"]*)"')
OUTSIDE = re.compile(r"https?://|mailto:|tel:")
CHINESE_BRACKETS = re.compile(
    r"[\[［【]([^\[\]［］【】\n]{1,100})[\]］】][(（][ \t]{0,9}"
    rf"((?:{'|'.join(LINK_KINDS)}):[a-z0-9-]{{1,100}}|https?://[^\s()（）]{{1,300}})[ \t]{{0,9}}[)）]"
)
"""A link with its words and where it leads, whatever its brackets are."""
ENGLISH_BRACKETS = re.compile(r"\[[^\[\]]*\]\([^()（）]*\)$")
OTHER_HEADING = re.compile(r"<h[1456]>")
HEADING_LINE = re.compile(r"^(?:[\s>*+-]|\d+\.)*(?:#(?!##?[^#]|[0-9])|=+\s*$)")
UNDERLINE = re.compile(r"^[\s>]*={2,}\s*$")
IMAGE = re.compile(r"!\[")

TAG = re.compile(r"(<[^<>]*>)")
ACTED_ON = re.compile(
    r"(?P<phone>(?<!\d)(?:0\d{2,3}-\d{4}-?\d{3,4}(?:转\d{1,6})?|962\d{3}|123(?:45|33|38)|(?<=打)1(?:10|19|20))(?!\d))"
    r"|\d{1,2}:\d{2}(?:–\d{1,2}:\d{2})?"
)

DIGIT = re.compile(r"\d")
"""With which all of these begin."""

EXTENSIONS = ("tables", "sane_lists", "def_list")


@lru_cache(maxsize=4096)
def to_xhtml(text: str) -> str:
    """Return Markdown as an XHTML fragment within one `div`; placeholders and `kind:id` links are left as they stand.

    Raw HTML has no way through: what looks like it comes out escaped, and `misuses` names its line.
    """
    parser = _parser().reset()
    text = NUMBERED_BLANK.sub(_blank, BLANK_ENTITY.sub(lambda entity: BLANK_ENTITIES[entity[1]], text))
    # XML knows four entities; the others become the characters they stand for
    xhtml = ENTITY.sub(_character, parser.convert(office.to_markdown(without(text, *COMMENT))))
    # a column lined up in Markdown has a style of its own, which a page may not carry
    return "<div>" + ALIGNED.sub(r'class="\1"', xhtml) + "</div>"


@cache
def _parser() -> markdown.Markdown:
    parser = markdown.Markdown(extensions=list(EXTENSIONS), output_format="xhtml")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.inlinePatterns.deregister("em_strong")
    for number, (pattern, tag) in enumerate(STRESSED):
        parser.inlinePatterns.register(Stressed(pattern, tag), tag, 60 - number)
    parser.inlinePatterns.register(NoteMark(office.NOTE_MARK.pattern), "note_mark", 175)
    return parser


class Stressed(SimpleTagInlineProcessor):
    """Words between two marks of which both can be none of the words."""


class NoteMark(InlineProcessor):
    """The mark of a note, in the text and before the note."""

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]
        """Return the mark set high, and where it stood."""
        mark = ElementTree.Element("sup")
        mark.text = AtomicString(f"〔{match[1]}〕")
        return mark, match.start(), match.end()


def misuses(text: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield what a Markdown text may not hold: HTML, template code, pictures, what is no character, other headings."""
    commented = without(text, *COMMENT, _same_lines)
    plain = CODE.sub(lambda match: " " * len(match[0]), commented)
    xhtml = to_xhtml(text)
    problems = [
        *_ragged(plain, file, first_line),
        *_misused(plain, file, first_line, OTHER_HEADING.search(xhtml) is not None),
    ]
    yield from problems
    for number, characters in () if problems else kept.lost(commented, xhtml):
        hint = "这一行有记号被当成了排版；改用别的写法，或在记号前面加“\\”"
        yield Problem(
            Location(file, first_line + number), "D027", f"这一行有字印不出来：“{characters[:MOST_LOST]}”", hint
        )


def _misused(plain: str, file: str, first_line: int, wrong_headings: bool) -> Iterator[Problem]:
    """Yield what the lines of a text may not hold, code and comments left out of it."""
    for number, line in enumerate(plain.split("\n"), first_line):
        if match := RAW_HTML.search(line):
            place = Location(file, number, match.start() + 1)
            yield Problem(place, "D020", "正文里不能写 HTML 标签", "用 Markdown 的写法；要写“<”这个字符，写成 &lt;")
        if match := TEMPLATE_CODE.search(line):
            place = Location(file, number, match.start() + 1)
            yield Problem(place, "D021", f"正文里不能写“{match[0]}”", "只能用 {{ committee.phone }} 这样的占位词")
        if UNDERLINE.match(line) or (wrong_headings and HEADING_LINE.match(line)):
            place = Location(file, number)
            yield Problem(place, "D022", "标题只用两级：“##”和“###”", "文章的大标题写在文件开头的“标题（title）”里")
        if match := IMAGE.search(line):
            place = Location(file, number, match.start() + 1)
            yield Problem(place, "D024", "正文里不能放图片", "用文字说清楚")
        if wrong := next((entity for entity in ENTITY.finditer(line) if not _is_character(entity[0])), None):
            place = Location(file, number, wrong.start() + 1)
            yield Problem(place, "D025", f"“{wrong[0][:LONGEST_ENTITY]}”不是一个字符", "要写“&”这个字符，写成 &amp;")


def _ragged(plain: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each row of a table of which a cell would be lost, or that would show its bars."""
    for row in tables.ragged_rows(plain.split("\n")):
        place = Location(file, first_line + row.line)
        if row.wanted:
            message = f"这一行有{row.cells}格，表头有{row.wanted}格"
            yield Problem(place, "D026", message, "格子和格子之间用一个“|”隔开；字里的“|”写成 \\|")
        else:
            hint = "表头下面加一行“| --- | --- |”，有几格写几个；不是表格的，去掉“|”"
            yield Problem(place, "D026", "这一行用“|”隔开，可是不成表格", hint)


MOST_LOST = 20
"""How many lost characters of a line are named."""

LONGEST, LONGEST_LINE = 20_000, 5_000
"""Characters of a text and of one of its lines; the longest rule there is has a tenth of them."""

MOST_BRACKETS, DEEPEST, FAR_RIGHT = 300, 6, 30
"""How many `[` a text has, how many marks of lists and quotations begin a line, and how many blanks.

For each `[` the library looks through the rest of its paragraph again, and each mark at the beginning of a line is a
text within a text, for which it calls itself.
"""

MARKS = re.compile(r"(?:[ \t]*(?:[>*+-]|[0-9]+[.)]))*[ \t]*")


def too_much(text: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield what the library that reads Markdown would take for ever to read."""
    if len(text) > LONGEST:
        place = Location(file, first_line)
        yield Problem(place, "D017", f"正文太长，有{len(text)}个字", f"分成几篇，每篇最多{LONGEST}个字")
        return
    brackets = 0
    for number, line in enumerate(text.split("\n"), first_line):
        marks = MARKS.match(line)
        lead = marks[0] if marks else ""
        brackets += line.count("[")
        if len(line) > LONGEST_LINE:
            hint = f"分成几段，每段最多{LONGEST_LINE}个字，段和段中间空一行"
            yield Problem(Location(file, number), "D017", f"这一行太长，有{len(line)}个字", hint)
        elif len(lead) - len(lead.lstrip()) > FAR_RIGHT or len(lead.replace(">", "> ").split()) > DEEPEST:
            hint = "去掉行首多余的空格和“-”“>”这样的记号"
            yield Problem(Location(file, number), "D017", "这一行前面的空格或记号太多", hint)
        elif brackets > MOST_BRACKETS:
            hint = f"一篇正文里最多写{MOST_BRACKETS}个“[”；链接太多的分成几篇"
            yield Problem(Location(file, number), "D017", "正文里的“[”太多", hint)
            return


def authored_links(text: str, xhtml: str, file: str, first_line: int) -> Iterator[tuple[Location, str, str]]:
    """Yield the links of a Markdown text within the handbook: place, kind, id. An unknown kind comes as it is.

    They are taken from the XHTML that was made of the text, however they are written, and then looked for in it.
    """
    offset = 0
    for href in map(html.unescape, HREF.findall(xhtml)):
        start = text.find(href, offset)
        start = text.find(href) if start < 0 else start
        offset = max(start + 1, 0)
        if not OUTSIDE.match(href):
            kind, _, id = href.partition(":")
            line_start = text.rfind("\n", 0, max(start, 0)) + 1
            line = first_line + text.count("\n", 0, line_start)
            yield Location(file, line, max(start, 0) - line_start + 1), kind, id


def links_in_chinese_brackets(text: str, file: str, first_line: int) -> Iterator[tuple[Location, str, str]]:
    """Yield what would be a link but for its brackets: where it stands, as it is written, and as it is meant."""
    plain = CODE.sub(lambda match: " " * len(match[0]), without(text, *COMMENT, _same_lines))
    for number, line in enumerate(plain.split("\n"), first_line):
        for match in CHINESE_BRACKETS.finditer(line):
            if not ENGLISH_BRACKETS.match(match[0]):
                yield Location(file, number, match.start() + 1), match[0], f"[{match[1]}]({match[2]})"


def marks_of_no_note(text: str, file: str, first_line: int) -> Iterator[tuple[Location, str]]:
    """Yield the marks of notes for which the text has no note: where each stands first, and its name."""
    plain = CODE.sub(lambda match: " " * len(match[0]), without(text, *COMMENT, _same_lines)).split("\n")
    seen = {note[1] for line in plain if (note := office.NOTE_MARK.match(line.strip(tables.BLANKS)))}
    for number, line in enumerate(plain, first_line):
        for mark in office.NOTE_MARK.finditer(line):
            if mark[1] not in seen:
                seen.add(mark[1])
                yield Location(file, number, mark.start() + 1), mark[1]


def comments(text: str, file: str, first_line: int) -> Iterator[tuple[Location, str, bool]]:
    """Yield the comments of a Markdown text: where each begins, what it is, and whether its lines hold nothing else."""
    for start, end in hidden(text, *COMMENT):
        line_start = text.rfind("\n", 0, start) + 1
        around = text[line_start:start] + text[end:].partition("\n")[0]
        line = first_line + text.count("\n", 0, start)
        yield Location(file, line, start - line_start + 1), text[start:end], not around.strip()


def _character(entity: re.Match[str]) -> str:
    """Return the character an entity stands for, as XML may hold it; what stands for none becomes plain text."""
    return html.escape(html.unescape(entity[0]) if _is_character(entity[0]) else entity[0], quote=False)


LONGEST_ENTITY = 40
"""Characters; the longest name that HTML has is 33 long."""


def _blank(entity: re.Match[str]) -> str:
    """Return the blank of a number: that of a Chinese character, or an ordinary one."""
    return "\u3000" if (entity[1] or entity[2]) in ("12288", "3000", "8195", "2003") else " "


def _is_character(entity: str) -> bool:
    if BLANK_ENTITY.fullmatch(entity) or NUMBERED_BLANK.fullmatch(entity):
        return True
    if len(entity) > LONGEST_ENTITY:
        return False  # Python reads no number of thousands of digits
    character = html.unescape(entity)
    return (len(character) <= 2 and character.isprintable() and "\ufffd" not in character) or character == "\xa0"


def acted_on(fragment: str) -> str:
    """Return an XHTML fragment with telephone numbers that can be tapped, numbers and times kept whole on a line."""
    parts = TAG.split(fragment)
    linked = False
    for index, part in enumerate(parts):
        if index % 2:
            linked = part.startswith("<a ") or (linked and part != "</a>")
        elif not linked and DIGIT.search(part):
            parts[index] = ACTED_ON.sub(_whole, part)
    return "".join(parts)


def _whole(match: re.Match[str]) -> str:
    if match["phone"]:
        return f'<a class="number" href="tel:{dialled(match["phone"])}">{match["phone"]}</a>'
    return f'<span class="whole">{match[0]}</span>'


def _same_lines(piece: str) -> str:
    """Return blanks in place of a piece, so that what follows keeps its line and column."""
    return re.sub(r"[^\n]", " ", piece)
