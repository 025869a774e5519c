"""Which day it is: the office's, whatever zone the machine is in."""

from __future__ import annotations

import ast
import datetime
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_architecture import TREES
from tools import TEMPLATES, typed

from generator.day import UnknownDay, start_of_day, today

AFTER_MIDNIGHT = datetime.datetime(2026, 11, 22, 16, 30, tzinfo=datetime.UTC)
"""Half past midnight at the office, on the next day; elsewhere it is still the day before."""

NEXT_DAY = datetime.date(2026, 11, 23)


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Shanghai"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone a machine is in."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot be moved to another zone")
    with monkeypatch.context() as moved:
        moved.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def test_the_day_is_the_offices_in_every_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setattr(time, "time", AFTER_MIDNIGHT.timestamp)
    assert today() == NEXT_DAY
    assert today(datetime.date(2026, 1, 1)) == datetime.date(2026, 1, 1)


def test_the_day_of_a_fixed_moment_is_the_offices_too(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(AFTER_MIDNIGHT.timestamp())))
    assert today() == today(datetime.date(2026, 1, 1)) == NEXT_DAY


@pytest.mark.parametrize("epoch", ["abc", "1.5", "-1000000", "9" * 18, "9" * 5000, "7258118400"])
def test_what_is_no_day_is_named(epoch: str, monkeypatch: pytest.MonkeyPatch, example: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UnknownDay):
        today()
    for command in ("check", "build"):
        code, _, err = typed(command, "--root", example)
        assert code == 1
        assert "不知道今天是哪一天：环境变量 SOURCE_DATE_EPOCH 是“" in err


def test_a_day_begins_at_midnight_of_the_office(zone: str) -> None:
    assert start_of_day(NEXT_DAY).isoformat() == "2026-11-23T00:00:00+08:00"


ASKING = {
    *("datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today"),
    *("datetime.datetime.fromtimestamp", "datetime.date.fromtimestamp", "datetime.datetime.utcfromtimestamp"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime", "time.asctime"),
}
"""What says which day or time it is; what only measures how long something takes is left out."""

ASK = {
    "day": {"time.time", "datetime.datetime.fromtimestamp"},
    "disk.lock": {"datetime.datetime.now"},
    "disk.own_cache": {"time.time"},
    "disk.scratch": {"time.time"},
}
"""Who asks: whatever is made for a day asks `day`, a lock says since when it is held, in the office's time, and what a
killed run left in the system's folder, or nobody asked for in this account's, is swept by its age."""


def asked(tree: ast.AST) -> set[str]:
    """What of ASKING a module names, by whatever name it imported it."""
    known = {"datetime": "datetime", "time": "time"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("datetime", "time"):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    roots = (ast.unparse(node).partition(".") for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name))
    return ASKING & {f"{known.get(root, root)}{dot}{rest}" for root, dot, rest in roots}


def test_nothing_else_asks_the_clock() -> None:
    assert {module: names for module, tree in TREES.items() if (names := asked(tree))} == ASK


@pytest.mark.parametrize(
    "program",
    [
        "import datetime\ndatetime.date.today()",
        "from datetime import date as d\nd.today()",
        "from time import time\ntime()",
    ],
)
def test_whoever_asks_the_clock_is_noticed(program: str) -> None:
    assert len(asked(ast.parse(program))) == 1


def test_a_lock_says_the_offices_time() -> None:
    calls = [ast.unparse(node) for node in ast.walk(TREES["disk.lock"]) if isinstance(node, ast.Call)]
    assert "datetime.datetime.now(OFFICE_TIME)" in calls


def test_no_template_asks_the_clock() -> None:
    for path in TEMPLATES.rglob("*"):
        if path.suffix in (".html", ".typ", ".js", ".xml"):
            text = path.read_text("utf-8")
            assert "datetime.today" not in text, path
            # the browser's time, moved to the office's zone and read in UTC
            dates = set(re.findall(r"new Date\([^)]*\)[^;]*", text))
            assert dates <= {"new Date(Date.now() + 8 * 36e5)"}, path
