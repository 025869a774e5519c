"""What pages say of issued sheets: the one in the reader's hand, and all there are on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.codes import ledger
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages, Page
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.products import standing
from generator.products.standing import Data, Standing, kept
from generator.text import articles
from generator.text.chinese import date

CHANGES_TOLD = 5
"""How many changes a page tells; a resident wants to know that something changed, and the most of what."""


def others(pages: CommitteePages, code: str, shown: tuple[str, str]) -> list[Page]:
    """The pages of other things that were issued with the same number, which happens where two branches were merged."""
    same = ((one.kind, one.id) for one in pages.ledger.codes if one.code == code)
    return [pages.pages[key] for key in same if key != shown and key in pages.pages]


IN_HAND = ("rulebook", "guide", "plates", "forms")
"""Outputs that one holds; the others hang on a wall."""


def behind(pages: CommitteePages, serial: int, standings: Mapping[tuple[str, str | None], Standing]) -> list[Data]:
    """What the page behind a code says of the sheet in the reader's hand; two where two branches gave one serial."""
    return [
        in_hand(pages, one, standings[one.sheet, one.part]) for one in pages.ledger.editions if one.serial == serial
    ]


def in_hand(pages: CommitteePages, held: Edition, now: Standing) -> Data:
    """A sheet in the reader's hand: which it is, whether it still holds, and if not, what is different."""
    newest = now.latest or held
    told = list(differences(pages, held, now))
    return {
        "name": now.name,
        "in_hand": output_of(held.sheet) in IN_HAND,
        "book": output_of(held.sheet) == "rulebook",
        "number": held.edition,
        "date": date(held.date),
        "newest": {"number": newest.edition, "date": date(newest.date)},
        "state": state(held, now),
        "changes": told[:CHANGES_TOLD],
        "more": max(0, len(told) - CHANGES_TOLD),
    }


def state(held: Edition, now: Standing) -> str:
    """`current`, `changed` since it was issued, `older` than the newest edition, or `gone`."""
    if now.gone:
        return "gone"
    if now.latest and now.latest.serial != held.serial:
        return "current" if held.digest == now.digest else "older"
    return "current" if now.current else "changed"


def differences(pages: CommitteePages, held: Edition, now: Standing) -> Iterator[str]:
    """What is different today from a sheet in the reader's hand, in words."""
    earlier = kept(pages, held)
    if earlier is not None and not now.gone:
        yield from (change.words for change in now.since(earlier))


def earlier_text(pages: CommitteePages, id: str, now: Standing | None) -> Data | None:
    """The newest issued text of a rule that is not today's: its edition and its articles; None where there is none."""
    if now is None or now.gone:
        return None
    today = rule_articles(now.facts, id)
    for edition in reversed(ledger.of_sheet(pages.ledger, "rulebook")):
        said = rule_articles(kept(pages, edition), id)
        if said and said != today:
            return {"number": edition.edition, "date": date(edition.date), "articles": list(said.items())}
    return None


def rule_articles(book: Facts, id: str) -> Mapping[str, str]:
    """The articles of a rule as a rulebook has them; nothing where it has not."""
    chapters = (chapter for part in (book or {}).get("parts", ()) for chapter in part["chapters"])
    found = next((one for one in chapters if (one["kind"], one["id"]) == ("rule", id)), None)
    return articles.articles(found["body"]) if found else {}


# --- what there is on paper ------------------------------------------------------------------------------------------

TWINS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rulebook": ("page", "rules"),
        "board": ("page", "board"),
        "doorsign": ("room", ""),
        "guide": ("service", ""),
        "roster": ("page", "duty"),
        "disclosure": ("page", "disclosure"),
        "forms": ("page", "forms"),
    }
)
"""The page that tells the same as a sheet, by kind and id; the id is the sheet's part where it is empty here."""


def sheet_of_page(kind: str, id: str) -> str:
    """The output that tells on paper what a page tells; empty where none does."""
    return next((output for output, (of, name) in TWINS.items() if of == kind and name in ("", id)), "")


Standings = Mapping[tuple[str, str | None], Standing]


def on_paper(handbook: Handbook, pages: CommitteePages, standings: Standings) -> list[Data]:
    """Every sheet a committee has or could have: name, edition, place, and the page that tells the same."""
    variants = [product for product, _ in standings if "-" in product]
    products = sorted(
        {*standing.SHEETS, *variants}, key=lambda name: (list(standing.SHEETS).index(output_of(name)), name)
    )
    return [
        {"name": standing.sheet_name(handbook, product), "sheets": list(_sheets(handbook, pages, standings, product))}
        for product in products
    ]


def output_of(product: str) -> str:
    """The output that a product is a variant of."""
    return product.partition("-")[0]


def _sheets(handbook: Handbook, pages: CommitteePages, standings: Standings, product: str) -> Iterator[Data]:
    issued = {part: one for (name, part), one in standings.items() if name == product}
    titles = {**{part: one.title for part, one in issued.items()}, **_parts(handbook, pages, output_of(product))}
    for part, words in titles.items():
        one = issued.get(part)
        newest = one.latest if one else None
        yield {
            "product": product,
            "part": part or "",
            "title": words,
            "twin": _twin(pages, output_of(product), part),
            "edition": f"第{newest.edition}版，{date(newest.date)}" if newest else None,
            "place": newest.place if newest else None,
            "copies": newest.copies if newest else None,
            "state": "" if one is None else "gone" if one.gone else "current" if one.current else "changed",
        }


def _parts(handbook: Handbook, pages: CommitteePages, output: str) -> dict[str | None, str]:
    """What the sheets of an output are about, and what that is called."""
    if output == "guide":
        return {service.id: service.title for service in handbook.services.values()}
    if output == "doorsign":
        return {id: pages.pages["room", id].title for id in pages.committee.places if ("room", id) in pages.pages}
    return {None: ""}


def _twin(pages: CommitteePages, output: str, part: str | None) -> tuple[str, str] | None:
    if output not in TWINS:
        return None
    kind, id = TWINS[output]
    key = (kind, id or part or "")
    return key if key in pages.pages else None


def all_codes(pages: CommitteePages, standings: Standings) -> list[Data]:
    """Every code a committee ever had: number, what it means, when first issued, and the sheets that carry it now."""
    carried: dict[str, list[str]] = {}
    for one in standings.values():
        if one.latest and not one.gone:
            for number in ledger.unpacked(one.latest.codes):
                carried.setdefault(number, []).append(one.name)
    return [
        {
            "code": code.code,
            "title": pages.pages[code.kind, code.id].title if (code.kind, code.id) in pages.pages else code.title,
            "gone": (code.kind, code.id) not in pages.pages,
            "issued": code.issued,
            "carried": carried.get(code.number, []),
        }
        for code in pages.ledger.codes
    ]
