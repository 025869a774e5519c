"""What a page says of being open is true at every minute, in every time zone, and once it is out of date."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from tools import edit, page, planned

from generator.codes.pages import CommitteePages
from generator.day import ONE_DAY
from generator.duty.roster import Roster
from generator.model.handbook import Handbook
from generator.model.hours import DutyPeriod
from generator.read.files import load

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

SCRIPT = Path(__file__).parents[2] / "templates/website/open.js"
HOURS = "committees/sunny-garden/hours.yml"

PROGRAM = """
const source = require("fs").readFileSync(process.argv[2], "utf8");
const { attributes, rows, moments } = JSON.parse(require("fs").readFileSync(process.argv[3], "utf8"));
const element = (tag) => ({ tag, set href(to) { this.to = to; } });
console.log(JSON.stringify(moments.map((moment) => {
  const added = [];
  const said = { className: "now", hidden: true, getAttribute: (name) => attributes[name] ?? null,
                 appendChild: (one) => (added.push(one), one) };
  const table = rows.map((day) => ({ day, getAttribute: () => day, setAttribute() { this.current = true; } }));
  const document = { querySelector: () => said, querySelectorAll: () => table, createElement: element };
  const Clock = class extends Date { static now() { return moment; } };
  new Function("document", "Date", source)(document, Clock);
  return { said: said.hidden ? [] : added.map((one) => one.textContent), look: said.className,
           links: added.filter((one) => one.to).map((one) => one.to),
           current: table.filter((row) => row.current).map((row) => row.day) };
})));
"""


class Said(NamedTuple):
    """What a page says at a moment: its words, how it looks, where it leads, and which day of the table is marked."""

    said: list[str]
    look: str
    links: list[str]
    current: list[str]


def ask(tmp_path: Path, ready_page: str, moments: list[datetime.datetime], zone: str = "Asia/Shanghai") -> list[Said]:
    """What the script says on a page at some moments, told in the office's time, on a phone in a time zone."""
    (told,) = re.findall(r'<p class="now[^>]*>', ready_page)
    attributes = {name: unescape(value) for name, value in re.findall(r'(data-[a-z]+)="([^"]*)"', told)}
    office = datetime.timezone(datetime.timedelta(hours=8))
    asked = {
        "attributes": attributes,
        "rows": re.findall(r'<tr data-day="([^"]*)"', ready_page),
        "moments": [int(moment.replace(tzinfo=office).timestamp() * 1000) for moment in moments],
    }
    (tmp_path / "program.js").write_text(PROGRAM, "utf-8")
    (tmp_path / "asked.json").write_text(json.dumps(asked), "utf-8")
    command = [str(NODE), str(tmp_path / "program.js"), str(SCRIPT), str(tmp_path / "asked.json")]
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={**os.environ, "TZ": zone},
    )
    assert ran.returncode == 0, ran.stderr
    return [Said(**answer) for answer in json.loads(ran.stdout)]


def duty_page(handbook: Handbook) -> str:
    """The page of a committee that says who is there when."""
    ready = planned(handbook, ["website"])
    return page(ready, "sunny-garden/duty/index.html")


def minutes(day: datetime.date, step: int = 1) -> list[datetime.datetime]:
    """The minutes of a day, or every so many of them."""
    midnight = datetime.datetime.combine(day, datetime.time())
    return [midnight + datetime.timedelta(minutes=minute) for minute in range(0, 24 * 60, step)]


def kept(roster: Roster, moment: datetime.datetime) -> list[DutyPeriod]:
    """The hours that the timetable keeps at a moment, but those on call, looked up one by one."""
    return [
        period
        for period in roster.periods(moment.date())
        if period.opens and period.closes and period.opens <= moment.time() < period.closes
    ]


@needs_node
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland"])
def test_open_means_that_everything_can_be_done(handbook: Handbook, tmp_path: Path, zone: str) -> None:
    """Each minute of a fortnight is held against the timetable: weekdays, lunch, Saturday, late and early hours."""
    committee = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    roster = Roster.ahead(handbook, committee)
    days = [handbook.today + ONE_DAY * number for number in range(14)]
    moments = [moment for day in days for moment in minutes(day)]
    for moment, answer in zip(moments, ask(tmp_path, duty_page(handbook), moments, zone), strict=True):
        now = kept(roster, moment)
        look = "open" if any(period.all_services for period in now) else "some" if now else "shut"
        assert answer.look == f"now {look}", moment
        first = answer.said[0]
        if look == "open":
            (ends,) = [period.closes for period in now if period.all_services]
            assert first == f"现在开着，到{ends.hour}:{ends:%M}"
        elif look == "some":
            (period,) = now
            assert period.closes
            assert first == f"窗口关了，到{period.closes.hour}:{period.closes:%M}只办{len(period.services)}件事"
            assert f"先打{period.phone}" in answer.said
            assert f"tel:{(period.phone or '').replace('-', '')}" in answer.links
        else:
            assert first.startswith("现在没开")
        assert answer.current == [moment.date().isoformat()]


