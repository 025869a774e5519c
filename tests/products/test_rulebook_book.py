"""The rulebook: its chapters and index, what is kept from residents, and its pages in every form it takes."""

from __future__ import annotations

import ctypes
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
import pypdfium2
import pytest
import yaml
from pypdfium2 import raw
from tools import TEMPLATES, edit, line_of, planned, website
from verify_build import accessible_wrong, decoded

from generator.build.prints import data_of, print_sheet, sheet_of, with_symbols
from generator.journey import prepare
from generator.model.handbook import Handbook
from generator.paper.typeset import Press
from generator.problem import HandbookError, Location
from generator.products.product import Artifact
from generator.products.rulebook.contents import subjects
from generator.products.says import drawn
from generator.read.files import load
from generator.text.pinyin import syllables
from generator.website.search import entries

MM = 72 / 25.4
GARDEN = "sunny-garden"
WHOLE = ("rulebook", "rulebook-large", "rulebook-gbt9704", "rulebook-booklet", "rulebook-internal")


def sheet(handbook: Handbook, product: str, committee: str) -> dict[str, Any]:
    """The data of one sheet."""
    ready = planned(handbook, [product], [committee])
    return drawn(data_of(ready, next(ready.plan.artifacts)))


def chapters(book: dict[str, Any]) -> list[dict[str, Any]]:
    """Every chapter of a rulebook's data."""
    return [chapter for part in book["parts"] for chapter in part["chapters"]]


class Pages(NamedTuple):
    """A rulebook of the example: what the plan says of it, its data, and its pages before they are laid on others."""

    artifact: Artifact
    data: dict[str, Any]
    pdf: bytes


def pages(root: Path, product: str, committee: str = GARDEN, only: str = "") -> Pages:
    """The pages of a rulebook as Typst gives them; `only` is part of the path of the one meant."""
    ready = prepare(root, [product], [committee])
    artifact = next(one for one in ready.plan.artifacts if one.committee == committee and only in one.path)
    found = sheet_of(ready, artifact)
    pdf = Press(found.templates).pdf(found.template, with_symbols(found.data), found.subject)
    return Pages(artifact, drawn(found.data), pdf)


