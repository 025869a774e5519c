"""Keys in Chinese: they may be written, stand for the same as the English ones, and are said in messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from generator.model import committee, content, gone, hours, policy, premises, records, register, site, words
from generator.model.facts import Record
from generator.model.field_names import NAMES, bilingual, words_for
from generator.model.naming_keys import naming_keys
from generator.problem import HandbookError, Problem
from generator.read import validation, yaml

EXAMPLE = Path(__file__).parents[1] / "example"

KINDS: dict[str, type[Record]] = {
    "content/policy.yml": policy.Policy,
    "content/subdistrict.yml": content.Subdistrict,
    "content/contents.yml": content.Contents,
    "content/lists.yml": content.Lists,
    "content/certificates.yml": content.Certificates,
    "content/disclosure.yml": content.Disclosure,
    "content/calendar/2026.yml": content.Calendar,
    "content/pages.yml": words.OwnPages,
    "content/services/lunch.md": content.Service,
    "content/rooms/hall.md": content.Room,
    "content/rules/meeting.md": content.Rule,
    "content/forms/diary.md": content.Form,
    "committees/sunny-garden/committee.yml": committee.Profile,
    "committees/sunny-garden/rooms.yml": premises.Premises,
    "committees/sunny-garden/hours.yml": hours.Timetable,
    "committees/sunny-garden/register.yml": register.Register,
    "committees/sunny-garden/records.yml": records.Records,
}
OTHERS = (gone.Closing, gone.Retirements, content.WorkingCommittee, site.Site)
WITHOUT = (
    "custom_dir docs_dir handbook plugins site_description site_dir site_name site_url strict theme use_directory_urls"
)
"""Keys of MkDocs', which are the same in every manual of it."""


def models(kind: Any) -> Iterator[type[BaseModel]]:
    """Every model within a type."""
    for inner in get_args(kind):
        yield from models(inner)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from models(field.annotation)


def read(raw: str, file: str, kind: type[Record]) -> Record:
    """The record of a YAML file, or of a text's front matter."""
    if file.endswith(".md"):
        return validation.read_text(raw.encode(), file, kind)[0]
    return validation.read(raw.encode(), file, kind)


def in_chinese(raw: str, file: str, kind: type[Record]) -> str:
    """A file with every key that a model knows in Chinese."""
    lines = raw.split("\n")
    places = read(raw, file, kind).source.places
    keys = ((path, found[1]) for path in places if (found := places.find(path)) and found[1])
    for path, (line, column) in sorted(keys, key=lambda it: it[1], reverse=True):
        model, key = validation.annotation_at(kind, path[:-1]), str(path[-1])
        if isinstance(model, type) and issubclass(model, BaseModel) and key in model.model_fields:
            before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 + len(key) :]
            lines[line - 1] = f"{before}{words_for(model.__name__, key)[0]}{after}"
    return "\n".join(lines)


@pytest.mark.parametrize("file", KINDS)
def test_a_file_in_chinese_says_the_same(file: str) -> None:
    """Every key of the example's files, at its usual word."""
    raw = (EXAMPLE / file).read_text("utf-8")
    chinese = in_chinese(raw, file, KINDS[file])
    head = chinese.split("\n---\n")[0] if file.endswith(".md") else chinese
    assert not re.search(r"^(- )?(name|title|date|phone):", head, re.MULTILINE)
    assert read(chinese, file, KINDS[file]).model_dump() == read(raw, file, KINDS[file]).model_dump()


def test_every_key_that_an_author_writes_has_a_word_of_its_own() -> None:
    """Within a model, no word stands for two keys; and no key of the table is nobody's."""
    known = {model for kind in KINDS.values() for model in models(kind)}
    known |= {
        model
        for kind in (gone.Closing, gone.Retirements, content.WorkingCommittee, site.Site)
        for model in models(kind)
    }
    for model in {*known, *(inner for kind in OTHERS for inner in models(kind))}:
        said = [word for field in model.model_fields for word in words_for(model.__name__, field)]
        assert sorted(said) == sorted(set(said)), model
    fields = {field for model in known for field in model.model_fields}
    assert {field for field in fields if field not in NAMES} == set(WITHOUT.split())
    of_models = {f"{model.__name__}.{field}" for model in known for field in model.model_fields}
    assert {name for name in NAMES if name not in fields | of_models} == set()


def problems(text: str) -> tuple[Problem, ...]:
    """What is said against a committee's profile."""
    with pytest.raises(HandbookError) as caught:
        validation.read(text.encode(), "committee.yml", committee.Profile)
    return caught.value.problems


GOOD = (EXAMPLE / "committees/old-street/committee.yml").read_text("utf-8")


def test_a_key_in_both_languages_is_there_twice() -> None:
    """Which of them would count, nobody could tell."""
    (problem,) = problems(GOOD + "电话: 12345\nphone: 12345\n")
    assert (problem.rule, problem.message) == ("D008", "“phone”写了两次")
    (problem,) = problems(GOOD + "phone: 12345\n电话: 12345\n")
    assert (problem.rule, problem.message) == ("D008", "“电话”写了两次")
    assert "和“phone”是同一项" in problem.hint


def test_a_mistake_below_a_chinese_key_is_at_its_place() -> None:
    (problem,) = problems(GOOD + "电话: 12\n")
    assert (problem.rule, problem.location.line, problem.location.column) == ("D014", GOOD.count("\n") + 1, 5)


