"""The board in every size: on sheets, as panels, for a print shop, with a floor plan; and what it refuses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdf_quality
import pikepdf
import pytest
from tools import EDITION, TEMPLATES, edit, line_of, with_drawn_symbols

from generator.build.prints import print_sheet, sheet_of
from generator.check.data.floor_plans import RULE
from generator.check.judge import check_data
from generator.codes.number import is_code
from generator.codes.pages import CommitteePages, committee_pages
from generator.journey import prepare
from generator.model.board_panels import not_printed
from generator.model.handbook import Handbook
from generator.paper import bleed
from generator.paper.sheet import Sheet
from generator.problem import HandbookError, Problem
from generator.products import board
from generator.products.catalogue import FORMS
from generator.products.says import drawn
from generator.read.files import load
from generator.text import placeholder

GARDEN, STREET = "sunny-garden", "old-street"
SHEETS = ("a0", "a1", "a2", "a3")
MM = 72 / 25.4
LONG = "社区居民议事和楼组长培训以及志愿者排班还有老人手机学习和周末亲子阅读" * 2
assert len(LONG) >= 60


def pages_of(handbook: Handbook, slug: str) -> CommitteePages:
    """The pages and codes of a committee."""
    return committee_pages(handbook, next(one for one in handbook.committees if one.slug == slug))


def data_of(root: Path, slug: str, size: str = "") -> dict[str, Any]:
    """What a committee's board says in a size, whatever the rules of the policy think of the example."""
    handbook = load(root)
    found = pages_of(handbook, slug)
    values = placeholder.values(handbook, found.committee)
    paneled = size == board.PANELS
    data = drawn(board.panels(handbook, found, values) if paneled else board.board(handbook, found, values, size))
    return {**data, "variant": size, "edition": EDITION}


def printed(data: dict[str, Any], finish: str = "") -> bytes:
    """The board as a PDF."""
    template = "board/panels.typ" if data["variant"] == board.PANELS else "board/board.typ"
    data = with_drawn_symbols(data)
    return print_sheet(Sheet("board/x.pdf", TEMPLATES, None, template, data, "x.yml", finish=finish)).content


def read(data: dict[str, Any], finish: str = "") -> pdf_quality.Pdf:
    """The board as a PDF that has been looked at."""
    return pdf_quality.Pdf(printed(data, finish), f"board-{data['variant']}" if data["variant"] else "board")


def wrong(pdf: pdf_quality.Pdf) -> list[str]:
    """All that presses, phones, eyes and screen readers find wrong with a board."""
    return [f"{name}: {found}" for name in pdf_quality.CHECKS for found in pdf_quality.complaints(pdf, name)]


def papers(pdf: pdf_quality.Pdf) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    return [
        (round((media.right - media.left) / MM), round((media.top - media.bottom) / MM)) for media, _, _ in pdf.boxes
    ]


def words(pdf: pdf_quality.Pdf, page: int) -> str:
    """The words of a page as they are drawn, without white space; pages count from 0."""
    return "".join("".join(run.text for run in pdf.runs if run.page == page).split())


def refusal(data: dict[str, Any]) -> Problem:
    """The one problem that keeps a board from being printed."""
    with pytest.raises(HandbookError) as caught:
        printed(data)
    (problem,) = caught.value.problems
    return problem


def crowded(root: Path) -> None:
    """Twelve spaces of its own for the garden, with names of sixty characters."""
    spaces = "".join(
        f"  - id: extra-{number}\n    name: {LONG[:56]}第{number:02d}间\n    purpose: 一起用。\n    audience: 居民\n"
        f"    floor: 3楼\n    position: 走廊北侧第{number}扇门\n"
        f"    hours: [{{days: 周一至周五, opens: 9:00, closes: 16:00}}]\n"
        for number in range(1, 11)
    )
    edit(root / "committees/sunny-garden/rooms.yml", "spaces:\n", f"spaces:\n{spaces}")


def bare(root: Path) -> None:
    """One room without a floor, hours or position, and nobody at the window."""
    (root / "committees/old-street/rooms.yml").write_text("rooms:\n  - id: hall\n", "utf-8")
    hours = root / "committees/old-street/hours.yml"
    edit(hours, "window_place: 大厅1号台\n", "")
    edit(hours, "window:\n  - {days: 工作日, teams: [[孙示例], [周范例]], begins: 2026-01-04}\n", "")


