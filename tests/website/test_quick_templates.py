"""Templates are filled as Jinja fills them, byte for byte."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from tools import templates_to_edit

from generator.build.render import site_inputs, website_files
from generator.journey import prepare
from generator.products.names import WEBSITE
from generator.website import environment, line_breaks, quick_templates
from generator.website.quick_templates import shown

VALUES = st.text(alphabet="a中&<>'\"\n ", max_size=12)


class Named(str):
    """A text of a kind of its own."""


class Drawing:
    """What says itself how it stands in a page."""

    def __html__(self) -> str:
        return "<svg>&</svg>"


@given(VALUES | VALUES.map(Markup) | VALUES.map(Named) | st.integers() | st.none() | st.lists(VALUES, max_size=2))
def test_a_value_is_shown_as_jinja_shows_it(value: object) -> None:
    assert shown(value) == str(escape(line_breaks.as_value(value)))


def test_a_drawing_is_shown_as_it_says() -> None:
    assert shown(Drawing()) == "<svg>&</svg>"


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        shown(jinja2.StrictUndefined(name="nothing"))


CALLS = """\
{% macro twice(words, last="!") %}{{ words }}{{ words }}{{ last }}{% endmacro %}
{% macro around() %}<b>{{ caller("<i>") }}</b>{% endmacro %}
{% block main %}{{ twice("<") }}{{ twice(plain("&"), last=safe("<br>")) }}{{ kind(named="'") }}
{% for each in "ab" %}{{ loop.index }}{{ whoever(each) }}{{ cycle(each).current }}{% endfor %}
{% call(words) around() %}{{ words }}{% endcall %}{{ caught }}{% set kept %}{{ "<" }}{% endset %}{{ kept }}
{{ [plain("<"), "x"] | join("<") }}{{ (plain("<") ~ safe("<")) }}{% autoescape false %}{{ "<" }}{% endautoescape %}
{% endblock %}
"""


@jinja2.pass_context
def whoever(context: jinja2.runtime.Context, words: str) -> str:
    """A function that wants to know who calls it."""
    return f"{words}<{context['caught']}>"


class Kind:
    """Something that is called, and is no function."""

    def __call__(self, named: str) -> str:
        return named * 2


def names() -> dict[str, object]:
    """What a template may use."""
    return {
        "plain": lambda words: words + "\n<",
        "safe": Markup,
        "kind": Kind(),
        "whoever": whoever,
        "cycle": jinja2.utils.Cycler,
        "caught": "<\n>",
    }


def test_calls_are_those_of_jinja() -> None:
    made = []
    for kind in (jinja2.Environment, quick_templates.Environment):
        jinja = kind(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=line_breaks.as_value,
        )
        made.append(jinja.from_string(CALLS).render(names()))
    assert made[0] == made[1]
    assert "&lt;&lt;!" in made[1]


@pytest.fixture
def by_jinja_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Jinja itself compile and fill the templates."""
    monkeypatch.setattr(quick_templates, "Environment", jinja2.Environment)
    monkeypatch.setattr(environment, "COMPILED", environment.Compiled())


def website(root: Path) -> dict[str, bytes]:
    """Every file of the website."""
    ready = prepare(root, [WEBSITE])
    environment.environment.cache_clear()
    site = site_inputs(ready)
    return {path: content for unit in ready.plan.units for path, content in website_files(ready, unit, site).items()}


def test_every_page_is_as_jinja_alone_makes_it(example: Path, request: pytest.FixtureRequest) -> None:
    templates_to_edit(example)
    quickly = website(example)
    request.getfixturevalue("by_jinja_alone")
    assert website(example) == quickly
    environment.environment.cache_clear()
