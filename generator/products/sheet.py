"""What the printed sheets say: a committee's facts as plain data for the print templates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from generator.codes.number import domain
from generator.codes.pages import CommitteePages
from generator.duty.roster import Roster
from generator.model.committee import WorkingCommitteeStaff
from generator.model.content import Form
from generator.model.facts import Basis
from generator.model.handbook import Handbook
from generator.model.hours import Shift
from generator.model.premises import OwnSpace, Space
from generator.products.product import Data
from generator.products.says import Drawn, PrintedCode
from generator.text import chinese, placeholder
from generator.text.placeholder import Values


def code(handbook: Handbook, pages: CommitteePages, kind: str, id: str, caption: str = "") -> PrintedCode:
    """Return the code of a page with the words beside it; the symbol itself is drawn where the sheet is set."""
    return PrintedCode(pages.code(kind, id).code, caption, handbook.site.code_url)


def masthead(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return what stands on every sheet: who issues it, by which policy, and where it is on the web."""
    profile = pages.committee.profile
    return {
        "committee": {
            "name": values["committee.name"],
            "short_name": values["committee.short_name"],
            "full_name": values["committee.full_name"],
            "address": profile.address,
            "phone": profile.phone,
            "duty_phone": profile.duty_phone,
            "hours": placeholder.normal_hours(handbook, pages.committee),
            "updated": Drawn(chinese.date(profile.updated)),
        },
        **issuer(handbook),
    }


def issuer(handbook: Handbook) -> Data:
    """Return what stands on every sheet, whoever's it is: the office and the policy behind it, and the website."""
    return {
        "district": handbook.policy.district,
        "subdistrict": handbook.policy.subdistrict,
        "office": {"name": handbook.policy.office.name, "number": handbook.policy.office.number},
        "policy": {
            "title": handbook.policy.title,
            "number": handbook.policy.number,
            "date": chinese.date(handbook.policy.date),
        },
        "domain": domain(handbook.site.code_url),
        "safety": handbook.words.safety,
    }


def terms(handbook: Handbook) -> Data:
    """Return what the policy calls the members of a working committee; None for a kind that it does not ask for."""
    kinds = handbook.policy.member_kinds
    return {
        "director": handbook.policy.posts.director,
        "cadres": kinds.cadres,
        "assistants": kinds.assistants,
        "representatives": kinds.representatives,
    }


def counted(words: str, number: int | None) -> str | None:
    """Return a number with its measure word, `30户`, as `words` have it, `{number}户`; None where there is none."""
    return words.format(number=number) if number else None


def reading_copy(handbook: Handbook, pages: CommitteePages) -> Data:
    """Return where the bound book lies, and when it can be read there; None where the register does not say."""
    copy = pages.committee.register.rulebook
    if copy is None:
        return {"place": None, "hours": None, "copies": None}
    return {
        "place": copy.place,
        "hours": copy.hours,
        "copies": handbook.words.measures.copies.format(number=copy.copies),
    }


def form(handbook: Handbook, form: Form, values: Values) -> Data:
    """Return a blank form and its places to write on; how it is filled is for the sheet that holds it to say."""
    return {
        "id": form.id,
        "title": form.title,
        "kind": form.kind,
        "purpose": placeholder.fill(form.purpose, values),
        "clause": form.clause,
        "public": form.public,
        "keep": form.keep,
        "orientation": Drawn(form.orientation),
        "colour": Drawn(handbook.working_committees[form.working_committee].colour),
        "field": handbook.working_committees[form.working_committee].field,
        "fields": [
            {"label": field.label, "width": Drawn(int(field.width)), "lines": field.lines} for field in form.fields
        ],
        "table": {
            "columns": [{"label": column.label, "width": Drawn(column.width)} for column in form.table.columns],
            "rows": form.table.rows,
        }
        if form.table
        else None,
        "signatures": list(form.signatures),
    }


def seats(pages: CommitteePages, id: str) -> WorkingCommitteeStaff | None:
    """Return who sits on a working committee here; None where the data do not say."""
    return next((staff for staff in pages.committee.profile.working_committees if staff.id == id), None)


def basis(item: Basis) -> str:
    """Return a law and its article, if one is named, as one citation."""
    return f"《{item.law}》{item.article or ''}"