def address(number: str) -> str:
    """What the symbol of a code of the example holds."""
    return f"https://HANDBOOK.EXAMPLE/{number}/"


# --- every size ------------------------------------------------------------------------------------------------------

PAPERS = {"a0": (841, 1189), "a1": (594, 841), "a2": (420, 594), "a3": (297, 420)}


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize("slug", [GARDEN, STREET])
def test_a_board_of_any_size_can_be_printed_scanned_and_read(example: Path, slug: str, size: str) -> None:
    if slug == STREET:
        bare(example)
    data = data_of(example, slug, size)
    pdf = read(data)
    assert wrong(pdf) == []
    assert set(papers(pdf)) == {PAPERS[size]}
    expected = board.board_codes(load(example), pages_of(load(example), slug))
    assert sorted(code.address for code in pdf.codes) == sorted(map(address, expected))
    for said in ("https://handbook.example/", data["board"]["number"], data["safety"], "有效到" * (slug == GARDEN)):
        assert said in pdf.reading


@pytest.mark.parametrize("size", SHEETS)
def test_sixty_characters_and_twelve_spaces_go_to_further_sheets_whole(example: Path, size: str) -> None:
    crowded(example)
    data = data_of(example, GARDEN, size)
    if size == "a3":
        assert refusal(data).message.startswith("放不下：“特色空间”一栏用最小的字排，需要 ")
        return
    pdf = read(data)
    assert wrong(pdf) == []
    assert set(papers(pdf)) == {PAPERS[size]}
    sheets = range(len(pdf.boxes))
    assert len(sheets) > 1
    for page in sheets:
        assert words(pdf, page).count(f"第{page + 1}张，共{len(sheets)}张") == (1 if page == 0 else 2)
        assert "https://handbook.example/" in words(pdf, page)
        assert data["board"]["number"] in words(pdf, page)
    own = [room["name"] for room in data["rooms"] if room["own"]]
    together = [page for page in sheets if all(name in words(pdf, page) for name in own)]
    assert len(own) == 12
    assert len(together) == 1, "a part is never divided"


@pytest.mark.parametrize("size", SHEETS)
def test_phone_and_hours_are_read_before_the_first_code(example: Path, size: str) -> None:
    reading = read(data_of(example, GARDEN, size)).reading
    order = [reading.index(said) for said in ("上班时间", "8:30–11:30", "021-5555-0101", "二维码：")]
    assert order == sorted(order)


def test_the_parts_follow_each_other_as_a_resident_needs_them(example: Path) -> None:
    for size in SHEETS:
        data = data_of(example, GARDEN, size)
        reading = read(data).reading
        window = data["window"]["name"]
        wanted = (window + data["window"]["place"], "阅览室", data["bands"][0]["name"], "规章制度汇编", "怎样辨真")
        order = [reading.index("".join(said.split())) for said in wanted]
        assert order == sorted(order), size


def test_a_longer_board_keeps_the_order_of_its_parts_over_its_sheets(example: Path) -> None:
    crowded(example)
    pdf = read(data_of(example, GARDEN, "a2"))
    first = [
        next(page for page in range(len(pdf.boxes)) if said in words(pdf, page))
        for said in ("上班时间", "特色空间", "怎样辨真")
    ]
    assert first == sorted(first)
    assert first[0] < first[1]


def test_what_fits_no_sheet_of_its_own_is_refused_and_the_longest_named(example: Path) -> None:
    edit(example / "committees/sunny-garden/hours.yml", "服务大厅1号台", "服务大厅1号台" * 300)
    problem = refusal(data_of(example, GARDEN, "a2"))
    assert problem.rule == "D050"
    assert re.match(r"放不下：“.+”一栏用最小的字排，需要 \d+ mm，只有 \d+ mm；最长的是“服务大厅1号台", problem.message)
    assert "（2100字）" in problem.message


def test_a_name_that_does_not_fit_in_one_line_is_refused(example: Path) -> None:
    data = data_of(example, GARDEN, "a3")
    data["committee"]["name"] = LONG
    data["committee"]["full_name"] = f"示例区示例街道{LONG}社区居民委员会"
    assert refusal(data).message.startswith("放不下：居委会的名称需要 ")


