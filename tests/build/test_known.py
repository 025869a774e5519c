"""What was worked out is kept, and believed only while program and libraries are the same, and nothing is spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import known
from generator.codes import host, qr
from generator.disk import own_cache
from generator.read import files
from generator.text import pinyin

TEXT = "居民委员会长"


@pytest.fixture(autouse=True)
def knowing_nothing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A process that has just begun, and the texts of which it asks the library."""
    monkeypatch.setattr(pinyin, "KNOWN", {})
    asked: list[str] = []
    library = pinyin._pinyin()

    def noted(text: str) -> list[str]:
        asked.append(text)
        return library(text)

    monkeypatch.setattr(pinyin, "_pinyin", lambda: noted)
    return asked


def reading(root: Path, text: str = TEXT) -> tuple[str, ...]:
    """How a text is read by a process that has just begun, and that keeps what it learns."""
    pinyin.KNOWN.clear()
    with known.kept(root):
        return pinyin.usual_reading(text)


def the_file() -> Path:
    """The one file in which readings are kept."""
    folder = own_cache.folder()
    assert folder
    (file,) = folder.iterdir()
    return file


def test_the_library_is_asked_once(tmp_path: Path, knowing_nothing: list[str]) -> None:
    first = reading(tmp_path)
    assert reading(tmp_path) == first == ("ju", "min", "wei", "yuan", "hui", "zhang")
    assert knowing_nothing == [TEXT]


def test_what_is_new_is_kept_beside_what_was_there(tmp_path: Path, knowing_nothing: list[str]) -> None:
    for text in ("重庆", "银行", "重庆", "银行"):
        reading(tmp_path, text)
    assert knowing_nothing == ["重庆", "银行"]


def test_another_program_or_library_asks_again(
    tmp_path: Path, knowing_nothing: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(tmp_path)
    monkeypatch.setattr(known, "program", lambda: "another")
    reading(tmp_path)
    assert knowing_nothing == [TEXT, TEXT]


def test_what_is_spoilt_is_not_believed(tmp_path: Path, knowing_nothing: list[str]) -> None:
    right = reading(tmp_path)
    content = the_file().read_bytes()
    for spoilt in (b"", b"{}", content[:-1], content.replace(b"zhang", b"chang"), b"\xff" + content, b"\n"):
        the_file().write_bytes(spoilt)
        assert reading(tmp_path) == right
    assert len(knowing_nothing) == 7


def test_what_fails_keeps_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), known.kept(tmp_path):
        pinyin.usual_reading(TEXT)
        raise ValueError("no")
    folder = own_cache.folder()
    assert folder and not list(folder.iterdir())


def test_nothing_is_kept_or_believed_where_all_is_made_anew(tmp_path: Path, knowing_nothing: list[str]) -> None:
    reading(tmp_path)
    before = the_file().read_bytes()
    with own_cache.let_be():
        reading(tmp_path)
        reading(tmp_path, "银行")
    assert the_file().read_bytes() == before
    assert knowing_nothing == [TEXT, TEXT, "银行"]


def test_how_large_the_longest_code_is_is_asked_once(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "VERSIONS", {})
    site = files.load(example).site
    with known.kept(example):
        version = host.largest_version(site, "0030017")
    host.VERSIONS.clear()
    monkeypatch.setattr(qr, "fit_of", pytest.fail)
    with known.kept(example):
        assert host.largest_version(site, "0030017") == version


def test_what_a_worker_is_handed_it_need_not_work_out_and_what_is_new_comes_back() -> None:
    pinyin.usual_reading(TEXT)
    before = known.known()
    pinyin.usual_reading("银行")
    assert known.known_besides(before) == known.Known({"银行": ("yin", "hang")}, {})
    assert not any(known.known_besides(known.known()))
    pinyin.KNOWN.clear()
    known.learn(before)
    assert {TEXT: before.readings[TEXT]} == pinyin.KNOWN
