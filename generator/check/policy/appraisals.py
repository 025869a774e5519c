"""Rule T5: the office's yearly assessment of a committee is on record, adds up, and was made public."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from generator.check.finding import Finding, at, breach, met, unkept
from generator.duty.months import months_later
from generator.model.committee import Committee
from generator.model.content import bare
from generator.model.handbook import Handbook
from generator.model.records import Appraisal
from generator.problem import did_you_mean
from generator.text.chinese import date

USUAL_MONTHS = 12
"""After a year is over its result is due within these, where the office has set no other number."""


def results_published(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """T5: last year's result is on record and public, and its total is the sum of its parts."""
    results, place = committee.records.appraisals, at(committee, "records", "appraisals")
    due = due_year(handbook)
    faults: list[Finding] = []
    if (committee.profile.since or "")[:4] >= str(due + 1):
        due = 0
    if due and not results:
        hint = "在 records.yml 的 `appraisals` 里，一年写一条 `year`、`scores`、`total`、`published`、`place`"
        yield unkept(place, f"{due}年考评结果的记录", hint)
        return
    if due and due not in {result.year for result in results}:
        faults.append(breach(place, f"没有{due}年的考评结果", "补上这一年的 `scores`、`total`、`published`"))
    for index, result in enumerate(results):
        faults += [*_sound(handbook, committee, index, result), *_public(handbook, committee, index, result)]
        faults += [*_by_indicators(handbook, committee, index, result)]
    yield from faults or [met(place, _evidence(results))]


def due_year(handbook: Handbook) -> int:
    """Return the newest year of which the result must be public by today."""
    months, today = handbook.policy.assessment_months or USUAL_MONTHS, handbook.today
    over = datetime.date(today.year, 1, 1)
    return today.year - 1 if months_later(over, months) <= today else today.year - 2


def _sound(handbook: Handbook, committee: Committee, index: int, result: Appraisal) -> Iterator[Finding]:
    """Yield what is wrong with a result by itself: its year, and its sum."""
    if result.year >= handbook.today.year:
        place = at(committee, "records", "appraisals", index, "year")
        yield breach(place, f"{result.year}年还没有过完，不会有这一年的结果", "核对 `year`")
    elif result.year in {other.year for other in committee.records.appraisals[:index]}:
        place = at(committee, "records", "appraisals", index, "year")
        yield breach(place, f"{result.year}年的考评结果写了两次", "留下对的一条")
    total = sum(map(Decimal, result.scores.values()), Decimal())
    if total != Decimal(result.total):
        place = at(committee, "records", "appraisals", index, "total")
        message = f"{result.year}年各项加起来是{total}分，总分写的是{result.total}分"
        yield breach(place, message, "核对 `scores` 和 `total`")


def _public(handbook: Handbook, committee: Committee, index: int, result: Appraisal) -> Iterator[Finding]:
    """Yield what is wrong with when a result was made public."""
    place = at(committee, "records", "appraisals", index)
    if result.published is None:
        hint = "公布以后写 `published`（哪天）和 `place`（贴在哪里）"
        yield breach(place, f"{result.year}年的考评结果没有公布", hint)
    elif result.published > handbook.today:
        message = f"{result.year}年的考评结果写着{date(result.published)}公布，还没有到"
        yield breach(at(committee, "records", "appraisals", index, "published"), message, "公布了再写")
    elif result.published.year <= result.year:
        message = f"{result.year}年的考评结果{date(result.published)}就公布了，这一年还没有过完"
        yield breach(at(committee, "records", "appraisals", index, "published"), message, "核对 `published`、`year`")


def _by_indicators(handbook: Handbook, committee: Committee, index: int, result: Appraisal) -> Iterator[Finding]:
    """Yield where a result has more points than an indicator's weight, or an indicator that there is not.

    Results of years before today's indicators were in use are left: theirs were others.
    """
    first = handbook.subdistrict.indicators_from
    if first is None or result.year < first:
        return
    weights = {indicator.bare_name: indicator.weight for indicator in handbook.subdistrict.indicators}
    for name, points in result.scores.items():
        place = at(committee, "records", "appraisals", index, "scores", name)
        if bare(name) in weights and Decimal(points) > weights[bare(name)]:
            yield breach(place, f"“{name}”得{points}分，这一项最多{weights[bare(name)]}分", "核对得分")
        elif bare(name) not in weights:
            yield breach(place, f"考核指标里没有“{name}”", did_you_mean(name, weights))


def _evidence(results: tuple[Appraisal, ...]) -> str:
    if not results:
        return "成立还不满一年，没有到公布考评结果的时候"
    newest = max(results, key=lambda result: result.year)
    parts = "、".join(f"{name}{points}" for name, points in newest.scores.items())
    published = date(newest.published) if newest.published else ""
    return f"{newest.year}年{newest.total}分（{parts}），{published}公布"
