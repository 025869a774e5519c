"""What the list of cleared walls says: which rules hung where, when they came off, and where each stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.policy.walls import rules_on
from generator.codes.number import plain
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.register import Board, Register, RemovedRule
from generator.model.site import OwnAddress
from generator.products import report, sheet
from generator.products.names import SITE
from generator.products.product import (
    Artifact,
    Brief,
    Data,
    Product,
    SubdistrictBrief,
    always,
    one_sheet,
    print_file,
)
from generator.products.rulebook.contents import Subject, page_of, subjects
from generator.products.says import PrintedCode
from generator.text import chinese

NAME = "wallclearance"
OVERVIEW = f"{NAME}/{OwnAddress.OVERVIEW}.pdf"
"""The walls of all committees."""


def wallclearance(brief: Brief) -> Data:
    """Return a committee's list: the walls counted over time, what came off, what still hangs and why."""
    handbook, pages = brief.handbook, brief.pages
    register = pages.committee.register
    return {
        **sheet.masthead(handbook, pages, brief.values),
        "title": handbook.words.wallclearance.title,
        "clause": clause(handbook),
        "reading": register.rulebook.place if register.rulebook else None,
        **walls(handbook, pages),
        "removed": [removed(handbook, pages, rule) for rule in in_order(register)],
        "signer": handbook.policy.posts.chair,
    }


def clause(handbook: Handbook) -> str | None:
    """Return where the policy asks for walls to be cleared; None where it does not."""
    asked = handbook.policy.requirements.get(CLEARED)
    return asked.clause if asked else None


CLEARED = "B1"
"""The rule about how many rules hang on walls."""


def walls(handbook: Handbook, pages: CommitteePages) -> Data:
    """Return how many rules hung on the walls on each day they were counted, and what still hangs."""
    register = pages.committee.register
    counted = sorted(register.walls, key=lambda inventory: inventory.date)
    kept = [hanging(board) for board in boards_with_rules(handbook, register)]
    left = counted[-1].rules if counted else None
    return {
        "counted": [{"date": chinese.date(inventory.date), "rules": inventory.rules} for inventory in counted],
        "allowed": handbook.policy.boards.rules_left,
        "left": left,
        "hanging": kept,
        "unregistered": max(0, (left or 0) - len(kept)),
    }


def boards_with_rules(handbook: Handbook, register: Register) -> Iterator[Board]:
    """Yield the boards on which rules hang, wherever they are, by the words by which the rules on walls are checked."""
    hall = handbook.policy.rooms.hall.id
    return (board for board in register.boards if rules_on(handbook, board, in_room=board.room != hall))


def hanging(board: Board) -> Data:
    """Return a board on which rules hang: whose it is, why it may, and until when it is filed."""
    return {
        "kind": board.kind,
        "place": board.place,
        "holds": list(board.holds),
        "owner": board.owner,
        "reason": board.reason,
        "filing_number": board.filing_number,
        "valid_until": chinese.date_if_any(board.valid_until),
    }


def in_order(register: Register) -> list[RemovedRule]:
    """Return what came off the walls, the earliest first."""
    return sorted(register.removed, key=lambda rule: rule.removed)


def removed(handbook: Handbook, pages: CommitteePages, rule: RemovedRule) -> Data:
    """Return a rule that came off a wall, with its chapter of the rulebook and the code of its page."""
    kind, _, id = rule.now.partition(":")
    return {
        "title": rule.title,
        "place": rule.place,
        "removed": chinese.date(rule.removed),
        "chapter": chapter(handbook, pages, (kind, id)),
        "code": code(handbook, pages, page_of((kind, id))),
    }


def chapter(handbook: Handbook, pages: CommitteePages, subject: Subject) -> Data | None:
    """Return number and title of a chapter of the rulebook; None where it has no such chapter that residents read."""
    number = subjects(handbook, pages).get(subject)
    page = pages.pages.get(page_of(subject))
    if number is None or page is None:
        return None
    return {"number": handbook.words.numbering.chapter.format(number=number), "title": page.title}


def code(handbook: Handbook, pages: CommitteePages, subject: Subject) -> PrintedCode | None:
    """Return the code of a page; None where there is no such page."""
    if subject not in pages.pages:
        return None
    return sheet.code(handbook, pages, *subject, caption=pages.pages[subject].title)


# --- all committees --------------------------------------------------------------------------------------------------


def overview(brief: SubdistrictBrief) -> Data:
    """Return the list of all committees for the office: their walls at a glance, then everything that came off."""
    handbook = brief.handbook
    rows = [of_one(handbook, pages) for pages in brief.committees.values()]
    updated = max(committee.profile.updated for committee in handbook.committees)
    return {
        **sheet.issuer(handbook),
        "title": handbook.words.wallclearance.overview,
        "clause": clause(handbook),
        "as_of": chinese.date(updated),
        "allowed": handbook.policy.boards.rules_left,
        "committees": rows,
        "totals": {
            "first": sum(row["counted"][0]["rules"] for row in rows if row["counted"]),
            "left": sum(row["left"] or 0 for row in rows),
            "removed": sum(len(row["removed"]) for row in rows),
            "uncounted": sum(not row["counted"] for row in rows),
            "unbound": sum(rule["chapter"] is None for row in rows for rule in row["removed"]),
        },
    }


def of_one(handbook: Handbook, pages: CommitteePages) -> Data:
    """Return a committee's part of the list of all: its first count and its last; addresses stand for codes."""
    found = walls(handbook, pages)
    return {
        "name": pages.committee.profile.name,
        **found,
        "counted": [*found["counted"][:1], *found["counted"][-1:]],
        "removed": [
            {
                **{key: value for key, value in entry.items() if key != "code"},
                "address": plain(handbook.site.code_url, entry["code"].number) if entry["code"] else None,
            }
            for entry in (removed(handbook, pages, rule) for rule in in_order(pages.committee.register))
        ],
    }


# --- the product -----------------------------------------------------------------------------------------------------


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes that a committee's list prints, and what it is called."""
    entries = (removed(handbook, pages, rule)["code"] for rule in pages.committee.register.removed)
    return {entry.number: handbook.words.wallclearance.title for entry in entries if entry}


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield a committee's list."""
    yield print_file(NAME, pages.committee.slug, "wallclearance.typ", tuple(codes(handbook, pages)))


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what a committee's list says."""
    return wallclearance(brief)


PRODUCT = Product(
    name=NAME,
    title=lambda handbook: handbook.words.wallclearance.title,
    files=files,
    data=data,
    subdistrict=one_sheet(
        Artifact(OVERVIEW, NAME, SITE, "overview.typ"),
        overview,
        lambda handbook: handbook.words.places.wallclearance,
    ),
    drawn_by=(report.NAME,),
    paper=always("A4"),
    place=lambda handbook, committee: handbook.words.places.wallclearance,
)
