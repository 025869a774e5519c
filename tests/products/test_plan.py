"""The plan: every path once, every printed code with its page, every broken promise an error at its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tools import TEMPLATES, edit, line_of, planned

from generator.codes import ledger
from generator.journey import prepare
from generator.model.facts import SLUG
from generator.model.handbook import Handbook
from generator.model.ledger import Edition, Ledger
from generator.problem import HandbookError, Location
from generator.products.catalogue import PRODUCTS
from generator.products.plan import check_plan, successor
from generator.products.website import DATA_INDEX, PAGES, CommitteeFile, DataFile, SiteFile
from generator.read import validation
from generator.read.files import RESERVED_SLUGS, load

LEDGER = "committees/sunny-garden/codes.yml"


def test_no_path_is_planned_twice(handbook: Handbook) -> None:
    paths = [artifact.path for artifact in planned(handbook).plan.artifacts]
    assert len(paths) == len(set(paths))


def test_a_path_that_two_files_would_have_is_told(handbook: Handbook) -> None:
    """Whatever makes it so: here an address that no rule of sound data refused."""
    garden = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    moved = replace(garden, profile=garden.profile.model_copy(update={"former_slugs": ("old-street",)}))
    committees = tuple(moved if committee is garden else committee for committee in handbook.committees)
    both = replace(handbook, committees=committees)
    problems = list(check_plan(both, planned(both, ["website"]).plan))
    assert {problem.rule for problem in problems} == {"X1"}
    assert "website/old-street/index.html 要放两样东西（old-street 和 sunny-garden）" in [
        problem.message for problem in problems
    ]


@pytest.mark.parametrize("report", [True, False])
def test_no_committee_can_have_what_the_website_keeps_for_itself(handbook: Handbook, report: bool) -> None:
    """What stands at the root and could be the name of a committee is on the list of what none may be called."""
    (plugin,) = handbook.site.plugins
    settings = plugin.model_copy(update={"handbook": handbook.site.handbook.model_copy(update={"report": report})})
    own = replace(handbook, site=handbook.site.model_copy(update={"plugins": (settings,)}))
    committees = {committee.slug for committee in handbook.committees} | {"sunshine"}
    names = {artifact.path.split("/")[1] for artifact in planned(own).plan.artifacts if artifact.output == "website"}
    assert {name for name in names - committees if re.fullmatch(SLUG, name)} <= set(RESERVED_SLUGS)
    assert ("report" in names) is report


def test_paths_are_short_lower_case_ascii_below_their_output(handbook: Handbook) -> None:
    for artifact in planned(handbook).plan.artifacts:
        assert len(artifact.path) <= 100
        # what hosts and HSDS want is named as they want it
        if not isinstance(artifact.template, SiteFile | DataFile):
            assert re.fullmatch(rf"{artifact.output}/[a-z0-9-]+([/.][a-z0-9-]+)*", artifact.path)


def test_every_template_is_there(handbook: Handbook) -> None:
    found = {
        (artifact.output, artifact.template)
        for artifact in planned(handbook).plan.artifacts
        if artifact.template not in (*CommitteeFile, *DataFile, *SiteFile, DATA_INDEX)
    }
    assert [each for each in sorted(found) if not TEMPLATES.joinpath(*each).is_file()] == []


def test_every_code_on_paper_has_a_page(handbook: Handbook) -> None:
    found = list(planned(handbook).plan.artifacts)
    paths = {artifact.path for artifact in found}
    printed = {code for artifact in found if artifact.output != "website" for code in artifact.codes}
    assert len(printed) > 20
    assert {f"website/{code}/index.html" for code in printed} <= paths
    assert list(check_plan(handbook, planned(handbook).plan)) == []


def test_every_page_has_a_readable_address_and_that_of_its_code(handbook: Handbook) -> None:
    for unit in planned(handbook, ["website"]).plan.units:
        pages = [artifact for artifact in unit.artifacts if unit.committee and artifact.page]
        assert {artifact.template for artifact in unit.artifacts if unit.committee and not artifact.page} <= {
            PAGES,
            *CommitteeFile,
            *DataFile,
        }
        readable = {
            page.page.path: page for page in pages if page.page and page.template != "moved.html" and not page.imprint
        }
        behind = {page.path: page for page in pages if page.imprint == "0"}
        for path, page in readable.items():
            assert page.path == f"website/{path}index.html"
            assert behind[f"website/{page.codes[0]}/index.html"].page is page.page
        assert len(behind) == len(readable)


def test_naming_committees_narrows_prints_but_never_the_website(handbook: Handbook) -> None:
    units = [unit.name for unit in planned(handbook, PRODUCTS, ["old-street"]).plan.units]
    of_all = [name for name, product in PRODUCTS.items() if product.subdistrict]
    own = {name: [f"{name}/", *([] if PRODUCTS[name].sums else [f"{name}/old-street"])] for name in of_all}
    assert units == [
        "website/",
        "website/old-street",
        "website/sunny-garden",
        *(unit for output in list(PRODUCTS)[1:] for unit in own.get(output, [f"{output}/old-street"])),
    ]


def reports(root: Path) -> list[str]:
    """The paths of the reports that are web pages."""
    paths = (artifact.path for artifact in planned(load(root)).plan.artifacts)
    return [path for path in paths if path.startswith("website/report/")]


def test_reports_are_web_pages_only_where_the_settings_allow_it(example: Path) -> None:
    assert reports(example) == []
    edit(example / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      report: 是\n")
    assert reports(example) == [
        "website/report/index.html",
        "website/report/todo/index.html",
        "website/report/todo.csv",
        "website/report/todo.xlsx",
        "website/report/todo.ics",
        "website/report/old-street/index.html",
        "website/report/sunny-garden/index.html",
    ]


def test_the_reports_of_all_committees_are_two_files(handbook: Handbook) -> None:
    found = [artifact.path for artifact in planned(handbook, ["report"]).plan.artifacts]
    assert found == ["report/overview.pdf", "report/todo.pdf", "report/old-street.pdf", "report/sunny-garden.pdf"]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("gude", "没有叫“gude”的成品"),
        ("rulebook-xl", "没有叫“rulebook-xl”的成品"),
        ("website", "“website”不能放到网站上下载"),
        ("codesheet", "“codesheet”不能放到网站上下载"),
        ("report", "“report”不能放到网站上下载"),
    ],
)
def test_a_website_carries_only_prints_for_residents(example: Path, word: str, message: str) -> None:
    settings = example / "site_config.yml"
    edit(settings, "demonstration: 是\n", f"demonstration: 是\n      downloads: [guide, {word}]\n")
    with pytest.raises(HandbookError) as caught:
        prepare(example)
    (problem,) = caught.value.problems
    line = settings.read_text("utf-8").splitlines()[line_of(settings, "downloads") - 1]
    place = Location("site_config.yml", line_of(settings, "downloads"), line.index(word) + 1)
    assert (problem.rule, problem.message, problem.location) == ("D073", message, place)
    assert problem.hint


@pytest.fixture
def without_lunch(example: Path) -> Path:
    """The example without one of its services, which nothing mentions any more."""
    edit(example / "content/contents.yml", "  - lunch\n", "")
    edit(example / "content/contents.yml", "popular: [lunch, library-card]", "popular: [library-card]")
    edit(example / "content/contents.yml", "board: [library-card, lunch,", "board: [library-card,")
    edit(example / "committees/old-street/hours.yml", "services: [lunch]", "services: [mediation]")
    for services, left in (
        ("[lunch]", "[mediation]"),
        ("[library-card, lunch]", "[library-card]"),
        ("[lunch, mediation]", "[mediation]"),
    ):
        edit(example / "committees/sunny-garden/hours.yml", services, left)
    edit(example / "content/services/library-card.md", "，吃饭看[助餐](service:lunch)", "")
    edit(example / "content/services/library-card.md", "part: 办理", "part: 代理代办")
    (example / "content/services/lunch.md").unlink()
    return example


def test_a_service_whose_code_was_issued_cannot_just_go(without_lunch: Path) -> None:
    file = without_lunch / LEDGER
    edition = Edition(serial=1, sheet="board", edition=1, date="2026-03-01", digest="0" * 16, codes="012")
    file.write_text(ledger.text(ledger.issue(validation.read(file.read_bytes(), LEDGER, Ledger), [edition])))
    line = line_of(without_lunch / LEDGER, "id: lunch")
    with pytest.raises(HandbookError) as caught:
        prepare(without_lunch)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location, problem.committee) == ("X1", Location(LEDGER, line, 5), "sunny-garden")
    assert problem.message == "“老人吃午饭、送餐”（service:lunch）不见了，可是编码 0010121 已经印出去"
    (without_lunch / "content/retired.yml").write_text(
        "retired:\n  - {kind: service, id: lunch, date: 2026-11-01, "
        "successor: service:library-card, reason: 食堂关了。}\n"
    )
    pages = prepare(without_lunch).plan.committees["sunny-garden"]
    code = next(code for code in pages.ledger.codes if code.id == "lunch")
    assert (str(code.retired), code.successor, code.reason) == ("2026-11-01", "service:library-card", "食堂关了。")
    assert successor(pages, code) is pages.pages["service", "library-card"]


def test_a_service_whose_code_was_never_issued_leaves_a_page_all_the_same(without_lunch: Path) -> None:
    paths = {artifact.path: artifact for artifact in prepare(without_lunch, ["website"]).plan.artifacts}
    assert paths["website/0010121/index.html"].template == "gone.html"


def test_what_is_gone_needs_a_successor_that_is_there(without_lunch: Path) -> None:
    file = without_lunch / "content/retired.yml"
    file.write_text(
        "retired:\n  - {kind: service, id: lunch, date: 2026-11-01, successor: service:librarycard, reason: 没有了。}\n"
    )
    with pytest.raises(HandbookError) as caught:
        prepare(without_lunch)
    assert {problem.message for problem in caught.value.problems} == {
        "接替“service:lunch”的“service:librarycard”没有页面"
    }


def test_what_is_there_is_not_gone(example: Path) -> None:
    (example / "content/retired.yml").write_text(
        "retired:\n  - {kind: service, id: lunch, date: 2026-11-01, reason: 没有了。}\n"
    )
    with pytest.raises(HandbookError) as caught:
        prepare(example)
    assert {problem.message for problem in caught.value.problems} == {"“service:lunch”还在，不能又写成没有了"}


def test_two_committees_cannot_have_one_number(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", 'number: "002"', 'number: "001"')
    with pytest.raises(HandbookError) as caught:
        prepare(example)
    (problem,) = caught.value.problems
    file = "committees/sunny-garden/committee.yml"
    assert (problem.rule, problem.location.file) == ("X2", file)
    assert problem.location.line == line_of(example / file, "number:")
    assert problem.message == "编号 001 已经是 old-street 的"


def test_two_codes_of_the_same_digits_are_named_even_where_no_other_rule_looked(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", 'number: "002"', 'number: "001"')
    handbook = load(example)
    problems = list(check_plan(handbook, planned(handbook).plan))
    assert {problem.rule for problem in problems} == {"X2"}
    assert problems[0].message == "编码 0010019 和 old-street 的重复"
    assert problems[0].location == Location(LEDGER, 3, 5)
