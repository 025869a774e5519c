"""The facts that are written in several places: what they are today, what was printed of them, what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from generator.check.data.sayings import sayings
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.read.snapshot import Snapshots, said_by
from generator.text import said
from generator.text.placeholder import holder, normal_hours, short_name
from generator.text.said import Said

Facts = Mapping[str, tuple[str, ...]]
"""The values of facts by their kind, `phone`, or by kind and id, `space:after-school`."""

Memory = Mapping[str, Mapping[str, Any]]
"""The facts of earlier days, by the number of the committee; by SHARED those of the sub-district."""

SHARED = ""
MOST = 12
"""How many values of one fact are remembered; what changed more often was nowhere for long."""


@dataclass(frozen=True)
class Kind:
    """A kind of fact: what it is called, how an earlier value is found in a text, and the placeholder for today's.

    Of a `person` no name is remembered longer than some text says it. What is `own` is looked for in the committee's
    own files only, since elsewhere the same words may mean something else.
    """

    words: str
    find: Callable[[str, Collection[str], Collection[str], str], Iterator[Said]]
    field: str = ""
    person: bool = False
    own: bool = False


KINDS: Mapping[str, Kind] = {
    "name": Kind("名称", said.old_words, "committee.short_name"),
    "phone": Kind("电话", said.old_numbers, "committee.phone"),
    "duty_phone": Kind("值班电话", said.old_numbers, "committee.duty_phone"),
    "address": Kind("地址", said.old_words, "committee.address"),
    "hours": Kind("上班时间", said.old_hours, "committee.hours", own=True),
    "chair": Kind("", said.old_holders, "committee.chair", person=True, own=True),
    "secretary": Kind("", said.old_holders, "committee.secretary", person=True, own=True),
    "staff": Kind("", said.old_names, person=True),
    "space": Kind("名称", said.old_words, own=True),
    "contact": Kind("电话", said.old_numbers),
    "office": Kind("名称", said.old_words),
    "working_committee": Kind("名称", said.old_words),
    "room": Kind("名称", said.old_words),
    "service": Kind("名称", said.old_titles),
    "rule": Kind("名称", said.old_titles),
}
"""The kinds of facts: of a committee, then of the sub-district."""


def kind_of(fact: str) -> Kind | None:
    """Return the kind of a fact; None of one that another version of this program remembered."""
    return KINDS.get(fact.partition(":")[0])


# --- today -----------------------------------------------------------------------------------------------------------


def facts_of(handbook: Handbook, committee: Committee) -> Facts:
    """Return the facts of a committee as they are today."""
    profile, posts = committee.profile, handbook.policy.posts
    single = {
        "name": short_name(handbook, committee),
        "phone": profile.phone or usual_phone(handbook, committee),
        "duty_phone": profile.duty_phone,
        "address": profile.address,
        "hours": normal_hours(handbook, committee),
        "chair": with_post(committee, posts.chair),
        "secretary": with_post(committee, posts.secretary),
        **{f"space:{space.id}": space.name for space in committee.premises.spaces},
    }
    return {**{fact: (value,) for fact, value in single.items() if value}, "staff": tuple(committee.people)}


def usual_phone(handbook: Handbook, committee: Committee) -> str | None:
    """Return whom to ring in normal hours; None where nobody says."""
    normal = handbook.policy.duty.normal
    return next(
        (period.phone for period in committee.timetable.periods if period.phone and period.kind == normal), None
    )


def with_post(committee: Committee, post: str) -> str | None:
    """Return a post and who holds it, `书记 陈示例`; None where nobody does."""
    name = holder(committee, post)
    return f"{post} {name}" if name else None


def shared_facts(handbook: Handbook) -> Facts:
    """Return the facts of the sub-district as they are today."""
    return {
        "office": (handbook.policy.office.name,),
        **{f"working_committee:{field.id}": (field.name,) for field in handbook.policy.working_committees},
        **{f"contact:{name}": (number,) for name, number in contacts(handbook).items()},
        **{f"room:{id}": (room.name,) for id, room in handbook.every_room.items()},
        **{f"service:{id}": (service.title,) for id, service in handbook.services.items()},
        **{f"rule:{id}": (rule.title,) for id, rule in handbook.every_rule.items()},
    }


def contacts(handbook: Handbook) -> dict[str, str]:
    """Return the number of each office that shared files name; what the office itself says of one goes before."""
    subdistrict, office = handbook.subdistrict, handbook.policy.office
    services = [phone for service in handbook.services.values() for phone in reversed(service.phones)]
    departments = {each.name: each.phone for each in subdistrict.departments if each.phone}
    superiors = {each.name: each.number for each in (*subdistrict.superiors, office)}
    return {**{each.name: each.number for each in reversed(services)}, **departments, **superiors}


def every_fact(handbook: Handbook) -> dict[str, Facts]:
    """Return all facts of today, by the number of the committee; by SHARED those of the sub-district."""
    own = {committee.profile.number: facts_of(handbook, committee) for committee in handbook.committees}
    return {SHARED: shared_facts(handbook), **own}


# --- printed ---------------------------------------------------------------------------------------------------------


def printed(handbook: Handbook, committee: Committee) -> Facts:
    """Return what the committee's issued sheets said of its facts, as far as that was kept."""
    facts: dict[str, dict[str, None]] = {}
    for fact, value in _said_by(committee.snapshots):
        if value != handbook.words.missing:
            facts.setdefault(fact, {})[value] = None
    return {fact: tuple(values) for fact, values in facts.items()}


def _said_by(snapshots: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(snapshots, Snapshots):
        return ((each.fact, each.value) for each in snapshots.printed)
    return chain.from_iterable(map(said_by, snapshots.values()))


# --- remembered ------------------------------------------------------------------------------------------------------


def remembered(handbook: Handbook, before: Memory) -> dict[str, Facts]:
    """Return what a build remembers of the facts from now on: what they are, and what they were.

    Else the next build would forget a number that some line still says. The name of a person who has left is forgotten
    once no text says it.
    """
    memory: dict[str, Facts] = {}
    for number, facts in every_fact(handbook).items():
        earlier = before.get(number, {})
        memory[number] = {
            fact: joined(handbook, fact, facts.get(fact, ()), earlier.get(fact, ())) for fact in {**facts, **earlier}
        }
    return memory


def joined(handbook: Handbook, fact: str, now: Collection[str], before: Collection[str]) -> tuple[str, ...]:
    """Return the values of a fact that are remembered, today's first."""
    kind = kind_of(fact)
    old = [value for value in before if value not in now]
    kept = [value for value in old if not (kind and kind.person) or still_said(handbook, value)]
    return tuple(dict.fromkeys((*now, *kept)))[: max(MOST, len(now))]


def still_said(handbook: Handbook, person: str) -> bool:
    """Tell whether a text names a person, given with or without a post."""
    name = person.rpartition(" ")[2]
    return any(sayings(handbook, lambda text: name in text))
