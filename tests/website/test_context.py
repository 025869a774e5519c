"""What a page's template may use: above all, which print is offered where."""

from __future__ import annotations

from pathlib import Path

from tools import edit, page, planned

from generator.build.render import site_inputs
from generator.read.files import load
from generator.website.context import carried_print
from generator.website.inputs import CommitteeInputs


def test_a_print_is_offered_where_its_file_is_about_the_same(example: Path) -> None:
    """All door signs are one file, which no single room's line offers; each guide is a file of its own."""
    edit(example / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      downloads: [doorsign, guide]\n")
    ready = planned(load(example))
    inputs = CommitteeInputs(ready.plan.committees["sunny-garden"], site_inputs(ready).of_one_committee)
    service = next(iter(ready.handbook.services))
    offered = {
        (word, part): carried_print(inputs, word, part) is not None
        for word in ("doorsign", "guide", "board")
        for part in ("", "hall", service)
    }
    assert {key for key, there in offered.items() if there} == {("doorsign", ""), ("guide", service)}
    assert "print/doorsign.pdf" not in page(ready, "sunny-garden/print/index.html")
    assert "print/doorsign.pdf" in page(ready, "sunny-garden/rooms/hall/index.html")
