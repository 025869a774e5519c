"""Rules V1–V6: how residents are received, guided, answered and visited."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.done import done, not_yet
from generator.check.policy.monthly import months_kept
from generator.check.policy.shared import found_once
from generator.check.policy.texts import needed, texts_there
from generator.check.policy.working_committees import kinds_of
from generator.duty.months import month_of, months_earlier, whole_months_until
from generator.model.committee import Block, Committee, Estate
from generator.model.content import Form, Service
from generator.model.handbook import Handbook
from generator.model.records import Visit
from generator.text.chinese import and_more, date, month

SAYS_NOTHING = re.compile(
    r"[\W_]*|(?:略|同上|待定|待补充?|待填写?|待完善|暂无|暂缺|未知|不详|另行通知|TODO|[xX×]+)[。.]?"
)
"""What fills a field of a guide without telling anything."""

GUIDED = ("办理", "代理代办", "指引")
TOLD = ("answer", "audience", "place", "hours", "time", "fee", "result", "committee_part")


def generalists(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V1: there are generalists, and rules for them, for receiving residents and for the work log."""
    place, staff = at(committee, "profile", "staff"), committee.profile.staff
    faults, word = [*texts_there(handbook, "V1")], handbook.policy.rooms.generalist
    number = sum(person.generalist and done(handbook, person.trained) for person in staff)
    if not number:
        faults.append(
            breach(
                place, f"没有一个人是受过培训的{word}", "受过培训的人，在 `staff` 里写 `generalist`: 是 和 `trained`"
            )
        )
    for index, person in enumerate(staff):
        if person.generalist and not done(handbook, person.trained):
            lacks = "的培训日期还没有到" if person.trained else "没有写哪天受的培训"
            where = at(committee, "profile", "staff", index, "trained")
            faults.append(breach(where, f"{word}{person.name}{lacks}", "受过培训的写那天的日期；没有受过的，先不算"))
    yield from faults or [met(place, f"{len(staff)}名工作人员里，{number}名{word}（{100 * number // len(staff)}%）")]


