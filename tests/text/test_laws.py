"""Law texts: what is read of them, what looks damaged, and whether a citation points at something that is there."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text import chinese, citation, laws
from generator.text.citation import Citation
from generator.text.laws import Finding, Law, Library, Paragraph, Reference

FOLDER = Path(__file__).parent / "laws"
LAMPS = "示例市楼道灯管理条例"
LAUNDRY = "中华人民共和国晾衣示例法"
BLANK = "示例市空白办法"
HALLWAY = "示例市走廊约定"


@pytest.fixture(scope="module")
def library() -> Library:
    return laws.library(FOLDER)


@pytest.fixture
def lamps(library: Library) -> Law:
    return found(library, LAMPS)


def found(library: Library, title: str) -> Law:
    law = library.find(title)
    assert law
    return law


def law_of(*body: str) -> Law:
    return laws.read("\n\n".join(["# 示例法", laws.INFO_END, *body]), "示例法.md")


def messages(law: Law) -> list[str]:
    return [finding.message for finding in laws.gaps(law)]


def write(number: int) -> str:
    """A number the way it is spoken, digit by digit from the left, by other means than the program's."""
    text = "".join(
        "零一二三四五六七八九"[int(digit)] + (unit if digit != "0" else "")
        for digit, unit in zip(f"{number:04d}", ["千", "百", "十", ""], strict=True)
    )
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.strip("零")
    return text[1:] if text.startswith("一十") else text


numbers = st.integers(1, chinese.LIMIT)


@given(numbers)
@example(1260)
@example(1003)
def test_a_number_reads_as_it_was_written(number: int) -> None:
    assert chinese.chinese_number(write(number)) == chinese.chinese_number(str(number)) == number
    assert chinese.numeral(number) == write(number)


