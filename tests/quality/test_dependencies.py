"""Every locked package has a row in docs/dependencies.md, and a licence that the program can live with."""

from __future__ import annotations

import datetime
import importlib.metadata
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message

import pytest
from audit import LOCKS, ROOT, locked
from test_architecture import DOORS

PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
TABLES = {"run": "The program", "develop": "Tests", "audit": "The audit"}
"""The heading of each lock's table; a package that an earlier lock holds is not told again."""

GROUPS = {"run": ("setup",), "develop": ("dev",), "audit": ("audit",)}
"""The groups of pyproject.toml that a lock is made from; that of the program is made from what it depends on, too."""

LICENCES = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "HPND",
    "ISC",
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Unlicense",
}
"""Licences, by their SPDX names, under which a package may be used, changed and passed on with the program."""

SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Other words that can mean no other licence."""

READ = {
    ("ghp-import", "Apache Software License"): "Apache-2.0",
    ("jinja2", "License :: OSI Approved :: BSD License"): "BSD-3-Clause",
    ("pypdfium2", "BSD-3-Clause, Apache-2.0, dependency licenses"): "Apache-2.0 AND BSD-3-Clause",
    ("qrcode", "BSD"): "BSD-3-Clause AND MIT",
}
"""Licences read in the package's own file of licences, where its metadata say only this; other words are read anew."""

NOT_HERE = {"colorama": "BSD-3-Clause"}
"""Packages for other systems, which are not installed here."""

DAY = r"\d{4}-\d\d-\d\d"

Row = Mapping[str, str]


def licence(name: str, metadata: Message) -> str:
    """The licence of a package by its SPDX name; where that cannot be told, the words of its metadata."""
    kinds = [kind for kind in metadata.get_all("Classifier") or [] if kind.startswith("License ::")]
    stated = metadata.get("License") or "UNKNOWN"
    words = metadata.get("License-Expression") or (", ".join(kinds) if stated == "UNKNOWN" else stated)
    return READ.get((name, words)) or SPELLINGS.get(words, words)


def allowed(expression: str) -> bool:
    """Whether a licence can be chosen of which every part is on the list; what is more entangled is for people."""
    return any(set(choice.split(" AND ")) <= LICENCES for choice in expression.split(" OR "))


def metadata(**fields: str | Sequence[str]) -> Message:
    """The metadata of a package with these fields."""
    message = Message()
    for name, values in fields.items():
        for value in [values] if isinstance(values, str) else values:
            message[name.replace("_", "-")] = value
    return message


