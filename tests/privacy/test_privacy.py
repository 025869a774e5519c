"""Personal data: each kind is found however it is written, and what only looks like it passes."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import struct
import time

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from tools import TEMPLATES

from generator.privacy.characters import PersonalData
from generator.privacy.files import file_texts, find_personal_data_in_file
from generator.privacy.harmless_pages import ENDS, may_go_on
from generator.privacy.numbers import is_bank_card, is_id_number
from generator.privacy.office import Office
from generator.privacy.suspicion import is_suspicious
from generator.privacy.text import all_spans, find_personal_data

ID = "11010519491231002X"
"""The example of GB 11643."""

CARD = "4111111111111111"
MOBILE = "13800138000"


STAFF = Office(names=frozenset(["王示例"]))


def kinds(text: str, *names: str) -> list[str]:
    """The kinds of all that is found in a text."""
    return [found.kind for found in find_personal_data(text, Office(names=frozenset(names)))]


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        ID,
        "11010519491231002x",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        "110105.19491231.002 X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "1101051949\u200b1231002X",
        "110105194912\r\n31002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105194912310021",
        "110105/1949/1231/002X",
        "110105********002X",
    ],
)
def test_identity_numbers(written: str) -> None:
    assert list(find_personal_data(f"补助：{written}，已发")) == [PersonalData("身份证号", written, 3)]


def test_old_identity_numbers_where_the_words_say_so() -> None:
    assert kinds("身份证号码：110105491231002") == ["身份证号"]
    assert kinds("证号 110105 491231 002") == ["身份证号"]
    assert kinds("流水号110105491231002") == []
    assert kinds("身份证号：110105491331002") == ["身份证号"], "there is no 13th month, but it is called one"


@pytest.mark.parametrize(
    "written",
    [CARD, "4111 1111 1111 1111", "4111-1111-1111-1111", "6222 0298 7654 3214", "6222 0212 3456 7890 128"],
)
def test_bank_cards(written: str) -> None:
    assert list(find_personal_data(f"账号{written}。")) == [PersonalData("银行卡号", written, 2)]


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "138\u00a00013\u20118000",
        "1380013 8000",
        "13800 138000",
        "138-\r\n0013-8000",
        "138 0013\r\n8000",
        "138-0013\ufffe8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "１３８００１３８０００",
        "138\u200b0013\u200d8000",
    ],
)
def test_mobile_numbers(written: str) -> None:
    assert list(find_personal_data(f"打{written}找王示例")) == [PersonalData("手机号", written, 1)]


@pytest.mark.parametrize("text", ["+8613800138000", "008613800138000", "tel:13800138000", "打13800138000"])
def test_mobile_numbers_with_something_before(text: str) -> None:
    assert kinds(text) == ["手机号"]


@pytest.mark.parametrize(
    "written",
    [
        *(
            "（139）00000000",
            "(139)0000-0000",
            "13900-000-000",
            "139/0000/0000",
            "１３９００００００００",
            "139－0000－0000",
        ),
        *("139　0000　0000", "139 0000 0000", "[139]00000000", "139_0000_0000", "139*0000*0000", "139~0000~0000"),
        *("1390-0000-000", "139-00-00-00-00", "139—0000—0000", "（１３９）００００ ００００"),
    ],
)
def test_mobile_numbers_in_any_pieces(written: str) -> None:
    assert kinds(f"急事打{written}。") == ["手机号"]
    assert kinds(f"急事打+86 {written}找人") == ["手机号"]


@pytest.mark.parametrize(
    "text",
    [
        "186、1240、1310户",
        "15-2026-00012",
        "139,000,000.00元",
        "192.168.100.10",
        "13/14/15/16/17/1",
        "(13)(1400)(15000)",
    ],
)
def test_figures_that_follow_each_other_are_no_mobile(text: str) -> None:
    assert kinds(text) == []


def test_one_beside_the_other() -> None:
    """An office number does not hide a mobile number, nor an identity number one that follows."""
    assert kinds("021-5555-0116 13800138000") == ["手机号"]
    assert kinds(f"{MOBILE} {MOBILE}") == ["手机号"] * 2
    assert kinds(f"{ID} {MOBILE} {CARD}") == ["身份证号", "手机号", "银行卡号"]


@pytest.mark.parametrize(
    "text",
    [
        "021-5555-0116",
        "电话021-5555-0116、021-5555-0117",
        "tel:02155550116",
        "86-21-5555-0116",
        "12345",
        "12345 962200 12348 110",
        "310117004016",
        "0160019",
        "https://ZHONGSHAN.EXAMPLE/0160019/",
        "9787500000006",
        "978-7-138-00138-0",
        "9138001380001",
        "11010519491231002",
        "11010519491331002X",
        "4111111111111112",
        "91310000MA1FL12345",
        "2026-11-22",
        "2026-11-22 2026-11-23",
        "2024 2025 2026 2027",
        "20261122083000123",
        "20261122T083000",
        "松府中办〔2019〕177号",
        "周一至周五 8:30–11:30 13:00–17:00",
        "8:30 11:30 13:00 17:00",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
        "150\n1200\n1350",
        "5213000 9000 1300",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e13800138000495991b7852b85",
        "版次 2026.11.22.1",
    ],
)
def test_numbers_that_are_nobodys_own(text: str) -> None:
    """Office telephones, hotlines, codes, dates, times, books, documents and fingerprints."""
    assert list(find_personal_data(text)) == []


def test_check_characters() -> None:
    assert [end for end in "0123456789X" if is_id_number(f"11010519491231002{end}")] == ["X"]
    assert is_id_number("11010519491231002x")
    for digits, right in (("411111111111111", "1"), ("555555555555444", "4"), ("622202987654321", "4")):
        assert [end for end in "0123456789" if is_bank_card(digits + end)] == [right]


# --- homes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flat",
    [
        "12号301室",
        "3弄5号楼402室",
        "5幢2单元301",
        "3弄5号402",
        "12号 301 室",
        "5号楼1201",
        "１２号３０１室",
        "9栋1201室",
    ],
)
def test_a_flat_near_a_resident_is_a_home(flat: str) -> None:
    assert list(find_personal_data(f"示例路{flat}的李阿姨")) == [PersonalData("家庭住址", flat, 3)]
    assert kinds(f"王示例住在示例路{flat}") == ["家庭住址"], "whoever that is"
    assert kinds(f"王示例住在示例路{flat}", "王示例") == ["家庭住址"], "and the staff have homes as well"
    assert kinds(f"户主：某某，{flat}") == ["家庭住址"]


@pytest.mark.parametrize(
    "text",
    [
        "居委会办公室在示例路12号301室，周一至周五开门",
        "示例街道示例社区居民委员会，示例路12号301室",
        "业主委员会在5号楼101室",
        "居民每月20号来领",
        "居民乘2号线到示例站，3号口出来",
        "居民到二楼201室等",
        "先生，请到3号窗口，带2张照片",
        "示例路88弄5号，找王女士",
        "老人第20号21日来",
        "老人5幢2018年建成",
    ],
)
def test_addresses_that_are_nobodys_home(text: str) -> None:
    assert list(find_personal_data(text)) == []


def test_a_flat_far_from_the_name() -> None:
    assert kinds("王示例" + "，" * 31 + "12号301室", "王示例") == []
    assert kinds("王示例" + "，" * 20 + "12号301室", "王示例") == ["家庭住址"]
    assert kinds("12号301室", "") == [], "an empty name is near nothing"


# --- births ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1949年12月31日生",
        "1949年12月生",
        "生于1949年12月31日",
        "出生日期：1949-12-31",
        "出生年月 1949年12月",
        "1949年12月31日出生",
        "1949.12.31在示例出生",
        "1949-12-31 出生",
        "生日（农历）：1949年12月31日",
        "姓名\n出生日期\n电话\n王示例\n1949年12月31日",
        '{"birthDate": "1949-12-31"}',
    ],
)
def test_birthdays(text: str) -> None:
    assert kinds(text) == ["出生日期"]


@pytest.mark.parametrize(
    "text",
    [
        "services/birth-service/ 2026-11-22",
        "2016年1月1日以后出生的子女",
        "1936年10月1日前出生的老人",
        "出生日期在2026年1月1日以前的，带户口簿",
        "出生医学证明，2026年7月1日起用新表",
        "本办法2026年7月1日生效",
        "集体生日会：2026年11月22日",
        "出生后30天内",
        "1949年10月1日，卫生所成立",
        "1999年5月生产的电梯",
        "2026年11月22日，医生来看",
    ],
)
def test_dates_on_which_nobody_was_born(text: str) -> None:
    assert list(find_personal_data(text)) == []


# --- whatever surrounds it -------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=("Cs", "Nd", "No", "Nl")), max_size=40)
BETWEEN = st.text(" -.·\u00a0\u3000\u200b\u2011－．", max_size=2)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """A right number of somebody who does not exist."""
    day = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2030, 12, 31)))
    digits = f"{draw(st.integers(110000, 659999))}{day:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return next(digits + end for end in "0123456789X" if is_id_number(digits + end))


@given(identity_numbers(), st.lists(BETWEEN, min_size=17, max_size=17), WORDS, WORDS)
@example(ID, [""] * 17, "a", "Xx")
@settings(deadline=None)
def test_any_identity_number_in_any_text(number: str, between: list[str], before: str, after: str) -> None:
    written = "".join(digit + gap for digit, gap in zip(number, [*between, ""], strict=True))
    found = list(find_personal_data(before + written + after))
    assert ("身份证号", len(before)) in [(it.kind, it.start) for it in found]


CHARACTERS = "0123456789０５xX -.\n\f\u200b<>号室弄幢楼元年月日生于出、。"
BITS = ["138", "0013", "8000", ID, CARD, "居民", "王示例", "1949年12月31日", "12号", "301室", "birth", "身份证"]
PIECES = st.sampled_from([*CHARACTERS, *BITS, "单元", "出生", "生日", "出生日期", "19", "13"])


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(deadline=None)
def test_what_the_cheap_pattern_passes_has_nothing(text: str) -> None:
    """The cheap pattern may be suspicious for nothing, but it misses nothing."""
    assert is_suspicious(text) or not [*all_spans(text, STAFF)]


TAGS = st.sampled_from(
    [
        *("<b>", "</b>", "<p>", "</p>", "\n", "<br>\n", "</td>\n<td>", " ", '<a href="tel:12345">', "&nbsp;"),
        *("../", "../../", '<a href="../../../', '<path d="M4 4.5m0 0h1', "m13 8h0", '"/>', "<!-- ", "-->", "m-", "h"),
    ]
)


@given(st.lists(PIECES.filter(lambda piece: piece not in "<>") | TAGS, max_size=16).map("".join))
@settings(deadline=None)
def test_a_page_left_unread_has_nothing(page: str) -> None:
    """Looking at a page line by line may be suspicious for nothing, but it misses nothing."""
    found = [it for text in file_texts("a.html", page.encode()) for it in find_personal_data(text, STAFF)]
    assert list(find_personal_data_in_file("a.html", page.encode(), STAFF)) == found


@pytest.mark.parametrize("up", ["", "../", "../../", "../../../", "../../../../../"])
@pytest.mark.parametrize(
    "page",
    [
        "<p>138{}0013 8000</p>",
        "<p>138 0013 8000</p><a href='{}'>",
        '<a href="{}13800138000">',
        "<p>{}138\n00138000{}</p>",
        "<!-- {}1949-12-31出生 -->",
    ],
)
def test_how_far_up_a_link_leads_hides_nothing(up: str, page: str) -> None:
    """The same page at its own address and at one further down, in whatever order they are looked at."""
    data = page.replace("{}", up).encode()
    found = [it for text in file_texts("a.html", data) for it in find_personal_data(text, STAFF)]
    assert list(find_personal_data_in_file("a.html", data, STAFF)) == found
    assert found or up not in ("", "../")


STROKES = "M4 4.5m0 0h7m2 0h1m-13 1h1"


@pytest.mark.parametrize(
    "page",
    [
        '<path d="13800138000"/>',
        '<!-- <path d="M4 4.5m0 0h13800138000"/> -->',
        f'<!-- <path d="{STROKES}m138 0013h8000"/> 13800138000 -->',
        f'<svg><path d="{STROKES}"/><title>13800138000</title></svg>',
        f'<svg aria-label="13800138000"><path d="{STROKES}"/></svg>',
        f'<path d="{STROKES}" title="13800138000"/>',
        f'<script>"<path d="{STROKES} 13800138000"</script>',
        f'<p>138 d="{STROKES}"00138000 13800138000</p>',
        f'<p>出生日期 d="{STROKES}" 1949-12-31</p>',
    ],
)
def test_the_strokes_of_a_code_hide_nothing(page: str) -> None:
    found = [it for text in file_texts("a.html", page.encode()) for it in find_personal_data(text)]
    assert list(find_personal_data_in_file("a.html", page.encode())) == found
    assert bool(found) is ("13800138000" in page.replace('<path d="13800138000"/>', ""))


# --- files -----------------------------------------------------------------------------------------------------------


def png(text: PngImagePlugin.PngInfo | None = None, **settings: object) -> bytes:
    """A picture of one colour with words in it."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=text, **settings)
    return file.getvalue()


