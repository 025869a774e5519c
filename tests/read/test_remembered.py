"""What is kept of files that were read is believed only while all that it was made from is the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools import edit

from generator.disk import own_cache
from generator.model.committee import Profile
from generator.model.facts import Record
from generator.model.handbook import Handbook
from generator.model.hours import Timetable
from generator.problem import HandbookError
from generator.read import files, remembered, validation
from generator.read.files import load
from generator.read.remembered import Asked, Memory

GARDEN = "committees/sunny-garden/committee.yml"


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read for their meaning, in that order, since this list was emptied."""
    listed: list[str] = []

    def noted(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(raw: bytes, file: str, *more: Any) -> Any:
            listed.append(file)
            return read(raw, file, *more)

        return reading

    for name in ("read", "read_text"):
        monkeypatch.setattr(validation, name, noted(getattr(validation, name)))
    return listed


def anew(root: Path) -> Handbook:
    """The handbook as a process reads it that has just begun."""
    remembered.READ.clear()
    return load(root)


def kept() -> list[Path]:
    """The files in which records are kept."""
    folder = own_cache.folder()
    assert folder
    return sorted(folder.iterdir())


def test_nothing_is_read_for_its_meaning_twice(example: Path, read_anew: list[str]) -> None:
    first = anew(example)
    assert len(read_anew) == len(first.files)
    read_anew.clear()
    second = anew(example)
    assert read_anew == []
    assert second == first
    assert [record.source for record in second.files] == [record.source for record in first.files]
    assert len(kept()) == 1 + len(first.committees) + len(first.closed)


def test_a_changed_file_is_read_anew_and_no_other(example: Path, read_anew: list[str]) -> None:
    """Also where size and time are as they were; and what was kept of the others stays."""
    anew(example)
    file = example / GARDEN
    before = file.stat()
    name = load(example).committees[-1].profile.introduction[:2]
    edit(file, name, "".join(reversed(name)))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    read_anew.clear()
    assert anew(example).committees[-1].profile.introduction.startswith("".join(reversed(name)))
    assert read_anew == [GARDEN]
    read_anew.clear()
    anew(example)
    assert read_anew == []


def test_what_one_process_read_twice_is_kept(example: Path, read_anew: list[str]) -> None:
    """The policy is asked for first for its area code, and then again."""
    anew(example)
    edit(example / "content/policy.yml", "# ", "#  ")
    anew(example)
    read_anew.clear()
    anew(example)
    assert read_anew == []


def test_what_another_program_kept_is_not_believed(
    example: Path, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = anew(example)
    monkeypatch.setattr(remembered, "program", lambda: "0" * 64)
    read_anew.clear()
    assert anew(example) == first
    assert len(read_anew) == len(first.files)
    read_anew.clear()
    anew(example)
    assert read_anew == []


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.999])
def test_what_was_spoilt_is_not_believed(example: Path, read_anew: list[str], part: float) -> None:
    first = anew(example)
    for file in kept():
        content = bytearray(file.read_bytes())
        content[int(len(content) * part)] ^= 1
        file.write_bytes(content)
    read_anew.clear()
    assert anew(example) == first
    assert len(read_anew) == len(first.files)
    assert anew(example) == first


@pytest.mark.parametrize("content", [b"", b"\n", b"x", b"x\ny", b"\xff" * 100])
def test_what_is_no_shelf_is_not_believed(example: Path, content: bytes) -> None:
    first = anew(example)
    for file in kept():
        file.write_bytes(content)
    assert anew(example) == first


