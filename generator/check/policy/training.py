"""Training, certificates, and how the year's work is assessed (二（四）4)."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator, Sequence

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.done import done, not_yet
from generator.check.policy.texts import texts_there
from generator.duty.months import months_earlier
from generator.model.committee import Committee
from generator.model.content import Indicator, Rule, bare
from generator.model.handbook import Handbook
from generator.model.records import Training
from generator.model.written import unpadded
from generator.problem import Location
from generator.text.chinese import date

YEAR = datetime.timedelta(days=366)


def within_a_year(handbook: Handbook, day: datetime.date) -> bool:
    """Tell whether a day lies in the twelve months up to today."""
    return handbook.today - YEAR <= day <= handbook.today


def trainings_held(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """T1: each kind of training is planned this year and was held within a year, and all of the staff took part."""
    faults = [*texts_there(handbook, "T1"), *kinds_planned(handbook)]
    place = at(committee, "records", "training")
    if not committee.records.training:
        yield from faults
        yield unkept(place, "培训的记录", "在 records.yml 里写 `training`：种类、日期、人数")
        return
    for index, training in enumerate(committee.records.training):
        faults += believable(handbook, committee, index, training)
    held = [training for training in committee.records.training if took_place(handbook, training)]
    for kind in handbook.policy.training:
        if kind not in (training.kind for training in held):
            every = [each for each in committee.records.training if each.kind == kind and each.people]
            days = [each.date for each in every if done(handbook, each.date)]
            last = f"，最近一次是{date(max(days))}" if days else ""
            faults.append(breach(place, f"一年里没有办过{kind}{last}", "补办；办过的，在 `training` 里写上"))
    faults += untrained(handbook, committee, held)
    people, staff = sum(training.people for training in held), len(committee.profile.staff)
    evidence = f"一年里{len(held)}次，{people}人次，工作人员{staff}人都受过培训"
    yield from faults or [met(place, evidence)]


def took_place(handbook: Handbook, training: Training) -> bool:
    """Tell whether a training of one of the policy's kinds was held within a year, with people at it."""
    return training.kind in handbook.policy.training and within_a_year(handbook, training.date) and training.people > 0


def believable(handbook: Handbook, committee: Committee, index: int, training: Training) -> Iterator[Finding]:
    """Yield what cannot be true of a training: a day to come, nobody there, more of the staff than people."""
    place = at(committee, "records", "training", index)
    yield from not_yet(handbook, place, training.date, training.kind)
    there = sum(training.date in days for days in committee.records.attended.values())
    if training.people < there:
        message = f"{date(training.date)}的{training.kind}写了{training.people}人，`attended` 里这天有{there}人"
        yield breach(place, message, "核对 `people` 和 `attended`")
    elif training.people > (most := _most(handbook, committee, training)):
        message = f"{date(training.date)}的{training.kind}写了{training.people}人，最多{most}人"
        yield breach(place, message, "写这个居委会到了几人")
    elif not training.people:
        yield breach(place, f"{date(training.date)}的{training.kind}没有人参加", "写实际到了几人；没有办的，删掉这一条")


def _most(handbook: Handbook, committee: Committee, training: Training) -> int:
    """Return how many of the committee's people can have been at a training: of the generalists' own, staff alone."""
    staff = len({*committee.people, *committee.records.attended})
    if training.kind == handbook.policy.training_terms.generalists:
        return staff
    return max(staff, committee.profile.households or sys.maxsize)


