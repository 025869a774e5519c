"""How the policy is carried out: departments, phases, goals, and the document itself (一（三）, 三, annexes)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.departments import is_department
from generator.check.policy.done import done, not_yet
from generator.day import ONE_DAY
from generator.duty.months import month_of, months_earlier
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import Phase, Policy
from generator.problem import Location, Severity, did_you_mean
from generator.text.chinese import and_more, date, month
from generator.text.placeholder import short_name


def departments_named(handbook: Handbook) -> Iterator[Finding]:
    """P1: every department that asks something of committees is named, with what it does for them."""
    departments = handbook.subdistrict.departments
    place = handbook.subdistrict.source.at("departments")
    faults = []
    asking: dict[str, Location] = {}
    for name, where in _asking(handbook):
        asking.setdefault(name, where)
    for name, where in asking.items() if departments else ():
        if not is_department(handbook, name):
            hint = "在 content/subdistrict.yml 的 `departments` 里写 `name`、`phone`、`task`；写过的，名称写成一样"
            faults.append(breach(where, f"职能部门里没有“{name}”", hint))
    if not departments:
        hint = "在 content/subdistrict.yml 的 `departments` 里写 `name`、`phone`、`task`（它帮居委会做什么）"
        faults.append(breach(place, "没有写职能部门", hint))
    yield from faults or [met(place, f"{len(departments)}个部门，各写了做什么；清单和准入里的单位都在其中")]


def pilot(handbook: Handbook) -> Iterator[Finding]:
    """P2: the committees a phase names begin in it, and no others do."""
    phases = [(index, phase) for index, phase in enumerate(handbook.policy.phases) if phase.starts]
    closed = [committee.closing.name for committee in handbook.closed if _names(handbook, {committee.slug})]
    faults: list[Finding] = []
    for index, phase in phases:
        faults += [*_pilots(handbook, index, phase), *_not_pilots(handbook, phase)]
    pilots = [committee for committee in handbook.committees if _is_pilot(handbook, committee)]
    names = "、".join(
        [*(short_name(handbook, committee) for committee in pilots), *(f"{name}（已撤并）" for name in closed)]
    )
    evidence = f"{names}按时开始，试点阶段没有别的居委会开始" if phases else "文件没有写试点"
    yield from faults or [met(handbook.policy.source.at("phases"), evidence)]


def roll_out(handbook: Handbook) -> Iterator[Finding]:
    """P3: all other committees begin in the phase that is for them."""
    phase = next((phase for phase in handbook.policy.phases if phase.others), None)
    place = handbook.policy.source.at("phases")
    if phase is None:
        yield met(place, "文件没有写其他居委会哪个阶段开始")
        return
    others = (committee for committee in handbook.committees if not _is_pilot(handbook, committee))
    due = [committee for committee in others if _there_by(committee, phase)]
    faults = [*_unkept_by(handbook, due, lambda each: each.records.progress is None, "哪天开始的记录", "`progress`")]
    for committee in due:
        progress = committee.records.progress
        faults += [*_started_not_yet(handbook, committee), *_started_too_early(handbook, committee)]
        if progress and done(handbook, progress.started) and not phase.begins <= progress.started <= phase.ends:
            message = f"{short_name(handbook, committee)}{date(progress.started)}开始，不在{_when(phase)}"
            faults.append(breach(at(committee, "records", "progress", "started"), message, "核对 `started`"))
    yield from faults or [met(place, f"其他{len(due)}个居委会，都在{phase.name}开始")]


def summaries(handbook: Handbook) -> Iterator[Finding]:
    """P4: the sub-district and each committee summed up in the phase that is for it."""
    phase = next((phase for phase in handbook.policy.phases if phase.summary), None)
    place = handbook.subdistrict.source.at("summary")
    if phase is None:
        yield met(handbook.policy.source.at("phases"), "文件没有写哪个阶段总结")
        return
    due = [committee for committee in handbook.committees if _there_by(committee, phase)]
    faults = [
        *_unkept_by(handbook, due, lambda each: _summary(each) is None, "哪天总结的记录", "`progress` 的 `summary`")
    ]
    office = handbook.subdistrict.summary
    if office is None:
        faults.append(unkept(place, "街道哪天总结的记录", "在 content/subdistrict.yml 里写 `summary`"))
    elif not done(handbook, office):
        faults += [*not_yet(handbook, place, office, "街道总结")]
    elif not phase.begins <= office <= phase.ends:
        faults.append(breach(place, f"街道{date(office)}总结，不在{_when(phase)}", "核对 `summary`"))
    for committee in due:
        day = _summary(committee)
        faults += [*_summed_up_wrongly(handbook, committee)]
        if day and done(handbook, day) and not phase.begins <= day <= phase.ends:
            message = f"{short_name(handbook, committee)}{date(day)}总结，不在{_when(phase)}"
            faults.append(breach(at(committee, "records", "progress", "summary"), message, "核对 `summary`"))
    yield from faults or [met(place, f"街道和{len(due)}个居委会，都在{phase.name}总结了")]


def phases_whole(handbook: Handbook) -> Iterator[Finding]:
    """P5: the phases follow one another without a gap and without overlap."""
    phases, where = handbook.policy.phases, handbook.policy.source.at
    faults = []
    for index, phase in enumerate(phases):
        if phase.ends < phase.begins:
            place = where("phases", index, "ends")
            faults.append(breach(place, f"{phase.name}还没有开始就结束了", "改 `begins` 或 `ends`"))
    for index, (before, after) in enumerate(pairwise(phases), 1):
        if after.begins != before.ends + ONE_DAY:
            how = "之间空了几天" if after.begins > before.ends else "重叠了"
            message = f"{before.name}和{after.name}{how}"
            hint = f"{before.name}到{date(before.ends)}，下一个阶段从{date(before.ends + ONE_DAY)}开始"
            faults.append(breach(where("phases", index, "begins"), message, hint))
    if not phases:
        yield met(where("phases"), "文件没有分阶段")
        return
    evidence = f"{len(phases)}个阶段前后相接，{date(phases[0].begins)}至{date(phases[-1].ends)}"
    yield from faults or [met(where("phases"), evidence)]


def document_current(handbook: Handbook) -> Iterator[Finding]:
    """P7: the document the handbook follows is not older than a trial may be, and its review is not overdue."""
    policy, where = handbook.policy, handbook.policy.source.at
    faults = [*_number_faults(policy), *not_yet(handbook, where("date"), policy.date, "发文")]
    years = policy.oldest_years
    trial = not policy.statuses.trial or any(word in policy.status for word in policy.statuses.trial)
    if any(word in policy.status for word in policy.statuses.ended):
        message = f"《{policy.title}》写着“{policy.status}”，手册还照它做"
        hint = f"问{policy.issuer}现在照哪个文件；改 `title`、`number`、`date`、`status`"
        faults.append(breach(where("status"), message, hint))
    elif trial and policy.date < months_earlier(handbook.today, 12 * years):
        message = f"《{policy.title}》是{date(policy.date)}发的，写着“{policy.status}”，已经过了{years}年"
        hint = f"问{policy.issuer}还执行不执行；有新文件的，改 `title`、`number`、`date`、`status`"
        faults.append(breach(where("date"), message, hint))
    elif trial and policy.review is None:
        hint = "在 policy.yml 里写 `review`"
        faults.append(breach(where("status"), f"没有写这份“{policy.status}”文件哪天重新看", hint, "info"))
    if policy.review and policy.review < handbook.today:
        message = f"{date(policy.review)}应当重新看这份文件，已经过了"
        faults.append(breach(where("review"), message, "重新看过的，写下一次的日子"))
    review = f"，{date(policy.review)}重新看" if policy.review else ""
    yield from faults or [met(where("number"), f"{policy.number}，{date(policy.date)}，{policy.status}{review}")]


DOCUMENT_NUMBER = re.compile(r"(?P<office>[^〔〕\[\]（）()【】［］〈〉<>0-9]+)〔(?P<year>[0-9]{4})〕[1-9][0-9]*号")
OTHER_BRACKETS = str.maketrans("[（(【［〈<{]）)】］〉>}", "〔〔〔〔〔〔〔〔〕〕〕〕〕〕〕〕")


def _number_faults(policy: Policy) -> Iterator[Finding]:
    """Yield what is wrong with how a document's number is written, as 松府中办〔2019〕177号 is."""
    place, written = policy.source.at("number"), re.sub(r"\s", "", policy.number)
    number = DOCUMENT_NUMBER.fullmatch(written)
    if number is None:
        better = re.sub("〔第?|第(?=[0-9])", lambda mark: mark[0][:1].strip("第"), written.translate(OTHER_BRACKETS))
        hint = f"写成“{better}”" if DOCUMENT_NUMBER.fullmatch(better) else "照文件写，例如 松府中办〔2019〕177号"
        yield breach(place, f"文号“{policy.number}”写得不规范", hint)
    elif int(number["year"]) != policy.date.year:
        message = f"文号是{number['year']}年的，发文日期写的是{date(policy.date)}"
        yield breach(place, message, "核对 `number` 和 `date`")


