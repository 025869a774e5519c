"""What the shipped texts say to residents: what to do, and nothing of what the compilers were not sure of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.model.content import Service
from generator.read.files import load

UNSURE = re.compile(r"没有查到|没有收到|不是官方|示例金额|原文没有|指南里没有|可以引用的")
"""How compilers speak of what they could not find; it belongs in `doubts`, where editors read it."""


@pytest.fixture(scope="module")
def services(repository: Path) -> dict[str, Service]:
    """The services of the shipped handbook."""
    return dict(load(repository).services)


def test_residents_read_no_doubts(services: dict[str, Service]) -> None:
    said = {
        id: service.model_copy(
            update={"checked": service.checked.model_copy(update={"doubts": None})}
        ).model_dump_json()
        for id, service in services.items()
    }
    assert {id: UNSURE.findall(text) for id, text in said.items() if UNSURE.search(text)} == {}


def test_editors_find_them_beside_the_source(services: dict[str, Service]) -> None:
    assert len([service for service in services.values() if service.checked.doubts]) >= 10
