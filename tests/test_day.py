"""Which day it is: the office's, whatever zone the machine is in."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import typed

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
