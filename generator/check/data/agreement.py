"""Facts that must agree: where a value is still said that was true once and is no more.

What was true is known from what the last build remembers (`build.json`) and from what issued sheets said. Where neither
knows anything, nothing is compared.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.check.data.contradictions import FAR, own_label
from generator.check.data.known_facts import (
    SHARED,
    Facts,
    Kind,
    Memory,
    every_fact,
    kind_of,
    printed,
)
from generator.check.data.people import named_people
from generator.check.data.sayings import Saying, sayings_of
from generator.model.committee import Committee
from generator.model.content import Certificates, Contents, Lists
from generator.model.facts import Record, SharedText
from generator.model.handbook import Handbook
from generator.model.records import Records
from generator.model.written_phones import area_of
from generator.problem import Location, Problem
from generator.read.listing import owner
from generator.text import said
from generator.text.placeholder import opening_hours, short_name
from generator.text.said import Said


@dataclass(frozen=True)
class Changed:
    """A fact that was changed: whose it is (None: the sub-district's), what it was, and what it is now.

    `former` are the ways in which people say what it was; `right` is what may be said where that is looked for: what is
    true today of any committee. `area` is the code of numbers that have none.
    """

    fact: str
    kind: Kind
    committee: Committee | None
    former: tuple[str, ...]
    now: tuple[str, ...]
    right: frozenset[str]
    area: str

    @cached_property
    def traces(self) -> tuple[str, ...]:
        """What is in the gist of each text that says what it was."""
        return tuple(map(said.trace, self.former))

    def concerns(self, record: Record) -> bool:
        """Tell whether a file may speak of it.

        A person's name may be somebody else's in the files of other committees, and what was made public on a day named
        who was there then.
        """
        slug = owner(record.source.file)
        own = self.committee is not None and slug == self.committee.slug
        if self.kind.person and isinstance(record, Records):
            return False
        return own or not (self.kind.own or (self.kind.person and slug))

    def old_in(self, text: str) -> Iterator[Said]:
        """Yield where a text says what it was."""
        return self.kind.find(text, self.former, self.right, self.area)


Seen = set[tuple[Location, str]]
"""Where which value was told of; nothing for all that stands there."""


def old_facts_gone(handbook: Handbook, memory: Memory, told: Collection[Location] = ()) -> Iterator[Problem]:
    """D028: no text and no value says what was true once and is no more; what was `told` already is not said again."""
    yield from phones_swapped(handbook, memory)
    changes = tuple(changed_facts(handbook, memory))
    if not changes:
        return
    # whoever is named for today or later is compared with the list of staff (D037); who was in a
    # shift that is over stays in it
    places = (place for committee in handbook.committees for place, _ in named_people(committee, datetime.date.min))
    seen = {(place, "") for place in (*told, *places)}
    for record in handbook.files:
        gist = said.gist(record.text)
        for change in changes:
            if any(trace in gist for trace in change.traces) and change.concerns(record):
                yield from old_in_record(handbook, record, change, seen)


def changed_facts(handbook: Handbook, memory: Memory) -> Iterator[Changed]:
    """Yield the facts that were changed since they were remembered or printed."""
    facts, area = every_fact(handbook), area_of(handbook.policy.office.number)
    whose: dict[str, Committee | None] = {committee.profile.number: committee for committee in handbook.committees}
    for number, committee in {SHARED: None, **whose}.items():
        sheets = printed(handbook, committee) if committee else {}
        then = memory.get(number, {})
        for fact in {**then, **sheets}:
            now, kind = facts[number].get(fact, ()), kind_of(fact)
            earlier = dict.fromkeys((*then.get(fact, ()), *sheets.get(fact, ())))
            former = [value for value in earlier if value not in now]
            # of what has an id of its own, such as a room, all may be gone, and then its name was not changed
            if kind and former and (now or ":" not in fact):
                right = right_today(handbook, facts, kind, committee)
                ways = tuple(way for value in former for way in ways_to_say(handbook, value))
                yield Changed(fact, kind, committee, ways, now, right, area)


def phones_swapped(handbook: Handbook, memory: Memory) -> Iterator[Problem]:
    """Yield a problem (D028) where a committee's former number, at which the duty is now, is still called its own.

    Elsewhere that number is right today, as that of the duty.
    """
    for committee in handbook.committees:
        profile = committee.profile
        if not (profile.phone and profile.duty_phone and profile.phone != profile.duty_phone):
            continue
        earlier = (*memory.get(profile.number, {}).get("phone", ()), *printed(handbook, committee).get("phone", ()))
        if profile.duty_phone in earlier:
            for place in called_its_own(handbook, committee, profile.duty_phone):
                message = f"{profile.duty_phone}现在是值班电话，这里还当作上班时的电话"
                hint = f"改成{profile.phone}；没有对调的，改 committee.yml 里的 `phone` 和 `duty_phone`"
                yield Problem(place, "D028", message, hint, "warning", committee=committee.slug)


def called_its_own(handbook: Handbook, committee: Committee, number: str) -> Iterator[Location]:
    """Yield where a number stands for normal hours, or is called the committee's and not that of the duty."""
    for index, period in enumerate(committee.timetable.periods):
        if period.kind == handbook.policy.duty.normal and period.phone == number:
            yield committee.timetable.source.at("periods", index, "phone")
    label = own_label(handbook, committee)
    for record in committee.files:
        for saying in sayings_of(handbook, record):
            for found in said.numbers(saying.text, area_of(handbook.policy.office.number)):
                before = label.search(saying.text[max(found.start - FAR, 0) : found.start])
                if found.value == number and before and "值班" not in before[0]:
                    yield saying.at(found.start)


def right_today(
    handbook: Handbook, facts: Mapping[str, Facts], kind: Kind, committee: Committee | None
) -> frozenset[str]:
    """Return what is true today of what is found in the same way: somebody else's number, the hours of a room."""
    right = {
        way
        for own in facts.values()
        for fact, values in own.items()
        if (other := kind_of(fact)) and other.find == kind.find
        for value in values
        for way in ways_to_say(handbook, value)
    }
    rooms = {opening_hours(space.hours) for space in committee.places.values()} if committee else ()
    return frozenset(right.union(rooms))


def ways_to_say(handbook: Handbook, value: str) -> tuple[str, ...]:
    """Return a value as people say it: an address also without the sub-district before it."""
    within = value.partition(handbook.policy.subdistrict)[2].strip()
    return (value, within) if len(within) >= SHORTEST else (value,)


SHORTEST = 4
"""Characters of an address that means one place without what lies around it."""

PAST = re.compile("原先|原为|曾|以前|从前|前任|时任|旧|已停用")
YEAR = re.compile("(?:19|20)[0-9]{2}年")
SENTENCE = re.compile("[。；！？\n]")


def of_the_past(text: str, said: Said, person: bool) -> bool:
    """Tell whether the sentence that says something says too that it was so once; of a person also in which year."""
    begins = max((match.end() for match in SENTENCE.finditer(text, 0, said.start)), default=0)
    ends = SENTENCE.search(text, said.end)
    sentence = text[begins : ends.start() if ends else len(text)]
    return bool(PAST.search(sentence) or (person and YEAR.search(sentence)))


def old_in_record(handbook: Handbook, record: Record, change: Changed, seen: Seen) -> Iterator[Problem]:
    """Yield a problem (D028) for each place of a file that says what was true before a change, unless it was seen."""
    for saying in sayings_of(handbook, record):
        for old in change.old_in(saying.text):
            place, value = saying.at(old.start), old.value.rpartition(" ")[2]
            if not of_the_past(saying.text, old, change.kind.person) and not seen & {
                (saying.location, ""),
                (place, value),
            }:
                seen.add((place, value))
                yield old_problem(handbook, saying, old, change, place)


def old_problem(handbook: Handbook, saying: Saying, said: Said, change: Changed, place: Location) -> Problem:
    """Return what is said of a place that says what was true before a change."""
    whose = ""
    if change.committee and saying.committee != change.committee.slug:
        whose = short_name(handbook, change.committee)
    elif change.fact.startswith("contact:"):
        whose = f"“{change.fact.partition(':')[2]}”"
    old, new = said.value.replace(" ", "") if change.kind.person else said.value, "、".join(change.now)
    if change.fact == "staff":
        message = f"这里还写着“{old}”，{whose}工作人员名单里已经没有了"
        return Problem(
            place, "D028", message, "换成现在的人；写的是从前的事，写明是哪一年", "warning", committee=saying.committee
        )
    if change.kind.person:
        old, new = f"“{old}”", f"“{new.replace(' ', '')}”" if new else ""
    message = f"这里还写着{whose}原来的{change.kind.words}{old}，" + (f"现在是{new}" if new else "现在没有了")
    return Problem(place, "D028", message, repair(saying, said, change, new), "warning", committee=saying.committee)


PLACEHOLDERS = (SharedText, Contents, Certificates, Lists)
"""The files in whose texts a placeholder is filled."""


def repair(saying: Saying, said: Said, change: Changed, new: str) -> str:
    """Return the smallest repair of a place: the placeholder where one can stand there, else what is right today."""
    alone = bool(saying.path) and saying.path[-1] in ("phone", "number")
    if change.kind.field and isinstance(saying.record, PLACEHOLDERS) and not alone:
        return f"写成 {{{{ {change.kind.field} }}}}，每个居委会会换成自己的"
    return f"改成{new}" if new else "删掉，或改成现在的"
