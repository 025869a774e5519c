"""The hall and its window, the other rooms, and the spaces a committee has of its own (二（三）1, 2)."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations

from generator.check.finding import Finding, at, breach, met
from generator.duty import intervals
from generator.duty.coverage import Coverage
from generator.duty.days import Year, minutes_open, years
from generator.duty.months import month_of, months_between
from generator.duty.roster import Roster
from generator.model.committee import Committee
from generator.model.content import Service
from generator.model.facts import Month
from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.model.premises import OwnSpace, Space
from generator.problem import Location
from generator.text.chinese import and_more, date, month

ON_BEHALF = "代理代办"
ELSEWHERE = ("指引", "不办")
"""The parts of a service that send residents on to another place."""

NEXT_NUMBER = re.compile(r"(?<![0-9])(0[0-9]{2,3}-[0-9-]{7,9}|12[0-9]{3}|9[0-9]{4,5})(?![0-9])")
"""A phone number in a text."""


def one_hall(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R1: a committee has one hall, named as in the policy, and some services are done there on residents' behalf."""
    hall = handbook.policy.rooms.hall
    faults = [*_named(handbook, hall.id, hall.name)]
    count = sum(space.id == hall.id for space in committee.premises.rooms)
    place = at(committee, "premises", "rooms")
    if count != 1:
        message = f"没有{hall.name}" if not count else f"{hall.name}有{count}个，应当只有1个"
        faults.append(breach(place, message, f"在 `rooms` 里留一处 - `id`: {hall.id}"))
    for index, space in enumerate(committee.premises.spaces):
        if hall.name in space.name:
            where = at(committee, "premises", "spaces", index, "name")
            faults.append(
                breach(where, f"“{space.name}”是第二个{hall.name}，应当只有1个", "并进大厅，或改成实际的用途")
            )
    if handbook.contents.hall != hall.id:
        message = f"手册里的大厅写的是“{handbook.contents.hall}”"
        faults.append(breach(handbook.contents.source.at("hall"), message, f"应为“{hall.id}”"))
    done = sum(service.part == ON_BEHALF for service in handbook.services.values())
    if not done:
        hint = f"在 content/services 里，替居民去办的写 `part`: {ON_BEHALF}"
        faults.append(breach(handbook.contents.source.at("services"), f"没有一项写明{ON_BEHALF}", hint))
    yield from faults or [met(place, f"{hall.name}1个，{ON_BEHALF}{done}项")]