@pytest.fixture(scope="module")
def shared(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, for tests that leave it as it is."""
    return copy_example(tmp_path_factory.mktemp("rulebooks"))


@pytest.fixture(scope="module")
def books(shared: Path) -> dict[str, Pages]:
    """The whole rulebook of one committee in each form."""
    return {product: pages(shared, product) for product in WHOLE}


def texts(pdf: bytes) -> list[str]:
    """The words of each page without any space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


class Mark(NamedTuple):
    """A character on a page: its size, and how far it lies from the page's left and upper edge, in points."""

    character: str
    size: float
    left: float
    right: float
    top: float
    font: str


def marks(pdf: bytes, number: int) -> Iterator[Mark]:
    """Every character of a page, the first page being 0, that shows ink."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        text = page.get_textpage()
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, index))
            if raw.FPDFText_IsGenerated(text, index) or character.isspace():
                continue
            matrix = raw.FS_MATRIX()
            assert raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            size = raw.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
            name = ctypes.create_string_buffer(100)
            raw.FPDFText_GetFontInfo(text, index, name, 100, ctypes.c_int())
            # the origin of a glyph is on the base line, 0.88 em below the upper edge of its line
            x, y = ctypes.c_double(), ctypes.c_double()
            assert raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
            top = page.get_height() - y.value - 0.88 * size
            yield Mark(character, size, x.value, x.value + size, top, name.value.decode())


# --- its data --------------------------------------------------------------------------------------------------------


def test_the_rulebook_numbers_chapters_through_its_parts(handbook: Handbook) -> None:
    parts = sheet(handbook, "rulebook", GARDEN)["parts"]
    assert [part["number"] for part in parts] == ["第一部分", "第二部分", "第三部分"]
    chapters = [(chapter["number"], chapter["kind"], chapter["id"]) for part in parts for chapter in part["chapters"]]
    assert chapters == [
        ("1", "working-committee", "self-governance"),
        ("2", "working-committee", "services"),
        ("3", "working-committee", "harmony"),
        ("4", "rule", "meeting"),
        ("5", "rule", "reception"),
        ("6", "rule", "together"),
        ("7", "rule", "duty"),
        ("8", "rule", "admission"),
        ("9", "rule", "assessment"),
        ("10", "room", "hall"),
        ("11", "room", "council"),
        ("12", "room", "reading"),
        ("13", "room", "exercise"),
        ("14", "space", "after-school"),
        ("15", "space", "tool-corner"),
    ]


def test_links_lead_to_the_books_own_chapters_and_else_to_the_website(example: Path) -> None:
    links = (
        "填[记录](form:diary)，见[例会](rule:meeting)、[午饭](service:lunch)、[大厅](room:hall)、[值班](page:duty)。\n"
    )
    with (example / "content/rules/reception.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{links}")
    body = sheet(load(example), "rulebook", "old-street")["parts"][1]["chapters"][1]["body"]
    assert (
        '填记录，见<a href="#rule-meeting">例会</a>、'
        '<a href="https://handbook.example/old-street/services/lunch/">午饭</a>、'
        '<a href="#room-hall">大厅</a>、<a href="https://handbook.example/old-street/duty/">值班</a>。'
    ) in body


def test_a_name_with_markup_stays_text_in_a_body(example: Path) -> None:
    edit(example / "committees/sunny-garden/committee.yml", "阳光路1号", "<b>1&2</b>号")
    body = sheet(load(example), "rulebook", "sunny-garden")["parts"][1]["chapters"][1]["body"]
    assert "在示例街道&lt;b&gt;1&amp;2&lt;/b&gt;号接待" in body


def test_what_is_known_about_a_room_and_what_is_not(handbook: Handbook) -> None:
    chapters = {
        chapter["id"]: chapter for part in sheet(handbook, "rulebook", GARDEN)["parts"] for chapter in part["chapters"]
    }
    assert chapters["reading"]["facts"] == [
        ["在哪里", "2楼，楼梯右手"],
        ["开放时间", "每天 9:00–16:00"],
        ["可容纳", "12人"],
        ["联系人", "李范例"],
        ["预约", None],
        ["设施", None],
        ["合用", "与四点半课堂合用，16:00起归四点半课堂。"],
    ]
    assert chapters["exercise"]["facts"][1] == [
        "开放时间",
        "周一至周五（5月1日至9月30日） 6:00–8:00；每月20日 9:00–11:00",
    ]
    assert chapters["tool-corner"]["facts"][1] == ["在哪里", None]
    assert chapters["after-school"]["facts"][0] == ["适合谁", "放学后要等家长下班的小学生"]
    assert chapters["after-school"]["clause"] is chapters["after-school"]["body"] is None


def test_who_sits_on_a_working_committee(handbook: Handbook) -> None:
    full = sheet(handbook, "rulebook", GARDEN)["parts"][0]["chapters"][0]
    assert full["staff"] == {
        "director": "李范例",
        "cadres": "王样例",
        "assistants": "赵拟名",
        "representatives": "9名",
    }
    assert {group["name"]: group["responsible"] for group in full["groups"]}["自治管理"] == "李范例"
    bare = sheet(handbook, "rulebook", "old-street")["parts"][0]["chapters"][0]
    assert bare["staff"] == {"director": "孙示例", "cadres": "周范例", "assistants": None, "representatives": "3名"}


def test_the_rulebook_brings_lists_certificates_and_forms_along(handbook: Handbook) -> None:
    book = sheet(handbook, "rulebook", GARDEN)
    assert [one["title"] for one in book["lists"]] == [
        "示例区居委会协助事务清单",
        "示例区居委会台账和应用清单",
        "示例区居委会盖章事项清单",
    ]
    assert [one["demonstration"] for one in book["lists"]] == [True, False, False]
    assert book["lists"][0]["entries"][0] == {
        "kind": "政府事务",
        "title": "协助老人助餐申请",
        "department": "示例区民政局",
        "basis": "《示例市养老服务条例》第二十条",
    }
    assert [item["name"] for item in book["certificates"]["items"]] == ["亲属关系证明", "居民养犬证明"]
    assert book["forms"] == []
    record, duty, diary = sheet(handbook, "rulebook-internal", GARDEN)["forms"]
    assert [form["id"] for form in (record, duty, diary)] == ["meeting-record", "duty-record", "diary"]
    assert record["fields"][4] == {"label": "近来的事", "width": 4, "lines": 6}
    assert record["signatures"] == ["召集人", "记录人"]
    assert (duty["orientation"], duty["table"]["rows"], duty["public"]) == ("landscape", 8, False)
    assert diary["table"] is None
    assert "不公开" in diary["body"]


def test_a_committees_matters_and_their_other_names_stand_in_its_chapter(handbook: Handbook) -> None:
    matters = chapters(sheet(handbook, "rulebook", GARDEN))[1]["matters"]
    assert [matter["title"] for matter in matters] == ["老人吃午饭、送餐"]
    assert all(word not in matter["title"] for matter in matters for word in matter["words"])


# --- the index -------------------------------------------------------------------------------------------------------


def test_the_index_names_everything_by_pinyin(handbook: Handbook) -> None:
    letters = sheet(handbook, "rulebook", GARDEN)["index"]
    assert [letter["letter"] for letter in letters] == sorted(letter["letter"] for letter in letters)
    for letter in letters:
        words = [line["word"] for line in letter["lines"]]
        assert words == sorted(words, key=lambda word: (syllables(word), word))
        assert {syllables(word)[0][0].upper() for word in words} == {letter["letter"]}
    words = {line["word"] for letter in letters for line in letter["lines"]}
    assert words >= {"接待群众制度", "阅览室", "工具借用角", "办借书证", "亲属关系证明", "社区服务委员会"}


def test_the_index_has_rare_characters_and_places_at_their_letters(example: Path) -> None:
    edit(
        example / "content/rules/meeting.md",
        "title: 工作例会制度\n",
        'title: 𬭎声例会\nalso_called: ["“闵行例会”", "“莘庄例会”", "、"]\n',
    )
    letters = sheet(load(example), "rulebook", GARDEN)["index"]
    at = {line["word"]: letter["letter"] for letter in letters for line in letter["lines"]}
    assert {word: at.get(word) for word in ("𬭎声例会", "“闵行例会”", "“莘庄例会”", "/")} == {
        "𬭎声例会": "H",
        "“闵行例会”": "M",
        "“莘庄例会”": "X",
        "/": None,
    }


@pytest.mark.parametrize("product", WHOLE)
def test_every_word_of_the_index_is_on_the_page_it_names(books: dict[str, Pages], product: str) -> None:
    book = books[product]
    found = texts(book.pdf)
    start = max(number for number, text in enumerate(found) if "按拼音排" in text)
    index = "".join(found[start : len(found) - 2])
    lines = [line for letter in book.data["index"] for line in letter["lines"]]
    assert len(lines) > 25
    for line in lines:
        word = re.sub(r"\s", "", line["word"])
        number = line["places"][0]["number"] or "附录二"
        printed = re.search(re.escape(word + number) + r"(\d+)", index)
        assert printed, f"{word} has no page"
        digits = printed[1]
        # the digits of a page number may run into what follows: the longest that is a page with the word
        named = [int(digits[:length]) for length in range(1, len(digits) + 1)]
        assert any(0 < page <= len(found) and word in found[page - 1] for page in named), f"{word} is not on {digits}"


# --- its last pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("product", WHOLE)
def test_the_last_page_says_what_book_this_is(books: dict[str, Pages], product: str) -> None:
    found = texts(books[product].pdf)
    assert len(found) % 2 == 0
    last = found[-1]
    for words in (
        "版本说明",
        "示例区示例街道阳光花园社区居民委员会规章制度汇编",
        "第1版",
        "编印",
        "〔2026〕1号",
        "印了几本",
        "服务大厅靠窗的阅览桌",
        "订",
        "SIL开放字体许可证",
    ):
        assert words in last, words
    for words in ("021-5555-0101", "扫每章开头的码", "请社工核对"):
        assert words in found[-2] + last
    assert (
        "意见与更正" in found[-2] if product != "rulebook-booklet" else any("意见与更正" in text for text in found[-4:])
    )


# --- pages and type --------------------------------------------------------------------------------------------------


def headings(pdf: bytes, level: int) -> list[tuple[str, int]]:
    """The bookmarks of a level, counted from 0, and the page each leads to, the first page being 1."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for bookmark in document.get_toc():
            if bookmark.level == level and (place := bookmark.get_dest()):
                found.append((bookmark.get_title(), (place.get_index() or 0) + 1))
        return found


@pytest.mark.parametrize("product", WHOLE)
def test_every_chapter_opens_on_a_right_hand_page_with_its_code(books: dict[str, Pages], product: str) -> None:
    book = books[product]
    titles = {chapter["title"] for chapter in chapters(book.data)}
    opened = [(title, page) for title, page in headings(book.pdf, 1) if any(name in title for name in titles)]
    assert len(opened) == len(titles)
    found = texts(book.pdf)
    for title, page in opened:
        assert page % 2 == 1, title
        assert "现行版本请扫码" in found[page - 1], title


@pytest.mark.parametrize("product", WHOLE)
def test_no_type_is_smaller_than_the_form_allows(books: dict[str, Pages], product: str) -> None:
    look = yaml.safe_load((TEMPLATES / "shared" / "look.yml").read_text("utf-8"))
    smallest = look.get(product, look["rulebook"])["smallest"]
    pdf = books[product].pdf
    small = {
        mark.character
        for number in range(len(texts(pdf)))
        for mark in marks(pdf, number)
        if mark.size < smallest - 0.01
    }
    assert small == set()
    assert smallest >= {"rulebook-large": 18, "rulebook-booklet": 7.875}.get(product, 9)


@pytest.mark.parametrize("product", WHOLE)
def test_its_pages_can_be_read_aloud_and_its_codes_be_scanned(books: dict[str, Pages], product: str) -> None:
    book = books[product]
    assert list(accessible_wrong(book.pdf)) == []
    wanted = sorted(f"https://HANDBOOK.EXAMPLE/{code}" for code in book.artifact.codes)
    read = sorted("/".join(address.split("/")[:4]) for address in decoded(book.pdf))
    assert read == wanted


def add_to_rule(root: Path, text: str) -> None:
    """Let the rule on meetings end with this text."""
    with (root / "content/rules/meeting.md").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{text}\n")


def test_the_official_page_holds_22_lines_of_28_characters(example: Path) -> None:
    # GB/T 9704-2012, 5.2: 天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 × 225 mm, 22 lines of 28 characters of 三号
    add_to_rule(example, "国" * 4000)
    book = pages(example, "rulebook-gbt9704")
    full = [number for number, text in enumerate(texts(book.pdf)) if text.count("国") > 600]
    assert len(full) >= 3
    for number in full[:2]:
        body = [mark for mark in marks(book.pdf, number) if mark.character == "国"]
        lines: dict[float, list[Mark]] = defaultdict(list)
        for mark in body:
            lines[round(mark.top)].append(mark)
        assert [len(line) for line in lines.values()] == [28] * 22
        assert {round(mark.size, 2) for mark in body} == {15.75}
        assert {mark.font for mark in body} == {next(mark.font for mark in body)}
        assert "Fandol" in body[0].font
        left, right = min(mark.left for mark in body), max(mark.right for mark in body)
        top, bottom = min(mark.top for mark in body), max(mark.top + mark.size for mark in body)
        binding = left if number % 2 == 0 else 210 * MM - right
        assert binding == pytest.approx(28 * MM, abs=MM)
        assert top == pytest.approx(37 * MM, abs=MM)
        assert right - left == pytest.approx(156 * MM, abs=0.5 * MM)
        assert bottom - top == pytest.approx(225 * MM, abs=MM)


def test_the_official_page_number_stands_outside_between_dashes(books: dict[str, Pages]) -> None:
    # GB/T 9704-2012, 7.5: 四号, 7 mm below the type area, one character in; odd pages right, even pages left
    pdf = books["rulebook-gbt9704"].pdf
    inked = [number for number, text in enumerate(texts(pdf)) if text and number > 2]
    assert len(inked) > 20
    for number in inked:
        foot = [
            mark for mark in marks(pdf, number) if mark.top > (37 + 225 + 6) * MM and mark.size == pytest.approx(14)
        ]
        assert "".join(mark.character for mark in foot) == f"—{number + 1}—"
        assert foot[0].top == pytest.approx((37 + 225 + 7) * MM, abs=1.5 * MM)
        if number % 2:
            assert foot[0].left == pytest.approx(26 * MM + 14, abs=1)
        else:
            assert foot[-1].right == pytest.approx(210 * MM - 26 * MM - 14, abs=2)


def test_the_booklet_folds(shared: Path, books: dict[str, Pages]) -> None:
    with pypdfium2.PdfDocument(books["rulebook-booklet"].pdf) as document:
        a5 = len(document)
        assert a5 % 4 == 0
        assert all(page.get_size() == pytest.approx((148.5 * MM, 210 * MM), abs=0.1) for page in document)
    ready = prepare(shared, ["rulebook-booklet"], [GARDEN])
    (artifact,) = ready.plan.artifacts
    made = print_sheet(sheet_of(ready, artifact))
    with pypdfium2.PdfDocument(made.content) as document:
        assert len(document) == a5 // 2
        assert all(page.get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.1) for page in document)


