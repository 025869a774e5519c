"""Nested data → frozen facts, saying in plain words where it does not fit."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.facts import FIRST_DAY, FOREVER, LAST_DAY, Record
from generator.model.field_names import ENGLISH_ONLY, bilingual, fields_by_word, words_for
from generator.model.naming_keys import naming_keys
from generator.model.written import Known, plain
from generator.problem import HandbookError, Key, Location, Places, Problem, Source, did_you_mean, nearest
from generator.problem import Path as ValuePath
from generator.read.comments import cut_values
from generator.read.habits import AS_THEY_STAND, Habits, with_nothing_quoted, without_bounds
from generator.read.office_marks import advice
from generator.read.signs import BLANKS
from generator.read.yaml import NodeReader, complaint, compose, decode, split_front_matter

R = TypeVar("R", bound=Record)

BLANK_LINE = re.compile(r"^[ \t\u3000]+$", re.MULTILINE)
"""A line of blanks, which is empty to everybody; YAML would take those of full width for a word."""


class UnknownKeys(HandbookError):
    """A file has keys that nobody knows, and else is right: `record` is what it says without them.

    A key that is likely a misspelt one counts as that, so that nobody is told that its value is missing too. With the
    record other files can be checked all the same. `body` is the Markdown below it, if it is a front matter.
    """

    def __init__(self, problems: Iterable[Problem], record: Record, body: str = "") -> None:
        super().__init__(problems)
        self.record = record
        self.body = body


def read(raw: bytes, file: str, kind: type[R], area: str = "") -> R:
    """Return the record of a YAML file. `file` is its path in messages. Raises HandbookError with all its problems.

    `area` is the area code of the office's telephone, which numbers without one have too.
    """
    return record(decode(raw, file, kind in AS_THEY_STAND), file, kind, area=area)


def read_text(raw: bytes, file: str, kind: type[R], area: str = "") -> tuple[R, str]:
    """Return the front matter of a Markdown file as a record, and the Markdown below it. Raises HandbookError."""
    parts = split_front_matter(decode(raw, file), file)
    try:
        return record(parts.yaml, file, kind, parts.body_line, area), parts.body
    except UnknownKeys as error:
        raise UnknownKeys(error.problems, error.record, parts.body) from None


def record(text: str, file: str, kind: type[R], body_line: int = 1, area: str = "") -> R:
    """Return the record of a YAML text, which knows where its values stand. Raises HandbookError with its problems.

    `body_line` is the line on which the Markdown below a front matter begins, `area` the office's area code.
    """
    verbatim = kind in AS_THEY_STAND  # the seals of a ledger are of its very characters
    text, root = composed(text if verbatim else BLANK_LINE.sub("", text.translate(BLANKS)), file)
    reader = NodeReader(file, text, lambda path: words_at(kind, path), verbatim)
    data = reader.value(root)
    reader.problems += cut_values(text, root, file)
    if not isinstance(data, dict):
        raise complaint(Location(file), "D010", "文件里应当是一行行的“键: 值”", "例如 名称: 蓝天二村")
    habits, known = Habits(reader), Known(area, year_of(data))
    if not verbatim:
        habits.settle(data, kind)
    source = Source(file, Places.of(reader.marks, reader.keys), body_line, reader.chinese)
    try:
        facts = kind.model_validate(data, context=known)
    except ValidationError as error:
        details = error.errors(include_url=False)
        within = echoes(details)
        reader.problems += [
            with_advice(
                explain(detail, kind, source, {**dict.fromkeys(reader.blanks, ""), **habits.nothing}), detail, reader
            )
            for detail in details
            if (detail["type"] != "too_short" or detail["loc"] not in within) and not said(detail["loc"], reader)
        ]
        if all(detail["type"] == "extra_forbidden" for detail in details) and len(reader.problems) == len(details):
            every = [*reader.problems, *unknown_blanks(reader, kind, source)]
            with contextlib.suppress(ValidationError):  # a value may have been taken for another shape
                likely = meant(data, kind, [detail["loc"] for detail in details], known)
                raise UnknownKeys(every, likely.placed(source)) from None
    reader.problems += unknown_blanks(reader, kind, source)
    reader.problems = without_echoes(reader.problems)
    if reader.problems:
        raise HandbookError(reader.problems)
    return facts.placed(source)


def composed(text: str, file: str) -> tuple[str, Any]:
    """Return a YAML text and its root node; a bare dash for none, which is no YAML, is taken as one in quotes."""
    try:
        return text, compose(text, file)
    except HandbookError:
        if (quoted := with_nothing_quoted(text)) == text:
            raise
        return quoted, compose(quoted, file)


def year_of(data: dict[str, Any]) -> int | None:
    """Return the year that a file says it is of; None where it says none."""
    match = re.fullmatch("(20[0-9]{2})年?", plain(str(data.get("year", ""))))
    return int(match[1]) if match else None


def meant(data: dict[str, Any], kind: type[R], unknown: Collection[ValuePath], known: Known) -> R:
    """Return the record that was meant by data with unknown keys: each as the key that it is likely to be, or without.

    Raises ValidationError where that is none either.
    """
    left = lacking(data, unknown)
    for path in unknown:
        field = near_field(str(path[-1]), kind, path[:-1])
        if field and isinstance(group := value_at(left, path[:-1]), dict):
            group.setdefault(field, value_at(data, path))
    with contextlib.suppress(ValidationError):
        return kind.model_validate(left, context=known)
    return kind.model_validate(lacking(data, unknown), context=known)


def value_at(data: Any, path: ValuePath) -> Any:
    """Return the value at a path of nested data."""
    for key in path:
        data = data[key]
    return data


def lacking(data: Any, places: Collection[ValuePath]) -> Any:
    """Return nested data without the values at some places."""
    if not isinstance(data, dict | list):
        return data
    below: dict[Key, list[ValuePath]] = {}
    for first, *rest in places:
        below.setdefault(first, []).append(tuple(rest))
    items = data.items() if isinstance(data, dict) else enumerate(data)
    left = {key: lacking(value, below.get(key, ())) for key, value in items if () not in below.get(key, ())}
    return left if isinstance(data, dict) else list(left.values())


def echoes(details: list[ErrorDetails]) -> set[ValuePath]:
    """Return the places below which something else is wrong: a list there is too short only for its items' sake."""
    return {place[:length] for place in (detail["loc"] for detail in details) for length in range(len(place))}


