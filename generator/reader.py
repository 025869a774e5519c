"""YAML text → frozen facts, saying in plain words where it does not fit."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model import Record
from generator.problem import HandbookError, Key, Location, Problem, Source
from generator.problem import Path as ValuePath

LARGEST = 1_000_000
DEEPEST = 20
PLAIN_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
MANY = 100
FAR_RIGHT = re.compile(r"^[ \t?-]{100}", re.MULTILINE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
TOO_DEEP = ("D004", "括号或缩进套得太深", f"最多套 {DEEPEST} 层；看看是不是多打了括号")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)

R = TypeVar("R", bound=Record)
Mistakes = tuple[tuple[re.Pattern[str], str, str], ...]


class PlainLoader(yaml.CBaseLoader):
    """PyYAML's, without its search for the type of a scalar: all of ours are text."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag of a node that has none of its own."""
        return PLAIN_TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a node stood."""


class FrontMatter(NamedTuple):
    """A text's front matter, the Markdown below it, and the line on which that begins."""

    yaml: str
    body: str
    body_line: int


def read(raw: bytes, file: str, kind: type[R]) -> R:
    """The record of a YAML file. `file` is its path in messages. Raises HandbookError with all its problems."""
    return record(decode(raw, file), file, kind)


def read_text(raw: bytes, file: str, kind: type[R]) -> tuple[R, str]:
    """The front matter of a Markdown file, and its body. Raises HandbookError with all its problems."""
    parts = split(decode(raw, file), file)
    found = record(parts.yaml, file, kind, parts.body_line)
    return found, parts.body


def tree(raw: bytes, file: str) -> Any:
    """A YAML file as nested dicts, lists and texts, for values that no model describes."""
    return Reading(file).data(compose(decode(raw, file), file))


def raw_bytes(path: Path, file: str) -> bytes:
    """A file's bytes. Raises HandbookError where it is not there, or too large to be a handbook's."""
    if not path.is_file():
        hint = (
            "新建这个文件；可以照别的居委会文件夹里的同名文件写" if file.startswith("committees/") else "新建这个文件"
        )
        raise complaint(Location(file), "D034", "没有这个文件", hint)
    if path.stat().st_size > LARGEST:
        raise complaint(
            Location(file), "D001", "文件太大，超过了 1 MB", "手册的数据文件只有几千字；看看是不是放错了文件"
        )
    return path.read_bytes()


