"""What one rulebook says otherwise than another, chapter by chapter and article by article."""

from __future__ import annotations

from typing import Any

from tools import LABELS

from generator.products.rulebook import notes as rulebook_notes
from generator.products.rulebook.notes import Note
from generator.text.articles import HEADING, articles
from generator.text.chinese import numeral
from generator.text.difference import marked


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


def notes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Note, ...]:
    """The changes, with the shipped labels."""
    return rulebook_notes.notes(old, new, LABELS)


def without_chapter(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    """The changes from one rulebook to another, each without its chapter."""
    return [(note.article, note.kind, note.old, note.new) for note in notes(old, new)]


A, B, C, D = "先听您说完，记在本子上。", "能办的当场办好。", "办不了的，写明到哪里去办。", "三天以后打电话告诉您结果。"


def test_books_that_say_the_same_have_no_changes() -> None:
    old = book(chapter(body=text(A, B), revised="2026年1月1日", number="1"))
    assert notes(old, book(chapter(body=text(A, B), revised="2026年5月1日", number="2"))) == ()


def test_whatever_a_book_says_before_its_chapters_is_told() -> None:
    """Whatever it is, once both editions say it; of what only one of them kept nobody knows whether it changed."""
    terms = [{"director": director, "cadres": "委员"} for director in ("居委会主任", "主任委员")]
    old, new = (book(chapter(body=text(A)), terms=words, motto=words["director"]) for words in terms)
    assert [(note.chapter, note.article, note.old, note.new) for note in notes(old, new)] == [
        ("封面和编写说明", "主任", "居委会主任", "主任委员"),
        ("封面和编写说明", "内容", "居委会主任", "主任委员"),
    ]
    assert notes(book(chapter(body=text(A))), new) == ()


def test_an_article_that_changed_is_told_whole_with_both_texts() -> None:
    new = "五天以后打电话告诉您结果。"
    (note,) = notes(book(chapter(body=text(A, D))), book(chapter(body=text(A, new))))
    assert note == Note("第1章　reception制度", "第二条", "changed", D, new)
    assert [(run.text, run.changed) for run in note.new_runs][:2] == [("五", True), (new[1:], False)]


def test_an_article_put_between_others_is_one_change_and_not_one_of_all_behind_it() -> None:
    changes = without_chapter(book(chapter(body=text(A, C, D))), book(chapter(body=text(A, B, C, D))))
    assert changes == [("第二条", "added", None, B), ("条号", "changed", "第二条到第三条", "第三条到第四条")]


def test_an_article_that_is_gone_is_told_at_its_place() -> None:
    changes = without_chapter(book(chapter(body=text(A, B, C))), book(chapter(body=text(A, C))))
    assert changes == [("第二条", "removed", B, None), ("条号", "changed", "第三条", "第二条")]


def test_an_article_with_new_words_and_another_number_is_told_with_both_numbers() -> None:
    changed = D.replace("三天", "两天")
    changes = without_chapter(book(chapter(body=text(A, B, D))), book(chapter(body=text(A, changed))))
    assert ("第二条（原第三条）", "changed", D, changed) in changes
    assert ("第二条", "removed", B, None) in changes


def test_articles_that_have_nothing_in_common_but_their_number_stand_side_by_side() -> None:
    assert without_chapter(book(chapter(body=text(A))), book(chapter(body=text("全部改了")))) == [
        ("第一条", "changed", A, "全部改了")
    ]


def test_a_chapter_that_came_and_one_that_went_are_told_by_what_they_are_for() -> None:
    kept, gone, come = chapter("kept"), chapter("gone", text(A, B), number="2"), chapter("come", text(A), number="2")
    changes = notes(book(kept, gone), book(kept, come))
    assert changes == (
        Note("原第2章　gone制度", "全章", "removed", "说到做到。（全章共2条）", None),
        Note("第2章　come制度", "全章", "added", None, "说到做到。（全章共1条）"),
    )


def test_what_a_chapter_says_besides_its_articles_is_told_by_its_name() -> None:
    old = chapter(facts=[["在哪里", "1楼"], ["可容纳", None]], notices=["不吸烟"], purpose="看书。")
    new = chapter(facts=[["在哪里", "2楼"], ["可容纳", "20人"]], notices=["不吸烟", "关灯"], purpose="看书看报。")
    assert without_chapter(book(old), book(new)) == [
        ("是做什么的", "changed", "看书。", "看书看报。"),
        ("在哪里", "changed", "1楼", "2楼"),
        ("可容纳", "added", None, "20人"),
        ("须知", "added", None, "关灯"),
    ]


def test_the_same_words_replaced_in_many_articles_are_told_once() -> None:
    def calling(phone: str) -> dict[str, Any]:
        return book(chapter(body=text(f"办事打{phone}，找社工。", f"投诉打{phone}，找主任。", f"急事打{phone}。")))

    assert notes(calling("021-5555-0101"), calling("021-5555-0102")) == (
        Note("全书", "3处", "changed", "办事打021-5555-0101，找社工。", "办事打021-5555-0102，找社工。", times=3),
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

    changes = notes(calling("021-5555-0101", "三天"), calling("021-5555-0102", "两天"))
    assert [(note.chapter, note.article) for note in changes] == [("全书", "3处"), ("第1章　reception制度", "第四条")]


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
    assert (heading.name, heading.text) == (HEADING, "几天")
    assert article.text.split("\n") == [
        "期限：", "1. 当场；", "2. 三天", "• 特别的，五天", "事：几天", "大事：7天", "另有规定的 照规定。",
    ]  # fmt: skip


def test_another_heading_is_a_change_of_a_heading() -> None:
    old, new = (text(A, before=f"<h2>{title}</h2>") for title in ("到哪里去问", "到哪里去找"))
    assert without_chapter(book(chapter(body=old)), book(chapter(body=new))) == [
        ("小标题", "changed", "到哪里去问", "到哪里去找")
    ]


def test_marked_words_are_whole_numbers_and_lose_nothing() -> None:
    old, new = marked("第五条，打021-5555-0101，8:30来。", "第六条，打021-5555-0109，9:30来。")
    assert [run.text for run in old if run.changed] == ["第五条", "021-5555-0101", "8:30"]
    assert [run.text for run in new if run.changed] == ["第六条", "021-5555-0109", "9:30"]
    assert "".join(run.text for run in new) == "第六条，打021-5555-0109，9:30来。"
