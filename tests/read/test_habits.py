"""What is written for none is left out where it may be and missed where not; a list has its entries apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit, line_of

from generator.check.judge import check_handbook
from generator.model.committee import Committee
from generator.problem import HandbookError, Problem
from generator.read.files import load

PROFILE = "committees/sunny-garden/committee.yml"
HOURS = "committees/sunny-garden/hours.yml"


def garden(root: Path) -> Committee:
    """The example's fuller committee."""
    return next(committee for committee in load(root).committees if committee.slug == "sunny-garden")


def refused(root: Path) -> list[Problem]:
    """What is said against the example's files."""
    with pytest.raises(HandbookError) as error:
        load(root)
    return list(error.value.problems)


NONE = ["/", "／", "——", "—", "－", "-", "?", "？", "无", "没有", "暂无", "待补充", "null", "……", "（无）", "“”"]


@pytest.mark.parametrize("none", NONE)
def test_none_is_left_out_where_there_need_be_none(example: Path, none: str) -> None:
    edit(example / PROFILE, "property_company: 示例物业服务有限公司", f"property_company: {none}")
    edit(example / PROFILE, "duty_phone: 021-5555-0151", f"duty_phone: {none}")
    edit(example / PROFILE, "assistants: [赵拟名]", f"assistants: [{none}]")
    edit(example / PROFILE, "  健康: 李范例", f"  健康: {none}")
    profile = garden(example).profile
    assert profile.estates[0].property_company is None
    assert profile.duty_phone is None
    assert profile.working_committees[0].assistants == ()
    assert "健康" not in profile.appointments


@pytest.mark.parametrize("none", NONE)
def test_none_is_told_where_there_must_be_something(example: Path, none: str) -> None:
    edit(example / PROFILE, "name: 李范例\n", f"name: {none}\n")
    edit(example / PROFILE, "updated: 2026-11-16", f"updated: {none}")
    edit(example / PROFILE, "posts: [副主任]", f"posts: [{none}]")
    lines = {problem.location.line: problem for problem in refused(example)}
    assert f"“更新日期（updated）”不能没有，这里写的是“{none}”" in lines[line_of(example / PROFILE, "updated:")].message
    assert f"“名称（name）”不能没有，这里写的是“{none}”" in lines[line_of(example / PROFILE, f"name: {none}")].message
    assert "至少要有 1 项" in lines[line_of(example / PROFILE, f"posts: [{none}]")].message


def test_a_number_that_is_none_is_written_as_nought(example: Path) -> None:
    edit(example / "committees/sunny-garden/records.yml", "received: 12, late: 0", "received: 12, late: 无")
    (problem,) = refused(example)
    assert (problem.rule, problem.hint) == ("D011", "写上数；一个也没有的写 0")


def test_a_place_may_be_said_in_chinese(example: Path) -> None:
    edit(example / HOURS, "place: duty", "place: 值班")
    assert garden(example).timetable.replacements[0].place == "duty"


def test_none_of_a_flag_is_no(example: Path) -> None:
    edit(example / PROFILE, "owners_committee: 是", "owners_committee: 无")
    assert garden(example).profile.estates[0].owners_committee is False


@pytest.mark.parametrize("mark", ["，", "、", "；", ";", " ， ", "/"])
def test_entries_that_hold_no_comma_are_put_apart(example: Path, mark: str) -> None:
    edit(example / PROFILE, "posts: [书记, 主任]", f"posts: [书记{mark}主任]")
    edit(example / HOURS, "teams: [[李范例, 赵拟名], [王样例]]", f"teams: [[李范例{mark}赵拟名], [王样例]]")
    committee = garden(example)
    assert committee.people["陈示例"].posts == ("书记", "主任")
    assert committee.timetable.duty[2].teams == (("李范例", "赵拟名"), ("王样例",))


@pytest.mark.parametrize("mark", ["，", "、", "；"])
def test_ids_and_days_are_put_apart(example: Path, mark: str) -> None:
    edit(example / HOURS, "services: [library-card, lunch]", f"services: [library-card{mark}lunch]")
    edit(
        example / "committees/sunny-garden/rooms.yml",
        "closed: [2026-09-20]",
        f"closed: [2026年9月20日{mark}2026/10/20]",
    )
    committee = garden(example)
    assert committee.timetable.periods[3].services == ("library-card", "lunch")
    days = committee.premises.rooms[3].hours[1].closed
    assert [day.isoformat() for day in days] == ["2026-09-20", "2026-10-20"]


@pytest.mark.parametrize("mark", ["兼", "兼任", " ", "　"])
def test_posts_are_put_apart_as_well(example: Path, mark: str) -> None:
    edit(example / PROFILE, "posts: [书记, 主任]", f"posts: [书记{mark}主任]")
    assert garden(example).people["陈示例"].posts == ("书记", "主任")