def untrained(handbook: Handbook, committee: Committee, held: list[Training]) -> Iterator[Finding]:
    """Yield a breach for the staff who were at no training within a year, and for generalists at none of their own.

    Whoever came not long ago has some months' time.
    """
    terms, place = handbook.policy.training_terms, at(committee, "records", "training")
    since = months_earlier(handbook.today, terms.newcomer_months)
    old = [person for person in committee.profile.staff if person.joined is None or person.joined < since]
    there = present(committee, {each.date for each in held})
    own = present(committee, {each.date for each in held if each.kind == terms.generalists})
    missing = [person.name for person in old if person.name not in there]
    if missing and not committee.records.attended:
        hint = "在 `attended` 里一人一行，写姓名和参加的那次培训的日期；只在这里记，不公开"
        yield breach(place, "只写了培训的人数，没有写哪些人参加过", hint)
        return
    if missing:
        message = f"一年里没有写参加过培训的：{'、'.join(missing)}，工作人员共{len(committee.profile.staff)}人"
        hint = "没有受训的人补上；受过的，在 `attended` 里写姓名和那次培训的日期；刚来的，在 `staff` 里写 `joined`"
        yield breach(place, message, hint)
    generalists = [person.name for person in old if person.generalist and person.name not in {*missing, *own}]
    if terms.generalists and generalists:
        message = f"{handbook.policy.rooms.generalist}一年里没有写参加过{terms.generalists}的：{'、'.join(generalists)}"
        yield breach(place, message, "补训；受过的，在 `attended` 里写那次培训的日期")
    days = {each.date for each in committee.records.training}
    for name, attended in committee.records.attended.items():
        for day in attended:
            if day not in days:
                where = at(committee, "records", "attended", name)
                yield breach(where, f"{date(day)}参加的培训，`training` 里没有", "核对日期；办过的，补进 `training`")
    for index, person in enumerate(committee.profile.staff):
        where = at(committee, "profile", "staff", index, "joined")
        yield from not_yet(handbook, where, person.joined, f"{person.name}到岗")


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
    title, rule = handbook.policy.assessment, assessment_rule(handbook)
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
    faults += [*each_indicator(handbook), *as_written(handbook)]
    yield from faults or [met(place, f"{len(indicators)}项，共100分，居民评价占{residents}分")]


def present(committee: Committee, days: set[datetime.date]) -> set[str]:
    """Return the names of those who were at a training on one of these days."""
    attended = committee.records.attended.items()
    return {str(unpadded(name)) for name, theirs in attended if days.intersection(theirs)}


def each_indicator(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each indicator that weighs nothing, or that stands there twice."""
    seen: set[str] = set()
    for index, indicator in enumerate(handbook.subdistrict.indicators):
        place = handbook.subdistrict.source.at("indicators", index)
        if not indicator.weight:
            yield breach(place, f"“{indicator.name}”的权重是0", "写几分；不考核的，删掉这一条")
        if indicator.name in seen:
            yield breach(place, f"“{indicator.name}”写了两次", "并成一条")
        seen.add(indicator.name)


def as_written(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach where the assessment's own text gives an indicator another weight, or names others."""
    rule, indicators = assessment_rule(handbook), handbook.subdistrict.indicators
    if rule is None:
        return
    rows = [*weights_written(rule)]
    written = {bare(name) for name, _, _ in rows}
    for index, indicator in enumerate(indicators):
        if written and indicator.bare_name not in written:
            place = handbook.subdistrict.source.at("indicators", index)
            message = f"《{rule.title}》的表里没有“{indicator.name}”"
            yield breach(place, message, f"指标和 {rule.source.file} 里的表写成一样，每项一行，写明分值")
    for name, weight, place in rows:
        yield from _agrees(indicators, name, weight, place)


def _agrees(indicators: Sequence[Indicator], name: str, weight: int, place: Location) -> Iterator[Finding]:
    known = {indicator.bare_name: indicator.weight for indicator in indicators}
    if bare(name) not in known:
        yield breach(place, f"“{name}”不在考核指标里", "指标写在 content/subdistrict.yml 的 `indicators`，两处写成一样")
    elif weight != known[bare(name)]:
        message = f"“{name}”这里是{weight}分，考核指标里是{known[bare(name)]}"
        yield breach(place, message, "以街道定的为准，改这里，或改 content/subdistrict.yml 的 `weight`")


WEIGHT = re.compile("分值|权重|占比|比重|占多少")
"""How the column of a table is headed in which the weights stand."""


def weights_written(rule: Rule) -> Iterator[tuple[str, int, Location]]:
    """Yield the name and weight of each row of a rule's tables of indicators, and each `…占40%`, with its place."""
    column = None
    for number, line in enumerate(rule.markdown.split("\n"), rule.source.body_line):
        place = Location(rule.source.file, number)
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.strip().startswith("|") else []
        if not cells:
            column = None
            yield from ((each[1], int(each[2]), place) for each in SHARE.finditer(line))
        elif column is None:
            column = next((index for index, cell in enumerate(cells) if WEIGHT.search(cell)), None)
        elif column < len(cells) and (points := re.match("[0-9]+", cells[column])):
            yield cells[0], int(points[0]), place


SHARE = re.compile(r"(?:^|[，。；*])(\w+?)占(?:总分的)?([0-9]{1,3})[%分]")


def assessment_rule(handbook: Handbook) -> Rule | None:
    """Return the rule under the title that the policy gives the yearly assessment, or None."""
    title = handbook.policy.assessment
    return next((rule for rule in handbook.rules.values() if rule.title == title), None)
