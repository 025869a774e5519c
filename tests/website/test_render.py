"""Web pages: escaped, filled, honest about gaps, and every link of every page leading somewhere."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from tools import edit, line_of, templates_to_edit, website
from verify_build import Reading, page_wrong

from generator.journey import prepare
from generator.problem import HandbookError, Location, Problem
from generator.read.files import load

NAME = '<script>alert("1&2")</script>'


def rendered(root: Path) -> dict[str, str]:
    """Every file of a website that is text, by its path below the root; pictures are empty."""
    ready = prepare(root, ["website"])
    made = {path: content for unit in ready.plan.units for path, content in website(ready, unit).items()}
    return {
        path.removeprefix("website/"): "" if path.endswith(".png") else content.decode()
        for path, content in made.items()
    }


@pytest.fixture
def site(example: Path) -> dict[str, str]:
    """Every file of the example's website."""
    return rendered(example)


def complaint(root: Path) -> Problem:
    """The one problem that keeps a website from being rendered."""
    with pytest.raises(HandbookError) as caught:
        rendered(root)
    (problem,) = caught.value.problems
    return problem


# --- what templates make of the data ---------------------------------------------------------------------------------


def test_every_file_of_the_plan_is_rendered(example: Path, site: dict[str, str]) -> None:
    ready = prepare(example, ["website"])
    assert {f"website/{path}" for path in site} == {artifact.path for artifact in ready.plan.artifacts}


def test_placeholders_are_filled(site: dict[str, str]) -> None:
    page = site["sunny-garden/services/lunch/index.html"]
    assert "走不动的可以送到家，先打021-5555-0101。" in page
    assert "示例区示例街道阳光花园社区居民委员会的人都要接" in site["sunny-garden/rules/reception/index.html"]
    assert [path for path, text in site.items() if "{{" in text] == []


def test_every_file_is_in_the_language_of_the_shared_words(example: Path) -> None:
    templates_to_edit(example)
    edit(example / "templates/shared/words.yml", "language: zh-Hans", "language: en-GB")
    site = rendered(example)
    pages = [text for text in site.values() if "<html" in text]
    assert [text for text in pages if '<html lang="en-GB"' not in text] == []
    assert "zh" not in site["manifest.webmanifest"] + site["changes.atom"] + site[".well-known/security.txt"]
    assert "handbook//EN" in site["sunny-garden/duty.ics"]


def test_a_gap_is_said_to_be_one(site: dict[str, str]) -> None:
    missing = '<span class="missing">待补充</span>'
    assert missing in site["old-street/index.html"]
    assert "先打待补充。" in site["old-street/services/lunch/index.html"]
    assert "None" not in site["old-street/index.html"]
    assert missing not in site["sunny-garden/disclosure/index.html"]


@pytest.mark.parametrize(
    ("day", "titles"),
    [
        ("2026-03-19", []),
        ("2026-03-20", ["2026年居民会议通过的年度工作计划"]),
        ("2026-11-22", ["2026年居民会议通过的年度工作计划", "2026年第三季度工作经费收支"]),
        ("2027-01-15", ["2026年居民会议通过的年度工作计划", "2026年第三季度工作经费收支"]),
        ("2027-01-16", ["2026年居民会议通过的年度工作计划"]),
        ("2027-03-31", ["2026年居民会议通过的年度工作计划"]),
        ("2027-04-01", []),
    ],
)
def test_a_notice_is_current_from_its_first_to_its_last_day(example: Path, day: str, titles: list[str]) -> None:
    handbook = load(example, datetime.date.fromisoformat(day))
    garden = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    assert [notice.title for notice in garden.records.notices_on(handbook.today)] == titles


def test_a_notice_that_has_expired_is_gone_from_every_page(example: Path) -> None:
    title = "2026年第三季度工作经费收支"
    records = example / "committees/sunny-garden/records.yml"
    page = "sunny-garden/disclosure/index.html"
    assert title in rendered(example)[page]
    edit(records, "expires: 2027-01-15", "expires: 2026-11-21")
    assert [
        path for path, text in rendered(example).items() if path.startswith("sunny-garden/") and title in text
    ] == []


