"""Mistakes of usage: every kind that click knows is said in Chinese, with how to write it, and exits with 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tools import typed

from generator.cli.main import COMMANDS, main
from generator.cli.usage import show
from generator.cli.values import Address, Count, File, Folder, Word
from generator.cli.words import issued_words, product_words

WRONG: dict[type[click.ParamType], list[str]] = {  # type: ignore[type-arg]
    Word: ["xml", "jsn", ""],
    Count: ["0", "three", "1.5", "-1", "100001", "1" * 30],
    Folder: ["site_config.yml"],
    File: ["content"],
    Address: ["8000", "127.0.0.1:port", ""],
}
"""Values that no option of a kind takes, in the folder `small`."""

NAMES = {"handbook", "build", "site_config.yml", *COMMANDS, *product_words()}
"""What stands in ASCII because it is a name: of the program, a command, a product, a file."""


def english(text: str, *names: str) -> set[str]:
    """Return the words of three or more letters in a text that are neither names, nor options, nor among `names`."""
    words = re.findall(r"(?<![\w-])-{0,2}[A-Za-z][\w.:/-]*", text)
    strange = {word.rstrip(".:") for word in words if not word.startswith("-")} - NAMES - set(names)
    return {word for word in strange if re.search("[A-Za-z]{3}", word)}


def choices() -> set[str]:
    """Return the fixed words that options take."""
    parameters = [parameter for command in COMMANDS.values() for parameter in command.params]
    return {word for parameter in parameters if isinstance(parameter.type, Word) for word in parameter.type.choices}


def required(command: click.Command) -> list[str]:
    """Return the least that must be written after a command."""
    options = [option for option in command.params if isinstance(option, click.Option) and option.required]
    products = [argument for argument in command.params if isinstance(argument, click.Argument) and argument.required]
    return [*(word for option in options for word in (option.opts[0], "old-street")), *("board" for _ in products)]


def mistakes() -> Iterator[list[str]]:
    """Yield what may be written wrongly: at the program itself, at each command, and at each of its parameters."""
    yield from ([], ["--"], ["chek"], ["zzz"], ["--nonsense"], ["--versio"], ["-x"], ["--version=3"], ["--help=3"])
    for name, command in COMMANDS.items():
        least = [name, *required(command)]
        yield from ([*least, "--nonsense"], [*least, "-x"], [*least, "--help=3"])
        if all(isinstance(parameter, click.Option) for parameter in command.params):
            yield from ([*least, "more"], [*least, "more", "much"])
        else:
            yield from ([*least, "poster"], [*least, "bord"])
        if len(least) > 1:
            yield from ([name], least[:-1], [name, least[-1]])
        for option in command.params:
            if isinstance(option, click.Option):
                yield from ([*least, *wrong] for wrong in wrong_ways(option))


def wrong_ways(option: click.Option) -> Iterator[list[str]]:
    """Yield how one option may be written wrongly."""
    long = max(option.opts, key=len)
    yield [long[:-1] + "q"]
    if option.is_flag:
        yield [f"{long}=3"]
        return
    yield [long]
    for value in WRONG.get(type(option.type), ()):
        yield [long, value]
    if isinstance(option.type, Folder) and option.type.exists:
        yield [long, "no/such/folder"]


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a handbook from outside, which is as far as a mistake of usage comes; we stand in it."""
    folder = tmp_path / "small"
    (folder / "content").mkdir(parents=True)
    (folder / "committees" / "old-street").mkdir(parents=True)
    (folder / "site_config.yml").touch()
    monkeypatch.chdir(folder)
    return folder


def test_english_is_told_from_names() -> None:
    assert english("Error: 没有“website”，No such option: --root (handbook check)") == {"Error", "such", "option"}


@pytest.mark.parametrize("words", list(mistakes()), ids=" ".join)
def test_every_mistake_is_said_in_chinese_and_exits_2(words: list[str]) -> None:
    code, out, err = typed(*words)
    assert (code, out) == (2, "")
    assert err.startswith("用法：handbook")
    assert not words or "\n\n错误：" in err
    assert english(err, *choices()) <= english(" ".join(words))