def with_exif(format: str) -> bytes:
    """A photograph with a name for its maker, and one in UTF-16 as Windows writes it."""
    exif = Image.Exif()
    exif[0x013B] = f"Wang {MOBILE}"
    exif[0x9C9C] = ID.encode("utf-16-le")
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, format, exif=exif)
    return file.getvalue()


def with_words(compressed: bool) -> bytes:
    """A picture that says something in two ways."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", f"Wang {MOBILE}", zip=compressed)
    info.add_itxt("Description", f"王示例 {ID}", zip=compressed)
    return png(info)


HTML = """<!doctype html><html><head><title>{}</title><meta name="description" content="{}">
<script type="application/ld+json">{{"telephone": "{}"}}</script></head>
<body><img alt="{}"><a href="tel:{}">打</a><button aria-label="{}" title="{}"><input value="{}"></button>
<p>{}</p><!-- {} --></body></html>"""


@pytest.mark.parametrize("place", range(HTML.count("{}")))
def test_every_place_in_a_page(place: int) -> None:
    """Heads, attributes, comments and scripts are read as well as what is seen."""
    words = ["示例"] * HTML.count("{}")
    page = HTML.format(*words)
    assert list(find_personal_data_in_file("a/index.html", page.encode())) == []
    words[place] = MOBILE
    assert {it.kind for it in find_personal_data_in_file("a/index.html", HTML.format(*words).encode())} == {"手机号"}


@pytest.mark.parametrize(
    "page",
    [
        "<p><b>138</b>0013<i>8000</i></p>",
        "<p>138&nbsp;0013&#32;8000</p>",
        "<p>&#49;3800138000</p>",
        "<p>138\n    0013 8000</p>",
        "<p>138<wbr\nclass=x>0013 8000</p>",
        "<p><span>138\n</span>\n\n<b>0013 8000</b></p>",
        "<p>１３８００１３８０００</p>",
        '<div title="138\n0013 8000"></div>',
        "<![CDATA[13800138000]]>",
        '<script type="application/json">{"a": 13800138000</script>',
        "<p>出生<br>\n1949年12月31日</p>",
        "<p>138<!-- a > b -->0013 8000</p>",
        "<p>138<!-- a -->\n0013 8000</p>",
        "<p>138</3>0013<? x ?>8000</p>",
        "<p><138</b>0013<b>8000</p>",
        "<dl><dt>地址</dt>\n<dd>示例路12号<b>301</b>室</dd>\n<dt>姓名</dt></dl>",
        "<tr><th>出生日期</th>\n<th>电话</th></tr>\n<tr>\n<td>1949年12月31日</td></tr>",
        r'<script type="application/ld+json">{"a": "\u51fa\u751f\u65e5\u671f 1949-12-31"}</script>',
    ],
)
def test_what_is_hidden_by_tags_and_lines(page: str) -> None:
    assert len(list(find_personal_data_in_file("a.html", page.encode()))) == 1


def test_cells_of_a_table_are_apart() -> None:
    """Figures below or beside each other are no number."""
    assert list(find_personal_data_in_file("a.html", b"<tr><td>138</td><td>0013</td>\n<td>8000</td></tr>")) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("sitemap.xml", f"<url><loc>https://a.example/{MOBILE}</loc></url>".encode()),
        ("robots.txt", f"# {MOBILE}".encode()),
        ("code.svg", f"<svg><title>{MOBILE}</title><path d='m1 3'/></svg>".encode()),
        ("duty.ics", b"BEGIN:VEVENT\r\nSUMMARY:138001\r\n 38000\r\nEND:VEVENT\r\n"),
        ("duty.ics", rb"DESCRIPTION:a\n13800138000\, b"),
        ("card.vcf", b"TEL;TYPE=cell:138-0013-8000\r\n"),
        ("search.json", json.dumps([{"a": {"b": ["x", int(MOBILE)]}}]).encode()),
        ("app.js", f'const a = "{MOBILE}";'.encode()),
        ("note.png", with_words(compressed=False)),
        ("note.png", with_words(compressed=True)),
        ("note.png", png(exif=b"Exif\0\0" + MOBILE.encode())),
        ("photo.jpg", with_exif("JPEG")),
        ("photo.webp", with_exif("WEBP")),
        (f"{MOBILE}/index.html", b"<p></p>"),
        (f"fonts/{MOBILE}.woff2", b""),
    ],
)
def test_every_kind_of_file(path: str, data: bytes) -> None:
    assert "手机号" in [found.kind for found in find_personal_data_in_file(path, data)]


@pytest.mark.parametrize(
    ("path", "data"),
    [("card.vcf", b"FN:Wang\r\nBDAY:19491231\r\n"), ("a.json", '{"出生日期": "1949-12-31"}'.encode())],
)
def test_birthdays_in_cards_and_data(path: str, data: bytes) -> None:
    assert [found.kind for found in find_personal_data_in_file(path, data)] == ["出生日期"]


def test_a_name_beside_an_address_in_data() -> None:
    data = json.dumps([{"name": "王示例", "address": "示例路12号301室", "tags": []}]).encode()
    assert [found.kind for found in find_personal_data_in_file("a.json", data, STAFF)] == ["家庭住址"]


@pytest.mark.parametrize("data", [with_words(compressed=True), with_exif("JPEG"), with_exif("WEBP")])
def test_identity_numbers_in_pictures(data: bytes) -> None:
    suffix = {b"\x89P": "png", b"\xff\xd8": "jpg", b"RI": "webp"}[data[:2]]
    assert "身份证号" in [found.kind for found in find_personal_data_in_file(f"a.{suffix}", data)]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", struct.pack(">8sI", b"", 9)])
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_a_picture_cut_short_says_nothing(suffix: str, data: bytes) -> None:
    assert list(file_texts(f"a.{suffix}", data)) == []


PDF = """
#set document(title: "范例 13900139000")
#set page(width: 32mm, height: 60mm, margin: 3mm)
电话 138-0013-8000 和 137 0013 7000，#link("tel:13600136000")[王示例]，110105194912310#sym.zws;02X
#pdf.attach("note.txt", bytes("13500135000"))
"""


def test_a_pdf() -> None:
    """Pages, across the ends of lines; links, the title (twice), and files within."""
    pdf = typst.compile(PDF.encode(), format="pdf", font_paths=[TEMPLATES / "fonts"])
    found = list(find_personal_data_in_file("rulebook/a.pdf", pdf))
    digits = sorted("".join(filter(str.isdigit, it.text)) for it in found if it.kind == "手机号")
    assert digits == ["13500135000", "13600136000", "13700137000", "13800138000", "13900139000", "13900139000"]
    assert [it.kind for it in found if it.kind != "手机号"] == ["身份证号"]


def test_files_that_are_not_read() -> None:
    for path in ("a.css", "a.woff2", "a.ttf", "favicon.ico", "a.html.gz", "a.html.br"):
        assert list(file_texts(path, gzip.compress(MOBILE.encode()))) == []


@pytest.mark.parametrize("path", ["a.docx", "website/a.mp4", "website/.env"])
def test_an_unknown_kind_is_our_mistake(path: str) -> None:
    with pytest.raises(ValueError, match="does not know how to read"):
        list(find_personal_data_in_file(path, b""))


@pytest.mark.parametrize(
    "end", ["", "</b>", "<br>", "</td>", "<wbr>", "</B> ", "<br<i>", "<i<br>", "<br>-", "</b><!-- -->"]
)
def test_where_a_line_ends_is_told_as_by_reading_all_of_it(end: str) -> None:
    for begin in ("<p>138", "<p>138<b>", "<p>楼", "138</p>"):
        raw = (begin + end).strip()
        assert may_go_on(raw) is bool(ENDS.search(raw)), raw


def test_thousands_of_pages_take_no_time() -> None:
    """Pages that share most of their lines; the limit is ten times what it takes, for a slow machine."""
    shared = "\n".join(
        f'<li><a href="../services/{index}/">第{index}件事，打021-5555-0101</a></li>' for index in range(150)
    )
    pages = [f"<h1>第{index}页</h1>\n{shared}\n<p>{index}</p>".encode() for index in range(500)]
    begin = time.process_time()
    assert [found for page in pages for found in find_personal_data_in_file("a.html", page)] == []
    assert time.process_time() - begin < 0.5


MADE = "d3d4226c-ba79-5b8f-8ae2-13800138000a"
"""An id as a program makes it, with a mobile's digits in it by chance."""


@pytest.mark.parametrize("path", ["a.json", "a.csv"])
def test_an_id_that_a_program_made_is_nobodys_number(path: str) -> None:
    content = {"a.json": f'{{"id":"{MADE}","name":"示例"}}', "a.csv": f"id,name\r\n{MADE},示例\r\n"}[path]
    assert list(find_personal_data_in_file(path, content.encode())) == []


@pytest.mark.parametrize("cell", ["13800138000", f"{MADE} 13800138000", "138-0013-8000"])
def test_a_number_in_a_cell_is_found_beside_an_id(cell: str) -> None:
    for path, content in (
        ("a.csv", f"id,note\r\n{MADE},{cell}\r\n"),
        ("a.json", f'{{"id":"{MADE}","note":"{cell}"}}'),
    ):
        assert list(find_personal_data_in_file(path, content.encode())), (path, cell)


def test_cells_of_one_row_stand_side_by_side() -> None:
    """A flat is somebody's home where a name stands near it."""
    content = "id,name,note\r\n1,王示例,示例路5号3幢101室\r\n"
    assert list(find_personal_data_in_file("a.csv", content.encode(), Office(names=frozenset({"王示例"}))))
