"""Rule P10: each phase of the policy was summed up, in it or after it, with what was done and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finding import Finding, breach, met, unkept
from generator.model.content import PhaseSummary
from generator.model.handbook import Handbook
from generator.model.policy import Phase
from generator.problem import did_you_mean
from generator.text.chinese import date


def phases_summed_up(handbook: Handbook) -> Iterator[Finding]:
    """P10: each phase that is over has one summary, which is of a day in or after it, and says what was done."""
    summaries, place = handbook.subdistrict.summaries, handbook.subdistrict.source.at("summaries")
    phases = {phase.name: phase for phase in handbook.policy.phases}
    over = [phase for phase in phases.values() if phase.ends < handbook.today]
    if not over:
        yield met(handbook.policy.source.at("phases"), "还没有过完的阶段")
        return
    if not summaries:
        hint = "在 content/subdistrict.yml 的 `summaries` 里，一个阶段写一条 `phase`、`date`、`done`、`figures`"
        yield unkept(place, "各阶段总结的记录", hint)
        return
    faults: list[Finding] = []
    for index, summary in enumerate(summaries):
        faults += [*_of_phase(handbook, index, summary, phases), *_told(handbook, index, summary)]
    summed_up = {summary.phase for summary in summaries}
    for phase in over:
        if phase.name not in summed_up:
            faults.append(breach(place, f"{phase.name}没有总结", "补一条 `phase`、`date`、`done`、`figures`"))
    evidence = "、".join(f"{summary.phase}{date(summary.date)}" for summary in summaries)
    yield from faults or [met(place, f"{len(over)}个阶段都总结了：{evidence}")]


def _of_phase(handbook: Handbook, index: int, summary: PhaseSummary, phases: dict[str, Phase]) -> Iterator[Finding]:
    """Yield what is wrong with which phase a summary is of, and with its day."""
    where, phase = handbook.subdistrict.source.at, phases.get(summary.phase)
    if phase is None:
        hint = did_you_mean(summary.phase, phases)
        yield breach(where("summaries", index, "phase"), f"文件里没有“{summary.phase}”", hint)
    elif summary.phase in {other.phase for other in handbook.subdistrict.summaries[:index]}:
        yield breach(where("summaries", index, "phase"), f"{summary.phase}的总结写了两次", "并成一条")
    elif summary.date < phase.begins:
        message = f"{summary.phase}{date(phase.begins)}才开始，{date(summary.date)}就总结了"
        yield breach(where("summaries", index, "date"), message, "核对 `date`")
    if summary.date > handbook.today:
        message = f"{summary.phase}的总结写着{date(summary.date)}，还没有到"
        yield breach(where("summaries", index, "date"), message, "总结了再写")


def _told(handbook: Handbook, index: int, summary: PhaseSummary) -> Iterator[Finding]:
    """Yield a breach where a summary says nothing, or something that was done only after it."""
    where = handbook.subdistrict.source.at
    if not summary.done and not summary.figures:
        message = f"{summary.phase}的总结里没有做了什么，也没有数字"
        yield breach(where("summaries", index), message, "在 `done` 里写哪天做了什么，在 `figures` 里写原来和后来的数")
    for number, milestone in enumerate(summary.done):
        if milestone.date > summary.date:
            message = f"“{milestone.text}”是{date(milestone.date)}做的，在总结（{date(summary.date)}）以后"
            yield breach(where("summaries", index, "done", number, "date"), message, "核对两个日子")