def test_markup_in_the_data_is_text(example: Path) -> None:
    """In a name, a staff list, a placeholder of Markdown and an attribute alike."""
    committee = example / "committees/sunny-garden/committee.yml"
    edit(committee, "name: 阳光花园\ncode", f"name: '{NAME}'\ncode")
    edit(committee, "示例街道阳光花园", f"示例街道{NAME}")
    edit(committee, "一个人问到底", NAME)
    site = rendered(example)
    escaped = "&lt;script&gt;alert(&#34;1&amp;2&#34;)&lt;/script&gt;"
    assert escaped in site["index.html"]
    assert escaped in site["sunny-garden/index.html"]
    assert "&lt;script&gt;" in site["sunny-garden/rules/reception/index.html"]
    written = {path: text for path, text in site.items() if path.endswith((".html", ".xml"))}
    assert [path for path, text in written.items() if "<script>" in text or 'alert("' in text] == []


def test_every_script_is_a_file_or_data(site: dict[str, str]) -> None:
    """What runs lies in a file of its own, so that a server can forbid all else."""
    for path, text in site.items():
        for attributes, content in re.findall("<script([^>]*)>(.*?)</script>", text, re.DOTALL):
            assert "application/ld+json" in attributes or ("src=" in attributes and not content), path
        assert not re.search(r"""<[^>]+\son[a-z]+=|(href|src)=["']?javascript:""", text), path


def test_the_page_behind_a_code_is_the_readable_page_but_for_the_way_up(example: Path, site: dict[str, str]) -> None:
    def without_the_way_up(text: str) -> str:
        return re.sub(r'<aside class="imprint".*?</aside>', "", re.sub(r'="(\.\./)+', '="', text), flags=re.DOTALL)

    found = prepare(example, ["website"]).plan
    for pages in found.committees.values():
        for key, page in pages.pages.items():
            readable, code = site[f"{page.path}index.html"], site[f"{pages.codes[key].code}/index.html"]
            assert without_the_way_up(code) == without_the_way_up(readable)
            assert f'<link rel="canonical" href="https://handbook.example/{page.path}">' in code


# --- addresses -------------------------------------------------------------------------------------------------------


def test_every_address_in_every_page_is_relative_and_leads_to_a_file_of_the_plan(site: dict[str, str]) -> None:
    files = {path: Reading(text if path.endswith(".html") else "") for path, text in site.items()}
    pages = [path for path in files if path.endswith(".html")]
    assert len(pages) > 80
    assert sum(len(files[path].links) for path in pages) > 1000
    assert [wrong for path in pages for wrong in page_wrong(path, files, "https://handbook.example/")] == []


def test_no_file_has_a_way_up_left_open(site: dict[str, str]) -> None:
    assert [path for path, text in site.items() if "\0" in text] == []


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('<a href="b/">', "a/index.html: “b/” leads nowhere"),
        ('<a href="../../a/">', "a/index.html: “../../a/” leads out of the site"),
        ('<a href="/a/">', "a/index.html: “/a/” starts at the host's root"),
        ('<a href="#far">', "a/index.html: “#far” has no such place on a/index.html"),
        (
            '<img src="https://cdn.example/x.png">',
            "a/index.html: “https://cdn.example/x.png” is loaded from somebody else",
        ),
        (
            '<link rel="stylesheet" href="//cdn.example/x.css">',
            "a/index.html: “//cdn.example/x.css” starts at the host's root",
        ),
        ('<p id="x"><p id="x">', "a/index.html: id “x” stands there twice"),
        ('<a href="https://site.example/c/">', "a/index.html: “https://site.example/c/” leads nowhere"),
        ('<a href="\0a/">', "a/index.html: a way up to the root was never filled in"),
    ],
)
def test_the_checker_of_addresses_sees_what_is_wrong(body: str, wrong: str) -> None:
    good = '<p id="near"><a href="#near"><a href="../a/#near"><a href="tel:110"><a href="https://b.example/">'
    files = {"a/index.html": Reading(good), "index.html": Reading("")}
    assert list(page_wrong("a/index.html", files, "https://site.example/")) == []
    files["a/index.html"] = Reading(good + body)
    assert wrong in list(page_wrong("a/index.html", files, "https://site.example/"))