def test_the_hours_leave_the_main_code_where_a_small_sheet_has_no_room_for_both(example: Path) -> None:
    data = data_of(example, GARDEN, "a3")
    note = "要联网办的事，改天上班时间再来"
    data["hours"] += [{"kind": "应急", "normal": False, "text": None, "note": note} for _ in range(7)]
    pdf = read(data)
    assert wrong(pdf) == []
    assert pdf.reading.count(note) == 7
    assert len([code for code in pdf.codes if code.address == data["main"]["url"]]) == 1


def test_the_foot_says_until_when_the_board_holds_and_where_the_newest_is(example: Path) -> None:
    data = data_of(example, GARDEN)
    said = "".join(read(data).reading.split())
    for part in ("有效到2027年1月31日", f"最新版见{data['board']['address']}", "第1张，共1张", "示例备〔2026〕1号"):
        assert part in said
    assert f"打{data['committee']['phone']}" in said, "whom to ring about a wrong code"


def test_lines_hold_no_more_than_thirty_characters_where_text_runs_on(example: Path) -> None:
    look = sheet_sizes()
    for size in SHEETS:
        pdf = read(data_of(example, GARDEN, size))
        smallest = look["board" if size == "a1" else f"board_{size}"]["smallest"]
        lines = [run for run in pdf.inked if "本码不收费" in run.text or "银行卡或验证码" in run.text]
        assert lines != []
        assert all(run.box.right - run.box.left <= 30.5 * smallest for run in lines)


def sheet_sizes() -> dict[str, Any]:
    """The sizes of type that all templates share."""
    import yaml

    found: dict[str, Any] = yaml.safe_load((TEMPLATES / "shared/look.yml").read_text("utf-8"))
    return found


def test_a_frame_stands_around_every_code_but_not_in_its_quiet_zone(example: Path) -> None:
    pdf = read(data_of(example, GARDEN))
    assert list(pdf_quality.complaints(pdf, "quiet")) == []
    with pikepdf.open(io.BytesIO(pdf.content)) as document:
        resources = document.pages[0].Resources
        assert "/Pattern" in resources
        drawn = b"".join(operands_of(document.pages[0]))
    assert drawn.count(b"/Pattern cs") >= 1


def operands_of(page: pikepdf.Page) -> Iterator[bytes]:
    """Each instruction of a page and of the forms it draws, as it is written."""
    for instruction in pikepdf.parse_content_stream(page):
        yield pikepdf.unparse_content_stream([instruction]) + b"\n"


# --- which size is whose ---------------------------------------------------------------------------------------------


def test_the_register_says_the_size_else_the_policy_else_a1(example: Path) -> None:
    def size() -> str:
        handbook = load(example)
        return board.size(handbook, pages_of(handbook, GARDEN).committee)

    assert size() == "a1"
    edit(example / "content/policy.yml", "  rules_word: 制度牌\n", "  rules_word: 制度牌\n  size: A0\n")
    assert size() == "a0"
    edit(
        example / "committees/sunny-garden/register.yml",
        "    place: 大厅正面墙\n",
        "    place: 大厅正面墙\n    size: A2\n",
    )
    assert size() == "a2"


def test_a_size_nobody_has_is_an_error_at_its_line(example: Path) -> None:
    file = example / "committees/sunny-garden/register.yml"
    edit(file, "    place: 大厅正面墙\n", "    place: 大厅正面墙\n    size: B1\n")
    with pytest.raises(HandbookError) as caught:
        load(example)
    (problem,) = caught.value.problems
    assert problem.location.line == line_of(file, "size: B1")


def test_every_size_and_finish_is_a_product(example: Path) -> None:
    names = {f"board-{name}" for name in (*board.SIZES, "bleed", "tiled-a3", "tiled-a4")}
    assert names <= set(FORMS)
    edit(
        example / "committees/sunny-garden/register.yml",
        "    place: 大厅正面墙\n",
        "    place: 大厅正面墙\n    size: 2400x1200\n",
    )
    handbook = load(example)
    found = pages_of(handbook, GARDEN)
    for name in sorted(names | {"board"}):
        (artifact,) = FORMS[name].files(handbook, found)
        panels = name not in {f"board-{size}" for size in SHEETS}
        assert artifact.path == f"board/{GARDEN}{name.removeprefix('board')}.pdf"
        assert artifact.template == ("panels.typ" if panels else "board.typ")
        assert len(artifact.codes) == len(set(artifact.codes)) > (7 if panels else 0)


