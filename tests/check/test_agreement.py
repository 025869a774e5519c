"""After a change each place that still says what was true before is named, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import edit, line_of, typed

from generator.build.manifest import read
from generator.build.request import Request
from generator.check.data.known_facts import remembered
from generator.codes import compare
from generator.issue.issue import Order, issue
from generator.journey import build, check
from generator.problem import Problem
from generator.read.files import load

GARDEN = "committees/sunny-garden"
PROFILE = f"{GARDEN}/committee.yml"
HOURS = f"{GARDEN}/hours.yml"
RECORDS = f"{GARDEN}/records.yml"
STREET = "committees/old-street"
HALL = "content/rooms/hall.md"


def built(root: Path) -> None:
    """Leave what a build remembers of the facts of today."""
    facts = remembered(load(root), {})
    (root / "build").mkdir()
    (root / "build/build.json").write_text(json.dumps({"units": {}, "artifacts": [], "facts": facts}), "utf-8")


def told(root: Path) -> list[Problem]:
    """What is said of facts that do not agree."""
    problems = [problem for problem in check(root) if problem.rule == "D028"]
    assert {problem.severity for problem in problems} <= {"warning"}
    return problems


def places(problems: list[Problem]) -> set[tuple[str, int]]:
    return {(problem.location.file, problem.location.line) for problem in problems}


def lines_with(root: Path, passage: str) -> Iterator[tuple[str, int]]:
    """Every line of an author's file that has a passage, but those of ledgers."""
    for folder in ("content", "committees"):
        for path in sorted((root / folder).rglob("*.*")):
            if path.suffix in (".yml", ".md") and path.name != "codes.yml":
                for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
                    if passage in line:
                        yield path.relative_to(root).as_posix(), number


def test_nothing_is_said_while_nothing_was_changed(example: Path) -> None:
    built(example)
    assert told(example) == []


def test_nothing_is_said_where_nobody_remembers(example: Path) -> None:
    edit(example / PROFILE, "duty_phone: 021-5555-0151", "duty_phone: 021-5555-0198")
    assert told(example) == []


PHONES = [
    (PROFILE, "phone: 021-5555-0101"),
    (PROFILE, "duty_phone: 021-5555-0151"),
    (f"{STREET}/committee.yml", "duty_phone: 021-5555-0152"),
    (f"{STREET}/hours.yml", "opens: 9:00, closes: 16:00, phone: 021-5555-0102"),
    ("content/policy.yml", "number: 021-5555-0100"),
    ("content/subdistrict.yml", "name: 街道应急值班室（示例）, number: 021-5555-0110"),
    ("content/subdistrict.yml", "phone: 021-5555-0203"),
    ("content/services/lunch.md", "number: 021-5555-0190"),
]


@pytest.mark.parametrize(("file", "line"), PHONES)
def test_of_any_changed_number_each_place_left_is_named_and_no_other(example: Path, file: str, line: str) -> None:
    """Beside those of the example itself, one in a text of all, and one that is written otherwise."""
    old = re.findall("021-5555-[0-9]{4}", line)[0]
    edit(example / HALL, "也不用手机。", f"也不用手机。\n\n问{old}也行，不要打021-5555-0900。")
    edit(example / PROFILE, "introduction: 办事", f"introduction: 打（021）{old[4:].replace('-', ' ')}也行。办事")
    built(example)
    edit(example / file, line, line.replace(old, "021-5555-0999"))
    left = set(lines_with(example, old)) | {(PROFILE, line_of(example / PROFILE, "introduction"))}
    problems = told(example)
    assert places(problems) == left
    assert len(left) > 1
    assert all(old in problem.message and "021-5555-0999" in problem.message + problem.hint for problem in problems)