def test_every_kind_of_mistake_that_click_knows_is_among_them() -> None:
    """But for an argument of a fixed number of values, of which there is none."""
    kinds = set()
    for words in mistakes():
        with pytest.raises(click.UsageError) as caught:
            main(words, standalone_mode=False)
        kinds.add(type(caught.value))
    every = {
        kind
        for kind in vars(click.exceptions).values()
        if isinstance(kind, type) and issubclass(kind, click.UsageError)
    }
    assert every - kinds == {click.BadArgumentUsage}
    arguments = [argument for command in COMMANDS.values() for argument in command.params if argument.nargs > 1]
    assert arguments == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["biuld"], "没有“biuld”这个命令，是不是想写“build”？"),
        (["zzz"], "没有“zzz”这个命令，这里可以写：check、build、issue、status、report、serve"),
        (["--"], "还要写一个命令：check、build、issue、status、report、serve"),
        (["check", "--lawz"], "没有“--lawz”这个选项，是不是想写“--laws”？"),
        (["check", "--zzz"], "没有“--zzz”这个选项，这里可以写：--root、--format、--laws、--published、-h、--help"),
        (
            ["check", "--comittee", "x"],
            "没有“--comittee”这个选项，这里可以写：--root、--format、--laws、--published、-h、--help",
        ),
        (["build", "--comittee", "x"], "没有“--comittee”这个选项，是不是想写“--committee”？"),
        (["check", "--format", "jsn"], "--format：没有“jsn”这个写法，是不是想写“json”？"),
        (["check", "--format", "xml"], "--format：没有“xml”这个写法，这里可以写：text、json、github"),
        (["check", "much", "more"], "多写了“much”、“more”"),
        (["check", "--root", "no/such"], "--root：没有“no/such”这个文件夹"),
        (["check", "--laws", "site_config.yml"], "--laws：“site_config.yml”是文件，不是文件夹"),
        (["check", "--root", "content"], "content 里没有 site_config.yml"),
        (["build", "--jobs", "0"], "--jobs：应当是 1 到 64 的整数，这里写的是“0”"),
        (["build", "--to"], "--to 后面还要写文件夹"),
        (["build", "--to", "site_config.yml"], "--to：“site_config.yml”是文件，不是文件夹"),
        (["build", "--locked=yes"], "--locked 后面不用写什么"),
        (["issue", "board"], "还要写 --committee：哪个居委会的，写它的名称或文件夹名"),
        (["issue", "--committee", "old-street"], "还要写成品"),
        (["status", "--pdf", "content"], "--pdf：“content”是文件夹，不是文件"),
        (["serve", "--address", "8000"], "--address：应当写成 127.0.0.1:8000 这样，这里写的是“8000”"),
    ],
)
def test_a_mistake_says_what_is_wrong_and_how_to_write_it(words: list[str], said: str) -> None:
    command = "handbook" if words[0] not in COMMANDS else f"handbook {words[0]}"
    code, out, err = typed(*words)
    usage, hint, empty, error = err.splitlines()
    assert (code, out, empty, error) == (2, "", "", f"错误：{said}")
    assert usage.startswith(f"用法：{command} ")
    assert hint == f"怎么写，看 {command} --help。"


def test_a_folder_that_may_not_be_read_is_a_mistake(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.values.os.access", lambda path, mode: False)
    code, _, err = typed("check", "--root", small)
    assert code == 2
    assert f"错误：--root：文件夹“{small}”不让读，请管这台电脑的人开权限\n" in err


@pytest.mark.parametrize("outside", [False, True])
def test_no_handbook_around_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outside: bool) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = typed("check", *(["--root", tmp_path] if outside else []))
    assert code == 2
    where = "这里和上层文件夹里都没有 site_config.yml；用 --root 指出手册所在的文件夹"
    assert err.endswith(f"错误：{f'{tmp_path} 里没有 site_config.yml' if outside else where}\n")


def test_the_handbook_is_looked_for_upwards(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(example / "committees" / "old-street")
    assert typed("check") == (0, "", "没有发现问题。\n")


def test_a_mistake_outside_of_any_command_is_said_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    show(click.ClickException("做不成"))
    assert capsys.readouterr().err == "错误：做不成\n"


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_help_is_chinese(name: str | None) -> None:
    code, out, err = typed(*([name] if name else []), "--help")
    assert (code, err) == (0, "")
    assert english(out, *choices(), "Markdown", "PDF", "git") == set()
    assert typed(*([name] if name else []), "-h") == (code, out, err)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_every_option_and_argument_means(name: str) -> None:
    command = COMMANDS[name]
    out = typed(name, "--help")[1]
    text = "".join(out.split())
    assert "".join((command.help or "没有说明").split()) in text
    assert (command.help or "").endswith("。")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert re.search(rf"^  .*{parameter.opts[0]}\b", out, re.MULTILINE)
            assert parameter.help and "".join(parameter.help.split()) in text
            assert ("（必填）" in out) or not parameter.required


@pytest.mark.parametrize("name", ["build", "issue"])
def test_help_lists_the_products(name: str) -> None:
    out = typed(name, "--help")[1]
    for word in product_words():
        assert (re.search(rf"(?<![\w-]){word}(?![\w-])", out) is not None) == (
            name == "build" or word in issued_words()
        )
