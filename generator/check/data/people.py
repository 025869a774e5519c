"""Whoever is named somewhere is in the list of staff."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.problem import Location, Problem, did_you_mean


def people_known(handbook: Handbook) -> Iterator[Problem]:
    """D037: whoever is named somewhere is in the list of staff."""
    for committee in handbook.committees:
        names = set(committee.people)
        for place, name in named_people(committee):
            if name not in names:
                hint = all_of_them(name, names) or did_you_mean(name, sorted(names))
                yield Problem(place, "D037", f"工作人员名单里没有“{name}”", hint, committee=committee.slug)


def all_of_them(written: str, names: Collection[str]) -> str:
    """Return what to do where several people are written as one; nothing where they are not."""
    several = sorted((name for name in names if name in written), key=written.index)
    if len(several) < 2:
        return ""
    return f"这里写了几个人：一项只写一个人；可以写几个人的，一个一个用英文逗号隔开，例如 [{', '.join(several)}]"


def named_people(committee: Committee) -> Iterator[tuple[Location, str]]:
    """Yield every mention of a member of staff outside the list of staff, and where it stands."""
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
    """Yield every mention of a member of staff in the timetable, and where it stands."""
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