def space_facts(handbook: Handbook, pages: CommitteePages, space: Space | None) -> list[list[str | None]]:
    """Return label and value of each fact about a room; None as the value where the data have a gap."""
    words = handbook.words.space
    if space is None:
        return [[words.place, None], [words.hours, None]]
    facts = [
        [words.place, "，".join(part for part in (space.floor, space.position) if part) or None],
        [words.hours, placeholder.opening_hours(space.hours) or None],
        [words.capacity, counted(handbook.words.measures.people, space.capacity)],
        [words.contact, space.contact],
        [words.booking, space.booking],
        [words.equipment, "、".join(space.equipment) or None],
    ]
    if space.shares_with:
        facts.append([words.shared, shared_use(handbook, pages, space)])
    return facts


def shared_use(handbook: Handbook, pages: CommitteePages, space: Space) -> str:
    """Return in words with which rooms a space is shared, and how."""
    names = "、".join(space_name(handbook, pages, id) for id in space.shares_with)
    shared = handbook.words.space.shared_with.format(rooms=names)
    return f"{shared}{'，' + space.sharing_note if space.sharing_note else ''}"


def space_name(handbook: Handbook, pages: CommitteePages, id: str) -> str:
    """Return the name of a room, one that all committees have or the committee's own."""
    if id in handbook.rooms:
        return handbook.rooms[id].name
    space = pages.committee.places[id]
    return space.name if isinstance(space, OwnSpace) else id


def staff_of(handbook: Handbook, shift: Shift) -> str:
    """Return who has a shift, in words; teams that take turns are told one after another."""
    return "、".join(shift.staff) or handbook.words.roster.in_turn + "；".join("、".join(team) for team in shift.teams)


def shift_days(handbook: Handbook, shift: Shift, since: datetime.date) -> str:
    """Return the days of a shift, and from when and until when it is kept, as far as that lies ahead of a day."""
    words = handbook.words.roster
    begins = words.begins.format(date=chinese.date(shift.begins)) if shift.begins and shift.begins > since else ""
    ends = words.ends.format(date=chinese.date(shift.ends)) if shift.ends else ""
    limits = "，".join(limit for limit in (begins, ends) if limit)
    return f"{shift.days}（{limits}）" if limits else shift.days


def shifts_from(shifts: Iterable[Shift], since: datetime.date) -> list[Shift]:
    """Return those shifts that are not over before a day."""
    return [shift for shift in shifts if not shift.over(since)]


def hours(handbook: Handbook, pages: CommitteePages) -> list[Data]:
    """Return each kind of duty as one line; the normal hours first, morning and afternoon together."""
    normal = handbook.policy.duty.normal
    always = placeholder.normal_hours(handbook, pages.committee)
    lines: list[Data] = [{"kind": normal, "normal": Drawn(True), "text": always, "note": None}]
    for period in pages.committee.timetable.periods:
        if period.kind == normal:
            lines[0]["note"] = lines[0]["note"] or period.note
            continue
        times = chinese.clocks(period.opens, period.closes) if period.opens and period.closes else ""
        season = f"（{period.season}）" if period.season else ""
        text = " ".join(part for part in (period.days, times + season) if part)
        lines.append(
            {
                "kind": period.kind,
                "normal": Drawn(False),
                "text": text or period.note,
                "note": period.note if text else None,
            }
        )
    return lines


def roster_day(roster: Roster, day: datetime.date) -> Data:
    """Return one day of the roster; `holiday` names the public holiday, None on other days."""
    year = roster.year(day)
    periods = [period for period in roster.periods(day) if period.opens and period.closes]
    return {
        "day": day,
        "weekday": chinese.weekday(day),
        "kind": year.kinds[day],
        "holiday": year.holidays.get(day),
        "periods": sorted(periods, key=lambda period: (period.opens, period.closes)),
        "window": roster.turns["window"].get(day, ()),
        "duty": roster.turns["duty"].get(day, ()),
    }


def own_spaces(pages: CommitteePages) -> Iterator[str]:
    """Yield the ids of the committee's own spaces."""
    return (space.id for space in pages.committee.premises.spaces)