def decode(raw: bytes, file: str) -> str:
    """A file's text. Raises HandbookError where it is no UTF-8, or holds control characters."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise complaint(
            Location(file, line), "D002", "文件不是 UTF-8 编码", "在编辑器里选“另存为”，编码选 UTF-8，再保存"
        ) from None
    text = text.replace("\r\n", "\n")
    for number, content in enumerate(text.split("\n"), 1):
        if found := CONTROL.search(content):
            place = Location(file, number, found.start() + 1)
            raise complaint(
                place, "D002", f"有看不见的控制字符（U+{ord(found[0]):04X}）", "删掉这个字符，重新输入这一行"
            )
    return text


def split(text: str, file: str) -> FrontMatter:
    """Front matter and body of a Markdown text. Raises HandbookError where there is no front matter."""
    found = FRONT_MATTER.match(text)
    if not found:
        raise complaint(
            Location(file),
            "D003",
            "文件开头没有成对的“---”",
            "第一行写 ---，下面写各项内容，再写一行 ---，然后才是正文",
        )
    # the line of dashes stays in front, so that PyYAML counts lines as the author does
    return FrontMatter("---\n" + found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1)


def record(text: str, file: str, kind: type[R], body_line: int = 1) -> R:
    """YAML text as a record that knows where its values stand. Raises HandbookError with all its problems."""
    reading = Reading(file)
    data = reading.data(compose(text, file))
    source = Source(file, reading.marks, reading.keys, body_line)
    if not isinstance(data, dict):
        raise complaint(Location(file), "D010", "文件里应当是一行行的“键: 值”", "例如 name: 蓝天二村")
    try:
        found = kind.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        reading.problems += [explain(d, kind, source, reading.blanks) for d in details if not echo(d, details)]
    if reading.problems:
        raise HandbookError(reading.problems)
    return found.placed(source)


def complaint(place: Location, rule: str, message: str, hint: str = "") -> HandbookError:
    """One problem as an error to raise."""
    return HandbookError([Problem(place, rule, message, hint)])


# --- YAML nodes ------------------------------------------------------------------------------------------------------


def compose(text: str, file: str) -> yaml.Node | None:
    """The root node of a YAML text. Raises HandbookError for what YAML cannot read, and for anchors and depth."""
    try:
        if suspicious(text):
            refuse_anchors_and_depth(text, file)
        node: yaml.Node | None = yaml.compose(text, Loader=PlainLoader)
        return node
    except yaml.MarkedYAMLError as error:
        raise HandbookError([syntax_problem(error, text.split("\n"), file)]) from None


def suspicious(text: str) -> bool:
    """Whether a text could hold an anchor, or be nested so deep that building it would exhaust the stack.

    Most texts could not, and are parsed once. No bracket is taken to close another, since it may stand in a comment;
    outside brackets, each level begins further to the right than the one above.
    """
    return "&" in text or "*" in text or text.count("[") + text.count("{") > MANY or bool(FAR_RIGHT.search(text))


def refuse_anchors_and_depth(text: str, file: str) -> None:
    """Look at the events before anything is built from them: an alias of an alias grows without end."""
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


def syntax_problem(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """PyYAML's complaint in the author's words, judged by what stands in the lines it names."""
    at = error.problem_mark or error.context_mark
    begun = error.context_mark or at
    assert at and begun  # PyYAML marks every error it finds in a text
    told = f"{error.context} {error.problem}"
    where = {"at": (min(at.line, len(lines) - 1), at.column), "begun": (min(begun.line, len(lines) - 1), begun.column)}
    for words, end, message, hint in SURE_MISTAKES:
        if words in told:
            return _syntax(file, *where[end], message, hint)
    for number in (line for line in (where["at"][0] - 1, where["at"][0]) if "block" in told and line >= 0):
        if lines[number].count('"') % 2:
            return _syntax(file, number, lines[number].index('"'), *OPEN_QUOTE)
    for number, mistakes in suspects(told, where["at"][0], where["begun"][0]):
        for pattern, message, hint in mistakes:
            if found := pattern.search(lines[number]):
                return _syntax(file, number, found.start(1), message, hint)
    for words, end, message, hint in LIKELY_MISTAKES:
        if words in told:
            return _syntax(file, *where[end], message, hint)
    hint = "看看冒号、引号、括号和缩进；值里有冒号时，整个值加上英文双引号"
    return _syntax(file, *where["at"], "这里的写法不合 YAML 格式", hint)


def suspects(told: str, at: int, begun: int) -> list[tuple[int, Mistakes]]:
    """The lines that may hold the mistake, numbered from 0, the likeliest first, and which mistakes they may hold.

    Where lines do not align, the one above is innocent, unless its English key lacks a colon.
    """
    if "simple key" in told:
        return [(begun, LINE_MISTAKES), (at, LINE_MISTAKES)]
    above = KEY_MISTAKES if "block" in told else LINE_MISTAKES
    return [(at - 1, above), (at, LINE_MISTAKES)] if at else [(at, LINE_MISTAKES)]


def _syntax(file: str, line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(Location(file, line + 1, column + 1), "D006", message, hint)


class Reading:
    """One pass over the nodes of a file, which notes where each value stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[ValuePath, tuple[int, int]] = {}
        self.keys: dict[ValuePath, tuple[int, int]] = {}
        self.blanks: set[ValuePath] = set()
        self.problems: list[Problem] = []

    def report(self, path: ValuePath, rule: str, message: str, hint: str = "") -> None:
        """Note what is wrong with the value at `path`."""
        self.problems.append(Problem(Location(self.file, *self.marks.get(path, (1, 1))), rule, message, hint))

    def data(self, node: yaml.Node | None, path: ValuePath = ()) -> Any:
        """The node as nested dicts, lists and texts; scalars are text whatever they look like."""
        if node is None:
            return None
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if len(path) >= DEEPEST and not isinstance(node, yaml.ScalarNode):
            raise complaint(Location(self.file, *self.marks[path]), *TOO_DEEP)
        if node.tag != PLAIN_TAGS[type(node)]:
            self.report(path, "D007", f"这里不能用“{node.tag}”这样的标签", "去掉感叹号和它后面的词")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.data(item, (*path, index)) for index, item in enumerate(node.value)]
        return node.value

    def mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
        """A mapping as a dict, without the keys that are blank, which are remembered, or there twice."""
        found: dict[str, Any] = {}
        for key, value in node.value:
            place = (key.start_mark.line + 1, key.start_mark.column + 1)
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
                self.marks[here] = place
                self.blanks.add(here)
            else:
                found[key.value] = self.data(value, here)
        return found


# --- what does not fit -----------------------------------------------------------------------------------------------


def echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is called too short only because its items were refused."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(d["loc"][: len(place)] == place != d["loc"] for d in details)