def said(path: ValuePath, reader: NodeReader) -> bool:
    """Tell whether all is said already about a value, about a group that it is in, or about where its key stands."""
    astray = bool(path) and path[-1] in reader.astray
    return astray or any(path[:length] in reader.broken for length in range(len(path) + 1))


def with_advice(problem: Problem, detail: ErrorDetails, reader: NodeReader) -> Problem:
    """Return a problem with the hint that marks of the office ask for, where those are to blame."""
    hint = advice(detail["type"], detail["input"], reader.bracketed.get(detail["loc"], ""))
    return replace(problem, hint=hint) if hint else problem


def unknown_blanks(reader: NodeReader, kind: type[Record], source: Source) -> list[Problem]:
    """Return a problem for each key without a value that no model knows, and that would vanish without a word."""
    return [
        Problem(source.key(*path), "D012", f"不认识“{shown(path[-1])}”", instead_of(str(path[-1]), kind, path[:-1]))
        for path in reader.blanks
        if (fields := fields_at(kind, path[:-1])) and path[-1] not in fields and not said(path, reader)
    ]


def without_echoes(problems: list[Problem]) -> list[Problem]:
    """Return problems without that a value is missing on a line where it was taken for a comment."""
    cut = {problem.location.line for problem in problems if problem.rule == "D018"}
    return [problem for problem in problems if problem.rule != "D011" or problem.location.line not in cut]


def explain(detail: ErrorDetails, kind: type[Record], source: Source, blanks: Mapping[ValuePath, str]) -> Problem:
    """Return a validation error, known by its type and never by its English, as a problem at its place.

    `blanks` are the paths whose value is empty, or says that there is none, and what it says. For the types of errors
    see https://docs.pydantic.dev/latest/errors/validation_errors/.
    """
    path: ValuePath = detail["loc"][:-1] if detail["loc"][-1:] == (KEY,) else detail["loc"]
    at = next((at for at in range(len(path), 0, -1) if isinstance(path[at - 1], str)), 0)
    name = shown(named(kind, path[:at]))
    context = detail.get("ctx", {})
    if detail["type"] == "missing":
        if path in blanks:
            return Problem(source.key(*path), "D011", *blank(name, blanks[path], annotation_at(kind, path) is int))
        written = as_written(kind, path, source)
        return Problem(source.at(*path[:-1]), "D011", f"缺少“{name}”", f"加一行“{written}: …”")
    if detail["type"] == "extra_forbidden":
        return Problem(source.key(*path), "D012", f"不认识“{name}”", instead_of(name, kind, path[:-1]))
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        choices, written = literal_choices(kind, path), shown(detail["input"])
        message = f"“{written}”不在可选范围内：{'、'.join(choices)}"
        return Problem(source.at(*path), "D013", message, did_you_mean(written, choices))
    if detail["type"] == "scalar":
        repair = naming_keys(context.get("repair") or "")
        hint = "；".join(part for part in (f"这里写的是“{shown(detail['input'])}”", repair) if part)
        return Problem(source.at(*path), "D014", f"应当是{context['expected']}", hint)
    if detail["type"] in BEYOND:
        return Problem(source.at(*path), "D014", *beyond(name, context, shown(detail["input"])))
    if detail["type"] == "too_short":
        return Problem(source.at(*path), "D015", f"“{name}”至少要有 {context['min_length']} 项")
    if detail["type"] in TOO_LONG and isinstance(detail["input"], str):
        message = f"“{name}”太长，有{len(detail['input'])}个字"
        return Problem(source.key(*path), "D016", message, f"写短些，最多{context['max_length']}个字")
    if detail["type"] == "too_long":
        return Problem(source.at(*path), "D015", f"“{name}”最多 {context['max_length']} 项")
    message, hint = SHAPES.get(detail["type"], ("应当是一个值，不是一组", "写成“键: 值”，值写在冒号后面"))
    return Problem(source.at(*path), "D010", message, hint)


