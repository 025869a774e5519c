"""Markdown → XHTML: what comes out, what is refused, and where the links are."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text import markup

SMALL = settings(max_examples=200, derandomize=True, database=None, deadline=None)


def misuses(text: str) -> list[tuple[int, int, str]]:
    """Line, column and rule of what a text may not hold, its first line being line 10."""
    return [
        (found.location.line, found.location.column, found.rule) for found in markup.misuses(text, "content/x.md", 10)
    ]


def links(text: str) -> list[tuple[int, int, str, str]]:
    """Line, column, kind and id of a text's links, its first line being line 10."""
    return [
        (place.line, place.column, kind, id)
        for place, kind, id in markup.authored_links(text, markup.to_xhtml(text), "content/x.md", 10)
    ]


# --- what comes out --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "xhtml"),
    [
        ("", "<div></div>"),
        ("甲\n乙", "<p>甲</p>\n<p>乙</p>"),
        ("甲  \n乙", "<p>甲<br />\n乙</p>"),
        ("## 甲\n\n### 乙", "<h2>甲</h2>\n<h3>乙</h3>"),
        ("**甲**，*乙*和`丙`", "<p><strong>甲</strong>，<em>乙</em>和<code>丙</code></p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("3. 甲\n4. 乙", '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>'),
        ("甲\n:   乙", "<dl>\n<dt>甲</dt>\n<dd>乙</dd>\n</dl>"),
        ("> 甲", "<blockquote>\n<p>甲</p>\n</blockquote>"),
        ("见[甲](room:hall)。", '<p>见<a href="room:hall">甲</a>。</p>'),
        ("[甲](https://a.example/?b=1&c=2)", '<p><a href="https://a.example/?b=1&amp;c=2">甲</a></p>'),
        ("<https://a.example/>", '<p><a href="https://a.example/">https://a.example/</a></p>'),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("&lt;b&gt;&amp;&copy;&nbsp;甲", "<p>&lt;b&gt;&amp;©\xa0甲</p>"),
        ("{{ committee.phone }}", "<p>{{ committee.phone }}</p>"),
    ],
)
def test_xhtml(text: str, xhtml: str) -> None:
    """One fragment for the website and for print."""
    assert markup.to_xhtml(text) == (xhtml if xhtml.startswith("<div>") else f"<div>{xhtml}</div>")


def test_tables_keep_their_alignment() -> None:
    """Amounts stand to the right."""
    root = ElementTree.fromstring(markup.to_xhtml("| 甲 | 乙 |\n| --- | ---: |\n| 1 | 2 |\n"))
    assert [cell.get("class") for cell in root.iter("td")] == [None, "right"]
    assert [cell.text for cell in root.iter("th")] == ["甲", "乙"]


@pytest.mark.parametrize(
    "text", ["<b>甲</b>", "<script>x</script>", "<div>\n\n甲\n\n</div>", "a<br>b", '<img src="x" onerror="y">', "<!x>"]
)
def test_raw_html_has_no_way_through(text: str) -> None:
    """Even if nobody looked at what `misuses` says, it comes out as text."""
    tags = {element.tag for element in ElementTree.fromstring(markup.to_xhtml(text)).iter()}
    assert tags <= {"div", "p"}


def test_comments_are_dropped() -> None:
    """A note to colleagues is not published, over however many lines."""
    xhtml = markup.to_xhtml("甲<!-- 不印 -->\n\n<!--\n也\n不印\n-->\n\n乙\n")
    assert "印" not in xhtml
    assert "甲" in xhtml
    assert "乙" in xhtml


@pytest.mark.parametrize("text", ["甲<!-- 不印 -->\n乙", "<!-- 不印 -->甲", "甲\n\n<!-- 不印 --> 乙"])
def test_a_comment_changes_nothing_around_it(text: str) -> None:
    """The text reads as if the comment had never been there."""
    assert "<br" not in markup.to_xhtml(text)
    assert "<pre" not in markup.to_xhtml(text)