def annexes_agree(handbook: Handbook) -> Iterator[Finding]:
    """P8: the annexes are the lists the text names, and the handbook has each under the same title."""
    policy, where = handbook.policy, handbook.policy.source.at
    titles = [listing.title for listing in policy.lists]
    kept = [listing.title for listing in handbook.lists.lists]
    faults = []
    for index, annex in enumerate(policy.annexes):
        if annex in policy.annexes[:index]:
            faults.append(breach(where("annexes", index), f"附件《{annex}》写了两次", "删掉一个"))
        for others, whose in ((titles, "正文"), (kept, "手册")):
            if annex not in others:
                message = f"附件《{annex}》和{whose}里的清单名称不一样"
                faults.append(breach(where("annexes", index), message, did_you_mean(annex, others)))
    for index, title in enumerate(titles):
        if title not in policy.annexes:
            message = f"正文里的《{title}》不在附件里"
            faults.append(breach(where("lists", index, "title"), message, did_you_mean(title, policy.annexes)))
    yield from faults or [met(where("annexes"), f"{len(policy.annexes)}份附件，和正文、手册里的名称一样")]


def goals_met(handbook: Handbook, committee: Committee, failed: frozenset[str]) -> Iterator[Finding]:
    """G2: by the day the policy sets, each committee reaches every goal: none of the goal's rules is broken."""
    policy, place = handbook.policy, at(committee, "profile")
    over, by = handbook.today > policy.goals_by, date(policy.goals_by)
    severity: Severity | None = None if over else "warning"
    hint = f"先改好这几条；文件要求{by}以前达到{'，已经过了' if over else ''}"
    faults = []
    for goal in policy.goals:
        if unmet := sorted((id for id in failed if id[0] in goal.rules or id in goal.rules), key=_by_number):
            message = f"“{goal.name}”还没有达到，{len(unmet)}条没有做到：{'、'.join(unmet)}"
            faults.append(breach(place, message, hint, severity))
    names = "、".join(goal.name for goal in policy.goals)
    yield from faults or [met(place, f"{len(policy.goals)}个目标都达到：{names}")]


