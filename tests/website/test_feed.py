"""What changed: feeds, and the day on which a page last did."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

import pytest

from generator.build.planned import Planned
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.privacy.text import find_personal_data
from generator.text import placeholder
from generator.website import feed as feed_
from generator.website.feed import changes, last_changed

URL = "https://handbook.example/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("slug", ["", "sunny-garden", "old-street"])
def test_the_feed_tells_every_rule_what_was_revised_last_first(handbook: Handbook, ready: Planned, slug: str) -> None:
    pages = ready.plan.committees.get(slug)
    text = feed_.feed(handbook, pages)
    feed = ET.fromstring(text)
    home = f"{URL}{slug}/" if slug else URL
    assert feed.findtext(f"{ATOM}id") == f"{home}changes.atom"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(handbook.rules) + len(handbook.rooms) + len(handbook.working_committees)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    if pages:
        assert set(ids) <= {URL + page.path for page in pages.pages.values()}
    assert "{{" not in text
    assert list(find_personal_data(text)) == []


def test_the_map_knows_when_a_page_changed(handbook: Handbook, garden: CommitteePages) -> None:
    def day(kind: str, id: str) -> datetime.date:
        return last_changed(handbook, garden.committee, garden.pages[kind, id])

    updated = garden.committee.profile.updated
    assert day("page", "duty") == handbook.today
    assert day("page", "home") == updated
    assert day("rule", "reception") == max(updated, handbook.rules["reception"].revised)
    assert day("page", "rules") == max(updated, *(rule.revised for rule in handbook.rules.values()))
    assert day("service", "lunch") == max(updated, handbook.services["lunch"].checked.date)
    assert all(last_changed(handbook, garden.committee, page) <= handbook.today for page in garden.pages.values())


def test_no_file_names_a_placeholder_that_has_no_value(handbook: Handbook) -> None:
    values = placeholder.values(handbook, None)
    assert all("{{" not in one.summary for one in changes(handbook, None, values))
