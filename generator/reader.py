"""YAML text → frozen facts, saying in plain words where it does not fit."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterator
from itertools import accumulate
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
PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
BRACKET = re.compile(r"[\[\]{}]")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)

R = TypeVar("R", bound=Record)


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
    for number, content in enumerate(text.splitlines(), 1):
        if found := re.search(r"[\x00-\x08\x0b-\x1f\x7f\u0085\ufffe\uffff]", content):
            place = Location(file, number, found.start() + 1)
            raise complaint(
                place, "D002", f"有看不见的控制字符（U+{ord(found[0]):04X}）", "删掉这个字符，重新输入这一行"
            )
    return text.replace("\r\n", "\n")


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
    return HandbookError([Problem(place, rule, message, hint)])


# --- YAML nodes ------------------------------------------------------------------------------------------------------


def compose(text: str, file: str) -> yaml.Node | None:
    """The root node of a YAML text. Raises HandbookError for what YAML cannot read, and for anchors and depth."""
    try:
        if any(sign in text for sign in SUSPICIOUS) or bracket_depth(text) > DEEPEST:
            refuse_anchors_and_depth(text, file)
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CBaseLoader)
        return node
    except yaml.MarkedYAMLError as error:
        raise HandbookError([syntax_problem(error, text.split("\n"), file)]) from None


def bracket_depth(text: str) -> int:
    """How deep brackets are nested at the most, those within quotes counted too."""
    return max(accumulate((1 if sign in "[{" else -1 for sign in BRACKET.findall(text)), initial=0))


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
            raise complaint(place, "D004", "括号或缩进套得太深", f"最多套 {DEEPEST} 层；看看是不是多打了括号")


def syntax_problem(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """PyYAML's complaint in the author's words, judged by what stands in the lines it names."""
    problem_at = error.problem_mark or error.context_mark
    begun_at = error.context_mark or problem_at
    assert problem_at and begun_at  # PyYAML marks every error it finds in a text
    line, first = min(problem_at.line, len(lines) - 1), min(begun_at.line, len(lines) - 1)
    for number in range(max(first - 1, 0), line + 1):
        for pattern, message, hint in LINE_MISTAKES:
            if found := re.search(pattern, lines[number]):
                return Problem(Location(file, number + 1, found.start(1) + 1), "D006", message, hint)
    for word, message, hint in CONTEXT_MISTAKES:
        if word in f"{error.context} {error.problem}":
            return Problem(Location(file, first + 1, begun_at.column + 1), "D006", message, hint)
    place = Location(file, line + 1, problem_at.column + 1)
    return Problem(
        place, "D006", "这里的写法不合 YAML 格式", "看看冒号、引号、括号和缩进；值里有冒号时，整个值加上英文双引号"
    )


class Reading:
    """One pass over the nodes of a file, which notes where each value stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[ValuePath, tuple[int, int]] = {}
        self.keys: dict[ValuePath, tuple[int, int]] = {}
        self.blanks: set[ValuePath] = set()
        self.problems: list[Problem] = []

    def report(self, path: ValuePath, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(Location(self.file, *self.marks.get(path, (1, 1))), rule, message, hint))

    def data(self, node: yaml.Node | None, path: ValuePath = ()) -> Any:
        """The node as nested dicts, lists and texts; scalars are text whatever they look like."""
        if node is None:
            return None
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if node.tag not in PLAIN_TAGS:
            self.report(path, "D007", f"这里不能用“{node.tag}”这样的标签", "去掉感叹号和它后面的词")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.data(item, (*path, index)) for index, item in enumerate(node.value)]
        return node.value

    def mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
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
    if detail["type"] == "literal_error":
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


def did_you_mean(word: str, choices: Iterator[str] | list[str]) -> str:
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
    "tuple_type": ("应当是列表，每行以“- ”开头", "短横后面空一格，再写内容"),
    "model_type": ("应当是一组“键: 值”", "每行一个键，冒号后面空一格"),
    "mapping_type": ("应当是一组“键: 值”", "每行一个键，冒号后面空一格"),
}

SUSPICIOUS = ("&", "*", " " * 41, "- - - ", "? ? ? ", "- ? ", "? - ")
"""What a text with anchors, or nested very deep, cannot do without; most texts have none and are parsed once."""

LINE_MISTAKES = (
    (r"^ *(\t)", "缩进用了 Tab 键", "把 Tab 换成空格，每层两个"),
    (r"^[^\"'#]*?: *([@`])", "值不能以 @ 或 ` 开头", "整个值加上英文双引号"),
    (r"^ *(?:- )?[^\s:\"'#]+(：)(?!.*: )", "冒号是中文的“：”", "改成英文冒号“:”，后面空一格"),
    (r"^ *(?:- )?[A-Za-z_]+(:)[^\s:]", "冒号后面少一个空格", "写成“键: 值”"),
    (r"^ *(?:- )?[A-Za-z_]+: +[^\"'\[{|>\s][^\"']*?(: )", "值里面又有一个冒号加空格", "整个值加上英文双引号"),
)

CONTEXT_MISTAKES = (
    ("quoted scalar", "引号没有收尾", "在值的末尾补上同样的引号"),
    ("flow sequence", "方括号没有收尾", "补上“]”；如果是文字，整个值加上英文双引号"),
    ("flow mapping", "花括号没有收尾", "补上“}”；如果是文字，整个值加上英文双引号"),
    ("alias", "值不能以 * 开头", "整个值加上英文双引号"),
    ("anchor", "值不能以 & 开头", "整个值加上英文双引号"),
    ("expected a single document", "一个文件里有两份内容（第二个“---”）", "删掉“---”，或分成两个文件"),
    ("block mapping", "这一行和上面的对不齐", "同一组的键从同一列开始，用空格对齐"),
    ("block collection", "这一行和上面的对不齐", "同一组的“- ”从同一列开始，用空格对齐"),
)
