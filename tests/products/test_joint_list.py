"""The joint list: what is to be mended and what runs out, over all committees, by day, and nobody's name in it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tools import edit

from generator.check.finding import Judged, breach
from generator.check.judge import judge
from generator.check.subjects import Subjects
from generator.model.breaches import Breach, Breaches
from generator.model.handbook import Handbook
from generator.problem import Location
from generator.products.joint_list import EXPIRES, SOMEBODY, ToDo, expiries, joint_list, years_after
from generator.products.report import committee_report, overview, span, todo_list
from generator.read.files import load

REGISTER = "committees/sunny-garden/register.yml"


def listed(root: Path) -> list[ToDo]:
    handbook = load(root)
    return joint_list(handbook, judge(handbook))


def found(
    handbook: Handbook, rule: str, place: Location, text: str, hint: str = "", slug: str = "old-street"
) -> Judged:
    return Judged(handbook.policy.requirements[rule], slug, breach(place, text, hint))


def test_a_breach_is_there_once_with_its_repair_and_its_day(example: Path) -> None:
    edit(example / REGISTER, "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    (todo,) = (todo for todo in listed(example) if todo.rule == "B9")
    assert (todo.committee, todo.name, todo.mark, todo.clause) == ("sunny-garden", "阳光花园", "error", "第五条")
    assert (todo.place.file, bool(todo.repair), todo.first) == (REGISTER, True, datetime.date(2026, 11, 22))
    # it ran out before the ledger's fourteen days are over, and counts from there
    assert todo.due == datetime.date(2026, 11, 1)
    assert todo.left(datetime.date(2026, 11, 22)) == -21


def test_the_reports_count_what_ran_out_as_the_list_does(example: Path) -> None:
    edit(example / REGISTER, "valid_until: 2027-02-28", "valid_until: 2026-11-01")
    handbook = load(example)
    judged = judge(handbook)
    (late,) = (todo for todo in joint_list(handbook, judged) if todo.left(handbook.today) < 0)
    told = overview(handbook, judged)
    assert (told["overdue"]["count"], told["overdue"]["expired"]) == (0, 1)
    assert {one["slug"]: one["overdue"]["expired"] for one in told["committees"] if one["overdue"]["expired"]} == {
        late.committee: 1
    }
    for committee in handbook.committees:
        own = committee_report(handbook, judged, committee)["overdue"]
        assert own["expired"] == (committee.slug == late.committee)


def test_several_findings_on_one_thing_are_one_line(handbook: Handbook) -> None:
    place = Location("committees/old-street/committee.yml", 1)
    todos = joint_list(
        handbook, [found(handbook, "N1", place, text, "挂上") for text in ("少一块", "错一块", "少一块")]
    )
    (todo,) = (todo for todo in todos if todo.rule == "N1")
    assert (todo.text, todo.repair) == ("少一块；错一块", "挂上")


def test_what_is_wrong_in_a_shared_file_is_there_once_for_all_committees(handbook: Handbook) -> None:
    place = handbook.policy.source.at("date")
    same = [found(handbook, "N1", place, "错", slug=slug) for slug in ("old-street", "sunny-garden")]
    (todo,) = (todo for todo in joint_list(handbook, same) if todo.rule == "N1")
    assert (todo.committee, todo.name) == ("", "示例街道")


def test_what_is_overdue_is_first_and_then_by_day(handbook: Handbook) -> None:
    place = Location("committees/old-street/committee.yml", 1)
    about = Subjects(handbook).of(place)
    kept = [
        Breach.model_validate({"rule": rule, "about": about, "gravity": "warning", "first": "2026-01-01", "due": due})
        for rule, due in (("N1", "2026-12-24"), ("M3", "2026-11-21"), ("B1", "2026-11-22"))
    ]
    handbook = replace(handbook, breaches={"old-street": Breaches(breaches=tuple(kept))})
    todos = joint_list(handbook, [found(handbook, rule, place, "错") for rule in ("N1", "B1", "M3", "R1")])
    days = [todo.due for todo in todos]
    assert days == sorted(days)
    assert [(todo.rule, todo.left(handbook.today)) for todo in todos if todo.rule] == [
        ("M3", -1),
        ("B1", 0),
        ("R1", 14),
        ("N1", 32),
    ]
    parts = {
        part["span"]: [row["rule"] for row in part["rows"] if row["rule"]]
        for part in todo_list(handbook, todos)["parts"]
    }
    assert parts == {"late": ["M3"], "week": ["B1"], "month": ["R1"], "later": ["N1"]}
    assert todo_list(handbook, todos)["late"] == 1


def test_what_a_run_could_not_look_at_stays_in_the_list(handbook: Handbook) -> None:
    kept = {"rule": "N1", "about": "committee.yml", "gravity": "error", "first": "2026-01-01", "due": "2026-02-01"}
    ledgers = {"spoilt": Breaches(breaches=(Breach.model_validate(kept),))}
    (todo, *_) = joint_list(replace(handbook, breaches=ledgers), ())
    assert (todo.committee, todo.name, todo.rule, todo.due) == ("spoilt", "spoilt", "N1", datetime.date(2026, 2, 1))
    assert "没有核对" in todo.text


@pytest.mark.parametrize(
    ("left", "part"),
    [(-400, "late"), (-1, "late"), (0, "week"), (7, "week"), (8, "month"), (30, "month"), (31, "later")],
)
def test_parts_are_by_days(left: int, part: str) -> None:
    assert span(left) == part


# --- what runs out ---------------------------------------------------------------------------------------------------


def running_out(root: Path) -> list[str]:
    return [todo.text for todo in listed(root) if todo.mark == EXPIRES]


def test_boards_run_out_within_the_policys_days(example: Path) -> None:
    edit(example / "content/policy.yml", "warning_days: 45}", "warning_days: 45, ahead_days: 97}")
    assert not any("备案2027年2月28日到期" in text for text in running_out(example))
    edit(example / "content/policy.yml", "ahead_days: 97", "ahead_days: 98")
    assert any("备案2027年2月28日到期" in text for text in running_out(example))


def test_what_is_valid_for_ever_never_does(example: Path) -> None:
    edit(example / "content/policy.yml", "warning_days: 45}", "warning_days: 45, ahead_days: 3660}")
    edit(example / REGISTER, "valid_until: 2027-02-28", "valid_until: 9999-12-31")
    assert not any("9999" in text for text in running_out(example))


@pytest.mark.parametrize(
    ("runs_out", "gone", "told"),
    [
        ("valid_until: 2027-12-31\n    hung:", "removed", "借书点”的牌子"),
        ("valid_until: 2027-04-30\n    funding:", "ended", "“协助数麻雀”的准入"),
    ],
)
def test_what_is_only_meant_to_be_gone_runs_out_all_the_same(
    example: Path, runs_out: str, gone: str, told: str
) -> None:
    edit(example / REGISTER, runs_out, f"{gone}: 2026-12-01\n    {re.sub('2027-[0-9-]+', '2026-12-20', runs_out)}")
    assert any(f"{told}2026年12月20日到期" in todo.text for todo in expiries(load(example)))
    edit(example / REGISTER, f"{gone}: 2026-12-01", f"{gone}: 2026-11-01")
    assert not any(told in todo.text for todo in expiries(load(example)))


def test_terms_of_office_run_out(example: Path) -> None:
    edit(example / "content/policy.yml", "warning_days: 45}", "warning_days: 45, ahead_days: 3660}")
    told = running_out(example)
    assert any(text.startswith("居委会的任期") for text in told)
    assert any(text.startswith("人民调解委员会的任期") for text in told)


def test_a_service_runs_out_for_all(example: Path) -> None:
    file = example / "content/services/lunch.md"
    file.write_text(
        re.sub(r"^valid_until: .*$", "valid_until: 2026-12-31", file.read_text("utf-8"), flags=re.M), "utf-8"
    )
    (todo,) = (todo for todo in listed(example) if todo.place.file == "content/services/lunch.md")
    assert (todo.committee, todo.name, todo.due) == ("", "示例街道", datetime.date(2026, 12, 31))


def test_a_notice_is_told_shortly_before_it_runs_out_and_not_once_it_has(example: Path) -> None:
    records = example / "committees/sunny-garden/records.yml"
    edit(records, "expires: 2027-03-31", "expires: 2026-12-06")
    assert any("公开的“2026年居民会议通过的年度工作计划”2026年12月6日到期" in text for text in running_out(example))
    edit(records, "expires: 2026-12-06", "expires: 2026-12-07")
    assert not any("年度工作计划" in text for text in running_out(example))
    edit(records, "expires: 2026-12-07", "expires: 2026-11-20")
    assert not any("年度工作计划" in text for text in running_out(example))


def test_what_a_breach_tells_of_already_is_not_told_twice(example: Path) -> None:
    edit(example / REGISTER, "valid_until: 2027-02-28", "valid_until: 2026-12-01")
    same = [todo for todo in listed(example) if todo.due == datetime.date(2026, 12, 1)]
    assert [(todo.mark, todo.rule) for todo in same] == [("warning", "B9")]
    assert expiries(load(example))


def test_the_29th_of_february_has_an_anniversary_every_year() -> None:
    assert years_after(datetime.date(2024, 2, 29), 3) == datetime.date(2027, 3, 1)
    assert years_after(datetime.date(2024, 2, 29), 4) == datetime.date(2028, 2, 29)


# --- nobody's name ---------------------------------------------------------------------------------------------------


def test_nobodys_name_is_in_the_list(handbook: Handbook) -> None:
    committee = next(own for own in handbook.committees if own.slug == "old-street")
    name = next(iter(committee.people))
    place = Location("committees/old-street/hours.yml", 1)
    said = found(handbook, "D2", place, f"{name}同时排在两处", f"问{name}在哪里")
    shared = found(handbook, "D2", handbook.policy.source.at("date"), f"{name}不在了")
    todos = [todo for todo in joint_list(handbook, [said, shared]) if todo.rule == "D2"]
    assert {todo.text for todo in todos} == {f"{SOMEBODY}同时排在两处", f"{SOMEBODY}不在了"}
    assert {todo.repair for todo in todos} == {f"问{SOMEBODY}在哪里", ""}


def test_no_rule_brings_a_name_into_the_shipped_list(repository: Path) -> None:
    handbook = load(repository)
    names = {name for committee in handbook.committees for name in committee.people}
    assert len(names) > 100
    told = " ".join(f"{todo.text} {todo.repair}" for todo in joint_list(handbook, judge(handbook)))
    assert told
    assert not [name for name in names if name in told]
