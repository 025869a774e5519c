"""Glyphs: which characters can be printed, by the shipped list and by further fonts."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from generator.text import glyphs


@pytest.fixture(scope="session")
def fonts(repository: Path) -> Path:
    """The folder of the shipped fonts."""
    return repository / "templates" / "fonts"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder whose fonts are said to have next to nothing."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / glyphs.COVERAGE).write_text("# 几个字\n0041-0043\n\n4E00\n", encoding="utf-8")
    return folder


def test_a_list_of_ranges_and_single_points(few: Path) -> None:
    """Comments and empty lines are not points; a line's end needs no glyph."""
    assert glyphs.shipped(few / glyphs.COVERAGE) == frozenset("ABC一\n")


@pytest.mark.parametrize("line", ["字", "4E00-字", "4E00-字", "110000", "-", "4E00-4E01-4E02"])
def test_a_list_that_is_none(few: Path, line: str) -> None:
    (few / glyphs.COVERAGE).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError):
        glyphs.shipped(few / glyphs.COVERAGE)


def test_further_fonts_have_their_characters(fonts: Path, tmp_path: Path) -> None:
    """Fonts are found in folders within the folder, whatever the case of their endings; other files are not fonts."""
    more = tmp_path / "more" / "deeper"
    more.mkdir(parents=True)
    (more / "README.txt").write_text("no font", encoding="utf-8")
    (more / "folder.ttf").mkdir()
    shutil.copy(min(fonts.glob("*.ttf")), more / "ONE.TTF")
    assert glyphs.further(tmp_path / "more") == [more / "ONE.TTF"]
    known = glyphs.characters(more / "ONE.TTF")
    assert known >= {"A", "一", "街"}
    assert "😀" not in known


def test_what_is_no_font(fonts: Path, tmp_path: Path) -> None:
    """Neither is a packed one, which may unpack to any size; a file that is mended is read again."""
    whole = min(fonts.glob("*.ttf")).read_bytes()
    font = tmp_path / "x.ttf"
    for content in (
        b"",
        b"not a font",
        b"wOFF" + whole[4:],
        b"wOF2" + whole[4:],
        whole[:1000],
        whole[:4] + b"\xff" * 999,
    ):
        font.write_bytes(content)
        with pytest.raises(ValueError):
            glyphs.characters(font)
    font.write_bytes(whole)
    assert "街" in glyphs.characters(font)


@pytest.mark.parametrize("face", ["NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSerifSC-Regular", "NotoSerifSC-Bold"])
def test_every_shipped_face_has_what_the_list_promises(fonts: Path, face: str) -> None:
    """A character of the list prints in whatever face a template asks for."""
    listed = glyphs.shipped(fonts / glyphs.COVERAGE) - {"\n"}
    assert listed <= glyphs.characters(fonts / f"{face}.ttf")


def test_the_list_has_what_a_handbook_needs(fonts: Path) -> None:
    """Punctuation, figures and rare characters of place names, but no pictures and no control characters."""
    found = glyphs.shipped(fonts / glyphs.COVERAGE)
    assert found.issuperset("“”‘’《》〔〕（），。、；：？！—…·–①②㎡℃→√×")
    assert found.issuperset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@&%#*+-=/")
    assert found.issuperset("泖泾浜浦堍塘溇圩")
    assert not found & set("😀\t\r\0\ufeff")


def test_the_shipped_files_are_those_that_were_cut(fonts: Path) -> None:
    """What lies in the folder is what its list of digests says."""
    for line in (fonts / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        assert hashlib.sha256((fonts / name.lstrip("*")).read_bytes()).hexdigest() == digest, name
