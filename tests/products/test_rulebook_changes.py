"""What changed between two editions of the rulebook: as data, and as the sheet for the counter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pdf_quality import CHECKS, Pdf, complaints
from tools import edit, planned

from generator.build.prints import print_sheet, sheet_of
from generator.codes.number import address
from generator.issue import issue as issue_
from generator.issue import status
from generator.issue.issue import Order
from generator.journey import prepare
from generator.problem import HandbookError
from generator.products.catalogue import FORMS
from generator.products.product import Artifact
from generator.products.rulebook import changes
from generator.products.rulebook.changes import Note, notes
from generator.text.articles import articles
from generator.text.chinese import numeral
from generator.text.difference import marked

SLUG = "sunny-garden"
CHANGES = "rulebook-changes"


def text(*articles: str, before: str = "") -> str:
    """The XHTML of a text with these articles, numbered from one."""
    numbered = (f"<p><strong>第{numeral(number)}条</strong>　{words}</p>" for number, words in enumerate(articles, 1))
    return f"<div>{before}{''.join(numbered)}</div>"


def chapter(id: str = "reception", body: str | None = None, **more: Any) -> dict[str, Any]:
    """A chapter as a rulebook says it."""
    facts = {"kind": "rule", "id": id, "number": "1", "title": f"{id}制度", "purpose": "说到做到。", "body": body}
    return {**facts, "also_called": [], "basis": [], "clause": None, **more}


def book(*chapters: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A rulebook of one part."""
    facts = {"committee": {"phone": "021-5555-0101", "address": "一路1号"}, "note": [], "forms": [], "lists": []}
    return {**facts, "certificates": {"items": []}, "parts": [{"title": "制度", "chapters": list(chapters)}], **more}


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    """What is told of the change from one rulebook to another, without the chapter."""
    return [(note.article, note.kind, note.old, note.new) for note in notes(old, new)]


A, B, C, D = "先听您说完，记在本子上。", "能办的当场办好。", "办不了的，写明到哪里去办。", "三天以后打电话告诉您结果。"

# --- as data ---------------------------------------------------------------------------------------------------------


def test_books_that_say_the_same_have_no_changes() -> None:
    old = book(chapter(body=text(A, B), revised="2026年1月1日", number="1"))
    assert notes(old, book(chapter(body=text(A, B), revised="2026年5月1日", number="2"))) == ()


def test_an_article_that_changed_is_told_whole_with_both_texts() -> None:
    new = "五天以后打电话告诉您结果。"
    (note,) = notes(book(chapter(body=text(A, D))), book(chapter(body=text(A, new))))
    assert note == Note("第1章　reception制度", "第二条", "修改", D, new)
    assert [(run.text, run.changed) for run in note.new_runs][:2] == [("五", True), (new[1:], False)]


def test_an_article_put_between_others_is_one_change_and_not_one_of_all_behind_it() -> None:
    found = told(book(chapter(body=text(A, C, D))), book(chapter(body=text(A, B, C, D))))
    assert found == [("第二条", "增加", None, B), ("条号", "修改", "第二条到第三条", "第三条到第四条")]


def test_an_article_that_is_gone_is_told_at_its_place() -> None:
    found = told(book(chapter(body=text(A, B, C))), book(chapter(body=text(A, C))))
    assert found == [("第二条", "删去", B, None), ("条号", "修改", "第三条", "第二条")]


def test_an_article_with_new_words_and_another_number_is_told_with_both_numbers() -> None:
    changed = D.replace("三天", "两天")
    found = told(book(chapter(body=text(A, B, D))), book(chapter(body=text(A, changed))))
    assert ("第二条（原第三条）", "修改", D, changed) in found
    assert ("第二条", "删去", B, None) in found


def test_articles_that_have_nothing_in_common_but_their_number_stand_side_by_side() -> None:
    assert told(book(chapter(body=text(A))), book(chapter(body=text("全部改了")))) == [
        ("第一条", "修改", A, "全部改了")
    ]


def test_a_chapter_that_came_and_one_that_went_are_told_by_what_they_are_for() -> None:
    kept, gone, come = chapter("kept"), chapter("gone", text(A, B), number="2"), chapter("come", text(A), number="2")
    found = notes(book(kept, gone), book(kept, come))
    assert found == (
        Note("原第2章　gone制度", "全章", "删去", "说到做到。（全章共2条）", None),
        Note("第2章　come制度", "全章", "增加", None, "说到做到。（全章共1条）"),
    )


