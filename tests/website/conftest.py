"""What tests of the website share: the example's website, planned."""

from __future__ import annotations

import pytest
from tools import planned

from generator.build.planned import Planned
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook


@pytest.fixture
def ready(handbook: Handbook) -> Planned:
    """The example's website, planned."""
    return planned(handbook, ["website"])


@pytest.fixture
def garden(ready: Planned) -> CommitteePages:
    """The pages of a committee whose data are whole."""
    return ready.plan.committees["sunny-garden"]
