"""The working committees: their names, members and duties, and what their duties ask for (二（二）)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.names import by_rule
from generator.check.policy.reasons import stale
from generator.check.policy.texts import needed, texts_there, titles
from generator.model.committee import Committee, Person, WorkingCommitteeStaff
from generator.model.handbook import Handbook
from generator.model.policy import Appointment, FieldOfWork, MemberKinds
from generator.problem import Key, Location, did_you_mean


def working_committees_named(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M1: a committee has each working committee of the policy once, under its exact name, and no other."""
    wrong = False
    names = {field.id: field.name for field in handbook.policy.working_committees}
    for id, shared in handbook.working_committees.items():
        if names.get(id) != shared.name:
            wrong = True
            hint = f"应为“{names[id]}”" if id in names else f"文件里的是{'、'.join(names.values())}"
            yield breach(shared.source.at("name"), f"“{shared.name}”不是文件里的工作委员会", hint)
    listed = [seats.id for seats in committee.profile.working_committees]
    for id, name in names.items():
        if listed.count(id) != 1:
            wrong = True
            message = f"没有{name}" if id not in listed else f"{name}写了 {listed.count(id)} 次"
            hint = f"在 `working_committees` 里写一处 - `id`: {id}"
            yield breach(at(committee, "profile", "working_committees"), message, hint)
    looked_at = [by_rule(handbook.policy.working_committees, rule, OF_DUTIES) for rule in OF_DUTIES]
    for field in handbook.policy.working_committees:
        for finding in _duties_of(handbook, committee, field) if field not in looked_at else ():
            wrong = True
            yield finding
    if not wrong:
        yield met(at(committee, "profile", "working_committees"), f"{len(names)}个，名称全对")


def all_assigned(handbook: Handbook) -> Iterator[Finding]:
    """M2: every service, room, rule and form belongs to one working committee, a service to one of its duty groups."""
    wrong = False
    known = {field.id: field.groups for field in handbook.policy.working_committees}
    for text in handbook.assigned:
        if text.working_committee not in known:
            wrong = True
            message = f"没有叫“{text.working_committee}”的工作委员会"
            hint = did_you_mean(text.working_committee, known)
            yield breach(text.source.at("working_committee"), message, hint)
    for service in handbook.services.values():
        groups = known.get(service.working_committee, ())
        if groups and service.field not in groups:
            wrong = True
            hint = did_you_mean(service.field, groups)
            yield breach(service.source.at("field"), f"没有叫“{service.field}”的职责", hint)
    place = handbook.contents.source.at("services")
    if not wrong:
        yield met(place, f"{len(handbook.assigned)}项事务、制度、空间和表单，各归一个工作委员会")


