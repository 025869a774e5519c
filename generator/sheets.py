"""What the printed sheets say: a committee's facts as plain data for the print templates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator import codes, markup, placeholder
from generator.model import (
    Basis,
    Committee,
    Form,
    Handbook,
    Notice,
    OwnSpace,
    Room,
    Rule,
    Shared,
    Shift,
    Space,
    WorkingCommittee,
    WorkingCommitteeStaff,
)
from generator.pages import CommitteePages
from generator.placeholder import Values
from generator.schedule import ONE_DAY, WEEKDAYS, Roster

Data = dict[str, Any]

SAFETY = "本码不收费、不要求登录、不要求银行卡或验证码"


# --- what both sheets say --------------------------------------------------------------------------------------------


def code(handbook: Handbook, committee: CommitteePages, kind: str, id: str, caption: str = "") -> Data:
    """A code as the templates draw it; the symbol itself is drawn where the sheet is set."""
    number = committee.code(kind, id).code
    site = handbook.site.code_url
    return {
        "number": number,
        "url": codes.address(site, number),
        "plain": codes.plain(site, number),
        "caption": caption,
    }


def masthead(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """Who issues the sheet, in which edition, and where it is on the web."""
    settings = handbook.site.handbook
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
            "updated": placeholder.date(profile.updated),
        },
        "district": handbook.policy.district,
        "subdistrict": handbook.policy.subdistrict,
        "office": {"name": handbook.policy.office.name, "number": handbook.policy.office.number},
        "policy": {
            "title": handbook.policy.title,
            "number": handbook.policy.number,
            "date": placeholder.date(handbook.policy.date),
        },
        "edition": {
            "number": settings.edition,
            "date": placeholder.date(settings.edition_date),
            "month": f"{settings.edition_date.year}年{settings.edition_date.month}月",
        },
        "domain": handbook.site.code_url.partition("://")[2].rstrip("/"),
        "safety": SAFETY,
    }


def reading_copy(committee: CommitteePages) -> Data:
    """Where the bound book lies, and when it can be read there."""
    copy = committee.committee.register.rulebook
    if copy is None:
        return {"place": None, "hours": None, "copies": None}
    return {"place": copy.place, "hours": copy.hours, "copies": f"{copy.copies}本"}


# --- the rulebook ----------------------------------------------------------------------------------------------------


def chapters(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Kind and id of every chapter, in the book's order."""
    for part in handbook.contents.rulebook:
        for chapter in part.chapters:
            kind, _, id = chapter.partition(":")
            yield kind, id


def rulebook_codes(handbook: Handbook, committee: CommitteePages) -> tuple[str, ...]:
    """The codes the rulebook prints: the committee's own, and one for each chapter."""
    spaces = (("room", space.id) for space in committee.committee.premises.spaces)
    wanted = (("page", "home"), *chapters(handbook), *spaces)
    return tuple(committee.code(kind, id).code for kind, id in wanted)


