"""Every regular expression of the program takes time in proportion to its text, however hostile that is."""

from __future__ import annotations

import ast
import html
import importlib
import re
import re._constants as sre
import re._parser as sre_parser
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.codes import history
from generator.model import day_words, written
from generator.privacy import harmless_pages
from generator.privacy.files import find_personal_data_in_file
from generator.privacy.text import find_personal_data
from generator.read import beginnings
from generator.text import articles, citation, difference, laws, markup, pinyin
from generator.text.hidden import without

REPOSITORY = Path(__file__).parent.parent

LENGTH = 100_000
"""Characters of a hostile text."""

SECONDS = 5.0
"""What one pass over a hostile text may take; what is linear takes a hundredth of it, what is not takes minutes."""

JUDGED_BY_THE_LINE = "generator.privacy.harmless_pages"
"""The module whose patterns are asked only by `line_sign`, which refuses what would be too much for them."""

FUNCTIONS = ("compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
TYPES = ("scalar",)
"""What takes a pattern as its first argument: functions of `re`, and the makers of our models' types."""


class Use(NamedTuple):
    """A pattern, where it stands, and by which methods it is asked."""

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def uses() -> Iterator[Use]:
    """Every pattern that the program's source writes as a constant, worked out in the module in which it stands."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "generator").rglob("*.py"))}
    everything = "\n".join(sources.values())
    for path, source in sources.items():
        tree = ast.parse(source)
        name = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
        names = {
            id(node.value): target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            function = called(call)
            if function is None or not call.args:
                continue
            module = importlib.import_module(name)
            try:
                pattern = compiled(call, vars(module))
            except NameError:
                continue  # a pattern handed in from elsewhere, where it is met
            if id(call) in names:
                methods = frozenset(re.findall(rf"\b{names[id(call)]}\.(\w+)", everything)) & set(FUNCTIONS)
            else:
                methods = frozenset({"fullmatch" if function in TYPES else function} - {"compile"})
            yield Use(f"{name}:{call.lineno}", pattern, methods or frozenset({"search", "fullmatch"}))


def tables() -> Iterator[Use]:
    """The patterns that stand in tables."""
    from generator.read import mistakes

    for number, (pattern, *_) in enumerate((*mistakes.LINE_MISTAKES, *mistakes.KEY_MISTAKES)):
        yield Use(f"generator.read.mistakes:table {number}", pattern, frozenset({"search"}))


def called(call: ast.Call) -> str | None:
    """The name of what takes a pattern, or None where a call is of something else."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="re"), attr=name) if name in FUNCTIONS:
            return name
        case ast.Name(id=name) if name in TYPES:
            return name
    return None


def compiled(call: ast.Call, names: dict[str, Any]) -> re.Pattern[Any]:
    """The pattern of a call. Raises NameError where it is not a constant."""
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    if called(call) == "compile":
        flags += call.args[1:]
    first, *given = (eval(compile(ast.Expression(node), "", "eval"), names) for node in (call.args[0], *flags))
    return re.compile(first, *given)


def literals(pattern: Iterable[Any]) -> Iterator[str]:
    """The characters that a pattern names, and one for each kind of character that it takes."""
    for code, value in pattern:
        if code in (sre.LITERAL, sre.NOT_LITERAL):
            yield chr(value)
        elif code is sre.RANGE:
            yield chr(value[0])
        elif code is sre.CATEGORY:
            yield {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " "}.get(value, "a")
        elif code is sre.ANY:
            yield "a"
        else:
            yield from within(value)


def within(value: Any) -> Iterator[str]:
    """The characters in the parts of a group, a choice or a repetition."""
    if isinstance(value, sre_parser.SubPattern) or (isinstance(value, list) and value and isinstance(value[0], tuple)):
        yield from literals(value)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from within(part)


def words(pattern: Iterable[Any]) -> Iterator[str]:
    """The runs of characters that a pattern writes out, such as `<!--`."""
    run = ""
    for code, value in pattern:
        if code is sre.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        if not isinstance(value, int):
            yield from wordy(value)
    if run:
        yield run


def wordy(value: Any) -> Iterator[str]:
    if isinstance(value, sre_parser.SubPattern):
        yield from words(value)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from wordy(part)


def sample(pattern: Iterable[Any]) -> str:
    """A short text that a pattern, or a part of one, takes: each repetition once, of each choice the first."""
    text = ""
    for code, value in pattern:
        match code:
            case sre.LITERAL:
                text += chr(value)
            case sre.IN | sre.CATEGORY | sre.ANY | sre.NOT_LITERAL | sre.RANGE:
                negated = code is sre.NOT_LITERAL or (isinstance(value, list) and (sre.NEGATE, None) in value)
                text += "x" if negated else next(literals([(code, value)]))
            case sre.SUBPATTERN:
                text += sample(value[-1])
            case sre.BRANCH:
                text += sample(value[1][0])
            case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
                text += sample(value[2]) * max(value[0], 1)
            case sre.ATOMIC_GROUP:
                text += sample(value)
            case _:  # what looks around or back takes nothing
                pass
    return text


def hostile(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Texts that repeat what a pattern looks for, or its beginning, and end well or in something else."""
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    parsed = sre_parser.parse(pattern.pattern, flags)
    characters = list(dict.fromkeys((*islice(dict.fromkeys(literals(parsed)), 12), "a", "1", " ", "\n")))
    runs, whole = list(islice(dict.fromkeys(words(parsed)), 8)), sample(parsed)
    beginnings = [whole[:length] for length in range(2, min(len(whole), 40), max(1, len(whole) // 8))]
    units = [*characters, *("".join(pair) for pair in product(characters[:5], repeat=2)), *runs, *beginnings, whole]
    units += [one + other for one, other in product((*runs[:3], *beginnings[:3]), characters[:3])]
    for unit in dict.fromkeys(filter(None, units)):
        yield (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    for unit, start in product(characters[:5], (*runs[:3], *characters[:2], *beginnings[-2:])):
        yield start + unit * LENGTH + "\x01"
    for unit, end in product((*characters[:5], *runs[:3]), (*runs[:3], whole[-3:], " : ", ">")):
        yield (unit * (LENGTH // len(unit)))[:LENGTH] + end


def ask(use: Use, text: Any) -> None:
    """Ask a pattern about a text as the program does."""
    for method in sorted(use.methods):
        if method in ("sub", "subn"):
            use.pattern.subn(text[:0], text)
        elif method in ("findall", "finditer", "split"):
            use.pattern.findall(text)
        else:
            getattr(use.pattern, method)(text)


USES = [*uses(), *tables()]


@pytest.mark.parametrize("use", USES, ids=[use.place for use in USES])
def test_no_pattern_is_worse_than_linear(use: Use) -> None:
    for text in hostile(use.pattern):
        content = text.encode("latin-1", "replace") if isinstance(use.pattern.pattern, bytes) else text
        begun = time.perf_counter()
        if use.place.startswith(JUDGED_BY_THE_LINE):
            harmless_pages.line_sign(text.encode())
        else:
            ask(use, content)
        took = time.perf_counter() - begun
        assert took < SECONDS, f"{use.pattern.pattern} takes {took:.1f} s for {text[:20]!r}…{text[-3:]!r}"


def test_all_patterns_are_tried() -> None:
    """The patterns of every module with patterns are among those above."""
    assert len(USES) > 120


def readers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """What reads an author's text by several patterns, one after another or again and again."""
    yield "personal data", lambda text: list(find_personal_data(text))
    yield "markdown", lambda text: list(markup.too_much(text, "x.md", 1)) or markup.to_xhtml(text)
    yield "hidden", lambda text: without(text, "<!--", "-->")
    yield "laws", lambda text: laws.read(text, "某法.md")
    yield "citation", citation.parse_citation
    yield "articles", articles.articles
    yield "difference", lambda text: difference.marked(text, text[1:] + "一")
    yield "pinyin", lambda text: pinyin.syllables(text, (("一", ("yi",)), ("人民", ("ren", "min"))))
    yield "beginning", lambda text: beginnings.misbegun(f"name: {text}")
    yield "quote", lambda text: (beginnings.closing_quote(f'"{text}'), beginnings.closing_quote(f"'{text}"))
    yield "days", lambda text: (day_words.festivals(text), day_words.last_date(text))
    yield "number", lambda text: written.number_of("户", "平方米")(text, written.Known())
    yield "buildings", lambda text: written.buildings(text, written.Known())
    yield "line of a ledger", lambda text: history.values(f"  - {{{text}")
    yield "page", lambda text: list(find_personal_data_in_file("x.html", html.escape(text).encode()))


UNITS = (
    *"[(<>&*_`|#-=~:{一人13 \n",
    "<!--",
    "[a](",
    "![",
    "13-",
    "1 ",
    "1\n",
    "> ",
    "- ",
    "1. ",
    "第一条",
    "居民12号301室",
    "生于",
)


@pytest.mark.parametrize(("name", "read"), [*readers()], ids=lambda each: each if isinstance(each, str) else "")
def test_no_reader_takes_long(name: str, read: Callable[[str], object]) -> None:
    for unit in UNITS:
        begun = time.perf_counter()
        read((unit * LENGTH)[:LENGTH])
        took = time.perf_counter() - begun
        assert took < 2 * SECONDS, f"{name}: {took:.1f} s for {unit!r}"
