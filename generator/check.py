"""Rules a handbook must keep: RULES of sound data, and those of the policy's clauses, each a generator, in tables."""

from __future__ import annotations

import datetime
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from generator import glyphs, hosts, ledger, markup, placeholder, privacy
from generator.loader import CALENDARS
from generator.model import Committee, Handbook, Loaded, Record, Room, WorkingCommittee
from generator.model import Rule as RuleText
from generator.problem import Location, Problem
from generator.reader import did_you_mean
from generator.rules import (
    admission,
    boards,
    committees,
    duty,
    floorplans,
    law,
    meetings,
    names,
    plan,
    reception,
    rooms,
    training,
)
from generator.verdict import CommitteeRule, Finding, Judged, SubdistrictRule

Rule = Callable[[Handbook], Iterator[Problem]]


def check_handbook(handbook: Handbook) -> Iterator[Problem]:
    """The problems of a handbook by every rule, rule by rule."""
    yield from check_data(handbook)
    yield from problems(judge(handbook))


def check_data(handbook: Handbook) -> Iterator[Problem]:
    """The problems of a handbook by the rules of sound data."""
    for rule in RULES:
        yield from rule(handbook)


def problems(judged: Iterable[Judged]) -> Iterator[Problem]:
    """What is to be told of the findings: what is wrong, and what nobody keeps records of."""
    return (one.problem for one in judged if one.finding.verdict in ("breach", "unkept"))


def judge(handbook: Handbook) -> Iterator[Judged]:
    """What the rules of the policy find, clause by clause and committee by committee; those that sum up come last."""
    failed: dict[str, set[str]] = {committee.slug: set() for committee in handbook.committees}
    for one in _judge(handbook):
        if one.finding.verdict == "breach" and one.severity == "error":
            for slug in (one.committee,) if one.committee else failed:
                failed[slug].add(one.requirement.id)
        yield one
    for requirement in handbook.policy.rules:
        if sum_up := SUMMARY_RULES.get(requirement.id):
            for committee in handbook.committees:
                for found in sum_up(handbook, committee, frozenset(failed[committee.slug])):
                    yield Judged(requirement, committee.slug, found)


def _judge(handbook: Handbook) -> Iterator[Judged]:
    for requirement in handbook.policy.rules:
        if of_all := SUBDISTRICT_RULES.get(requirement.id):
            yield from (Judged(requirement, "", found) for found in of_all(handbook))
    for committee in handbook.committees:
        yield from _of_committee(handbook, committee)


def _of_committee(handbook: Handbook, committee: Committee) -> tuple[Judged, ...]:
    """What is found of one committee, found anew only when its files, what all share, or the day have changed.

    A record that was not read anew is the same object; names are looked at too, since no two committees share one.
    """
    names = tuple(other.profile.name for other in handbook.committees)
    read = (*handbook.shared_files, *committee.files)
    known = _KNOWN.get(committee.slug)
    if known and known.day == (handbook.today, names) and all(map(operator.is_, known.read, read)):
        return known.judged
    judged = tuple(
        Judged(requirement, committee.slug, found)
        for requirement in handbook.policy.rules
        if (rule := COMMITTEE_RULES.get(requirement.id))
        for found in rule(handbook, committee)
    )
    _KNOWN[committee.slug] = Known((handbook.today, names), read, judged)
    return judged


class Known(NamedTuple):
    """What was found of a committee, and from what."""

    day: tuple[datetime.date, tuple[str, ...]]
    read: tuple[Record, ...]
    judged: tuple[Judged, ...]


_KNOWN: dict[str, Known] = {}


def check_texts(loaded: Loaded) -> Iterator[Problem]:
    """The problems that can be seen in the texts of some files, while others could not be loaded."""
    for rule in TEXT_RULES:
        yield from rule(loaded)


# --- texts -----------------------------------------------------------------------------------------------------------


class Passage(NamedTuple):
    """A piece of an author's text: where it stands, and the committee whose it is."""

    text: str
    location: Location
    committee: str


def passages(handbook: Handbook | Loaded, suspect: Callable[[str], object]) -> Iterator[Passage]:
    """Every text that `suspect` is true of, be it a value or a line of Markdown; a file is asked as a whole first."""
    for record in handbook.files:
        if suspect(record.text):
            committee = committee_of(record)
            yield from (Passage(text, place, committee) for text, place in record.passages if suspect(text))


