"""Rules V1–V6: how residents are received, guided, answered and visited."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finding import Finding, at, behind, breach, met, unkept
from generator.check.policy.texts import needed, texts_there
from generator.duty.months import months_between, months_earlier, whole_months_until
from generator.model.committee import Block, Committee, Estate
from generator.model.content import Form, Service
from generator.model.handbook import Handbook
from generator.model.records import Visit
from generator.text.chinese import and_more, date, month

CHECKED_WITHIN = 400
"""After how many days a guide should be compared with its source again: a year and some weeks."""

MOST_LATE = 10
"""What percentage of answers may be late before it is told."""

GUIDED = ("办理", "代理代办", "指引")
TOLD = ("answer", "audience", "place", "hours", "time", "fee", "result", "committee_part")


def generalists(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V1: there are generalists, and rules for them, for receiving residents and for the work log."""
    place, staff = at(committee, "profile", "staff"), committee.profile.staff
    faults, number = [*texts_there(handbook, "V1")], sum(person.generalist for person in staff)
    word = handbook.policy.rooms.generalist
    if not number:
        faults.append(
            breach(place, f"没有一个人是{word}", "受过培训的人，在 `staff` 里写 `generalist`: 是 和 `trained`")
        )
    yield from faults or [met(place, f"{len(staff)}名工作人员里，{number}名{word}（{100 * number // len(staff)}%）")]


def guides_complete(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V2: the guide to every common affair is whole, and was compared with its source not long ago."""
    guides = [service for service in handbook.services.values() if service.part in GUIDED]
    faults = [finding for service in guides for finding in _guide(handbook, service)]
    if not committee.profile.phone and (silent := [service for service in guides if not service.phones]):
        message = f"“{silent[0].title}”没有电话，居委会的电话也没有写{and_more(len(silent), '份')}"
        faults.append(breach(at(committee, "profile", "phone"), message, "在 committee.yml 写 `phone`"))
    oldest = min((service.checked.date for service in guides), default=handbook.today)
    evidence = f"{len(guides)}份办事指南都写全了，最早的一份{date(oldest)}核对"
    yield from faults or [met(handbook.contents.source.at("services"), evidence)]


def answers_in_time(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V3: residents are promised an answer within some days, and nearly always have it by then."""
    place, answers = at(committee, "records", "answers"), committee.records.answers
    faults = [*texts_there(handbook, "V3"), *_promise(handbook)]
    if not answers:
        hint = "在 records.yml 的 `answers` 里，每月写 `month`、`received`、`late`（晚了几件）"
        yield from [*faults, unkept(place, "答复件数的记录", hint)]
        return
    index, latest = max(enumerate(answers), key=lambda entry: entry[1].month)
    numbers = f"{month(latest.month)}收到{latest.received}件，晚答复{latest.late}件"
    if 100 * latest.late > MOST_LATE * latest.received:
        hint = "看看晚在哪一步；数字写错的改 `late`"
        faults.append(breach(at(committee, "records", "answers", index, "late"), f"{numbers}，超过{MOST_LATE}%", hint))
    if latest.month < whole_months_until(handbook.today, 2):
        message = f"答复的件数只记到{month(latest.month)}"
        faults.append(breach(place, message, "补上以后每个月的 `month`、`received`、`late`"))
    yield from faults or [met(place, numbers)]


def blocks_whole(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """V4: every building belongs to one block, and every block to one cadre."""
    profile, place = committee.profile, at(committee, "profile", "blocks")
    faults = [*texts_there(handbook, "V4")]
    if not profile.estates:
        faults.append(breach(at(committee, "profile", "estates"), "没有写有哪些小区", "写 `estates`，每个小区写几幢楼"))
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
    place, months = at(committee, "records", "diary"), [entry.month for entry in committee.records.diary]
    faults = [*texts_there(handbook, "V6"), *_public_forms(handbook)]
    if not months:
        hint = "在 records.yml 的 `diary` 里，每月写 `month`、`Diary.entries`，只写篇数"
        yield from [*faults, unkept(place, "每月的篇数", hint)]
        return
    due = max(*months, whole_months_until(handbook.today, 2))
    missing = [each for each in months_between(min(months), due) if each not in months]
    if later := [each for each in missing if each > max(months)]:
        faults.append(behind(place, "每月篇数", month(max(months)), f"{len(later)}个月"))
    if missing := [each for each in missing if each <= max(months)]:
        message = f"{month(missing[0])}的篇数没有记{and_more(len(missing), '个月')}"
        faults.append(breach(place, message, "补上这个月的 `month`、`Diary.entries`；只写篇数，不写内容"))
    entries = sum(entry.entries for entry in committee.records.diary)
    evidence = f"{len(months)}个月共{entries}篇，月月都记；内容不公开"
    yield from faults or [met(place, evidence)]


def _guide(handbook: Handbook, service: Service) -> Iterator[Finding]:
    at_, missing = service.source.at, handbook.words.missing
    for key in TOLD:
        value = getattr(service, key)
        if not value.strip() or missing in value:
            yield breach(at_(key), f"“{service.title}”的 `{key}` 没有写好", "问清楚以后写上")
    for index, step in enumerate(service.steps):
        if not step.strip() or missing in step:
            yield breach(at_("steps", index), f"“{service.title}”的第{index + 1}步没有写好", "问清楚以后写上")
    days = (handbook.today - service.checked.date).days
    if days > CHECKED_WITHIN:
        message = f"“{service.title}”{date(service.checked.date)}核对以后，{days}天没有再核对"
        yield breach(at_("checked", "date"), message, "照来源核对一遍，改 `checked` 的 `date`", "warning")
    elif days < 0:
        yield breach(at_("checked", "date"), f"{date(service.checked.date)}还没有到", "改成真正核对的那天")


def _promise(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach where no text states the days within which residents are answered."""
    texts, promise = needed(handbook, "V3"), f"{handbook.policy.answers.days}个工作日"
    if texts and not any(promise in text.markdown + text.text for text in texts):
        message = f"没有承诺{promise}内答复"
        yield breach(texts[0].source.at(), message, "写明；改了天数的，policy.yml 的 `answers` 一起改")


def _estate(committee: Committee, number: int, estate: Estate) -> Iterator[Finding]:
    """Yield a breach for buildings of an estate that no block has, that two have, or that are not there."""
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
    past = [visit for visit in _visits_of(committee, block) if visit.date <= handbook.today]
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


def _visits_of(committee: Committee, block: Block) -> list[Visit]:
    return [visit for visit in committee.records.visits if visit.block == block.name]


def _public_forms(handbook: Handbook) -> Iterator[Finding]:
    for form in needed(handbook, "V6"):
        if isinstance(form, Form) and form.public:
            yield breach(form.source.at("public"), f"“{form.title}”写成了公开", "改成 `public`: 否")
