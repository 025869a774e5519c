"""Writes docs/problems.md: each problem with a mistake, what the program says of it, and how it is mended.

`python docs/make_problems.py` makes every mistake of docs/problems.yml and tests/check/rules/ in a copy of the example
handbook, and takes down what the program says.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from click.testing import CliRunner  # noqa: E402

from generator import STARTED_AS, journey  # noqa: E402
from generator.build import stages, workers  # noqa: E402
from generator.cli.main import main as program  # noqa: E402
from generator.disk.lock import alone  # noqa: E402
from generator.paper import tiling  # noqa: E402
from generator.read import yaml as reading  # noqa: E402

PAGE = ROOT / "docs" / "problems.md"
EXAMPLE = ROOT / "tests" / "example"
PROFILE = "committees/old-street/committee.yml"
TYPED = "py -m generator.setup_and_run"
"""What is typed on Windows, as the README for staff writes it."""

DAY = "1795305600"
"""The day of all tests, 2026-11-22, for which the example is sound."""

HEADING = """# 报错编号

每条报错写着：文件:行:列、轻重、编号、哪里不对；“提示”说怎么改。轻重有三种：
**错误**（改好才能做；照实记着的没达标除外，成品照做）、**警告**（做得成，请看一看）、**提醒**。

**找一个编号**：按 Ctrl+F，输入编号（例如 D018）；或在下面的目录里点它。
每个编号下面有一个例子：写错的，程序怎么说，改好的。程序说的话是真的。
例子里是一个示例街道的两个居委会（`old-street`、`sunny-garden`），条款照那个街道的文件写；
您的文件在 `content/policy.yml`。
"""

CLAUSES = """文件每一条的原话和轻重写在 `content/policy.yml` 的 `rules` 里；换一个街道，改那里，不改程序。
整段去掉 L 开头的，就不查法律的要求。
记录还没有人做的，程序说“没有办法核对”（提醒），不会当作做到了。
"""


@dataclass(frozen=True)
class Example:
    """A problem: its id, what it says, how it is mended, and the mistake and the commands that bring it about."""

    id: str
    what: str
    mend: str
    edits: tuple[Mapping[str, Any], ...]
    run: str = "check"
    right_run: str = ""
    first: tuple[str, ...] = ()
    special: str = ""
    says: str = ""
    clause: str = ""
    done: str = ""
    instead: str = ""
    also: str = ""


def groups() -> dict[str, list[Example]]:
    """Return the examples of every group, by its title."""
    listed = yaml.safe_load((ROOT / "docs" / "problems.yml").read_text("utf-8"))
    return {
        group["group"]: [
            *(clauses(group["clauses"]) if "clauses" in group else ()),
            *(example(problem) for problem in group.get("problems", ())),
        ]
        for group in listed
    }


MORE = ("run", "right_run", "special", "says", "done", "instead", "also")
"""What the table may say of a problem besides what it must."""


def example(problem: Mapping[str, Any]) -> Example:
    """Return an example of the table."""
    about = {key: problem[key] for key in ("id", "what", "mend")}
    more = {key: problem[key] for key in MORE if key in problem}
    edits = problem.get("edits", [problem] if {"old", "add", "move"} & problem.keys() else [])
    return Example(**about, edits=tuple(edits), first=tuple(problem.get("first", ())), **more)


def clauses(letter: str) -> Iterator[Example]:
    """Yield the examples of the clauses of a policy whose ids begin with a letter, which are tests of these rules."""
    policy = yaml.safe_load((ROOT / "content" / "policy.yml").read_text("utf-8"))
    for rule in policy["rules"]:
        path = ROOT / "tests" / "check" / "rules" / f"{rule['id']}.yml"
        if rule["id"].strip("0123456789") == letter and path.is_file():
            bad = yaml.safe_load(path.read_text("utf-8"))["bad"]
            edits = tuple({**edit, "wrong": edit["new"]} for edit in bad["edits"])
            yield Example(
                rule["id"], rule["quote"], "", edits, clause=f"条款：{rule['clause']}；轻重：{rule['severity']}"
            )


# --- making a mistake ------------------------------------------------------------------------------------------------


def copy_example(folder: Path) -> Path:
    """Lay a copy of the example down, with templates that may be changed, and return its root."""
    root = folder.resolve() / "手册"
    shutil.copytree(EXAMPLE, root)
    shutil.copytree(ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("fonts"))
    (root / "templates" / "fonts").symlink_to(ROOT / "templates" / "fonts", target_is_directory=True)
    return root


def make(root: Path, edit: Mapping[str, Any], state: str = "wrong") -> None:
    """Make a mistake; with `right`, leave it mended."""
    for path, source in edit.get("add", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = source if "\n" in source else (root / source).read_text("utf-8")
        (root / path).write_text(text, "utf-8")
    if state == "wrong":
        for before, after in edit.get("move", {}).items():
            (root / before).rename(root / after)
    if "old" in edit:
        path = root / edit.get("file", PROFILE)
        text = path.read_text("utf-8")
        assert text.count(edit["old"]) >= 1, f"“{edit['old']}” is not in {path.name}"
        text_more, times = edit.get("more", ("", 0))
        new = edit["wrong"] + text_more * times if state == "wrong" else edit.get("right", edit["old"])
        path.write_text(text.replace(edit["old"], new, 1), "utf-8")


def said(root: Path, command: str, id: str, words: str = "") -> str:
    """Return what the program says under an id, with these words, when a command is run in a handbook, if anything."""
    environment = {STARTED_AS: TYPED, "SOURCE_DATE_EPOCH": DAY}
    with mock.patch.dict(os.environ, environment), contextlib.chdir(root):
        if command == "check":
            told = [problem.text() for problem in journey.check(root) if problem.rule == id]
        else:
            one = command.startswith(("build", "issue")) and "--jobs" not in command
            line = [*command.split(), *(["--jobs", "1"] if one else ())]
            result = CliRunner().invoke(program, line)
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
            told = [block for block in re.split(r"\n(?! )", result.stderr) if f"[{id}] " in block.split("\n")[0]]
    told = [message for message in told if words in message]
    return told[0].replace(str(root), "手册").strip() if told else ""


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Let another hold the handbook, for whom the program waits less long than it does for staff."""
    taken, over = threading.Event(), threading.Event()

    def hold() -> None:
        with alone(root, "做成品"):
            taken.set()
            over.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait()
    try:
        with mock.patch.object(stages, "alone", functools.partial(alone, patience=0.1)):
            yield
    finally:
        over.set()
        holder.join()


