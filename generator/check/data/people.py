"""Whoever is named somewhere is in the list of staff."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.problem import Location, Problem, Source

LEFT = "人走了的，给这一班写 `ends`（最后一天），接替的人另写一行；还没到最后一天的，过了那天再从 `staff` 里删"
"""How to mend it where somebody was on a shift and has left, or is about to; said beside what else may be meant."""


GONE = "人走了的，换成接替的人；新来的，先加进 `staff`"
"""How to mend it elsewhere."""


def people_known(handbook: Handbook) -> Iterator[Problem]:
    """D037: whoever is named somewhere is in the list of staff."""
    for committee in handbook.committees:
        names = set(committee.people)
        leaving = {place for place, _ in people_in_shifts(committee, handbook.today)}
        for place, name in named_people(committee, handbook.today):
            if name not in names:
                several = all_of_them(name, names)
                hint = several or misspelt(name, names)
                if place in leaving or not several:
                    hint += ("；" if several else "") + (LEFT if place in leaving else GONE)
                yield Problem(place, "D037", f"工作人员名单里没有“{name}”", hint, committee=committee.slug)


def misspelt(written: str, names: Collection[str]) -> str:
    """Return whom a name may mean: somebody of the same surname and almost the same name, if anybody."""
    near = sorted(name for name in names if name[0] == written[0] and is_slip(written, name))
    return f"是不是想写{'或'.join(f'“{name}”' for name in near)}？" if near else ""


def is_slip(written: str, name: str) -> bool:
    """Tell whether one character of a name is another, missing or too much, or they stand in another order."""
    short, long = sorted((written, name), key=len)
    if len(short) == len(long):
        return sorted(short) == sorted(long) or sum(map(str.__ne__, short, long)) == 1
    return any(short == long[:at] + long[at + 1 :] for at in range(len(long)))


def people_once(handbook: Handbook) -> Iterator[Problem]:
    """D037: nobody stands twice where several are named together: the second was to be somebody else."""
    for committee in handbook.committees:
        for together in named_together(committee, handbook.today):
            seen: set[str] = set()
            for place, name in together:
                if name in seen:
                    hint = "去掉一个；第二个是别人的，改成他的名字"
                    yield Problem(place, "D037", f"“{name}”写了两次", hint, committee=committee.slug)
                seen.add(name)


def named_together(committee: Committee, today: datetime.date) -> Iterator[list[tuple[Location, str]]]:
    """Yield those who are named together: in a working committee, on a shift that is not over, to be called out."""

    def each(source: Source, names: Sequence[str], *path: str | int) -> list[tuple[Location, str]]:
        return [(source.at(*path, number), name) for number, name in enumerate(names)]

    profile, timetable = committee.profile, committee.timetable
    for index, seats in enumerate(profile.working_committees):
        at = ("working_committees", index)
        yield [
            *each(profile.source, seats.cadres, *at, "cadres"),
            *each(profile.source, seats.assistants, *at, "assistants"),
        ]
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(timetable, key)):
            for turn, team in enumerate(() if shift.over(today) else shift.teams):
                yield each(timetable.source, team, key, index, "teams", turn)
            yield each(timetable.source, () if shift.over(today) else shift.staff, key, index, "staff")
    for index, entry in enumerate(timetable.replacements):
        yield each(timetable.source, entry.staff if entry.date >= today else (), "replacements", index, "staff")
    yield each(timetable.source, timetable.emergency.callout if timetable.emergency else (), "emergency", "callout")


def posts_named(handbook: Handbook) -> Iterator[Problem]:
    """D102: whose post ends like one that texts ask for has that very post: `居委会主任` is no 主任 to them."""
    for committee in handbook.committees:
        staff = committee.profile.staff
        held = {post for person in staff for post in person.posts}
        for wanted in {handbook.policy.posts.chair, handbook.policy.posts.secretary} - held:
            for index, person in enumerate(staff):
                for number, post in enumerate(person.posts):
                    if post.endswith(wanted) and not post.endswith(f"副{wanted}"):
                        place = committee.profile.source.at("staff", index, "posts", number)
                        message = f"“{post}”不算“{wanted}”，要写{wanted}名字的地方会是“{handbook.words.missing}”"
                        hint = f"写成“{wanted}”；不是{wanted}的，不用改"
                        yield Problem(place, "D102", message, hint, "warning", committee=committee.slug)


def all_of_them(written: str, names: Collection[str]) -> str:
    """Return what to do where several people are written as one; nothing where they are not."""
    several = sorted((name for name in names if name in written), key=written.index)
    if len(several) < 2:
        return ""
    return f"这里写了几个人：一项只写一个人；可以写几个人的，一个一个用英文逗号隔开，例如 [{', '.join(several)}]"


def named_people(committee: Committee, today: datetime.date) -> Iterator[tuple[Location, str]]:
    """Yield every mention of a member of staff outside the list of staff, and where it stands.

    Who was there in the past may have left since.
    """
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
    yield from people_on_duty(committee, today)


def people_on_duty(committee: Committee, today: datetime.date) -> Iterator[tuple[Location, str]]:
    """Yield every mention in the timetable of a member of staff who is there today or later, and where it stands."""
    at, timetable = committee.timetable.source.at, committee.timetable
    yield from people_in_shifts(committee, today)
    for index, entry in enumerate(timetable.replacements):
        if entry.date >= today:
            yield from ((at("replacements", index, "staff", number), name) for number, name in enumerate(entry.staff))
    for number, name in enumerate(timetable.emergency.callout if timetable.emergency else ()):
        yield at("emergency", "callout", number), name


def people_in_shifts(committee: Committee, today: datetime.date) -> Iterator[tuple[Location, str]]:
    """Yield every mention of a member of staff in a shift that is not over, and where it stands."""
    at = committee.timetable.source.at
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(committee.timetable, key)):
            if not shift.over(today):
                yield from ((at(key, index, "staff", number), name) for number, name in enumerate(shift.staff))
                for turn, team in enumerate(shift.teams):
                    yield from ((at(key, index, "teams", turn, number), name) for number, name in enumerate(team))
