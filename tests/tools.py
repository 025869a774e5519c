"""What several tests do to a copy of the example: change its files, plan it, and render parts of it."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from generator.build.planned import Planned
from generator.build.render import site_inputs, website_files
from generator.check.finding import Judged
from generator.cli.main import main
from generator.codes import compare, ledger, qr
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages, committee_pages
from generator.journey import check
from generator.model.handbook import Handbook
from generator.model.labels import Labels
from generator.model.ledger import Edition
from generator.model.words import Words
from generator.problem import Problem
from generator.products.catalogue import FORMS, PRODUCTS
from generator.products.names import SITE, WEBSITE
from generator.products.plan import plan
from generator.products.product import Artifact, Data, Unit
from generator.products.website import addresses
from generator.read.files import read_file
from generator.read.templates import read_templates

TESTS = Path(__file__).parent
TEMPLATES = TESTS.parent / "templates"

LABELS = read_file(TEMPLATES / "shared/labels.yml", "templates/shared/labels.yml", Labels)
WORDS = read_file(TEMPLATES / "shared/words.yml", "templates/shared/words.yml", Words)
"""What the shipped files of words say."""


def edit(path: Path, old: str, new: str) -> None:
    """Change a passage of a file, which must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{path} has no “{old}”"
    path.write_text(text.replace(old, new), "utf-8")


def line_of(path: Path, passage: str) -> int:
    """The first line of a file that holds a passage, counted from 1."""
    return next(number for number, line in enumerate(path.read_text("utf-8").split("\n"), 1) if passage in line)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path, but locks, which stay where they were taken, and when files were made."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".lock", ".times"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def names(folder: Path) -> list[str]:
    """What stands in a folder itself, but locks."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def typed(*words: str | Path) -> tuple[int, str, str]:
    """Run the command line in this process; its exit code, what it wrote on stdout, and what on stderr."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def git(root: Path, *words: str) -> str:
    """Run git as somebody with a name, whatever the settings of this machine."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example", "-c", "commit.gpgsign=false", *words]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def forgotten(root: Path, **more: str) -> list[Problem]:
    """What somebody remembers and the ledgers have forgotten."""
    return [problem for problem in check(root, **more) if problem.rule == "X3"]


def templates_to_edit(root: Path) -> Path:
    """Templates that may be changed; the fonts, which are large, stay where they are."""
    templates = root / "templates"
    if templates.is_symlink():
        templates.unlink()
    if not templates.exists():
        shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("fonts"))
        (templates / "fonts").symlink_to(TEMPLATES / "fonts", target_is_directory=True)
    return templates


EDITION = {"number": 3, "date": "2026年3月1日", "month": "2026年3月", "proof": False}
"""The edition of a sheet that is printed from its bare data."""


def planned(
    handbook: Handbook,
    words: Collection[str] = tuple(PRODUCTS),
    committees: Collection[str] = (),
    judged: Sequence[Judged] = (),
) -> Planned:
    """Return a loaded handbook with the plan of the forms named, or of every product; nothing of it is checked.

    `judged` is what the rules are taken to have found.
    """
    templates = read_templates(handbook.root)
    assets = addresses(templates.sources, templates.look_source)
    return Planned(handbook, templates, tuple(judged), plan(handbook, words, committees, assets), ())


def website(ready: Planned, unit: Unit) -> dict[str, bytes]:
    """Return the files of one unit of the website by their path below build/; copies of prints are left out."""
    return website_files(ready, unit, site_inputs(ready))


def says(ready: Planned, artifact: Artifact) -> Data:
    """Return what a committee's printed file says, without its edition."""
    return FORMS[artifact.word].data(ready.briefs[artifact.committee], artifact)


def page(ready: Planned, path: str, preview: bool = False) -> str:
    """Return one file of the website as text, by its path below the website's root."""
    path = f"website/{path}"
    unit = next(unit for unit in ready.plan.units if any(artifact.path == path for artifact in unit.artifacts))
    part = replace(unit, artifacts=tuple(artifact for artifact in unit.artifacts if artifact.path == path))
    return website_files(ready, part, site_inputs(ready, preview=preview))[path].decode()


def site_file(ready: Planned, template: str) -> str:
    """Return what one of the website's templates makes, as text, of what all pages of the sub-district share."""
    artifact = Artifact(f"website/{template}", WEBSITE, SITE, template)
    return website(ready, Unit(WEBSITE, WEBSITE, SITE, (artifact,)))[artifact.path].decode()


def issued_edition(serial: int, facts: Facts, sheet: str = "board", **more: Any) -> Edition:
    """Return the edition of a sheet that said this when it was issued, on the day of all tests."""
    day = datetime.date(2026, 11, 22)
    told = {"sheet": sheet, "edition": 1, "date": day, "digest": compare.digest(facts), "codes": "001"}
    return Edition(**{**told, "serial": serial, **more})


def having_issued(handbook: Handbook, *editions: Edition, **snapshots: Facts) -> CommitteePages:
    """Return the pages of the example's fuller committee once it has issued these editions.

    What they said was kept where it is named by the serial: `s1`, `s2` and so on.
    """
    committee = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    kept = {name[1:]: facts for name, facts in snapshots.items()}
    issued = replace(committee, ledger=ledger.issue(committee.ledger, editions), snapshots=kept)
    return committee_pages(handbook, issued)


def with_drawn_symbols(data: Any) -> Any:
    """Return a sheet's plain data with the symbol of each code beside its address, for tests that print such data."""
    if isinstance(data, dict):
        inner = {key: with_drawn_symbols(value) for key, value in data.items()}
        return {**inner, "svg": qr.svg(data["url"])} if "url" in data else inner
    return [with_drawn_symbols(item) for item in data] if isinstance(data, list) else data