@contextlib.contextmanager
def in_use(root: Path) -> Iterator[None]:
    """Let the earlier build be open in another program, as on Windows."""
    replace = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if path == root / "build":
            raise PermissionError(13, "in use", str(path))
        return replace(path, target)

    with mock.patch.object(Path, "replace", refused):
        yield


@contextlib.contextmanager
def wide_codes(_: Path) -> Iterator[None]:
    """Let a code want more room than any cut leaves it."""
    with mock.patch.object(tiling, "CLEAR", 200.0):
        yield


@contextlib.contextmanager
def long_names(root: Path) -> Iterator[None]:
    """Give a committee's folder and a service names that are each short enough, and both together are not."""
    folder, service = "old-street-neighbourhood-of-the-town", "lunch-for-those-who-are-sixty-years-old-or-older-at-home"
    (root / "committees/old-street").rename(root / "committees" / folder)
    (root / "content/services/lunch.md").rename(root / f"content/services/{service}.md")
    for path in [*root.glob("committees/**/*.yml"), *root.glob("content/**/*.md"), *root.glob("content/*.yml")]:
        text = path.read_text("utf-8")
        text = re.sub(r"(?<=service:)lunch\b|(?<=[\[ ])lunch(?=[\],\n])", service, text)
        path.write_text(text.replace("old-street", folder), "utf-8")
    (root / "committees/sunny-garden/codes.yml").unlink()
    yield


@contextlib.contextmanager
def full_ledger(root: Path) -> Iterator[None]:
    """Let a ledger of today's length be as long as what is read of any file, which takes years."""
    length = (root / "committees/old-street/codes.yml").stat().st_size
    with mock.patch.object(reading, "LARGEST", length + 20):
        yield


@contextlib.contextmanager
def killed(_: Path) -> Iterator[None]:
    """Let every process that sets sheets end before it has set one, as the system ends those that want memory."""
    with mock.patch.object(workers, "end_with_parent", functools.partial(os._exit, 1)):
        yield


@contextlib.contextmanager
def without_git(root: Path) -> Iterator[None]:
    """Let git keep the handbook, on a computer that has no git any more."""
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    with mock.patch.dict(os.environ, {"PATH": ""}):
        yield


SPECIAL: Mapping[str, Callable[[Path], contextlib.AbstractContextManager[None]]] = {
    "": lambda _: contextlib.nullcontext(),
    "full ledger": full_ledger,
    "held": held,
    "killed": killed,
    "long names": long_names,
    "open": in_use,
    "wide codes": wide_codes,
    "without git": without_git,
}


