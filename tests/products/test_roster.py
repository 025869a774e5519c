"""What the printed roster says: every day of this month and the next, and a year in which no gap is hidden."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from test_print import MM, sizes
from tools import EDITION, TEMPLATES, edit, planned
from verify_build import accessible_wrong, decoded

from generator.build.prints import print_sheet
from generator.duty.roster import Roster
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod
from generator.paper.sheet import Sheet
from generator.problem import HandbookError
from generator.products.roster import months, roster, roster_codes, spans, uncovered
from generator.read.files import load
from generator.text import placeholder
from generator.text.chinese import from_to


def sheet(handbook: Handbook, committee: str, today: str = "") -> dict[str, Any]:
    """The data of one committee's roster, as it would be on another day."""
    if today:
        handbook = dataclasses.replace(handbook, today=datetime.date.fromisoformat(today))
    pages = planned(handbook).plan.committees[committee]
    return roster(handbook, pages, placeholder.values(handbook, pages.committee))


def day(data: dict[str, Any], month: int, number: int) -> dict[str, Any]:
    """A day of one of the months shown."""
    days: list[dict[str, Any]] = next(one["days"] for one in data["months"] if one["month"] == month)
    return days[number - 1]


def hours(*times: tuple[str, str]) -> list[DutyPeriod]:
    """Periods with these times."""
    clock = datetime.time.fromisoformat
    return [DutyPeriod(kind="甲", opens=clock(opens), closes=clock(closes)) for opens, closes in times]


# --- months ----------------------------------------------------------------------------------------------------------


def test_this_month_and_the_next_are_shown_whole(handbook: Handbook) -> None:
    data = sheet(handbook, "sunny-garden")
    assert [(one["year"], one["month"], len(one["days"])) for one in data["months"]] == [(2026, 11, 30), (2026, 12, 31)]
    assert [one["year"] for one in data["years"]] == [2026]


def test_in_december_the_next_year_comes_along_where_it_has_a_calendar(handbook: Handbook) -> None:
    data = sheet(handbook, "sunny-garden", "2026-12-31")
    assert [(one["year"], one["month"]) for one in data["months"]] == [(2026, 12), (2027, 1)]
    assert [one["year"] for one in data["years"]] == [2026, 2027]


def test_what_no_calendar_covers_is_not_shown(handbook: Handbook) -> None:
    data = sheet(handbook, "sunny-garden", "2027-12-01")
    assert [(one["year"], one["month"]) for one in data["months"]] == [(2027, 12)]
    assert months(dataclasses.replace(handbook, today=datetime.date(2028, 1, 1))) == ()


def test_a_day_says_what_it_is_who_is_there_and_when(handbook: Handbook) -> None:
    data = sheet(handbook, "sunny-garden")
    assert day(data, 11, 23) == {
        "day": 23,
        "weekday": "周一",
        "kind": "workday",
        "name": None,
        "hours": ["8:30–11:30", "13:00–17:30"],
        "window": "王样例",
        "duty": "赵拟名",
        "gap": False,
    }
    assert day(data, 11, 25)["hours"] == ["8:30–11:30", "13:00–19:00"]


def test_days_off_are_named_and_make_up_days_too(handbook: Handbook) -> None:
    data = sheet(handbook, "sunny-garden", "2026-10-01")
    assert [(day(data, 10, n)["kind"], day(data, 10, n)["name"]) for n in (7, 8, 10, 11)] == [
        ("holiday", "国庆节"),
        ("workday", None),
        ("make-up", "调休上班"),
        ("weekend", "双休日"),
    ]
    assert day(data, 10, 1)["window"] is None
    assert day(data, 10, 1)["duty"] == "陈示例、李范例"


def test_a_replacement_is_on_the_sheet(handbook: Handbook) -> None:
    data = sheet(handbook, "sunny-garden", "2026-02-01")
    assert [day(data, 2, number)["duty"] for number in (16, 17)] == ["陈示例、李范例", "王样例"]