def test_what_a_chapter_says_besides_its_articles_is_told_by_its_name() -> None:
    old = chapter(facts=[["在哪里", "1楼"], ["可容纳", None]], notices=["不吸烟"], purpose="看书。")
    new = chapter(facts=[["在哪里", "2楼"], ["可容纳", "20人"]], notices=["不吸烟", "关灯"], purpose="看书看报。")
    assert told(book(old), book(new)) == [
        ("是做什么的", "修改", "看书。", "看书看报。"),
        ("在哪里", "修改", "1楼", "2楼"),
        ("可容纳", "增加", None, "20人"),
        ("须知", "增加", None, "关灯"),
    ]


def test_the_same_words_replaced_in_many_articles_are_told_once() -> None:
    def calling(phone: str) -> dict[str, Any]:
        return book(chapter(body=text(f"办事打{phone}，找社工。", f"投诉打{phone}，找主任。", f"急事打{phone}。")))

    assert notes(calling("021-5555-0101"), calling("021-5555-0102")) == (
        Note("全书", "3处", "修改", "办事打021-5555-0101，找社工。", "办事打021-5555-0102，找社工。"),
    )


def test_words_put_into_many_articles_are_told_with_each() -> None:
    old = [text(A, B, C), text(*(f"每天，{words}" for words in (A, B, C)))]
    before, after = (book(chapter(body=body)) for body in old)
    assert [note.article for note in notes(before, after)] == ["第一条", "第二条", "第三条"]
    assert [note.article for note in notes(after, before)] == ["第一条", "第二条", "第三条"]


def test_an_article_with_a_change_of_its_own_is_told_beside_what_changed_everywhere() -> None:
    def calling(phone: str, days: str) -> dict[str, Any]:
        three = (f"办事打{phone}。", f"投诉打{phone}。", f"急事打{phone}。", f"打{phone}，{days}回话。")
        return book(chapter(body=text(*three)))

    found = notes(calling("021-5555-0101", "三天"), calling("021-5555-0102", "两天"))
    assert [(note.chapter, note.article) for note in found] == [("全书", "3处"), ("第1章　reception制度", "第四条")]


def test_front_and_annexes_are_told_too() -> None:
    old = book(chapter(), forms=[{"id": "log", "title": "日志", "keep": "一年", "body": "<div></div>"}])
    new = book(chapter(), forms=[{"id": "log", "title": "日志", "keep": "三年", "body": "<div></div>"}])
    new["committee"] = {"phone": "021-5555-0102", "address": "一路1号"}
    assert [(note.chapter, note.article, note.new) for note in notes(old, new)] == [
        ("封面和编写说明", "电话", "021-5555-0102"),
        ("附录", "表单 › 日志 › 保存", "三年"),
    ]


def test_lists_and_tables_keep_their_lines() -> None:
    body = (
        "<div><h2>几天</h2><p>第一条　期限：</p><ol><li>当场；</li><li>三天<ul><li>特别的，五天</li></ul></li></ol>"
        "<table><thead><tr><th>事</th><th>几天</th></tr></thead><tbody><tr><td>大事</td><td>7天</td></tr></tbody>"
        "</table><p>另有规定的\n照规定。</p></div>"
    )
    heading, article = articles(body)
    assert (heading.name, heading.text) == ("小标题", "几天")
    assert article.text.split("\n") == [
        "期限：", "1. 当场；", "2. 三天", "• 特别的，五天", "事：几天", "大事：7天", "另有规定的 照规定。",
    ]  # fmt: skip


def test_another_heading_is_a_change_of_a_heading() -> None:
    old, new = (text(A, before=f"<h2>{title}</h2>") for title in ("到哪里去问", "到哪里去找"))
    assert told(book(chapter(body=old)), book(chapter(body=new))) == [("小标题", "修改", "到哪里去问", "到哪里去找")]


def test_marked_words_are_whole_numbers_and_lose_nothing() -> None:
    old, new = marked("第五条，打021-5555-0101，8:30来。", "第六条，打021-5555-0109，9:30来。")
    assert [run.text for run in old if run.changed] == ["第五条", "021-5555-0101", "8:30"]
    assert [run.text for run in new if run.changed] == ["第六条", "021-5555-0109", "9:30"]
    assert "".join(run.text for run in new) == "第六条，打021-5555-0109，9:30来。"


# --- from issued editions --------------------------------------------------------------------------------------------


def issue(root: Path, *, place: str | None = None) -> None:
    """Give the rulebook to the printer."""
    issue_.issue(Order(root, root / "build", ("rulebook",), SLUG, place, jobs=1))


def change(root: Path, old: str, new: str) -> None:
    """Change the rule on reception."""
    edit(root / "content" / "rules" / "reception.md", old, new)


def sheets(root: Path) -> list[Artifact]:
    """The sheets of changes that would be made."""
    found = planned(prepare(root).handbook, (CHANGES,), (SLUG,)).plan.artifacts
    return [artifact for artifact in found if artifact.word == CHANGES]