def committee_of(record: Record) -> str:
    """The slug of the committee whose file it is, or nothing."""
    parts = record.source.file.split("/")
    return parts[1] if parts[0] == "committees" else ""


def placeholders_known(handbook: Handbook | Loaded) -> Iterator[Problem]:
    """D023: what stands in double braces in shared texts can be filled in; committees' own texts have none."""
    for text, place, committee in passages(handbook, lambda text: "{{" in text or "}}" in text):
        if committee:
            braces, end, _ = text[max(text.find("{{"), 0) :].partition("}}")
            message = f"这里不能用占位词“{braces}{end}”"
            yield Problem(place, "D023", message, "直接写内容", committee=committee)
            continue
        for name in placeholder.PATTERN.findall(text):
            if name not in placeholder.NAMES:
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
        for found in BRACES.finditer(placeholder.PATTERN.sub("", text)):
            if name := (found[1] or "").strip():
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
            else:
                hint = "写成 {{ committee.phone }} 这样，前后各两个括号"
                yield Problem(place, "D023", "占位词没有写完整", hint)


BRACES = re.compile(r"\{\{([^{}]*)\}\}|\{\{|\}\}")


def links_resolve(handbook: Handbook) -> Iterator[Problem]:
    """X10: a link within the handbook leads to something the handbook has."""
    from generator.pages import SINGLE_PAGES

    known = {
        "service": handbook.services,
        "room": handbook.rooms,
        "rule": handbook.every_rule,
        "working-committee": handbook.working_committees,
        "form": handbook.forms,
        "page": SINGLE_PAGES,
    }
    for text in handbook.texts:
        for place, kind, id in markup.authored_links(text.markdown, text.source.file, text.source.body_line):
            if kind not in known:
                hint = f"写成 {'、'.join(f'{kind}:名称' for kind in known)}，或 https:// 开头的网址"
                yield Problem(place, "X10", f"不认识的链接“{f'{kind}:{id}' if id else kind}”", hint)
            elif id not in known[kind]:
                yield Problem(place, "X10", f"链接“{kind}:{id}”没有页面", did_you_mean(id, list(known[kind])))


def internal_kept_apart(handbook: Handbook) -> Iterator[Problem]:
    """D063: no text that residents read leads to a rule that is for the staff only."""
    inner = {text.source.file for text in (*handbook.internal_rules.values(), *handbook.internal_rooms.values())}
    inner |= {form.source.file for form in handbook.forms.values() if not form.public}
    for text in handbook.texts:
        if text.source.file in inner:
            continue
        for place, kind, id in markup.authored_links(text.markdown, text.source.file, text.source.body_line):
            if kind == "rule" and id in handbook.internal_rules:
                title = handbook.internal_rules[id].title
                hint = "改成不带链接的话；能给居民看的，把那项制度的 public 改成“是”"
                yield Problem(place, "D063", f"居民看得到的文字链接到内部制度“{title}”", hint)


def glyphs_present(handbook: Handbook | Loaded) -> Iterator[Problem]:
    """X6: the fonts have every character."""
    more = handbook.more_fonts
    known = glyphs.printable(handbook.root / "templates" / "fonts", handbook.root / more if more else None)
    for text, place, committee in passages(handbook, partial(_has_others, known)):
        for character in sorted(set(text) - known):
            shown = f"“{character}”" if character.isprintable() else "这个看不见的字符"
            message = f"字库里没有{shown}（U+{ord(character):04X}）"
            hint = "换一个字；一定要用时，在 site_config.yml 的 fonts 里写上有这个字的字体所在的文件夹"
            yield Problem(place, "X6", message, hint, committee=committee)


@lru_cache(maxsize=16384)
def _has_others(known: frozenset[str], text: str) -> bool:
    """Whether a text has other characters than these; most texts are the same when they are checked again."""
    return not known.issuperset(text)


def no_personal_data(handbook: Handbook | Loaded) -> Iterator[Problem]:
    """X11: no identity numbers, private mobiles, bank cards, home addresses or birth dates of people."""
    for text, place, committee in passages(handbook, _suspicious):
        for kind in dict.fromkeys(found.kind for found in privacy.find(text)):
            hint = "删掉；公开的内容里只写办公电话"
            yield Problem(place, "X11", f"这里像是有{kind}", hint, "error", "个人信息保护法", committee)


