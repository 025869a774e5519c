"""Guides: what they say of a service, and that each is one sheet of paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from test_print import MM, sizes
from tools import EDITION, TEMPLATES, edit, with_drawn_symbols
from verify_build import accessible_wrong, decoded

from generator.build.prints import print_sheet
from generator.check.offices import office_of
from generator.codes.pages import CommitteePages, committee_pages
from generator.model.handbook import Handbook
from generator.paper.sheet import Sheet
from generator.problem import HandbookError
from generator.products import guide as guide_
from generator.products.guide import guide_codes, sections
from generator.products.says import drawn
from generator.read.files import load
from generator.text import placeholder

SERVICES = ("library-card", "lunch", "mediation")
LUNCH = "content/services/lunch.md"


def pages_of(handbook: Handbook, slug: str) -> CommitteePages:
    """The pages of one committee."""
    return committee_pages(handbook, next(one for one in handbook.committees if one.slug == slug))


def guide(handbook: Handbook, id: str, slug: str = "sunny-garden") -> dict[str, Any]:
    """The data of one service's guide."""
    pages = pages_of(handbook, slug)
    return drawn(guide_.guide(handbook, pages, placeholder.values(handbook, pages.committee), id))


def printed(root: Path, id: str, slug: str = "sunny-garden") -> bytes:
    """One service's guide as it is printed."""
    data = with_drawn_symbols(guide(load(root), id, slug)) | {"edition": EDITION}
    subject = f"content/services/{id}.md"
    wanted = Sheet(f"guide/{slug}-{id}.pdf", root / "templates", None, "guide/guide.typ", data, subject)
    found = print_sheet(wanted, office_of(load(root), slug))
    assert found.leaks == ()
    return found.content