def directors_post(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M3: the director of a working committee is in principle at least deputy chair; else a reason is written."""
    wrong = False
    for index, seats in enumerate(committee.profile.working_committees):
        person = committee.people.get(seats.director)
        if person is None or _may_direct(handbook, person):
            continue
        if seats.director_reason:
            place = at(committee, "profile", "working_committees", index, "director_reason")
            day, what = seats.director_reasoned, f"由{'、'.join(person.posts)}{seats.director}担任"
            late = [*stale(handbook, place, day, what, "director_reasoned")]
            wrong = wrong or bool(late)
            yield from late
        else:
            wrong = True
            place = at(committee, "profile", "working_committees", index, "director")
            message = f"{seats.director}是{'、'.join(person.posts)}，不是{'、'.join(handbook.policy.director_posts)}"
            yield breach(place, message, "换人，或在 `director_reason` 里写明原因，`director_reasoned` 写哪天写的")
    if not committee.profile.working_committees:
        yield _no_members(committee)
    elif not wrong:
        reasons = sum(bool(seats.director_reason) for seats in committee.profile.working_committees)
        evidence = f"{handbook.policy.posts.director}的职务都够{f'，{reasons}个写明了原因' if reasons else ''}"
        yield met(at(committee, "profile", "working_committees"), evidence)


def _may_direct(handbook: Handbook, person: Person) -> bool:
    return any(bare_post(handbook, post) in handbook.policy.director_posts for post in person.posts)


def kinds_of_members(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M4: a working committee has members of each kind the policy names, by their posts, and of no other kind."""
    kinds = handbook.policy.member_kinds
    faults: list[Finding] = []
    for index, seats in enumerate(committee.profile.working_committees):
        faults += [*_kinds_missing(handbook, committee, index), *_wrong_kind(handbook, committee, index, seats)]
    if not committee.profile.working_committees:
        yield _no_members(committee)
        return
    people = sum(seats.representatives or 0 for seats in committee.profile.working_committees)
    named = "、".join(name for key in MemberKinds.model_fields if (name := getattr(kinds, key)))
    counted = f"，{kinds.representatives}共{people}人次" if kinds.representatives else ""
    yield from faults or [met(at(committee, "profile", "working_committees"), f"{named}都有{counted}")]


def kinds_of(handbook: Handbook, person: Person) -> frozenset[str]:
    """Return of which kinds of members somebody is by posts, `cadres` or `assistants`; none where no post says."""
    known = handbook.policy.member_posts
    kinds = set()
    for post in person.posts:
        if any(post.endswith(word) for word in known.assistants):
            kinds.add("assistants")
        elif bare_post(handbook, post) in known.cadres:
            kinds.add("cadres")
    return frozenset(kinds)


def bare_post(handbook: Handbook, post: str) -> str:
    """Return a post without the body it is in: 副主任 of 居委会副主任, but 业委会主任 as it stands."""
    before = [word for word in handbook.policy.member_posts.before if post.startswith(word) and post != word]
    return bare_post(handbook, post.removeprefix(max(before, key=len))) if before else post


KINDS_BY_POST = ("cadres", "assistants")
"""The kinds of members that posts tell; residents' representatives have none."""


def _kinds_missing(handbook: Handbook, committee: Committee, index: int) -> Iterator[Finding]:
    """Yield a breach where a working committee has nobody of a kind that the policy names."""
    seats, kinds = committee.profile.working_committees[index], handbook.policy.member_kinds
    asked = {key: name for key in MemberKinds.model_fields if (name := getattr(kinds, key))}
    held = _kinds_held(handbook, committee, seats)
    if missing := [name for key, name in asked.items() if key not in held]:
        name = handbook.working_committees[seats.id].name if seats.id in handbook.working_committees else seats.id
        hint = "在这个工作委员会下面补上 `cadres`、`assistants` 或 `representatives`"
        place = at(committee, "profile", "working_committees", index)
        yield breach(place, f"{name}没有{'、'.join(missing)}", hint)


def _kinds_held(handbook: Handbook, committee: Committee, seats: WorkingCommitteeStaff) -> set[str]:
    """Return the kinds of members that a working committee has; whoever has no known post counts where he is listed."""
    held = {"representatives"} if seats.representatives else set()
    for kind, names in (("cadres", (seats.director, *seats.cadres)), ("assistants", seats.assistants)):
        for name in names:
            person = committee.people.get(name)
            held |= (kinds_of(handbook, person) if person else frozenset()) or {kind}
    return held


def _wrong_kind(
    handbook: Handbook, committee: Committee, index: int, seats: WorkingCommitteeStaff
) -> Iterator[Finding]:
    """Yield a breach for each member who is listed as of a kind that no post of theirs is of."""
    kinds, posts = handbook.policy.member_kinds, handbook.policy.member_posts
    for key in KINDS_BY_POST:
        for number, name in enumerate(getattr(seats, key)):
            person = committee.people.get(name)
            if person is None or not getattr(posts, key) or key in kinds_of(handbook, person):
                continue
            kind = getattr(kinds, key) or "这种成员"
            hint = f"{kind}是{'、'.join(getattr(posts, key))}；写到别的一行，或换人"
            place = at(committee, "profile", "working_committees", index, key, number)
            yield breach(place, f"{name}是{'、'.join(person.posts)}，不是{kind}", hint)


def _no_members(committee: Committee) -> Finding:
    hint = "在 committee.yml 的 `working_committees` 里写每个工作委员会有谁"
    return unkept(at(committee, "profile", "working_committees"), "工作委员会的名单", hint)


def duties(handbook: Handbook, committee: Committee, rule: str) -> Iterator[Finding]:
    """Yield whether each duty group of the working committee that a rule looks at is described and has a person."""
    field = by_rule(handbook.policy.working_committees, rule, OF_DUTIES)
    if field is None:
        yield met(handbook.policy.source.at("working_committees"), "文件没有这个工作委员会")
        return
    place, responsible = _responsible(committee, field.id)
    faults = [*_duties_of(handbook, committee, field)]
    evidence = "、".join(f"{group}由{responsible.get(group)}负责" for group in field.groups)
    yield from faults or [met(place, evidence)]


OF_DUTIES = ("M5", "M7", "M11", "M13")
"""The rules that each look at one working committee, in the policy's order where it does not say which."""


def _responsible(committee: Committee, id: str) -> tuple[Location, Mapping[str, str]]:
    """Return where it is written who is responsible for what in a working committee, and who is."""
    seats = seats_of(committee, id)
    path: tuple[Key, ...] = (seats[0], "responsible") if seats else ()
    return at(committee, "profile", "working_committees", *path), seats[1].responsible if seats else {}


def _duties_of(handbook: Handbook, committee: Committee, field: FieldOfWork) -> Iterator[Finding]:
    """Yield a breach for each duty group of a working committee that is not described, or has no person."""
    shared = handbook.working_committees.get(field.id)
    described = [group.name for group in shared.groups] if shared else []
    place, responsible = _responsible(committee, field.id)
    for group in field.groups:
        if group not in described:
            where = shared.source.at("groups") if shared else handbook.contents.source.at("working_committees")
            yield breach(where, f"{field.name}没有写职责“{group}”", "在 `groups` 里加上")
        if group not in responsible:
            yield breach(place, f"{field.name}的“{group}”没有负责人", f"在 `responsible` 里写“{group}: 姓名”")


def seats_of(committee: Committee, id: str) -> tuple[int, WorkingCommitteeStaff] | None:
    """Return where in the file the seats of a working committee stand, and who has them, or None."""
    listed = enumerate(committee.profile.working_committees)
    return next(((index, seats) for index, seats in listed if seats.id == id), None)


def first_duties(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M5: the duty groups of the first working committee are described and each has a person."""
    yield from duties(handbook, committee, "M5")


def second_duties(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M7: the duty groups of the second working committee are described and each has a person."""
    yield from duties(handbook, committee, "M7")


def third_duties(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M11: the duty groups of the third working committee are described and each has a person."""
    yield from duties(handbook, committee, "M11")


def fourth_duties(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M13: the duty groups of the fourth working committee are described and each has a person."""
    yield from duties(handbook, committee, "M13")


def appointed(handbook: Handbook, committee: Committee, rule: str) -> Iterator[Finding]:
    """Yield a breach for each appointment that a rule asks for and the committee has not made."""
    for appointment in handbook.policy.appointments:
        if appointment.rule == rule and not _appointee(committee, appointment):
            hint = f"在 `appointments` 里写“{appointment.name}: 姓名”"
            yield breach(at(committee, "profile", "appointments"), f"没有写谁负责{appointment.name}", hint)


def appointees(handbook: Handbook, committee: Committee, rule: str) -> str:
    """Return who has the appointments that a rule asks for, as evidence."""
    asked = (appointment for appointment in handbook.policy.appointments if appointment.rule == rule)
    return "、".join(f"{each.name} {_appointee(committee, each)}" for each in asked)


def _appointee(committee: Committee, appointment: Appointment) -> str:
    """Return who has an appointment, by whichever of its names it is written; nothing where nobody has."""
    names, made = (appointment.name, *appointment.also_called), committee.profile.appointments
    return next((made[name] for name in names if name in made), "")


def by_person(handbook: Handbook, committee: Committee, rule: str) -> Iterator[Finding]:
    """Yield whether the appointments and texts that a rule asks for are there."""
    wrong = [*appointed(handbook, committee, rule), *texts_there(handbook, rule)]
    yield from wrong
    if not wrong:
        evidence = "；".join(part for part in (appointees(handbook, committee, rule), titles(handbook, rule)) if part)
        yield met(at(committee, "profile", "appointments"), evidence or "文件没有要求指定专人")


def mass_organisations(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M6: each mass organisation has a person to turn to."""
    yield from by_person(handbook, committee, "M6")


def three_parties(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M8: how the three parties work together is written, and which estates have no owners' committee."""
    faults = [*texts_there(handbook, "M8"), *parties_without_duties(handbook)]
    estates = committee.profile.estates
    if not estates:
        hint = "在 `estates` 里写每个小区的名称、有没有业委会、物业公司"
        faults.append(breach(at(committee, "profile"), "没有写有哪些小区", hint))
    for index, estate in enumerate(estates):
        if not estate.property_company and estate.owners_committee:
            place = at(committee, "profile", "estates", index)
            faults.append(breach(place, f"{estate.name}没有写物业公司", "补上 `property_company`"))
    without = [estate.name for estate in estates if not estate.owners_committee]
    evidence = f"{len(estates)}个小区" + (f"，其中没有业委会的：{'、'.join(without)}" if without else "，都有业委会")
    yield from faults or [met(at(committee, "profile", "estates"), evidence)]


def parties_without_duties(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each party that the mechanism names but gives no list of duties under a heading of its own."""
    parties = handbook.policy.requirements["M8"].says
    for text in needed(handbook, "M8"):
        sections = re.split(r"^##+ ", text.markdown, flags=re.MULTILINE)[1:]
        for party in parties:
            own = [section for section in sections if _is_about(section.split("\n", 1)[0], party, parties)]
            if not any(re.search(r"^([-*]|\d+\.|\*\*第)", section, re.MULTILINE) for section in own):
                hint = f"写一个标题“## {party}……”，下面列它的职责"
                yield breach(text.source.at(), f"没有单独列出{party}的职责", hint)


def _is_about(heading: str, party: str, parties: Iterable[str]) -> bool:
    """Tell whether a heading is about one party alone; 没有业委会的小区 is about estates that have none."""
    others = any(other in heading for other in parties if other != party)
    return party in heading and not others and not re.search(f"(?:没有|没|未|无)[^，。]{{0,6}}{party}", heading)


def residents_discuss(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M9: residents find out how to put a matter up for discussion."""
    yield from by_texts(handbook, "M9")


def by_texts(handbook: Handbook, rule: str) -> Iterator[Finding]:
    """Yield whether the texts that a rule asks for are there and say what they must."""
    wrong = list(texts_there(handbook, rule))
    yield from wrong
    if not wrong:
        yield met(handbook.contents.source.at("rules"), titles(handbook, rule))


def floods_and_waste(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M10: there are texts on floods and on sorting waste."""
    yield from by_texts(handbook, "M10")


def public_health(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M12: public health has a person and a text."""
    yield from by_person(handbook, committee, "M12")


def mediation(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M14: how mediation goes is written, and that it is free (人民调解法 art. 4); its room has hours and a person."""
    faults = [*texts_there(handbook, "M14")]
    rooms = [need.partition(":")[2] for need in handbook.policy.requirements["M14"].needs if need.startswith("room:")]
    listed = {space.id: index for index, space in enumerate(committee.premises.rooms)}
    for id in rooms:
        if id not in listed:
            hint = f"在 `rooms` 里加一处 - `id`: {id}"
            faults.append(breach(at(committee, "premises", "rooms"), "没有写在哪里调解", hint))
            continue
        space = committee.premises.rooms[listed[id]]
        if not (space.hours and space.contact):
            place = at(committee, "premises", "rooms", listed[id])
            faults.append(breach(place, "调解的地方没有写时间和联系人", "写上 `hours` 和 `contact`"))
    words = "、".join(handbook.policy.requirements["M14"].says)
    evidence = f"{titles(handbook, 'M14')}{f'，写明{words}' if words else ''}"
    yield from faults or [met(at(committee, "premises", "rooms"), evidence)]


def hazards_reported(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M15: how a hazard is reported is written, and there is a number to ring."""
    wrong = list(texts_there(handbook, "M15"))
    yield from wrong
    if not (committee.profile.duty_phone or committee.profile.phone):
        wrong.append(breach(at(committee, "profile"), "没有报隐患的电话", "写上 `duty_phone`"))
        yield wrong[-1]
    if not wrong:
        place = at(committee, "profile", "duty_phone")
        yield met(place, f"{titles(handbook, 'M15')}，电话{committee.profile.duty_phone or committee.profile.phone}")
