"""Who may be published is known from the data; what somebody answers for goes out until its day."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit

from generator.check.data.allowed import allowed_texts_needed
from generator.check.data.texts import no_personal_data
from generator.check.offices import office_of
from generator.model.handbook import Handbook
from generator.privacy.text import find_personal_data
from generator.problem import Problem
from generator.products.report import allowed_rows
from generator.read.files import load

PROFILE = "committees/old-street/committee.yml"
RECORDS = "committees/sunny-garden/rooms.yml"
NAMED = "王虚构（老街3号201室）低保公示"


def handbook_with(example: Path, *lines: str, introduction: str = "") -> Handbook:
    """The example with more lines in a committee's file, and a sentence in its introduction."""
    edit(example / PROFILE, "households: 310\n", "".join(f"{line}\n" for line in lines) + "households: 310\n")
    if introduction:
        edit(example / PROFILE, "一条老街，", f"一条老街，{introduction}，")
    return load(example)


def allow(text: str, date: str = "2026-11-01", until: str = "2026-12-15") -> tuple[str, str]:
    """The lines of a text that somebody answers for."""
    return "allow:", f"  - {{text: {text}, reason: 本人同意, by: 社区自治办, date: {date}, until: {until}}}"


def told(handbook: Handbook) -> list[tuple[str, str]]:
    """The rules that tell something, each with what it tells."""
    problems: list[Problem] = [*no_personal_data(handbook), *allowed_texts_needed(handbook)]
    return [(problem.rule, problem.message) for problem in problems]


def test_the_office_is_what_the_fields_say(example: Path) -> None:
    edit(example / PROFILE, "address: 示例街道老街2号", "address: 示例街道老街12弄5号101室")
    office = office_of(
        handbook_with(example, "official_contacts:", "  - {name: 值班手机, number: 139-0000-0000}"), "old-street"
    )
    assert office.has_flat("12弄5号101室") and office.has_flat("5号101室") and not office.has_flat("12弄5号102室")
    assert (
        office.has_number("13900000000")
        and office.has_number("(139)0000/0000")
        and not office.has_number("13900000001")
    )
    assert office.names == {"孙示例", "周范例"} and "老街" in office.places and "副主任" in office.posts
    assert office.has_contact("someone@handbook.example"), "of the website's own host"


@pytest.mark.parametrize("text", ["居民到老街12弄5号101室领表", "夜里打139 0000 0000", "孙示例主任调解纠纷"])
def test_the_office_is_never_refused(example: Path, text: str) -> None:
    edit(example / PROFILE, "address: 示例街道老街2号", "address: 示例街道老街12弄5号101室")
    handbook = handbook_with(
        example, "official_contacts:", "  - {name: 值班手机, number: 139-0000-0000}", introduction=text
    )
    assert told(handbook) == []


def test_a_home_in_a_field_for_addresses_stays_one(example: Path) -> None:
    edit(example / RECORDS, "position: 进门左手第一间", "position: 王阿姨家12号301室")
    assert not office_of(load(example), "sunny-garden").has_flat("12号301室")


def test_a_message_says_what_was_seen_where_and_what_to_do(example: Path) -> None:
    edit(example / "content/services/lunch.md", "戴工作牌", f"{NAMED}")
    problems = [*no_personal_data(load(example))]
    assert {problem.rule for problem in problems} == {"X11"}
    assert all(problem.location.line > 1 and problem.location.column > 1 for problem in problems)
    assert all("王虚构" not in problem.text() and problem.hint.startswith("删掉") for problem in problems)


def test_what_somebody_answers_for_goes_out(example: Path) -> None:
    handbook = handbook_with(example, *allow(NAMED), introduction=NAMED)
    assert told(handbook) == []
    (committee,) = (each for each in handbook.committees if each.slug == "old-street")
    assert allowed_rows(handbook, committee) == {
        "allowed": [{"text": "王虚构…", "reason": "本人同意", "by": "社区自治办", "until": "2026年12月15日"}]
    }
    office = office_of(handbook, "old-street")
    assert [*find_personal_data("王虚构（老街3号\n201室）低保 公示", office)] == [], "wherever a line ends"
    assert [*find_personal_data("王虚构（老街3号202室）低保公示", office)] != []
    assert [*find_personal_data(NAMED, office_of(handbook, "sunny-garden"))] != [], "nobody answers for it there"


def test_what_is_allowed_is_over_one_day(example: Path) -> None:
    handbook = handbook_with(example, *allow(NAMED, until="2026-11-21"), introduction=NAMED)
    rules = [rule for rule, _ in told(handbook)]
    assert "X11" in rules and "X12" in rules


@pytest.mark.parametrize(
    ("entry", "said", "words"),
    [
        (allow(NAMED), "", "没有哪里写着这句话"),
        (allow("大家好"), "大家好", "本来就可以公开"),
        (allow("王虚构310117195001021234"), "王虚构310117195001021234", "不能放行"),
        (allow(NAMED, date="2026-11-23"), NAMED, "还没有到"),
    ],
)
def test_what_is_wrong_with_it_is_told(example: Path, entry: tuple[str, str], said: str, words: str) -> None:
    handbook = handbook_with(example, *entry, introduction=said)
    assert any(rule == "X12" and words in message for rule, message in told(handbook))


def test_numbers_of_papers_never_go_out(example: Path) -> None:
    text = "王虚构310117195001021234"
    handbook = handbook_with(example, *allow(text), introduction=text)
    assert any(rule == "X11" and "身份证号" in message for rule, message in told(handbook))