def test_a_committee_with_the_largest_board_gets_its_panels_without_asking(example: Path) -> None:
    edit(
        example / "committees/sunny-garden/register.yml",
        "    place: 大厅正面墙\n",
        "    place: 大厅正面墙\n    size: 2400x1200\n",
    )
    ready = prepare(example, ["board"], [GARDEN])
    (artifact,) = ready.plan.artifacts
    data = sheet_of(ready, artifact).data
    assert data["board"]["size"] == board.PANELS
    assert {"introduction", "certificates", "rules", "codes"} <= set(data)


# --- panels ----------------------------------------------------------------------------------------------------------

SUBJECTS = (
    "居委会简介与平面图",
    "办理事务一览",
    "功能站室",
    "值班早到表与电话",
    "工作人员与三委员会",
    "清单与不予证明事项",
    "规章制度目录与查阅处",
    "居务公开",
    "意见反馈",
)


@pytest.mark.parametrize("slug", [GARDEN, STREET])
def test_nine_panels_have_a_subject_each(example: Path, slug: str) -> None:
    if slug == STREET:
        bare(example)
    data = data_of(example, slug, board.PANELS)
    pdf = read(data)
    assert wrong(pdf) == []
    assert papers(pdf) == [(594, 841)] * 4 + [(420, 297)] * 5
    for page, subject in enumerate(SUBJECTS):
        assert subject in words(pdf, page)
        assert f"第{page + 1}块，共9块" in words(pdf, page)
    handbook = load(example)
    expected = board.panel_codes(handbook, pages_of(handbook, slug))
    assert sorted(code.address for code in pdf.codes) == sorted(map(address, expected))


def test_the_panels_name_every_service_rule_and_certificate(example: Path) -> None:
    data = data_of(example, GARDEN, board.PANELS)
    handbook, said = load(example), read(data).reading
    titles = [service.title for service in handbook.services.values()]
    rules = [title for part in data["rules"] for title in part["rules"]]
    assert [it for it in (*titles, *rules, *data["certificates"]["names"]) if "".join(it.split()) not in said] == []


def test_panels_that_are_too_full_are_refused_by_their_subject(example: Path) -> None:
    data = data_of(example, GARDEN, board.PANELS)
    data["introduction"]["text"] = "这里是一段很长的介绍。" * 200
    message = refusal(data).message
    assert message.startswith("放不下：“居委会简介与平面图”这一块用最小的字排，需要 ")
    assert "（2200字）" in message


# --- what the register says the board holds --------------------------------------------------------------------------

EVERYTHING = "居委会简介, 办理事务, 功能房间, 值班, 工作人员, 清单, 制度目录, 居务公开, 意见反馈"
REGISTER = "committees/sunny-garden/register.yml"


def claiming(root: Path, holds: str = EVERYTHING) -> None:
    """The garden's board holds more than every board does."""
    edit(root / REGISTER, "    holds: [办理事务, 功能房间]\n", f"    holds: [{holds}]\n")


@pytest.mark.parametrize("size", ["a0", "a1", "a2"])
def test_a_sheet_holds_what_the_register_says(example: Path, size: str) -> None:
    claiming(example)
    data = data_of(example, GARDEN, size)
    pdf = read(data)
    assert wrong(pdf) == []
    said = "".join(pdf.reading.split())
    titles = ["居委会简介", "工作人员", "清单与不予证明事项", "居务公开", "意见反馈", "规章制度目录"]
    order = [said.index(title) for title in titles]
    assert order == sorted(order)
    handbook = load(example)
    rules = [rule.title for rule in handbook.rules.values()]
    names = [item.name for item in handbook.certificates.items]
    groups = [item.name for item in handbook.disclosure.items]
    people = [person.name for person in pages_of(handbook, GARDEN).committee.profile.staff]
    lists = [one.title for one in handbook.lists.lists]
    wanted = (*rules, *names, *groups, *people, *lists, "个工作日内答复您", "每季度一次", "每张都写着贴到哪天")
    assert [word for word in wanted if "".join(word.split()) not in said] == []
    codes = board.board_codes(handbook, pages_of(handbook, GARDEN), size)
    assert sorted(code.address for code in pdf.codes) == sorted(map(address, codes))
    assert len(codes) == len(board.usual_codes(handbook, pages_of(handbook, GARDEN))) + 3