def generalist_window(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R2: someone is at the window at all normal hours, people take turns, and all of them were trained for it."""
    policy, place = handbook.policy.rooms, at(committee, "timetable", "window")
    faults = [*_window_placed(handbook, committee)]
    if not committee.timetable.window:
        hint = "在 hours.yml 的 `window` 里写哪些天、谁在窗口"
        faults.append(breach(place, f"{policy.window}没有排人", hint))
    elif handbook.today.year not in handbook.calendars:
        message = f"没有{handbook.today.year}年的放假安排，排不出{policy.window}的班"
        faults.append(breach(place, message, "新建这一年的放假安排"))
    else:
        coverage = Coverage(handbook.policy.duty, Roster.ahead(handbook, committee))
        faults += [*_hours_without_window(handbook, coverage), *_few_at_window(handbook, coverage)]
    people = _at_window(committee, handbook.today)
    faults += [*_untrained(handbook, committee, people)]
    yield from faults or [met(place, f"上班时间都有人，{len(people)}名{policy.generalist}轮流，都受过培训")]


def one_stop(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R3: whoever is sent on to another place is told where that is and whom to ring."""
    faults = []
    own = {committee.profile.phone, committee.profile.duty_phone} - {None}
    for service in handbook.services.values():
        if service.part in ELSEWHERE and not _next_step(service, own):
            message = f"“{service.title}”是{service.part}，没有写下一步打哪个电话"
            hint = "写 `phones`：去办的地方叫什么、电话；居委会自己的电话不算"
            faults.append(breach(service.source.at("phones"), message, hint))
    parts = Counter(service.part for service in handbook.services.values())
    counted = "，".join(f"{part}{number}" for part, number in parts.items())
    evidence = f"{len(handbook.services)}项：{counted}；去别处办的都写了地点和电话"
    yield from faults or [met(handbook.contents.source.at("services"), evidence)]


def rooms_complete(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R4: besides the hall, all rooms of the policy are there by their exact names; who shares a space says so."""
    policy = handbook.policy.rooms
    faults: list[Finding] = []
    for room in policy.others:
        faults += [*_named(handbook, room.id, room.name)]
        if room.id not in (space.id for space in committee.premises.rooms):
            hint = f"在 `rooms` 里加一处 - `id`: {room.id}；与别的房间合用的，两边写 `shares_with`"
            faults.append(breach(at(committee, "premises", "rooms"), f"没有{room.name}", hint))
    faults += [*_shared_on_one_side(handbook, committee)]
    pairs = len(_pairs(committee))
    evidence = f"{len(policy.others)}室都有，名称全对{f'，合用{pairs}处，两边都写了' if pairs else ''}"
    yield from faults or [met(at(committee, "premises", "rooms"), evidence)]


def rooms_described(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R5: it is said of each room when it is open, whom to ask, and how many people it holds."""
    faults = []
    for index, space in enumerate(committee.premises.rooms):
        asked = {"hours": "什么时间开", "contact": "联系人", "capacity": "能坐几人"}
        if missing := [key for key in asked if not getattr(space, key)]:
            message = f"{space_name(handbook, space)}没有写{'、'.join(asked[key] for key in missing)}"
            hint = f"在 rooms.yml 里写 {keys(missing)}"
            faults.append(breach(at(committee, "premises", "rooms", index), message, hint))
    seats = sum(space.capacity or 0 for space in committee.premises.rooms)
    evidence = f"{len(committee.premises.rooms)}间都写了用途、时间、联系人，共坐{seats}人"
    yield from faults or [met(at(committee, "premises", "rooms"), evidence)]


def own_spaces(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R6: spaces a committee has of its own, if any, are told with what they are for, for whom, and when."""
    faults = []
    spaces = committee.premises.spaces
    for index, space in enumerate(spaces):
        if not space.hours:
            message = f"{space.name}没有写什么时间开"
            faults.append(breach(at(committee, "premises", "spaces", index), message, "在 `spaces` 里写 `hours`"))
    names = "、".join(space.name for space in spaces)
    evidence = f"{len(spaces)}处：{names}" if spaces else "没有个性化空间，文件说可以不设"
    yield from faults or [met(at(committee, "premises", "spaces"), evidence)]


def audiences(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R7: besides rooms that are for everyone, own spaces are for some people in particular."""
    rooms = [handbook.rooms[space.id] for space in committee.premises.rooms if space.id in handbook.rooms]
    spaces, place = committee.premises.spaces, at(committee, "premises", "spaces")
    general = {room.audience for room in rooms}
    everyone = handbook.policy.rooms.everyone
    special = [
        audience
        for audience in dict.fromkeys(space.audience for space in spaces)
        if audience not in general and not any(word in audience for word in everyone)
    ]
    if not rooms:
        yield breach(at(committee, "premises", "rooms"), "没有一间房间是给所有居民用的", "在 `rooms` 里写上")
    elif spaces and not special:
        hint = "在 `audience` 里写明给谁用，例如老人、孩子、来沪人员"
        yield breach(at(committee, "premises", "spaces", 0, "audience"), "个性化空间没有写专门给哪些人用", hint)
    else:
        own = f"，专门的{len(special)}类：{'；'.join(special)}" if special else "，没有个性化空间"
        yield met(place, f"大家都能用的{len(rooms)}间{own}")


def shared_use(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """R8: rooms that share one space are never open at the same time."""
    every = years(handbook.calendars)
    this_year = next((each for each in every if each.number == handbook.today.year), every[-1])
    pairs = _pairs(committee)
    faults = []
    for first, second in pairs:
        if both := _together(this_year, first, second):
            names = f"{space_name(handbook, first)}和{space_name(handbook, second)}"
            message = f"{date(both[0])}{names}合用一间，开放时间重叠{and_more(len(both), '天')}"
            faults.append(breach(_place(committee, second, "hours"), message, "改其中一处的 `hours`，前后错开"))
    used = [space for space in committee.places.values() if not pairs or any(space in pair for pair in pairs)]
    if pairs:
        hours = "，".join(f"{space_name(handbook, space)}{_weekly([space], this_year)}小时" for space in used)
        evidence = f"合用{len(pairs)}处，时间不重叠；每周平均{hours}"
    else:
        evidence = f"没有合用的房间，每间每周平均开{_weekly(used, this_year)}小时"
    yield from faults or [met(at(committee, "premises", "rooms"), evidence)]


def space_name(handbook: Handbook, space: Space) -> str:
    """Return what a room or an own space is called."""
    if isinstance(space, OwnSpace):
        return space.name
    return handbook.rooms[space.id].name if space.id in handbook.rooms else space.id


def _named(handbook: Handbook, id: str, name: str) -> Iterator[Finding]:
    """Yield a breach where the text that all share calls a room otherwise than the policy."""
    if id in handbook.rooms and (called := handbook.rooms[id].name) != name:
        yield breach(handbook.rooms[id].source.at("name"), f"“{called}”不是文件里的名称", f"应为“{name}”")


def _window_placed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    if committee.timetable.window_place is None:
        message = f"没有写{handbook.policy.rooms.window}在哪里"
        hint = "在 hours.yml 里写 `window_place`，例如“大厅1号台”"
        yield breach(at(committee, "timetable", "window_place"), message, hint)


def _hours_without_window(handbook: Handbook, coverage: Coverage) -> Iterator[Finding]:
    """Yield a breach for normal hours at which nobody is at the window, or where no hours are normal."""
    window, normal, committee = handbook.policy.rooms.window, coverage.policy.normal, coverage.roster.committee
    hours = [(index, period) for index, period in enumerate(committee.timetable.periods) if period.kind == normal]
    if not hours:
        message = f"没有写“{normal}”上班是什么时间，没有办法核对{window}"
        hint = f"在 `periods` 里加一段：`kind`: {normal}，写 `days`、`opens`、`closes`"
        yield breach(at(committee, "timetable", "periods"), message, hint)
    for index, period in hours:
        if empty := coverage.unattended(period):
            message = f"{date(empty[0])}上班时间，{window}没有人{and_more(len(empty), '天')}"
            hint = "在 `window` 里排人，调休上班日也要排；临时换人的写进 `replacements`"
            yield breach(at(committee, "timetable", "periods", index), message, hint)


def _few_at_window(handbook: Handbook, coverage: Coverage) -> Iterator[Finding]:
    """Yield a breach for months in which fewer people take turns at the window than the policy asks for."""
    policy, roster = handbook.policy.rooms, coverage.roster
    people: dict[Month, set[str]] = {
        each: set() for year in roster.years for each in months_between(month_of(year.days[0]), month_of(year.days[-1]))
    }
    for turn in coverage.window:
        for day, staff in turn.staff.items():
            if (key := month_of(day)) in people:
                people[key].update(staff)
    few = [each for each, names in people.items() if len(names) < policy.window_staff]
    if few:
        message = f"{month(few[0])}{policy.window}只排了{len(people[few[0]])}个人{and_more(len(few), '个月')}"
        hint = f"每个月至少{policy.window_staff}个人轮流"
        yield breach(at(roster.committee, "timetable", "window"), message, hint)


def _at_window(committee: Committee, today: datetime.date) -> dict[str, Location]:
    """Return everyone who is at the window today or later, and where the timetable first says so."""
    people: dict[str, Location] = {}
    for index, shift in enumerate(committee.timetable.window):
        names = () if shift.over(today) else (*shift.staff, *(name for team in shift.teams for name in team))
        for name in dict.fromkeys(names):
            people.setdefault(name, at(committee, "timetable", "window", index))
    for index, replacement in enumerate(committee.timetable.replacements):
        if replacement.place == "window" and replacement.date >= today:
            for name in replacement.staff:
                people.setdefault(name, at(committee, "timetable", "replacements", index))
    return people


def _untrained(handbook: Handbook, committee: Committee, people: dict[str, Location]) -> Iterator[Finding]:
    """Yield a breach for people at the window who were not trained for it; unknown people are another rule's."""
    window = handbook.policy.rooms.window
    for name, place in people.items():
        person = committee.people.get(name)
        if person and not (person.generalist and person.trained):
            hint = "在 committee.yml 里这个人下面写 `generalist`: 是 和 `trained`；没有受训的换人"
            yield breach(place, f"{name}排在{window}，没有写是{handbook.policy.rooms.generalist}、哪天受训", hint)
        elif person and person.trained and person.trained > handbook.today:
            message = f"{name}排在{window}，{date(person.trained)}才受训"
            yield breach(place, message, "先换受过训的人，或改 `trained`")


def _next_step(service: Service, own: Collection[str | None]) -> bool:
    """Tell whether a service that is done elsewhere names a number to ring that is not the committee's own."""
    numbers = (*(phone.number for phone in service.phones), *NEXT_NUMBER.findall(service.place))
    return any(number not in own for number in numbers)


def _place(committee: Committee, space: Space, *path: str | int) -> Location:
    key = "spaces" if isinstance(space, OwnSpace) else "rooms"
    index = next(index for index, listed in enumerate(getattr(committee.premises, key)) if listed is space)
    return at(committee, "premises", key, index, *path)


def _pairs(committee: Committee) -> list[tuple[Space, Space]]:
    """Return every two rooms or spaces of which one says that it shares with the other."""
    pairs = combinations(committee.places.values(), 2)
    return [
        (first, second) for first, second in pairs if second.id in first.shares_with or first.id in second.shares_with
    ]


def _shared_on_one_side(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    for first, second in _pairs(committee):
        silent, telling = (first, second) if second.id not in first.shares_with else (second, first)
        if telling.id not in silent.shares_with:
            names = space_name(handbook, telling), space_name(handbook, silent)
            message = f"{names[0]}写了与{names[1]}合用，{names[1]}没有写"
            hint = f"两边都写：`shares_with`: [{telling.id}]"
            yield breach(_place(committee, silent, "shares_with"), message, hint)


def _together(this_year: Year, first: Space, second: Space) -> list[datetime.date]:
    """Return the days on which two rooms have a time in common."""
    days: set[datetime.date] = set()
    for ours in first.hours:
        for theirs in second.hours:
            if intervals.overlap((ours.opens, ours.closes), (theirs.opens, theirs.closes)):
                days |= this_year.occasions(ours) & this_year.occasions(theirs)
    return sorted(days)


def _weekly(spaces: list[Space], this_year: Year) -> str:
    """Return in words for how many hours a week spaces are open on average."""
    weeks = len(this_year.days) / 7
    total = sum(minutes_open(space.hours, this_year) for space in spaces)
    return f"{total / 60 / weeks / max(len(spaces), 1):.1f}".removesuffix(".0")
