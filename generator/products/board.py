"""What the board of the service hall says: on sheets from A0 to A3, or on the nine panels of a 2400 × 1200 mm board."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import get_args

from generator.codes.pages import CommitteePages
from generator.model.board_panels import claimed
from generator.model.committee import Committee, Person
from generator.model.content import Service
from generator.model.facts import BoardSize
from generator.model.handbook import Handbook
from generator.model.hours import Shift
from generator.model.premises import Space
from generator.model.register import Board
from generator.model.words import FloorPlanWords
from generator.products.product import Artifact, Brief, Data, Product, Variant, always, print_file
from generator.products.says import Drawn, PrintedCode
from generator.products.sheet import (
    code,
    counted,
    hours,
    masthead,
    own_spaces,
    reading_copy,
    seats,
    shift_days,
    shifts_from,
    space_name,
    staff_of,
)
from generator.text import chinese, placeholder
from generator.text.placeholder import Values

SIZES = tuple(size.lower() for size in get_args(BoardSize))
"""Every size a board can have, as the command line writes it."""

PANELS = "2400x1200"
"""The size that is made of panels: four of A1 upright, below them five of A3 lengthwise."""


def board_of(handbook: Handbook, committee: Committee) -> Board | None:
    """Return the registered board of the hall, one of the policy's kind first; None where the register has none."""
    policy, hall = handbook.policy.boards, handbook.contents.hall
    boards = (board for board in committee.register.boards if board.room == hall)
    return min(boards, key=lambda board: board.kind != policy.kind, default=None)


def size(handbook: Handbook, committee: Committee) -> str:
    """Return the size of the committee's own board, one of SIZES; the policy's where the register says none."""
    own = board_of(handbook, committee)
    return (own.size if own and own.size else handbook.policy.boards.size).lower()


EXTRA: Mapping[str, str] = {
    "introduction": "",
    "people": "working-committees",
    "lists": "certificates",
    "disclosure": "disclosure",
    "feedback": "",
    "rules": "",
}
"""What stands on a sheet only where the register says so, in the order in which it stands there, and whose code it has.

The rules stand beside the rulebook, which has a code on every sheet.
"""


def extra_panels(handbook: Handbook, committee: Committee, size: str) -> tuple[str, ...]:
    """Return what stands on a sheet of a size besides what every sheet says, by what the register says it holds."""
    own = board_of(handbook, committee)
    wanted = claimed(own.holds, handbook.words.board_panels) if own else frozenset()
    fitting = {panel.id for panel in handbook.words.board_panels if panel.fits(size)}
    return tuple(id for id in EXTRA if id in wanted & fitting)


def board_codes(handbook: Handbook, pages: CommitteePages, variant: str = "") -> tuple[str, ...]:
    """Return the codes a sheet prints: the main one, each working committee's, the rulebook's and the roster's.

    Then those of what stands on it besides; `variant` is its size where that is not the committee's own.
    """
    panels = extra_panels(handbook, pages.committee, variant_size(handbook, pages.committee, variant))
    extra = (pages.code("page", EXTRA[id]).code for id in panels if EXTRA[id])
    return (*usual_codes(handbook, pages), *extra)


def variant_size(handbook: Handbook, committee: Committee, variant: str) -> str:
    """Return the size of a board in a variant, one of SIZES: the variant's, or that of the committee's own."""
    return variant if variant in SIZES else size(handbook, committee)