@pytest.mark.parametrize(
    ("line", "hint"),
    [("电话号: 12345", "电话（phone）"), ("phoen: 12345", "电话（phone）"), ("地点址: 甲", "地址（address）")],
)
def test_a_misspelt_key_is_answered_in_both_languages(line: str, hint: str) -> None:
    (problem,) = problems(f"{GOOD}{line}\n")
    assert (problem.rule, problem.hint) == ("D012", f"是不是想写“{hint}”？")


def test_a_colon_of_full_width_behind_a_chinese_key() -> None:
    (problem,) = problems(GOOD.replace("branch:", "支部："))
    assert "冒号是中文的“：”" in problem.message
    (problem,) = problems(GOOD.replace("branch: ", "支部:"))
    assert "冒号后面少一个空格" in problem.message


def test_values_that_are_named_by_their_author_are_left_alone() -> None:
    """Only keys that a model knows are taken for others."""
    assert yaml.tree("电话: 甲\n".encode(), "file.yml") == {"电话": "甲"}
    assert bilingual("Profile", "phone") == "电话（phone）"
    assert bilingual("Site", "site_url") == "site_url"


def table() -> str:
    """The rows of the page for staff: each key, the usual word, and what else may be written."""
    rows = []
    for name, said in sorted(NAMES.items(), key=lambda it: (it[0].rpartition(".")[2], it[0])):
        model, _, field = name.rpartition(".")
        usual, *others = said.split()
        rows.append(f"| `{field}` | {usual} | {'、'.join(others)} | {PLACES[model] if model else ''} |")
    return "\n".join(rows)


PLACES = {
    "Addition": "`records.yml` 的 `additions`",
    "Admitted": "`register.yml` 的 `admitted`",
    "AnswersPolicy": "`policy.yml` 的 `answers`",
    "Assembly": "`records.yml` 的 `assemblies`",
    "Contact": "电话和是谁的电话",
    "Diary": "`records.yml` 的 `diary`",
    "Deed": "`register.yml` 的 `deeds`",
    "DutyKind": "`policy.yml` 的 `duty`",
    "Estate": "`committee.yml` 的 `estates`",
    "MemberPosts": "`policy.yml` 的 `member_posts`",
    "Figure": "`committee.yml` 的 `actions`",
    "OfficialContact": "`official_contacts`",
    "OwnSpace": "`rooms.yml` 的 `spaces`",
    "Partner": "`committee.yml` 的 `partners`",
    "Policy": "`policy.yml`",
    "Posts": "`policy.yml` 的 `posts`",
    "Room": "`content/rooms`",
    "Superior": "上级的电话",
    "WorkLog": "`records.yml` 的 `work_log`",
    "Statuses": "`policy.yml` 的 `statuses`",
    "Service": "`content/services`",
    "VisitsPolicy": "`policy.yml` 的 `visits`",
}
"""Where a key has another word than elsewhere."""


def test_the_page_of_keys_is_that_of_the_table() -> None:
    """Whoever adds a key adds its row; what to write is in the failure."""
    page = (Path(__file__).parents[2] / "docs/keys.md").read_text("utf-8")
    assert page.split("| --- | --- | --- | --- |\n")[1] == table() + "\n"


def test_what_a_message_calls_a_key_may_be_written_as_it_stands() -> None:
    """People copy from messages."""
    profile = validation.read((GOOD + "电话（phone）: 12345\n").encode(), "committee.yml", committee.Profile)
    assert profile.phone == "12345"


@pytest.mark.parametrize(("old", "new", "hint"), [("", "", "“branch: …”"), ("name:", "名称:", "“支部: …”")])
def test_a_missing_key_is_asked_for_in_the_language_of_its_file(old: str, new: str, hint: str) -> None:
    (problem,) = problems(GOOD.replace("branch: 支部\n", "").replace(f"\n{old}", f"\n{new}", 1))
    assert (problem.rule, problem.message, problem.hint) == ("D011", "缺少“支部（branch）”", f"加一行{hint}")


def test_messages_name_keys_by_both_names() -> None:
    """But for what an author wrote himself, and for what is no key."""
    assert naming_keys("改 `opens` 或 `closes`；“`opens`”不改") == "改“开门（opens）”或“关门（closes）”；“`opens`”不改"
    assert naming_keys("写 `Diary.entries`、`nobody`") == "写“篇数（entries）”、“nobody”"
    assert naming_keys("写 `elected`: {`date`: 日期, `members`} 或 - `id`: a") == (
        "写 选举（elected）: {日期（date）: 日期, 人数（members）} 或 - 编号（id）: a"
    )


PROGRAM = Path(__file__).parents[2] / "generator"
BARE = re.compile(
    r"(?<![<（\w./“`:(-])(?<!: )(?<!handbook )"
    rf"({'|'.join({name.rpartition('.')[2] for name in NAMES})})(?![\w./`-])(?!:\S)",
    re.A,
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def sentences(path: Path) -> Iterator[str]:
    """The Chinese texts of a module, with `…` for what is put into them; help and docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in joined for part in ast.walk(node) if part is not node}
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | alone:
            yield node.value


@pytest.mark.parametrize("room", ["check", "build", "codes", "issue", "model", "products", "read", "text"])
def test_no_message_names_a_key_in_english_only(room: str) -> None:
    """Who writes a message puts the key between grave accents."""
    texts = {text for path in (PROGRAM / room).rglob("*.py") for text in sentences(path) if CHINESE.search(text)}
    assert {text: BARE.findall(text) for text in texts if BARE.search(text)} == {}