def printed(root: Path) -> bytes:
    """The sheet of changes."""
    ready = prepare(root, (CHANGES,), (SLUG,))
    (artifact,) = (one for one in ready.plan.artifacts if one.word == CHANGES)
    return print_sheet(sheet_of(ready, artifact)).content


def words(pdf: bytes) -> list[str]:
    """The words of every page, without the ends of lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        return ["".join(page.split()) for page in pages]


@pytest.fixture(scope="module")
def twice(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with two editions of a rulebook."""
    root = copy_example(tmp_path_factory.mktemp("changes"))
    assert CHANGES in FORMS and sheets(root) == []
    issue(root)
    assert sheets(root) == [], "one edition has nothing to be compared with"
    change(root, "3个工作日内答复", "2个工作日内答复")
    issue(root)
    return root


def test_two_editions_make_a_sheet_with_the_code_of_the_page(twice: Path) -> None:
    (sheet,) = sheets(twice)
    pages = prepare(twice).plan.committees[SLUG]
    assert (sheet.path, sheet.codes) == (f"rulebook/{SLUG}-changes.pdf", (pages.code("page", "changes").code,))


def test_the_sheet_tells_both_editions_and_the_change(twice: Path) -> None:
    (page,) = words(printed(twice))
    for passage in (
        "第2版（2026年11月22日）",
        "第1版",
        "1项",
        "接待群众制度",
        "第三条",
        "3个工作日内答复",
        "2个工作日内",
    ):
        assert passage in page
    assert "其余" not in page
    assert "校样" not in page


def test_the_code_leads_to_the_page_of_changes(twice: Path) -> None:
    handbook = prepare(twice).handbook
    number = planned(handbook).plan.committees[SLUG].code("page", "changes").code
    found = {code.address for code in Pdf(printed(twice), CHANGES).codes}
    assert found == {address(handbook.site.code_url, number)}


@pytest.mark.parametrize("check", CHECKS)
def test_the_sheet_is_a_good_pdf(twice: Path, check: str) -> None:
    assert list(complaints(Pdf(printed(twice), CHANGES), check)) == []


def test_the_sheet_has_no_edition_of_its_own(twice: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        issue_.issue(Order(twice, twice / "build", (CHANGES,), SLUG, jobs=1))
    assert [problem.rule for problem in caught.value.problems] == ["D072"]
    assert {answer.edition.sheet for answer in status.status(twice)} == {"rulebook"}


@pytest.fixture
def again(twice: Path, tmp_path: Path, copy_example: Callable[[Path], Path]) -> Path:
    """A copy of the example with two editions, to be changed further."""
    root = copy_example(tmp_path)
    for folder in ("content", "committees"):
        for path in sorted((twice / folder).rglob("*")):
            target = root / path.relative_to(twice)
            if path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    return root


def test_an_edition_for_another_place_hides_no_change(again: Path) -> None:
    issue(again, place="门卫室")
    pages = prepare(again).plan.committees[SLUG]
    found = changes.compared(pages)
    assert found is not None
    assert [one.serial for one in found] == [1, 3]


def test_without_what_an_edition_said_there_is_nothing_to_compare(again: Path) -> None:
    (again / "committees" / SLUG / "editions" / "1.json").unlink()
    assert sheets(again) == []


def test_what_two_pages_do_not_hold_is_left_to_the_website(again: Path) -> None:
    extra = "\n\n".join(
        f"**第{numeral(number)}条**　" + f"这是新加的{numeral(number)}，说到做到，记下来，告诉您结果。" * 6
        for number in range(5, 40)
    )
    file = again / "content" / "rules" / "reception.md"
    file.write_text(file.read_text("utf-8").rstrip() + "\n\n" + extra + "\n", "utf-8")
    issue(again)
    pdf = printed(again)
    first, second = words(pdf)
    shown = sum(page.count("增加") for page in (first, second))
    assert "35项" in first
    assert 0 < shown < 35
    assert f"其余{35 - shown}项见网页" in second
    assert list(complaints(Pdf(pdf, CHANGES), "overlaps")) == []


def test_of_a_long_article_the_sheet_tells_what_is_near_the_change(again: Path) -> None:
    long = "每一件事都记下来，谁来问都查得到。" * 20
    change(again, "2个工作日内答复", f"{long}2个工作日内答复。{long}")
    issue(again)
    change(again, "2个工作日内答复", "1个工作日内答复")
    issue(again)
    ready = prepare(again, (CHANGES,), (SLUG,))
    pages = ready.plan.committees[SLUG]
    data = changes.changenotes(ready.handbook, pages, ready.briefs[SLUG].values)
    (note,) = data["chapters"][0]["notes"]
    assert len(note["new"]) > 2 * len(long)
    assert [run["text"] for run in note["new_runs"] if run["changed"]] == ["1"]
    assert all("……" in run["text"] and len(run["text"]) < 80 for run in note["new_runs"] if not run["changed"])