@pytest.mark.parametrize("text", ["&nosuch;", "R&D; 和 x&y;", "&#0;", "&#x1F;"])
def test_an_entity_that_is_none(text: str) -> None:
    """It is text, or it is refused; it does not stop the program."""
    assert list(markup.misuses(text, "x.md", 1)) or markup.to_xhtml(text)


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲\n\n乙<br>丙", [(12, 2, "D020")]),
        ("</div>", [(10, 1, "D020")]),
        ('甲<span\nclass="x">', [(10, 2, "D020")]),
        ("<!DOCTYPE x>", [(10, 1, "D020")]),
        ("甲 <!-- 没有收尾", [(10, 3, "D020")]),
        ("<!-- 甲\n乙 --> <b>", [(11, 7, "D020")]),
        ("{% if x %}", [(10, 1, "D021")]),
        ("甲{# 乙 #}", [(10, 2, "D021")]),
        ("# 甲", [(10, 1, "D022")]),
        ("## 甲\n\n### 乙\n\n#### 丙", [(14, 1, "D022")]),
        ("<b>\n{%\n# 甲", [(10, 1, "D020"), (11, 1, "D021"), (12, 1, "D022")]),
    ],
)
def test_misuses(text: str, found: list[tuple[int, int, str]]) -> None:
    """Each at its line and column."""
    assert misuses(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1 < 2",
            "3<4",
            "<https://a.example/>",
            "`<b>`",
            "`{% x %}`",
            "<!-- <b> {% x %} -->",
            "{{ committee.phone }}",
        ),
        *("第#1号", "&lt;b&gt;", "{ %", "<!--\n# 甲\n-->"),
    ],
)
def test_no_misuse(text: str) -> None:
    """What only looks like it is let through."""
    assert misuses(text) == []


def test_the_advice_on_raw_html_helps() -> None:
    """Whoever follows the hint is not told the same again, and gets what was meant."""
    (found,) = markup.misuses("甲<乙，x<y>", "x.md", 1)
    assert "&lt;" in found.hint
    assert misuses("x&lt;y>") == []
    assert markup.to_xhtml("x&lt;y>") == "<div><p>x&lt;y&gt;</p></div>"


@pytest.mark.parametrize("text", ["#甲", "####甲", "甲\n===", "- # 甲", "> # 甲"])
def test_headings_of_another_level_however_written(text: str) -> None:
    """What Markdown makes an h1 or h4 of is refused."""
    assert [rule for _, _, rule in misuses(text)] == ["D022"]


# --- links -----------------------------------------------------------------------------------------------------------


def test_links_with_their_places() -> None:
    """Links within the handbook, of known kinds or not; those that lead outside are not looked at."""
    text = "见[甲](room:hall)和[乙](rooms:hall)。\n\n[丙](https://a.example/)、[丁](tel:12345)、[戊](../x.md)\n"
    assert links(text) == [(10, 6, "room", "hall"), (10, 21, "rooms", "hall"), (12, 44, "../x.md", "")]


def test_links_in_comments_lead_nowhere() -> None:
    """What is not published need not resolve."""
    assert links("<!-- [甲](room:nowhere) -->") == []


def test_links_in_code_are_no_links() -> None:
    """An example of how to write a link is not one."""
    assert links("`[甲](room:nowhere)`") == []


@pytest.mark.parametrize("kind", markup.LINK_KINDS)
def test_what_renderers_look_for_is_what_authors_write(kind: str) -> None:
    """An authored link can be found again in the XHTML, to be led to its page."""
    found = markup.LINK.search(markup.to_xhtml(f"[甲]({kind}:some-id-2)"))
    assert found is not None
    assert found.groups() == (kind, "some-id-2")


@pytest.mark.parametrize(
    "text", ['[甲](room:x "乙")', "[甲]( room:x )", "[甲][1]\n\n[1]: room:x", "[甲]\n\n[甲]: room:x"]
)
def test_every_link_that_comes_out_was_looked_at(text: str) -> None:
    """Or a renderer stumbles over a page that is not there."""
    assert markup.LINK.search(markup.to_xhtml(text))
    assert [(kind, id) for _, _, kind, id in links(text)] == [("room", "x")]


# --- whatever comes --------------------------------------------------------------------------------------------------

SIGNS = """甲 b 1. ## # | *** _ ` `` ``` [ ]( ) room:hall https://a.example/ ![ < > <b> <!-- --> & &amp; &lt \\
{{ committee.phone }} {% " ' === 😀"""
BLANKS = (" ", "  \n", "    ", "\n", "\n\n", "\t", "\n- ", "\n> ", "\n:   ", "\n| --- |\n", "\n---\n", "\u2028")
SCRAPS = st.lists(st.sampled_from([*SIGNS.split(), *BLANKS]), max_size=30).map("".join)


@SMALL
@given(SCRAPS)
@also("[甲]: <\n[甲]")
def test_any_text_becomes_well_formed(text: str) -> None:
    """Whatever authors write, it comes out as XML, without the tags they may not use."""
    root = ElementTree.fromstring(markup.to_xhtml(text))
    assert root.tag == "div"
    assert not {element.tag for element in root.iter()} & {"b", "script", "style", "iframe"}
    for place, _, _ in markup.authored_links(text, markup.to_xhtml(text), "x.md", 1):
        assert 1 <= place.line <= text.count("\n") + 1
    for found in markup.misuses(text, "x.md", 1):
        assert 1 <= found.location.line <= text.count("\n") + 1
