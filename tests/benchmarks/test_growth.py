"""A handbook that was grown: as many committees as were wanted, sound, and the same whoever grows it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.journey import check
from generator.problem import errors
from tests.benchmarks.growth import MOST, grow

GROWN = 40


def grown(repository: Path, root: Path, total: int = GROWN) -> Path:
    """The handbook that is shipped, grown."""
    for name in ("content", "committees", "templates"):
        shutil.copytree(repository / name, root / name)
    shutil.copy2(repository / "site_config.yml", root)
    grow(root, total)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the committees, by path."""
    folder = root / "committees"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_grown_handbook_is_sound_and_always_the_same(repository: Path, tmp_path: Path) -> None:
    """No rule finds a mistake that stops, nothing is drawn anew, and no two committees share what tells them apart."""
    root = grown(repository, tmp_path / "one")
    assert len(list((root / "committees").iterdir())) == GROWN
    assert [problem.text() for problem in errors(check(root))] == []
    assert contents(root) == contents(grown(repository, tmp_path / "other"))
    profiles = [path.read_text("utf-8") for path in (root / "committees").glob("*/committee.yml")]
    for key in ("name", "code", "number", "address", "phone", "duty_phone"):
        values = [value for profile in profiles for value in re.findall(rf"^{key}: (.*)$", profile, re.MULTILINE)]
        assert len(values) == len(set(values))
        assert len(values) == GROWN or key == "duty_phone"  # some have none


def test_handbooks_of_all_sizes_are_of_one_kind(repository: Path, tmp_path: Path) -> None:
    """One that was not to grow has new numbers and no ledgers as well: what further ones cost can be told."""
    shipped = contents(repository)
    same = contents(grown(repository, tmp_path, sum(path.is_dir() for path in (repository / "committees").iterdir())))
    assert set(same) == {path for path in shipped if Path(path).name != "codes.yml" and "editions" not in path}
    assert all(
        re.search(rb'^number: "\d{4}"$', text, re.MULTILINE) for path, text in same.items() if "committee" in path
    )


@pytest.mark.parametrize("total", [3, MOST + 1])
def test_what_cannot_be_grown_is_refused(repository: Path, tmp_path: Path, total: int) -> None:
    """Fewer than there are, or more than there are invented telephone numbers for."""
    with pytest.raises(ValueError, match=f"cannot become {total}"):
        grown(repository, tmp_path, total)
