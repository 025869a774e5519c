"""What residents do of their own accord: by which of their papers they took it upon themselves, and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.finding import Finding, at, breach
from generator.check.policy.done import done, not_yet
from generator.model.committee import Committee
from generator.model.content import Service
from generator.model.handbook import Handbook
from generator.model.register import Deed
from generator.problem import Location, did_you_mean
from generator.text.chinese import date

OWN = "自治"
"""What a service says instead of an entry when nobody else asks for it: residents govern themselves."""

MEETING = "居民会议"
"""What residents decided at a meeting, which is no charter or convention."""

FOR_OTHERS = "代理代办"
"""The part of a committee in a service that is always somebody else's."""


def unfounded(committee: Committee, service: Service, place: Location) -> Iterator[Finding]:
    """Yield a breach where a service is said to be residents' own and none of their papers names it."""
    if service.part == FOR_OTHERS:
        message = f"“{service.title}”是替部门{FOR_OTHERS}，不是居民自己的事，不能写“{OWN}”"
        yield breach(place, message, "写清单里的 `id`；清单里没有的先准入，没有准入的不要再做")
    elif not any(service.id in deed.services for deed in committee.register.deeds):
        message = f"“{service.title}”写的是“{OWN}”，{committee.profile.name}没有写居民凭什么定下要做"
        hint = (
            "居民定过的，在 register.yml 的 `deeds` 里写 `Deed.by`（居民自治章程、居民公约或居民会议）、`date`、"
            f"`services`: [{service.id}]；是部门的事，写清单里的 `id`"
        )
        yield breach(place, message, hint)


def deeds_sound(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is wrong with the papers themselves: days on which nothing was passed, services that are not there."""
    for index, deed in enumerate(committee.register.deeds):
        place = at(committee, "register", "deeds", index, "date")
        yield from not_yet(handbook, place, deed.date, f"{deed.by}定下")
        if done(handbook, deed.date) and not _on_record(committee, deed):
            known = "、".join(date(day) for day in sorted(_passed(committee, deed))) or "没有写"
            hint = f"committee.yml 和 records.yml 里{deed.by}的日期：{known}；两处写成一样"
            yield breach(place, f"{date(deed.date)}没有通过过{deed.by}", hint)
        for number, id in enumerate(deed.services):
            if id not in handbook.services:
                where = at(committee, "register", "deeds", index, "services", number)
                yield breach(where, f"没有叫“{id}”的办事指南", did_you_mean(id, handbook.services))


def _on_record(committee: Committee, deed: Deed) -> bool:
    """Tell whether the committee's other files know the day, or their log of residents' meetings begins only later."""
    days = _passed(committee, deed)
    return deed.date in days or (deed.by == MEETING and bool(days) and deed.date < min(days))


def _passed(committee: Committee, deed: Deed) -> set[datetime.date]:
    """Return the days on which residents passed papers of a deed's kind."""
    if deed.by == MEETING:
        return {assembly.date for assembly in committee.records.assemblies}
    paper = committee.profile.charter if deed.by == "居民自治章程" else committee.profile.convention
    return {paper.passed} if paper else set()
