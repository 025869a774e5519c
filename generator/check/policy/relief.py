"""Rule G6: what a committee was relieved of year by year, and what residents got in addition, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.check.finding import Finding, at, breach, met, unkept
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import CountedKind, ReliefPolicy
from generator.model.records import Addition, Reduction
from generator.problem import did_you_mean
from generator.text.chinese import date


def less_and_more(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """G6: in every whole year on record something was taken off a committee, and something was added for residents."""
    policy, place = handbook.policy.relief, at(committee, "records", "reductions")
    records = committee.records
    if policy is None:
        yield met(handbook.policy.source.at(), "文件没有写减什么、增什么")
        return
    if not records.reductions and not records.additions:
        hint = "在 records.yml 里，减一样在 `reductions` 写一条，增一样在 `additions` 写一条，只写数"
        yield unkept(place, "减了什么、增了什么的记录", hint)
        return
    faults = [*_reductions(handbook, committee, policy), *_additions(handbook, committee, policy)]
    faults += [*_years_without(handbook, committee)]
    yield from faults or [met(place, _evidence(policy, records.reductions, records.additions))]


def _reductions(handbook: Handbook, committee: Committee, policy: ReliefPolicy) -> Iterator[Finding]:
    """Yield what is wrong with what was taken off."""
    for index, each in enumerate(committee.records.reductions):
        yield from _dated(handbook, committee, "reductions", index, each)
        yield from _of_kind(committee, "reductions", index, each, policy.reduced)
        if each.after >= each.before:
            message = f"“{each.title}”原来{each.before}，后来{each.after}，没有减"
            place = at(committee, "records", "reductions", index, "after")
            yield breach(place, message, "核对 `before`、`after`；没有减的，不写在这里")


def _additions(handbook: Handbook, committee: Committee, policy: ReliefPolicy) -> Iterator[Finding]:
    """Yield what is wrong with what was added."""
    for index, each in enumerate(committee.records.additions):
        yield from _dated(handbook, committee, "additions", index, each)
        yield from _of_kind(committee, "additions", index, each, policy.added)
        if not each.number:
            place = at(committee, "records", "additions", index, "number")
            yield breach(place, f"“{each.title}”增了0", "写增了多少；没有增的，不写在这里")


def _dated(
    handbook: Handbook, committee: Committee, key: str, index: int, each: Reduction | Addition
) -> Iterator[Finding]:
    if each.date > handbook.today:
        message = f"“{each.title}”写的是{date(each.date)}，还没有到"
        yield breach(at(committee, "records", key, index, "date"), message, "做成了再写；写错的改 `date`")


def _of_kind(
    committee: Committee, key: str, index: int, each: Reduction | Addition, kinds: Sequence[CountedKind]
) -> Iterator[Finding]:
    known = [kind.name for kind in kinds]
    if each.kind not in known:
        place = at(committee, "records", key, index, "kind")
        yield breach(place, f"policy.yml 里没有“{each.kind}”这一种", did_you_mean(each.kind, known))


def _years_without(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for each whole year since the first on record in which nothing was taken off, or nothing added."""
    records = committee.records
    kept = {
        "reductions": {each.date.year for each in records.reductions},
        "additions": {each.date.year for each in records.additions},
    }
    first = min(kept["reductions"] | kept["additions"])
    for year in range(first, handbook.today.year):
        for key, what in (("reductions", "减了什么"), ("additions", "增了什么")):
            if year not in kept[key]:
                hint = f"补上这一年的；确实没有的，在下一年的计划里安排：`{key}` 一样写一条"
                yield breach(at(committee, "records", key), f"{year}年没有记{what}", hint)


def _evidence(policy: ReliefPolicy, reductions: Sequence[Reduction], additions: Sequence[Addition]) -> str:
    """Return what was taken off and added in the newest two years on record, in numbers."""
    fewer = [(each.date.year, each.kind, each.before - each.after) for each in reductions]
    more = [(each.date.year, each.kind, each.number) for each in additions]
    years = sorted({year for year, _, _ in (*fewer, *more)}, reverse=True)[:2]
    return "；".join(
        f"{year}年减了{_told(policy.reduced, year, fewer)}，增了{_told(policy.added, year, more)}" for year in years
    )


def _told(kinds: Sequence[CountedKind], year: int, counted: Iterable[tuple[int, str, int]]) -> str:
    """Return the sum of each kind in a year in words: `台账报表15种、会议考核3次`; 0 where nothing was counted."""
    sums = Counter[str]()
    for of_year, kind, number in counted:
        if of_year == year:
            sums[kind] += number
    return "、".join(f"{kind.name}{sums[kind.name]}{kind.unit}" for kind in kinds if sums[kind.name]) or "0"