def obligatory_and_own(handbook: Handbook, committee: Committee, failed: frozenset[str]) -> Iterator[Finding]:
    """P6: a committee does all that it must, and something of its own accord besides."""
    actions, place = committee.profile.actions, at(committee, "profile", "actions")
    faults = []
    done_actions = [action for action in actions if done(handbook, action.since)]
    for index, action in enumerate(actions):
        where = at(committee, "profile", "actions", index, "since")
        faults += [*not_yet(handbook, where, action.since, f"开始做“{action.name}”")]
    if failed:
        unmet = "、".join(sorted(failed, key=_by_number))
        message = f"“规定动作”还有{len(failed)}条没有做到：{unmet}"
        faults.append(breach(at(committee, "profile"), message, "先改好这几条"))
    if not actions:
        hint = "在 committee.yml 的 `actions` 里写：`name`、`since`、`note`"
        faults.append(breach(place, "没有写“自选动作”", hint))
    names = "、".join(action.name for action in done_actions)
    yield from faults or [met(place, f"“规定动作”没有错误；“自选动作”{len(done_actions)}项：{names}")]


def _by_number(id: str) -> tuple[str, int]:
    return id[0], int(id[1:])


def _asking(handbook: Handbook) -> Iterator[tuple[str, Location]]:
    """Yield every department that a list or a committee's register names, and where."""
    for number, listing in enumerate(handbook.lists.lists):
        for index, entry in enumerate(listing.entries):
            yield entry.department, handbook.lists.source.at("lists", number, "entries", index, "department")
    for committee in handbook.committees:
        for index, plate in enumerate(committee.register.plates):
            if plate.applicant:
                yield plate.applicant, at(committee, "register", "plates", index, "applicant")
        for index, admitted in enumerate(committee.register.admitted):
            if admitted.applicant:
                yield admitted.applicant, at(committee, "register", "admitted", index, "applicant")