def test_each_chapter_can_be_a_sheet_of_its_own(shared: Path) -> None:
    handbook = load(shared)
    plan = planned(handbook, ["rulebook-chapters"], [GARDEN]).plan
    paths = [artifact.path for artifact in plan.artifacts]
    assert "rulebook/sunny-garden-chapters-rule-meeting.pdf" in paths
    assert "rulebook/sunny-garden-chapters-space-tool-corner.pdf" in paths
    assert len(paths) == len(set(paths)) == len(subjects(handbook, plan.committees[GARDEN]))
    book = pages(shared, "rulebook-chapters", only="-space-tool-corner")
    (text, *_) = texts(book.pdf)
    assert "第15章" in text
    assert "工具借用角" in text
    assert "第1版" in text
    assert "现行版本请扫码" in text
    assert "编印说明" not in text
    assert len(book.artifact.codes) == len(list(decoded(book.pdf))) == 1
    assert list(accessible_wrong(book.pdf)) == []


@pytest.mark.parametrize("product", ["rulebook", "rulebook-large"])
def test_the_kinds_of_numbers_and_the_heads_of_tables_are_kept(example: Path, product: str) -> None:
    rows = "\n".join(f"| 第{number}行 | 这一行写的是第{number}件事怎么办 |" for number in range(1, 61))
    text = (
        f"一、总的要求\n\n（一）先说清楚\n\n1. 问清楚\n2. 写下来\n\n（1）再核对\n\n| 几行 | 办法 |\n|---|---|\n{rows}"
    )
    add_to_rule(example, text)
    found = texts(pages(example, product).pdf)
    opening = "".join(found)
    for words in ("一、总的要求", "（一）先说清楚", "1.问清楚", "2.写下来", "（1）再核对"):
        assert words in opening
    with_rows = [page for page in found if re.search(r"第\d+行", page)]
    assert len(with_rows) > 1
    assert all("几行办法" in page for page in with_rows)


