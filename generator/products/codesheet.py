"""What the sheet of codes says: every code of a committee, to stick on and to look at once a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.codes import ledger
from generator.codes.number import plain
from generator.codes.pages import FOLDERS, CommitteePages
from generator.model.handbook import Handbook
from generator.model.ledger import Code
from generator.products import doorsign, guide, places, sheet
from generator.products.board import codes_of
from generator.products.disclosure import disclosure_codes
from generator.products.roster import months, roster_codes
from generator.products.rulebook import book
from generator.products.sheet import Data
from generator.text import chinese
from generator.text.placeholder import Values


@dataclass(frozen=True)
class Carrier:
    """A print that carries codes: the output's name, what it is called, and where on it each of its codes stands."""

    output: str
    title: str
    where: Mapping[str, str]


def carriers(handbook: Handbook, committee: CommitteePages) -> tuple[Carrier, ...]:
    """Every print of a committee that carries codes, in the order in which one walks past them."""
    words, board, disclosure = handbook.words, handbook.policy.boards.kind, handbook.disclosure.board_kind
    roster = roster_codes(committee) if months(handbook) else ()
    doors = {
        committee.code("room", id).code: words.codesheet.door.format(room=sheet.space_name(handbook, committee, id))
        for id in doorsign.doors(handbook, committee)
    }
    services = [code for id in handbook.services for code in guide.guide_codes(committee, id)]
    return (
        Carrier("board", board, dict.fromkeys(codes_of(handbook, committee), board)),
        Carrier("roster", words.roster.title, dict.fromkeys(roster, words.roster.title)),
        Carrier("rulebook", words.rulebook, rulebook_places(handbook, committee)),
        Carrier("disclosure", disclosure, dict.fromkeys(disclosure_codes(committee), disclosure)),
        Carrier("doorsign", words.doorsign, doors),
        Carrier("guide", words.guide.title, dict.fromkeys(services, words.guide.title)),
    )


def codesheet(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """The sheet's data: a label for each code; then the codes by where they are printed, for the weekly look.

    A code stands once, under the first print one walks past, with all the prints it is on. `issued` is the day and the
    edition in which it was last given to the printer, None where it never was.
    """
    found, issues = carriers(handbook, committee), last_issued(committee)
    left = {code.code: code for code in in_use(committee)}

    def rows(wanted: Iterable[str]) -> list[Data]:
        return [
            {
                **row(handbook, committee, left.pop(code)),
                "where": list(dict.fromkeys(one.where[code] for one in found if code in one.where)),
                "issued": issues.get(code),
            }
            for code in wanted
            if code in left
        ]

    groups: list[Data] = [
        {"title": one.title, "place": places.place(handbook, committee.committee, one.output), "rows": rows(one.where)}
        for one in found
    ]
    return {
        **sheet.masthead(handbook, committee, values),
        "title": handbook.words.codesheet.title,
        "labels": [label(handbook, committee, code) for code in in_use(committee)],
        "groups": [*groups, {"title": None, "place": None, "rows": rows(tuple(left))}],
    }


def in_use(committee: CommitteePages) -> tuple[Code, ...]:
    """The codes that lead to something there is, each once."""
    return tuple({code.code: code for code in committee.ledger.codes if not code.retired}.values())


def codesheet_codes(committee: CommitteePages) -> tuple[str, ...]:
    """The codes the sheet prints: all that are in use, each once."""
    return tuple(code.code for code in in_use(committee))


def last_issued(committee: CommitteePages) -> dict[str, Data]:
    """The newest edition that carries each code, and its day, by the code; codes on no issued sheet are not there."""
    known = {code.number: code.code for code in in_use(committee)}
    found: dict[str, Data] = {}
    for edition in sorted(committee.ledger.editions, key=lambda one: one.serial):
        for number in ledger.unpacked(edition.codes):
            if number in known:
                found[known[number]] = {"edition": edition.edition, "date": chinese.date(edition.date)}
    return found


def rulebook_places(handbook: Handbook, committee: CommitteePages) -> dict[str, str]:
    """Where in the rulebook each of its codes stands, in the book's order; the committee's own is on the last page."""
    chapters = book.chapter_codes(handbook, committee).values()
    words = handbook.words.codesheet
    found = {code: words.chapter.format(number=number) for number, code in enumerate(chapters, 1)}
    others = (code for code in book.codes_of(handbook, committee) if code not in found)
    return {**found, **dict.fromkeys(others, words.last_page)}


def label(handbook: Handbook, committee: CommitteePages, code: Code) -> Data:
    """A code to draw and to stick on."""
    return sheet.code(handbook, committee, code.kind, code.id, title(committee, code))


def row(handbook: Handbook, committee: CommitteePages, code: Code) -> Data:
    """A code in words only: what it is drawn from stands on its label."""
    return {
        "number": code.code,
        "plain": plain(handbook.site.code_url, code.code),
        "caption": title(committee, code),
        "kind": handbook.language.pages[FOLDERS[code.kind]].title if code.kind in FOLDERS else None,
    }


def title(committee: CommitteePages, code: Code) -> str:
    """What a code's page is called now, or was called when it was still there."""
    page = committee.pages.get((code.kind, code.id))
    return page.title if page else code.title