def test_hours_that_touch_or_overlap_are_one_span() -> None:
    assert spans(hours(("13:00", "17:00"), ("08:30", "11:30"), ("11:30", "12:30"), ("16:00", "19:00"))) == [
        "8:30–12:30",
        "13:00–19:00",
    ]
    assert spans(hours(("08:00", "18:00"), ("09:00", "10:00"))) == ["8:00–18:00"]
    assert spans([]) == []


def test_out_of_hours_there_is_the_number_of_duty_else_that_on_call(example: Path) -> None:
    assert sheet(load(example), "sunny-garden")["urgent"] == "021-5555-0151"
    file = example / "committees/sunny-garden/committee.yml"
    edit(file, "duty_phone: 021-5555-0151\n", "")
    edit(example / "committees/sunny-garden/hours.yml", "    phone: 021-5555-0151\n", "    phone: 021-5555-0159\n")
    assert sheet(load(example), "sunny-garden")["urgent"] == "021-5555-0159"


# --- the year --------------------------------------------------------------------------------------------------------


def test_the_year_has_every_day_and_counts_them_by_kind(handbook: Handbook) -> None:
    (year,) = sheet(handbook, "old-street")["years"]
    assert [len(month) for month in year["months"]] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [(one["name"], one["days"]) for one in year["counts"]] == [
        ("工作日", 242),
        ("双休日", 84),
        ("节假日", 33),
        ("调休上班", 6),
    ]
    assert year["months"][9][0]["name"] == "国庆节"


def test_each_holiday_is_named_with_its_dates(handbook: Handbook) -> None:
    (year,) = sheet(handbook, "old-street")["years"]
    assert year["holidays"][:2] == [
        {"name": "元旦", "when": "1月1日至3日", "days": 3},
        {"name": "春节", "when": "2月15日至23日", "days": 9},
    ]
    assert len(year["holidays"]) == 7
    assert year["workdays"] == ["1月4日", "2月14日", "2月28日", "5月9日", "9月20日", "10月10日"]
    assert year["document"] == "国办发明电〔2025〕7号《国务院办公厅关于2026年部分节假日安排的通知》"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((9, 29), (10, 5), "9月29日至10月5日"),
        ((5, 1), (5, 5), "5月1日至5日"),
        ((1, 1), (1, 1), "1月1日"),
    ],
)
def test_dates_from_to(first: tuple[int, int], last: tuple[int, int], words: str) -> None:
    assert from_to(datetime.date(2026, *first), datetime.date(2026, *last)) == words


# --- gaps ------------------------------------------------------------------------------------------------------------


def gaps(root: Path, committee: str) -> list[str]:
    """The days of 2026 on which somebody is missing."""
    handbook = load(root)
    (one,) = (each for each in handbook.committees if each.slug == committee)
    return [str(day) for day in sorted(uncovered(handbook, Roster.of(handbook, one))) if day.year == 2026]


def test_a_full_rota_has_no_gap(example: Path) -> None:
    assert gaps(example, "sunny-garden") == []


def test_hours_on_duty_without_anybody_are_a_gap(example: Path) -> None:
    edit(example / "committees/sunny-garden/hours.yml", "  - {days: 法定节假日, staff: [陈示例, 李范例]}\n", "")
    found = gaps(example, "sunny-garden")
    assert len(found) == 32  # 33 days off, one of them with a replacement
    assert "2026-02-17" not in found
    first = day(sheet(load(example), "sunny-garden", "2026-10-01"), 10, 1)
    assert (first["gap"], first["duty"], first["hours"]) == (True, None, ["9:00–11:00"])


def test_normal_hours_without_anybody_at_the_window_are_a_gap(example: Path) -> None:
    edit(example / "committees/sunny-garden/hours.yml", "  - {days: 调休上班日, staff: [李范例]}\n", "")
    found = gaps(example, "sunny-garden")
    assert found == ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


