"""Digests: they change with what a unit is made from, and with nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import edit, templates_to_edit

from generator.build.inputs import Needs, Sources
from generator.disk.digests import digest_of_files, sha256

NEEDS = {
    "website": Needs(("website",), fonts=False, subdistrict=True, whole=True),
    "rulebook": Needs(("rulebook",)),
    "board": Needs(("board",)),
}
UNITS = [
    ("website", ""),
    *((output, slug) for output in NEEDS for slug in ("old-street", "sunny-garden")),
]


def digest(sources: Sources, word: str, slug: str) -> str:
    """The digest of a unit."""
    return sources.unit(word, NEEDS[word], slug)


def changed(root: Path, change: Callable[[Path], object], more_fonts: str = "") -> set[str]:
    """The units whose digest a change of the sources changes."""
    before = Sources(root, more_fonts)
    digests = {unit: digest(before, *unit) for unit in UNITS}
    whole = before.whole(NEEDS)
    change(root)
    after = Sources(root, more_fonts)
    found = {"/".join(unit) for unit, earlier in digests.items() if digest(after, *unit) != earlier}
    assert (after.whole(NEEDS) != whole) == bool(found)
    return found


EVERYTHING = {"/".join(unit) for unit in UNITS}
PRINTS = {name for name in EVERYTHING if not name.startswith("website")}


@pytest.mark.parametrize(
    ("change", "units"),
    [
        (
            lambda root: edit(root / "committees/old-street/committee.yml", "一条老街", "一条旧街"),
            {"website/", "website/old-street", "rulebook/old-street", "board/old-street"},
        ),
        (lambda root: edit(root / "content/services/lunch.md", "12元一份", "13元一份"), EVERYTHING),
        (lambda root: (root / "content/retired.yml").write_text("retired: []\n"), EVERYTHING),
        (lambda root: (root / "content/services/stray.md").write_text(""), EVERYTHING),
        (lambda root: edit(root / "site_config.yml", "demonstration: 是", "demonstration: 否"), EVERYTHING),
        (lambda root: edit(root / "templates/shared/look.yml", "body: 12", "body: 13"), EVERYTHING),
        (lambda root: (root / "templates/board/more.typ").write_text(""), {"board/old-street", "board/sunny-garden"}),
        (
            lambda root: (root / "templates/website/more.html").write_text(""),
            {"website/", "website/old-street", "website/sunny-garden"},
        ),
        (lambda root: (root / "committees/old-street/.committee.yml.swp").write_text(""), set()),
        (lambda root: (root / "README.md").write_text(""), set()),
        (lambda root: (root / "content/Thumbs.db").write_text(""), set()),
        (lambda root: (root / "committees/old-street/会议.docx").write_text(""), set()),
    ],
)
def test_a_change_reaches_what_is_made_from_it(
    example: Path, change: Callable[[Path], object], units: set[str]
) -> None:
    templates_to_edit(example)
    assert changed(example, change) == units


def test_a_new_font_reaches_every_print(example: Path) -> None:
    fonts = templates_to_edit(example) / "fonts"
    fonts.unlink()
    fonts.mkdir()
    assert changed(example, lambda root: (fonts / "new.ttf").write_bytes(b"")) == PRINTS


def test_a_change_of_further_fonts_reaches_every_print(example: Path) -> None:
    (example / "more").mkdir()
    assert changed(example, lambda root: (root / "more/new.ttf").write_bytes(b""), "more") == PRINTS


def test_a_committee_that_comes_or_goes_reaches_the_first_page(example: Path) -> None:
    assert changed(example, lambda root: shutil.rmtree(root / "committees/old-street")) >= {"website/"}


def test_where_the_handbook_lies_does_not_matter(example: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(example, moved)
    assert [digest(Sources(moved), *unit) for unit in UNITS] == [digest(Sources(example), *unit) for unit in UNITS]
    assert Sources(moved).whole(NEEDS) == Sources(example).whole(NEEDS)


@pytest.mark.parametrize("module", ["__init__.py", "build/inputs.py", "products/rulebook/book.py", "text/chinese.py"])
def test_a_change_of_any_module_makes_another_program(repository: Path, tmp_path: Path, module: str) -> None:
    program = tmp_path / "generator"
    shutil.copytree(repository / "generator", program, ignore=shutil.ignore_patterns("__pycache__"))
    script = "from pathlib import Path; from generator.build.inputs import Sources; print(Sources(Path()).program)"
    command = [sys.executable, "-c", script]

    def digest_of_program() -> str:
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    before = digest_of_program()
    assert before == digest_of_program()
    with (program / module).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest_of_program() != before


def test_a_file_counts_by_its_name_as_well_as_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    first = digest_of_files(tmp_path, [file])
    assert digest_of_files(tmp_path, [file.rename(tmp_path / "b")]) != first


def test_sha256_is_that_of_the_standard() -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