def test_a_sheet_holds_nothing_that_the_register_does_not_say(example: Path) -> None:
    claiming(example, "办理事务, 不开的证明")
    data = data_of(example, GARDEN, "a1")
    assert data["panels"] == {"lists": "清单与不予证明事项"}
    assert not {"introduction", "staff", "rules", "disclosure", "answer_days"} & set(data)
    claiming_nothing = data_of(example, STREET, "a1")
    assert not {"panels", "codes"} & set(claiming_nothing), "what was issued before there were panels says the same"


def test_a_small_sheet_has_no_room_for_them_and_the_register_is_told_which_have(example: Path) -> None:
    claiming(example)
    data = data_of(example, GARDEN, "a3")
    assert "panels" not in data
    assert wrong(read(data)) == []
    handbook = load(example)
    own = board.board_of(handbook, pages_of(handbook, GARDEN).committee)
    assert own is not None
    assert not_printed(own.holds, "a1", handbook.words.board_panels) == []
    missing = dict(not_printed(own.holds, "A3", handbook.words.board_panels))
    assert list(missing) == ["居委会简介", "工作人员", "清单", "制度目录", "居务公开", "意见反馈"]
    assert set(missing.values()) == {"A3的宣传栏放不下；放得下的有A0、A1、A2、2400x1200"}


@pytest.mark.parametrize("size", ["a1", "a2"])
def test_more_panels_make_no_text_smaller(example: Path, size: str) -> None:
    def sizes() -> dict[str, float]:
        runs = read(data_of(example, GARDEN, size)).inked
        return {run.text: run.size for run in runs if run.text in names}

    names = {room.name for room in load(example).rooms.values()} | {"周一至周五"}
    alone = sizes()
    claiming(example)
    assert alone
    assert {text: big >= alone[text] - 0.01 for text, big in sizes().items() if text in alone} == dict.fromkeys(
        alone, True
    )


@pytest.mark.parametrize("size", ["a0", "a1", "a2", board.PANELS])
def test_long_names_and_forty_services_run_over_no_edge(example: Path, size: str) -> None:
    claiming(example)
    data = data_of(example, GARDEN, size)
    long = LONG[: 10 if size == board.PANELS else 18]
    for number, band in enumerate(data["bands"]):
        band["services"] = [{"title": f"{long}第{index}件", "number": f"{number}{index:02}"} for index in range(14)]
    assert sum(len(band["services"]) for band in data["bands"]) >= 40
    data["rules"] = [{"title": "居民自治", "rules": [LONG[:50], LONG[:34], "三会制度"]}]
    data["certificates"]["names"] = [LONG[:40], *data["certificates"]["names"]]
    data["staff"] = [{"name": "欧阳示例长名", "posts": "书记、主任、社区工作者"}] * 9
    data["disclosure"]["items"] = [{"name": LONG[:40], "frequency": LONG[:40]}] * 3
    pdf = read(data)
    assert wrong(pdf) == []
    assert f"{long}第13件" in "".join(pdf.reading.split())


def test_the_codes_of_a_sheet_are_those_that_its_file_names(example: Path) -> None:
    claiming(example)
    ready = prepare(example, ["board", "board-a3"], [GARDEN])
    for artifact in ready.plan.artifacts:
        pdf = pdf_quality.Pdf(print_sheet(sheet_of(ready, artifact)).content, artifact.word)
        assert sorted(code.address for code in pdf.codes) == sorted(map(address, artifact.codes)), artifact.path