# --- telling it ------------------------------------------------------------------------------------------------------


def section(each: Example) -> str:
    """Return what the page says of one problem. Raises AssertionError where the mistake is not told, or not mended."""
    with tempfile.TemporaryDirectory() as folder:
        root = prepared(each, Path(folder), "wrong")
        with SPECIAL[each.special](root):
            message = said(root, each.run, each.id, each.says)
        assert message, f"{each.id}: {each.run} says nothing of it"
        wrong = {edit.get("file", PROFILE): lines(root, edit) for edit in each.edits if "old" in edit}
    if not each.special:
        with tempfile.TemporaryDirectory() as folder:
            root = prepared(each, Path(folder), "right")
            right = {file: lines(root, {"file": file}) for file in wrong}
            told = said(root, each.right_run or each.run, each.id, each.says)
            assert not told or each.done, f"{each.id}: told of what is mended, too: {told}"
    else:
        right = {}
    about = f"{each.clause}。" if each.clause else f"**怎么改**：{each.mend}。"
    parts = [f"### {each.id}", f"{each.what}。\n{about}", *mistake(each, wrong, right)]
    parts += ["程序说：", fenced(message, "text"), *mended(each, wrong, right), *filter(None, [each.also.strip()])]
    return "\n\n".join(parts)


def prepared(each: Example, folder: Path, state: str) -> Path:
    """Return the root of a handbook with a mistake, or with it mended."""
    root = copy_example(folder)
    for command in each.first:
        said(root, command, "")
    for edit in each.edits:
        make(root, edit, state)
    return root


def lines(root: Path, edit: Mapping[str, Any]) -> list[str]:
    """Return the lines of the file of an edit."""
    return (root / edit.get("file", PROFILE)).read_text("utf-8").splitlines()


Lines = Mapping[str, list[str]]


def mistake(each: Example, wrong: Lines, right: Lines) -> Iterator[str]:
    """Yield the mistake: what was done, and each file's lines, of those that differ."""
    if each.done:
        yield f"做了什么：{each.done}。"
    elif each.right_run:
        yield f"打的命令：\n\n{fenced(f'{TYPED} {each.run}', 'text')}"
        return
    for file in () if each.done else wrong:
        shown = differing(right[file], wrong[file])
        yield f"写错的（`{file}`）：" if shown else f"写漏的（`{file}`）：少了下面改好的那一处。"
        if shown:
            yield fenced(shortened(shown), language(file))
    if each.run != "check" and not each.done:
        yield f"然后运行 `{TYPED} {each.run}`。"


def mended(each: Example, wrong: Lines, right: Lines) -> Iterator[str]:
    """Yield how it is mended: in words, by another command, or each file's lines."""
    if each.instead:
        yield f"怎么办：{each.instead}。"
    elif each.right_run:
        yield f"改成：\n\n{fenced(f'{TYPED} {each.right_run}', 'text')}"
    else:
        for file in wrong:
            shown = differing(wrong[file], right[file])
            yield "改好的：" if shown else "改好的：删掉多出来的。"
            if shown:
                yield fenced(shortened(shown), language(file))


def differing(before: list[str], after: list[str]) -> list[str]:
    """Return the lines that one text has and the other has not."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [line for tag, _, _, start, end in matcher.get_opcodes() if tag != "equal" for line in after[start:end]]


MOST_LINES = 6
WIDEST = 150


def shortened(shown: list[str]) -> str:
    """Return lines as they are shown: without those beyond a few, and without what is far to the right."""
    short = [line if len(line) <= WIDEST else f"{line[:60]}……（很长）" for line in shown]
    more = [f"……（一共 {len(short)} 行）"] if len(short) > MOST_LINES else []
    return "\n".join([*short[: MOST_LINES if not more else 3], *more]).replace("\u200b", "▯")


def language(file: str) -> str:
    """Return what a file is written in."""
    return {".yml": "yaml", ".md": "markdown"}.get(Path(file).suffix, "text")


def fenced(text: str, kind: str) -> str:
    """Return a text as a block of code."""
    return f"````{kind}\n{text}\n````"


def contents() -> str:
    """Return the list of all ids by their groups."""
    rows = [
        f"- {title}：{'　'.join(f'[{each.id}](#{each.id.lower()})' for each in those)}"
        for title, those in groups().items()
    ]
    return "\n".join(rows)


def page() -> str:
    """Return the whole page."""
    parts = [HEADING.strip(), "## 目录", contents(), CLAUSES.strip()]
    for title, those in groups().items():
        parts += [f"## {title}", *map(section, those)]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    PAGE.write_text(page(), "utf-8")
