"""Ledgers are written last: what fails before has written nothing, what is killed after is finished."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools import edit, git, tree

from generator.build import ledgers, stages, workshop
from generator.build.request import Request
from generator.build.staging import Staging
from generator.codes.compare import digest_of
from generator.disk.files import DRAFT, atomically
from generator.issue.issue import Order, issue
from generator.journey import build
from generator.read.files import load
from generator.read.listing import own_file, snapshot_file

SLUG = "sunny-garden"
GARDEN = f"committees/{SLUG}"
LEDGER = f"{GARDEN}/codes.yml"
SAID = b"{}\n"
LINE = f'  - {{serial: "1", sheet: board, edition: "1", says: "{digest_of(SAID)}"}}\n'
KEPT = snapshot_file(SLUG, f"1-{digest_of(SAID)}")


def waiting(root: Path) -> Path:
    """Lay down what a sheet says, as a run leaves it that was killed before or after it wrote the ledger."""
    file = root / KEPT
    file.parent.mkdir()
    place = file.with_name(f".{file.name}{ledgers.WAITING}")
    place.write_bytes(SAID)
    return place


def test_what_waits_for_an_edition_that_was_written_is_put_in_its_place(example: Path) -> None:
    place = waiting(example)
    (example / LEDGER).write_text(f"codes: []\neditions:\n{LINE}")
    ledgers.recover(example)
    assert (example / KEPT).read_bytes() == SAID
    assert not place.exists()


def test_what_waits_for_an_edition_that_was_not_written_is_swept(example: Path) -> None:
    waiting(example)
    before = tree(example / "content")
    ledgers.recover(example)
    assert list((example / KEPT).parent.iterdir()) == []
    assert tree(example / "content") == before


def test_drafts_are_swept(example: Path) -> None:
    draft = example / GARDEN / ".codes.yml.draft-x7k2a9b1"
    draft.write_bytes(b"half")
    ledgers.recover(example)
    assert not draft.exists()


def test_what_only_looks_like_ours_is_neither_swept_nor_put_in_a_place(example: Path) -> None:
    place = waiting(example)
    mine = {
        place: b"my notes",  # not what its name says
        place.with_name(".notes.waiting"): b"",
        place.with_name(f"{place.name}.draft-1"): b"",
        example / GARDEN / ".notes.draft-a1b2c3d4": b"",
        example / GARDEN / ".codes.yml.draft-of mine": b"",
    }
    for file, content in mine.items():
        file.write_bytes(content)
    (example / LEDGER).write_text(f"codes: []\neditions:\n{LINE}")
    ledgers.recover(example)
    assert {file: file.read_bytes() for file in mine} == mine
    assert not (example / KEPT).exists()


def test_nothing_is_swept_through_a_link(example: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept = {elsewhere / ".codes.yml.draft-a1b2c3d4": b"", elsewhere / waiting(example).name: SAID}
    for file, content in kept.items():
        file.write_bytes(content)
    (example / "committees/linked").symlink_to(elsewhere)
    (example / "committees/old-street/editions").symlink_to(elsewhere)
    link = example / GARDEN / ".codes.yml.draft-b1b2c3d4"
    link.symlink_to(elsewhere / ".codes.yml.draft-a1b2c3d4")
    ledgers.recover(example)
    assert {file: file.read_bytes() for file in kept} == kept
    assert link.is_symlink()


def test_while_a_ledger_cannot_be_read_what_waits_for_it_waits(example: Path) -> None:
    place = waiting(example)
    (example / LEDGER).unlink()
    (example / LEDGER).mkdir()
    ledgers.recover(example)
    assert place.read_bytes() == SAID


def test_a_ledger_is_written_once_all_that_it_tells_of_is_there(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First what the sheet says, then the sheet's edition, then what shows both: whoever is killed between has no more.

    The other way round there would be an edition of which nobody knows what it said, or a sheet of no edition.
    """
    build(Request(example, example / "build", ("forms",), jobs=1))
    moments: list[str] = []
    swap_in = Staging.swap_in

    def writing(path: Path, content: bytes, lasting: bool = False) -> None:
        if path == example / LEDGER:
            moments.append("ledger")
            assert list(example.glob(f".build.work-*/*/plates/{SLUG}.pdf"))
            assert [file.suffix for file in (example / GARDEN / "editions").iterdir()] == [ledgers.WAITING]
        elif path.is_relative_to(example / GARDEN):
            moments.append("said")
        atomically(path, content, lasting)

    def swapping(folder: Staging) -> None:
        moments.append("build")
        (edition,) = next(own for own in load(example).committees if own.slug == SLUG).ledger.editions
        assert (example / GARDEN / "editions" / f"1-{edition.says}.json").is_file()
        assert not (example / "build/plates").exists()
        swap_in(folder)

    monkeypatch.setattr("generator.build.ledgers.atomically", writing)
    monkeypatch.setattr(Staging, "swap_in", swapping)
    issue(Order(example, example / "build", ("plates",), SLUG))
    assert moments == ["said", "ledger", "build"]