# --- for the print shop ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("panels", [False, True])
def test_a_print_shop_gets_bleed_and_crop_marks(example: Path, panels: bool) -> None:
    data = data_of(example, GARDEN, board.PANELS if panels else "")
    plain = papers(read(data))
    template = "board/panels.typ" if panels else "board/board.typ"
    sheet = Sheet(
        "board/x.pdf",
        TEMPLATES,
        None,
        template,
        with_drawn_symbols({**data, "variant": "bleed"}),
        "x.yml",
        finish="bleed",
    )
    content = print_sheet(sheet).content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) == len(plain)
        for page, (width, height) in zip(document.pages, plain, strict=True):
            for box, around in ((page.trimbox, 0), (page[pikepdf.Name.BleedBox], 3), (page.mediabox, 10)):
                left, bottom, right, top = (float(value) / MM for value in box)
                assert (right - left, top - bottom) == pytest.approx(
                    (width + 2 * around, height + 2 * around), abs=0.05
                )
                assert (left, bottom) == pytest.approx((10 - around, 10 - around), abs=0.05)
    pdf = pdf_quality.Pdf(content, "board-bleed")
    assert list(pdf_quality.flags_wrong(pdf)) == []
    assert sorted(code.address for code in pdf.codes) == sorted(code.address for code in read(data).codes)


def test_the_edge_of_the_template_is_the_edge_that_is_cut() -> None:
    parts = (TEMPLATES / "board/parts.typ").read_text("utf-8")
    assert f"#let edge = {bleed.EDGE:g}mm" in parts
    assert f"#let bleed = {bleed.BLEED:g}mm" in parts


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_a_board_without_a_plotter_comes_in_tiles(example: Path, paper: str) -> None:
    ready = prepare(example, [f"board-tiled-{paper}"], [GARDEN])
    (artifact,) = ready.plan.artifacts
    sheet = sheet_of(ready, artifact)
    assert sheet.finish == f"tiled-{paper}"
    pdf = pdf_quality.Pdf(print_sheet(sheet).content, artifact.word)
    assert wrong(pdf) == []
    assert {address(code) for code in artifact.codes} <= {code.address for code in pdf.codes}


# --- the floor plan --------------------------------------------------------------------------------------------------

ROOMS = "committees/sunny-garden/rooms.yml"
PLAN = """\
rooms:
  - id: hall
    floor: 1楼
    grid: {column: 2, row: 1, width: 4, height: 3}
  - id: council
    floor: 2楼
    grid: {column: 1, row: 1, width: 3, height: 3}
  - id: reading
    floor: 2楼
    grid: {column: 4, row: 1, width: 4, height: 3}
    shares_with: [after-school]
  - id: exercise
    floor: 1楼
    grid: {column: 6, row: 2, width: 3, height: 2}
spaces:
  - id: after-school
    name: 四点半课堂
    purpose: 写作业。
    audience: 小学生
    floor: 2楼
    grid: {column: 4, row: 1, width: 4, height: 3}
    shares_with: [reading]
  - id: tool-corner
    name: 工具借用角
    purpose: 借梯子。
    audience: 居民
entrance: {floor: 1楼, column: 3, row: 3, side: 下}
"""


def planned(root: Path) -> Path:
    """The example with a plan of the garden; the file of its rooms."""
    (root / ROOMS).write_text(PLAN, "utf-8")
    edit(
        root / "committees/sunny-garden/register.yml",
        "    place: 大厅正面墙\n",
        "    place: 大厅正面墙\n    grid: {column: 3, row: 2}\n",
    )
    return root / ROOMS


def complaints(root: Path) -> list[Problem]:
    """What is wrong with the floor plans of a handbook."""
    return [problem for problem in check_data(load(root)) if problem.rule == RULE]


@pytest.mark.parametrize("size", SHEETS)
def test_a_plan_shows_rooms_the_door_and_where_one_stands(example: Path, size: str) -> None:
    planned(example)
    assert complaints(example) == []
    data = data_of(example, GARDEN, size)
    pdf = read(data)
    assert wrong(pdf) == []
    for said in (
        "1楼平面图，从左到右、从上到下：社区事务服务大厅，健身室",
        "入口在下边。图上标着您在这里",
        "2楼平面图",
    ):
        assert any(said in element.alt for element in pdf.tree.elements)
    (page,) = {run.page for run in pdf.inked if "您在这里" in run.text}
    assert "入口" in words(pdf, page)
    assert "阅览室、四点半课堂" in words(pdf, page)