def guides_complete(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V2: the guide to every common affair is whole, and was compared with its source not long ago."""
    guides = [service for service in handbook.services.values() if service.part in GUIDED]
    faults = [*texts_there(handbook, "V2")]
    read = (handbook.policy, handbook.words, *guides)
    faults += found_once("guides", read, handbook.today, lambda: _guides(handbook, guides))
    if not committee.profile.phone and (silent := [service for service in guides if not service.phones]):
        message = f"“{silent[0].title}”没有电话，居委会的电话也没有写{and_more(len(silent), '份')}"
        faults.append(breach(at(committee, "profile", "phone"), message, "在 committee.yml 写 `phone`"))
    oldest = min((service.checked.date for service in guides), default=handbook.today)
    evidence = f"{len(guides)}份办事指南都写全了，最早的一份{date(oldest)}核对"
    yield from faults or [met(handbook.contents.source.at("services"), evidence)]


def answers_in_time(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V3: residents are promised an answer within some days, and nearly always have it by then."""
    place, answers = at(committee, "records", "answers"), committee.records.answers
    faults = [*texts_there(handbook, "V3")]
    if not answers:
        hint = "在 records.yml 的 `answers` 里，每月写 `month`、`received`、`late`（晚了几件）"
        yield from [*faults, unkept(place, "答复件数的记录", hint)]
        return
    faults += [*_months_answered(handbook, committee)]
    received, late = sum(entry.received for entry in answers), sum(entry.late for entry in answers)
    if not faults and not received:
        hint = "居民来问、来反映的都算，`received` 写实际收到的件数"
        faults.append(unkept(place, "收到过一件诉求的月份", hint))
    evidence = f"{len(answers)}个月收到{received}件，晚答复{late}件"
    yield from faults or [met(place, evidence)]


def blocks_whole(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V4: every building belongs to one block, and every block to one cadre."""
    profile, place = committee.profile, at(committee, "profile", "blocks")
    faults = [*texts_there(handbook, "V4")]
    if not profile.estates:
        faults.append(breach(at(committee, "profile", "estates"), "没有写有哪些小区", "写 `estates`，每个小区写几幢楼"))
    for name, number in Counter(estate.name for estate in profile.estates).items():
        if number > 1:
            faults.append(breach(at(committee, "profile", "estates"), f"小区“{name}”写了{number}次", "并成一个"))
    for index, block in enumerate(profile.blocks):
        faults += [*_cadre(handbook, committee, index, block)]
    for index, estate in enumerate(profile.estates):
        faults += [*_estate(committee, index, estate)]
    buildings = sum(estate.buildings or 0 for estate in profile.estates)
    cadres = len({block.cadre for block in profile.blocks})
    evidence = f"{buildings}幢楼分成{len(profile.blocks)}片，{cadres}名干部包片，每幢楼只归一片"
    yield from faults or [met(place, evidence)]


def visits(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V5: every block was visited not long ago."""
    place, visits = at(committee, "records", "visits"), committee.records.visits
    faults = [*texts_there(handbook, "V5")]
    for index, visit in enumerate(visits):
        faults += [*_visit(handbook, committee, index, visit)]
    if not visits or not committee.profile.blocks:
        hint = "在 records.yml 的 `visits` 里，每片走完一遍写一条 `block`、`date`、`households`，只写户数"
        yield from [*faults, unkept(place, "走访的记录", hint)]
        return
    for index, block in enumerate(committee.profile.blocks):
        faults += [*_visited(handbook, committee, index, block)]
    households = sum(visit.households for visit in visits)
    evidence = f"{len(committee.profile.blocks)}片都在{handbook.policy.visits.months}个月内走过，共{households}户次"
    yield from faults or [met(place, evidence)]


def diary(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V6: the diary is kept every month, and what it says is never public."""
    faults = [*texts_there(handbook, "V6"), *_public_forms(handbook)]
    diary, place = committee.records.diary, at(committee, "records", "diary")
    hint = "在 records.yml 的 `diary` 里，每月写 `month`、`Diary.entries`，只写篇数，不写内容"
    faults += [*months_kept(handbook, committee, "diary", diary, "《民情日记》", hint)]
    entries = sum(entry.entries for entry in diary)
    evidence = f"{len(diary)}个月共{entries}篇，月月都记；内容不公开"
    yield from faults or [met(place, evidence)]


def _guides(handbook: Handbook, guides: list[Service]) -> Iterator[Finding]:
    for service in guides:
        yield from _guide(handbook, service)
    if not guides:
        hint = "居民常来办、来问的事，在 content/services 里一件写一份"
        yield unkept(handbook.contents.source.at("services"), "办事指南", hint)


def _guide(handbook: Handbook, service: Service) -> Iterator[Finding]:
    at_ = service.source.at
    for key in TOLD:
        if _says_nothing(handbook, getattr(service, key)):
            yield breach(at_(key), f"“{service.title}”的 `{key}` 没有写好", "问清楚以后写上")
    for index, step in enumerate(service.steps):
        if _says_nothing(handbook, step):
            yield breach(at_("steps", index), f"“{service.title}”的第{index + 1}步没有写好", "问清楚以后写上")
    yield from not_yet(handbook, at_("checked", "date"), service.checked.date, f"核对“{service.title}”")
    if (since := _guides_due(handbook)) and service.checked.date < since:
        message = f"“{service.title}”是{date(service.checked.date)}核对的，{month(month_of(since))}应当全部核对一遍"
        yield breach(at_("checked", "date"), message, "照来源核对一遍，改 `checked` 的 `date`", "warning")


def _says_nothing(handbook: Handbook, words: str) -> bool:
    """Tell whether a field of a guide is filled without telling anything."""
    return bool(SAYS_NOTHING.fullmatch(words.strip())) or handbook.words.missing in words


def _guides_due(handbook: Handbook) -> datetime.date | None:
    """Return the first day of the last month, over now, in which all guides were to be compared with their sources."""
    if handbook.policy.guides is None:
        return None
    over = datetime.date.fromisoformat(f"{whole_months_until(handbook.today)}-01")
    months = (months_earlier(over, number) for number in range(12))
    return next((each for each in months if each.month in handbook.policy.guides.checked_months), None)


def _months_answered(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of each month, and the months between without any."""
    most, answers = handbook.policy.answers.late_percent, committee.records.answers
    hint = "补上这个月的 `month`、`received`、`late`"
    yield from months_kept(handbook, committee, "answers", answers, "答复", hint)
    for index, entry in enumerate(answers):
        numbers = f"{month(entry.month)}收到{entry.received}件，晚答复{entry.late}件"
        place = at(committee, "records", "answers", index, "late")
        if entry.late > entry.received:
            yield breach(place, f"{numbers}，晚的比收到的还多", "核对 `received` 和 `late`")
        elif 100 * entry.late > most * entry.received:
            yield breach(place, f"{numbers}，超过{most}%", "看看晚在哪一步；数字写错的改 `late`；真晚了的，照实写")


def _cadre(handbook: Handbook, committee: Committee, index: int, block: Block) -> Iterator[Finding]:
    """Yield a breach where a block is given to somebody whose posts are none of a cadre's."""
    person, cadres = committee.people.get(block.cadre), handbook.policy.member_posts.cadres
    if person and cadres and "cadres" not in kinds_of(handbook, person):
        message = f"{block.name}由{block.cadre}包片，{block.cadre}是{'、'.join(person.posts)}，不是居委会干部"
        hint = f"换一名干部（{'、'.join(cadres)}）；职务变了的，改 `staff` 里的 `posts`"
        yield breach(at(committee, "profile", "blocks", index, "cadre"), message, hint)


def _estate(committee: Committee, number: int, estate: Estate) -> Iterator[Finding]:
    """Yield a breach for buildings of an estate that no block has, that two have, or that are not there."""
    if estate.buildings == 0:
        place = at(committee, "profile", "estates", number, "buildings")
        yield breach(place, f"{estate.name}写了0幢楼", "写实际有几幢；没有楼的不是小区")
        return
    if estate.buildings is None:
        message = f"{estate.name}没有写有几幢楼，没有办法核对每幢楼归哪一片"
        yield breach(at(committee, "profile", "estates", number), message, "加一行，例如 `Estate.buildings`: 36")
        return
    seen: dict[int, str] = {}
    for index, block in enumerate(committee.profile.blocks):
        if block.estate == estate.name:
            yield from _block(committee, index, block, estate.buildings, seen)
    if missing := estate.buildings - len(seen):
        first = next(building for building in range(1, estate.buildings + 1) if building not in seen)
        message = f"{estate.name}{first}号楼没有归到哪一片{and_more(missing, '幢')}"
        yield breach(at(committee, "profile", "estates", number), message, "写进 `blocks` 里一片的 `buildings`")


def _block(committee: Committee, index: int, block: Block, last: int, seen: dict[int, str]) -> Iterator[Finding]:
    """Yield what is wrong with the buildings of a block; they are added to those seen."""
    place = at(committee, "profile", "blocks", index, "buildings")
    for first, end in _spans(block.buildings):
        if first < 1 or end > last:
            there = f"{block.estate}只有{last}幢楼" if end > last else "楼号从1写起"
            yield breach(place, f"{there}，这里写的是{block.buildings}", "改 `buildings`，或改小区的幢数")
        span = range(max(first, 1), min(end, last) + 1)
        if twice := [building for building in span if building in seen]:
            message = f"{block.estate}{twice[0]}号楼在{seen[twice[0]]}和{block.name}里都有{and_more(len(twice), '幢')}"
            yield breach(place, message, "一幢楼只归一片，留下一处")
        seen.update((building, block.name) for building in span)


def _spans(words: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last numbers of each part of `1–12、15`."""
    for part in words.split("、"):
        first, _, last = part.partition("–")
        yield int(first), int(last or first)


def _visited(handbook: Handbook, committee: Committee, index: int, block: Block) -> Iterator[Finding]:
    """Yield a breach where a block was not visited for long."""
    months = handbook.policy.visits.months
    past = [visit for visit in _visits_of(committee, block) if done(handbook, visit.date) and visit.households]
    if not past:
        place = at(committee, "profile", "blocks", index)
        yield breach(place, f"{block.name}还没有走访过", "走完一遍后，在 records.yml 的 `visits` 里写一条")
        return
    last = max(visit.date for visit in past)
    if last < months_earlier(handbook.today, months):
        visits = committee.records.visits
        latest = next(number for number, visit in enumerate(visits) if visit.block == block.name and visit.date == last)
        place = at(committee, "records", "visits", latest, "date")
        message = f"{block.name}上一次走访是{date(last)}，超过{months}个月"
        yield breach(place, message, "走完一遍后，在 records.yml 的 `visits` 里写一条")


def _visit(handbook: Handbook, committee: Committee, index: int, visit: Visit) -> Iterator[Finding]:
    """Yield what cannot be true of one visit: a day to come, no household, or more than live in the estate."""
    place = at(committee, "records", "visits", index)
    yield from not_yet(handbook, place, visit.date, f"走访{visit.block}")
    estates = {block.estate for block in committee.profile.blocks if block.name == visit.block}
    most = sum(estate.households or 0 for estate in committee.profile.estates if estate.name in estates)
    where = at(committee, "records", "visits", index, "households")
    if not visit.households:
        yield breach(where, f"{date(visit.date)}走访{visit.block}，写了0户", "写走到了几户；没有走的，删掉这一条")
    elif most and visit.households > most:
        yield breach(where, f"{visit.block}走访了{visit.households}户，整个小区只有{most}户", "核对 `households`")


def _visits_of(committee: Committee, block: Block) -> list[Visit]:
    return [visit for visit in committee.records.visits if visit.block == block.name]


def _public_forms(handbook: Handbook) -> Iterator[Finding]:
    for form in needed(handbook, "V6"):
        if isinstance(form, Form) and form.public:
            yield breach(form.source.at("public"), f"“{form.title}”写成了公开", "改成 `public`: 否")
