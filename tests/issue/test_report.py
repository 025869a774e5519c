"""`handbook report`, and builds: who writes the ledgers of breaches and when, and what becomes of spoilt ones."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from tools import edit, tree, typed

from generator.build import ledgers
from generator.build.request import Request
from generator.check.breaches import faults
from generator.issue.report import late, report, text, write_files
from generator.journey import build, check
from generator.model.breaches import Breaches
from generator.problem import HandbookError, errors
from generator.read.breaches import read_breaches
from generator.read.listing import breaches_file

REGISTER = "committees/sunny-garden/register.yml"
OWN = breaches_file("sunny-garden")
SHARED = breaches_file("")


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let it be another day."""
    moment = datetime.datetime.fromisoformat(f"{day}T04:00:00+00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))


@pytest.fixture
def breached(example: Path) -> Path:
    """The example with something to mend that stops nothing: a board that runs out in nine days."""
    edit(example / REGISTER, "valid_until: 2027-02-28", "valid_until: 2026-12-01")
    return example


def said(root: Path, file: str = OWN) -> str:
    return (root / file).read_text("utf-8")


def kept(root: Path) -> Breaches:
    return read_breaches(root).ledgers["sunny-garden"]


def told(root: Path, rule: str) -> list[str]:
    return [problem.message for problem in check(root) if problem.rule == rule]


def make(root: Path, *words: str) -> bool:
    """Make something; tell whether nothing had changed."""
    return build(Request(root, root / "build", words or ("report",), jobs=1)).unchanged


# --- who writes ------------------------------------------------------------------------------------------------------


def test_a_check_writes_nothing(breached: Path) -> None:
    before = tree(breached)
    check(breached)
    assert tree(breached) == before


def test_the_report_writes_since_when_and_the_sub_districts_ledger_names_whose(breached: Path) -> None:
    assert report(breached).written == 2
    (line,) = kept(breached).breaches
    assert (line.rule, line.gravity, line.first) == ("B9", "warning", datetime.date(2026, 11, 22))
    assert line.due == datetime.date(2027, 1, 6)
    assert read_breaches(breached).ledgers[""].committees == ("sunny-garden",)


def test_a_sound_handbook_gets_no_ledger(example: Path) -> None:
    before = {path: content for path, content in tree(example).items() if "lock" not in str(path)}
    assert report(example).written == 0
    assert {path: content for path, content in tree(example).items() if "lock" not in str(path)} == before


def test_a_build_writes_it_once_and_then_nothing_has_changed(breached: Path) -> None:
    assert not make(breached)
    before, written = said(breached), (breached / OWN).stat().st_mtime_ns
    assert make(breached)
    assert (said(breached), (breached / OWN).stat().st_mtime_ns) == (before, written)
    report(breached)
    assert (breached / OWN).stat().st_mtime_ns == written
    assert make(breached)


def test_the_same_data_day_and_ledger_make_the_same_bytes(breached: Path) -> None:
    """The first build, which writes the ledger, and one that finds it there."""
    make(breached)
    first = {path.name: path.read_bytes() for path in (breached / "build/report").iterdir()}
    build(Request(breached, breached / "build", ("report",), jobs=1, cache=False))
    assert {path.name: path.read_bytes() for path in (breached / "build/report").iterdir()} == first


def test_no_later_run_moves_a_day(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(breached)
    before = said(breached)
    for day in ("2026-11-23", "2026-11-30"):
        on(monkeypatch, day)
        assert not make(breached)
        assert said(breached) == before
    on(monkeypatch, "2026-12-02")  # it has run out: an error now
    report(breached)
    line = next(line for line in kept(breached).breaches if line.rule == "B9")
    assert (line.gravity, line.first, line.due) == ("error", datetime.date(2026, 11, 22), datetime.date(2026, 12, 16))


def test_what_was_mended_is_closed_and_stays_known(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(breached)
    edit(breached / REGISTER, "valid_until: 2026-12-01", "valid_until: 2027-02-28")
    on(monkeypatch, "2026-11-25")
    make(breached)
    (line,) = kept(breached).breaches
    assert (line.first, line.mended) == (datetime.date(2026, 11, 22), datetime.date(2026, 11, 25))


def test_a_ledger_is_told_of_in_the_report_and_nowhere_else(breached: Path) -> None:
    """What does not say it is not made anew because of it."""
    make(breached, "report", "plates")
    (breached / OWN).unlink()
    (breached / SHARED).unlink()
    build(Request(breached, breached / "build", ("plates",), jobs=1))  # as it is: nothing to do for it
    assert make(breached, "plates")
    assert not make(breached, "report")


def test_a_build_that_fails_takes_the_ledger_back(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("generator.build.staging.Staging.swap_in", fail)
    with pytest.raises(OSError, match="full"):
        make(breached)
    assert not (breached / OWN).exists() and not (breached / SHARED).exists()


def test_two_at_once_write_one_ledger(breached: Path) -> None:
    threads = [threading.Thread(target=report, args=(breached,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept(breached).breaches) == 1
    assert not list(faults(kept(breached)))
    assert not list(breached.rglob(".*draft*"))


def test_a_draft_of_a_killed_run_is_swept(breached: Path) -> None:
    folders = (breached / "content", breached / "committees/sunny-garden")
    drafts = [folder / ".breaches.yml.draft-abcd1234" for folder in folders]
    for draft in drafts:
        draft.write_text("breaches:\n", "utf-8")
    report(breached)
    assert not any(draft.exists() for draft in drafts)


# --- ledgers that are spoilt -----------------------------------------------------------------------------------------


def spoil(root: Path, old: str, new: str) -> None:
    assert old in said(root)
    (root / OWN).write_text(said(root).replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("due: 2027-01-06", "due: 2029-01-06", "这一行（B9）被手工改过"),
        ('lines: "1"', 'lines: "0"', "一共几行的这一行被手工改过"),
        ("breaches:\n", "breaches: [\n", "读不懂"),
        ("gravity: warning", "gravity: grave", "读不懂"),
        ("breaches:\n", "breeches:\n", "读不懂"),
    ],
)
def test_a_spoilt_ledger_is_told_stops_nothing_and_is_not_written_over(
    breached: Path, old: str, new: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(breached)
    spoil(breached, old, new)
    spoilt = said(breached)
    assert any(message in each for each in told(breached, "D120"))
    assert not errors(check(breached))
    on(monkeypatch, "2026-11-24")
    make(breached)
    assert any(message in problem.message for problem in report(breached).problems)
    assert said(breached) == spoilt


def test_a_line_that_was_taken_out_is_told(breached: Path) -> None:
    report(breached)
    without = "".join(line for line in said(breached).splitlines(keepends=True) if "rule: B9" not in line)
    (breached / OWN).write_text(without.replace("breaches:\n", "breaches: []\n"), "utf-8")
    assert told(breached, "D120") == ["违规台账记过1行，现在少了1行"]


@pytest.mark.parametrize("file", [OWN, SHARED])
def test_a_lost_ledger_is_told_and_not_begun_anew(breached: Path, file: str) -> None:
    report(breached)
    before = said(breached, file)
    (breached / file).unlink()
    assert told(breached, "D120") == ["违规台账不见了，头一次看到的日子和期限都没有了"]
    report(breached)
    assert not (breached / file).exists()
    (breached / file).write_text(before, "utf-8")
    assert told(breached, "D120") == []


def test_the_sub_districts_lost_ledger_can_be_begun_anew_as_the_message_tells(breached: Path) -> None:
    """It names the others, so that no line of it can be taken out: all of them are begun anew."""
    report(breached)
    (breached / SHARED).unlink()
    (problem,) = (each for each in check(breached) if each.rule == "D120")
    assert "各居委会的 breaches.yml" in problem.hint
    assert "写着它的一行" not in problem.hint
    for file in breached.glob("committees/*/breaches.yml"):
        file.unlink()
    report(breached)
    assert told(breached, "D120") == []


def test_a_ledger_begins_anew_once_somebody_says_so(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the message tells: the file, and the line of the sub-district's that names it."""
    report(breached)
    (breached / OWN).unlink()
    (breached / SHARED).write_text(said(breached, SHARED).replace("  - sunny-garden\n", ""), "utf-8")
    on(monkeypatch, "2026-11-24")
    report(breached)
    assert [line.first for line in kept(breached).breaches] == [datetime.date(2026, 11, 24)]
    assert told(breached, "D120") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only some accounts make links")
def test_a_link_in_the_place_of_a_ledger_is_told(breached: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_text("breaches: []\n", "utf-8")
    (breached / OWN).symlink_to(tmp_path / "elsewhere.yml")
    assert told(breached, "D120") == ["违规台账不能是链接"]
    report(breached)
    assert (tmp_path / "elsewhere.yml").read_text("utf-8") == "breaches: []\n"


def test_a_merge_of_two_clerks_is_put_in_order(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(breached)
    earlier = said(breached)
    (breached / OWN).unlink()
    (breached / SHARED).unlink()
    on(monkeypatch, "2026-11-20")
    report(breached)
    (line,) = (line for line in said(breached).splitlines() if "rule: B9" in line)
    (count,) = (line for line in earlier.splitlines() if "lines:" in line)
    merged = earlier.replace("breaches:\n", f"breaches:\n{line}\n").replace(f"{count}\n", f"{count}\n{count}\n")
    (breached / OWN).write_text(merged, "utf-8")
    on(monkeypatch, "2026-11-23")
    assert told(breached, "D120") == []
    report(breached)
    assert [line.first for line in kept(breached).breaches] == [datetime.date(2026, 11, 20)]
    assert said(breached).count("lines:") == 1


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
@pytest.mark.parametrize("there_before", [True, False])
def test_git_merges_two_clerks_ledgers_by_itself(
    breached: Path, repository: Path, monkeypatch: pytest.MonkeyPatch, there_before: bool
) -> None:
    """Each finds another thing, and both find one; whether or not there were ledgers before."""
    shutil.copy(repository / ".gitattributes", breached)
    if there_before:
        on(monkeypatch, "2026-11-20")
        report(breached)
    git(breached, "init", "--quiet", "--initial-branch", "main")
    git(breached, "add", "--all", ".gitattributes", "content", "committees", "site_config.yml")
    git(breached, "commit", "--quiet", "-m", "start")
    rooms = "committees/sunny-garden/rooms.yml"
    for branch, day, old in (("one", "2026-11-22", "capacity: 20"), ("other", "2026-11-24", "capacity: 15")):
        git(breached, "checkout", "--quiet", "-b", branch, "main")
        text = (breached / rooms).read_text("utf-8")
        assert text.count(f"    {old}\n") == 1
        (breached / rooms).write_text(text.replace(f"    {old}\n", ""), "utf-8")
        on(monkeypatch, day)
        report(breached)
        git(breached, "add", "--all", "content", "committees")
        git(breached, "commit", "--quiet", "-m", branch)
    git(breached, "merge", "--quiet", "--no-edit", "one")
    on(monkeypatch, "2026-11-25")
    assert told(breached, "D120") == []
    report(breached)
    firsts = {(line.rule, line.first.isoformat(), line.mended) for line in kept(breached).breaches}
    first = "2026-11-20" if there_before else "2026-11-22"
    assert firsts == {("B9", first, None), ("R5", "2026-11-22", None), ("R5", "2026-11-24", None)}
    assert not list(faults(kept(breached)))


def test_a_ledger_that_is_full_is_told(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers.yaml, "LARGEST", 100)
    with pytest.raises(HandbookError) as raised:
        ledgers.refuse_full({OWN: b"breaches: []\n" + b"#" * 100})
    assert [problem.rule for problem in raised.value.problems] == ["D100"]


# --- what is told ----------------------------------------------------------------------------------------------------


def test_what_is_overdue_is_told_in_one_line_by_check_build_and_status(
    breached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(breached / REGISTER, "valid_until: 2026-12-01", "valid_until: 2027-01-20")
    edit(breached / "content/policy.yml", "warning_days: 45", "warning_days: 5")
    on(monkeypatch, "2027-01-10")
    edit(breached / "content/policy.yml", "warn_days: ", "warn_days: 2")
    report(breached)
    assert told(breached, "D121") == []
    on(monkeypatch, "2027-01-16")
    (line,) = told(breached, "D121")
    assert "已经过了改好的期限，最早的应当在2027年1月15日以前改好" in line
    assert line in typed("check", "--root", breached)[2]
    assert line in typed("status", "--root", breached)[2]


def test_the_command_lists_by_day_and_exits_with_1_where_something_is_overdue(
    breached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = typed("report", "--root", breached)
    assert (code, "B9" in out, "怎么" in out) == (0, True, False)
    assert "0 件过了期限" in err
    assert f"{REGISTER}:" in out
    on(monkeypatch, "2026-12-03")
    code, out, err = typed("report", "--root", breached)
    assert (code, out.splitlines()[0].startswith("已经过了期限")) == (1, True)
    code, out, err = typed("report", "--root", breached, "--format", "json")
    first = json.loads(out)[0]
    assert (code, first["rule"], first["due"], first["left"]) == (1, "B9", "2026-12-01", -2)


def test_a_handbook_with_mistakes_has_a_list_all_the_same(breached: Path) -> None:
    """That is what the list is for: a committee that no build makes pages of is in it."""
    edit(breached / REGISTER, "valid_until: 2026-12-01", "valid_until: 2026-11-01")
    reported = report(breached)
    assert late(reported) == 1
    assert any("B9" in line for line in text(reported))
    assert {line.rule for line in kept(breached).breaches} == {"B9", "G2", "P6"}


def test_a_committee_that_cannot_be_read_keeps_what_was_found(breached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(breached)
    edit(breached / "committees/sunny-garden/committee.yml", "name: 阳光花园", "nmae: 阳光花园")
    (breached / "committees/sunny-garden/hours.yml").write_text("periods: [\n", "utf-8")
    on(monkeypatch, "2026-11-25")
    before = said(breached)
    reported = report(breached)
    assert said(breached) == before
    assert any("没有核对" in todo.text for todo in reported.todos if todo.rule == "B9")
    assert errors(reported.problems)


def test_the_files_are_put_into_a_folder_of_their_own(breached: Path, tmp_path: Path) -> None:
    folder = tmp_path / "待办"
    assert typed("report", "--root", breached, "--to", folder)[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == ["todo.csv", "todo.ics", "todo.pdf", "todo.xlsx"]
    once = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert typed("report", "--root", breached, "--to", folder)[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == once


def test_nobody_elses_files_are_written_over(breached: Path, tmp_path: Path) -> None:
    (tmp_path / "todo.csv").write_text("mine", "utf-8")
    for folder in (tmp_path, breached / "content"):
        with pytest.raises(HandbookError) as raised:
            write_files(report(breached), folder)
        assert [problem.rule for problem in raised.value.problems] == ["D083"]
    assert (tmp_path / "todo.csv").read_text("utf-8") == "mine"
