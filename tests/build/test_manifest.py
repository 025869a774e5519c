"""What a build says of itself is taken for true only where it can be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build.manifest import Manifest, read

WELL = {
    "path": "website/index.html",
    "output": "website",
    "committee": "",
    "variant": "",
    "bytes": 3,
    "sha256": "",
    "codes": [],
}


def described(build: Path, **more: Any) -> Manifest:
    """A build's manifest with one file, as it is read."""
    (build / "build.json").write_text(json.dumps({"artifacts": [WELL], "units": {"website/": "digest"}, **more}))
    return read(build)


def test_what_a_build_holds_is_read(tmp_path: Path) -> None:
    said = described(tmp_path)
    assert said.artifacts == (WELL,)
    assert (said.unclear, said.names_files) == ((), True)


@pytest.mark.parametrize("path", ["../outside", "a/../../b", "/etc/passwd", "C:/b", "\\\\host\\b", "", ".", None, 3])
def test_where_a_file_is_outside_the_build_nobody_knows_its_files(tmp_path: Path, path: Any) -> None:
    """Whoever can write there has a later build copy or delete what is not of it."""
    said = described(tmp_path, artifacts=[WELL, {**WELL, "path": path}])
    assert (said.artifacts, said.names_files, said.unclear) == ((), False, ("artifacts",))
    assert described(tmp_path, lists=[{**WELL, "path": path}]).unclear == ("lists",)


@pytest.mark.parametrize(
    "ledgers",
    [
        [],
        1,
        None,
        {"001": []},
        {"a": {}},
        {"001": {"editions": [1]}},
        {"001": {"editions": {"x": 9999}}},
        {"001": {"issued": 5}},
        {"001": {"issued": [[]]}},
        {"001": {"issued": ["-1"]}},
        {"001": {"issued": ["1" * 31]}},
        {"001": {"codes": {"001": 1}}},
        {"001": {"codes": {"a\0": "page:home"}}},
    ],
)
def test_where_what_is_remembered_has_another_shape_it_is_lost(tmp_path: Path, ledgers: Any) -> None:
    said = described(tmp_path, ledgers=ledgers)
    assert (said.ledgers, said.ledgers_lost, said.unclear) == ({}, True, ("ledgers",))
    assert said.names_files and not said.units


@pytest.mark.parametrize("lacking", ["path", "output", "committee", "bytes", "sha256"])
def test_a_file_of_which_too_little_is_said_makes_it_none(tmp_path: Path, lacking: str) -> None:
    record = {key: value for key, value in WELL.items() if key != lacking}
    assert described(tmp_path, artifacts=[record]).unclear == ("artifacts",)


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, '{"units": {}, "units": {}, "artifacts": []}', "NaN"])
def test_what_is_no_json_is_a_memory_that_was_lost(tmp_path: Path, content: str) -> None:
    (tmp_path / "build.json").write_text(content)
    said = read(tmp_path)
    assert said.unclear and said.ledgers_lost and not said.names_files


@pytest.mark.parametrize("content", ["[]", "1", "{}", '{"mine": 1}', '{"version": 3, "units": []}'])
def test_another_programs_file_is_no_memory_of_ours(tmp_path: Path, content: str) -> None:
    (tmp_path / "build.json").write_text(content)
    assert read(tmp_path) == Manifest()
