"""What the example becomes, file by file, as it was last looked at: `pytest --update-golden` takes over what is new."""

from __future__ import annotations

import json
import re

import pytest
from tools import TESTS, planned, website

from generator.build.prints import data_of
from generator.check.judge import judge
from generator.model.handbook import Handbook
from generator.products.says import drawn

GOLDEN = TESTS / "golden"

PAGES = (
    "index.html",
    "404.html",
    "sunny-garden/index.html",
    "sunny-garden/duty/index.html",
    "sunny-garden/services/lunch/index.html",
    "sunny-garden/rooms/reading/index.html",
    "sunny-garden/working-committees/services/index.html",
    "sunny-garden/disclosure/index.html",
    "sunny-garden/year/index.html",
    "sunny-garden/forms/index.html",
    "sunny-garden/lists/index.html",
    "old-street/index.html",
    "0010121/index.html",
)
SHEETS = (
    "rulebook/sunny-garden",
    "board/sunny-garden",
    "board/old-street",
    "report/sunny-garden",
    "report/overview",
    "wallclearance/sunny-garden",
    "wallclearance/overview",
    "subdistrictbook/rulebook",
    "progress/progress",
    "training/training",
    "assessment/assessment",
    "report/todo",
)


def compare(name: str, made: str, update: bool) -> None:
    """Hold what was made against the golden file, or make it the golden file; an asset goes by its plain name."""
    made = re.sub(r"(assets/[a-z0-9]+)\.[0-9a-f]{8}\.", r"\1.", made)
    golden = GOLDEN / name
    if update:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(made, "utf-8", newline="\n")
    assert made == golden.read_text("utf-8"), f"{name} is not as it was; look at it, then run pytest --update-golden"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether what is made now shall be golden."""
    return bool(request.config.getoption("--update-golden"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_it_was(handbook: Handbook, page: str, update: bool) -> None:
    ready = planned(handbook, ["website"])
    path = f"website/{page}"
    unit = next(unit for unit in ready.plan.units if path in [artifact.path for artifact in unit.artifacts])
    compare(path, website(ready, unit)[path].decode(), update)


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_data_of_a_sheet_are_as_they_were(handbook: Handbook, sheet: str, update: bool) -> None:
    ready = planned(handbook, judged=tuple(judge(handbook)))
    artifact = next(artifact for artifact in ready.plan.artifacts if artifact.path == f"{sheet}.pdf")
    data = json.dumps(drawn(data_of(ready, artifact)), ensure_ascii=False, indent=1)
    compare(f"{sheet}.json", data + "\n", update)


def test_no_golden_file_is_left_over() -> None:
    known = {*(f"website/{page}" for page in PAGES), *(f"{sheet}.json" for sheet in SHEETS)}
    files = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert {path for path in files if not path.startswith("pictures/")} == known  # those are test_pdf_quality's
