"""The blank forms as sheets of their own: every form, filled in, and no link that paper cannot follow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tools import planned

from generator.model.handbook import Handbook
from generator.products.forms import formsheets
from generator.read.files import load
from generator.text import placeholder


def sheets_of(handbook: Handbook, committee: str) -> dict[str, Any]:
    """The data of one committee's forms."""
    pages = planned(handbook).plan.committees[committee]
    return formsheets(handbook, pages, placeholder.values(handbook, pages.committee))


def test_every_form_is_there_in_the_rulebooks_order(handbook: Handbook) -> None:
    forms = sheets_of(handbook, "sunny-garden")["forms"]
    assert [form["id"] for form in forms] == ["meeting-record", "duty-record", "diary"]
    assert [form["orientation"] for form in forms] == ["portrait", "landscape", "portrait"]


@pytest.mark.parametrize("committee", ["old-street", "sunny-garden"])
def test_the_forms_are_plain_data_under_the_committees_name(handbook: Handbook, committee: str) -> None:
    data = sheets_of(handbook, committee)
    text = json.dumps(data, ensure_ascii=False)
    assert "{{" not in text
    assert data["title"] == "空白表单"
    assert data["committee"]["full_name"].endswith("社区居民委员会")
    assert '"url"' not in text  # a form has no code


def test_only_a_link_to_another_form_stays_a_link(example: Path) -> None:
    line = "- 照[例会制度](rule:meeting)，填[值班记录](form:duty-record)，看[网站](https://handbook.example/)。"
    with (example / "content/forms/diary.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    (diary,) = (form for form in sheets_of(load(example), "old-street")["forms"] if form["id"] == "diary")
    assert '照例会制度，填<a href="#form-duty-record">值班记录</a>，看网站。' in diary["body"]