def explain(detail: ErrorDetails, kind: type[Record], source: Source, blanks: set[ValuePath]) -> Problem:
    """A validation error, known by its type and never by its English, as a problem at its place."""
    path: ValuePath = detail["loc"]
    name = str(path[-1]) if path else ""
    context = detail.get("ctx", {})
    if detail["type"] == "missing":
        if path in blanks:
            return Problem(source.key(*path), "D011", f"“{name}”是空的", "在冒号后面写上内容")
        return Problem(source.at(*path[:-1]), "D011", f"缺少“{name}”", f"加一行“{name}: …”")
    if detail["type"] == "extra_forbidden":
        return Problem(source.key(*path), "D012", f"不认识“{name}”", did_you_mean(name, fields_at(kind, path[:-1])))
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        choices = literal_choices(kind, path)
        message = f"“{detail['input']}”不在可选范围内：{'、'.join(choices)}"
        return Problem(source.at(*path), "D013", message, did_you_mean(str(detail["input"]), choices))
    if detail["type"] == "scalar":
        return Problem(source.at(*path), "D014", f"应当是{context['expected']}", f"这里写的是“{detail['input']}”")
    if detail["type"] == "too_short":
        return Problem(source.at(*path), "D015", f"“{name}”至少要有 {context['min_length']} 项")
    if detail["type"] == "too_long":
        return Problem(source.at(*path), "D015", f"“{name}”最多 {context['max_length']} 项")
    message, hint = SHAPES.get(detail["type"], ("应当是一个值，不是一组", "写成“键: 值”，值写在冒号后面"))
    return Problem(source.at(*path), "D010", message, hint)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A hint that names the nearest of the choices, or all of them."""
    known = list(choices)
    if near := difflib.get_close_matches(word, known, 1, 0.5):
        return f"是不是想写“{near[0]}”？"
    return f"这里可以写：{'、'.join(known)}" if known else ""


def fields_at(kind: Any, path: tuple[Key, ...]) -> list[str]:
    """The field names of the model that stands at `path` below `kind`."""
    model = annotation_at(kind, path)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def literal_choices(kind: Any, path: tuple[Key, ...]) -> list[str]:
    """The words that may stand at `path` below `kind`."""
    return [str(choice) for choice in get_args(annotation_at(kind, path))]


def annotation_at(kind: Any, path: tuple[Key, ...]) -> Any:
    """The type that stands at `path` below `kind`: fields by name, items of a tuple by number."""
    for key in path:
        kind = plain(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            kind = field.annotation if field else None
        else:
            arguments = [argument for argument in get_args(kind) if argument is not Ellipsis]
            kind = arguments[-1] if arguments else None
    return plain(kind)


def plain(kind: Any) -> Any:
    """A type without its `| None`."""
    if get_origin(kind) in (Union, types.UnionType):
        return next((argument for argument in get_args(kind) if argument is not type(None)), None)
    return kind


SHAPES = {
    "string_too_short": ("这里是空的", "写上内容，或删掉这一行"),
    "tuple_type": ("应当是列表，每行以“- ”开头", "短横后面空一格，再写内容"),
    "model_type": ("应当是一组“键: 值”", "每行一个键，冒号后面空一格"),
    "dict_type": ("应当是一组“键: 值”", "每行一个键，冒号后面空一格"),
}

OPEN_QUOTE = ("引号没有收尾", "在值的末尾补上同样的引号")
ASKEW = "这一行和上面的对不齐"
QUOTE_IT = "整个值加上英文双引号"

SURE_MISTAKES = (
    ("unknown escape", "at", "双引号里的“\\”有特别的意思", "去掉“\\”，或换成英文单引号"),
    ("quoted scalar", "begun", *OPEN_QUOTE),
    ("flow sequence", "begun", "方括号没有收尾", f"补上“]”；如果是文字，{QUOTE_IT}"),
    ("flow mapping", "begun", "花括号没有收尾", f"补上“}}”；如果是文字，{QUOTE_IT}"),
    ("expected a single document", "at", "一个文件里有两份内容（第二个“---”）", "删掉“---”，或分成两个文件"),
)
"""What PyYAML's words leave no doubt about: the words, which of its two marks names the place, message and hint."""

LINE_MISTAKES = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"^ *(\t)", "缩进用了 Tab 键", "把 Tab 换成空格，每层两个"),
        (r"^[^\"'#]*?: *([@`])", "值不能以 @ 或 ` 开头", QUOTE_IT),
        (r"^ *(?:- )?[^\s:\"'#]+(：)(?!.*: )", "冒号是中文的“：”", "改成英文冒号“:”，后面空一格"),
        (r"^ *(?:- )?[A-Za-z_]+(:)[^\s:]", "冒号后面少一个空格", "写成“键: 值”"),
        (r"^ *(?:- )?[A-Za-z_]+: +[^\"'\[{|>\s][^\"']*?(: )", "值里面又有一个冒号加空格", QUOTE_IT),
    )
)
"""What can be seen in a line: a pattern whose first group is the place, message and hint."""

KEY_MISTAKES = (
    (re.compile(r"^ *(?:- )?[A-Za-z_]+(：)"), *LINE_MISTAKES[2][1:]),
    (re.compile(r"^ *(?:- )?[A-Za-z_]+(:)[^\s:/]"), *LINE_MISTAKES[3][1:]),
)
"""What can be seen in a line that has an English key for certain."""

LIKELY_MISTAKES = (
    ("simple key", "begun", "这一行没有英文冒号", "写成“键: 值”，冒号后面空一格"),
    ("alias", "begun", "值不能以 * 开头", QUOTE_IT),
    ("anchor", "begun", "值不能以 & 开头", QUOTE_IT),
    ("block mapping", "at", ASKEW, "同一组的键从同一列开始，用空格对齐"),
    ("block collection", "at", ASKEW, "同一组的“- ”从同一列开始，用空格对齐"),
    ("mapping values", "at", ASKEW, "同一组的键从同一列开始，用空格对齐"),
)
"""What it is where no line shows more."""