@pytest.mark.parametrize("product", WHOLE)
def test_rare_characters_of_places_are_printed(example: Path, product: str) -> None:
    edit(example / "content/contents.yml", "compilers_note:\n  - 本书", "compilers_note:\n  - 地名𡐓、㙟、䶮。本书")
    add_to_rule(example, "**第一条**　到𡐓、㙟、䶮三处去。")
    found = "".join(texts(pages(example, product).pdf))
    assert "地名𡐓、㙟、䶮" in found
    assert "到𡐓、㙟、䶮三处去" in found


def fonts(pdf: bytes) -> set[str]:
    """The names of the fonts a PDF brings, without the mark of a subset."""
    found = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        found |= {str(font.get_object()["/BaseFont"]) for font in page["/Resources"].get("/Font", {}).values()}
    return {name.rpartition("+")[2] for name in found}


def test_a_book_brings_only_the_fonts_it_uses(books: dict[str, Pages]) -> None:
    def brings(product: str, name: str) -> bool:
        return any(name in font for font in fonts(books[product].pdf))

    assert all(brings(product, "WenKai") for product in WHOLE)
    assert [product for product in WHOLE if brings(product, "Fandol")] == ["rulebook-gbt9704"]


# --- for residents, and for the staff only ---------------------------------------------------------------------------