def test_the_repair_is_a_placeholder_where_there_can_be_one(example: Path) -> None:
    edit(example / HALL, "也不用手机。", "也不用手机；阳光花园打021-5555-0101。")
    built(example)
    edit(example / PROFILE, "phone: 021-5555-0101", "phone: 021-5555-0999")
    hints = {problem.location.file: problem for problem in told(example)}
    assert "写成 {{ committee.phone }}" in hints[HALL].hint
    assert "阳光花园居委会原来的电话021-5555-0101" in hints[HALL].message
    assert "021-5555-0999" in hints[HOURS].hint
    assert hints[HALL].location.column == "到窗口说您要办什么，不收费，也不用手机；阳光花园打0".index("0") + 1


def test_a_number_that_is_somebody_elses_today_is_right(example: Path) -> None:
    built(example)
    edit(example / "content/subdistrict.yml", "phone: 021-5555-0203", "phone: 021-5555-0151")
    edit(example / PROFILE, "duty_phone: 021-5555-0151", "duty_phone: 021-5555-0198")
    assert told(example) == []


SWAPPED = (
    "phone: 021-5555-0101\nduty_phone: 021-5555-0151",
    "phone: 021-5555-0151\nduty_phone: 021-5555-0101",
)


def test_numbers_that_changed_places_are_told_where_they_are_for_normal_hours(example: Path) -> None:
    """And where a text calls the one the committee's; that of the duty may be anywhere else."""
    own = "居委会电话021-5555-0101，居委会值班电话021-5555-0101。"
    edit(example / PROFILE, "introduction: 办事", f"introduction: {own}办事")
    built(example)
    edit(example / PROFILE, *SWAPPED)
    problems = told(example)
    normal = [number for file, number in lines_with(example, "kind: 正常") if file == HOURS]
    assert places(problems) == {*((HOURS, number) for number in normal), (PROFILE, line_of(example / PROFILE, own))}
    assert len(problems) == len(normal) + 1
    assert {"021-5555-0101现在是值班电话" in problem.message for problem in problems} == {True}


def test_one_number_for_both_is_right(example: Path) -> None:
    built(example)
    edit(example / PROFILE, SWAPPED[0], "phone: 021-5555-0101\nduty_phone: 021-5555-0101")
    assert [problem for problem in told(example) if "0101" in problem.message.partition("，")[0]] == []


def test_the_address_is_found_without_the_sub_district(example: Path) -> None:
    edit(example / PROFILE, "introduction: 办事", "introduction: 我们在阳光路 1 号。办事")
    built(example)
    edit(example / PROFILE, "address: 示例街道阳光路1号", "address: 示例街道阳光路8号")
    (problem,) = told(example)
    assert problem.location.line == line_of(example / PROFILE, "introduction")
    assert "原来的地址阳光路1号，现在是示例街道阳光路8号" in problem.message


def test_an_address_to_which_a_floor_was_added_is_still_right(example: Path) -> None:
    edit(example / PROFILE, "introduction: 办事", "introduction: 我们在阳光路1号2楼。办事")
    built(example)
    edit(example / PROFILE, "address: 示例街道阳光路1号", "address: 示例街道阳光路1号2楼")
    assert told(example) == []


def test_hours_that_were_kept_once_are_named(example: Path) -> None:
    """They stand where the bound book can be read; the hall's own hours are others."""
    built(example)
    edit(example / HOURS, "closes: 17:30,\n", "closes: 18:30,\n")
    assert places(told(example)) == {(f"{GARDEN}/register.yml", 3)}


@pytest.fixture
def left(example: Path) -> Path:
    """The example after its secretary has left, whom some texts name still."""
    edit(example / PROFILE, "introduction: 办事", "introduction: 书记陈示例每周三在。办事")
    edit(example / PROFILE, "note: 放学后有人看着写作业。", "note: 2025年陈示例发起。")
    edit(example / RECORDS, "title: 2026年第三季度", "title: 陈示例经手的2026年第三季度")
    built(example)
    for file in ("committee.yml", "hours.yml", "rooms.yml"):
        path = example / GARDEN / file
        path.write_text(re.sub("陈示例(?!每周|发起)", "钱新来", path.read_text("utf-8")), "utf-8")
    return example