def test_what_fails_afterwards_takes_everything_back(example: Path) -> None:
    before = tree(example / GARDEN)
    with pytest.raises(ZeroDivisionError), ledgers.written(example, {LEDGER: b"new", KEPT: b"{}"}):
        assert (example / LEDGER).read_bytes() == b"new"
        assert (example / KEPT).read_bytes() == b"{}"
        raise ZeroDivisionError
    assert tree(example / GARDEN) == before


def test_what_somebody_else_wrote_meanwhile_is_not_taken_back(example: Path) -> None:
    with pytest.raises(ZeroDivisionError), ledgers.written(example, {LEDGER: b"new"}):
        (example / LEDGER).write_bytes(b"somebody else's")
        raise ZeroDivisionError
    assert (example / LEDGER).read_bytes() == b"somebody else's"


def test_a_build_that_fails_has_given_out_no_codes(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example / LEDGER).unlink()

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.build.staging.Staging.swap_in", fail)
    with pytest.raises(OSError, match="No space"):
        build(Request(example, example / "build", ("forms",), jobs=1))
    assert not (example / LEDGER).exists()


def test_an_issue_that_fails_has_issued_nothing(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(example)

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.build.write.verified", fail)
    with pytest.raises(OSError, match="No space"):
        issue(Order(example, example / "build", ("plates",), SLUG))
    assert tree(example) == before


def test_a_sheet_that_was_issued_and_is_not_there_is_made_again(example: Path) -> None:
    order = Order(example, example / "build", ("plates",), SLUG)
    issue(order)
    sheet = example / "build/plates" / f"{SLUG}.pdf"
    made = sheet.read_bytes()
    sheet.unlink()
    again = issue(order)
    assert again.editions == ()
    assert [artifact.path for artifact in again.built.fresh] == [f"plates/{SLUG}.pdf"]
    assert sheet.read_bytes() == made


def test_what_an_author_changes_while_a_build_runs_is_made_with_the_next(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest that is kept is that of what was read, not of what is there in the end."""
    file = example / own_file(SLUG, "committee.yml")
    real = load

    def slow(root: Path) -> object:
        handbook = real(root)
        edit(file, "021-5555-0101", "021-5555-0108")
        return handbook

    monkeypatch.setattr("generator.build.stages.files.load", slow)
    build(Request(example, example / "build", ("forms",), jobs=1))
    monkeypatch.setattr("generator.build.stages.files.load", real)
    again = build(Request(example, example / "build", ("forms",), jobs=1))
    assert f"forms/{SLUG}.pdf" in [artifact.path for artifact in again.fresh]


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_what_a_killed_run_leaves_is_committed_by_nobody(example: Path, repository: Path) -> None:
    """Locks, drafts, what waits, and the folder in which a build is put together."""
    shutil.copy(repository / ".gitignore", example)
    git(example, "init", "--quiet")
    git(example, "add", "--all")
    git(example, "commit", "--quiet", "--message=all")
    with stages.writing(Request(example, example / "build")):
        (workshop.opened(example / "build") / workshop.NEW / "a.pdf").touch()
        kept = waiting(example)
        for file in (example / LEDGER, example / "site_config.yml", kept, example / KEPT):
            file.with_name(f".{file.name}{DRAFT}x7k2a9b1").touch()
        assert len(list(example.rglob(".*lock"))) == 2
        assert git(example, "status", "--porcelain", "--untracked-files=all") == ""
