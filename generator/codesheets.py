"""What the sheet of codes says: every code of a committee, to stick on and to look at once a week."""

from __future__ import annotations

from generator import codes, sheets
from generator.model import Code, Handbook
from generator.pages import FOLDERS, SINGLE_PAGES, CommitteePages
from generator.placeholder import Values
from generator.sheets import Data

RULEBOOK = "规章制度汇编"
LAST_PAGE = "最后一页"


def codesheet(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """The sheet's data: a label for each code; then the codes by where they are printed, for the weekly look."""
    one = committee.committee
    kind = handbook.policy.boards.kind
    board = dict.fromkeys(sheets.board_codes(handbook, committee), kind)
    rulebook = rulebook_places(handbook, committee)
    hall = next((it.place for it in one.register.boards if it.kind == kind), None)
    copy = one.register.rulebook

    def rows(wanted: list[Code]) -> list[Data]:
        return [
            {**row(handbook, committee, code), "where": [it[code.code] for it in (board, rulebook) if code.code in it]}
            for code in wanted
        ]

    ledger = committee.ledger.codes
    by_number = {code.code: code for code in ledger}
    loose = [code for code in ledger if code.code not in board and code.code not in rulebook]
    return {
        **sheets.masthead(handbook, committee, values),
        "title": "二维码贴纸和每周检查表",
        "labels": [label(handbook, committee, code) for code in ledger],
        "groups": [
            {"title": kind, "place": hall, "rows": rows([by_number[code] for code in board])},
            {
                "title": RULEBOOK,
                "place": copy.place if copy else None,
                "rows": rows([by_number[code] for code in rulebook if code not in board]),
            },
            {"title": None, "place": None, "rows": rows(loose)},
        ],
    }


def codesheet_codes(committee: CommitteePages) -> tuple[str, ...]:
    """The codes the sheet prints: all there are, each once."""
    return tuple(code.code for code in committee.ledger.codes)


def rulebook_places(handbook: Handbook, committee: CommitteePages) -> dict[str, str]:
    """Where in the rulebook each of its codes stands, in the book's order; the committee's own is on the last page."""
    chapters: list[tuple[str, str]] = []
    for index, part in enumerate(handbook.contents.rulebook):
        chapters += [(kind, id) for kind, _, id in (chapter.partition(":") for chapter in part.chapters)]
        if index == sheets.rooms_part(handbook):
            chapters += [("room", space.id) for space in committee.committee.premises.spaces]
    found = {committee.code(kind, id).code: f"汇编第{number}章" for number, (kind, id) in enumerate(chapters, 1)}
    others = (code for code in sheets.rulebook_codes(handbook, committee) if code not in found)
    return {**found, **dict.fromkeys(others, f"汇编{LAST_PAGE}")}


def label(handbook: Handbook, committee: CommitteePages, code: Code) -> Data:
    """A code to draw and to stick on."""
    return sheets.code(handbook, committee, code.kind, code.id, title(committee, code))


def row(handbook: Handbook, committee: CommitteePages, code: Code) -> Data:
    """A code in words only: what it is drawn from stands on its label."""
    return {
        "number": code.code,
        "plain": codes.plain(handbook.site.code_url, code.code),
        "caption": title(committee, code),
        "kind": SINGLE_PAGES[FOLDERS[code.kind]] if code.kind in FOLDERS else None,
    }


def title(committee: CommitteePages, code: Code) -> str:
    """What a code's page is called now, or was called when it was still there."""
    page = committee.pages.get((code.kind, code.id))
    return page.title if page else code.title