_suspicious = lru_cache(maxsize=16384)(privacy.SUSPICIOUS.search)


# --- what all share --------------------------------------------------------------------------------------------------


def contents_consistent(handbook: Handbook) -> Iterator[Problem]:
    """D036: what contents.yml names is there, and every rule is in the rulebook once."""
    contents = handbook.contents
    at = contents.source.at
    for index, id in enumerate(contents.popular):
        if id not in contents.services:
            yield unknown(at("popular", index), "服务", id, contents.services)
    if contents.hall not in contents.rooms:
        yield unknown(at("hall"), "空间", contents.hall, contents.rooms)
    for index, id in enumerate(contents.board):
        if id not in contents.services:
            yield unknown(at("board", index), "服务", id, contents.services)
    known = {
        "rule": contents.rules,
        "room": contents.rooms,
        "working-committee": contents.working_committees,
        "form": contents.forms,
    }
    seen: Counter[str] = Counter()
    for part_index, part in enumerate(contents.rulebook):
        for index, chapter in enumerate(part.chapters):
            place = at("rulebook", part_index, "chapters", index)
            kind, _, id = chapter.partition(":")
            seen[chapter] += 1
            if kind not in known:
                yield Problem(
                    place, "D036", f"不认识“{chapter}”", f"写成 {'、'.join(f'{kind}:名称' for kind in known)}"
                )
            elif id not in known[kind]:
                yield unknown(place, "章节", id, known[kind])
            elif seen[chapter] == 2:
                yield Problem(place, "D036", f"“{chapter}”在汇编里出现了两次", "留下一处")
    for index, id in enumerate(contents.rules):
        if not seen[f"rule:{id}"]:
            hint = f"在 rulebook 里加一行“- rule:{id}”"
            yield Problem(at("rules", index), "D036", f"制度“{id}”没有编进汇编", hint)
    for service in handbook.services.values():
        for index, id in enumerate(service.forms):
            if id not in contents.forms:
                yield unknown(service.source.at("forms", index), "表单", id, contents.forms)
    for key in ("services", "rooms", "working_committees", "rules", "forms", "board"):
        for id, count in Counter(getattr(contents, key)).items():
            if count > 1:
                yield Problem(at(key), "D036", f"“{id}”在 {key} 里写了 {count} 次", "留下一行")


def numbers_unique(handbook: Handbook) -> Iterator[Problem]:
    """X2: committees' numbers are of one length and unique, or two codes could be the same digits."""
    owners: dict[str, str] = {}
    length = Counter(len(committee.profile.number) for committee in handbook.committees).most_common(1)[0][0]
    for committee in handbook.committees:
        number = committee.profile.number
        place = committee.profile.source.at("number")
        if number in owners:
            message = f"编号 {number} 已经是 {owners[number]} 的"
            yield Problem(place, "X2", message, "每个居委会一个编号，例如统计代码的末三位", committee=committee.slug)
        elif len(number) != length:
            message = f"编号“{number}”应当和别的居委会一样长，{length} 位"
            yield Problem(place, "X2", message, "前面补 0", committee=committee.slug)
        owners[number] = committee.slug


def ledger_whole(handbook: Handbook) -> Iterator[Problem]:
    """X2: no hand has changed a line of a ledger or removed one."""
    kept = [
        *((one.slug, one.ledger, one.profile.number, one.snapshots) for one in handbook.committees),
        *((one.slug, one.ledger, one.closing.number, {}) for one in handbook.closed),
    ]
    for slug, found, number, snapshots in kept:
        for fault in ledger.faults(found, number):
            place = found.source.at(fault.key, fault.line)
            yield Problem(place, "X2", fault.message, fault.hint, committee=slug)
        for serial in ledger.snapshot_faults(found, snapshots):
            place = Location(f"committees/{slug}/editions/{serial}.json")
            message = f"付印 {serial} 号的内容还在，台账里却没有这一号了"
            yield Problem(place, "X2", message, "台账只增不减；请用 git 恢复 codes.yml", committee=slug)


# --- one committee ---------------------------------------------------------------------------------------------------


def people_known(handbook: Handbook) -> Iterator[Problem]:
    """D037: whoever is named somewhere is in the list of staff."""
    for committee in handbook.committees:
        names = set(committee.people)
        for place, name in named_people(committee):
            if name not in names:
                hint = did_you_mean(name, sorted(names))
                yield Problem(place, "D037", f"工作人员名单里没有“{name}”", hint, committee=committee.slug)


