"""What was not written since need not be read; in doubt it is."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from generator.build import file_lists, manifest, times
from generator.build.earlier import Earlier, is_whole, nothing_changed
from generator.build.manifest_shape import Unclear
from generator.build.request import Request
from generator.disk import reading
from generator.disk.digests import sha256
from generator.journey import build
from generator.problem import HandbookError, errors


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a small build."""
    root = tmp_path_factory.mktemp("times") / "handbook"
    tests = Path(__file__).parents[1]
    shutil.copytree(tests / "example", root)
    (root / "templates").symlink_to(tests.parent / "templates", target_is_directory=True)
    assert not errors(build(request(root)).problems)
    return root


def request(root: Path) -> Request:
    return Request(root, root / "build", ("forms",), jobs=1)


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed; files keep the time at which they were written."""
    return Path(shutil.copytree(made, tmp_path / "handbook", symlinks=True))


@pytest.fixture
def sheet(root: Path) -> Path:
    return next((root / "build/forms").glob("*.pdf"))


def read_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What of a build is read to know that it is whole."""
    opened, seen = reading._opened, set[str]()

    def listened(path: Path) -> int:
        seen.add(path.relative_to(root / "build").as_posix())
        return opened(path)

    with monkeypatch.context() as listening:
        listening.setattr(reading, "_opened", listened)
        assert is_whole(root / "build")
    return seen


def test_what_was_not_written_since_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_of(root, monkeypatch) == {"build.json", "build.times"}


def test_what_was_written_since_is_read(root: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet.write_bytes(sheet.read_bytes())
    assert sheet.relative_to(root / "build").as_posix() in read_of(root, monkeypatch)
    assert nothing_changed(request(root))


def test_what_was_written_otherwise_is_made_again(root: Path, sheet: Path) -> None:
    before = sheet.read_bytes()
    sheet.write_bytes(before[:-1] + b"x")
    assert not is_whole(root / "build")
    assert not nothing_changed(request(root))
    assert [artifact.path for artifact in build(request(root)).fresh] == [f"forms/{sheet.name}"]
    assert sheet.read_bytes() == before
    assert nothing_changed(request(root))


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: (file.unlink(), file.mkdir())])
def test_what_is_no_file_any_more_is_not_whole(root: Path, sheet: Path, spoil: object) -> None:
    spoil(sheet)  # type: ignore[operator]
    assert not is_whole(root / "build")


def test_a_link_to_the_very_file_is_not_the_file(root: Path, sheet: Path) -> None:
    sheet.rename(root / "elsewhere.pdf")
    sheet.symlink_to(root / "elsewhere.pdf")
    assert not is_whole(root / "build")


def test_a_list_of_files_that_is_gone_makes_the_build_unclear(root: Path) -> None:
    next((root / "build/build.files").glob("*.json")).unlink()
    assert not is_whole(root / "build")
    assert "files" in manifest.read(root / "build").unclear
    with pytest.raises(HandbookError) as caught:
        build(request(root))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D060", "build.files 里的清单缺了或坏了，认不出哪些是程序做的")


SPOILT = {
    "gone": lambda raw: None,
    "empty": lambda raw: b"",
    "cut off": lambda raw: raw[: len(raw) // 2],
    "without a line": lambda raw: b"\n".join(raw.splitlines()[:-1]) + b"\n",
    "of another build": lambda raw: b"0" * 64 + raw[64:],
    "no text": lambda raw: b"\xff\xfe",
    "no numbers": lambda raw: raw.splitlines()[0] + b"\n" + b"\n".join(b"a b c" for _ in raw.splitlines()[1:]) + b"\n",
}


@pytest.mark.parametrize("how", SPOILT)
def test_times_that_are_not_of_this_build_are_not_believed(
    root: Path, sheet: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / "build" / times.NAME
    raw = SPOILT[how](file.read_bytes())
    file.unlink()
    if raw is not None:
        file.write_bytes(raw)
    assert times.of(root / "build") == {}
    assert sheet.relative_to(root / "build").as_posix() in read_of(root, monkeypatch)


def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path) -> None:
    assert times.written(f"{tmp_path}/a\0b") is None


@pytest.mark.parametrize("row", [1, None, [], {}, ["a"], ["forms/a.pdf", "0", -1, []], ["forms/../a", "0", 1, []]])
def test_a_line_of_a_list_that_says_nothing_of_a_file_is_not_believed(tmp_path: Path, row: object) -> None:
    listed = json.dumps([{"output": "forms", "variant": "", "files": [row]}]).encode()
    (tmp_path / "build.files").mkdir()
    (tmp_path / "build.files/a.json").write_bytes(listed)
    with pytest.raises(Unclear):
        file_lists.read(tmp_path, {"a": sha256(listed)})


def test_times_go_with_one_build_json(root: Path) -> None:
    file = root / "build" / manifest.NAME
    file.write_bytes(file.read_bytes() + b" ")
    assert times.of(root / "build") == {}


def test_a_disk_that_tells_whole_seconds_only_is_not_relied_on(root: Path, sheet: Path) -> None:
    """On such a disk a file that is changed within the second has the same time."""
    os.utime(sheet, ns=(0, 5 * times.SECOND))
    assert times.written(sheet) is None
    listed = times.text(b"{}", {"a": times.written(sheet)})
    assert listed.splitlines()[1:] == [b"0 0 a"]
    assert not times.untouched(sheet.parent, [sheet.name], {sheet.name: times.NEVER})


def test_a_build_copied_without_its_times_is_whole_all_the_same(root: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(root / "build", tmp_path / "copied", copy_function=shutil.copyfile))
    assert not times.untouched(copied, times.of(copied), times.of(copied))
    assert is_whole(copied)
    assert all(Earlier.of(copied).intact(path) for path in Earlier.of(copied).records)