SECRET_RULE = "抽屉钥匙交给下一班"
SECRET_ROOM = "备用书架的清单锁在柜里"


@pytest.fixture
def divided(example: Path) -> Path:
    """The example with a rule and the rules of a room for the staff only."""
    for file, words in (("content/rules/duty.md", SECRET_RULE), ("content/rooms/reading.md", SECRET_ROOM)):
        edit(example / file, "adopted:", "public: 否\nadopted:")
        with (example / file).open("a", encoding="utf-8") as text:
            text.write(f"\n\n{words}。\n")
    return example


def test_what_is_for_the_staff_is_on_no_page_of_the_website(divided: Path) -> None:
    ready = prepare(divided)
    units = [unit for unit in ready.plan.units if unit.word == "website"]
    content = b"".join(page for unit in units for page in website(ready, unit).values()).decode("utf-8", "replace")
    assert "阅览室" in content
    for words in (SECRET_RULE, SECRET_ROOM, "/rules/duty/"):
        assert words not in content
    for committee in ready.plan.committees.values():
        assert ("rule", "duty") not in committee.pages
        assert "rule:duty" not in {f"{entry.kind}:{entry.id}" for entry in entries(ready.handbook, committee)}


@pytest.mark.parametrize("product", [*WHOLE[:-1], "rulebook-chapters", "board", "doorsign", "guide", "codesheet"])
def test_what_is_for_the_staff_is_in_nothing_that_residents_read(divided: Path, product: str) -> None:
    ready = prepare(divided, [product])
    data = [drawn(data_of(ready, artifact)) for artifact in ready.plan.artifacts]
    text = json.dumps(data, ensure_ascii=False)
    assert len(text) > 3000
    for words in (SECRET_RULE, SECRET_ROOM, '"title": "值班制度"', "居民说了什么"):
        assert words not in text


