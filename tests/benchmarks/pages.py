"""A finished website → the same pages as plain Markdown, for those who shall build them anew."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

INLINE = ("a", "strong", "em", "span", "code", "b", "i", "sub", "sup", "del", "br")
VOID = ("br", "hr", "img", "input", "link", "meta")
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass
class Element:
    """An HTML element and what is in it."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element of these tags below this one, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def of_class(self, tag: str, name: str) -> str:
        """The text of the first element of a tag and class, or nothing."""
        return next((found.text for found in self.all(tag) if found.attributes.get("class") == name), "")

    @property
    def text(self) -> str:
        """All text within."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Tree(HTMLParser):
    """Parses a page whose every element is closed, but for the void ones."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("")
        self.open = [self.root]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Frame:
    """What all pages of a committee show around their text: links by address below the root, and the foot's lines."""

    name: str
    phone: str
    links: tuple[tuple[str, str], ...]
    foot: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One page: its address below the website's root, its own text as Markdown, and its frame's name."""

    path: str
    title: str
    description: str
    code: str
    frame: str
    markdown: str
    size: int

    @property
    def root(self) -> str:
        """The relative way up to the website's root."""
        return "../" * self.path.count("/") or "./"

    def topped_up(self, lacking: int) -> Page:
        """The page with its own words again as a last paragraph, as often as makes about as many bytes as it lacks."""
        words = "".join(sign for sign in self.markdown if "一" <= sign <= "龥")
        wanted = lacking // 3
        if not words or wanted <= 0:
            return self
        return replace(self, markdown=f"{self.markdown}\n\n{(words * (wanted // len(words) + 1))[:wanted]}")

    @property
    def source(self) -> str:
        """The page as a file of its own: front matter in JSON, then Markdown."""
        names = ("title", "description", "code", "frame", "root")
        front = {name: getattr(self, name) for name in names}
        return json.dumps(front, ensure_ascii=False) + "\n\n" + self.markdown + "\n"


@dataclass(frozen=True)
class Site:
    """All pages, the frames by name, and the style sheet."""

    pages: tuple[Page, ...]
    frames: dict[str, Frame]
    style: str

    def topped_up(self, made: Path) -> Site:
        """The site with a last paragraph on those pages that came out small in `made`, of the length they lack."""
        sizes = {page.path: (made / page.path / "index.html").stat().st_size for page in self.pages}
        return replace(self, pages=tuple(page.topped_up(page.size - sizes[page.path]) for page in self.pages))

    def off_size(self, made: Path) -> int:
        """How many pages in `made` differ by more than a tenth from the website's own."""
        sizes = ((page.size, (made / page.path / "index.html").stat().st_size) for page in self.pages)
        return sum(abs(size - own) > own / 10 for own, size in sizes)

    @property
    def frames_json(self) -> str:
        """The frames as a data file."""
        return json.dumps({name: asdict(frame) for name, frame in self.frames.items()}, ensure_ascii=False)


def read_site(folder: Path) -> Site:
    """The pages of a built website: every index.html."""
    frames: dict[str, Frame] = {}
    pages = []
    for file in sorted(folder.rglob("index.html")):
        root = Tree(file.read_text(encoding="utf-8")).root
        frame = frame_of(root)
        frames.setdefault(frame.name, frame)
        above = file.parent.relative_to(folder).as_posix()
        pages.append(page_of(root, "" if above == "." else f"{above}/", frame.name, file.stat().st_size))
    (style,) = (folder / "assets").glob("handbook.*.css")
    return Site(tuple(pages), frames, style.read_text(encoding="utf-8"))


def frame_of(root: Element) -> Frame:
    """The frame of a page."""
    header, menu, footer = (next(root.all(tag), Element("")) for tag in ("header", "nav", "footer"))
    links = tuple(((a.attributes["href"] or "").replace("../", ""), a.text) for a in menu.all("a"))
    foot = tuple(p.text for p in footer.all("p"))
    return Frame(header.of_class("a", "who"), header.of_class("span", "number"), links, foot[1:])


def page_of(root: Element, path: str, frame: str, size: int) -> Page:
    """A page as Markdown."""
    head, main = next(root.all("head")), next(root.all("main"))
    described = (
        meta.attributes["content"] for meta in head.all("meta") if meta.attributes.get("name") == "description"
    )
    return Page(
        path=path,
        title=next(head.all("title")).text,
        description=next(described, "") or "",
        code=next(root.all("footer"), Element("")).of_class("span", "number") if frame else "",
        frame=frame,
        markdown="\n\n".join(blocks(main)),
        size=size,
    )


def blocks(element: Element) -> Iterator[str]:
    """The Markdown blocks within an element."""
    for child in element.children:
        if isinstance(child, str) or child.tag in INLINE:
            if words := inline(child).strip():
                yield words
        elif child.tag in HEADINGS:
            yield f"{'#' * int(child.tag[1])} {inline(child)}"
        elif child.tag == "p":
            yield inline(child)
        elif child.tag in ("ul", "ol"):
            mark = "-" if child.tag == "ul" else "1."
            yield "\n".join(f"{mark} {inline(item).strip()}" for item in child.all("li"))
        elif child.tag == "dl":
            said = (
                f":   {inline(one).strip()}" if one.tag == "dd" else inline(one).strip()
                for one in child.all("dt", "dd")
            )
            yield "\n".join(said)
        elif child.tag == "table":
            yield table(child)
        else:
            yield from blocks(child)


def table(element: Element) -> str:
    """A table; its first row is the head, since Markdown has no other."""
    rows = [[inline(cell, "；") for cell in row.all("th", "td")] for row in element.all("tr")]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def inline(element: Element | str, line_break: str = "  \n") -> str:
    """The text within an element, with its links and emphasis."""
    if isinstance(element, str):
        return escape(element)
    if element.tag == "br":
        return line_break
    words = "".join(inline(child, line_break) for child in element.children)
    if element.tag == "a":
        return f"[{words}]({element.attributes['href']})"
    return f"**{words}**" if element.tag in ("strong", "b") else words


def escape(text: str) -> str:
    """A text that Markdown takes for nothing but text."""
    for sign in "\\`*_[]":
        text = text.replace(sign, f"\\{sign}")
    return html.escape(text, quote=False).replace("|", "&#124;").replace("\n", " ")
