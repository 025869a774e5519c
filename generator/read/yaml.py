"""YAML text → nested dicts, lists and texts, with the place of each."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.disk import reading
from generator.problem import HandbookError, Location, Problem
from generator.problem import Path as ValuePath
from generator.read.comments import quoted, shortened
from generator.read.folding import folded
from generator.read.listing import owner
from generator.read.mistakes import syntax_problem
from generator.read.signs import CONTROL, EDGES, INVISIBLE, as_meant, control, spoilt
from generator.read.strays import beside

LARGEST = 1_000_000
"""How many bytes a file may have."""

DEEPEST = 20
"""How deep values may be nested."""

PLAIN_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
MOST: dict[type[yaml.Node], int] = {yaml.SequenceNode: 50_000, yaml.MappingNode: 1000}
"""How many values a list and a group can have, whatever they are; the models know what is sensible where."""

MOST_ITEMS = 150_000
"""Of lines and commas of a file together; a ledger of a megabyte has 100,000, anything else a few hundred."""

MANY_BRACKETS = 100
FAR_RIGHT = re.compile(r"^[ \t?-]{100}", re.MULTILINE)
TOO_DEEP = ("D004", "括号或缩进套得太深", f"最多套 {DEEPEST} 层；看看是不是多打了括号")
LONGEST_SHOWN = 60
"""Characters of a list or a group in brackets that are shown again."""

IN_CHINESE_QUOTES = re.compile(r"“[^“”]+”|‘[^‘’]+’|＂[^＂]+＂|”[^“”]+”", re.DOTALL)
"""A value that somebody put into quotes, with the quotes that Chinese is typed with."""

HALF_QUOTED = re.compile(r"“[^”]*|[^“”]*[^“”0-9]”", re.DOTALL)
"""A value that begins with a quotation mark never closed, or ends with one never opened; 10” is inches."""

WIDE_COLON, VALUE_BEGINS = re.compile("[：﹕︰]"), re.compile(r": |[{\[]")
TABS = re.compile("\t")
"""What a cell of a spreadsheet holds now and then; a blank to everybody who reads it."""

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


class PlainLoader(yaml.CBaseLoader):
    """PyYAML's, without its search for the type of a scalar: all of ours are text."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node that has none of its own."""
        return PLAIN_TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Do nothing: no tag depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Do nothing: no tag depends on where a node stood."""


class FrontMatter(NamedTuple):
    """A text's front matter, the Markdown below it, and the line on which that begins."""

    yaml: str
    body: str
    body_line: int


def tree(raw: bytes, file: str) -> Any:
    """Return a YAML file as nested dicts, lists and texts, for values that no model describes. Raises HandbookError."""
    text = decode(raw, file)
    return NodeReader(file, text).value(compose(text, file))


def raw_bytes(path: Path, file: str, largest: int = LARGEST) -> bytes:
    """Return a file's bytes. Raises HandbookError where it is none, cannot be read, or is larger than a handbook's."""
    try:
        return reading.read(path, largest)
    except reading.NotAFile:
        message, hint = "这里的不是文件（是文件夹、管道或设备）", "把它移到别处，再放真的文件"
    except reading.TooLarge:
        hint = "手册的数据文件只有几千字；看看是不是放错了文件"
        raise complaint(Location(file), "D001", f"文件太大，超过了 {largest // 1_000_000} MB", hint) from None
    except OSError as error:
        if error.errno in UNREADABLE:
            message = "这个文件打不开"
            hint = "用着它的程序（Word、WPS、Excel）关掉再试；还是不行，多半是没有读的权限，请管这台电脑的人看看"
        else:
            as_others = "新建这个文件；可以照别的居委会文件夹里的同名文件写" if owner(file) else "新建这个文件"
            message, hint = "没有这个文件", beside(path) or as_others
    raise complaint(Location(file), "D034", message, hint)


UNREADABLE = (errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE)
"""What the system answers where a file is there and is not to be had."""


