"""Training, certificates, and how the year's work is assessed (二（四）4)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.texts import texts_there
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.text.chinese import date

YEAR = datetime.timedelta(days=366)


def within_a_year(handbook: Handbook, day: datetime.date) -> bool:
    """Tell whether a day lies in the twelve months up to today."""
    return handbook.today - YEAR <= day <= handbook.today


def trainings_held(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """T1: each kind of training is planned this year and was held within a year, for as many people as there are."""
    faults = [*texts_there(handbook, "T1"), *kinds_planned(handbook)]
    place = at(committee, "records", "training")
    if not committee.records.training:
        yield from faults
        yield unkept(place, "培训的记录", "在 records.yml 里写 `training`：种类、日期、人数")
        return
    held = [training for training in committee.records.training if within_a_year(handbook, training.date)]
    for kind in handbook.policy.training:
        if kind not in (training.kind for training in held):
            days = [training.date for training in committee.records.training if training.kind == kind]
            last = f"，最近一次是{date(max(days))}" if days else ""
            faults.append(breach(place, f"一年里没有办过{kind}{last}", "补办；办过的，在 `training` 里写上"))
    people, staff = sum(training.people for training in held), len(committee.profile.staff)
    if people < staff:
        message = f"一年里受训{people}人次，工作人员有{staff}人"
        faults.append(breach(place, message, "没有受训的人补上；受过的，在 `people` 里写全"))
    evidence = f"一年里{len(held)}次，{people}人次，工作人员{staff}人"
    yield from faults or [met(place, evidence)]


def kinds_planned(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each kind of training that this year's plan lacks."""
    this_year = str(handbook.today.year)
    kinds = [planned.kind for planned in handbook.subdistrict.training_plan if planned.month.startswith(this_year)]
    for kind in handbook.policy.training:
        if kind not in kinds:
            place = handbook.subdistrict.source.at("training_plan")
            yield breach(place, f"{this_year}年的培训计划里没有{kind}", "在 `training_plan` 里写上种类、月份、题目")


def certificates(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """T2: how many of the staff passed an examination for social workers is known."""
    qualified, staff = committee.records.qualified, len(committee.profile.staff)
    place = at(committee, "records", "qualified")
    if qualified is None:
        yield unkept(place, "持证人数", "在 records.yml 里写 `qualified`，只写人数")
    elif qualified > staff:
        yield breach(place, f"持证{qualified}人，比工作人员{staff}人还多", "核对 `qualified`")
    else:
        yield met(place, f"{staff}人里{qualified}人有社工证书")


def assessment_document(handbook: Handbook) -> Iterator[Finding]:
    """T3: the rule on the yearly assessment is there under the policy's title, with its version and date."""
    title = handbook.policy.assessment
    rule = next((rule for rule in handbook.rules.values() if rule.title == title), None)
    if rule is None:
        hint = "在 content/rules 里写一份，`title` 一字不差"
        yield breach(handbook.contents.source.at("rules"), f"没有《{title}》", hint)
    elif rule.document is None:
        hint = "写 `document`: {`version`: 版本, `date`: 日期}"
        yield breach(rule.source.at("title"), f"《{title}》没有写版本和日期", hint)
    elif rule.document.date > handbook.today:
        hint = "到那天再换上；现在写现行的一版"
        yield breach(rule.source.at("document", "date"), f"《{title}》的日期{date(rule.document.date)}还没有到", hint)
    else:
        evidence = f"《{title}》，{rule.document.version}，{date(rule.document.date)}"
        yield met(rule.source.at("document"), evidence)


def assessment_indicators(handbook: Handbook) -> Iterator[Finding]:
    """T4: the indicators of the assessment weigh 100 in all, and residents judge some of them (条例 art. 18)."""
    indicators = handbook.subdistrict.indicators
    place = handbook.subdistrict.source.at("indicators")
    if not indicators:
        yield breach(place, "没有考核指标", "在 `indicators` 里写名称和权重")
        return
    total = sum(indicator.weight for indicator in indicators)
    residents = sum(indicator.weight for indicator in indicators if indicator.by_residents)
    faults = []
    if total != 100:
        faults.append(breach(place, f"考核指标的权重加起来是{total}", "改 `weight`，加起来等于100"))
    if not residents:
        faults.append(breach(place, "没有一项由居民评价", "居民评的那一项写上 `by_residents`: 是"))
    yield from faults or [met(place, f"{len(indicators)}项，共100分，居民评价占{residents}分")]
