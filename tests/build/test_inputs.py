"""Digests: they change with what a unit is made from, and with nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import edit, templates_to_edit

from generator.build.inputs import Sources, of_files, sha256

OUTPUTS = ("website", "rulebook", "board")
UNITS = [
    ("website", ""),
    *((output, slug) for output in OUTPUTS for slug in ("old-street", "sunny-garden")),
]


def changed(root: Path, change: Callable[[Path], object], more_fonts: str = "") -> set[str]:
    """The units whose digest a change of the sources changes."""
    before = Sources(root, more_fonts)
    digests = {unit: before.unit(*unit) for unit in UNITS}
    whole = before.whole(OUTPUTS)
    change(root)
    after = Sources(root, more_fonts)
    found = {"/".join(unit) for unit, digest in digests.items() if after.unit(*unit) != digest}
    assert (after.whole(OUTPUTS) != whole) == bool(found)
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
        (lambda root: (root / "content/new.yml").write_text(""), EVERYTHING),
        (lambda root: edit(root / "site_config.yml", "demonstration: 是", "demonstration: 否"), EVERYTHING),
        (lambda root: edit(root / "templates/shared/look.yml", "body: 12", "body: 13"), EVERYTHING),
        (lambda root: (root / "templates/board/more.typ").write_text(""), {"board/old-street", "board/sunny-garden"}),
        (
            lambda root: (root / "templates/website/more.html").write_text(""),
            {"website/", "website/old-street", "website/sunny-garden"},
        ),
        (lambda root: (root / "committees/old-street/.committee.yml.swp").write_text(""), set()),
        (lambda root: (root / "README.md").write_text(""), set()),
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
    assert [Sources(moved).unit(*unit) for unit in UNITS] == [Sources(example).unit(*unit) for unit in UNITS]
    assert Sources(moved).whole(OUTPUTS) == Sources(example).whole(OUTPUTS)


def test_a_file_counts_by_its_name_as_well_as_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    first = of_files(tmp_path, [file])
    assert of_files(tmp_path, [file.rename(tmp_path / "b")]) != first


def test_sha256_is_that_of_the_standard() -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