def rulebook(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """The rulebook's data: masthead, compiler's note, parts and their chapters."""
    parts = []
    number = 0
    for index, part in enumerate(handbook.contents.rulebook):
        found = []
        subjects = [chapter.partition(":")[::2] for chapter in part.chapters]
        if index == rooms_part(handbook):
            subjects += [("space", space.id) for space in committee.committee.premises.spaces]
        for kind, id in subjects:
            number += 1
            found.append({"number": str(number), **CHAPTERS[kind](handbook, committee, values, id)})
        parts.append({"number": f"第{chinese(index + 1)}部分", "title": part.title, "chapters": found})
    return {
        **masthead(handbook, committee, values),
        "title": "规章制度汇编",
        "note": [placeholder.fill(text, values) for text in handbook.contents.compilers_note],
        "reading": reading_copy(committee) if committee.committee.register.rulebook else None,
        "code": code(handbook, committee, "page", "home", "本居委会全部事项"),
        "parts": parts,
        "lists": lists(handbook),
        "certificates": certificates(handbook, values),
        "forms": [form(handbook, committee, one, values) for one in handbook.forms.values()],
    }


def lists(handbook: Handbook) -> list[Data]:
    """The reference lists, as annexes."""
    return [
        {
            "title": one.title,
            "note": one.note,
            "demonstration": one.demonstration,
            "entries": [
                {"kind": entry.kind, "title": entry.title, "department": entry.department, "basis": basis(entry.basis)}
                for entry in one.entries
            ],
        }
        for one in handbook.lists.lists
    ]


def certificates(handbook: Handbook, values: Values) -> Data:
    """The certificates nobody may ask the committee for, and where to go instead."""
    found = handbook.certificates
    return {
        "answer": placeholder.fill(found.answer, values),
        "document": found.document,
        "checked": placeholder.date(found.checked.date),
        "items": [{"name": item.name, "instead": placeholder.fill(item.instead, values)} for item in found.items],
    }


def form(handbook: Handbook, committee: CommitteePages, one: Form, values: Values) -> Data:
    """A blank form: its places to write on, and how it is filled."""
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "purpose": placeholder.fill(one.purpose, values),
        "clause": one.clause,
        "public": one.public,
        "keep": one.keep,
        "orientation": one.orientation,
        "colour": handbook.working_committees[one.working_committee].colour,
        "field": handbook.working_committees[one.working_committee].field,
        "fields": [{"label": it.label, "width": int(it.width), "lines": it.lines} for it in one.fields],
        "table": {
            "columns": [{"label": column.label, "width": column.width} for column in one.table.columns],
            "rows": one.table.rows,
        }
        if one.table
        else None,
        "signatures": list(one.signatures),
        "body": body(handbook, committee, one, values),
    }


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals: 十二."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def rooms_part(handbook: Handbook) -> int:
    """The number of the part that holds the rooms, which the committee's own spaces join; the last where none does."""
    parts = handbook.contents.rulebook
    rooms = (index for index, part in enumerate(parts) if any(c.startswith("room:") for c in part.chapters))
    return next(rooms, len(parts) - 1)


def rule_chapter(handbook: Handbook, committee: CommitteePages, values: Values, id: str) -> Data:
    """A rule as a chapter."""
    rule = handbook.rules[id]
    field = handbook.working_committees[rule.working_committee]
    return {
        "kind": "rule",
        "id": id,
        "title": rule.title,
        "purpose": placeholder.fill(rule.purpose, values),
        "basis": [basis(item) for item in rule.basis],
        "code": code(handbook, committee, "rule", id),
        **adopted(rule, field),
        "body": body(handbook, committee, rule, values),
    }


def room_chapter(handbook: Handbook, committee: CommitteePages, values: Values, id: str) -> Data:
    """A room that all committees have, with what this committee's is like."""
    room = handbook.rooms[id]
    field = handbook.working_committees[room.working_committee]
    return {
        "kind": "room",
        "id": id,
        "title": room.name,
        "purpose": placeholder.fill(room.purpose, values),
        "basis": [],
        "code": code(handbook, committee, "room", id),
        **adopted(room, field),
        "body": body(handbook, committee, room, values),
        "facts": space_facts(handbook, committee, committee.committee.places.get(id)),
        "notices": [placeholder.fill(notice, values) for notice in room.notices],
    }


def space_chapter(handbook: Handbook, committee: CommitteePages, values: Values, id: str) -> Data:
    """A space of the committee's own."""
    space = next(space for space in committee.committee.premises.spaces if space.id == id)
    return {
        "kind": "space",
        "id": id,
        "title": space.name,
        "purpose": space.purpose,
        "basis": [],
        "code": code(handbook, committee, "room", id),
        "clause": None,
        "adopted": None,
        "revised": None,
        "field": None,
        "colour": None,
        "body": None,
        "facts": [["适合谁", space.audience], *space_facts(handbook, committee, space)],
        "notices": list(space.notices),
    }