def test_chinese_quotes_around_entries_that_are_put_apart_are_told(example: Path) -> None:
    edit(example / PROFILE, "posts: [书记, 主任]", "posts: [“书记”，“主任”]")
    assert [(problem.rule, "照样印出来" in problem.message) for problem in refused(example)] == [("D006", True)] * 2


def test_a_name_set_apart_to_be_of_one_width_is_the_same_name(example: Path) -> None:
    edit(example / PROFILE, "  - name: 王样例\n", "  - name: 王　样 例\n")
    edit(example / HOURS, "staff: [王样例]", "staff: [王 样 例]")
    assert garden(example).people["王样例"]
    assert [problem for problem in check_handbook(load(example)) if problem.rule == "D037"] == []


def test_sentences_keep_their_commas(example: Path) -> None:
    rooms = example / "committees/sunny-garden/rooms.yml"
    edit(rooms, "[椭圆桌, 白板2块]", "[椭圆桌，可拆开, 白板2块、笔]")
    assert garden(example).premises.rooms[1].equipment == ("椭圆桌，可拆开", "白板2块、笔")


@pytest.mark.parametrize(
    "names", ["李范例 王样例", "李范例和王样例", "李范例、王样例", "李范例，王样例", "李范例,王样例"]
)
def test_a_list_of_people_needs_no_brackets(example: Path, names: str) -> None:
    edit(example / HOURS, "staff: [李范例, 王样例]", f"staff: {names}")
    edit(
        example / HOURS,
        "  - {days: 周一、周三、周五, staff: [王样例]}",
        "  - days: 周一、周三、周五\n    staff: 王样例",
    )
    if "," in names:
        edit(
            example / HOURS,
            "  - {days: 周二、周四, staff: 李范例,王样例}",
            "  - days: 周二、周四\n    staff: 李范例,王样例",
        )
    shifts = garden(example).timetable.window
    assert [shift.staff for shift in shifts[:2]] == [("王样例",), ("李范例", "王样例")]


def test_posts_need_no_brackets(example: Path) -> None:
    edit(example / PROFILE, "posts: [书记, 主任]", "posts: 书记/主任")
    assert garden(example).people["陈示例"].posts == ("书记", "主任")


def test_a_name_in_a_bare_list_is_told_at_its_own_place(example: Path) -> None:
    edit(example / HOURS, "staff: [李范例, 王样例]", "staff: 李范例、王样列")
    (problem,) = [problem for problem in check_handbook(load(example)) if problem.rule == "D037"]
    line = line_of(example / HOURS, "王样列")
    column = (example / HOURS).read_text("utf-8").split("\n")[line - 1].index("王样列") + 1
    assert (problem.location.line, problem.location.column) == (line, column)


def test_a_sentence_is_no_list_of_people(example: Path) -> None:
    edit(example / HOURS, "staff: [李范例, 王样例]", "staff: 每次来两个人（轮流）")
    assert [problem.rule for problem in refused(example)] == ["D010"]


def test_an_entry_put_apart_is_told_at_its_own_place(example: Path) -> None:
    edit(example / HOURS, "staff: [李范例, 王样例]", "staff: [李范例，王样列, 赵拟明]")
    line = line_of(example / HOURS, "王样列")
    column = (example / HOURS).read_text("utf-8").split("\n")[line - 1].index("王样列") + 1
    (first, second) = [problem for problem in check_handbook(load(example)) if problem.rule == "D037"]
    assert (first.location.line, first.location.column) == (line, column)
    assert ("王样列" in first.message, "赵拟明" in second.message) == (True, True)


def test_several_people_where_one_is_asked_for_lose_nobody(example: Path) -> None:
    edit(example / PROFILE, "director: 王样例", "director: 王样例、李范例")
    (problem,) = [problem for problem in check_handbook(load(example)) if problem.rule == "D037"]
    assert "是不是想写" not in problem.hint
    assert "李范例" in problem.hint and "王样例" in problem.hint


def test_a_telephone_gets_the_area_code_of_the_office(example: Path) -> None:
    edit(example / PROFILE, "phone: 021-5555-0101\n", "phone: 55550101\n")
    assert garden(example).profile.phone == "021-5555-0101"
    edit(example / "content/policy.yml", "number: 021-5555-0100", 'number: "12345"')
    (problem,) = refused(example)
    assert (problem.rule, "前面加 021-" in problem.hint) == ("D014", True)


def test_a_day_of_a_years_file_needs_no_year(example: Path) -> None:
    calendar = example / "content/calendar/2026.yml"
    first = next(holiday for holiday in load(example).calendars[2026].holidays)
    text = calendar.read_text("utf-8")
    short = text.replace(f"begins: {first.begins}", f"begins: {first.begins.month}月{first.begins.day}日")
    assert short != text
    calendar.write_text(short, "utf-8")
    assert load(example).calendars[2026].holidays[0].begins == first.begins
