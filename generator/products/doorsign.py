"""What the door signs say: for each room of a committee its hours, whom to ask, and its four most important rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import groupby

from generator.codes.pages import CommitteePages
from generator.duty import intervals
from generator.duty.intervals import Span
from generator.model.content import Room
from generator.model.handbook import Handbook
from generator.model.hours import Opening
from generator.model.premises import Space
from generator.model.words import SpaceWords
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Imprint, Part, Parts, Product, always, print_file
from generator.products.says import Drawn, with_serial
from generator.text import placeholder
from generator.text.chinese import clocks, dates
from generator.text.placeholder import Values

RULES = 4
"""How many rules of a room stand on its door."""


def doors(handbook: Handbook, pages: CommitteePages) -> tuple[str, ...]:
    """Return the ids of the rooms with a door here: those of all committees in the handbook's order, then its own."""
    places = pages.committee.places
    return (*(id for id in handbook.rooms if id in places), *sheet.own_spaces(pages))


def doorsign_codes(handbook: Handbook, pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes the signs print: one for each room."""
    return tuple(pages.code("room", id).code for id in doors(handbook, pages))


def doorsign(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the data of a committee's door signs, one page each."""
    return {
        **sheet.masthead(handbook, pages, values),
        "title": handbook.words.doorsign,
        "signs": [sign(handbook, pages, values, id) for id in doors(handbook, pages)],
    }


def sign(handbook: Handbook, pages: CommitteePages, values: Values, id: str) -> Data:
    """Return one room's sign, in the order it is read; None where the data have a gap."""
    space = pages.committee.places[id]
    subject: Room = pages.pages["room", id].subject
    name = sheet.space_name(handbook, pages, id)
    field = handbook.working_committees[subject.working_committee] if id in handbook.rooms else None
    return {
        "id": id,
        "name": name,
        "owner": field.name if field else handbook.words.space.own,
        "colour": Drawn(field.colour if field else "teal"),
        "purpose": placeholder.fill(subject.purpose, values),
        "hours": hours(handbook, space, pages.committee.profile.updated),
        "capacity": sheet.counted(handbook.words.measures.people, space.capacity),
        "contact": space.contact,
        "phone": pages.committee.profile.phone,
        "booking": space.booking,
        "notices": [placeholder.fill(notice, values) for notice in subject.notices[:RULES]],
        "shared": shared(handbook, pages, space),
        "code": sheet.code(handbook, pages, "room", id, handbook.words.captions.room.format(room=name)),
    }


def shared(handbook: Handbook, pages: CommitteePages, space: Space) -> Data | None:
    """Return the rooms a room is shared with, whichever of them says so, and their hours; None where there are none."""
    places = pages.committee.places
    ids = [*space.shares_with, *(id for id, other in places.items() if space.id in other.shares_with)]
    others = [places[id] for id in dict.fromkeys(ids)]
    if not others:
        return None
    return {
        "rooms": [
            {
                "name": sheet.space_name(handbook, pages, other.id),
                "hours": hours(handbook, other, pages.committee.profile.updated),
            }
            for other in others
        ],
        "note": space.sharing_note,
    }


def hours(handbook: Handbook, space: Space, since: datetime.date) -> list[Data]:
    """Return a room's hours, one entry for each set of days: times that follow on one another are told as one.

    `since` is the day of the data: a sign that was issued does not change because a closed day has passed.
    """
    days = groupby(space.hours, key=lambda opening: (opening.days, opening.season))
    return [_day(handbook.words.space, *named, list(group), since) for named, group in days]


def _day(words: SpaceWords, name: str, season: str | None, openings: list[Opening], since: datetime.date) -> Data:
    spans = intervals.merged((opening.opens, opening.closes) for opening in openings)
    closed = sorted({day for opening in openings for day in opening.closed if day >= since})
    notes = [*_notes(openings, spans), *([words.closed.format(days=dates(closed))] if closed else [])]
    return {"days": name, "season": season, "times": [clocks(*span) for span in spans], "notes": notes}


def _notes(openings: list[Opening], spans: list[Span]) -> Iterator[str]:
    """Yield the openings' notes; one that is not for all the hours says for which."""
    noted = [opening for opening in openings if opening.note]
    if len(noted) == len(openings) and len({opening.note for opening in noted}) == 1:
        yield noted[0].note or ""
        return
    for opening in noted:
        alone = spans == [(opening.opens, opening.closes)]
        yield f"{'' if alone else clocks(opening.opens, opening.closes) + '：'}{opening.note}"


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield a file with a sheet for the door of each room."""
    yield print_file("doorsign", pages.committee.slug, "doorsign.typ", tuple(codes(handbook, pages)))


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the code of each room, on the sign at its door."""
    door, rooms = handbook.words.codesheet.door, doors(handbook, pages)
    return {pages.code("room", id).code: door.format(room=sheet.space_name(handbook, pages, id)) for id in rooms}


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the signs say."""
    return doorsign(brief.handbook, brief.pages, brief.values)


def signs_apart(data: Data) -> Mapping[Part, Data]:
    """Return what each sign says, by the id of its room: what all say, and its own."""
    rest = {key: value for key, value in data.items() if key != "signs"}
    return {sign["id"]: {**rest, "sheet": sign} for sign in data["signs"]}


def imprinted(data: Data, imprints: Mapping[Part, Imprint]) -> Data:
    """Return the data of the file with each sign's edition; the file is called by the first."""
    signs = [
        {**with_serial(sign, imprints[sign["id"]].serial), "edition": imprints[sign["id"]].edition}
        for sign in data["signs"]
    ]
    marks = [imprints[sign["id"]].mark for sign in data["signs"]]
    return {**data, "signs": signs, "edition": signs[0]["edition"], "marks": marks}


def titles(handbook: Handbook, pages: CommitteePages) -> Mapping[Part, str]:
    """Return the rooms that have a door sign, and what each is called."""
    rooms = (id for id in pages.committee.places if ("room", id) in pages.pages)
    return {id: pages.pages["room", id].title for id in rooms}


PRODUCT = Product(
    name="doorsign",
    title=lambda handbook: handbook.words.doorsign,
    files=files,
    codes=codes,
    data=data,
    paper=always("A4"),
    place=lambda handbook, committee: handbook.words.places.doorsign,
    issued=True,
    parts=Parts(
        signs_apart, imprinted, titles, place=lambda handbook, room: handbook.words.places.door.format(room=room)
    ),
    page=("room", ""),
    carried=True,
    round=5,
)