def named_people(committee: Committee) -> Iterator[tuple[Location, str]]:
    """Every mention of a member of staff outside the list of staff."""
    at = committee.profile.source.at
    for index, seats in enumerate(committee.profile.working_committees):
        yield at("working_committees", index, "director"), seats.director
        for key in ("cadres", "assistants"):
            for number, name in enumerate(getattr(seats, key)):
                yield at("working_committees", index, key, number), name
        for group, name in seats.responsible.items():
            yield at("working_committees", index, "responsible", group), name
    for post, name in committee.profile.appointments.items():
        yield at("appointments", post), name
    for index, block in enumerate(committee.profile.blocks):
        yield at("blocks", index, "cadre"), block.cadre
    for key in ("rooms", "spaces"):
        for index, space in enumerate(getattr(committee.premises, key)):
            if space.contact:
                yield committee.premises.source.at(key, index, "contact"), space.contact
    yield from people_on_duty(committee)


def people_on_duty(committee: Committee) -> Iterator[tuple[Location, str]]:
    """Every mention of a member of staff in the timetable."""
    at, timetable = committee.timetable.source.at, committee.timetable
    for key in ("window", "duty", "replacements"):
        for index, shift in enumerate(getattr(timetable, key)):
            for number, name in enumerate(shift.staff):
                yield at(key, index, "staff", number), name
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(timetable, key)):
            for turn, team in enumerate(shift.teams):
                yield from ((at(key, index, "teams", turn, number), name) for number, name in enumerate(team))
    for number, name in enumerate(timetable.emergency.callout if timetable.emergency else ()):
        yield at("emergency", "callout", number), name


def rooms_known(handbook: Handbook) -> Iterator[Problem]:
    """D038: a committee's rooms are rooms the handbook has, each once; what it shares space with is there too."""
    for committee in handbook.committees:
        at = committee.premises.source.at
        listed = Counter(space.id for space in committee.premises.rooms)
        for index, space in enumerate(committee.premises.rooms):
            place = at("rooms", index, "id")
            if space.id not in handbook.rooms:
                yield unknown(place, "空间", space.id, handbook.rooms, "D038", committee.slug)
            elif listed[space.id] > 1:
                yield Problem(place, "D038", f"“{space.id}”写了两次", "留下一处", committee=committee.slug)
        for index, own in enumerate(committee.premises.spaces):
            if own.id in handbook.rooms or own.id in [other.id for other in committee.premises.spaces[:index]]:
                message = f"“{own.id}”已经有了"
                yield Problem(at("spaces", index, "id"), "D038", message, "换一个 id", committee=committee.slug)
        for index, meeting in enumerate(committee.records.gatherings):
            if meeting.room and meeting.room not in committee.places:
                place = committee.records.source.at("gatherings", index, "room")
                yield unknown(place, "空间", meeting.room, committee.places, "D038", committee.slug)
        for key in ("rooms", "spaces"):
            for index, space in enumerate(getattr(committee.premises, key)):
                for number, id in enumerate(space.shares_with):
                    if id not in committee.places or id == space.id:
                        place = at(key, index, "shares_with", number)
                        yield unknown(place, "空间", id, committee.places, "D038", committee.slug)


def working_committees_known(handbook: Handbook) -> Iterator[Problem]:
    """D048: a committee's working committees are those of the handbook, and answer for duties these have."""
    for committee in handbook.committees:
        for index, seats in enumerate(committee.profile.working_committees):
            if seats.id not in handbook.working_committees:
                place = committee.profile.source.at("working_committees", index, "id")
                yield unknown(place, "工作委员会", seats.id, handbook.working_committees, "D048", committee.slug)
                continue
            groups = [group.name for group in handbook.working_committees[seats.id].groups]
            for group in seats.responsible:
                if group not in groups:
                    place = committee.profile.source.key("working_committees", index, "responsible", group)
                    yield unknown(place, "职责", group, groups, "D048", committee.slug)


