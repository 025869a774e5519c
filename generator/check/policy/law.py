"""What the law asks of a residents' committee besides the policy; each rule names its article."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, elsewhere, met, unkept
from generator.check.offices import office_of
from generator.check.policy.done import done, not_yet
from generator.check.policy.texts import texts_there, titles
from generator.check.policy.training import within_a_year
from generator.check.policy.working_committees import bare_post, by_person
from generator.duty.months import months_later
from generator.model.committee import Committee, Election, Passed
from generator.model.content import DisclosureItem
from generator.model.handbook import Handbook
from generator.privacy import text
from generator.text.chinese import date

MEMBERS = (5, 9)
TERM = 5
"""城市居民委员会组织法 art. 7: five to nine members; art. 8: a term of five years."""

MEDIATORS = (3, 9)
MEDIATION_TERM = 3
"""人民调解法 art. 8: three to nine members, a woman among them; art. 9: a term of three years."""

RHYTHMS = {"每月": 45, "每季度": 110, "每半年": 200, "每年": 380}
"""How old a notice may be, in days, where its group is to be made public at such times; some days are for posting."""

ALWAYS = "长期"
"""What a group's frequency says where it is to be public at all times."""

NOTICE_DAYS = 400
"""How long a notice may stay at most: what is about people comes off the board."""


