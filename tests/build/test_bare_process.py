"""A process that is handed one committee, and nothing else, makes what the whole build makes of it."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browser.papers import hang_up
from tools import tree

from generator.build import pages
from generator.build.earlier import Earlier
from generator.build.known import NOTHING
from generator.build.planned import Planned
from generator.build.prints import data_of, sheet_of
from generator.build.render import site_inputs
from generator.build.request import Request
from generator.journey import build, prepare
from generator.products.product import Artifact
from generator.website.inputs import CommitteeInputs, SiteInputs

SLUG, NAME = "sunny-garden", "阳光花园"
OTHERS = ("老街", "孙示例", "周范例")
"""The other committee's name, and those of its staff."""

WORDS = ("website", "board", "rulebook")


class Whole(NamedTuple):
    """The example with paper on its walls, planned and built as a whole."""

    planned: Planned
    build: dict[str, bytes]
    site: SiteInputs

    def artifacts(self, word: str) -> tuple[Artifact, ...]:
        """The files of the one committee in one form."""
        return next(unit.artifacts for unit in self.planned.plan.units if unit.name == f"{word}/{SLUG}")


@pytest.fixture(scope="module")
def whole(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The whole build; what it was made from is gone from the disk, but for the templates of prints."""
    root = copy_example(tmp_path_factory.mktemp("whole"))
    hang_up(root, "guide", "board")
    build(Request(root, root / "build", WORDS))
    planned = prepare(root, WORDS)
    site = site_inputs(planned, Earlier.of(root / "build").sizes)
    found = Whole(planned, tree(root / "build"), site)
    for name in ("committees", "content", "build", "site_config.yml"):
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return found


@pytest.fixture
def in_a_bare_process(repository: Path, tmp_path: Path) -> Callable[[str, object], Any]:
    """What an expression is of `handed`, which another process reads from a file; that process knows nothing else."""

    def run(expression: str, handed: object) -> Any:
        content = pickle.dumps(handed)
        assert [name for name in (NAME, *OTHERS) if name.encode() in content] == [NAME]
        (tmp_path / "handed").write_bytes(content)
        module, _, _ = expression.partition("(")
        script = (
            f"import pickle, pathlib, {module.rpartition('.')[0]}\n"
            "handed = pickle.loads(pathlib.Path('handed').read_bytes())\n"
            f"pathlib.Path('answer').write_bytes(pickle.dumps({expression}))\n"
        )
        known = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
        environment = {**known, "PYTHONPATH": str(repository), "PYTHONHASHSEED": "7"}
        subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
        return pickle.loads((tmp_path / "answer").read_bytes())

    return run


def test_a_committees_website(whole: Whole, in_a_bare_process: Callable[[str, object], Any]) -> None:
    artifacts = whole.artifacts("website")
    inputs = CommitteeInputs(whole.planned.plan.committees[SLUG], whole.site.of_one_committee)
    files = in_a_bare_process("generator.website.render.committee_files(*handed)", (artifacts, inputs))
    copies = {artifact.path for artifact in artifacts if artifact.copy_of}
    assert len(copies) > 3
    assert files.keys() == {artifact.path for artifact in artifacts} - copies
    assert len(files) > 100
    assert files == {path: whole.build[path] for path in files}


def test_a_committees_website_read_again(whole: Whole, in_a_bare_process: Callable[[str, object], Any]) -> None:
    """As a worker is handed it, but for what it could work out itself, such as how names of others are read."""
    unit = next(unit for unit in whole.planned.plan.units if unit.name == f"website/{SLUG}")
    asked = pages.asked(whole.planned, unit, whole.site.sizes)._replace(known=NOTHING)
    handed = (pages.shared_by_all(whole.site), asked)
    filled = in_a_bare_process("generator.build.pages.fill(*handed)", handed)
    assert filled.files == {path: whole.build[path] for path in filled.files}
    assert len(filled.files) > 100
    assert filled.leaks == ()


@pytest.mark.parametrize("word", ["board", "rulebook"])
def test_the_data_of_a_committees_sheet(
    whole: Whole, in_a_bare_process: Callable[[str, object], Any], word: str
) -> None:
    (artifact,) = whole.artifacts(word)
    one = whole.site.of_one_committee.handbook
    brief = replace(whole.planned.briefs[SLUG], handbook=one, judged=(), products={})
    data = in_a_bare_process("generator.products.standing.sheet_data(*handed)", (brief, artifact))
    assert data["edition"]["number"] == 2
    assert data == data_of(whole.planned, artifact)


@pytest.mark.parametrize("word", ["board", "rulebook"])
def test_a_committees_sheet(whole: Whole, in_a_bare_process: Callable[[str, object], Any], word: str) -> None:
    (artifact,) = whole.artifacts(word)
    handed = (sheet_of(whole.planned, artifact), whole.planned.office(SLUG))
    printed = in_a_bare_process("generator.build.prints.print_sheet(*handed)", handed)
    assert printed.content == whole.build[artifact.path]
    assert printed.leaks == ()
