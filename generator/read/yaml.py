"""YAML text → nested dicts, lists and texts, with the place of each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.problem import HandbookError, Location, Problem
from generator.problem import Path as ValuePath
from generator.read.listing import owner
from generator.read.mistakes import syntax_problem

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
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""What no text needs: signs that end lines, move a terminal's cursor, or turn the direction of reading."""

TOO_DEEP = ("D004", "括号或缩进套得太深", f"最多套 {DEEPEST} 层；看看是不是多打了括号")
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
    return NodeReader(file).value(compose(decode(raw, file), file))


def raw_bytes(path: Path, file: str, largest: int = LARGEST) -> bytes:
    """Return a file's bytes. Raises HandbookError where it is not there, or too large to be a handbook's."""
    if not path.is_file():
        hint = "新建这个文件；可以照别的居委会文件夹里的同名文件写" if owner(file) else "新建这个文件"
        raise complaint(Location(file), "D034", "没有这个文件", hint)
    if path.stat().st_size > largest:
        hint = "手册的数据文件只有几千字；看看是不是放错了文件"
        raise complaint(Location(file), "D001", f"文件太大，超过了 {largest // 1_000_000} MB", hint)
    return path.read_bytes()


def decode(raw: bytes, file: str) -> str:
    """Return a file's text, its lines ended as on Unix. Raises HandbookError where it is no UTF-8, or holds control
    characters.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise complaint(
            Location(file, line), "D002", "文件不是 UTF-8 编码", "在编辑器里选“另存为”，编码选 UTF-8，再保存"
        ) from None
    text = text.replace("\r\n", "\n")
    for number, content in enumerate(text.split("\n"), 1):
        if control := CONTROL.search(content):
            place = Location(file, number, control.start() + 1)
            raise complaint(place, "D002", unseen(control[0]), "删掉这个字符，重新输入这一行")
    return text


def unseen(character: str) -> str:
    """Return what is said of a control character."""
    return f"有看不见的控制字符（U+{ord(character):04X}）"


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


class NodeReader:
    """Reads the nodes of one file as plain values, and notes where each value stands.

    `marks` are the places of values, `keys` those of their keys, `blanks` the paths of keys without a value.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[ValuePath, tuple[int, int]] = {}
        self.keys: dict[ValuePath, tuple[int, int]] = {}
        self.blanks: set[ValuePath] = set()
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
        if len(path) >= DEEPEST and not isinstance(node, yaml.ScalarNode):
            raise complaint(Location(self.file, *self.marks[path]), *TOO_DEEP)
        self.refuse_tag(node)
        if not isinstance(node, yaml.ScalarNode) and len(node.value) > MOST[type(node)]:
            message = f"这里有{len(node.value)}项，太多了"
            raise complaint(Location(self.file, *self.marks[path]), "D015", message, "看看是不是放错了文件")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if control := CONTROL.search(node.value):
            # written as "\\e" in double quotes, where the check of the bare file cannot see it
            self.report(path, "D002", unseen(control[0]), "去掉双引号里“\\”开头的这几个字符")
        return node.value

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
        for key, value in node.value:
            place = (key.start_mark.line + 1, key.start_mark.column + 1)
            self.refuse_tag(key)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(Location(self.file, *place), "D010", "冒号前面应当是一个词"))
                continue
            here = (*path, key.value)
            if here in self.keys:
                first = self.keys[here][0]
                hint = f"第 {first} 行已经写过，留下对的那一行"
                self.problems.append(Problem(Location(self.file, *place), "D008", f"“{key.value}”写了两次", hint))
                continue
            self.keys[here] = place
            if isinstance(value, yaml.ScalarNode) and value.value.strip() == "":
                self.refuse_tag(value)
                self.marks[here] = place
                self.blanks.add(here)
            else:
                values[key.value] = self.value(value, here)
        return values