def estates_known(handbook: Handbook) -> Iterator[Problem]:
    """D042: blocks lie in estates of the committee, visits are of its blocks, appointments are the policy's."""
    posts = [appointment.name for appointment in handbook.policy.appointments]
    for committee in handbook.committees:
        at, profile = committee.profile.source.at, committee.profile
        estates = [estate.name for estate in profile.estates]
        for index, block in enumerate(profile.blocks):
            if block.estate not in estates:
                yield unknown(at("blocks", index, "estate"), "小区", block.estate, estates, "D042", committee.slug)
        for post in profile.appointments:
            if post not in posts:
                place = profile.source.key("appointments", post)
                yield unknown(place, "专人岗位", post, posts, "D042", committee.slug)
        blocks = [block.name for block in profile.blocks]
        for index, visit in enumerate(committee.records.visits):
            if visit.block not in blocks:
                place = committee.records.source.at("visits", index, "block")
                yield unknown(place, "走访片区", visit.block, blocks, "D042", committee.slug)


def hours_whole(handbook: Handbook) -> Iterator[Problem]:
    """D047: periods are of kinds the policy has, close after they open, and name services there are."""
    kinds_of = handbook.policy.duty
    kinds = [kinds_of.normal, *(kind.name for kind in kinds_of.kinds)]
    for committee in handbook.committees:
        at, slug = committee.timetable.source.at, committee.slug
        for index, period in enumerate(committee.timetable.periods):
            if period.kind not in kinds:
                yield unknown(at("periods", index, "kind"), "上班或值班", period.kind, kinds, "D047", slug)
            for number, id in enumerate(period.services):
                if id not in handbook.services:
                    place = at("periods", index, "services", number)
                    yield unknown(place, "服务", id, handbook.services, "D047", slug)
        for place, opens, closes in openings(committee):
            if opens and closes and closes <= opens:
                message = f"{closes:%H:%M} 下班，比 {opens:%H:%M} 上班还早"
                yield Problem(place, "D047", message, "改 opens 或 closes；过了半夜的分成两段", committee=slug)
        for key in ("window", "duty"):
            for index, shift in enumerate(getattr(committee.timetable, key)):
                if bool(shift.staff) == bool(shift.teams):
                    message = "要写 staff（每次都是这些人）或 teams（轮流的几组人），两样里写一样"
                    yield Problem(at(key, index), "D047", message, committee=slug)


def openings(committee: Committee) -> Iterator[tuple[Location, datetime.time | None, datetime.time | None]]:
    """Every opening and closing time of a committee, and where it stands."""
    for key in ("periods", "window", "duty"):
        for index, entry in enumerate(getattr(committee.timetable, key)):
            yield committee.timetable.source.at(key, index, "closes"), entry.opens, entry.closes
    for key in ("rooms", "spaces"):
        for index, space in enumerate(getattr(committee.premises, key)):
            for number, opening in enumerate(space.hours):
                place = committee.premises.source.at(key, index, "hours", number, "closes")
                yield place, opening.opens, opening.closes


def days_covered(handbook: Handbook) -> Iterator[Problem]:
    """D045: every day the timetable names lies in a year whose holidays are known."""
    for committee in handbook.committees:
        for place, day in named_days(committee):
            if day.year not in handbook.calendars:
                message = f"{day:%Y-%m-%d} 这一年的放假安排还没有"
                hint = f"照国务院公布的放假安排新建 {CALENDARS}/{day.year}.yml，或改日期"
                yield Problem(place, "D045", message, hint, committee=committee.slug)


def named_days(committee: Committee) -> Iterator[tuple[Location, datetime.date]]:
    """Every single day that the timetable names, and where."""
    at, timetable = committee.timetable.source.at, committee.timetable
    for index, replacement in enumerate(timetable.replacements):
        yield at("replacements", index, "date"), replacement.date
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(timetable, key)):
            if shift.begins:
                yield at(key, index, "begins"), shift.begins
    for key in ("periods", "window", "duty"):
        for index, entry in enumerate(getattr(timetable, key)):
            yield from ((at(key, index, "closed", number), day) for number, day in enumerate(entry.closed))