def as_written(kind: Any, path: ValuePath, source: Source) -> str:
    """Return the key at the end of a path in the language in which the keys of its file are written."""
    model, key = annotation_at(kind, path[:-1]), str(path[-1])
    words = words_for(model.__name__, key) if source.chinese and kind.__name__ not in ENGLISH_ONLY else []
    return words[0] if words else key


def blank(name: str, written: str, is_number: bool) -> tuple[str, str]:
    """Return what is wrong with a value that must be there and is empty, or says that there is none; what to do."""
    if written:
        return f"“{name}”不能没有，这里写的是“{written}”", "写上数；一个也没有的写 0" if is_number else "写上内容"
    return f"“{name}”是空的", "在冒号后面写上内容"


def instead_of(name: str, kind: Any, path: tuple[Key, ...]) -> str:
    """Return what to do about an unknown key of the model at `path` below `kind`: its own words, or the nearest key."""
    unwelcome: Mapping[str, str] = getattr(annotation_at(kind, path), "unwelcome", {})
    return unwelcome.get(name) or nearest_key(name, kind, path)


KEY = "[key]"
"""What pydantic puts behind the path of a key that is wrong itself."""

BEYOND = ("greater_than_equal", "less_than_equal", "less_than")
TOO_LONG = ("too_long", "string_too_long")
SHOWN = 60
"""Characters of what an author wrote that are told again."""


def shown(written: object) -> str:
    """Return what an author wrote as it is told again: all of it, or its beginning where it would fill a page."""
    text = str(written)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def beyond(name: str, bounds: dict[str, Any], written: str) -> tuple[str, str]:
    """Return what is wrong with a number or a day beyond one of its bounds, and what to do."""
    (bound,) = bounds.values()
    if not isinstance(bound, int):
        hint = "这里不能写长期；写真正的日子" if written.startswith(str(FOREVER)) else "核对年份"
        return f"日子要在{FIRST_DAY.year}年到{LAST_DAY.year}年之间", hint
    return f"“{name}”{'最少' if 'ge' in bounds else '最多'}写{bound}", f"这里写的是“{written}”"


def words_at(kind: Any, path: tuple[Key, ...]) -> Mapping[str, str]:
    """Return the fields of the model that stands at `path` below `kind` by their Chinese words."""
    model = None if kind.__name__ in ENGLISH_ONLY else annotation_at(kind, path)
    return fields_by_word(model) if isinstance(model, type) and issubclass(model, BaseModel) else {}


def named(kind: Any, path: tuple[Key, ...]) -> str:
    """Return how the key at the end of a path is told: in Chinese and as it is in the model, if a model knows it."""
    if not path:
        return ""
    model, key = annotation_at(kind, path[:-1]), str(path[-1])
    known = isinstance(model, type) and issubclass(model, BaseModel) and key in model.model_fields
    return bilingual(model.__name__, key) if known and kind.__name__ not in ENGLISH_ONLY else key


def nearest_key(name: str, kind: Any, path: tuple[Key, ...]) -> str:
    """Return a hint that names the key nearest to an unknown one, English or Chinese, or all that may stand there."""
    if field := near_field(name, kind, path):
        return f"是不是想写“{named(kind, (*path, field))}”？"
    fields = fields_at(kind, path)
    return f"这里可以写：{'、'.join(named(kind, (*path, field)) for field in fields)}" if fields else ""


def near_field(name: str, kind: Any, path: tuple[Key, ...]) -> str:
    """Return the field that an unknown key is likely to be, by its English or its Chinese word, if any."""
    fields, words = fields_at(kind, path), words_at(kind, path)
    near = nearest(name, [*fields, *words])
    return words.get(near, near)


def fields_at(kind: Any, path: tuple[Key, ...]) -> list[str]:
    """Return the field names of the model that stands at `path` below `kind`; none where no model does."""
    model = annotation_at(kind, path)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def literal_choices(kind: Any, path: tuple[Key, ...]) -> list[str]:
    """Return the words that may stand at `path` below `kind`."""
    return [str(choice) for choice in get_args(annotation_at(kind, path))]


def annotation_at(kind: Any, path: tuple[Key, ...]) -> Any:
    """Return the type that stands at `path` below `kind`: fields by name, items of a tuple by number."""
    for key in path:
        kind = without_bounds(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            kind = field.annotation if field else None
        else:
            arguments = [argument for argument in get_args(kind) if argument is not Ellipsis]
            kind = arguments[-1] if arguments else None
    return without_bounds(kind)


SHAPES = {
    "string_too_short": ("这里是空的", "写上内容，或删掉这一行"),
    "tuple_type": ("应当是列表，每行以“- ”开头", "短横后面空一格，再写内容"),
    "model_type": ("应当是一组“键: 值”", "每行一个键，冒号后面空一格"),
    "dict_type": ("应当是一组“键: 值”", "每行一个键，冒号后面空一格"),
}
"""What else can be wrong with a value, by the type of pydantic's error: message and hint."""