@pytest.mark.parametrize(
    "text, number",
    [
        ("十", 10),
        ("一十", 10),
        ("二十三", 23),
        ("一百十二", 112),
        ("一百〇三", 103),
        ("一千○五十", 1050),
        ("两百", 200),
        ("二〇一九", 2019),
        ("零", 0),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_other_ways_to_write_a_number(text: str, number: int) -> None:
    assert chinese.chinese_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "十百", "一百二", "二十十", "三千一百零", "零十", "甲", "-1", "1.5", "十2", "1" * 9999]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        chinese.chinese_number(text)


def test_the_preamble_gives_title_date_and_history(lamps: Law) -> None:
    assert lamps.title == LAMPS
    assert lamps.date == datetime.date(2021, 5, 6)
    assert lamps.file == f"{LAMPS}(2021-05-06).md"
    assert lamps.history == (
        "2018年3月1日 示例市居民代表会议通过",
        f"2021年5月6日 示例市居民代表会议《关于修改〈{LAMPS}〉的决定》修正）",
    )


def test_articles_have_their_numbers_and_lines(lamps: Law) -> None:
    assert list(lamps.articles) == [(1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (4, 0), (5, 0)]
    lines = lamps.text.split("\n")
    assert all(lines[article.line - 1].startswith("第") for article in lamps.articles.values())


def test_lines_without_a_number_are_paragraphs(lamps: Law) -> None:
    """Items and the lines below them belong to the 款 before, whatever brackets they have."""
    assert lamps.articles[2, 0].paragraphs == (
        Paragraph("楼道里的灯，由楼组长管。"),
        Paragraph("楼组长不在的，由邻居代管。"),
    )
    assert lamps.articles[3, 0].paragraphs == (
        Paragraph("灯坏了，可以找下列的人：", (1, 2), ((2, 1), (2, 2))),
        Paragraph("找的人应当当天答复。"),
        Paragraph("换灯要带下面的东西：", (1, 2)),
    )


def test_tables_are_passed_over_and_a_sentence_about_an_article_begins_none(lamps: Law) -> None:
    texts = [paragraph.text for paragraph in lamps.articles[3, 1].paragraphs]
    assert texts == ["夜里坏的，第二天再换。", "第三条规定的人不在的，留张条子。"]


def test_an_article_may_begin_on_the_next_line(lamps: Law) -> None:
    assert [paragraph.text for paragraph in lamps.articles[4, 0].paragraphs] == ["灯钱大家分。"]


@pytest.mark.parametrize(
    "end",
    ["## 附件", "### 第二章 灯", "第二章 灯", "第二节", "附则", "附：灯的样子", "附件1：", "附表", laws.FORCE_BREAK],
)
def test_an_article_ends_at(end: str) -> None:
    assert law_of("第一条 灯。", end, "不是款。").articles[1, 0].paragraphs == (Paragraph("灯。"),)


@pytest.mark.parametrize(
    "text", ["附件所列的灯也算。", "第二章的灯也算。", "2019年的灯也算。", "3.5米以下的也算。", "(2019)年的也算。"]
)
def test_what_looks_like_a_mark_but_is_a_paragraph(text: str) -> None:
    assert law_of("第一条 灯。", text).articles[1, 0].paragraphs == (Paragraph("灯。"), Paragraph(text))


def test_items_of_old_laws(library: Library) -> None:
    assert found(library, LAUNDRY).articles[2, 0].paragraphs[0].items == (1, 2)


def test_items_may_stand_without_a_paragraph_before() -> None:
    assert law_of("第一条 （一）灯；", "（二）梯子。").articles[1, 0].paragraphs == (Paragraph("", (1, 2)),)


@pytest.mark.parametrize("first", ["第一条 灯。", "## 第一章 灯\n第一条 灯。", "第一章 灯\n第一条 灯。"])
def test_a_text_without_a_mark_between_preamble_and_body(first: str) -> None:
    law = laws.read(f"\ufeff# 示例法\r\n\r\n2020年1月1日 通过\r\n\r\n{first}\r\n", "示例法（2020-01-01）.md")
    assert (law.title, law.date, law.history) == ("示例法", datetime.date(2020, 1, 1), ("2020年1月1日 通过",))
    assert law.articles[1, 0].paragraphs == (Paragraph("灯。"),)


def test_a_text_without_a_title_has_that_of_its_file() -> None:
    assert laws.read("", "示例法(2020-01-01).md").title == "示例法"


@given(st.text(st.sampled_from("第一二十条之款（）()、.1章附件：# \n\u3000\ue000|<!->灯")))
def test_any_text_can_be_read(text: str) -> None:
    law = laws.read(text, "示例法.md")
    for head, article in law.articles.items():
        assert head == (article.number, article.branch)
        held = citation.verify(Library({laws.key(law.title): (law,)}), law.title, laws.name(Reference(*head)))
        assert held is None
    assert all(finding.severity == "warning" for finding in laws.gaps(law))


def test_an_unclosed_table_hides_only_its_rows() -> None:
    law = law_of("第一条 灯。", "<!-- TABLE -->", "| 楼号 |", "第二条 梯子。")
    assert list(law.articles) == [(1, 0), (2, 0)]
    assert law.articles[1, 0].paragraphs == (Paragraph("灯。"),)


def test_of_two_articles_with_one_number_the_first_counts() -> None:
    law = law_of("第一条 灯。", "## 附件", "第一条 梯子。")
    assert law.articles[1, 0].paragraphs == (Paragraph("灯。"),)
    assert messages(law) == ["第一条后面是第一条"]


@pytest.mark.parametrize("title", [LAUNDRY, "晾衣示例法", "《晾衣示例法》", f"《{LAUNDRY}》", " 晾衣 示例法 "])
def test_a_law_is_found_by_its_long_and_its_short_title(library: Library, title: str) -> None:
    assert found(library, title).short_title == "晾衣示例法"


def test_a_title_within_a_title_may_be_long_or_short() -> None:
    assert laws.key("上海市实施《示例法》办法") == laws.key("《上海市实施〈中华人民共和国示例法〉办法》")


def test_the_newest_version_is_found_and_the_older_known(library: Library) -> None:
    assert [law.date for law in library.superseded] == [datetime.date(2018, 3, 1)]
    assert sorted(law.title for law in library.laws) == sorted([LAMPS, LAUNDRY, BLANK, HALLWAY])


def test_a_file_without_a_date_is_as_old_as_its_history(tmp_path: Path) -> None:
    """So that a newer text wins although its file's name says nothing."""
    for file, day in [("旧(2019-01-01).md", "2019年1月1日"), ("新.md", "2020年1月1日")]:
        (tmp_path / file).write_text(f"# 示例法\n\n{day} 通过\n\n{laws.INFO_END}\n\n第一条 灯。", encoding="utf-8")
    library = laws.library(tmp_path)
    assert found(library, "示例法").file == "新.md"
    assert citation.verify(library, "示例法", "第一条", "2019-01-01") == Finding(
        "warning", "收的《示例法》没有写版本日期，核对不了2019-01-01的版本"
    )


def test_a_day_that_does_not_exist_is_no_date(library: Library) -> None:
    assert found(library, BLANK).date is None
    assert law_of("第一条 灯。").age == datetime.date.min


def test_a_folder_that_is_not_there_holds_no_laws(tmp_path: Path) -> None:
    assert list(laws.library(tmp_path / "laws").laws) == []


def test_what_cannot_be_decoded_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "示例法.md").write_bytes(f"# 示例法\n\n{laws.INFO_END}\n\n第一条 灯".encode() + b"\xff")
    law = found(laws.library(tmp_path), "示例法")
    assert list(laws.gaps(law)) == [Finding("warning", "有字体里没有的字符（U+FFFD），请对照原文改正", 5)]


def test_a_sound_text_has_no_gaps(lamps: Law) -> None:
    assert messages(lamps) == []


def test_gaps_say_where_they_are(library: Library) -> None:
    assert list(laws.gaps(found(library, LAUNDRY))) == [
        Finding("warning", "第三条后面是第五条", 19),
        Finding("warning", "第三条第一款各项的编号不连续", 13),
    ]


def test_a_text_without_articles_or_without_anything_is_a_finding(library: Library) -> None:
    assert messages(found(library, BLANK)) == [f"《{BLANK}》的文件里没有正文"]
    assert messages(found(library, HALLWAY)) == [f"《{HALLWAY}》没有分条，引用时核对不到条"]


@pytest.mark.parametrize(
    "heads, said",
    [
        (["第十八条", "第十九条"], ["条文从第十八条开始"]),
        (["第一条", "第一条之一", "第一条之二", "第二条"], []),
        (["第一条", "第一条之二", "第二条"], ["第一条后面是第一条之二"]),
        (["第一条之一"], ["条文从第一条之一开始"]),
        (["第一条", "第二条", "第一条"], ["第二条后面是第一条"]),
        (["第一条", "第零条", "第二条"], []),
    ],
)
def test_gaps_in_the_numbering(heads: list[str], said: list[str]) -> None:
    assert messages(law_of(*(f"{head} 灯。" for head in heads))) == said


def test_characters_for_private_use_are_a_finding() -> None:
    assert messages(law_of("第一条 灯\ue001灯\ue001\ue000。")) == [
        "有字体里没有的字符（U+E000），请对照原文改正",
        "有字体里没有的字符（U+E001），请对照原文改正",
    ]


def places(*references: tuple[int, ...]) -> Citation:
    return Citation(tuple(Reference(*reference) for reference in references))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("第十一条", places((11,))),
        (" 第 11 条 ", places((11,))),
        ("第十一条第二款第（三）项", places((11, 0, 2, 3))),
        ("第十一条第二款第(三)项第1目", places((11, 0, 2, 3, 1))),
        ("第十一条第二款（三）", places((11, 0, 2, 3))),
        ("第二十二条第三项", places((22, 0, 0, 3))),
        ("第十七条之一", places((17, 1))),
        ("第十七条之一第二款", places((17, 1, 2))),
        ("第三十三条、第三十八条", places((33,), (38,))),
        ("第三条和第八条以及第九条", places((3,), (8,), (9,))),
        ("第八、十条", places((8,), (10,))),
        ("第八条、第十条至第十二条", places((8,), (10,), (11,), (12,))),
        ("第十条至第十二条、第二十条", places((10,), (11,), (12,), (20,))),
        ("第10-12条", places((10,), (11,), (12,))),
        ("第十条第一款、第三款", places((10, 0, 1), (10, 0, 3))),
        ("第十条第一、三款", places((10, 0, 1), (10, 0, 3))),
        ("第十条第二款至第四款", places((10, 0, 2), (10, 0, 3), (10, 0, 4))),
        ("第十条第（一）至（三）项", places((10, 0, 0, 1), (10, 0, 0, 2), (10, 0, 0, 3))),
        ("第十条第一款第（二）、（四）项和第二款", places((10, 0, 1, 2), (10, 0, 1, 4), (10, 0, 2))),
        ("第十条第二款、第十一条", places((10, 0, 2), (11,))),
        ("第十条第二款至第十二条", places((10, 0, 2), (11,), (12,))),
        ("第十条之一至第十条之三", places((10, 1), (10, 2), (10, 3))),
        ("第十条至第十二条之一", places((10,), (11,), (12,), (12, 1))),
        ("第十条、第十条", places((10,))),
    ],
)
def test_a_citation_names_its_places(text: str, expected: Citation) -> None:
    assert citation.parse_citation(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "三",
        "二（四）3",
        "第三章",
        "第二款",
        "十一条",
        "第零条",
        "第十一",
        "第十一条第二",
        "第十一条、",
        "第十一条的第二款",
        "第十一条第三项第二款",
        "第十一条、第二款",
        "第十七条至第十条",
        "第一条至第三条至第五条",
        "第十条第二款之一",
        "第十条之零",
        "第一条至第99999999条",
        "第（一条",
    ],
)
def test_what_is_no_citation_by_article(text: str) -> None:
    assert citation.parse_citation(text) is None


