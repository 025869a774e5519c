"""What a build says of itself is taken for true only where it can be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build.manifest import Manifest, read

WELL = {"path": "website/index.html", "output": "website", "committee": "", "bytes": 3, "sha256": ""}


def described(build: Path, **more: Any) -> Manifest:
    """A build's manifest with one file, as it is read."""
    (build / "build.json").write_text(json.dumps({"artifacts": [WELL], "units": {"website/": "digest"}, **more}))
    return read(build)


def test_what_a_build_holds_is_read(tmp_path: Path) -> None:
    assert described(tmp_path).artifacts == (WELL,)


@pytest.mark.parametrize("path", ["../outside", "a/../../b", "/etc/passwd", "C:/b", "\\\\host\\b", "", ".", None, 3])
@pytest.mark.parametrize("key", ["artifacts", "lists"])
def test_a_file_outside_the_build_makes_it_none(tmp_path: Path, key: str, path: Any) -> None:
    """Whoever can write there has a later build copy or delete what is not of it."""
    assert described(tmp_path, **{key: [{**WELL, "path": path}]}) == Manifest()


@pytest.mark.parametrize(
    "ledgers",
    [
        [],
        1,
        {"001": []},
        {"001": {"editions": [1]}},
        {"001": {"issued": 5}},
        {"001": {"issued": [[]]}},
        {"001": {"codes": {"001": 1}}},
    ],
)
def test_what_is_remembered_in_another_shape_makes_it_none(tmp_path: Path, ledgers: Any) -> None:
    assert described(tmp_path, ledgers=ledgers) == Manifest()


@pytest.mark.parametrize("lacking", WELL)
def test_a_file_of_which_too_little_is_said_makes_it_none(tmp_path: Path, lacking: str) -> None:
    described(tmp_path)
    record = {key: value for key, value in WELL.items() if key != lacking}
    assert described(tmp_path, artifacts=[record]) == Manifest()
