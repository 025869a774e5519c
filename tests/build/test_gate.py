"""The gate: nothing that looks like personal data gets out, however it came in, and the earlier build stays."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from tools import edit, line_of, names, templates_to_edit, tree

from generator.build import gate
from generator.build.render import site_inputs, website_files
from generator.build.request import Request
from generator.check.judge import check_handbook
from generator.check.offices import office_of
from generator.codes.pages import Page
from generator.journey import build, prepare
from generator.model.handbook import Handbook
from generator.privacy.characters import PersonalData
from generator.privacy.files import file_texts, find_personal_data_in_file
from generator.privacy.office import Office
from generator.privacy.text import find_personal_data
from generator.problem import HandbookError, Location, Problem
from generator.products.product import Artifact, Unit
from generator.read.files import load

LUNCH = "content/services/lunch.md"
MOBILE = "13800138000"
IDENTITY = "11010519491231002X"


def refused(root: Path, *outputs: str) -> tuple[Problem, ...]:
    """The problems for which a build is refused."""
    with pytest.raises(HandbookError) as caught:
        build(Request(root, root / "build", outputs, jobs=1, strict=True))
    return caught.value.problems


def page(slug: str = "old-street") -> Artifact:
    return Artifact(f"website/{slug}/index.html", "website", slug, "home.html")


# --- what gets as far as the gate ------------------------------------------------------------------------------------


def test_the_example_passes(handbook: Handbook, example: Path) -> None:
    ready = prepare(example)
    assert ready.problems == ()
    assert list(gate.page_leaks(handbook, page(), "<p>打021-5555-0101或12345。</p>".encode())) == []


def test_a_number_that_only_markup_breaks_is_found_on_the_page_and_told_at_its_line(example: Path) -> None:
    """In the author's file it is no number; on the page it is."""
    edit(example / LUNCH, "戴工作牌", "电话138`0013`8000")
    line = line_of(example / LUNCH, "138`0013`8000")
    assert prepare(example).problems == ()
    problems = refused(example, "website")
    assert {(problem.rule, problem.severity, problem.clause) for problem in problems} == {
        ("X11", "error", "个人信息保护法")
    }
    assert {problem.location for problem in problems} == {Location(LUNCH, line)}
    assert {problem.committee for problem in problems} == {"old-street", "sunny-garden"}
    assert len(problems) == 2, "a page and its copy at the code's address are one"


def test_a_number_that_a_template_puts_together_is_told_at_the_committees_file(example: Path) -> None:
    template = templates_to_edit(example) / "website/duty.html"
    edit(template, "{% endblock %}", '<p>夜里打{{ "138" }}0013{{ "8000" }}</p>{% endblock %}')
    problems = refused(example, "website")
    assert {problem.location for problem in problems} == {
        Location("committees/old-street/committee.yml"),
        Location("committees/sunny-garden/committee.yml"),
    }
    assert {problem.message for problem in problems} == {
        f"website/{slug}/duty/index.html 里像是有手机号“138…”" for slug in ("old-street", "sunny-garden")
    }


def website(root: Path) -> Iterator[tuple[Handbook, Unit, Mapping[str, bytes]]]:
    """The files of each unit of the website, as they come to the gate."""
    ready = prepare(root, ["website"])
    site = site_inputs(ready)
    for unit in ready.plan.units:
        yield ready.handbook, unit, website_files(ready, unit, site)


