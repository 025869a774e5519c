"""A whole run of the benchmarks on a program of twenty lines: what is measured, in which order, and what is counted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import cases
from tests.benchmarks.edits import CAPACITY, COMMITTEE, CONTENT

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say what a process cost")

PROGRAM = '''\
"""Checks nothing, and makes a sheet of each file of the handbook anew where that file was changed."""
import pathlib, re, sys
words, root = sys.argv[1:], pathlib.Path(sys.argv[sys.argv.index("--root") + 1])
with open({log!r}, "a", encoding="utf-8") as log:
    log.write("{name} " + " ".join(word for word in words if "/" not in word) + "\\n")
if "downloads" in (root / "site_config.yml").read_text(encoding="utf-8"):
    sys.exit("the website would carry the prints")
if any(re.search({refused!r}, path.read_text(encoding="utf-8")) for path in root.rglob("*.yml")):
    sys.exit("this will not do")
if "--to" in words:
    target = pathlib.Path(words[words.index("--to") + 1])
    target.mkdir(parents=True, exist_ok=True)
    for path in (path for path in root.rglob("*") if path.is_file()):
        sheet, content = target / (path.parent.name + "-" + path.stem + ".pdf"), path.read_bytes()
        if not sheet.exists() or sheet.read_bytes() != content:
            sheet.write_bytes(content)
'''

DATA = {
    "site_config.yml": "site_name: 手册\nplugins:\n  - handbook:\n      downloads: [rulebook]\n",
    "content/policy.yml": "starts: [lantian-2]\n# since 2026\n",
    CONTENT.file: "办\n",
    COMMITTEE.file: 'name: 蓝天二村\nnumber: "016"\nphone: 021-5555-0116\nduty_phone: 021-5555-0156\n',
    CAPACITY.file: "rooms:\n  - id: hall\n    capacity: 30\n",
    "committees/beimen/committee.yml": 'name: 北门\nnumber: "002"\nphone: 021-5555-0102\nduty_phone: 021-5555-0142\n',
    "templates/base.html": "<body></body>\n",
}


def small_program(folder: Path, log: Path, refused: str = "(?!)", policy: str = DATA["content/policy.yml"]) -> Path:
    """A program with its data, which fails where a pattern is found in them."""
    program = PROGRAM.format(log=str(log), name=folder.name, refused=refused)
    for name, text in {
        **DATA,
        "content/policy.yml": policy,
        "generator/__main__.py": program,
        "generator/__init__.py": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the benchmarks set for all they start is gone afterwards."""
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


def run(tmp_path: Path, *words: str) -> dict[str, dict[str, dict[str, list[dict[str, float]]]]]:
    """The figures of a run in which every part has one round."""
    found = tmp_path / "figures.json"
    places = ("--package", str(tmp_path / "new"), "--folder", str(tmp_path), "--json", str(found))
    benchmarks.main([*words, *places, "--rounds", "1"])
    figures: dict[str, dict[str, dict[str, list[dict[str, float]]]]] = json.loads(found.read_text(encoding="utf-8"))
    return figures


def test_two_programs_are_measured_in_turn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same cases on the same data without downloads; after an edit as many sheets are counted as were written."""
    log = tmp_path / "log"
    new, old = (small_program(tmp_path / name, log) for name in ("new", "old"))
    before = {path: path.read_bytes() for path in (*new.rglob("*.*"), *old.rglob("*.*"))}
    figures = run(tmp_path, "--only", "check,edits", "--against", str(old))
    for side in ("this", "other"):
        costs = figures[side]["costs"]
        assert list(costs) == [step.case for step in (*cases.CHECKS, *cases.EDITED)]
        assert [costs[step.case][0]["sheets"] for step in cases.EDITED] == [0, 1, 1, 1]
        assert all(cost["cpu"] > 0 and cost["peak"] > 1 for rounds in costs.values() for cost in rounds)
    names = [line.partition(" ")[0] for line in log.read_text(encoding="utf-8").splitlines()]
    assert names[-12:] == ["new", "old"] * 6
    told = capsys.readouterr().out
    assert "measured on the same data" in told
    assert f"| this / older program: {cases.AFTER_PHONE} |" in told
    assert {path: path.read_bytes() for path in before if path.exists()} == before


def test_an_older_program_may_need_its_own_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it calls the new data unsound; the report says so."""
    log = tmp_path / "log"
    small_program(tmp_path / "new", log)
    old = small_program(tmp_path / "old", log, "since 2026", policy="starts: [lantian-2]\n")
    run(tmp_path, "--only", "check", "--against", str(old))
    assert "measured on its own data" in capsys.readouterr().out


def test_a_case_that_fails_has_no_figures_and_spoils_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was said is told, and the target is not kept."""
    small_program(tmp_path / "new", tmp_path / "log", r"capacity: (?!30\n)")
    figures = run(tmp_path, "--only", "edits")["this"]
    assert list(figures["costs"]) == [cases.NOTHING, cases.AFTER_PHONE, cases.AFTER_SENTENCE]
    assert list(figures["failed"]) == [cases.AFTER_CAPACITY]
    told = capsys.readouterr().out
    assert "    this will not do\n" in told
    assert told.count(f"| {cases.AFTER_CAPACITY} | ") == told.count("|  | FAILED |") == 2


def test_a_run_that_cannot_go_on_tells_what_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And ends as one that failed."""
    small_program(tmp_path / "new", tmp_path / "log", "手册")
    with pytest.raises(SystemExit, match="ended early"):
        run(tmp_path, "--only", "edits")
    assert "| not measured |" in capsys.readouterr().out


def test_a_run_that_is_stopped_tells_what_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run takes half an hour; nobody shall lose it by Ctrl+C."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    small_program(tmp_path / "new", tmp_path / "log")
    monkeypatch.setattr(cases, "one_round_of_previews", stop)
    with pytest.raises(SystemExit, match="ended early: it was told to"):
        run(tmp_path, "--only", "check,serve")
    assert f"| {cases.CHECK} | " in capsys.readouterr().out
    assert json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["this"]["costs"]


def test_a_handbook_grows_and_each_further_committee_has_its_price(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the parts and sizes that are named are run."""
    small_program(tmp_path / "new", tmp_path / "log")
    figures = run(tmp_path, "--only", "growth", "--sizes", "4,2")
    costs = figures["this"]["costs"]
    assert list(costs) == [f"{size} committees: {step.case}" for size in (2, 4) for step in cases.GROWN]
    told = capsys.readouterr().out
    assert f"| {cases.CHECK}, from 2 to 4 |" in told
    assert "guide" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_part_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With the parts that there are."""
    with pytest.raises(SystemExit):
        benchmarks.options(["--only", "check,webside"])
    assert "webside" in capsys.readouterr().err