def calendars_whole(handbook: Handbook) -> Iterator[Problem]:
    """D044: holidays lie within their year, make-up workdays are weekend days, and next year's file comes in time."""
    for calendar in handbook.calendars.values():
        at = calendar.source.at
        for index, holiday in enumerate(calendar.holidays):
            if holiday.begins > holiday.ends:
                yield Problem(at("holidays", index, "ends"), "D044", f"{holiday.name}还没有开始就结束了", "改日期")
            elif calendar.year not in (holiday.begins.year, holiday.ends.year):
                yield Problem(at("holidays", index, "begins"), "D044", f"{holiday.name}不在{calendar.year}年", "改日期")
        for index, day in enumerate(calendar.workdays):
            if day.weekday() < 5 or day.year != calendar.year:
                message = f"{day:%Y-%m-%d} 不是{calendar.year}年的周六、周日"
                yield Problem(at("workdays", index), "D044", message, "调休上班日是周六或周日")
    last = max(handbook.calendars)
    if (datetime.date(last, 12, 31) - handbook.today).days < NEXT_YEAR_DAYS:
        place = handbook.calendars[last].source.at("year")
        hint = f"国务院公布后，照 {last}.yml 的样子新建 {CALENDARS}/{last + 1}.yml；没有它，{last + 1}年的值班排不出来"
        yield Problem(place, "D044", f"放假安排只到{last}年底", hint, "warning")


NEXT_YEAR_DAYS = 60
"""How long before its end the next year's calendar is asked for; the State Council publishes it about then."""


def nothing_expired(handbook: Handbook) -> Iterator[Problem]:
    """X5: no service is told that runs out; those that soon will are named in time."""
    for service in handbook.services.values():
        if service.valid_until is None:
            continue
        left = (service.valid_until - handbook.today).days
        place = service.source.at("valid_until")
        if left < 0:
            hint = "查到新规定后改内容和 valid_until；取消了的，写明现在怎么办"
            yield Problem(place, "X5", f"“{service.title}”{service.valid_until:%Y-%m-%d} 已经到期", hint)
        elif left <= handbook.policy.admission.warn_days:
            message = f"“{service.title}”还有{left}天到期"
            yield Problem(place, "X5", message, "问清到期以后怎么办，改内容和 valid_until", "warning")


def host_lasting(handbook: Handbook) -> Iterator[Problem]:
    """D071, D074: the host on paper is the office's own, paid for, and short enough for a code of 29 modules."""
    site, place = handbook.site, handbook.site.source.at("site_url")
    if reason := hosts.refusal(site):
        yield Problem(place, "D071", reason, hosts.OWN_HOST, "warning")
    if not site.handbook.demonstration:
        left = hosts.days_left(site, handbook.today)
        if left is None:
            hint = "在 handbook 下面写 domain: {owner: 谁的, renewal: 哪天到期}"
            yield Problem(place, "D074", "没有写印在纸上的网址是谁的、哪天到期", hint, "warning")
        elif left <= hosts.WARN_DAYS:
            message = f"印在纸上的网址再过{left}天到期" if left >= 0 else f"印在纸上的网址到期{-left}天了"
            hint = "请网址的主人续费，改 renewal；到期不续，印出去的码就都死了"
            yield Problem(place, "D074", message, hint, "warning")
    code = max((code.code for one in handbook.committees for code in one.ledger.codes), key=len, default="")
    symbol = hosts.largest_symbol(site, code)
    if symbol.version > hosts.LARGEST_VERSION:
        side = len(symbol.rows)
        message = f"网址太长，二维码每边要{side}格，比{hosts.LARGEST_SIDE}格的难扫"
        yield Problem(place, "D074", message, "换一个短的网址写在 code_url，域名连同路径20个字以内", "warning")


def closings_followed(handbook: Handbook) -> Iterator[Problem]:
    """D075: a committee that is no more was taken over by one that is there."""
    known = [committee.slug for committee in handbook.committees]
    for closed in handbook.closed:
        if closed.closing.merged_into not in known:
            message = f"接替的居委会“{closed.closing.merged_into}”不在了，或没有这个文件夹"
            hint = did_you_mean(closed.closing.merged_into, known) or "写现在管这一片的居委会的文件夹名"
            yield Problem(closed.closing.source.at("merged_into"), "D075", message, hint, committee=closed.slug)


def former_slugs_free(handbook: Handbook) -> Iterator[Problem]:
    """D076: an address that a committee once had is nobody else's."""
    slugs = (*(one.slug for one in handbook.committees), *(one.slug for one in handbook.closed))
    owners = {slug: slug for slug in slugs}
    for committee in handbook.committees:
        for index, slug in enumerate(committee.profile.former_slugs):
            if slug in owners:
                place = committee.profile.source.at("former_slugs", index)
                message = f"旧网址“{slug}”现在是 {owners[slug]} 的"
                yield Problem(place, "D076", message, "删掉这一行，或给那个文件夹换个名字", committee=committee.slug)
            owners.setdefault(slug, committee.slug)