def decode(raw: bytes, file: str, verbatim: bool = False) -> str:
    """Return a file's text, its lines ended as on Unix and, unless `verbatim`, lookalikes read as what they look like.

    Raises HandbookError where it is no UTF-8, or holds control characters, invisible ones or parts of characters.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise complaint(
            Location(file, line), "D002", "文件不是 UTF-8 编码", "在编辑器里选“另存为”，编码选 UTF-8，再保存"
        ) from None
    text = text.replace("\r\n", "\n")
    text = text if verbatim else as_meant(text)
    if problems := list(spoilt(text, file)):
        raise HandbookError(problems)
    return text


def split_front_matter(text: str, file: str) -> FrontMatter:
    """Return the front matter and the body of a Markdown text. Raises HandbookError where it has no front matter."""
    front = FRONT_MATTER.match(text)
    if not front:
        raise complaint(
            Location(file),
            "D003",
            "文件开头没有成对的“---”",
            "第一行写 ---，下面写各项内容，再写一行 ---，然后才是正文",
        )
    # the line of dashes stays in front, so that PyYAML counts lines as the author does
    return FrontMatter("---\n" + front[1], text[front.end() :], text.count("\n", 0, front.end()) + 1)


def complaint(place: Location, rule: str, message: str, hint: str = "") -> HandbookError:
    """Return one problem as an error to raise."""
    return HandbookError([Problem(place, rule, message, hint)])


def compose(text: str, file: str) -> yaml.Node | None:
    """Return the root node of a YAML text. Raises HandbookError for what YAML cannot read, anchors and depth."""
    if text.count("\n") + text.count(",") > MOST_ITEMS:
        hint = "手册的数据文件只有几千行；看看是不是放错了文件"
        raise complaint(Location(file), "D001", f"文件里的行和逗号超过了 {MOST_ITEMS} 个", hint)
    try:
        if may_hold_anchors_or_depth(text):
            refuse_anchors_and_depth(text, file)
        node: yaml.Node | None = yaml.compose(text, Loader=PlainLoader)
        return node
    except yaml.MarkedYAMLError as error:
        raise HandbookError([syntax_problem(error, text.split("\n"), file)]) from None


def may_hold_anchors_or_depth(text: str) -> bool:
    """Tell whether a text could hold an anchor, or be nested so deep that building it would exhaust the stack.

    Most texts could not, and are parsed once. No bracket is taken to close another, since it may stand in a comment;
    outside brackets, each level begins further to the right than the one above.
    """
    return (
        "&" in text or "*" in text or text.count("[") + text.count("{") > MANY_BRACKETS or bool(FAR_RIGHT.search(text))
    )


def refuse_anchors_and_depth(text: str, file: str) -> None:
    """Raise HandbookError for an anchor, an alias or a value nested too deep, before anything is built from the text.

    An alias of an alias grows without end, in memory and in time.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        assert event.start_mark
        place = Location(file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise complaint(
                place, "D005", "这里不能用 & 和 *（锚点）", "把内容原样再写一遍；如果是文字，整个值加上英文双引号"
            )
        if depth > DEEPEST:
            raise complaint(place, *TOO_DEEP)


def no_words(path: ValuePath) -> Mapping[str, str]:
    """Return that a group has no keys with names in Chinese."""
    return {}


def is_one_line(value: yaml.Node, group: yaml.Node) -> bool:
    """Tell whether a text ends on the line on which the group that it is in begins."""
    line = value.end_mark.line
    return isinstance(value, yaml.ScalarNode) and bool(value.value) and line == group.start_mark.line


class NodeReader:
    """Reads the nodes of one file as plain values, and notes where each value stands.

    `text` is what they were made from; `words` gives the keys of a group by their Chinese names. `marks` are
    the places of values, `keys` those of their keys, `blanks` the paths of keys without a value. `bracketed` are lists
    and groups in brackets as they are written, and groups of one key on one line, which `- 第一步: 带身份证` is;
    `broken` the paths of values about which all is said, `astray` the keys that stand where they do not belong,
    `chinese` whether any key is written in Chinese.
    """

    def __init__(
        self,
        file: str,
        text: str,
        words: Callable[[ValuePath], Mapping[str, str]] = no_words,
        verbatim: bool = False,
    ) -> None:
        self.file = file
        self.verbatim = verbatim
        self.text = text
        self.words = words
        self.marks: dict[ValuePath, tuple[int, int]] = {}
        self.keys: dict[ValuePath, tuple[int, int]] = {}
        self.blanks: set[ValuePath] = set()
        self.bracketed: dict[ValuePath, str] = {}
        self.broken: set[ValuePath] = set()
        self.astray: set[str] = set()
        self.chinese = False
        self.problems: list[Problem] = []

    def report(self, path: ValuePath, rule: str, message: str, hint: str = "") -> None:
        """Note what is wrong with the value at `path`."""
        self.problems.append(Problem(Location(self.file, *self.marks.get(path, (1, 1))), rule, message, hint))

    def value(self, node: yaml.Node | None, path: ValuePath = ()) -> Any:
        """Return the node as nested dicts, lists and texts; scalars are text whatever they look like.

        Raises HandbookError where it is nested too deep, or far too long.
        """
        if node is None:
            return None
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            self.refuse_tag(node)
            return self.scalar(node, path)
        if len(path) >= DEEPEST:
            raise complaint(Location(self.file, *self.marks[path]), *TOO_DEEP)
        self.refuse_tag(node)
        if len(node.value) > MOST[type(node)]:
            message = f"这里有{len(node.value)}项，太多了"
            raise complaint(Location(self.file, *self.marks[path]), "D015", message, "看看是不是放错了文件")
        assert isinstance(node, yaml.CollectionNode)
        if node.flow_style and node.end_mark.index - node.start_mark.index <= LONGEST_SHOWN:
            self.bracketed[path] = self.text[node.start_mark.index : node.end_mark.index]
        elif isinstance(node, yaml.MappingNode) and len(node.value) == 1 and is_one_line(node.value[0][1], node):
            self.bracketed[path] = self.text[node.start_mark.index : node.value[0][1].end_mark.index]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]

    def scalar(self, node: yaml.ScalarNode, path: ValuePath) -> str:
        """Return the text of a node as it is meant: its lines joined, without blanks around it."""
        if sign := CONTROL.search(node.value) or INVISIBLE.search(node.value):
            # written as "\\e" in double quotes, where the check of the bare file cannot see it
            self.report(path, "D002", control(sign[0]), "去掉双引号里“\\”开头的这几个字符")
        value = folded(node, self.text, PlainLoader)
        if not node.style and IN_CHINESE_QUOTES.fullmatch(value):
            self.report_quotes(value, path)
        if self.verbatim:
            return value
        if HALF_QUOTED.fullmatch(value.strip()):
            missing, there = ("后", "“") if value.strip()[0] == "“" else ("前", "”")
            self.report(path, "D006", f"“{there}”没有成对：{shortened(value)}", f"去掉，或在{missing}面补上另一半")
            self.broken.add(path)
        value = TABS.sub(" ", value)
        return value if node.style == "|" else value.strip(EDGES)

    def report_quotes(self, value: str, path: ValuePath) -> None:
        """Note that the value at `path` is in Chinese quotes, which would be printed."""
        self.report(path, "D006", f"外面的中文引号会照样印出来：{shortened(value)}", printed_quotes(value))
        self.broken.add(path)

    def refuse_tag(self, node: yaml.Node) -> None:
        """Note that a node has a tag: other readers of YAML run programs for some."""
        if node.tag != PLAIN_TAGS[type(node)]:
            place = Location(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"这里不能用“{tag}”这样的标签"
            self.problems.append(Problem(place, "D007", message, "去掉感叹号和它后面的词"))

    def mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
        """Return a mapping as a dict, without the keys that are blank, which are remembered, or there twice."""
        values: dict[str, Any] = {}
        words = self.words(path)
        alone = False
        for key, value in node.value:
            told, alone = alone, node.flow_style and stands_alone(key, value, self.text)
            place = (key.start_mark.line + 1, key.start_mark.column + 1)
            self.refuse_tag(key)
            if told and alone:
                continue  # the one before it told of all that follow
            if wrong := misplaced(key, value, node, self.text):
                self.problems.append(Problem(Location(self.file, *place), *wrong))
                if path:
                    self.broken.add(path)
                if isinstance(key, yaml.ScalarNode):
                    self.astray.add(key.value.strip(EDGES))
                continue
            written = key.value.strip(EDGES)
            name = words.get(written, written)
            self.chinese |= name != written
            if name.isascii() and name.lower() in words.values():
                name = name.lower()  # Word and WPS begin lines with a capital letter
            here = (*path, name)
            if here in self.keys:
                also = "" if written == name else f"（和“{name}”是同一项）"
                hint = f"第 {self.keys[here][0]} 行已经写过{also}，留下对的那一行"
                self.problems.append(Problem(Location(self.file, *place), "D008", f"“{written}”写了两次", hint))
                continue
            self.keys[here] = place
            if isinstance(value, yaml.ScalarNode) and value.value.strip() == "":
                self.refuse_tag(value)
                self.marks[here] = place
                self.blanks.add(here)
            else:
                values[name] = self.value(value, here)
        return values


def misplaced(key: yaml.Node, value: yaml.Node, group: yaml.MappingNode, text: str) -> tuple[str, str, str] | None:
    """Return the id, message and hint of what is wrong with a key of a group, before any model is asked; or None."""
    if not isinstance(key, yaml.ScalarNode):
        if text.startswith("{{", group.start_mark.index):
            whole = text[group.start_mark.index : group.end_mark.index]
            return "D006", "占位词开头的值要有引号", f"整个值加上英文双引号：{quoted(whole)}"
        return "D010", "冒号前面应当是一个词", ""
    if not key.style and key.value.startswith("\u3000"):
        return "D006", "缩进用了全角空格", "换成普通的空格，每层两个"
    if group.flow_style and stands_alone(key, value, text):
        return ("D006", *without_value(key, group, text))
    return None


def rest_of_value(key: yaml.ScalarNode, group: yaml.MappingNode, text: str) -> str:
    """Return a word in curly brackets that has no value, with those behind it that have none either."""
    end = key.end_mark.index
    behind = [pair for pair in group.value if pair[0].start_mark.index > end]
    for word, value in behind:
        if not stands_alone(word, value, text):
            break
        end = word.end_mark.index
    return text[key.start_mark.index : end]


def stands_alone(key: yaml.Node, value: yaml.Node, text: str) -> bool:
    """Tell whether a word in curly brackets has no value, since a comma or the end follows it."""
    return ":" not in text[key.end_mark.index : value.end_mark.index] and not value.value


def printed_quotes(value: str) -> str:
    """Return what to do about a value in Chinese quotes."""
    return f"不要引号就去掉；要印引号，外面再加英文双引号：{quoted(value)}"


def without_value(key: yaml.ScalarNode, group: yaml.MappingNode, text: str) -> tuple[str, str]:
    """Return what is said of a word in curly brackets that has no value, and what to do."""
    if WIDE_COLON.search(key.value):
        return "冒号是中文的“：”", "改成英文冒号“:”，后面空一格；逗号也用英文的"
    if ":" in key.value:
        return "冒号后面少一个空格", "写成“键: 值”"
    whole = text[group.start_mark.index : group.end_mark.index]
    if len(group.value) == 1:
        return f"花括号里没有“键: 值”，只有“{key.value}”", f"是文字，整个值加上英文双引号：{quoted(whole)}"
    before = text[max(0, key.start_mark.index - LONGEST_SHOWN) : key.start_mark.index]
    part = f"{VALUE_BEGINS.split(before)[-1].lstrip()}{rest_of_value(key, group, text)}"
    return f"英文逗号在这里断开，“{key.value}”成了没有值的键", f"是一个值，就加上英文双引号：{quoted(part)}"