def test_who_has_left_is_named_but_not_where_the_past_is_told(left: Path) -> None:
    (problem,) = told(left)
    assert problem.location.line == line_of(left / PROFILE, "introduction")
    assert "“书记陈示例”，现在是“书记钱新来”" in problem.message


def test_who_has_left_is_forgotten_once_no_text_says_the_name(left: Path) -> None:
    before = json.loads((left / "build/build.json").read_text("utf-8"))["facts"]
    assert "陈示例" in remembered(load(left), before)["001"]["staff"]
    edit(left / PROFILE, "书记陈示例每周三在。", "")
    edit(left / PROFILE, "2025年陈示例发起。", "有人看着。")
    edit(left / RECORDS, "陈示例经手的", "")
    assert "陈示例" not in json.dumps(remembered(load(left), before), ensure_ascii=False)


def test_who_changed_only_the_post_is_named_with_it(example: Path) -> None:
    edit(example / PROFILE, "introduction: 办事", "introduction: 书记陈示例，找陈示例也行。办事")
    built(example)
    edit(example / PROFILE, "posts: [书记, 主任]", "posts: [主任]")
    edit(example / PROFILE, "posts: [副主任]", "posts: [副主任, 书记]")
    (problem,) = told(example)
    assert "“书记陈示例”，现在是“书记李范例”" in problem.message


@pytest.mark.parametrize("words", ["以前的电话是021-5555-0151", "021-5555-0151已停用", "旧号码021-5555-0151"])
def test_a_sentence_that_tells_of_the_past_is_right(example: Path, words: str) -> None:
    edit(example / PROFILE, "introduction: 办事", f"introduction: {words}。办事")
    built(example)
    edit(example / PROFILE, "duty_phone: 021-5555-0151", "duty_phone: 021-5555-0198")
    assert places(told(example)) == set(lines_with(example, "021-5555-0151")) - {
        (PROFILE, line_of(example / PROFILE, "introduction"))
    }


def test_a_notice_counts_as_long_as_it_is_posted(example: Path) -> None:
    edit(example / RECORDS, "place: 大门外居务公开栏第1格", "place: 大门外，问021-5555-0177")
    edit(example / PROFILE, "duty_phone: 021-5555-0151", "duty_phone: 021-5555-0177")
    built(example)
    edit(example / PROFILE, "duty_phone: 021-5555-0177", "duty_phone: 021-5555-0151")
    assert places(told(example)) == {(RECORDS, line_of(example / RECORDS, "0177"))}
    edit(example / RECORDS, "expires: 2027-03-31", "expires: 2026-10-31")
    assert told(example) == []


def test_names_of_rooms_and_titles_are_compared(example: Path) -> None:
    edit(example / PROFILE, "introduction: 办事", "introduction: 工具借用角每月开，看《值班制度》。办事")
    built(example)
    edit(example / f"{GARDEN}/rooms.yml", "name: 工具借用角", "name: 百宝箱")
    edit(example / "content/rules/duty.md", "title: 值班制度", "title: 值守制度")
    messages = " ".join(problem.message for problem in told(example))
    assert "原来的名称工具借用角，现在是百宝箱" in messages
    assert "原来的名称值班制度，现在是值守制度" in messages


def test_names_of_the_office_and_of_working_committees_are_compared(example: Path) -> None:
    policy = load(example).policy
    office, field = policy.office.name, policy.working_committees[0].name
    edit(example / PROFILE, "introduction: 办事", f"introduction: 问{office}，或者{field}。办事")
    built(example)
    edit(example / "content/policy.yml", f"name: {office}", "name: 街道便民处")
    edit(example / "content/policy.yml", f"name: {field}", "name: 社区众议委员会")
    messages = [problem.message for problem in told(example) if problem.location.file == PROFILE]
    assert any(f"原来的名称{office}，现在是街道便民处" in message for message in messages)
    assert any(f"原来的名称{field}，现在是社区众议委员会" in message for message in messages)


