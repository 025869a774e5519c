"""Facts that must agree: what two places say of the same thing today, where that can be known surely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.check.data.known_facts import contacts
from generator.check.data.sayings import Saying, sayings_of
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.premises import Space
from generator.model.written_phones import area_of
from generator.problem import Location, Problem
from generator.text import said
from generator.text.placeholder import full_name, opening_hours, short_name


def contacts_agree(handbook: Handbook) -> Iterator[Problem]:
    """D028: an office that the sub-district's files name has the same number wherever it is named."""
    known = contacts(handbook)
    for place, name, number, committee in named_offices(handbook):
        if known.get(name, number) != number:
            message = f"“{name}”的电话，别处写的是{known[name]}，这里是{number}"
            hint = f"留下对的，几处写成一样：{known[name]}还是{number}"
            yield Problem(place, "D028", message, hint, "warning", committee=committee)


def named_offices(handbook: Handbook) -> Iterator[tuple[Location, str, str, str]]:
    """Yield every mention of an office with its number: where it stands, name, number, and whose file it is in."""
    for committee in handbook.committees:
        emergency = committee.timetable.emergency
        for index, office in enumerate(emergency.report_to if emergency else ()):
            place = committee.timetable.source.at("emergency", "report_to", index, "number")
            yield place, office.name, office.number, committee.slug
    for service in handbook.services.values():
        for index, office in enumerate(service.phones):
            yield service.source.at("phones", index, "number"), office.name, office.number, ""
    for index, superior in enumerate(handbook.subdistrict.superiors):
        yield handbook.subdistrict.source.at("superiors", index, "number"), superior.name, superior.number, ""
    for index, department in enumerate(handbook.subdistrict.departments):
        if department.phone:
            yield handbook.subdistrict.source.at("departments", index, "phone"), department.name, department.phone, ""


def usual_phone_rung(handbook: Handbook) -> Iterator[Problem]:
    """D028: in normal hours people ring the number that the committee has."""
    for committee in handbook.committees:
        profile, at = committee.profile, committee.timetable.source.at
        for index, period in enumerate(committee.timetable.periods):
            normal = period.kind == handbook.policy.duty.normal
            if normal and profile.phone and period.phone not in (None, profile.phone, profile.duty_phone):
                message = f"committee.yml 里的电话是{profile.phone}，这里是{period.phone}"
                place, hint = (
                    at("periods", index, "phone"),
                    f"留下对的：改成{profile.phone}，或改 committee.yml 里的 `phone`",
                )
                yield Problem(place, "D028", message, hint, "warning", committee=committee.slug)


# --- texts of a committee's own --------------------------------------------------------------------------------------

OWNED = "(?:的)?(?:办公室?|值班|联系|服务|咨询|热线){0,2}(?:电话|热线|号码)(?:号码)?[是为:：]? ?"
"""What stands between a committee's name and its number."""

ADDRESS = re.compile("(?:居委会|居民委员会)(?:的)?(?:办公|联系)?地址[是为在:：]* ?([^，。；、\n（(]{4,60})")
"""An address that is said to be the committee's."""


def own_texts_agree(handbook: Handbook) -> Iterator[Problem]:
    """D028: a number, an address and hours that a committee's texts call its own are those of its files."""
    for committee in handbook.committees:
        for record in committee.files:
            for saying in sayings_of(handbook, record) if ASKED.search(record.text) else ():
                if ASKED.search(saying.text):
                    yield from own_phones(handbook, committee, saying)
                    yield from own_address(handbook, committee, saying)
                    yield from own_hours(handbook, committee, saying)


ASKED = re.compile(r"(?:居委会|居民委员会)[^\n。；]{0,20}(?:电话|热线|号码|地址)|(?:开放|开门)[^\n。；]{0,20}[0-9]")
"""What is in every text that is looked at more closely."""


def own_label(handbook: Handbook, committee: Committee) -> re.Pattern[str]:
    """Return what stands before a number that is called the committee's: its name, or 居委会 alone."""
    names = "|".join(map(re.escape, (short_name(handbook, committee), full_name(handbook, committee))))
    return re.compile(rf"(?:{names}|(?:(?<![\u4e00-\u9fff])|(?<=[打拨]))(?:本|我们)?居委会){OWNED}$")


