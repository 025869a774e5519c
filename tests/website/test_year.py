"""The page of what a committee did of late: numbers that may be told, and none that may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import edit, page, planned, website

from generator.read.files import load

PATH = "sunny-garden/year/index.html"
RECORDS = "committees/sunny-garden/records.yml"
PROFILE = "committees/sunny-garden/committee.yml"


def told(root: Path, path: str = PATH) -> str:
    """Return a page of the handbook in `root`."""
    return page(planned(load(root)), path)


def test_it_answers_first(example: Path) -> None:
    assert '<p class="answer">2025年街道考评得91.5分。最近一年走访了950户次。有2家单位和队伍一起出力。</p>' in told(
        example
    )


def test_a_number_of_which_one_could_guess_the_homes_is_not_told(example: Path) -> None:
    """Neither by itself nor as what is left of the sum."""
    edit(example / RECORDS, "date: 2026-08-16, households: 180", "date: 2026-08-16, households: 4")
    shown = told(example)
    assert ">不到5户</td>" in shown
    assert "走访了770户次" in shown


def test_visits_are_told_by_month_and_block(example: Path) -> None:
    visit = "  - {block: 阳光苑, date: 2026-08-16, households: 180}\n"
    edit(example / RECORDS, visit, visit + "  - {block: 阳光苑, date: 2026-08-20, households: 9}\n")
    assert '<td>2026年8月</td><td>阳光苑</td><td class="right">189户</td>' in told(example)


def test_an_office_that_does_not_publish_visits_has_none_told(example: Path) -> None:
    edit(example / "content/policy.yml", "published: 是, ", "")
    shown = told(example)
    assert "走访" not in shown.partition("<main")[2].partition("</main>")[0].replace("走访走到多少户", "")


def test_a_phone_that_is_not_public_is_nowhere(example: Path) -> None:
    ready = planned(load(example), ["website"])
    made = {path: content for unit in ready.plan.units for path, content in website(ready, unit).items()}
    assert b"021-5555-0301" in made[f"website/{PATH}"]
    wrong = [path for path, content in made.items() if b"021-5555-0302" in content or b"02155550302" in content]
    assert wrong == []


def test_results_are_told_once_they_are_public(example: Path) -> None:
    edit(example / RECORDS, "    published: 2026-02-10\n", "")
    shown = told(example)
    assert "91.5分" not in shown
    assert "街道的考评结果" in shown


def test_points_stand_beside_weights_of_their_own_year(example: Path) -> None:
    assert "满分40分" not in told(example)
    edit(example / "content/subdistrict.yml", "indicators_from: 2026", "indicators_from: 2025")
    shown = told(example)
    assert "37.5分" in shown
    assert "（满分40分）" in shown
    assert "（满分30分，居民打的分）" in shown


@pytest.mark.parametrize("file", [RECORDS, PROFILE])
def test_what_nobody_keeps_is_said_to_be_lacking(example: Path, file: str) -> None:
    text = (example / file).read_text("utf-8")
    keys = ("work_log", "reductions", "additions", "appraisals", "visits") if file == RECORDS else ("partners",)
    for key in keys:
        start = text.index(f"\n{key}:\n") + 1
        end = next(at for at in range(start + 1, len(text)) if text[at - 1] == "\n" and text[at] not in " -")
        text = text[:start] + text[end:]
    (example / file).write_text(text, "utf-8")
    assert told(example).count("待补充") >= (3 if file == RECORDS else 1)


def test_a_service_names_the_department_behind_it(example: Path) -> None:
    shown = told(example, "sunny-garden/services/lunch/index.html")
    assert '还可以问示例区民政局，打<a class="number" href="tel:02155550201">021-5555-0201</a>。' in shown
    edit(example / "content/services/lunch.md", "departments: [示例区民政局]", "departments: [示例区妇联]")
    assert "还可以问示例区妇联。" in told(example, "sunny-garden/services/lunch/index.html")


def test_the_front_page_says_what_the_committee_does_besides(example: Path) -> None:
    shown = told(example, "sunny-garden/index.html")
    assert "<strong>四点半课堂</strong>：放学后有人看着写作业。" in shown
    assert "今年来过640人次" in shown