def changes_dated(handbook: Handbook) -> Iterator[Problem]:
    """D049: what was changed in a text stands oldest first, from its adoption to today; the last is its revision."""
    texts: tuple[RuleText | Room | WorkingCommittee, ...] = (
        *handbook.every_rule.values(),
        *handbook.every_room.values(),
        *handbook.working_committees.values(),
    )
    for text in texts:
        at, before = text.source.at, text.adopted
        if text.revised > text.adopted and not text.changes:
            hint = "加上 changes：哪天，改了哪一条，从什么改成什么"
            yield Problem(at("revised"), "D049", "修订过，没有写改过什么", hint, "warning")
        for index, change in enumerate(text.changes, 1):
            place = at("changes", index - 1, "date")
            if change.date < text.adopted:
                yield Problem(place, "D049", f"{text.adopted} 才通过，{change.date} 还没有它", "改日期")
            elif change.date > handbook.today:
                yield Problem(place, "D049", f"{change.date} 还没有到", "改日期；到了那天再写")
            elif change.date < before:
                yield Problem(place, "D049", f"{change.date} 写在了 {before} 的后面", "先改的写在前面")
            elif index == len(text.changes) and change.date != text.revised:
                message = f"最后一次改是 {change.date}，revised 写的是 {text.revised}"
                yield Problem(place, "D049", message, "改成同一天")
            before = change.date


def requirements_known(handbook: Handbook) -> Iterator[Problem]:
    """D046: every rule the policy lists is one the program can check, and is listed once."""
    known = [*SUBDISTRICT_RULES, *COMMITTEE_RULES, *SUMMARY_RULES]
    counts = Counter(requirement.id for requirement in handbook.policy.rules)
    for index, requirement in enumerate(handbook.policy.rules):
        place = handbook.policy.source.at("rules", index, "id")
        if requirement.id not in known:
            yield Problem(place, "D046", f"程序里没有规则“{requirement.id}”", did_you_mean(requirement.id, known))
        elif counts[requirement.id] > 1:
            yield Problem(place, "D046", f"规则“{requirement.id}”写了 {counts[requirement.id]} 次", "留下一处")


def notices_filed(handbook: Handbook) -> Iterator[Problem]:
    """D039: a public notice belongs to a group of the catalogue and expires after it was published."""
    groups = [item.id for item in handbook.disclosure.items]
    for committee in handbook.committees:
        at = committee.records.source.at
        for index, notice in enumerate(committee.records.notices):
            if notice.item not in groups:
                yield unknown(at("notices", index, "item"), "公开类别", notice.item, groups, "D039", committee.slug)
            if notice.expires <= notice.published:
                place = at("notices", index, "expires")
                yield Problem(place, "D039", "到期日在公开日之前", "改 expires", committee=committee.slug)


def release_reviewed(handbook: Handbook) -> Iterator[Problem]:
    """D065: a website of real data names who read it for secrets and personal data beforehand (国办发〔2017〕47号)."""
    settings = handbook.site.handbook
    if settings.demonstration or (settings.publishing and settings.publishing.review):
        return
    hint = "请人看一遍有没有不该公开的，再写 publishing: {review: {by: 姓名, date: 2026-11-22}}；不会印出来"
    yield Problem(handbook.site.source.at(), "D065", "没有写明上网以前谁审查过、哪天审查的", hint, "warning")


def unknown(
    place: Location, what: str, word: str, choices: Iterable[str], rule: str = "D036", committee: str = ""
) -> Problem:
    """A word that names nothing, with the nearest that does."""
    return Problem(place, rule, f"没有叫“{word}”的{what}", did_you_mean(word, list(choices)), committee=committee)


TEXT_RULES = (placeholders_known, glyphs_present, no_personal_data)

RULES: tuple[Rule, ...] = (
    *TEXT_RULES,
    contents_consistent,
    links_resolve,
    internal_kept_apart,
    requirements_known,
    calendars_whole,
    nothing_expired,
    changes_dated,
    numbers_unique,
    ledger_whole,
    host_lasting,
    closings_followed,
    former_slugs_free,
    people_known,
    rooms_known,
    floorplans.floor_plans,
    working_committees_known,
    estates_known,
    hours_whole,
    days_covered,
    notices_filed,
    release_reviewed,
)
"""Rules of sound data: each yields the problems it is named for."""

