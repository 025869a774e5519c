"""What rules found is kept, and believed only while nothing that they look at has changed."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tools import edit

from generator import STARTED_AS
from generator.check import judge, kept_findings
from generator.check.finding import Finding
from generator.disk import own_cache
from generator.journey import check
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.problem import Problem
from generator.read import remembered
from generator.read.files import load

DAY = datetime.date(2026, 11, 22)
Rule = Callable[[Handbook, Committee], Iterator[Finding]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The committees of which a rule was asked, since this list was emptied."""
    listed: list[str] = []
    id, rule = next(iter(judge.COMMITTEE_RULES.items()))

    def noted(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
        listed.append(committee.slug)
        return rule(handbook, committee)

    monkeypatch.setattr(judge, "COMMITTEE_RULES", {**judge.COMMITTEE_RULES, id: noted})
    return listed


def forget() -> None:
    """Leave nothing in this process, as if it had just begun."""
    remembered.READ.clear()
    judge._KNOWN.clear()


def anew(root: Path, day: datetime.date = DAY) -> list[Any]:
    """What is found in a handbook by a process that has just begun."""
    forget()
    return list(judge.judge(load(root, day)))


def checked(root: Path) -> tuple[Problem, ...]:
    """What a check says in a process that has just begun."""
    forget()
    return check(root)


EVERY = ["old-street", "sunny-garden"]


def test_nothing_is_asked_twice(example: Path, asked: list[str]) -> None:
    first = anew(example)
    assert sorted(asked) == EVERY
    asked.clear()
    assert anew(example) == first
    assert asked == []


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda root: edit(root / "committees/old-street/committee.yml", "一条老街", "一条旧街"), ["old-street"]),
        (lambda root: edit(root / "content/services/lunch.md", "12元一份", "13元一份"), EVERY),
        (lambda root: edit(root / "content/policy.yml", "# ", "#  "), EVERY),
        (lambda root: (root / "committees/old-street/records.yml").unlink(), ["old-street"]),
    ],
    ids=["a file of its own", "a shared text", "the policy", "a file is gone"],
)
def test_what_rules_look_at_counts(
    example: Path, asked: list[str], change: Callable[[Path], Any], again: list[str]
) -> None:
    anew(example)
    change(example)
    asked.clear()
    found = anew(example)
    assert sorted(asked) == again
    for file in own_cache.folder().iterdir():  # type: ignore[union-attr]
        file.unlink()
    assert anew(example) == found


def test_the_day_counts(example: Path, asked: list[str]) -> None:
    anew(example)
    asked.clear()
    anew(example, DAY + datetime.timedelta(days=1))
    assert sorted(asked) == EVERY


def test_the_names_of_the_other_committees_count(example: Path, asked: list[str]) -> None:
    anew(example)
    name = load(example).committees[0].profile.name
    edit(example / "committees/old-street/committee.yml", name, f"{name[0]}{name}")
    asked.clear()
    anew(example)
    assert sorted(asked) == EVERY


def test_how_the_program_is_called_counts(example: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages name it as it was typed."""
    anew(example)
    monkeypatch.setenv(STARTED_AS, "python -m something")
    asked.clear()
    anew(example)
    assert sorted(asked) == EVERY


def test_another_program_asks_again(example: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    anew(example)
    monkeypatch.setattr(kept_findings, "program", lambda: "0" * 64)
    asked.clear()
    anew(example)
    assert sorted(asked) == EVERY


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.999])
def test_what_was_spoilt_is_not_believed(example: Path, asked: list[str], part: float) -> None:
    first = anew(example)
    for file in own_cache.folder().iterdir():  # type: ignore[union-attr]
        content = bytearray(file.read_bytes())
        content[int(len(content) * part)] ^= 1
        file.write_bytes(content)
    asked.clear()
    assert anew(example) == first
    assert sorted(asked) == EVERY


def test_of_what_is_not_as_it_was_read_nothing_is_kept(example: Path, asked: list[str]) -> None:
    """A handbook that somebody put together says what its files do not."""
    first = anew(example)
    judge._KNOWN.clear()
    handbook = load(example, DAY)
    street, garden = handbook.committees
    other = replace(street, profile=street.profile.model_copy(update={"introduction": "另一句"}))
    asked.clear()
    list(judge.judge(replace(handbook, committees=(other, garden))))
    assert asked == ["old-street"]
    asked.clear()
    assert anew(example) == first
    assert asked == []


@pytest.mark.parametrize("where", ["repository", "example"])
def test_rules_of_a_committee_know_nothing_of_the_others_but_their_names(
    where: str, request: pytest.FixtureRequest
) -> None:
    """Nor of any folder, nor of files that are not the committee's own: only what counts is looked at."""
    handbook = load(request.getfixturevalue(where), DAY)
    for committee in handbook.committees[:3]:
        others = [
            SimpleNamespace(profile=SimpleNamespace(name=other.profile.name))
            for other in handbook.committees
            if other is not committee
        ]
        alone: Any = replace(
            handbook, committees=(committee, *others), root=Path("nowhere"), own_files=(), closed=(), shared_files=()
        )
        for id, rule in judge.COMMITTEE_RULES.items():
            assert list(rule(alone, committee)) == list(rule(handbook, committee)), id


@pytest.mark.parametrize("handbook", ["repository", "example"])
def test_a_check_says_the_same_again(handbook: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(handbook)
    first = checked(root)
    assert [problem.text() for problem in checked(root)] == [problem.text() for problem in first]


MISTAKES: dict[str, Callable[[Path], Any]] = {
    "an unknown key": lambda root: edit(root / "committees/old-street/committee.yml", "phone:", "fone:"),
    "no YAML": lambda root: edit(root / "committees/old-street/hours.yml", "periods:", "periods: ["),
    "a number of somebody's": lambda root: edit(
        root / "content/services/lunch.md", "12元一份", "12元一份，找13812345678"
    ),
    "a placeholder that nobody knows": lambda root: edit(
        root / "content/services/lunch.md", "12元一份", "{{ committee.fone }}"
    ),
    "a link that leads nowhere": lambda root: edit(
        root / "content/services/lunch.md", "12元一份", "[这里](service:nowhere)"
    ),
    "a ledger by hand": lambda root: edit(root / "committees/sunny-garden/codes.yml", 'title: "', 'title: "又'),
    "a calendar that is gone": lambda root: (root / "content/calendar/2026.yml").unlink(),
    "a policy that is gone": lambda root: (root / "content/policy.yml").unlink(),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_check_of_a_handbook_with_mistakes_says_the_same_again(example: Path, mistake: str) -> None:
    """With nothing kept, with what was kept of it, and with what was kept before the mistake was made."""
    checked(example)
    MISTAKES[mistake](example)
    told = [[problem.text() for problem in checked(example)] for _ in range(2)]
    with own_cache.let_be():
        told.append([problem.text() for problem in checked(example)])
    assert told[0] == told[1] == told[2] != []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a folder is a text")
def test_a_folder_whose_name_is_no_text_is_a_place_like_any_other(example: Path) -> None:
    root = example.rename(Path(os.fsdecode(os.fsencode(example.parent) + b"/handbook-\xff")))
    assert checked(root) == checked(root)