def test_a_number_in_any_template_is_found(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is put together by the template from what it says itself and from a value."""
    numbers = {}
    for index, path in enumerate(sorted((templates_to_edit(example) / "website").glob("*.html"))):
        numbers[path.name] = number = f"1380013{8000 + index}"
        block = re.search(r"\{% block (?:main|header) %\}", text := path.read_text("utf-8"))
        end = block.end() if block else len(text)
        path.write_text(f'{text[:end]}<p>打{{{{ "138" }}}}{number[3:]}</p>{text[end:]}', "utf-8")
    monkeypatch.setattr(gate, "hidden", lambda text: text)
    found, used = set(), set()
    for handbook, unit, pages in website(example):
        used |= {artifact.template for artifact in unit.artifacts if artifact.page}
        found |= {problem.message.rpartition("“")[2][:11] for problem in gate.website_leaks(handbook, unit, pages)}
    assert len(used) >= 20
    assert found >= {numbers[name] for name in used}


def test_a_number_anywhere_in_any_page_is_found_as_by_reading_all_of_it(example: Path) -> None:
    """In every field and between any two of them, in attributes and scripts, whole or in pieces."""
    chance = random.Random(20261201)
    office = Office(names=frozenset(["王样例", "孙示例"]))
    told = 0
    for _, unit, pages in website(example):
        for artifact in unit.artifacts:
            if not artifact.path.endswith(".html"):
                continue
            page = pages[artifact.path].decode()
            for leak in (
                "13800138000",
                "138 0013 8000",
                "138</b>0013<b>8000",
                IDENTITY,
                "王样例住3号201室",
                "生于1949年12月31日",
            ):
                place = chance.randrange(len(page))
                data = f"{page[:place]}{leak}{page[place:]}".encode()
                whole = [*file_texts(artifact.path, data)]
                expected = [it for text in (artifact.path, *whole) for it in find_personal_data(text, office)]
                assert list(find_personal_data_in_file(artifact.path, data, office)) == expected, (artifact.path, place)
                told += bool(expected)
    assert told > 300


@pytest.mark.parametrize("output", ["board", "rulebook", "report"])
def test_a_number_on_paper_is_found_in_the_pdf(example: Path, output: str) -> None:
    template = templates_to_edit(example) / output / f"{output}.typ"
    with template.open("a", encoding="utf-8") as file:
        file.write("\n#place(top + left, text(size: 30pt)[138#h(1pt)0013#h(1pt)8000])\n")
    problems = refused(example, output)
    assert {(problem.rule, problem.committee) for problem in problems} == {
        ("X11", "old-street"),
        ("X11", "sunny-garden"),
    }
    assert all(f"{output}/{problem.committee}.pdf 里像是有手机号" in problem.message for problem in problems)


def test_a_home_is_found_by_the_name_beside_it(handbook: Handbook) -> None:
    content = "<p>孙示例，住老街3号201室</p>".encode()
    (problem,) = gate.page_leaks(handbook, page(), content)
    assert "201" not in problem.message
    assert len(list(gate.page_leaks(handbook, page("sunny-garden"), content))) == 1, "where nobody knows the name"
    assert len(list(gate.page_leaks(handbook, page(""), content))) == 1, "on the first page it may be anybody"


def test_a_room_of_the_committees_own_is_no_home(example: Path) -> None:
    """Neither where it stands as a room, nor in a text; another flat still is one."""
    garden = example / "committees/sunny-garden"
    edit(garden / "committee.yml", "address: 示例街道阳光路1号", "address: 示例街道阳光路100弄5号101室")
    edit(garden / "rooms.yml", "position: 进门左手第一间", "position: 5号楼101室")
    edit(example / LUNCH, "戴工作牌", "居民可以到阳光路100弄5号101室领表")
    assert {problem.rule for problem in check_handbook(load(example))} == set()
    handbook = load(example)
    for own in ("王样例在5号楼101室", "居民到阳光路100弄5号101室领表", "阳光路100弄5号 101室，找王样例"):
        assert list(gate.page_leaks(handbook, page("sunny-garden"), f"<p>{own}</p>".encode())) == []
    for home in ("王样例住5号楼102室", "居民住200弄5号101室", "王样例住15号楼101室"):
        assert len(list(gate.page_leaks(handbook, page("sunny-garden"), f"<p>{home}</p>".encode()))) == 1
    other = "<p>周范例住5号楼101室</p>".encode()
    assert len(list(gate.page_leaks(handbook, page("old-street"), other))) == 1, "there it is nobody's office"


def test_a_page_and_its_copy_are_read_once(handbook: Handbook) -> None:
    shown = Page("page", "home", "首页", "old-street/")
    artifacts = tuple(
        Artifact(path, "website", "old-street", "home.html", page=shown)
        for path in ("website/old-street/index.html", "website/0020014/index.html")
    )
    other = Artifact("website/old-street/office.vcf", "website", "old-street", "office.vcf")
    leak = f"<p>打{MOBILE}</p>".encode()
    pages = {artifact.path: leak for artifact in (*artifacts, other)}
    found = list(gate.website_leaks(handbook, Unit("website", "website", "old-street", (*artifacts, other)), pages))
    assert [problem.message.split(" ")[0] for problem in found] == [artifacts[0].path, other.path]


# --- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (MOBILE, "删掉，换成办公室电话；是公用的值班手机，写进 `official_contacts`"),
        (IDENTITY, "整个删掉，用星号遮住几位也不行"),
        ("138 0013 8000", "删掉，换成办公室电话；是公用的值班手机，写进 `official_contacts`"),
    ],
)
def test_the_message_does_not_spread_the_number(handbook: Handbook, number: str, hint: str) -> None:
    (problem,) = gate.page_leaks(handbook, page(), f"<p>找{number}</p>".encode())
    assert number not in problem.text()
    assert problem.message.endswith(f"“{number[:3]}…”")
    assert problem.hint == hint


@pytest.mark.parametrize(("text", "shown"), [("13800138000", "138…"), ("3号", "3…"), ("3", "…"), ("12345", "12…")])
def test_at_most_half_of_a_text_is_shown(text: str, shown: str) -> None:
    assert gate.hidden(text) == shown


def test_the_same_digits_are_looked_for_however_they_are_written(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", "一条老街，", "一条老街，138、0013、8000，")
    ready = prepare(example)
    file = "committees/old-street/committee.yml"
    place = gate.source(ready.handbook, page(), PersonalData("手机号", "138-0013-8000", 0))
    assert (place.file, place.line) == (file, line_of(example / file, "138、0013、8000"))


@pytest.mark.parametrize(
    ("slug", "file"), [("", "content/policy.yml"), ("old-street", "committees/old-street/committee.yml")]
)
def test_what_no_file_says_is_told_at_the_file_of_whom_it_is_about(handbook: Handbook, slug: str, file: str) -> None:
    assert gate.source(handbook, page(slug), PersonalData("手机号", MOBILE, 0)) == Location(file)


def test_names_are_those_of_the_committees_staff(handbook: Handbook) -> None:
    assert office_of(handbook, "old-street").names == {"孙示例", "周范例"}
    assert office_of(handbook, "").names == {"孙示例", "周范例", "陈示例", "李范例", "王样例", "赵拟名"}
    assert office_of(handbook, "nowhere").names == set()


# --- what stays ------------------------------------------------------------------------------------------------------


def markup(root: Path) -> None:
    edit(root / LUNCH, "戴工作牌", "电话138`0013`8000")


def paper(root: Path) -> None:
    with (root / "templates/board/board.typ").open("a", encoding="utf-8") as file:
        file.write(f"\n#place(top + left)[{MOBILE}]\n")


@pytest.mark.parametrize(("output", "slip"), [("website", markup), ("board", paper)])
def test_a_refused_build_leaves_the_earlier_one_whole(example: Path, output: str, slip: Callable[[Path], None]) -> None:
    templates_to_edit(example)
    build(Request(example, example / "build", (output,), jobs=1))
    slip(example)
    before = tree(example / "build")
    assert {problem.rule for problem in refused(example, output)} == {"X11"}
    assert tree(example / "build") == before
    assert [name for name in names(example) if name.startswith(".")] == []


def test_two_workers_find_what_one_finds(example: Path) -> None:
    templates_to_edit(example)
    paper(example)
    alone = refused(example, "board")
    with pytest.raises(HandbookError) as caught:
        build(Request(example, example / "build", ("board",), jobs=2))
    assert caught.value.problems == alone
    assert not (example / "build").exists()