def own_phones(handbook: Handbook, committee: Committee, saying: Saying) -> Iterator[Problem]:
    """Yield a problem (D028) for each number that a text calls the committee's and that its files do not have."""
    label = own_label(handbook, committee)
    profile = committee.profile
    own = {profile.phone, profile.duty_phone, *(period.phone for period in committee.timetable.periods)} - {None}
    for number in said.numbers(saying.text, area_of(handbook.policy.office.number)):
        if own and number.value not in own and label.search(saying.text[max(number.start - FAR, 0) : number.start]):
            right = profile.duty_phone if "值班" in saying.text[: number.start][-FAR:] else profile.phone
            message = f"这里说居委会的电话是{number.value}，committee.yml 和 hours.yml 里没有这个号码"
            hint = f"改成{right or profile.phone or profile.duty_phone}；换了号码的，改 committee.yml"
            yield Problem(saying.at(number.start), "D028", message, hint, "warning", committee=committee.slug)


CLOCK = re.compile("[0-9][:：∶][0-9]")
FAR = 40
"""Characters before a number in which it is said whose it is."""


def own_address(handbook: Handbook, committee: Committee, saying: Saying) -> Iterator[Problem]:
    """Yield a problem (D028) where a text says another address of the committee than its file."""
    right = said.squeezed(committee.profile.address or "")[0]
    for match in ADDRESS.finditer(saying.text):
        here = said.squeezed(match[1])[0]
        if right and here not in right and right.partition(handbook.policy.subdistrict)[2] not in here:
            message = f"这里说居委会的地址是“{match[1]}”，committee.yml 里是“{committee.profile.address}”"
            hint = "留下对的，两处写成一样"
            yield Problem(saying.at(match.start(1)), "D028", message, hint, "warning", committee=committee.slug)


def own_hours(handbook: Handbook, committee: Committee, saying: Saying) -> Iterator[Problem]:
    """Yield a problem (D028) where a text says other hours of a room than rooms.yml."""
    for space in committee.places.values() if CLOCK.search(saying.text) else ():
        name = space_name(handbook, space)
        label = re.compile(rf"{re.escape(name)}(?:的)?(?:开放时间|开放|开门时间|开门)[是为:：]? ?[^0-9。；\n]{{0,12}}$")
        for stretch in said.hours(saying.text):
            open_hours = {clocks for _, clocks in said.groups(opening_hours(space.hours))}
            if open_hours and stretch.value not in open_hours and label.search(saying.text[: stretch.start][-FAR:]):
                message = f"这里说{name}{saying.text[stretch.start : stretch.end].strip()}开放，rooms.yml 里是"
                message += f"“{opening_hours(space.hours)}”"
                place = saying.at(stretch.start)
                yield Problem(place, "D028", message, "留下对的，两处写成一样", "warning", committee=committee.slug)


def space_name(handbook: Handbook, space: Space) -> str:
    """Return what a room is called: an X space by the committee, others by all."""
    room = handbook.every_room.get(space.id)
    return str(getattr(space, "name", room.name if room else space.id))


# --- texts of all committees -----------------------------------------------------------------------------------------


Owner = tuple[Committee, str]
"""The committee whose number it is, and the field of its file in which it stands."""


def nobodys_phone_shared(handbook: Handbook) -> Iterator[Problem]:
    """D028: no text that all committees share has the number of one, unless it names that one."""
    if len(handbook.committees) < 2:
        return
    whose = {
        number: (committee, field)
        for committee in handbook.committees
        for field in ("duty_phone", "phone")
        if (number := getattr(committee.profile, field)) and number not in contacts(handbook).values()
    }
    area = area_of(handbook.policy.office.number)
    for record in handbook.texts:
        if whose.keys() & {number.value for number in said.numbers(record.text, area)}:
            for saying in sayings_of(handbook, record):
                yield from of_one_committee(handbook, saying, whose)


def of_one_committee(handbook: Handbook, saying: Saying, whose: Mapping[str, Owner]) -> Iterator[Problem]:
    """Yield a problem (D028) for each number in a text that is one committee's, which the text does not name."""
    for number in said.numbers(saying.text, area_of(handbook.policy.office.number)):
        committee, field = whose.get(number.value, (None, ""))
        if committee and committee.profile.name not in saying.text:
            message = f"{number.value}是{short_name(handbook, committee)}的，别的居委会的网页上也会这样写"
            hint = f"写成 {{{{ committee.{field} }}}}，每个居委会会换成自己的"
            yield Problem(saying.at(number.start), "D028", message, hint, "warning")