@needs_node
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-22 10:00", ["现在没开，周一（11月23日）8:30开"]),
        ("2026-11-23 08:29", ["现在没开，今天8:30开"]),
        ("2026-11-23 12:00", ["现在没开，今天13:00开"]),
        (
            "2026-11-23 17:30",
            [
                "现在没开，周二（11月24日）7:30起只办1件事",
                "看是哪几件",
                "先打021-5555-0101",
                "窗口周二（11月24日）8:30开",
            ],
        ),
        ("2026-11-24 08:00", ["窗口关了，到8:30只办1件事", "看是哪几件", "先打021-5555-0101", "窗口今天8:30开"]),
        ("2026-11-24 09:00", ["现在开着，到11:30", "这时在的：李范例、王样例"]),
        (
            "2026-11-25 18:59",
            ["窗口关了，到19:00只办2件事", "看是哪几件", "先打021-5555-0101", "窗口周四（11月26日）8:30开"],
        ),
        (
            "2026-11-28 10:59",
            ["窗口关了，到11:00只办2件事", "看是哪几件", "先打021-5555-0151", "窗口周一（11月30日）8:30开"],
        ),
        ("2026-12-05 11:00", ["现在没开", "哪天开，打021-5555-0101"]),
        ("2026-12-06 00:00", ["这张表过期了（到12月5日）", "现在开不开，打021-5555-0101"]),
        ("2027-03-01 09:00", ["这张表过期了（到12月5日）", "现在开不开，打021-5555-0101"]),
        ("2026-11-21 23:59", []),
    ],
)
def test_what_is_said_at_some_moments(handbook: Handbook, tmp_path: Path, moment: str, said: list[str]) -> None:
    (answer,) = ask(tmp_path, duty_page(handbook), [datetime.datetime.fromisoformat(moment)])
    assert answer.said == said


@needs_node
def test_holidays_make_up_days_seasons_and_closings_are_kept(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same over a holiday, with hours that end with a season and a day on which the hall is closed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.datetime(2026, 9, 20, tzinfo=datetime.UTC).timestamp())))
    edit(
        example / HOURS, "services: [library-card, lunch]}", "services: [library-card, lunch], season: 7月1日至9月23日}"
    )
    edit(example / HOURS, "     closes: 17:30,\n", "     closes: 17:30,\n     closed: [2026-09-28],\n")
    handbook = load(example)
    committee = next(committee for committee in handbook.committees if committee.slug == "sunny-garden")
    roster = Roster.ahead(handbook, committee)
    moments = [moment for number in range(14) for moment in minutes(handbook.today + ONE_DAY * number, 30)]
    answers = ask(tmp_path, duty_page(handbook), moments)
    looks = {}
    for moment, answer in zip(moments, answers, strict=True):
        now = kept(roster, moment)
        looks[moment] = "open" if any(period.all_services for period in now) else "some" if now else "shut"
        assert answer.look == f"now {looks[moment]}", moment
    at = datetime.datetime
    assert looks[at(2026, 9, 23, 18)] == "some" and looks[at(2026, 9, 30, 18)] == "shut"
    assert looks[at(2026, 9, 28, 9)] == "open" and looks[at(2026, 9, 28, 14)] == "shut"
    kinds = {roster.year(moment.date()).kinds[moment.date()] for moment in moments}
    assert {"holiday", "make-up"} & kinds


@needs_node
def test_where_nobody_is_on_the_rota_it_does_not_say_open(example: Path, tmp_path: Path) -> None:
    """Hours that the timetable has, and nobody keeps, are no use to whoever comes."""
    edit(example / HOURS, "  - {days: 周六, teams: [[李范例, 赵拟名], [王样例]], begins: 2026-01-10}\n", "")
    edit(example / HOURS, "  - {days: 周一、周三、周五, staff: [王样例]}\n", "")
    moments = [datetime.datetime(2026, 11, 28, 10), datetime.datetime(2026, 11, 23, 10)]
    saturday, monday = ask(tmp_path, duty_page(load(example)), moments)
    ring = "先打021-5555-0101"
    assert saturday.said == ["到11:00，谁在还没有排", ring, "窗口周一（11月30日）8:30开"]
    assert monday.said == ["到11:30，谁在还没有排", ring]


def test_without_a_script_the_page_says_until_when_it_is_true(garden: CommitteePages, handbook: Handbook) -> None:
    assert "这张表只到12月5日，过了这天，打" in duty_page(handbook)