def usual_codes(handbook: Handbook, pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes that every board prints, whatever its register says that it holds."""
    fields = (pages.code("working-committee", id).code for id in handbook.working_committees)
    return (pages.code("page", "home").code, *fields, *(pages.code("page", id).code for id in ("rules", "duty")))


PANEL_PAGES = ("rooms", "working-committees", "certificates", "disclosure")
"""The pages that have a code on the panels, besides what every board prints."""


def panel_codes(handbook: Handbook, pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes the panels print: the board's, those of the most asked services, and each panel's page."""
    services = (pages.code("service", id).code for id in handbook.contents.popular)
    panel_pages = (pages.code("page", id).code for id in PANEL_PAGES)
    return (*usual_codes(handbook, pages), *services, *panel_pages)


def codes_of(handbook: Handbook, pages: CommitteePages) -> tuple[str, ...]:
    """Return the codes of the committee's own board, in whichever size it is."""
    panels = size(handbook, pages.committee) == PANELS
    return panel_codes(handbook, pages) if panels else board_codes(handbook, pages)


def board(handbook: Handbook, pages: CommitteePages, values: Values, variant: str = "") -> Data:
    """Return a sheet's data, in the order in which they are read; `variant` is its size where that is not its own."""
    panels = extra_panels(handbook, pages.committee, variant_size(handbook, pages.committee, variant))
    titles = {panel.id: panel.title for panel in handbook.words.board_panels}
    codes = {EXTRA[id]: panel_code(handbook, pages, values, EXTRA[id]) for id in panels if EXTRA[id]}
    return {
        **every_board(handbook, pages, values),
        **{name: value for id in panels for name, value in SAYS[id](handbook, pages, values).items()},
        **({"panels": {id: titles[id] for id in panels}, "codes": codes} if panels else {}),
    }


def every_board(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return what every board says, in the order in which it is read."""
    committee = pages.committee
    own = board_of(handbook, committee)
    captions = handbook.words.captions
    shown = [service for service in handbook.services.values() if service.id in handbook.contents.board]
    return {
        **masthead(handbook, pages, values),
        "hours": hours(handbook, pages),
        "kinds": [kind.name for kind in handbook.policy.duty.kinds],
        "window": {
            "name": handbook.policy.rooms.window,
            "place": committee.timetable.window_place,
            "shifts": shift_lines(handbook, committee, committee.timetable.window),
        },
        "rooms": [room_line(handbook, pages, id) for id in (*handbook.rooms, *own_spaces(pages))],
        "plan": floor_plan(handbook, pages),
        "bands": [band(handbook, pages, id, shown) for id in handbook.working_committees],
        "rulebook": {**reading_copy(handbook, pages), "code": code(handbook, pages, "page", "rules", captions.rules)},
        "duty": {"code": code(handbook, pages, "page", "duty", captions.duty)},
        "main": code(handbook, pages, "page", "home", captions.home),
        "board": {
            "kind": handbook.policy.boards.kind,
            "number": pages.code("page", "board").code,
            "address": code(handbook, pages, "page", "board").plain,
            "filing": own.filing_number if own else None,
            "valid_until": chinese.date(own.valid_until) if own and own.valid_until else None,
            "size": size(handbook, committee),
        },
        "terms": {"director": handbook.policy.posts.director},
    }


def shift_lines(handbook: Handbook, committee: Committee, shifts: Iterable[Shift]) -> list[Data]:
    """Return each shift as one line: its days, and who has it; those left out that were over on the day of the data.

    By that day, not by today's, a board that was issued does not change because a shift has ended: it says when.
    """
    since = committee.profile.updated
    return [
        {"days": shift_days(handbook, shift, since), "staff": staff_of(handbook, shift)}
        for shift in shifts_from(shifts, since)
    ]


def room_line(handbook: Handbook, pages: CommitteePages, id: str) -> Data:
    """Return a room, shared or the committee's own, as one line of the board; None where the data have a gap."""
    space = pages.committee.places.get(id)
    names = "、".join(space_name(handbook, pages, other) for other in space.shares_with) if space else ""
    return {
        "name": space_name(handbook, pages, id),
        "own": Drawn(id not in handbook.rooms),
        "floor": space.floor if space else None,
        "position": space.position if space else None,
        "hours": placeholder.opening_hours(space.hours) or None if space else None,
        "shares": handbook.words.space.shared_with.format(rooms=names) if names else None,
    }


def band(handbook: Handbook, pages: CommitteePages, id: str, services: Iterable[Service]) -> Data:
    """Return a working committee as one band of the board: who leads it, and which of these services are its."""
    subject = handbook.working_committees[id]
    staff = seats(pages, id)
    caption = handbook.words.captions.working_committee.format(field=subject.field)
    return {
        "name": subject.name,
        "field": subject.field,
        "colour": Drawn(subject.colour),
        "director": staff.director if staff else None,
        "services": [
            {"title": service.title, "number": pages.code("service", service.id).number}
            for service in services
            if service.working_committee == id
        ],
        "code": code(handbook, pages, "working-committee", id, caption),
    }


def floor_plan(handbook: Handbook, pages: CommitteePages) -> list[Data]:
    """Return the plan of each floor of which a room has its place on the grid, the lowest name first."""
    spaces = [space for space in pages.committee.places.values() if space.grid and space.floor]
    floors = sorted({str(space.floor) for space in spaces}, key=lambda floor: (len(floor), floor))
    return [storey(handbook, pages, floor, [space for space in spaces if space.floor == floor]) for floor in floors]


def storey(handbook: Handbook, pages: CommitteePages, floor: str, spaces: list[Space]) -> Data:
    """Return a floor's plan: rooms, board and entrance in squares from 0 at the upper left one; and in words."""
    grids = [space.grid for space in spaces if space.grid]
    left, top = min(grid.column for grid in grids), min(grid.row for grid in grids)
    own, entrance = board_of(handbook, pages.committee), pages.committee.premises.entrance
    here = own.grid if own and own.grid and pages.committee.places[own.room].floor == floor else None
    door = entrance if entrance and entrance.floor == floor else None
    rooms = [
        {
            "name": "、".join(space_name(handbook, pages, space.id) for space in same),
            "column": grid.column - left,
            "row": grid.row - top,
            "width": grid.width,
            "height": grid.height,
        }
        for grid in dict.fromkeys(grids)
        if (same := [space for space in spaces if space.grid == grid])
    ]
    return {
        "floor": floor,
        "columns": max(grid.column + grid.width for grid in grids) - left,
        "rows": max(grid.row + grid.height for grid in grids) - top,
        "rooms": rooms,
        "here": {"column": here.column - left, "row": here.row - top} if here else None,
        "entrance": {"column": door.column - left, "row": door.row - top, "side": door.side} if door else None,
        "alt": plan_in_words(handbook.words.floor_plan, floor, rooms, here is not None, door.side if door else None),
    }


def plan_in_words(words: FloorPlanWords, floor: str, rooms: list[Data], here: bool, side: str | None) -> str:
    """Return the plan for those who cannot see it: the rooms row by row from the left, the door, the board's place."""
    in_order = sorted(rooms, key=lambda room: (room["row"], room["column"]))
    parts = [words.rooms.format(floor=floor, rooms="，".join(room["name"] for room in in_order))]
    if side:
        parts.append(words.entrance.format(side=side))
    if here:
        parts.append(words.here)
    return "。".join(parts)


def panels(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the data of the nine panels: what every board says, and all that a sheet may say besides."""
    return {
        **every_board(handbook, pages, values),
        **{name: value for says in SAYS.values() for name, value in says(handbook, pages, values).items()},
        "bands": [band(handbook, pages, id, handbook.services.values()) for id in handbook.working_committees],
        "popular": [
            code(handbook, pages, "service", id, handbook.services[id].title) for id in handbook.contents.popular
        ],
        "shifts": shift_lines(handbook, pages.committee, pages.committee.timetable.duty),
        "codes": {id: panel_code(handbook, pages, values, id) for id in PANEL_PAGES},
    }


def introduction(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return who the committee is."""
    profile = pages.committee.profile
    return {
        "introduction": {
            "text": profile.introduction,
            "households": counted(handbook.words.measures.households, profile.households),
            "boundary": profile.boundary,
            "estates": "、".join(estate.name for estate in profile.estates) or None,
            "directions": profile.directions,
        }
    }


def people(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the staff."""
    return {"staff": [staff_line(person) for person in pages.committee.profile.staff]}


def lists(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the reference lists, and the certificates that the committee does not give."""
    return {
        "lists": [task_list.title for task_list in handbook.lists.lists],
        "certificates": {
            "answer": placeholder.fill(handbook.certificates.answer, values),
            "names": [item.name for item in handbook.certificates.items],
        },
    }


def rules(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return which rules there are."""
    return {"rules": list(rule_titles(handbook))}


def disclosure(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return what is made public, how often, and where it is posted.

    What hangs today and until when is on the panel of its own and on the page: a board hangs for a year.
    """
    place = placeholder.disclosure_place(handbook, pages.committee)
    items = [{"name": item.name, "frequency": in_short(item.frequency)} for item in handbook.disclosure.items]
    return {"disclosure": {"kind": handbook.disclosure.board_kind, "place": place, "items": items}}


def in_short(frequency: str) -> str:
    """Return how often something is made public, without what is said of it besides."""
    return re.split("[；（]", frequency, maxsplit=1)[0]


def feedback(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return within how many days residents are answered."""
    return {"answer_days": handbook.policy.answers.days}


SAYS: Mapping[str, Callable[[Handbook, CommitteePages, Values], Data]] = {
    "introduction": introduction,
    "people": people,
    "lists": lists,
    "disclosure": disclosure,
    "feedback": feedback,
    "rules": rules,
}
"""What each panel of EXTRA says."""


def panel_code(handbook: Handbook, pages: CommitteePages, values: Values, id: str) -> PrintedCode:
    """Return the code of one of PANEL_PAGES, with the words that stand beside it."""
    caption = getattr(handbook.words.captions, id.replace("-", "_"))
    return code(handbook, pages, "page", id, placeholder.fill(caption, values))


def staff_line(person: Person) -> Data:
    """Return a member of staff as one line: the name and the posts."""
    return {"name": person.name, "posts": "、".join(person.posts)}


def rule_titles(handbook: Handbook) -> Iterator[Data]:
    """Yield the parts of the rulebook that hold rules, each with the titles of its rules."""
    for part in handbook.contents.rulebook:
        ids = [chapter.partition(":")[2] for chapter in part.chapters if chapter.startswith("rule:")]
        if titles := [handbook.rules[id].title for id in ids if id in handbook.rules]:
            yield {"title": part.title, "rules": titles}


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the board in the size that the variant names, or in the size of the committee's own."""
    paneled = variant_size(handbook, pages.committee, variant) == PANELS
    codes = panel_codes(handbook, pages) if paneled else board_codes(handbook, pages, variant)
    template = PANELS_TEMPLATE if paneled else "board.typ"
    yield print_file("board", pages.committee.slug, template, codes, variant=variant)


PANELS_TEMPLATE = "panels.typ"


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what a board says: on a sheet, or on panels."""
    if artifact.template == PANELS_TEMPLATE:
        return panels(brief.handbook, brief.pages, brief.values)
    return board(brief.handbook, brief.pages, brief.values, artifact.variant)


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes of the committee's own board, all of which stand on the board."""
    return dict.fromkeys(codes_of(handbook, pages), handbook.policy.boards.kind)


def paper(handbook: Handbook, committee: Committee) -> str:
    """Return the paper of the committee's own board."""
    return paper_of(size(handbook, committee), handbook)


def paper_of(size: str, handbook: Handbook) -> str:
    """Return the paper of a board in one of SIZES."""
    return handbook.words.panels_paper if size == PANELS else size.upper()


def in_size(size: str) -> Variant:
    """Return the board in one of SIZES, whichever the committee's own is."""
    return Variant(size, paper=lambda handbook, committee: paper_of(size, handbook))


def tiled(paper: str) -> Variant:
    """Return the board in pieces that an office printer can print, to be put together."""
    name = f"tiled-{paper.lower()}"
    return Variant(
        name, lambda handbook: handbook.words.variants.tiled.format(paper=paper), finish=name, paper=always(paper)
    )


PRODUCT = Product(
    name="board",
    title=lambda handbook: handbook.policy.boards.kind,
    files=files,
    codes=codes,
    data=data,
    paper=paper,
    place=lambda handbook, committee: committee.register.place_of(handbook.policy.boards.kind),
    issued=True,
    page=("page", "board"),
    carried=True,
    round=1,
    variants=(
        *map(in_size, SIZES),
        Variant("bleed", lambda handbook: handbook.words.variants.bleed, finish="bleed"),
        *map(tiled, ("A3", "A4")),
    ),
)
