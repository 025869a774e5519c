"""Whatever became of build.json, a build and an issue end well or with a word, and never with a wrong claim."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from quality.listed_files import listed_files
from tools import tree, typed

from generator.build import manifest, manifest_shape
from generator.build.earlier import nothing_changed
from generator.build.request import Request
from generator.build.staging import staging
from generator.issue.issue import Order, issue
from generator.journey import build, check
from generator.problem import HandbookError

SLUG = "sunny-garden"

EDGES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 9999, 10**30, 1.5, "", "a", "9999", "-1", "\0", "\ud800", "..", "../..", "/", "C:/"),
    *("a/../../b", "/etc/passwd", "\\\\host\\x", "build.json", "2026-02-30", "0000-00-00", "9999-12-31", "x" * 5000),
    *([], [[]], [None], ["\0"], [{}], {}, {"": ""}, {"a": None}, {"\0": "\0"}, {"a": {"b": [1]}}),
)
"""What a field is given: other types, other numbers, paths that lead out, texts that are none."""


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a manifest; of a long list or mapping those of its first and last entries."""
    yield path
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for key in dict.fromkeys(keys if len(path) == 0 or len(keys) < 12 else (*keys[:1], *keys[-1:])):
        yield from places(value[key], (*path, key))


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a manifest with another value at a path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@pytest.fixture(scope="module")
def built(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a build, of which a sheet was issued; read it, and copy it."""
    root = copy_example(tmp_path_factory.mktemp("remembered"))
    issue(Order(root, root / "build", ("plates",), SLUG))
    build(request(root))
    return root


def request(root: Path) -> Request:
    """Ask for something small."""
    return Request(root, root / "build", ("forms",), jobs=1)


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return Path(shutil.copytree(built, tmp_path / "handbook", symlinks=True))


def early(root: Path) -> dict[str, Any]:
    """What build.json would say of a build of an early version, which named its files itself and had no seals."""
    body = json.loads((root / "build/build.json").read_bytes())
    left = {key: value for key, value in body.items() if key not in ("files", manifest_shape.SEALS)}
    return {**left, "artifacts": listed_files(root / "build")}


def spoil(root: Path, body: Any) -> None:
    (root / "build/build.json").write_text(json.dumps(body))


def test_what_was_written_is_understood(root: Path) -> None:
    said = manifest.read(root / "build")
    assert said.unclear == ()
    assert nothing_changed(request(root))


def test_every_field_at_its_edges_is_understood_or_not_believed(root: Path) -> None:
    """Nothing of it leads elsewhere, and nothing ends in an exception; what is sealed is never taken for another."""
    body, bare = json.loads((root / "build/build.json").read_bytes()), early(root)
    tried = 0
    for given in (body, bare):
        for place in places(given):
            for edge in EDGES:
                spoilt = changed(given, place, edge)
                values, unclear = manifest_shape.understood(spoilt)
                tried += 1
                assert not (given is body and place) or unclear or spoilt == given, (place, edge)
                for record in (*values.get("artifacts", ()), *values.get("lists", ())):
                    assert ".." not in record["path"].split("/") and record["path"][0] not in "/\\" + "\0"
    assert tried > 3000


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: repr(edge)[:20])
def test_a_whole_field_at_its_edges_is_never_taken_for_fresh(root: Path, edge: Any) -> None:
    """Not even in a build of an early version, which has no seals; and nobody looks through the disk for it."""
    body = early(root)
    for key in manifest_shape.FIELDS.keys() & body.keys():
        spoil(root, {**body, key: edge})
        said = manifest.read(root / "build")
        assert said.unclear == () or not nothing_changed(request(root))
        for record in (*said.artifacts, *said.lists):
            manifest.intact(root / "build", record)


CUTS = 40


def test_a_memory_that_was_cut_off_or_damaged_is_told(root: Path) -> None:
    raw = (root / "build/build.json").read_bytes()
    chance = random.Random(5)
    for _ in range(CUTS):
        place = chance.randrange(len(raw) - 4)
        for damaged in (raw[:place], raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]):
            (root / "build/build.json").write_bytes(damaged)
            said = manifest.read(root / "build")
            assert said.unclear or said == manifest.Manifest()  # a blank more or less, or a key of all: no memory
            assert not said.units and not nothing_changed(request(root))


SPOILT = {
    "day": 10**30,
    "fonts": "/",
    "units": [],
    "usual": {"a": 1},
    "downloads": "website",
    "products": {"forms": {"templates": ["/"]}},
    "lists": [{"path": "a\0b"}],
    "source_digest": "",
}


@pytest.mark.parametrize("key", SPOILT)
def test_what_a_build_does_not_understand_is_told_and_all_is_made_anew(root: Path, key: str) -> None:
    before = tree(root / "build")
    body = json.loads(before["build.json"])
    spoil(root, {**body, key: SPOILT[key]})
    code, out, err = typed("build", "forms", "--root", root, "--jobs", "1")
    assert code == 0
    assert f"[D097] 上一次做成品时记下的有看不懂的地方（{key}），就当没有记，全部重做" in err
    assert "forms/" in out
    after = tree(root / "build")
    assert after.keys() == before.keys()
    assert {path for path in before if before[path] != after[path]} <= {"build.json"}
    assert manifest.read(root / "build").unclear == ()
    assert json.loads(after["build.json"])["ledgers"] == body["ledgers"]


@pytest.mark.parametrize("artifacts", [None, {}, [{"path": "../x"}], [[]]])
def test_where_nobody_knows_which_files_are_ours_nothing_is_touched(root: Path, artifacts: Any) -> None:
    spoil(root, {**early(root), "artifacts": artifacts})
    before = tree(root)
    code, _, err = typed("build", "forms", "--root", root)
    assert code == 1
    assert "[D060] build.json 坏了，认不出哪些是程序做的" in err
    assert tree(root) == before


@pytest.mark.parametrize("ledgers", [None, {"001": {"editions": {"x": 10**30}}}])
def test_where_what_ledgers_had_is_not_understood_nothing_is_issued_until_somebody_says_so(
    root: Path, ledgers: Any
) -> None:
    spoil(root, {**json.loads((root / "build/build.json").read_bytes()), "ledgers": ledgers})
    before = (root / "committees" / SLUG / "codes.yml").read_bytes()
    for _ in range(2):  # a build that is made meanwhile does not hide it
        assert [problem.severity for problem in check(root) if problem.rule == "X3"] == ["warning"]
        with pytest.raises(HandbookError) as caught:
            issue(Order(root, root / "build", ("roster",), SLUG))
        assert [problem.rule for problem in caught.value.problems if problem.severity == "error"] == ["X3"]
        assert any(problem.rule == "X3" for problem in build(replace(request(root), cache=False)).problems)
    assert (root / "committees" / SLUG / "codes.yml").read_bytes() == before
    shutil.rmtree(root / "build")
    assert [edition.serial for _, edition in issue(Order(root, root / "build", ("roster",), SLUG)).editions] == [2]


def test_a_file_that_two_name_is_that_of_the_new_build(root: Path) -> None:
    """A memory without seals, as early versions wrote it, that gives a planned file to a product that is no more."""
    body = early(root)
    ours = next(record for record in body["artifacts"] if record["output"] == "plates")
    (root / "build/gone").mkdir()
    (root / "build/gone/a.pdf").write_bytes((root / "build" / ours["path"]).read_bytes())
    spoil(root, {**body, "artifacts": [*body["artifacts"], {**ours, "path": "gone/a.pdf", "output": "gone"}]})
    build(replace(request(root), cache=False))
    assert not (root / "build/gone").exists()


def test_fifty_megabytes_are_no_memory(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for unit, size in (("{},", manifest_shape.MOST_BYTES - 100), ('{"":0},', 50_000_000)):
        begun = time.process_time()
        (tmp_path / "build.json").write_text('{"artifacts": [' + unit * (size // len(unit)) + '0], "units": {}}')
        with pytest.raises(HandbookError), staging(tmp_path):
            pass
        assert time.process_time() - begun < 10
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 1000