def test_the_plan_counts_from_its_own_corner_and_draws_a_shared_room_once(example: Path) -> None:
    planned(example)
    first, second = data_of(example, GARDEN)["plan"]
    assert [room["name"] for room in second["rooms"]] == ["社区议事室", "阅览室、四点半课堂"]
    assert (first["columns"], first["rows"]) == (7, 3)
    assert first["rooms"][0] | {"name": ""} == {"name": "", "column": 0, "row": 0, "width": 4, "height": 3}
    assert first["here"] == {"column": 1, "row": 1}
    assert first["entrance"] == {"column": 1, "row": 2, "side": "下"}
    assert (second["here"], second["entrance"]) == (None, None)


def test_without_a_grid_there_is_no_plan(example: Path) -> None:
    data = data_of(example, GARDEN)
    assert data["plan"] == []
    assert "平面图" not in read(data).reading


def test_a_name_its_room_is_too_small_for_is_refused(example: Path) -> None:
    file = planned(example)
    edit(
        file,
        "    floor: 1楼\n    grid: {column: 6, row: 2, width: 3, height: 2}",
        "    floor: 1楼\n    grid: {column: 6, row: 2, width: 1, height: 1}",
    )
    edit(file, "grid: {column: 2, row: 1, width: 4, height: 3}", "grid: {column: 2, row: 1, width: 4, height: 50}")
    edit(file, "column: 3, row: 3, side: 下", "column: 3, row: 50, side: 下")
    assert refusal(data_of(example, GARDEN, "a3")).message.startswith("放不下：平面图")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (ROOMS, "grid: {column: 6, row: 2, width: 3", "grid: {column: 5, row: 2, width: 3", "在平面图上叠在一起"),
        (ROOMS, "width: 3, height: 2}", "width: 0, height: 2}", "（grid）”里有0"),
        (ROOMS, "width: 3, height: 2}", "width: 300, height: 2}", "超出了60格"),
        (ROOMS, "    floor: 1楼\n    grid: {column: 6", "    grid: {column: 6", "没有写几楼"),
        (ROOMS, "row: 3, side: 下", "row: 2, side: 下", "入口不在这一层最外面的墙上"),
        (ROOMS, "entrance: {floor: 1楼", "entrance: {floor: 3楼", "入口写在3楼，那一层没有平面图"),
        (
            "committees/sunny-garden/register.yml",
            "grid: {column: 3, row: 2}",
            "grid: {column: 30, row: 2}",
            "的位置在平面图外面",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_an_error_at_its_line(
    example: Path, file: str, old: str, new: str, message: str
) -> None:
    planned(example)
    edit(example / file, old, new)
    (problem,) = complaints(example)
    assert message in problem.message
    assert problem.hint
    assert problem.location.file == file
    assert problem.location.line == line_of(example / file, new.rpartition("\n")[2])
    assert problem.severity == "error"


def test_rooms_that_share_a_place_must_say_so(example: Path) -> None:
    file = planned(example)
    edit(file, "    shares_with: [reading]\n", "")
    edit(file, "    shares_with: [after-school]\n", "")
    (problem,) = complaints(example)
    assert "“四点半课堂”和“阅览室”在平面图上叠在一起" in problem.message


def test_a_board_on_a_floor_without_a_plan_is_an_error(example: Path) -> None:
    edit(
        example / "committees/sunny-garden/register.yml",
        "    place: 大厅正面墙\n",
        "    place: 大厅正面墙\n    grid: {column: 3, row: 2}\n",
    )
    (problem,) = complaints(example)
    assert "所在的那一层没有平面图" in problem.message


def test_a_negative_place_is_an_error_of_its_value(example: Path) -> None:
    file = planned(example)
    edit(file, "grid: {column: 6, row: 2", "grid: {column: 6, row: -2")
    with pytest.raises(HandbookError) as caught:
        load(example)
    assert [problem.location.line for problem in caught.value.problems] == [line_of(file, "row: -2")]


def test_codes_of_the_board_are_numbers_with_their_check_digit(handbook: Handbook) -> None:
    for slug in (GARDEN, STREET):
        assert all(is_code(code) for code in board.panel_codes(handbook, pages_of(handbook, slug)))