def test_what_an_issued_sheet_said_is_known_without_a_build(example: Path) -> None:
    sheet = {"committee": {"phone": "021-5555-0177", "address": "待补充"}, "bands": [{"director": "吴离任"}]}
    kept = compare.snapshot(sheet)
    folder = example / GARDEN / "editions"
    folder.mkdir()
    (folder / f"1-{compare.digest_of(kept)}.json").write_bytes(kept)
    edit(example / PROFILE, "introduction: 办事", "introduction: 吴离任、021-5555-0177。办事")
    assert sorted(problem.message for problem in told(example)) == [
        "这里还写着“吴离任”，工作人员名单里已经没有了",
        "这里还写着原来的电话021-5555-0177，现在是021-5555-0101",
    ]


def test_a_build_remembers_what_was_for_as_long_as_it_is_said(example: Path) -> None:
    """`build`, `issue` and `check` all tell; the website's own build.json, which is public, knows nothing of it."""
    build(Request(example, example / "build", ("plates",), jobs=1))
    edit(example / PROFILE, "duty_phone: 021-5555-0151", "duty_phone: 021-5555-0198")
    code, _, err = typed("build", "plates", "--root", example)
    assert code == 0 and err.count("[D028]") == 4
    assert read(example / "build").facts["001"]["duty_phone"] == ["021-5555-0198", "021-5555-0151"]
    made = issue(Order(example, example / "build", ("plates",), "sunny-garden"))
    assert len([problem for problem in made.built.problems if problem.rule == "D028"]) == 4
    assert len(told(example)) == 4


def test_facts_of_another_shape_make_no_build(tmp_path: Path) -> None:
    for facts in ([], {"001": []}, {"001": {"phone": "1"}}, {"001": {"phone": [1]}}):
        (tmp_path / "build.json").write_text(json.dumps({"units": {"a": "b"}, "artifacts": [], "facts": facts}))
        assert read(tmp_path).units == {}


def test_facts_of_a_kind_that_nobody_knows_are_kept_and_not_compared(example: Path) -> None:
    built(example)
    file = example / "build/build.json"
    described = json.loads(file.read_text("utf-8"))
    described["facts"]["001"]["fax"] = ["021-5555-0101"]
    file.write_text(json.dumps(described), "utf-8")
    assert told(example) == []
    assert remembered(load(example), described["facts"])["001"]["fax"] == ("021-5555-0101",)


def test_the_public_website_knows_no_facts(example: Path) -> None:
    """What is out on the web shall not keep a name that left its pages."""
    build(Request(example, example / "build", ("website",), jobs=1))
    assert "陈示例" in (example / "build/build.json").read_text("utf-8")
    public = json.loads((example / "build/website/build.json").read_text("utf-8"))
    assert public.keys() == {"ledgers", "address"}
    assert "陈示例" not in json.dumps(public, ensure_ascii=False)


def test_the_former_name_of_a_committee_is_told(example: Path) -> None:
    """Its estate may be called so all the same."""
    built(example)
    edit(example / PROFILE, "name: 阳光花园\n", "name: 阳光新苑\n")
    owners = set(lines_with(example, "owner: 阳光花园居委会"))
    assert len(owners) == 2
    found = told(example)
    assert places(found) == owners
    assert {problem.message for problem in found} == {"这里还写着原来的名称阳光花园居委会，现在是阳光新苑居委会"}


def test_turns_that_are_over_keep_who_took_them(example: Path) -> None:
    """Whoever left stays in the shifts and replacements of before."""
    joined = "staff:\n  - {name: 吴离任, posts: [委员]}\n"
    edit(example / PROFILE, "staff:\n", joined)
    built(example)
    edit(example / PROFILE, joined, "staff:\n")
    edit(example / HOURS, "duty:\n", "duty:\n  - {days: 周日, staff: [吴离任], ends: 2026-11-21}\n")
    turn = "  - {date: 2026-02-17, place: duty, staff: [王样例], note: 春节换班}\n"
    edit(example / HOURS, turn, f"{turn}  - {{date: 2026-02-18, place: window, staff: [吴离任], note: 吴离任调休}}\n")
    assert told(example) == []