def test_the_page_for_a_wrong_address_names_the_host(site: dict[str, str]) -> None:
    """It is shown at any depth, where a relative way would lead astray."""
    found = Reading(site["404.html"])
    named = [link for link in (*found.links, *found.loaded) if not link.startswith(("#", "tel:"))]
    assert "https://handbook.example/" in named
    assert any(link.startswith("https://handbook.example/assets/handbook.") for link in named)
    files = [link.removeprefix("https://handbook.example/") for link in named]
    assert [link for link in files if link and link not in site] == []


def test_what_editors_are_not_sure_of_is_on_no_page(site: dict[str, str]) -> None:
    """Residents read what to do, not what the compilers could not find."""
    assert "示例街道助餐办法" in site["sunny-garden/services/lunch/index.html"]
    assert [path for path, text in site.items() if "没有查到官方出处" in text] == []


def test_the_map_lists_readable_addresses_only(example: Path, site: dict[str, str]) -> None:
    """It leads to a list for each committee, since one list may have 50,000 addresses."""
    committees, home = prepare(example).plan.committees, "https://handbook.example/"
    listed = {path: re.findall("<loc>(.*?)</loc>", text) for path, text in site.items() if path.endswith(".xml")}
    assert listed["sitemap.xml"] == [f"{home}pages.xml", *(f"{home}{slug}/pages.xml" for slug in committees)]
    assert listed["pages.xml"] == [home, f"{home}data/"]
    for slug, found in committees.items():
        assert listed[f"{slug}/pages.xml"] == [f"{home}{page.path}" for page in found.pages.values()]


# --- mistakes in templates -------------------------------------------------------------------------------------------


def test_a_template_that_the_program_needs_and_nobody_copied_is_named(example: Path) -> None:
    templates_to_edit(example)
    (example / "templates/website/pages.xml").unlink()
    with pytest.raises(HandbookError) as caught:
        rendered(example)
    (problem,) = caught.value.problems
    assert (problem.location.file, problem.message) == ("templates/website/pages.xml", "少了这个模板")


def test_a_template_that_was_edited_is_compiled_anew(example: Path) -> None:
    templates_to_edit(example)
    before = rendered(example)["sunny-garden/index.html"]
    edit(example / "templates/website/home.html", "<h2>在哪里</h2>", "<h2>怎么找到我们</h2>")
    after = rendered(example)["sunny-garden/index.html"]
    assert after == before.replace("<h2>在哪里</h2>", "<h2>怎么找到我们</h2>") != before


@pytest.mark.parametrize(
    ("template", "old", "new", "message"),
    [
        (
            "service.html",
            "{{ subject.title }}",
            "{{ subject.titel }}",
            "模板写错了：没有“titel”这一项",
        ),
        ("service.html", "{{ fill(subject.answer) }}</p>", "{{ nonsense }}</p>", "模板写错了：没有“nonsense”这个名称"),
        ("macros.html", "{{ number }}</a>", "{{ nonsense }}</a>", "模板写错了：没有“nonsense”这个名称"),
        ("home.html", '{% extends "page.html" %}', '{% extends "pgae.html" %}', "模板写错了：没有“pgae.html”这个文件"),
        ("frame.html", "{% macro menu() %}", "{{ nonsense }}{% macro menu() %}", "模板写错了：没有“nonsense”这个名称"),
        ("frame.html", "{% macro menu() %}", "{% macro menu( %}", "模板写错了：这里要写“name”，写的是“%”"),
        ("duty.html", "{% endblock %}", "{% endblock %}{% endfor %}", "模板写错了：“endfor”不是这里可以写的"),
    ],
)
def test_a_mistake_in_a_template_is_named_at_its_line(
    example: Path, template: str, old: str, new: str, message: str
) -> None:
    file = templates_to_edit(example) / "website" / template
    edit(file, old, new)
    problem = complaint(example)
    assert problem.rule == "D040"
    assert problem.message.startswith(message)
    assert problem.location == Location(f"templates/website/{template}", line_of(file, new))
