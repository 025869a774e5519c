"""The website as a product: names of assets, packed twins, and what every code leads to for ever."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import re
from pathlib import Path

import brotli
import pytest
from tools import edit, issued_edition, planned, website

from generator.codes import ledger
from generator.codes.pages import CommitteePages, committee_pages
from generator.journey import prepare
from generator.model.handbook import Handbook
from generator.model.ledger import Ledger
from generator.products.website import TEXTUAL, closed_pages, code_pages, hashed
from generator.read.files import load

DAY = datetime.date(2026, 11, 22)


def test_the_name_of_an_asset_changes_with_all_that_makes_it() -> None:
    name = hashed("handbook.css", b"a", b"b")
    assert re.fullmatch(r"assets/handbook\.[0-9a-f]{8}\.css", name)
    assert name == hashed("handbook.css", b"a", b"b")
    assert len({name, hashed("handbook.css", b"ab", b""), hashed("handbook.css", b"a", b"c")}) == 3


def test_twins_are_made_of_texts_alone_and_only_where_the_settings_ask(example: Path) -> None:
    assert not any(one.path.endswith((".gz", ".br")) for one in planned(load(example), ["website"]).plan.artifacts)
    edit(example / "site_config.yml", "demonstration:", "twins: 是\n      demonstration:")
    ready = prepare(example, ["website"])
    paths = [one.path for one in ready.plan.artifacts]
    texts = {path for path in paths if path.endswith(TEXTUAL)}
    assert {path for path in paths if path.endswith(".gz")} == {f"{path}.gz" for path in texts}
    assert {path for path in paths if path.endswith(".br")} == {f"{path}.br" for path in texts}
    for unit in ready.plan.units:
        made = website(ready, unit)
        for path in (path for path in made if path.endswith(".gz")):
            plain = made[path.removesuffix(".gz")]
            assert gzip.decompress(made[path]) == brotli.decompress(made[path.removesuffix("gz") + "br"]) == plain


# --- two branches -----------------------------------------------------------------------------------------------------


YARD = ledger.CodeSubject("room", "yard", "院子")


def collided(handbook: Handbook, yard_first: bool) -> tuple[CommitteePages, str]:
    """Two branches gave one number to two things, of which one is gone, and both went to the printer; that number."""
    one = next(each for each in handbook.committees if each.slug == "sunny-garden")
    last = one.ledger.codes[-1]
    days = (DAY, DAY.replace(day=21)) if yard_first else (DAY.replace(day=21), DAY)
    ours = last.model_copy(update={"issued": days[0]})
    theirs = ledger.new_code("001", last.number, YARD).model_copy(update={"issued": days[1], "retired": DAY})
    sheets = (issued_edition(1, "甲", codes=last.number), issued_edition(2, "乙", "roster", codes=last.number))
    kept = ledger.issue(Ledger(codes=(*one.ledger.codes[:-1], ours, theirs)), sheets).placed(one.ledger.source)
    assert list(ledger.faults(kept, "001")) == []
    return committee_pages(handbook, dataclasses.replace(one, ledger=kept)), last.number


@pytest.mark.parametrize("yard_first", [False, True])
def test_a_code_that_two_branches_gave_out_leads_to_what_is_still_there(handbook: Handbook, yard_first: bool) -> None:
    """Whichever went to the printer first: what is gone has nothing to show."""
    pages, number = collided(handbook, yard_first)
    both = [code for code in pages.ledger.codes if code.number == number]
    assert len(both) == 2
    answers = [one for one in code_pages(pages) if one.path == f"website/{both[0].code}/index.html"]
    assert [one.page.kind for one in answers if one.page] == ["page"]


def test_a_closed_ledger_that_was_merged_has_every_page_once(example: Path) -> None:
    """Lines of two branches stand in any order, and some stand there twice."""
    folder = example / "committees/sunny-garden"
    text = (folder / "codes.yml").read_text("utf-8")
    lines = [line for line in text.splitlines() if "number" in line]
    (folder / "codes.yml").write_text(text.replace("# ----", f"{lines[3]}\n# ----", 1), "utf-8")
    for path in folder.iterdir():
        if path.name != "codes.yml":
            path.unlink()
    words = 'name: 阳光花园\nnumber: "001"\ndate: 2026-11-20\nmerged_into: old-street\n'
    (folder / "dissolved.yml").write_text(words, "utf-8")
    (closed,) = load(example).closed
    paths = [one.path for one in closed_pages(closed)]
    assert len(paths) == len(set(paths)) == len(lines)