def test_a_day_off_without_the_hours_it_needs_is_a_gap(example: Path) -> None:
    edit(example / "committees/sunny-garden/hours.yml", "{kind: 周六, days: 周六,", "{kind: 早到, days: 周六,")
    (year,) = sheet(load(example), "sunny-garden")["years"]
    assert year["gaps"][:2] == ["1月10日", "1月17日"]
    assert year["months"][0][9]["gap"] is True


# --- the whole -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("committee", ["old-street", "sunny-garden"])
def test_the_roster_is_plain_data_with_the_code_of_its_page(handbook: Handbook, committee: str) -> None:
    data = sheet(handbook, committee)
    pages = planned(handbook).plan.committees[committee]
    assert (data["code"]["number"],) == roster_codes(pages)
    text = json.dumps(data, ensure_ascii=False)
    assert "{{" not in text
    assert text.count('"url"') == 1


# --- on paper --------------------------------------------------------------------------------------------------------

A3 = (297 * MM, 420 * MM)
SMALLEST = yaml.safe_load((TEMPLATES / "shared" / "look.yml").read_text("utf-8"))["roster"]["smallest"]


def printed(root: Path, data: dict[str, Any]) -> bytes:
    """The roster as a PDF."""
    data = data | {"edition": EDITION}
    return print_sheet(Sheet("roster/x.pdf", root / "templates", None, "roster/roster.typ", data, "x.yml")).content


def texts(pdf: bytes) -> list[str]:
    """The text of each page without its spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def staffed(data: dict[str, Any], names: str) -> dict[str, Any]:
    """The roster with these people on duty every day."""
    for month in data["months"]:
        for one in month["days"]:
            one["duty"] = names
    return data


@pytest.mark.parametrize("committee", ["old-street", "sunny-garden"])
def test_a_month_is_one_sheet_and_the_year_another_all_in_large_type(example: Path, committee: str) -> None:
    data = sheet(load(example), committee)
    pdf = printed(example, data)
    assert list(accessible_wrong(pdf)) == []
    with pypdfium2.PdfDocument(pdf) as document:
        measures = [page.get_size() for page in document]
    assert measures == [pytest.approx(size, abs=0.5 * MM) for size in (A3, A3, A3[::-1])]
    assert SMALLEST >= 24
    assert {character for size, character in sizes(pdf) if size < SMALLEST - 0.01} == set()
    november, december, year = texts(pdf)
    assert [words.count(data["code"]["plain"]) for words in (november, december, year)] == [1, 1, 1]
    assert "11月值班表" in november and "第1页，共3页" in november
    assert "12月值班表" in december and "第3页，共3页" in year
    assert [*decoded(pdf)] == [data["code"]["url"]] * 3


def test_nothing_stands_where_the_mark_of_a_proof_goes(example: Path) -> None:
    with pypdfium2.PdfDocument(printed(example, sheet(load(example), "sunny-garden"))) as document:
        for page in document:
            words = page.get_textpage()
            top = max(words.get_charbox(index)[3] for index in range(words.count_chars()))
            assert page.get_height() - top >= 9 * MM


def test_a_month_with_more_names_than_a_line_holds_takes_two_sheets(example: Path) -> None:
    data = staffed(sheet(load(example), "sunny-garden"), "欧阳拟名、上官样例、司马范例")
    pdf = printed(example, data)
    assert list(accessible_wrong(pdf)) == []
    pages = texts(pdf)
    assert ["上半月" in page for page in pages] == [True, False, True, False, False]
    assert ["下半月" in page for page in pages] == [False, True, False, True, False]
    assert [page.count("上官样例") for page in pages] == [15, 15, 16, 15, 0]
    assert {character for size, character in sizes(pdf) if size < SMALLEST - 0.01} == set()


def test_names_that_do_not_fit_half_a_month_either_are_refused(example: Path) -> None:
    data = staffed(sheet(load(example), "sunny-garden"), "、".join(["欧阳拟名"] * 12))
    with pytest.raises(HandbookError) as caught:
        printed(example, data)
    (problem,) = caught.value.problems
    assert problem.rule == "D050"
    assert problem.message.startswith("放不下：11月")