@given(st.builds(Reference, numbers, *[st.integers(0, 20)] * 4))
def test_a_place_reads_as_it_is_named(reference: Reference) -> None:
    assert citation.parse_citation(laws.name(reference)) == Citation((reference,))


@given(st.text(st.sampled_from("第一二十条之款项目（）、至和1 ")))
def test_any_citation_can_be_verified(text: str) -> None:
    finding = citation.verify(laws.library(FOLDER), LAMPS, text)
    assert finding is None or LAMPS in finding.message


@pytest.mark.parametrize(
    "title, article",
    [
        (LAMPS, "第二条第二款"),
        (f"《{LAMPS}》", "第三条第一款第（二）项第2目"),
        (LAMPS, "第三条之一至第五条"),
        (LAMPS, ""),
        (LAMPS, None),
        ("晾衣示例法", "第三条第（三）项"),
    ],
)
def test_what_is_there_is_right(library: Library, title: str, article: str | None) -> None:
    assert citation.verify(library, title, article) is None


@pytest.mark.parametrize(
    "title, article, said",
    [
        (LAMPS, "第六条", f"《{LAMPS}》最后一条是第五条，没有第六条"),
        (LAMPS, "第一条、第七条", f"《{LAMPS}》最后一条是第五条，没有第七条"),
        (LAMPS, "第三条之三", f"《{LAMPS}》没有第三条之三"),
        (LAMPS, "第二条第三款", f"《{LAMPS}》第二条只有2款，没有第三款"),
        (LAMPS, "第三条第二款第（一）项", f"《{LAMPS}》第三条第二款没有第（一）项"),
        (LAMPS, "第三条第五项", f"《{LAMPS}》第三条没有第（五）项"),
        (LAMPS, "第三条第一款第（五）项第1目", f"《{LAMPS}》第三条第一款没有第（五）项"),
        (LAMPS, "第三条第一款第（二）项第3目", f"《{LAMPS}》第三条第一款第（二）项没有第3目"),
        (LAMPS, "第三条第1目", f"《{LAMPS}》第三条没有第1目"),
        (HALLWAY, "第一条", f"《{HALLWAY}》没有分条，没有第一条"),
    ],
)
def test_what_does_not_exist_is_an_error(library: Library, title: str, article: str, said: str) -> None:
    assert citation.verify(library, title, article) == Finding("error", said)


