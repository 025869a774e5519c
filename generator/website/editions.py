"""What pages say of issued sheets: the one in the reader's hand, and all there are on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.codes import ledger
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages, Page
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.products.catalogue import FORMS, PRODUCTS
from generator.products.product import Data, Form, Product
from generator.products.standing import Standing, Standings, kept
from generator.text.articles import words_by_article
from generator.text.chinese import date

CHANGES_TOLD = 5
"""How many changes a page tells; a resident wants to know that something changed, and the most of what."""


def others(pages: CommitteePages, code: str, shown: tuple[str, str]) -> list[Page]:
    """The pages of other things that were issued with the same number, which happens where two branches were merged."""
    same = ((one.kind, one.id) for one in pages.ledger.codes if one.code == code)
    return [pages.pages[key] for key in same if key != shown and key in pages.pages]


def behind(pages: CommitteePages, serial: int, standings: Standings) -> list[Data]:
    """What the page behind a code says of the sheet in the reader's hand; two where two branches gave one serial."""
    return [
        in_hand(pages, one, standings[one.sheet, one.part]) for one in pages.ledger.editions if one.serial == serial
    ]


def in_hand(pages: CommitteePages, held: Edition, now: Standing) -> Data:
    """A sheet in the reader's hand: which it is, whether it still holds, and if not, what is different."""
    newest = now.latest or held
    product = FORMS[held.sheet].product if held.sheet in FORMS else None
    told = list(differences(pages, held, now))
    return {
        "name": now.name,
        "in_hand": bool(product and product.in_hand),
        "book": bool(product and product.bound),
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
        return "current" if now.matches(held) else "older"
    return "current" if now.current else "changed"


def differences(pages: CommitteePages, held: Edition, now: Standing) -> Iterator[str]:
    """What is different today from a sheet in the reader's hand, in words."""
    earlier = kept(pages, held)
    if earlier is not None and not now.gone:
        yield from (change.words for change in now.since(held, earlier))


def earlier_text(pages: CommitteePages, id: str, now: Standing | None) -> Data | None:
    """The newest issued text of a rule that is not today's: its edition and its articles; None where there is none."""
    if now is None or now.gone:
        return None
    today = rule_articles(now.says, id)
    for edition in reversed(ledger.of_sheet(pages.ledger, "rulebook")):
        said = rule_articles(kept(pages, edition), id)
        if said and said != today:
            return {"number": edition.edition, "date": date(edition.date), "articles": list(said.items())}
    return None


def rule_articles(book: Facts, id: str) -> Mapping[str, str]:
    """The articles of a rule as a rulebook has them; nothing where it has not."""
    chapters = (chapter for part in (book or {}).get("parts", ()) for chapter in part["chapters"])
    found = next((one for one in chapters if (one["kind"], one["id"]) == ("rule", id)), None)
    return words_by_article(found["body"]) if found else {}


# --- what there is on paper ------------------------------------------------------------------------------------------


def product_of_page(kind: str, id: str) -> Product | None:
    """Return the product that tells on paper what a page tells; None where none does."""
    wanted = ((kind, id), (kind, ""))
    return next((product for product in PRODUCTS.values() if product.issued and product.page in wanted), None)


def on_paper(handbook: Handbook, pages: CommitteePages, standings: Standings) -> list[Data]:
    """Return every sheet a committee has or could have: name, edition, place, and the page that tells the same."""
    issued = {word for word, _ in standings}
    shown = [
        form
        for product in PRODUCTS.values()
        if product.issued
        for form in sorted(product.forms, key=lambda form: form.word)
        if not form.variant.name or form.word in issued
    ]
    return [{"name": form.title(handbook), "sheets": list(_sheets(handbook, pages, standings, form))} for form in shown]


def _sheets(handbook: Handbook, pages: CommitteePages, standings: Standings, form: Form) -> Iterator[Data]:
    issued = {part: sheet for (word, part), sheet in standings.items() if word == form.word}
    titles = {**{part: sheet.title for part, sheet in issued.items()}, **form.product.parts.titles(handbook, pages)}
    for part, subject in titles.items():
        sheet = issued.get(part)
        newest = sheet.latest if sheet else None
        yield {
            "product": form.word,
            "part": part or "",
            "title": subject,
            "twin": _twin(pages, form.product, part),
            "edition": f"第{newest.edition}版，{date(newest.date)}" if newest else None,
            "place": newest.place if newest else None,
            "copies": newest.copies if newest else None,
            "state": "" if sheet is None else "gone" if sheet.gone else "current" if sheet.current else "changed",
        }


def _twin(pages: CommitteePages, product: Product, part: str | None) -> tuple[str, str] | None:
    """The page that tells the same as a sheet, by kind and id; None where there is none."""
    if product.page is None:
        return None
    kind, id = product.page
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