def working_committee_chapter(handbook: Handbook, committee: CommitteePages, values: Values, id: str) -> Data:
    """A working committee: its duties and who has them here."""
    subject = handbook.working_committees[id]
    staff = seats(committee, id)
    return {
        "kind": "working-committee",
        "id": id,
        "title": subject.name,
        "purpose": placeholder.fill(subject.answer, values),
        "basis": [],
        "code": code(handbook, committee, "working-committee", id),
        **adopted(subject, subject),
        "body": body(handbook, committee, subject, values),
        "staff": {
            "director": staff.director if staff else None,
            "cadres": "、".join(staff.cadres) or None if staff else None,
            "assistants": "、".join(staff.assistants) or None if staff else None,
            "representatives": f"{staff.representatives}名" if staff and staff.representatives else None,
        },
        "groups": [
            {
                "name": group.name,
                "summary": group.summary,
                "duties": list(group.duties),
                "responsible": staff.responsible.get(group.name) if staff else None,
            }
            for group in subject.groups
        ],
    }


CHAPTERS: Mapping[str, Any] = {
    "rule": rule_chapter,
    "room": room_chapter,
    "space": space_chapter,
    "working-committee": working_committee_chapter,
}


def adopted(text: Rule | Room | WorkingCommittee, field: WorkingCommittee) -> Data:
    """When a text was passed and last revised, the clause behind it, and whose field it is."""
    return {
        "clause": text.clause,
        "adopted": placeholder.date(text.adopted),
        "revised": placeholder.date(text.revised),
        "field": field.field,
        "colour": field.colour,
    }


def seats(committee: CommitteePages, id: str) -> WorkingCommitteeStaff | None:
    """Who sits on a working committee here, as far as the data say."""
    return next((staff for staff in committee.committee.profile.working_committees if staff.id == id), None)


def basis(item: Basis) -> str:
    """A law and its article as one citation."""
    return f"《{item.law}》{item.article or ''}"


def body(handbook: Handbook, committee: CommitteePages, text: Shared, values: Values) -> str:
    """A text's XHTML with its placeholders filled; links lead to the book's own chapters, others to the website."""
    inside = {*chapters(handbook), *(("form", id) for id in handbook.forms)}

    def target(found: re.Match[str]) -> str:
        if (found[1], found[2]) in inside:
            return f'href="#{found[1]}-{found[2]}"'
        return f'href="{handbook.site.site_url}{committee.address(found[1], found[2])}"'

    return placeholder.fill_xhtml(markup.LINK.sub(target, text.body), values)


def space_facts(handbook: Handbook, committee: CommitteePages, space: Space | None) -> list[list[str | None]]:
    """Label and value of what is known about a room; None where the data have a gap."""
    if space is None:
        return [["在哪里", None], ["开放时间", None]]
    facts = [
        ["在哪里", "，".join(part for part in (space.floor, space.position) if part) or None],
        ["开放时间", placeholder.opening_hours(space.hours) or None],
        ["可容纳", f"{space.capacity}人" if space.capacity else None],
        ["联系人", space.contact],
        ["预约", space.booking],
        ["设施", "、".join(space.equipment) or None],
    ]
    if space.shares_with:
        facts.append(["合用", shared_use(handbook, committee, space)])
    return facts


def shared_use(handbook: Handbook, committee: CommitteePages, space: Space) -> str:
    """With which rooms a space is shared, and how."""
    names = "、".join(space_name(handbook, committee, id) for id in space.shares_with)
    return f"与{names}合用{'，' + space.sharing_note if space.sharing_note else ''}"


def space_name(handbook: Handbook, committee: CommitteePages, id: str) -> str:
    """The name of a room, shared or the committee's own."""
    if id in handbook.rooms:
        return handbook.rooms[id].name
    space = committee.committee.places[id]
    return space.name if isinstance(space, OwnSpace) else id


# --- the board -------------------------------------------------------------------------------------------------------


def board_codes(handbook: Handbook, committee: CommitteePages) -> tuple[str, ...]:
    """The codes the board prints: the main one, one a working committee, the rulebook's and the roster's."""
    fields = (("working-committee", id) for id in handbook.working_committees)
    wanted = (("page", "home"), *fields, ("page", "rules"), ("page", "duty"))
    return tuple(committee.code(kind, id).code for kind, id in wanted)