def size_and_term(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L1: a committee has five to nine members, and its term of at most five years has not run out."""
    elected = committee.profile.elected
    if elected is None:
        yield from texts_there(handbook, "L1")
        what = "选举的日期、人数和任期的记录"
        yield unkept(
            at(committee, "profile", "elected"), what, "在 committee.yml 里写 `elected`: {`date`, `members`, `years`}"
        )
        return
    faults = [*texts_there(handbook, "L1"), *members_named(handbook, committee, elected)]
    faults += not_yet(handbook, at(committee, "profile", "elected", "date"), elected.date, "选举居委会")
    if not MEMBERS[0] <= elected.members <= MEMBERS[1]:
        message = f"居委会有{elected.members}名成员，法律规定{MEMBERS[0]}至{MEMBERS[1]}人"
        faults.append(
            breach(at(committee, "profile", "elected", "members"), message, "核对 `members`；人数不合的，补选")
        )
    if elected.years > TERM:
        message = f"任期写了{elected.years}年，法律规定每届{TERM}年"
        faults.append(breach(at(committee, "profile", "elected", "years"), message, f"写 {TERM}"))
    ends = months_later(elected.date, 12 * elected.years)
    if ends < handbook.today:
        hint = f"问{handbook.policy.office.name}哪天换届；换过的，改 `elected`"
        faults.append(breach(at(committee, "profile", "elected", "date"), f"任期{date(ends)}已经满了", hint))
    evidence = f"{elected.members}名成员，{date(elected.date)}选出，任期到{date(ends)}"
    yield from faults or [met(at(committee, "profile", "elected"), evidence)]


def members_named(handbook: Handbook, committee: Committee, elected: Election) -> Iterator[Finding]:
    """Yield a breach where the members are not as many as the people who hold a member's post, and those outside."""
    posts = handbook.policy.posts.members
    held = ({bare_post(handbook, post) for post in person.posts} for person in committee.profile.staff)
    named = sum(not each.isdisjoint(posts) for each in held)
    if posts and named + elected.outside != elected.members:
        outside = f"，名单外{elected.outside}人" if elected.outside else ""
        message = f"选出成员{elected.members}人，名单里有{'、'.join(posts)}职务的{named}人{outside}"
        hint = "名单里补上，离任的删去，缺额的补选；不在工作人员名单里的成员，写进 `elected` 的 `outside`"
        yield breach(at(committee, "profile", "elected", "members"), message, hint)


def residents_meeting(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L2: residents met within a year, and knew the agenda beforehand (条例 art. 11)."""
    faults = list(texts_there(handbook, "L2"))
    assemblies = committee.records.assemblies
    if not assemblies:
        yield from faults
        yield no_assemblies(committee)
        return
    for index, assembly in enumerate(assemblies):
        place = at(committee, "records", "assemblies", index, "date")
        faults += not_yet(handbook, place, assembly.date, "居民会议")
        if assembly.announced >= assembly.date:
            place = at(committee, "records", "assemblies", index, "announced")
            message = f"{date(assembly.date)}的居民会议，议题没有提前公布"
            faults.append(breach(place, message, "提前通知居民，公布议题和议程；写错的，改 `announced`"))
    past = [assembly for assembly in assemblies if done(handbook, assembly.date)]
    if not past:
        yield from faults
        return
    last = max(past, key=lambda assembly: assembly.date)
    if not any(within_a_year(handbook, assembly.date) for assembly in assemblies):
        message = f"一年里没有开过居民会议，最近一次是{date(last.date)}"
        hint = "每年至少开一次；开过的，写进 `assemblies`"
        faults.append(breach(at(committee, "records", "assemblies"), message, hint))
    evidence = f"最近一次{date(last.date)}，提前{(last.date - last.announced).days}天公布议题"
    yield from faults or [met(at(committee, "records", "assemblies"), evidence)]


def no_assemblies(committee: Committee) -> Finding:
    """Return the finding that nobody keeps the dates of residents' meetings yet."""
    hint = "在 records.yml 里写 `assemblies`: 开会的日期、公布议题的日期、是不是评议了成员"
    return unkept(at(committee, "records", "assemblies"), "居民会议的记录", hint)


def reviewed_by_residents(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L3: residents reviewed the committee's members within a year (条例 art. 18)."""
    faults = list(texts_there(handbook, "L3"))
    place = at(committee, "records", "assemblies")
    if not committee.records.assemblies:
        yield from faults
        yield no_assemblies(committee)
        return
    for index, assembly in enumerate(committee.records.assemblies):
        if assembly.review:
            where = at(committee, "records", "assemblies", index, "date")
            faults += not_yet(handbook, where, assembly.date, "评议居委会成员")
    reviews = [each.date for each in committee.records.assemblies if each.review and done(handbook, each.date)]
    if not any(within_a_year(handbook, day) for day in reviews):
        last = f"，最近一次是{date(max(reviews))}" if reviews else ""
        hint = "在居民会议上评议；评议过的，在那次会议写上 `Assembly.review`: 是"
        faults.append(breach(place, f"一年里居民没有评议过居委会成员{last}", hint))
    yield from faults or [met(place, f"最近一次评议{date(max(reviews))}")]


def charter_and_convention(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L4: residents passed the charter and the convention, and both were filed with the sub-district (条例 art. 13)."""
    profile = committee.profile
    papers = {"charter": ("居民自治章程", profile.charter), "convention": ("居民公约", profile.convention)}
    faults = list(texts_there(handbook, "L4"))
    for key, (name, passed) in papers.items():
        faults += when_passed(handbook, committee, key, name, passed)
    evidence = "；".join(
        f"{name}{date(passed.passed)}通过、{date(passed.filed)}备案" for name, passed in papers.values() if passed
    )
    yield from faults or [met(at(committee, "profile", "charter"), evidence)]


def when_passed(
    handbook: Handbook, committee: Committee, key: str, name: str, passed: Passed | None
) -> Iterator[Finding]:
    """Yield what is wrong with when a charter or convention was passed and filed."""
    if passed is None:
        hint = f"在 committee.yml 里写 `{key}`: {{`passed`: 日期, `filed`: 日期}}"
        yield breach(at(committee, "profile", key), f"没有写{name}哪天通过、哪天备案", hint)
        return
    yield from not_yet(handbook, at(committee, "profile", key, "passed"), passed.passed, f"{name}通过")
    yield from not_yet(handbook, at(committee, "profile", key, "filed"), passed.filed, f"{name}备案")
    if passed.filed < passed.passed:
        message = f"{name}{date(passed.filed)}备案，{date(passed.passed)}才通过"
        yield breach(at(committee, "profile", key, "filed"), message, "核对两个日期")


def disclosure(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L5: there is a fixed board for public affairs, and each group of them was made public in time (条例 art. 17)."""
    kind = handbook.disclosure.board_kind
    faults = list(texts_there(handbook, "L5"))
    if not any(board.kind == kind for board in committee.register.boards):
        hint = f"在 `boards` 里写一块 `kind`: {kind}；没有的，设在居民方便看的地方"
        faults.append(breach(at(committee, "register", "boards"), f"没有固定的{kind}", hint))
    if not committee.records.notices:
        yield from faults
        hint = "张贴当天在 records.yml 的 `notices` 里写一条"
        yield unkept(at(committee, "records", "notices"), "居务公开的记录", hint)
        return
    for item in handbook.disclosure.items:
        faults += made_public(handbook, committee, item)
    posted = len(committee.records.notices_on(handbook.today))
    evidence = f"{len(handbook.disclosure.items)}组都在公开，共{posted}条，{kind}固定"
    yield from faults or [met(at(committee, "records", "notices"), evidence)]


def made_public(handbook: Handbook, committee: Committee, item: DisclosureItem) -> Iterator[Finding]:
    """Yield a breach where a group of affairs has no notice up, or one older than the group's rhythm."""
    notices = [
        (notice.published, index)
        for index, notice in enumerate(committee.records.notices)
        if notice.item == item.id and notice.posted(handbook.today)
    ]
    if not notices:
        place = at(committee, "records", "notices")
        hint = f"张贴后在 `notices` 里写一条，`item`: {item.id}"
        if regular(item):
            yield breach(place, f"“{item.name}”现在没有公开的", hint)
        else:
            yield breach(place, f"“{item.name}”现在没有公开的", f"{hint}；没有这类事的，也贴一句“没有”", "info")
        return
    published, index = max(notices)
    age = (handbook.today - published).days
    rhythm = min((days for word, days in RHYTHMS.items() if word in item.frequency), default=age)
    if age > rhythm:
        message = f"“{item.name}”最近一次是{date(published)}，{age}天前"
        place = at(committee, "records", "notices", index, "published")
        yield breach(place, message, f"应当{item.frequency.partition('（')[0]}；公布以后写一条")


def regular(item: DisclosureItem) -> bool:
    """Tell whether a group is to be made public at set times, or always; of others there may be nothing to tell."""
    return any(word in item.frequency for word in (*RHYTHMS, ALWAYS))


def aid_notices(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L11: no notice stays for longer than it must or names anybody's number or home (救助条例 art. 33, 38)."""
    faults = list(texts_there(handbook, "L11"))
    notices, office = committee.records.notices, office_of(handbook, committee.slug)
    for index, notice in enumerate(notices):
        days = (notice.expires - notice.published).days
        if days > NOTICE_DAYS:
            place = at(committee, "records", "notices", index, "expires")
            message = f"“{notice.title}”要挂{days}天"
            faults.append(breach(place, message, f"`expires` 写近一点，最多{NOTICE_DAYS}天；长期的，到期换新"))
        for match in text.find_personal_data(notice.title, office):
            place = at(committee, "records", "notices", index, "title")
            faults.append(breach(place, f"标题里像是有{match.kind}", "删掉；只写数量、金额和办公电话"))
    if notices or faults:
        longest = max(((notice.expires - notice.published).days for notice in notices), default=0)
        evidence = f"{len(notices)}条都有到期日，最长{longest}天，没有个人信息"
        yield from faults or [met(at(committee, "records", "notices"), evidence)]
    else:
        hint = "张贴当天在 records.yml 的 `notices` 里写一条，写明到期日"
        yield unkept(at(committee, "records", "notices"), "居务公开的记录", hint)


def right_to_refuse(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L8: the lists are published, and that what they lack may be refused is in print (条例 art. 27, 28)."""
    faults = list(texts_there(handbook, "L8"))
    entries, refused = len(handbook.lists.entries), len(handbook.certificates.items)
    evidence = f"清单{entries}条、不开的证明{refused}项都公布；{titles(handbook, 'L8')}写明可以拒绝"
    yield from faults or [met(handbook.lists.source.at("lists"), evidence)]


def mediation_committee(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L6: the mediation committee has three to nine members, a woman among them, and its term has not run out."""
    faults = list(texts_there(handbook, "L6"))
    mediators = committee.profile.mediation_committee
    if mediators is None:
        yield from faults
        hint = "在 committee.yml 里写 `mediation_committee`: {`elected`, `members`, `women`}"
        yield unkept(at(committee, "profile", "mediation_committee"), "人民调解委员会的人数和日期的记录", hint)
        return

    def wrong(key: str, message: str, hint: str) -> Finding:
        return breach(at(committee, "profile", "mediation_committee", key), message, hint)

    place = at(committee, "profile", "mediation_committee", "elected")
    faults += not_yet(handbook, place, mediators.elected, "选举人民调解委员会")
    if not MEDIATORS[0] <= mediators.members <= MEDIATORS[1]:
        message = f"人民调解委员会有{mediators.members}人，法律规定{MEDIATORS[0]}至{MEDIATORS[1]}人"
        faults.append(wrong("members", message, "核对 `members`；人数不合的，请居民会议推选"))
    if not mediators.women:
        faults.append(wrong("women", "人民调解委员会没有妇女成员", "法律规定应当有；请居民会议推选"))
    elif mediators.women > mediators.members:
        faults.append(wrong("women", f"妇女{mediators.women}人，比全体{mediators.members}人还多", "核对 `women`"))
    ends = months_later(mediators.elected, 12 * MEDIATION_TERM)
    if ends < handbook.today:
        hint = f"每届{MEDIATION_TERM}年，请居民会议推选；选过的，改 `elected`"
        faults.append(wrong("elected", f"人民调解委员会的任期{date(ends)}已经满了", hint))
    evidence = f"{mediators.members}人，其中妇女{mediators.women}人，任期到{date(ends)}"
    yield from faults or [met(at(committee, "profile", "mediation_committee"), evidence)]


def staggered_hours(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L7: besides the normal hours there are staggered ones and a rota for days off (条例 art. 32)."""
    faults = list(texts_there(handbook, "L7"))
    place = at(committee, "timetable", "periods")
    kept = {period.kind for period in committee.timetable.periods}
    kinds = [kind.name for kind in handbook.policy.duty.kinds if not kind.on_call]
    for kind in kinds:
        if kind not in kept:
            faults.append(breach(place, f"没有{kind}的时间", f"在 `periods` 里写一条 `kind`: {kind}"))
    shifts = [
        shift for shift in committee.timetable.duty if shift.kept(handbook.today) and not shift.over(handbook.today)
    ]
    if kinds and not shifts:
        faults.append(breach(at(committee, "timetable", "duty"), "没有轮流值班的安排", "在 `duty` 里写哪些天谁值班"))
    yield from faults or [met(place, f"{'、'.join(kinds)}都有，{len(shifts)}个班次")]


def fire_safety(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L9: somebody manages fire safety, and residents have a convention on it (消防条例 art. 13)."""
    yield from by_person(handbook, committee, "L9")


def minors(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L10: somebody answers for the protection of minors."""
    yield from by_person(handbook, committee, "L10")


def citations_verified(handbook: Handbook) -> Iterator[Finding]:
    """L12: every law cited exists, has the article, and is in force; told only where the texts of the laws lie by."""
    yield elsewhere(handbook.policy.source.at("rules"), "有法律条文的文件夹时，用 check --laws 文件夹 核对")


def accessible(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """L13: there is a low counter, and a copy of the rulebook in large print (无障碍环境建设法 art. 29, 40)."""
    faults = list(texts_there(handbook, "L13"))
    low, copy = committee.premises.low_counter, committee.register.rulebook
    if low is None:
        hint = "在 rooms.yml 里写 `low_counter`: 是 或 否"
        faults.append(breach(at(committee, "premises", "low_counter"), "没有写有没有低位服务台", hint))
    elif not low:
        hint = "服务台低下一截，或另放一张轮椅能靠近的桌子；放好了写“是”"
        faults.append(breach(at(committee, "premises", "low_counter"), "没有低位服务台", hint))
    if not (copy and copy.large_print):
        hint = "印一本大字版放在一起，在 `rulebook` 里写 `large_print`: 1"
        faults.append(breach(at(committee, "register", "rulebook"), "规章制度汇编没有大字版", hint))
    evidence = f"有低位服务台，大字版{copy.large_print if copy else 0}本"
    yield from faults or [met(at(committee, "premises", "low_counter"), evidence)]
