"""What the printed sheets say: a committee's facts as plain data for the print templates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from generator.codes.number import domain
from generator.codes.pages import CommitteePages
from generator.day import ONE_DAY
from generator.duty.days import WEEKDAYS
from generator.duty.roster import Roster
from generator.model.committee import Committee, WorkingCommitteeStaff
from generator.model.content import Form
from generator.model.facts import Basis
from generator.model.handbook import Handbook
from generator.model.hours import Shift
from generator.model.premises import OwnSpace, Space
from generator.products.says import Drawn, PrintedCode
from generator.text import chinese, placeholder
from generator.text.placeholder import Values

Data = dict[str, Any]


def code(handbook: Handbook, committee: CommitteePages, kind: str, id: str, caption: str = "") -> PrintedCode:
    """Return the code of a page with the words beside it; the symbol itself is drawn where the sheet is set."""
    return PrintedCode(committee.code(kind, id).code, caption, handbook.site.code_url)


def masthead(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """Who issues the sheet, in which edition, and where it is on the web."""
    profile = committee.committee.profile
    return {
        "committee": {
            "name": values["committee.name"],
            "short_name": values["committee.short_name"],
            "full_name": values["committee.full_name"],
            "address": profile.address,
            "phone": profile.phone,
            "duty_phone": profile.duty_phone,
            "hours": placeholder.normal_hours(handbook, committee.committee),
            "updated": Drawn(chinese.date(profile.updated)),
        },
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


def reading_copy(committee: CommitteePages) -> Data:
    """Where the bound book lies, and when it can be read there."""
    copy = committee.committee.register.rulebook
    if copy is None:
        return {"place": None, "hours": None, "copies": None}
    return {"place": copy.place, "hours": copy.hours, "copies": f"{copy.copies}本"}


def form(handbook: Handbook, one: Form, values: Values) -> Data:
    """A blank form and its places to write on; how it is filled is for the sheet that holds it to say."""
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "purpose": placeholder.fill(one.purpose, values),
        "clause": one.clause,
        "public": one.public,
        "keep": one.keep,
        "orientation": Drawn(one.orientation),
        "colour": Drawn(handbook.working_committees[one.working_committee].colour),
        "field": handbook.working_committees[one.working_committee].field,
        "fields": [{"label": it.label, "width": Drawn(int(it.width)), "lines": it.lines} for it in one.fields],
        "table": {
            "columns": [{"label": column.label, "width": Drawn(column.width)} for column in one.table.columns],
            "rows": one.table.rows,
        }
        if one.table
        else None,
        "signatures": list(one.signatures),
    }


def seats(committee: CommitteePages, id: str) -> WorkingCommitteeStaff | None:
    """Who sits on a working committee here, as far as the data say."""
    return next((staff for staff in committee.committee.profile.working_committees if staff.id == id), None)


def basis(item: Basis) -> str:
    """A law and its article as one citation."""
    return f"《{item.law}》{item.article or ''}"


def space_facts(handbook: Handbook, committee: CommitteePages, space: Space | None) -> list[list[str | None]]:
    """Label and value of what is known about a room; None where the data have a gap."""
    words = handbook.words.space
    if space is None:
        return [[words.place, None], [words.hours, None]]
    facts = [
        [words.place, "，".join(part for part in (space.floor, space.position) if part) or None],
        [words.hours, placeholder.opening_hours(space.hours) or None],
        [words.capacity, f"{space.capacity}人" if space.capacity else None],
        [words.contact, space.contact],
        [words.booking, space.booking],
        [words.equipment, "、".join(space.equipment) or None],
    ]
    if space.shares_with:
        facts.append([words.shared, shared_use(handbook, committee, space)])
    return facts


def shared_use(handbook: Handbook, committee: CommitteePages, space: Space) -> str:
    """With which rooms a space is shared, and how."""
    names = "、".join(space_name(handbook, committee, id) for id in space.shares_with)
    shared = handbook.words.space.shared_with.format(rooms=names)
    return f"{shared}{'，' + space.sharing_note if space.sharing_note else ''}"


def space_name(handbook: Handbook, committee: CommitteePages, id: str) -> str:
    """The name of a room, shared or the committee's own."""
    if id in handbook.rooms:
        return handbook.rooms[id].name
    space = committee.committee.places[id]
    return space.name if isinstance(space, OwnSpace) else id


def staff_of(handbook: Handbook, shift: Shift) -> str:
    """Who has a shift, in words; teams that take turns are told one after another."""
    return "、".join(shift.staff) or handbook.words.roster.in_turn + "；".join("、".join(team) for team in shift.teams)


def hours(handbook: Handbook, committee: CommitteePages) -> list[Data]:
    """Each kind of duty as one line; the normal hours first, morning and afternoon together."""
    normal = handbook.policy.duty.normal
    always = placeholder.normal_hours(handbook, committee.committee)
    lines: list[Data] = [{"kind": normal, "normal": Drawn(True), "text": always, "note": None}]
    for period in committee.committee.timetable.periods:
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


ROSTER_DAYS = 14


def open_days(roster: list[Data]) -> str:
    """The roster for the page's script: `2026-11-23;周一（11月23日）;8:30-11:30 13:00-17:00;names` a day, by `|`."""
    return "|".join(
        ";".join(
            (
                one["day"].isoformat(),
                f"{one['weekday']}（{one['day'].month}月{one['day'].day}日）",
                " ".join(f"{chinese.clock(period.opens)}-{chinese.clock(period.closes)}" for period in one["periods"]),
                "、".join(dict.fromkeys((*one["window"], *one["duty"]))),
            )
        )
        for one in roster
    )


def roster(handbook: Handbook, committee: Committee) -> list[Data]:
    """The next two weeks, day by day: which hours are kept, who is at the window, who is on duty."""
    found = Roster.of(handbook, committee)
    days = (handbook.today + ONE_DAY * number for number in range(ROSTER_DAYS))
    return [roster_day(found, day) for day in days if found.covers(day)]


def roster_day(found: Roster, day: datetime.date) -> Data:
    """One day of the roster; `holiday` names the public holiday."""
    year = found.year(day)
    periods = [period for period in found.periods(day) if period.opens and period.closes]
    return {
        "day": day,
        "weekday": f"周{WEEKDAYS[day.weekday()]}",
        "kind": year.kinds[day],
        "holiday": year.holidays.get(day),
        "periods": sorted(periods, key=lambda period: (period.opens, period.closes)),
        "window": found.turns["window"].get(day, ()),
        "duty": found.turns["duty"].get(day, ()),
    }


def own_spaces(committee: CommitteePages) -> Iterator[str]:
    """The ids of the committee's own spaces."""
    return (space.id for space in committee.committee.premises.spaces)


def registered_place(committee: Committee, kind: str) -> str | None:
    """Return where the first board of a kind hangs by the committee's register; None where there is none."""
    return next((board.place for board in committee.register.boards if board.kind == kind), None)