@pytest.mark.parametrize(
    "title, article, said",
    [
        ("示例市雨伞条例", "第一条", "没有收《示例市雨伞条例》"),
        ("示例市楼道灯条例", "第一条", f"没有收《示例市楼道灯条例》，是不是《{LAMPS}》？"),
        ("晾衣示例法", "第四条", "收的《晾衣示例法》文本缺第四条，请对照原文"),
        (BLANK, "第一条", f"《{BLANK}》的文件里没有正文，核对不了"),
        (LAMPS, "第三条第（二）项", f"《{LAMPS}》第三条有2款都有第（二）项，请写明第几款"),
        (LAMPS, "第三章", f"看不懂“第三章”，核对不了《{LAMPS}》；请写成“第十一条第二款第（三）项”这样"),
    ],
)
def test_what_cannot_be_told_is_a_warning(library: Library, title: str, article: str, said: str) -> None:
    assert citation.verify(library, title, article) == Finding("warning", said)


def test_the_error_is_said_before_the_warning(library: Library) -> None:
    finding = citation.verify(library, "晾衣示例法", "第四条、第九条")
    assert finding == Finding("error", "《晾衣示例法》最后一条是第五条，没有第九条")


def test_a_whole_text_is_counted() -> None:
    law = law_of("第一条 灯。", "第二条 灯。")
    assert citation.verify(Library({"示例法": (law,)}), "示例法", "第四十二条") == Finding(
        "error", "《示例法》只有2条，没有第四十二条"
    )


@pytest.mark.parametrize(
    "article, version, expected",
    [
        ("第五条", "2021-05-06", None),
        ("第二条", "2018-03-01", Finding("warning", f"《{LAMPS}》有更新的版本（2021-05-06）")),
        ("第二条", "2019-01-01", Finding("warning", f"《{LAMPS}》有更新的版本（2021-05-06）")),
        ("第三条", "2018-03-01", Finding("error", f"《{LAMPS}》只有2条，没有第三条")),
        ("第二条", "2022-01-01", Finding("warning", f"《{LAMPS}》只收到2021-05-06的版本，没有收2022-01-01的版本")),
        ("第二条", "去年", Finding("warning", "版本日期“去年”应当写成 2020-05-14 这样")),
    ],
)
def test_a_version_that_was_cited(library: Library, article: str, version: str, expected: Finding | None) -> None:
    assert citation.verify(library, LAMPS, article, version) == expected