def board(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """The board's data, in the order it is read."""
    one = committee.committee
    hall = handbook.contents.hall
    filing = next((board.filing_number for board in one.register.boards if board.room == hall), None)
    return {
        **masthead(handbook, committee, values),
        "hours": hours(handbook, committee),
        "kinds": [kind.name for kind in handbook.policy.duty.kinds],
        "window": {
            "name": handbook.policy.rooms.window,
            "place": one.timetable.window_place,
            "shifts": [{"days": shift.days, "staff": staff_of(shift)} for shift in one.timetable.window],
        },
        "rooms": [room_line(handbook, committee, id) for id in (*handbook.rooms, *own_spaces(committee))],
        "bands": [band(handbook, committee, id) for id in handbook.working_committees],
        "rulebook": {**reading_copy(committee), "code": code(handbook, committee, "page", "rules", "规章制度汇编")},
        "duty": {"code": code(handbook, committee, "page", "duty", "今天谁值班")},
        "main": code(handbook, committee, "page", "home", "本居委会全部事项"),
        "board": {
            "kind": handbook.policy.boards.kind,
            "number": committee.code("page", "board").code,
            "filing": filing,
        },
    }


def staff_of(shift: Shift) -> str:
    """Who has a shift, in words; teams that take turns are told one after another."""
    return "、".join(shift.staff) or "轮流：" + "；".join("、".join(team) for team in shift.teams)


def hours(handbook: Handbook, committee: CommitteePages) -> list[Data]:
    """Each kind of duty as one line; the normal hours first, morning and afternoon together."""
    normal = handbook.policy.duty.normal
    always = placeholder.normal_hours(handbook, committee.committee)
    lines: list[Data] = [{"kind": normal, "normal": True, "text": always, "note": None}]
    for period in committee.committee.timetable.periods:
        if period.kind == normal:
            lines[0]["note"] = lines[0]["note"] or period.note
            continue
        times = (
            f"{placeholder.clock(period.opens)}–{placeholder.clock(period.closes)}"
            if period.opens and period.closes
            else ""
        )
        season = f"（{period.season}）" if period.season else ""
        text = " ".join(part for part in (period.days, times + season) if part)
        lines.append(
            {"kind": period.kind, "normal": False, "text": text or period.note, "note": period.note if text else None}
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
                " ".join(
                    f"{placeholder.clock(period.opens)}-{placeholder.clock(period.closes)}" for period in one["periods"]
                ),
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


def current_notices(handbook: Handbook, committee: Committee) -> tuple[Notice, ...]:
    """What is made public today; what has expired is gone from the next build on."""
    return tuple(one for one in committee.records.notices if one.published <= handbook.today <= one.expires)


def own_spaces(committee: CommitteePages) -> Iterator[str]:
    """The ids of the committee's own spaces."""
    return (space.id for space in committee.committee.premises.spaces)


def room_line(handbook: Handbook, committee: CommitteePages, id: str) -> Data:
    """A room as one line of the board."""
    space = committee.committee.places.get(id)
    return {
        "name": space_name(handbook, committee, id),
        "own": id not in handbook.rooms,
        "floor": space.floor if space else None,
        "position": space.position if space else None,
        "hours": placeholder.opening_hours(space.hours) or None if space else None,
        "shares": "与" + "、".join(space_name(handbook, committee, other) for other in space.shares_with) + "合用"
        if space and space.shares_with
        else None,
    }


def band(handbook: Handbook, committee: CommitteePages, id: str) -> Data:
    """A working committee's services as one band of the board."""
    subject = handbook.working_committees[id]
    staff = seats(committee, id)
    return {
        "name": subject.name,
        "field": subject.field,
        "colour": subject.colour,
        "director": staff.director if staff else None,
        "services": [
            {"title": service.title, "number": committee.code("service", service.id).number}
            for service in handbook.services.values()
            if service.working_committee == id and service.id in handbook.contents.board
        ],
        "code": code(handbook, committee, "working-committee", id, f"{subject.field}的事"),
    }