@pytest.mark.parametrize("line", ["", "[]", "{", "[1,2,3,4,5,6]", '["a",{},1,false,[],[]]', "null"])
def test_lines_that_are_no_record_are_not_believed(
    example: Path, line: str, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where seal and program are right."""
    first = anew(example)
    lines = remembered._lines
    monkeypatch.setattr(remembered, "_lines", lambda content: dict.fromkeys(lines(content), line))
    read_anew.clear()
    assert anew(example) == first
    assert len(read_anew) == len(first.files)


@pytest.mark.parametrize(
    "other",
    [
        {"file": "committees/old-street/committee.yml"},
        {"kind": Timetable},
        {"area": "010"},
        {"id": "lunch"},
        {"digest": "0" * 64},
    ],
    ids=lambda other: next(iter(other)),
)
def test_all_that_a_record_depends_on_counts(other: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"file": GARDEN, "kind": Profile, "area": "021", "id": "", "digest": "1" * 64}
    assert Asked(**asked).words == Asked(**asked).words
    assert Asked(**asked).words != Asked(**{**asked, **other}).words


def test_another_area_code_reads_all_anew(example: Path, read_anew: list[str]) -> None:
    anew(example)
    edit(example / "content/policy.yml", "021-", "010-")
    read_anew.clear()
    anew(example)
    assert GARDEN in read_anew


def test_files_with_problems_are_never_kept(example: Path, read_anew: list[str]) -> None:
    """Nor such as have only unknown keys, which are read for what else they say."""
    edit(example / GARDEN, "phone:", "fone:")
    told = []
    for _ in range(2):
        read_anew.clear()
        with pytest.raises(HandbookError) as raised:
            anew(example)
        told.append(raised.value.problems)
        assert GARDEN in read_anew
    assert told[0] == told[1] != ()


def test_what_would_come_back_changed_is_not_kept(
    example: Path, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = remembered.unpacked

    def forgetful(kind: type[Record], plain: list[Any]) -> Record:
        record = unpacked(kind, plain)
        return record.model_copy(update={"name": "甲"}) if isinstance(record, Profile) else record

    monkeypatch.setattr(remembered, "unpacked", forgetful)
    names = [committee.profile.name for committee in anew(example).committees]
    assert "甲" not in names
    read_anew.clear()
    assert [committee.profile.name for committee in anew(example).committees] == names
    assert {file.rpartition("/")[2] for file in read_anew} == {"committee.yml"}


def test_two_handbooks_keep_theirs_apart(
    copy_example: Callable[[Path], Path], tmp_path: Path, read_anew: list[str]
) -> None:
    roots = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        roots.append(copy_example(tmp_path / name))
    edit(roots[1] / GARDEN, "households:", "households:  ")
    for root in (*roots, *roots):
        read_anew.clear()
        anew(root)
    assert read_anew == []


def test_without_a_folder_all_is_read_and_the_same(
    example: Path, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = anew(example)
    monkeypatch.setattr(own_cache, "folder", lambda: None)
    read_anew.clear()
    assert anew(example) == first
    assert len(read_anew) == len(first.files)


def test_one_process_reads_a_file_once_with_and_without_a_folder(example: Path, read_anew: list[str]) -> None:
    raw = example / GARDEN
    remembered.READ.clear()
    first = files.read_file(raw, GARDEN, Profile, "021")
    assert files.read_file(raw, GARDEN, Profile, "021") is first
    assert read_anew == [GARDEN]


def test_records_that_were_asked_for_long_ago_are_forgotten(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recent = remembered.Recent(3)
    monkeypatch.setattr(remembered, "READ", recent)
    handbook = load(example)
    assert len(recent.records) == len(recent.asked) == 3
    known = [record for record in handbook.files if remembered.known_by(record)]
    assert len([record for record in known if record.source.file]) == 3


def test_only_what_is_as_it_was_read_is_known(example: Path) -> None:
    profile = anew(example).committees[0].profile
    assert remembered.known_by(profile)
    assert not remembered.known_by(profile.model_copy(update={"phone": None}))
    assert not remembered.known_by(profile.model_copy())
    assert remembered.known_by(Timetable.model_construct()) == "no file"


def test_a_memory_without_a_folder_writes_nothing(example: Path) -> None:
    memory = Memory(example)
    memory.close()
    assert kept() == []