SUBDISTRICT_RULES: Mapping[str, SubdistrictRule] = MappingProxyType(
    {
        "G1": names.number_of_committees,
        "G4": names.affairs_from_one_catalogue,
        "M2": committees.all_assigned,
        "B2": boards.no_merit_for_walls,
        "A3": admission.lists_as_titled,
        "A4": admission.affairs_by_law,
        "T3": training.assessment_document,
        "T4": training.assessment_indicators,
        "P1": plan.departments_named,
        "P2": plan.pilot,
        "P3": plan.roll_out,
        "P4": plan.summaries,
        "P5": plan.phases_whole,
        "P7": plan.document_current,
        "P8": plan.annexes_agree,
        "L12": law.citations_verified,
    }
)
"""The rules about the sub-district, by the ids of policy.yml."""

COMMITTEE_RULES: Mapping[str, CommitteeRule] = MappingProxyType(
    {
        "G3": names.placed,
        "N1": names.plates_at_the_door,
        "N2": names.branch_plate,
        "N3": names.committee_plate,
        "N4": names.party_station_plate,
        "N5": names.service_station_plate,
        "N6": names.one_name,
        "N7": names.no_other_plate,
        "N8": names.plates_admitted,
        "M1": committees.working_committees_named,
        "M3": committees.directors_post,
        "M4": committees.kinds_of_members,
        "M5": committees.first_duties,
        "M6": committees.mass_organisations,
        "M7": committees.second_duties,
        "M8": committees.three_parties,
        "M9": committees.residents_discuss,
        "M10": committees.floods_and_waste,
        "M11": committees.third_duties,
        "M12": committees.public_health,
        "M13": committees.fourth_duties,
        "M14": committees.mediation,
        "M15": committees.hazards_reported,
        "R1": rooms.one_hall,
        "R2": rooms.generalist_window,
        "R3": rooms.one_stop,
        "R4": rooms.rooms_complete,
        "R5": rooms.rooms_described,
        "R6": rooms.own_spaces,
        "R7": rooms.audiences,
        "R8": rooms.shared_use,
        "B1": boards.walls_cleared,
        "B3": boards.one_board,
        "B4": boards.board_introduces,
        "B5": boards.rulebook_to_read,
        "B6": boards.removed_rules_bound,
        "B7": boards.texts_readable,
        "B8": boards.no_rules_in_rooms,
        "B9": boards.boards_filed,
        "O1": meetings.regular_meeting,
        "O2": meetings.agenda,
        "O3": meetings.procedures_used,
        "O4": meetings.study_at_meetings,
        "O5": meetings.monthly_study,
        "O6": meetings.attendance,
        "O7": meetings.prohibitions,
        "D1": duty.kinds_of_duty,
        "D2": duty.year_covered,
        "D3": duty.reachable_and_able,
        "D4": duty.serious_events,
        "D5": duty.time_off,
        "V1": reception.generalists,
        "V2": reception.guides_complete,
        "V3": reception.answers_in_time,
        "V4": reception.blocks_whole,
        "V5": reception.visits,
        "V6": reception.diary,
        "A1": admission.nothing_unlisted,
        "A2": admission.admissions_valid,
        "A5": admission.certificates_refused,
        "T1": training.trainings_held,
        "T2": training.certificates,
        "L1": law.size_and_term,
        "L2": law.residents_meeting,
        "L3": law.reviewed_by_residents,
        "L4": law.charter_and_convention,
        "L5": law.disclosure,
        "L6": law.mediation_committee,
        "L7": law.staggered_hours,
        "L8": law.right_to_refuse,
        "L9": law.fire_safety,
        "L10": law.minors,
        "L11": law.aid_notices,
        "L13": law.accessible,
    }
)
"""The rules about one committee, by the ids of policy.yml."""

SUMMARY_RULES: Mapping[str, Callable[[Handbook, Committee, frozenset[str]], Iterator[Finding]]] = MappingProxyType(
    {"G2": plan.goals_met, "P6": plan.obligatory_and_own}
)
"""The rules that sum up: each is given the ids of the rules in which the committee has errors."""