def test_the_book_for_the_staff_holds_all_and_says_so_on_every_page(divided: Path) -> None:
    book = pages(divided, "rulebook-internal")
    found = texts(book.pdf)
    whole = "".join(found)
    for words in (SECRET_RULE, SECRET_ROOM, "值班制度（内部）", "走访本", "内部制度没有网页"):
        assert words in whole
    assert [number for number, text in enumerate(found, 1) if "内部使用不对外提供" not in text] == []
    assert "内部本" in found[0]
    assert [form["id"] for form in book.data["forms"]] == ["meeting-record", "duty-record", "diary"]
    assert list(accessible_wrong(book.pdf)) == []


def test_a_link_from_what_residents_read_to_a_rule_for_the_staff_is_an_error(divided: Path) -> None:
    file = divided / "content/rules/meeting.md"
    with file.open("a", encoding="utf-8") as text:
        text.write("\n谁来值班，看[值班制度](rule:duty)。\n")
    with pytest.raises(HandbookError) as caught:
        prepare(divided)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location.file) == ("D063", "content/rules/meeting.md")
    assert problem.location == Location(problem.location.file, line_of(file, "谁来值班"), 14)
    assert problem.message == "居民看得到的文字链接到内部制度“值班制度”"


def test_a_rule_for_the_staff_may_lead_to_another(divided: Path) -> None:
    with (divided / "content/rooms/reading.md").open("a", encoding="utf-8") as text:
        text.write("\n锁门照[值班制度](rule:duty)。\n")
    assert [problem for problem in prepare(divided).problems if problem.rule == "D063"] == []
    assert '锁门照<a href="#rule-duty">' in str(sheet(load(divided), "rulebook-internal", GARDEN))


def test_a_clause_is_met_by_a_rule_for_the_staff_as_well(example: Path, divided: Path) -> None:
    told = [problem for problem in prepare(divided).problems if "duty" in problem.message]
    assert told == []