def texts(pdf: bytes) -> list[str]:
    """The text of each page without its line breaks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


# --- what they say ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", SERVICES)
@pytest.mark.parametrize("slug", ["old-street", "sunny-garden"])
def test_a_guide_is_plain_data_with_every_placeholder_filled_and_no_link(
    handbook: Handbook, id: str, slug: str
) -> None:
    text = json.dumps(guide(handbook, id, slug), ensure_ascii=False)
    assert "{{" not in text
    assert "<a " not in text


@pytest.mark.parametrize("id", SERVICES)
def test_a_guide_prints_the_code_of_its_service(handbook: Handbook, id: str) -> None:
    pages = pages_of(handbook, "sunny-garden")
    found = guide(handbook, id)["code"]
    assert guide_codes(pages, id) == (found["number"],) == (pages.code("service", id).code,)
    assert found["caption"] == guide(handbook, id)["title"]


def test_a_guide_says_what_the_page_of_its_service_says(handbook: Handbook) -> None:
    lunch = guide(handbook, "lunch")
    assert lunch["answer"] == "60岁以上的老人可以在助餐点吃午饭，走不动的可以送到家，先打021-5555-0101。"
    assert lunch["materials"] == [
        {"name": "身份证原件", "kind": None, "note": None},
        {"name": "代办人身份证", "kind": "原件，复印件1份", "note": "请别人代办时才带"},
    ]
    assert lunch["phones"][0] == {"name": "助餐热线", "number": "021-5555-0190"}
    assert (lunch["part"], lunch["owner"]) == ("代理代办", "社区服务委员会")
    assert [one["question"] for one in lunch["questions"]] == ["住院了，饭能停吗？", "不会用手机怎么办？"]
    assert lunch["basis"] == ["《示例市养老服务条例》第二十条", "《示例街道助餐办法》"]
    assert lunch["checked"] == {"date": "2026年11月22日", "by": "手册编写组"}
    assert lunch["validity"] == "这样办有效到2027年12月31日。"
    assert lunch["starts"] is None


def test_a_law_is_named_once_with_all_its_articles(example: Path) -> None:
    more = "  - law: 示例市养老服务条例\n    article: 第二十一条\n"
    edit(example / LUNCH, "basis:\n", f"basis:\n{more}")
    assert guide(load(example), "lunch")["basis"][0] == "《示例市养老服务条例》第二十一条、第二十条"


def test_what_begins_later_says_so(example: Path) -> None:
    edit(example / LUNCH, "valid_until: 2027-12-31", "valid_from: 2027-01-01\nvalid_until: 2027-12-31")
    lunch = guide(load(example), "lunch")
    assert lunch["starts"] == "2027年1月1日"
    assert lunch["validity"] == "这样办从2027年1月1日开始，有效到2027年12月31日。"


def test_what_the_committee_does_not_do_starts_with_where_to_go(example: Path) -> None:
    assert guide(load(example), "lunch")["elsewhere"] is False
    edit(example / LUNCH, "part: 代理代办", "part: 不办")
    assert guide(load(example), "lunch")["elsewhere"] is True


def test_pages_the_text_speaks_of_are_told_with_the_address_one_types(handbook: Handbook) -> None:
    pages = pages_of(handbook, "sunny-garden")
    number = pages.code("room", "hall").code
    assert {"title": "社区事务服务大厅", "plain": f"handbook.example/{number}"} in guide(handbook, "lunch")["mentioned"]
    text = "".join(fragment for section in guide(handbook, "lunch")["text"] for fragment in section)
    assert "再找服务大厅" in text
    assert "市里的说明（www.example/lunch）" in text


def test_a_text_is_cut_before_its_headings_which_stay_with_what_follows() -> None:
    found = sections("<div><p>一</p><h2>甲</h2><p>二</p><p>三</p><h2>乙</h2><h3>丙</h3><p>四</p></div>")
    assert found == [
        ["<div><p>一</p></div>"],
        ["<div><h2>甲</h2><p>二</p></div>", "<div><p>三</p></div>"],
        ["<div><h2>乙</h2><h3>丙</h3><p>四</p></div>"],
    ]


def test_a_text_may_be_empty() -> None:
    assert sections("<div></div>") == []


# --- the sheet -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", SERVICES)
@pytest.mark.parametrize("slug", ["old-street", "sunny-garden"])
def test_a_guide_is_one_sheet_that_can_be_read_by_all(example: Path, id: str, slug: str) -> None:
    pdf = printed(example, id, slug)
    assert list(accessible_wrong(pdf)) == []
    with pypdfium2.PdfDocument(pdf) as document:
        assert 1 <= len(document) <= 2
        for page in document:
            assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.5 * MM)
    smallest = yaml.safe_load((TEMPLATES / "shared" / "look.yml").read_text("utf-8"))["guide"]["smallest"]
    assert {character for size, character in sizes(pdf) if size < smallest - 0.01} == set()
    handbook = load(example)
    (code,) = guide_codes(pages_of(handbook, slug), id)
    assert list(decoded(pdf)) == [f"https://HANDBOOK.EXAMPLE/{code}/"]
    words = "".join(texts(pdf))
    for expected in ("办事指南", "怎么办", "居委会做什么", "依据和核对", "本码不收费", "第3版", "这页不对"):
        assert expected in words


def test_what_one_needs_to_act_stands_on_the_front(example: Path) -> None:
    (front, back) = texts(printed(example, "lunch"))
    acting = ("带什么", "去哪里、几点", "多久、多少钱", "谁可以办", "怎么办")
    assert [part in front.partition("背面还有")[0] for part in acting] == [True] * len(acting)
    assert "怎么办" not in back.replace("怎么办？", "")


def test_nothing_on_a_guide_is_smaller_than_14_points() -> None:
    look = yaml.safe_load((TEMPLATES / "shared" / "look.yml").read_text("utf-8"))["guide"]
    assert min(look["smallest"], look["body_smallest"]) >= 14


def test_a_short_service_takes_one_side(example: Path) -> None:
    (front,) = texts(printed(example, "library-card"))
    assert "背面还有" not in front


def test_a_long_service_goes_on_overleaf_and_the_front_says_so(example: Path) -> None:
    edit(example / LUNCH, "## 怎么送到家", f"{'饭菜清淡，少盐少油，软一点。' * 30}\n\n## 怎么送到家")
    front, back = texts(printed(example, "lunch"))
    assert "背面还有：" in front
    assert "老人吃午饭、送餐（背面）" in back
    assert "依据和核对" in back


def test_what_the_committee_does_not_do_has_the_place_before_what_to_bring(example: Path) -> None:
    (front, *_) = texts(printed(example, "lunch"))
    assert front.index("带什么") < front.index("去哪里、几点")
    edit(example / LUNCH, "part: 代理代办", "part: 不办")
    (front, *_) = texts(printed(example, "lunch"))
    assert front.index("带什么") > front.index("去哪里、几点")


def test_what_does_not_fit_both_sides_is_refused_with_its_longest_parts(example: Path) -> None:
    edit(example / LUNCH, "## 怎么送到家", f"{'饭菜清淡，少盐少油，软一点。' * 200}\n\n## 怎么送到家")
    with pytest.raises(HandbookError) as caught:
        printed(example, "lunch")
    (problem,) = caught.value.problems
    assert problem.rule == "D050"
    assert problem.message.startswith("放不下：“老人吃午饭、送餐”的办事指南")
    assert "最长的是“每天吃什么”" in problem.message
