"""Clauses of which only numbers are kept: what is lacking is told as not on record, what cannot be as wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit

from generator.check.judge import judge
from generator.read.files import load

PROFILE = "committees/sunny-garden/committee.yml"
RECORDS = "committees/sunny-garden/records.yml"
POLICY = "content/policy.yml"
OFFICE = "content/subdistrict.yml"
SETTLED = "boundary_settled: {date: 2005-06-01, by: 示例区人民政府, document: 示例府〔2005〕3号}\n"
APPRAISAL = """\
appraisals:
  - year: 2025
    scores: {答复居民有多快: 37.5, 走访走到多少户: 26, 居民评议: 28}
    total: 91.5
    published: 2026-02-10
    place: 大门外居务公开栏第1格
"""


def found(root: Path, rule: str, committee: str = "sunny-garden") -> list[tuple[str, str]]:
    """Return each verdict of a rule about a committee, or about the office, with what it says."""
    judged = [each for each in judge(load(root)) if each.requirement.id == rule and each.committee in (committee, "")]
    return [(each.finding.verdict, f"{each.finding.text} {each.finding.hint}") for each in judged]


WRONG = [
    ("G5", PROFILE, "area: 0.18平方公里\n", "", "没有写面积"),
    ("G5", PROFILE, "    buildings: 6\n", "    buildings: 6\n    households: 619\n", "各小区加起来1859户"),
    ("G6", RECORDS, "{date: 2025-09-01, kind: 服务", "{date: 2025-09-01, kind: 服物", "是不是想写“服务”"),
    (
        "G6",
        RECORDS,
        "  - {date: 2025-09-01, kind: 服务, title: 窗口代办借书证, number: 1}\n",
        "",
        "2025年没有记增了什么",
    ),
    ("G6", RECORDS, "{date: 2026-02-27, kind: 开会", "{date: 2026-12-27, kind: 开会", "还没有到"),
    ("G6", RECORDS, "（每周）, number: 2}", "（每周）, number: 0}", "增了0"),
    ("M16", PROFILE, "name: 范例养老服务社", "name: 示例银行阳光路网点", "写了两次"),
    ("M16", PROFILE, "since: 2025-09", "since: 2026-12", "还没有到"),
    ("M16", PROFILE, ", phone: 021-5555-0301, public", ", public", "没有写电话"),
    ("V7", RECORDS, "{month: 2026-10, entries: 38}", "{month: 2026-12, entries: 38}", "2026年12月还没有到"),
    ("V7", RECORDS, "{month: 2026-10, entries: 38}", "{month: 2026-09, entries: 38}", "2026年9月写了两次"),
    ("V7", RECORDS, "entries: 42}\n  - {month: 2026-10, entries: 38}", "entries: 0}", "都是0篇"),
    (
        "V7",
        RECORDS,
        "{month: 2026-09, entries: 42}\n  - {month: 2026-10, entries: 38}",
        "{month: 2026-07, entries: 4}",
        "只到",
    ),
    ("V8", RECORDS, "西片, date: 2026-10-18", "东片, date: 2026-09-20", "户数会算重"),
    ("T5", RECORDS, "    published: 2026-02-10\n", "", "没有公布"),
    ("T5", RECORDS, "published: 2026-02-10", "published: 2025-12-30", "还没有过完"),
    ("T5", RECORDS, "published: 2026-02-10", "published: 2026-11-23", "还没有到"),
    ("T5", RECORDS, "- year: 2025", "- year: 2024", "没有2025年的考评结果"),
    ("T5", RECORDS, "- year: 2025", "- year: 2026", "不会有这一年的结果"),
    ("P9", "content/services/lunch.md", "departments: [示例区民政局]\n", "", "清单里这件事归它"),
    ("P9", "content/services/lunch.md", "[示例区民政局]", "[示例区民政局, 示例区民政局]", "写了两次"),
    ("P10", OFFICE, "phase: 先行阶段", "phase: 先行阶断", "是不是想写“先行阶段”"),
    ("P10", OFFICE, "phase: 先行阶段", "phase: 推开和总结阶段", "写了两次"),
    ("P10", OFFICE, "date: 2026-03-30", "date: 2026-01-04", "才开始"),
    ("P10", OFFICE, "{date: 2026-03-20, text", "{date: 2026-03-31, text", "以后"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "says"), WRONG)
def test_what_cannot_be_is_told(example: Path, rule: str, file: str, old: str, new: str, says: str) -> None:
    edit(example / file, old, new)
    breaches = [text for verdict, text in found(example, rule) if verdict == "breach"]
    assert [text for text in breaches if says in text], breaches


LACKING = [
    ("G5", PROFILE, SETTLED),
    ("M16", PROFILE, None),
    ("G6", RECORDS, None),
    ("V7", RECORDS, "work_log:\n  - {month: 2026-09, entries: 42}\n  - {month: 2026-10, entries: 38}\n"),
    ("T5", RECORDS, APPRAISAL),
    ("P10", OFFICE, None),
]
FROM_TO = {"M16": ("partners:\n", "plates:\n"), "G6": ("reductions:\n", "appraisals:\n"), "P10": ("summaries:\n", "")}


@pytest.mark.parametrize(("rule", "file", "passage"), LACKING)
def test_what_nobody_keeps_is_not_on_record_and_not_met(
    example: Path, rule: str, file: str, passage: str | None
) -> None:
    text = (example / file).read_text("utf-8")
    if passage is None:
        begins, ends = FROM_TO[rule]
        start = text.index(begins)
        passage = text[start : text.index(ends, start) if ends else None]
    edit(example / file, passage, "")
    assert {verdict for verdict, _ in found(example, rule)} == {"unkept"}


def test_departments_that_no_service_names_are_not_on_record(example: Path) -> None:
    edit(example / "content/services/lunch.md", "departments: [示例区民政局]\n", "")
    edit(example / "content/services/library-card.md", "departments: [示例区图书馆]\n", "")
    assert [verdict for verdict, _ in found(example, "P9")] == ["unkept"]


def test_points_are_held_against_the_weights_of_their_own_years(example: Path) -> None:
    """An office that has changed its indicators says from when on; results before that had others."""
    edit(example / RECORDS, "居民评议: 28}\n    total: 91.5", "居民评意: 28}\n    total: 91.5")
    edit(example / RECORDS, "走访走到多少户: 26", "走访走到多少户: 31")
    edit(example / RECORDS, "total: 91.5", "total: 96.5")
    assert {verdict for verdict, _ in found(example, "T5")} == {"met"}
    edit(example / OFFICE, "indicators_from: 2026", "indicators_from: 2025")
    texts = "\n".join(text for _, text in found(example, "T5"))
    assert "得31分，这一项最多30分" in texts
    assert "是不是想写“居民评议”" in texts


def test_a_result_is_due_some_months_after_its_year(example: Path) -> None:
    edit(example / POLICY, "assessment_months: 2", "assessment_months: 11")
    edit(example / RECORDS, APPRAISAL, "")
    assert "2024年" in found(example, "T5")[0][1]
    edit(example / PROFILE, "since: 2005-06", "since: 2025-06")
    assert found(example, "T5") == [("met", "成立还不满一年，没有到公布考评结果的时候 ")]


@pytest.mark.parametrize(
    ("rule", "old", "new", "says"),
    [
        ("V8", "published: 是, fewest: 5", "fewest: 5", "没有定下要公布"),
        ("V8", "fewest: 5", "fewest: 351", "共420户次；不到351户的不写数"),
        (
            "G5",
            "size: {fewest: 100, most: 2000, basis: {law: 示例市居民委员会工作条例, article: 第二条}}\n",
            "",
            "1860户；",
        ),
        ("M16", "partners: [驻区单位, 社会组织, 志愿队伍]\n", "", "2家"),
    ],
)
def test_an_office_settles_what_is_asked(example: Path, rule: str, old: str, new: str, says: str) -> None:
    edit(example / POLICY, old, new)
    ((verdict, text),) = found(example, rule)
    assert verdict == "met"
    assert says in text


def test_a_policy_without_kinds_of_relief_asks_for_none(example: Path) -> None:
    text = (example / POLICY).read_text("utf-8")
    start = text.index("relief:\n")
    edit(example / POLICY, text[start : text.index("partners:", start)], "")
    assert found(example, "G6") == [("met", "文件没有写减什么、增什么 ")]


def test_numbers_are_the_evidence(example: Path) -> None:
    """The report says how much, not only that there is something."""
    assert found(example, "G6") == [("met", "2026年减了开会14次，增了钟点2小时；2025年减了台账2本，增了服务1件 ")]
    ((_, size),) = found(example, "G5")
    assert "2个小区，18公顷，26幢楼，1860户（《示例市居民委员会工作条例》第二条：一般100至2000户）" in size
    assert "示例区人民政府2005年6月1日定" in size