def _when(phase: Phase) -> str:
    return f"{phase.name}（{date(phase.begins)}至{date(phase.ends)}）"


def _is_pilot(handbook: Handbook, committee: Committee) -> bool:
    return _names(handbook, {committee.slug, *committee.profile.former_slugs})


def _names(handbook: Handbook, slugs: Collection[str]) -> bool:
    """Tell whether a phase names one of these committees."""
    return any(slug in phase.starts for phase in handbook.policy.phases for slug in slugs)


def _there_by(committee: Committee, phase: Phase) -> bool:
    """Tell whether a committee had been established before a phase was over."""
    return (committee.profile.since or "") <= month_of(phase.ends)


def _summary(committee: Committee) -> datetime.date | None:
    return committee.records.progress.summary if committee.records.progress else None


def _pilots(handbook: Handbook, index: int, phase: Phase) -> Iterator[Finding]:
    """Yield what is wrong with the committees that begin in a phase by name."""
    known = {
        slug: committee
        for committee in handbook.committees
        for slug in (*committee.profile.former_slugs, committee.slug)
    }
    closed = {committee.slug for committee in handbook.closed}
    for number, slug in enumerate(phase.starts):
        if slug in closed:
            continue
        if slug not in known:
            place = handbook.policy.source.at("phases", index, "starts", number)
            yield breach(place, f"没有试点居委会“{slug}”", did_you_mean(slug, known))
            continue
        committee = known[slug]
        progress, place = committee.records.progress, at(committee, "records", "progress")
        name = short_name(handbook, committee)
        if progress is None:
            yield unkept(place, f"{name}哪天开始试点的记录", "在 records.yml 里写 `progress`: {`started`: 日期}")
            continue
        yield from _started_not_yet(handbook, committee)
        if done(handbook, progress.started) and not phase.begins <= progress.started <= phase.ends:
            message = f"{name}{date(progress.started)}开始，不在{_when(phase)}"
            yield breach(at(committee, "records", "progress", "started"), message, "核对 `started`")


def _not_pilots(handbook: Handbook, phase: Phase) -> Iterator[Finding]:
    """Yield a breach for each committee that began in a phase that is for others."""
    for committee in handbook.committees:
        progress = committee.records.progress
        if phase.others or progress is None or {committee.slug, *committee.profile.former_slugs} & {*phase.starts}:
            continue
        if phase.begins <= progress.started <= phase.ends:
            message = f"{short_name(handbook, committee)}不是试点，{date(progress.started)}就开始了"
            yield breach(at(committee, "records", "progress", "started"), message, "核对 `started`")


def _started_not_yet(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    if progress := committee.records.progress:
        place = at(committee, "records", "progress", "started")
        yield from not_yet(handbook, place, progress.started, f"{short_name(handbook, committee)}开始")


def _started_too_early(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach where a committee began before it was established."""
    progress, since = committee.records.progress, committee.profile.since
    if progress and since and month_of(progress.started) < since:
        message = f"{short_name(handbook, committee)}{date(progress.started)}开始，{month(since)}才成立"
        yield breach(
            at(committee, "records", "progress", "started"), message, "核对 `started` 和 committee.yml 的 `since`"
        )


def _summed_up_wrongly(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach where a committee's summing up has not come, or was before it began."""
    progress, place = committee.records.progress, at(committee, "records", "progress", "summary")
    if progress and progress.summary:
        name = short_name(handbook, committee)
        yield from not_yet(handbook, place, progress.summary, f"{name}总结")
        in_time = any(phase.begins <= progress.started <= phase.ends for phase in handbook.policy.phases)
        if in_time and progress.summary < progress.started:
            message = f"{name}{date(progress.summary)}总结，{date(progress.started)}才开始"
            yield breach(place, message, "核对 `started` 和 `summary`")


def _unkept_by(
    handbook: Handbook, due: list[Committee], lacks: Callable[[Committee], bool], what: str, key: str
) -> Iterator[Finding]:
    """Yield one finding for all committees that do not keep a record, at the first of them."""
    if missing := [committee for committee in due if lacks(committee)]:
        name = short_name(handbook, missing[0])
        hint = f"在这个居委会的 records.yml 里写 {key}"
        yield unkept(at(missing[0], "records", "progress"), f"{name}{what}{and_more(len(missing), '个居委会')}", hint)