def plain(name: str) -> str:
    """A package's name as locks spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(lock: str) -> Iterator[tuple[str, importlib.metadata.Distribution]]:
    """The packages of a lock as they are installed."""
    return ((name, importlib.metadata.distribution(name)) for name in own(lock) if name not in NOT_HERE)


def own(lock: str) -> dict[str, str]:
    """The packages of a lock that no earlier one holds, with their versions."""
    earlier = {name for other in list(LOCKS)[: list(LOCKS).index(lock)] for name in locked(LOCKS[other])}
    return {name: version for name, version in locked(LOCKS[lock]).items() if name not in earlier}


def section(title: str) -> str:
    """What stands under a heading that ends with a number of packages."""
    return re.split(rf"^## {title}: \d+ packages$", PAGE, flags=re.M)[1].split("\n## ")[0]


def rows(lock: str) -> list[Row]:
    """The rows of a lock's table, by the words of its head."""
    lines = [line for line in section(TABLES[lock]).splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def askers(lock: str) -> dict[str, str]:
    """Who asks for each package: `us`, or the packages that do, as uv noted below its hashes."""
    blocks = re.split(r"^(?=[a-z0-9])", LOCKS[lock].read_text("utf-8"), flags=re.M)[1:]
    notes = {block.partition("==")[0]: re.findall(r"^ +# +(?:via )?(?!via$)(.+)", block, re.M) for block in blocks}
    return {
        name: "us" if any("pyproject.toml" in by for by in asked) else ", ".join(by for by in asked if by[:2] != "-c")
        for name, asked in notes.items()
    }


def requested(lock: str) -> set[str]:
    """What pyproject.toml asks for by name, of what a lock is made from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [name for group in GROUPS[lock] for name in project["dependency-groups"][group]]
    asked += project["project"]["dependencies"] if lock == "run" else []
    return {plain(re.split(r"[<>=!~;\[ ]", words)[0]) for words in asked}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_row(lock: str) -> None:
    """Its version is the locked one, no row is for anything else, and the heading counts them."""
    assert [(row["package"], row["locked"]) for row in rows(lock)] == sorted(own(lock).items())
    assert f"\n## {TABLES[lock]}: {len(own(lock))} packages\n" in PAGE


@pytest.mark.parametrize("lock", LOCKS)
def test_a_row_tells_who_asks_for_the_package(lock: str) -> None:
    """We do, in pyproject.toml, or other packages that are locked."""
    who = askers(lock)
    assert {row["package"]: row["asked for by"] for row in rows(lock)} == {name: who[name] for name in own(lock)}
    ours = {row["package"] for row in rows(lock) if row["asked for by"] == "us"}
    assert ours == requested(lock) & own(lock).keys()
    assert requested(lock) <= locked(LOCKS[lock]).keys()


def test_no_two_locks_differ() -> None:
    """A package has one version, whatever it is installed for; all of the program's are there where tests run."""
    versions = [set(locked(lock).items()) for lock in LOCKS.values()]
    assert len({name for name, _ in set.union(*versions)}) == len(set.union(*versions))
    assert versions[0] <= versions[1]


def test_a_row_names_the_door() -> None:
    """Every library that the program imports has a row, and comes in where the row says."""
    packages = importlib.metadata.packages_distributions()
    reasons = {row["package"]: row["what for"] for row in rows("run")}
    for library, door in DOORS.items():
        (package,) = {plain(name) for name in packages[library]}
        assert [place for place in door.split() if f"`{place}`" not in reasons[package]] == [], package
    direct = {row["package"] for row in rows("run") if row["asked for by"] == "us"}
    assert direct - {plain(name) for library in DOORS for name in packages[library]} == {"setuptools"}


@pytest.mark.parametrize("lock", ["run", "develop"])
def test_every_package_has_a_licence_we_can_live_with(lock: str) -> None:
    """And the page tells that one."""
    assert {name: package.version for name, package in installed(lock)} == {
        name: version for name, version in own(lock).items() if name not in NOT_HERE
    }
    licences = {name: licence(name, package.metadata) for name, package in installed(lock)}
    assert {name: words for name, words in licences.items() if not allowed(words)} == {}
    elsewhere = {name: words for name, words in NOT_HERE.items() if name in own(lock)}
    assert {row["package"]: row["licence"] for row in rows(lock)} == licences | elsewhere


def test_what_the_audit_brings_has_such_a_licence_too() -> None:
    """It is never installed beside the tests, so this is what the page says."""
    assert [row for row in rows("audit") if not allowed(row["licence"])] == []


@pytest.mark.parametrize(
    "bad",
    [
        metadata(License_Expression="AGPL-3.0-only"),
        metadata(License_Expression="MIT AND GPL-3.0-or-later"),
        metadata(License_Expression="GPL-2.0-only WITH Classpath-exception-2.0"),
        metadata(License="BSD"),
        metadata(License="MIT", License_Expression="LicenseRef-Proprietary"),
        metadata(Classifier="License :: OSI Approved :: BSD License"),
        metadata(License="UNKNOWN", Classifier=("License :: OSI Approved :: MIT License", "License :: Other")),
        metadata(Classifier="Programming Language :: Python"),
        metadata(),
    ],
    ids=str,
)
def test_another_licence_is_refused(bad: Message) -> None:
    """So is one that is not told, or told so that it may mean several."""
    assert not allowed(licence("some-package", bad))


def test_a_licence_that_was_read_is_read_again_when_its_words_change() -> None:
    """A package known for one licence may not come with another unseen."""
    assert allowed(licence("qrcode", metadata(License="BSD")))
    assert not allowed(licence("qrcode", metadata(License="Business Source License 1.1")))
    assert allowed(licence("packaging", metadata(License_Expression="GPL-3.0-only OR BSD-2-Clause")))


def test_nothing_is_listed_that_is_not_met() -> None:
    """Spellings and licences read by hand go when their package does."""
    names = {name for lock in LOCKS.values() for name in locked(lock)}
    assert {name for name, _ in READ} | NOT_HERE.keys() <= names


def test_days_are_days() -> None:
    """No release is newer than the day on which the page was checked, and that day has come."""
    (checked,) = re.findall(rf"[Cc]hecked on ({DAY})", PAGE)
    assert datetime.date.fromisoformat(checked) <= datetime.datetime.now(datetime.UTC).date()
    for lock in LOCKS:
        for row in rows(lock):
            release = re.fullmatch(rf"({DAY})( \(\S+\))?", row["last release"])
            assert release and datetime.date.fromisoformat(release[1]) <= datetime.date.fromisoformat(checked), row


def test_every_package_of_the_program_can_be_replaced() -> None:
    """Somebody thought about the day on which nobody mends it any more."""
    assert [row["package"] for row in rows("run") if not row["if it died"] or not row["what for"]] == []
