"""The sub-district's own rulebook: the policy and the common texts, of no committee, and the list of all committees."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tools import edit, page, planned, says

from generator.build.request import Request
from generator.codes.number import address
from generator.journey import build, prepare
from generator.model.handbook import Handbook
from generator.products.catalogue import FORMS
from generator.products.product import Artifact
from generator.products.says import PrintedAddress, PrintedCode, drawn, printed_codes
from generator.products.subdistrictbook import subdistrictbook
from generator.read.files import load


def book(handbook: Handbook, variant: str = "") -> dict[str, Any]:
    """What the book says."""
    return drawn(subdistrictbook(planned(handbook).subdistrict_brief, variant))


def chapters(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Every chapter, in order."""
    return [chapter for part in data["parts"] for chapter in part["chapters"]]


def test_the_policy_comes_first_word_for_word(handbook: Handbook) -> None:
    first, second, *_ = chapters(book(handbook))
    assert (first["kind"], first["number"], first["title"]) == ("policy", "1", "示例街道居委会规范建设的实施意见")
    assert (first["document_number"], first["issued"]) == ("示府办〔2026〕1号", "2026年1月5日")
    assert "<p>第一条　全街道2个居委会都要做到，2026年10月底以前达到。</p>" in first["body"]
    assert (second["kind"], second["number"]) == ("working-committee", "2")


def test_where_nobody_wrote_the_policy_down_the_book_begins_with_what_follows_it(example: Path) -> None:
    (example / "content/policy.md").unlink()
    data = book(load(example))
    assert [part["title"] for part in data["parts"]] == ["工作委员会", "制度", "功能空间"]
    assert chapters(data)[0]["number"] == "1"


def test_the_common_texts_are_those_of_every_rulebook_without_what_is_a_committees_own(handbook: Handbook) -> None:
    """No members, no facts of a room, no space of its own, no code for a chapter; else word for word the same."""
    ready = planned(handbook, ["rulebook"])
    artifact = next(each for each in ready.plan.artifacts if each.committee == "sunny-garden")
    theirs = {(each["kind"], each["id"]): each for each in chapters(drawn(says(ready, artifact)))}
    for chapter in chapters(book(handbook))[1:]:
        own = theirs.pop((chapter["kind"], chapter["id"]))
        assert chapter["code"] is None
        assert chapter.get("facts", []) == []
        assert "staff" not in chapter
        assert [group["duties"] for group in chapter.get("groups", [])] == [
            group["duties"] for group in own.get("groups", [])
        ]
        assert (chapter["title"], chapter["adopted"], chapter["revised"]) == (
            own["title"],
            own["adopted"],
            own["revised"],
        )
    assert {kind for kind, _ in theirs} == {"space"}


def test_no_committee_is_named_in_the_common_texts(handbook: Handbook) -> None:
    for chapter in chapters(book(handbook)):
        for committee in handbook.committees:
            assert committee.profile.name not in chapter["purpose"]
            assert not committee.profile.phone or committee.profile.phone not in chapter["body"]


def test_links_lead_to_chapters_and_to_no_committees_pages(handbook: Handbook) -> None:
    numbered = {f"#{chapter['kind']}-{chapter['id']}" for chapter in chapters(book(handbook))}
    for chapter in chapters(book(handbook)):
        for link in re.findall(r'href="([^"]*)"', chapter["body"] or ""):
            assert link in numbered or not link.startswith("https://handbook.example"), link


def test_the_list_of_committees_has_the_code_of_each(handbook: Handbook) -> None:
    ready = planned(handbook, ["subdistrictbook"])
    data = subdistrictbook(ready.subdistrict_brief)
    (artifact,) = ready.plan.artifacts
    assert [one["name"] for one in data["committees"]] == ["老街居委会", "阳光花园居委会"]
    assert [code.url for code in printed_codes(data)] == [
        address(handbook.site.code_url, code) for code in artifact.codes
    ]
    assert [one["reading"] for one in data["committees"]] == ["大厅门口的小桌", "服务大厅靠窗的阅览桌"]


def test_the_code_at_the_end_leads_to_the_first_page_of_the_website(handbook: Handbook) -> None:
    code = subdistrictbook(planned(handbook).subdistrict_brief)["code"]
    assert isinstance(code, PrintedAddress)
    assert not isinstance(code, PrintedCode)
    assert (code.url, code.plain) == ("https://HANDBOOK.EXAMPLE/", "handbook.example")


def test_laws_are_named_once_with_each_article_and_where_it_is_cited(handbook: Handbook) -> None:
    found = {law["law"]: law["articles"] for law in book(handbook)["laws"]}
    assert handbook.policy.title not in found
    cited = {
        (basis.law, basis.article)
        for texts in (handbook.rules.values(), handbook.services.values())
        for text in texts
        for basis in text.basis
    }
    told = {(law, one["article"]) for law, articles in found.items() for one in articles}
    assert {(law, article) for law, article in cited if law != handbook.policy.title} <= told
    assert all(one["where"] for articles in found.values() for one in articles)


def test_articles_stand_in_the_order_of_their_numbers(example: Path) -> None:
    rule = example / "content/rules/duty.md"
    text = rule.read_text("utf-8")
    laws = ["第十一条", "第二条第二款", "第九条", "第二条", "附则"]
    basis = "".join(f"  - {{law: 示例市甲条例, article: {article}}}\n" for article in laws)
    text = re.sub(r"basis:\n(  - .*\n(    .*\n)*)+", "", text)
    rule.write_text(text.replace("adopted:", f"basis:\n{basis}adopted:", 1), "utf-8")
    found = {law["law"]: law["articles"] for law in book(load(example))["laws"]}
    articles = [one["article"] for one in found["示例市甲条例"]]
    assert articles == ["第二条", "第二条第二款", "第九条", "第十一条", "附则"]


def test_what_is_for_the_staff_stands_in_the_book_for_the_staff_only(example: Path) -> None:
    edit(example / "content/rules/duty.md", "---\ntitle:", "---\npublic: 否\ntitle:")
    handbook = load(example)
    ids = [[chapter["id"] for chapter in chapters(book(handbook, variant))] for variant in ("", "internal", "large")]
    assert ["duty" in each for each in ids] == [False, True, False]
    assert not FORMS["subdistrictbook-internal"].carried
    assert FORMS["subdistrictbook-large"].carried


def test_the_index_names_chapters_and_matters_and_no_forms(handbook: Handbook) -> None:
    data = book(handbook)
    words = {line["word"]: line["places"] for letter in data["index"] for line in letter["lines"]}
    assert [place["label"] for place in words["示例街道居委会规范建设的实施意见"]] == ["policy-document"]
    assert {place["label"].partition("-")[0] for places in words.values() for place in places} >= {"rule", "service"}
    assert not [word for word, places in words.items() if any(place["label"].startswith("form-") for place in places)]
    assert data["forms"] == []


@pytest.mark.parametrize("word", ["subdistrictbook", "subdistrictbook-large", "subdistrictbook-internal"])
def test_it_is_made_for_the_sub_district_once_in_each_form(handbook: Handbook, word: str) -> None:
    found = list(planned(handbook, [word]).plan.artifacts)
    variant = word.partition("-")[2]
    path = f"subdistrictbook/rulebook{'-' if variant else ''}{variant}.pdf"
    assert [(artifact.path, artifact.committee, artifact.word) for artifact in found] == [(path, "", word)]


def test_a_website_carries_it_on_its_first_page(example: Path) -> None:
    edit(example / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      downloads: [subdistrictbook]\n")
    build(Request(example, example / "build", ("website",), jobs=1))
    carried = example / "build/website/print/subdistrictbook-rulebook.pdf"
    assert carried.read_bytes() == (example / "build/subdistrictbook/rulebook.pdf").read_bytes()
    shown = (example / "build/website/index.html").read_text("utf-8")
    assert re.search(
        r'<a href="./print/subdistrictbook-rulebook.pdf">下载规章制度汇编（街道本）（PDF，\d+ KB）</a>', shown
    )


def test_a_website_that_carries_none_says_nothing_of_it(example: Path) -> None:
    assert "街道本" not in page(prepare(example, ("website",)), "index.html")


def test_its_day_is_that_of_the_newest_text(handbook: Handbook) -> None:
    newest = max(committee.profile.updated for committee in handbook.committees)
    assert book(handbook)["edition"] == {
        "number": None,
        "date": f"{newest.year}年{newest.month}月{newest.day}日",
        "month": f"{newest.year}年{newest.month}月",
        "proof": False,
    }


def test_it_has_no_files_of_a_committee(handbook: Handbook) -> None:
    pages = planned(handbook).plan.committees["sunny-garden"]
    nothing: list[Artifact] = []
    assert list(FORMS["subdistrictbook"].files(handbook, pages)) == nothing
